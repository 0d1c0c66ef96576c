"""Who says so: the voices for and against a tie."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold.model import Episode
from relgraph.queries.rows import Tie
from relgraph.queries.told import Told, told
from relgraph.readmodel.reading import said_of_pair


class Voices(NamedTuple):
    """One claim for each root, the first published: those that support a tie, and those that deny it.

    `ending` tell of its end, `keeping` deny that; both are empty where no end is in doubt.
    """

    supporting: list[Told]
    denying: list[Told]
    ending: list[Told]
    keeping: list[Told]


def voices(db: sqlite3.Connection, tie: Tie, known: Day) -> Voices:
    """The voices behind a tie as known on `known`; a retracted tie has none left."""
    from relgraph.fold import fold_at
    from relgraph.queries.ending import ending

    said = said_of_pair(db, tie.near, tie.far)
    episodes = fold_at(said, known).episodes
    of = next((episode for episode in episodes if _is_of(episode, tie)), None)
    if of is None:
        return Voices([], [], [], [])
    end = ending(said, episodes, of, known)
    enders = end.alleging if tie.alleged_end else of.end_by
    sides = of.supports, of.denials, enders, end.denying
    claims = told(db, {position for side in sides for position in side})
    return Voices(*(_first(claims, side) for side in sides))


def _is_of(episode: Episode, tie: Tie) -> bool:
    parties = {episode.a, episode.b} == {tie.near, tie.far}
    return (episode.kind, episode.number) == (tie.kind, tie.episode) and parties


def _first(claims: dict[int, Told], positions: Sequence[int]) -> list[Told]:
    """The first published claim of each root."""
    found: dict[str, Told] = {}
    for claim in sorted(
        (claims[at] for at in positions), key=lambda claim: (claim.published, claim.position)
    ):
        found.setdefault(claim.root, claim)
    return list(found.values())

"""Who says so: the voices for and against a tie."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.queries.rows import Tie
from relgraph.queries.told import Told, told
from relgraph.readmodel.reading import said_of_pair


class Voices(NamedTuple):
    """One claim for each root, the first published: those that support a tie, and those that deny it."""

    supporting: list[Told]
    denying: list[Told]


def voices(db: sqlite3.Connection, tie: Tie, known: Day) -> Voices:
    """The voices behind a tie as known on `known`; a retracted tie has none left."""
    from relgraph.fold import fold_at

    for episode in fold_at(said_of_pair(db, tie.near, tie.far), known).episodes:
        if (episode.kind, episode.number) == (tie.kind, tie.episode) and {episode.a, episode.b} == {
            tie.near,
            tie.far,
        }:
            claims = told(db, (*episode.supports, *episode.denials))
            return Voices(_first(claims, episode.supports), _first(claims, episode.denials))
    return Voices([], [])


def _first(claims: dict[int, Told], positions: tuple[int, ...]) -> list[Told]:
    """The first published claim of each root."""
    found: dict[str, Told] = {}
    for claim in sorted(
        (claims[at] for at in positions), key=lambda claim: (claim.published, claim.position)
    ):
        found.setdefault(claim.root, claim)
    return list(found.values())

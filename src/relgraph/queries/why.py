"""Every claim for and against what ties a pair, and what each of them did."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold import fold_at
from relgraph.fold.model import Episode, Finding
from relgraph.queries.rows import Tie, in_order, ties_between
from relgraph.queries.told import Told, told, told_of_pair
from relgraph.readmodel.reading import said_of_pair


class Effect(NamedTuple):
    """What a claim did to an episode: `start` or `end` (a bound that it sets), `supports`, `against`.

    `standing` is that of the episode.
    """

    what: str
    kind: str
    episode: int
    standing: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim and its effects; `finding` is what is odd about it.

    `gone` says why it has no say, if it has none: retracted, replaced, rejected, hypothetical.
    """

    claim: Told
    gone: str | None
    effects: tuple[Effect, ...]
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Why:
    """The ties of a pair, all episodes, and the claims on it: those that stand first published first."""

    ties: list[Tie]
    claims: list[Weighed]


def why(db: sqlite3.Connection, one: int, other: int, on: Day, known: Day, kind: str | None = None) -> Why:
    """What is claimed of a pair as known on `known`, folded once more to see what each claim did.

    `kind` keeps the ties of that kind and the claims of it or with an effect on it.
    """
    folded = fold_at(said_of_pair(db, one, other), known)
    claims = told_of_pair(db, one, other, known)
    here = {claim.position for claim in claims}
    deaths = {
        at for episode in folded.episodes for at in (*episode.end_by, *episode.start_by) if at not in here
    }
    claims = sorted(
        [*claims, *told(db, deaths).values()], key=lambda claim: (claim.published, claim.position)
    )
    episodes = [episode for episode in folded.episodes if kind in (None, episode.kind)]
    weighed = [_weighed(claim, episodes, folded.findings, known) for claim in claims]
    if kind is not None:
        weighed = [some for some in weighed if some.effects or some.claim.kind == kind]
    ties = [tie for tie in ties_between(db, one, other, on, known) if kind in (None, tie.kind)]
    return Why(in_order(ties), weighed)


def _weighed(claim: Told, episodes: list[Episode], findings: tuple[Finding, ...], known: Day) -> Weighed:
    finding = next((found for found in findings if found.position == claim.position), None)
    gone = _gone(claim, known)
    return Weighed(claim, gone, () if gone else tuple(_effects(claim.position, episodes)), finding)


def _gone(claim: Told, known: Day) -> str | None:
    if claim.rejected:
        return "rejected"
    if claim.withdrawn is not None and claim.withdrawn <= known:
        return "retracted"
    if claim.replaced is not None and claim.replaced <= known:
        return "replaced"
    return "hypothetical" if claim.hypothetical else None


def _effects(position: int, episodes: list[Episode]) -> Iterator[Effect]:
    """What a claim does to each episode: which bounds it sets, else which side it takes."""
    for episode in episodes:
        bounds = [
            what for what, by in (("start", episode.start_by), ("end", episode.end_by)) if position in by
        ]
        sides = [
            what
            for what, by in (("supports", episode.supports), ("against", episode.denials))
            if position in by
        ]
        for what in bounds or sides:
            yield Effect(what, episode.kind, episode.number, episode.standing)

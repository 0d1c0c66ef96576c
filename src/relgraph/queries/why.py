"""Every claim for and against what ties a pair, and what each of them did."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold import fold_at
from relgraph.fold.model import Episode, Finding, Said
from relgraph.queries.amended import Amendment, amendment
from relgraph.queries.copies import Copies, copies
from relgraph.queries.ending import ending
from relgraph.queries.reviews import Review, reviews
from relgraph.queries.rows import Tie, in_order, ties_between
from relgraph.queries.told import Told, told, told_of_pair
from relgraph.queries.versions import Edition, editions
from relgraph.readmodel.reading import said_of_pair


class Effect(NamedTuple):
    """What a claim did to an episode: `start` or `end` (a bound that it sets), `supports`, `against`.

    Of an end that it alleges or denies: `alleges end`, `against alleged end`, `against end`. `standing` is that of
    the episode.
    """

    what: str
    kind: str
    episode: int
    standing: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim and its effects; `finding` is what is odd about it.

    `gone` says why it has no say, if it has none: rejected, dropped, edited, retracted, replaced, hypothetical;
    `amended` with which reason it was taken back, `review` what was said of it in review. `edition` is the version of
    the article that makes it, if there are several; `copies` the papers that print its text, if there are several.
    """

    claim: Told
    gone: str | None
    amended: Amendment | None
    review: Review | None
    effects: tuple[Effect, ...]
    finding: Finding | None
    edition: Edition | None
    copies: Copies | None


@dataclass(frozen=True, slots=True)
class Why:
    """The ties of a pair, all episodes, and the claims on it: those that stand first published first."""

    ties: list[Tie]
    claims: list[Weighed]


def why(db: sqlite3.Connection, one: int, other: int, on: Day, known: Day, kind: str | None = None) -> Why:
    """What is claimed of a pair as known on `known`, folded once more to see what each claim did.

    `kind` keeps the ties of that kind and the claims of it or with an effect on it.
    """
    said = said_of_pair(db, one, other)
    folded = fold_at(said, known)
    claims = told_of_pair(db, one, other, known)
    here = {claim.position for claim in claims}
    deaths = {
        at for episode in folded.episodes for at in (*episode.end_by, *episode.start_by) if at not in here
    }
    claims = sorted(
        [*claims, *told(db, deaths).values()], key=lambda claim: (claim.published, claim.position)
    )
    effects = _effects(said, folded.episodes, known)
    findings = {finding.position: finding for finding in reversed(folded.findings)}
    looked_at = reviews(db, claims)
    versions, printed = editions(db, claims, known), copies(db, claims, known)
    weighed = []
    for claim in claims:
        amended, review = amendment(db, claim, known), looked_at.get(claim.id)
        gone = _rejected(claim, review) or (amended.what if amended else _plan(claim))
        did = () if gone else tuple(e for e in effects.get(claim.position, ()) if kind in (None, e.kind))
        if kind in (None, claim.kind) or did:
            finding, edition = findings.get(claim.position), versions.get(claim.position)
            alike = printed.get(claim.article.version)
            weighed.append(Weighed(claim, gone, amended, review, did, finding, edition, alike))
    ties = [tie for tie in ties_between(db, one, other, on, known) if kind in (None, tie.kind)]
    return Why(in_order(ties), weighed)


def _rejected(claim: Told, review: Review | None) -> str | None:
    """`rejected` by a person, or `dropped` by newer rules."""
    return (review.verdict if review else "rejected") if claim.rejected else None


def _plan(claim: Told) -> str | None:
    return "hypothetical" if claim.hypothetical else None


def _effects(said: Sequence[Said], episodes: Sequence[Episode], known: Day) -> dict[int, list[Effect]]:
    """What each claim does to each episode: which bounds it sets, else which side it takes; and to its end."""
    effects: dict[int, list[Effect]] = {}
    for episode in episodes:
        bounds = {"start": episode.start_by, "end": episode.end_by}
        moved = {position for by in bounds.values() for position in by}
        end = ending(said, episodes, episode, known)
        sides = {
            "supports": tuple(at for at in episode.supports if at not in moved),
            "against": tuple(at for at in episode.denials if at not in moved),
            "alleges end": end.alleging,
            "against alleged end" if episode.alleged_end else "against end": end.denying,
        }
        for what, by in (bounds | sides).items():
            for position in by:
                effect = Effect(what, episode.kind, episode.number, episode.standing)
                effects.setdefault(position, []).append(effect)
    return effects

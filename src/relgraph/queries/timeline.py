"""What is told of a life, or of a pair, in the order in which it happened: starts, ends, marks and denials."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from relgraph.dates import Day, Edge, iso, parse
from relgraph.kinds import COUPLE_STATES, KINDS, Shape
from relgraph.queries.told import Told, told_of, told_of_pair, vitals_of

STANCES = ("denied", "alleged", "reported", "confirmed")
"""From the weakest to the strongest."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a claim tells of a day or of some days.

    `what` is start, end, seen (so on the day of publication), mark or denial; `text` is the date as written, else
    the day of publication. `earliest` and `latest` are its first and last day; None is open.
    """

    what: str
    text: str
    earliest: Day | None
    latest: Day | None
    claim: Told

    @property
    def order(self) -> tuple[Day, Day, Day, int]:
        """By the first day, of an open one the last; then the narrower date, then what was published first."""
        first = self.earliest if self.earliest is not None else self.latest
        last = self.latest if self.latest is not None else self.earliest
        assert first is not None and last is not None
        return first, last, self.claim.published, self.claim.position


def timeline(
    db: sqlite3.Connection, who: int, other: int | None = None, *, on: Day, known: Day
) -> list[Moment]:
    """The moments of an entity, or of a pair, that can have come by `on`; with the births and deaths of those named.

    Left out are claims that are withdrawn, replaced, rejected or hypothetical, and an undated "they are" that only
    repeats what the moment before it says of the same tie.
    """
    if other is None:
        claims = told_of(db, who, known)
        claims += _widowed(db, who, claims, known)
    else:
        claims = told_of_pair(db, who, other, known)
        claims += [claim for party in (who, other) for claim in vitals_of(db, party, known)]
    moments = (moment for claim in claims if _acts(claim, known) for moment in _moments(claim))
    there = sorted((m for m in moments if m.order[0] <= on), key=lambda moment: moment.order)
    return list(_without_echoes(there))


def _acts(claim: Told, known: Day) -> bool:
    gone = [day for day in (claim.withdrawn, claim.replaced) if day is not None and day <= known]
    return not (gone or claim.rejected or claim.hypothetical or Shape.NAMED in KINDS[claim.kind].shapes)


def _widowed(db: sqlite3.Connection, who: int, claims: list[Told], known: Day) -> list[Told]:
    """The deaths of those who are or were somebody's partner: they belong to that life too."""
    query = "SELECT one, other FROM claim WHERE position = ?"
    partners = {
        no
        for claim in claims
        if claim.kind in COUPLE_STATES and claim.stance != "denied"
        for pair in db.execute(query, (claim.position,))
        for no in pair
        if no not in (who, None)
    }
    return [claim for no in sorted(partners) for claim in vitals_of(db, no, known) if claim.kind == "death"]


def _moments(claim: Told) -> Iterator[Moment]:
    when = parse(claim.when) if claim.when is not None else None
    edges = [edge for edge in (when.start, when.end) if edge] if when else []
    kind = KINDS[claim.kind]
    if claim.stance == "denied":
        yield _moment("denial", edges[0] if edges else None, claim)
    elif not kind.starts:
        yield _moment("end" if kind.ends or kind.parts else "mark", edges[-1] if edges else None, claim)
    elif when is None or not edges:
        if when is None:  # `/` says that it was, on no day at all
            yield _moment("seen", None, claim)
    else:
        if when.start:
            yield _moment("start", when.start, claim)
        if when.end:
            yield _moment("end", when.end, claim)


def _moment(what: str, edge: Edge | None, claim: Told) -> Moment:
    if edge is None or (edge.first is None and edge.last is None):
        return Moment(what, iso(claim.published) or "", claim.published, claim.published, claim)
    return Moment(what, edge.text, edge.first, edge.last, claim)


def _without_echoes(moments: Iterable[Moment]) -> Iterator[Moment]:
    """Leave out a sighting after a start or sighting of the same tie, unless it is told with more weight."""
    last: dict[tuple[object, str], Moment] = {}
    for moment in moments:
        parties = frozenset(moment.claim.parties)
        before = last.get((parties, moment.claim.kind))
        if moment.what == "seen" and before and _repeats(moment, before):
            continue
        for state in _touched(moment):
            last[parties, state] = moment
        yield moment


def _repeats(moment: Moment, before: Moment) -> bool:
    stronger = STANCES.index(moment.claim.stance) > STANCES.index(before.claim.stance)
    alike = before.claim.kind == moment.claim.kind and before.what in ("start", "seen")
    return alike and not stronger


def _touched(moment: Moment) -> Iterable[str]:
    kind = KINDS[moment.claim.kind]
    return {kind.name, *kind.ends, *kind.also_ends}

"""What the public learned between two days: ties that came, ended, were withdrawn or stand otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from relgraph.dates import Day
from relgraph.fold import fold_at
from relgraph.fold.model import Episode
from relgraph.kinds import KINDS
from relgraph.queries.rows import TIES, Tie, tie_of
from relgraph.queries.told import Told, told
from relgraph.readmodel.reading import said_of_pair

CHANGES = ("new", "withdrawn", "ended", "reopened", "standing", "alleged end", "dates", "voices")
"""What can have become of a tie; of several, the first in this order is named."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A tie as known on the later day (a withdrawn one as known on the earlier, if nothing is left of it).

    `before` is the tie as known on the earlier day, None if it is new; `claim` is the one that brought the change,
    None if none can be told.
    """

    change: str
    tie: Tie
    before: Tie | None
    claim: Told | None


def diff(db: sqlite3.Connection, who: int | None, start: Day, end: Day, on: Day) -> list[Learned]:
    """What was learned after `start` and by `end`, of one entity or of all.

    By day of publication, then by name; what only other voices tell comes last.
    """
    earlier, later = (_ties(db, who, known, start, end, on) for known in (start, end))
    learned = [
        one
        for pair in sorted(earlier.keys() | later.keys())
        for one in _of_pair(db, earlier.get(pair, []), later.get(pair, []), start, end)
    ]
    if who is not None:
        learned = [one if one.tie.near == who else _turned(one) for one in learned]
    return sorted(learned, key=_order)


def _order(one: Learned) -> tuple[bool, Day, str, str, str, int]:
    day = one.claim.published if one.claim else one.tie.last_published
    return one.change == "voices", day, one.tie.entity.name, one.tie.other.name, one.tie.kind, one.tie.episode


def _turned(one: Learned) -> Learned:
    return Learned(one.change, one.tie.turned(), one.before and one.before.turned(), one.claim)


_Pair = tuple[str, int, int]


def _ties(
    db: sqlite3.Connection, who: int | None, known: Day, start: Day, end: Day, on: Day
) -> dict[_Pair, list[Tie]]:
    """As known on one of the two days, the ties of each kind and pair of which a version began or ended between."""
    between = "known_from > :start AND known_from <= :end OR known_to > :start AND known_to <= :end"
    mine = "(a = :who OR b = :who) AND" if who is not None else ""
    query = f"""{TIES} (v.a, v.b, v.kind) IN
                (SELECT a, b, kind FROM version WHERE {mine} ({between}))"""
    found: dict[_Pair, list[Tie]] = {}
    for row in db.execute(query, {"known": known, "start": start, "end": end, "who": who}):
        tie = tie_of(row, on)
        found.setdefault((tie.kind, tie.near, tie.far), []).append(tie)
    return found


def _of_pair(
    db: sqlite3.Connection, earlier: list[Tie], later: list[Tie], start: Day, end: Day
) -> list[Learned]:
    changes = []
    for before, after in _matched(earlier, later):
        change = _change(before, after)
        if change:
            tie = after or before
            assert tie is not None
            changes.append((change, tie, before))
    if not changes:
        return []
    tie = changes[0][1]
    episodes = fold_at(said_of_pair(db, tie.near, tie.far), end).episodes
    lately = _lately(db, tie, start, end)
    return [
        Learned(change, tie, before, _bringer(change, tie, episodes, lately))
        for change, tie, before in changes
    ]


def _matched(earlier: list[Tie], later: list[Tie]) -> list[tuple[Tie | None, Tie | None]]:
    """Which episode of the later day each of the earlier day is: the same start, else days in common, in order."""
    left = sorted(later, key=lambda tie: tie.episode)
    found: list[tuple[Tie | None, Tie | None]] = []
    for before in sorted(earlier, key=lambda tie: tie.episode):
        same = next((tie for tie in left if tie.start[:2] == before.start[:2]), None)
        same = same or next((tie for tie in left if _share(before, tie)), None)
        if same:
            left.remove(same)
        found.append((before, same))
    return found + [(None, tie) for tie in left]


def _share(one: Tie, other: Tie) -> bool:
    def begins_before_end(first: Tie, second: Tie) -> bool:
        begin, end = first.start.earliest, second.end.bounds.latest
        return begin is None or end is None or begin <= end

    return begins_before_end(one, other) and begins_before_end(other, one)


def _change(before: Tie | None, after: Tie | None) -> str | None:
    if before is None:
        return "new" if after and after.standing != "retracted" else None
    if after is None or (after.standing == "retracted" != before.standing):
        return None if before.standing == "retracted" else "withdrawn"
    if after.standing == "retracted":
        return None
    facts = (
        ("ended", not _has_end(before) and _has_end(after)),
        ("reopened", _has_end(before) and not _has_end(after)),
        ("standing", before.standing != after.standing),
        ("alleged end", before.alleged_end != after.alleged_end),
        ("dates", (before.start[:2], before.end, before.void) != (after.start[:2], after.end, after.void)),
        ("voices", (before.roots, before.against) != (after.roots, after.against)),
    )
    return next((name for name, so in facts if so), None)


def _has_end(tie: Tie) -> bool:
    """Whether somebody told of an end: the end that a fading state has by itself is none."""
    return tie.end.standing is not None or tie.end.by is not None


def _lately(db: sqlite3.Connection, tie: Tie, start: Day, end: Day) -> list[Told]:
    """What was told, withdrawn or replaced of a pair between the two days; and the deaths told of either."""
    query = """
        SELECT position FROM claim
        WHERE ((one = :one AND other = :other) OR (other IS NULL AND one IN (:one, :other) AND kind = 'death'))
          AND (published > :start AND published <= :end OR withdrawn > :start AND withdrawn <= :end
               OR replaced > :start AND replaced <= :end)
    """
    one, other = sorted((tie.near, tie.far))
    rows = db.execute(query, {"one": one, "other": other, "start": start, "end": end})
    claims = told(db, [position for (position,) in rows]).values()
    return sorted(claims, key=lambda claim: (claim.published, claim.position))


def _bringer(change: str, tie: Tie, episodes: Iterable[Episode], lately: list[Told]) -> Told | None:
    """The claim that brought a change: the first published of those that can have."""
    a, b = (tie.far, tie.near) if tie.direction == "in" else (tie.near, tie.far)
    episode = next(
        (e for e in episodes if (e.kind, e.a, e.b, e.number) == (tie.kind, a, b, tie.episode)), None
    )
    if change == "withdrawn" or episode is None:
        gone = [claim for claim in lately if claim.withdrawn is not None or claim.replaced is not None]
        return next(iter(gone or lately), None)
    by = {
        "ended": episode.end_by,
        "standing": (*episode.denials, *episode.supports),
        "voices": (*episode.supports, *episode.denials),
        "alleged end": (),
    }.get(change, (*episode.start_by, *episode.end_by, *episode.supports))
    movers = [claim for claim in lately if claim.position in by]
    if change == "alleged end":
        movers = [claim for claim in lately if claim.stance == "alleged" and _ends(claim, tie.kind)]
    related = [claim for claim in lately if claim.kind == tie.kind]
    return next(iter(movers or related or lately), None)


def _ends(claim: Told, state: str) -> bool:
    kind = KINDS[claim.kind]
    return state in kind.ends or state in kind.also_ends or claim.kind == "breakup"

"""What the public learned between two days: ties that came, ended, were withdrawn or stand otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold import fold_at
from relgraph.fold.model import Episode, Said
from relgraph.fold.standing import FIRM, STRONG
from relgraph.queries.amended import Amendment, amendment
from relgraph.queries.ending import ending
from relgraph.queries.rows import TIES, Tie, tie_of
from relgraph.queries.told import Told, told
from relgraph.readmodel.reading import said_of_pair


@dataclass(frozen=True, slots=True)
class Learned:
    """A tie as known on the later day (a withdrawn one as known on the earlier, if nothing is left of it).

    `change` is new, withdrawn, ended, reopened, standing, alleged end, dates or voices; of several the first of these.
    `before` is the tie as known on the earlier day, None if it is new; `claim` is the one that brought the change,
    None if none can be told. `amended`: it did so by being withdrawn or replaced.
    """

    change: str
    tie: Tie
    before: Tie | None
    claim: Told | None
    amended: Amendment | None

    @property
    def published(self) -> Day:
        """The day on which the public learned it."""
        if self.amended:
            return self.amended.published
        return self.claim.published if self.claim else self.tie.last_published


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
    return (
        one.change == "voices",
        one.published,
        one.tie.entity.name,
        one.tie.other.name,
        one.tie.kind,
        one.tie.episode,
    )


def _turned(one: Learned) -> Learned:
    return replace(one, tie=one.tie.turned(), before=one.before and one.before.turned())


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
    said = said_of_pair(db, tie.near, tie.far)
    history = _History(said, fold_at(said, start).episodes, fold_at(said, end).episodes, end)
    lately = _lately(db, tie, start, end)
    found = []
    for change, tie, before in changes:
        claim = _bringer(change, tie, before, history, lately)
        gone = claim and amendment(db, claim, end)
        found.append(Learned(change, tie, before, claim, gone if gone and gone.published > start else None))
    return found


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


class _History(NamedTuple):
    """The claims of a pair, and what follows from them as known on the earlier and on the later day."""

    said: Sequence[Said]
    earlier: Sequence[Episode]
    later: Sequence[Episode]
    known: Day


def _bringer(change: str, tie: Tie, before: Tie | None, history: _History, lately: list[Told]) -> Told | None:
    """The claim that brought a change: the first of those that can have, by the day on which it did."""
    now, then = _episode_of(tie, history.later), before and _episode_of(before, history.earlier)
    gone = [claim for claim in lately if _gone(claim, history.known)]
    fresh = [claim for claim in lately if claim not in gone]
    movers: list[Told] = []
    if change in ("withdrawn", "reopened") or now is None:
        by = () if then is None else then.end_by if change == "reopened" else then.supports
        movers = [claim for claim in gone if claim.position in by] or gone
    elif change == "alleged end":
        movers = _of_alleged_end(tie, before, now, history, fresh)
    elif change == "standing":
        movers = _of_standing(tie, now, fresh)
    else:
        by = {"ended": now.end_by, "voices": (*now.supports, *now.denials)}.get(
            change, (*now.start_by, *now.end_by, *now.supports)
        )
        movers = [claim for claim in fresh if claim.position in by]
        if (
            change == "dates"
            and before
            and before.end._replace(standing=None) == tie.end._replace(standing=None)
        ):
            denying = ending(history.said, history.later, now, history.known).denying
            movers = [claim for claim in fresh if claim.position in denying] or movers
    related = [claim for claim in fresh if claim.kind == tie.kind]
    return next(iter(movers or gone or related or lately), None)


def _episode_of(tie: Tie, episodes: Iterable[Episode]) -> Episode | None:
    a, b = (tie.far, tie.near) if tie.direction == "in" else (tie.near, tie.far)
    return next((e for e in episodes if (e.kind, e.a, e.b, e.number) == (tie.kind, a, b, tie.episode)), None)


def _gone(claim: Told, known: Day) -> bool:
    return any(day is not None and day <= known for day in (claim.withdrawn, claim.replaced))


def _of_standing(tie: Tie, now: Episode, fresh: list[Told]) -> list[Told]:
    """Who lowered a standing: the denials, of a rumour the one that weighs; who lifted it: the best support."""
    if tie.standing in ("denied", "disputed"):
        denials = [claim for claim in fresh if claim.position in now.denials]
        return [claim for claim in denials if claim.role in STRONG] or denials
    wanted = {"confirmed": ("confirmed",), "reported": tuple(FIRM)}.get(tie.standing, ())
    return [claim for claim in fresh if claim.position in now.supports and claim.stance in wanted]


def _of_alleged_end(
    tie: Tie, before: Tie | None, now: Episode, history: _History, fresh: list[Told]
) -> list[Told]:
    """Who alleges an end that is new or told otherwise; who denies one that stands lower than before."""
    end = ending(history.said, history.later, now, history.known)
    denied = tie.alleged_end is not None and tie.alleged_end.standing == "denied"
    lowered = denied and before is not None and before.alleged_end is not None
    by = end.denying if lowered else end.alleging
    movers = [claim for claim in fresh if claim.position in by]
    strong = [claim for claim in movers if claim.role in STRONG]
    return (strong or movers) if lowered else movers

"""An episode while it is being made: the items that joined it, and the bounds that follow (rules 5 and 6)."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold.bounds import combined
from relgraph.fold.line import MARRIAGE_END, WEDDING, Item, share
from relgraph.fold.model import FOREVER, NEVER

FADES_AFTER = 1096
"""Days after its last sighting from which nothing is said of a fading state: three years."""
NEW_AFTER = 366
"""Days from the last sighting to a start from which that start is another episode's: one year."""


class Closing(NamedTuple):
    """The end of a run: the first and last possible day, the kind that ended, the items that say so."""

    first: Day
    last: Day
    by: str | None
    items: tuple[Item, ...]


class Run:
    """One run of a state.

    `hand` is an end of second hand; `cap` a wedding that only limits the latest end; `follower` the next run, where
    its start is all that tells of the end of this one; `apart` what separations say of the marriage they are in,
    as (begun by, ended on or after). `day` and `closed_on` are where it opened and closed on the line.

    A famous pair has thousands of claims that say the same: bounds are worked out from the distinct dates only,
    and again only after one was added.
    """

    __slots__ = (
        "_end", "_end_dates", "_faint", "_known", "_seen_days", "_start", "_start_dates", "alleged_ends", "apart",
        "cap", "closed_on", "day", "ends", "fades", "floor", "follower", "hand", "hold", "made_up", "newest", "seen",
        "starts", "voices", "was",
    )  # fmt: skip

    def __init__(self, day: Day, fades: bool) -> None:
        self.day, self.closed_on = day, FOREVER
        self.fades = fades
        self.starts: list[Item] = []
        self.seen: list[Item] = []
        self.ends: list[Item] = []
        self.was: list[Item] = []
        self.voices: list[Item] = []  # allegations that join it
        self.alleged_ends: list[Item] = []
        self.apart: list[tuple[Day, Day]] = []
        self.hand: Item | None = None
        self.cap: Item | None = None
        self.follower: Run | None = None
        self.floor: Day = NEVER
        self.hold: Day = NEVER  # stays open at least until then
        self.newest: Day = NEVER  # the last day on which it was seen; of a fading state by a start too
        self.made_up = False  # a reconciliation began it
        self._start_dates: set[tuple[Day, Day, bool]] = set()
        self._end_dates: dict[tuple[Day, Day, bool, bool, str | None], Item] = {}
        self._seen_days: list[Day] = []  # in order
        self._faint: list[Day] = []  # in order: the days on which starts alone show a fading state
        self._known: tuple[Day, Day, bool] | None = None
        self.touch()

    def touch(self) -> None:
        """Forget the bounds: something changed."""
        self._start: tuple[Day, Day] | None = None
        self._end: Closing | int | None = 0

    def begin(self, item: Item) -> None:
        """Take a start."""
        self.starts.append(item)
        if self.fades:
            for day in _faint(item):
                insort(self._faint, day)
            self.newest = max(self.newest, self._faint[-1])
        date = (item.first, item.last, item.confirmed)
        if date not in self._start_dates:
            self._start_dates.add(date)
            self._known = combined(self._start_dates)
        self.touch()

    def see(self, item: Item) -> None:
        """Take a sighting."""
        self.seen.append(item)
        insort(self._seen_days, item.day)
        self.newest = max(self.newest, item.day)
        self.touch()

    def finish(self, item: Item) -> None:
        """Take an end of its own."""
        self.ends.append(item)
        self._end_dates.setdefault((item.first, item.last, item.dated, item.confirmed, item.by), item)
        self._end = 0

    def separate(self, begun: Day, after: Day) -> None:
        """A separation within it: it began by one day and ended on or after the other."""
        if (begun, after) not in self.apart:
            self.apart.append((begun, after))
            self.touch()

    def raise_floor(self, day: Day) -> None:
        """It can't have begun before that day."""
        if day > self.floor:
            self.floor = day
            self.touch()

    def begun_with(self, item: Item) -> bool:
        """Whether that item alone tells of its beginning so far."""
        return len(self.starts) + len(self.seen) == 1 and item in (*self.starts, *self.seen)

    # ---- bounds

    @property
    def known_start(self) -> tuple[Day, Day, bool] | None:
        """What dated claims say of the start: first and last possible day, and whether they disagree."""
        return self._known

    @property
    def start(self) -> tuple[Day, Day]:
        """First and last possible day of the start; NEVER and FOREVER are open sides."""
        if self._start is None:
            first, last = (self._known[0], self._known[1]) if self._known else (NEVER, FOREVER)
            seen = bisect_left(self._seen_days, first)
            if seen < len(self._seen_days):
                last = min(last, self._seen_days[seen])
            for begun, _ in self.apart:
                if first <= begun < last:
                    last = begun
            if last != FOREVER:  # a start that nobody gave stays open
                first = max(first, min(self.floor, last))
            self._start = (first, last)
        return self._start

    @property
    def end(self) -> Closing | None:
        """The end that follows from all that was said; None if nothing tells of one."""
        if self._end == 0:
            self._end = None  # a follower's start may ask back
            self._end = self._closing()
        return self._end  # type: ignore[return-value]

    def _closing(self) -> Closing | None:
        own, hand = self._own_end(), self.hand
        if hand:
            if own and own.first <= hand.last:
                return self._no_sooner(own._replace(last=min(own.last, hand.last)))
            return self._no_sooner(Closing(hand.first, hand.last, hand.by, (hand,)))
        if own:
            return self._no_sooner(own)
        if self.follower:
            return self._after_all_seen(Closing(NEVER, self.follower.start[1], None, ()))
        if self.cap:
            return self._after_all_seen(Closing(NEVER, self.cap.last, self.cap.by, (self.cap,)))
        return None

    def _own_end(self) -> Closing | None:
        """Own ends as one: dated ones combined; undated ones narrow them or, where they can't, are one more date."""
        if not self.ends:
            return None
        items = self._end_dates.values()
        dates = {(i.first, i.last, i.confirmed) for i in items if i.dated}
        undated = [i for i in items if not i.dated]
        both = combined(dates)
        if both:
            early = [item for item in undated if item.last < both[0]]
            undated = [item for item in undated if item.last >= both[0]]
            dates |= {(min(self._after_seen(i.last), i.last), i.last, i.confirmed) for i in early}
            both = combined(dates)
        first, last = (both[0], both[1]) if both else (NEVER, FOREVER)
        for item in undated:
            if first <= item.last < last:
                last = item.last
        return Closing(first, last, self._cause(first, last), tuple(self.ends))

    def _after_seen(self, upto: Day) -> Day:
        """The day after the last sighting before a day, else the start's first day."""
        seen = _before(self._seen_days, upto)
        apart = max((after for _, after in self.apart if after <= upto), default=NEVER)
        return max(seen + 1, apart) if max(seen, apart) != NEVER else self.start[0]

    def _cause(self, first: Day, last: Day) -> str | None:
        """The kind that ended: the first on the line that names a cause, of those whose days the end has."""
        items = self._end_dates.values()
        near = [item for item in items if share(item.first, item.last, first, last)]
        return min(near or items, key=lambda i: (i.by is None, i.day, i.said.published, i.by or "")).by

    def _no_sooner(self, end: Closing) -> Closing:
        """No end before the start's first day, nor on or before a day on which it was seen."""
        first, last = end.first, end.last
        seen = _before(self._seen_days, last)
        if seen >= first and seen != NEVER:
            first = seen + 1
        for _, after in self.apart:
            if first < after <= last:
                first = after
        return end._replace(first=max(first, min(self.start[0], last)))

    def _after_all_seen(self, end: Closing) -> Closing:
        """An end that nobody told: after the last day on which it was seen."""
        seen = self.last_seen(before=end.last)
        first = max(seen + 1 if seen != NEVER else NEVER, self.start[0])
        return end._replace(first=min(first, end.last))

    # ---- what others ask

    def ended_by(self, ends: Iterable[Item]) -> Closing | None:
        """The end that it would have if these were the ends told of it."""
        other = Run(self.day, self.fades)
        for start in self.starts:
            other.begin(start)
        for sighting in self.seen:
            other.see(sighting)
        other.apart = self.apart
        for end in ends:
            other.finish(end)
        return other.end

    def last_seen(self, before: Day) -> Day:
        """The last day before `before` on which it was seen; of a fading state by a start too. NEVER if on none."""
        if self.newest < before:
            return self.newest
        return max(_before(self._seen_days, before), _before(self._faint, before))

    def may_end(self, first: Day, last: Day) -> bool:
        """Whether it may hold on some day of [first, last], or have ended on one: an end told twice is one end.

        Of a fading state nothing is said any more three years after it was last seen.
        """
        faded = self.fades and not self.ends and first - self.last_seen(before=last + 1) > FADES_AFTER
        return not faded and self.start[0] <= last and (self.end is None or first <= self.end.last)

    def disagreeing(self) -> list[Item]:
        """An item for each bound on which dates share no day."""
        found = []
        if self.known_start and self.known_start[2]:
            found.append(max(self.starts, key=_youngest))
        dated = combined((i.first, i.last, i.confirmed) for i in self.ends if i.dated)
        if dated and (
            dated[2]
            or any(i.last < dated[0] for i in self.ends if not i.dated)
            or (self.hand and self.hand.hand in (WEDDING, MARRIAGE_END) and dated[0] > self.hand.last)
        ):
            found.append(max(self.ends, key=_youngest))
        return found

    def sightings_outside(self) -> list[Item]:
        """Sightings before the earliest start: they change no bound."""
        first = self.known_start[0] if self.known_start else NEVER
        return [item for item in self.seen if item.day < first]


def _before(days: list[Day], day: Day) -> Day:
    """The last of the days, in order, that lies before a day; NEVER if none does."""
    index = bisect_left(days, day)
    return days[index - 1] if index else NEVER


def _faint(start: Item) -> Iterator[Day]:
    """The days on which a fading state counts as seen by a start: its last, and its publication if that is near."""
    yield start.first if start.last == FOREVER else start.last
    if 0 <= start.said.published - start.last <= NEW_AFTER:
        yield start.said.published


def _youngest(item: Item) -> tuple[Day, int]:
    return item.said.published, item.said.position

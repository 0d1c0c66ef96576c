"""Rule 7: one walk along the days of a state, from items to episodes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from enum import Enum

from relgraph.dates import Day
from relgraph.fold.line import (
    ALWAYS,
    END,
    MARRIAGE_END,
    OPTIONAL,
    OWN,
    SEEN,
    START,
    WAS,
    WEDDING,
    Item,
    share,
)
from relgraph.fold.model import NEVER
from relgraph.fold.run import FADES_AFTER, NEW_AFTER, Run

Outlived = Callable[[Item, list[Run]], bool]
"""Whether a sighting with no episode open is an old word that outlived the state in print."""


def never(_item: Item, _runs: list[Run]) -> bool:
    """No word outlives this state."""
    return False


class Wedding(Enum):
    """What a wedding of the two does to a state of theirs."""

    CLOSES = 0
    CLOSES_IF_BEGUN = 1  # only what had surely begun by then: a separation
    CAPS = 2  # limits the latest end: an affair


class Walk:
    """The walk along one state's line.

    `runs` come out in order; `outside` are items that changed nothing, `left` ends that found nothing to end.
    """

    def __init__(
        self,
        items: Iterable[Item],
        *,
        fades: bool = False,
        wedding: Wedding = Wedding.CLOSES,
        outlived: Outlived = never,
    ) -> None:
        self.runs: list[Run] = []
        self.outside: list[Item] = []
        self.left: list[Item] = []
        self._fades, self._wedding, self._outlived = fades, wedding, outlived
        self._open: Run | None = None
        self._now: Day = NEVER  # how far the walk has come
        self._begun: dict[int, Run] = {}  # the run that a claim's start is in, by position
        items = list(items)
        self._line = sorted((i for i in items if i.what != WAS), key=_order)
        self._taken = bytearray(len(self._line))
        self._ends = [n for n, i in enumerate(self._line) if i.what == END]
        self._starts = [n for n, i in enumerate(self._line) if i.what == START]
        self._paired_day = {i.said.position: i.day for i in self._line if i.paired}
        self._walk()
        for item in sorted((i for i in items if i.what == WAS), key=_order):
            self._was(item)
        self._settle()

    # ---- along the line

    def _walk(self) -> None:
        line = self._line
        at = 0
        while at < len(line):
            self._now = day = line[at].day
            upto = at + 1
            while upto < len(line) and line[upto].day == day:
                upto += 1
            if upto == at + 1:
                self._step(at)
            else:
                self._one_day(range(at, upto))
            at = upto

    def _one_day(self, indices: range) -> None:
        """Sightings, then ends, then starts; but starts before ends if nothing is open."""
        line = self._line
        seen = [n for n in indices if line[n].what == SEEN]
        for n in sorted(
            seen, key=lambda n: line[n].said.position not in self._begun
        ):  # what says that it lasted
            self._step(n)
        if self._open:
            for n in indices:
                if line[n].what == END and (not line[n].paired or line[n].said.position in self._begun):
                    self._step(n)
        for what in (START, END):  # the end of an `A/B` comes after its start in any case
            for n in indices:
                if line[n].what == what:
                    self._step(n)

    def _step(self, n: int) -> None:
        if self._taken[n]:
            return
        self._taken[n] = True
        item = self._line[n]
        if item.what == SEEN:
            self._sighting(item)
        elif item.what == START:
            self._start(item, n)
        else:
            self._end(item, n)

    # ---- sightings

    def _sighting(self, item: Item) -> None:
        run = self._open
        if run is None:
            if self._outlived(item, self.runs):
                self.outside.append(item)
                return
            run = self._opened(item)
        elif self._faded(run, item) or made_up_since(run, item, item.day):
            run = self._followed(item)
        run.see(item)
        if item.by == "reconciliation" and run.begun_with(item):
            run.made_up = True

    def _faded(self, run: Run, item: Item) -> bool:
        """Whether a fading state was last seen too long ago, with no claim that says it lasted."""
        lasted = item.day <= run.hold or self._begun.get(item.said.position) is run
        return self._fades and not lasted and item.day - run.newest > FADES_AFTER

    # ---- starts

    def _start(self, item: Item, n: int) -> None:
        run = self._open
        if run:
            run = self._start_while_open(run, item, n)
        elif not self.runs or opens_next(self.runs[-1], item):
            run = self._opened(item)
        else:
            run = self.runs[-1]
        run.begin(item)
        if item.by == "reconciliation" and run.begun_with(item):
            run.made_up = True
        self._begun[item.said.position] = run
        if run is self._open:
            run.hold = max(run.hold, self._paired_day.get(item.said.position, NEVER))

    def _start_while_open(self, run: Run, item: Item, n: int) -> Run:
        if self._fades and starts_anew(run, item):
            return self._followed(item)
        if made_up_since(run, item, item.first):
            return self._followed(item)
        known = run.known_start
        if known is not None and not share(item.first, item.last, known[0], known[1]):
            end = self._later_end(item, n, run)
            if end is not None:
                run.hold = NEVER
                self._step(end)
                if self._open is None:
                    return self._opened(item)
        return run

    def _later_end(self, start: Item, n: int, run: Run) -> int | None:
        """The first dated end further on that shares days with this start and is not of a later start's claim."""
        for m in self._ends[bisect_right(self._ends, n) :]:
            item = self._line[m]
            if self._taken[m] or item.hand != OWN or item.reach != ALWAYS or item.first == NEVER:
                continue
            if item.paired and self._begun.get(item.said.position) is not run:
                continue
            if share(item.first, item.last, start.first, start.last):
                return m
        return None

    # ---- ends

    def _end(self, item: Item, n: int) -> None:
        if item.paired and item.said.position in self._begun:
            self._paired_end(item)
            return
        if self._open is None:
            self._take_later_start(item, n)
        if self._open:
            self._end_open(self._open, item)
        elif item.hand == OWN:
            self._end_closed(item)

    def _take_later_start(self, item: Item, n: int) -> None:
        """An end that finds nothing open takes first the earliest later start that shares days with it.

        "Divorced" without a date is printed for years, and may repeat the end of a closed episode; a reconciliation
        is news of its day.
        """
        if not item.dated and self.runs:
            told = {end.day for end in self.runs[-1].ends if end.by == "reconciliation"}
            if item.by != "reconciliation" or item.day in told:
                return
        found: Item | None = None
        for m in self._starts[bisect_right(self._starts, n) :]:
            start = self._line[m]
            if found and start.day > found.day:
                return
            if self._taken[m] or not share(start.first, start.last, item.first, item.last):
                continue
            if found is None or (start.first, start.last) == (found.first, found.last):  # the same told again
                found = start
                self._step(m)

    def _paired_end(self, item: Item) -> None:
        run = self._begun[item.said.position]
        run.finish(item)
        if run is self._open and item.day >= run.hold:
            self._close()

    def _end_open(self, run: Run, item: Item) -> None:
        if item.hand != OWN:
            self._second_hand(run, item)
            return
        before = self.runs[-2] if len(self.runs) > 1 else None
        if before and repeats(before, item):
            before.finish(item)
            return
        run.finish(item)
        if item.day >= run.hold:
            self._close()

    def _second_hand(self, run: Run, item: Item) -> None:
        if item.hand == WEDDING and self._wedding is Wedding.CAPS:
            run.cap = item
        elif item.hand == WEDDING and self._wedding is Wedding.CLOSES_IF_BEGUN and run.start[1] > item.first:
            return
        else:
            run.hand = item
        self._close()

    def _end_closed(self, item: Item) -> None:
        last = self._last_closed(item)
        if item.reach == OPTIONAL and not (last and meets_end(last, item)):
            self.left.append(item)
        elif last is None:
            if item.reach != ALWAYS:
                self.left.append(item)
                return
            self._opened(item).finish(item)
            self._close()
        elif last.hand or last.cap:
            self.outside.append(item)
        else:
            last.finish(item)

    def _last_closed(self, item: Item) -> Run | None:
        """The last episode, if it was not over before those that the item can end."""
        last = self.runs[-1] if self.runs else None
        over = last and last.end and last.end.last <= item.past and not meets_end(last, item)
        return None if over else last

    # ---- opening and closing

    def _opened(self, item: Item) -> Run:
        run = Run(self._now, self._fades)
        self.runs.append(run)
        self._open = run
        return run

    def _followed(self, item: Item) -> Run:
        """The next episode opens, and that is all that tells of the end of the one before."""
        before = self._open
        assert before is not None
        self._close()
        before.follower = self._opened(item)
        return before.follower

    def _close(self) -> None:
        assert self._open is not None
        self._open.closed_on = self._now
        self._open.touch()
        self._open = None

    # ---- after the walk

    def _was(self, item: Item) -> None:
        """A claim that it was supports the last episode that can have begun by its publication."""
        for run in reversed(self.runs):
            if run.start[0] <= item.said.published:
                run.was.append(item)
                return
        run = Run(item.said.published, self._fades)
        run.was.append(item)
        self.runs.insert(0, run)

    def _settle(self) -> None:
        """A next episode does not start before the one before it can have ended."""
        for before, run in zip(self.runs, self.runs[1:], strict=False):
            run.raise_floor(floor_after(before))


def floor_after(run: Run) -> Day:
    """The day before which the next episode can't have begun; NEVER if nothing says.

    Love that a wedding ended comes back after that marriage only; a separation, which does not fade, is a phase of it.
    """
    floor = run.end.first if run.end else run.newest + 1 if run.fades and run.newest != NEVER else NEVER
    wedding = run.hand or run.cap
    if run.fades and wedding and wedding.hand == WEDDING and wedding.of and wedding.of.end:
        floor = max(floor, wedding.of.end.first)
    return floor


def opens_next(run: Run, item: Item) -> bool:
    """Whether a start after a closed episode opens the next one rather than joining it."""
    end = run.end
    if end is None:
        return True
    if run.hand and run.hand.hand == MARRIAGE_END and item.first < end.last:
        return False
    known = run.known_start
    if item.first >= end.last:  # unless it tells once more of the beginning of what ended as it began
        return known is None or not known[0] == item.first == end.last
    return (
        item.last >= end.first and known is not None and not share(item.first, item.last, known[0], known[1])
    )


def starts_anew(run: Run, item: Item) -> bool:
    """Whether a start lies so long after a fading state was last seen that it is another episode's."""
    seen = max(run.hold, run.last_seen(before=item.first))
    return seen != NEVER and item.first - seen > NEW_AFTER


def made_up_since(run: Run, item: Item, first: Day) -> bool:
    """Whether a reconciliation, of days from `first` on, tells of another episode than the one that is open."""
    return item.by == "reconciliation" and not run.made_up and not share(first, item.last, *run.start)


def repeats(run: Run, item: Item) -> bool:
    """Whether a dated end shares days with the dated end of a closed episode."""
    end = run.end
    if end is None or not item.dated or not (run.hand or any(i.dated for i in run.ends)):
        return False
    return share(item.first, item.last, end.first, end.last)


def meets_end(run: Run, item: Item) -> bool:
    """Whether an end shares days with the end of a closed episode; an undated one is taken by its publication."""
    end = run.end
    return end is not None and share(item.first if item.dated else item.last, item.last, end.first, end.last)


def _order(item: Item) -> tuple[Day, int, Day, Day, bool, Day, int, str]:
    return (
        item.day, item.what, item.first, item.last, not item.confirmed, item.said.published, item.hand, item.by or ""
    )  # fmt: skip

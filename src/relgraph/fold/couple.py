"""Rule 8: what the states of a couple do to each other.

The lines are walked one after the other, since each needs what came out before it: the marriage; what separations
say of it; then breakups and reconciliations are read as what they are for this pair; separation, engagement, dating
and affair follow. Reports come first; allegations are walked beside them (`base`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from relgraph.dates import Day
from relgraph.fold.line import (
    ALWAYS,
    APART,
    END,
    JOINS,
    MARRIAGE_END,
    OPTIONAL,
    SEEN,
    START,
    WEDDING,
    Item,
    end_item,
    extent,
    mark_as_start,
    share,
    start_items,
)
from relgraph.fold.model import FOREVER, NEVER, Said
from relgraph.fold.rumour import walk_beside
from relgraph.fold.run import Run
from relgraph.fold.walk import Outlived, Walk, Wedding, never
from relgraph.kinds import KINDS, STATES

_COURTING = ("engagement", "dating", "reconciliation")


class Couple:
    """The couple states of a pair, from the acting claims of one tier: reported and confirmed, or alleged.

    `runs` are the episodes of this tier by state. Retracted claims are a tier too, but not `heard` by the others.
    """

    def __init__(self, told: Sequence[Said], base: Couple | None = None, *, heard: bool = True) -> None:
        self.base, self._heard = base, heard
        self.runs: dict[str, list[Run]] = {}
        self._outside: dict[str, list[Item]] = {}
        self._too_late: list[Item] = []  # separations after the marriage's end
        self._told: dict[str, list[Said]] = {}
        for said in told:
            self._told.setdefault(said.kind, []).append(said)
        self._marriage()
        parted, made_up = self._read_marks()
        self._separation(made_up)
        self._others(parted, made_up)

    def all(self, state: str) -> list[Run]:
        """The episodes of a state that this tier sees, in order: reported ones, and alleged ones if it is theirs."""
        mine = self.runs.get(state, [])
        if self.base is None:
            return mine
        return sorted([*self.base.all(state), *mine], key=lambda run: run.day)

    @property
    def outside(self) -> list[Item]:
        """The items that changed nothing."""
        return [*self._too_late, *(item for items in self._outside.values() for item in items)]

    def married(self, first: Day, last: Day) -> bool:
        """Whether the pair's marriage has surely begun by `last` and may still hold on a day of [first, last]."""
        run = self._last_begun(last)
        return run is not None and (run.end is None or first < run.end.last)

    # ---- the walks

    def _items(self, state: str) -> list[Item]:
        """The items of a state's own claims: its starts and sightings, and the kinds that end it by name."""
        items = [item for said in self._told.get(state, ()) for item in start_items(said)]
        for kind, told in self._told.items():
            if state in KINDS[kind].ends and kind != "reconciliation":
                items += (end_item(said, said.detail if kind == "marriage_end" else kind) for said in told)
        return items

    def _walk(
        self, state: str, items: list[Item], wedding: Wedding = Wedding.CLOSES, outlived: Outlived = never
    ) -> list[Item]:
        """Walk a state's line; keep its runs, and return the ends that found nothing."""
        fades = STATES[state].fades
        if self.base is not None:
            self.runs[state] = walk_beside(
                items,
                self.base.all(state),
                fades=fades,
                wedding=wedding,
                outlived=outlived,
                heard=self._heard,
            )
            return []
        if not items:
            self.runs[state] = []
            return []
        walk = Walk(items, fades=fades, wedding=wedding, outlived=outlived)
        self.runs[state] = walk.runs
        self._outside[state] = walk.outside
        return walk.left

    # ---- marriage

    def _marriage(self) -> None:
        self._courting = sorted(self._courting_days())
        self._walk("marriage", self._items("marriage"), outlived=self._old_spouse)
        self._marriages = self.all("marriage")
        moves: list[tuple[Run, Day, Day]] = []
        for said in self._told.get("separation", ()):
            for begun, after, first in _phases(said):
                run = self._marriage_of(begun)
                if run and begun >= run.start[0] and not (run.end and first >= run.end.last):
                    moves.append((run, begun, after))
        mine = {id(run) for run in self.runs["marriage"]}
        for run, begun, after in moves:
            if id(run) in mine:  # an allegation moves nothing of a report
                run.separate(begun, after)
        self._wedded = [(run.start[1], run.end.first if run.end else FOREVER) for run in self._marriages]

    def _old_spouse(self, item: Item, runs: list[Run]) -> bool:
        """A marriage after its end, unless sworn to, or the pair was seen dating or engaged since."""
        if not runs or item.confirmed:
            return False
        end = runs[-1].end
        if end is None:
            return False
        since = bisect_left(self._courting, end.last)
        return since == len(self._courting) or self._courting[since] > item.day

    def _courting_days(self) -> Iterable[Day]:
        tier: Couple | None = self
        while tier:
            for kind in _COURTING:
                for said in tier._told.get(kind, ()):
                    span = extent(said.when, said.published)
                    if said.when is None or span:
                        yield span[0] if span else said.published
            tier = tier.base

    def _last_begun(self, day: Day) -> Run | None:
        """The last marriage that had surely begun by a day."""
        return next((run for run in reversed(self._marriages) if run.start[1] <= day), None)

    def _marriage_of(self, day: Day) -> Run | None:
        """The marriage that a separation of that day is a phase of: the last begun by then, else the first."""
        return self._last_begun(day) or (self._marriages[0] if self._marriages else None)

    # ---- breakups and reconciliations

    def _read_marks(self) -> tuple[list[Said], list[Said]]:
        """The breakups that part no married pair, and the reconciliations that make up no marriage.

        The others go to the separation's line, as a start and as an end of it.
        """
        self._apart: list[Item] = []
        parted, made_up = [], []
        for said in self._told.get("breakup", ()):
            if self.married(*days_of(said)):
                self._apart += mark_as_start(said)
            else:
                parted.append(said)
        for said in self._told.get("reconciliation", ()):
            if self.married(*days_of(said)):
                marriage = self._last_begun(days_of(said)[1])
                assert marriage is not None
                self._apart.append(end_item(said, "reconciliation")._replace(past=marriage.start[0]))
            else:
                made_up.append(said)
        return parted, made_up

    # ---- separation

    def _separation(self, made_up: list[Said]) -> None:
        items = list(self._apart)
        for item in self._items("separation"):
            over = self._over(item.last) if item.what == START else None
            if over is not None and item.first >= over:
                self._too_late.append(item)
            else:
                items.append(item)
        items += (end_item(said, "reconciliation", OPTIONAL) for said in made_up)
        if any(item.reach == ALWAYS for item in items):
            items += self._hands(MARRIAGE_END)
        left = self._walk(
            "separation",
            items,
            wedding=Wedding.CLOSES_IF_BEGUN,
            outlived=lambda item, _runs: (over := self._over(item.day)) is not None and item.day >= over,
        )
        self._made_up = (
            {item.said.position for item in left} if self.base is None else self._unclaimed(made_up)
        )
        for run in self.runs["separation"]:
            marriage = self._marriage_of(run.start[1])
            if marriage and marriage.start[0] <= run.start[1]:
                run.raise_floor(marriage.start[0])

    def _unclaimed(self, made_up: list[Said]) -> set[int]:
        """Alleged reconciliations that no separation takes."""
        taken = {
            item.said.position for run in self.all("separation") for item in (*run.ends, *run.alleged_ends)
        }
        return {said.position for said in made_up} - taken

    def _over(self, day: Day) -> Day | None:
        """The last possible day of the end of the last marriage that can have begun by a day; None if it has none."""
        run = next((run for run in reversed(self._marriages) if run.start[0] <= day), None)
        return run.end.last if run and run.end else None

    # ---- second hand

    def _hands(self, *more: int) -> list[Item]:
        """Weddings of the two as ends of their other states; for a separation the ends of their marriages too."""
        items = []
        for run in self._marriages:
            first, last = run.start
            told = next(iter((*run.starts, *run.seen, *run.ends, *run.was)), None)
            if told is None:
                continue
            if last != FOREVER:
                last = min(last, run.end.last) if run.end else last
                items.append(
                    Item(last, END, first, last, True, told.said, by="marriage", hand=WEDDING, of=run)
                )
            if MARRIAGE_END in more and run.end and run.end.last != FOREVER:
                end = run.end
                items.append(
                    Item(
                        end.last,
                        END,
                        end.first,
                        end.last,
                        True,
                        told.said,
                        by=end.by,
                        hand=MARRIAGE_END,
                        of=run,
                    )
                )
        return items

    def _partings(self) -> list[Item]:
        """Separations of a pair not known to be married: they close engagement and dating."""
        items = []
        for run in self.all("separation"):
            first, last = run.start
            told = next(iter((*run.starts, *run.seen)), None)
            if told and last != FOREVER and self._last_begun(last) is None:
                items.append(
                    Item(last, END, first, last, True, told.said, by="separation", hand=APART, of=run)
                )
        return items

    # ---- engagement, dating, affair

    def _others(self, parted: list[Said], made_up: list[Said]) -> None:
        engagement, dating, affair = (self._items(state) for state in ("engagement", "dating", "affair"))
        dating += (i for said in made_up if said.position in self._made_up for i in mark_as_start(said))
        if not (engagement or dating or affair or parted):
            return
        hands = [*self._hands(), *self._partings()]
        weddings = [item for item in hands if item.hand == WEDDING]
        engaged = bool(engagement or self.all("engagement"))
        left = self._walk(
            "engagement",
            [*engagement, *hands, *(end_item(said, "breakup", OPTIONAL) for said in parted)]
            if engaged
            else [],
            outlived=self._while_married,
        )
        unheard = {i.said.position for i in left} if engaged else {said.position for said in parted}
        if self.base is not None:
            unheard = self._unheard("engagement", parted)
        dating += hands
        dating += (
            end_item(said, "breakup")._replace(hand=APART) for said in parted if said.position not in unheard
        )
        self._part_lovers(dating, [*affair, *weddings], [said for said in parted if said.position in unheard])

    def _part_lovers(self, dating: list[Item], affair: list[Item], parted: list[Said]) -> None:
        """Walk dating and affair; a breakup ends what it finds: dating, else an affair that may hold, else dating."""
        self._walk("affair", affair, Wedding.CAPS)
        if not self.all("affair"):
            self._date([*dating, *(self._last_word(said) for said in parted)])
            return
        parted = sorted(parted, key=lambda said: (days_of(said)[1], said.published, said.position))
        unheard = self._date(dating, parted)
        for n, said in enumerate(parted, 1):
            if said.position not in unheard:
                dating.append(end_item(said, "breakup", OPTIONAL))
            elif any(run.may_end(*days_of(said)) for run in self.all("affair")):
                affair.append(end_item(said, "breakup"))
                self._forget("affair")
                self._walk("affair", affair, Wedding.CAPS)
            else:
                dating.append(self._last_word(said))
                unheard = self._date(dating, parted[n:])

    def _date(self, items: list[Item], parted: Sequence[Said] = ()) -> set[int]:
        """Walk the line of dating; which of these breakups find nothing to end on it."""
        self._forget("dating")
        ends = (end_item(said, "breakup", OPTIONAL) for said in parted)
        left = self._walk("dating", [*items, *ends], outlived=self._while_married)
        return (
            self._unheard("dating", parted)
            if self.base is not None
            else {item.said.position for item in left}
        )

    def _last_word(self, said: Said) -> Item:
        """A breakup that ends dating, or says that there was dating where nothing else explains it."""
        return end_item(said, "breakup", JOINS if self._explained(said) else ALWAYS)

    def _unheard(self, state: str, parted: Sequence[Said]) -> set[int]:
        """Alleged breakups that ended nothing of a state."""
        heard = {i.said.position for run in self.all(state) for i in (*run.ends, *run.alleged_ends)}
        return {said.position for said in parted} - heard

    def _forget(self, state: str) -> None:
        """Take back what a walk of alleged items left with the reported episodes."""
        mine = {said.position for told in self._told.values() for said in told}
        for run in self.base.all(state) if self.base else ():
            run.voices = [i for i in run.voices if i.said.position not in mine]
            run.alleged_ends = [i for i in run.alleged_ends if i.said.position not in mine]

    def _while_married(self, item: Item, _runs: list[Run]) -> bool:
        """Dating or engagement while the pair's marriage holds."""
        day = item.day
        return any(first <= day < last for first, last in self._wedded)

    def _explained(self, said: Said) -> bool:
        """Whether a marriage or engagement of theirs is what a breakup can have ended."""
        span = extent(said.when, said.published)
        for run in (*self._marriages, *self.all("engagement")):
            if span is None:
                if run.start[0] <= said.published:
                    return True
            elif share(*span, run.start[0], run.end.last - 1 if run.end else FOREVER):
                return True
        return False


def days_of(said: Said) -> tuple[Day, Day]:
    """The days of a mark; undated: its publication."""
    return extent(said.when, said.published) or (said.published, said.published)


def _phases(said: Said) -> list[tuple[Day, Day, Day]]:
    """What a separation claim says of the marriage: (begun by, ended on or after, the separation's first day)."""
    phases = []
    paired = None
    for item in start_items(said):
        if item.what == SEEN:
            phases.append((item.day, item.day + 1, item.day))
        elif item.what == START:
            phases.append((item.last, item.first + 1 if item.first != NEVER else NEVER, item.first))
        elif item.what == END:
            paired = item
    if paired:
        begun = phases[0][0] if phases else paired.last
        first = phases[0][2] if phases else paired.first
        phases = [(begun, paired.first, first)]
    return phases

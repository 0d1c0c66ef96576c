"""From runs to episodes: numbers, final bounds, standing, and when each holds (rules 9 to 12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from relgraph.dates import Day
from relgraph.fold.death import Death, ended_by_death
from relgraph.fold.line import APART, MARRIAGE_END, WEDDING, Item
from relgraph.fold.model import FOREVER, NEVER, Bounds, End, Episode, Finding, Said, Window
from relgraph.fold.run import FADES_AFTER, Closing, Run
from relgraph.fold.standing import denied, ladder, roots
from relgraph.kinds import STATES


@dataclass(slots=True)
class Line:
    """The runs of one state, and the deaths that end it: those of reports, and alleged ones as well."""

    state: str
    a: int
    b: int
    told: list[Run]
    alleged: list[Run] = field(default_factory=list)
    gone: list[Run] = field(default_factory=list)
    deaths: Sequence[Death] = ()
    alleged_deaths: Sequence[Death] = ()


@dataclass(slots=True)
class _Seat:
    """A run on its way to being an episode."""

    run: Run
    line: Line
    retracted: bool
    supports: list[Said]
    start: tuple[Day, Day]
    end: Closing | None
    too_late: bool  # an end of its own lies wholly after a death
    denials: list[Said] = field(default_factory=list)


def episodes_of(
    lines: Sequence[Line],
    denials: Sequence[Said],
    original: Mapping[int, Said],
    state_denied: Callable[[Said], str | None],
) -> tuple[tuple[Episode, ...], list[Finding]]:
    """The episodes of all lines, and what is wrong with their dates.

    `original` gives the claim of a position as it was told; `state_denied` the state that a denial speaks of, None
    if it speaks of an end.
    """
    seats = [_seats(line, original) for line in lines]
    spoken: dict[str | None, list[Said]] = {}
    for denial in denials:
        spoken.setdefault(state_denied(denial), []).append(denial)
    for line, row in zip(lines, seats, strict=True):
        if line.state in spoken:
            _deny([seat for seat in row if not seat.retracted], spoken[line.state], line)
    of_ends = spoken.get(None, [])
    by_run = {id(seat.run): seat for row in seats for seat in row}
    episodes = tuple(
        _episode(seat, number, by_run, of_ends, original)
        for row in seats
        for number, seat in enumerate(row, 1)
    )
    return episodes, [finding for row in seats for seat in row for finding in _findings(seat)]


def _deny(row: Sequence[_Seat], denials: Sequence[Said], line: Line) -> None:
    """Give each denial to the episodes that it counts against."""
    spans = [
        (min(s.published for s in seat.supports), seat.start[0], seat.end.last - 1 if seat.end else FOREVER)
        for seat in row
    ]
    for denial in denials:
        if not STATES[line.state].directed or (denial.a, denial.b) == (line.a, line.b):
            for index in denied(denial, spans):
                row[index].denials.append(denial)


def _seats(line: Line, original: Mapping[int, Said]) -> list[_Seat]:
    runs = sorted([*line.told, *line.alleged], key=lambda run: run.day)
    told = {id(run) for run in line.told}
    return [
        *(
            _seat(run, line, original, line.deaths if id(run) in told else line.alleged_deaths)
            for run in runs
        ),
        *(_seat(run, line, original, line.alleged_deaths, retracted=True) for run in line.gone),
    ]


def _seat(
    run: Run, line: Line, original: Mapping[int, Said], deaths: Sequence[Death], retracted: bool = False
) -> _Seat:
    end, too_late = run.end, False
    for death in sorted(deaths, key=lambda death: death[:2]):
        end, late = ended_by_death(run, end, death)
        too_late |= late
    first, last = run.start
    if end:
        first, last = min(first, end.last), (last if last == FOREVER else min(last, end.last))
    if end is None and run.fades:
        seen = run.last_seen(before=FOREVER)
        end = Closing(max(seen + 1, first) if seen != NEVER else first, FOREVER, None, ())
    return _Seat(run, line, retracted, _supports(run, line.state, original), (first, last), end, too_late)


def _supports(run: Run, state: str, original: Mapping[int, Said]) -> list[Said]:
    """The claims that say it was; an end supports it only if it alone tells of it."""
    items = [*run.starts, *run.seen, *run.was]
    items += (item for item in run.ends if item.said.kind == state)
    if not items:
        items = list(run.ends)
    positions = sorted({item.said.position for item in (*items, *run.voices)})
    return [original[position] for position in positions]


def _episode(
    seat: _Seat,
    number: int,
    by_run: Mapping[int, _Seat],
    of_ends: Sequence[Said],
    original: Mapping[int, Said],
) -> Episode:
    run, line, end = seat.run, seat.line, seat.end
    first, last = seat.start
    ended = [original[item.said.position] for item in run.ends]
    told = [*seat.supports, *seat.denials, *ended]
    return Episode(
        kind=line.state,
        a=line.a,
        b=line.b,
        number=number,
        standing="retracted" if seat.retracted else ladder(seat.supports, seat.denials),
        roots=0 if seat.retracted else roots(seat.supports),
        against=roots(seat.denials),
        start=_bounds(first, last, run.starts),
        end=End(
            _bounds(end.first, end.last, end.items), _end_standing(end, by_run, of_ends, original), end.by
        )
        if end
        else End(Bounds(), None, None),
        alleged_end=_alleged_end(run, of_ends, original),
        void=any(item.by == "annulment" for item in run.ends),
        unreviewed=all(said.unreviewed for said in seat.supports),
        last_published=max(said.published for said in told),
        window=_window(seat),
        supports=tuple(said.position for said in seat.supports),
        denials=tuple(said.position for said in seat.denials),
        start_by=_setters(first, last, [*run.starts, *run.seen]),
        end_by=_enders(end, by_run) if end else (),
    )


def _bounds(first: Day, last: Day, items: Sequence[Item]) -> Bounds:
    """Bounds as people read them, with the text of the narrowest claim that agrees with them."""
    dated = [item for item in items if item.text is not None and item.first <= last and first <= item.last]
    best = min(
        dated,
        key=lambda i: (i.last - i.first, not i.confirmed, i.said.published, i.text or ""),
        default=None,
    )
    return Bounds(
        None if first == NEVER else first,
        None if last == FOREVER else last,
        best.text if best else None,
        best.approximate if best else False,
    )


def _setters(first: Day, last: Day, items: Sequence[Item]) -> tuple[int, ...]:
    """The claims that set a bound: their first or last day is its own."""
    return tuple(sorted({i.said.position for i in items if (i.dated and i.first == first) or i.last == last}))


def _enders(end: Closing, by_run: Mapping[int, _Seat]) -> tuple[int, ...]:
    """The claims that tell of an end; of one of second hand, those that set the wedding's or the other end's day."""
    told: set[int] = set()
    for item in end.items:
        source = by_run.get(id(item.of)) if item.of else None
        if source and item.hand == MARRIAGE_END and source.end:
            told.update(_enders(source.end, by_run))
        elif source:
            told.update(_setters(*source.start, [*source.run.starts, *source.run.seen]))
        else:
            told.add(item.said.position)
    return tuple(sorted(told))


def _end_standing(
    end: Closing, by_run: Mapping[int, _Seat], of_ends: Sequence[Said], original: Mapping[int, Said]
) -> str | None:
    """The ladder over the claims that end it; an end that nobody told has none."""
    told: list[Said] = []
    against: list[Said] = []
    for item in end.items:
        source = by_run.get(id(item.of)) if item.of else None
        if source and item.hand in (WEDDING, APART):
            told += source.supports
            against += source.denials
        elif source and item.hand == MARRIAGE_END and source.end:
            return _end_standing(source.end, by_run, of_ends, original)
        else:
            told.append(original[item.said.position])
    kinds = {said.kind for said in told}
    against += (denial for denial in of_ends if denial.kind in kinds)
    return ladder(told, against) if told else None


def _alleged_end(run: Run, of_ends: Sequence[Said], original: Mapping[int, Said]) -> End | None:
    if not run.alleged_ends:
        return None
    end = run.ended_by(run.alleged_ends)
    assert end is not None
    told = [original[item.said.position] for item in end.items]
    kinds = {said.kind for said in told}
    standing = ladder(told, [denial for denial in of_ends if denial.kind in kinds])
    return End(_bounds(end.first, end.last, end.items), standing, end.by)


def _window(seat: _Seat) -> Window:
    """Rule 12 as ranges of days."""
    run, end = seat.run, seat.end
    first, last = seat.start
    known = run.known_start
    if known and known[0] != NEVER:
        said_from = first
    elif last != FOREVER:
        said_from = last
    elif end and (dated := [item.first for item in end.items if item.dated and item.first != NEVER]):
        said_from = max(end.first, min(dated))
    else:
        said_from = FOREVER
    seen = run.last_seen(before=FOREVER)
    told_end = bool(run.ends) or (run.hand is not None)
    fades = run.fades and not told_end and seen != NEVER
    return Window(
        first=first,
        said_from=said_from,
        sure_from=last,
        sure_to=end.first if end else FOREVER,
        said_to=seen + FADES_AFTER + 1 if fades else FOREVER,
        last=end.last if end else FOREVER,
    )


def _findings(seat: _Seat) -> list[Finding]:
    run = seat.run
    if seat.retracted or run in seat.line.alleged:
        return []
    found = [
        Finding("dates disagree", item.said.position, f"dates of one {seat.line.state} share no day")
        for item in run.disagreeing()
    ]
    found += (
        Finding(
            "observed outside",
            item.said.position,
            f"seen before the {seat.line.state} began: it changes no date",
        )
        for item in run.sightings_outside()
    )
    if seat.too_late:
        found += (
            Finding(
                "after death",
                item.said.position,
                f"an end of the {seat.line.state} after a death: the death stands",
            )
            for item in run.ends
        )
    return found

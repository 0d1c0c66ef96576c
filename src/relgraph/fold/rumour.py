"""Rules 2 and 3: where an allegation lands beside what is reported. It changes nothing of that."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.fold.line import END, OPTIONAL, OWN, SEEN, START, WAS, Item, share
from relgraph.fold.model import FOREVER, NEVER
from relgraph.fold.run import FADES_AFTER, NEW_AFTER, Run
from relgraph.fold.walk import (
    Outlived,
    Walk,
    Wedding,
    floor_after,
    made_up_since,
    never,
    opens_next,
    starts_anew,
)


def walk_beside(
    items: Sequence[Item],
    told: Sequence[Run],
    *,
    fades: bool,
    wedding: Wedding = Wedding.CLOSES,
    outlived: Outlived = never,
    heard: bool = True,
) -> list[Run]:
    """Join allegations to the episodes that reports make; walk the rest by themselves, and return those episodes.

    An alleged end that finds no alleged episode open stays with the reported one as its alleged end. What was
    retracted lands in the same way, but is not `heard`: it leaves the others as they are.
    """
    rest: list[Item] = []
    marks = {item.said.position for item in items if item.reach == OPTIONAL}
    for item in items:
        run = None if item.what == END else _joined(item, told, fades, outlived)
        if run:
            if heard:
                run.voices.append(item)
        elif item.what == END and item.hand == OWN and _begun(told, item):
            rest.append(item._replace(reach=OPTIONAL))
        elif item.what != SEEN or not outlived(item, list(told)):
            rest.append(item)
    walk = Walk(rest, fades=fades, wedding=wedding, outlived=outlived)
    for item in walk.left if heard else ():
        _allege_end(item, told, only_open=item.said.position in marks)
    for run in walk.runs:
        before = [other for other in told if other.day <= run.day]
        if before:
            run.raise_floor(floor_after(before[-1]))
        after = next((other for other in told if other.day > run.day), None)
        if after and run.end is None:
            run.follower = after
            run.touch()
    return walk.runs


def _joined(item: Item, told: Sequence[Run], fades: bool, outlived: Outlived) -> Run | None:
    """The reported episode in which the item would land if it stood on the same line; None if in none."""
    if item.what == WAS:
        return next((run for run in reversed(told) if run.start[0] <= item.said.published), None)
    before = [run for run in told if run.day <= item.day]
    last = before[-1] if before else None
    if last and item.day <= last.closed_on:
        if not _far(item, last, fades):
            return last
    elif last and item.what == START and not opens_next(last, item):
        return last
    elif last and item.what == SEEN and outlived(item, before):
        return None
    following = next((run for run in told if run.day > item.day), None)
    return following if following and _reaches(item, following, fades) else None


def _far(item: Item, run: Run, fades: bool) -> bool:
    """Whether an open episode is not the item's: it faded since, or they made up after it."""
    if made_up_since(run, item, item.first if item.dated else item.day):
        return True
    if not fades:
        return False
    if item.what == START:
        return starts_anew(run, item)
    seen = run.last_seen(before=item.day + 1)
    return seen != NEVER and item.day - seen > FADES_AFTER


def _reaches(item: Item, run: Run, fades: bool) -> bool:
    """Whether an episode opened by the item would still be the same when the reported one begins."""
    if not fades or not (run.starts or run.seen):
        return True
    start = min(run.starts, key=lambda i: i.day, default=None)
    if start and start.day <= min((i.day for i in run.seen), default=FOREVER):
        return item.day >= start.first or start.first - item.day <= NEW_AFTER
    return run.day - item.day <= FADES_AFTER


def _begun(told: Sequence[Run], item: Item) -> list[Run]:
    """The reported episodes that can have begun when an end came: opened by then, or dated so, or known by an end."""
    return [
        run
        for run in told
        if run.day <= item.day
        or (run.known_start and run.known_start[0] <= item.last)
        or not (run.starts or run.seen)
    ]


def _allege_end(item: Item, told: Sequence[Run], *, only_open: bool) -> None:
    """An alleged end stays with the episode of its days, if it can lie after the last sighting and repeats no end."""
    begun = _begun(told, item)
    if not begun or (only_open and item.day > begun[-1].closed_on):
        return
    run = begun[-1]
    held = [*(seen.day for seen in run.seen), *(after - 1 for _, after in run.apart)]
    if held and item.last <= max(held):
        return
    end = run.end if run.ends or run.hand else None
    if end is None or not share(item.first, item.last, end.first, end.last):
        run.alleged_ends.append(item)

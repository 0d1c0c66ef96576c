"""Rule 1: what a claim says of time, as items on a line of days.

Inside the fold an open side is NEVER or FOREVER, so that days compare without a case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.dates import Day, Edge, When
from relgraph.fold.model import FOREVER, NEVER, Said

if TYPE_CHECKING:
    from relgraph.fold.run import Run

SEEN, END, START, WAS = 0, 1, 2, 3
"""What an item is, in the order of one day: sightings, then ends, then starts. WAS stands on no day."""

OWN, WEDDING, MARRIAGE_END, APART = 0, 1, 2, 3
"""Whose hand ends: the state's own, or second hand: a wedding, the marriage's end, a parting of the two."""

ALWAYS, JOINS, OPTIONAL = 0, 1, 2
"""What an end does where it finds nothing open: says that the state was, joins the last episode if there is one,
or joins that only if it repeats its end."""


class Item(NamedTuple):
    """Something on the line of a state.

    `day` is where it stands; [first, last] are the days that it says (of an undated end: NEVER … publication).
    `by` is the kind that ends, or the mark that is read as a start; `paired` marks the end of an `A/B`, which
    belongs to the episode of its start; `of` is the run that an end of second hand comes from; an episode that was
    over by `past` is none that it can end.
    """

    day: Day
    what: int
    first: Day
    last: Day
    dated: bool
    said: Said
    text: str | None = None
    approximate: bool = False
    by: str | None = None
    hand: int = OWN
    paired: bool = False
    reach: int = ALWAYS
    of: Run | None = None
    past: Day = NEVER

    @property
    def confirmed(self) -> bool:
        """Whether a principal, a representative or a court record says so."""
        return self.said.stance == "confirmed"


def days(edge: Edge, published: Day) -> tuple[Day, Day]:
    """The days of a date; those after publication are cut off, unless all of them lie there."""
    return _cut(
        NEVER if edge.first is None else edge.first, FOREVER if edge.last is None else edge.last, published
    )


def _cut(first: Day, last: Day, published: Day) -> tuple[Day, Day]:
    return (first, published) if first <= published < last else (first, last)


def extent(when: When | None, published: Day) -> tuple[Day, Day] | None:
    """All days that a `when` speaks of, from its first to its last; None if it names none, or ends before it starts."""
    if when is None or (when.start is None and when.end is None):
        return None
    first = when.start.first if when.start else None
    edge = when.end or when.start
    assert edge is not None
    span = _cut(NEVER if first is None else first, FOREVER if edge.last is None else edge.last, published)
    return span if span[0] <= span[1] else None


def backwards(said: Said) -> bool:
    """Whether the claim ends before it starts."""
    when = said.when
    if when is None or when.start is None or when.end is None:
        return False
    return days(when.end, said.published)[1] < days(when.start, said.published)[0]


def start_items(said: Said) -> list[Item]:
    """The items of a claim that a state began, was seen, or was."""
    when, published = said.when, said.published
    if when is None:
        return [Item(published, SEEN, NEVER, published, False, said)]
    if (when.start is None and when.end is None) or backwards(said):
        return [Item(published, WAS, NEVER, FOREVER, False, said)]
    items = []
    end = days(when.end, published) if when.end else None
    if when.start:
        first, last = days(when.start, published)
        if end:
            last = min(last, end[1])
        day = first if last == FOREVER else last
        items.append(Item(day, START, first, last, True, said, when.start.text, when.start.approximate))
        if when.ongoing and first <= published:
            items.append(Item(published, SEEN, NEVER, published, False, said))
    if when.end and end:
        day = end[0] if end[1] == FOREVER else end[1]
        items.append(
            Item(
                day, END, *end, True, said, when.end.text, when.end.approximate, paired=when.start is not None
            )
        )
    return items


def end_item(said: Said, by: str | None, reach: int = ALWAYS) -> Item:
    """The item of a claim that a state ended, in those days or (undated) by the day of publication."""
    when, published = said.when, said.published
    span = None if backwards(said) else extent(when, published)
    if span is None:
        return Item(published, END, NEVER, published, False, said, by=by, reach=reach)
    assert when is not None
    first, last = span
    fuzzy = any(edge.approximate for edge in (when.start, when.end) if edge)
    return Item(
        first if last == FOREVER else last, END, first, last, True, said, when.text, fuzzy, by, reach=reach
    )


def mark_as_start(said: Said) -> list[Item]:
    """A breakup or reconciliation read as the start of a state: in those days, or (undated) seen on publication."""
    span = None if backwards(said) else extent(said.when, said.published)
    if span is None:
        return [Item(said.published, SEEN, NEVER, said.published, False, said, by=said.kind)]
    assert said.when is not None
    first, last = span
    text = said.when.text
    return [Item(first if last == FOREVER else last, START, first, last, True, said, text, by=said.kind)]


def share(first: Day, last: Day, other_first: Day, other_last: Day) -> bool:
    """Whether two sets of days have one in common."""
    return first <= other_last and other_first <= last

"""Rule 5: how dates that several claims give become one pair of bounds."""

from __future__ import annotations

from collections.abc import Iterable

from relgraph.dates import Day

Dates = tuple[Day, Day]


def combined(given: Iterable[tuple[Day, Day, bool]]) -> tuple[Day, Day, bool] | None:
    """What dates (first day, last day, confirmed) say together, and whether they disagree. None if there are none.

    Dates that share days narrow each other. Where they share none, confirmed ones beat reported ones, and equals
    give their hull; a date that contains another one is left out of it.
    """
    dates = set(given)
    if not dates:
        return None
    first, last = max(d[0] for d in dates), min(d[1] for d in dates)
    if first <= last:
        return first, last, False
    sworn = {d for d in dates if d[2]}
    if sworn and len(sworn) < len(dates):
        inner = combined(sworn)
        assert inner is not None
        first, last, _ = inner
        near = [d for d in dates - sworn if d[0] <= last and first <= d[1]]
        low, high = max([first, *(d[0] for d in near)]), min([last, *(d[1] for d in near)])
        return (low, high, True) if low <= high else (first, last, True)
    return *_hull({(d[0], d[1]) for d in dates}), True


def _hull(dates: set[Dates]) -> Dates:
    """First day of the earliest to last day of the latest date, of those that contain no other one."""
    inner: list[Dates] = []
    for date in sorted(dates, key=lambda d: (-d[0], d[1])):  # by first day from the last, narrow ones before
        if not inner or date[1] < inner[-1][1]:
            inner.append(date)
    return inner[-1][0], inner[0][1]

"""The pairs whose ties have to be worked out again, and from which knowledge date on."""

from __future__ import annotations

from collections.abc import Iterator

from relgraph.dates import Day

MANY = 20_000
"""Pairs from which on it can be cheaper to work out all of them at once."""

SHARE = 4
"""All of them are worked out if more than one in so many of the versions may be concerned."""


class Touched:
    """Pairs of canonical entities, smaller number first; a person alone stands for all pairs with that person.

    `versions`: how many the tables hold. Memory is bounded: once so many pairs are touched that all are to be
    worked out (`everything`), none is remembered.
    """

    def __init__(self, versions: int) -> None:
        self._limit = max(MANY, versions // SHARE)
        self._days: dict[tuple[int, int | None], Day] = {}
        self.everything = False

    def add(self, one: int, other: int | None, day: Day) -> None:
        """Something about the pair changes, as known from `day` on."""
        if self.everything:
            return
        pair = (one, other)
        before = self._days.get(pair)
        if before is None or day < before:
            self._days[pair] = day
            if len(self._days) > self._limit:
                self.everything = True
                self._days.clear()

    def persons(self) -> Iterator[tuple[int, Day]]:
        """The persons of whom a claim changes that stands for itself."""
        return ((one, day) for (one, other), day in list(self._days.items()) if other is None)

    def pairs(self) -> Iterator[tuple[int, int, Day]]:
        """The pairs, in order."""
        found = ((one, other, day) for (one, other), day in self._days.items() if other is not None)
        return iter(sorted(found))

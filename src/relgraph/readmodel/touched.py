"""The pairs whose ties have to be worked out again, and from which knowledge date on."""

from __future__ import annotations

from collections.abc import Iterator, Set

from relgraph.dates import Day

MANY = 20_000
"""Pairs from which on it can be cheaper to work out all of them at once."""

SHARE = 4
"""All of them are worked out if more than one in so many of the versions may be concerned."""


class Touched:
    """Pairs of canonical entities, smaller number first; a person alone stands for all pairs with that person.

    `versions`: how many the tables hold; `first`: the position of the first record that is taken in. Memory is
    bounded: once so many pairs are touched that all are to be worked out (`everything`), none is remembered.
    """

    def __init__(self, versions: int, first: int) -> None:
        self._limit = max(MANY, versions // SHARE)
        self._first = first
        self._days: dict[tuple[int, int | None], Day] = {}
        self._changed: set[tuple[int, int | None]] = set()
        self.everything = False
        self._lost = False

    def add(self, one: int, other: int | None, day: Day) -> None:
        """A claim more on the pair, or its persons, published on `day`."""
        if self.everything:
            return
        pair = (one, other)
        before = self._days.get(pair)
        if before is None or day < before:
            self._days[pair] = day
            if len(self._days) > self._limit:
                self.everything = True
                self._lost = bool(self._changed)
                self._days.clear()
                self._changed.clear()

    def change(self, one: int, other: int | None, day: Day) -> None:
        """A claim that is filed under the pair, or was, changes in what is known from `day` on."""
        self.add(one, other, day)
        if self.everything:
            self._lost = True
        else:
            self._changed.add((one, other))

    @property
    def changed(self) -> Set[tuple[int, int | None]] | None:
        """The pairs that `change` told of; None if they are not remembered."""
        return None if self._lost else self._changed

    def day(self, pair: tuple[int, int]) -> Day:
        """The day from which on what is known of a pair may change."""
        return self._days[pair]

    def is_fresh(self, pair: tuple[int, int], first: int) -> bool:
        """Whether nothing can have been worked out for a pair, whose first claim stands at position `first`."""
        return first >= self._first and pair not in self._changed

    def persons(self) -> Iterator[tuple[int, Day]]:
        """The persons of whom a claim changes that stands for itself."""
        return ((one, day) for (one, other), day in list(self._days.items()) if other is None)

    def pairs(self) -> list[tuple[int, int]]:
        """The pairs, in order."""
        return sorted((one, other) for one, other in self._days if other is not None)

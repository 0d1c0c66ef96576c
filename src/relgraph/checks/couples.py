"""Two marriages of one person at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from relgraph.checks.found import Found
from relgraph.dates import Day, iso
from relgraph.fold import fold_at
from relgraph.fold.model import FOREVER
from relgraph.readmodel.reading import said_of_pair


class _Marriage(NamedTuple):
    """A marriage of one person that surely holds on the days [sure_from, sure_to)."""

    person: int
    partner: int
    episode: int
    sure_from: Day
    sure_to: Day


_OVERLAPPING = """
WITH half AS (
  SELECT a AS person, b AS partner, episode, max(first, sure_from) AS sure_from, min(last, sure_to) AS sure_to
  FROM version WHERE {wanted}
  UNION ALL
  SELECT b, a, episode, max(first, sure_from), min(last, sure_to) FROM version WHERE {wanted}
), seen AS (
  SELECT *, max(sure_to) OVER (
    PARTITION BY person ORDER BY sure_from, partner, episode ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ) AS taken_to FROM half WHERE sure_from < sure_to
)
SELECT person, partner, episode, sure_from, sure_to FROM half
WHERE sure_from < sure_to AND person IN (SELECT person FROM seen WHERE sure_from < taken_to)
ORDER BY person, sure_from, partner, episode
""".format(wanted=f"kind = 'marriage' AND known_to = {FOREVER} AND standing NOT IN ('retracted', 'denied')")


def overlapping_marriages(db: sqlite3.Connection) -> Iterator[Found]:
    """Marriages of one person that answer `yes` on the first day of one with somebody else (rule 15), each once."""
    rows = [_Marriage(*row) for row in db.execute(_OVERLAPPING)]
    marriages = _Marriages(db)
    for person, some in groupby(rows, key=lambda marriage: marriage.person):
        before: list[_Marriage] = []  # in order of their first day
        for other in some:
            there = [one for one in before if other.sure_from < one.sure_to and one.partner != other.partner]
            before.append(other)
            if there:
                one = there[-1]
                first, second = sorted((marriages.position(one), marriages.position(other)))
                more = f", and to {len(there) - 1} more" if len(there) > 1 else ""
                yield Found(
                    "overlapping marriages",
                    second,
                    f"{marriages.name(person)} is married to {marriages.name(one.partner)} and to"
                    f" {marriages.name(other.partner)}{more} on {iso(other.sure_from)}: positions {first} and {second}",
                    (person, one.partner, other.partner),
                    latest=second,
                )


class _Marriages:
    """What is said of marriages, each looked up once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.name = cache(self._name)
        self._first = cache(self._first_told)

    def _name(self, no: int) -> str:
        name: str
        (name,) = self._db.execute("SELECT name FROM entity WHERE no = ?", (no,)).fetchone()
        return name

    def position(self, marriage: _Marriage) -> int:
        """The first record that tells of a marriage."""
        pair = sorted((marriage.person, marriage.partner))
        return self._first(*pair, marriage.episode)

    def _first_told(self, one: int, other: int, episode: int) -> int:
        asked = {"one": one, "other": other}
        told = [row for (row,) in self._db.execute(_TOLD, asked)]
        if len(told) == 1:
            return int(told[0])
        # Several claims can make several episodes; which claim is whose, the fold knows.
        episodes = fold_at(said_of_pair(self._db, one, other), FOREVER).episodes
        found = next(e for e in episodes if e.kind == "marriage" and e.number == episode)
        return min(found.start_by or found.supports or found.end_by)


_TOLD = """
SELECT position FROM claim
WHERE one = :one AND other = :other AND kind = 'marriage' AND stance <> 'denied' AND NOT hypothetical AND NOT rejected
  AND withdrawn IS NULL AND replaced IS NULL
"""

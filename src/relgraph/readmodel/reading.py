"""Reading the claims of a pair, as the fold takes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from relgraph.dates import Day, parse
from relgraph.fold.model import Said

FETCH = """
SELECT one, other, claim.position, kind, swapped, at, stance, claim.published, coalesce(claim.root, article.root),
       role, hypothetical, withdrawn, replaced, unreviewed, detail
FROM claim JOIN article ON no = article"""
"""The claims as `Fetched` rows; to be followed by a WHERE."""

VITAL = "other IS NULL AND kind IN ('birth', 'death') AND NOT rejected"
"""The claims of one person that act on every pair with that person."""

Fetched = tuple[
    int,
    int | None,
    int,
    str,
    int,
    str | None,
    str,
    Day,
    str,
    str,
    int,
    Day | None,
    Day | None,
    int,
    str | None,
]


class Told(NamedTuple):
    """A claim of a pair; `a` and `b` are 0 for the pair's first one, 1 for the other, None for nobody."""

    position: int
    kind: str
    a: int
    b: int | None
    at: str | None
    stance: str
    published: Day
    root: str
    role: str
    hypothetical: int
    withdrawn: Day | None
    replaced: Day | None
    unreviewed: int
    detail: str | None


def told(row: Fetched, other: int) -> Told:
    """A fetched claim as one of a pair with that `other`; a birth or death is that of either of them."""
    if row[1] is None:
        return Told(row[2], row[3], int(row[0] == other), None, *row[5:])
    return Told(row[2], row[3], row[4], 1 - row[4], *row[5:])


def told_of_pair(connection: sqlite3.Connection, one: int, other: int) -> list[Told]:
    """All claims of a pair of canonical entities, `one` < `other`, and the births and deaths of both."""
    query = f"{FETCH} WHERE one = ? AND other = ? AND NOT rejected"
    found = [told(row, other) for row in connection.execute(query, (one, other))]
    if found:
        vitals = connection.execute(f"{FETCH} WHERE one IN (?, ?) AND {VITAL}", (one, other))
        found += [told(row, other) for row in vitals]
    return sorted(found)


def said(claim: Told, place: int, pair: tuple[int, int], root: str) -> Said:
    """A claim as the fold takes it, under this number, of these two, with this root."""
    return Said(
        place, claim.kind, pair[claim.a], None if claim.b is None else pair[claim.b],
        None if claim.at is None else parse(claim.at), claim.stance, claim.published, root, claim.role,
        bool(claim.hypothetical), claim.withdrawn, claim.replaced, bool(claim.unreviewed),
        claim.detail,
    )  # fmt: skip


def said_of_pair(connection: sqlite3.Connection, one: int, other: int) -> list[Said]:
    """All claims of a pair of canonical entities as the fold takes them, positions and entities as in the tables."""
    pair = (one, other) if one < other else (other, one)
    return [said(claim, claim.position, pair, claim.root) for claim in told_of_pair(connection, *pair)]


def vitals(connection: sqlite3.Connection) -> dict[int, list[Fetched]]:
    """The births and deaths of everybody."""
    found: dict[int, list[Fetched]] = {}
    for row in connection.execute(f"{FETCH} WHERE {VITAL}"):
        found.setdefault(row[0], []).append(row)
    return found


def of_all_pairs(connection: sqlite3.Connection) -> Iterator[Fetched]:
    """The claims of all pairs, pair by pair."""
    return connection.execute(
        f"{FETCH} WHERE other IS NOT NULL AND NOT rejected ORDER BY one, other, claim.position"
    )

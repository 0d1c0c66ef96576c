"""Reading the claims of a pair, as the fold takes them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from relgraph.dates import Day, parse
from relgraph.fold.model import Said

_COLUMNS = """
SELECT one, other, claim.position, kind, swapped, at, stance, claim.published, coalesce(claim.root, article.root),
       role, hypothetical, withdrawn, replaced, unreviewed, detail
"""

_FETCH = f"{_COLUMNS} FROM claim JOIN article ON no = article"

_OF_PAIRS = f"""{_COLUMNS}
FROM json_each(?) AS pair
CROSS JOIN claim ON one = json_extract(pair.value, '$[0]') AND other = json_extract(pair.value, '$[1]')
CROSS JOIN article ON no = article
WHERE NOT rejected"""

_VITAL = "other IS NULL AND kind IN ('birth', 'death') AND NOT rejected"
"""The claims of one person that act on every pair with that person."""

Pair = tuple[int, int]
"""Two canonical entities, the smaller number first."""

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


def said(claim: Told, place: int, pair: tuple[int, int], root: str) -> Said:
    """A claim as the fold takes it, under this number, of these two, with this root."""
    return Said(
        place, claim.kind, pair[claim.a], None if claim.b is None else pair[claim.b],
        None if claim.at is None else parse(claim.at), claim.stance, claim.published, root, claim.role,
        bool(claim.hypothetical), claim.withdrawn, claim.replaced, bool(claim.unreviewed),
        claim.detail,
    )  # fmt: skip


def said_of_pair(connection: sqlite3.Connection, one: int, other: int) -> list[Said]:
    """All claims of a pair of canonical entities as the fold takes them, positions and entities as in the tables.

    With them are the births and deaths of both.
    """
    pair = (one, other) if one < other else (other, one)
    rows = list(of_pairs(connection, [pair]))
    if rows:
        rows += (row for some in vitals(connection, pair).values() for row in some)
    claims = sorted(told(row, pair[1]) for row in rows)
    return [said(claim, claim.position, pair, claim.root) for claim in claims]


def of_pairs(connection: sqlite3.Connection, pairs: Sequence[Pair]) -> Iterator[Fetched]:
    """The claims of these pairs, pair by pair."""
    return connection.execute(_OF_PAIRS, (json.dumps(pairs),))


def of_all_pairs(connection: sqlite3.Connection) -> Iterator[Fetched]:
    """The claims of all pairs, pair by pair and by position."""
    query = f"{_FETCH} WHERE other IS NOT NULL AND NOT rejected ORDER BY one, other, claim.position"
    return connection.execute(query)


def vitals(
    connection: sqlite3.Connection, persons: Collection[int] | None = None
) -> dict[int, list[Fetched]]:
    """The births and deaths of these persons, or of everybody."""
    query, given = f"{_FETCH} WHERE {_VITAL}", []
    if persons is not None:
        query += " AND one IN (SELECT value FROM json_each(?))"
        given.append(json.dumps(list(persons)))
    found: dict[int, list[Fetched]] = {}
    for row in connection.execute(query, given):
        found.setdefault(row[0], []).append(row)
    return found

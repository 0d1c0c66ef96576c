"""Every row, both ways: what the server has, held against what the file says.

The server's rows are read once, as digests, into a temporary database on disk; then those of the file are held
against them. So memory stays bounded, and a difference comes with the row as the file has it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from relgraph.neo4j.statements import ARTICLES, CLAIMS, ENTITIES, MINE, SORTS, SOURCES, TIES, Row, Sort
from relgraph.property_graph import Article, Claim, Entity, Graph, Tie
from relgraph.property_graph.rows import LABELS, TYPES

if TYPE_CHECKING:
    from neo4j import Session

_TOGETHER = 2_000


class Told(Protocol):
    """Hears how the work goes."""

    def __call__(self, more: int) -> None:
        """So many rows more are done."""

    def expect(self, more: int) -> None:
        """So many rows are to come."""


class Difference(NamedTuple):
    """A row that is not the same on both sides.

    `row` is the file's, None if it has none; `there` whether the server has one of that key; `kind` that of a tie.
    """

    sort: Sort
    key: str
    row: Row | None
    there: bool
    kind: str | None


def differences(session: Session, graph: Graph, told: Told) -> Iterator[Difference]:
    """What differs, sort by sort: what the server lacks or has otherwise; at the end what only it has."""
    told.expect(graph.size() * 2)
    with closing(sqlite3.connect("", isolation_level=None)) as kept:
        kept.execute("CREATE TABLE row (key TEXT PRIMARY KEY, digest BLOB, met INTEGER) WITHOUT ROWID")
        for page in _pages(_of_server(session)):
            kept.executemany("INSERT OR REPLACE INTO row VALUES (?, ?, 0)", page)
            told(len(page))
        for sort, rows in zip(SORTS, _of_file(graph), strict=True):
            for some in _pages(rows):
                yield from _met(kept, sort, some)
                told(len(some))
        for (key,) in kept.execute("SELECT key FROM row WHERE NOT met ORDER BY key"):
            place, kind, id = json.loads(key)
            yield Difference(SORTS[place], id, None, True, kind)


def fields(session: Session, difference: Difference) -> list[tuple[str, object, object]]:
    """The properties of a row that both sides have and do not agree on: its name, the file's value, the server's.

    What a row hangs on comes under the names of its relationships.
    """
    if difference.row is None:
        return []
    text = f"{_matched(difference.sort, difference.kind)} WHERE x.{difference.sort.key} = $key {_told(difference.sort)}"
    record = session.run(text, key=difference.key).single()
    if record is None:
        return []
    names = ["hangs on", *difference.sort.properties]
    both = zip(names, _of_row(difference.sort, difference.row), _of_record(record.values()), strict=True)
    return [(name, here, there) for name, here, there in both if here != there]


def _met(kept: sqlite3.Connection, sort: Sort, rows: Sequence[Row]) -> Iterator[Difference]:
    """Hold rows of the file against those kept of the server."""
    kinds = [row.kind if isinstance(row, Tie) else None for row in rows]
    keys = [_key(sort, kind, getattr(row, sort.key)) for kind, row in zip(kinds, rows, strict=True)]
    query = "SELECT key, digest FROM row WHERE key IN (SELECT value FROM json_each(?))"
    found = dict(kept.execute(query, (json.dumps(keys),)).fetchall())
    kept.executemany("UPDATE row SET met = 1 WHERE key = ?", ((key,) for key in found))
    for key, kind, row in zip(keys, kinds, rows, strict=True):
        if found.get(key) != _digest(_of_row(sort, row)):
            yield Difference(sort, getattr(row, sort.key), row, key in found, kind)


def _key(sort: Sort, kind: str | None, key: str) -> str:
    return json.dumps([SORTS.index(sort), kind, key])


def _digest(values: Sequence[Any]) -> bytes:
    return blake2b(json.dumps(values).encode(), digest_size=16).digest()


def _pages(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while page := list(islice(waiting, _TOGETHER)):
        yield page


# ---- rows of the file


def _of_file(graph: Graph) -> tuple[Iterable[Row], ...]:
    return graph.entities(), graph.sources(), graph.articles(), graph.claims(), graph.ties()


def _of_row(sort: Sort, row: Row) -> list[Any]:
    return [_hangs(row), *(_plain(getattr(row, name)) for name in sort.properties)]


def _hangs(row: Row) -> list[Any]:
    match row:
        case Entity():
            return sorted(["Entity", MINE, LABELS[row.type], *["Withheld"] * row.withheld])
        case Article():
            return [row.source]
        case Claim():
            return [["IN", row.version], ["a", row.a], *([["b", row.b]] if row.b else [])]
        case Tie():
            return [["a", row.a], ["b", row.b]]
    return []


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates of either side as text."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.iso_format() if hasattr(value, "iso_format") else value


# ---- rows of the server


def _of_server(session: Session) -> Iterator[tuple[str, bytes]]:
    for sort in SORTS:
        for kind in TYPES if sort is TIES else (None,):
            for record in session.run(f"{_matched(sort, kind)} {_told(sort)}, x.{sort.key} AS key"):
                *values, key = record.values()
                yield _key(sort, kind, str(key)), _digest(_of_record(values))


def _matched(sort: Sort, kind: str | None) -> str:
    if kind is not None:
        return f"MATCH (a:{MINE})-[x:{TYPES[kind]}]->(b:{MINE})"
    return f"MATCH (x:{sort.label}:{MINE})"


_HANGS = {
    ENTITIES: f"[l IN labels(x) WHERE l IN {['Entity', MINE, 'Withheld', *LABELS.values()]}]",
    SOURCES: "[]",
    ARTICLES: "[(x)-[:BY]->(s) | s.id]",
    CLAIMS: "[(x)-[:IN]->(v) | ['IN', v.version]] + [(x)-[r:ABOUT]->(e) | [r.party, e.id]]",
    TIES: "[['a', a.id], ['b', b.id]]",
}


def _told(sort: Sort) -> str:
    return f"RETURN {', '.join([_HANGS[sort], *(f'x.{name}' for name in sort.properties)])}"


def _of_record(values: Sequence[Any]) -> list[Any]:
    hangs, *properties = values
    return [sorted(hangs), *map(_plain, properties)]

"""Keeping a server in step with the log: all of it at first, then what has changed since the checkpoint."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from relgraph.dates import Day
from relgraph.errors import Conflict, DamagedLog
from relgraph.log import Head, SqliteLog
from relgraph.neo4j import checkpoint
from relgraph.neo4j.checkpoint import MODEL, Checkpoint, Overtaken
from relgraph.neo4j.comparing import Difference, Told, differences
from relgraph.neo4j.increment import Increment, increment, rewriting
from relgraph.neo4j.since import since
from relgraph.neo4j.statements import (
    FORGET_NODES,
    FORGET_TIES,
    MINE,
    NAME_SOURCES,
    SOURCES,
    Sort,
    Statement,
    writing,
)
from relgraph.property_graph import Claim, Graph
from relgraph.property_graph.rows import TYPES

if TYPE_CHECKING:
    from neo4j import Driver, Session

BATCH = 2_000
"""Rows that one transaction writes, or a few more."""

COMPARE = "compare"
"""The stage in which every row is compared: what is there is not known."""

CHANGES = "changes"
"""The stage in which changes are half written; the cursor names the entities that are withheld now and were not, or
were and are not."""

_LOADING = ("entities", "sources", "articles", "claims", "ties")

Batch = tuple[list[Statement], Checkpoint]
"""What one transaction writes, and the checkpoint after it."""


class Synced(NamedTuple):
    """What the server holds now, the log's position that it has come to, and how many rows were written for it."""

    nodes: int
    relationships: int
    position: int
    written: int


Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Opens one moment of the file."""


def sync(driver: Driver, reading: Reading, today: Day, told: Told) -> Synced:
    """Bring the server to what the file says now; `told` hears of rows as they are written.

    Raises Conflict if the server holds the graph of another log, DamagedLog if it has come further than this one.
    """
    written = 0
    while True:
        with reading() as db, driver.session() as session:
            attempt = _Sync(db, driver, session, today, told)
            try:
                position = attempt.run()
            except Overtaken:
                continue
            finally:
                written += attempt.written
            return Synced(*totals(session), position, written)


def totals(session: Session) -> tuple[int, int]:
    """How many nodes and relationships of ours the server has."""
    text = " UNION ALL ".join(
        [f"MATCH (n:{MINE}) RETURN count(n) AS n"]
        + [f"MATCH ()-[r:{type}]->() RETURN count(r) AS n" for type in (*TYPES.values(), "IN", "BY", "ABOUT")]
    )
    nodes, *relationships = (record["n"] for record in session.run(text))
    return nodes, sum(relationships)


def refuse_another(there: Checkpoint, db: sqlite3.Connection, head: Head) -> None:
    """Raises Conflict or DamagedLog unless the server has come to a point of this log."""
    if there.log != head.log_id:
        raise Conflict(
            f"the server holds the graph of log {there.log}, and this file is log {head.log_id}: give another server,"
            " or take that graph away with `relgraph neo4j wipe`"
        )
    if there.position > head.position:
        raise DamagedLog(
            f"the server has come to position {there.position} of log {there.log} (hash {there.hash[:16]}),"
            f" and this file ends at {head.position} of log {head.log_id} (hash {head.hash.hex()[:16]}):"
            " it is an older copy, or was rolled back"
        )
    row = db.execute("SELECT hash FROM log WHERE position = ?", (there.position,)).fetchone()
    here = (row[0] if row else head.hash).hex()
    if here != there.hash:
        raise DamagedLog(
            f"at position {there.position} of log {there.log} the server has seen hash {there.hash[:16]},"
            f" and this file has hash {here[:16]} there: the log was forked"
        )


class _Sync:
    """One attempt, on one moment of the file."""

    def __init__(
        self, db: sqlite3.Connection, driver: Driver, session: Session, today: Day, told: Told
    ) -> None:
        self._db, self._driver, self._session = db, driver, session
        self._today, self._told = today, told
        self._head = SqliteLog(db).head()
        self.written = 0

    def run(self) -> int:
        """Do what is to be done; returns the position that the server has come to."""
        seen = checkpoint.read(self._session) or self._begin()
        refuse_another(seen, self._db, self._head)
        if seen.model != MODEL:
            checkpoint.prepare(self._driver)
            seen = self._write(seen, [], replace(seen, model=MODEL, stage=COMPARE))
        if seen.stage in _LOADING:
            seen = self._load(seen)
        if seen.stage != COMPARE and self._is_at_head(seen):
            return seen.position
        scope = None if seen.stage == COMPARE else since(self._db, seen.position, seen.shown, self._today)
        if scope is None:
            self._compare(seen)
        else:
            toggled = json.loads(seen.cursor or "[]") if seen.stage == CHANGES else []
            found = increment(self._db, self._session, self._today, scope, toggled)
            self._write_all(seen, self._changes(seen, found))
        return self._head.position

    def _is_at_head(self, seen: Checkpoint) -> bool:
        return seen.stage is None and (seen.position, seen.shown) == (self._head.position, self._today)

    def _begin(self) -> Checkpoint:
        """Make the checkpoint of a server that has none; nodes that are ours all the same are compared."""
        checkpoint.prepare(self._driver)
        ours = self._session.run(f"MATCH (n:{MINE}) RETURN n LIMIT 1").single() is not None
        return self._write(None, [], replace(self._done(), stage=COMPARE if ours else _LOADING[0]))

    def _done(self) -> Checkpoint:
        head = self._head
        return Checkpoint(head.log_id, head.position, head.hash.hex(), self._today)

    def _write(self, seen: Checkpoint | None, statements: list[Statement], then: Checkpoint) -> Checkpoint:
        return checkpoint.write(self._session, seen, statements, then)

    def _write_all(self, seen: Checkpoint, batches: Iterable[Batch]) -> Checkpoint:
        """Write batches in their order, each while the next one is being read."""
        with ThreadPoolExecutor(1) as writer:
            waiting = None
            for statements, then in batches:
                if waiting:
                    seen = waiting.result()
                waiting = writer.submit(self._write_one, seen, statements, then)
            return waiting.result() if waiting else seen

    def _write_one(self, seen: Checkpoint, statements: list[Statement], then: Checkpoint) -> Checkpoint:
        now = self._write(seen, statements, then)
        rows = sum(len(statement.rows) for statement in statements)
        self.written += rows
        self._told(rows)
        return now

    # ---- all of it

    def _load(self, seen: Checkpoint) -> Checkpoint:
        """Go on loading. Rows that were another one when the load began are put right afterwards, as changes."""
        if since(self._db, seen.position, seen.shown, self._today) is None:
            return self._write(seen, [], replace(seen, stage=COMPARE))
        graph = Graph(self._db, self._today)
        self._told.expect(graph.size())
        return self._write_all(seen, self._pages(seen, graph))

    def _pages(self, seen: Checkpoint, graph: Graph) -> Iterator[Batch]:
        pages: dict[str, Callable[..., Iterator[tuple[Any, Sequence[Any]]]]] = {
            "entities": graph.entity_pages,
            "sources": lambda after=None: iter([(0, list(graph.sources()))] if after is None else []),
            "articles": graph.article_pages,
            "claims": partial(_until, seen.position, graph.claim_pages),
            "ties": graph.tie_pages,
        }
        at = _LOADING.index(seen.stage or "")
        after = json.loads(seen.cursor) if seen.cursor else None
        for stage in _LOADING[at:]:
            for cursor, rows in pages[stage]() if after is None else pages[stage](after):
                then = replace(seen, stage=stage, cursor=json.dumps(cursor))
                *first, last = [*_portions(rows)] or [[]]
                for some in first:
                    yield writing(some), seen
                yield writing(last), then
                seen = then
            after = None
        yield [], replace(seen, stage=None, cursor=None)

    # ---- what has changed

    def _changes(self, seen: Checkpoint, found: Increment) -> Iterator[Batch]:
        """Parts together in transactions of some rows; with the last one the server has come to the head."""
        half = replace(seen, stage=CHANGES, cursor=json.dumps(found.toggled))
        return self._together(found.parts, half)

    def _together(self, parts: Iterable[list[Statement]], half: Checkpoint) -> Iterator[Batch]:
        batch: list[Statement] = []
        for part in parts:
            if sum(len(statement.rows) for statement in batch) >= BATCH:
                yield batch, half
                batch = []
            batch += part
        yield batch, self._done()

    # ---- every row

    def _compare(self, seen: Checkpoint) -> None:
        if seen.stage != COMPARE:
            seen = self._write(seen, [], replace(seen, stage=COMPARE, cursor=None))
        graph = Graph(self._db, self._today)
        with self._driver.session() as other:
            found = differences(other, graph, self._told)
            parts = (_righted(some) for _, alike in groupby(found, _what) for some in _portions(alike))
            self._write_all(seen, self._together(parts, seen))


def _what(difference: Difference) -> tuple[Sort, bool, str | None]:
    return difference.sort, difference.row is None, difference.kind


def _righted(some: Sequence[Difference]) -> list[Statement]:
    """What puts right differences of one sort."""
    first = some[0]
    if first.row is None:
        forget = FORGET_NODES[first.sort] if first.kind is None else FORGET_TIES[first.kind]
        return [Statement(forget, [[one.key] for one in some])]
    rows = [one.row for one in some if one.row is not None]
    if first.sort is SOURCES:
        return [*writing(rows), Statement(NAME_SOURCES, [list(row) for row in rows])]
    return rewriting(rows)


def _until(
    position: int, pages: Callable[[int], Iterator[tuple[int, list[Claim]]]], after: int = 0
) -> Iterator[tuple[int, list[Claim]]]:
    """The claims up to a position: what later ones hang on may have come when that was written already."""
    for cursor, claims in pages(after):
        yield cursor, [claim for claim in claims if claim.position <= position]


def _portions(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH)):
        yield some

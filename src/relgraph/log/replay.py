"""The log up to a position, in a file of its own: what was in it then, record by record, with the same hashes.

What was erased since stays erased, and the copy can show that it was: it keeps the records that followed, without
their bodies, up to the last that erased something of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from relgraph.errors import RelgraphError
from relgraph.log import chain
from relgraph.log.connection import snapshot
from relgraph.log.gone import erased_in, placed_in
from relgraph.log.protocol import ERASURE, REPLACEMENT
from relgraph.log.schema import LATER, MADE_WHEN_NEEDED, TABLES, TRIGGERS, has_table
from relgraph.log.sqlite import SqliteLog

_COLUMNS = "position, event_id, type, schema, recorded_at, commitment, hash"
_RECORDS = f"SELECT {_COLUMNS} FROM log WHERE position <= ?"
_BODIES = "SELECT position, salt, body FROM body WHERE position <= ?"

_CHANGES = f"""
SELECT position, type, body FROM log JOIN body USING (position)
WHERE position > ? AND type IN ('{ERASURE}', '{REPLACEMENT}') ORDER BY position DESC
"""


def replay(source: sqlite3.Connection, target: sqlite3.Connection, until: int) -> int:
    """Copy the records 1 to `until` into a database without tables, within a transaction of the caller's on it.

    Returns how many there are. What was erased since stays erased. Raises RelgraphError for a position that the
    log does not have.
    """
    with snapshot(source):
        head = SqliteLog(source).head()
        if not 0 <= until <= head.position:
            raise RelgraphError(f"the log has the positions 1 to {head.position}, so not {until}")
        hash = chain.genesis(head.log_id)
        for (last,) in source.execute("SELECT hash FROM log WHERE position = ?", (until,)):
            hash = last
        for statement in TABLES:
            target.execute(statement)
        target.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", source.execute(_RECORDS, (until,)))
        target.executemany("INSERT INTO body VALUES (?, ?, ?)", source.execute(_BODIES, (until,)))
        target.execute("INSERT INTO head VALUES (?, ?, ?)", (head.log_id, until, hash))
        _keep_later(source, target, until)
    for statement in TRIGGERS:
        target.execute(statement)
    return until


def _keep_later(source: sqlite3.Connection, target: sqlite3.Connection, until: int) -> None:
    """Copy what accounts for the bodies that were erased since."""
    last = _last_change(source, until)
    kept = has_table(source, LATER)
    if last is None and not kept:
        return
    target.execute(MADE_WHEN_NEEDED[LATER])
    if kept:  # the source is a copy itself
        (first,) = source.execute(f"SELECT min(position) FROM {LATER}").fetchone()
        if last is not None and last >= first:  # what follows a copy twice is no chain
            raise RelgraphError(
                "this file is a copy in which something was erased: replay the file it came from"
            )
        _keep(source.execute(f"SELECT * FROM {LATER}"), target, until)
        last = first - 1
    rows = source.execute(
        f"SELECT {_COLUMNS}, salt, body FROM log LEFT JOIN body USING (position) WHERE position BETWEEN ? AND ?",
        (until + 1, last),
    )
    _keep(rows, target, until)


def _last_change(source: sqlite3.Connection, until: int) -> int | None:
    """The last record that took away or replaced a body of the copy."""
    for position, type, body in source.execute(_CHANGES, (until,)):
        placed = placed_in(body)
        named = erased_in(body) if type == ERASURE else [placed.position] if placed else []
        if any(at <= until for at in named):
            return int(position)
    return None


def _keep(rows: Iterable[tuple[Any, ...]], target: sqlite3.Connection, until: int) -> None:
    target.executemany(
        f"INSERT INTO {LATER} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row if _accounts(row[2], row[8], until) else (*row[:7], None, None) for row in rows),
    )


def _accounts(type: str, body: str | None, until: int) -> bool:
    """Whether a record tells what became of a body of the copy."""
    if type == ERASURE or body is None:
        return body is not None
    placed = placed_in(body) if type == REPLACEMENT else None
    return placed is not None and placed.position <= until

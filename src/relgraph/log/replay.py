"""The log up to a position, in a file of its own: what was in it then, record by record, with the same hashes."""

from __future__ import annotations

import sqlite3

from relgraph.errors import RelgraphError
from relgraph.log import chain
from relgraph.log.connection import snapshot
from relgraph.log.schema import TABLES, TRIGGERS
from relgraph.log.sqlite import SqliteLog

_RECORDS = (
    "SELECT position, event_id, type, schema, recorded_at, commitment, hash FROM log WHERE position <= ?"
)
_BODIES = "SELECT position, salt, body FROM body WHERE position <= ?"


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
    for statement in TRIGGERS:
        target.execute(statement)
    return until

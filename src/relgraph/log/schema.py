"""The tables of the log, and the triggers that keep them from being rewritten.

Triggers guard against mistakes of our own code and of people with an SQLite shell; `verify` finds out who
drops them first.
"""

from __future__ import annotations

import sqlite3

from relgraph.log.chain import FORMAT
from relgraph.log.protocol import ERASURE

APPLICATION_ID = int.from_bytes(b"relg", "big")
"""Tells a relgraph file from those of other programs (`PRAGMA application_id`)."""

TABLES = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
    # event_id: BLOB for hex digits, else TEXT
    """
    CREATE TABLE log (
        position INTEGER PRIMARY KEY CHECK (position > 0),
        event_id BLOB NOT NULL UNIQUE,
        type TEXT NOT NULL,
        schema INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL,
        commitment BLOB NOT NULL,
        hash BLOB NOT NULL
    )""",
    "CREATE TABLE body (position INTEGER PRIMARY KEY, salt BLOB NOT NULL, body TEXT NOT NULL)",
    "CREATE TABLE head (log_id TEXT NOT NULL, position INTEGER NOT NULL, hash BLOB NOT NULL)",
    f"CREATE INDEX log_erasure ON log (position) WHERE type = '{ERASURE}'",
)

LATER = "later"
UNCLEAN = "unclean"

MADE_WHEN_NEEDED = {
    # In a copy of a log: the records that followed, without their bodies but for those that tell what was erased
    # of the copy since.
    LATER: """
    CREATE TABLE later (
        position INTEGER PRIMARY KEY,
        event_id BLOB NOT NULL,
        type TEXT NOT NULL,
        schema INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL,
        commitment BLOB NOT NULL,
        hash BLOB NOT NULL,
        salt BLOB,
        body TEXT
    )""",
    # One row: something was erased, and its bytes may still be in the file or beside it.
    UNCLEAN: "CREATE TABLE unclean (only INTEGER PRIMARY KEY CHECK (only = 1))",
}
"""The tables that most files do not have."""

KEPT = ("log", "body", "head", *MADE_WHEN_NEEDED)
"""The tables that are not derived from others."""


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a database has a table."""
    query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
    return connection.execute(query, (name,)).fetchone() is not None


BODY_DELETE = f"""
    CREATE TRIGGER body_delete BEFORE DELETE ON body
    WHEN NOT EXISTS (
        SELECT 1
        FROM log JOIN body AS erasure USING (position), json_each(erasure.body, '$.positions') AS named
        WHERE log.type = '{ERASURE}' AND named.value = OLD.position
    )
    BEGIN SELECT RAISE(ABORT, 'body: append only, no DELETE that no {ERASURE} record names'); END"""
"""It looks through all erasures at each body, so whoever erases very many lets it go for that time."""

# There is no trigger on INSERT: it would cost a fifth of an append, and the head does not move past a gap.
# INSERT OR REPLACE fires the DELETE triggers on connections that we open (`recursive_triggers`); elsewhere
# `verify` finds what it replaced.
TRIGGERS = (
    """
    CREATE TRIGGER log_update BEFORE UPDATE ON log
    BEGIN SELECT RAISE(ABORT, 'log: append only, no UPDATE'); END""",
    """
    CREATE TRIGGER log_delete BEFORE DELETE ON log
    BEGIN SELECT RAISE(ABORT, 'log: append only, no DELETE'); END""",
    """
    CREATE TRIGGER body_update BEFORE UPDATE ON body
    BEGIN SELECT RAISE(ABORT, 'body: append only, no UPDATE'); END""",
    BODY_DELETE,
    """
    CREATE TRIGGER head_insert BEFORE INSERT ON head
    BEGIN SELECT RAISE(ABORT, 'head: there is one'); END""",
    """
    CREATE TRIGGER head_update BEFORE UPDATE ON head
    WHEN NEW.log_id IS NOT OLD.log_id
        OR NEW.position <= OLD.position
        OR NEW.position IS NOT (SELECT max(position) FROM log)
        OR NEW.position - OLD.position <> (SELECT count(*) FROM log WHERE position > OLD.position)
        OR NEW.hash IS NOT (SELECT hash FROM log WHERE position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'head: it moves on to the last record and nowhere else'); END""",
    """
    CREATE TRIGGER head_delete BEFORE DELETE ON head
    BEGIN SELECT RAISE(ABORT, 'head: there is one'); END""",
)

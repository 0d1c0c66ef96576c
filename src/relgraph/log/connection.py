"""Transactions on an SQLite connection, and what its errors mean to a user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relgraph.errors import DamagedLog, RelgraphError

BUSY_SECONDS = 30
"""How long a writer waits for another one."""

_ENVIRONMENT = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
"""The disk is full, the file is write-protected and the like: no fault of the file's content."""


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """A write transaction: committed at the end, rolled back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite rolls back by itself when the disk is full
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """One moment of the database, unless a transaction is open that gives one already."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep the connection open only if all goes well."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


@contextmanager
def plain_errors(place: Path | None = None) -> Iterator[None]:
    """Turn what SQLite says of the file or the machine into our errors; errors in SQL stay what they are."""
    start = f"{place}: " if place else ""
    try:
        yield
    except sqlite3.DatabaseError as error:
        kind = error_kind(error)
        if kind == sqlite3.SQLITE_BUSY:
            raise RelgraphError(f"{start}another process kept the file for {BUSY_SECONDS} s") from error
        if kind in _ENVIRONMENT:
            raise RelgraphError(f"{start}{error}") from error
        if kind == sqlite3.SQLITE_NOTADB:
            raise DamagedLog(f"{start}not an SQLite database, so not a relgraph file") from error
        if kind == sqlite3.SQLITE_CORRUPT or "Could not decode" in str(error):
            raise DamagedLog(f"{start}{error}") from error
        raise


def error_kind(error: sqlite3.Error) -> int | None:
    """SQLite's primary error code; None if Python's module raised the error by itself."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF  # the bits above are details

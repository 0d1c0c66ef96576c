"""Opening the file: for a question, to write to it, to make it anew or a copy of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.cli.out import note
from relgraph.cli.safe import shown
from relgraph.errors import BadInput, RelgraphError
from relgraph.log import Head, SqliteLog, cleaning, open_for_reading, open_for_writing
from relgraph.readmodel import state
from relgraph.readmodel.reviewed import only_reviewed

if TYPE_CHECKING:
    from relgraph.ingest import Store
    from relgraph.readmodel.model import Rebuilt

_PATIENCE = 1_000  # milliseconds that a question waits for others
_MAPPED = 1 << 30  # bytes of the file that are read without copying: half the time of a long path


@contextmanager
def reading(path: Path, reviewed: bool = False) -> Iterator[sqlite3.Connection]:
    """One moment of the file, to ask questions of; `reviewed`: as if there were no claims but reviewed ones.

    Raises RelgraphError if there is no such file, DamagedLog if it is damaged, rolled back or none of ours.
    """
    with closing(open_for_reading(path)) as connection:
        _finish_erasing(path, connection)
        connection.execute(f"PRAGMA mmap_size = {_MAPPED}").fetchall()
        connection.execute("BEGIN")
        state.check(connection, SqliteLog(connection).head())
        if reviewed:
            only_reviewed(connection)
        yield connection


@contextmanager
def writing(path: Path, create: bool = False) -> Iterator[Store]:
    """The file to write to; with `create` one that is not there is made, and taken away again if nothing went in.

    Raises as `reading`.
    """
    from relgraph.ingest import open_store

    made = create and not path.exists()
    try:
        with open_store(path, create=create) as store:
            yield store
    except BaseException:
        if made and path.exists():
            _take_away(path)
        raise


@contextmanager
def log_of(path: Path) -> Iterator[SqliteLog]:
    """The log of a file, whatever became of its read model; what a rolled back log tells, it tells too.

    Raises as `reading`.
    """
    with closing(open_for_reading(path)) as connection:
        _finish_erasing(path, connection)
        yield SqliteLog(connection)


def _finish_erasing(path: Path, connection: sqlite3.Connection) -> None:
    """Take away what an erasure left of its bytes because a reader held them, or because it was killed."""
    if not cleaning.is_due(connection):
        return
    try:
        with closing(open_for_writing(path)) as writer:
            writer.execute(f"PRAGMA busy_timeout = {_PATIENCE}").fetchall()
            left = cleaning.clean(writer)
    except (RelgraphError, sqlite3.OperationalError) as error:
        left = str(error)
    if left:
        note(shown(f"bytes of what was erased are still in the file: {left}"))


def rebuilt(path: Path) -> Rebuilt:
    """Make the read model of a file anew, beside the old one until it is done. Raises as `reading`."""
    from relgraph.log.connection import plain_errors
    from relgraph.readmodel.model import rebuild

    with closing(open_for_writing(path)) as connection, plain_errors(path):
        done = rebuild(connection)
        if cleaning.is_due(connection):
            cleaning.clean(connection)
        return done


def replayed(path: Path, to: Path, until: int) -> Head:
    """Make a file that holds another one's log up to a position. Raises BadInput if there is a file already."""
    from relgraph.log.connection import immediate, plain_errors
    from relgraph.log.replay import replay
    from relgraph.readmodel.model import rebuild

    if to.exists():
        raise BadInput("there is such a file already, and it is not written over", file=str(to))
    with closing(open_for_reading(path)) as source:
        try:
            with closing(sqlite3.connect(to, isolation_level=None)) as target, plain_errors(to):
                with immediate(target):
                    replay(source, target, until)
                rebuild(target)
                return SqliteLog(target).head()
        except BaseException:
            _remove(to)
            raise


def _take_away(path: Path) -> None:
    """Remove a file into which nothing has come; not while anybody else has it open, who may be about to write."""
    with (
        suppress(sqlite3.DatabaseError, RelgraphError),
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as alone,
    ):
        alone.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        alone.execute("PRAGMA journal_mode = DELETE").fetchall()  # fails unless nobody else has it open
        alone.execute("BEGIN EXCLUSIVE")
        if SqliteLog(alone).head().position == 0:
            _remove(path)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)

"""Taking the bytes of what was erased out of the file: after the transaction that erased it, and as often as it takes.

The transaction leaves a note in the file. As long as it is there, the -wal file or the file itself may still hold
what was erased, or something beside it; whoever opens the file next finishes the work, so that a process that is
killed in the middle leaves nothing behind for good.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from relgraph.log import beside
from relgraph.log.connection import error_kind, immediate
from relgraph.log.schema import MADE_WHEN_NEEDED, UNCLEAN, has_table


def note(connection: sqlite3.Connection) -> None:
    """Note, within the transaction that erases, that the file is to be cleaned."""
    if not has_table(connection, UNCLEAN):
        connection.execute(MADE_WHEN_NEEDED[UNCLEAN])
    connection.execute("INSERT OR IGNORE INTO unclean VALUES (1)")


def is_due(connection: sqlite3.Connection) -> bool:
    """Whether something was erased whose bytes may still be there."""
    return (
        has_table(connection, UNCLEAN) and connection.execute("SELECT 1 FROM unclean").fetchone() is not None
    )


def clean(connection: sqlite3.Connection) -> str | None:
    """Make the file anew without free pages, cut off its -wal file, remove what is kept beside it, and the note.

    Returns why it can't be done now, None if it is done. Readers are waited for as long as the connection waits.
    """
    try:
        for path in _places(connection):
            beside.take_away(path)
        connection.execute("VACUUM")
        if not _cut_off(connection):
            return "another process still reads the file as it was"
        with immediate(connection):
            connection.execute("DELETE FROM unclean")
        _cut_off(connection)
    except sqlite3.OperationalError as error:
        if error_kind(error) == sqlite3.SQLITE_BUSY:
            return "another process keeps the file"
        return str(error)
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    return None


def _cut_off(connection: sqlite3.Connection) -> bool:
    """Copy the -wal file into the database and cut it off; False if a reader still needs it."""
    busy: int
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _places(connection: sqlite3.Connection) -> list[Path]:
    """The file of a connection; none if it is in memory."""
    return [
        Path(path) for _, name, path in connection.execute("PRAGMA database_list") if name == "main" and path
    ]

"""The log in an SQLite file, and how such a file is opened.

Durable means: written ahead to the -wal file and synced (WAL, synchronous=FULL) before an append returns.
Writers wait for each other, readers never wait. Positions are given out under BEGIN IMMEDIATE, so that no two
writers see the same end.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

from relgraph.errors import DamagedLog, RelgraphError
from relgraph.log import chain, cleaning, gone
from relgraph.log.chain import FORMAT, Entry
from relgraph.log.connection import (
    BUSY_SECONDS,
    closed_on_error,
    error_kind,
    immediate,
    plain_errors,
    snapshot,
)
from relgraph.log.gone import REPLACED, Held, Step
from relgraph.log.packing import pack, unpack
from relgraph.log.protocol import REPLACEMENT, Head, NewEvent, Projector, Receipt, Record
from relgraph.log.schema import APPLICATION_ID, BODY_DELETE, LATER, TABLES, TRIGGERS, has_table

_PAGE = 1000  # records that one statement of read() fetches: no statement stays open between them
_MANY = 1_000  # bodies that are taken away at once, from which on their guard costs more than all else
_IDS = 500  # ids that one statement looks up
_WRITING = (
    "synchronous = FULL",
    "recursive_triggers = ON",
    "secure_delete = ON",  # what was erased is overwritten
    "cache_size = -65536",  # 64 MiB: the ids are random, so their whole index is being written to
)
_RECORD = (
    "SELECT position, event_id, type, schema, recorded_at, hash, body"
    " FROM log LEFT JOIN body USING (position)"
)
_FORGET = f"""
UPDATE {LATER} SET salt = NULL, body = NULL
WHERE type = '{REPLACEMENT}' AND json_extract(body, '$.position') = ?
"""


class SqliteLog:
    """A `Log` over a connection of its user (`isolation_level=None`), who closes it and may read and, in a
    projector, write other tables through it. `clock` gives microseconds since 1970 UTC.

    `unclean`: why the file still holds bytes of what was erased, None if it does not.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        projector: Projector | None = None,
        clock: Callable[[], int] = chain.microseconds,
    ) -> None:
        self.projector = projector
        self._connection = connection
        self.unclean: str | None = None
        self._clock = clock
        self._inside = self._torn = self._fresh = self._erased = False

    def append(self, events: Sequence[NewEvent], expected_head: int | None = None) -> list[Receipt]:
        """See `Log.append`."""
        if not events:
            return []
        if self._inside:
            return self._append(events, expected_head)
        with self.transaction():
            return self._append(events, expected_head)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `Log.transaction`."""
        if self._inside:
            raise RuntimeError("a transaction of the log does not nest")
        with plain_errors(), immediate(self._connection):
            self._inside, self._torn, self._fresh, self._erased = True, False, False, False
            try:
                yield
                self._finish()
            finally:
                self._inside = False
        if self._erased:
            self.unclean = cleaning.clean(self._connection)

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Record]:
        """See `Log.read`."""
        end = self.head().position if upto is None else upto
        while page := self._records(
            f"{_RECORD} WHERE position > ? AND position <= ? ORDER BY position LIMIT {_PAGE}", (after, end)
        ):
            yield from page
            after = page[-1].position

    def find(self, event_id: str) -> Record | None:
        """See `Log.find`."""
        return self._held([event_id]).get(event_id)

    def head(self) -> Head:
        """See `Log.head`."""
        return _head(self._connection)

    def verify(self, digest: Head | None = None) -> None:
        """See `Log.verify`. Looks for damage to SQLite's own structures too; sees one moment of the log."""
        with plain_errors(), snapshot(self._connection):
            head = self.head()
            with closing(_entries(self._connection)) as entries, closing(_later(self._connection)) as later:
                chain.verify(entries, head, digest, later)
            stray = "SELECT position FROM body WHERE position < 1 OR position > ? LIMIT 1"
            for (position,) in self._connection.execute(stray, (head.position,)):
                raise DamagedLog(f"position {position}: there is a body and no record")
            for table in ("log", "body", "head"):
                (answer,) = self._connection.execute(f"PRAGMA integrity_check({table})").fetchone()
                if answer != "ok":
                    raise DamagedLog(f"table {table}: {answer}")

    def _append(self, events: Sequence[NewEvent], expected_head: int | None) -> list[Receipt]:
        self._expect_whole()
        head = self.head()
        chain.expect_head(head, expected_head)
        receipts, fresh = chain.sort_out(events, self._held([event.id for event in events]), head.position)
        if fresh:
            steps = gone.steps(fresh, head.position, self._held_at)
            entries = chain.seal(fresh, head, max(self._clock(), self._last_recorded(head.position) + 1))
            self._torn = True
            self._write(entries)
            self._take(steps)
            if self.projector:
                self.projector.absorb([entry.record for entry in entries])
            self._torn, self._fresh = False, True
        return receipts

    def _write(self, entries: Sequence[Entry]) -> None:
        run, last = self._connection, entries[-1].record
        run.executemany(
            "INSERT INTO log (position, event_id, type, schema, recorded_at, hash, commitment)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((at, pack(id), type, schema, when, hash, commitment)
             for (at, id, type, schema, when, hash, _), commitment, _ in entries),
        )  # fmt: skip
        run.executemany(
            "INSERT INTO body (position, salt, body) VALUES (?, ?, ?)",
            ((record.position, salt, record.body) for record, _, salt in entries),
        )
        run.execute("UPDATE head SET position = ?, hash = ?", (last.position, last.hash))

    def _take(self, steps: Sequence[Step]) -> None:
        """Take bodies away, or put texts in their place."""
        run = self._connection
        copied = bool(steps) and has_table(run, LATER)
        many = len(steps) > _MANY
        if many:
            run.execute("DROP TRIGGER body_delete")
        for position, text in steps:
            if copied:
                run.execute(_FORGET, (position,))
            run.execute("DELETE FROM body WHERE position = ?", (position,))
            if text is not None:
                run.execute("INSERT INTO body VALUES (?, ?, ?)", (position, REPLACED, text))
        if many:
            run.execute(BODY_DELETE)
        if steps:
            cleaning.note(run)
            self._erased = True

    def _expect_whole(self) -> None:
        """Raises RelgraphError after an append that wrote a part of itself: the projector may lag by now."""
        if self._torn:
            raise RelgraphError("an append failed half way, so all of its transaction is dropped")

    def _finish(self) -> None:
        self._expect_whole()
        if self.projector and self._fresh:
            self.projector.settle(self.head())

    def _records(self, query: str, parameters: Sequence[object]) -> list[Record]:
        with plain_errors():
            rows = self._connection.execute(query, parameters).fetchall()
        return [Record(row[0], unpack(row[1]), *row[2:]) for row in rows]

    def _held(self, ids: Sequence[str]) -> dict[str, Record]:
        """The records that bear one of these ids."""
        held: dict[str, Record] = {}
        for start in range(0, len(ids), _IDS):
            some = [pack(id) for id in ids[start : start + _IDS]]
            marks = ",".join("?" * len(some))
            held |= {
                record.id: record for record in self._records(f"{_RECORD} WHERE event_id IN ({marks})", some)
            }
        return held

    def _held_at(self, position: int) -> Held:
        query = "SELECT type, salt, body FROM log LEFT JOIN body USING (position) WHERE position = ?"
        type, salt, body = self._connection.execute(query, (position,)).fetchone()
        return Held(type, body is not None and salt != REPLACED, body)

    def _last_recorded(self, position: int) -> int:
        query = "SELECT recorded_at FROM log WHERE position = ?"
        row: tuple[int] | None = self._connection.execute(query, (position,)).fetchone()
        return row[0] if row else 0


def create(connection: sqlite3.Connection) -> None:
    """Make an empty log, with a random id, in a database that has none.

    It is one transaction; or part of one that is open already, so that a caller can add tables of its own in
    the same step.
    """
    if connection.in_transaction:
        _make(connection)
    else:
        with immediate(connection):
            _make(connection)


def open_for_writing(path: str | os.PathLike[str], make: bool = False) -> sqlite3.Connection:
    """Open a relgraph file to append to; `make`: a file that is not there is made. An empty one is filled in.

    Raises RelgraphError if there is no such file or it can't be opened; DamagedLog if it is not a relgraph
    file, of another format, or rolled back.
    """
    place = Path(path)
    _expect_file(place, make)
    connection = _connect(place, "mode=rwc" if make else "mode=rw")
    with closed_on_error(connection), plain_errors(place):
        if _is_blank(connection):
            _fill(connection)
        _expect_ours(connection, place)
        _switch_to_wal(connection)
        for pragma in _WRITING:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def open_for_reading(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """Open a relgraph file to read from, also while others write, also where nothing may be written.

    Raises as `open_for_writing`, and DamagedLog for an empty file.
    """
    place = Path(path)
    _expect_file(place)
    with plain_errors(place):
        try:
            return _open_to_read(place, "mode=rw")
        except sqlite3.OperationalError as error:
            # Where nothing may be written there is no room for the -shm file that readers share with writers.
            # Without a -wal file nobody is writing, so the database may be read as it lies.
            protected = error_kind(error) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
            if not protected or place.with_name(place.name + "-wal").exists():
                raise
            return _open_to_read(place, "mode=ro&immutable=1")


def _open_to_read(place: Path, options: str) -> sqlite3.Connection:
    """Raises OperationalError if the file can't be opened so.

    `mode=ro` would leave empty -wal and -shm files behind; `mode=rw` with query_only takes them away when the
    last connection closes, and SQLite falls back to reading where the file is write-protected.
    """
    connection = _connect(place, options)
    with closed_on_error(connection):
        connection.execute("PRAGMA query_only = ON")
        if _is_blank(connection):
            raise DamagedLog(f"{place}: empty, not a relgraph file")
        _expect_ours(connection, place)
    return connection


def _connect(place: Path, options: str) -> sqlite3.Connection:
    uri = f"{place.absolute().as_uri()}?{options}"  # as_uri() quotes ?, #, % and spaces
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """SQLite does not wait by itself for others that switch the same file at the same moment."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            return
        except sqlite3.OperationalError as error:
            if error_kind(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.01)


def _expect_file(place: Path, or_nothing: bool = False) -> None:
    """Raises RelgraphError if nothing is there or nobody may look, DamagedLog if it is no file."""
    try:
        exists, is_file = place.exists(), place.is_file()
    except OSError as error:
        raise RelgraphError(f"{place}: {error.strerror}") from error
    if not exists and not or_nothing:
        raise RelgraphError(f"{place}: no such file; `relgraph load FILE` or `relgraph demo` makes one")
    if exists and not is_file:
        raise DamagedLog(f"{place}: not a file, so not a relgraph file")


def _is_blank(connection: sqlite3.Connection) -> bool:
    """Whether nobody has put anything into the database."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return (
        not tables and not _pragma(connection, "application_id") and not _pragma(connection, "user_version")
    )


def _fill(connection: sqlite3.Connection) -> None:
    with immediate(connection):
        if _is_blank(connection):  # another process may have been first
            _make(connection)


def _make(connection: sqlite3.Connection) -> None:
    log_id = uuid4().hex
    for statement in TABLES:
        connection.execute(statement)
    connection.execute("INSERT INTO head VALUES (?, 0, ?)", (log_id, chain.genesis(log_id)))
    for statement in TRIGGERS:
        connection.execute(statement)


def _expect_ours(connection: sqlite3.Connection, place: Path) -> None:
    """Raises DamagedLog unless it is a relgraph file of this format whose head is the end of its log."""
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise DamagedLog(f"{place}: a database of another program, not a relgraph file")
    format = _pragma(connection, "user_version")
    if format > FORMAT:
        raise DamagedLog(f"{place}: written by a newer relgraph (format {format}, this one reads {FORMAT})")
    query = "SELECT position, hash FROM log ORDER BY position DESC LIMIT 1"
    try:
        with snapshot(connection):  # another process may append between the two questions
            head, last = _head(connection), connection.execute(query).fetchone()
    except sqlite3.OperationalError as error:
        if error_kind(error) != sqlite3.SQLITE_ERROR:
            raise
        raise DamagedLog(f"{place}: {error}") from error
    if head[1:] != (last or (0, chain.genesis(head.log_id))):
        raise DamagedLog(f"{place}: the log was rolled back or forked; head and last record differ")


def _head(connection: sqlite3.Connection) -> Head:
    """Raises DamagedLog unless there is one head."""
    with plain_errors():
        rows = connection.execute("SELECT log_id, position, hash FROM head LIMIT 2").fetchall()
    if len(rows) != 1:
        raise DamagedLog("head: there must be one row")
    return Head(*rows[0])


def _entries(connection: sqlite3.Connection) -> Generator[Entry, None, None]:
    """All of the log with its bodies. Raises DamagedLog where SQLite can't read on."""
    query = _RECORD.replace("body FROM", "body, commitment, salt FROM") + " ORDER BY position"
    return _read(connection, query)


def _later(connection: sqlite3.Connection) -> Generator[Entry, None, None]:
    """What a copy keeps of the log that it was copied from. Raises as `_entries`."""
    if has_table(connection, LATER):
        columns = "position, event_id, type, schema, recorded_at, hash, body, commitment, salt"
        yield from _read(connection, f"SELECT {columns} FROM {LATER} ORDER BY position")


def _read(connection: sqlite3.Connection, query: str) -> Generator[Entry, None, None]:
    position = 0
    try:
        for position, id, type, schema, recorded_at, hash, body, commitment, salt in connection.execute(
            query
        ):
            if pack(unpack(id)) != id:
                raise DamagedLog(f"position {position}: the event id is not stored as it should be")
            yield Entry(Record(position, unpack(id), type, schema, recorded_at, hash, body), commitment, salt)
    except sqlite3.DatabaseError as error:
        raise DamagedLog(f"position {position + 1}: {error}") from error


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return value

"""The read model: what a log's events come to, kept in step with the log inside its transactions."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from time import monotonic
from typing import Any, NamedTuple

from relgraph.errors import DamagedLog
from relgraph.log import Head, Record, SqliteLog
from relgraph.log.connection import immediate
from relgraph.readmodel import changed, state
from relgraph.readmodel.amendments import Amendments
from relgraph.readmodel.articles import Articles
from relgraph.readmodel.claims import Claims
from relgraph.readmodel.declarations import Declarations
from relgraph.readmodel.judgements import Judgements
from relgraph.readmodel.mentions import Mentions
from relgraph.readmodel.settling import settle
from relgraph.readmodel.touched import Touched

Body = Mapping[str, Any]

TOGETHER = 200
"""Records of which the entities that they name are looked up together."""

PAGE = 5_000
"""Records that a rebuild takes in at once."""

BULK_MEMORY = 524_288
"""Kibibytes of the database that SQLite may hold in memory while very much is taken in."""


_RECORDS = (
    "SELECT position, event_id, type, body FROM log LEFT JOIN body USING (position)"
    " WHERE position > ? ORDER BY position LIMIT ?"
)


class ReadModel:
    """The projector of a log that lives on the same connection.

    `refolded`: of how many pairs the last transaction worked out the ties anew.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._work: _Work | None = None
        self.refolded = 0

    def absorb(self, records: Sequence[Record]) -> None:
        """See `Projector.absorb`."""
        work = self._work
        if work is None or not self._is_going_on():
            work = self._work = self._begin(records[0].position - 1)
        with _uncollected():
            work.absorb((r.position, r.id, r.type, r.body) for r in records)

    def settle(self, head: Head) -> None:
        """See `Projector.settle`."""
        work, self._work = self._work, None
        assert work is not None
        with _uncollected():
            if work.erased:
                _remake(self._db, head)
            else:
                self.refolded = work.settle()
                work.note_changes(head.position)
                state.settled(self._db, head)

    def _is_going_on(self) -> bool:
        """Whether the work begun belongs to this transaction: a rolled back one took the mark with it."""
        reached = state.reached(self._db)
        return reached is not None and reached[2] == state.UNSETTLED

    def _begin(self, position: int) -> _Work:
        reached = state.reached(self._db)
        row = self._db.execute("SELECT hash FROM log WHERE position = ?", (position,)).fetchone()
        if reached is None or reached[:2] != (state.FORMAT, position) or (row and reached[2] != row[0]):
            raise DamagedLog("the read model does not fit the log: run `relgraph rebuild`")
        self._db.execute("UPDATE projection SET hash = ?", (state.UNSETTLED,))
        return _Work(self._db, position + 1)


@contextmanager
def in_bulk(connection: sqlite3.Connection) -> Iterator[None]:
    """Room for what takes in very much at once: memory for SQLite's pages, and no search for cycles."""
    (pages,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{BULK_MEMORY}")
    try:
        with _uncollected():
            yield
    finally:
        connection.execute(f"PRAGMA cache_size = {pages}")


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for reference cycles: it goes over all that is cached again and again, and there are none here."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Rebuilt(NamedTuple):
    """What a rebuild took in, and how long it took."""

    events: int
    claims: int
    seconds: float


def rebuild(connection: sqlite3.Connection) -> Rebuilt:
    """Make the read model anew from the log, in one transaction: others read the old one until then.

    The one that is there may be missing, damaged or of another format.
    """
    started = monotonic()
    with in_bulk(connection), immediate(connection):
        head = SqliteLog(connection).head()
        _remake(connection, head)
        (claims,) = connection.execute("SELECT count(*) FROM claim").fetchone()
    return Rebuilt(head.position, claims, monotonic() - started)


def _remake(connection: sqlite3.Connection, head: Head) -> None:
    state.drop(connection)
    state.create(connection, head)
    work = _Work(connection, 1)
    after = 0
    while page := connection.execute(
        _RECORDS, (after, PAGE)
    ).fetchall():  # no statement stays open: tables change
        work.absorb(page)
        after = page[-1][0]
    work.settle()
    changed.note_everything(connection, head.position)


class _Work:
    """What one transaction brings: records in order, then everything that follows from them."""

    def __init__(self, connection: sqlite3.Connection, first: int) -> None:
        bodies = _Bodies(connection)
        self._parse = bodies.parse
        (versions,) = connection.execute("SELECT coalesce(max(rowid), 0) FROM version").fetchone()
        self._touched = Touched(versions, first)
        self._db = connection
        self._mentions = Mentions(connection)
        self._declarations = Declarations(connection, self._mentions)
        self._judgements = Judgements(connection, self._mentions, self._declarations)
        self._articles = Articles(connection, bodies.of)
        self._claims = Claims(connection, self._mentions, self._touched)
        self._amendments = Amendments(connection, self._articles, self._claims, bodies.find, bodies.of)
        self.erased = False

    def absorb(self, records: Iterable[tuple[int, bytes | str, str, str | None]]) -> None:
        """Take in records, of which position, id, type and body; one whose body was erased says nothing any more."""
        parse, claim_made = self._parse, self._claim_made
        waiting = iter(records)
        while some := list(islice(waiting, TOGETHER)):
            told = [
                (position, id, type, parse(text)) for position, id, type, text in some if text is not None
            ]
            if len(told) > 1:
                self._mentions.expect(body["claim"] for _, _, type, body in told if type == "ClaimMade")
            for position, id, type, body in told:
                if type == "ClaimMade":
                    claim_made(position, id, body)
                else:
                    self._take(position, id.hex() if isinstance(id, bytes) else id, type, body)
        self._claims.flush()

    def settle(self) -> int:
        """Work out the ties of all that was touched; of how many pairs."""
        self._judgements.settle()
        self._identities_changed()
        self._claims.ready()
        for article in self._articles.settle():
            self._claims.another_root(article)
        return settle(self._db, self._touched)

    def note_changes(self, position: int) -> None:
        """Note what else became another one, in a transaction that ends at this position."""
        changed.note(self._db, position, self._touched.changed, self._declarations.changed)

    def _claim_made(self, position: int, id: bytes | str, body: Body) -> None:
        article = self._articles.of(body["version"])
        if article is not None:
            self._claims.add(position, article, article.day, body["claim"], body.get("extractor"))
            if self._amendments.any:
                self._amendments.arrived(id.hex() if isinstance(id, bytes) else id, article)
            if self._mentions.watched_came:
                self._identities_changed()

    def _take(self, position: int, id: str, type: str, body: Body) -> None:
        match type:
            case "ArticleAdded":
                self._articles.add(position, id, body["article"])
            case "EntityAdded":
                article = self._articles.of(body["version"])
                if article is not None:
                    self._claims.flush()
                    self._declarations.declare(position, article.no, article.day, body["entity"])
                    self._identities_changed()
            case "ClaimCorrected":
                self._amendments.correct(position, id, body)
                self._identities_changed()
            case "ClaimRetracted":
                self._amendments.retract(position, id, body)
            case "ClaimReviewed":
                self._amendments.review(position, id, body)
            case "EntitiesJudged":
                self._claims.flush()
                self._judgements.judge(position, id, body)
                self._identities_changed()
            case "ContentErased" | "ContentReplaced":
                self.erased = True
            case "OutputWritten":
                pass
            case _:
                raise DamagedLog(f"position {position}: {type} is no event that this relgraph knows")

    def _identities_changed(self) -> None:
        """File the claims anew of those who are another entity now."""
        self._judgements.watch()
        if self._declarations.moved:
            self._claims.refile(sorted(self._declarations.moved))
            self._declarations.moved.clear()


class _Bodies:
    """The bodies in the log. Apart from `_Work`, which would hold itself through them and everything that it cached."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        from pydantic_core import from_json

        self.parse: Callable[[str], Body] = partial(from_json, cache_strings="keys")
        self._log = SqliteLog(connection)

    def find(self, id: str) -> int | None:
        """The position of an event."""
        record = self._log.find(id)
        return record.position if record else None

    def of(self, position: int) -> Body | None:
        """The body of the record at a position; None if it was erased."""
        for record in self._log.read(position - 1, position):
            return None if record.body is None else self.parse(record.body)
        return None

"""The gate and the way in: documents, rows and second thoughts become events, all of one call or none.

What comes here is typed and was validated; what is asked here is whether it fits what the log holds already.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from relgraph.articles import Article, short_digest
from relgraph.claims import Claim
from relgraph.dates import BadDate, Day, day_of, iso
from relgraph.documents import ArticleDocument
from relgraph.entities import Entity
from relgraph.errors import Ambiguous, BadInput, Conflict, NotFound
from relgraph.events import (
    ArticleAdded,
    ClaimCorrected,
    ClaimMade,
    ClaimRetracted,
    ClaimReviewed,
    EntityAdded,
    Event,
)
from relgraph.log import Head, SqliteLog, cleaning, open_for_writing
from relgraph.log.connection import immediate, snapshot
from relgraph.names import nicknamed
from relgraph.readmodel import state
from relgraph.readmodel.model import ReadModel, in_bulk
from relgraph.reconciling import Waiting, reconciled

CHUNK = 5_000
"""Events that are appended at once: memory grows with this, not with the file."""

PREFIX = 6
"""Hex digits by which a claim may be named, if no other begins with them."""

E = TypeVar("E", ClaimRetracted, ClaimCorrected)

Progress = Callable[[int], None]
"""Told how many documents or rows were taken in since it was told last."""


class Store(NamedTuple):
    """An open file: the log, and the read model that is kept in step with it."""

    connection: sqlite3.Connection
    log: SqliteLog


class Skipped(NamedTuple):
    """A row that was not taken, and why; `line` counts from 1, the header."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came in: new articles, claims and events, and how many events were there already."""

    articles: int
    claims: int
    events: int
    duplicates: int
    head: Head
    skipped: tuple[Skipped, ...] = ()


@contextmanager
def open_store(path: str | os.PathLike[str], *, create: bool) -> Iterator[Store]:
    """Open a file to write to; with `create` one that is not there is made.

    Raises RelgraphError if there is none, DamagedLog if it is damaged, rolled back or not ours.
    """
    with closing(open_for_writing(path, make=create)) as connection:
        log = SqliteLog(connection)
        if log.head().position == 0 and state.reached(connection) is None:
            with immediate(connection):
                if state.reached(connection) is None:  # another process may have been first
                    state.create(connection, log.head())
        with snapshot(connection):  # another process may append between the two questions
            state.check(connection, log.head())
        log.projector = ReadModel(connection)
        if cleaning.is_due(connection):
            log.unclean = cleaning.clean(connection)
        yield Store(connection, log)


def load(
    store: Store,
    documents: Iterable[ArticleDocument],
    progress: Progress | None = None,
    reviews: Iterable[ClaimReviewed] = (),
    *,
    restore: bool = False,
) -> Loaded:
    """Take in article documents, and what reading an article again says of its claims, all or none.

    With `restore` also what was erased. Raises Conflict if the log holds an article or a claim otherwise, WasErased if
    it was erased, BadInput for a new text under an old URL that is not published later.
    """
    with _batch(store, restore) as batch:
        for document in documents:
            version = document.article.version
            batch.add(ArticleAdded(article=document.article), document.file, document.line)
            for entity in (*document.entities, *_nicknamed(document)):
                batch.add(EntityAdded(version=version, entity=entity), document.file, document.line)
            for at, (claim, line) in enumerate(zip(document.claims, document.claim_lines, strict=True)):
                batch.add(ClaimMade.of(version, claim, document.origin(at)), document.file, line)
            if progress:
                progress(1)
        for review in reviews:
            batch.add(review)
    return batch.loaded()


def _nicknamed(document: ArticleDocument) -> list[Entity]:
    """What an article says of a name by writing the nickname into it, unless it declares that name itself."""
    told = {entity.name for entity in document.entities}
    parties = (party for claim in document.claims for party in (claim.a, claim.b) if party)
    return [
        Entity(name=party.name, type=party.type, id=party.id, aliases=(short,))
        for party in dict.fromkeys(parties)
        if party.name not in told and (short := nicknamed(party.name))
    ]


def import_rows(
    store: Store,
    article: Article,
    rows: Iterable[tuple[Claim, ...] | Skipped],
    progress: Progress | None = None,
    *,
    restore: bool = False,
) -> Loaded:
    """Take in a data set, all or none: its article, and the claims that each of its rows makes. Raises as `load`."""
    skipped: list[Skipped] = []
    version = article.version
    with in_bulk(store.connection), _batch(store, restore) as batch:
        batch.add(ArticleAdded(article=article))
        waiting = iter(rows)
        while some := list(islice(waiting, CHUNK // 2)):
            for row in some:
                if isinstance(row, Skipped):
                    skipped.append(row)
                else:
                    for claim in row:
                        batch.add(ClaimMade(version=version, claim=claim))
            if progress:
                progress(len(some))
    return batch.loaded(skipped)


def retract(store: Store, target: str, published: str, why: str, *, article: bool = False) -> Loaded:
    """Note that an outlet withdrew a claim (its id, or the first digits of it), or an article (its URL or id).

    Raises NotFound or Ambiguous; BadInput if it was not yet published on that day.
    """
    day = _day(published)
    if article:
        id = find_article(store, target)
        _not_before(day, _first_published(store, id))
        event = event_of(ClaimRetracted, article=id, published=published, why=why)
    else:
        position, id = find_claim(store, target)
        _not_before(day, _published(store, position))
        event = event_of(ClaimRetracted, claim=id, published=published, why=why)
    return take_in(store, [event])


def correct(store: Store, claim: str, published: str, changes: Mapping[str, Any], why: str) -> Loaded:
    """Note that an outlet replaced a claim by one that differs in `changes` (fields of Claim).

    Raises NotFound or Ambiguous; BadInput if the claim was not yet published on that day, or if what comes out is
    no claim, or the same one.
    """
    day = _day(published)
    position, id = find_claim(store, claim)
    _not_before(day, _published(store, position))
    old = body_of(store, position)["claim"]
    event = event_of(ClaimCorrected, corrects=id, claim={**old, **changes}, published=published, why=why)
    if event.claim == Claim.model_validate(old):
        raise BadInput("the correction changes nothing")
    return take_in(store, [event])


def take_in(store: Store, events: Iterable[Event]) -> Loaded:
    """Append events, all or none."""
    with _batch(store) as batch:
        for event in events:
            batch.add(event)
    return batch.loaded()


# ---- what the log holds already


class _Batch:
    """Events on their way into the log, and the count of what became of them."""

    def __init__(self, store: Store, restore: bool) -> None:
        self._store = store
        self._restore = restore
        self._waiting: list[Waiting] = []
        self._articles: set[str] = set()
        self._fresh: Counter[str] = Counter()
        self._duplicates = 0

    def add(self, event: Event, file: str | None = None, line: int | None = None) -> None:
        """Let an event wait for its turn; `file` and `line` say where it stood."""
        if isinstance(event, ArticleAdded):
            self._fit(event.article, file, line)
        self._waiting.append(Waiting(event.entry(), file, line))
        if len(self._waiting) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Append what waits."""
        entries = [entry for entry, _, _ in self._waiting]
        try:
            receipts = self._store.log.append(entries)
        except Conflict:
            entries = reconciled(self._store.connection, self._store.log, self._waiting, self._restore)
            receipts = self._store.log.append(entries)
        self._fresh.update(
            entry.type for entry, receipt in zip(entries, receipts, strict=True) if receipt.fresh
        )
        self._duplicates += sum(not receipt.fresh for receipt in receipts)
        self._waiting.clear()
        self._articles.clear()

    def loaded(self, skipped: Iterable[Skipped] = ()) -> Loaded:
        """What came in, once all is in."""
        fresh = self._fresh
        claims = fresh["ClaimMade"] + fresh["ClaimCorrected"]
        head = self._store.log.head()
        return Loaded(fresh["ArticleAdded"], claims, fresh.total(), self._duplicates, head, tuple(skipped))

    def _fit(self, article: Article, file: str | None, line: int | None) -> None:
        """Raises BadInput if it is a new text of an article that is there, and not published later."""
        if article.id in self._articles:
            self.flush()
        self._articles.add(article.id)
        if self._store.log.find(article.version):
            return
        query = "SELECT position FROM article WHERE id = ?"
        for (position,) in self._store.connection.execute(query, (article.id,)).fetchall():
            there = Article.model_validate(body_of(self._store, position)["article"])
            if not _later(article, there):
                raise BadInput(
                    f"{article.url} is in the log with another text, published {there.updated or there.published}; "
                    "a new version of it needs a later `published` or `updated`",
                    file=file, line=line, field="published",
                )  # fmt: skip


@contextmanager
def _batch(store: Store, restore: bool = False) -> Iterator[_Batch]:
    batch = _Batch(store, restore)
    with store.log.transaction():
        yield batch
        batch.flush()


def _later(article: Article, there: Article) -> bool:
    """Whether a version was told after another one: by the time if both have one, else by the day."""
    moments = [_moment(version.updated or version.published) for version in (article, there)]
    if moments[0] is not None and moments[1] is not None:
        return moments[0] > moments[1]
    return article.day > there.day


def _moment(published: str) -> datetime | None:
    day, rest = published[:10], published[11:].replace(" ", "")
    try:
        return datetime.fromisoformat(f"{day}T{rest}") if rest else None
    except ValueError:
        return None


# ---- finding what is spoken of


def find_article(store: Store, given: str) -> str:
    """The id of the article of that URL or id, also of one whose URL was erased. Raises NotFound."""
    query = "SELECT id FROM article WHERE id IN (?, ?) LIMIT 1"
    row = store.connection.execute(query, (given, short_digest("article", given))).fetchone()
    if row is None:
        raise NotFound(f"no article has the URL or id {given!r}")
    return str(row[0])


def find_claim(store: Store, id: str) -> tuple[int, str]:
    """Position and full id of the claim whose id begins so. Raises NotFound, Ambiguous, and BadInput for no such id."""
    if not re.fullmatch(rf"[0-9a-f]{{{PREFIX},32}}", id):
        raise BadInput(f"{id!r} is no claim's id: {PREFIX} to 32 hex digits, as `relgraph why` shows them")
    bounds = [bytes.fromhex(id.ljust(32, digit)) for digit in "0f"]
    query = "SELECT position, event_id FROM log JOIN claim USING (position) WHERE event_id BETWEEN ? AND ? LIMIT 9"
    found = [(position, packed.hex()) for position, packed in store.connection.execute(query, bounds)]
    if not found:
        raise NotFound(f"no claim has an id that begins with {id}")
    if len(found) > 1:
        raise Ambiguous(f"several claims have an id that begins with {id}", [full for _, full in found])
    return found[0]


def _published(store: Store, position: int) -> Day:
    (day,) = store.connection.execute(
        "SELECT published FROM claim WHERE position = ?", (position,)
    ).fetchone()
    return int(day)


def _first_published(store: Store, article: str) -> Day:
    query = "SELECT min(published) FROM article WHERE id = ?"
    (day,) = store.connection.execute(query, (article,)).fetchone()
    return int(day)


def body_of(store: Store, position: int) -> dict[str, Any]:
    """The body of the record at a position. Raises NotFound if it was erased."""
    body: dict[str, Any]
    for record in store.log.read(position - 1, position):
        if record.body is not None:
            body = json.loads(record.body)
            return body
    raise NotFound(f"the content of record {position} was erased")


def _day(published: str) -> Day:
    try:
        return day_of(published)
    except BadDate as error:
        raise BadInput(str(error), field="published") from None


def _not_before(day: Day, published: Day) -> None:
    if day < published:
        raise BadInput(f"it was published on {iso(published)}, after that day", field="published")


def event_of(type: type[E], **fields: Any) -> E:
    """An event of these fields. Raises BadInput."""
    try:
        return type(**fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(
            str(first.get("ctx", {}).get("error") or first["msg"]),
            field=".".join(map(str, first["loc"])) or None,
        ) from None

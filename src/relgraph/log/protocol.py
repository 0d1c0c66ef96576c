"""What a log takes, gives back and promises. Pure: no file, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

ERASURE = "ContentErased"
"""A type that the log acts on: appending it erases the bodies at the `positions` in its own body."""

REPLACEMENT = "ContentReplaced"
"""The other one: appending it puts its `body` in the place of the erased body at its `position`."""


class NewEvent(NamedTuple):
    """An event on its way into the log; `body` is JSON text, and `id` says which event it is for good."""

    id: str
    type: str
    schema: int
    body: str


class Record(NamedTuple):
    """An event as the log holds it.

    `position` counts from 1 without a gap, `recorded_at` is in microseconds since 1970 UTC and strictly
    increases, `hash` chains the record to all before it. `body` is None once it was erased, or what took its place.
    """

    position: int
    id: str
    type: str
    schema: int
    recorded_at: int
    hash: bytes
    body: str | None


class Receipt(NamedTuple):
    """Where an appended event stands; a duplicate (`fresh` is False) stands where it already stood."""

    position: int
    fresh: bool


class Head(NamedTuple):
    """The end of the log: position 0 is that of an empty one, and its hash depends on the log's id alone."""

    log_id: str
    position: int
    hash: bytes


class Projector(Protocol):
    """What is kept in step with the log, in the log's own transaction."""

    def absorb(self, records: Sequence[Record]) -> None:
        """Take in the fresh records of one append; bodies that the append erased or replaced are so by now."""

    def settle(self, head: Head) -> None:
        """Finish what was absorbed: called once, before the commit of a transaction with fresh records."""


class Log(Protocol):
    """An append-only sequence of events."""

    projector: Projector | None

    def append(self, events: Sequence[NewEvent], expected_head: int | None = None) -> list[Receipt]:
        """Append the events, all or none, and return a receipt for each once they are durable.

        The same id with the same type, schema and body (byte for byte) is a duplicate and not written again.
        Inside `transaction()` durable means the end of that. An empty batch does nothing.

        Raises Conflict if an id is taken by another event, or if the log does not end at `expected_head`;
        RelgraphError if a ContentErased event names no earlier body or a ContentReplaced one none that was erased,
        or if the file can't be written.
        """

    def transaction(self) -> AbstractContextManager[None]:
        """Make several appends one durable commit, all or nothing. It does not nest.

        Raises RelgraphError if another process keeps the log for longer than 30 seconds.
        """

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Record]:
        """The records at the positions (after, upto], in order; None: up to the end as reading begins."""

    def find(self, event_id: str) -> Record | None:
        """The record of that event, if the log has it."""

    def head(self) -> Head:
        """Where the log ends."""

    def verify(self, digest: Head | None = None) -> None:
        """Read the whole log and check every hash, and that it continues the earlier head `digest`.

        Raises DamagedLog, which names the position and what is wrong there.
        """

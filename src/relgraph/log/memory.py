"""The log in lists and dicts: for tests, and for trying out what need not last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

from relgraph.errors import RelgraphError
from relgraph.log import chain, gone
from relgraph.log.chain import Entry
from relgraph.log.gone import REPLACED, Held, Step
from relgraph.log.protocol import Head, NewEvent, Projector, Receipt, Record


class MemoryLog:
    """A `Log` that lives as long as the object. `clock` gives microseconds since 1970 UTC."""

    def __init__(
        self, projector: Projector | None = None, clock: Callable[[], int] = chain.microseconds
    ) -> None:
        self.projector = projector
        self._clock = clock
        self._log_id = uuid4().hex
        self._entries: list[Entry] = []
        self._positions: dict[str, int] = {}
        self._inside = self._torn = False
        self._start = 0
        self._replaced: list[Entry] = []

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
        self._inside, self._torn = True, False
        self._start, self._replaced = len(self._entries), []
        try:
            yield
            self._finish()
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._inside = False

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Record]:
        """See `Log.read`."""
        end = len(self._entries) if upto is None else upto
        for position in range(max(after, 0), min(end, len(self._entries))):
            yield self._entries[position].record

    def find(self, event_id: str) -> Record | None:
        """See `Log.find`."""
        position = self._positions.get(event_id)
        return None if position is None else self._entries[position - 1].record

    def head(self) -> Head:
        """See `Log.head`."""
        last = self._entries[-1].record if self._entries else None
        return Head(self._log_id, len(self._entries), last.hash if last else chain.genesis(self._log_id))

    def verify(self, digest: Head | None = None) -> None:
        """See `Log.verify`."""
        chain.verify(self._entries, self.head(), digest)

    def _append(self, events: Sequence[NewEvent], expected_head: int | None) -> list[Receipt]:
        self._expect_whole()
        head = self.head()
        chain.expect_head(head, expected_head)
        held = {event.id: record for event in events if (record := self.find(event.id))}
        receipts, fresh = chain.sort_out(events, held, head.position)
        steps = gone.steps(fresh, head.position, self._held)
        last = self._entries[-1].record.recorded_at if self._entries else 0
        entries = chain.seal(fresh, head, max(self._clock(), last + 1))
        self._torn = True
        self._entries += entries
        self._positions.update((entry.record.id, entry.record.position) for entry in entries)
        for step in steps:
            self._take(step)
        if entries and self.projector:
            self.projector.absorb([entry.record for entry in entries])
        self._torn = False
        return receipts

    def _held(self, position: int) -> Held:
        record, _, salt = self._entries[position - 1]
        return Held(record.type, record.body is not None and salt != REPLACED, record.body)

    def _take(self, step: Step) -> None:
        """Take a body away, or put a text in its place."""
        entry = self._entries[step.position - 1]
        self._replaced.append(entry)
        salt = None if step.text is None else REPLACED
        self._entries[step.position - 1] = Entry(
            entry.record._replace(body=step.text), entry.commitment, salt
        )

    def _expect_whole(self) -> None:
        """Raises RelgraphError after an append that wrote a part of itself: the projector may lag by now."""
        if self._torn:
            raise RelgraphError("an append failed half way, so all of its transaction is dropped")

    def _finish(self) -> None:
        self._expect_whole()
        if self.projector and len(self._entries) > self._start:
            self.projector.settle(self.head())

    def _roll_back(self) -> None:
        for entry in reversed(self._replaced):
            self._entries[entry.record.position - 1] = entry
        for entry in self._entries[self._start :]:
            del self._positions[entry.record.id]
        del self._entries[self._start :]

"""The rules that every log keeps: who is a duplicate, how records are hashed, what makes a log damaged.

Functions over events and records, without a file; the adapters fetch and store. A record's hash covers the
format, the hash before it and each of its fields. The body goes in by its commitment, SHA-256 of a random
salt and the text, so that body and salt can be erased, the chain still verifies, and nobody can guess at what
was erased.
"""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from relgraph.errors import Conflict, DamagedLog
from relgraph.log.gone import REPLACED, Gone
from relgraph.log.protocol import ERASURE, REPLACEMENT, Head, NewEvent, Receipt, Record

FORMAT = 1
"""The format of log and file. Another way of hashing or storing is another number."""

SALT_BYTES = 16
_TAG = b"relgraph log %d\n" % FORMAT
_NUMBERS = struct.Struct(">qqqII")


class Entry(NamedTuple):
    """A record with what the log keeps beside it; `salt` goes when the body goes, REPLACED if another stands there."""

    record: Record
    commitment: bytes
    salt: bytes | None


def microseconds() -> int:
    """Now, in microseconds since 1970 UTC."""
    return time.time_ns() // 1000


def genesis(log_id: str) -> bytes:
    """The hash at position 0."""
    return sha256(_TAG + log_id.encode()).digest()


def commit_to(salt: bytes, body: str) -> bytes:
    """The commitment to a body. The salt's length is fixed, so no two pairs read alike."""
    return sha256(salt + body.encode()).digest()


def link(
    previous: bytes, position: int, id: str, type: str, schema: int, recorded_at: int, commitment: bytes
) -> bytes:
    """The hash of a record. Lengths stand before the texts, so no two records read alike."""
    name, kind = id.encode(), type.encode()
    numbers = _NUMBERS.pack(position, schema, recorded_at, len(name), len(kind))
    return sha256(b"".join((_TAG, previous, numbers, name, kind, commitment))).digest()


def expect_head(head: Head, expected: int | None) -> None:
    """Raises Conflict unless the log ends where the caller thinks it does; None: the caller does not mind."""
    if expected is not None and expected != head.position:
        raise Conflict(f"the log ends at position {head.position}, not at the expected {expected}")


def sort_out(
    events: Sequence[NewEvent], held: Mapping[str, Record], position: int
) -> tuple[list[Receipt], list[NewEvent]]:
    """Give each event its place after `position`, and return the receipts and those that are to be written.

    `held` are the log's records that bear one of the ids. Raises Conflict.
    """
    known = {id: (record.position, record.type, record.schema, record.body) for id, record in held.items()}
    receipts: list[Receipt] = []
    fresh: list[NewEvent] = []
    for event in events:
        id, type, schema, body = event
        twin = known.get(id)
        if twin is None:
            position += 1
            known[id] = (position, type, schema, body)
            fresh.append(event)
            receipts.append(Receipt(position, True))
        elif twin[1:] == (type, schema, body):
            receipts.append(Receipt(twin[0], False))
        elif twin[3] is None:
            raise Conflict(f"event {id} stands at position {twin[0]} and its content was erased")
        else:
            raise Conflict(f"event {id} stands at position {twin[0]} with another content")
    return receipts, fresh


def seal(events: Sequence[NewEvent], head: Head, recorded_at: int) -> list[Entry]:
    """Turn events into the entries that follow `head`, the first of them recorded at `recorded_at`."""
    salts = os.urandom(SALT_BYTES * len(events))  # one call: a call for each would cost as much as the hashes
    entries: list[Entry] = []
    position, hash = head.position, head.hash
    for start, (id, type, schema, body) in zip(range(0, len(salts), SALT_BYTES), events, strict=True):
        position += 1
        salt = salts[start : start + SALT_BYTES]
        commitment = commit_to(salt, body)
        hash = link(hash, position, id, type, schema, recorded_at, commitment)
        entries.append(Entry(Record(position, id, type, schema, recorded_at, hash, body), commitment, salt))
        recorded_at += 1
    return entries


def verify(entries: Iterable[Entry], head: Head, digest: Head | None, later: Iterable[Entry] = ()) -> None:
    """Check the entries, which are all of the log in order, against each other, `head` and `digest`.

    `later` are records that the log a file was copied from went on with: they go on from a record of this one, and
    account for what was erased since. Raises DamagedLog. Memory grows with the number of erased bodies only.
    """
    if digest is not None and digest.log_id != head.log_id:
        raise DamagedLog(f"log id: this is log {head.log_id}, the digest is of log {digest.log_id}")
    wanted = None if digest is None else digest.position
    at = _Place(0, genesis(head.log_id), 0)
    found = at.hash if wanted == 0 else None
    gone = Gone()
    after = iter(later)
    following = next(after, None)
    for entry in entries:
        if following and following.record.position == at.position + 1:
            _go_on(at, chain((following,), after), gone)
            following = None
        at = _follow(entry, at)
        _check_body(entry, gone)
        if at.position == wanted:
            found = at.hash
    if following:
        _go_on(at, chain((following,), after), gone)
    gone.settle()
    if at.position != head.position:
        raise DamagedLog(f"head: its position is {head.position}, but the log ends at {at.position}")
    if at.hash != head.hash:
        raise DamagedLog(f"head: its hash is not that of position {at.position}")
    if digest is not None:
        _compare(digest, found, at.position)


class _Place(NamedTuple):
    """Where a chain has come to."""

    position: int
    hash: bytes
    recorded_at: int


def _go_on(at: _Place, later: Iterable[Entry], gone: Gone) -> None:
    """Follow the records that come after the end of a copy, and take in what they erase of it."""
    until = at.position
    for entry in later:
        at = _follow(entry, at)
        (position, _, type, _, _, _, body), commitment, salt = entry
        if body is None or salt is None:
            if type == ERASURE:
                gone.miss(position, type)
            continue
        if not _opens(commitment, salt, body):
            raise DamagedLog(f"position {position}: the body or its salt was changed")
        gone.account(position, type, body, until)


def _follow(entry: Entry, at: _Place) -> _Place:
    """Where the chain has come to with this entry. Raises DamagedLog unless it continues the chain."""
    record, commitment, _ = entry
    if record.position != at.position + 1:
        raise DamagedLog(
            f"position {at.position + 1}: the record is missing, the next one is {record.position}"
        )
    try:
        expected = link(at.hash, *record[:5], commitment)
    except (TypeError, ValueError, AttributeError, struct.error):
        raise DamagedLog(f"position {record.position}: a field holds another type of value") from None
    if record.hash != expected:
        suspects = "id, type, schema, recorded_at, commitment or hash" + (
            ", or the log id" * (not at.position)
        )
        raise DamagedLog(f"position {record.position}: the hash does not fit; changed was its {suspects}")
    if record.recorded_at <= at.recorded_at:
        raise DamagedLog(f"position {record.position}: recorded_at is not later than in the record before")
    return _Place(record.position, record.hash, record.recorded_at)


def _check_body(entry: Entry, gone: Gone) -> None:
    """Raises DamagedLog if the body is neither the one committed to nor a text in its place; notes what is missing."""
    (position, _, type, _, _, _, body), commitment, salt = entry
    if body is None or salt is None:
        gone.miss(position, type)
    elif salt == REPLACED and type not in (ERASURE, REPLACEMENT):
        gone.stand(position, body)
    elif not _opens(commitment, salt, body):
        raise DamagedLog(f"position {position}: the body or its salt was changed")
    else:
        gone.account(position, type, body, position)


def _opens(commitment: bytes, salt: bytes, body: str) -> bool:
    """Whether these are what was committed to."""
    try:
        return len(salt) == SALT_BYTES and commit_to(salt, body) == commitment
    except (TypeError, AttributeError):  # a damaged SQLite column may hold a value of any type
        return False


def _compare(digest: Head, found: bytes | None, end: int) -> None:
    """Raises DamagedLog unless the log has, at the digest's position, the digest's hash."""
    if found is None:
        raise DamagedLog(f"position {digest.position}: missing, the log ends at {end}; its tail was cut off")
    if found != digest.hash:
        raise DamagedLog(f"position {digest.position}: another hash than the digest's; the log was forked")

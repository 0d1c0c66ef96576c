"""Which bodies are gone, and what stands in the place of some: the two types of event that the log acts on.

An erasure names the positions whose bodies go. A replacement puts a text in the place of one erased body: what
others had said in it, or all of it if it is taken in again. It is a record of its own, so it can be erased too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from relgraph.errors import DamagedLog, RelgraphError
from relgraph.log.protocol import ERASURE, REPLACEMENT, NewEvent

REPLACED = b""
"""The salt of a body that stands in the place of an erased one: it opens no commitment."""


class Held(NamedTuple):
    """What the log holds at a position; `whole`: the body that was committed to is there."""

    type: str
    whole: bool
    body: str | None


class Step(NamedTuple):
    """A body goes (`text` is None), or a text takes its place."""

    position: int
    text: str | None


def steps(events: Sequence[NewEvent], upto: int, held: Callable[[int], Held]) -> list[Step]:
    """What the erasures and replacements among `events` do to the log, which held `upto` records before.

    Raises RelgraphError for an erasure that names none, a record that is not there, or another erasure, which
    without its body could not account for what it erased; and for a replacement of what was not erased.
    """
    made: list[Step] = []
    erased: set[int] = set()
    for event in events:
        if event.type == ERASURE:
            positions = _erasable(event, upto, held)
            erased.update(positions)
            made += (Step(position, None) for position in positions)
        elif event.type == REPLACEMENT:
            step = _place(event, upto)
            there = held(step.position)
            if there.type in (ERASURE, REPLACEMENT) or (there.whole and step.position not in erased):
                raise RelgraphError(f"{REPLACEMENT} {event.id}: position {step.position} was not erased")
            made.append(step)
    return made


def _erasable(event: NewEvent, upto: int, held: Callable[[int], Held]) -> list[int]:
    positions = erased_in(event.body)
    if not positions:
        raise RelgraphError(f"{ERASURE} {event.id}: the body names no positions")
    for position in positions:
        if not 0 < position <= upto:
            raise RelgraphError(f"{ERASURE} {event.id}: the log holds no position {position}")
        there = held(position)
        if there.type == ERASURE:
            raise RelgraphError(f"{ERASURE} {event.id}: position {position} is an erasure, which stays")
        if there.type == REPLACEMENT and there.body is not None:
            replaced = placed_in(there.body)
            if replaced and replaced.position not in positions:
                raise RelgraphError(
                    f"{ERASURE} {event.id}: position {position} put a text at {replaced.position}, which must go too"
                )
    return positions


def _place(event: NewEvent, upto: int) -> Step:
    step = placed_in(event.body)
    if step is None:
        raise RelgraphError(f"{REPLACEMENT} {event.id}: the body names no position and text")
    if not 0 < step.position <= upto:
        raise RelgraphError(f"{REPLACEMENT} {event.id}: the log holds no position {step.position}")
    return step


def erased_in(body: str) -> list[int]:
    """The positions that the body of an erasure names; none if it is not of that shape."""
    positions = _content(body).get("positions")
    if not isinstance(positions, list) or not all(type(position) is int for position in positions):
        return []
    return positions


def placed_in(body: str) -> Step | None:
    """What the body of a replacement puts where; None if it is not of that shape."""
    content = _content(body)
    position, text = content.get("position"), content.get("body")
    return Step(position, text) if type(position) is int and isinstance(text, str) else None


def _content(body: str) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


class Gone:
    """Follows a log record by record, and tells whether all that is not whole is accounted for.

    Memory grows with the number of erased bodies only.
    """

    def __init__(self) -> None:
        self._missing: set[int] = set()
        self._standing: dict[int, bytes] = {}
        self._expected: dict[int, bytes | None] = {}

    def miss(self, position: int, type: str) -> None:
        """A record has no body."""
        if type == ERASURE:
            raise DamagedLog(f"position {position}: the body of an erasure is missing")
        self._missing.add(position)

    def stand(self, position: int, text: object) -> None:
        """A text stands in the place of a record's body; a damaged column may hold a value of any type."""
        self._standing[position] = _digest(str(text))

    def account(self, position: int, type: str, body: str, until: int) -> None:
        """Take in the body of a record. What it says of positions after `until` is of records that are not here.

        Raises DamagedLog.
        """
        if type == ERASURE:
            named = {at for at in erased_in(body) if at <= until}
            if back := named - self._missing - self._standing.keys():
                raise DamagedLog(
                    f"position {min(back)}: the body is there, though position {position} erased it"
                )
            self._expected.update(dict.fromkeys(named))
        elif type == REPLACEMENT and (placed := placed_in(body)):
            self._expected[placed.position] = _digest(placed.text or "")

    def settle(self) -> None:
        """Raises DamagedLog unless everything is accounted for."""
        if lost := self._missing - self._expected.keys():
            raise DamagedLog(
                f"position {min(lost)}: the body is missing and no {ERASURE} record accounts for it"
            )
        for position in sorted(self._missing):
            if self._expected[position] is not None:
                raise DamagedLog(f"position {position}: the text that took the place of its body is missing")
        for position, digest in sorted(self._standing.items()):
            if self._expected.get(position) != digest:
                raise DamagedLog(
                    f"position {position}: another text stands in the place of its body than a {REPLACEMENT} record"
                    " put there"
                )


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()

"""What became another one, so that a copy of the graph elsewhere can follow.

What new claims and declarations are about follows from their positions. Kept here is the rest: pairs of which an
older claim is another one now, or another's; and entities that are called otherwise, or are somebody else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

EVERYTHING = (0, 0)
"""In the place of a pair: more than can be named."""

_NOTE = "INSERT OR REPLACE INTO changed (one, other, position) VALUES (?, ?, ?)"


def note(
    connection: sqlite3.Connection,
    position: int,
    pairs: Iterable[tuple[int, int | None]] | None,
    entities: Iterable[int],
) -> None:
    """Note what a transaction changed that ends at this position: pairs (None: more than are known), and entities."""
    if pairs is None:
        note_everything(connection, position)
        return
    rows = [(one, 0 if other is None else other, position) for one, other in pairs]
    connection.executemany(_NOTE, [*rows, *((no, no, position) for no in entities)])


def note_everything(connection: sqlite3.Connection, position: int) -> None:
    """Note that anything may be another one from this position on."""
    connection.execute("DELETE FROM changed")
    connection.execute(_NOTE, (*EVERYTHING, position))

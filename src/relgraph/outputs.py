"""What was handed out: files and servers that got names out of the file, noted in its log.

Once something is erased, or a name that should not have been shown was, these are what somebody has to replace.
"""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from relgraph.events import OutputWritten, now
from relgraph.ingest import Store
from relgraph.privacy import Shown


class Output(NamedTuple):
    """A file or a server that was given names: by which command, and when last (UTC, ISO 8601)."""

    place: str
    command: str
    at: str


def note(store: Store, command: str, place: str, shown: Shown, why: str | None) -> None:
    """Note in the log that a command hands names out to a place, and whose names it shows that are not for print."""
    event = OutputWritten.model_validate(
        {
            "command": command,
            "place": place,
            "at": now(),
            "shown": [what for what, is_shown in shown._asdict().items() if is_shown],
            "why": why,
        }
    )
    store.log.append([event.entry()])


def outputs(db: sqlite3.Connection, after: int = 0) -> list[Output]:
    """What was handed out after a position of the log; each place once, the last first."""
    query = """
        SELECT body FROM log JOIN body USING (position)
        WHERE type = 'OutputWritten' AND position > ? ORDER BY position DESC"""
    found: dict[str, Output] = {}
    for (text,) in db.execute(query, (after,)):
        body = json.loads(text)
        found.setdefault(body["place"], Output(body["place"], body["command"], body["at"]))
    return list(found.values())

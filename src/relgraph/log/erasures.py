"""What was erased, told from the records of it."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from relgraph.log.packing import unpack
from relgraph.log.protocol import ERASURE


class Erasure(NamedTuple):
    """An erasure: where its record stands, its id, when it was recorded (microseconds since 1970 UTC), and why."""

    position: int
    id: str
    recorded_at: int
    why: str


def erasures(connection: sqlite3.Connection) -> dict[int, Erasure]:
    """The last erasure of each position whose content was erased."""
    query = f"""
        SELECT position, event_id, recorded_at, body FROM log JOIN body USING (position)
        WHERE type = '{ERASURE}' ORDER BY position"""
    found: dict[int, Erasure] = {}
    for position, id, recorded_at, body in connection.execute(query):
        told = json.loads(body)
        erasure = Erasure(position, unpack(id), recorded_at, told.get("why", ""))
        found.update(dict.fromkeys(told["positions"], erasure))
    return found

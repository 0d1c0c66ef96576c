"""Events that the log has already under their ids: the same, said otherwise, or erased."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from relgraph.errors import Conflict, WasErased
from relgraph.events import ContentReplaced
from relgraph.log import NewEvent, SqliteLog
from relgraph.log.erasures import Erasure, erasures


class Waiting(NamedTuple):
    """An event on its way into the log, and where it stood."""

    entry: NewEvent
    file: str | None
    line: int | None


def reconciled(
    connection: sqlite3.Connection, log: SqliteLog, waiting: Iterable[Waiting], restore: bool
) -> list[NewEvent]:
    """The waiting events, each as the log has it if it says the same; with `restore` what was erased is put back.

    Raises Conflict for one that says something else, WasErased for one that was erased.
    """
    held: dict[str, str] = {}
    entries = []
    gone = erasures(connection)
    for entry, file, line in waiting:
        record = log.find(entry.id)
        body = held.get(entry.id, entry.body) if record is None else record.body
        differences = ["all of it"] if body is None else _differences(entry.type, body, entry.body)
        erasure = gone.get(record.position) if record and record.body != entry.body else None
        if record and erasure and restore:
            again = ContentReplaced(position=record.position, body=entry.body, erasure=erasure.id)
            entries.append(again.entry())
            continue
        if differences and erasure:
            raise WasErased(_at(f"{_told(erasure)}; --restore takes it in again", file, line))
        if differences or body is None:
            advice = _ANOTHER_ITEM if entry.type == "ArticleAdded" and '"url":' not in entry.body else ""
            raise Conflict(_at(f"the log holds it otherwise: {'; '.join(differences)}{advice}", file, line))
        held[entry.id] = body
        entries.append(entry._replace(body=body))
    return entries


_ANOTHER_ITEM = "; what has no url is known by its source and its text: give it one if it is another item"


def _told(erasure: Erasure) -> str:
    day = datetime.fromtimestamp(erasure.recorded_at / 1_000_000, UTC).date()
    return f"this was in the log and was erased on {day} (position {erasure.position}: {erasure.why})"


def _differences(type: str, held: str, new: str) -> list[str]:
    """In what two bodies of one event differ. Who proposed a claim and where its quote stands make no difference."""
    bodies = [json.loads(text) for text in (held, new)]
    if type == "ArticleAdded":
        bodies = [body["article"] for body in bodies]
    if type == "ClaimMade":
        bodies = [{**body["claim"], "evidence": None} for body in bodies]
    there, here = bodies
    return [
        f"{key} is {there.get(key)!r} there and {here.get(key)!r} here"
        for key in sorted(there.keys() | here.keys())
        if there.get(key) != here.get(key)
    ]


def _at(message: str, file: str | None, line: int | None) -> str:
    return ":".join(
        [*(str(part) for part in (file, line) if part is not None), f" {message}" if file else message]
    )

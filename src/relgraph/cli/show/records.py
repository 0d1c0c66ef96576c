"""Records of the log: one line each, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from relgraph.cli.safe import as_json, quoted, shown
from relgraph.cli.text import columns, wrapped
from relgraph.log import Record


def lines(record: Record) -> list[str]:
    """Position, time, type, and what the record is about in a few words."""
    start = f"{record.position:>6}  {_time(record)[:19]}Z  {record.type}"
    return wrapped(f"{start}  {_about(record)}".rstrip(), columns(), " " * 8, "")


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """A JSON list, a record a line."""
    before = "["
    for record in records:
        yield before if before == "[" else f"{before},"
        before = _as_json(record)
    yield before
    yield "]"


def _as_json(record: Record) -> str:
    return as_json(
        [
            {
                "position": record.position,
                "id": record.id,
                "type": record.type,
                "schema": record.schema,
                "recorded_at": _time(record),
                "hash": record.hash.hex(),
                "body": None if record.body is None else json.loads(record.body),
            }
        ]
    )[2:-2]


def _time(record: Record) -> str:
    moment = datetime.fromtimestamp(record.recorded_at / 1_000_000, UTC)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _about(record: Record) -> str:
    if record.body is None:
        return "(content erased)"
    body: dict[str, Any] = json.loads(record.body)
    match record.type:
        case "ArticleAdded":
            article = body["article"]
            parts = [article["source"], article["published"], article.get("title") or article.get("url")]
        case "EntityAdded":
            parts = [body["entity"]["name"], body["entity"]["type"]]
        case "ClaimMade" | "ClaimCorrected":
            claim = body.get("claim") or {"kind": "(content erased)", "a": None}
            names = [party["name"] for party in (claim["a"], claim.get("b")) if party]
            parts = [
                claim["kind"],
                claim.get("when"),
                claim.get("stance", "reported"),
                *names,
                body.get("why"),
            ]
        case "ContentReplaced":
            parts = [f"at position {body['position']}"]
        case _:
            parts = [value for value in body.values() if isinstance(value, str)]
    return quoted(", ".join(shown(part) for part in parts if part))

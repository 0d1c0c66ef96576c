"""Durable appends against a file of JSON lines with the same hash chain, flushed and fsynced."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from bench.measure import Result, seconds
from relgraph.articles import Article, text_digest
from relgraph.claims import Claim, Evidence
from relgraph.entities import Party
from relgraph.events import ArticleAdded, ClaimMade
from relgraph.ingest import open_store
from relgraph.kinds import EntityType
from relgraph.log import NewEvent, SqliteLog, create, open_for_writing


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Single events and batches of 1,000, into the log alone and with the read model."""
    singles, batches = (50, 2) if small else (500, 20)
    one = _events("single", singles)
    lines = seconds(lambda: _json_lines(folder / "singles.jsonl", [[event] for event in one]))
    log = seconds(lambda: _log(folder / "singles.db", [[event] for event in one]))
    yield Result(
        "append of single events, log", f"{singles / log:,.0f}/s = {lines / log:.2f}",
        f"JSONL + fsync, {singles / lines:,.0f}/s", ">= 0.55", lines / log >= 0.55,
    )  # fmt: skip
    many = [_events(f"batch {n}", 1000) for n in range(batches)]
    lines = seconds(lambda: _json_lines(folder / "batches.jsonl", many))
    log = seconds(lambda: _log(folder / "batches.db", many))
    total = 1000 * batches
    yield Result(
        "append of batches of 1,000, log", f"{total / log:,.0f}/s = {lines / log:.2f}",
        f"JSONL + fsync, {total / lines:,.0f}/s", "", None,
    )  # fmt: skip
    told = [[event.entry() for event in claims(n)] for n in range(batches)]
    with open_store(folder / "model.db", create=True) as store:
        store.log.append([article().entry()])
        took = seconds(lambda: [store.log.append(batch) for batch in told])
    yield Result(
        "append of batches of 1,000 with the read model", f"{total / took:,.0f}/s = {lines / took:.2f}",
        f"JSONL + fsync, {total / lines:,.0f}/s", ">= 0.1", lines / took >= 0.1,
    )  # fmt: skip


def article() -> ArticleAdded:
    """The article that makes all claims."""
    return ArticleAdded(article=Article(source="Wire", published="2020-01-01", digest=text_digest("made")))


def claims(batch: int) -> Iterator[ClaimMade]:
    """1,000 weddings of 2,000 people."""
    for n in range(1000):
        a, b = (Party(name=f"{who} {batch}-{n}", type=EntityType.PERSON) for who in ("Ann", "Bob"))
        quote = f"{a.name} wed {b.name}"
        evidence = (Evidence(quote=quote, start=0, end=len(quote)),)
        yield ClaimMade(
            version=article().id, claim=Claim(kind="marriage", a=a, b=b, when="2019-05-05", evidence=evidence)
        )


def _events(of: str, number: int) -> list[NewEvent]:
    body = json.dumps({"version": "0" * 32, "claim": {"kind": "marriage", "evidence": ["word " * 30]}})
    return [
        NewEvent(sha256(f"{of} {n}".encode()).hexdigest()[:32], "ClaimMade", 1, body) for n in range(number)
    ]


def _json_lines(path: Path, batches: Sequence[Sequence[NewEvent]]) -> None:
    before = b""
    with path.open("w") as out:
        for batch in batches:
            for event in batch:
                commitment = sha256(os.urandom(16) + event.body.encode()).digest()
                before = sha256(before + event.id.encode() + event.type.encode() + commitment).digest()
                out.write(json.dumps([event.id, event.type, event.schema, event.body, before.hex()]) + "\n")
            out.flush()
            os.fsync(out.fileno())


def _log(path: Path, batches: Sequence[Sequence[NewEvent]]) -> None:
    connection: sqlite3.Connection = open_for_writing(path, make=True)
    if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'log'").fetchone() == (0,):
        create(connection)
    log = SqliteLog(connection)
    for batch in batches:
        log.append(batch)
    connection.close()

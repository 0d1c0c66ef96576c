"""Durable appends against a file of JSON lines with the same hash chain, flushed and synced."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

from bench.made import register, weddings
from bench.timing import Result, medians, ratio
from relgraph.ingest import open_store
from relgraph.log import Head, NewEvent, SqliteLog, chain, open_for_writing

ABOUT = """The same events (weddings, each of two new people) go into a file of JSON lines, into the log alone, and into
the log with its read model; each append is on the disk before the next begins. The JSON lines carry the same salted
commitments and hashes; they know no duplicates, no conflicts and no questions. The longer the disk takes to sync, the
nearer to 1 single events come."""

_BATCH = 1000
_AIMS = {"log alone": 0.55, "with the read model": 0.1}

Append = Callable[[Sequence[NewEvent]], object]
Batches = Sequence[Sequence[NewEvent]]


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Single events and batches of 1,000, into the log alone and with the read model."""
    singles, batches, times = (30, 2, 1) if small else (1_500, 10, 5)
    one = [[event] for event in weddings(singles)]
    yield from _compared(folder, "single events", one, times)
    many = weddings(batches * _BATCH)
    rows = [many[start : start + _BATCH] for start in range(0, len(many), _BATCH)]
    yield from _compared(folder, f"batches of {_BATCH:,}", rows, times)


def _compared(folder: Path, what: str, batches: Batches, times: int) -> Iterator[Result]:
    fresh = count()
    name = what.replace(" ", "-")

    def run(into: Callable[[Path, Batches], None]) -> Callable[[], None]:
        return lambda: into(folder / f"{name}-{next(fresh)}", batches)

    lines, *took = medians(times, run(_json_lines), run(_log), run(_model))
    events = sum(map(len, batches))
    for (place, aim), needed in zip(_AIMS.items(), took, strict=True):
        yield Result(
            f"append of {what}, {place}", f"{events / needed:,.0f} events/s",
            f"JSON lines, fsync: {events / lines:,.0f}/s", ratio(lines / needed),
            f">= {aim}", lines / needed >= aim,
        )  # fmt: skip


def _json_lines(path: Path, batches: Batches) -> None:
    head = Head("0" * 32, 0, chain.genesis("0" * 32))
    with path.open("w") as out:
        for batch in batches:
            for record, commitment, salt in chain.seal(batch, head, chain.microseconds()):
                assert salt is not None
                line = (*record[:5], record.hash.hex(), commitment.hex(), salt.hex(), record.body)
                out.write(json.dumps(line) + "\n")
                head = Head(head.log_id, record.position, record.hash)
            out.flush()
            os.fsync(out.fileno())


def _log(path: Path, batches: Batches) -> None:
    with closing(open_for_writing(path, make=True)) as connection:
        _append(SqliteLog(connection).append, batches)


def _model(path: Path, batches: Batches) -> None:
    with open_store(path, create=True) as store:
        store.log.append([register()])
        _append(store.log.append, batches)


def _append(append: Append, batches: Batches) -> None:
    for batch in batches:
        append(batch)

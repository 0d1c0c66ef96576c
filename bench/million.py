"""A million made-up rows: import, rebuild, shortest paths."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.paths import PATIENCE, searched
from bench.tables import Imported, imported
from bench.timing import Result, ratio, relgraph, seconds, spent

ABOUT = f"""Marriages among a fifth as many people as rows, with dates, gaps and causes of the end in the shares that
the Wikidata file has. Import and rebuild are whole commands. Paths run between random people who are connected on the
day; networkx has the ties of that day and searches from both ends, as a command it reads them from a pickle; the
recursive query is given {PATIENCE} s."""


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Import, rebuild and search; `small`: 10,000 rows."""
    made = imported(folder, 10_000 if small else 1_000_000)
    yield from _import(made)
    yield _rebuild(made.db)
    yield from _search(made.db, small)


def _import(made: Imported) -> Iterator[Result]:
    rate, plain = made.rows / made.took.seconds, made.rows / made.plain.seconds
    yield Result(
        f"import of {made.rows:,} rows", f"{rate:,.0f} rows/s ({made.took.share})",
        f"`csv` and one `executemany`: {plain:,.0f} rows/s", ratio(made.took.seconds / made.plain.seconds),
        ">= 10,000 rows/s", rate >= 10_000,
    )  # fmt: skip
    yield Result(
        "its peak memory", f"{made.took.peak:.2f} GB", f"the same: {made.plain.peak:.2f} GB",
        ratio(made.took.peak / made.plain.peak), "<= 1.5 GB", made.took.peak <= 1.5,
    )  # fmt: skip


def _rebuild(db: Path) -> Result:
    with closing(sqlite3.connect(db)) as connection:
        bodies = connection.execute("SELECT body FROM body")
        read = seconds(lambda: sum("claim" in json.loads(body) for (body,) in bodies))
    took = spent(relgraph("rebuild", "--db", str(db), "--json"))
    claims = json.loads(took.out)["claims"]
    rate = claims / took.seconds
    return Result(
        f"rebuild of {claims:,} claims", f"{rate:,.0f} claims/s ({took.share})",
        f"`json.loads` of every body: {claims / read:,.0f}/s", ratio(took.seconds / read),
        ">= 50,000 claims/s", rate >= 50_000,
    )  # fmt: skip


def _search(db: Path, small: bool) -> Iterator[Result]:
    found = searched(db, 30 if small else 300, 3 if small else 9, recursive=True)
    sql = f"{found.recursive:.1f} s" if found.recursive is not None else f"given up after {PATIENCE} s"
    yield Result(
        f"shortest path, warm ({found.connected:,} people connected, {found.links} links)",
        f"{found.warm * 1000:.2f} ms",
        f"networkx in memory: {found.networkx_warm * 1000:.2f} ms; recursive SQL: {sql}",
        ratio(found.warm / found.networkx_warm), "<= 1 ms", found.warm <= 0.001,
    )  # fmt: skip
    yield Result(
        "shortest path, cold command", f"{found.cold * 1000:.0f} ms",
        f"networkx command, from a pickle: {found.networkx_cold * 1000:,.0f} ms; recursive SQL: {sql}",
        ratio(found.cold / found.networkx_cold), "<= 350 ms", found.cold <= 0.35,
    )  # fmt: skip

"""A million made-up rows: import, rebuild, shortest paths."""

from __future__ import annotations

import json
import pickle
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.made import marriages
from bench.measure import Result, command, median_of, seconds, spent

DAY = date(1990, 6, 1)


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Import, rebuild and search; `small`: 20,000 rows."""
    rows, people = (20_000, 4_000) if small else (1_000_000, 200_000)
    table, db = folder / "made.tsv", folder / "made.db"
    marriages(table, rows, people)
    plain = seconds(lambda: _plain_insert(table, folder / "plain.db"))
    told = command(
        "import",
        "tsv",
        str(table),
        "--source",
        "Made",
        "--published",
        "2026-01-01",
        "--db",
        str(db),
        "--json",
    )
    took, peak = spent(told)
    yield Result(
        f"import of {rows:,} rows", f"{rows / took:,.0f} rows/s = {plain / took:.2f}",
        f"the rows split and inserted into one table, {rows / plain:,.0f} rows/s", ">= 10,000 rows/s",
        rows / took >= 10_000,
    )  # fmt: skip
    yield Result("its peak memory", f"{peak:.2f} GB", "", "<= 1.5 GB", peak <= 1.5)
    yield _rebuild(db)
    yield from _search(db, folder, people, small)


def _plain_insert(table: Path, db: Path) -> None:
    with table.open() as lines, sqlite3.connect(db) as connection:
        connection.execute("CREATE TABLE row (a, relation, b, start, end, cause, source)")
        connection.executemany(
            "INSERT INTO row VALUES (?,?,?,?,?,?,?)", (line.rstrip("\n").split("\t") for line in lines)
        )
    connection.close()


def _rebuild(db: Path) -> Result:
    connection = sqlite3.connect(db)
    read = seconds(
        lambda: sum(len(json.loads(body)) for (body,) in connection.execute("SELECT body FROM body"))
    )
    connection.close()
    out = subprocess.run(command("rebuild", "--db", str(db), "--json"), check=True, capture_output=True)
    done = json.loads(out.stdout)
    rate = done["claims"] / done["seconds"]
    return Result(
        f"rebuild of {done['claims']:,} claims", f"{rate:,.0f} claims/s = {read / done['seconds']:.2f}",
        f"reading every body with json, {done['claims'] / read:,.0f} claims/s", ">= 50,000 claims/s", rate >= 50_000,
    )  # fmt: skip


_RECURSIVE = """
WITH RECURSIVE tie(x, y) AS MATERIALIZED (
  SELECT a, b FROM version WHERE known_to = 10000000 AND said_from <= :day AND :day < said_to AND first <= :day
    AND :day < last UNION ALL
  SELECT b, a FROM version WHERE known_to = 10000000 AND said_from <= :day AND :day < said_to AND first <= :day
    AND :day < last),
reach(who, links) AS (
  SELECT :a, 0 UNION SELECT y, links + 1 FROM reach JOIN tie ON x = who WHERE links < :most)
SELECT min(links) FROM reach WHERE who = :b
"""


def _search(db: Path, folder: Path, people: int, small: bool) -> Iterator[Result]:
    import networkx as nx

    from relgraph.queries.path import Chains, path

    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    day, known = DAY.toordinal(), date(2026, 6, 1).toordinal()
    ties = connection.execute(
        "SELECT a, b FROM version WHERE known_to = 10000000 AND first <= ? AND ? < last"
        " AND said_from <= ? AND ? < said_to", (day,) * 4,
    ).fetchall()  # fmt: skip
    graph = nx.Graph(ties)
    largest = sorted(max(nx.connected_components(graph), key=len))
    r = random.Random(2)
    pairs = [tuple(r.sample(largest, 2)) for _ in range(20 if small else 200)]
    chains = Chains(day, known)
    for a, b in pairs[:20]:
        path(connection, a, b, chains, 40)
    took = statistics.median(seconds(lambda a=a, b=b: path(connection, a, b, chains, 40)) for a, b in pairs)
    (folder / "graph.pickle").write_bytes(pickle.dumps(graph))

    def from_pickle() -> None:
        loaded = pickle.loads((folder / "graph.pickle").read_bytes())
        nx.bidirectional_shortest_path(loaded, *pairs[0])

    baseline = seconds(from_pickle)
    limit = time.monotonic() + 20
    connection.set_progress_handler(lambda: time.monotonic() > limit, 10_000)
    start = time.perf_counter()
    try:
        connection.execute(
            _RECURSIVE, {"day": day, "a": pairs[0][0], "b": pairs[0][1], "most": 12}
        ).fetchone()
        recursive = f"recursive SQL {time.perf_counter() - start:.2f} s"
    except sqlite3.OperationalError:
        recursive = "recursive SQL stopped after 20 s"
    connection.set_progress_handler(None, 0)
    yield Result(
        f"shortest path, warm, {len(largest):,} people connected", f"{took * 1000:.2f} ms = 1/{baseline / took:,.0f}",
        f"networkx, pickle and search, {baseline:.2f} s; {recursive}", "<= 1 ms", took <= 0.001,
    )  # fmt: skip
    names = dict(connection.execute("SELECT no, name FROM entity WHERE no IN (?, ?)", pairs[0]))
    connection.close()
    asked = command(
        "path", names[pairs[0][0]], names[pairs[0][1]], "--on", str(DAY), "--max", "40", "--db", str(db)
    )
    cold = median_of(asked, 3 if small else 7)
    yield Result(
        "shortest path, cold command", f"{cold * 1000:.0f} ms = 1/{baseline / cold:.1f}",
        f"networkx, pickle and search, {baseline:.2f} s", "<= 350 ms", cold <= 0.35,
    )  # fmt: skip
    print(f"{people:,} people", file=sys.stderr)

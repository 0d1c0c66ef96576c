"""Shortest paths through a file, against networkx and against plain recursive SQL on the same ties."""

from __future__ import annotations

import pickle
import random
import sqlite3
import statistics
import time
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from bench.timing import called, medians, python, relgraph, seconds
from relgraph.cli.store import reading
from relgraph.queries.path import Chains, path

DAY, KNOWN = date(1990, 6, 1), date(2026, 6, 1)
PATIENCE = 20
"""Seconds that the recursive query is given."""

_LONGEST = 40
_ON = (
    "known_to = 10000000 AND first <= :day AND :day < last AND standing NOT IN ('denied', 'retracted')"
    " AND ((said_from <= :day AND :day < said_to) OR (sure_from <= :day AND :day < sure_to))"
)
_RECURSIVE = f"""
WITH RECURSIVE tie(x, y) AS MATERIALIZED (
  SELECT a, b FROM version WHERE {_ON} UNION ALL SELECT b, a FROM version WHERE {_ON}),
reach(who, links) AS (
  SELECT :a, 0 UNION SELECT y, links + 1 FROM reach JOIN tie ON x = who WHERE links < :most)
SELECT min(links) FROM reach WHERE who = :b
"""

_NETWORKX = """
import pickle, sys
import networkx
with open(sys.argv[1], "rb") as file:
    graph = pickle.load(file)
print(networkx.bidirectional_shortest_path(graph, *map(int, sys.argv[2:])))
"""


class Searched(NamedTuple):
    """Seconds of a search, warm in process and cold as a command, here and with networkx, and with recursive SQL.

    `connected`: people in the part of the graph that the pairs are drawn from; `links`: median length of a chain;
    `recursive`: None if it was given up.
    """

    connected: int
    links: float
    warm: float
    cold: float
    networkx_warm: float
    networkx_cold: float
    recursive: float | None


@cache
def searched(db: Path, pairs: int, times: int, *, recursive: bool = False) -> Searched:
    """Search between so many random pairs that are connected; the cold ones `times` times."""
    with reading(db) as connection:
        graph = nx.Graph(
            connection.execute(f"SELECT a, b FROM version WHERE {_ON}", {"day": DAY.toordinal()})
        )
        parts: list[set[int]] = list(nx.connected_components(graph))
        largest = max(parts, key=len)
        connected = sorted(largest)
        r = random.Random(2)
        chosen = [r.sample(connected, 2) for _ in range(pairs)]
        chains = Chains(DAY.toordinal(), KNOWN.toordinal())
        for a, b in chosen[: pairs // 5]:
            path(connection, a, b, chains, _LONGEST)
        ours, theirs, links = [], [], []
        for a, b in chosen:
            start = time.perf_counter()
            found = path(connection, a, b, chains, _LONGEST)
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            nodes = nx.bidirectional_shortest_path(graph, a, b)
            theirs.append(time.perf_counter() - start)
            if found is None or len(found) != len(nodes) - 1:
                raise AssertionError(f"a chain of another length than {len(nodes) - 1} between {a} and {b}")
            links.append(len(found))
        a, b = chosen[0]
        sql = _recursive(connection, a, b, links[0]) if recursive else None
        names = dict(connection.execute("SELECT no, name FROM entity WHERE no IN (?, ?)", (a, b)))
    pickled = db.with_suffix(".pickle")
    pickled.write_bytes(pickle.dumps(graph))
    asked = relgraph("path", names[a], names[b], "--on", f"{DAY}", "--max", f"{_LONGEST}", "--db", str(db))
    cold, networkx_cold = medians(
        times, called(asked), called(python("-c", _NETWORKX, str(pickled), str(a), str(b)))
    )
    middle = statistics.median
    return Searched(
        len(connected), middle(links), middle(ours), cold, middle(theirs), networkx_cold, sql
    )  # fmt: skip


def _recursive(connection: sqlite3.Connection, a: int, b: int, links: int) -> float | None:
    """Seconds of the query, which is told how many links there are; None: given up."""
    until = time.monotonic() + PATIENCE
    connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    asked = {"day": DAY.toordinal(), "a": a, "b": b, "most": links}
    try:
        return seconds(lambda: connection.execute(_RECURSIVE, asked).fetchone())
    except sqlite3.OperationalError:
        return None
    finally:
        connection.set_progress_handler(None, 0)

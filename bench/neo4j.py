"""A Neo4j server: loading it against the plainest loop there is, its memory, and following ten new claims."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.neo4j_server import PASSWORD, USER, Server, Unavailable

from bench.tables import imported
from bench.timing import Result, ratio, relgraph, spent

if TYPE_CHECKING:
    from neo4j import Driver

ABOUT = """Made-up marriages on a Neo4j 5.26 server of this machine, heap 1 GB, an empty store for each load. The plain
loop has the same rows in memory before it starts, and says of each batch of 2,000 `UNWIND … MERGE … SET x += row`,
one transaction each, with the same constraints. Rows are nodes and ties; what links claims is counted with them."""

_SHARE = 0.8
_FOLLOWED = 2.0  # seconds


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """A load and the plain loop; then a million claims, their memory, and ten more."""
    rate, many = (2_000, 5_000) if small else (100_000, 1_000_000)
    try:
        yield _rate(folder, rate)
        yield from _many(folder, many, imported(folder, rate).db)
    except Unavailable as why:
        print(f"neo4j: {why}: left out", file=sys.stderr)


def _rate(folder: Path, rows: int) -> Result:
    db = imported(folder, rows).db
    with _server(folder / "plain") as (server, driver):
        plain, written = _plain_loop(driver, db)
    with _server(folder / "sync") as (server, _):
        took = spent(relgraph("neo4j", "sync", server.uri, "--db", str(db), "--json"))
    share = plain / took.seconds
    return Result(
        f"sync of {written:,} rows", f"{written / took.seconds:,.0f} rows/s, start included; {took.share}",
        f"plain loop: {written / plain:,.0f} rows/s", ratio(share), f">= {_SHARE}", share >= _SHARE,
    )  # fmt: skip


def _many(folder: Path, rows: int, fewer: Path) -> Iterator[Result]:
    db = imported(folder, rows).db
    with _server(folder / "fewer") as (server, _):
        less = spent(relgraph("neo4j", "sync", server.uri, "--db", str(fewer), "--json"))
    with _server(folder / "many") as (server, _):
        took = spent(relgraph("neo4j", "sync", server.uri, "--db", str(db), "--json"))
        held = json.loads(took.out)
        times = took.peak / less.peak
        yield Result(
            f"sync of {rows:,} claims: {held['nodes']:,} nodes, {held['relationships']:,} relationships",
            f"{took.seconds:,.0f} s; peak {took.peak:.2f} GB", f"a sync of {fewer.stem}: peak {less.peak:.2f} GB",
            ratio(times), "<= 3 x", times <= 3,
        )  # fmt: skip
        yield _followed(server, db, rows)


def _followed(server: Server, db: Path, rows: int) -> Result:
    """Ten claims more; against a command that has nothing to write, the driver's start among it."""
    nothing = min(spent(relgraph("neo4j", "sync", server.uri, "--db", str(db))).seconds for _ in range(3))
    took = []
    for turn in range(3):
        told = db.with_name(f"ten-{turn}.jsonl")
        claims = [
            {
                "kind": "marriage",
                "a": f"Person {n + 100 * turn}",
                "b": f"New {turn} {n}",
                "quote": f"they wed, {n}",
            }
            for n in range(10)
        ]
        told.write_text(json.dumps({"source": "Wire", "published": "2026-02-01", "claims": claims}))
        spent(relgraph("load", str(told), "--db", str(db)))
        took.append(spent(relgraph("neo4j", "sync", server.uri, "--db", str(db))).seconds)
    more = min(took) - nothing
    return Result(
        f"ten claims more on {rows:,}, synced", f"{min(took):.2f} s", f"nothing new: {nothing:.2f} s",
        f"{more:+.2f} s", f"<= {_FOLLOWED} s beyond that", more <= _FOLLOWED,
    )  # fmt: skip


@contextmanager
def _server(home: Path) -> Iterator[tuple[Server, Driver]]:
    from neo4j import GraphDatabase

    server = Server(home, heap="1g")
    server.start()
    os.environ |= {"NEO4J_USER": USER, "NEO4J_PASSWORD": PASSWORD}
    try:
        with GraphDatabase.driver(
            server.uri, auth=(USER, PASSWORD), notifications_min_severity="OFF"
        ) as driver:
            yield server, driver
    finally:
        server.stop()


# ---- the plainest loop


def _plain_loop(driver: Driver, db: Path) -> tuple[float, int]:
    """Seconds of the loop, and the rows that it wrote."""
    from relgraph.cli.store import reading
    from relgraph.neo4j.checkpoint import prepare
    from relgraph.property_graph import Graph

    with reading(db) as store:
        graph = Graph(store, date(2026, 2, 1).toordinal())
        sorts: list[tuple[str, list[dict[str, Any]]]] = [
            ("MERGE (n:Entity {id: row.id}) SET n:Person, n:Relgraph, n += row", _maps(graph.entities())),
            ("MERGE (n:Source {id: row.id}) SET n:Relgraph, n += row", _maps(graph.sources())),
            (
                (
                    "MATCH (s:Source {id: row.source}) MERGE (n:Article {version: row.version})"
                    " SET n:Relgraph, n += row.p MERGE (n)-[:BY]->(s)"
                ),
                _maps(graph.articles(), "source"),
            ),
            (
                (
                    "MATCH (v:Article {version: row.version}) MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b})"
                    " MERGE (n:Claim {id: row.id}) SET n:Relgraph, n += row.p MERGE (n)-[:IN]->(v)"
                    " MERGE (n)-[:ABOUT {party: 'a'}]->(a) MERGE (n)-[:ABOUT {party: 'b'}]->(b)"
                ),
                _maps(graph.claims(), "a", "b", "version"),
            ),
            (
                (
                    "MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b})"
                    " MERGE (a)-[r:MARRIAGE {id: row.id}]->(b) SET r += row.p"
                ),
                _maps(graph.ties(), "a", "b", "kind"),
            ),
        ]
    prepare(driver)
    start = time.perf_counter()
    with driver.session() as session:
        for text, rows in sorts:
            for at in range(0, len(rows), 2_000):
                session.execute_write(_merge, f"UNWIND $rows AS row {text}", rows[at : at + 2_000])
    return time.perf_counter() - start, sum(len(rows) for _, rows in sorts)


def _merge(tx: Any, text: str, rows: Sequence[dict[str, Any]]) -> None:
    tx.run(text, rows=rows).consume()


def _maps(rows: Any, *hangs: str) -> list[dict[str, Any]]:
    """Rows as maps; what they hang on, and their keys, beside their properties."""
    if not hangs:
        return [row._asdict() for row in rows]
    found = []
    for row in rows:
        fields = row._asdict()
        beside = {name: fields.pop(name) for name in hangs}
        keys = {name: fields[name] for name in ("id", "version") if name in fields}
        found.append({**keys, **beside, "p": fields})
    return found

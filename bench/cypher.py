"""Cypher in this process: making the graph, and a question of one hop."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from bench.tables import imported
from bench.timing import Result, busy, ratio, seconds
from relgraph.cli.store import reading
from relgraph.cypher.embedded import ask
from relgraph.cypher.kept import opened
from relgraph.cypher.questions import questions
from relgraph.log.beside import CYPHER
from relgraph.queries.rows import ties_of

ABOUT = """The made-up marriages: the graph of entities and ties, which most questions need, and the whole one with each
claim and article. The question is `ties-on-a-day`, of random people, warm in process, against the same from the
tables."""

_ON, _KNOWN = date(1990, 6, 1), date(2026, 6, 1)
_TODAY = date(2026, 6, 1).toordinal()


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Make both graphs and ask one; `small`: 10,000 rows."""
    rows = 10_000 if small else 1_000_000
    file = imported(folder, rows).db
    for ties_only, aim in ((True, 60.0), (False, None)):
        what = "entities and ties" if ties_only else "the whole graph"
        made, share = busy(partial(_open, file, ties_only))
        loaded = seconds(partial(_open, file, ties_only))
        kept = sum(one.stat().st_size for one in file.with_name(file.name + CYPHER).iterdir()) / 1e6
        aims = (f"<= {aim:.0f} s", made <= aim) if aim else ()
        yield Result(
            f"{what} of {rows:,} rows, made", f"{made:.1f} s ({share})",
            f"kept beside the file ({kept:,.0f} MB), loaded: {loaded:.2f} s", ratio(made / loaded), *aims,
        )  # fmt: skip
    yield _hop(file)


def _open(file: Path, ties_only: bool) -> None:
    with reading(file) as db:
        opened(file, db, _TODAY, ties_only, lambda _: None)


def _hop(file: Path) -> Result:
    with reading(file) as db:
        engine = opened(file, db, _TODAY, True, lambda _: None).engine
        people = db.execute("SELECT no, name FROM entity ORDER BY no").fetchall()
        cypher = questions()["ties-on-a-day"].cypher
        here, there = [], []
        for no, name in random.Random(5).sample(people, 300):
            given = {"name": name, "on": _ON, "known": _KNOWN}
            here.append(seconds(partial(ask, engine, cypher, given)))
            there.append(seconds(partial(ties_of, db, no, _ON.toordinal(), _KNOWN.toordinal())))
    took, tables = statistics.median(here), statistics.median(there)
    return Result(
        "one hop, warm", f"{took * 1000:.2f} ms", f"the same from the tables: {tables * 1000:.2f} ms",
        ratio(took / tables), "<= 50 ms", took <= 0.05,
    )  # fmt: skip

"""Made-up tables of some size as files: imported once for all measures that ask them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench.made import marriages
from bench.timing import Spent, python, relgraph, spent


class Imported(NamedTuple):
    """A file that holds a table, what the import took, and what its baseline took."""

    rows: int
    db: Path
    took: Spent
    plain: Spent


@cache
def imported(folder: Path, rows: int) -> Imported:
    """A table of so many rows, in a file of its own."""
    table, db = folder / f"made-{rows}.tsv", folder / f"made-{rows}.db"
    marriages(table, rows)
    plain = spent(python("-m", "bench.plain", str(table), str(folder / f"plain-{rows}.db")))
    took = spent(
        relgraph(
            "import", "tsv", str(table), "--source", "Made", "--published", "2026-01-01", "--db", str(db), "--json"
        )
    )  # fmt: skip
    return Imported(rows, db, took, plain)

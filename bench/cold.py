"""A question typed at the shell, on the real marriage and cast files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measure import SHARED, Result, command, median_of


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Cold `ties` and `path` against a bare interpreter that imports sqlite3 and argparse."""
    if not SHARED.is_dir():
        print(f"cold: {SHARED.name} is not beside the project: left out", file=sys.stderr)
        return
    db = str(folder / "real.db")
    for file, source, published in (
        ("marriages-wikidata-2026", "Wikidata", "2026-01-15"),
        ("cast-wikipedia", "Wikipedia movie data", "2026-01-31"),
    ):
        table = str(SHARED / f"{file}.tsv.gz")
        told = command(
            "import", "tsv", table, "--source", source, "--published", published, "--db", db, "--json"
        )
        subprocess.run(told, check=True, capture_output=True)
    times = 5 if small else 15
    bare = median_of([sys.executable, "-c", "import sqlite3, argparse"], times)
    for asked in (["ties", "Natalie Portman"], ["path", "Natalie Portman", "Tom Cruise"]):
        took = median_of(command(*asked, "--db", db), times)
        yield Result(
            f"cold `{asked[0]}`, wikidata + cast", f"{took * 1000:.0f} ms = {took / bare:.1f} x",
            f"bare interpreter, {bare * 1000:.0f} ms", "<= 8 x", took <= 8 * bare,
        )  # fmt: skip

"""A question typed at the shell, on real marriages and casts, against an interpreter that does nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.timing import SHARED, Result, called, medians, python, ratio, relgraph, spent

ABOUT = """The questions are asked of one file that holds `../shared/data/marriages-wikidata-2026` and `cast-wikipedia`,
by turns with the baseline."""

_FILES = (
    ("marriages-wikidata-2026", "Wikidata", "2026-01-15"),
    ("cast-wikipedia", "Wikipedia movie data", "2026-01-31"),
)
_NAMED = ("Natalie Portman", "Tom Cruise")


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Cold `ties` and `path`."""
    if not SHARED.is_dir():
        print("cold: the data files are not beside the project: left out", file=sys.stderr)
        return
    db = str(folder / "real.db")
    for file, source, published in _FILES:
        table = str(SHARED / f"{file}.tsv.gz")
        spent(
            relgraph(
                "import", "tsv", table, "--source", source, "--published", published, "--db", db, "--json"
            )
        )
    bare = called(python("-c", "import sqlite3, argparse"))
    ties = called(relgraph("ties", _NAMED[0], "--db", db))
    path = called(relgraph("path", *_NAMED, "--db", db))
    for run in (bare, ties, path):
        run()
    base, *took = medians(5 if small else 25, bare, ties, path)
    for command, cold in zip(("ties", "path"), took, strict=True):
        yield Result(
            f"cold `{command}`", f"{cold * 1000:.0f} ms",
            f"`python -c 'import sqlite3, argparse'`: {base * 1000:.0f} ms",
            ratio(cold / base), "<= 8 x", cold <= 8 * base,
        )  # fmt: skip

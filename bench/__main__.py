"""`python -m bench [NAME…] [--small]`: measure and print; all in full (`make bench`) writes docs/performance.md too."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench import append, cold, cypher, extract, famous, graphs, growth, million, neo4j, page
from bench.timing import ROOT, Result

MEASURES = {
    "cold": ("A question at the shell", cold),
    "append": ("Appending", append),
    "famous": ("A famous pair", famous),
    "extract": ("Reading articles", extract),
    "million": ("A million rows", million),
    "growth": ("Growth", growth),
    "page": ("The page", page),
    "cypher": ("Cypher without a server", cypher),
    "neo4j": ("A Neo4j server", neo4j),
    "graphs": ("The graph as a whole", graphs),
}
DOCS = ROOT / "docs"

_HEAD = """# What it costs

Written by `make bench` on {day}: Python {python}, SQLite {sqlite}, {cores} cores. Each line is held against a baseline
of the same run: other machines give other seconds and much the same ratios. `bench/` has the measures, `bench/made.py`
the made-up data; `python -m bench NAME` takes one measure, `--small` a quick one.
A share of a core far below 100 % says that the machine had other work beside it.

Missed:
{missed}
"""
_TABLE = "| what | measured | against | ratio | aim | |\n|---|---|---|---|---|---|"


def main() -> None:
    """Run the measures that are named, or all."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--small", action="store_true", help="little data: to see that it runs")
    options = parser.parse_args()
    if unknown := set(options.names) - MEASURES.keys():
        parser.error(f"no such measure: {', '.join(sorted(unknown))}; they are: {', '.join(MEASURES)}")
    with tempfile.TemporaryDirectory() as folder:
        missed: list[str] = []
        parts = [_part(name, Path(folder), options.small, missed) for name in options.names or MEASURES]
        if not options.small and not options.names:
            (DOCS / "performance.md").write_text("\n".join([_head(missed), *parts]))
            shutil.copy(Path(folder) / "growth.svg", DOCS / "growth.svg")


def _part(name: str, folder: Path, small: bool, missed: list[str]) -> str:
    """The section of one measure; its lines are printed as they come. What misses its aim is added to `missed`."""
    title, module = MEASURES[name]
    print(f"\n{title}\n{_TABLE}")
    lines = []
    for result in module.measure(folder, small):
        lines.append(_line(result))
        print(lines[-1], flush=True)
        if result.met is False:
            missed.append(f"{result.what}: {result.value}, {result.ratio} its baseline; aim {result.aim}")
    return "\n".join([f"## {title}\n\n{module.ABOUT}\n\n{_TABLE}", *lines, ""])


def _line(result: Result) -> str:
    met = {True: "met", False: "**missed**", None: ""}[result.met]
    return f"| {' | '.join((*result[:-1], met))} |"


def _head(missed: list[str]) -> str:
    return _HEAD.format(
        day=datetime.now(UTC).date(), python=platform.python_version(), sqlite=sqlite3.sqlite_version,
        cores=os.cpu_count(), missed="".join(f"\n- {line}" for line in missed) or "\nnothing",
    )  # fmt: skip


if __name__ == "__main__":
    main()

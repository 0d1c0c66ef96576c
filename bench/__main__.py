"""`python -m bench [NAME…] [--small]`: measure, print, and write each section of docs/performance.md anew."""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench import (
    append,
    articles,
    cold,
    cypher,
    extract,
    famous,
    graphs,
    growth,
    identity,
    million,
    page,
    server,
)
from bench.timing import ROOT, Result

MEASURES = {
    "cold": ("A question at the shell", cold),
    "append": ("Appending", append),
    "famous": ("A famous pair", famous),
    "extract": ("Reading articles", extract),
    "articles": ("Copies among articles", articles),
    "million": ("A million rows", million),
    "identity": ("Who is who", identity),
    "growth": ("Growth", growth),
    "page": ("The page", page),
    "cypher": ("Cypher without a server", cypher),
    "neo4j": ("A Neo4j server", server),
    "graphs": ("The graph as a whole", graphs),
}
DOCS = ROOT / "docs"

_HEAD = """# What it costs

Each line is held against a baseline of the same run: other machines give other seconds and much the same ratios.
`bench/` has the measures, `bench/made.py` the made-up data. `make bench` takes all of them and writes this page,
`python -m bench NAME` one, whose section it writes; `--small` is a quick run that writes nothing. A share of a core far
below 100 % says that the machine had other work beside it.

Missed:
{missed}
"""
_TABLE = "| what | measured | against | ratio | aim | |\n|---|---|---|---|---|---|"
_MISSED = re.compile(r"^\| (.+?) \| (.+?) \| .*? \| (.*?) \| (.+?) \| \*\*missed\*\* \|$", re.MULTILINE)


def main() -> None:
    """Run the measures that are named, or all."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument(
        "--small", action="store_true", help="little data: to see that it runs; writes nothing"
    )
    options = parser.parse_args()
    if unknown := set(options.names) - MEASURES.keys():
        parser.error(f"no such measure: {', '.join(sorted(unknown))}; they are: {', '.join(MEASURES)}")
    page = DOCS / "performance.md"
    with tempfile.TemporaryDirectory() as folder:  # one for all: what is imported once is asked by several
        for name in options.names or MEASURES:
            section = _section(name, Path(folder), options.small)
            if not options.small:
                page.write_text(_with(page.read_text(), name, section))
        if not options.small and Path(folder, "growth.svg").exists():
            shutil.copy(Path(folder, "growth.svg"), DOCS)


def _section(name: str, folder: Path, small: bool) -> str:
    """The section of one measure; its lines are printed as they come."""
    title, module = MEASURES[name]
    print(f"\n{title}\n{_TABLE}")
    lines = []
    for result in module.measure(folder, small):
        lines.append(_line(result))
        print(lines[-1], flush=True)
    day, sqlite, cores = datetime.now(UTC).date(), sqlite3.sqlite_version, os.cpu_count()
    when = f"`python -m bench {name}` on {day}: Python {platform.python_version()}, SQLite {sqlite}, {cores} cores."
    return "\n".join([f"## {title}\n\n{module.ABOUT}\n\n{when}\n\n{_TABLE}", *lines, ""])


def _with(page: str, name: str, section: str) -> str:
    """The page with this section in its place, and with what misses its aim at its head."""
    sections = {part.partition("\n")[0]: f"## {part}" for part in page.split("\n## ")[1:]}
    sections[MEASURES[name][0]] = section
    ordered = [sections[title].strip() + "\n" for title, _ in MEASURES.values() if title in sections]
    text = "\n".join(ordered)
    missed = [
        f"- {what}: {value}, {ratio} its baseline; aim {aim}"
        for what, value, ratio, aim in _MISSED.findall(text)
    ]
    return "\n".join([_HEAD.format(missed="\n".join(["", *missed]) if missed else "\nnothing"), text])


def _line(result: Result) -> str:
    met = {True: "met", False: "**missed**", None: ""}[result.met]
    return f"| {' | '.join((*result[:-1], met))} |"


if __name__ == "__main__":
    main()

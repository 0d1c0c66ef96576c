"""`python -m bench [--small] [NAME…]`: measure, print the table, and (in full) write docs/performance.md."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench import append, cold, extract, famous, million
from bench.measure import Result

MEASURES = {
    "cold": cold.measure,
    "append": append.measure,
    "famous": famous.measure,
    "extract": extract.measure,
    "million": million.measure,
}
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"

_HEAD = """# What it costs

Written by `make bench` on {day}, Python {python}, {cores} cores. Each line is a ratio to a baseline of the same run;
other machines give other seconds and much the same ratios. The data is made up in `bench/made.py`; the cold questions
are asked of the marriage and cast files in `../shared/data`.

| what | measured | against | aim | |
|---|---|---|---|---|
"""


def main() -> None:
    """Run the measures that are named, or all."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], default=[])
    parser.add_argument(
        "--small", action="store_true", help="little data, to see that it runs; no page is written"
    )
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in options.names or MEASURES:
            for result in MEASURES[name](Path(folder), options.small):
                rows.append(_row(result))
                print(rows[-1], flush=True)
    if not options.small and not options.names:
        head = _HEAD.format(
            day=datetime.now(UTC).date(), python=platform.python_version(), cores=os.cpu_count()
        )
        PAGE.write_text(head + "\n".join(rows) + "\n")


def _row(result: Result) -> str:
    met = {True: "met", False: "**missed**", None: ""}[result.met]
    return f"| {result.what} | {result.value} | {result.baseline} | {result.aim} | {met} |"


if __name__ == "__main__":
    main()

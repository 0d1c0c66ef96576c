"""How import and search grow with the number of rows, as lines of the table and as a plot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.paths import Searched, searched
from bench.tables import Imported, imported
from bench.timing import Result, ratio

ABOUT = """The same kind of table in three sizes. Both axes of the plot are logarithmic: what grows as the rows do runs
along the diagonal.

![seconds of an import and milliseconds of a search, by rows](growth.svg)"""


class Point(NamedTuple):
    """What was measured at one size."""

    made: Imported
    found: Searched


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Import and search at three sizes."""
    points = []
    for rows in (500, 2_000, 10_000) if small else (10_000, 100_000, 1_000_000):
        made = imported(folder, rows)
        found = searched(made.db, 30 if small else 300, 3 if small else 9)
        points.append(Point(made, found))
        yield Result(
            f"{rows:,} rows: import", f"{made.took.seconds:.1f} s, {rows / made.took.seconds:,.0f} rows/s",
            f"`csv` and one `executemany`: {made.plain.seconds:.2f} s",
            ratio(made.took.seconds / made.plain.seconds),
        )  # fmt: skip
        yield Result(
            f"{rows:,} rows: path, warm", f"{found.warm * 1000:.2f} ms, {found.links} links",
            f"networkx in memory: {found.networkx_warm * 1000:.2f} ms", ratio(found.warm / found.networkx_warm),
        )  # fmt: skip
        yield Result(
            f"{rows:,} rows: path, cold", f"{found.cold * 1000:.0f} ms",
            f"networkx command, from a pickle: {found.networkx_cold * 1000:,.0f} ms",
            ratio(found.cold / found.networkx_cold),
        )  # fmt: skip
    _draw(points, folder / "growth.svg")


def _draw(points: Sequence[Point], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams.update({"svg.hashsalt": "relgraph", "svg.fonttype": "none"})
    rows = [point.made.rows for point in points]
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    left.plot(rows, [point.made.took.seconds for point in points], "o-", label="relgraph import")
    left.plot(rows, [point.made.plain.seconds for point in points], "s--", label="csv + executemany")
    left.set(title="import", ylabel="seconds")
    for name, style, values in (
        ("relgraph path, cold", "o-", [point.found.cold for point in points]),
        ("networkx from a pickle", "s--", [point.found.networkx_cold for point in points]),
        ("relgraph path, warm", "o-", [point.found.warm for point in points]),
        ("networkx in memory", "s--", [point.found.networkx_warm for point in points]),
    ):
        right.plot(rows, [value * 1000 for value in values], style, label=name)
    right.set(title="shortest path", ylabel="milliseconds")
    for axes in (left, right):
        axes.set(xscale="log", yscale="log", xlabel="rows")
        axes.legend(frameon=False, fontsize=8)
        axes.grid(alpha=0.3)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)

"""How a measure is taken and told."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

SHARED = Path(__file__).parents[2] / "shared" / "data"


class Result(NamedTuple):
    """A line of the table: what was measured, what came out, what it is held against, and the aim."""

    what: str
    value: str
    baseline: str
    aim: str
    met: bool | None = None


def seconds(run: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def command(*arguments: str) -> list[str]:
    """The command line of relgraph in this interpreter's environment."""
    return [str(Path(sys.executable).with_name("relgraph")), *arguments]


def median_of(arguments: Sequence[str], times: int) -> float:
    """Median wall-clock seconds of a command."""

    def run() -> None:
        subprocess.run(arguments, check=True, capture_output=True)

    run()
    return statistics.median(seconds(run) for _ in range(times))


def spent(arguments: Sequence[str]) -> tuple[float, float]:
    """Wall-clock seconds of a command, and the peak of its memory in GB."""
    took = seconds(lambda: subprocess.run(arguments, check=True, capture_output=True))
    return took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6

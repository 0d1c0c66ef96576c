"""How a measure is taken, and what a line of the table says."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"


class Result(NamedTuple):
    """A line: what was measured, what came out, what it is held against, the ratio of both, and the aim."""

    what: str
    value: str
    baseline: str = ""
    ratio: str = ""
    aim: str = ""
    met: bool | None = None


class Spent(NamedTuple):
    """What a command took: wall-clock seconds, seconds on a core, the peak of its memory in GB, what it printed."""

    seconds: float
    cpu: float
    peak: float
    out: str

    @property
    def share(self) -> str:
        """How much of a core it had: far below 100 % the machine had other work, or waited for the disk."""
        return _share(self.cpu, self.seconds)


def _share(cpu: float, wall: float) -> str:
    return f"{cpu / wall:.0%} of a core"


def ratio(value: float) -> str:
    """A ratio as the table shows it."""
    return f"{value:,.0f} x" if value >= 20 else f"{value:.2g} x"


def seconds(run: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def busy(run: Callable[[], object]) -> tuple[float, str]:
    """Wall-clock seconds of one call, and how much of a core it had."""
    start, cpu = time.perf_counter(), time.process_time()
    run()
    took = time.perf_counter() - start
    return took, _share(time.process_time() - cpu, took)


def medians(times: int, *runs: Callable[[], object]) -> list[float]:
    """The median seconds of each, run by turns, so that what else the machine does strikes all alike."""
    turns = [[seconds(run) for run in runs] for _ in range(times)]
    return [statistics.median(taken) for taken in zip(*turns, strict=True)]


def relgraph(*arguments: str) -> list[str]:
    """The command line of relgraph in this interpreter's environment."""
    return [str(Path(sys.executable).with_name("relgraph")), *arguments]


def python(*arguments: str) -> list[str]:
    """The command line of this interpreter."""
    return [sys.executable, *arguments]


def called(arguments: Sequence[str]) -> Callable[[], object]:
    """A function that runs a command."""
    return lambda: subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT)


def spent(arguments: Sequence[str]) -> Spent:
    """Run a command, and ask the system what that process took, and no other."""
    start = time.perf_counter()
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    unit = 1e9 if sys.platform == "darwin" else 1e6
    return Spent(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, out)

"""A sync in a process of its own, in small steps, to be killed in the middle of one."""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from relgraph.cli.progress import Counter
from relgraph.cli.store import reading
from relgraph.errors import RelgraphError
from relgraph.neo4j import increment, syncing
from relgraph.neo4j.server import connected
from relgraph.property_graph import reading as pages
from tests.neo4j_asking import LOGIN, TODAY

_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload([__name__])

STEP = 20
"""Rows of a transaction."""


def _work(uri: str, file: Path, patience: float, steps: Connection) -> None:
    syncing.BATCH = pages.PAGE = increment.PART = STEP
    try:
        with connected(uri, LOGIN, patience) as driver:
            syncing.sync(driver, partial(reading, file), TODAY, _Steps(steps))
    except RelgraphError as error:
        steps.send(str(error))
        raise SystemExit(error.exit_code) from None


class _Steps(Counter):
    """Tells of each batch."""

    def __init__(self, steps: Connection) -> None:
        super().__init__("rows")
        self._steps = steps

    def __call__(self, more: int) -> None:
        self._steps.send("step")


class Worker:
    """A process that syncs a file."""

    def __init__(self, uri: str, file: Path, patience: float = 5) -> None:
        self._steps, sending = _FORK.Pipe(duplex=False)
        self.process = _FORK.Process(target=_work, args=(uri, file, patience, sending))
        self.process.start()
        sending.close()

    def wait_for(self, steps: int) -> bool:
        """Wait until so many batches were written; False if it ends before."""
        try:
            for _ in range(steps):
                self._steps.recv()
        except EOFError:
            return False
        return True

    def kill(self, r: random.Random) -> None:
        """End it at any moment from now on, as nothing can be caught."""
        time.sleep(r.random() * 0.03)
        if self.process.pid and self.process.is_alive():
            self.process.kill()
        self.process.join()
        assert self.process.exitcode in (0, -signal.SIGKILL)

    def code(self) -> int | None:
        """Its exit code, when it has ended."""
        self.wait_for(1_000_000)
        self.process.join()
        return self.process.exitcode

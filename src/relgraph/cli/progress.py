"""How far long work has come: one line on standard error that is written over, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

_EVERY = 0.1  # seconds
_WIDTH = 20  # letters of a bar


class Counter:
    """Counts what is done; the line is gone at the end."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._done = self._expected = 0
        self._begun = self._shown = time.monotonic()
        self._seen = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __call__(self, more: int) -> None:
        """So many more are done."""
        self._done += more
        now = time.monotonic()
        if self._seen and now - self._shown >= _EVERY:
            self._shown = now
            rate = self._done / (now - self._begun)
            _write(f"{self._far()} {self._what}, {rate:,.0f} a second")

    def expect(self, more: int) -> None:
        """So many are to come: from now on the line shows how far that is."""
        self._expected = self._done + more

    def _far(self) -> str:
        if not self._expected:
            return f"{self._done:,}"
        part = min(1.0, self._done / self._expected)
        bar = "#" * int(part * _WIDTH)
        return f"[{bar:<{_WIDTH}}] {part:4.0%}  {self._done:,} of {self._expected:,}"

    def clear(self) -> None:
        """Take the line away, for an answer that goes to the same terminal."""
        if self._seen:
            _write("")

    def restart(self) -> None:
        """What was done before the work proper began does not count in the rate."""
        self._begun = time.monotonic()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Says what is being done as long as it takes."""
    seen = sys.stderr.isatty()
    if seen:
        _write(f"{what} …")
    try:
        yield
    finally:
        if seen:
            _write("")


def _write(text: str) -> None:
    print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

"""A command at a pseudo-terminal: what a person sees there, types there, and how the terminal is left."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 30


class Terminal:
    """A terminal of 80 columns with one command running in it."""

    def __init__(self, main: int, process: subprocess.Popen[bytes], before: list[Any]) -> None:
        self._main, self.process, self._before = main, process, before
        self.seen = ""
        self._at = 0

    def wait_for(self, text: str) -> str:
        """Read until the text comes after what was waited for before; returns all up to it."""
        until = time.monotonic() + PATIENCE
        while (found := self.seen.find(text, self._at)) < 0:
            assert time.monotonic() < until, f"{text!r} has not come, but: {self.seen[self._at :]!r}"
            self._read()
        start, self._at = self._at, found + len(text)
        return self.seen[start : self._at]

    def press(self, keys: str) -> None:
        os.write(self._main, keys.encode())

    def ended(self) -> int:
        """Wait for the command to end; returns its exit code."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < until, self.seen
            self._read()
        self._read()
        return self.process.wait()

    @property
    def modes(self) -> list[Any]:
        return termios.tcgetattr(self._main)

    @property
    def is_as_before(self) -> bool:
        return self.modes == self._before

    def _read(self) -> str:
        if not select.select([self._main], [], [], 0.1)[0]:
            return ""
        try:
            fresh = os.read(self._main, 65536).decode()
        except OSError:  # nobody has it open any more
            return ""
        self.seen += fresh
        return fresh


@contextmanager
def terminal(
    *arguments: object, program: str = "relgraph", columns: int = 80, **environment: str
) -> Iterator[Terminal]:
    """Run a program at a terminal of its own."""
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    before = termios.tcgetattr(other)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    process = subprocess.Popen(
        [program, *map(str, arguments)],
        stdin=other, stdout=other, stderr=other, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  (no threads here)
        env={**os.environ, "TERM": "xterm", "PATH": path, **environment},
    )  # fmt: skip
    try:
        yield Terminal(main, process, before)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(main)
        os.close(other)


def plain(text: str) -> str:
    """What is to be read, without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)

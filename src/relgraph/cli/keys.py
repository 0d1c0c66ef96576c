"""Single keys from a terminal, without waiting for Enter; the terminal is as before whatever happens."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from types import FrameType
from typing import Any, NoReturn

END = ""
"""The key that there is none: the terminal has closed."""

OTHER = "\x1b"
"""An arrow, a function key and the like, for which a terminal sends several characters."""

_KILLED = 128
"""What a shell adds to the number of a signal that ended a command."""


def possible() -> bool:
    """Whether somebody sits at a terminal that gives single keys."""
    return sys.stdin.isatty() and sys.stdout.isatty() and find_spec("termios") is not None


class Keys:
    """Reads keys from standard input, which gives them one by one while this is open.

    Ctrl-C interrupts and Ctrl-Z suspends as ever. What ends the process from outside (kill, a closed window)
    unwinds it, as Ctrl-C does.
    """

    def __init__(self) -> None:
        import termios

        self._terminal = sys.stdin.fileno()
        self._before: list[Any] = termios.tcgetattr(self._terminal)

    def __enter__(self) -> Keys:
        self._handlers = {one: signal.signal(one, _end) for one in (signal.SIGTERM, signal.SIGHUP)}
        self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._suspend)
        self._one_by_one()
        return self

    def __exit__(self, *_error: object) -> None:
        self._as_before()
        for one, handler in self._handlers.items():
            signal.signal(one, handler)

    def key(self) -> str:
        """The next key, a letter in lower case; END if the terminal has closed, OTHER for one that is no letter."""
        sys.stdout.flush()
        typed = os.read(self._terminal, 1)
        while typed and typed[0] >= 0x80 and len(typed) < 4 and self._more():
            typed += os.read(self._terminal, 1)
        if typed != OTHER.encode():
            return typed.decode("utf-8", "replace").lower()
        while self._more():
            os.read(self._terminal, 1)
        return OTHER

    @contextmanager
    def whole_lines(self) -> Iterator[None]:
        """For a while the terminal gives whole lines, as it did before."""
        self._as_before()
        try:
            yield
        finally:
            self._one_by_one()

    def _more(self) -> bool:
        return bool(select.select([self._terminal], [], [], 0.02)[0])

    def _one_by_one(self) -> None:
        import termios
        import tty

        with suppress(termios.error):
            tty.setcbreak(self._terminal)

    def _as_before(self) -> None:
        import termios

        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(self._terminal, termios.TCSADRAIN, self._before)

    def _suspend(self, number: int, _frame: FrameType | None) -> None:
        import termios

        now = termios.tcgetattr(self._terminal)
        self._as_before()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # here the shell takes over, until it lets this go on
        signal.signal(number, self._suspend)
        termios.tcsetattr(self._terminal, termios.TCSADRAIN, now)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(_KILLED + number)


def line(prompt: str) -> str | None:
    """A line that is typed; None at the end of the input (Ctrl-D)."""
    print(prompt, end="", flush=True)
    typed = sys.stdin.readline()
    return typed.rstrip("\n") if typed else None

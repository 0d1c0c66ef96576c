"""Printing an answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from relgraph.cli.safe import as_json


def say(lines: Iterable[str]) -> None:
    """Print lines that are safe already."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def say_json(value: Any) -> None:
    """Print a JSON value."""
    say([as_json(value)])


def note(line: str) -> None:
    """Print a line about the work, not the answer: to standard error, after what was said before it."""
    sys.stdout.flush()  # where both go into one file, they stand there in their order
    print(line, file=sys.stderr)

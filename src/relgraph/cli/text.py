"""Text for people: how wide it is, where it breaks, and colour where there is a terminal to show it."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import TextIO

WIDTH = 80
_WIDEST = 100

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


def columns(stream: TextIO | None = None) -> int:
    """The width to write for: that of a terminal up to 100, 80 for everything else."""
    stream = stream or sys.stdout
    try:
        return (
            max(40, min(_WIDEST, os.get_terminal_size(stream.fileno()).columns)) if stream.isatty() else WIDTH
        )
    except (OSError, ValueError):
        return WIDTH


def painted(text: str, *styles: str) -> str:
    """A text in colour, if standard output is a terminal that may have it."""
    if not styles or not text or not colour():
        return text
    return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"


def colour(stream: TextIO | None = None) -> bool:
    """Whether a stream is a terminal, and nobody asked for no colour (NO_COLOR, TERM=dumb)."""
    stream = stream or sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width(text: str) -> int:
    """The cells that a text takes on a terminal: two for wide characters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, room: int, indent: str = "", first: str | None = None) -> list[str]:
    """A text in lines of at most `room` cells; `first` (default: `indent`) begins the first, `indent` the others."""
    lead = indent if first is None else first
    lines, line, used = [], "", 0
    for word in text.split(" "):
        for piece in _pieces(word, room - len(indent)):
            size = width(piece)
            if used and len(lead) + used + 1 + size > room:
                lines.append(lead + line)
                lead, line, used = indent, "", 0
            line += f" {piece}" if used else piece
            used += size + bool(used)
    return [*lines, lead + line]


def _pieces(word: str, room: int) -> list[str]:
    """A word, cut where it is wider than the room."""
    if width(word) <= room:
        return [word]
    pieces, piece, used = [], "", 0
    for character in word:
        size = _cells(character)
        if used + size > room:
            pieces.append(piece)
            piece, used = "", 0
        piece += character
        used += size
    return [*pieces, piece]


def title(text: str) -> list[str]:
    """A heading in bold, in lines that fit."""
    return [painted(line, "bold") for line in wrapped(text, columns(), "  ", "")]


def padded(text: str, room: int) -> str:
    """A text with spaces after it, up to `room` cells."""
    return text + " " * (room - width(text))


def beside(left: Sequence[str], right: Sequence[str], room: int) -> list[tuple[str, str]]:
    """The lines of two columns next to each other, the left one padded to `room` cells."""
    height = max(len(left), len(right))
    return [
        (padded(left[row] if row < len(left) else "", room), right[row] if row < len(right) else "")
        for row in range(height)
    ]


def number(count: int, one: str, many: str | None = None) -> str:
    """`1 voice`, `1,234 voices`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"

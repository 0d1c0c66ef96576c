r"""A text as an extractor reads it, and the way back to the text as it is kept.

Kept is what was printed. Read is a plainer text: composed letters (NFC), `\n` at the end of a paragraph, ordinary
spaces (also where a text file breaks its lines at a width), nothing that can't be seen. Quotes are cut out of the kept
text, so they stay verbatim whatever was made plain.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from typing import NamedTuple


class View(NamedTuple):
    """`text` is what is read; `starts` and `ends` give for each of its characters those of the kept text.

    Both are None where the two texts are one.
    """

    text: str
    starts: array[int] | None
    ends: array[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the kept text that stand behind [start, end) of the one that is read."""
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        return self.starts[start], self.ends[end - 1]


_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_UNSEEN = "\u00ad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_SPACES = "\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_ODD = re.compile(
    rf"(?P<line>\r\n?|[\x85\u2028\u2029])|(?P<space>[{_SPACES}{_CONTROLS}])|(?P<unseen>[{_UNSEEN}]+)"
    rf"|(?P<letter>[^{_MARKS}\s][{_MARKS}]{{1,30}})"
)


def plain(text: str) -> View:
    """The text as it is read. Linear in its length."""
    parts: list[str] = []
    starts, ends = array("l"), array("l")
    done = 0
    for found in _ODD.finditer(text):
        first, last = found.span()
        made = _made(found)
        parts += text[done:first], made
        starts.extend(range(done, first))
        ends.extend(range(done + 1, first + 1))
        starts.extend([first] * len(made))
        ends.extend([last] * len(made))
        done = last
    if not parts:
        return View(_unwrapped(text), None, None)
    parts.append(text[done:])
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return View(_unwrapped("".join(parts)), starts, ends)


def _made(found: re.Match[str]) -> str:
    """What is read in the place of something odd."""
    match found.lastgroup:
        case "line":
            return "\n"
        case "space":
            return " "
        case "unseen":
            return ""
        case _:
            return unicodedata.normalize("NFC", found[0])


_WIDTHS = range(30, 121)
"""Characters of the longest line of a text that was broken at a width; paragraphs are longer somewhere."""


def _unwrapped(text: str) -> str:
    """The text with a space for each break that stands where a width was full; all other breaks are meant."""
    lines = text.split("\n")
    pairs = [at for at in range(len(lines) - 1) if lines[at].strip() and lines[at + 1].strip()]
    width = max((len(lines[at]) for at in pairs), default=0)
    if width not in _WIDTHS:
        return text
    full = {at for at in pairs if len(lines[at].rstrip()) + 1 + len(lines[at + 1].split(None, 1)[0]) > width}
    if 2 * len(full) < len(pairs) or len(pairs) < 2:
        return text
    ends = (" " if at in full else "\n" for at in range(len(lines)))
    return "".join(part for pair in zip(lines, ends, strict=True) for part in pair)[:-1]

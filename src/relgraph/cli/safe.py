"""The one door through which text from data goes to a terminal or into JSON.

Names, quotes, titles and addresses come from articles, and an article can hold anything: terminal escapes, bidi
overrides that turn a line around, characters that show nothing. What cannot be seen is written as an escape.
"""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
"""Spaces that break or move a line; the other ones (no-break, thin) are spaces and no more."""


def shown(text: str) -> str:
    r"""A text in one line as it can be printed: what is not to be seen becomes `\x1b`, `\u202e` and the like."""
    return text if text.isprintable() else "".join(map(_seen, text))


def quoted(text: str) -> str:
    """A quote in one line: line breaks and tabs become spaces, all else as in `shown`."""
    return shown(" ".join(text.split()))


def typed(name: str, id: str) -> str:
    """A name as it can be pasted into a shell; if it has anything in it that a shell acts on, the id."""
    if re.fullmatch(r"[\w .,'’()&:-]+", name) and name.isprintable() and not name.startswith("-"):
        return f'"{name}"'
    return shlex.quote(shown(id))


def typed_mention(name: str, article: str) -> str:
    """NAME@ARTICLE as it can be pasted into a shell; of a name that can't be typed its letters only."""
    if not name.isprintable() or name.startswith("-"):
        name = "-".join(re.findall(r"[^\W_]+", name))
    text = f"{name}@{article}"
    return f'"{text}"' if re.fullmatch(r"[\w .,'’()&:@-]+", text) else shlex.quote(text)


def as_json(value: Any) -> str:
    """JSON with an item of each list on a line of its own; letters of any script as they are, the rest escaped."""
    return escaped(_laid_out(value))


def escaped(text: str) -> str:
    """A JSON text with what can't be seen in it written as escapes."""
    return _UNSEEN.sub(_escaped, text)


_UNSEEN = re.compile(r"[^\n -~]")  # whatever may have to be escaped


def _laid_out(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_compact(key)}: {_laid_out(inner)}" for key, inner in value.items()) + "}"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _seen(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace() and character not in _BREAKS:
        return " "  # no-break, thin and other spaces that have a width
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character.isprintable() or (character.isspace() and character not in _BREAKS):
        return character
    number = ord(character)
    if number >= 0x10000:  # JSON writes these as two halves
        number -= 0x10000
        return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
    return f"\\u{number:04x}"

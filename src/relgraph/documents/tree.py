"""What a file holds before anybody asks what it means: texts, truth values, lists and mappings, with their lines."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import TypeAlias

from relgraph.errors import BadInput

Value: TypeAlias = "str | bool | dict[str, Value] | list[Value] | None"
"""Numbers and dates are the texts that were written. A truth value comes from JSON only."""

Path = tuple[str | int, ...]
"""Keys and places (from 0) from the document down to a value."""


class Table(dict[str, Value]):
    """A mapping of a YAML file; `lines` gives the line of each key."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}


class Row(list[Value]):
    """A list of a YAML file; `lines` gives the line of each item."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        self.lines: list[int] = []


class Defect(Exception):
    """A defect at a path; the line is looked up in the tree unless it is known already."""

    def __init__(self, path: Path, message: str, line: int | None = None) -> None:
        self.path, self.message, self.line = path, message, line
        super().__init__(message)

    def within(self, *above: str | int) -> Defect:
        """The same defect as seen from further up."""
        return Defect((*above, *self.path), self.message, self.line)

    def bad_input(self, tree: Value, file: str, line: int) -> BadInput:
        """The defect as the user is told of it; `line` is that of the document."""
        path, found = _located(tree, self.path, line)
        return BadInput(
            clipped(self.message), file=file, line=self.line or found, field=path_text(path) if path else None
        )


def _located(tree: Value, path: Path, line: int) -> tuple[Path, int]:
    """The path without parts below a text (`a.name` of a plain `a`), and the nearest line that is known."""
    node = tree
    for depth, part in enumerate(path):
        if isinstance(node, str):
            return path[:depth], line
        if isinstance(node, dict) and isinstance(part, str) and part in node:
            line = node.lines[part] if isinstance(node, Table) else line
            node = node[part]
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            line = node.lines[part] if isinstance(node, Row) else line
            node = node[part]
        else:
            return path, line
    return path, line


def path_text(path: Path) -> str:
    """A path as it is told: `claims[2].when`. A key that is no plain word is quoted, so that it can't act up."""
    told = ""
    for part in path:
        if isinstance(part, int):
            told += f"[{part}]"
        else:
            word = part if re.fullmatch(r"\w{1,40}", part, re.ASCII) else shown(part)
            told += f".{word}" if told else word
    return told


def shown(text: str) -> str:
    """A text of a file as a message may hold it: quoted, without control characters, not longer than a line."""
    return repr(text if len(text) <= 60 else text[:59] + "…")


def clipped(message: str) -> str:
    """A message that no huge value has blown up."""
    return message if len(message) <= 1000 else message[:999] + "…"


def called(value: Value) -> str:
    """What a value is, in a word."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "a truth value"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "a mapping"


def nearest(word: str, known: Sequence[str]) -> str:
    """The hint that follows a word that is not known: one that is spelt alike, else all of them."""
    alike = difflib.get_close_matches(word[:60].lower(), known, n=1)
    return f"did you mean {alike[0]}?" if alike else f"known are {', '.join(known)}"


def mapping_of(value: Value, keys: Sequence[str], what: str) -> dict[str, Value]:
    """The value as a mapping with none but these keys; empty ones are left out."""
    if not isinstance(value, dict):
        raise Defect((), f"{what} is a mapping ({', '.join(keys[:3])} …), not {called(value)}")
    for key in value:
        if key not in keys:
            raise Defect((key,), f"unknown key {shown(key)}; {nearest(key, keys)}")
    return {key: held for key, held in value.items() if held is not None}


def list_of(value: Value) -> list[Value]:
    """The value as a list; left out is empty."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Defect((), f"wants a list, not {called(value)}")
    return value


def text_of(value: Value) -> str:
    """The value as a text that holds something to read."""
    if not isinstance(value, str):
        raise Defect((), f"wants a text, not {called(value)}")
    if not value or value.isspace():
        raise Defect((), "is empty")
    return value

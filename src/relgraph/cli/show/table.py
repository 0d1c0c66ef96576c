"""Rows of an answer: as a table for people, as CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from relgraph.cli.safe import quoted, shown
from relgraph.cli.text import columns as room_here
from relgraph.cli.text import painted, width, wrapped
from relgraph.cypher.answers import Answer, Value

_GAP = 2
_LEAST = 6  # cells of a column, however little room there is

_NOT_FACTS = ("alleged", "disputed", "denied", "retracted")
"""Words of a standing or a stance that nobody may overlook."""


def lines(answer: Answer) -> list[str]:
    """The rows as a table, or each as a block of its own where a table would not fit the terminal."""
    cells = [[_cell(value) for value in row] for row in answer.rows]
    names = [shown(name) for name in answer.columns]
    widest = [max([width(name), *(width(row[at]) for row in cells)]) for at, name in enumerate(names)]
    if not cells:
        return []
    if sum(widest) + _GAP * (len(names) - 1) <= room_here():
        return _table(names, cells, widest)
    return _blocks(names, cells)


def _table(names: Sequence[str], cells: Sequence[Sequence[str]], widest: Sequence[int]) -> list[str]:
    return [
        painted(_line(names, widest), "bold"),
        *(_line([_marked(cell) for cell in row], widest, row) for row in cells),
    ]


def _line(cells: Sequence[str], widest: Sequence[int], plain: Sequence[str] | None = None) -> str:
    """Cells side by side; `plain` has them without colour."""
    padded = (
        cell + " " * (room - width(bare))
        for cell, bare, room in zip(cells, plain or cells, widest, strict=True)
    )
    return (" " * _GAP).join(padded).rstrip()


def _blocks(names: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    lead = max(map(width, names)) + _GAP
    told: list[str] = []
    for row in cells:
        if told:
            told.append("")
        for name, cell in zip(names, row, strict=True):
            if cell:
                first = name + " " * (lead - width(name))
                some = wrapped(cell, room_here(), " " * lead, first)
                told += [line.replace(cell, _marked(cell), 1) for line in some]
    return told


def _marked(cell: str) -> str:
    return painted(cell.upper(), "yellow") if cell in _NOT_FACTS else cell


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() if all(not isinstance(inner, list | dict) for inner in value):
            return ", ".join(map(_cell, value))
        case list() | dict():
            return quoted(json.dumps(plain(value), ensure_ascii=False))
    return quoted(str(value))


def plain(value: Value) -> Any:
    """A value as JSON has it: a day as text."""
    match value:
        case date():
            return value.isoformat()
        case list():
            return [plain(inner) for inner in value]
        case dict():
            return {name: plain(inner) for name, inner in value.items()}
    return value


_ACTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def as_csv(answer: Answer) -> str:
    """The rows as CSV with a line of names; a text that a spreadsheet would run begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_defused, answer.columns))
    writer.writerows([_field(value) for value in row] for row in answer.rows)
    return out.getvalue()


def _field(value: Value) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case list() | dict():
            return _defused(json.dumps(plain(value), ensure_ascii=False))
    return _defused(str(value))


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_ACTS) else text

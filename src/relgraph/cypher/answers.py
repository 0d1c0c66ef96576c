"""What is answered: columns and rows of plain values, whichever engine they come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

Value = None | bool | int | float | str | date | list["Value"] | dict[str, "Value"]
"""A plain value. A node is `{"labels", "properties"}`, a relationship `{"type", "properties"}`, a path both in turn."""


class Answer(NamedTuple):
    """The names of the columns, and the rows."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]

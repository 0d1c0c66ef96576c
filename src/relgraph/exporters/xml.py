"""What both formats of XML share: texts as they stand in it, and which attributes there are of which type."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from relgraph.analysis.network import Attributes, Value

_ESCAPES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
"""A parser makes spaces of these breaks in an attribute, and another break of the last one anywhere."""


def escaped(text: str) -> str:
    """A text as it stands between tags or between double quotes."""
    return escape(text, _ESCAPES)


def written(value: Value) -> str:
    """A value as it stands there."""
    return str(value).lower() if isinstance(value, bool) else escaped(str(value))


def columns(names: Iterable[str], rows: Iterable[Attributes]) -> dict[str, type]:
    """The attributes of these names that any row has, with their type."""
    found = {name: type(value) for row in rows for name, value in row.items()}
    return {name: found[name] for name in names if name in found}

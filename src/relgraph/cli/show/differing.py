"""What differs between the file and a server, as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from relgraph.cli.safe import as_json, shown
from relgraph.cli.text import number

if TYPE_CHECKING:
    from relgraph.neo4j.checking import Checked, Differs

_LONGEST = 60


def lines(found: Checked) -> Iterator[str]:
    """The differences, then how many rows were the same."""
    if found.position < found.head:
        yield f"the server has come to position {found.position:,} of {found.head:,}: sync brings it on"
    for one in found.first:
        yield shown(f"{one.sort} {one.key}: {_said(one)}")
    if found.count > len(found.first):
        yield f"and {number(found.count - len(found.first), 'more difference')}"
    counts = f"{number(found.nodes, 'node')} and {number(found.relationships, 'relationship')}"
    result = number(found.count, "difference") if found.count else "no difference"
    yield f"{counts} on the server, at position {found.position:,}: {result}"


def _said(one: Differs) -> str:
    if one.what == "missing":
        return "not on the server"
    if one.what == "extra":
        return "only on the server"
    return "; ".join(
        f"{name} is {_value(there)} there, {_value(here)} here" for name, here, there in one.fields
    )


def _value(value: object) -> str:
    text = as_json(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

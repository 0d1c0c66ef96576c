"""Asking a server in Cypher: reading only, in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.cypher.answers import Answer, Value
from relgraph.cypher.parameters import Values
from relgraph.errors import BadInput
from relgraph.neo4j.statements import MINE

if TYPE_CHECKING:
    from neo4j import Driver

_REFUSED = "Neo.ClientError.Statement.AccessMode"


def ask(driver: Driver, cypher: str, values: Values) -> Answer:
    """The answer of a server to a text of Cypher. Raises BadInput for one that it does not take, or that writes."""
    from neo4j import READ_ACCESS
    from neo4j.exceptions import ClientError

    with driver.session(default_access_mode=READ_ACCESS) as session:
        try:
            result = session.run(cypher, dict(values))
            columns = list(result.keys())
            return Answer(columns, [[_plain(value) for value in record.values()] for record in result])
        except ClientError as error:
            if error.code == _REFUSED:
                raise BadInput(
                    "a question changes nothing: CREATE, MERGE, SET, DELETE and REMOVE are refused"
                ) from None
            if "Statement" in (error.code or ""):
                raise BadInput(f"the server does not take it: {error.message}") from None
            raise


def _plain(value: Any) -> Value:
    from neo4j.graph import Node, Path, Relationship
    from neo4j.time import Date

    match value:
        case None | bool() | int() | float() | str():
            return value
        case Date():
            native: date = value.to_native()
            return native
        case Node():
            labels: list[Value] = [*sorted(value.labels - {MINE})]
            return {"labels": labels, "properties": _properties(value)}
        case Relationship():
            return {"type": value.type, "properties": _properties(value)}
        case Path():
            links = zip(value.relationships, value.nodes[1:], strict=True)
            return [_plain(value.nodes[0]), *(_plain(one) for pair in links for one in pair)]
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case Mapping():
            return {str(name): _plain(inner) for name, inner in value.items()}
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _properties(holder: Node | Relationship) -> dict[str, Value]:
    return {name: _plain(holder[name]) for name in sorted(holder.keys())}


if TYPE_CHECKING:
    from neo4j.graph import Node, Relationship

"""The engine in this process (kglite), the graph in it, and asking it.

Its index goes by a node's first label, so entities have Entity first. Of a chain it tests what is wanted of its links
only when it has found the shortest one: the questions ask for chains in a way that is right on every engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from relgraph.cypher.answers import Answer, Value
from relgraph.cypher.parameters import Values
from relgraph.cypher.texts import TO_CLAIMS
from relgraph.errors import BadInput, RelgraphError
from relgraph.property_graph.rows import LABELS, TYPES

if TYPE_CHECKING:
    from kglite import KnowledgeGraph

    from relgraph.property_graph import Graph

PATIENCE = 180_000
"""Milliseconds after which an answer is given up."""

_TOGETHER = 5_000
"""Rows that are handed over at once."""

_ENTITIES = {
    type: f"UNWIND $rows AS row CREATE (n:Entity:{label}) SET n = row" for type, label in LABELS.items()
}
_SOURCES = "UNWIND $rows AS row CREATE (n:Source) SET n = row"
_ARTICLES = "UNWIND $rows AS row MATCH (s:Source {id: row.source}) CREATE (n:Article)-[:BY]->(s) SET n = row.properties"
_CLAIMS = """UNWIND $rows AS row MATCH (v:Article {version: row.version}) MATCH (a:Entity {id: row.a})
CREATE (v)<-[:IN]-(n:Claim)-[:ABOUT {party: 'a'}]->(a) SET n = row.properties"""
_SECOND_PARTIES = """UNWIND $rows AS row MATCH (n:Claim {id: row.id}) MATCH (b:Entity {id: row.b})
CREATE (n)-[:ABOUT {party: 'b'}]->(b)"""
_TIES = {
    kind: f"""UNWIND $rows AS row MATCH (a:Entity {{id: row.a}}) MATCH (b:Entity {{id: row.b}})
CREATE (a)-[r:{type}]->(b) SET r = row.properties"""
    for kind, type in TYPES.items()
}


def built(graph: Graph, ties_only: bool, told: Callable[[int], None]) -> KnowledgeGraph:
    """The graph in the engine, or what of it are entities and ties; `told` hears how many more rows are in it."""
    engine: KnowledgeGraph = engine_module().KnowledgeGraph()

    unread = TO_CLAIMS if ties_only else ()

    def put(cypher: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            engine.cypher(cypher, params={"rows": rows}, timeout_ms=0)
            told(len(rows))

    for entities in _batches(graph.entities()):
        for type, cypher in _ENTITIES.items():
            put(cypher, [_properties(entity) for entity in entities if entity.type == type])
    engine.create_index("Entity", "name")
    if not ties_only:
        put(_SOURCES, [_properties(source) for source in graph.sources()])
        for articles in _batches(graph.articles()):
            put(_ARTICLES, [_hung(article, "source") for article in articles])
        engine.create_index("Article", "version")
        for claims in _batches(graph.claims()):
            put(_CLAIMS, [_hung(claim, "a", "b", "version") for claim in claims])
            seconds = [{"id": claim.id, "b": claim.b} for claim in claims if claim.b is not None]
            put(_SECOND_PARTIES, seconds)
    for ties in _batches(graph.ties(behind=not ties_only)):
        for kind, cypher in _TIES.items():
            put(cypher, [_hung(tie, "a", "b", "kind", *unread) for tie in ties if tie.kind == kind])
    return engine


_Row = TypeVar("_Row", bound=tuple[Any, ...])


def _batches(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, _TOGETHER)):
        yield some


def _properties(row: Any, hangs: Sequence[str] = ()) -> dict[str, Any]:
    named = zip(row._fields, row, strict=True)
    return {name: value for name, value in named if value is not None and name not in hangs}


def _hung(row: Any, *hangs: str) -> dict[str, Any]:
    return {"properties": _properties(row, hangs), **{name: getattr(row, name) for name in hangs}}


def engine_module() -> Any:
    """The engine. Raises RelgraphError if it is not installed."""
    try:
        import kglite
    except ImportError:
        raise RelgraphError(
            "Cypher without a server needs more: pip install 'relgraph[cypher]'; --neo4j asks a server"
        ) from None
    return kglite


# ---- asking


def ask(engine: KnowledgeGraph, cypher: str, values: Values) -> Answer:
    """The answer to a text of Cypher. Raises BadInput for one that can't be run, RelgraphError after PATIENCE."""
    module = engine_module()
    engine.read_only(True)
    module.set_query_warning_policy("silent")
    try:
        view = engine.cypher(cypher, params=dict(values), timeout_ms=PATIENCE)
    except module.ReadOnlyError:
        raise BadInput(
            "a question changes nothing: CREATE, MERGE, SET, DELETE and REMOVE are refused"
        ) from None
    except module.CypherTimeoutError:
        raise RelgraphError(f"the engine was given {PATIENCE // 1000} s and came to no answer") from None
    except (module.KgError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadInput(f"the engine does not take it: {error}") from None
    if isinstance(view, str):
        raise BadInput("FORMAT CSV is this engine's own: leave it out, and use --csv")
    columns = list(view.columns)
    return Answer(columns, [[_plain(row[name]) for name in columns] for row in view.to_list()])


def _plain(value: Any) -> Value:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return value.isoformat()
        case date():
            return value
        case {"nodes": list(nodes), "relationships": list(links)}:
            return [
                _plain(nodes[0]),
                *(_plain(one) for pair in zip(links, nodes[1:], strict=True) for one in pair),
            ]
        case {"labels": labels, "properties": properties}:
            return {"labels": sorted(labels), "properties": _stored(labels[0], properties)}
        case {"type": type, "properties": properties, "start": _}:
            return {"type": type, "properties": _stored("", properties)}
        case {}:
            return {str(name): _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
    return str(value)


_OWN = {"Entity": {"title"}, "Article": {"type"}, "": set()}
"""What the engine adds to the properties of a node, by its first label."""


def _stored(label: str, properties: Mapping[str, Any]) -> dict[str, Value]:
    own: set[str] = _OWN.get(label, {"title", "type"})
    kept = sorted(name for name in properties if name not in own and properties[name] is not None)
    return {name: _plain(properties[name]) for name in kept}

"""What is said to the server. Names come from the fields of our rows and from `kinds`; values are parameters.

A row travels as the list of its fields. Properties are set one by one: the plan of `SET x += row` holds a whole
batch in memory before it writes. Every node carries the label MINE besides its own, so that it is known as ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from relgraph.property_graph.rows import LABELS, TYPES, Article, Claim, Entity, Source, Tie

MINE = "Relgraph"
"""The label of every node that sync made."""

Row = Entity | Source | Article | Claim | Tie


class Statement(NamedTuple):
    """A text, and the rows that it is said of."""

    text: str
    rows: Sequence[Sequence[Any]]


class Sort(NamedTuple):
    """A sort of rows: its label (ties: none), the field that tells one row from another, those that are no property."""

    row: type[Row]
    label: str | None
    key: str
    hangs: tuple[str, ...] = ()

    @property
    def properties(self) -> list[str]:
        """The fields that are properties, in their order."""
        return [name for name in self.row._fields if name not in self.hangs]


ENTITIES = Sort(Entity, "Entity", "id")
SOURCES = Sort(Source, "Source", "id")
ARTICLES = Sort(Article, "Article", "version", ("source",))
CLAIMS = Sort(Claim, "Claim", "id", ("a", "b", "version"))
TIES = Sort(Tie, None, "id", ("a", "b", "kind"))

SORTS = (ENTITIES, SOURCES, ARTICLES, CLAIMS, TIES)
"""In the order in which they are written: what a row hangs on is there before it."""

CONSTRAINTS = {
    **{
        f"relgraph_{sort.label.lower()}": f"FOR (n:{sort.label}) REQUIRE n.{sort.key} IS UNIQUE"
        for sort in SORTS
        if sort.label
    },
    **{f"relgraph_{kind}": f"FOR ()-[r:{type}]-() REQUIRE r.id IS UNIQUE" for kind, type in TYPES.items()},
}
"""By name."""

INDICES = {
    "relgraph_entity_name": "FOR (n:Entity) ON (n.name)",
    "relgraph_claim_published": "FOR (n:Claim) ON (n.published)",
}


def writing(rows: Iterable[Row]) -> list[Statement]:
    """What writes rows of one sort, whatever the server has of them."""
    return [
        Statement(text, [list(row) for row in some])
        for text, some in groupby(sorted(rows, key=_writing), key=_writing)
    ]


def _writing(row: Row) -> str:
    match row:
        case Entity():
            return _ENTITY[row.type, row.withheld]
        case Tie():
            return _TIE[row.kind]
        case Source():
            return _SOURCE
        case Article():
            return _ARTICLE
        case Claim():
            return _CLAIM


def _place(sort: Sort, field: str) -> int:
    return sort.row._fields.index(field)


def _set(sort: Sort, name: str) -> str:
    return ", ".join(
        f"{name}.{field} = row[{_place(sort, field)}]" for field in sort.properties if field != sort.key
    )


def _merge(sort: Sort, name: str) -> str:
    key = f"{sort.key}: row[{_place(sort, sort.key)}]"
    return f"UNWIND $rows AS row MERGE ({name}:{sort.label} {{{key}}}) SET {name}:{MINE}, {_set(sort, name)}"


_ENTITY = {
    (type, withheld): f"{_merge(ENTITIES, 'n')}, n:{label}{':Withheld' * withheld}"
    for type, label in LABELS.items()
    for withheld in (False, True)
}
_SOURCE = f"UNWIND $rows AS row MERGE (n:Source {{id: row[0]}}) ON CREATE SET n:{MINE}, n.name = row[1]"
_ARTICLE = f"""{_merge(ARTICLES, "n")}
WITH n, row MATCH (s:Source {{id: row[0]}}) MERGE (n)-[:BY]->(s)"""
_CLAIM = f"""{_merge(CLAIMS, "n")}
WITH n, row MATCH (v:Article {{version: row[2]}}) MERGE (n)-[:IN]->(v)
WITH n, row UNWIND [['a', row[0]], ['b', row[1]]] AS party WITH n, party WHERE party[1] IS NOT NULL
MATCH (e:Entity {{id: party[1]}}) MERGE (n)-[:ABOUT {{party: party[0]}}]->(e)"""
_TIE = {
    kind: f"""UNWIND $rows AS row MATCH (a:Entity {{id: row[0]}}) MATCH (b:Entity {{id: row[1]}})
MERGE (a)-[r:{type} {{id: row[{_place(TIES, "id")}]}}]->(b) SET {_set(TIES, "r")}"""
    for kind, type in TYPES.items()
}

# ---- what is there no more

_ANY_TIE = "|".join(TYPES.values())

FORGET_NODES = {
    sort: f"UNWIND $rows AS row MATCH (n:{sort.label}:{MINE} {{{sort.key}: row[0]}}) DETACH DELETE n"
    for sort in SORTS
    if sort.label
}
"""Takes nodes away: rows of their key."""

FORGET_TIES = {
    kind: f"UNWIND $rows AS row MATCH ()-[r:{type} {{id: row[0]}}]->() DELETE r"
    for kind, type in TYPES.items()
}
"""Takes versions of ties away: rows of their id."""

NAME_SOURCES = "UNWIND $rows AS row MATCH (n:Source {id: row[0]}) SET n.name = row[1]"
"""Gives sources their name: rows are sources. Writing one leaves the name that an earlier article gave it."""

FORGET_UNUSED_SOURCES = (
    f"UNWIND $rows AS row MATCH (n:Source:{MINE}) WHERE NOT EXISTS {{ (n)<-[:BY]-() }} DELETE n"
)
"""Takes away sources that no article is by; one row of anything."""

LOOSEN_CLAIMS = """UNWIND $rows AS row MATCH (n:Claim {id: row[3]})-[r:ABOUT]->(e)
WHERE e.id <> CASE r.party WHEN 'a' THEN row[0] ELSE coalesce(row[1], '') END DELETE r"""
"""Takes claims off parties that are theirs no more: rows begin as claims do."""

LOOSEN_ARTICLES = (
    "UNWIND $rows AS row MATCH (n:Article {version: row[1]})-[r:BY]->(s) WHERE s.id <> row[0] DELETE r"
)
"""Takes articles off sources that are theirs no more: rows begin as articles do."""

LOOSEN_TIES = f"""UNWIND $rows AS row MATCH (a:Entity {{id: row[0]}}) MATCH (b:Entity {{id: row[1]}})
MATCH (a)-[r:{_ANY_TIE}]-(b) WHERE NOT r.id IN row[2] DELETE r"""
"""Takes away the versions that a pair has no more: rows are both ids and the ids of the versions that it has."""

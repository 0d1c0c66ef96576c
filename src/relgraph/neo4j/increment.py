"""What has changed, as statements: each part takes away what is no more, and writes what is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from relgraph.dates import Day
from relgraph.neo4j.since import Scope, with_all_of, with_texts_about, with_texts_beside
from relgraph.neo4j.statements import (
    ENTITIES,
    FORGET_NODES,
    FORGET_UNUSED_SOURCES,
    LOOSEN_ARTICLES,
    LOOSEN_CLAIMS,
    LOOSEN_TIES,
    Row,
    Statement,
    writing,
)
from relgraph.privacy import id_of
from relgraph.property_graph import Article, Claim, Graph
from relgraph.readmodel.reading import Pair

if TYPE_CHECKING:
    from neo4j import Session

PART = 500
"""Entities, articles, claims or pairs of one part."""

_Number = TypeVar("_Number", int, Pair)


class Increment(NamedTuple):
    """`parts` are to be written in their order; `toggled` are the entities that are withheld now and were not on the
    server, or the other way round: until all parts are written they have to be remembered.
    """

    toggled: list[int]
    parts: Iterator[list[Statement]]


def increment(
    db: sqlite3.Connection, session: Session, today: Day, scope: Scope, toggled: Collection[int]
) -> Increment:
    """What brings the server to what the file says of this scope, and of those `toggled` before."""
    before = _withheld_there(session)
    graph = Graph(db, today, {*before, *scope.entities})
    called = graph.mask.called
    toggled = {*toggled, *(no for no in before.keys() | called.keys() if before.get(no) != called.get(no))}
    retold = toggled | (called.keys() & scope.entities)
    with_texts_beside(db, called.keys() | before.keys(), scope)
    if retold:
        with_all_of(db, toggled, scope)
        with_texts_about(db, retold, scope)
    return Increment(sorted(toggled), _parts(db, graph, scope, bool(retold)))


def rewriting(rows: Sequence[Row]) -> list[Statement]:
    """What writes rows of one sort in the place of what is there, if they hang on something else now."""
    statements = writing(rows)
    if rows and isinstance(rows[0], Article | Claim):
        loosen = LOOSEN_ARTICLES if isinstance(rows[0], Article) else LOOSEN_CLAIMS
        return [Statement(loosen, [list(row[:4]) for row in rows]), *statements]
    return statements


def _withheld_there(session: Session) -> dict[int, str]:
    """Who is withheld on the server, and what each is called there."""
    rows = session.run("MATCH (n:Withheld) RETURN n.id AS id, n.name AS name")
    return {int(str(row["id"]).partition(":")[2]): row["name"] for row in rows}


def _parts(db: sqlite3.Connection, graph: Graph, scope: Scope, retold: bool) -> Iterator[list[Statement]]:
    for nos in _some(scope.entities):
        ids = _ids(db, nos)
        rows = list(graph.entities_of(nos))
        here = {row.id for row in rows}
        gone = [[id] for no in nos for id in (ids[no], id_of(no)) if id not in here]
        yield [Statement(FORGET_NODES[ENTITIES], gone), *writing(rows)]
    for nos in _some(scope.articles):
        yield writing(list(graph.sources_of(nos))) + rewriting(list(graph.articles_of(nos)))
    for positions in _some(scope.claims):
        yield rewriting(list(graph.claims_of(positions)))
    for pairs in _some(scope.pairs):
        yield _pairs(db, graph, pairs)
    if retold:
        yield [Statement(FORGET_UNUSED_SOURCES, [[0]])]


def _pairs(db: sqlite3.Connection, graph: Graph, pairs: list[Pair]) -> list[Statement]:
    ids = {no: graph.mask.id(no, id) for no, id in _ids(db, {no for pair in pairs for no in pair}).items()}
    ties = list(graph.ties_of(pairs))
    kept: dict[frozenset[str], list[str]] = {}
    for tie in ties:
        kept.setdefault(frozenset((tie.a, tie.b)), []).append(tie.id)
    both = ((ids[one], ids[other]) for one, other in pairs)
    rows = [[one, other, kept.get(frozenset((one, other)), [])] for one, other in both]
    return [Statement(LOOSEN_TIES, rows), *writing(ties)]


def _ids(db: sqlite3.Connection, nos: Collection[int]) -> dict[int, str]:
    query = "SELECT no, entity.id FROM json_each(?) CROSS JOIN entity ON no = value"
    return dict(db.execute(query, (json.dumps(list(nos)),)).fetchall())


def _some(numbers: Iterable[_Number]) -> Iterator[list[_Number]]:
    ordered = sorted(numbers)
    for at in range(0, len(ordered), PART):
        yield ordered[at : at + PART]

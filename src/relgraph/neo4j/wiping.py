"""Taking away what sync made, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.neo4j import checkpoint
from relgraph.neo4j.comparing import Told
from relgraph.neo4j.statements import CONSTRAINTS, INDICES, MINE
from relgraph.property_graph.rows import TYPES

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

_SOME = 5_000


class Wiped(NamedTuple):
    """How many nodes and relationships were taken away."""

    nodes: int
    relationships: int


def wipe(driver: Driver, told: Told) -> Wiped:
    """Take away our nodes with all that hangs on them, our constraints and indices; some at a time.

    The checkpoint goes first: a sync that comes in between does not trust what is left.
    """
    nodes = relationships = 0
    with driver.session() as session:
        session.run(f"MATCH (c:{checkpoint.LABEL}) DELETE c").consume()
        for type in (*TYPES.values(), "IN", "BY", "ABOUT"):
            text = f"MATCH (:{MINE})-[r:{type}]->(:{MINE}) WITH r LIMIT $some DELETE r"
            while gone := session.execute_write(_delete, text):
                relationships += gone[1]
                told(gone[1])
        while gone := session.execute_write(_delete, f"MATCH (n:{MINE}) WITH n LIMIT $some DETACH DELETE n"):
            nodes += gone[0]
            relationships += gone[1]
            told(sum(gone))
        for name in ("relgraph_sync", *CONSTRAINTS):
            session.run(f"DROP CONSTRAINT {name} IF EXISTS").consume()
        for name in INDICES:
            session.run(f"DROP INDEX {name} IF EXISTS").consume()
    return Wiped(nodes, relationships)


def _delete(tx: ManagedTransaction, text: str) -> tuple[int, int] | None:
    """Nodes and relationships that went; None if nothing is left."""
    counters = tx.run(text, some=_SOME).consume().counters
    gone = counters.nodes_deleted, counters.relationships_deleted
    return gone if any(gone) else None

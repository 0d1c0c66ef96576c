"""How far the server has come, and batches that are written once and no more.

One node holds it. Each transaction first writes to that node, which takes its lock, and goes on only if the node is
still at the turn that the writer has seen; with its rows it writes the next turn. So whoever is killed leaves a turn
done or not begun, of two writers one finds that it was overtaken, and one whose answer was lost finds its own turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from relgraph.neo4j.statements import CONSTRAINTS, INDICES, Statement

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

LABEL = "RelgraphSync"

MODEL = 1
"""The model that rows are written in; rows of another one are all compared."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far the server has come.

    It holds all that the log says up to `position`, where its hash is `hash` (hex), as shown on the day `shown`
    (whoever is withheld then is not named) in the model `model`. While it is being filled, `stage` names the sort of
    rows that comes next and `cursor` (JSON) the last one written. `turn` is another one after each batch.
    """

    log: str
    position: int
    hash: str
    shown: int
    stage: str | None = None
    cursor: str | None = None
    model: int = MODEL
    turn: str = ""


class Overtaken(Exception):
    """Another sync wrote to the server since its checkpoint was read."""


_READ = f"MATCH (c:{LABEL} {{key: 'only'}}) RETURN properties(c) AS c"
_LOCK = f"MATCH (c:{LABEL}) SET c.locked = $turn RETURN c.key"
"""By its label: a seek by its key would share a lock first, and two writers that share it wait for each other."""
_MAKE = f"MERGE (c:{LABEL} {{key: 'only'}}) SET c.locked = $turn"
_WRITE = f"MATCH (c:{LABEL} {{key: 'only'}}) SET c = $c, c.key = 'only'"
_UNIQUE = f"CREATE CONSTRAINT relgraph_sync IF NOT EXISTS FOR (c:{LABEL}) REQUIRE c.key IS UNIQUE"


def read(session: Session) -> Checkpoint | None:
    """The server's checkpoint; None if it has none."""
    return session.execute_read(_read)


def _read(tx: ManagedTransaction) -> Checkpoint | None:
    record = tx.run(_READ).single()
    if record is None or "turn" not in record["c"]:
        return None
    found = record["c"]
    return Checkpoint(**{name: found.get(name) for name in Checkpoint.__slots__})


def prepare(driver: Driver) -> None:
    """Make the constraints and indices that there are not yet."""
    with driver.session() as session:
        session.run(_UNIQUE).consume()
        for name, what in CONSTRAINTS.items():
            session.run(f"CREATE CONSTRAINT {name} IF NOT EXISTS {what}").consume()
        for name, what in INDICES.items():
            session.run(f"CREATE INDEX {name} IF NOT EXISTS {what}").consume()
        session.run("CALL db.awaitIndexes(600)").consume()


def write(
    session: Session, seen: Checkpoint | None, statements: Sequence[Statement], then: Checkpoint
) -> Checkpoint:
    """Write a batch and the checkpoint after it, as one; returns that checkpoint. Raises Overtaken."""
    then = replace(then, turn=uuid4().hex)
    from neo4j.exceptions import IncompleteCommit

    for patience in (True, True, False):
        try:
            session.execute_write(_write, seen.turn if seen else None, statements, then)
            break
        except IncompleteCommit:  # whether it was written, only the server knows: ask
            if not patience:
                raise
    return then


def _write(
    tx: ManagedTransaction, seen: str | None, statements: Sequence[Statement], then: Checkpoint
) -> None:
    if tx.run(_LOCK, turn=then.turn).single() is None:
        tx.run(_MAKE, turn=then.turn).consume()
    there = _read(tx)
    if there and there.turn == then.turn:
        return  # written before, and the answer was lost
    if (there.turn if there else None) != seen:
        raise Overtaken
    for text, rows in statements:
        tx.run(text, rows=rows).consume()
    values: dict[str, Any] = asdict(then)
    tx.run(_WRITE, c=values).consume()

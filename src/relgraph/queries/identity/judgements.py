"""What persons judged: by whom, when, and whether it counts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from relgraph.identity import Judgement, Pin
from relgraph.queries.identity.members import refs
from relgraph.queries.mentions import Mention
from relgraph.queries.rows import Ref
from relgraph.readmodel.judged import Weighed, weighed


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement of a and b, as it was said.

    A party that nothing names any more is its id alone. `mentions` are given where a party is one mention. `naming`
    says how the other comes by the name of `a`. `by` and `why` are None once the content was erased. `undone` is the
    judgement that takes it back, `undoes` the one that it takes back; `left_out`: others contradict it.
    """

    id: str
    position: int
    judgement: str
    a: Ref
    b: Ref
    mentions: tuple[Mention | None, Mention | None]
    by: str | None
    at: str
    why: str | None
    naming: str | None
    undoes: str | None
    undone: str | None
    left_out: bool

    @property
    def counts(self) -> bool:
        """Whether anything follows from it."""
        return not (self.undone or self.undoes or self.left_out)


def judgements(db: sqlite3.Connection, of: set[str] | None = None) -> list[Said]:
    """The judgements of these entities (their ids), or all; in order of the log."""
    now = weighed(db)
    wanted = [
        (position, said) for position, said in now.said.items() if of is None or of & _parties(now, said)
    ]
    return list(_told(db, now, wanted))


def judgement(db: sqlite3.Connection, id: str) -> Said:
    """The judgement of that id."""
    now = weighed(db)
    (told,) = _told(db, now, [(position, said) for position, said in now.said.items() if said.id == id])
    return told


def _parties(now: Weighed, said: Judgement) -> set[str]:
    return {said.a, said.b, now.owner.get(said.a, said.a), now.owner.get(said.b, said.b)}


def _told(db: sqlite3.Connection, now: Weighed, wanted: list[tuple[int, Judgement]]) -> Iterator[Said]:
    called = refs(db, {id for _, said in wanted for id in (said.a, said.b)})
    for position, said in wanted:
        row = db.execute("SELECT body FROM body WHERE position = ?", (position,)).fetchone()
        body: dict[str, Any] = json.loads(row[0]) if row and row[0] else {}
        left = [pin for pin in said.pins if body.get("a_in") and _is(pin, body["a_in"])]
        right = [pin for pin in said.pins if body.get("b_in") and _is(pin, body["b_in"])]
        yield Said(
            id=said.id,
            position=position,
            judgement=said.judgement,
            a=called.get(said.a, Ref(said.a, said.a, "")),
            b=called.get(said.b, Ref(said.b, said.b, "")),
            mentions=(Mention(*left[0]) if left else None, Mention(*right[0]) if right else None),
            by=body.get("by"),
            at=said.at,
            why=body.get("why"),
            naming=body.get("naming"),
            undoes=said.undoes,
            undone=now.judged.undone.get(said.id),
            left_out=said.id in now.judged.contradicting,
        )


def _is(pin: Pin, mention: dict[str, Any]) -> bool:
    return pin == (mention["article"], mention["name"], mention["type"], mention.get("given") or "")

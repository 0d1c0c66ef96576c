"""Doing what was planned: one transaction, then the cleaning of the file."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from relgraph.erasing.planning import Plan
from relgraph.errors import BadInput, Conflict, RelgraphError
from relgraph.events import ContentErased, ContentReplaced
from relgraph.ingest import Store
from relgraph.names import folded


class Erased(NamedTuple):
    """The record of it, and why bytes of what was erased may still be in the file; None: they are not."""

    position: int
    unclean: str | None


def check_reason(db: sqlite3.Connection, plan: Plan, why: str) -> None:
    """Raises BadInput if the reason, which stays in the log for good, names who goes or anybody else in the file."""
    words = f" {' '.join(folded(why).split())} "
    names = {folded(name) for name in plan.target.names}
    query = """
        SELECT DISTINCT folded FROM name JOIN entity ON no = entity
        WHERE type = 'person' AND instr(?, folded) > 0 AND instr(folded, ' ') > 0"""
    names |= {name for (name,) in db.execute(query, (words,))}
    if any(_is_in(name, words) for name in names):
        raise BadInput("the reason stays in the log for good, so say it without a name", field="--why")


def _is_in(name: str, words: str) -> bool:
    before, found, after = words.partition(name)
    return bool(found) and not before[-1:].isalnum() and not after[:1].isalnum()


def erase(store: Store, plan: Plan, why: str) -> Erased:
    """Erase what was planned. Raises BadInput (see `check_reason`); RelgraphError if there is nothing to erase, or
    if the log went on since.
    """
    check_reason(store.connection, plan, why)
    if not plan.positions:
        raise RelgraphError("nothing is left to erase")
    done = ContentErased(positions=tuple(plan.positions), why=why)
    left = [
        ContentReplaced(position=position, body=body, erasure=done.id)
        for position, body in sorted(plan.left.items())
    ]
    try:
        receipts = store.log.append(
            [done.entry(), *(event.entry() for event in left)], expected_head=plan.head
        )
    except Conflict:
        raise RelgraphError("the file has changed meanwhile, so nothing was erased; ask again") from None
    return Erased(receipts[0].position, store.log.unclean)

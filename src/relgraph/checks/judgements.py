"""Judgements that contradict each other, and those of what nothing names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from relgraph.checks.found import Found
from relgraph.fold.model import FOREVER
from relgraph.readmodel.judged import weighed


def contradicting(db: sqlite3.Connection) -> Iterator[Found]:
    """Judgements that would make one what was judged to be two."""
    now = weighed(db)
    for position, said in now.said.items():
        if said.id in now.judged.contradicting:
            pair = f"{_called(db, said.a)} and {_called(db, said.b)}"
            message = f"{pair} were judged to be one, which others contradict; it is left out"
            latest = max(at for at, one in now.said.items() if one.judgement == "different" or one.undoes)
            parties = tuple(no for id in (said.a, said.b) for no in _canonical(db, now.owner.get(id, id)))
            yield Found(
                "contradicting judgements", position, message, parties, said.id, max(position, latest)
            )


def orphans(db: sqlite3.Connection) -> Iterator[Found]:
    """Judgements of what nothing names, or that take back what the log does not hold."""
    now = weighed(db)
    ids = {said.id for said in now.said.values()}
    standing = set(now.judged.standing)
    for position, said in now.said.items():
        if said.undoes and said.undoes not in ids:
            message = f"it takes back judgement {said.undoes}, which is not in the log"
            yield Found("orphan judgement", position, message, (), said.id)
        elif said.id in standing and (
            gone := [id for id in (said.a, said.b) if not _is_named(db, now.owner.get(id, id))]
        ):
            message = f"nothing goes by {' or '.join(gone)}, so the judgement changes nothing"
            yield Found("orphan judgement", position, message, (), said.id)


def _is_named(db: sqlite3.Connection, id: str) -> bool:
    query = "SELECT 1 FROM entity WHERE id = ? AND known_from < ?"
    return db.execute(query, (id, FOREVER)).fetchone() is not None


def _called(db: sqlite3.Connection, id: str) -> str:
    row = db.execute("SELECT name FROM entity WHERE id = ?", (id,)).fetchone()
    return f"{row[0]} ({id})" if row else id


def _canonical(db: sqlite3.Connection, id: str) -> list[int]:
    return [no for (no,) in db.execute("SELECT canonical FROM entity WHERE id = ?", (id,))]

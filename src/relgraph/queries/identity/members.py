"""Whom a person means who judges: one entity among those that may be one already, or one mention."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.queries.find import canonical, levels, named
from relgraph.queries.mentions import Mention, mentioned
from relgraph.queries.rows import Ref


class Member(NamedTuple):
    """An entity before it is judged to be another one, by the id that was typed; or a mention, and what it leads to.

    `no` and `group` are the numbers of the entity and of the canonical one in the read model.
    """

    id: str
    name: str
    type: str
    no: int
    group: int
    mention: Mention | None = None

    @property
    def ref(self) -> Ref:
        """As other answers show it."""
        return Ref(self.id, self.name, self.type)


def member(db: sqlite3.Connection, text: str, on: Day, known: Day) -> Member:
    """The entity or the mention of that name. Raises NotFound and Ambiguous."""
    found = mentioned(db, text)
    if found:
        return Member(found.id, found.mention.name, found.mention.type, found.no, found.group, found.mention)
    whole = named(db, text, on, known)
    for level in levels(db, text):
        if canonical(db, level, known):
            query = "SELECT no, id, name, type FROM entity WHERE no = ? AND known_from <= ?"
            rows = [row for no in sorted(set(level)) for row in db.execute(query, (no, known))]
            no, id, name, type = next((row for row in rows if row[0] == whole.no), rows[0])
            outside = db.execute("SELECT 1 FROM external WHERE id = ?", (text,)).fetchone()
            return Member(text if outside else id, name, type, no, whole.no)
    raise AssertionError(text)


def refs(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Ref]:
    """How the entities of these ids, or of ids in other data sets, are called."""
    query = """
        SELECT entity.id, name, type FROM entity WHERE id = :id
        UNION ALL SELECT :id, name, type FROM external JOIN entity ON no = entity WHERE external.id = :id LIMIT 1"""
    return {id: Ref(*row) for id in ids for row in db.execute(query, {"id": id})}


def members_of(db: sqlite3.Connection, group: int) -> list[tuple[int, Ref]]:
    """Those that a canonical entity is made of, itself first, each with its number."""
    query = """
        SELECT no, id, name, type FROM entity WHERE no = :group
        UNION ALL SELECT no, id, name, type FROM entity WHERE canonical = :group AND canonical <> no"""
    return [(no, Ref(*row)) for no, *row in db.execute(query, {"group": group})]

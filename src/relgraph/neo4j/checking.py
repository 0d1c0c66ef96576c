"""Whether the server says what the file says, for a person to read."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relgraph.dates import Day
from relgraph.errors import NotFound
from relgraph.log import SqliteLog
from relgraph.neo4j import checkpoint
from relgraph.neo4j.comparing import Difference, Told, differences, fields
from relgraph.neo4j.syncing import refuse_another, totals
from relgraph.property_graph import Graph

if TYPE_CHECKING:
    from neo4j import Driver

SHOWN = 20
"""Differences that are told in full; the others are counted."""


@dataclass(frozen=True, slots=True)
class Differs:
    """A row that is not the same on both sides.

    `sort` is entity, source, article, claim or the kind of a tie; `what` is missing (on the server), extra (there) or
    different; `fields` has each property that differs, with the file's value and the server's.
    """

    sort: str
    key: str
    what: str
    fields: list[tuple[str, object, object]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `position` is the server's, `head` the file's; `first` are SHOWN of `count` differences."""

    nodes: int
    relationships: int
    position: int
    head: int
    count: int
    first: list[Differs]


def check(driver: Driver, db: sqlite3.Connection, today: Day, told: Told) -> Checked:
    """Compare every row, as it is shown on that day. Raises as `syncing.sync`, and NotFound if the server has none."""
    head = SqliteLog(db).head()
    with driver.session() as session:
        there = checkpoint.read(session)
        if there is None:
            raise NotFound("the server holds no graph of relgraph: `relgraph neo4j sync` brings it there")
        refuse_another(there, db, head)
        count, first = 0, []
        with driver.session() as other:
            for difference in differences(session, Graph(db, today), told):
                count += 1
                if count <= SHOWN:
                    first.append(_plain(difference, fields(other, difference)))
        return Checked(*totals(session), there.position, head.position, count, first)


def _plain(difference: Difference, fields: list[tuple[str, object, object]]) -> Differs:
    sort = difference.kind or difference.sort.row.__name__.lower()
    what = "extra" if difference.row is None else "different" if difference.there else "missing"
    return Differs(sort, difference.key, what, fields if what == "different" else [])

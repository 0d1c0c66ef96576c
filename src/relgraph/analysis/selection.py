"""Which entities and ties are looked at together."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from relgraph.dates import Day
from relgraph.fold.model import FOREVER, Window
from relgraph.kinds import STATES
from relgraph.queries.pairs import HOLDING
from relgraph.queries.rows import TIES, Ref, Tie, stands, tie_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which ties: those that hold or may hold on `on`, with `always` those of any day, as known on `known`.

    Of these `kinds` (empty: all), standing at least so (None: all but withdrawn ones); `around` are canonical entities
    and `depth` the steps from them (none: the whole graph).
    """

    on: Day
    known: Day
    always: bool = False
    around: Sequence[int] = ()
    depth: int = 1
    kinds: Sequence[str] = ()
    standing: str | None = None


class Lasting(NamedTuple):
    """A tie as party a sees it, and the first and the last day on which it holds or may hold.

    `last` None: open; both None: no day is told, as of a marriage that was at some time.
    """

    tie: Tie
    first: Day | None
    last: Day | None


class Selection(NamedTuple):
    """The entities by their number, and the ties between them, in the order of the read model."""

    entities: dict[int, Ref]
    ties: list[Lasting]


def select(db: sqlite3.Connection, wanted: Wanted) -> Selection:
    """Choose entities that have such ties, and whoever is asked for by name."""
    kinds = ",".join(f"'{kind}'" for kind in STATES if not wanted.kinds or kind in wanted.kinds)
    where = (
        f"v.kind IN ({kinds}) AND {stands(wanted.standing)} AND {HOLDING['all' if wanted.always else 'any']}"
    )
    asked: dict[str, object] = {"on": wanted.on, "known": wanted.known}
    if wanted.around:
        asked["nos"] = json.dumps(sorted(_near(db, wanted, where, asked)))
        where = f"{_AMONG} AND {where}"
    rows = db.execute(f"{TIES} {where} ORDER BY v.a, v.b, v.kind, v.episode", asked)
    ties = [_lasting(row, wanted.on) for row in rows]
    entities = _refs(db, wanted.around)
    for tie, *_ in ties:
        entities[tie.near] = tie.entity
        entities[tie.far] = tie.other
    return Selection(dict(sorted(entities.items())), ties)


def _near(db: sqlite3.Connection, wanted: Wanted, where: str, asked: dict[str, object]) -> set[int]:
    """Who is at most so many steps away, over ties that are asked for."""
    found, edge = set(wanted.around), set(wanted.around)
    for _ in range(wanted.depth):
        given = {**asked, "nos": json.dumps(sorted(edge))}
        edge = {no for side in _SIDES for (no,) in db.execute(f"{side} AND {where}", given)} - found
        found |= edge
    return found


_SIDES = [
    f"""SELECT v.{far} FROM json_each(:nos) CROSS JOIN version AS v ON v.{near} = value
    AND v.known_to > :known AND v.known_from <= :known"""
    for near, far in ("ab", "ba")
]
_AMONG = "v.a IN (SELECT value FROM json_each(:nos)) AND +v.b IN (SELECT value FROM json_each(:nos))"


def _lasting(row: Sequence[Any], on: Day) -> Lasting:
    first, after = Window(*row[13:19]).may()
    if first >= after:
        return Lasting(tie_of(row, on), None, None)
    return Lasting(tie_of(row, on), first, None if after == FOREVER else after - 1)


def _refs(db: sqlite3.Connection, entities: Iterable[int]) -> dict[int, Ref]:
    query = "SELECT no, entity.id, name, entity.type FROM json_each(?) JOIN entity ON no = value"
    return {no: Ref(*ref) for no, *ref in db.execute(query, (json.dumps(list(entities)),))}

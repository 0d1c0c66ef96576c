"""Entities, each with those that were judged to be it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from relgraph.dates import Day
from relgraph.fold.model import FOREVER
from relgraph.property_graph.masking import Mask
from relgraph.property_graph.rows import Entity, when

_SAME = """
WITH same AS (
  SELECT no AS who, no FROM json_each(:nos) CROSS JOIN entity ON no = value AND canonical = no
  UNION ALL SELECT canonical, no FROM json_each(:nos) CROSS JOIN entity ON canonical = value AND canonical <> no
)"""
"""Every entity asked for with those that are judged to be it."""

_ROWS = f"""{_SAME}
SELECT who, id, name, type, born, known_from FROM same CROSS JOIN entity USING (no) ORDER BY entity.no <> who, born"""
_NAMES = f"{_SAME} SELECT DISTINCT who, name FROM same CROSS JOIN name ON entity = same.no ORDER BY who, name"
_IDS = f"{_SAME} SELECT who, external.id FROM external JOIN same ON entity = no ORDER BY who, external.id"


def entities_of(db: sqlite3.Connection, mask: Mask, nos: Iterable[int]) -> Iterator[Entity]:
    """Those of these entities that stand for themselves and are named by something."""
    given = {"nos": json.dumps(list(nos))}
    found: dict[int, _Gathered] = {}
    for who, id, name, type, born, known_from in db.execute(_ROWS, given):
        one = found.setdefault(who, _Gathered(id, name, type, born, known_from))
        one.born = one.born or born
        one.known_from = min(one.known_from, known_from)
        if id != one.id:
            one.also.append(id)
    for who, name in db.execute(_NAMES, given):
        found[who].names.append(name)
    for who, id in db.execute(_IDS, given):
        found[who].ids.append(id)
    for no, one in found.items():
        if one.known_from < FOREVER:
            yield one.entity(no, mask)


@dataclass(slots=True)
class _Gathered:
    """What is known of an entity and of those that are judged to be it."""

    id: str
    name: str
    type: str
    born: str | None
    known_from: Day
    also: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def entity(self, no: int, mask: Mask) -> Entity:
        known_from = when(self.known_from)
        if no in mask.called:
            return Entity(
                mask.id(no, self.id), mask.called[no], self.type, [], None, known_from, [], [], True
            )
        aliases = sorted({mask.text(name) for name in self.names if name != self.name})
        name = mask.text(self.name)
        return Entity(
            self.id, name, self.type, aliases, self.born, known_from, self.ids, sorted(self.also), False
        )

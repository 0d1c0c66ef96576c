"""Who is near whom: the entities so many steps away over ties of some sort."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from relgraph.kinds import KINDS, Shape

BETWEEN_PEOPLE = 3
"""A tie between people counts as much as so many to works and organizations."""

PEOPLE = tuple(name for name, kind in KINDS.items() if kind.starts and kind.shapes == (Shape.BOND,))
"""The states between people."""


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties of a read model that have a version `v` of which the condition `where` is true.

    `asked` are the values that it names.
    """

    db: sqlite3.Connection
    where: str
    asked: Mapping[str, object]

    def of(self, entities: Iterable[int]) -> set[tuple[int, int, str, int]]:
        """The ties of these, to whomever: a, b, kind, episode."""
        given = {"nos": json.dumps(list(entities)), **self.asked}
        found: set[tuple[int, int, str, int]] = set()
        for side in ("a", "b"):
            ties = (
                f"SELECT a, b, kind, episode FROM json_each(:nos) CROSS JOIN version AS v ON {side} = value"
            )
            found.update(self.db.execute(f"{ties} AND {self.where}", given))
        return found

    def near(self, entities: Collection[int]) -> list[int]:
        """Who is tied to these, most closely first."""
        inside, weight = set(entities), dict[int, int]()
        for a, b, kind, _ in self.of(entities):
            worth = BETWEEN_PEOPLE if kind in PEOPLE else 1
            for far in {a, b} - inside:
                weight[far] = weight.get(far, 0) + worth
        return sorted(weight, key=lambda no: (-weight[no], no))

    def nearest(self, around: Sequence[int], depth: int, most: int | None = None) -> list[int]:
        """The entities around these, step by step, these first; of more than `most`, those tied most closely."""
        chosen = dict.fromkeys(around)
        edge: Collection[int] = list(chosen)
        for _ in range(depth):
            edge = [no for no in self.near(edge) if no not in chosen]
            if most is not None:
                edge = edge[: max(0, most - len(chosen))]
            chosen |= dict.fromkeys(edge)
        return list(chosen)

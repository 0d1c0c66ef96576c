"""Which entities and ties of a read model go into a page, and how many do not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.kinds import KINDS, Shape

Pair = tuple[int, int]
"""Two canonical entities as the table `version` has them: party a, party b."""

BEST = 150
"""So many entities are shown if nobody says otherwise."""
NEAR = 400
"""So many around those that are asked for."""

_AROUND_HUB = 12
_BETWEEN_PEOPLE = 3  # a tie between people counts as much as so many to works and organizations
_CREDITS = 6  # so many of one entity count: else a long filmography goes before five marriages
_PEOPLE = 0.6  # the part of the room that is kept for people and who is tied to them


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page is to show.

    `around` are canonical entities and `depth` the steps from them; with none, the best tied. At most `most`
    entities (None: BEST, or NEAR around somebody), of the `kinds` of ties (empty: all).
    """

    around: Sequence[int] = ()
    depth: int = 1
    kinds: Sequence[str] = ()
    most: int | None = None


class Selection(NamedTuple):
    """The entities of a page, those asked for first; the pairs of them that have ties, of which kinds.

    `entities_left` and `ties_left` count what the file has besides; `beyond` the ties of each entity to others that
    are not on the page.
    """

    entities: list[int]
    pairs: list[Pair]
    kinds: list[str]
    entities_left: int
    ties_left: int
    beyond: dict[int, int]


def select(db: sqlite3.Connection, wanted: Wanted, known: Day) -> Selection:
    """Choose from what was ever known by that day."""
    kinds = list(wanted.kinds) or [name for name, kind in KINDS.items() if kind.starts]
    table = _Table(db, kinds, known)
    if wanted.around:
        chosen = _nearest(table, wanted.around, wanted.depth, wanted.most or NEAR)
    else:
        chosen = table.best(wanted.most or BEST)
    inside = set(chosen)
    found = table.ties_of(chosen)
    pairs = sorted({(a, b) for a, b, _, _ in found if a in inside and b in inside})
    tied = {no for pair in pairs for no in pair} | set(wanted.around)
    entities, ties = table.totals()
    beyond: dict[int, int] = {}
    for a, b, _, _ in found:
        for near, far in ((a, b), (b, a)):
            if near in tied and far not in tied:
                beyond[near] = beyond.get(near, 0) + 1
    kept = sum(1 for a, b, _, _ in found if a in tied and b in tied)
    return Selection(
        [no for no in chosen if no in tied], pairs, kinds, entities - len(tied), ties - kept, beyond
    )


class _Table:
    """The ties of the read model, of some kinds, whenever they were known up to a day."""

    def __init__(self, db: sqlite3.Connection, kinds: Sequence[str], known: Day) -> None:
        self._db, self._known = db, known
        self._where = f"known_from <= :known AND kind IN ({_listed(kinds)})"

    def best(self, most: int) -> list[int]:
        """Those with the most ties, with who is tied to them as people are, and the works that several of them share.

        What room is left goes to the best tied of any sort, each with some of those it is tied to: islands tell
        nothing.
        """
        hubs = self._hubs(most)
        chosen: dict[int, None] = {}
        for hub, near in self._companions(hubs).items():
            chosen |= dict.fromkeys([hub, *near][: max(0, int(most * _PEOPLE) - len(chosen))])
        chosen |= dict.fromkeys(self._shared(chosen)[: most - len(chosen)])
        for hub in hubs:
            if len(chosen) < most:
                chosen |= dict.fromkeys([hub, *self.near([hub])[:_AROUND_HUB]])
        return list(chosen)[:most]

    def _hubs(self, most: int) -> list[int]:
        bonds = _listed(name for name, kind in KINDS.items() if kind.starts and _is_bond(name))
        weight = f"{_BETWEEN_PEOPLE} * sum(bond) + min(sum(NOT bond), {_CREDITS})"
        rows = self._db.execute(
            f"""
            WITH tie AS (SELECT DISTINCT a, b, kind, kind IN ({bonds}) AS bond FROM version WHERE {self._where})
            SELECT no FROM (SELECT a AS no, bond FROM tie UNION ALL SELECT b, bond FROM tie)
            GROUP BY no ORDER BY {weight} DESC, count(*) DESC, no LIMIT :most""",
            {"known": self._known, "most": most},
        )
        return [no for (no,) in rows]

    def _companions(self, hubs: Sequence[int]) -> dict[int, list[int]]:
        """Who is tied to each of these as people are to people; hubs without any are left out."""
        found: dict[int, dict[int, None]] = {hub: {} for hub in hubs}
        for a, b, kind, _ in sorted(self.ties_of(hubs)):
            if _is_bond(kind):
                for near, far in ((a, b), (b, a)):
                    if near in found:
                        found[near][far] = None
        return {hub: list(near) for hub, near in found.items() if near}

    def _shared(self, entities: Collection[int]) -> list[int]:
        """What ties two or more of these to each other, the most shared first."""
        near: dict[int, set[int]] = {}
        for a, b, _, _ in self.ties_of(entities):
            for inside, far in ((a, b), (b, a)):
                if inside in entities and far not in entities:
                    near.setdefault(far, set()).add(inside)
        shared = {no: len(some) for no, some in near.items() if len(some) > 1}
        return sorted(shared, key=lambda no: (-shared[no], no))

    def near(self, entities: Collection[int]) -> list[int]:
        """Who is tied to these, most closely first."""
        inside, weight = set(entities), dict[int, int]()
        for a, b, kind, _ in self.ties_of(entities):
            worth = _BETWEEN_PEOPLE if _is_bond(kind) else 1
            for far in {a, b} - inside:
                weight[far] = weight.get(far, 0) + worth
        return sorted(weight, key=lambda no: (-weight[no], no))

    def ties_of(self, entities: Iterable[int]) -> set[tuple[int, int, str, int]]:
        """The ties of these, to whomever: a, b, kind, episode."""
        given = {"nos": json.dumps(list(entities)), "known": self._known}
        found: set[tuple[int, int, str, int]] = set()
        for side in ("a", "b"):
            ties = f"SELECT a, b, kind, episode FROM json_each(:nos) CROSS JOIN version ON {side} = value"
            found.update(self._db.execute(f"{ties} AND {self._where}", given))
        return found

    def totals(self) -> tuple[int, int]:
        """How many entities have ties, and how many ties there are."""
        tie = f"SELECT DISTINCT a, b, kind, episode FROM version WHERE {self._where}"
        row = self._db.execute(
            f"""WITH tie AS ({tie})
            SELECT (SELECT count(*) FROM (SELECT a FROM tie UNION SELECT b FROM tie)), (SELECT count(*) FROM tie)""",
            {"known": self._known},
        ).fetchone()
        return int(row[0]), int(row[1])


def _is_bond(kind: str) -> bool:
    """Whether both parties of such a tie are people."""
    return KINDS[kind].shapes == (Shape.BOND,)


def _listed(kinds: Iterable[str]) -> str:
    return ",".join(f"'{kind}'" for kind in kinds)


def _nearest(table: _Table, around: Sequence[int], depth: int, most: int) -> list[int]:
    """The entities around these, step by step; of too many, those tied most closely."""
    chosen = dict.fromkeys(around)
    edge: Collection[int] = list(chosen)
    for _ in range(depth):
        edge = [no for no in table.near(edge) if no not in chosen][: max(0, most - len(chosen))]
        chosen |= dict.fromkeys(edge)
    return list(chosen)

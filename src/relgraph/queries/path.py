"""The shortest chain of ties between two entities that hold on a day, as known on a day.

A breadth-first search from both ends over the table `link`, one question for some entities of the smaller side's
edge. Which ties a chain goes along is asked of the few entities between the ends. Of several shortest chains one
without doubt is taken, else the one with the least, else the first by name.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from relgraph.dates import Day
from relgraph.kinds import KINDS, EntityType, Shape
from relgraph.queries.rows import TIES, Tie, tie_of

LONGEST = 12
"""Links of the longest chain that is looked for if nobody says otherwise."""

_PORTION = 64  # entities that one question asks for

_BONDS = tuple(name for name, kind in KINDS.items() if kind.starts and kind.shapes == (Shape.BOND,))


@dataclass(frozen=True, slots=True)
class Chains:
    """What ties a chain may use: those that hold on `on` as known on `known`, of `kinds` (empty: any).

    `sure` leaves out those that hold possibly; `persons` goes through persons only.
    """

    on: Day
    known: Day
    kinds: Sequence[str] = ()
    sure: bool = False
    persons: bool = False


def path(db: sqlite3.Connection, a: int, b: int, chains: Chains, longest: int = LONGEST) -> list[Tie] | None:
    """The ties of a shortest chain from a to b, each as the nearer one to a sees it; None if there is none."""
    if a == b:
        return []
    links = _Links(db, chains, (a, b))
    near, far = _Side(a), _Side(b)
    for _ in range(longest):
        side, opposite = (near, far) if len(near.edge) <= len(far.edge) else (far, near)
        best: list[Tie] | None = None
        reached: set[int] = set()
        for entities in _portions(side.edge):
            fresh = links.beyond(entities) - side.seen - reached
            reached |= fresh
            if meeting := fresh & opposite.edge:
                found = _best(links, near, far, meeting, side)
                best = min(best, found, key=_preference) if best else found
                if _doubt(best) == 0:
                    break
        if best:
            return best
        if not reached:
            return None
        side.step(reached)
    return None


class _Side:
    """The search from one end: what it reached at each level."""

    def __init__(self, start: int) -> None:
        self.levels = [{start}]
        self.seen = {start}

    @property
    def edge(self) -> set[int]:
        return self.levels[-1]

    def step(self, reached: set[int]) -> None:
        self.seen |= reached
        self.levels.append(reached)


def _portions(entities: set[int]) -> Iterator[list[int]]:
    """The entities in the order of the table, some at a time: the search may end in the middle of a level."""
    ordered = sorted(entities)
    for start in range(0, len(ordered), _PORTION):
        yield ordered[start : start + _PORTION]


# ---- the links that a chain may use

_Key = tuple[int, int, str, int]
"""A tie: a, b, kind, episode."""

_Step = dict[int, list[tuple[int, _Key]]]
"""Of each entity: the entities to which it has a tie, and the tie."""

_COLUMNS = "near, far, kind, episode, back"


class _Links:
    """The links that a chain may use."""

    def __init__(self, db: sqlite3.Connection, chains: Chains, ends: tuple[int, int]) -> None:
        self._db, self._chains = db, chains
        self._rest = _condition(db, chains, ends)

    def beyond(self, entities: Iterable[int]) -> set[int]:
        """The entities to which these have a link."""
        return {far for (far,) in self._of("far", entities)}

    def back(self, start: set[int], levels: Sequence[set[int]]) -> list[_Step]:
        """The links from the entities of `start` to the last of the levels, from there to the one before, and so on."""
        steps: list[_Step] = []
        entities = start
        for level in reversed(levels):
            step: _Step = {}
            for near, far, kind, episode, back in self._of(_COLUMNS, entities):
                if far in level:
                    key = (far, near, kind, episode) if back else (near, far, kind, episode)
                    step.setdefault(near, []).append((far, key))
            steps.append(step)
            entities = {far for found in step.values() for far, _ in found}
        return steps

    def ties(self, keys: Iterable[_Key]) -> dict[_Key, Tie]:
        """The ties by these keys."""
        one, other = "json_extract(value, '$[0]')", "json_extract(value, '$[1]')"
        # by party a, and +v.b: where party b is an organization or a work it may have very many
        query = f"""{TIES} v.a IN (SELECT {one} FROM json_each(:pairs))
                    AND (v.a, +v.b) IN (SELECT {one}, {other} FROM json_each(:pairs))"""
        asked = {"pairs": json.dumps(list({key[:2] for key in keys})), "known": self._chains.known}
        ties = (tie_of(row, self._chains.on) for row in self._db.execute(query, asked))
        return {(tie.near, tie.far, tie.kind, tie.episode): tie for tie in ties}

    def _of(self, columns: str, entities: Iterable[int]) -> sqlite3.Cursor:
        # CROSS JOIN: each entity is one seek, whatever SQLite thinks of the length of the list
        query = f"SELECT {columns} FROM json_each(:entities) CROSS JOIN link ON near = value AND {self._rest}"
        values = {"entities": f"[{','.join(map(str, entities))}]"}
        return self._db.execute(query, {**values, "on": self._chains.on, "known": self._chains.known})


def _condition(db: sqlite3.Connection, chains: Chains, ends: tuple[int, int]) -> str:
    """The condition on a link, all but its near party. Its words are numbers and names of our own tables."""
    parts = ["known_to > :known AND known_from <= :known AND may_from <= :on AND may_to > :on"]
    if chains.kinds:
        parts.append(f"kind IN ({_listed(kind for kind in chains.kinds if kind in KINDS)})")
    if chains.persons:
        # An end may be a work; what lies between may not. Works and organizations are always party b.
        others = ",".join(str(end) for end in ends if not _is_person(db, end))
        parts.append(f"(kind IN ({_listed(_BONDS)}) OR iif(back, near, far) IN ({others}))")
    if chains.sure:
        parts.append(_SURELY)
    return " AND ".join(parts)


_SURELY = """EXISTS (
    SELECT 1 FROM version AS v
    WHERE v.a = iif(back, far, near) AND v.known_to = link.known_to AND v.b = iif(back, near, far)
    AND v.kind = link.kind AND v.episode = link.episode AND max(v.first, v.sure_from) <= :on AND v.sure_to > :on)"""


def _listed(kinds: Iterable[str]) -> str:
    return ",".join(f"'{kind}'" for kind in kinds)


def _is_person(db: sqlite3.Connection, no: int) -> bool:
    (type,) = db.execute("SELECT type FROM entity WHERE no = ?", (no,)).fetchone()
    return bool(type == EntityType.PERSON)


# ---- the best of the shortest chains


def _best(links: _Links, near: _Side, far: _Side, meeting: set[int], side: _Side) -> list[Tie]:
    """Walk back from where the two sides meet, one level beyond `side`, to both ends; keep the chain preferred."""
    to_a, to_b = (links.back(meeting, one.levels if one is side else one.levels[:-1]) for one in (near, far))
    ties = links.ties({key for step in (*to_a, *to_b) for found in step.values() for _, key in found})
    first, second = _chains(to_a, ties), _chains(to_b, ties)
    whole = ([*(tie.turned() for tie in reversed(first.get(no, []))), *second.get(no, [])] for no in meeting)
    return min(whole, key=_preference)


def _chains(steps: list[_Step], ties: dict[_Key, Tie]) -> dict[int, list[Tie]]:
    """For each entity of the first step its preferred chain to the end of the last one."""
    best: dict[int, list[Tie]] = {}
    for step in reversed(steps):
        best = {no: min((_chain(no, far, ties[key], best) for far, key in found), key=_preference)
                for no, found in step.items()}  # fmt: skip
    return best


def _chain(no: int, far: int, tie: Tie, best: dict[int, list[Tie]]) -> list[Tie]:
    return [tie if tie.near == no else tie.turned(), *best.get(far, ())]


def _preference(ties: list[Tie]) -> tuple[int, list[tuple[str, str, str]]]:
    return _doubt(ties), [(tie.other.name, tie.other.id, tie.kind) for tie in ties]


def _doubt(ties: list[Tie]) -> int:
    """None for ties that are reported or confirmed and surely hold, and more for each that is less than that."""
    return sum(_WEIGHT.get(tie.standing, 0) + (tie.holds != "yes") for tie in ties)


_WEIGHT = {"disputed": 2, "alleged": 4}

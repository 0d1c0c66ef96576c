"""The shortest chain of ties between two entities that hold on a day, as known on a day.

A breadth-first search from both ends. One level of the smaller side is a few joins over the covering indices of
`version`; of each they bring back the neighbours as one text, which costs half of what a row for each of them
would. Which ties led there is asked afterwards, of the few entities that the chains go through. Of several shortest
chains one without doubt is taken, else the one with the least, else the first by name.
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

_PORTION = 48  # entities that one statement asks for

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
    ties = _Usable(db, chains, (a, b))
    near, far = _Side(a), _Side(b)
    for _ in range(longest):
        side, opposite = (near, far) if len(near.edge) <= len(far.edge) else (far, near)
        best: list[Tie] | None = None
        reached: set[str] = set()
        for entities in _portions(side.edge):
            fresh = ties.neighbours(entities) - side.seen - reached
            reached |= fresh
            if meeting := fresh & opposite.edge:
                found = _best(ties, near, far, meeting, side)
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
    """The search from one end: what it reached at each level, as texts of entity numbers."""

    def __init__(self, start: int) -> None:
        self.levels = [{str(start)}]
        self.seen = {str(start)}

    @property
    def edge(self) -> set[str]:
        return self.levels[-1]

    def step(self, reached: set[str]) -> None:
        self.seen |= reached
        self.levels.append(reached)


def _portions(entities: set[str]) -> Iterator[list[str]]:
    """The entities in the order of the index, some at a time: the search may end in the middle of a level."""
    ordered = sorted(entities, key=int)
    for start in range(0, len(ordered), _PORTION):
        yield ordered[start : start + _PORTION]


# ---- the ties that a chain may use

_Links = dict[str, list[tuple[str, int]]]
"""Of each entity: the entities that it has a tie to, each with the row of the tie."""


class _Usable:
    """The ties that a chain may use, asked for by entity numbers."""

    def __init__(self, db: sqlite3.Connection, chains: Chains, ends: tuple[int, int]) -> None:
        self._db, self._chains = db, chains
        where = _where(db, chains, ends)
        self._neighbours = _query("group_concat(v.{far})", where)
        self._links = _query("v.{near}, v.{far}, v.rowid", where)

    def neighbours(self, entities: Iterable[str]) -> set[str]:
        """The entities that these have a tie to."""
        found: set[str] = set()
        for (numbers,) in self._db.execute(self._neighbours, _listing(entities)):
            if numbers:
                found.update(numbers.split(","))
        return found

    def links_back(self, start: set[str], levels: Sequence[set[str]]) -> list[_Links]:
        """The links from the entities of `start` to the last of the levels, from there to the one before, and so on."""
        steps: list[_Links] = []
        entities = start
        for level in reversed(levels):
            links: _Links = {}
            for entity, other, row in self._db.execute(self._links, _listing(entities)):
                if str(other) in level:
                    links.setdefault(str(entity), []).append((str(other), row))
            steps.append(links)
            entities = {far for found in links.values() for far, _ in found}
        return steps

    def rows(self, numbers: set[int]) -> dict[int, Tie]:
        """The ties in these rows."""
        query = (
            TIES.replace("SELECT ", "SELECT v.rowid, ", 1) + "v.rowid IN (SELECT value FROM json_each(:rows))"
        )
        asked = {"rows": json.dumps(list(numbers)), "known": self._chains.known}
        return {row[0]: tie_of(row[1:], self._chains.on) for row in self._db.execute(query, asked)}


def _where(db: sqlite3.Connection, chains: Chains, ends: tuple[int, int]) -> str:
    """The condition on a version, all but its near party. Its values are numbers and words of our own table."""
    on, known = int(chains.on), int(chains.known)
    parts = [
        f"v.known_to > {known} AND v.known_from <= {known} AND v.first <= {on} AND v.last > {on}",
        "v.standing NOT IN ('denied', 'retracted')",
    ]
    sure, said = (f"(v.{side}_from <= {on} AND v.{side}_to > {on})" for side in ("sure", "said"))
    parts.append(sure if chains.sure else f"({said} OR {sure})")
    if chains.kinds:
        parts.append(f"v.kind IN ({_listed(kind for kind in chains.kinds if kind in KINDS)})")
    if chains.persons:
        # An end may be a work; what lies between may not. Works and organizations are always party b.
        others = ",".join(str(end) for end in ends if not _is_person(db, end))
        parts.append(f"(v.kind IN ({_listed(_BONDS)}) OR v.b IN ({others}))")
    return " AND ".join(parts)


def _listed(kinds: Iterable[str]) -> str:
    return ",".join(f"'{kind}'" for kind in kinds)


def _is_person(db: sqlite3.Connection, no: int) -> bool:
    (type,) = db.execute("SELECT type FROM entity WHERE no = ?", (no,)).fetchone()
    return bool(type == EntityType.PERSON)


def _query(columns: str, where: str) -> str:
    """A query over the ties of each entity in a list, in both directions, as `near` and `far` of `columns`.

    INDEXED BY and CROSS JOIN: each entity is one seek, whatever SQLite thinks of the length of the list.
    """
    return " UNION ALL ".join(
        f"SELECT {columns.format(near=near, far=far)} FROM json_each(:entities)"
        f" CROSS JOIN version v INDEXED BY version_{near} ON v.{near} = json_each.value WHERE {where}"
        for near, far in ("ab", "ba")
    )


def _listing(entities: Iterable[str]) -> dict[str, str]:
    return {"entities": f"[{','.join(entities)}]"}


# ---- the best of the shortest chains


def _best(ties: _Usable, near: _Side, far: _Side, meeting: set[str], side: _Side) -> list[Tie]:
    """Walk back from where the two sides meet, one level beyond `side`, to both ends; keep the chain preferred."""
    to_a, to_b = (
        ties.links_back(meeting, one.levels if one is side else one.levels[:-1]) for one in (near, far)
    )
    rows = ties.rows({row for step in (*to_a, *to_b) for links in step.values() for _, row in links})
    first, second = _chains(to_a, rows), _chains(to_b, rows)
    whole = ([*(tie.turned() for tie in reversed(first.get(no, []))), *second.get(no, [])] for no in meeting)
    return min(whole, key=_preference)


def _chains(steps: list[_Links], ties: dict[int, Tie]) -> dict[str, list[Tie]]:
    """For each entity of the first step its preferred chain to the end of the last one."""
    best: dict[str, list[Tie]] = {}
    for links in reversed(steps):
        best = {no: min((_chain(no, far, ties[row], best) for far, row in found), key=_preference)
                for no, found in links.items()}  # fmt: skip
    return best


def _chain(no: str, far: str, tie: Tie, best: dict[str, list[Tie]]) -> list[Tie]:
    return [tie if str(tie.near) == no else tie.turned(), *best.get(far, ())]


def _preference(ties: list[Tie]) -> tuple[int, list[tuple[str, str, str]]]:
    return _doubt(ties), [(tie.other.name, tie.other.id, tie.kind) for tie in ties]


def _doubt(ties: list[Tie]) -> int:
    """None for ties that are reported or confirmed and surely hold, and more for each that is less than that."""
    return sum(_WEIGHT.get(tie.standing, 0) + (tie.holds != "yes") for tie in ties)


_WEIGHT = {"disputed": 2, "alleged": 4}

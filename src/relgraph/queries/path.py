"""The shortest chain of ties between two entities that hold on a day, as known on a day.

A breadth-first search from both ends over the table `link`, one question for some entities of the smaller side's
edge. Which ties a chain goes along is asked of the few entities between the ends. Of several shortest chains one
without doubt is taken, else the one with the least, else the first by name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.kinds import KINDS, EntityType, Shape
from relgraph.queries.rows import TIES, Tie, tie_of

LONGEST = 12
"""Links of the longest chain that is looked for if nobody says otherwise."""

_PORTION = 32  # entities that one question asks for: the last level ends with the first that meets

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
        best: _Chain | None = None
        reached: set[int] = set()
        for entities in _portions(side.edge):
            fresh = links.beyond(entities) - side.seen - reached
            reached |= fresh
            if meeting := fresh & opposite.edge:
                found = _best(links, near, far, meeting, side)
                best = min(best, found) if best else found
                if best.doubt == 0:
                    break
        if best:
            return [links.tie(link) for link in best.links]
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

_SURE = "sure_from <= :on AND sure_to > :on"

_COLUMNS = f"near, far, kind, episode, back, doubt + NOT ({_SURE})"


class _Link(NamedTuple):
    """A tie from `near` to `far`; `back`: near is its party b; `doubt`: 0 if it is reported and surely holds."""

    near: int
    far: int
    kind: str
    episode: int
    back: int
    doubt: int


_Step = dict[int, list[_Link]]
"""Of each entity the links from it."""


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
            for row in self._of(_COLUMNS, entities):
                if row[1] in level:
                    step.setdefault(row[0], []).append(_Link(*row))
            steps.append(step)
            entities = {link.far for links in step.values() for link in links}
        return steps

    def called(self, entities: Iterable[int]) -> dict[int, tuple[str, str]]:
        """The name and id of each entity."""
        query = "SELECT no, name, entity.id FROM json_each(?) CROSS JOIN entity ON no = value"
        return {no: (name, id) for no, name, id in self._db.execute(query, (_json(entities),))}

    def tie(self, link: _Link) -> Tie:
        """The tie of a link, as its near party sees it."""
        a, b = (link.far, link.near) if link.back else (link.near, link.far)
        # +b: by party a, since where party b is an organization or a work it may have very many
        query = f"{TIES} a = :a AND +b = :b AND kind = :kind AND episode = :episode"
        asked = {"a": a, "b": b, "kind": link.kind, "episode": link.episode, "known": self._chains.known}
        tie = tie_of(self._db.execute(query, asked).fetchone(), self._chains.on)
        return tie.turned() if link.back else tie

    def _of(self, columns: str, entities: Iterable[int]) -> sqlite3.Cursor:
        # CROSS JOIN: each entity is one seek, whatever SQLite thinks of the length of the list
        query = f"SELECT {columns} FROM json_each(:entities) CROSS JOIN link ON near = value AND {self._rest}"
        values = {"entities": _json(entities), "on": self._chains.on, "known": self._chains.known}
        return self._db.execute(query, values)


def _json(entities: Iterable[int]) -> str:
    return f"[{','.join(map(str, entities))}]"


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
        parts.append(_SURE)
    return " AND ".join(parts)


def _listed(kinds: Iterable[str]) -> str:
    return ",".join(f"'{kind}'" for kind in kinds)


def _is_person(db: sqlite3.Connection, no: int) -> bool:
    (type,) = db.execute("SELECT type FROM entity WHERE no = ?", (no,)).fetchone()
    return bool(type == EntityType.PERSON)


# ---- the best of the shortest chains


class _Chain(NamedTuple):
    """A chain of links; of two the smaller one is preferred."""

    doubt: int
    names: tuple[tuple[str, str, str], ...]  # name and id of the entity that each link leads to, and its kind
    links: tuple[_Link, ...]


_NOWHERE = _Chain(0, (), ())


def _best(links: _Links, near: _Side, far: _Side, meeting: set[int], side: _Side) -> _Chain:
    """Walk back from where the two sides meet, one level beyond `side`, to both ends; keep the chain preferred."""
    to_a, to_b = (links.back(meeting, one.levels if one is side else one.levels[:-1]) for one in (near, far))
    called = links.called({no for step in (*to_a, *to_b) for no in step} | far.levels[0])
    first, second = _preferred(to_a, called, turned=True), _preferred(to_b, called, turned=False)
    return min(_joined(first.get(no, _NOWHERE), second.get(no, _NOWHERE)) for no in meeting)


_Called = Mapping[int, tuple[str, str]]


def _preferred(steps: list[_Step], called: _Called, *, turned: bool) -> dict[int, _Chain]:
    """For each entity of the first step its preferred chain to the end of the last one; `turned`: from there to it."""
    best: dict[int, _Chain] = {}
    for step in reversed(steps):
        best = {no: min(_longer(link, best.get(link.far, _NOWHERE), called, turned) for link in links)
                for no, links in step.items()}  # fmt: skip
    return best


def _longer(link: _Link, rest: _Chain, called: _Called, turned: bool) -> _Chain:
    if turned:
        back = link._replace(near=link.far, far=link.near, back=1 - link.back)
        return _joined(rest, _only(back, called))
    return _joined(_only(link, called), rest)


def _only(link: _Link, called: _Called) -> _Chain:
    return _Chain(link.doubt, ((*called[link.far], link.kind),), (link,))


def _joined(one: _Chain, other: _Chain) -> _Chain:
    return _Chain(one.doubt + other.doubt, one.names + other.names, one.links + other.links)

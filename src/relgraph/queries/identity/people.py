"""Everybody by name, and which pairs of them share enough of a name to be held against each other."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from relgraph.fold.model import FOREVER
from relgraph.queries.identity.likeness import Words, keys, readings

CROWD = 300
"""Names that share something from which on they have to share more: a Smith and another letter."""

Pair = tuple[int, int]
"""Two canonical entities, the smaller number first."""


class Somebody(NamedTuple):
    """A canonical entity by one reading of one of its names."""

    no: int
    type: str
    name: Words


def everybody(db: sqlite3.Connection) -> list[Somebody]:
    """All that something names, by each of their names."""
    return list(_read(db.execute(_ALL, (FOREVER,))))


def namesakes(db: sqlite3.Connection, who: int) -> list[Somebody]:
    """That canonical entity, and all who share a beginning of a word with a name of it."""
    own = list(_read(db.execute(f"{_ALL} AND canonical = ?", (FOREVER, who))))
    starts = {word[:3] for one in own for word in (one.name.first, one.name.last)}
    query = f"{_ALL} AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(folded, value) > 0)"
    return list(_read(db.execute(query, (FOREVER, json.dumps(sorted(starts))))))


_ALL = "SELECT DISTINCT canonical, type, folded FROM name JOIN entity ON no = entity WHERE known_from < ?"


def _read(rows: Iterable[tuple[int, str, str]]) -> Iterator[Somebody]:
    return (
        Somebody(no, type, name)
        for no, type, folded in rows
        for name in readings(folded, of_person=type == "person")
    )


def pairs(people: Iterable[Somebody], who: int | None = None) -> Iterator[tuple[Somebody, Somebody]]:
    """Those who share enough of a name, each two as often as they do; with `who` only those of that one."""
    blocks: defaultdict[tuple[str, ...], list[Somebody]] = defaultdict(list)
    for one in people:
        for key in keys(one.name, of_person=one.type == "person"):
            blocks[(one.type, *key)].append(one)
    for key, block in blocks.items():
        if who is None:
            for some in _cut(block, 2) if len(block) > CROWD and key[1] != "words" else [block]:
                yield from combinations(some, 2)
        else:
            own = [one for one in block if one.no == who]
            yield from ((one, other) for one in own for other in block)


def _cut(block: list[Somebody], letters: int) -> list[list[Somebody]]:
    """A crowd by more letters of its first and last words."""
    parts: defaultdict[tuple[str, str], list[Somebody]] = defaultdict(list)
    for one in block:
        parts[one.name.first[:letters], one.name.last[: letters + 2]].append(one)
    if letters > 4 or len(parts) == 1:
        return list(parts.values())
    return [
        small
        for part in parts.values()
        for small in (_cut(part, letters + 1) if len(part) > CROWD else [part])
    ]

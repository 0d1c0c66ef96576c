"""Ties that do not fit a life: before a birth, to a parent who is younger; and births that disagree."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from relgraph.checks.found import Found
from relgraph.dates import Day, parse
from relgraph.fold.model import FOREVER

_SAID = """
SELECT canonical, born, position FROM declaration JOIN entity ON no = declaration.entity
WHERE declaration.born IS NOT NULL
UNION ALL
SELECT one, at, position FROM claim
WHERE other IS NULL AND kind = 'birth' AND at IS NOT NULL AND stance NOT IN ('denied', 'alleged') AND NOT hypothetical
AND NOT rejected AND withdrawn IS NULL AND replaced IS NULL
ORDER BY 1, 3
""".replace("born, position FROM", "declaration.born, position FROM")

_FIRST = """(
  SELECT min(position) FROM claim
  WHERE one = min(version.a, version.b) AND other = max(version.a, version.b) AND kind = version.kind)"""

_BEFORE = f"""
SELECT born.person, a, b, kind, start_text, {_FIRST}
FROM (SELECT json_extract(value, '$[0]') AS person, json_extract(value, '$[1]') AS day FROM json_each(?)) AS born
CROSS JOIN version ON {{side}} = born.person AND known_to = {FOREVER} AND start_latest < born.day
WHERE standing NOT IN ('denied', 'retracted')"""

_PARENTS = f"""
SELECT a, b, {_FIRST} FROM json_each(?) CROSS JOIN version ON a = value AND known_to = {FOREVER} AND kind = 'parenthood'
WHERE standing NOT IN ('denied', 'retracted')"""


class _Birth(NamedTuple):
    """The first and last day on which somebody can have been born by all that is said, as written; who said so last."""

    first: Day
    last: Day
    text: str
    position: int


def lives(db: sqlite3.Connection) -> Iterator[Found]:
    """What does not fit the births that are told."""
    told: dict[int, list[_Birth]] = {}
    for person, text, position in db.execute(_SAID):
        edge = parse(text).start
        if edge and edge.first is not None and edge.last is not None:
            told.setdefault(person, []).append(_Birth(edge.first, edge.last, text, position))
    names = _Names(db)
    yield from _disagreeing(told, names)
    births = {person: _hull(some) for person, some in told.items()}
    yield from _before_birth(db, births, names)
    yield from _younger_parents(db, births, names)


def _disagreeing(told: Mapping[int, list[_Birth]], names: _Names) -> Iterator[Found]:
    for person, some in told.items():
        if max(birth.first for birth in some) > min(birth.last for birth in some):
            days = " and ".join(dict.fromkeys(birth.text for birth in some))
            last = some[-1].position
            message = f"births of {names[person]} that share no day: {days}"
            yield Found("births disagree", last, message, (person,), latest=last)


def _before_birth(db: sqlite3.Connection, births: Mapping[int, _Birth], names: _Names) -> Iterator[Found]:
    asked = json.dumps([(person, birth.first) for person, birth in births.items()])
    for side in ("a", "b"):
        for person, a, b, kind, text, position in db.execute(_BEFORE.format(side=side), (asked,)):
            birth = births[person]
            other = b if person == a else a
            message = (
                f"{kind.replace('_', ' ')} of {names[person]} and {names[other]} begins in {text}, before"
                f" {names[person]} was born ({birth.text}, position {birth.position})"
            )
            yield Found(
                "before birth", position, message, (person, other), latest=max(position, birth.position)
            )


def _younger_parents(db: sqlite3.Connection, births: Mapping[int, _Birth], names: _Names) -> Iterator[Found]:
    for parent, child, position in db.execute(_PARENTS, (json.dumps(list(births)),)):
        if child in births and births[parent].first >= births[child].last:
            one, other = births[parent], births[child]
            message = (
                f"{names[parent]} (born {one.text}, position {one.position}) is told to be parent of {names[child]},"
                f" who is older (born {other.text}, position {other.position})"
            )
            latest = max(position, one.position, other.position)
            yield Found("parent younger than child", position, message, (parent, child), latest=latest)


def _hull(some: Iterable[_Birth]) -> _Birth:
    """All that is said of a birth: what does not fit this surely does not fit."""
    told = list(some)
    return _Birth(
        min(birth.first for birth in told),
        max(birth.last for birth in told),
        " or ".join(dict.fromkeys(birth.text for birth in told)),
        told[-1].position,
    )


class _Names:
    """What entities are called."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __getitem__(self, no: int) -> str:
        name: str
        (name,) = self._db.execute("SELECT name FROM entity WHERE no = ?", (no,)).fetchone()
        return name

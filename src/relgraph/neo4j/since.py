"""What of the graph may be another one since a position of the log: a little more than that, never less."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import partial

from relgraph.dates import Day
from relgraph.names import folded
from relgraph.privacy import names_of
from relgraph.readmodel.changed import EVERYTHING
from relgraph.readmodel.reading import Pair


@dataclass(slots=True)
class Scope:
    """Numbers of entities and articles, positions of claims, and pairs (the smaller number first)."""

    entities: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    claims: set[int] = field(default_factory=set)
    pairs: set[Pair] = field(default_factory=set)


def since(db: sqlite3.Connection, position: int, shown: Day, today: Day) -> Scope | None:
    """What may be another one than at that position and on that day `shown`; None: anything."""
    found = db.execute("SELECT one, other FROM changed WHERE position > ?", (position,)).fetchall()
    if EVERYTHING in found:
        return None
    scope = Scope()
    scope.articles.update(_numbers(db, "SELECT no FROM article WHERE position > ?", position))
    _new_claims(db, position, scope)
    declared = "SELECT canonical FROM declaration JOIN entity ON no = entity WHERE position > ?"
    scope.entities.update(_numbers(db, declared, position))
    _changed(db, found, scope)
    scope.entities |= _told_by_time(db, shown, today)
    return scope


def _new_claims(db: sqlite3.Connection, position: int, scope: Scope) -> None:
    mortal = set()
    for at, kind, one, other in db.execute(
        "SELECT position, kind, one, other FROM claim WHERE position > ?", (position,)
    ):
        scope.claims.add(at)
        scope.entities.add(one)
        if other is not None:
            scope.entities.add(other)
            scope.pairs.add((one, other))
        elif kind in ("birth", "death"):
            mortal.add(one)
    scope.pairs |= _pairs_of(db, mortal)


def _changed(db: sqlite3.Connection, found: Iterable[Pair], scope: Scope) -> None:
    """What is kept of changes besides."""
    for one, other in found:
        scope.entities.add(one)
        if other == 0:
            scope.claims.update(
                _numbers(db, "SELECT position FROM claim WHERE one = ? AND other IS NULL", one)
            )
            scope.pairs |= _pairs_of(db, [one])
        else:
            scope.entities.add(other)
            scope.pairs.add((one, other))
            scope.claims.update(
                _numbers(db, "SELECT position FROM claim WHERE one = ? AND other = ?", one, other)
            )


def _told_by_time(db: sqlite3.Connection, shown: Day, today: Day) -> set[int]:
    """The parties of claims that were not yet published, withdrawn or corrected on the day `shown`, and are today."""
    query = """
        SELECT one, other FROM claim WHERE (published > :shown AND published <= :today)
        OR (withdrawn > :shown AND withdrawn <= :today) OR (replaced > :shown AND replaced <= :today)"""
    rows = db.execute(query, {"shown": shown, "today": today}) if shown < today else ()
    return {no for row in rows for no in row if no is not None}


def with_all_of(db: sqlite3.Connection, entities: Collection[int], scope: Scope) -> None:
    """Add entities, and all their ties and claims."""
    scope.entities.update(entities)
    pairs = _pairs_of(db, entities)
    scope.pairs |= pairs
    scope.entities.update(no for pair in pairs for no in pair)
    for side in ("one", "other"):
        query = f"SELECT position FROM json_each(?) CROSS JOIN claim ON {side} = value"
        scope.claims.update(_numbers(db, query, json.dumps(list(entities))))


def with_texts_about(db: sqlite3.Connection, entities: Collection[int], scope: Scope) -> None:
    """Add whatever has a text that may name one of these: they are withheld now or are no more, or have a new name."""
    _with_articles(db, _articles_about(db, entities), scope)
    _with_names(db, entities, scope)


def with_texts_beside(db: sqlite3.Connection, withheld: Collection[int], scope: Scope) -> None:
    """Add the articles about somebody withheld and somebody of the scope, too: a word of both their names stays."""
    if withheld:
        _with_articles(db, _articles_about(db, withheld) & _articles_about(db, scope.entities), scope)


def _articles_about(db: sqlite3.Connection, entities: Collection[int]) -> set[int]:
    query = """
        SELECT DISTINCT mention.article FROM json_each(?)
        CROSS JOIN entity AS e ON e.no = value OR (e.canonical = value AND e.canonical <> e.no)
        JOIN mention ON mention.entity = e.no"""
    return set(_numbers(db, query, json.dumps(list(entities))))


def _with_articles(db: sqlite3.Connection, articles: Collection[int], scope: Scope) -> None:
    scope.articles.update(articles)
    query = "SELECT position FROM json_each(?) CROSS JOIN claim ON article = value"
    scope.claims.update(_numbers(db, query, json.dumps(list(articles))))


def _with_names(db: sqlite3.Connection, entities: Collection[int], scope: Scope) -> None:
    """Add whatever may have a full name of one of these in it."""
    names = (name for some in names_of(db, entities).values() for name in some)
    split = (re.findall(r"\w+", folded(name)) for name in names)
    longest = {max(words, key=len) for words in split if len(words) > 1}
    if longest:
        db.create_function("may_name", 1, partial(_may_name, longest), deterministic=True)
        for numbers, query in (
            (scope.claims, "SELECT position FROM claim JOIN body USING (position) WHERE may_name(body)"),
            (
                scope.articles,
                "SELECT no FROM article WHERE may_name(title) OR may_name(url) OR may_name(source)",
            ),
            (
                scope.entities,
                "SELECT canonical FROM name JOIN entity ON no = entity WHERE may_name(name.name)",
            ),
        ):
            numbers.update(_numbers(db, query))


def _may_name(words: Collection[str], text: str | None) -> bool:
    """Whether a text has one of these words, each the longest of a name."""
    if text is None:
        return False
    plain = folded(text)
    return any(word in plain for word in words)


def _pairs_of(db: sqlite3.Connection, entities: Collection[int]) -> set[Pair]:
    given = json.dumps(list(entities))
    found: set[Pair] = set()
    for side in ("one", "other"):
        query = f"SELECT DISTINCT one, other FROM json_each(?) CROSS JOIN claim ON {side} = value"
        found.update(db.execute(f"{query} WHERE other IS NOT NULL", (given,)))
    return found


def _numbers(db: sqlite3.Connection, query: str, *given: object) -> list[int]:
    return [no for (no,) in db.execute(query, given)]

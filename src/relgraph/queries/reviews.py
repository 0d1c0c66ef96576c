"""What waits for review, and what was said there: of the claims that an extractor proposed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from relgraph.errors import NotFound
from relgraph.queries.told import Told, told

PORTION = 500
"""Claims that are looked up together."""


class Review(NamedTuple):
    """What was said of a claim last, a person's word before an extractor's; `at` is a time in UTC.

    `verdict`: accepted, rejected, edited; dropped or proposed (again) by a newer version of its extractor.
    """

    verdict: str
    by: str | None
    at: str


class Proposed(NamedTuple):
    """A claim that waits for review: the extractor that proposed it, and the rule by which."""

    claim: Told
    extractor: str
    rule: str | None


_LAST = """
SELECT target, sort, json_extract(body, '$.by'), at FROM json_each(?) CROSS JOIN amendment ON target = value
LEFT JOIN body USING (position)
WHERE sort IN ('accepted', 'rejected', 'edited', 'dropped', 'proposed')
ORDER BY sort NOT IN ('dropped', 'proposed'), at, amendment.id
"""


def reviews(db: sqlite3.Connection, claims: Iterable[Told]) -> dict[str, Review]:
    """What was said in review of these claims, by the id of the claim."""
    rows = db.execute(_LAST, (json.dumps([claim.id for claim in claims]),))
    return {target: Review(*row) for target, *row in rows}


_WAITING = """
SELECT claim.position, claim.article FROM claim JOIN article ON no = claim.article
WHERE unreviewed AND NOT rejected AND withdrawn IS NULL AND replaced IS NULL
"""


def waiting(db: sqlite3.Connection, article: str | None = None) -> list[int]:
    """The positions of the claims that wait, of one article (its URL or id) or all: article by article, as they came.

    What its outlet took back before anybody looked at it does not wait. Raises NotFound if there is no such article.
    """
    mine = "(article.id = :article OR article.url = :article)"
    if article is not None and not db.execute(f"SELECT 1 FROM article WHERE {mine}", (article,)).fetchone():
        raise NotFound(f"no article has the URL or id {article!r}")
    query = _WAITING if article is None else f"{_WAITING} AND {mine}"
    rows = db.execute(query, {"article": article}).fetchall()
    first: dict[int, int] = {}
    for position, no in sorted(rows):
        first.setdefault(no, position)
    return [position for position, no in sorted(rows, key=lambda row: (first[row[1]], row[0]))]


def proposed(db: sqlite3.Connection, positions: list[int]) -> Iterator[Proposed]:
    """These claims in their order, with what proposed them."""
    query = """
        SELECT position, json_extract(body, '$.extractor'), json_extract(body, '$.rule')
        FROM body WHERE position IN (SELECT value FROM json_each(?))"""
    for start in range(0, len(positions), PORTION):
        some = positions[start : start + PORTION]
        claims = told(db, some)
        origins = {row[0]: row[1:] for row in db.execute(query, (json.dumps(some),))}
        for position in some:
            if position in claims and position in origins:
                yield Proposed(claims[position], *origins[position])


def is_waiting(db: sqlite3.Connection, position: int) -> bool:
    """Whether a claim still waits: somebody else may have looked at it meanwhile."""
    return db.execute(f"{_WAITING} AND claim.position = ?", (position,)).fetchone() is not None


def text_of(db: sqlite3.Connection, claim: Told) -> str | None:
    """The text of the version of the article that makes a claim; None if it was erased, or has none."""
    query = """
        SELECT json_extract(body, '$.article.text') FROM article JOIN body USING (position) WHERE version = ?"""
    row = db.execute(query, (claim.article.version,)).fetchone()
    return row[0] if row else None

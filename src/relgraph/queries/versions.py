"""Articles that changed under their address: which version makes a claim, and what the later ones no longer say."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold.model import FOREVER
from relgraph.queries.told import Told, told


class Edition(NamedTuple):
    """Which version of its article makes a claim, counted from 1, of how many that were published by then.

    `gone`: the day of the version from which on the article no longer says so; None if the last one does.
    """

    number: int
    of: int
    gone: Day | None


class _Version(NamedTuple):
    """A version of an article: its number in the tables, its day, its record, and its id."""

    no: int
    day: Day
    position: int
    version: str


def editions(db: sqlite3.Connection, claims: Iterable[Told], known: Day) -> dict[int, Edition]:
    """The versions that make these claims, by the claim's position; only of articles that have several by `known`."""
    of_article: dict[str, list[Told]] = {}
    for claim in claims:
        of_article.setdefault(claim.article.id, []).append(claim)
    found: dict[int, Edition] = {}
    several = """
        SELECT article.id FROM json_each(?) CROSS JOIN article ON article.id = value
        WHERE published <= ? GROUP BY article.id HAVING count(*) > 1"""
    for (article,) in db.execute(several, (json.dumps(list(of_article)), known)).fetchall():
        found.update(_editions(db, _versions(db, article, known), of_article[article]))
    return found


_STANDS = """
SELECT position FROM claim WHERE article IN (SELECT no FROM article WHERE id = ?)
AND NOT rejected AND NOT hypothetical AND withdrawn IS NULL AND replaced IS NULL"""


def no_longer_said(db: sqlite3.Connection, article: str) -> Iterator[tuple[Told, Day]]:
    """The claims of an article that stand, and that its last version neither makes nor has the words of.

    Each with the day of the version from which on it no longer says so.
    """
    standing = told(db, [position for (position,) in db.execute(_STANDS, (article,))])
    for position, edition in editions(db, standing.values(), FOREVER).items():
        if edition.gone is not None:
            yield standing[position], edition.gone


def _versions(db: sqlite3.Connection, article: str, known: Day) -> list[_Version]:
    query = """
        SELECT no, published, position, version FROM article WHERE id = ? AND published <= ?
        ORDER BY published, position"""
    return [_Version(*row) for row in db.execute(query, (article, known))]


def _editions(
    db: sqlite3.Connection, versions: Sequence[_Version], claims: Iterable[Told]
) -> Iterator[tuple[int, Edition]]:
    texts = [_text(db, version.position) for version in versions]
    made = [_made(db, version.no) for version in versions]
    numbers = {version.version: number for number, version in enumerate(versions)}
    for claim in claims:
        at = numbers[claim.article.version]
        gone = None
        for later in range(len(versions) - 1, at, -1):
            told_after = versions[at].day < claim.published >= versions[later].day  # its outlet corrected it
            if told_after or _says(texts[later], claim) or _same(claim) in made[later]:
                break
            gone = versions[later].day
        yield claim.position, Edition(at + 1, len(versions), gone)


def _says(text: str | None, claim: Told) -> bool:
    """Whether a text has the words of a claim; one that was erased, or never was, can't be said to lack them."""
    return text is None or all(_plain(quote.text) in text for quote in claim.quotes)


def _made(db: sqlite3.Connection, article: int) -> set[tuple[str, ...]]:
    """What a version claims, whatever its words are."""
    query = "SELECT position FROM claim WHERE article = ? AND NOT rejected"
    return {
        _same(claim)
        for claim in told(db, [position for (position,) in db.execute(query, (article,))]).values()
    }


def _same(claim: Told) -> tuple[str, ...]:
    return claim.kind, *(party.id for party in claim.parties)


def _text(db: sqlite3.Connection, position: int) -> str | None:
    """The title and text of a version, with one space between words; None if it has none, or was erased."""
    row = db.execute("SELECT body FROM body WHERE position = ?", (position,)).fetchone()
    article = json.loads(row[0])["article"] if row else {}
    text = article.get("text")
    return None if text is None else _plain(f"{article.get('title') or ''} {text}")


def _plain(text: str) -> str:
    return " ".join(text.split())

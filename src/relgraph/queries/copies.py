"""The same text in many papers: the articles behind one voice (rule 11)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.queries.told import Told


class Copies(NamedTuple):
    """A text that several papers print: those that did by then, the first published first.

    `text` is the id of the version that was published first, and names the text.
    """

    text: str
    papers: tuple[tuple[str, Day], ...]


_PRINTED = """
SELECT own.version, printed.twins FROM json_each(?) CROSS JOIN article AS own ON own.version = value
JOIN printed ON printed.article = own.no JOIN copies USING (twins)
"""

_PAPERS = """
SELECT version, source, min(published) FROM printed JOIN article ON no = article
WHERE twins = ? AND published <= ? GROUP BY source ORDER BY min(published), source
"""


def copies(db: sqlite3.Connection, claims: Iterable[Told], known: Day) -> dict[str, Copies]:
    """Of these claims' articles those whose text several papers print, by the version of the article."""
    versions = json.dumps(sorted({claim.article.version for claim in claims}))
    found: dict[str, Copies] = {}
    of_text: dict[int, Copies | None] = {}
    for version, twins in db.execute(_PRINTED, (versions,)).fetchall():
        if twins not in of_text:
            rows = db.execute(_PAPERS, (twins, known)).fetchall()
            papers = tuple((source, day) for _, source, day in rows)
            of_text[twins] = Copies(rows[0][0], papers) if len(papers) > 1 else None
        one = of_text[twins]
        if one:
            found[version] = one
    return found

"""Claims as they were told: who, in which words, in which article, by whose account."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from relgraph.dates import Day
from relgraph.names import folded
from relgraph.queries.rows import Ref


class Quote(NamedTuple):
    """A verbatim quote and the characters of its article's text that it covers, [start, end)."""

    text: str
    start: int
    end: int


class Agent(NamedTuple):
    """A link of an attribution chain."""

    name: str
    role: str


class ArticleRef(NamedTuple):
    """A version of an article."""

    id: str
    version: str
    source: str
    title: str | None
    url: str | None
    published: Day


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as its article tells it.

    `parties` are the entities that its names are resolved to, `names` the names as the article uses them. `root`
    is the voice at the end of the chain, `role` that of the innermost agent. `quotes` is empty once the claim's
    body was erased. `withdrawn` and `replaced` are the days from which it was retracted or corrected.
    """

    id: str
    position: int
    kind: str
    parties: tuple[Ref, ...]
    names: tuple[str, ...]
    when: str | None
    stance: str
    published: Day
    quotes: tuple[Quote, ...]
    article: ArticleRef
    attribution: tuple[Agent, ...]
    root: str
    role: str
    hypothetical: bool
    withdrawn: Day | None
    replaced: Day | None
    rejected: bool
    unreviewed: bool
    detail: str | None

    @property
    def quote(self) -> Quote | None:
        """The longest of its quotes: where there are several, the others mostly name somebody."""
        return max(self.quotes, key=lambda quote: len(quote.text), default=None)


_TOLD = """
SELECT claim.position, log.event_id, body.body, claim.kind,
       x.id, x.name, x.type, mx.name, y.id, y.name, y.type, my.name,
       claim.at, claim.stance, claim.published, coalesce(claim.root, article.root), claim.role,
       claim.hypothetical, claim.withdrawn, claim.replaced, claim.rejected, claim.unreviewed, claim.detail,
       article.id, article.version, article.source, article.title, article.url, article.published, first.source
FROM claim
JOIN log USING (position) LEFT JOIN body USING (position)
JOIN article ON article.no = claim.article
JOIN mention mx ON mx.no = claim.a JOIN entity ex ON ex.no = mx.entity JOIN entity x ON x.no = ex.canonical
LEFT JOIN mention my ON my.no = claim.b LEFT JOIN entity ey ON ey.no = my.entity
LEFT JOIN entity y ON y.no = ey.canonical
LEFT JOIN printed ON printed.article = claim.article LEFT JOIN copies USING (twins)
LEFT JOIN article first ON first.no = copies.first
"""


def told(db: sqlite3.Connection, positions: Iterable[int]) -> dict[int, Told]:
    """The claims at these positions of the log."""
    query = f"{_TOLD} WHERE claim.position IN (SELECT value FROM json_each(?))"
    rows = db.execute(query, (json.dumps(sorted(set(positions))),))
    return {row[0]: _told(row) for row in rows}


def told_of(db: sqlite3.Connection, who: int, known: Day) -> list[Told]:
    """Every claim with that canonical entity among its parties, published by `known`; the first published first."""
    rows = db.execute(f"{_TOLD} WHERE claim.one = ? AND claim.published <= ?", (who, known)).fetchall()
    rows += db.execute(f"{_TOLD} WHERE claim.other = ? AND claim.published <= ?", (who, known)).fetchall()
    return [_told(row) for row in sorted(rows, key=lambda row: (row[14], row[0]))]


def told_of_pair(db: sqlite3.Connection, one: int, other: int, known: Day) -> list[Told]:
    """Every claim on a pair, in either direction, published by `known`; the first published first."""
    query = f"{_TOLD} WHERE claim.one = ? AND claim.other = ? AND claim.published <= ?"
    rows = db.execute(query, (*sorted((one, other)), known)).fetchall()
    return [_told(row) for row in sorted(rows, key=lambda row: (row[14], row[0]))]


def vitals_of(db: sqlite3.Connection, who: int, known: Day) -> list[Told]:
    """Births and deaths told of that canonical entity by `known`; the first published first."""
    query = f"{_TOLD} WHERE claim.one = ? AND claim.other IS NULL AND claim.published <= ?"
    return [_told(row) for row in sorted(db.execute(query, (who, known)), key=lambda row: (row[14], row[0]))]


def _told(row: Sequence[Any]) -> Told:
    claim = json.loads(row[2])["claim"] if row[2] else {}
    second = row[8] is not None
    attribution = tuple(Agent(link["agent"], link["role"]) for link in claim.get("attribution", ()))
    return Told(
        id=_hex(row[1]),
        position=row[0],
        kind=row[3],
        parties=(Ref(*row[4:7]), Ref(*row[8:11])) if second else (Ref(*row[4:7]),),
        names=(row[7], row[11]) if second else (row[7],),
        when=row[12],
        stance=row[13],
        published=row[14],
        quotes=tuple(Quote(part["quote"], part["start"], part["end"]) for part in claim.get("evidence", ())),
        article=ArticleRef(*row[23:29]),
        attribution=attribution,
        root=_as_written(row[15], [*(link.name for link in reversed(attribution)), row[25], row[29]]),
        role=row[16],
        hypothetical=bool(row[17]),
        withdrawn=row[18],
        replaced=row[19],
        rejected=bool(row[20]),
        unreviewed=bool(row[21]),
        detail=row[22],
    )


def _as_written(root: str, names: Iterable[str | None]) -> str:
    """A root, which is kept folded, as whoever names it writes it."""
    return next((name for name in names if name is not None and folded(name) == root), root)


def _hex(id: bytes | str) -> str:
    return id.hex() if isinstance(id, bytes) else id

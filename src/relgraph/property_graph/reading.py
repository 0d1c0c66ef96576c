"""The read model as rows of the graph: all of it, page by page, or what belongs to some of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from relgraph.dates import Day
from relgraph.names import folded
from relgraph.property_graph.entities import entities_of
from relgraph.property_graph.masking import Mask
from relgraph.property_graph.rows import Article, Claim, Entity, Source, Tie, when
from relgraph.property_graph.ties import ties_of
from relgraph.readmodel.reading import Pair

_Row = TypeVar("_Row")

PAGE = 2_000
"""Entities, claims, articles or pairs that are read together."""


class Graph:
    """The graph of a file, as its reader sees it at one moment; whoever is withheld on `today` is not named.

    `among`: the entities that may be withheld, where that is known; else all are looked at.
    """

    def __init__(self, db: sqlite3.Connection, today: Day, among: Collection[int] | None = None) -> None:
        self._db = db
        self.mask = Mask(db, today, among)

    def size(self) -> int:
        """About how many rows there are."""
        tables = ("entity", "article", "claim", "version")
        counts = (self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)
        return sum(counts)

    # ---- all of it

    def entities(self) -> Iterator[Entity]:
        """Every entity that stands for itself and is named by something."""
        return _each(self.entity_pages())

    def sources(self) -> Iterator[Source]:
        """Every source of an article, by the name that its first article has."""
        seen = set()
        for (name,) in self._db.execute("SELECT source FROM article GROUP BY source ORDER BY min(no)"):
            source = self._source(name)
            if source.id not in seen:
                seen.add(source.id)
                yield source

    def articles(self) -> Iterator[Article]:
        """Every version of an article."""
        return _each(self.article_pages())

    def claims(self) -> Iterator[Claim]:
        """Every claim."""
        return _each(self.claim_pages())

    def ties(self) -> Iterator[Tie]:
        """Every version of every tie."""
        return _each(self.tie_pages())

    # ---- all of it, page by page: each with the number to go on after

    def entity_pages(self, after: int = 0) -> Iterator[tuple[int, list[Entity]]]:
        """The entities after this number."""
        query = "SELECT no FROM entity WHERE no > ? AND canonical = no ORDER BY no LIMIT ?"
        return self._pages(query, after, self.entities_of)

    def article_pages(self, after: int = 0) -> Iterator[tuple[int, list[Article]]]:
        """The articles after this number."""
        return self._pages("SELECT no FROM article WHERE no > ? ORDER BY no LIMIT ?", after, self.articles_of)

    def claim_pages(self, after: int = 0) -> Iterator[tuple[int, list[Claim]]]:
        """The claims after this position."""
        query = "SELECT position FROM claim WHERE position > ? ORDER BY position LIMIT ?"
        return self._pages(query, after, self.claims_of)

    def tie_pages(self, after: Pair = (0, 0)) -> Iterator[tuple[Pair, list[Tie]]]:
        """The ties of the pairs after this one."""
        query = """
            SELECT DISTINCT one, other FROM claim
            WHERE (one, other) > (?, ?) AND other IS NOT NULL ORDER BY one, other LIMIT ?"""
        while pairs := self._db.execute(query, (*after, PAGE)).fetchall():
            after = pairs[-1]
            yield after, list(self.ties_of(pairs))

    def _pages(
        self, query: str, after: int, read: Callable[[list[int]], Iterable[_Row]]
    ) -> Iterator[tuple[int, list[_Row]]]:
        while numbers := [no for (no,) in self._db.execute(query, (after, PAGE))]:
            after = numbers[-1]
            yield after, list(read(numbers))

    # ---- some of it

    def entities_of(self, nos: Iterable[int]) -> Iterator[Entity]:
        """Those of these entities that stand for themselves and are named by something."""
        return entities_of(self._db, self.mask, nos)

    def ties_of(self, pairs: Sequence[Pair]) -> Iterator[Tie]:
        """The versions of the ties of these pairs, the smaller number first."""
        return ties_of(self._db, self.mask, pairs)

    def articles_of(self, nos: Iterable[int]) -> Iterator[Article]:
        """These versions of articles."""
        query = """
            SELECT no, version, article.id, source, title, url, published
            FROM json_each(:nos) CROSS JOIN article ON no = value"""
        for no, version, id, source, title, url, published in self._db.execute(query, _given(nos)):
            yield Article(
                self._source(source).id, version, id, None if title is None else self.mask.text(title, no),
                None if url is None else self.mask.url(url, no), date.fromordinal(published),
            )  # fmt: skip

    def sources_of(self, nos: Iterable[int]) -> Iterator[Source]:
        """The sources of these versions of articles, by the names that those have."""
        query = "SELECT source FROM json_each(:nos) CROSS JOIN article ON no = value GROUP BY source"
        names = self._db.execute(query, _given(nos)).fetchall()
        yield from {source.id: source for source in (self._source(name) for (name,) in names)}.values()

    def claims_of(self, positions: Iterable[int]) -> Iterator[Claim]:
        """The claims at these positions of the log."""
        for row in self._db.execute(_CLAIMS, _given(positions)):
            yield self._claim(*row)

    def _source(self, name: str) -> Source:
        shown = self.mask.text(name)
        return Source(folded(shown), shown)

    def _claim(
        self, position: int, event: bytes | str, body: str | None, kind: str, one: int, one_id: str,
        other: int | None, other_id: str | None, swapped: int, at: str | None, stance: str, published: Day,
        root: str, role: str, hypothetical: int, withdrawn: Day | None, replaced: Day | None, rejected: int,
        unreviewed: int, detail: str | None, article: int, version: str,
    ) -> Claim:  # fmt: skip
        claim = json.loads(body)["claim"] if body else {}
        quotes = [self.mask.text(part["quote"], article) for part in claim.get("evidence", ())]
        chain = claim.get("attribution", ())
        a, b = self.mask.id(one, one_id), None
        if other is not None and other_id is not None:
            b = self.mask.id(other, other_id)
        if swapped and b is not None:
            a, b = b, a
        return Claim(
            a=a, b=b, version=version, id=event.hex() if isinstance(event, bytes) else event,
            position=position, kind=kind, quote=max(quotes, key=len, default=None), quotes=quotes,
            stance=stance, when=at, published=date.fromordinal(published),
            root=self.mask.text(root, article), role=role,
            agents=[self.mask.text(link["agent"], article) for link in chain],
            roles=[link["role"] for link in chain],
            hypothetical=bool(hypothetical), withdrawn=when(withdrawn), replaced=when(replaced),
            rejected=bool(rejected), unreviewed=bool(unreviewed),
            detail=None if detail is None else self.mask.text(detail, article),
        )  # fmt: skip


_CLAIMS = """
SELECT claim.position, log.event_id, body.body, claim.kind, one, x.id, other, y.id, swapped, claim.at, stance,
  claim.published, coalesce(claim.root, article.root), claim.role, hypothetical, withdrawn, replaced, rejected,
  unreviewed, claim.detail, article.no, article.version
FROM json_each(:nos) CROSS JOIN claim ON claim.position = value
JOIN log USING (position) LEFT JOIN body USING (position) JOIN article ON article.no = claim.article
JOIN entity AS x ON x.no = one LEFT JOIN entity AS y ON y.no = other
"""


def _each(pages: Iterable[tuple[object, list[_Row]]]) -> Iterator[_Row]:
    return (row for _, page in pages for row in page)


def _given(numbers: Iterable[int]) -> dict[str, str]:
    return {"nos": json.dumps(list(numbers))}

"""The read model as rows of the graph: all of it, page by page, or what belongs to some of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from relgraph.dates import Day
from relgraph.names import folded
from relgraph.property_graph.entities import entities_of
from relgraph.property_graph.masking import Mask
from relgraph.property_graph.rows import Article, Claim, Entity, Source, Tie, when
from relgraph.property_graph.ties import ties_of
from relgraph.readmodel.reading import Pair

PAGE = 2_000
"""Entities, claims, articles or pairs that are read together."""


class Graph:
    """The graph of a file, as its reader sees it at one moment; whoever is withheld on `today` is not named."""

    def __init__(self, db: sqlite3.Connection, today: Day) -> None:
        self._db = db
        self.mask = Mask(db, today)

    # ---- all of it

    def entities(self) -> Iterator[Entity]:
        """Every entity that stands for itself."""
        query = "SELECT no FROM entity WHERE no > ? AND canonical = no ORDER BY no LIMIT ?"
        for page in self._pages(query):
            yield from self.entities_of(page)

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
        for page in self._pages("SELECT no FROM article WHERE no > ? ORDER BY no LIMIT ?"):
            yield from self.articles_of(page)

    def claims(self) -> Iterator[Claim]:
        """Every claim."""
        query = "SELECT position FROM claim WHERE position > ? ORDER BY position LIMIT ?"
        for page in self._pages(query):
            yield from self.claims_of(page)

    def ties(self) -> Iterator[Tie]:
        """Every version of every tie."""
        query = """
            SELECT DISTINCT one, other FROM claim
            WHERE (one, other) > (?, ?) AND other IS NOT NULL ORDER BY one, other LIMIT ?"""
        last: Pair = (0, 0)
        while page := self._db.execute(query, (*last, PAGE)).fetchall():
            yield from self.ties_of(page)
            last = page[-1]

    def _pages(self, query: str) -> Iterator[list[int]]:
        last = 0
        while page := [no for (no,) in self._db.execute(query, (last, PAGE))]:
            yield page
            last = page[-1]

    # ---- some of it

    def entities_of(self, nos: Iterable[int]) -> Iterator[Entity]:
        """These entities, which stand for themselves."""
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


def _given(numbers: Iterable[int]) -> dict[str, str]:
    return {"nos": json.dumps(list(numbers))}

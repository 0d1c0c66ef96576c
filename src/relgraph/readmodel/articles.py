"""Articles as the tables have them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from relgraph.articles import article_id
from relgraph.dates import Day, day_of
from relgraph.names import folded
from relgraph.readmodel.twins import BodyOf, Twins


class ArticleRow(NamedTuple):
    """A version of an article: its number, what it is a version of, and the day on which it was published."""

    no: int
    id: str
    day: Day


class Articles:
    """Takes in articles."""

    def __init__(self, connection: sqlite3.Connection, body_of: BodyOf) -> None:
        self._db = connection
        self._twins = Twins(connection, body_of)
        self._articles: dict[str, ArticleRow] = {}

    def of(self, version: str) -> ArticleRow | None:
        """The article of a version; None if its content was erased."""
        found = self._articles.get(version)
        if found is None:
            query = "SELECT no, id, published FROM article WHERE version = ?"
            row = self._db.execute(query, (version,)).fetchone()
            if row:
                found = self._articles[version] = ArticleRow(*row)
        return found

    def by_number(self, no: int) -> ArticleRow:
        """The article of a number."""
        (version,) = self._db.execute("SELECT version FROM article WHERE no = ?", (no,)).fetchone()
        found = self.of(version)
        assert found is not None
        return found

    def add(self, position: int, version: str, article: Mapping[str, Any]) -> None:
        """Take in an ArticleAdded."""
        source, url = article["source"], article.get("url")
        id = article.get("known_as") or article_id(url, source, article["digest"])
        day = day_of(article.get("updated") or article["published"])
        no = self._db.execute(
            "INSERT INTO article (version, id, url, source, root, title, published, position)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (version, id, url, source, folded(source), article.get("title"), day, position),
        ).lastrowid
        assert no is not None
        self._twins.add(no, version, article)

    def settle(self) -> set[int]:
        """Give copies the root of what they print; returns the numbers of the articles whose root changed."""
        return self._twins.settle()

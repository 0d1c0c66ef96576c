"""Articles as the tables have them, and the twins among them: articles that print one text (rule 11)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from hashlib import blake2b, sha256
from typing import Any, NamedTuple

from relgraph.articles import article_id, printed_words
from relgraph.dates import Day, day_of
from relgraph.names import folded

WORDS = 5
"""Words in a shingle."""

BodyOf = Callable[[int], Mapping[str, Any] | None]
"""The body of the record at a position; None if it was erased."""


class ArticleRow(NamedTuple):
    """A version of an article: its number, what it is a version of, and the day on which it was published."""

    no: int
    id: str
    day: Day


class Articles:
    """Takes in articles; `changed` collects the numbers of those whose root became another one."""

    def __init__(self, connection: sqlite3.Connection, body_of: BodyOf) -> None:
        self._db = connection
        self._body_of = body_of
        self._articles: dict[str, ArticleRow] = {}
        self.changed: set[int] = set()

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
        words = _words(article)
        if words:
            self._print(no, version, words)
        elif article.get("printed"):
            self._print_erased(no, version, article["printed"])

    def _print(self, no: int, version: str, words: list[str]) -> None:
        """Join an article with those that print its words, or nearly."""
        digest = sha256(" ".join(words).encode()).digest()[:16]
        row = self._db.execute("SELECT twins FROM printed WHERE digest = ? LIMIT 1", (digest,)).fetchone()
        shingles = set() if row else _shingles(words)
        groups = {row[0]} if row else self._near(shingles)
        groups |= self._erased(version)
        first = min(groups, default=no)
        self._db.execute("INSERT INTO printed VALUES (?, ?, ?, ?)", (no, digest, len(shingles), first))
        self._db.executemany("INSERT INTO shingle VALUES (?, ?)", ((hash, no) for hash in _prefix(shingles)))
        self._join(first, groups)

    def _join(self, first: int, groups: set[int]) -> None:
        self._db.executemany(
            "UPDATE printed SET twins = ? WHERE twins = ?", ((first, group) for group in groups - {first})
        )
        if groups:
            self._unite(first)

    def _print_erased(self, no: int, version: str, printed: str) -> None:
        """Join an article whose text was erased with those that had printed it: `printed` is a version of them."""
        query = "SELECT twins FROM printed JOIN article ON article = no WHERE version = ?"
        groups = {twins for (twins,) in self._db.execute(query, (printed,))}
        groups |= self._erased(printed) | self._erased(version)
        first = min(groups, default=no)
        self._db.execute("INSERT INTO printed VALUES (?, ?, 0, ?)", (no, _mark(printed), first))
        self._join(first, groups)

    def _erased(self, printed: str) -> set[int]:
        """The groups of those whose text was erased, and was that of this version."""
        query = "SELECT DISTINCT twins FROM printed WHERE digest = ?"
        return {twins for (twins,) in self._db.execute(query, (_mark(printed),))}

    def _near(self, shingles: set[str]) -> set[int]:
        """The groups of the articles that share nine tenths of the longer one's shingles."""
        size, hashes = len(shingles), _prefix(shingles)
        shared: dict[int, int] = {}
        for hash in hashes:
            for (article,) in self._db.execute("SELECT article FROM shingle WHERE hash = ?", (hash,)):
                shared[article] = shared.get(article, 0) + 1
        groups = set()
        query = "SELECT printed.size, twins, position FROM printed JOIN article ON no = article WHERE no = ?"
        for article, count in shared.items():
            if count < _shared_at_least(9 * size // 10):  # no near twin is shorter
                continue
            other, twins, position = self._db.execute(query, (article,)).fetchone()
            if twins in groups or count < _shared_at_least(min(size, other)):
                continue
            body = self._body_of(position)
            if body and _near_enough(shingles, _shingles(_words(body["article"]))):
                groups.add(twins)
        return groups

    def _unite(self, first: int) -> None:
        """Give all twins the root of the first published of them."""
        query = (
            "SELECT no, root, source FROM article JOIN printed ON article = no WHERE twins = ?"
            " ORDER BY published, source"
        )
        rows = self._db.execute(query, (first,)).fetchall()
        root = folded(rows[0][2])
        for no, old, _ in rows:
            if old != root:
                self._db.execute("UPDATE article SET root = ? WHERE no = ?", (root, no))
                self.changed.add(no)


def _mark(printed: str) -> bytes:
    return sha256(f"erased {printed}".encode()).digest()[:16]


def _words(article: Mapping[str, Any]) -> list[str]:
    """The printed words of an article, without a title that stands at the head of its text."""
    text, title = article.get("text"), article.get("title")
    if text is None:
        return []
    words = printed_words(text)
    head = printed_words(title) if title else []
    return words[len(head) :] if words[: len(head)] == head else words


def _shingles(words: list[str]) -> set[str]:
    return {" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}


def _near_enough(one: set[str], other: set[str]) -> bool:
    """Whether two texts share nine tenths of the longer one's shingles."""
    return 10 * len(one & other) >= 9 * max(len(one), len(other))


def _shared_at_least(size: int) -> int:
    """How many hashes of the smaller one's prefix near twins share at least."""
    return size // 10 + 1


def _prefix(shingles: set[str]) -> list[int]:
    """Hashes of a fifth of the shingles, first in one order for all texts.

    Two sets that share nine tenths of the larger one differ by a tenth at most, so among the first fifth of both
    they share a tenth of the smaller one's: nothing that is near is missed, and few others are looked at.
    """
    hashes = sorted(
        int.from_bytes(blake2b(s.encode(), digest_size=8).digest(), signed=True) for s in shingles
    )
    return hashes[: len(hashes) // 10 + _shared_at_least(len(hashes))]

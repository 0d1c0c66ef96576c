"""The articles that print one text (rule 11), found without comparing each with all others.

Of each text the tables keep a fifth of its shingles, by hash. Two near texts share so many of these that a lookup finds
them. A hash that many different texts have (a footer, a notice, a template) tells nothing apart: it is marked, and the
texts that have it are forgotten. So the work for one more article is bounded, however many there are. What it costs:
texts of which more than half stands in many others too are found only by what is left of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any
from zlib import crc32

from relgraph.articles import printed_words
from relgraph.names import folded

WORDS = 5
"""Words in a shingle."""

COMMON = 32
"""Different texts that have a hash from which on it is marked as one of many."""

KEPT = 8
"""Articles of one text that are kept by each hash: the next ones are found by these."""

TRIED = 16
"""Texts that are compared with a new one at most, those first that share most."""

_MARK = 0
"""The article that stands for many."""

_CACHED = 64

BodyOf = Callable[[int], Mapping[str, Any] | None]
"""The body of the record at a position; None if it was erased."""


class Twins:
    """Finds the twins of each article; `settle` gives them their root."""

    def __init__(self, connection: sqlite3.Connection, body_of: BodyOf) -> None:
        self._db = connection
        self._body_of = body_of
        self._joined: list[int] = []
        self._texts: dict[int, set[str]] = {}

    def add(self, no: int, version: str, article: Mapping[str, Any]) -> None:
        """Join an article with those that print its words, or nearly, or had printed them before they were erased."""
        words = _words(article)
        if words:
            self._print(no, version, words)
        elif article.get("printed"):
            self._print_erased(no, version, article["printed"])

    def _print(self, no: int, version: str, words: list[str]) -> None:
        digest = sha256(" ".join(words).encode()).digest()[:16]
        row = self._db.execute("SELECT twins FROM printed WHERE digest = ? LIMIT 1", (digest,)).fetchone()
        shingles: set[str] = set() if row else _shingles(words)
        hashes = _prefix(shingles)
        there = self._there(hashes)
        groups = {row[0]} if row else self._near(shingles, there)
        groups |= self._erased(version)
        self._join(no, digest, len(shingles), groups)
        self._keep(no, hashes, there, groups or {no})

    def _join(self, no: int, digest: bytes, size: int, groups: set[int]) -> None:
        """Make one of these groups, and of the article."""
        first = min(groups, default=no)
        self._db.execute("INSERT INTO printed VALUES (?, ?, ?, ?)", (no, digest, size, first))
        for group in groups - {first}:
            self._db.execute("UPDATE printed SET twins = ? WHERE twins = ?", (first, group))
        if len(groups) > 1:  # which of them was printed first is to be asked again
            self._db.executemany("DELETE FROM copies WHERE twins = ?", ((group,) for group in groups))
        if groups:
            self._joined.append(no)

    def _print_erased(self, no: int, version: str, printed: str) -> None:
        """Join an article whose text was erased with those that had printed it: `printed` is a version of them."""
        query = "SELECT twins FROM printed JOIN article ON article = no WHERE version = ?"
        groups = {twins for (twins,) in self._db.execute(query, (printed,))}
        groups |= self._erased(printed) | self._erased(version)
        self._join(no, _mark(printed), 0, groups)

    def _erased(self, printed: str) -> set[int]:
        """The groups of those whose text was erased, and was that of this version."""
        query = "SELECT DISTINCT twins FROM printed WHERE digest = ?"
        return {twins for (twins,) in self._db.execute(query, (_mark(printed),))}

    def settle(self) -> set[int]:
        """Give the articles that were added the root of those whose text they print; returns whose root changed."""
        fresh: dict[int, list[int]] = {}
        for no in self._joined:
            (twins,) = self._db.execute("SELECT twins FROM printed WHERE article = ?", (no,)).fetchone()
            fresh.setdefault(twins, []).append(no)
        self._joined.clear()
        changed: set[int] = set()
        for twins, articles in fresh.items():
            changed |= self._unite(twins, articles)
        return changed

    # ---- near texts

    def _there(self, hashes: list[int]) -> dict[int, list[tuple[int, int]]]:
        """For each hash that the tables have: the articles that are kept by it, and their texts; a mark has text 0."""
        query = """
            SELECT hash, shingle.article, coalesce(twins, 0)
            FROM json_each(?) CROSS JOIN shingle ON hash = value LEFT JOIN printed USING (article)"""
        found: dict[int, list[tuple[int, int]]] = {}
        for hash, article, twins in self._db.execute(query, (json.dumps(hashes),)):
            found.setdefault(hash, []).append((article, twins))
        return found

    def _near(self, shingles: set[str], there: Mapping[int, list[tuple[int, int]]]) -> set[int]:
        """The texts of the articles that share nine tenths of the longer one's shingles."""
        size = len(shingles)
        marked = sum(kept[0][0] == _MARK for kept in there.values())
        least = max(1, _shared_at_least(9 * size // 10) - marked)  # no near twin is shorter
        shared: Counter[int] = Counter()
        kept_of: dict[int, Counter[int]] = {}
        for kept in there.values():
            shared.update({twins for _, twins in kept if twins})
            for article, twins in kept:
                kept_of.setdefault(twins, Counter())[article] += 1
        candidates = [twins for twins, count in shared.items() if count >= least]
        candidates.sort(key=lambda twins: (-shared[twins], twins))
        return {
            twins
            for twins in candidates[:TRIED]
            if any(self._is_near(shingles, article) for article in _most(kept_of[twins], KEPT))
        }

    def _is_near(self, shingles: set[str], article: int) -> bool:
        (other,) = self._db.execute("SELECT size FROM printed WHERE article = ?", (article,)).fetchone()
        if 10 * min(len(shingles), other) < 9 * max(len(shingles), other):
            return False
        return _near_enough(shingles, self._shingles_of(article))

    def _shingles_of(self, article: int) -> set[str]:
        """The shingles of an article that is there: copies come in bursts, so the last ones are kept in memory."""
        found = self._texts.get(article)
        if found is None:
            if len(self._texts) >= _CACHED:
                self._texts.clear()
            query = "SELECT position FROM article WHERE no = ?"
            body = self._body_of(*self._db.execute(query, (article,)).fetchone())
            found = self._texts[article] = _shingles(_words(body["article"])) if body else set()
        return found

    def _keep(
        self, no: int, hashes: Iterable[int], there: Mapping[int, list[tuple[int, int]]], mine: set[int]
    ) -> None:
        """Keep an article by its hashes, those of few texts; mark those that are of many now."""
        kept = []
        for hash in hashes:
            here = there.get(hash, [])
            others = {twins for _, twins in here} - mine
            if 0 in others:
                continue
            if len(others) >= COMMON:
                self._db.execute("DELETE FROM shingle WHERE hash = ?", (hash,))
                kept.append((hash, _MARK))
            elif len(here) - sum(twins in others for _, twins in here) < KEPT:
                kept.append((hash, no))
        self._db.executemany("INSERT INTO shingle VALUES (?, ?)", kept)

    # ---- the root of a text

    def _unite(self, twins: int, fresh: list[int]) -> set[int]:
        """Give all twins the root of the first published of them; returns whose root changed."""
        row = self._db.execute("SELECT first FROM copies WHERE twins = ?", (twins,)).fetchone()
        if row is None:
            members = self._db.execute(f"{_MEMBERS} WHERE twins = ? {_FIRST}", (twins,)).fetchall()
        else:
            asked = json.dumps([row[0], *fresh])
            some = f"{_MEMBERS} WHERE no IN (SELECT value FROM json_each(?)) {_FIRST}"
            members = self._db.execute(some, (asked,)).fetchall()
            if members[0][0] != row[0]:
                members = self._db.execute(f"{_MEMBERS} WHERE twins = ? {_FIRST}", (twins,)).fetchall()
        first, _, source = members[0]
        self._db.execute("INSERT OR REPLACE INTO copies VALUES (?, ?)", (twins, first))
        root = folded(source)
        changed = [no for no, old, _ in members if old != root]
        self._db.executemany("UPDATE article SET root = ? WHERE no = ?", ((root, no) for no in changed))
        return set(changed)


def _most(counts: Counter[int], number: int) -> list[int]:
    """Those that count most, in one order for all runs."""
    return sorted(counts, key=lambda one: (-counts[one], one))[:number]


_MEMBERS = "SELECT no, root, source FROM article JOIN printed ON article = no"
_FIRST = "ORDER BY published, source, no"


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
    hashes = sorted({crc32(shingle.encode()) for shingle in shingles})
    return hashes[: len(hashes) // 10 + _shared_at_least(len(hashes))]

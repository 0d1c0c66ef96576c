"""Whoever is withheld (`relgraph.privacy`) leaves without a name, an id, an alias and a mention in any text.

A file may withhold very many and hold very many texts. So the few who can be named in a text are looked up by its
words first, and only their names are cut out of it: in an article that is about them every word of their names,
elsewhere their full names of two or more words.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from relgraph.dates import Day
from relgraph.names import folded
from relgraph.privacy import Redactor, id_of, names_of, withheld

_SOME = 50_000
"""Entities that are looked at together."""

_PARTIES = """
SELECT DISTINCT e.canonical FROM mention JOIN entity AS e ON e.no = mention.entity WHERE mention.article = ?"""

Who = frozenset[int]


class Mask:
    """Who is withheld on a day, of these entities or of all, and texts without them."""

    def __init__(self, db: sqlite3.Connection, today: Day, among: Collection[int] | None = None) -> None:
        self._db = db
        self.called: dict[int, str] = {}
        for some in _persons(db) if among is None else [among]:
            self.called |= withheld(db, some, today)
        self._names = names_of(db, self.called) if self.called else {}
        self._full: dict[tuple[str, str], set[int]] = {}
        for no, names in self._names.items():
            for name in names:
                words = _words(name)
                if len(words) > 1:
                    self._full.setdefault((words[0], words[1]), set()).add(no)
        self._article = lru_cache(maxsize=64)(self._read_article)
        self._redactor = lru_cache(maxsize=4096)(self._made)

    def id(self, no: int, id: str) -> str:
        """The id under which an entity leaves."""
        return id_of(no) if no in self.called else id

    def text(self, text: str, article: int | None = None) -> str:
        """A text of an article, or one that belongs to none, without the names of those withheld."""
        who, kept = self._who(_words(text), article)
        return self._redactor(who, kept).text(text) if who else text

    def url(self, url: str, article: int) -> str | None:
        """An address if it names nobody withheld."""
        who, _ = self._who(_words(unquote(url).replace("_", " ").replace("+", " ")), article)
        about = self._article(article)
        return None if (who and self._redactor(who, frozenset()).names(url)) or about.named_in(url) else url

    def _who(self, words: Sequence[str], article: int | None) -> tuple[Who, frozenset[str]]:
        """Those who may be named by these words, and the words of their names that are others' too."""
        if not self.called:
            return frozenset(), frozenset()
        who = {no for pair in pairwise(words) for no in self._full.get(pair, ())}
        kept: frozenset[str] = frozenset()
        if article is not None:
            about = self._article(article)
            for word in set(words):
                who |= about.single.get(word, frozenset())
            kept = about.kept.intersection(
                word for no in who for name in self._names[no] for word in _words(name)
            )
        return frozenset(who), kept

    def _made(self, who: Who, kept: frozenset[str]) -> Redactor:
        return Redactor({no: self._names[no] for no in who}, {no: self.called[no] for no in who}, kept)

    def _read_article(self, article: int) -> _About:
        parties = {no for (no,) in self._db.execute(_PARTIES, (article,))}
        hidden = parties & self.called.keys()
        if not hidden:
            return _About({}, frozenset(), None)
        named = names_of(self._db, parties - hidden)
        kept = {word for names in named.values() for name in names for word in _words(name)}
        single: dict[str, set[int]] = {}
        for no in hidden:
            for name in self._names[no]:
                words = _words(name)
                for word in words:
                    if word not in kept or len(words) == 1:
                        single.setdefault(word, set()).add(no)
        return _About(
            single,
            frozenset(kept),
            Redactor({no: self._names.get(no, ()) for no in hidden}, self.called, kept),
        )


class _About:
    """Those withheld of whom an article tells: by the words that mean them there; and the words of who is named."""

    def __init__(self, single: dict[str, set[int]], kept: frozenset[str], redactor: Redactor | None) -> None:
        self.single, self.kept, self._redactor = single, kept, redactor

    def named_in(self, url: str) -> bool:
        """Whether an address names one of them."""
        return self._redactor is not None and self._redactor.names(url)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def _persons(db: sqlite3.Connection) -> Iterator[list[int]]:
    """All canonical persons, some at a time."""
    last = 0
    query = "SELECT no FROM entity WHERE no > ? AND canonical = no AND type = 'person' ORDER BY no LIMIT ?"
    while some := [no for (no,) in db.execute(query, (last, _SOME))]:
        yield some
        last = some[-1]

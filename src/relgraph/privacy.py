"""Whose name is not for print, and how it is cut out of every text.

A file cannot keep a name from one clock and show it to the other, so what counts is the day on which it is made.
Two are not named: who may be under 18 on that day, by a stated birth; and a person of whom nothing is said but
what is alleged or denied, with one other party.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote

from relgraph.dates import BadDate, Day, parse
from relgraph.names import folded

MINOR = "a minor"
PRIVATE = "a private person"

_OF_AGE = 18
LEAST = 3
"""Letters of a single word of a name that is cut out."""


class Shown(NamedTuple):
    """Whose names are shown though they are not for print."""

    minors: bool = False
    private: bool = False


def withheld(db: sqlite3.Connection, entities: Collection[int], today: Day) -> dict[int, str]:
    """The persons among these canonical entities who are not named, and what each is called instead."""
    given = {"nos": json.dumps(sorted(entities)), "today": today}
    persons = {no for (no,) in db.execute(_PERSONS, given)}
    found = dict.fromkeys(_private(db, given) & persons, PRIVATE)
    return found | dict.fromkeys(_minors(db, given, today) & persons, MINOR)


_PERSONS = "SELECT no FROM json_each(:nos) JOIN entity ON no = value WHERE entity.type = 'person'"

_STANDS = "NOT rejected AND ifnull(withdrawn, :today + 1) > :today AND ifnull(replaced, :today + 1) > :today"

_TOLD = """
SELECT one AS who, other AS far, claim.* FROM json_each(:nos) CROSS JOIN claim ON one = value UNION ALL
SELECT other, one, claim.* FROM json_each(:nos) CROSS JOIN claim ON other = value
"""

_SAME = "CROSS JOIN entity ON no = value OR (canonical = value AND canonical <> no)"
"""An entity with those that are judged to be it."""


def _private(db: sqlite3.Connection, given: Mapping[str, object]) -> set[int]:
    """Those of whom no report stands, and who are named with one other party."""
    query = f"""
        SELECT who FROM ({_TOLD}) WHERE far IS NOT NULL GROUP BY who
        HAVING sum(stance IN ('reported', 'confirmed') AND NOT hypothetical AND {_STANDS}) = 0
        AND count(DISTINCT far) = 1"""
    return {no for (no,) in db.execute(query, given)}


def _minors(db: sqlite3.Connection, given: Mapping[str, object], today: Day) -> set[int]:
    """Those who may be under age: by a birth that is stated of them, else by the start of a parenthood."""
    born: dict[int, list[Day]] = {}
    stated = f"SELECT canonical, born FROM json_each(:nos) {_SAME} WHERE born IS NOT NULL"
    for no, text in db.execute(stated, given):
        born.setdefault(no, []).extend(_last_day(text))
    births = f"""
        SELECT who, at, published FROM ({_TOLD})
        WHERE kind = 'birth' AND far IS NULL AND stance <> 'denied' AND {_STANDS}"""
    for no, text, published in db.execute(births, given):
        born.setdefault(no, []).extend([published] if text is None else _last_day(text))
    children = f"""
        SELECT who, at FROM ({_TOLD})
        WHERE kind = 'parenthood' AND who = iif(swapped, one, other) AND at IS NOT NULL AND stance <> 'denied'
        AND ifnull(detail, 'birth') = 'birth' AND {_STANDS}"""
    for no, text in db.execute(children, given):
        if no not in born:
            born.setdefault(-no, []).extend(_last_day(text))
    return {abs(no) for no, days in born.items() if any(is_minor(day, today) for day in days)}


def is_minor(born: Day, today: Day) -> bool:
    """Whether somebody born on that day is under 18."""
    birth, now = date.fromordinal(born), date.fromordinal(today)
    years = now.year - birth.year - ((now.month, now.day) < (birth.month, birth.day))
    return years < _OF_AGE


def _last_day(text: str) -> list[Day]:
    """The last possible day of a birth as written; none if it gives none."""
    try:
        edge = parse(text).start
    except BadDate:
        return []
    return [] if edge is None or edge.last is None else [edge.last]


# ---- cutting names out


class Redactor:
    """Takes names that are withheld out of texts.

    `hidden` has each withheld person's names with what to say instead, `named` the names of everybody who is
    named: a single word that is part of one of those too (a family's name) stays.
    """

    def __init__(
        self, hidden: Mapping[int, Iterable[str]], called: Mapping[int, str], named: Iterable[str]
    ) -> None:
        self._instead: dict[str, str] = {}
        kept = {word for name in named for word in _words(name)}
        whole, single = set(), set()
        for no, names in hidden.items():
            for name in names:
                whole.add(name)
                self._instead.setdefault(_key(name), called[no])
                for word in _words(name):
                    if len(word) >= LEAST and word not in kept:
                        single.add(word)
                        self._instead.setdefault(word, called[no])
        ordered = [*_longest_first(whole), *_longest_first(single)]
        together = rf"(?<!\w)(?:{'|'.join(map(pattern, ordered))})(?!\w)"
        self._found = re.compile(together, re.IGNORECASE) if ordered else None
        self._slugs = [_words(name) for name in ordered]

    def text(self, text: str) -> str:
        """The text with what each withheld person is called in the place of the name."""
        if self._found is None:
            return text
        return self._found.sub(self._called, unicodedata.normalize("NFC", text))

    def names(self, text: str) -> bool:
        """Whether a text without spaces, such as a URL or a file name, names somebody who is withheld."""
        words = _words(unquote(text).replace("_", " ").replace("+", " "))
        run = "/".join(words)
        return any(
            slug <= words or (len(slug) > 1 and all(word in run for word in slug)) for slug in self._slugs
        )

    def _called(self, match: re.Match[str]) -> str:
        return self._instead.get(_key(match[0]), PRIVATE)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _key(name: str) -> str:
    return " ".join(folded(name).split())


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", folded(name)))


def pattern(name: str) -> str:
    """A name with or without its accents, over any space."""
    return r"\s+".join("".join(map(_letter, word)) for word in unicodedata.normalize("NFC", name).split())


_ACCENTED = {
    plain: "".join(
        c
        for c in map(chr, range(0xC0, 0x250))
        if unicodedata.normalize("NFD", c)[0].casefold() == plain and c.isalpha()
    )
    for plain in "abcdefghijklmnopqrstuvwxyz"
}


def _letter(letter: str) -> str:
    plain = folded(letter)
    if len(plain) == 1 and plain in _ACCENTED:
        return f"[{letter}{plain}{_ACCENTED[plain]}]"
    if plain != letter.casefold() and plain:
        return f"(?:{re.escape(letter)}|{re.escape(plain)})"
    return re.escape(letter)


def names_of(db: sqlite3.Connection, entities: Iterable[int]) -> dict[int, list[str]]:
    """Every name that these canonical entities go by, as declared and as articles use them."""
    query = f"""
        WITH alike AS (SELECT value AS who, no FROM json_each(:nos) {_SAME})
        SELECT who, name FROM alike JOIN name ON name.entity = alike.no
        UNION SELECT who, name FROM alike JOIN mention ON mention.entity = alike.no"""
    found: dict[int, list[str]] = {}
    for no, name in db.execute(query, {"nos": json.dumps(sorted(set(entities)))}):
        found.setdefault(no, []).append(name)
    return found

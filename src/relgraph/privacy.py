"""Whose name is not for print, and how it is cut out of every text: the one rule, for all that hands names out.

A file cannot keep a name from one clock and show it to the other, so what counts is the day on which it is made, and
of an output that shows only what was known on another day, that day too. Two are not named: who may be under 18, by a
stated birth or age; and a person of whom nothing is said but what is alleged or denied, with one other party.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote

from relgraph.ages import OF_AGE, births, may_state
from relgraph.dates import BadDate, Day, parse
from relgraph.names import folded

MINOR = "a minor"
PRIVATE = "a private person"

LEAST = 3
"""Letters of a single word of a name that is cut out."""


class Shown(NamedTuple):
    """Whose names are shown though they are not for print."""

    minors: bool = False
    private: bool = False


NOBODY = Shown()


def withheld(
    db: sqlite3.Connection,
    entities: Collection[int],
    today: Day,
    known: Day | None = None,
    shown: Shown = NOBODY,
) -> dict[int, str]:
    """The persons among these canonical entities who are not named, and what each is called instead.

    `today` is the day on which an output is made, `known` the day as known on which it shows things, if another;
    whoever is withheld on one of them is withheld.
    """
    found: dict[int, str] = {}
    for day in {today, today if known is None else known}:
        given = {"nos": json.dumps(sorted(entities)), "today": day}
        persons = {no for (no,) in db.execute(_PERSONS, given)}
        if not shown.private:
            found |= dict.fromkeys((_private(db, given) & persons) - found.keys(), PRIVATE)
        if not shown.minors:
            found |= dict.fromkeys(_minors(db, given, today, day) & persons, MINOR)
    return found


def id_of(no: int) -> str:
    """The id under which a withheld entity leaves: its own has the name in it."""
    return f"withheld:{no}"


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
        SELECT who FROM ({_TOLD}) WHERE far IS NOT NULL AND published <= :today GROUP BY who
        HAVING sum(stance IN ('reported', 'confirmed') AND NOT hypothetical AND {_STANDS}) = 0
        AND count(DISTINCT far) = 1"""
    return {no for (no,) in db.execute(query, given)}


def _minors(db: sqlite3.Connection, given: Mapping[str, object], today: Day, day: Day) -> set[int]:
    """Those who may be under age on a day: by a birth or an age that is stated of them, else by a parenthood.

    What is known `today` of births counts, whatever was known on the day.
    """
    given = {**given, "today": today}
    born: dict[int, list[Day]] = {}
    stated = f"SELECT canonical, born FROM json_each(:nos) {_SAME} WHERE born IS NOT NULL"
    for no, text in db.execute(stated, given):
        born.setdefault(no, []).extend(_last_day(text))
    told = f"""
        SELECT who, at, published FROM ({_TOLD})
        WHERE kind = 'birth' AND far IS NULL AND stance <> 'denied' AND {_STANDS}"""
    for no, text, published in db.execute(told, given):
        born.setdefault(no, []).extend([published] if text is None else _last_day(text))
    for no, last in _aged(db, given):
        born.setdefault(no, []).append(last)
    children = f"""
        SELECT who, at, published, ifnull(detail, 'birth') = 'birth', body LIKE '%"sensitive":true%'
        FROM ({_TOLD}) LEFT JOIN body USING (position)
        WHERE kind = 'parenthood' AND who = iif(swapped, one, other) AND stance <> 'denied' AND {_STANDS}"""
    for no, text, published, is_birth, is_young in db.execute(children, given):
        if no not in born:
            days = _last_day(text) if is_birth and text else []
            born.setdefault(-no, []).extend([*days, *([published] if is_young and not days else [])])
    return {abs(no) for no, days in born.items() if any(is_minor(last, day) for last in days)}


def _aged(db: sqlite3.Connection, given: Mapping[str, object]) -> Iterator[tuple[int, Day]]:
    """Those of whom a claim's sentence states an age under 18, and the last possible day of their birth."""
    query = """
        SELECT published, body, first.name, first.entity, second.name, second.entity
        FROM claim JOIN body USING (position)
        JOIN mention AS first ON first.no = claim.a LEFT JOIN mention AS second ON second.no = claim.b
        WHERE NOT rejected AND claim.position IN (
          SELECT position FROM json_each(:nos) CROSS JOIN claim ON one = value UNION
          SELECT position FROM json_each(:nos) CROSS JOIN claim ON other = value)"""
    same = {no: who for who, no in db.execute(f"SELECT value, no FROM json_each(:nos) {_SAME}", given)}
    for published, text, *parties in db.execute(query, given):
        if may_state(text):
            named: dict[int, set[str]] = {}
            for name, no in (parties[:2], parties[2:]):
                if no in same:
                    named.setdefault(same[no], set()).update((name, name.split()[0]))
            for quote in json.loads(text)["claim"]["evidence"]:
                for who, called in named.items():
                    yield from ((who, last) for last in births(quote["quote"], called, published))


def is_minor(born: Day, day: Day) -> bool:
    """Whether somebody born on one day is under 18 on another."""
    birth, now = date.fromordinal(born), date.fromordinal(day)
    years = now.year - birth.year - ((now.month, now.day) < (birth.month, birth.day))
    return years < OF_AGE


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

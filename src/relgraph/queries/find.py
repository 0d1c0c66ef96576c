"""Which entity a name means.

A NAME is looked up as a mention (NAME@ARTICLE), as an id, then as a name, as an alias and as a part of a name; the
first of these that finds somebody decides. Nothing is guessed: if it finds two, they are listed with what tells them
apart.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from relgraph.dates import Day, iso
from relgraph.errors import Ambiguous, NotFound
from relgraph.fold.model import FOREVER
from relgraph.kinds import COUPLE_STATES
from relgraph.names import SPELT_TWO_WAYS, folded, may_be_spelt
from relgraph.queries.mentions import mentioned
from relgraph.queries.phrases import UNSURE, doubts, phrase
from relgraph.queries.rows import HOLDS, STANDINGS, Ref, Tie, ties_of

CANDIDATES = 12
"""So many candidates of an ambiguous name are described."""

_SUGGESTIONS = 5
_ALIKE, _WORDS_ALIKE = 76, 70  # of 100, from which on names count as spelt alike, and single words of them
_WORD = re.compile(r"\w+")


class Named(NamedTuple):
    """A canonical entity, with its number in the read model."""

    no: int
    ref: Ref


class Found(NamedTuple):
    """A canonical entity with what tells it from others; `ties`: how many are known of it, past ones too."""

    no: int
    ref: Ref
    born: str | None
    ties: int


def named(db: sqlite3.Connection, text: str, on: Day, known: Day) -> Named:
    """The one entity of that name, as the public knew names on `known`.

    Raises NotFound (with names that are spelt alike) and Ambiguous (with what tells the candidates apart on `on`).
    """
    if "@" in text and (mention := mentioned(db, text)) and canonical(db, [mention.no], known):
        return Named(mention.group, _ref(db, mention.group))
    for level in (canonical(db, some, known) for some in levels(db, text)):
        if len(level) == 1:
            (no,) = level
            return Named(no, _ref(db, no))
        if level:
            found = described(db, level, known)
            lines = [candidate(db, one, on, known) for one in found[:CANDIDATES]]
            if len(found) > CANDIDATES:
                lines.append(f"and {len(found) - CANDIDATES} more: `relgraph find` lists them all")
            raise Ambiguous(
                f"{text!r} can be any of {len(found)}; say which, by its id or more of its name", lines
            )
    raise _unknown(db, text, known)


def find(db: sqlite3.Connection, text: str, known: Day) -> list[Found]:
    """Every entity that goes by that name or by a name with all of its words in it: best match first.

    Raises NotFound if there is none.
    """
    seen: set[int] = set()
    found: list[Found] = []
    for level in (canonical(db, some, known) for some in levels(db, text)):
        found += described(db, level - seen, known)
        seen |= level
    if not found:
        raise _unknown(db, text, known)
    return found


def candidate(db: sqlite3.Connection, found: Found, on: Day, known: Day) -> str:
    """A line that tells an entity from others of its name: id, name, type, birth, ties."""
    parts = [found.ref.type]
    if found.born:
        parts.append(f"born {found.born}")
    if found.ties:
        there = [tie for tie in ties_of(db, found.no, on, known) if tie.standing != "retracted"]
        best = min(there, key=_telling)
        ties = "1 tie" if found.ties == 1 else f"{found.ties} ties"
        doubt = ", ".join(doubts(best))
        parts += [ties, f"{phrase(best)} {best.other.name}{f' ({doubt})' if doubt else ''}"]
    else:
        parts.append("no ties")
    return f"{found.ref.id}  {found.ref.name}: {', '.join(parts)}"


def _telling(tie: Tie) -> tuple[bool, bool, bool, int, int, int, str]:
    """The most telling tie first: not a rumour, of a couple, that holds, that stands well, of many voices."""
    return (
        tie.standing in UNSURE,
        tie.kind not in COUPLE_STATES,
        tie.kind != "marriage",
        HOLDS.index(tie.holds),
        -STANDINGS.index(tie.standing),
        -tie.roots,
        tie.other.name,
    )


def levels(db: sqlite3.Connection, text: str) -> Iterable[list[int]]:
    """Entities by ever looser readings of a text, each before it is judged to be another one."""
    yield _by_id(db, text)
    key = folded(" ".join(text.split()))
    exact = db.execute("SELECT entity, sort FROM name WHERE folded = ?", (key,)).fetchall()
    yield [no for no, sort in exact if sort == "name"]
    yield [no for no, sort in exact if sort != "name"]
    yield _by_bare_id(db, text)
    yield from _by_part(db, key)
    yield _by_spelling(db, key)


def _by_id(db: sqlite3.Connection, text: str) -> list[int]:
    query = "SELECT no FROM entity WHERE id = :id UNION SELECT entity FROM external WHERE id = :id"
    return [no for (no,) in db.execute(query, {"id": text})]


def _by_bare_id(db: sqlite3.Connection, text: str) -> list[int]:
    """By an id without what stands before its colon: `Q37876` for `wikidata:Q37876`."""
    if not re.fullmatch(r"[\w.-]*\d[\w.-]*", text):  # it has a digit, and no space
        return []
    bare = "substr(id, instr(id, ':') + 1) = :id AND instr(id, ':') > 0"
    query = f"SELECT no FROM entity WHERE {bare} UNION SELECT entity FROM external WHERE {bare}"
    return [no for (no,) in db.execute(query, {"id": text})]


def _by_spelling(db: sqlite3.Connection, key: str) -> list[int]:
    """By whole words, of names with letters that can be spelt in two ways."""
    tokens = _WORD.findall(key)
    if not tokens:
        return []
    names = db.execute("SELECT entity, name FROM name WHERE name GLOB ?", (f"*[{SPELT_TWO_WAYS}]*",))
    found = []
    for no, name in names:
        words = _WORD.findall(name)
        if all(any(may_be_spelt(word, token) for word in words) for token in tokens):
            found.append(no)
    return found


def _by_part(db: sqlite3.Connection, key: str) -> Iterable[list[int]]:
    """By whole words, by the beginnings of words, by anything inside: of each word typed, in any order."""
    tokens = _WORD.findall(key) or key.split()
    if not tokens:
        return
    inside = " AND ".join(["instr(folded, ?) > 0"] * len(tokens))
    names = db.execute(f"SELECT entity, folded FROM name WHERE {inside}", tokens).fetchall()
    words = [(no, frozenset(_WORD.findall(name))) for no, name in names]
    yield [no for no, has in words if has.issuperset(tokens)]
    yield [no for no, has in words if all(any(word.startswith(token) for word in has) for token in tokens)]
    yield [no for no, _ in names]


def canonical(db: sqlite3.Connection, entities: Iterable[int], known: Day) -> set[int]:
    """The entities that these are judged to be, of those that something published by `known` names."""
    query = "SELECT canonical FROM entity WHERE no = ? AND known_from <= ?"
    return {row[0] for no in entities for row in db.execute(query, (no, known))}


def _ref(db: sqlite3.Connection, no: int) -> Ref:
    return Ref(*db.execute("SELECT id, name, type FROM entity WHERE no = ?", (no,)).fetchone())


def described(db: sqlite3.Connection, entities: Iterable[int], known: Day) -> list[Found]:
    """What tells them apart, those of many ties first."""
    query = "SELECT id, name, type, born FROM entity WHERE no = ?"
    found = [
        Found(no, Ref(*row[:3]), row[3], _ties(db, no, known))
        for no in entities
        for row in db.execute(query, (no,))
    ]
    return sorted(found, key=lambda one: (-one.ties, one.ref.name, one.ref.id))


def _ties(db: sqlite3.Connection, no: int, known: Day) -> int:
    known_then = "known_to > :known AND known_from <= :known"
    counted = f"SELECT count(*) FROM version WHERE {known_then} AND standing <> 'retracted'"
    query = f"SELECT ({counted} AND a = :no) + ({counted} AND b = :no)"
    number: int
    (number,) = db.execute(query, {"no": no, "known": known}).fetchone()
    return number


def _unknown(db: sqlite3.Connection, text: str, known: Day) -> NotFound:
    for level in (canonical(db, some, FOREVER) for some in levels(db, text)):
        days = [
            day for no in level for (day,) in db.execute("SELECT known_from FROM entity WHERE no = ?", (no,))
        ]
        days = [day for day in days if day < FOREVER]
        if days:
            return NotFound(
                f"nothing published by {iso(known)} names {text!r}; the first that does is of {iso(min(days))}"
            )
    return NotFound(f"nobody and nothing is called {text!r}", _alike(db, text, known))


def _alike(db: sqlite3.Connection, text: str, known: Day) -> list[str]:
    """Names that are spelt alike, or that have a word in them that is; the likeliest first."""
    from rapidfuzz import fuzz, process

    key = folded(text)
    if not _WORD.search(key):
        return []
    query = (
        "SELECT DISTINCT name.name, name.folded FROM name JOIN entity ON no = entity WHERE known_from <= ?"
    )
    names = dict(db.execute(query, (known,)).fetchall())
    close = process.extract(key, names, scorer=fuzz.WRatio, limit=_SUGGESTIONS, score_cutoff=_ALIKE)
    likely = [(score, name) for _, score, name in close]
    if len(_WORD.findall(key)) == 1:
        words: dict[str, list[str]] = {}
        for name, has in names.items():
            for word in _WORD.findall(has):
                words.setdefault(word, []).append(name)
        parts = process.extract(
            key, words.keys(), scorer=fuzz.ratio, limit=_SUGGESTIONS, score_cutoff=_WORDS_ALIKE
        )
        likely += [(score, name) for word, score, _ in parts for name in words[word]]
    likely.sort(key=lambda one: -one[0])
    return list(dict.fromkeys(name for _, name in likely))[:_SUGGESTIONS]

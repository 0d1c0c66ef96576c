"""Whom a person means who judges: one entity among those that may be one already, or one mention.

A mention is typed NAME@ARTICLE: the name as the article uses it, and the article's URL, its id or the first digits of
it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.errors import Ambiguous, NotFound
from relgraph.names import folded
from relgraph.queries.find import Named, canonical, levels, named
from relgraph.queries.rows import Ref

DIGITS = 6
"""Hex digits by which an article may be named, if no other begins with them."""

_NAMED = 12  # so many names of an article are listed


class Mention(NamedTuple):
    """A name as one article uses it; `article` is the same in every version, `given` the id of its writer or ''."""

    article: str
    name: str
    type: str
    given: str


class Member(NamedTuple):
    """An entity before it is judged to be another one, by the id that was typed; or a mention, and what it leads to.

    `no` and `group` are the numbers of the entity and of the canonical one in the read model.
    """

    id: str
    name: str
    type: str
    no: int
    group: int
    mention: Mention | None = None

    @property
    def ref(self) -> Ref:
        """As other answers show it."""
        return Ref(self.id, self.name, self.type)


def member(db: sqlite3.Connection, text: str, on: Day, known: Day) -> Member:
    """The entity or the mention of that name. Raises NotFound and Ambiguous."""
    found = _mention(db, text)
    if found:
        return found
    whole = named(db, text, on, known)
    for level in levels(db, text):
        if canonical(db, level, known):
            query = "SELECT no, id, name, type FROM entity WHERE no = ? AND known_from <= ?"
            rows = [row for no in sorted(set(level)) for row in db.execute(query, (no, known))]
            no, id, name, type = next((row for row in rows if row[0] == whole.no), rows[0])
            outside = db.execute("SELECT 1 FROM external WHERE id = ?", (text,)).fetchone()
            return Member(text if outside else id, name, type, no, whole.no)
    raise AssertionError(text)


def whole(db: sqlite3.Connection, text: str, day: Day) -> Named:
    """The canonical entity of a name or a mention. Raises NotFound and Ambiguous."""
    found = _mention(db, text)
    if found is None:
        return named(db, text, day, day)
    row = db.execute("SELECT id, name, type FROM entity WHERE no = ?", (found.group,)).fetchone()
    return Named(found.group, Ref(*row))


def _mention(db: sqlite3.Connection, text: str) -> Member | None:
    """The mention that is typed as NAME@ARTICLE; None if nothing after an @ is an article."""
    for at in re.finditer("@", text):
        name, article = text[: at.start()].strip(), text[at.end() :].strip()
        ids = _articles(db, article) if name and article else []
        if len(ids) > 1:
            raise Ambiguous(f"several articles have an id that begins with {article}", ids)
        if ids:
            return _in_article(db, name, ids[0])
    return None


def _articles(db: sqlite3.Connection, text: str) -> list[str]:
    """The ids of the articles that a text can mean."""
    if re.fullmatch(rf"[0-9a-f]{{{DIGITS},32}}", text):
        bounds = [text.ljust(32, digit) for digit in "0f"]
        query = "SELECT DISTINCT id FROM article WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 9"
        return [id for (id,) in db.execute(query, bounds)]
    return [id for (id,) in db.execute("SELECT DISTINCT id FROM article WHERE url = ?", (text,))]


_MENTIONS = """
SELECT DISTINCT mention.name, mention.type, given, entity.no, entity.id, canonical FROM mention
JOIN article ON article.no = mention.article JOIN entity ON entity.no = mention.entity WHERE article.id = :article"""


def _in_article(db: sqlite3.Connection, text: str, article: str) -> Member:
    """The one mention of that name in an article."""
    asked = {"article": article, "name": text}
    rows = db.execute(f"{_MENTIONS} AND mention.name = :name", asked).fetchall()
    if not rows:
        there = db.execute(_MENTIONS, asked).fetchall()
        rows = [row for row in there if _alike(text, row[0])]
        if not rows:
            names = sorted({row[0] for row in there})[:_NAMED]
            raise NotFound(f"that article has no claim on anybody it calls {text!r}", names)
    if len(rows) > 1:
        lines = [f"{id}  {name}: {type}" for name, type, _, _, id, _ in rows]
        raise Ambiguous(f"that article calls {len(rows)} by that name; say which, by its id", lines)
    name, type, given, no, id, group = rows[0]
    return Member(id, name, type, no, group, Mention(article, name, type, given))


def _alike(text: str, name: str) -> bool:
    """Whether a name is the one typed but for case, accents, or all that is no letter."""
    return folded(text) == folded(name) or _slug(text) == _slug(name) != ""


def _slug(name: str) -> str:
    return slug(folded(name))


def slug(text: str) -> str:
    """The letters of a text, with hyphens between its words."""
    return re.sub(r"[\W_]+", "-", text).strip("-")


def refs(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Ref]:
    """How the entities of these ids, or of ids in other data sets, are called."""
    query = """
        SELECT entity.id, name, type FROM entity WHERE id = :id
        UNION ALL SELECT :id, name, type FROM external JOIN entity ON no = entity WHERE external.id = :id LIMIT 1"""
    return {id: Ref(*row) for id in ids for row in db.execute(query, {"id": id})}


def members_of(db: sqlite3.Connection, group: int) -> list[tuple[int, Ref]]:
    """Those that a canonical entity is made of, itself first, each with its number."""
    query = """
        SELECT no, id, name, type FROM entity WHERE no = :group
        UNION ALL SELECT no, id, name, type FROM entity WHERE canonical = :group AND canonical <> no"""
    return [(no, Ref(*row)) for no, *row in db.execute(query, {"group": group})]

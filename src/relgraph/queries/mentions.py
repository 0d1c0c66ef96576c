"""A name as one article uses it, and how it is typed: NAME@ARTICLE.

ARTICLE is the URL of the article, its id, or the first digits of it.
"""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from relgraph.errors import Ambiguous, NotFound
from relgraph.names import folded

DIGITS = 6
"""Hex digits by which an article may be named, if no other begins with them."""

_NAMED = 12  # so many names of an article are listed


class Mention(NamedTuple):
    """A name as one article uses it; `article` is the same in every version, `given` the id of its writer or ''."""

    article: str
    name: str
    type: str
    given: str


class Mentioned(NamedTuple):
    """A mention, the id and the number of the entity that it is resolved to, and the number of the canonical one."""

    mention: Mention
    id: str
    no: int
    group: int


def mentioned(db: sqlite3.Connection, text: str) -> Mentioned | None:
    """The mention that is typed as NAME@ARTICLE; None if nothing after an @ is an article.

    Raises NotFound if the article has no such name, Ambiguous if several articles or mentions can be meant.
    """
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


def _in_article(db: sqlite3.Connection, text: str, article: str) -> Mentioned:
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
    return Mentioned(Mention(article, name, type, given), id, no, group)


def _alike(text: str, name: str) -> bool:
    """Whether a name is the one typed but for case, accents, or all that is no letter."""
    one, other = (re.findall(r"[^\W_]+", folded(some)) for some in (text, name))
    return folded(text) == folded(name) or one == other != []

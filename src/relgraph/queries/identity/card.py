"""What is known of who somebody is: names and who gave them, where they are used, and what was judged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from relgraph.queries.find import Named
from relgraph.queries.identity.judgements import Said, judgements
from relgraph.queries.identity.members import members_of
from relgraph.queries.mentions import Mention
from relgraph.queries.rows import Ref
from relgraph.queries.told import ArticleRef

KINDS = ("name", "birth", "married", "stage", "alias", "used")
"""How one comes by a name: declared as its name, or as one of a kind; used: by articles, and by nobody declared."""


class Name(NamedTuple):
    """A name of a member: its kind, when it went by it (EDTF), and the article or the judgement that gave it."""

    name: str
    kind: str
    when: str | None
    member: Ref
    article: ArticleRef | None
    judgement: str | None


class Use(NamedTuple):
    """A mention: the name in an article, how it was resolved, and to whom of a group."""

    mention: Mention
    how: str
    member: Ref
    article: ArticleRef


@dataclass(frozen=True, slots=True)
class Card:
    """Who somebody is: `ids` in other data sets, `members` that were judged to be one, names, uses, judgements."""

    ref: Ref
    born: str | None
    ids: tuple[str, ...]
    members: tuple[Ref, ...]
    names: tuple[Name, ...]
    uses: tuple[Use, ...]
    judgements: tuple[Said, ...]


def card(db: sqlite3.Connection, who: Named) -> Card:
    """What is known of a canonical entity."""
    members = members_of(db, who.no)
    numbers = [no for no, _ in members]
    outside = _of(db, "SELECT id FROM external WHERE entity IN ({}) ORDER BY id", numbers)
    own = {ref.id for _, ref in members}
    said = judgements(db, own | set(outside))
    births = "SELECT max(born) FROM entity WHERE no IN (SELECT value FROM json_each(?))"
    (born,) = db.execute(births, (json.dumps(numbers),)).fetchone()
    return Card(
        ref=who.ref,
        born=born,
        ids=tuple(id for id in outside if id not in own),
        members=tuple(ref for _, ref in members),
        names=tuple(_names(db, members, said)),
        uses=tuple(_uses(db, members)),
        judgements=tuple(said),
    )


def _of(db: sqlite3.Connection, query: str, numbers: Sequence[int]) -> list[str]:
    marks = ",".join("?" * len(numbers))
    return [text for (text,) in db.execute(query.format(marks), numbers)]


_ARTICLE = "article.id, version, source, title, url, published"

_DECLARED = f"""
SELECT name, aliases, typed, {_ARTICLE} FROM declaration JOIN article ON article.no = article
WHERE declaration.entity = ? ORDER BY day, declaration.position"""

_FIRST = f"""
SELECT {_ARTICLE} FROM mention JOIN article ON article.no = article
WHERE mention.entity = ? AND mention.name = ? ORDER BY mention.known_from, mention.no LIMIT 1"""


def _names(
    db: sqlite3.Connection, members: Sequence[tuple[int, Ref]], said: Sequence[Said]
) -> Iterator[Name]:
    """The names of each member, the first who gave each; those of one kind before those of the next."""
    naming = {one.a.id: one for one in said if one.naming and one.counts and one.judgement == "same"}
    found: dict[tuple[str, str], Name] = {}
    for no, ref in members:
        judged = naming.get(ref.id)
        for name, kind, when, article in _given(db, no):
            by_hand = judged and kind in ("name", "used")
            kind = judged.naming if judged and by_hand and judged.naming else kind
            one = Name(name, kind, when, ref, article, judged.id if judged and by_hand else None)
            found.setdefault((name, kind), one)
    told = {name for name, kind in found if kind != "used"}
    kept = (one for one in found.values() if one.kind != "used" or one.name not in told)
    yield from sorted(kept, key=lambda one: (KINDS.index(one.kind), one.name))


def _given(db: sqlite3.Connection, no: int) -> Iterator[tuple[str, str, str | None, ArticleRef | None]]:
    """Each name of an entity with its kind, when, and the article that gave it."""
    for name, aliases, typed, *article in db.execute(_DECLARED, (no,)).fetchall():
        by = ArticleRef(*article)
        yield name, "name", None, by
        kinds = [(other, kind, when) for other, kind, when in json.loads(typed)]
        yield from ((other, kind, when, by) for other, kind, when in kinds)
        of_a_kind = {other for other, _, _ in kinds}
        yield from ((other, "alias", None, by) for other in json.loads(aliases) if other not in of_a_kind)
    for (name,) in db.execute("SELECT DISTINCT name FROM mention WHERE entity = ?", (no,)).fetchall():
        article = db.execute(_FIRST, (no, name)).fetchone()
        yield name, "used", None, ArticleRef(*article)


_USED = f"""
SELECT mention.no, mention.name, mention.type, given, how, {_ARTICLE} FROM mention JOIN article ON article.no = article
WHERE mention.entity = ? ORDER BY published, mention.no"""


def _uses(db: sqlite3.Connection, members: Sequence[tuple[int, Ref]]) -> Iterator[Use]:
    found = [(row, ref) for no, ref in members for row in db.execute(_USED, (no,))]
    seen: set[Mention] = set()
    for (_, name, type, given, how, *article), ref in sorted(found, key=lambda one: (one[0][10], one[0][0])):
        told = ArticleRef(*article)
        mention = Mention(told.id, name, type, given)
        if mention not in seen:  # another version of the article
            seen.add(mention)
            yield Use(mention, how, ref, told)

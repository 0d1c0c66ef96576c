"""What is to be erased: an entity with all its names, a name as one article uses it, an article, a claim."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from relgraph.entities import named_id
from relgraph.ingest import Store, find_article, find_claim
from relgraph.names import folded
from relgraph.queries.find import Named
from relgraph.queries.mentions import Mentioned


@dataclass(frozen=True, slots=True)
class Target:
    """What goes. `label` says it to a person.

    `mentions` are the names of an entity as articles use them, `ids` the entity's own and `names` how it is called;
    `far` are those that mean it in every article, and are cut out also where an article only names it. `articles`
    (numbers) go whole, `claims` (positions) with their sentences.
    """

    label: str
    mentions: frozenset[int] = frozenset()
    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
    articles: frozenset[int] = frozenset()
    claims: frozenset[int] = frozenset()


def entity(db: sqlite3.Connection, named: Named) -> Target:
    """An entity, with all that are judged to be it."""
    nos = _numbers(db, "SELECT no FROM entity WHERE canonical = ?", (named.no,))
    ids, names = _ids(db, nos), _names(db, nos)
    return Target(
        named.ref.name,
        frozenset(_numbers(db, f"SELECT no FROM mention WHERE entity IN ({_IN})", _listed(nos))),
        frozenset(ids),
        frozenset(names),
        frozenset(name for name in names if " " in name or named_id(name, named.ref.type) in ids),
    )


def mention(db: sqlite3.Connection, found: Mentioned) -> Target:
    """An entity as one article names it, by all names that it has there; and what only that article names."""
    query = """
        SELECT mention.no, mention.name, entity.no FROM mention JOIN entity ON entity.no = entity
        JOIN article ON article.no = article WHERE canonical = ? AND article.id = ?"""
    rows = db.execute(query, (found.group, found.mention.article)).fetchall()
    nos = frozenset(no for no, _, _ in rows)
    elsewhere = f"SELECT entity FROM mention WHERE entity IN ({_IN}) AND no NOT IN ({_IN})"
    entities = {entity for _, _, entity in rows}
    here = entities - _numbers(db, elsewhere, [*_listed(entities), *_listed(nos)])
    (name,) = db.execute("SELECT name FROM entity WHERE no = ?", (found.group,)).fetchone()
    names = frozenset(name for _, name, _ in rows)
    return Target(f"{name} in one article", nos, frozenset(_ids(db, here)), names)


def article(store: Store, given: str) -> Target:
    """An article, by its URL or id, in all its versions. Raises NotFound."""
    query = "SELECT no, source, title FROM article WHERE id = ? ORDER BY no DESC"
    rows = store.connection.execute(query, (find_article(store, given),)).fetchall()
    _, source, title = rows[0]
    label = f"{source}: {title}" if title else f"an article of {source}"
    return Target(label, articles=frozenset(no for no, _, _ in rows))


def claim(store: Store, id: str) -> Target:
    """A claim, by its id or the first digits of it. Raises NotFound or Ambiguous."""
    position, full = find_claim(store, id)
    return Target(f"claim {full[:12]}", claims=frozenset([position]))


_IN = "SELECT value FROM json_each(?)"


def _listed(values: Iterable[int]) -> list[str]:
    return [json.dumps(sorted(values))]


def _numbers(db: sqlite3.Connection, query: str, given: Sequence[object]) -> set[int]:
    return {no for (no,) in db.execute(query, given)}


def _ids(db: sqlite3.Connection, nos: set[int]) -> set[str]:
    query = f"SELECT id FROM entity WHERE no IN ({_IN}) UNION SELECT id FROM external WHERE entity IN ({_IN})"
    return {id for (id,) in db.execute(query, _listed(nos) * 2)}


def _names(db: sqlite3.Connection, nos: set[int]) -> set[str]:
    query = f"SELECT name FROM name WHERE entity IN ({_IN}) UNION SELECT name FROM mention WHERE entity IN ({_IN})"
    return {name for (name,) in db.execute(query, _listed(nos) * 2)}


def others(db: sqlite3.Connection, target: Target) -> list[str]:
    """The names of other persons that have one of the target's in them: Ann Vale Jr., if Ann Vale goes."""
    query = """
        SELECT DISTINCT name.name, folded FROM name JOIN entity ON no = entity
        WHERE type = 'person'
        AND entity NOT IN (SELECT entity FROM mention WHERE no IN (SELECT value FROM json_each(?)))
        AND instr(folded, ?) > 0 AND folded <> ?"""
    found = set()
    for name in map(folded, target.names):
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        rows = db.execute(query, (*_listed(target.mentions), name, name))
        found |= {other for other, plain in rows if whole.search(plain)}
    return sorted(found)

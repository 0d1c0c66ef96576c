"""Mentions, and the entities that they are resolved to.

Rows are numbered in the order of the records that bring them and never taken away, so a rebuild numbers them alike.
New rows wait in a buffer; who reads the tables by SQL calls `flush` first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from relgraph.dates import Day
from relgraph.entities import mention_id, named_id
from relgraph.identity import BY_HAND, EXACT, ID, NEW, NOTHING, Known, Pin, Resolution, resolve
from relgraph.names import folded
from relgraph.readmodel.state import drop_index, insert, make_index

CACHED = 500_000
"""Mentions that are kept in memory; then all are forgotten and read again."""

INDICES = ("mention_entity", "name_folded")

MANY = 10_000
"""Mentions in a first transaction from which on these indices are dropped, to be made again at its end."""

Key = tuple[int, str, str, str]
"""A mention: article number, name, type, the id given or ''."""


class EntityRow:
    """An entity as the tables have it; `known` is the first day on which something published names it."""

    __slots__ = ("canonical", "id", "known", "name", "no", "type")

    def __init__(self, no: int, id: str, name: str, type: str, canonical: int, known: Day) -> None:
        self.no, self.id, self.name, self.type = no, id, name, type
        self.canonical, self.known = canonical, known


class MentionRow:
    """A mention as the tables have it."""

    __slots__ = ("entity", "known", "no")

    def __init__(self, no: int, entity: EntityRow, known: Day) -> None:
        self.no, self.entity, self.known = no, entity, known


class Resolved(NamedTuple):
    """What a name leads to, how, and whether its entity was made for it just now."""

    entity: EntityRow
    how: str


class Mentions:
    """Finds or makes the mention of a name in an article."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._mentions: dict[Key, MentionRow] = {}
        self._entities: dict[str, EntityRow | None] = {}  # None: there is none
        self._new_mentions: list[tuple[object, ...]] = []
        self._new_entities: list[tuple[EntityRow, str]] = []
        self._earlier: dict[str, dict[int, Day]] = {"mention": {}, "entity": {}}
        self._last_mention = self._last("mention")
        self._last_entity = self._last("entity")
        self._all_cached = self._last_entity == 0  # nothing is in the tables that is not in memory
        self.declared = connection.execute("SELECT 1 FROM declaration LIMIT 1").fetchone() is not None
        self.stale = False
        self._looked_up = self._dropped = False
        self.watched: set[str] = set()
        self.watched_came = False
        self._apart: dict[str, set[str]] = {}
        self._pins: dict[tuple[str, str, str], set[str]] = {}
        self._pinned: set[str] = set()

    def of(self, article: int, name: str, type: str, given: str, day: Day) -> MentionRow:
        """The mention of a name in an article that is published, or corrected, on `day`."""
        key = (article, name, type, given)
        found = self._mentions.get(key)
        if found is None:
            found = self._read(key) or self._make(key, day)
        if day < found.known:
            self._seen_earlier(found, day)
        return found

    def entity(self, id: str, name: str, type: str, day: Day) -> EntityRow:
        """The entity of an id, made if there is none."""
        return self.entity_of(id) or self._make_entity(id, name, type, day)

    def entity_of(self, id: str) -> EntityRow | None:
        """The entity of an id that is its own."""
        if id in self._entities or self._all_cached:
            return self._entities.get(id)
        query = "SELECT no, id, name, type, canonical, known_from FROM entity WHERE id = ?"
        row = self._db.execute(query, (id,)).fetchone()
        found = self._entities[id] = EntityRow(*row) if row else None
        return found

    def expect(self, claims: Iterable[Mapping[str, Any]]) -> None:
        """Look up together which entities there are by the bare names in claims that are to come."""
        if self._all_cached:
            return
        parties = (party for claim in claims for party in (claim["a"], claim.get("b")) if party)
        ids = {named_id(party["name"], party["type"]) for party in parties if "id" not in party}
        asked = ids - self._entities.keys()
        self._entities.update(dict.fromkeys(asked))
        query = (
            "SELECT no, id, name, type, canonical, known_from FROM entity"
            " WHERE id IN (SELECT value FROM json_each(?))"
        )
        for row in self._db.execute(query, (json.dumps(list(asked)),)):
            self._entities[row[1]] = EntityRow(*row)

    def owner_of(self, id: str) -> str:
        """The id of the entity that an id leads to, also one of another data set."""
        query = "SELECT entity.id FROM external JOIN entity ON entity = no WHERE external.id = ?"
        row = self._db.execute(query, (id,)).fetchone()
        return str(row[0]) if row else id

    def by_name(self, article: int, name: str, type: str, day: Day, described: bool = False) -> Resolved:
        """Resolve a bare name; `described`: as one that a declaration is about."""
        if pinned := self.pinned(article, name, type, ""):
            return Resolved(self.entity(pinned, name, type, day), BY_HAND)
        own = named_id(name, type)
        known = self._known(article, name, type, own) if self.declared else NOTHING
        if described:
            known = known._replace(described=True)
        id, how = resolve(own, known, self._apart.get(own, frozenset()))
        return Resolved(self.entity(id, name, type, day), how)

    def watch(self, judged: set[str], apart: Iterable[frozenset[str]]) -> None:
        """Look out for entities that were judged; never let a bare name lead to one that is judged apart."""
        self.watched, self.watched_came = judged, False
        self._apart = {}
        for one, other in map(tuple, apart):
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def pin(self, pins: Iterable[Pin]) -> None:
        """Let these mentions, and no others, stand for themselves."""
        self._pins, self._pinned = {}, set()
        for pin in pins:
            self._pins.setdefault((pin.name, pin.type, pin.given), set()).add(pin.article)
            self._pinned.add(mention_id(pin.name, pin.type, pin.article, pin.given))

    def pinned(self, article: int, name: str, type: str, given: str) -> str | None:
        """The id of the mention alone, if a judgement tells it from others of its name."""
        articles = self._pins.get((name, type, given))
        if not articles:
            return None
        (id,) = self._db.execute("SELECT id FROM article WHERE no = ?", (article,)).fetchone()
        return mention_id(name, type, id, given) if id in articles else None

    def ready(self) -> None:
        """Write what waits, and let mentions and names be looked up."""
        self.flush()
        self._looked_up = True
        if self._dropped:
            self._dropped = False
            for index in INDICES:
                make_index(self._db, index)

    def flush(self) -> None:
        """Write what waits."""
        run = self._db
        if self._all_cached and self._last_mention > MANY and not (self._dropped or self._looked_up):
            self._dropped = True
            for index in INDICES:
                drop_index(run, index)
        made = self._new_entities
        columns = "entity (no, id, name, type, canonical, known_from, declared)"
        insert(run, columns, [(e.no, e.id, e.name, e.type, e.canonical, e.known, 0) for e, _ in made])
        insert(run, "name", [(e.no, e.name, folded(e.name), sort) for e, sort in made])
        insert(run, "mention", self._new_mentions)
        self._new_entities.clear()
        self._new_mentions.clear()
        for table, days in self._earlier.items():
            run.executemany(
                f"UPDATE {table} SET known_from = ? WHERE no = ?", ((day, no) for no, day in days.items())
            )
            days.clear()

    def forget(self) -> None:
        """Read everything again: rows were changed by SQL."""
        self.flush()
        self._all_cached = False
        self._mentions.clear()
        self._entities.clear()
        self.stale = False

    def _read(self, key: Key) -> MentionRow | None:
        _, name, type, given = key
        told_apart = given or self.declared or (name, type, given) in self._pins
        if self._all_cached or not (told_apart or self.entity_of(named_id(name, type))):
            return None  # else a name leads to its own entity, and there is none
        query = (
            "SELECT mention.no, mention.known_from, entity.id FROM mention JOIN entity ON entity.no = entity"
            " WHERE article = ? AND mention.name = ? AND mention.type = ? AND given = ?"
        )
        row = self._db.execute(query, key).fetchone()
        if row is None:
            return None
        no, known, id = row
        entity = self.entity_of(id)
        assert entity is not None
        found = self._mentions[key] = MentionRow(no, entity, known)
        return found

    def _make(self, key: Key, day: Day) -> MentionRow:
        article, name, type, given = key
        if len(self._mentions) >= CACHED:
            self.forget()
        if given:
            pinned = self.pinned(article, name, type, given)
            id, how = Resolution(pinned, BY_HAND) if pinned else Resolution(self.owner_of(given), ID)
            entity = self.entity(id, name, type, day)
        else:
            last = self._last_entity
            entity, how = self.by_name(article, name, type, day)
            if how == NEW and entity.no <= last and self._is_used(name, type, entity):
                how = EXACT
        if day < entity.known:
            entity.known = self._earlier["entity"][entity.no] = day
        self._last_mention += 1
        self._new_mentions.append((self._last_mention, article, name, type, given, entity.no, how, day))
        found = self._mentions[key] = MentionRow(self._last_mention, entity, day)
        if given:
            self._name_by_id(entity, name)
        return found

    def _make_entity(self, id: str, name: str, type: str, day: Day) -> EntityRow:
        self._last_entity += 1
        made = EntityRow(self._last_entity, id, name, type, self._last_entity, day)
        self._entities[id] = made
        own = id == named_id(name, type) or id in self._pinned
        self._new_entities.append((made, "name" if own else "used"))
        if id in self.watched:
            self.watched_came = True
        return made

    def _seen_earlier(self, mention: MentionRow, day: Day) -> None:
        mention.known = self._earlier["mention"][mention.no] = day
        entity = mention.entity
        if day < entity.known:
            entity.known = self._earlier["entity"][entity.no] = day
        self.ready()
        self._title(entity)

    def _name_by_id(self, entity: EntityRow, name: str) -> None:
        """Let an entity be found by a name that is written beside its id; the first such name is its title."""
        self.ready()
        self._db.execute(
            "INSERT OR IGNORE INTO name (entity, name, folded, sort) VALUES (?, ?, ?, 'used')",
            (entity.no, name, folded(name)),
        )
        self._title(entity)

    def _title(self, entity: EntityRow) -> None:
        self._db.execute(
            "UPDATE entity SET name = coalesce((SELECT name FROM mention WHERE entity = entity.no AND given <> ''"
            " ORDER BY known_from, name LIMIT 1), name) WHERE no = ? AND declared = 0",
            (entity.no,),
        )

    def _known(self, article: int, name: str, type: str, own: str) -> Known:
        """What is declared of a name."""
        query = (
            "SELECT entity.id, sort, declared FROM name JOIN entity ON no = entity"
            " WHERE folded = ? AND name.name = ? AND type = ? AND declared > 0"
        )
        named, aliased, described = set(), set(), False
        words = len(name.split())
        for id, sort, declared in self._db.execute(query, (folded(name), name, type)):
            if sort == "name" and declared == 2 and id not in self._pinned:
                named.add(id)
            elif sort == "name" and id == own:
                described = True
            elif sort == "alias" and words > 1:
                aliased.add(id)
        if words == 1:
            here = (
                "SELECT DISTINCT entity.id FROM declaration JOIN json_each(aliases) JOIN entity ON no = entity"
                " WHERE article = ? AND declaration.type = ? AND json_each.value = ?"
            )
            aliased.update(id for (id,) in self._db.execute(here, (article, type, name)))
        return Known(frozenset(named), described, frozenset(aliased))

    def _is_used(self, name: str, type: str, entity: EntityRow) -> bool:
        """Whether a bare mention of that name leads to that entity already."""
        self.ready()
        query = "SELECT 1 FROM mention WHERE name = ? AND type = ? AND given = '' AND entity = ? LIMIT 1"
        return self._db.execute(query, (name, type, entity.no)).fetchone() is not None

    def _last(self, table: str) -> int:
        (last,) = self._db.execute(f"SELECT coalesce(max(no), 0) FROM {table}").fetchone()
        return int(last)

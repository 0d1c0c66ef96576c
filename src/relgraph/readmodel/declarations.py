"""What is declared and judged of entities, and which mentions then lead elsewhere.

Works on the tables: declarations and judgements are few beside claims. Whatever arrives, the tables come out as
`relgraph.identity` says of all that has arrived.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from relgraph.dates import Day
from relgraph.entities import named_id
from relgraph.fold.model import FOREVER
from relgraph.identity import EXACT, ID, NEW, Judged, Judgement, Seat, canonical, judged, owners
from relgraph.names import folded
from relgraph.readmodel.mentions import EntityRow, Mentions

CONTRADICTING = "contradicting judgements"

Named = tuple[str, str]
"""A name and the type of what goes by it."""


class Declarations:
    """Takes in declarations and judgements.

    `moved` collects the canonical numbers whose claims may be another's, `changed` the entities that are called
    otherwise or are somebody else, but for those that a declaration itself is about.
    """

    def __init__(self, connection: sqlite3.Connection, mentions: Mentions) -> None:
        self._db = connection
        self._mentions = mentions
        self.moved: set[int] = set()
        self.changed: set[int] = set()
        self._judged = Judged()
        self._read_judgements()

    # ---- declarations

    def declare(self, position: int, article: int, day: Day, entity: Mapping[str, Any]) -> None:
        """Take in an EntityAdded of an article."""
        name, type, aliases = entity["name"], entity["type"], entity.get("aliases", [])
        outside = {scheme: f"{scheme}:{id}" for scheme, id in entity.get("ids", {}).items()}
        key = entity.get("id") or (outside[min(outside)] if outside else "")
        ids = sorted({*outside.values(), *([key] if key else [])})
        self._mentions.ready()
        is_news = self._is_news(ids)
        stirred = self._join(ids, name, type) if is_news else set()
        mention = self._mentions.of(article, name, type, key, day)
        described = mention.entity if key else self._described(article, name, type, day)
        self._mentions.flush()
        if described.no != mention.entity.no:
            stirred |= self._move(mention.no, mention.entity.no, described.no, EXACT)
        self._db.execute(
            "INSERT INTO declaration VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (position, article, mention.no, described.no, day, type, name, key != "", entity.get("born"),
             json.dumps(aliases, ensure_ascii=False)),
        )  # fmt: skip
        self._mentions.declared = True
        names = dict.fromkeys(aliases, "alias") | {name: "name"}
        news = self._rename(described.no, names, 2 if key else 1, add=True)
        self._describe_all(stirred, news | self._short_ones(article, type, aliases))
        if is_news and self._mentions.watched:
            self._weigh()

    def _described(self, article: int, name: str, type: str, day: Day) -> EntityRow:
        """The entity that a declaration without an id is about: never one that has the name as an alias only."""
        return self._mentions.by_name(article, name, type, day, described=True).entity

    def _is_news(self, ids: list[str]) -> bool:
        """Note that ids were declared together; False if that was known."""
        if not ids:
            return False
        together = json.dumps(ids)
        rows = self._db.executemany(
            "INSERT OR IGNORE INTO together VALUES (?, ?)", ((id, together) for id in ids)
        )
        return rows.rowcount > 0

    def _join(self, ids: list[str], name: str, type: str) -> set[int]:
        """Lead each id, of those declared together with these, to its entity; returns entities that it changes."""
        stirred: set[int] = set()
        for id, owner in sorted(owners(self._together(ids)).items()):
            if ":" not in id:
                continue
            entity = self._mentions.entity(owner, name, type, FOREVER)
            self._mentions.flush()
            was = self._db.execute("SELECT entity FROM external WHERE id = ?", (id,)).fetchone()
            if was and was[0] != entity.no:
                self.changed |= {was[0], entity.no}
            self._db.execute("INSERT OR REPLACE INTO external VALUES (?, ?)", (id, entity.no))
            # given <> '': else SQLite does not see that the index fits
            query = "SELECT no, entity FROM mention WHERE given = ? AND given <> '' AND entity <> ?"
            for no, old in self._db.execute(query, (id, entity.no)).fetchall():
                stirred |= self._move(no, old, entity.no, ID)
        self._mentions.forget()
        return stirred

    def _together(self, ids: list[str]) -> list[frozenset[str]]:
        """All sets of ids that hang together with these."""
        seen: set[str] = set()
        sets: set[frozenset[str]] = set()
        waiting = list(ids)
        while waiting:
            id = waiting.pop()
            if id in seen:
                continue
            seen.add(id)
            for (text,) in self._db.execute("SELECT ids FROM together WHERE id = ?", (id,)):
                found = frozenset(json.loads(text))
                sets.add(found)
                waiting += found - seen
        return sorted(sets, key=sorted)

    def _short_ones(self, article: int, type: str, aliases: Iterable[str]) -> set[Named]:
        """The aliases of one word that the article uses by themselves: they are resolved inside it only."""
        query = "SELECT 1 FROM mention WHERE article = ? AND name = ? AND type = ? AND given = ''"
        return {
            (alias, type)
            for alias in aliases
            if " " not in alias and self._db.execute(query, (article, alias, type)).fetchone()
        }

    # ---- names and what they lead to

    def _describe_all(self, entities: set[int], names: set[Named]) -> None:
        """Describe entities afresh and resolve names again, until nothing changes."""
        while entities or names:
            for no in sorted(entities):
                names |= self._describe(no)
            entities = set()
            for name, type in sorted(names):
                entities |= self._resolve(name, type)
            names = set()
        if self._mentions.stale:
            self._mentions.forget()

    def _describe(self, no: int) -> set[Named]:
        """Give an entity the names that its declarations and mentions give it."""
        self.changed.add(no)
        names: dict[str, str] = {}
        used = "SELECT DISTINCT name FROM mention WHERE entity = ? AND given <> ''"
        names |= {name: "used" for (name,) in self._db.execute(used, (no,))}
        query = "SELECT name, aliases, keyed FROM declaration WHERE entity = ?"
        declared = self._db.execute(query, (no,)).fetchall()
        for _, aliases, _ in declared:
            names |= dict.fromkeys(json.loads(aliases), "alias")
        names |= {name: "name" for name, _, _ in declared}
        level = max((1 + keyed for _, _, keyed in declared), default=0)
        return self._rename(no, names, level, add=False)

    def _rename(self, no: int, names: dict[str, str], level: int, *, add: bool) -> set[Named]:
        """Set the names of an entity, or add to them; returns those of which another thing is declared now."""
        id, type, was = self._db.execute(
            "SELECT id, type, declared FROM entity WHERE no = ?", (no,)
        ).fetchone()
        old: dict[str, str] = dict(
            self._db.execute("SELECT name, sort FROM name WHERE entity = ?", (no,)).fetchall()
        )
        if add:
            level = max(was, level)
            names = old | {
                name: max(sort, old.get(name, sort), key=_RANK.index) for name, sort in names.items()
            }
        names |= {name: "name" for name in old if id == named_id(name, type)}
        changed = {name for name in names.keys() | old.keys() if names.get(name) != old.get(name)}
        self._db.executemany(
            "DELETE FROM name WHERE entity = ? AND name = ?", ((no, name) for name in changed)
        )
        self._db.executemany(
            "INSERT INTO name (entity, name, folded, sort) VALUES (?, ?, ?, ?)",
            ((no, name, folded(name), names[name]) for name in changed if name in names),
        )
        self._db.execute(_TITLE, {"no": no, "declared": level})
        return {(name, type) for name in (changed if level == was else names.keys() | old.keys())}

    def _resolve(self, name: str, type: str) -> set[int]:
        """Resolve every bare mention of a name again; returns entities whose declarations go or come."""
        query = (
            "SELECT no, article, entity, how, known_from FROM mention"
            " WHERE name = ? AND type = ? AND given = '' ORDER BY no"
        )
        stirred: set[int] = set()
        is_used = False
        for no, article, old, was, day in self._db.execute(query, (name, type)).fetchall():
            entity, how = self._mentions.by_name(article, name, type, day)
            if how == NEW:
                how = EXACT if is_used else NEW
                is_used = True
            if (entity.no, how) != (old, was):
                self._mentions.flush()
                stirred |= self._move(no, old, entity.no, how)
        return stirred

    def _move(self, mention: int, old: int, new: int, how: str) -> set[int]:
        """Let a mention lead to another entity; returns both if what they are called may change."""
        self._mentions.stale = True
        self._db.execute("UPDATE mention SET entity = ?, how = ? WHERE no = ?", (new, how, mention))
        if old == new:
            return set()
        self.changed |= {old, new}
        moved = self._db.execute(
            "UPDATE declaration SET entity = ? WHERE mention = ?", (new, mention)
        ).rowcount
        self._db.executemany(
            "UPDATE entity SET known_from = coalesce((SELECT min(known_from) FROM mention WHERE entity = entity.no), ?)"
            " WHERE no = ?",
            ((FOREVER, no) for no in (old, new)),
        )
        (was,) = self._db.execute("SELECT canonical FROM entity WHERE no = ?", (old,)).fetchone()
        self.moved.add(was)
        return {old, new} if moved or how == ID else set()

    # ---- judgements

    def judge(self, position: int, id: str, judgement: Mapping[str, Any]) -> None:
        """Take in an EntitiesJudged."""
        self._mentions.ready()
        self._db.execute(
            "INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                position,
                id,
                *(judgement[key] for key in ("at", "judgement", "a", "b")),
                judgement.get("undoes"),
            ),
        )
        self._weigh()

    def watch(self) -> None:
        """Weigh again if an entity came that had been judged before."""
        if self._mentions.watched_came:
            self._weigh()

    def settle(self) -> None:
        """Weigh once more at the end: which of a group are named by anything shows only then."""
        if self._mentions.watched:
            self._weigh()

    def _read_judgements(self) -> dict[int, Judgement]:
        """The judgements by position, as ones of entities; takes in what they come to."""
        owner = self._mentions.owner_of
        query = "SELECT position, id, at, judgement, a, b, undoes FROM judgement"
        said = {
            position: Judgement(id, at, judgement, owner(a), owner(b), undoes)
            for position, id, at, judgement, a, b, undoes in self._db.execute(query).fetchall()
        }
        self._judged = judged(said.values())
        self._mentions.watch({id for one in said.values() for id in (one.a, one.b)}, self._judged.apart)
        return said

    def _weigh(self) -> None:
        """Work out anew what the judgements come to."""
        self._mentions.ready()
        before = self._judged.apart
        said = self._read_judgements()
        entities = {id: entity for id in self._mentions.watched if (entity := self._mentions.entity_of(id))}
        self._unite(canonical(self._judged.groups, self._seats(entities)))
        self._report(said)
        stirred = {id for pair in before ^ self._judged.apart for id in pair if id in entities}
        self._describe_all(set(), {(name, entities[id].type) for id in stirred for name in self._names(id)})

    def _seats(self, entities: Mapping[str, EntityRow]) -> dict[str, Seat]:
        query = "SELECT id, known_from FROM entity WHERE no = ?"
        seats = {}
        for asked, entity in entities.items():
            id, known_from = self._db.execute(query, (entity.no,)).fetchone()
            seats[asked] = Seat(known_from == FOREVER, id, entity.no)
        return seats

    def _names(self, id: str) -> list[str]:
        query = "SELECT name.name FROM name JOIN entity ON no = entity WHERE id = ?"
        return [name for (name,) in self._db.execute(query, (id,))]

    def _unite(self, firsts: Mapping[int, int]) -> None:
        """Give each entity its canonical one; others stand for themselves."""
        now: dict[int, int] = dict(
            self._db.execute("SELECT no, canonical FROM entity WHERE canonical <> no").fetchall()
        )
        changed = {no for no in now.keys() | firsts.keys() if now.get(no) != firsts.get(no)}
        self.moved |= {now.get(no, no) for no in changed}
        self.changed |= {other for no in changed for other in (no, now.get(no, no), firsts.get(no, no))}
        self._db.executemany(
            "UPDATE entity SET canonical = ? WHERE no = ?", ((firsts.get(no, no), no) for no in changed)
        )
        if changed:
            self._mentions.forget()

    def _report(self, judgements: Mapping[int, Judgement]) -> None:
        """Keep a Finding for each judgement that others contradict."""
        self._db.execute("DELETE FROM finding WHERE finding = ?", (CONTRADICTING,))
        for position, (id, _, _, a, b, _) in judgements.items():
            if id in self._judged.contradicting:
                entity = self._mentions.entity_of(a) or self._mentions.entity_of(b)
                message = f"{a} and {b} were judged the same, which others contradict; it is left out"
                self._db.execute(
                    "INSERT INTO finding VALUES (?, NULL, ?, ?, ?)",
                    (entity.no if entity else 0, CONTRADICTING, position, message),
                )


_RANK = ("used", "alias", "name")

_TITLE = """
UPDATE entity SET
    declared = :declared,
    name = CASE
        WHEN :declared > 0 THEN (SELECT name FROM declaration WHERE entity = :no ORDER BY day, name LIMIT 1)
        ELSE coalesce(
            (SELECT name FROM mention WHERE entity = :no AND given <> '' ORDER BY known_from, name LIMIT 1), name)
    END,
    born = (SELECT born FROM declaration WHERE entity = :no AND born IS NOT NULL ORDER BY day DESC, born LIMIT 1)
WHERE no = :no
"""

"""What persons judged of entities, and which entities are one then.

Judgements are few: what they come to is worked out from all of them, whenever one arrives.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from relgraph.fold.model import FOREVER
from relgraph.identity import BY_HAND, ID, Pin, Seat, canonical
from relgraph.readmodel.declarations import Declarations
from relgraph.readmodel.judged import weighed
from relgraph.readmodel.mentions import Mentions


class Judgements:
    """Takes in judgements."""

    def __init__(
        self, connection: sqlite3.Connection, mentions: Mentions, declarations: Declarations
    ) -> None:
        self._db = connection
        self._mentions = mentions
        self._declarations = declarations
        self._now = weighed(connection)
        self._attend()

    def judge(self, position: int, id: str, body: Mapping[str, Any]) -> None:
        """Take in an EntitiesJudged."""
        self._mentions.ready()
        pins = [
            (pin["article"], pin["name"], pin["type"], pin.get("given") or "")
            for pin in (body.get("a_in"), body.get("b_in"))
            if pin
        ]
        self._db.execute(
            "INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                position, id, *(body[key] for key in ("at", "judgement", "a", "b")), body.get("undoes"),
                json.dumps(pins, ensure_ascii=False),
            ),
        )  # fmt: skip
        self._weigh()

    def watch(self) -> None:
        """Weigh again what a declaration or a new entity may have changed."""
        if not self._now.said:
            self._declarations.rejoined.clear()
        elif self._declarations.rejoined & self._ids:
            self._weigh()
        elif self._mentions.watched_came:
            self._mentions.watched_came = False
            self.settle()
        self._declarations.rejoined.clear()

    def settle(self) -> None:
        """Let one entity stand for those that are one; which of them are named by anything shows at the end only."""
        groups = self._now.judged.groups
        if groups or self._united():
            self._mentions.flush()
            self._unite(canonical(groups, self._seats({id for group in groups for id in group})))

    def _weigh(self) -> None:
        """Work out anew what the judgements come to."""
        self._mentions.ready()
        before = self._now.judged
        self._now = weighed(self._db)
        pins = before.pins ^ self._now.judged.pins
        as_said = before.as_said ^ self._now.judged.as_said
        self._attend()
        stirred = self._told_apart(pins) if pins else set()
        if as_said and (joined := self._join_again({id for pair in as_said for id in pair})) is not None:
            stirred |= joined
            self._now = weighed(self._db)  # ids may lead elsewhere now
            self._attend()
        apart = {id for pair in before.apart ^ self._now.judged.apart for id in pair}
        names = {named for id in apart for named in self._names(id)}
        self._declarations.describe_all(
            stirred, names | {(pin.name, pin.type) for pin in pins if not pin.given}
        )

    def _attend(self) -> None:
        """Let mentions be resolved as what was judged has it."""
        now = self._now.judged
        said = self._now.said.values()
        self._ids = {id for one in said for id in (one.a, one.b)} | set(self._now.owner.values())
        self._declarations.apart = now.as_said
        self._mentions.watch(self._ids, now.apart)
        self._mentions.pin(now.pins)

    def _told_apart(self, pins: Iterable[Pin]) -> set[int]:
        """Lead mentions that have an id of their writer to themselves, or back; returns entities that it changes."""
        query = """
            SELECT mention.no, article, entity, mention.known_from FROM mention JOIN article ON article.no = article
            WHERE name = ? AND type = ? AND given = ? AND article.id = ?"""
        stirred: set[int] = set()
        for article, name, type, given in (pin for pin in pins if pin.given):
            asked = (name, type, given, article)
            for no, version, old, day in self._db.execute(query, asked).fetchall():
                alone = self._mentions.pinned(version, name, type, given)
                id, how = (alone, BY_HAND) if alone else (self._mentions.owner_of(given), ID)
                entity = self._mentions.entity(id, name, type, day)
                self._mentions.flush()
                stirred |= self._declarations.move(no, old, entity.no, how) | {old, entity.no}
        return stirred

    def _join_again(self, ids: set[str]) -> set[int] | None:
        """Join ids anew that are declared together; returns entities that it changes, None if there are no such ids."""
        stirred: set[int] | None = None
        query = "SELECT name, type FROM external JOIN entity ON no = entity WHERE external.id = ?"
        for id in sorted(ids):
            row = self._db.execute(query, (id,)).fetchone()
            if row:
                stirred = (stirred or set()) | self._declarations.join([id], *row)
        return stirred

    def _names(self, id: str) -> list[tuple[str, str]]:
        query = "SELECT name.name, type FROM name JOIN entity ON no = entity WHERE id = ?"
        return self._db.execute(query, (id,)).fetchall()

    def _seats(self, ids: set[str]) -> dict[str, Seat]:
        query = "SELECT id, no, known_from FROM entity WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._db.execute(query, (json.dumps(sorted(ids)),)) if ids else ()
        return {id: Seat(known_from == FOREVER, id, no) for id, no, known_from in rows}

    def _united(self) -> dict[int, int]:
        """The canonical entity of each that is judged to be another."""
        return dict(self._db.execute("SELECT no, canonical FROM entity WHERE canonical <> no").fetchall())

    def _unite(self, firsts: Mapping[int, int]) -> None:
        """Give each entity its canonical one; others stand for themselves."""
        now = self._united()
        changed = {no for no in now.keys() | firsts.keys() if now.get(no) != firsts.get(no)}
        self._declarations.moved |= {now.get(no, no) for no in changed}
        self._declarations.changed |= {
            other for no in changed for other in (no, now.get(no, no), firsts.get(no, no))
        }
        self._db.executemany(
            "UPDATE entity SET canonical = ? WHERE no = ?", ((firsts.get(no, no), no) for no in changed)
        )
        if changed:
            self._mentions.forget()

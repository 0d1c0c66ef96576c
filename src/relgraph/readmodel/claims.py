"""Claims as the tables have them: resolved, filed under their pair, and in the state that later words put them in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from relgraph.dates import Day
from relgraph.names import folded
from relgraph.readmodel.articles import ArticleRow
from relgraph.readmodel.mentions import Mentions
from relgraph.readmodel.state import drop_index, insert, make_index
from relgraph.readmodel.touched import Touched

PAIR_INDICES = ("claim_pair", "claim_other")

MANY = 10_000
"""Claims in one transaction from which on the indices are dropped, to be made again at its end."""


class Claims:
    """Files claims, in a buffer until `flush`; who reads the tables by pair calls `ready` first."""

    def __init__(self, connection: sqlite3.Connection, mentions: Mentions, touched: Touched) -> None:
        self._db = connection
        self._mentions = mentions
        self._touched = touched
        self._new: list[tuple[object, ...]] = []
        self._filed = 0
        self._looked_up = self._dropped = False

    def add(
        self, position: int, article: ArticleRow, day: Day, claim: Mapping[str, Any], extractor: str | None
    ) -> None:
        """File a claim that an article makes, or that corrects one of its claims, published on `day`."""
        a, b = claim["a"], claim.get("b")
        first = self._mentions.of(article.no, a["name"], a["type"], a.get("id", ""), day)
        one, other, second, swapped = first.entity.canonical, None, None, 0
        if b is not None:
            mention = self._mentions.of(article.no, b["name"], b["type"], b.get("id", ""), day)
            second, other = mention.no, mention.entity.canonical
            if other < one:
                one, other, swapped = other, one, 1
        attribution = claim.get("attribution")
        root, role = voice(attribution) if attribution else (None, "outlet")
        self._new.append(
            (
                position, article.no, claim["kind"], first.no, second, one, other, swapped, claim.get("when"),
                claim.get("stance", "reported"), day, root, role, 1 if claim.get("hypothetical") else 0, None, None,
                0, 0 if extractor is None else 1, claim.get("detail"),
            )
        )  # fmt: skip
        if not self._touched.everything:
            self._touched.add(one, other, day)

    def flush(self) -> None:
        """Write what waits."""
        self._mentions.flush()
        if not self._new:
            return
        self._filed += len(self._new)
        if self._filed > MANY and not (self._dropped or self._looked_up):
            self._dropped = True
            for index in PAIR_INDICES:
                drop_index(self._db, index)
        insert(self._db, "claim", self._new)
        self._new.clear()

    def ready(self) -> None:
        """Write what waits, and let claims be looked up by pair."""
        self._mentions.ready()
        self.flush()
        self._looked_up = True
        if self._dropped:
            self._dropped = False
            for index in PAIR_INDICES:
                make_index(self._db, index)

    def amend(
        self, position: int, *, withdrawn: Day | None, replaced: Day | None, rejected: bool, unreviewed: bool
    ) -> None:
        """Put a filed claim into another state."""
        self._db.execute(
            "UPDATE claim SET withdrawn = ?, replaced = ?, rejected = ?, unreviewed = ? WHERE position = ?",
            (withdrawn, replaced, rejected, unreviewed, position),
        )
        query = "SELECT one, other, published FROM claim WHERE position = ?"
        self._touched.change(*self._db.execute(query, (position,)).fetchone())

    def refile(self, entities: Iterable[int]) -> None:
        """File the claims of these canonical entities anew: mentions lead elsewhere, or entities were joined."""
        self.ready()
        query = """
            SELECT claim.position, one, other, swapped, published, first.canonical, second.canonical
            FROM claim JOIN mention AS m ON m.no = a JOIN entity AS first ON first.no = m.entity
            LEFT JOIN mention AS n ON n.no = b LEFT JOIN entity AS second ON second.no = n.entity
            WHERE one = :no OR other = :no"""
        for no in entities:
            for position, *old, day, first, second in self._db.execute(query, {"no": no}).fetchall():
                swapped = second is not None and second < first
                new = [second, first, 1] if swapped else [first, second, 0]
                if new != old:
                    update = "UPDATE claim SET one = ?, other = ?, swapped = ? WHERE position = ?"
                    self._db.execute(update, (*new, position))
                    self._touched.change(old[0], old[1], day)
                    self._touched.change(new[0], new[1], day)

    def another_root(self, article: int) -> None:
        """Note that the article speaks for another root."""
        self.flush()
        query = "SELECT DISTINCT one, other, published FROM claim WHERE article = ? AND root IS NULL"
        for row in self._db.execute(query, (article,)).fetchall():
            self._touched.change(*row)


def voice(attribution: Iterable[Mapping[str, str]]) -> tuple[str | None, str]:
    """Who says so at the end of a chain (None: the article's own root), and the role of the innermost agent."""
    root, role = None, "outlet"
    for link in attribution:
        role = link["role"]
        if role != "anonymous":
            root = folded(link["agent"])
    return root, role

"""What is said of claims later: corrected, retracted, accepted, rejected.

The state of a claim follows from the set of what was said of it, so it is worked out anew whenever one of these
or the claim itself arrives, whichever comes first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from relgraph.dates import Day, day_of
from relgraph.readmodel.articles import ArticleRow, Articles
from relgraph.readmodel.claims import Claims
from relgraph.readmodel.twins import BodyOf

PERSONS = ("accepted", "rejected", "edited")
"""What a person can say of a claim in review."""

Find = Callable[[str], int | None]
"""The position of an event by its id; None if the log has it not."""


class Amendments:
    """Keeps what was said of claims, and puts the claims into the state that follows.

    `any`: whether something was said at all.
    """

    def __init__(
        self, connection: sqlite3.Connection, articles: Articles, claims: Claims, find: Find, body_of: BodyOf
    ) -> None:
        self._db = connection
        self._articles = articles
        self._claims = claims
        self._find = find
        self._body_of = body_of
        self.any = connection.execute("SELECT 1 FROM amendment LIMIT 1").fetchone() is not None

    def correct(self, position: int, id: str, body: Mapping[str, Any]) -> None:
        """Take in a ClaimCorrected."""
        self._note(position, id, body["corrects"], "corrected", day_of(body["published"]))
        corrected = self._filed(body["corrects"])
        article = self._article_of(corrected) if corrected else self._articles.of(body.get("version", ""))
        if article:
            self._claims.flush()
            self._make(position, id, article, body)
            self._work_out_family(body["corrects"])

    def retract(self, position: int, id: str, body: Mapping[str, Any]) -> None:
        """Take in a ClaimRetracted, of one claim or of an article in all its versions."""
        target = body.get("claim") or body["article"]
        self._note(position, id, target, "retracted", day_of(body["published"]))
        self._claims.flush()
        if body.get("claim"):
            if self._filed(target):
                self._work_out_family(target)
            return
        query = "SELECT position FROM claim WHERE article IN (SELECT no FROM article WHERE id = ?)"
        for (claim,) in self._db.execute(query, (target,)).fetchall():
            self._work_out(claim)

    def review(self, position: int, id: str, body: Mapping[str, Any]) -> None:
        """Take in a ClaimReviewed."""
        self._note(position, id, body["claim"], body["verdict"], None, body["at"])
        self._claims.flush()
        claim = self._filed(body["claim"])
        if claim:
            self._work_out(claim)

    def arrived(self, id: str, article: ArticleRow) -> None:
        """A claim was filed: make the corrections that waited for it, and give all of them their state."""
        query = "SELECT 1 FROM amendment WHERE target IN (?, ?) LIMIT 1"
        if self._db.execute(query, (id, article.id)).fetchone() is None:
            return
        self._claims.flush()
        self._make_waiting(id, article)
        self._work_out_family(id)

    def _note(
        self, position: int, id: str, target: str, sort: str, day: Day | None, at: str | None = None
    ) -> None:
        self.any = True
        row = (position, id, target, sort, day, at)
        self._db.execute("INSERT INTO amendment VALUES (?, ?, ?, ?, ?, ?)", row)

    def _filed(self, id: str) -> int | None:
        """The position of a claim by the id of its event, if it is filed."""
        self._claims.flush()
        position = self._find(id)
        return position if position and self._is_filed(position) else None

    def _is_filed(self, position: int) -> bool:
        query = "SELECT 1 FROM claim WHERE position = ?"
        return self._db.execute(query, (position,)).fetchone() is not None

    def _article_of(self, claim: int) -> ArticleRow:
        (no,) = self._db.execute("SELECT article FROM claim WHERE position = ?", (claim,)).fetchone()
        return self._articles.by_number(no)

    def _make(self, position: int, id: str, article: ArticleRow, body: Mapping[str, Any]) -> None:
        """File the claim that a correction makes, in the article of the one it corrects, unless it was erased."""
        if not body.get("claim") or self._is_filed(position):
            return
        self._claims.add(position, article, day_of(body["published"]), body["claim"], None)
        self._claims.flush()
        self._make_waiting(id, article)

    def _make_waiting(self, id: str, article: ArticleRow) -> None:
        for position, correction in self._corrections(id):
            body = self._body_of(position)
            if body:
                self._make(position, correction, article, body)

    def _corrections(self, id: str) -> list[tuple[int, str]]:
        """Position and id of the corrections of a claim, in the order in which they hold."""
        query = "SELECT position, id FROM amendment WHERE target = ? AND sort = 'corrected' ORDER BY day, id"
        return self._db.execute(query, (id,)).fetchall()

    # ---- the state that follows

    def _work_out_family(self, id: str) -> None:
        """Give a claim and all that correct it their state."""
        position = self._filed(id)
        if position:
            self._work_out(position)
        for _, correction in self._corrections(id):
            self._work_out_family(correction)

    def _work_out(self, position: int) -> None:
        """Give a claim the state that follows from all that was said of it."""
        query = (
            "SELECT event_id, claim.published, article.id FROM claim JOIN article ON no = claim.article"
            " JOIN log USING (position) WHERE claim.position = ?"
        )
        packed, day, article = self._db.execute(query, (position,)).fetchone()
        id = packed.hex() if isinstance(packed, bytes) else packed
        withdrawn = [
            retracted
            for target in (article, id, *self._corrected_by(position))
            for retracted in self._days(target, "retracted")
            if retracted >= day
        ]
        verdict = self._verdict(id)
        self._claims.amend(
            position,
            withdrawn=min(withdrawn, default=None),
            replaced=self._replaced(position, id),
            rejected=verdict in ("rejected", "dropped"),
            unreviewed=verdict not in PERSONS and self._is_extracted(position),
        )

    def _corrected_by(self, position: int | None) -> Iterator[str]:
        """The ids of the claims that a correction corrects, from the nearest on."""
        query = "SELECT target FROM amendment WHERE position = ? AND sort = 'corrected'"
        while row := self._db.execute(query, (position,)).fetchone():
            yield row[0]
            position = self._find(row[0])

    def _replaced(self, position: int, id: str) -> Day | None:
        """The day of a claim's first correction, or of the next one of what it corrects itself."""
        days = self._days(id, "corrected")[:1]
        query = """
            SELECT later.day FROM amendment AS own JOIN amendment AS later
            ON later.target = own.target AND later.sort = 'corrected' AND (later.day, later.id) > (own.day, own.id)
            WHERE own.position = ? AND own.sort = 'corrected' ORDER BY later.day LIMIT 1"""
        days += [day for (day,) in self._db.execute(query, (position,))]
        return min(days, default=None)

    def _days(self, target: str, sort: str) -> list[Day]:
        query = "SELECT day FROM amendment WHERE target = ? AND sort = ? ORDER BY day"
        return [day for (day,) in self._db.execute(query, (target, sort))]

    def _verdict(self, id: str) -> str | None:
        """What the last review by a person says, else what the extractor said last."""
        query = (
            "SELECT sort FROM amendment"
            f" WHERE target = ? AND sort IN {(*PERSONS, 'dropped', 'proposed')}"
            f" ORDER BY sort IN {PERSONS} DESC, at DESC, id DESC LIMIT 1"
        )
        row = self._db.execute(query, (id,)).fetchone()
        return row[0] if row else None

    def _is_extracted(self, position: int) -> bool:
        body = self._body_of(position)
        return body is not None and body.get("extractor") is not None

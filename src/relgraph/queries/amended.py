"""Why a claim no longer counts: what its outlet said when it withdrew or replaced it, or a person who edited it."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from relgraph.dates import Day, day_of
from relgraph.queries.told import Told, told


class Amendment(NamedTuple):
    """What became of a claim: `retracted` or `replaced`, from which day on, and the reason given.

    `edited`: the person `by` read its sentence otherwise. `why` is None once the content was erased.
    """

    what: str
    published: Day
    why: str | None
    by: str | None


_SORTS = {"retracted": "retracted", "replaced": "corrected"}

_REASON = """
SELECT json_extract(body, '$.why'), json_extract(body, '$.by') FROM amendment LEFT JOIN body USING (position)
WHERE target = ? AND sort = ? AND day = ? ORDER BY position LIMIT 1
"""


def amendment(db: sqlite3.Connection, claim: Told, known: Day) -> Amendment | None:
    """What became of a claim by `known`; None if it stands.

    A retraction goes before a correction, but for a claim that was replaced on its own day and so has never counted.
    """
    days = [("retracted", claim.withdrawn), ("replaced", claim.replaced)]
    for what, day in reversed(days) if claim.replaced == claim.published else days:
        if day is not None and day <= known:
            why, by = _reason(db, claim, _SORTS[what], day)
            return Amendment(what if by is None else "edited", day, why, by)
    return None


def _reason(db: sqlite3.Connection, claim: Told, sort: str, day: Day) -> tuple[str | None, str | None]:
    """The reason of that day, given of the claim, of what it corrects, or of its article; and who edited it."""
    for target in (*_corrected_by(db, claim), claim.article.id):
        for why, by in db.execute(_REASON, (target, sort, day)):
            return why, by
    return None, None


def _corrected_by(db: sqlite3.Connection, claim: Told) -> list[str]:
    """The claim's own id, and those of the claims that it corrects, the nearest first."""
    ids = [claim.id]
    query = """
        SELECT target FROM log JOIN amendment USING (position)
        WHERE event_id = ? AND sort = 'corrected'
    """
    while row := db.execute(query, (bytes.fromhex(ids[-1]),)).fetchone():
        ids.append(row[0])
    return ids


def meant(db: sqlite3.Connection, *, claim: str | None = None, article: str | None = None) -> list[Told]:
    """The claims whose id begins so, or those of the article with that URL or id; in order of the log."""
    if claim is not None:
        bounds = [bytes.fromhex(claim.ljust(32, digit)) for digit in "0f"]
        query = "SELECT position FROM log JOIN claim USING (position) WHERE event_id BETWEEN ? AND ?"
        rows = db.execute(query, bounds).fetchall()
    else:
        query = """
            SELECT claim.position FROM claim JOIN article ON article.no = claim.article
            WHERE article.id = :article OR article.url = :article
        """
        rows = db.execute(query, {"article": article}).fetchall()
    found = told(db, [position for (position,) in rows])
    return [found[position] for position in sorted(found)]


def correction(db: sqlite3.Connection, old: Told, published: str) -> Told:
    """The last claim that came to replace another one on that day."""
    query = """
        SELECT max(position) FROM amendment WHERE target = ? AND sort = 'corrected' AND day = ?
    """
    (position,) = db.execute(query, (old.id, day_of(published))).fetchone()
    return told(db, [position])[position]

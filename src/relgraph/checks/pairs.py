"""What the history of a pair shows, and since when."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from relgraph.checks.found import Found
from relgraph.fold import fold_at
from relgraph.fold.model import FOREVER
from relgraph.readmodel.reading import said_of_pair

_ALL = "SELECT finding, position, message, one, other FROM finding"

_JUDGED = """
SELECT canonical FROM entity JOIN judgement ON entity.id IN (a, b) WHERE judgement.position > :since
UNION SELECT canonical FROM judgement JOIN external ON external.id IN (a, b) JOIN entity ON no = external.entity
WHERE judgement.position > :since
UNION SELECT canonical FROM declaration JOIN entity ON no = declaration.entity WHERE position > :since"""

_AMENDED = """
SELECT one, other FROM claim JOIN log USING (position) WHERE event_id = :id
UNION SELECT one, other FROM claim WHERE article IN (SELECT no FROM article WHERE id = :target)"""

_TOLD = "SELECT DISTINCT one, other FROM claim WHERE position > ?"

Pair = tuple[int, int | None]


def of_pairs(db: sqlite3.Connection, since: int) -> Iterator[Found]:
    """What the fold found, of what was told since."""
    if not since:
        yield from map(_found, db.execute(_ALL))
        return
    told: set[Pair] = set(db.execute(_TOLD, (since,)))
    alive = {one for one, other in told if other is None}
    again = _taken_up(db, since)
    judged = {no for (no,) in db.execute(_JUDGED, {"since": since})} | {
        one for one, other in again if other is None
    }
    for one, other in db.execute("SELECT DISTINCT one, other FROM finding").fetchall():
        pair = one, other
        everything = pair in again or not judged.isdisjoint(pair)
        if everything or pair in told or not alive.isdisjoint(pair):
            known = set() if everything else _before(db, one, other, since)
            rows = db.execute(f"{_ALL} WHERE one = ? AND other IS ?", pair)
            yield from (found for found in map(_found, rows) if (found.finding, found.position) not in known)


def _taken_up(db: sqlite3.Connection, since: int) -> set[Pair]:
    """The pairs of which a claim was corrected, withdrawn or reviewed since."""
    pairs: set[Pair] = set()
    for (target,) in db.execute(
        "SELECT DISTINCT target FROM amendment WHERE position > ?", (since,)
    ).fetchall():
        pairs.update(db.execute(_AMENDED, {"id": bytes.fromhex(target), "target": target}))
    return pairs


def _before(db: sqlite3.Connection, one: int, other: int | None, since: int) -> set[tuple[str, int]]:
    """What the claims up to a position showed of a pair."""
    if other is None or one == other:
        return set()
    said = [claim for claim in said_of_pair(db, one, other) if claim.position <= since]
    return {(found.finding, found.position) for found in fold_at(said, FOREVER).findings}


def _found(row: tuple[str, int, str, int, int | None]) -> Found:
    finding, position, message, one, other = row
    return Found(finding, position, message, (one,) if other in (None, one) else (one, other))

"""Which entities and ties of a read model go into a page, and how many do not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.kinds import STATES
from relgraph.queries.near import BETWEEN_PEOPLE, PEOPLE, Ties

Pair = tuple[int, int]
"""Two canonical entities as the table `version` has them: party a, party b."""

BEST = 150
"""So many entities are shown if nobody says otherwise."""
NEAR = 400
"""So many around those that are asked for."""

_AROUND_HUB = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page is to show.

    `around` are canonical entities and `depth` the steps from them; with none, the best tied. At most `most`
    entities (None: BEST, or NEAR around somebody), of the `kinds` of ties (empty: all).
    """

    around: Sequence[int] = ()
    depth: int = 1
    kinds: Sequence[str] = ()
    most: int | None = None


class Selection(NamedTuple):
    """The entities of a page, those asked for first; the pairs of them that have ties, of which kinds.

    `entities_left` and `ties_left` count what the file has besides; `beyond` the ties of each entity to others that
    are not on the page.
    """

    entities: list[int]
    pairs: list[Pair]
    kinds: list[str]
    entities_left: int
    ties_left: int
    beyond: dict[int, int]


def select(db: sqlite3.Connection, wanted: Wanted, known: Day) -> Selection:
    """Choose from what was ever known by that day."""
    kinds = list(wanted.kinds or STATES)
    ties = Ties(db, f"known_from <= :known AND kind IN ({_listed(kinds)})", {"known": known})
    if wanted.around:
        chosen = ties.nearest(wanted.around, wanted.depth, wanted.most or NEAR)
    else:
        chosen = _best(ties, wanted.most or BEST)
    inside = set(chosen)
    found = ties.of(chosen)
    pairs = sorted({(a, b) for a, b, _, _ in found if a in inside and b in inside})
    tied = {no for pair in pairs for no in pair} | set(wanted.around)
    entities, counted = _totals(ties)
    beyond: dict[int, int] = {}
    for a, b, _, _ in found:
        for near, far in ((a, b), (b, a)):
            if near in tied and far not in tied:
                beyond[near] = beyond.get(near, 0) + 1
    kept = sum(1 for a, b, _, _ in found if a in tied and b in tied)
    return Selection(
        [no for no in chosen if no in tied], pairs, kinds, entities - len(tied), counted - kept, beyond
    )


def _best(ties: Ties, most: int) -> list[int]:
    """The entities with the most ties, each with some of those it is tied to: islands tell nothing."""
    weight = f"CASE WHEN kind IN ({_listed(PEOPLE)}) THEN {BETWEEN_PEOPLE} ELSE 1 END"
    hubs = ties.db.execute(
        f"""
        WITH tie AS (SELECT DISTINCT a, b, kind FROM version WHERE {ties.where})
        SELECT no, sum(weight) AS sum FROM (
          SELECT a AS no, {weight} AS weight FROM tie UNION ALL SELECT b, {weight} FROM tie
        ) GROUP BY no ORDER BY sum DESC, no LIMIT :most""",
        {"most": most, **ties.asked},
    )
    chosen: dict[int, None] = {}
    for hub, _ in hubs.fetchall():
        for no in (hub, *ties.near([hub])[:_AROUND_HUB]):
            if len(chosen) < most:
                chosen[no] = None
    return list(chosen)


def _totals(ties: Ties) -> tuple[int, int]:
    """How many entities have ties, and how many ties there are."""
    tie = f"SELECT DISTINCT a, b, kind, episode FROM version WHERE {ties.where}"
    row = ties.db.execute(
        f"""WITH tie AS ({tie})
        SELECT (SELECT count(*) FROM (SELECT a FROM tie UNION SELECT b FROM tie)), (SELECT count(*) FROM tie)""",
        ties.asked,
    ).fetchone()
    return int(row[0]), int(row[1])


def _listed(kinds: Iterable[str]) -> str:
    return ",".join(f"'{kind}'" for kind in kinds)

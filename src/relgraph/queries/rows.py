"""What questions answer with: entities and ties as one party sees them, and how both are read from the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from relgraph.dates import Day, day_of
from relgraph.fold.model import FOREVER, Bounds, End, Window
from relgraph.kinds import KINDS

STANDINGS = ("retracted", "denied", "alleged", "disputed", "reported", "confirmed")
"""From the weakest to the strongest."""

HOLDS = ("yes", "possibly", "unsaid", "no")
"""From the surest to what is past or yet to come."""


class Ref(NamedTuple):
    """An entity: its id, name and type."""

    id: str
    name: str
    type: str


class Tie(NamedTuple):
    """An episode as seen from `entity` on one day, as known on one day.

    `direction` is `out` where `entity` is party a of a directed kind, `in` where it is party b. `detail` has the
    qualifiers that claims give (`adoption`, the role played). `ahead`: it began after the day
    asked about. `near` and `far` are the numbers of `entity` and `other` in the read model.
    """

    kind: str
    entity: Ref
    other: Ref
    direction: str | None
    episode: int
    holds: str
    standing: str
    roots: int
    against: int
    start: Bounds
    end: End
    alleged_end: End | None
    void: bool
    last_published: Day
    unreviewed: bool
    detail: tuple[str, ...]
    ahead: bool
    near: int
    far: int

    def turned(self) -> Tie:
        """The same tie as the other party sees it."""
        direction = {"out": "in", "in": "out", None: None}[self.direction]
        return self._replace(
            entity=self.other, other=self.entity, direction=direction, near=self.far, far=self.near
        )


_DETAILED = [kind for kind in KINDS.values() if kind.starts and kind.details != ()]
_ANY = ",".join(f"'{kind.name}'" for kind in _DETAILED)
_DIRECTED = ",".join(f"'{kind.name}'" for kind in _DETAILED if kind.directed)

TIES = f"""
SELECT v.a, v.b, x.id, x.name, x.type, y.id, y.name, y.type, v.kind, v.episode, v.standing, v.roots, v.against,
       v.first, v.said_from, v.sure_from, v.sure_to, v.said_to, v.last,
       v.start_earliest, v.start_latest, v.start_text, v.start_approximate,
       v.end_earliest, v.end_latest, v.end_text, v.end_approximate, v.end_standing, v.ended_by,
       v.alleged_end, v.void, v.last_published, v.unreviewed,
       CASE WHEN v.kind IN ({_ANY}) THEN (
         SELECT json_group_array(DISTINCT detail) FROM claim
         WHERE one = min(v.a, v.b) AND other = max(v.a, v.b) AND kind = v.kind
           AND (swapped = (v.a > v.b) OR kind NOT IN ({_DIRECTED}))
           AND detail IS NOT NULL AND stance <> 'denied' AND published <= :known AND NOT rejected AND NOT hypothetical
           AND ifnull(withdrawn, {FOREVER}) > :known AND ifnull(replaced, {FOREVER}) > :known
       ) END
FROM version v JOIN entity x ON x.no = v.a JOIN entity y ON y.no = v.b
WHERE v.known_to > :known AND v.known_from <= :known AND """
"""The columns that `tie_of` reads, as known on `:known`; to be followed by a condition."""


def tie_of(row: Sequence[Any], on: Day) -> Tie:
    """A row of TIES as party a sees it on that day."""
    kind, window = row[8], Window(*row[13:19])
    return Tie(
        kind=kind,
        entity=Ref(*row[2:5]),
        other=Ref(*row[5:8]),
        direction="out" if KINDS[kind].directed else None,
        episode=row[9],
        holds=window.holds(on),
        standing=row[10],
        roots=row[11],
        against=row[12],
        start=Bounds(row[19], row[20], row[21], bool(row[22])),
        end=End(Bounds(row[23], row[24], row[25], bool(row[26])), row[27], row[28]),
        alleged_end=_alleged(row[29]),
        void=bool(row[30]),
        last_published=row[31],
        unreviewed=bool(row[32]),
        detail=tuple(sorted(json.loads(row[33]))) if row[33] else (),
        ahead=on < window.first,
        near=row[0],
        far=row[1],
    )


def _alleged(text: str | None) -> End | None:
    if text is None:
        return None
    end = json.loads(text)
    days = [None if end[side] is None else day_of(str(end[side])) for side in ("earliest", "latest")]
    return End(Bounds(days[0], days[1], end["text"], bool(end["approximate"])), end["standing"], end["by"])


def ties_of(db: sqlite3.Connection, who: int, on: Day, known: Day) -> list[Tie]:
    """Every tie of one canonical entity, as it sees them; in no order."""
    asked = {"who": who, "known": known}
    out = [tie_of(row, on) for row in db.execute(f"{TIES} v.a = :who", asked)]
    return out + [tie_of(row, on).turned() for row in db.execute(f"{TIES} v.b = :who", asked)]


def ties_between(db: sqlite3.Connection, one: int, other: int, on: Day, known: Day) -> list[Tie]:
    """Every tie of a pair, as `one` sees them; in no order."""
    asked = {"one": one, "other": other, "known": known}
    # +v.b: by party a, since where party b is an organization or a work it may have very many
    out = [tie_of(row, on) for row in db.execute(f"{TIES} v.a = :one AND +v.b = :other", asked)]
    back = db.execute(f"{TIES} +v.b = :one AND v.a = :other", asked)
    return out + [tie_of(row, on).turned() for row in back]


def in_order(ties: list[Tie]) -> list[Tie]:
    """yes, possibly, unsaid, no; then kind, the other's name, the episode."""
    return sorted(
        ties, key=lambda tie: (HOLDS.index(tie.holds), tie.kind, tie.other.name, tie.other.id, tie.episode)
    )


def stands(least: str | None) -> str:
    """The condition that a version `v` stands as strong as that; None: that not every root has withdrawn it."""
    allowed = STANDINGS[max(1, STANDINGS.index(least or STANDINGS[0])) :]
    return f"v.standing IN ({str(list(allowed))[1:-1]})"


def at_least(standing: str, wanted: str) -> bool:
    """Whether a standing is as strong as the wanted one."""
    return STANDINGS.index(standing) >= STANDINGS.index(wanted)

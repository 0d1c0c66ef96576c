"""Who is with whom on a day, as known on a day."""

from __future__ import annotations

import sqlite3

from relgraph.dates import Day
from relgraph.queries.rows import Tie, at_least, in_order, ties_of


def ties(
    db: sqlite3.Connection,
    who: int,
    on: Day,
    known: Day,
    *,
    kind: str | None = None,
    past: bool = False,
    standing: str | None = None,
) -> list[Tie]:
    """The ties of an entity: yes, possibly, then those not said for the day.

    `past` adds those that don't hold and those that every root has withdrawn; `standing` leaves out what stands
    weaker.
    """
    return in_order(
        [
            tie
            for tie in ties_of(db, who, on, known)
            if (past or (tie.holds != "no" and tie.standing != "retracted"))
            and (kind is None or tie.kind == kind)
            and (standing is None or at_least(tie.standing, standing))
        ]
    )

"""Who is with whom on a day, as known on a day."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.queries.rows import Tie, at_least, in_order, ties_of


class Asked(NamedTuple):
    """Which ties are asked for.

    Of that `kind`, standing at least so; with `past` also those that don't hold and those that every root has
    withdrawn.
    """

    kind: str | None = None
    past: bool = False
    standing: str | None = None

    def fits(self, tie: Tie) -> bool:
        """Whether a tie is of the kind and the standing that are asked for, on whatever day."""
        return self.kind in (None, tie.kind) and (
            self.standing is None or at_least(tie.standing, self.standing)
        )


EVERYTHING = Asked(past=True)


def ties(db: sqlite3.Connection, who: int, on: Day, known: Day, asked: Asked) -> list[Tie]:
    """The ties of an entity that are asked for: yes, possibly, then those not said for the day."""
    return in_order(
        [
            tie
            for tie in ties_of(db, who, on, known)
            if asked.fits(tie) and (asked.past or (tie.holds != "no" and tie.standing != "retracted"))
        ]
    )

"""Every pair that is in one state on a day, as known on a day."""

from __future__ import annotations

import sqlite3

from relgraph.dates import Day
from relgraph.kinds import KINDS
from relgraph.queries.rows import HOLDS, TIES, Tie, tie_of

_YES = "(v.sure_from <= :on AND :on < v.sure_to AND v.first <= :on AND :on < v.last)"
_SAID = "(v.said_from <= :on AND :on < v.said_to AND v.first <= :on AND :on < v.last)"
_WITHIN = "(v.first <= :on AND :on < v.last)"

# As Window.holds: yes beats possibly beats unsaid.
_WHERE = {
    "yes": _YES,
    "possibly": f"({_SAID} AND NOT {_YES})",
    "any": f"({_SAID} OR {_YES})",
    "unsaid": f"({_WITHIN} AND NOT {_SAID} AND NOT {_YES})",
    "all": "1",
}

STATES_ASKED = tuple(_WHERE)
"""What `holds` can be: yes, possibly, any (yes or possibly), unsaid, all (past ones too)."""


def pairs(db: sqlite3.Connection, kind: str, on: Day, known: Day, holds: str) -> list[Tie]:
    """The ties of that kind, surest first and then by name; never those that every root has withdrawn.

    `entity` is party a; of undirected kinds the one whose name comes first.
    """
    asked = {"kind": kind, "on": on, "known": known}
    ties = [_by_name(tie_of(row, on)) for row in db.execute(TIES + _asking(holds), asked)]
    return sorted(ties, key=lambda tie: (HOLDS.index(tie.holds), *_names(tie), tie.episode))


def count(db: sqlite3.Connection, kind: str, on: Day, known: Day, holds: str) -> int:
    """How many distinct pairs `pairs` tells of."""
    known_then = "v.known_to > :known AND v.known_from <= :known"
    query = f"SELECT count(*) FROM (SELECT DISTINCT v.a, v.b FROM version v WHERE {known_then} AND {_asking(holds)})"
    number: int
    (number,) = db.execute(query, {"kind": kind, "on": on, "known": known}).fetchone()
    return number


def _asking(holds: str) -> str:
    return f"v.kind = :kind AND v.standing <> 'retracted' AND {_WHERE[holds]}"


def _by_name(tie: Tie) -> Tie:
    if KINDS[tie.kind].directed or (tie.entity.name, tie.entity.id) <= (tie.other.name, tie.other.id):
        return tie
    return tie.turned()


def _names(tie: Tie) -> tuple[str, str, str, str]:
    return tie.entity.name, tie.other.name, tie.entity.id, tie.other.id

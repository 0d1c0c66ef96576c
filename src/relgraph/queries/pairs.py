"""Every pair that is in one state on a day, as known on a day."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.kinds import KINDS
from relgraph.queries.rows import HOLDS, STANDINGS, TIES, Tie, stands, tie_of

_YES = "(v.sure_from <= :on AND :on < v.sure_to AND v.first <= :on AND :on < v.last)"
_SAID = "(v.said_from <= :on AND :on < v.said_to AND v.first <= :on AND :on < v.last)"
_WITHIN = "(v.first <= :on AND :on < v.last)"

HOLDING = {
    "yes": _YES,
    "possibly": f"({_SAID} AND NOT {_YES})",
    "any": f"({_SAID} OR {_YES})",
    "unsaid": f"({_WITHIN} AND NOT {_SAID} AND NOT {_YES})",
    "all": "1",
}
"""The conditions on a version `v` for each answer of Window.holds on `:on`: yes beats possibly beats unsaid."""


class Asked(NamedTuple):
    """Which pairs: in that state, as surely as `holds` says, standing at least so.

    `holds` is yes, possibly, any (yes or possibly), unsaid or all (past ones too).
    """

    kind: str
    on: Day
    known: Day
    holds: str
    standing: str | None = None


def pairs(db: sqlite3.Connection, asked: Asked) -> list[Tie]:
    """The ties of that kind, surest first and then by name; never those that every root has withdrawn.

    `entity` is party a; of undirected kinds the one whose name comes first.
    """
    ties = [_by_name(tie_of(row, asked.on)) for row in db.execute(TIES + _asking(asked), _values(asked))]
    return sorted(ties, key=lambda tie: (HOLDS.index(tie.holds), *_names(tie), tie.episode))


def count(db: sqlite3.Connection, asked: Asked) -> dict[str, int]:
    """How many distinct pairs `pairs` tells of, by standing, the strongest first; a pair by its strongest tie."""
    query = f"""
        SELECT best, count(*) FROM (
          SELECT max(instr('{_RANKED}', v.standing)) AS best FROM version v
          WHERE v.known_to > :known AND v.known_from <= :known AND {_asking(asked)} GROUP BY v.a, v.b
        ) GROUP BY best ORDER BY best DESC
    """
    rows = db.execute(query, _values(asked))
    return {_RANKED[best - 1 :].partition(" ")[0]: number for best, number in rows}


_RANKED = " ".join(STANDINGS)  # a stronger standing stands further on


def _asking(asked: Asked) -> str:
    return f"v.kind = :kind AND {stands(asked.standing)} AND {HOLDING[asked.holds]}"


def _values(asked: Asked) -> dict[str, str | Day]:
    return {"kind": asked.kind, "on": asked.on, "known": asked.known}


def _by_name(tie: Tie) -> Tie:
    if KINDS[tie.kind].directed or (tie.entity.name, tie.entity.id) <= (tie.other.name, tie.other.id):
        return tie
    return tie.turned()


def _names(tie: Tie) -> tuple[str, str, str, str]:
    return tie.entity.name, tie.other.name, tie.entity.id, tie.other.id

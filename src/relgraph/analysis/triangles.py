"""Love triangles: one person, two others, and what they are to each other on the same day."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from relgraph.analysis.selection import Selection
from relgraph.kinds import COUPLE_STATES
from relgraph.queries.rows import HOLDS, STANDINGS, Ref, Tie

COUPLED = tuple(sorted(COUPLE_STATES - {"separation"}))
"""The states that overlap in a triangle."""


class Triangle(NamedTuple):
    """A person and two ties to two others, both as the person sees them; `apart`: separations from either of them.

    It holds as surely, and stands as strong, as the weaker of the two.
    """

    who: Ref
    ties: tuple[Tie, Tie]
    apart: list[Tie]

    @property
    def holds(self) -> str:
        """Yes or possibly."""
        return max((tie.holds for tie in self.ties), key=HOLDS.index)

    @property
    def standing(self) -> str:
        """The weaker standing."""
        return min((tie.standing for tie in self.ties), key=STANDINGS.index)


class Triangles(NamedTuple):
    """The triangles: the surest first, of these the strongest, then by name."""

    found: list[Triangle]


def triangles(selection: Selection) -> Triangles:
    """Who is between two others.

    One of the two ties at least is a marriage, an engagement or an affair, and not both are marriages: people who go
    out with two are none, and two marriages at once are mostly an end that nobody told (`relgraph check` lists them).
    """
    mine: dict[int, list[Tie]] = {}
    apart: dict[int, list[Tie]] = {}
    for tie, *_ in selection.ties:
        side = mine if tie.kind in COUPLED else apart if tie.kind == "separation" else None
        if side is not None:
            side.setdefault(tie.near, []).append(tie)
            side.setdefault(tie.far, []).append(tie.turned())
    found = [
        Triangle(
            one.entity, (one, other), [tie for tie in apart.get(no, ()) if tie.far in (one.far, other.far)]
        )
        for no, ties in mine.items()
        for one, other in combinations(sorted(ties, key=_closeness), 2)
        if one.far != other.far and _is_triangle({one.kind, other.kind})
    ]
    return Triangles(sorted(found, key=_order))


_CLOSE = ("marriage", "engagement", "affair", "dating")


def _closeness(tie: Tie) -> tuple[int, str, str, int]:
    return _CLOSE.index(tie.kind), tie.other.name, tie.other.id, tie.episode


def _is_triangle(kinds: set[str]) -> bool:
    return kinds not in ({"marriage"}, {"dating"})


def _order(triangle: Triangle) -> tuple[int, int, str, str, list[str]]:
    return (
        HOLDS.index(triangle.holds),
        -STANDINGS.index(triangle.standing),
        triangle.who.name,
        triangle.who.id,
        [tie.other.name for tie in triangle.ties],
    )

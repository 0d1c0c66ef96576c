"""A pair of which one source says one thing: what the fold makes of it, in closed form.

Most pairs of a data set are such, and the walk, the couple and the deaths of `relgraph.fold` have nothing to do for
them. A test holds this against the fold; where it is not sure, it leaves the claims to the fold.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from relgraph.dates import Day, parse
from relgraph.fold import FOREVER, NEVER
from relgraph.fold.line import days
from relgraph.fold.run import FADES_AFTER, NEW_AFTER
from relgraph.kinds import KINDS, STATES
from relgraph.readmodel.reading import Fetched

Version = tuple[Any, ...]
"""A row of `version`."""

_BY, _VOID = 24, 26
"""Where it has ended_by and void."""

_OPEN_SIDES = frozenset({"", ".."})

_OPEN = (None, None, None, 0)
"""The end of what has none."""

_STANCES = frozenset({"reported", "confirmed", "alleged"})


def lone_version(claims: Sequence[Fetched]) -> Version | None:
    """The row of `version` that follows from all claims of a pair; None: ask the fold."""
    (
        one,
        other,
        _,
        kind,
        swapped,
        at,
        stance,
        published,
        root,
        _,
        hypothetical,
        withdrawn,
        replaced,
        unreviewed,
        _,
    ) = claims[0]
    if hypothetical or withdrawn is not None or replaced is not None or other is None or one == other:
        return None
    row = _said(one, other, kind, at, stance, published, unreviewed)
    if row is None:
        return None
    if swapped and STATES[kind].directed:
        row = (other, one, *row[2:])
    if len(claims) == 1:
        return row
    return _ended(row, claims[1], f"{at}", stance, published, root) if len(claims) == 2 else None


def _ended(row: Version, end: Fetched, at: str, stance: str, published: Day, root: str) -> Version | None:
    """The row of a marriage `A/B` of which the same voice says what ended it in B."""
    kind, told, hypothetical, withdrawn, replaced, detail = end[3], end[5], *end[10:13], end[14]
    if row[2] != "marriage" or "marriage" not in KINDS[kind].ends or at.partition("/")[2] != told:
        return None
    if end[6:9] != (stance, published, root) or hypothetical or withdrawn is not None or replaced is not None:
        return None
    by = detail if kind == "marriage_end" else kind
    return (*row[:_BY], by, row[_BY + 1], int(kind == "annulment"), *row[_VOID + 1 :])


def _said(
    a: int, b: int, kind: str, at: str | None, stance: str, published: Day, unreviewed: int
) -> Version | None:
    """The row that follows from a claim that stands alone."""
    state = STATES.get(kind)
    if state is None or stance not in _STANCES or at is None:
        return None
    begun, _, over = at.partition("/")
    start = _edge(begun, published)
    if start is None:
        return None
    first, last = start[:2]
    if first == NEVER or last == FOREVER or last > published:
        return None
    ended: Sequence[Any] = _OPEN
    sure_to = out = said_to = FOREVER
    if over:
        end = _edge(over, published)
        if end is None:
            return None
        ended = end
        sure_to, out = end[:2]
        if sure_to == NEVER or out == FOREVER or sure_to <= last:
            return None
    elif state.fades:
        seen = published if published - last <= NEW_AFTER else last
        sure_to, said_to = seen + 1, seen + FADES_AFTER + 1
        ended = (sure_to, None, None, 0)
    return (
        a, b, kind, 1, published, FOREVER, stance, 1, 0, first, first, last, sure_to, said_to, out,
        *start, *ended, stance if over else None, None, None, 0, unreviewed, published,
    )  # fmt: skip


@lru_cache(maxsize=131_072)
def _edge(text: str, published: Day) -> tuple[Day, Day, str, int] | None:
    """What the tables hold of one side of a `when`; None if it is open."""
    edge = None if text.strip() in _OPEN_SIDES else parse(text).start
    return edge and (*days(edge, published), edge.text, int(edge.approximate))

"""A pair of which one article says one thing: what the fold makes of it, in closed form.

Most pairs of a data set are such, and the walk, the couple and the deaths of `relgraph.fold` have nothing to do for
them. A test holds this against the fold; where it is not sure, it leaves the claim to the fold.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from relgraph.dates import Day, parse
from relgraph.fold import FOREVER, NEVER
from relgraph.fold.line import days
from relgraph.fold.run import FADES_AFTER, NEW_AFTER
from relgraph.kinds import STATES

_STANCES = frozenset({"reported", "confirmed", "alleged"})


@lru_cache(maxsize=131_072)
def lone_version(
    kind: str, at: str | None, stance: str, published: Day, unreviewed: int
) -> tuple[Any, ...] | None:
    """The row of `version`, a and b left out, that follows from the only claim of a pair; None: ask the fold."""
    state = STATES.get(kind)
    if state is None or stance not in _STANCES or at is None:
        return None
    when = parse(at)
    if when.start is None or when.ongoing:
        return None
    first, last = days(when.start, published)
    start, end = when.start, when.end
    if first == NEVER or last == FOREVER or last > published:
        return None
    ended: tuple[Any, ...] = (None, None, None, 0)
    sure_to = out = said_to = FOREVER
    if end is not None:
        sure_to, out = days(end, published)
        if sure_to == NEVER or out == FOREVER or sure_to <= last:
            return None
        ended = (sure_to, out, end.text, int(end.approximate))
    elif state.fades:
        seen = published if published - last <= NEW_AFTER else last
        sure_to, said_to = seen + 1, seen + FADES_AFTER + 1
        ended = (sure_to, None, None, 0)
    return (
        kind, 1, published, FOREVER, stance, 1, 0, first, first, last, sure_to, said_to, out,
        first, last, start.text, int(start.approximate), *ended, stance if end else None, None, None,
        0, int(unreviewed), published,
    )  # fmt: skip

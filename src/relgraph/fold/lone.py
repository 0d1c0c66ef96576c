"""The pairs of which one thing was said once: most of a large data set, at a fraction of the walk's cost.

What it gives is what the walk gives (a law in the tests); it is a shorter way, not another rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.fold.line import days
from relgraph.fold.model import FOREVER, NEVER, Bounds, End, Episode, Said, Version, Window
from relgraph.fold.run import FADES_AFTER, NEW_AFTER
from relgraph.kinds import STATES

_NO_END = End(Bounds(), None, None)


def lone_version(told: Sequence[Said]) -> Version | None:
    """The one version of a pair with a single claim that a state began or was seen; None if it is not that simple."""
    said = told[0]
    kind = STATES.get(said.kind)
    if len(told) != 1 or kind is None or said.b is None or said.stance == "denied" or said.hypothetical:
        return None
    when, published = said.when, said.published
    if said.withdrawn is not None or said.replaced is not None or (when and when.start is None):
        return None
    if when is None or when.start is None:
        first, last, end_first, end_last = NEVER, published, NEVER, FOREVER
        start = Bounds(None, published)
        seen = published
    else:
        edge = when.start
        first, last = days(edge, published)
        if last == FOREVER or first == NEVER or (when.ongoing and first > published):
            return None
        end_first, end_last = days(when.end, published) if when.end else (NEVER, FOREVER)
        if when.end and (end_last == FOREVER or end_first < first or end_last < last):
            return None
        start = Bounds(first, last, edge.text, edge.approximate)
        near = 0 <= published - last <= NEW_AFTER
        seen = published if near else last
    if when and when.ongoing:
        if kind.fades and published > last + NEW_AFTER:
            return None
        last = min(last, published)
        start = start._replace(latest=last)
        seen = published
    end, sure_to, said_to = _NO_END, FOREVER, FOREVER
    end_by: tuple[int, ...] = ()
    if when and when.end:
        sure_to = end_first
        bounds = Bounds(end_first, end_last, when.end.text, when.end.approximate)
        end, end_by = End(bounds, said.stance, None), (said.position,)
    elif kind.fades:
        sure_to, said_to = seen + 1, seen + FADES_AFTER + 1
        end = End(Bounds(sure_to), None, None)
    a, b = (said.a, said.b) if kind.directed or said.a < said.b else (said.b, said.a)
    mine = (said.position,)
    episode = Episode(
        said.kind, a, b, 1, said.stance, 1, 0, start, end, None, False, said.unreviewed, published,
        Window(first, first if first != NEVER else last, last, sure_to, said_to, end_last),
        mine, (), mine, end_by,
    )  # fmt: skip
    return Version(episode, published, FOREVER)

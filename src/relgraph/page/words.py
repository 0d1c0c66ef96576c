"""What a kind of tie is called on the page and how its line looks; the words come from the table of kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from relgraph.fold.model import Bounds, End
from relgraph.kinds import COUPLE_STATES, KINDS, Shape
from relgraph.queries.phrases import phrase, predicate
from relgraph.queries.rows import Ref, Tie


class Look(NamedTuple):
    """A line: its group and word in the legend, colour on paper and on a dark ground, width in pixels.

    Each colour has a contrast of 3 : 1 or more on its ground.
    """

    group: str
    label: str
    light: str
    dark: str
    width: float


LOOKS: dict[str, Look] = {
    "marriage": Look("couple", "married", "#9b1f3c", "#f08a9c", 2.6),
    "engagement": Look("couple", "engaged", "#b24a12", "#f2a26e", 2.0),
    "dating": Look("couple", "dating", "#806000", "#dcb84a", 2.0),
    "affair": Look("couple", "affair", "#7a2f9e", "#cd9fe8", 2.0),
    "separation": Look("couple", "separated", "#3b4a57", "#b2c2cf", 2.0),
    "parenthood": Look("family", "parent", "#1f6a47", "#76c69c", 1.6),
    "siblinghood": Look("family", "sibling", "#4a7418", "#a6d272", 1.6),
    "kinship": Look("family", "kin", "#5d6b2a", "#c3cf8a", 1.6),
    "friendship": Look("family", "friends", "#14697c", "#68c6d8", 1.5),
    "feud": Look("family", "feud", "#714a14", "#d3ad74", 1.5),
    "performance": Look("work", "acted in", "#6c7885", "#8d99a6", 0.9),
    "direction": Look("work", "directed", "#42658f", "#8fb3db", 1.2),
    "creation": Look("work", "created", "#2f6f8f", "#83c3de", 1.2),
    "founding": Look("work", "founded", "#274fa6", "#90b2f5", 1.4),
    "membership": Look("work", "member", "#555db4", "#abb1f2", 1.3),
}
"""Each state, in the order of the legend."""

_SOMEBODY = Ref("", "", "person")
_SAMPLE = Tie(
    kind="marriage", entity=_SOMEBODY, other=_SOMEBODY, direction=None, episode=1, holds="yes", standing="reported",
    roots=1, against=0, start=Bounds(), end=End(Bounds(), None, None), alleged_end=None, void=False,
    last_published=0, unreviewed=False, detail=(), ahead=False, near=0, far=0,
)  # fmt: skip


def kinds(used: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What the page needs to know of each of these states, in the order of the legend."""
    wanted = set(used)
    return {name: _kind(name, look) for name, look in LOOKS.items() if name in wanted}


def _kind(name: str, look: Look) -> dict[str, Any]:
    kind = KINDS[name]
    return {
        **look._asdict(),
        "couple": name in COUPLE_STATES,
        "credit": Shape.CREDIT in kind.shapes,
        "directed": kind.directed,
        "detailed": kind.details != (),
        "out": _forms(name, "out" if kind.directed else None),
        "in": _forms(name, "in" if kind.directed else None),
    }


def _forms(name: str, direction: str | None) -> dict[str, list[str]]:
    """The words of a list and of a sentence: of what holds, is past, is said to hold, is said to have been."""
    ties = [
        _SAMPLE._replace(kind=name, direction=direction, holds=holds, standing=standing)
        for standing in ("reported", "alleged")
        for holds in ("yes", "no")
    ]
    return {"phrase": [phrase(tie) for tie in ties], "predicate": [predicate(tie) for tie in ties]}

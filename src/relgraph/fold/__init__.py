"""Pure: the claims of a pair -> episodes -> versions. Reads like docs/semantics.md, rule by rule.

line.py       rule 1      what a claim says of time, as items on a line of days
bounds.py     rule 5      dates that agree and disagree
run.py        rules 5, 6  an episode in the making, and its bounds
walk.py       rule 7      one walk along a state's line
couple.py     rule 8      what the states of a couple do to each other
death.py      rule 9      death ends what may still be open
rumour.py     rules 2, 3  where allegations land beside reports
standing.py   rules 4, 10, 11
episodes.py   rule 12     runs -> episodes, and when they hold
knowledge.py  rule 13     as known on a day, and from day to day
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.fold.model import (
    FOREVER,
    NEVER,
    Bounds,
    End,
    Episode,
    Finding,
    Folded,
    Said,
    Version,
    Window,
)

if TYPE_CHECKING:
    from relgraph.fold.knowledge import fold_at, history, versions

__all__ = [
    "FOREVER", "NEVER", "Bounds", "End", "Episode", "Finding", "Folded", "Said", "Version", "Window",
    "fold_at", "history", "versions",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load the rules when they are first asked for: most questions read what was folded before."""
    if name not in ("fold_at", "history", "versions"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from relgraph.fold import knowledge

    return getattr(knowledge, name)

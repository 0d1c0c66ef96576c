"""Rules 4, 10 and 11: how an episode and its end stand, by who supports and who denies them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from relgraph.dates import Day
from relgraph.fold.line import extent, share
from relgraph.fold.model import FOREVER, NEVER, Said

FIRM = frozenset({"reported", "confirmed"})
"""Stances that make episodes and bounds."""
STRONG = frozenset({"principal", "representative", "court_record"})
"""Roles whose denial weighs against a confirmation, and denies what is only alleged."""


def ladder(supports: Iterable[Said], denials: Collection[Said]) -> str:
    """The standing that claims for and against give; the first of rule 10's that applies."""
    firm = [said for said in supports if said.stance in FIRM]
    strong = [said.published for said in denials if said.role in STRONG]
    sworn = [said.published for said in firm if said.stance == "confirmed"]
    if sworn and not (strong and max(strong) > max(sworn)):
        return "confirmed"
    if strong and not firm:
        return "denied"
    if firm and denials:
        first = min(said.published for said in firm)
        if any(said.published >= first for said in denials):
            return "disputed"
    return "reported" if firm else "alleged"


def roots(told: Iterable[Said]) -> int:
    """How many voices speak: outlets that quote one root count once. A root is an agent in a role."""
    return len({(said.root, said.role) for said in told})


def denied(denial: Said, episodes: Sequence[tuple[Day, Day, Day]]) -> list[int]:
    """Which episodes (first supported on, first day, last day), in order, a denial counts against (rule 4).

    Without `when`, the last one that somebody supported by then; with it, those whose days it shares; `/`: all.
    """
    if denial.when is None:
        for index in range(len(episodes) - 1, -1, -1):
            if episodes[index][0] <= denial.published:
                return [index]
        return []
    span = extent(denial.when, denial.published) or (NEVER, FOREVER)
    if denial.when.ongoing:
        span = (span[0], max(span[1], denial.published))
    return [index for index, (_, first, last) in enumerate(episodes) if share(*span, first, last)]

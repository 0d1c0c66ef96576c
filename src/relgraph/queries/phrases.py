"""How a tie is said in words, so that what is only alleged never reads like a fact.

All comes from the words in the table of kinds, by the forms that stand there: a verb (`performs in`), a past
(`was married to`, `had an affair with`, `dated`), a passive (`founded by`), or what follows "is" (`parent of`).
"""

from __future__ import annotations

from relgraph.dates import Day
from relgraph.kinds import KINDS, Shape
from relgraph.queries.rows import Tie

UNSURE = frozenset({"alleged", "denied", "retracted"})
"""Standings of ties that no report supports."""


def phrase(tie: Tie) -> str:
    """`married to`, `was married to`, `said to be married to`: what stands before the other's name in a list."""
    words = _words(tie)
    later = "later " if tie.ahead else ""
    return f"{later}said {_infinitive(words)}" if tie.standing in UNSURE else f"{later}{words}"


def predicate(tie: Tie) -> str:
    """The same as it follows a name in a sentence: `is married to`, `performed in`, `is said to be dating`."""
    words = _words(tie)
    later = "later " if tie.ahead else ""
    if tie.standing in UNSURE:
        return f"is {later}said {_infinitive(words)}"
    return f"{later}{words}" if _is_verb(words) else f"is {later}{words}"


def doubts(tie: Tie) -> list[str]:
    """What a reader has to know before believing a tie that is named in passing, such as `disputed`."""
    return [
        *([tie.standing] if tie.standing in UNSURE or tie.standing == "disputed" else []),
        *([_HOLDS[tie.holds]] if tie.holds in _HOLDS else []),
        *announced(tie),
    ]


_HOLDS = {"possibly": "possibly", "unsaid": "nothing said for this day"}


def announced(tie: Tie) -> list[str]:
    """That a tie, or its end, was to come when it was last told of: nobody has said since that it did."""
    if is_ahead(tie.start.earliest, tie.last_published):
        return [TOLD_BEFORE]
    told = tie.end.standing is not None or tie.end.by is not None  # else it faded by itself
    ahead = is_ahead(tie.end.bounds.earliest, tie.last_published)
    return [f"its end {TOLD_BEFORE}"] if told and ahead else []


TOLD_BEFORE = "told before the day"


def is_ahead(day: Day | None, told: Day) -> bool:
    """Whether a day was yet to come when it was told of."""
    return day is not None and told < day


def _words(tie: Tie) -> str:
    """The table's words, without the tie's standing. A credit, once earned, stays told in the past."""
    kind = KINDS[tie.kind]
    past = (tie.holds == "no" and not tie.ahead) or Shape.CREDIT in kind.shapes
    if tie.direction == "in":
        return kind.was if past else kind.back
    return kind.said if past else kind.says


def _is_verb(words: str) -> bool:
    first, _, rest = words.partition(" ")
    past = first in ("was", "had", "left") or (first.endswith("ed") and _acts(first, rest))
    return past or (first.endswith("s") and not first.endswith("ss"))


def _acts(first: str, rest: str) -> bool:
    """Whether a word in -ed is a past (`dated`, `performed in`) and not a state (`married to`, `founded by`)."""
    return rest == "" or rest in ("in", "with")


def _infinitive(words: str) -> str:
    first, _, rest = words.partition(" ")
    if first == "was":
        return f"to have been {rest}"
    if not _is_verb(words):
        return f"to be {words}"
    if first == "has":
        return f"to have {rest}"
    return f"to {first[:-1]} {rest}" if first.endswith("s") else f"to have {words}"

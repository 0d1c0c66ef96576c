"""What the fold takes and gives: claims as it sees them, episodes as versions, findings. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from relgraph.dates import Day, When

NEVER: Day = -(10**7)
"""Before every day: an open first bound."""
FOREVER: Day = 10**7
"""After every day: an open last bound, and the end of what is still so as known."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as the fold sees it: resolved, dated, with its root (rule 11).

    `position` is that of its record and serves as its name. `b` is None for a birth or death. `withdrawn` and
    `replaced` are the days from which it was retracted or corrected.
    """

    position: int
    kind: str
    a: int
    b: int | None
    when: When | None
    stance: str
    published: Day
    root: str
    role: str
    hypothetical: bool = False
    withdrawn: Day | None = None
    replaced: Day | None = None
    unreviewed: bool = False
    detail: str | None = None


class Bounds(NamedTuple):
    """The first and last possible day of a start or an end; text and fuzziness of the narrowest claim."""

    earliest: Day | None = None
    latest: Day | None = None
    text: str | None = None
    approximate: bool = False


class End(NamedTuple):
    """An end: its bounds, how it stands, the kind that ended (None: not told)."""

    bounds: Bounds
    standing: str | None
    by: str | None


class Window(NamedTuple):
    """When a tie holds (rule 12), as half-open ranges of days; NEVER and FOREVER stand for open sides.

    no | unsaid or possibly | yes | possibly | unsaid | no
    """

    first: Day  # before it: no
    said_from: Day  # from it on at least `possibly`, before it `unsaid`
    sure_from: Day
    sure_to: Day  # [sure_from, sure_to): yes
    said_to: Day  # from it on `unsaid`
    last: Day  # from it on: no

    def holds(self, day: Day) -> str:
        """yes, possibly, unsaid or no."""
        if not self.first <= day < self.last:
            return "no"
        if self.sure_from <= day < self.sure_to:
            return "yes"
        return "possibly" if self.said_from <= day < self.said_to else "unsaid"

    def may(self) -> tuple[Day, Day]:
        """The days [from, to) on which it answers yes or possibly: the sure ones lie among or beside the said ones."""
        begin, end = min(self.said_from, self.sure_from), max(self.said_to, self.sure_to)
        return max(self.first, begin), min(self.last, end)


@dataclass(frozen=True, slots=True)
class Episode:
    """One run of a state, as known on some day.

    Of undirected kinds `a` < `b`. The positions name claims: those that support it, those that deny it, and
    those that set its start and its end.
    """

    kind: str
    a: int
    b: int
    number: int
    standing: str
    roots: int
    against: int
    start: Bounds
    end: End
    alleged_end: End | None
    void: bool
    unreviewed: bool
    last_published: Day
    window: Window
    supports: tuple[int, ...]
    denials: tuple[int, ...]
    start_by: tuple[int, ...]
    end_by: tuple[int, ...]


class Finding(NamedTuple):
    """A defect of the history, with the position of the claim that shows it."""

    finding: str
    position: int
    message: str


class Folded(NamedTuple):
    """What follows from a pair's claims as known on one day."""

    episodes: tuple[Episode, ...]
    findings: tuple[Finding, ...]


class Version(NamedTuple):
    """An episode, valid for the knowledge dates [known_from, known_to)."""

    episode: Episode
    known_from: Day
    known_to: Day

"""Who says that a tie has ended, and who says that it has not: the claims behind an end that is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold.line import days, extent, share
from relgraph.fold.model import FOREVER, NEVER, End, Episode, Said
from relgraph.kinds import KINDS, STATES


class Ending(NamedTuple):
    """Positions of claims: those that allege the end that an episode carries, and those that deny an end of it.

    A denial speaks against every end of its kind, whether that is reported or alleged.
    """

    alleging: tuple[int, ...] = ()
    denying: tuple[int, ...] = ()


def ending(said: Iterable[Said], episodes: Sequence[Episode], of: Episode, known: Day) -> Ending:
    """Who alleges the `alleged_end` of one of a pair's episodes, and who denies that it ended, as known on `known`."""
    acting = [claim for claim in said if _acts(claim, known)]
    alleging = [claim for claim in acting if claim.stance == "alleged" and _alleges(claim, of, episodes)]
    enders = {claim.kind for claim in acting if claim.position in of.end_by}
    kinds = ({claim.kind for claim in alleging} | enders) - STATES.keys()
    elsewhere = {position for episode in episodes for position in episode.denials}
    return Ending(
        tuple(claim.position for claim in alleging),
        tuple(
            claim.position
            for claim in acting
            if claim.stance == "denied" and claim.kind in kinds and claim.position not in elsewhere
        ),
    )


def _acts(claim: Said, known: Day) -> bool:
    gone = any(day is not None and day <= known for day in (claim.withdrawn, claim.replaced))
    return claim.published <= known and not claim.hypothetical and not gone


def _alleges(claim: Said, of: Episode, episodes: Iterable[Episode]) -> bool:
    """Whether an allegation shares days with the alleged end of an episode, and none with an end that is reported."""
    if of.alleged_end is None or not _can_end(claim, of.kind):
        return False
    if KINDS[claim.kind].parts and any(claim.position in episode.supports for episode in episodes):
        return False  # of a married couple it is the start of a separation
    first, last = _days_of(claim)
    told = [of.end] if of.end.standing is not None else []
    return _shares(first, last, of.alleged_end) and not any(_shares(first, last, end) for end in told)


def _can_end(claim: Said, state: str) -> bool:
    kind = KINDS[claim.kind]
    if claim.kind == state:
        return claim.when is not None and claim.when.end is not None
    return state in kind.ends or state in kind.also_ends or kind.parts


def _days_of(claim: Said) -> tuple[Day, Day]:
    """The days in which a claim puts an end; without a date any up to its publication."""
    if claim.when is not None and claim.when.end is not None and KINDS[claim.kind].starts:
        return days(claim.when.end, claim.published)
    return extent(claim.when, claim.published) or (NEVER, claim.published)


def _shares(first: Day, last: Day, end: End) -> bool:
    earliest, latest = end.bounds[:2]
    return share(first, last, NEVER if earliest is None else earliest, FOREVER if latest is None else latest)

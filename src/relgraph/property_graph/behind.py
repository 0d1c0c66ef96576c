"""The claims behind each version of a tie: those that support it or set a bound, and those that deny it.

They are named as known on the last day of the version. A famous pair has thousands of claims and as many versions,
and naming all in each would grow with the square: beyond `LONG` claims the versions that are known today name the
first MOST of each side, and earlier ones name none (every claim still leads to both parties).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold import FOREVER, fold_at
from relgraph.fold.model import Said
from relgraph.readmodel.settling import LONG

MOST = 100
"""Claims that a version names on either side, of a pair that has very many."""


class Behind(NamedTuple):
    """Positions of claims, in order."""

    claims: Sequence[int] = ()
    denials: Sequence[int] = ()


NOTHING = Behind()

Key = tuple[str, int, Day]
"""A version of a pair: kind, episode, the day from which on it is known otherwise."""


def behind(said: Sequence[Said], versions: Sequence[Key]) -> dict[Key, Behind]:
    """What stands behind each version of a pair of which all this is said."""
    days = {known_to for _, _, known_to in versions if known_to == FOREVER or len(said) <= LONG}
    found: dict[Key, Behind] = {}
    for day in days:
        for episode in fold_at(said, day - 1).episodes:
            claims = {*episode.supports, *episode.start_by, *episode.end_by}
            some = MOST if len(said) > LONG else None
            found[(episode.kind, episode.number, day)] = Behind(
                sorted(claims)[:some], sorted(episode.denials)[:some]
            )
    return found

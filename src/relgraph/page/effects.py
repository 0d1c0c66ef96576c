"""What each claim of a pair did, on each day of knowledge: the sentence that a claim's card ends with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold import fold_at
from relgraph.fold.model import FOREVER, Episode, Said
from relgraph.queries.ending import ending

_MOST = 60
"""Days of knowledge of one pair that are told apart; of a pair with more, the last ones."""


class Effect(NamedTuple):
    """What a claim did to an episode for the knowledge dates [known_from, known_to).

    `what` is start or end (a bound that it sets), supports, against; or, of an end that is alleged or denied,
    `alleges end`, `against alleged end`, `against end`.
    """

    known_from: Day
    known_to: Day
    what: str
    kind: str
    episode: int


_Did = tuple[str, str, int]


def effects(said: Sequence[Said], today: Day) -> dict[int, list[Effect]]:
    """The effects of a pair's claims, by their position in the log."""
    running: dict[int, dict[_Did, Day]] = {}
    done: dict[int, list[Effect]] = {}
    for day in _days(said, today):
        now = _at(said, day)
        for position in running.keys() | now.keys():
            before, after = running.setdefault(position, {}), now.get(position, set())
            for did in sorted(before.keys() - after):
                done.setdefault(position, []).append(Effect(before.pop(did), day, *did))
            for did in after - before.keys():
                before[did] = day
    for position, some in running.items():
        done.setdefault(position, []).extend(Effect(day, FOREVER, *did) for did, day in sorted(some.items()))
    return done


def _days(said: Iterable[Said], today: Day) -> list[Day]:
    """The days on which what is known changes."""
    days = {
        day for claim in said for day in (claim.published, claim.withdrawn, claim.replaced) if day is not None
    }
    return sorted(day for day in days if day <= today)[-_MOST:]


def _at(said: Sequence[Said], known: Day) -> dict[int, set[_Did]]:
    """What each claim does as known on a day."""
    found: dict[int, set[_Did]] = {}
    episodes = fold_at(said, known).episodes
    for episode in episodes:
        for what, positions in _roles(said, episodes, episode, known):
            for position in positions:
                found.setdefault(position, set()).add((what, episode.kind, episode.number))
    return found


def _roles(
    said: Sequence[Said], episodes: Sequence[Episode], episode: Episode, known: Day
) -> Iterable[tuple[str, Sequence[int]]]:
    moved = {*episode.start_by, *episode.end_by}
    end = ending(said, episodes, episode, known)
    yield "start", episode.start_by
    yield "end", episode.end_by
    yield "supports", [at for at in episode.supports if at not in moved]
    yield "against", [at for at in episode.denials if at not in moved]
    yield "alleges end", end.alleging
    yield "against alleged end" if episode.alleged_end else "against end", end.denying

"""What each claim of a pair did, on each day of knowledge: the sentence that a claim's card ends with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold import fold_at
from relgraph.fold.model import FOREVER, Episode, Said
from relgraph.queries.ending import ending

_MOST = 40_000
"""Claims of a pair times days of knowledge that are told apart: more takes seconds for one pair."""


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


class Effects(NamedTuple):
    """The effects of a pair's claims, by their position in the log; `since`: not those before that knowledge date."""

    done: dict[int, list[Effect]]
    since: Day | None


_Did = tuple[str, str, int]


def effects(said: Sequence[Said], today: Day) -> Effects:
    """What a pair's claims did; of a pair of which very much is told, as known on the last days only."""
    running: dict[int, dict[_Did, Day]] = {}
    done: dict[int, list[Effect]] = {}
    days = _days(said, today)
    kept = days[-max(1, _MOST // max(1, len(said))) :]
    for day in kept:
        now = _at(said, day)
        for position in running.keys() | now.keys():
            before, after = running.setdefault(position, {}), now.get(position, set())
            for did in sorted(before.keys() - after):
                done.setdefault(position, []).append(Effect(before.pop(did), day, *did))
            for did in after - before.keys():
                before[did] = day
    for position, some in running.items():
        done.setdefault(position, []).extend(Effect(day, FOREVER, *did) for did, day in sorted(some.items()))
    return Effects(done, None if len(kept) == len(days) else kept[0])


def _days(said: Iterable[Said], today: Day) -> list[Day]:
    """The days on which what is known changes."""
    days = {
        day for claim in said for day in (claim.published, claim.withdrawn, claim.replaced) if day is not None
    }
    return sorted(day for day in days if day <= today)


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

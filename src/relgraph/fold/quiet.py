"""Days that bring nothing new: a shorter way through the history of a famous pair.

Folding every day of publication afresh costs the square of a pair's claims. But most of what is printed of a famous
pair repeats what is known ("her husband", the same wedding day, one more denial): it adds a voice to an episode and
moves no bound. Such a day is told by the state of the day before. What is not plainly of that sort is folded; that
both ways give the same is a law in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from relgraph.dates import Day
from relgraph.fold.episodes import Line
from relgraph.fold.line import backwards, days, extent
from relgraph.fold.model import FOREVER, NEVER, Episode, Said
from relgraph.fold.run import NEW_AFTER, Run
from relgraph.fold.standing import FIRM, ladder, roots
from relgraph.kinds import KINDS, STATES

Key = tuple[str, int, int, int]
"""An episode: its state, its parties, its number."""


Saying = tuple[tuple[object, ...] | None, Day]
"""What two claims share that say the same, and the last day that a claim speaks of."""


def key_of(episode: Episode) -> Key:
    """What an episode is called within its pair."""
    return episode.kind, episode.a, episode.b, episode.number


class Known:
    """The episodes of a pair as known on a day, and what further claims can join without moving a bound.

    `memory` keeps what each claim says, from one fold of the pair to the next.
    """

    def __init__(
        self,
        told: Iterable[Said],
        episodes: Sequence[Episode],
        lines: Sequence[Line],
        memory: dict[int, Saying],
    ) -> None:
        self.episodes: dict[Key, Episode] = {key_of(e): e for e in episodes}
        self._told = {said.position: said for said in told}
        self._supports: dict[Key, list[Said]] = {}
        self._denials: dict[Key, list[Said]] = {}
        self._joined: dict[
            int, list[tuple[Key, bool]]
        ] = {}  # claim -> the episodes it supports (or ends: False)
        for key, episode in self.episodes.items():
            self._supports[key] = [self._told[position] for position in episode.supports]
            self._denials[key] = [self._told[position] for position in episode.denials]
            if episode.standing == "retracted":
                continue  # who says it again says it anew
            for position in episode.supports:
                self._joined.setdefault(position, []).append((key, True))
            for position in episode.end_by:
                if position not in episode.supports and _ends_itself(self._told[position], episode.kind):
                    self._joined.setdefault(position, []).append((key, False))
        self._twins: dict[tuple[object, ...], int] = {}
        self._end_denied = False
        self._horizon = NEVER  # the last day that any claim speaks of
        for said in self._told.values():
            self._end_denied |= said.stance == "denied" and not KINDS[said.kind].starts
            saying = memory.get(said.position)
            if saying is None:
                saying = memory[said.position] = (_sameness(said), _last_day(said))
            twin, last = saying
            self._horizon = max(self._horizon, last)
            if twin and said.position in self._joined:
                self._twins.setdefault(twin, said.position)
        self._open: dict[tuple[str, int, int], tuple[Key, Run, bool]] = {}
        self._alleged_wedding = False
        for line in lines:
            self._alleged_wedding |= line.state == "marriage" and bool(line.alleged)
            self._find_open(line)

    def _find_open(self, line: Line) -> None:
        """Remember the last run of a line that does not fade, if it is open and nothing is alleged of its end."""
        runs = sorted([*line.told, *line.alleged], key=lambda run: run.day)
        if not runs or STATES[line.state].fades or line.gone or line.deaths or line.alleged_deaths:
            return
        run = runs[-1]
        if run.end is None and run.closed_on == FOREVER and (run.starts or run.seen) and not run.alleged_ends:
            self._open[line.state, line.a, line.b] = (
                (line.state, line.a, line.b, len(runs)),
                run,
                run in line.told,
            )

    def hear(self, told: Sequence[Said]) -> bool:
        """Take the claims of one more day, later than all before, if each only repeats; False if one does not.

        After False the state is of no more use: the day is to be folded.
        """
        for said in told:
            self._told[said.position] = said
        return all(self._hear(said) for said in told)

    def _hear(self, said: Said) -> bool:
        if said.hypothetical:
            return True
        if said.withdrawn is not None or said.replaced is not None or said.b is None:
            return False
        if said.stance == "denied":
            return self._hear_denial(said)
        twin = self._twins.get(_sameness(said) or ())
        if twin is None:
            return said.when is None and self._hear_sighting(said)
        joined = self._joined[twin]
        if said.stance == "confirmed" and (self._end_denied or any(self._denials[key] for key, _ in joined)):
            return False  # a later oath may outweigh a denial
        for key, supports in joined:
            self._join(key, said, supports)
        return True

    def _hear_sighting(self, said: Said) -> bool:
        key, run, reported = self._open.get(_line(said), (None, None, False))
        if key is None or run is None or said.published <= max(run.start[1], self._horizon):
            return False
        if said.stance in FIRM and (not reported or said.kind == "separation"):
            return False
        if said.stance not in FIRM and self._alleged_wedding:
            return False
        if said.stance == "confirmed" and self._denials[key]:
            return False
        self._join(key, said, True)
        return True

    def _join(self, key: Key, said: Said, supports: bool) -> None:
        episode = self.episodes[key]
        if supports:
            self._supports[key].append(said)
            episode = replace(
                episode, roots=roots(self._supports[key]), unreviewed=episode.unreviewed and said.unreviewed
            )
        self.episodes[key] = replace(episode, last_published=max(episode.last_published, said.published))

    def _hear_denial(self, said: Said) -> bool:
        if said.when is not None or said.kind not in STATES or said.kind == "marriage":
            return False
        if any(episode.end.by == said.kind for episode in self.episodes.values()):
            return False
        line = _line(said)
        row = [key for key, e in self.episodes.items() if key[:3] == line and e.standing != "retracted"]
        if row:
            key = max(row)
            self._denials[key].append(said)
            self.episodes[key] = replace(
                self.episodes[key],
                standing=ladder(self._supports[key], self._denials[key]),
                against=roots(self._denials[key]),
                last_published=max(self.episodes[key].last_published, said.published),
            )
        return True


def _line(said: Said) -> tuple[str, int, int]:
    assert said.b is not None
    kind = STATES.get(said.kind)
    a, b = (said.a, said.b) if (kind and kind.directed) or said.a < said.b else (said.b, said.a)
    return said.kind, a, b


def _sameness(said: Said) -> tuple[object, ...] | None:
    """What two dated claims share if they say the same; None if a claim's day of publication matters as well."""
    kind, when = KINDS[said.kind], said.when
    if when is None or when.ongoing or (when.start is None and when.end is None) or backwards(said):
        return None
    if said.hypothetical or said.stance == "denied" or not (kind.starts or kind.ends):
        return None
    start = days(when.start, said.published) if when.start else None
    end = days(when.end, said.published) if when.end else None
    fades = kind.fades or said.kind == "reconciliation"  # which may start dating
    if fades and said.published - max(edge[1] for edge in (start, end) if edge) <= NEW_AFTER:
        return None  # its publication is a sighting
    return *_line(said), said.stance, when.text, start, end, extent(when, said.published), said.detail


def _ends_itself(said: Said, state: str) -> bool:
    """Whether a claim ends a state in its own words, and not at second hand."""
    return said.kind == state or state in KINDS[said.kind].ends


def _last_day(said: Said) -> Day:
    """The last day that a claim speaks of; without a date, the day before it was seen."""
    when = said.when
    edges = [edge for edge in (when.start, when.end) if edge] if when else []
    return max([said.published - 1, *(days(edge, said.published)[1] for edge in edges)])

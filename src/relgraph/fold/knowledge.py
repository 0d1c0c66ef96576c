"""Rule 13: what follows from a pair's claims as known on a day, and how that changes from day to day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold.couple import Couple, days_of
from relgraph.fold.death import Death, death_of, in_time, until_then
from relgraph.fold.episodes import Line, episodes_of
from relgraph.fold.line import Item, backwards, end_item, start_items
from relgraph.fold.model import FOREVER, NEVER, Episode, Finding, Folded, Said, Version
from relgraph.fold.quiet import Key, Known, Saying, key_of
from relgraph.fold.rumour import walk_beside
from relgraph.fold.run import Run
from relgraph.fold.standing import FIRM
from relgraph.fold.walk import Walk
from relgraph.kinds import COUPLE_STATES, KINDS, STATES

_COUPLE_KINDS = frozenset(
    name
    for name, kind in KINDS.items()
    if name in ("breakup", "reconciliation")
    or (kind.starts and kind.couple)
    or any(state in COUPLE_STATES for state in kind.ends)
)


def fold_at(said: Sequence[Said], known: Day) -> Folded:
    """What follows from the claims of one pair as known on that day: episodes and Findings."""
    tiers = _tiers(said, known)
    scene = _Scene(tiers)
    episodes, findings = _episodes(tiers, scene)
    return Folded(episodes, _findings(tiers, scene, episodes, findings))


def versions(said: Sequence[Said], since: Day = NEVER) -> list[Version]:
    """All versions of a pair's episodes, for every knowledge date from `since` on."""
    return history(said, since)[0]


def history(said: Sequence[Said], since: Day = NEVER) -> tuple[list[Version], tuple[Finding, ...]]:
    """The versions of a pair's episodes for every knowledge date from `since` on, and the Findings of the last.

    What is known changes only on a day on which something is published, and a version runs for as long as nothing
    of its episode changes. The episodes name no claims here: a list of them in each version would grow with the
    square of a famous pair's claims (`fold_at` names them, for any day).
    """
    told = _by_day(said, since)
    record = _Record()
    known: Known | None = None
    memory: dict[int, Saying] = {}
    days = sorted(told)
    for n, day in enumerate(days):
        if known is None or told[day] is None or not known.hear(told[day] or ()):
            tiers = _tiers(said, day)
            scene = _Scene(tiers)
            episodes, findings = _episodes(tiers, scene)
            if n == len(days) - 1:
                record.note(day, [_nameless(episode) for episode in episodes])
                return record.versions(), _findings(tiers, scene, episodes, findings)
            known = (
                Known((s for s in said if s.published <= day), episodes, scene.lines, memory)
                if len(days) > _FEW
                else None
            )
            record.note(day, [_nameless(episode) for episode in episodes])
        else:
            record.note(day, [_nameless(episode) for episode in known.episodes.values()])
    return record.versions(), fold_at(said, days[-1]).findings if days else ()


_FEW = 8
"""Days of publication from which looking for quiet ones pays."""


def _by_day(said: Sequence[Said], since: Day) -> dict[Day, list[Said] | None]:
    """The days on which what is known changes, from `since` on, and what each brings; None: more than new claims."""
    told: dict[Day, list[Said] | None] = {}
    for claim in said:
        day = max(claim.published, since)
        new = told.setdefault(day, [])
        if new is not None:
            new.append(claim)
    for claim in said:
        for change in (claim.withdrawn, claim.replaced):
            if change is not None:
                told[max(change, since)] = None
    return told


def _nameless(episode: Episode) -> Episode:
    return replace(episode, supports=(), denials=(), start_by=(), end_by=())


class _Record:
    """Versions in the making: what ran from which day, and what is done."""

    def __init__(self) -> None:
        self._done: list[Version] = []
        self._running: dict[Key, tuple[Episode, Day]] = {}

    def note(self, day: Day, episodes: Sequence[Episode]) -> None:
        """Take what is known from that day on."""
        now = {key_of(episode): episode for episode in episodes}
        for key, (episode, start) in list(self._running.items()):
            if now.get(key) != episode:
                self._done.append(Version(episode, start, day))
                del self._running[key]
        for key, episode in now.items():
            self._running.setdefault(key, (episode, day))

    def versions(self) -> list[Version]:
        """All of them, by episode and day."""
        running = [Version(episode, start, FOREVER) for episode, start in self._running.values()]
        return sorted([*self._done, *running], key=lambda v: (*key_of(v.episode), v.known_from))


def _episodes(tiers: _Tiers, scene: _Scene) -> tuple[tuple[Episode, ...], list[Finding]]:
    original = {s.position: s for s in (*tiers.firm, *tiers.alleged, *tiers.gone, *tiers.dead)}
    return episodes_of(scene.lines, tiers.denials, original, scene.state_denied)


def _findings(
    tiers: _Tiers, scene: _Scene, episodes: Sequence[Episode], found: Sequence[Finding]
) -> tuple[Finding, ...]:
    findings = list(found)
    findings += (
        Finding(
            "ends before it starts", s.position, "it ends before it starts, and counts as told without a day"
        )
        for s in (*tiers.firm, *tiers.alleged)
        if backwards(s)
    )
    findings += (
        Finding("after death", s.position, "told of a day on which one of the two was dead")
        for s in scene.late
    )
    findings += (
        Finding("observed outside", item.said.position, "outside the days of that tie: it changes no date")
        for item in scene.outside
    )
    heard = {position for episode in episodes for position in (*episode.supports, *episode.end_by)}
    heard |= {position for line in scene.lines for run in line.told for position in _used(run)}
    heard |= {finding.position for finding in findings}
    findings += (
        Finding("no effect", s.position, "it changes no date and supports no tie")
        for s in tiers.firm
        if s.position not in heard and s.kind in _ACTING
    )
    return tuple(sorted(set(findings), key=lambda f: (f.position, f.finding)))


class _Scene:
    """The lines of a pair as known on a day: its couple states, and each of its other states."""

    def __init__(self, tiers: _Tiers) -> None:
        self.lines: list[Line] = []
        self.outside: list[Item] = []
        self.late: list[Said] = []
        self._couple: Couple | None = None
        self._deaths = {who: death for who, told in tiers.deaths.items() if (death := death_of(told))}
        rumoured = {
            who: death_of([*tiers.deaths.get(who, ()), *told]) for who, told in tiers.alleged_deaths.items()
        }
        self._rumoured = {**self._deaths, **{who: death for who, death in rumoured.items() if death}}
        self._lay_couple(tiers)
        others = sorted(
            {_key(s) for s in (*tiers.firm, *tiers.alleged, *tiers.gone) if s.kind not in _COUPLE_KINDS}
        )
        for key in others:
            self._lay_other(key, tiers)

    # ---- the couple

    def _lay_couple(self, tiers: _Tiers) -> None:
        firm, alleged, gone = (
            [s for s in told if s.kind in _COUPLE_KINDS] for told in (tiers.firm, tiers.alleged, tiers.gone)
        )
        if not (firm or alleged or gone):
            return
        pair = next(iter((*firm, *alleged, *gone)))
        assert pair.b is not None
        a, b = sorted((pair.a, pair.b))
        deaths, rumoured = list(self._deaths.values()), list(self._rumoured.values())
        told = self._couple_of(firm, None, deaths)
        said = self._couple_of(alleged, told, rumoured) if alleged else told
        withdrawn = self._couple_of(gone, said, rumoured, heard=False) if gone else None
        self._couple = said
        self.outside += told.outside
        for state in sorted(COUPLE_STATES):
            runs = told.runs.get(state, [])
            rumours = said.runs.get(state, []) if said is not told else []
            lost = withdrawn.runs.get(state, []) if withdrawn else []
            if runs or rumours or lost:
                self.lines.append(Line(state, a, b, runs, rumours, lost, deaths, rumoured))

    def _couple_of(
        self, told: list[Said], base: Couple | None, deaths: Sequence[Death], *, heard: bool = True
    ) -> Couple:
        """A tier of the couple without what comes too late; who is first named after a death was one until then."""
        acting, late = in_time(told, deaths)
        couple = Couple(acting, base, heard=heard)
        named = [s for s in late if s.when is None and s.kind in STATES and not couple.all(s.kind)]
        if named:
            couple = Couple([*acting, *(until_then(s, deaths) for s in named)], base, heard=heard)
        if base is None:
            self.late += (s for s in late if s not in named)
        return couple

    # ---- the other states

    def _lay_other(self, key: tuple[str, int, int], tiers: _Tiers) -> None:
        state, a, b = key
        mortal = state in KINDS["death"].also_ends
        deaths = [self._deaths[a]] if mortal and a in self._deaths else []
        rumoured = [self._rumoured[a]] if mortal and a in self._rumoured else []
        line = Line(state, a, b, [], deaths=deaths, alleged_deaths=rumoured)
        fades = STATES[state].fades
        walk = Walk(
            self._items(state, [s for s in tiers.firm if _key(s) == key], deaths, line.told), fades=fades
        )
        line.told = walk.runs
        self.outside += walk.outside
        for told, into, heard in ((tiers.alleged, line.alleged, True), (tiers.gone, line.gone, False)):
            items = self._items(
                state, [s for s in told if _key(s) == key], rumoured, line.told, reported=False
            )
            if items:
                beside = sorted([*line.told, *line.alleged], key=lambda run: run.day)
                into += walk_beside(items, beside, fades=fades, heard=heard)
        self.lines.append(line)

    def _items(
        self,
        state: str,
        told: list[Said],
        deaths: Sequence[Death],
        runs: Sequence[Run],
        reported: bool = True,
    ) -> list[Item]:
        acting, late = in_time(told, deaths)
        if late and not runs and not any(s.kind == state for s in acting):
            named = [s for s in late if s.when is None and s.kind == state]
            acting += (until_then(s, deaths) for s in named)
            late = [s for s in late if s not in named]
        if reported:
            self.late += late
        return [
            item for s in acting for item in (start_items(s) if s.kind == state else [end_item(s, s.kind)])
        ]

    # ---- denials

    def state_denied(self, denial: Said) -> str | None:
        """The state that a denial speaks of; None if it speaks of an end."""
        if denial.kind in ("breakup", "reconciliation"):
            married = self._couple is not None and self._couple.married(*days_of(denial))
            parted, made_up = ("separation", None) if married else (None, "dating")
            return parted if denial.kind == "breakup" else made_up
        return denial.kind if denial.kind in STATES else None


def _key(said: Said) -> tuple[str, int, int]:
    """The line of a claim that is not of a couple state: the state and its parties, in order if it has no direction."""
    kind = KINDS[said.kind]
    state = kind.name if kind.starts else kind.ends[0] if kind.ends else ""
    assert said.b is not None
    a, b = (said.a, said.b) if state and STATES[state].directed else sorted((said.a, said.b))
    return state, a, b


_ACTING = frozenset(name for name, kind in KINDS.items() if kind.starts or kind.ends or name == "breakup")


def _used(run: Run) -> Iterator[int]:
    for items in (run.starts, run.seen, run.ends, run.was):
        for item in items:
            yield item.said.position
    if run.hand:
        yield run.hand.said.position


class _Tiers(NamedTuple):
    """The claims of a pair as known on a day, by what they do."""

    firm: list[Said]
    alleged: list[Said]
    denials: list[Said]
    gone: list[Said]  # retracted
    deaths: dict[int, list[Said]]
    alleged_deaths: dict[int, list[Said]]

    @property
    def dead(self) -> Iterator[Said]:
        """The claims of deaths."""
        return (s for deaths in (self.deaths, self.alleged_deaths) for told in deaths.values() for s in told)


def _tiers(said: Sequence[Said], known: Day) -> _Tiers:
    tiers = _Tiers([], [], [], [], {}, {})
    for claim in said:
        if claim.published > known or claim.hypothetical:
            continue
        if claim.replaced is not None and claim.replaced <= known:
            continue
        withdrawn = claim.withdrawn is not None and claim.withdrawn <= known
        if claim.stance == "denied":
            if not withdrawn:
                tiers.denials.append(claim)
        elif claim.kind == "death":
            if not withdrawn:
                deaths = tiers.deaths if claim.stance in FIRM else tiers.alleged_deaths
                deaths.setdefault(claim.a, []).append(claim)
        elif claim.b is not None and claim.kind in _ACTING:
            if withdrawn:
                tiers.gone.append(claim)
            else:
                (tiers.firm if claim.stance in FIRM else tiers.alleged).append(claim)
    return tiers

"""The laws of the fold, held against random histories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from relgraph.fold import FOREVER, NEVER, Episode, Folded, Said, Version, fold_at, history, versions
from relgraph.fold.model import Window
from relgraph.kinds import KINDS
from tests.histories import claim, histories, numbered, repetitive


def seen(folded: Folded) -> list[tuple[object, ...]]:
    """All of a fold that people can see: everything but the positions in the log."""
    return sorted((_seen(e) for e in folded.episodes), key=repr)


def _seen(episode: Episode) -> tuple[object, ...]:
    return tuple(getattr(replace(episode, supports=(), denials=(), start_by=(), end_by=()), f) for f in (
        "kind", "a", "b", "number", "standing", "roots", "against", "start", "end", "alleged_end", "void",
        "unreviewed", "last_published", "window"))  # fmt: skip


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(told: list[Said], random: Random) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    assert seen(fold_at(numbered(shuffled), FOREVER)) == seen(fold_at(told, FOREVER))


@given(histories(), st.integers(0, 4800))
def test_what_was_known_on_a_day_follows_from_what_was_published_by_then(
    told: list[Said], after: int
) -> None:
    known = 730120 + after  # 2000-01-01 and later
    by_then = [
        replace(s, withdrawn=s.withdrawn if s.withdrawn is not None and s.withdrawn <= known else None)
        for s in told
        if s.published <= known
    ]
    assert fold_at(told, known) == fold_at(by_then, FOREVER)


def nameless(episodes: Iterable[Episode]) -> list[Episode]:
    """Episodes without the claims that versions do not name."""
    return sorted((replace(e, supports=(), denials=(), start_by=(), end_by=()) for e in episodes), key=repr)


@given(histories(), st.integers(0, 4800))
def test_a_version_says_what_the_fold_of_its_days_says(told: list[Said], after: int) -> None:
    known = 730120 + after
    now = [v.episode for v in versions(told) if v.known_from <= known < v.known_to]
    assert nameless(now) == nameless(fold_at(told, known).episodes)


@given(repetitive())
def test_quiet_days_change_nothing_but_who_says_so(told: list[Said]) -> None:
    all_versions = versions(told)
    for known in {s.published for s in told}:
        now = [v.episode for v in all_versions if v.known_from <= known < v.known_to]
        assert nameless(now) == nameless(fold_at(told, known).episodes)


@given(histories(), st.integers(0, 4800))
def test_versions_from_a_day_on_are_the_later_part_of_all_versions(told: list[Said], after: int) -> None:
    since = 730120 + after
    later = {
        Version(v.episode, max(v.known_from, since), v.known_to) for v in versions(told) if v.known_to > since
    }
    assert set(versions(told, since)) == later
    assert history(told, since)[1] == fold_at(told, FOREVER).findings


@given(histories(most=10), st.lists(claim(), max_size=4))
def test_allegations_denials_and_plans_move_no_bound_of_a_reported_tie(
    told: list[Said], more: list[Said]
) -> None:
    firm = [
        s
        for s in told
        if s.stance in ("reported", "confirmed") and not s.hypothetical and s.withdrawn is None
    ]
    soft = [
        replace(s, stance="alleged") if n % 2 else replace(s, stance="denied") for n, s in enumerate(more)
    ]
    soft += [replace(s, stance="reported", hypothetical=True) for s in more]
    before = fold_at(numbered(firm), FOREVER).episodes
    after = fold_at(numbered([*firm, *(replace(s, withdrawn=None) for s in soft)]), FOREVER).episodes
    reported = [e for e in after if e.standing in ("reported", "confirmed", "disputed")]
    assert [(e.kind, e.a, e.b, e.start, e.end.bounds, e.end.by, e.window) for e in reported] == [
        (e.kind, e.a, e.b, e.start, e.end.bounds, e.end.by, e.window) for e in before
    ]


@given(histories(most=25))
def test_the_fold_never_raises_and_its_bounds_are_in_order(told: list[Said]) -> None:
    for episode in fold_at(told, FOREVER).episodes:
        for bounds in (episode.start, episode.end.bounds):
            assert (bounds.earliest or NEVER) <= (bounds.latest or FOREVER)
        window = episode.window
        assert window.first <= window.last
        assert (episode.start.earliest or NEVER) <= (episode.end.bounds.latest or FOREVER)


@given(histories())
def test_no_reported_claim_is_silent(told: list[Said]) -> None:
    folded = fold_at(told, FOREVER)
    heard = {p for e in folded.episodes for p in (*e.supports, *e.end_by, *e.start_by)}
    heard |= {finding.position for finding in folded.findings}
    for said in told:
        kind = KINDS[said.kind]
        acts = (kind.starts or kind.ends or kind.name == "breakup") and not said.hypothetical
        if acts and said.stance in ("reported", "confirmed") and said.withdrawn is None:
            assert said.position in heard


@given(histories())
def test_a_tie_is_unreviewed_while_all_that_supports_it_is(told: list[Said]) -> None:
    waits = {said.position: said.unreviewed for said in told}
    for episode in fold_at(told, FOREVER).episodes:
        assert episode.unreviewed == all(waits[position] for position in episode.supports)


@given(histories())
def test_who_has_reviewed_moves_no_bound(told: list[Said]) -> None:
    reviewed = [replace(said, unreviewed=False) for said in told]
    as_if = [replace(e, unreviewed=False) for e in fold_at(told, FOREVER).episodes]
    assert as_if == list(fold_at(reviewed, FOREVER).episodes)


@given(histories(), st.data())
def test_what_is_told_twice_by_one_voice_is_told_once(told: list[Said], data: st.DataObject) -> None:
    plain = [said for said in told if said.kind not in ("breakup", "reconciliation")]  # read by what is there
    if plain:
        again = [*told, data.draw(st.sampled_from(plain))]
        assert seen(fold_at(numbered(again), FOREVER)) == seen(fold_at(told, FOREVER))


@given(histories(), st.integers(-400, 6000))
def test_the_days_on_which_a_tie_holds_or_may_hold_are_one_range(told: list[Said], after: int) -> None:
    day = 730120 + after
    for first, said_from, sure_from, sure_to, said_to, last in (
        e.window for e in fold_at(told, FOREVER).episodes
    ):
        may = max(first, min(said_from, sure_from)) <= day < min(last, max(said_to, sure_to))
        holds = Window(first, said_from, sure_from, sure_to, said_to, last).holds(day)
        assert may == (holds in ("yes", "possibly"))

"""Who is who follows from what was declared and judged, in whatever order it came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.identity import (
    ALIAS,
    EXACT,
    NEW,
    Judgement,
    Known,
    Resolution,
    Seat,
    canonical,
    judged,
    owners,
    resolve,
)

OWN = "p:ann-vale"


@pytest.mark.parametrize(
    ("known", "apart", "expected"),
    [
        (Known(), set(), Resolution(OWN, NEW)),
        (Known(described=True), set(), Resolution(OWN, EXACT)),
        (Known(named=frozenset({"ann"})), set(), Resolution("ann", EXACT)),
        (Known(named=frozenset({"ann"}), described=True), set(), Resolution("ann", EXACT)),
        (Known(named=frozenset({"ann", "ann2"})), set(), Resolution(OWN, NEW)),
        (Known(aliased=frozenset({"ann"})), set(), Resolution("ann", ALIAS)),
        (Known(aliased=frozenset({"ann", "bob"})), set(), Resolution(OWN, NEW)),
        (Known(aliased=frozenset({"ann"}), described=True), set(), Resolution(OWN, EXACT)),
        (Known(named=frozenset({"ann"}), aliased=frozenset({"bob"})), set(), Resolution("ann", EXACT)),
        (Known(named=frozenset({"ann"})), {"ann"}, Resolution(OWN, NEW)),
        (Known(named=frozenset({"ann", "ann2"})), {"ann2"}, Resolution("ann", EXACT)),
        (Known(aliased=frozenset({"ann"})), {"ann"}, Resolution(OWN, NEW)),
    ],
)
def test_a_bare_name_leads_to_the_one_it_can_mean_and_else_stands_for_itself(
    known: Known, apart: set[str], expected: Resolution
) -> None:
    assert resolve(OWN, known, apart) == expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ([], {}),
        ([{"nat"}], {"nat": "nat"}),
        ([{"wikidata:Q1", "imdb:nm1"}], {"wikidata:Q1": "imdb:nm1", "imdb:nm1": "imdb:nm1"}),
        (
            [{"wikidata:Q1", "imdb:nm1"}, {"wikidata:Q1", "nat"}],
            {"wikidata:Q1": "nat", "imdb:nm1": "nat", "nat": "nat"},
        ),
        (
            [{"wikidata:Q1", "nat"}, {"wikidata:Q1", "natalie"}],
            {"wikidata:Q1": "nat", "nat": "nat", "natalie": "natalie"},
        ),
        ([{"a:1", "b:1"}, {"c:1", "d:1"}], {"a:1": "a:1", "b:1": "a:1", "c:1": "c:1", "d:1": "c:1"}),
        (
            [{"a:1", "b:1"}, {"c:1", "d:1"}, {"b:1", "c:1"}],
            {"a:1": "a:1", "b:1": "a:1", "c:1": "a:1", "d:1": "a:1"},
        ),
    ],
)
def test_ids_that_were_declared_together_are_ids_of_one_and_own_ids_stay_apart(
    declared: list[set[str]], expected: dict[str, str]
) -> None:
    assert owners(declared) == expected
    assert owners(reversed(declared)) == expected


def said(
    id: str, judgement: str, a: str, b: str, at: str = "2024-01-01", undoes: str | None = None
) -> Judgement:
    return Judgement(id, at, judgement, a, b, undoes)


@pytest.mark.parametrize(
    ("judgements", "groups", "contradicting"),
    [
        ([], [], ()),
        ([said("1", "same", "a", "b")], [{"a", "b"}], ()),
        ([said("1", "same", "a", "b"), said("2", "same", "b", "c")], [{"a", "b", "c"}], ()),
        ([said("1", "unsure", "a", "b")], [], ()),
        ([said("1", "same", "a", "b"), said("2", "different", "a", "b")], [], ("1",)),
        (
            [
                said("1", "same", "a", "b", at="2024-01-01"),
                said("2", "same", "b", "c", at="2024-01-02"),
                said("3", "different", "a", "c", at="2024-01-03"),
            ],
            [{"a", "b"}],
            ("2",),
        ),
        ([said("1", "same", "a", "b"), said("2", "same", "a", "b", undoes="1")], [], ()),
        (
            [
                said("1", "same", "a", "b"),
                said("2", "same", "a", "b", undoes="1"),
                said("3", "same", "a", "b", undoes="2"),
            ],
            [{"a", "b"}],
            (),
        ),
        ([said("1", "same", "a", "b"), said("2", "different", "a", "b"), said("3", "same", "a", "b", undoes="2")],
         [{"a", "b"}], ()),
        ([said("1", "same", "a", "a")], [], ()),
        ([said("1", "different", "a", "a"), said("2", "same", "a", "b")], [{"a", "b"}], ()),
        ([said("1", "same", "a", "b", undoes="gone")], [], ()),
    ],
)  # fmt: skip
def test_different_beats_same_and_what_is_taken_back_is_as_never_said(
    judgements: list[Judgement], groups: list[set[str]], contradicting: tuple[str, ...]
) -> None:
    found = judged(judgements)
    assert [set(group) for group in found.groups] == groups
    assert found.contradicting == contradicting


_judgements = st.lists(
    st.builds(
        Judgement,
        st.uuids().map(str),
        st.sampled_from(["2024-01-01", "2024-01-02"]),
        st.sampled_from(["same", "same", "different", "unsure"]),
        st.sampled_from("abcde"),
        st.sampled_from("abcde"),
    ),
    max_size=12,
    unique_by=lambda judgement: judgement.id,
)


@given(_judgements, st.randoms(use_true_random=False))
def test_the_order_of_judgements_does_not_matter_and_no_group_holds_two_judged_apart(
    judgements: list[Judgement], random: object
) -> None:
    found = judged(judgements)
    shuffled = list(judgements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judged(shuffled) == found
    for group in found.groups:
        assert not any(pair <= group for pair in found.apart)


def test_an_undo_works_whatever_the_clock_said() -> None:
    later = said("1", "same", "a", "b", at="2024-06-01")
    undo = said("2", "same", "a", "b", at="2023-01-01", undoes="1")
    assert judged([later, undo]).groups == ()


def test_the_first_id_that_something_names_stands_for_a_group_and_unknown_entities_are_passed_over() -> None:
    groups = [frozenset({"a", "b", "c"}), frozenset({"x", "y"})]
    seats = {
        "a": Seat(True, "a", 7),
        "b": Seat(False, "b", 5),
        "c": Seat(False, "c", 3),
        "x": Seat(False, "x", 1),
    }
    assert canonical(groups, seats) == {7: 5, 3: 5}

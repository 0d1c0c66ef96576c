"""Chains of ties."""

from __future__ import annotations

from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from relgraph.fold.model import Window
from relgraph.queries.path import Chains, path
from relgraph.queries.rows import STANDINGS
from tests.asking import MAYBE, OVER, SURE, add_tie, empty, entities


def brute_force(links: set[tuple[int, int]], a: int, b: int, longest: int) -> int | None:
    """The length of a shortest chain, by walking all of the graph."""
    reached, edge = {a}, {a}
    for length in range(longest + 1):
        if b in reached:
            return length
        edge = {y for x, y in links | {(y, x) for x, y in links} if x in edge} - reached
        reached |= edge
    return None


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(1, 9), st.sampled_from([SURE, MAYBE, OVER]),
                  st.sampled_from(["marriage", "dating"]), st.sampled_from(STANDINGS)),
        max_size=16,
    ),
    st.booleans(),
    st.sampled_from([(), ("marriage",)]),
    st.integers(1, 6),
)  # fmt: skip
def test_a_path_is_as_short_as_any_over_ties_that_hold(
    given: list[tuple[int, int, Window, str, str]], sure: bool, kinds: tuple[str, ...], longest: int
) -> None:
    with closing(empty()) as db:
        entities(db, 9)
        links = set()
        for episode, (a, b, window, kind, standing) in enumerate(given):
            if a != b:
                add_tie(db, min(a, b), max(a, b), kind, window, standing, episode=episode)
                usable = window is SURE or (window is MAYBE and not sure)
                if usable and standing not in ("denied", "retracted") and (not kinds or kind in kinds):
                    links.add((a, b))
        chains = Chains(120, 50, kinds, sure)
        for a, b in ((1, 2), (1, 9), (3, 3)):
            found = path(db, a, b, chains, longest)
            assert (None if found is None else len(found)) == brute_force(links, a, b, longest)
            assert not found or [found[0].near, found[-1].far] == [a, b]
            assert all(
                one.far == other.near for one, other in zip(found or [], (found or [])[1:], strict=False)
            )
            assert found == path(db, a, b, chains, longest)
            back = path(db, b, a, chains, longest)
            assert (back is None) == (found is None) and len(back or []) == len(found or [])


def test_of_two_shortest_paths_the_surer_one_is_taken() -> None:
    with closing(empty()) as db:
        entities(db, 5)
        for through, standing in ((2, "alleged"), (3, "reported"), (4, "confirmed")):
            add_tie(db, 1, through, "marriage", MAYBE if through == 4 else SURE, standing)
            add_tie(db, through, 5, "dating", SURE, standing)
        found = path(db, 1, 5, Chains(120, 50))
        assert found and found[0].other.name == "Name 03"
        assert next(tie.other.name for tie in path(db, 1, 5, Chains(120, 50, sure=True)) or []) == "Name 03"


def test_a_path_can_be_kept_to_persons_between_its_ends() -> None:
    with closing(empty()) as db:
        entities(db, 4, ["person", "person", "work", "person"])
        add_tie(db, 1, 3, "performance", SURE)
        add_tie(db, 2, 3, "performance", SURE)
        add_tie(db, 1, 4, "marriage", SURE)
        add_tie(db, 2, 4, "friendship", SURE)
        any_way, persons = Chains(120, 50), Chains(120, 50, persons=True)
        db.execute("UPDATE version SET standing = 'alleged' WHERE kind = 'friendship'")
        assert [tie.far for tie in path(db, 1, 2, any_way) or []] == [3, 2]
        assert [tie.far for tie in path(db, 1, 2, persons) or []] == [4, 2]
        assert [tie.far for tie in path(db, 4, 3, persons) or []] == [1, 3]

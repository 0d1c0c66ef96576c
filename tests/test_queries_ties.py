"""Ties and pairs on a day, and the words for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.fold.model import FOREVER, NEVER, Window
from relgraph.ingest import open_store, retract
from relgraph.kinds import STATES
from relgraph.queries.pairs import Asked as AskedOfPairs
from relgraph.queries.pairs import count, pairs
from relgraph.queries.phrases import phrase, predicate
from relgraph.queries.rows import HOLDS, STANDINGS, Tie, ties_of
from relgraph.queries.ties import EVERYTHING, Asked, ties
from relgraph.queries.voices import voices
from tests.asking import SURE, TODAY, add_tie, empty, entities, no, story, windows
from tests.shell import doc, on, says

LIFE = [
    doc("2010-01-05", says("marriage", "Ann Vale", "Bob Reed", "2001-02-03/2005")),
    doc("2010-01-05", says("marriage", "Ann Vale", "Dan Frost", "2009-05-01"), source="Post"),
    doc("2010-02-01", says("dating", "Ann Vale", "Cy Hart", "2008-03"), source="Post"),
    doc("2010-02-02", says("affair", "Ann Vale", "Ed Moss", stance="alleged"), source="Gossip"),
    doc(
        "2010-02-03",
        says("affair", "Ann Vale", "Fay Lind", stance="alleged"),
        source="Gossip",
        url="https://g.example/1",
    ),
    doc("2010-02-04", says("parenthood", "Ann Vale", "Kim Vale", detail="adoption"), source="Post"),
    doc("2010-02-04", says("parenthood", "Gil Vale", "Ann Vale", detail="birth"), source="Wire"),
    doc("2010-02-05", says("dating", "Ann Vale", "Hal Fox", "2020-01"), source="Post"),
]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("life")
    with story(folder, *LIFE) as db:
        with open_store(folder / "story.db", create=False) as store:
            retract(store, "https://g.example/1", "2011-01-01", "it was somebody else", article=True)
        yield db


def brief(found: Sequence[Tie]) -> list[tuple[str, str, str, str]]:
    return [(tie.holds, tie.kind, tie.other.name, tie.standing) for tie in found]


def test_ties_come_in_order_of_how_surely_they_hold_then_of_kind_and_name(life: sqlite3.Connection) -> None:
    found = ties(life, no(life, "Ann Vale"), on("2010-06-01"), TODAY, Asked())
    assert brief(found) == [
        ("yes", "marriage", "Dan Frost", "reported"),
        ("yes", "parenthood", "Gil Vale", "reported"),
        ("yes", "parenthood", "Kim Vale", "reported"),
        ("possibly", "affair", "Ed Moss", "alleged"),
        ("possibly", "dating", "Cy Hart", "reported"),
    ]


def test_past_and_withdrawn_ties_are_shown_if_asked_for(life: sqlite3.Connection) -> None:
    asked = no(life, "Ann Vale"), on("2010-06-01"), TODAY
    more = set(brief(ties(life, *asked, EVERYTHING))) - set(brief(ties(life, *asked, Asked())))
    assert {(kind, other, standing) for _, kind, other, standing in more} == {
        ("affair", "Fay Lind", "retracted"),
        ("dating", "Hal Fox", "reported"),
        ("marriage", "Bob Reed", "reported"),
    }
    earlier = ties(life, *asked[:2], on("2010-12-31"), Asked())
    assert ("possibly", "affair", "Fay Lind", "alleged") in brief(earlier)


def test_ties_can_be_asked_for_by_kind_and_by_least_standing(life: sqlite3.Connection) -> None:
    asked = no(life, "Ann Vale"), on("2010-06-01"), TODAY
    assert {tie.kind for tie in ties(life, *asked, Asked(kind="dating"))} == {"dating"}
    for standing in STANDINGS:
        weakest = STANDINGS.index(standing)
        found = ties(life, *asked, Asked(past=True, standing=standing))
        everything = ties(life, *asked, EVERYTHING)
        assert found == [tie for tie in everything if STANDINGS.index(tie.standing) >= weakest]


def test_a_directed_tie_is_seen_from_both_ends_with_its_detail(life: sqlite3.Connection) -> None:
    mother = ties(life, no(life, "Ann Vale"), TODAY, TODAY, Asked(kind="parenthood"))
    assert [(tie.other.name, tie.direction, tie.detail) for tie in mother] == [
        ("Gil Vale", "in", ("birth",)),
        ("Kim Vale", "out", ("adoption",)),
    ]
    (child,) = ties(life, no(life, "Kim Vale"), TODAY, TODAY, Asked())
    assert (child.other.name, child.direction, child.detail, phrase(child)) == (
        "Ann Vale",
        "in",
        ("adoption",),
        "child of",
    )


def test_the_voices_of_a_rumour_are_named(life: sqlite3.Connection) -> None:
    (rumour,) = ties(life, no(life, "Ed Moss"), on("2010-06-01"), TODAY, Asked())
    told, denied, *_ = voices(life, rumour, TODAY)
    assert ([claim.article.source for claim in told], denied) == (["Gossip"], [])


@given(st.lists(windows, min_size=1, max_size=8), st.integers(98, 132))
def test_pairs_and_counts_ask_the_table_what_a_window_answers(given: list[Window], day: int) -> None:
    with closing(empty()) as db:
        entities(db, len(given) + 1)
        for number, window in enumerate(given, start=2):
            add_tie(db, 1, number, "marriage", window)
        wanted = {"any": ("yes", "possibly"), "all": HOLDS} | {
            one: (one,) for one in ("yes", "possibly", "unsaid")
        }
        for asked, holds in wanted.items():
            question = AskedOfPairs("marriage", day, 50, asked)
            found = pairs(db, question)
            right = [f"Name {n:02}" for n, window in enumerate(given, start=2) if window.holds(day) in holds]
            assert sorted(tie.other.name for tie in found) == right
            assert count(db, question) == ({"reported": len(right)} if right else {})


def test_a_pair_is_counted_once_and_named_in_order(tmp_path: Path) -> None:
    twice = [
        says("marriage", "Zed Oak", "Amy Ash", "1970/1974"),
        says("marriage", "Zed Oak", "Amy Ash", "1975"),
    ]
    with story(tmp_path, doc("1980-01-01", *twice)) as db:
        asked = AskedOfPairs("marriage", on("1975-06-01"), TODAY, "all")
        found = pairs(db, asked)
        assert [(tie.entity.name, tie.other.name, tie.episode) for tie in found] == [
            ("Amy Ash", "Zed Oak", 2),
            ("Amy Ash", "Zed Oak", 1),
        ]
        assert count(db, asked) == {"reported": 1}


def test_pairs_of_a_directed_kind_begin_with_party_a(tmp_path: Path) -> None:
    with story(tmp_path, doc("1980-01-01", says("parenthood", "Zed Oak", "Amy Ash"))) as db:
        (tie,) = pairs(db, AskedOfPairs("parenthood", TODAY, TODAY, "any"))
        assert (tie.entity.name, tie.other.name, tie.direction) == ("Zed Oak", "Amy Ash", "out")


@pytest.mark.parametrize("kind", STATES)
@pytest.mark.parametrize("holds", HOLDS)
@pytest.mark.parametrize("turned", [False, True])
def test_an_allegation_never_reads_like_a_fact(kind: str, holds: str, turned: bool) -> None:
    with closing(empty()) as db:
        entities(db, 2)
        window = Window(NEVER, NEVER, NEVER, FOREVER, FOREVER, FOREVER)
        for standing in STANDINGS:
            db.execute("DELETE FROM version")
            db.execute("DELETE FROM link")
            add_tie(db, 1, 2, kind, window, standing)
            (tie,) = ties_of(db, 2 if turned else 1, 500, 50)
            said = phrase(tie)
            assert said.startswith("said to ") == (standing in ("alleged", "denied", "retracted"))
            assert predicate(tie).startswith("is said to ") == (
                standing in ("alleged", "denied", "retracted")
            )


@pytest.mark.parametrize(
    ("kind", "turned", "day", "standing", "said"),
    [
        ("marriage", False, 150, "reported", "is married to"),
        ("marriage", False, 300, "reported", "was married to"),
        ("marriage", False, 50, "reported", "is later married to"),
        ("marriage", False, 50, "alleged", "is later said to be married to"),
        ("marriage", False, 300, "alleged", "is said to have been married to"),
        ("affair", False, 300, "denied", "is said to have had an affair with"),
        ("dating", False, 300, "alleged", "is said to have dated"),
        ("performance", False, 150, "reported", "performed in"),
        ("performance", False, 50, "reported", "later performed in"),
        ("performance", False, 150, "alleged", "is said to have performed in"),
        ("founding", True, 150, "reported", "is founded by"),
        ("founding", True, 150, "alleged", "is said to be founded by"),
        ("membership", True, 150, "reported", "has member"),
        ("membership", True, 150, "alleged", "is said to have member"),
        ("membership", True, 300, "reported", "had member"),
        ("parenthood", True, 150, "reported", "is child of"),
    ],
)
def test_ties_are_put_into_words(kind: str, turned: bool, day: int, standing: str, said: str) -> None:
    with closing(empty()) as db:
        entities(db, 2, ["person", "work"])
        add_tie(db, 1, 2, kind, SURE, standing)
        (tie,) = ties_of(db, 2 if turned else 1, day, 50)
        assert predicate(tie) == said

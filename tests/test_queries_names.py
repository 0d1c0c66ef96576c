"""Which entity a name means."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from relgraph.errors import Ambiguous, NotFound
from relgraph.events import EntitiesJudged
from relgraph.ingest import open_store
from relgraph.names import may_be_spelt
from relgraph.queries.find import find, named
from relgraph.queries.ties import Asked, ties
from tests.asking import TODAY, no, story
from tests.shell import doc, on, says

PEOPLE = [
    {"name": "Łukasz Strauß", "type": "person", "ids": {"wikidata": "Q1"}, "born": "1970"},
    {"name": "Søren Ågård", "type": "person", "aliases": ["Sunny"]},
    {"name": "Natalie Portman", "type": "person", "aliases": ["Natalie Hershlag"]},
    {"name": "Natalie Wood", "type": "person"},
    {"name": "Portman Films", "type": "organization"},
    {"name": "Tom Alder", "type": "person", "id": "p:tom-cook"},
    {"name": "Tom Alder", "type": "person", "id": "p:tom-drummer"},
    {"name": "Sunny", "type": "work"},
    {"name": "Anna Beam", "type": "person"},
    {"name": "Annabel Crow", "type": "person"},
]
NAMED = doc(
    "2020-01-01",
    says("marriage", "Łukasz Strauß", "Natalie Wood", "2001"),
    says("dating", "Søren Ågård", "Natalie Portman", "2019"),
    says("membership", "Annabel Crow", "Portman Films"),
    says("marriage", {"name": "Tom Alder", "type": "person", "id": "p:tom-cook"}, "Anna Beam", "2010"),
    says("marriage", {"name": "Tom Alder", "type": "person", "id": "p:tom-drummer"}, "Annabel Crow", "2011"),
    says("performance", "Natalie Wood", {"name": "Sunny", "type": "work"}),
    entities=PEOPLE,
)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with story(tmp_path_factory.mktemp("people"), NAMED) as db:
        yield db


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Natalie Portman", "Natalie Portman"),
        ("natalie  PORTMAN", "Natalie Portman"),
        ("lukasz strauss", "Łukasz Strauß"),
        ("ŁUKASZ STRAUSS", "Łukasz Strauß"),
        ("soren agard", "Søren Ågård"),
        ("wikidata:Q1", "Łukasz Strauß"),
        ("natalie hershlag", "Natalie Portman"),
        ("sunny", "Sunny"),  # a name goes before an alias
        ("portman natalie", "Natalie Portman"),
        ("hersh", "Natalie Portman"),
        ("wood", "Natalie Wood"),
        ("anna", "Anna Beam"),  # a whole word goes before the beginning of one
        ("nabel", "Annabel Crow"),
        ("p:tom-cook", "Tom Alder"),
        ("Q1", "Łukasz Strauß"),  # an outside id without its data set
        ("sören ägärd", "Søren Ågård"),
        ("soeren aagaard", "Søren Ågård"),  # as people write who lack the letters
        ("soren aagard", "Søren Ågård"),
    ],
)
def test_a_name_is_found_by_name_alias_id_or_part(people: sqlite3.Connection, typed: str, name: str) -> None:
    assert named(people, typed, TODAY, TODAY).ref.name == name


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("Tom Alder", ["p:tom-cook  Tom Alder: person, 1 tie, married to Anna Beam",
                       "p:tom-drummer  Tom Alder: person, 1 tie, married to Annabel Crow"]),
        ("natalie", ["Natalie Portman: person, 1 tie, dating Søren Ågård",
                     "Natalie Wood: person, 2 ties, married to Łukasz Strauß"]),
        ("portman", ["Natalie Portman: person", "Portman Films: organization, 1 tie, has member Annabel Crow"]),
    ],
)  # fmt: skip
def test_several_candidates_are_listed_with_what_tells_them_apart(
    people: sqlite3.Connection, typed: str, candidates: list[str]
) -> None:
    with pytest.raises(Ambiguous) as caught:
        named(people, typed, on("2020-02-01"), TODAY)
    listed = caught.value.candidates
    assert len(listed) == len(candidates)
    assert all(any(wanted in line for line in listed) for wanted in candidates), listed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Natlie Portmann", "Natalie Portman"),
        ("Portmann", "Natalie Portman"),
        ("hershlak", "Natalie Hershlag"),
        ("stras", "Łukasz Strauß"),
        ("agrd", "Søren Ågård"),
    ],
)
def test_a_misspelt_name_or_part_of_one_gets_suggestions(
    people: sqlite3.Connection, typed: str, name: str
) -> None:
    with pytest.raises(NotFound) as caught:
        named(people, typed, TODAY, TODAY)
    assert name in caught.value.suggestions


def test_what_nobody_is_called_gets_none(people: sqlite3.Connection) -> None:
    for typed in ("", "   ", "-", "%", "_", "zzzzzz", "'; DROP TABLE name; --", "x" * 5000):
        with pytest.raises(NotFound) as caught:
            named(people, typed, TODAY, TODAY)
        assert not caught.value.suggestions


def test_an_outside_id_of_two_data_sets_is_ambiguous_without_theirs(tmp_path: Path) -> None:
    both = [{"name": "Ann Vale", "type": "person", "ids": {"one": "X7"}},
            {"name": "Bob Reed", "type": "person", "ids": {"two": "X7"}}]  # fmt: skip
    with story(tmp_path, doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed"), entities=both)) as db:
        assert named(db, "two:X7", TODAY, TODAY).ref.name == "Bob Reed"
        with pytest.raises(Ambiguous):
            named(db, "X7", TODAY, TODAY)


@pytest.mark.parametrize(
    ("word", "typed", "may"),
    [
        ("Brække", "braekke", True),
        ("Brække", "brakke", True),
        ("BRÆKKE", "brakke", True),
        ("Brække", "brekke", False),
        ("Müller", "mueller", True),
        ("Mu\u0308ller", "muller", True),  # written in two characters
        ("Øyvind", "oeyvind", True),
        ("Åse", "aase", True),
        ("Samuel", "samul", False),  # no letter of two spellings
        ("Mueller", "muller", False),
    ],
)
def test_letters_that_a_keyboard_lacks_are_spelt_in_two_ways(word: str, typed: str, may: bool) -> None:
    assert may_be_spelt(word, typed) == may


def test_a_name_that_nothing_published_by_then_names_is_unknown(people: sqlite3.Connection) -> None:
    with pytest.raises(NotFound, match="first that does is of 2020-01-01"):
        named(people, "Natalie Portman", TODAY, on("2019-12-31"))
    assert named(people, "Natalie Portman", TODAY, on("2020-01-01"))


def test_find_lists_better_matches_first(people: sqlite3.Connection) -> None:
    assert [one.ref.name for one in find(people, "ann", TODAY)] == ["Annabel Crow", "Anna Beam"]
    assert [one.ref.name for one in find(people, "anna", TODAY)] == ["Anna Beam", "Annabel Crow"]


def test_entities_judged_the_same_are_one_under_each_name(tmp_path: Path) -> None:
    articles = [
        doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001")),
        doc("2020-01-02", says("dating", "Anna V", "Cy Hart", "2019")),
    ]
    with story(tmp_path, *articles) as db:
        one, other = named(db, "Ann Vale", TODAY, TODAY).ref.id, named(db, "Anna V", TODAY, TODAY).ref.id
        judged = EntitiesJudged(a=one, b=other, judgement="same", by="me", at="2020-02-01T00:00:00Z")
        with open_store(tmp_path / "story.db", create=False) as store:
            store.log.append([judged.entry()])
        assert no(db, "Ann Vale") == no(db, "Anna V")
        there = ties(db, no(db, "Anna V"), on("2019-06-01"), TODAY, Asked())
        assert {tie.other.name for tie in there} == {"Bob Reed", "Cy Hart"}

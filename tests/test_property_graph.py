"""The graph as other tools take it: it says of every day what questions say, and names nobody who is withheld."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.cli.store import reading
from relgraph.fold.model import FOREVER, NEVER, Window
from relgraph.property_graph import Graph, Tie
from relgraph.property_graph.rows import ranges
from relgraph.queries.rows import ties_of
from tests.shell import Doc, doc, on, says, tell

_DAYS = st.one_of(st.integers(735000, 735012), st.sampled_from([NEVER, FOREVER]))

YOUNG = {"name": "Mia Thorn", "type": "person", "aliases": ["Little M", "Mimi"], "born": "2012-05-05",
         "ids": {"wikidata": "Q77"}}  # fmt: skip
GUESSED = {"alleged": "an insider says Zed Quill and Ann Vale are close"}
HIDDEN: list[Doc] = [
    doc("2020-01-01", says("parenthood", "Ann Vale", "Mia Thorn", "2012", quote="Ann Vale's girl Mia Thorn, called Mimi"),
        entities=[YOUNG], url="https://w.example/mia-thorn", title="Mia at eight"),
    doc("2020-02-01", says("marriage", "Ann Vale", "Bob Reed", "2010", quote="Bob Reed, who raised Mia  Thorn")),
    doc("2020-03-01", says("affair", "Ann Vale", "Zed Quill", stance="alleged", quote=GUESSED["alleged"]),
        source="Zed Quill Daily"),
]  # fmt: skip
"""A child, and somebody of whom nothing is said but one allegation."""

NAMES = ("Mia", "Thorn", "Mimi", "Little M", "Zed", "Quill", "Q77", "mia-thorn", "zed-quill")


@given(st.tuples(*[_DAYS] * 6), st.integers(734998, 735015))
def test_three_ranges_say_of_a_day_what_the_window_says(days: tuple[int, ...], day: int) -> None:
    first, said_from, sure_from, sure_to, said_to, last = days
    if sure_from < sure_to and said_from < said_to:  # as in the tables: what is said and what is sure touch
        said_from, said_to = min(said_from, sure_to), max(said_to, sure_from)
    window = Window(first, said_from, sure_from, sure_to, said_to, last)
    found = ranges(window)
    asked = date.fromordinal(day)
    held = [holds for holds, start, end in zip(("yes", "possibly", "unsaid"), found[::2], found[1::2], strict=True)
            if start <= asked < end]  # fmt: skip
    assert [*held, "no"][0] == window.holds(day)


def test_its_versions_answer_as_questions_do(db: Path) -> None:
    with reading(db) as store:
        graph = Graph(store, on("2024-01-01"))
        ids = dict(store.execute("SELECT no, id FROM entity"))
        ties = list(graph.ties())
        for asked in ("2010-05-05", "2012-08-04", "2015-06-02", "2016-06-01"):
            for known in ("2013-06-01", "2015-06-01", "2016-06-01"):
                here = sorted(_answers(ties, date.fromisoformat(asked), date.fromisoformat(known)))
                there = sorted(
                    (
                        tie.entity.id,
                        tie.other.id,
                        tie.kind,
                        tie.episode,
                        tie.holds,
                        tie.standing,
                        tie.roots,
                        tie.against,
                    )
                    for no in ids
                    for tie in ties_of(store, no, on(asked), on(known))
                    if tie.direction != "in" and (tie.direction or tie.near < tie.far)
                )
                assert here == there and here


def _answers(ties: list[Tie], asked: date, known: date) -> Iterator[tuple[object, ...]]:
    for tie in ties:
        if tie.known_from <= known and (tie.known_to is None or known < tie.known_to):
            ranges = (
                (tie.sure_from, tie.sure_to),
                (tie.said_from, tie.said_to),
                (tie.span_from, tie.span_to),
            )
            places = [place for place, (start, end) in enumerate(ranges) if start <= asked < end]
            holds = ("yes", "possibly", "unsaid", "no")[min(places, default=3)]
            yield tie.a, tie.b, tie.kind, tie.episode, holds, tie.standing, tie.roots, tie.against


def test_a_version_names_the_claims_behind_it(db: Path) -> None:
    with reading(db) as store:
        graph = Graph(store, on("2024-01-01"))
        claims = {claim.id: claim for claim in graph.claims()}
        rumours = [tie for tie in graph.ties() if tie.kind == "separation"]
        told = [[[claims[id].stance for id in ids] for ids in (tie.claims, tie.denials)] for tie in rumours]
    assert told == [[["alleged"], []], [["alleged"], ["denied"]]]


@pytest.fixture(scope="module")
def hiding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hiding") / "relgraph.db"
    tell(path, *HIDDEN)
    return path


def _rows(path: Path, today: str) -> list[tuple[object, ...]]:
    with reading(path) as store:
        graph = Graph(store, on(today))
        return [*graph.entities(), *graph.sources(), *graph.articles(), *graph.claims(), *graph.ties()]


def test_whoever_is_withheld_is_named_nowhere(hiding: Path) -> None:
    text = repr(_rows(hiding, "2024-01-01"))
    assert [name for name in NAMES if name.casefold() in text.casefold()] == []
    assert "Ann Vale's girl a minor, called a minor" in text
    assert "Bob Reed, who raised a minor" in text
    assert "an insider says a private person and Ann Vale are close" in text


def test_a_child_that_grew_up_is_named(hiding: Path) -> None:
    text = repr(_rows(hiding, "2030-05-05"))
    assert "Ann Vale's girl Mia Thorn, called Mimi" in text and "wikidata:Q77" in text
    assert "Quill" not in text

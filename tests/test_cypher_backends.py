"""One question, one answer: the engine in this process, a Neo4j server and the command line agree."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relgraph.cli.store import reading
from relgraph.cypher.answers import Answer
from relgraph.cypher.embedded import ask, built
from relgraph.cypher.parameters import Values, values
from relgraph.cypher.questions import questions
from relgraph.cypher.texts import Scalar
from relgraph.neo4j.asking import ask as ask_server
from relgraph.property_graph import Graph
from tests.crowd import PEOPLE, crowd
from tests.neo4j_asking import bring, logged_in
from tests.neo4j_server import PASSWORD, USER, Server
from tests.shell import on, run

QUESTIONS = questions()
TODAY = on("2024-01-01")

Asker = Callable[[str, Values], Answer]


def seeds(db: Path) -> None:
    """The seeds, of which one article is retracted and one claim corrected."""
    assert run("demo", "--db", db).code == 0
    affair = ("--article", "https://example.org/features/lantern-affair")
    assert run("retract", *affair, "--published", "2021-02-02", "--why", "another man", "--db", db).code == 0
    (claim,) = run("why", "Iris Talbott", "Owen Frayne", "--json", "--db", db).json["claims"]
    change = ("--published", "2019-06-20", "--when", "2019-06-08", "--why", "another day")
    assert run("correct", claim["id"], *change, "--db", db).code == 0


@pytest.fixture(scope="module", params=[crowd, seeds])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the crowd, and one with the seeds."""
    db = tmp_path_factory.mktemp("asked") / "some.db"
    request.param(db)
    return db


@pytest.fixture(scope="module", params=["here", "on a server"])
def asked(request: pytest.FixtureRequest, people: Path) -> Iterator[Asker]:
    """What asks the crowd in Cypher."""
    if request.param == "here":
        with reading(people) as db:
            engine = built(Graph(db, TODAY), True, lambda _: None)
        yield lambda cypher, given: ask(engine, cypher, given)
        return
    with logged_in(request.getfixturevalue("server")) as driver:
        bring(driver, people)
        yield lambda cypher, given: ask_server(driver, cypher, given)


def test_every_question_has_the_same_rows_here_and_on_a_server(file: Path, server: Server) -> None:
    some: dict[str, int] = {}
    with logged_in(server) as driver, reading(file) as db:
        bring(driver, file)
        graph = Graph(db, TODAY)
        engines = {only: built(graph, only, lambda _: None) for only in (True, False)}
        for name, text in QUESTIONS.items():
            for given in _given(name):
                here = ask(engines[text.ties_only], text.cypher, given)
                there = ask_server(driver, text.cypher, given)
                assert here == there, name
                assert here.columns == list(text.columns)
                some[name] = some.get(name, 0) + len(here.rows)
    few = {name for name, rows in some.items() if not rows}
    assert not few, f"questions without an answer prove nothing: {few}"


def _given(name: str) -> Iterator[Values]:
    """The example of a question's header; and what the crowd can answer, in some ways."""
    text = QUESTIONS[name]
    example = values(text, [], example=True)
    yield example
    for whom, other, day in (("Ann Vale", "Bob Ash", "2016-05-05"), ("Ann Hart", "Eve Hart", "2021-05-05")):
        crowd_has: dict[str, Scalar] = {
            "name": whom,
            "a": whom,
            "b": other,
            "on": date.fromisoformat(day),
            "known": date(2023, 6, 1),
            "from": date(2015, 1, 1),
            "to": date(2023, 6, 1),
        }
        club = {"name": "Harbor FC"} if name == "founders-and-circles" else {}
        yield {key: {**crowd_has, **club}.get(key, value) for key, value in example.items()}


def test_the_command_asks_a_server(people: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USER", USER)
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    with logged_in(server) as driver:
        bring(driver, people)
        known = ("--param", "known=2023-06-01")
        here, there = (run("cypher", "remarriages", *known, *more, "--json") for more in (
            ("--db", people), ("--neo4j", server.uri, "--db", "nowhere.db")))  # fmt: skip
        assert here.json == there.json and there.json["rows"]
        node = "MATCH p = (n:Person)-[r:MARRIAGE]->(m) RETURN n, r, p ORDER BY r.id LIMIT 1"
        here, there = (run("cypher", "--query", node, *more, "--json") for more in (
            ("--db", people), ("--neo4j", server.uri)))  # fmt: skip
        assert here.json == there.json
        written = run("cypher", "--query", "CREATE (n:X)", "--neo4j", server.uri)
        assert written.code == 2 and "changes nothing" in written.err
        unread = run("cypher", "--query", "MATCH (n", "--neo4j", server.uri)
        assert unread.code == 2 and "the server does not take it" in unread.err


def test_a_server_that_is_not_there_is_exit_code_4(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USER", USER)
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    assert run("cypher", "remarriages", "--example", "--neo4j", "bolt://127.0.0.1:1").code == 4


def test_on_random_days_a_question_has_the_ties_that_the_command_line_has(people: Path, asked: Asker) -> None:
    r = random.Random(3)
    text = QUESTIONS["ties-on-a-day"]
    some = 0
    for _ in range(200):
        name, day, known = r.choice(PEOPLE), _day(r), _day(r)
        told = run("ties", name, "--on", day, "--known", known, "--json", "--db", people)
        listed = told.json["ties"] if told.code == 0 else []
        expected = {
            (tie["kind"], tie["other"]["name"], tie["holds"].replace("unsaid", "not said"), tie["standing"],
             tie["roots"], tie["against"], tie["start"]["earliest"], tie["start"]["latest"])
            for tie in listed
        }  # fmt: skip
        found = asked(text.cypher, {"name": name, "on": day, "known": known})
        got = {
            (kind, other, holds, standing, roots, against, _iso(earliest), _iso(latest))
            for kind, other, _, holds, standing, roots, against, earliest, latest, *_ in found.rows
        }
        assert got == expected, (name, day, known)
        some += len(got)
    assert some > 100


def test_between_random_people_a_question_has_the_chain_that_the_command_line_has(
    people: Path, asked: Asker
) -> None:
    r = random.Random(4)
    text = QUESTIONS["shortest-chain"]
    lengths = []
    for _ in range(200):
        (a, b), day, known = (
            r.sample(PEOPLE, 2),
            date(2018 + r.randrange(5), 3, 4),
            date(2022, 6, r.randint(1, 30)),
        )
        told = run("path", a, b, "--on", day, "--known", known, "--max", 4, "--json", "--db", people)
        found = asked(text.cypher, {"a": a, "b": b, "on": day, "known": known}).rows
        assert [row[0] for row in found] == ([told.json["length"]] if told.code == 0 else []), (
            a,
            b,
            day,
            known,
        )
        lengths.append(told.json["length"] if told.code == 0 else 0)
    assert len(set(lengths)) > 2


def _day(r: random.Random) -> date:
    return date.fromordinal(on("2010-01-01") + r.randrange(4800))


def _iso(day: Any) -> str | None:
    return None if day is None else f"{day}"

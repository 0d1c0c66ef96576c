"""Cypher: the questions that come with relgraph, the engine in this process, and the command."""

from __future__ import annotations

import csv
import io
import stat
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relgraph.cli.store import reading
from relgraph.cypher.embedded import ask, built
from relgraph.cypher.parameters import values
from relgraph.cypher.questions import folder, questions, text_of
from relgraph.cypher.texts import Text, read
from relgraph.errors import BadInput
from relgraph.log import open_for_reading
from relgraph.log.beside import CYPHER
from relgraph.property_graph import Graph
from tests.shell import Ran, doc, on, run, says, tell

QUESTIONS = questions()
TODAY = on("2024-01-01")


def cypher(db: Path, *arguments: object) -> Ran:
    return run("cypher", *arguments, "--db", db)


def rows(db: Path, query: str, *arguments: object) -> Any:
    answer = cypher(db, "--query", query, *arguments, "--json")
    assert answer.code == 0, answer.err
    return answer.json["rows"]


# ---- the questions


def test_there_are_questions_and_each_says_what_it_answers_what_it_takes_and_what_it_gives() -> None:
    assert len(QUESTIONS) >= 16
    for name, text in QUESTIONS.items():
        assert text.answers and text.parameters and text.columns, name
        assert all(parameter.means for parameter in text.parameters), name


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_gives_the_columns_that_it_promises(people: Path, name: str) -> None:
    answer = cypher(people, name, "--example", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["columns"] == list(QUESTIONS[name].columns)


@pytest.mark.parametrize("name", [name for name, text in QUESTIONS.items() if text.ties_only])
def test_a_question_that_needs_ties_only_gets_the_same_from_the_whole_graph(people: Path, name: str) -> None:
    text = QUESTIONS[name]
    given = {**values(text, [], example=True), "name": "Ann Vale", "a": "Ann Vale", "b": "Dan Reed"}
    given = {name: given[name] for name in text.used}
    with reading(people) as db:
        graph = Graph(db, TODAY)
        some, whole = (ask(built(graph, only, lambda _: None), text.cypher, given) for only in (True, False))
    assert some == whole


def test_a_question_is_found_by_its_name_its_file_or_its_place_in_the_repository() -> None:
    one = text_of("remarriages")
    assert one == text_of("remarriages.cypher") == text_of("queries/remarriages.cypher")
    assert one == text_of(str(folder() / "remarriages.cypher"))


@pytest.mark.parametrize("wrong", ["nothing", "elsewhere/remarriages.cypher", "queries", ""])
def test_a_file_that_is_not_there_is_refused_by_name(people: Path, wrong: str) -> None:
    answer = cypher(people, wrong, "--example")
    assert answer.code == 2 and "no question of that name" in answer.err


# ---- chains


def test_a_shorter_chain_that_does_not_hold_hides_no_longer_one_that_does(tmp_path: Path) -> None:
    db = tmp_path / "chain.db"
    tell(
        db,
        doc(
            "2020-01-01",
            says("marriage", "Ann Vale", "Bob Reed", "2001/2002"),
            says("marriage", "Ann Vale", "Cleo Hart", "2010"),
            says("friendship", "Cleo Hart", "Bob Reed", "2019-12-30"),
        ),
    )
    given = [
        "--param",
        "a=Ann Vale",
        "--param",
        "b=Bob Reed",
        "--param",
        "on=2020-01-01",
        "--param",
        "known=2020-01-01",
    ]
    answer = cypher(db, "shortest-chain", *given, "--json")
    assert answer.json["rows"][0][:2] == [2, ["Ann Vale", "Cleo Hart", "Bob Reed"]]


# ---- parameters

HEADED = """\
// Somebody's ties.
// :param name => 'O\\'Hara'   who
// :param most => 5            how many
// :param sure => true         whether
// :param on => date('2020-02-29')  when
// returns: x
RETURN $name AS x, $most, $sure, $on, '$not' // $neither
"""


def test_a_header_tells_of_parameters_their_types_and_examples() -> None:
    text = read(HEADED, "x.cypher")
    assert [(one.name, one.type, one.example) for one in text.parameters or ()] == [
        ("name", "string", "O'Hara"), ("most", "integer", 5), ("sure", "boolean", True), ("on", "date", date(2020, 2, 29)),
    ]  # fmt: skip
    assert text.used == ["name", "most", "sure", "on"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("// :param name = 'x'", "x.cypher:1: a parameter is told as"),
        ("// :param on => date('2020-13-01')", "x.cypher:1: on: date('2020-13-01')"),
        (
            "// needs: ties\n// :param name => 'x'\nMATCH ()-[r]->() WHERE $name IN r.claims",
            "x.cypher: the header says that it needs ties",
        ),
        ("// needs: everything", "x.cypher:1: needs: 'everything' is neither"),
        ("// :param other => 1", "x.cypher: name: $name is used"),
        ("// :param name => 'x'\n// :param unused => 1", "x.cypher: unused: the header tells"),
        ("// :param name => 'x'\n// :param name => 'y'", "x.cypher: name: the header tells of it twice"),
    ],
)
def test_a_header_that_says_other_than_the_text_is_refused_with_its_place(line: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(f"{line}\nRETURN $name", "x.cypher")
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ([], """$name: it is missing: --param name='O'"'"'Hara'"""),
        (["name=x", "name=y"], "--param name: it is given twice"),
        (["nome=x"], "--param nome: there is no such parameter; there are name, most, sure, on"),
        (["name"], "'name': a parameter is given as NAME=VALUE"),
        (["most=many"], "--param most: 'many' is no integer; an example is 5"),
        (["sure=perhaps"], "--param sure: 'perhaps' is no boolean"),
        (["on=someday"], "--param on: 'someday' is no date; an example is 2020-02-29"),
    ],
)
def test_a_missing_unknown_or_unfit_parameter_is_named(typed: list[str], says: str) -> None:
    with pytest.raises(BadInput) as refused:
        values(read(HEADED, "x.cypher"), typed, example=False)
    assert says in str(refused.value)


def test_values_are_read_by_their_types_and_a_year_is_its_last_day() -> None:
    given = values(read(HEADED, "x.cypher"), ["name=7", "on=2019", "sure=false"], example=True)
    assert given == {"name": "7", "most": 5, "sure": False, "on": date(2019, 12, 31)}


def test_without_a_header_what_looks_like_a_day_or_a_number_is_one() -> None:
    text = Text("RETURN $a, $b, $c, $d, $e")
    given = values(text, ["a=2019-01-02", "b=12", "c=true", "d=a=b", "e='1984'"], example=False)
    assert given == {"a": date(2019, 1, 2), "b": 12, "c": True, "d": "a=b", "e": "1984"}


# ---- the command


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:X)",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Entity {id: 'x'})",
        "MATCH (n) SET n.name = 'x'",
        "MATCH (n",
    ],
)
def test_a_query_that_writes_or_can_not_be_read_is_refused(people: Path, query: str) -> None:
    before = rows(people, "MATCH (n) RETURN count(n)")
    answer = cypher(people, "--query", query)
    assert answer.code == 2 and answer.err.startswith("error:") and not answer.out
    assert rows(people, "MATCH (n) RETURN count(n)") == before


@pytest.mark.parametrize(
    "arguments", [(), ("x", "--query", "y"), ("--list", "x"), ("--query", "RETURN 1", "--json", "--csv")]
)
def test_wrong_use_is_said(people: Path, arguments: tuple[str, ...]) -> None:
    assert cypher(people, *arguments).code == 2


@pytest.mark.parametrize(
    "query", ["LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l", "load // x\n csv FROM $x AS l RETURN l"]
)
def test_a_query_that_reads_files_is_refused(people: Path, query: str) -> None:
    answer = cypher(people, "--query", query, "--neo4j", "bolt://127.0.0.1:1")
    assert answer.code == 2 and "LOAD CSV is refused" in answer.err
    assert cypher(people, "--query", query).code == 2
    assert rows(people, "RETURN 'LOAD CSV' AS x") == [["LOAD CSV"]]


def test_a_name_that_nobody_has_is_said_where_there_is_no_answer(people: Path) -> None:
    given = ("--param", "on=2020-01-01", "--param", "known=2020-01-01")
    unknown = cypher(people, "ties-on-a-day", "--param", "name=ann vale", *given)
    assert unknown.code == 0 and "no entity is called 'ann vale'" in unknown.err
    assert "is called" not in cypher(people, "pairs-in-a-state", "--param", "kind=feud", *given).err


def test_a_chain_from_somebody_to_themselves_is_none(people: Path) -> None:
    given = [f"--param={one}" for one in ("a=Ann Vale", "b=Ann Vale", "on=2020-01-01", "known=2024-01-01")]
    assert cypher(people, "shortest-chain", *given, "--json").json["rows"] == []


def test_a_value_is_never_part_of_the_text(people: Path) -> None:
    hostile = "x'}) DETACH DELETE n //"
    assert rows(people, "MATCH (n {name: $name}) RETURN n.name", "--param", f"name={hostile}") == []
    assert rows(people, "RETURN $name", "--param", f"name={hostile}") == [[hostile]]


def test_what_articles_hold_reaches_no_terminal_raw_and_no_spreadsheet_as_a_formula(tmp_path: Path) -> None:
    db = tmp_path / "hostile.db"
    name = "=cmd|'/c calc'!A1 \x1b[2J\u202eevil"
    tell(db, doc("2020-01-01", says("marriage", name, "Bob Reed", quote="they wed")))
    query = "MATCH (n:Person) RETURN n.name AS name, [n.name] AS names ORDER BY name"
    for more in ((), ("--json",)):
        printed = cypher(db, "--query", query, *more).out
        assert "\x1b" not in printed and "\u202e" not in printed and "\\u202e" in printed
    table = list(csv.reader(io.StringIO(cypher(db, "--query", query, "--csv").out)))
    assert table[0] == ["name", "names"] and table[1][0].startswith("'=cmd")


def test_an_allegation_stands_out_in_a_table(people: Path) -> None:
    text = cypher(
        people, "--query", "MATCH ()-[r]->() RETURN DISTINCT r.standing AS standing ORDER BY standing"
    ).out
    assert text.splitlines()[:2] == ["standing", "ALLEGED"]


def test_nodes_relationships_and_paths_are_printed_as_plain_values(people: Path) -> None:
    ((node, link, path),) = rows(
        people, "MATCH p = (n:Person)-[r:MARRIAGE]->(m) RETURN n, r, p ORDER BY r.id LIMIT 1"
    )
    assert node["labels"] == ["Entity", "Person"] and set(node["properties"]) >= {"id", "name", "type"}
    assert link["type"] == "MARRIAGE" and "title" not in node["properties"] | link["properties"]
    assert path[0] == node and path[1] == link and len(path) == 3


def test_the_questions_are_listed_with_their_parameters(people: Path) -> None:
    listed = cypher(people, "--list")
    assert all(name in listed.out for name in QUESTIONS)
    assert max(map(len, listed.out.splitlines())) <= 80
    assert [one["name"] for one in cypher(people, "--list", "--json").json] == list(QUESTIONS)


def test_wide_rows_are_told_one_under_another_in_80_columns(people: Path) -> None:
    answer = cypher(people, "one-anonymous-voice", "--param", "known=2024-01-01")
    assert len(answer.out.splitlines()) > 20 and max(map(len, answer.out.splitlines())) <= 80


# ---- the graph beside the file


def test_the_graph_is_kept_beside_the_file_until_the_log_moves_on(tmp_path: Path) -> None:
    db = tmp_path / "kept.db"
    tell(db, doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2019")))
    db.chmod(0o640)
    count = "MATCH ()-[r:MARRIAGE]->() RETURN count(r)"
    first, second = (cypher(db, "--query", count) for _ in range(2))
    assert "was made in" in first.err and "was made in" not in second.err
    (kept,) = list(db.with_name(db.name + CYPHER).iterdir())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    tell(db, doc("2020-01-02", says("marriage", "Cleo Hart", "Dan Ash", "2018")))
    third = cypher(db, "--query", count)
    assert "was made in" in third.err and third.out.split() == ["count(r)", "2"]
    (left,) = list(db.with_name(db.name + CYPHER).iterdir())
    assert left != kept


def test_a_damaged_graph_is_made_anew(tmp_path: Path) -> None:
    db = tmp_path / "damaged.db"
    tell(db, doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2019")))
    query = "MATCH ()-[r:MARRIAGE]->() RETURN count(r) AS n"
    cypher(db, "--query", query)
    (kept,) = list(db.with_name(db.name + CYPHER).iterdir())
    whole = kept.read_bytes()
    for wrong in (b"", b"nothing", whole[: len(whole) // 2], whole[:-3]):
        kept.write_bytes(wrong)
        assert rows(db, query) == [[1]]


def test_where_nothing_can_be_kept_the_answer_comes_all_the_same(tmp_path: Path) -> None:
    db = tmp_path / "full.db"
    tell(db, doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2019")))
    db.with_name(db.name + CYPHER).write_text("a file stands where the folder should be")
    answer = cypher(db, "--query", "MATCH ()-[r:MARRIAGE]->() RETURN count(r) AS n")
    assert answer.code == 0 and answer.out.split() == ["n", "1"] and "can't be kept" in answer.err


def test_asking_writes_nothing_into_the_log(people: Path) -> None:
    with closing(open_for_reading(people)) as db:
        before = db.execute("SELECT count(*) FROM log").fetchone()
    cypher(people, "remarriages", "--example")
    with closing(open_for_reading(people)) as db:
        assert db.execute("SELECT count(*) FROM log").fetchone() == before

"""The graph on a real server: what stands there, what follows what comes in, and what is refused."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from neo4j import Driver
from neo4j.time import Date

from relgraph.cli.store import reading
from relgraph.errors import BadInput
from relgraph.ingest import open_store
from relgraph.neo4j.server import Login, NoServer, checked, connected
from relgraph.neo4j.server import _hold_against_least as hold_against_least
from relgraph.outputs import outputs
from tests.neo4j_asking import ask, bring, differing
from tests.neo4j_server import PASSWORD, USER, Server
from tests.shell import Ran, doc, on, run, says, tell
from tests.story import STORY
from tests.test_property_graph import HIDDEN, NAMES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "relgraph.db"
    tell(path, *STORY)
    return path


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USER", USER)
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)


def _typed(what: str, server: Server, file: Path, *options: str) -> Ran:
    return run("neo4j", what, server.uri, "--db", file, *options)


def _words(driver: Driver) -> str:
    """Every value that the server holds."""
    nodes = ask(driver, "MATCH (n) WHERE NOT n:RelgraphSync RETURN properties(n)")
    return repr([nodes, ask(driver, "MATCH ()-[r]->() RETURN properties(r)")])


# ---- what stands there


def test_the_graph_is_there_as_the_model_says(driver: Driver, file: Path) -> None:
    done = bring(driver, file)
    assert (done.nodes, done.relationships) == (
        ask(driver, "MATCH (n:Relgraph) RETURN count(n)")[0],
        ask(driver, "MATCH ()-[r]->() RETURN count(r)")[0],
    )
    assert differing(driver, file) == []
    married = ask(driver, """
        MATCH (a:Entity:Person {name: 'Ann Vale'})-[r:MARRIAGE]-(b:Person {name: 'Bob Reed'})
        WHERE r.known_to IS NULL RETURN r.start_earliest, r.end_latest, r.roots, r.standing, r.known_from""")  # fmt: skip
    assert married == [[Date(2012, 8, 4), None, 2, "reported", Date(2014, 1, 1)]]
    heard = ask(driver, """
        MATCH (s:Source)<-[:BY]-(v:Article)<-[:IN]-(c:Claim {kind: 'separation'})-[:ABOUT {party: 'a'}]->(e)
        RETURN s.name, v.url, c.stance, c.agents, c.roles, e.name ORDER BY s.name""")  # fmt: skip
    assert heard == [
        ["Post", None, "denied", [], [], "Ann Vale"],
        [
            "Star",
            "https://s.example/1",
            "alleged",
            ["Us Monthly", "an insider"],
            ["outlet", "anonymous"],
            "Ann Vale",
        ],
    ]
    assert ask(driver, "MATCH (:Person)-[r:PERFORMANCE]->(:Work {name: 'The Fall'}) RETURN count(r)") == [2]


def test_only_what_has_changed_is_written(driver: Driver, file: Path) -> None:
    everything = bring(driver, file).written
    assert bring(driver, file).written == 0
    tell(file, doc("2017-01-01", says("engagement", "Fay New", "Gil New", "2016")))
    few = bring(driver, file)
    assert 0 < few.written < 12 < everything
    assert differing(driver, file) == []


def test_a_judgement_and_what_undoes_it_reach_the_server(driver: Driver, file: Path, tmp_path: Path) -> None:
    from relgraph.events import EntitiesJudged

    bring(driver, file)
    one, other = (
        ask(driver, "MATCH (n {name: $name}) RETURN n.id", name=name)[0] for name in ("Eva One", "Eva Two")
    )
    same = EntitiesJudged(a=one, b=other, judgement="same", by="me", at="2020-01-01T00:00:00Z")
    undo = EntitiesJudged(
        a=one, b=other, judgement="same", by="me", at="2020-01-02T00:00:00Z", undoes=same.id
    )
    people = (
        "MATCH (n:Person)-[:MARRIAGE]-(:Person {name: 'Two Times'}) RETURN DISTINCT n.name ORDER BY n.name"
    )
    for event, names in ((same, ["Eva One"]), (undo, ["Eva One", "Eva Two"])):
        with open_store(file, create=False) as store:
            store.log.append([event.entry()])
        bring(driver, file)
        assert ask(driver, people) == names
        assert differing(driver, file) == []


def test_what_only_a_comparison_finds_is_put_right(driver: Driver, file: Path) -> None:
    """After a rebuild nothing is known of what changed."""
    bring(driver, file)
    driver.execute_query("MATCH (n:Person {name: 'Cy Hart'}) SET n.name = 'Cy Heart', n.mine = 1")
    driver.execute_query("MATCH ()-[r:DATING]->() DELETE r")
    driver.execute_query("CREATE (:Entity:Person:Relgraph {id: 'p:nobody', name: 'Nobody'})")
    tell(file, doc("2018-01-01", says("feud", "Ann Vale", "Di Lund", "2017")))
    assert run("rebuild", "--db", file).code == 0
    bring(driver, file)
    assert differing(driver, file) == []
    assert ask(driver, "MATCH (n:Person {name: 'Cy Hart'}) RETURN n.mine") == [1]


def test_nobody_withheld_is_named_on_the_server_and_a_child_is_from_its_birthday_on(
    driver: Driver, tmp_path: Path
) -> None:
    file = tmp_path / "hiding.db"
    for document in HIDDEN:
        tell(file, document)
        bring(driver, file)
        assert differing(driver, file) == []
        assert [name for name in NAMES if name.casefold() in _words(driver).casefold()] == []
    grown = on("2030-05-05")
    bring(driver, file, grown)
    assert differing(driver, file, grown) == []
    assert "called Mimi" in _words(driver) and "Quill" not in _words(driver)
    tell(file, doc("2031-01-01", says("marriage", "Zed Quill", "Yan Moor", "2030")))
    told = on("2031-01-01")
    bring(driver, file, told)
    assert "an insider says Zed Quill and Ann Vale" in _words(driver)
    assert differing(driver, file, told) == []


def test_hostile_texts_stand_there_as_they_are_written(driver: Driver, tmp_path: Path) -> None:
    file = tmp_path / "hostile.db"
    evil = "Eve'}) MATCH (n) DETACH DELETE n //"
    quote = "she \"wed` him\\' }) \x1b[31m $rows"
    tell(
        file,
        doc("2020-01-01", says("marriage", evil, "`Bob` :Admin", "2019", quote=quote), source="Wire`{$x}"),
    )
    bring(driver, file)
    assert differing(driver, file) == []
    assert sorted(ask(driver, "MATCH (n:Person) RETURN n.name")) == sorted([evil, "`Bob` :Admin"])


# ---- what is refused


def test_what_was_erased_is_gone_with_the_next_sync_and_the_server_is_among_what_was_handed_out(
    driver: Driver, server: Server, file: Path, logged: None
) -> None:
    for _ in range(2):
        assert _typed("sync", server, file).code == 0
    with reading(file) as db:
        assert [output.command for output in outputs(db) if output.place == server.uri] == ["neo4j sync"]
        name, id = db.execute(
            "SELECT name, id FROM entity WHERE type = 'person' ORDER BY no LIMIT 1"
        ).fetchone()
    told = run("erase", id, "--why", "a request", "--yes", "--db", file)
    assert told.code == 0 and server.uri in told.out + told.err
    assert _typed("sync", server, file).code == 0
    assert _typed("check", server, file).code == 0
    whole = ask(driver, "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n), properties(r)")
    assert name not in str(whole)


def test_the_database_of_another_log_is_refused_with_both_ids(
    driver: Driver, server: Server, file: Path, tmp_path: Path, logged: None
) -> None:
    bring(driver, file)
    before = _words(driver)
    other = tmp_path / "other.db"
    tell(other, *STORY)
    ids = [sqlite3.connect(path).execute("SELECT log_id FROM head").fetchone()[0] for path in (file, other)]
    for what in ("sync", "check"):
        ran = _typed(what, server, other)
        assert ran.code == 2 and all(id in ran.err for id in ids) and "relgraph neo4j wipe" in ran.err
    assert _words(driver) == before


def test_a_server_that_is_ahead_and_a_log_that_was_forked_are_refused(
    driver: Driver, server: Server, file: Path, tmp_path: Path, logged: None
) -> None:
    old = tmp_path / "old.db"
    shutil.copy(file, old)
    tell(file, doc("2018-01-01", says("feud", "Ann Vale", "Di Lund", "2017")))
    bring(driver, file)
    ran = _typed("sync", server, old)
    assert ran.code == 3 and "older copy" in ran.err
    tell(old, *(doc("2018-01-01", says("feud", f"Ann {n}", "Di Lund", "2017")) for n in range(3)))
    ran = _typed("sync", server, old)
    assert ran.code == 3 and "forked" in ran.err


@pytest.mark.parametrize(
    "uri", ["localhost", "http://localhost:7687", "bolt://", "bolt://neo4j:secret@localhost:7687"]
)
def test_an_address_that_is_none_or_tells_a_password_is_refused(uri: str) -> None:
    with pytest.raises(BadInput):
        checked(uri)


def test_a_server_that_is_down_is_said_so_with_what_to_do(file: Path, logged: None) -> None:
    ran = run("neo4j", "sync", "bolt://127.0.0.1:9", "--db", file)
    assert ran.code == 4 and "is the server started" in ran.err


def test_a_wrong_password_is_said_so_with_what_to_do(
    server: Server, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USER", USER)
    monkeypatch.setenv("NEO4J_PASSWORD", "not-this-one")
    ran = _typed("sync", server, file)
    assert ran.code == 4 and "NEO4J_PASSWORD" in ran.err and "not-this-one" not in ran.err


def test_without_a_terminal_a_password_is_not_asked_for(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    ran = run("neo4j", "sync", "bolt://127.0.0.1:9", "--db", file)
    assert ran.code == 2 and "NEO4J_PASSWORD" in ran.err


@pytest.mark.parametrize(("agent", "old"), [
    ("Neo4j/4.4.40", True), ("Neo4j/5.25.1", True), ("Neo4j/5.26.0", False), ("Neo4j/2026.09.0", False), ("Neo4j/dev", False),
])  # fmt: skip
def test_a_server_older_than_5_26_is_refused(agent: str, old: bool) -> None:
    if old:
        with pytest.raises(NoServer, match="update it"):
            hold_against_least(agent)
    else:
        hold_against_least(agent)


# ---- check and wipe


def test_check_tells_each_row_that_differs(driver: Driver, server: Server, file: Path, logged: None) -> None:
    assert _typed("check", server, file).code == 1  # nothing is there
    assert _typed("sync", server, file).code == 0
    assert _typed("check", server, file, "--json").json["differences"] == 0
    driver.execute_query("MATCH (n:Person {name: 'Cy Hart'}) SET n.name = 'Cy\x1b[31m'")
    driver.execute_query("MATCH ()-[r:DATING]->() DELETE r")
    driver.execute_query("MATCH (c:Claim {kind: 'dating'})-[r:ABOUT {party: 'a'}]->() DELETE r")
    driver.execute_query("CREATE (:Source:Relgraph {id: 'nobody', name: 'Nobody'})")
    ran = _typed("check", server, file)
    assert ran.code == 1 and ran.err == "" and "\x1b" not in ran.out
    *found, last = ran.out.splitlines()
    assert sorted(line.split(" ")[0] for line in found) == ["claim", "dating", "entity", "source"]
    assert any('name is "Cy' in line and '"Cy Hart" here' in line for line in found)
    assert "source nobody: only on the server" in found and "4 differences" in last
    found_json = _typed("check", server, file, "--json").json
    assert found_json["differences"] == 4
    assert {one["what"] for one in found_json["first"]} == {"missing", "different", "extra"}


def test_check_says_that_the_server_is_behind(
    driver: Driver, server: Server, file: Path, logged: None
) -> None:
    bring(driver, file)
    tell(file, doc("2018-01-01", says("feud", "Ann Vale", "Di Lund", "2017")))
    ran = _typed("check", server, file)
    assert ran.code == 1 and "sync brings it on" in ran.out


def test_wipe_takes_away_what_sync_made_and_nothing_else(
    driver: Driver, server: Server, file: Path, logged: None
) -> None:
    driver.execute_query("CREATE (:Entity {id: 'mine'})-[:KNOWS]->(:Note {text: 'mine'})")
    bring(driver, file)
    driver.execute_query("MATCH (n:Note), (p:Person {name: 'Ann Vale'}) CREATE (n)-[:ABOUT]->(p)")
    ran = run("neo4j", "wipe", server.uri, "--json")
    assert ran.code == 0 and ran.json["nodes"] == 30
    assert ask(driver, "MATCH (n) RETURN labels(n)[0] ORDER BY labels(n)[0]") == ["Entity", "Note"]
    assert ask(driver, "MATCH ()-[r]->() RETURN type(r)") == ["KNOWS"]
    assert ask(driver, "SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'relgraph' RETURN name") == []
    assert bring(driver, file).written >= 30
    assert differing(driver, file) == []


def test_other_data_in_the_way_is_said_so(driver: Driver, server: Server, file: Path, logged: None) -> None:
    run("neo4j", "wipe", server.uri)
    driver.execute_query("UNWIND [1, 2] AS n CREATE (:Entity {id: 'twice'})")
    ran = _typed("sync", server, file)
    assert ran.code == 4 and "a database of its own" in ran.err
    assert ask(driver, "MATCH (n:Relgraph) RETURN count(n)") == [0]


def test_the_server_is_named_in_what_went_wrong(server: Server) -> None:
    with (
        pytest.raises(NoServer, match=r"127\.0\.0\.1"),
        connected(server.uri, Login("nobody", "not-this-one")),
    ):
        pass

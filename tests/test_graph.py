"""The files of `relgraph graph`: other tools read what relgraph knows, and nobody's name who is not to be named."""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.analysis import network as made
from relgraph.analysis.graph import multigraph
from relgraph.analysis.network import Network, network
from relgraph.analysis.selection import Wanted, select
from relgraph.cli.handing import Handing
from relgraph.cli.making import handed_out
from relgraph.dates import day_of
from relgraph.exporters import gexf, graphml, node_link
from relgraph.log import open_for_reading
from relgraph.privacy import Redactor
from relgraph.queries.rows import ties_between
from tests.asking import SURE, TODAY, add_tie, empty, entities
from tests.page_story import CAST
from tests.shell import doc, on, run, says, tell

FORMATS = ("gexf", "graphml", "json")
WRITERS = {"gexf": gexf.write, "graphml": graphml.write, "json": node_link.write}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "cast.db"
    tell(path, *CAST)
    return path


def written(network: Network, form: str) -> str:
    out = StringIO()
    WRITERS[form](network, out)
    return out.getvalue()


def read(text: str, form: str) -> Any:
    """The file as networkx reads it, without what GEXF adds to the attributes: labels, ids and lifetimes."""
    if form == "json":
        return nx.node_link_graph(json.loads(text), edges="edges")
    if form == "graphml":
        return nx.parse_graphml(text, force_multigraph=True)
    graph = nx.MultiDiGraph(
        nx.read_gexf(StringIO(text))
    )  # it takes a graph without parallel edges for a simple one
    for data in (
        *(data for _, data in graph.nodes(data=True)),
        *(data for *_, data in graph.edges(data=True)),
    ):
        for name in ("label", "start", "end", "id"):
            data.pop(name, None)
    return graph


def content(graph: Any) -> tuple[dict[str, Any], list[tuple[str, str, dict[str, Any]]]]:
    nodes = {no: dict(data) for no, data in graph.nodes(data=True)}
    return nodes, sorted(((a, b, dict(data)) for a, b, data in graph.edges(data=True)), key=repr)


def whole(store: sqlite3.Connection, **more: Any) -> Network:
    chosen = select(store, Wanted(TODAY, TODAY, always=True, **more))
    return network(store, chosen, {"known": "2026-06-01"}, TODAY)


# ---- what is read back


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_read_back_is_what_was_written(db: Path, form: str) -> None:
    with closing(open_for_reading(db)) as store:
        network = whole(store)
    assert content(read(written(network, form), form)) == content(multigraph(network))
    assert len(network.edges) == 14


@pytest.mark.parametrize("form", FORMATS)
def test_every_episode_is_an_edge_of_its_own(db: Path, tmp_path: Path, form: str) -> None:
    assert run("graph", "-o", tmp_path / f"g.{form}", "--kind", "marriage", "--db", db).code == 0
    graph = read((tmp_path / f"g.{form}").read_text(encoding="utf-8"), form)
    ended = sorted(data.get("ended_by", "open") for *_, data in graph.edges(data=True))
    assert ended == ["divorce", "open"]
    assert len(set(graph.edges())) == 1


@given(names=st.lists(st.text(min_size=1), min_size=2, max_size=5), seed=st.integers(0, 99))
def test_any_name_and_any_id_is_read_back_without_what_no_xml_holds(names: list[str], seed: int) -> None:
    r = random.Random(seed)
    with closing(empty()) as store:
        entities(store, len(names))
        for no, name in enumerate(names, start=1):
            id = f"{name}{no if r.random() < 0.5 else ''}"
            store.execute("UPDATE OR IGNORE entity SET name = ?, id = ? WHERE no = ?", (name, id, no))
            store.execute(
                "INSERT OR IGNORE INTO name VALUES (?, ?, ?, 'alias')", (no, name[::-1], name[::-1])
            )
        for episode in range(1, 4):
            a, b = sorted(r.sample(range(1, len(names) + 1), 2))
            add_tie(store, a, b, "marriage", SURE, episode=episode, last_published=9)
        network = whole(store)
    assert len({node.id for node in network.nodes}) == len(network.nodes)
    for form in FORMATS:
        assert content(read(written(network, form), form)) == content(multigraph(network)), form


def test_what_is_not_known_is_left_out_and_no_attribute_is_unheard_of(db: Path) -> None:
    with closing(open_for_reading(db)) as store:
        network = whole(store)
    for rows, names in ((network.nodes, made.NODE), (network.edges, made.EDGE)):
        for row in rows:
            assert set(row.attributes) <= set(names)
            assert list(row.attributes) == [name for name in names if name in row.attributes]
            assert None not in row.attributes.values()
    (open_ended,) = (e for e in network.edges if e.attributes["kind"] == "marriage" and e.last is None)
    assert not [name for name in open_ended.attributes if name.startswith("end")]


def test_a_graph_of_networkx_can_be_asked_like_any_other(db: Path) -> None:
    with closing(open_for_reading(db)) as store:
        graph = multigraph(whole(store))
    assert graph.graph == {"known": "2026-06-01"}
    by_name = {data["name"]: no for no, data in graph.nodes(data=True)}
    marriages = [
        data
        for data in graph.get_edge_data(by_name["Ann Vale"], by_name["Bob Reed"]).values()
        if data["kind"] == "marriage"
    ]
    assert [data["episode"] for data in marriages] == [1, 2]
    assert graph.nodes[by_name["Ann Vale"]] == {
        "name": "Ann Vale", "type": "person", "aliases": "Annie Søgaard", "born": "1970-01-01",
    }  # fmt: skip


# ---- which ties


@pytest.mark.parametrize(("options", "kinds"), [
    (("--focus", "Eve Sand"), {"affair": 1}),
    (("--focus", "Eve Sand", "--depth", "2"), {"affair": 1, "marriage": 2, "separation": 1}),
    (("--kind", "dating", "--kind", "friendship"), {"dating": 1, "friendship": 1}),
    (("--on", "2009-07-01", "--kind", "marriage"), {"marriage": 1}),
    (("--on", "2013-01-01", "--kind", "marriage"), {}),
    (("--known", "2011-01-01", "--kind", "marriage"), {"marriage": 1}),
    (("--standing", "confirmed"), {"marriage": 1}),
    (("--standing", "disputed", "--kind", "affair", "--kind", "dating"), {"dating": 1}),
])  # fmt: skip
def test_a_file_has_the_ties_that_are_asked_for(
    db: Path, tmp_path: Path, options: tuple[str, ...], kinds: dict[str, int]
) -> None:
    ran = run("graph", "-o", tmp_path / "g.json", *options, "--db", db)
    assert ran.code == 0, ran.err
    found: dict[str, int] = {}
    for edge in json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))["edges"]:
        found[edge["kind"]] = found.get(edge["kind"], 0) + 1
    assert found == kinds


def test_withdrawn_ties_are_not_in_it(tmp_path: Path) -> None:
    tell(
        tmp_path / "w.db",
        doc("2010-01-01", says("marriage", "Ann Vale", "Bob Reed"), url="https://w.example/1"),
    )
    run(
        "retract",
        "--article",
        "https://w.example/1",
        "--published",
        "2011-01-01",
        "--why",
        "no",
        "--db",
        tmp_path / "w.db",
    )
    run("graph", "-o", tmp_path / "g.json", "--db", tmp_path / "w.db")
    assert json.loads((tmp_path / "g.json").read_text())["edges"] == []


# ---- GEXF and its timeline

CHILDREN = {
    "gexf": ["meta", "graph"], "meta": ["creator", "description"], "graph": ["attributes", "attributes", "nodes", "edges"],
    "node": ["attvalues"], "edge": ["attvalues"],
}  # fmt: skip
ATTRIBUTES = {
    "gexf": {"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "graph": {"defaultedgetype", "mode", "timeformat", "timerepresentation"},
    "attributes": {"class"}, "attribute": {"id", "title", "type"}, "nodes": {"count"}, "edges": {"count"},
    "node": {"id", "label", "start", "end"}, "edge": {"id", "source", "target", "label", "kind", "start", "end"},
    "attvalue": {"for", "value"},
}  # fmt: skip
"""What GEXF 1.3 allows, as far as it is used: gexf.net/1.3, and its primer on dynamics."""


def test_gexf_is_as_its_specification_has_it(db: Path) -> None:
    with closing(open_for_reading(db)) as store:
        root = ET.fromstring(written(whole(store), "gexf"))
    seen = set()
    for element in root.iter():
        namespace, name = element.tag[1:].split("}")
        assert namespace == "http://gexf.net/1.3"
        assert set(element.attrib) <= ATTRIBUTES.get(name, set()), name
        children = [child.tag.split("}")[1] for child in element]
        assert children == CHILDREN.get(name, children)
        seen.add(name)
    assert seen >= set(ATTRIBUTES) | set(CHILDREN)
    graph = root.find("{*}graph")
    assert graph is not None
    assert graph.attrib == {
        "defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval",
    }  # fmt: skip
    types = {attribute.get("type") for attribute in root.findall(".//{*}attribute")}
    assert types <= {"string", "integer", "boolean"}


def test_a_second_marriage_is_of_another_kind_for_gephi(db: Path) -> None:
    with closing(open_for_reading(db)) as store:
        root = ET.fromstring(written(whole(store, kinds=["marriage"]), "gexf"))
    edges = [
        (edge.get("kind"), edge.get("label"), edge.get("start"), edge.get("end"))
        for edge in root.findall(".//{*}edge")
    ]
    assert edges == [
        ("marriage", "marriage", "2009-06-06", "2012-04-29"),
        ("marriage 2", "marriage", "2015-01-10", None),
    ]
    nodes = {(node.get("start"), node.get("end")) for node in root.findall(".//{*}node")}
    assert nodes == {("2009-06-06", None)}


UNDATED = [
    doc("2020-01-01", says("marriage", "Lee One", "Lee Two", "/")),
    doc("2020-01-02", says("marriage", "Lee One", "Lee Three", "../1965-01-08")),
    doc("2020-01-03", says("marriage", "Lee Two", "Lee Four", "1960/1970")),
]  # fmt: skip


def test_an_edge_lasts_as_long_as_its_tie_holds_or_may_hold(db: Path, tmp_path: Path) -> None:
    shutil.copy(db, tmp_path / "more.db")
    tell(tmp_path / "more.db", *UNDATED)
    with closing(open_for_reading(tmp_path / "more.db")) as store:
        for tie, first, last in select(store, Wanted(TODAY, TODAY, always=True)).ties:
            days = {first and first - 1: False, first: True, last: True, last and last + 1: False}
            days |= {day: False for day in range(1, TODAY, 500) if first is None}
            for day, so in days.items():
                if day is not None:
                    (then,) = (
                        one for one in ties_between(store, tie.near, tie.far, day, TODAY)
                        if (one.kind, one.episode) == (tie.kind, tie.episode)
                    )  # fmt: skip
                    assert (then.holds in ("yes", "possibly")) is so, (tie, day)


def test_a_tie_without_a_day_has_no_lifetime_and_lends_none_to_its_parties(tmp_path: Path) -> None:
    tell(tmp_path / "u.db", *UNDATED)
    with closing(open_for_reading(tmp_path / "u.db")) as store:
        made = whole(store)
    years = {node.name: (node.first, node.last) for node in made.nodes}
    assert years["Lee One"] == years["Lee Three"] == (None, None)
    assert years["Lee Two"] == years["Lee Four"] == (on("1960-01-01"), on("1970-12-30"))
    assert [edge.first for edge in made.edges].count(None) == 2
    for form in FORMATS:
        assert content(read(written(made, form), form)) == content(multigraph(made))


# ---- who is not named


@pytest.mark.parametrize("form", FORMATS)
def test_nobody_is_named_who_may_not_be_neither_in_a_name_nor_in_an_id(
    db: Path, tmp_path: Path, form: str
) -> None:
    ran = run("graph", "-o", tmp_path / f"g.{form}", "--db", db)
    text = (tmp_path / f"g.{form}").read_text(encoding="utf-8").casefold()
    assert "pip" not in text
    assert "sand" not in text
    assert "ann vale" in text
    assert "2 people not named" in ran.out


def test_an_id_or_a_role_that_names_somebody_withheld_is_not_handed_out(tmp_path: Path) -> None:
    book = {"name": "The Book of Eve Sand", "type": "work"}
    tell(
        tmp_path / "b.db",
        *CAST,
        doc("2019-05-05", says("performance", "Ann Vale", book, detail="Eve Sand herself")),
    )
    assert run("graph", "-o", tmp_path / "g.json", "--db", tmp_path / "b.db").code == 0
    text = (tmp_path / "g.json").read_text(encoding="utf-8")
    assert "sand" not in text.casefold()
    assert '"The Book of a private person"' in text


def test_a_file_may_not_be_called_by_a_name_that_it_withholds(db: Path, tmp_path: Path) -> None:
    refused = run("graph", "-o", tmp_path / "eve-sand.gexf", "--db", db)
    assert refused.code == 2
    assert "names somebody whom the file does not" in refused.err
    assert list(tmp_path.iterdir()) == []


# ---- writing


def test_what_no_xml_file_can_hold_goes_with_one_warning(tmp_path: Path) -> None:
    odd = [f"A{chr(8)}nn {chr(0x0B)} & <Vale> {at}" for at in range(3)]
    tell(
        tmp_path / "o.db",
        *(doc("2010-01-01", says("marriage", name, "Bob \ufffe Reed"), source=name) for name in odd),
    )
    for form in FORMATS:
        ran = run("graph", "-o", tmp_path / f"o.{form}", "--db", tmp_path / "o.db")
        assert ran.code == 0
        assert ran.err == "characters that no XML file can hold are left out of 4 texts\n"
        names = {
            data["name"]
            for _, data in read((tmp_path / f"o.{form}").read_text(encoding="utf-8"), form).nodes(data=True)
        }
        assert names == {"Ann & <Vale> 0", "Ann & <Vale> 1", "Ann & <Vale> 2", "Bob  Reed"}


def test_a_failure_leaves_the_older_file_and_no_half_of_a_new_one(db: Path, tmp_path: Path) -> None:
    (tmp_path / "g.gexf").write_text("older")
    with (
        pytest.raises(RuntimeError),
        handed_out(tmp_path / "g.gexf", Redactor({}, {}, ()), Handing(db, "graph")) as out,
    ):
        out.write("half of it")
        out.flush()
        raise RuntimeError
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"g.gexf": "older"}


def test_the_same_ties_give_the_same_file(db: Path, tmp_path: Path) -> None:
    for form in FORMATS:
        for name in ("one", "two"):
            run("graph", "-o", tmp_path / f"{name}.{form}", "--db", db)
        assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"two.{form}").read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_tell_of_is_a_file_with_nothing_in_it(tmp_path: Path, form: str) -> None:
    tell(tmp_path / "e.db", doc("2010-01-01", says("birth", "Ann Vale", when="1980")))
    ran = run("graph", "-o", tmp_path / f"e.{form}", "--db", tmp_path / "e.db")
    assert "0 entities and 0 ties" in " ".join(ran.out.split())
    assert len(read((tmp_path / f"e.{form}").read_text(), form)) == 0
    run("graph", "-o", tmp_path / f"f.{form}", "--focus", "Ann Vale", "--db", tmp_path / "e.db")
    assert len(read((tmp_path / f"f.{form}").read_text(), form)) == 1


@pytest.mark.parametrize(("options", "code", "words"), [
    (("-o", "g.xlsx"), 2, "--format is needed where a name ends in none of gexf, graphml and json"),
    (("-o", "g.gexf", "--format", "csv"), 2, "'csv' is not one of"),
    (("-o", "g.gexf", "--depth", "2"), 2, "--depth needs --focus"),
    (("-o", "g.gexf", "--focus", "Nobody"), 1, "nobody and nothing is called 'Nobody'"),
    (("-o", "g.gexf", "--kind", "divorce"), 2, "'divorce' is none of marriage"),
    (("-o", "no/g.gexf"), 2, "no/g.gexf: there is no folder no; make it, or choose another place"),
])  # fmt: skip
def test_wrong_use_says_what_is_wrong(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = run("graph", *options, "--db", db)
    assert refused.code == code
    assert words in refused.err
    assert list(tmp_path.iterdir()) == []


def test_days_of_the_file_are_days(db: Path) -> None:
    with closing(open_for_reading(db)) as store:
        edges = whole(store).edges
    for edge in edges:
        for name in ("first_day", "last_day", "start_earliest", "end_latest", "last_published"):
            if name in edge.attributes:
                assert day_of(str(edge.attributes[name])) <= on("2030-01-01")


# ---- what the documentation promises

PAGE = (Path(__file__).parents[1] / "docs" / "graph.md").read_text(encoding="utf-8")


def test_every_attribute_is_documented() -> None:
    tables = re.findall(r"^\| attribute \| \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    documented = [
        re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (.*?) \|", table, re.MULTILINE))) for table in tables
    ]
    assert documented == [list(made.NODE), list(made.EDGE)]


def test_the_python_of_the_documentation_runs(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(db, "relgraph.db")
    run("graph", "-o", "portman.graphml")
    file, program = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    found: dict[str, Any] = {}
    exec(file.replace("2023-08-07", "2010-01-01"), found)
    assert found["couples"] == [("Ann Vale", "Bob Reed", "confirmed")]
    exec(program, found)
    assert {"Ann Vale", "The Fall"} <= {data["name"] for _, data in found["graph"].nodes(data=True)}

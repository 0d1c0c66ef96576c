"""`relgraph analyze`: who connects whom, who hangs together, who is between two others, and on what that rests."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.analysis import central as central_module
from relgraph.analysis import groups as groups_module
from relgraph.analysis.bridges import bridges
from relgraph.analysis.central import central
from relgraph.analysis.groups import groups
from relgraph.analysis.pairs import Rests, pairs, rests
from relgraph.analysis.selection import Selection, Wanted, select
from relgraph.analysis.triangles import triangles
from relgraph.cli.show.analyses import basis
from relgraph.fold.model import Bounds, End
from relgraph.log import open_for_reading
from relgraph.queries.rows import Ref, Tie
from tests.asking import SURE, add_tie, empty, entities
from tests.page_story import CAST, INSIDER
from tests.shell import Doc, doc, on, run, says, tell

Edges = list[tuple[int, int]]


def chosen(edges: Edges, standings: list[str] | None = None) -> Selection:
    """A graph of marriages of persons by number, as it is on day 105."""
    with closing(empty()) as db:
        entities(db, max(no for edge in edges for no in edge))
        for at, (a, b) in enumerate(edges):
            standing = standings[at % len(standings)] if standings else "reported"
            add_tie(db, min(a, b), max(a, b), "marriage", SURE, standing, episode=at + 1)
        return select(db, Wanted(105, 10**6))


graphs = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda e: e[0] != e[1]), min_size=1, max_size=20
)


# ---- who connects whom

PATH = [(1, 2), (2, 3), (3, 4)]


def test_who_stands_between_others_is_named_with_the_pairs() -> None:
    found = central(chosen(PATH)).found
    assert [(one.ref.id, one.pairs, one.rests.ties) for one in found] == [("e2", 2, 2), ("e3", 2, 2)]


@given(graphs)
def test_pairs_are_those_of_networkx_over_the_whole_graph(edges: Edges) -> None:
    selection = chosen(edges)
    theirs = nx.betweenness_centrality(nx.Graph(edges), normalized=False)
    ours = {one.ref.id: one.pairs for one in central(selection).found}
    assert ours == pytest.approx({f"e{no}": pairs for no, pairs in theirs.items() if pairs > 0})


def test_what_only_a_rumour_connects_says_so() -> None:
    found = central(chosen(PATH, ["reported", "alleged", "reported"])).found
    assert [(one.ref.id, one.pairs, one.firm) for one in found] == [("e2", 2, 0), ("e3", 2, 0)]
    assert found[0].rests == Rests({"reported": 1, "alleged": 1}, 0)


def test_a_large_graph_is_judged_by_a_sample_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    star = [(1, no) for no in range(2, 200)]
    exact = central(chosen(star))
    monkeypatch.setattr(central_module, "EFFORT", 20_000)
    sampled = central(chosen(star))
    assert (exact.sources, sampled.sources) == (None, 20_000 // 397)
    assert sampled == central(chosen(star))
    assert sampled.found[0].pairs == pytest.approx(exact.found[0].pairs, rel=0.1)


def test_small_parts_leave_their_effort_to_the_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [(no, no + 1) for no in range(300, 600) if no % 3]
    star = [(1, no) for no in range(2, 100)]
    monkeypatch.setattr(central_module, "EFFORT", 100 * 199 + 100 * 5 * 3)
    assert central(chosen(star + small)).sources is None


# ---- who hangs together

CLIQUES = [
    (1, 2),
    (1, 3),
    (2, 3),
    (1, 4),
    (2, 4),
    (3, 4),
    (4, 5),
    (5, 6),
    (5, 7),
    (6, 7),
    (5, 8),
    (6, 8),
    (7, 8),
]


@pytest.mark.parametrize("up_to", [50_000, 0])
def test_two_circles_with_one_tie_between_are_two_groups(up_to: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups_module, "LOUVAIN_UP_TO", up_to)
    answer = groups(chosen(CLIQUES))
    assert answer.method == ("louvain" if up_to else "label propagation")
    found = [{ref.id for ref in group.members} for group in answer.found]
    assert found == [{"e1", "e2", "e3", "e4"}, {"e5", "e6", "e7", "e8"}]
    assert [group.rests.ties for group in answer.found] == [6, 6]


def test_a_group_that_only_a_rumour_holds_says_into_how_many_parts_it_falls() -> None:
    (group,) = groups(chosen([(1, 2), (2, 3)], ["reported", "alleged"])).found
    assert group.parts == 2
    assert group.rests.standings == {"reported": 1, "alleged": 1}


@given(graphs)
def test_everybody_with_a_tie_is_in_one_group(edges: Edges) -> None:
    members = [ref.id for group in groups(chosen(edges)).found for ref in group.members]
    assert sorted(members) == sorted({f"e{no}" for edge in edges for no in edge})


# ---- what alone holds it together


ByHand = tuple[list[tuple[str, list[int]]], list[tuple[tuple[int, int], int, set[int]]]]


def by_hand(edges: Edges) -> ByHand:
    """By taking away each entity and each pair in turn."""
    selection = chosen(edges)
    graph = pairs(selection)
    graph.remove_nodes_from([no for no in list(graph) if not graph.degree(no)])
    cuts: list[tuple[str, list[int]]] = []
    found: list[tuple[tuple[int, int], int, set[int]]] = []
    for no in list(graph):
        part = nx.node_connected_component(graph, no)
        rest = graph.subgraph(part - {no})
        sizes = sorted(map(len, nx.connected_components(rest)), reverse=True)
        if len(sizes) > 1:
            cuts.append((f"e{no}", sizes))
    for a, b in list(graph.edges):
        ties = graph.edges[a, b]["ties"]
        graph.remove_edge(a, b)
        if not nx.has_path(graph, a, b):
            one, other = sorted(len(nx.node_connected_component(graph, no)) for no in (a, b))
            found.append(((one, other), len(ties), {a, b}))
        graph.add_edge(a, b, ties=ties)
    return cuts, found


@given(graphs)
def test_cuts_and_bridges_are_what_falls_apart_when_taken_away(edges: Edges) -> None:
    answer = bridges(chosen(edges))
    cuts, found = by_hand(edges)
    assert sorted((cut.ref.id, cut.parts) for cut in answer.cuts) == sorted(cuts)
    ours = [
        (bridge.sides, len(bridge.ties), {bridge.ties[0].near, bridge.ties[0].far})
        for bridge in answer.bridges
    ]
    assert sorted(ours, key=repr) == sorted(found, key=repr)
    assert [cut.apart for cut in answer.cuts] == sorted((cut.apart for cut in answer.cuts), reverse=True)


# ---- who is between two others

TRIANGLES: list[Doc] = [
    doc("2010-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001"), says("marriage", "Cy Hart", "Di Lund", "2002")),
    doc("2010-02-01", says("affair", "Ann Vale", "Cy Hart", stance="alleged", attribution=INSIDER), source="Star"),
    doc("2010-02-02", says("dating", "Eve Sand", "Gus Orr", "2010-01"), says("dating", "Eve Sand", "Hal Fox", "2010-01")),
    doc("2010-02-03", says("engagement", "Gus Orr", "Ida Moe", "2010-01"), source="Post"),
    doc("2010-02-04", says("marriage", "Two Times", "Eva One", "2001"), says("marriage", "Two Times", "Eva Two", "2003")),
    doc("2010-02-05", says("separation", "Ann Vale", "Bob Reed", "2010-01"), source="Post"),
]  # fmt: skip


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("analyze") / "story.db"
    tell(path, *TRIANGLES)
    return path


def between(db: Path, day: str, **more: Any) -> list[tuple[str, list[tuple[str, str]], str, str]]:
    with closing(open_for_reading(db)) as store:
        found = triangles(select(store, Wanted(on(day), on("2026-01-01"), **more))).found
    return [
        (one.who.name, [(tie.kind, tie.other.name) for tie in one.ties], one.standing, one.holds)
        for one in found
    ]


def test_a_triangle_is_a_marriage_and_something_else_on_the_same_day(story: Path) -> None:
    assert between(story, "2010-02-01") == [
        ("Gus Orr", [("engagement", "Ida Moe"), ("dating", "Eve Sand")], "reported", "yes"),
        ("Ann Vale", [("marriage", "Bob Reed"), ("affair", "Cy Hart")], "alleged", "yes"),
        ("Cy Hart", [("marriage", "Di Lund"), ("affair", "Ann Vale")], "alleged", "yes"),
    ]


def test_a_separation_is_told_beside_it(story: Path) -> None:
    with closing(open_for_reading(story)) as store:
        found = triangles(select(store, Wanted(on("2010-02-01"), on("2026-01-01")))).found
    apart = {
        one.who.name: [(tie.kind, tie.entity.name, tie.other.name) for tie in one.apart] for one in found
    }
    assert apart["Ann Vale"] == [("separation", "Ann Vale", "Bob Reed")]
    assert apart["Cy Hart"] == []


def test_two_marriages_or_two_datings_are_no_triangle(story: Path) -> None:
    assert not {"Two Times", "Eve Sand"} & {who for who, *_ in between(story, "2010-02-01")}


def test_before_and_after_there_is_none(story: Path) -> None:
    assert between(story, "2005-01-01") == []
    assert between(story, "2025-01-01") == []


# ---- on what it rests


def tie(standing: str, holds: str = "yes") -> Tie:
    ref = Ref("e1", "Ann Vale", "person")
    return Tie("marriage", ref, ref, None, 1, holds, standing, 1, 0, Bounds(), End(Bounds(), None, None), None,
               False, 1, False, (), False, 1, 1)  # fmt: skip


@pytest.mark.parametrize(("ties", "words"), [
    ([], "0 ties"),
    ([tie("reported")], "1 tie, reported"),
    ([tie("alleged", "possibly")], "1 tie, ALLEGED; possibly"),
    ([tie("reported")] * 2, "2 ties, all reported"),
    ([tie("reported", "possibly")] * 2, "2 ties, all reported; all of them possibly"),
    ([tie("alleged"), tie("confirmed"), tie("disputed", "possibly")],
     "3 ties: 1 confirmed, 1 DISPUTED, 1 ALLEGED; 1 of them possibly"),
])  # fmt: skip
def test_what_an_answer_rests_on_is_said_in_words(ties: list[Tie], words: str) -> None:
    assert basis(rests(ties)) == words


# ---- the command


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("analyze") / "cast.db"
    tell(path, *CAST)
    return path


ON = ("--on", "2017-03-01", "--known", "2018-12-31")


@pytest.mark.parametrize(("what", "lines"), [
    ("central", ["Who connects whom", "on 1 Mar 2017, as known on 31 Dec 2018", "  1  Ann Vale ", "ALLEGED"]),
    ("groups", ["Who hangs together", "found by Louvain's method", "Ann Vale", "works: The Fall"]),
    ("bridges", ["Without whom it falls apart", "Ties without which it falls apart", "hang together only because"]),
    ("triangles", ["Who is between two others", "Bob Reed, between Ann Vale and Eve Sand: ALLEGED", "ALLEGED by an insider, in Us Monthly"]),
])  # fmt: skip
def test_a_table_fits_80_columns_and_says_what_is_alleged(db: Path, what: str, lines: list[str]) -> None:
    ran = run("analyze", what, *ON, "--db", db)
    assert ran.code == 0, ran.err
    for line in lines:
        assert line in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_denied_ties_count_only_if_asked_for(db: Path) -> None:
    usual, denied = (run("analyze", "central", *ON, *more, "--json", "--db", db).json["standings"]
                     for more in ((), ("--standing", "denied")))  # fmt: skip
    assert "denied" not in usual
    assert denied["denied"] == 1


def test_a_table_can_be_narrowed_down_and_cut_short(db: Path) -> None:
    answer = run(
        "analyze", "bridges", *ON, "--kind", "affair", "--kind", "marriage", "--json", "--db", db
    ).json
    assert [cut["name"] for cut in answer["cuts"]] == ["Bob Reed"]
    near = run("analyze", "groups", *ON, "--focus", "Eve Sand", "--json", "--db", db).json
    assert [ref["name"] for group in near["groups"] for ref in group["members"]] == ["Bob Reed", "Eve Sand"]
    assert "more: --top" in run("analyze", "central", *ON, "--top", "1", "--db", db).out


@pytest.mark.parametrize("what", ["central", "groups", "bridges", "triangles"])
def test_a_day_without_ties_is_an_answer(db: Path, what: str) -> None:
    ran = run("analyze", what, "--on", "1900", "--db", db)
    assert ran.code == 0
    assert "0 entities, 0 ties" in ran.out


def test_the_same_question_has_the_same_answer_whatever_the_hashes(db: Path) -> None:
    asked = [
        ["analyze", what, *ON, "--db", str(db)] for what in ("central", "groups", "bridges", "triangles")
    ]
    code = f"from relgraph.cli import main\nfor asked in {asked!r}: main(asked)"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
    assert b"Who is between two others" in answers.pop()


@pytest.mark.parametrize(("options", "code", "words"), [
    (("middle",), 2, "'middle' is none of central, groups, bridges, triangles"),
    (("central", "--depth", "2"), 2, "--depth needs --focus"),
    (("central", "--focus", "Nobody"), 1, "nobody and nothing is called 'Nobody'"),
    (("central", "--top", "0"), 2, "is not a whole number from 1 on"),
])  # fmt: skip
def test_wrong_use_says_what_is_wrong(db: Path, options: tuple[str, ...], code: int, words: str) -> None:
    refused = run("analyze", *options, "--db", db)
    assert refused.code == code
    assert words in refused.err

"""What check finds: each defect by its name, with whom it is about and what to type next."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.shell import Doc, doc, run, says, tell

Json = dict[str, Any]


def checked(db: Path, *more: str) -> list[Json]:
    ran = run("check", "--json", *more, "--db", db)
    found: list[Json] = ran.json
    assert ran.code == (1 if found else 0), ran.err
    return found


def born(name: str, when: str, **more: Any) -> Json:
    return says("birth", name, when=when, **more)


def written(text: str, published: str, quote: str, **more: Any) -> Json:
    """A version of one article."""
    claim = {"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "when": "2012", "quote": quote}
    url = "https://example.org/wed"
    return {"source": "Wire", "published": published, "text": text, "url": url, "claims": [claim]} | more


WED = "Ann Vale married Bob Reed in 2012."
TWICE = says("marriage", "Ann Vale", "Bob Reed", "2001"), says("marriage", "Ann Vale", "Cy Hart", "2003")
COPY = "Ann Vale married Bob Reed. The town was quiet, and nobody else came to the little church by the sea."

CASES: list[tuple[str, list[Doc], set[str]]] = [
    ("dates disagree", [
        doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001")),
        doc("2020-01-02", says("marriage", "Ann Vale", "Bob Reed", "2005"), source="Post"),
    ], {"Ann Vale", "Bob Reed"}),
    ("observed outside", [
        doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001/2005")),
        doc("2021-01-01", says("marriage", "Ann Vale", "Bob Reed")),
    ], {"Ann Vale", "Bob Reed"}),
    ("ends before it starts", [doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2005/2001"))], {"Ann Vale", "Bob Reed"}),
    ("after death", [
        doc("2020-01-01", says("death", "Ann Vale", when="2010-01-01"), says("dating", "Ann Vale", "Bob Reed", "2015")),
    ], {"Ann Vale", "Bob Reed"}),
    ("overlapping marriages", [doc("2020-01-01", *TWICE)], {"Ann Vale", "Bob Reed", "Cy Hart"}),
    ("births disagree", [doc("2020-01-01", born("Ann Vale", "1980")), doc("2020-01-02", born("Ann Vale", "1955-05"))], {"Ann Vale"}),
    ("parent younger than child", [
        doc("2020-01-01", born("Ann Vale", "1990"), born("Kim Vale", "1980"), says("parenthood", "Ann Vale", "Kim Vale")),
    ], {"Ann Vale", "Kim Vale"}),
    ("before birth", [
        doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "1970"),
            entities=[{"name": "Ann Vale", "type": "person", "born": "1981-06-09"}]),
    ], {"Ann Vale", "Bob Reed"}),
    ("article changed", [written(WED, "2020-01-01", WED), written(f"{WED} They live by the sea.", "2020-01-05", WED)], set()),
    ("quote no longer in text", [
        written(f"The news. {WED}", "2020-01-01", WED),
        written("The news. An earlier version was wrong.", "2020-01-05", WED, claims=[]),
    ], {"Ann Vale", "Bob Reed"}),
    ("one text many roots", [
        {"source": source, "published": f"2020-01-0{n}", "text": COPY, "claims": [
            {"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "quote": "Ann Vale married Bob Reed", "attribution": chain}]}
        for n, (source, chain) in enumerate([("Wire", []), ("Post", [{"agent": "Us Monthly", "role": "outlet"}])], 1)
    ], {"Ann Vale", "Bob Reed"}),
    ("unread date", [written(WED, "2020-01-01", WED) | {"claims": [
        {"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "quote": WED}]}], {"Ann Vale", "Bob Reed"}),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "told", "parties"), CASES, ids=[name for name, *_ in CASES])
def test_a_defect_is_found_with_its_parties_and_what_to_type_next(
    tmp_path: Path, finding: str, told: list[Doc], parties: set[str]
) -> None:
    db = tmp_path / "odd.db"
    tell(db, *told)
    (one,) = (one for one in checked(db) if one["finding"] == finding)
    assert {party["name"] for party in one["parties"]} == parties
    assert one["message"] and one["next"]
    out = run("check", "--db", db).out
    assert f"{finding}, position {one['position']}" in out
    assert all(f"see: {command}" in out for command in one["next"])
    for command in one["next"]:
        words = shlex.split(command)
        assert words[0] == "relgraph"
        assert run(*words[1:], "--db", db).code == 0, command


@pytest.mark.parametrize("told", [told for _, told, _ in CASES], ids=[name for name, *_ in CASES])
def test_what_a_night_brought_is_found_and_what_was_there_before_is_not_told_again(
    tmp_path: Path, told: list[Doc]
) -> None:
    db = tmp_path / "night.db"
    tell(db, doc("2019-01-01", says("marriage", "Old One", "Old Two", "2001/1999")))
    start = run("log", "head", "--json", "--db", db).json["position"]
    tell(db, *told)
    everything = checked(db)
    assert checked(db, "--since", str(start)) == [one for one in everything if one["position"] > start]
    assert len(checked(db, "--since", str(start))) == len(everything) - 1
    tell(db, doc("2022-01-01", says("dating", "Eve Lind", "Finn Moss")))
    end = run("log", "head", "--json", "--db", db).json["position"]
    assert checked(db, "--since", str(end)) == []


def test_news_that_makes_an_old_claim_odd_is_found_at_night(tmp_path: Path) -> None:
    db = tmp_path / "night.db"
    tell(db, doc("2020-06-01", says("marriage", "Ann Vale", "Bob Reed")))
    assert checked(db) == []
    start = run("log", "head", "--json", "--db", db).json["position"]
    tell(db, doc("2021-01-01", says("marriage", "Ann Vale", "Bob Reed", "2020-12-24")))
    (found,) = checked(db, "--since", str(start))
    assert (found["finding"], found["position"] <= start) == ("observed outside", True)


def test_judgements_that_contradict_or_that_nothing_is_left_of_are_found(tmp_path: Path) -> None:
    db = tmp_path / "judged.db"
    tell(
        db,
        doc(
            "2020-01-01",
            says("marriage", "Ann Vale", "Bob Reed", "2001"),
            says("dating", "Cy Hart", "Di Lund"),
        ),
    )

    def judge(*words: str) -> str:
        ran = run("identity", *words, "--by", "desk", "--json", "--db", db)
        assert ran.code == 0, ran.err
        return str(ran.json["id"])

    one = judge("same", "Ann Vale", "Di Lund")
    judge("different", "Ann Vale", "Di Lund")
    (found,) = checked(db)
    assert (found["finding"], found["next"]) == (
        "contradicting judgements",
        [f"relgraph identity undo {one[:12]}"],
    )
    assert {party["name"] for party in found["parties"]} == {"Ann Vale", "Di Lund"}
    judge("undo", one)
    assert checked(db) == []
    gone = judge("same", "Cy Hart", "Bob Reed")
    tell(db, doc("2020-01-02", says("death", {"name": "Cy Hart", "id": "cy"}, when="2019"),
                 entities=[{"name": "Cy Hart", "type": "person", "id": "cy"}]))  # fmt: skip
    found = next(one for one in checked(db) if one["finding"] == "orphan judgement")
    assert found["next"] == [f"relgraph identity undo {gone[:12]}"]


def test_one_person_by_a_wrong_join_is_a_finding_that_leads_to_the_judgement(tmp_path: Path) -> None:
    db = tmp_path / "self.db"
    tell(db, doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001")))
    assert run("identity", "same", "Ann Vale", "Bob Reed", "--by", "desk", "--db", db).code == 0
    (found,) = checked(db)
    assert found["finding"] == "self bond"
    (show,) = (command for command in found["next"] if "identity show" in command)
    out = run(*shlex.split(show)[1:], "--db", db).out
    undo = re.search(r"relgraph (identity undo \w+)", out)
    assert undo and run(*undo[1].split(), "--by", "desk", "--db", db).code == 0
    assert checked(db) == []


def test_copies_of_one_text_that_cite_alike_and_an_article_told_again_are_in_order(tmp_path: Path) -> None:
    db = tmp_path / "fine.db"
    claim = {"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "quote": "Ann Vale married Bob Reed"}
    tell(
        db,
        *(
            {"source": f"Echo {n}", "published": "2020-01-01", "text": COPY, "claims": [claim]}
            for n in range(3)
        ),
    )
    tell(
        db,
        written(WED, "2020-02-01", WED),
        written(WED.replace(" in", ", we hear, in"), "2020-02-05", "Ann Vale married Bob Reed"),
    )
    assert [one["finding"] for one in checked(db)] == ["article changed"]

"""Who is who, as an archivist types it: same, different, undo, suggest, show."""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.shell import Ran, doc, run, says, tell

CHEF, SENATOR = "https://example.org/chef", "https://example.org/senator"
STORY = [
    doc("2020-03-02", says("marriage", "John Smith", "Ann Vale", "2012"), url=CHEF),
    doc("2021-05-06", says("dating", "John Smith", "Cleo Hart"), url=SENATOR, source="Star Post"),
    doc(
        "2021-06-01",
        says("dating", "Lady Vex", "Cleo Hart"),
        says("dating", "Anna Kovac", "Bob Reed"),
        source="Star Post",
        entities=[
            {
                "name": "Mira Sandov", "type": "person", "born": "1980",
                "names": [{"name": "Mira Thorne", "kind": "married", "when": "2008/2012"}, {"name": "Vexa", "kind": "stage"}],
            }
        ],
    ),
    doc("2022-01-01", says("marriage", "Mira Thorne", "Bob Reed", "2008"), source="Ledger"),
]  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    tell(path, *STORY)
    return path


def typed(db: Path, *words: str) -> Ran:
    """An identity command of the desk."""
    by = ("--by", "desk") if words[0] in ("same", "different", "undo") else ()
    return run("identity", *words, *by, "--db", db)


def done(db: Path, *words: str) -> Any:
    """The same in JSON."""
    ran = run(
        "identity",
        *words,
        *(() if words[0] in ("show", "suggest") else ("--by", "desk")),
        "--json",
        "--db",
        db,
    )
    assert ran.code == 0, ran.err
    return ran.json


def with_whom(db: Path, who: str) -> set[str]:
    ran = run("ties", who, "--all", "--json", "--db", db)
    assert ran.code == 0, ran.err
    return {tie["other"]["name"] for tie in ran.json["ties"]}


def the_id(db: Path, name: str) -> str:
    with closing(sqlite3.connect(db)) as connection:
        (found,) = connection.execute("SELECT id FROM entity WHERE name = ?", (name,)).fetchone()
    return str(found)


def dump(db: Path) -> list[object]:
    """All that the read model says of ties, in order."""
    with closing(sqlite3.connect(db)) as connection:
        tables = ("claim", "version", "link", "mention", "finding")
        return [sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables]


# ---- two people of one name


@pytest.mark.parametrize("article", [SENATOR, "id"])
def test_the_one_of_that_article_is_told_from_his_namesake_and_what_is_loaded_again_changes_nothing(
    db: Path, article: str
) -> None:
    assert with_whom(db, "John Smith") == {"Ann Vale", "Cleo Hart"}
    mention = next(
        one["mention"]
        for one in done(db, "show", "John Smith")["mentions"]
        if one["article"]["url"] == SENATOR
    )
    typed_as = mention if article == "id" else f"John Smith@{SENATOR}"
    assert done(db, "different", typed_as, "John Smith")["refolded"] == 2
    ran = run("ties", "John Smith", "--db", db)
    assert ran.code == 1 and "can be any of 2" in ran.err
    tell(db, *STORY)
    both = run("find", "John Smith", "--json", "--db", db).json
    assert {frozenset(with_whom(db, one["id"])) for one in both} == {
        frozenset({"Ann Vale"}),
        frozenset({"Cleo Hart"}),
    }


def test_a_mention_can_be_given_to_another_one(db: Path) -> None:
    done(db, "same", f"John Smith@{SENATOR}", "Bob Reed")
    assert with_whom(db, "Bob Reed") == {"Anna Kovac", "Mira Sandov", "Cleo Hart"}
    assert with_whom(db, "Ann Vale") == {"John Smith"}


@pytest.mark.parametrize(
    ("who", "code", "message"),
    [
        (f"Jon Smith@{SENATOR}", 1, "no claim on anybody it calls 'Jon Smith'"),
        (f"john smith@{SENATOR}", 0, ""),
        ("John Smith@https://example.org/none", 1, "nobody and nothing is called"),
        ("John Smith@abc", 1, "nobody and nothing is called"),
        ("Zed Nobody", 1, "nobody and nothing is called"),
        ("John Smith", 2, "both are John Smith"),
    ],
)
def test_whom_nobody_knows_is_said(db: Path, who: str, code: int, message: str) -> None:
    ran = typed(db, "different", who, "John Smith")
    assert ran.code == code and message in ran.err


def test_what_show_prints_can_be_pasted(db: Path) -> None:
    tell(db, doc("2023-01-01", says("dating", 'Kim "K$" O’Roe', "Bea Ash")))
    out = typed(db, "show", "Bea Ash").out + typed(db, "show", "Kim").out
    for line in out.splitlines():
        if "@" in line:
            (mention,) = shlex.split(line)
            assert run("identity", "show", mention, "--db", db).code == 0


# ---- one person, several names


def test_a_name_of_a_kind_finds_its_bearer_and_says_who_gave_it(db: Path) -> None:
    assert with_whom(db, "Mira Thorne") == with_whom(db, "Mira Sandov") == {"Bob Reed"}
    names = {name["name"]: name for name in done(db, "show", "Mira Sandov")["names"]}
    assert {name: one["kind"] for name, one in names.items()} == {
        "Mira Sandov": "name", "Mira Thorne": "married", "Vexa": "stage",
    }  # fmt: skip
    assert (names["Mira Thorne"]["when"], names["Mira Thorne"]["article"]["source"]) == (
        "2008/2012",
        "Star Post",
    )


def test_two_names_become_one_by_hand_and_the_hand_is_named(db: Path) -> None:
    before = dump(db)
    receipt = done(db, "same", "Lady Vex", "Anna Kovac", "--as", "stage", "--why", "her passport")
    assert receipt["refolded"] > 0
    assert with_whom(db, "Lady Vex") == with_whom(db, "Anna Kovac") == {"Cleo Hart", "Bob Reed"}
    card = done(db, "show", "Anna Kovac")
    (stage,) = (name for name in card["names"] if name["kind"] == "stage")
    assert (stage["name"], stage["judgement"]) == ("Lady Vex", receipt["id"])
    (said,) = card["judgements"]
    assert (said["by"], said["why"], said["judgement"]) == ("desk", "her passport", "same")
    done(db, "undo", receipt["id"][:8])
    assert dump(db) == before


# ---- a wrong join


def test_a_join_is_taken_back_once_and_a_second_time_changes_nothing(db: Path) -> None:
    before = dump(db)
    id = done(db, "same", "Ann Vale", "Cleo Hart")["id"]
    assert done(db, "same", "Cleo Hart", "Ann Vale") == {
        "id": id, "refolded": 0, "fresh": False, "left_out": [], "counting": [],
    }  # fmt: skip
    back = done(db, "undo", id)
    again = done(db, "undo", id)
    assert (again["id"], again["fresh"]) == (back["id"], False)
    assert dump(db) == before
    assert done(db, "undo", back["id"])["fresh"]
    assert with_whom(db, "Ann Vale") == with_whom(db, "Cleo Hart")


def test_what_was_judged_to_be_two_is_not_joined_by_hand_without_taking_that_back(db: Path) -> None:
    first = done(db, "different", "Ann Vale", "Anna Kovac")["id"]
    done(db, "same", "Ann Vale", "Cleo Hart")
    ran = typed(db, "same", "Anna Kovac", "Cleo Hart")
    assert ran.code == 2 and f"relgraph identity undo {first[:12]}" in ran.err
    done(db, "undo", first)
    assert typed(db, "same", "Anna Kovac", "Cleo Hart").code == 0


def test_a_join_that_is_contradicted_later_is_left_out_and_found(db: Path) -> None:
    one = done(db, "same", "Ann Vale", "Cleo Hart")["id"]
    receipt = done(db, "different", "Ann Vale", "Cleo Hart")
    assert receipt["left_out"] == [one]
    assert with_whom(db, "Ann Vale") == {"John Smith"}
    found = run("check", "--json", "--db", db).json
    assert [one["finding"] for one in found] == ["contradicting judgements"]
    assert done(db, "undo", receipt["id"])["counting"] == [one]


def test_ids_that_a_document_gives_one_person_can_be_two(db: Path) -> None:
    wrong = doc(
        "2023-01-01",
        says("dating", {"name": "Kit Rowe", "id": "imdb:nm1"}, "Lou Dane"),
        says("dating", {"name": "Kit Rowe", "id": "wikidata:Q1"}, "Mia Oak"),
        entities=[{"name": "Kit Rowe", "type": "person", "ids": {"imdb": "nm1", "wikidata": "Q1"}}],
    )
    tell(db, wrong)
    assert with_whom(db, "imdb:nm1") == {"Lou Dane", "Mia Oak"}
    done(db, "different", "imdb:nm1", "wikidata:Q1")
    tell(db, wrong | {"published": "2023-02-02", "source": "Ledger"})
    assert (with_whom(db, "imdb:nm1"), with_whom(db, "wikidata:Q1")) == ({"Lou Dane"}, {"Mia Oak"})


def test_only_the_pairs_concerned_are_worked_out_anew(db: Path) -> None:
    def rows() -> dict[frozenset[str], int]:
        query = "SELECT version.rowid, x.name, y.name FROM version JOIN entity x ON x.no = a JOIN entity y ON y.no = b"
        with closing(sqlite3.connect(db)) as connection:
            return {frozenset(pair): row for row, *pair in connection.execute(query)}

    tell(db, doc("2023-01-01", *(says("dating", "Ann Vale", f"Friend {n}") for n in range(3))))
    before = rows()
    joined = frozenset({"Ann Vale", "Lady Vex"})
    assert done(db, "same", *sorted(joined))["refolded"] in (
        2,
        8,
    )  # as it was and as it is, of one of the two
    after = rows()
    assert {pair: row for pair, row in before.items() if not pair & joined} == {
        pair: row for pair, row in after.items() if not pair & joined
    }


# ---- suggestions


def suggested(db: Path, *more: str) -> list[tuple[str, str]]:
    return [(one["a"]["name"], one["b"]["name"]) for one in done(db, "suggest", *more)]


@pytest.mark.parametrize(
    ("names", "alike"),
    [
        (("Maria Lopez", "María López"), True),
        (("Katherine Bell", "Catherine Bell"), True),
        (("Natalie Portman", "Natalie Portmann"), True),
        (("Kovac Anna Maria", "Anna Maria Kovac"), True),
        (("Marguerite Anne Holloway", "Marguerite Holloway"), True),
        (("Edmund Roake Jr.", "Edmund Roake"), True),
        (("Edmund Roake Jr.", "Edmund Roake III"), False),
        (("Ann Vale", "Ann Reed"), False),
        (("Cher", "Chef"), False),
    ],
)
def test_names_suggest_and_never_join(tmp_path: Path, names: tuple[str, str], alike: bool) -> None:
    db = tmp_path / "likeness.db"
    told = [says("dating", name, f"{word} Oak") for name, word in zip(names, ("Lou", "Mia"), strict=True)]
    tell(db, *(doc(f"2020-01-0{n}", claim) for n, claim in enumerate(told, 1)))
    assert suggested(db) == ([names] if alike else [])
    assert suggested(db, the_id(db, names[0])) == ([names] if alike else [])
    for name in names:
        assert len(with_whom(db, the_id(db, name))) == 1


def test_a_wife_by_two_names_is_suggested_by_whom_she_married(db: Path) -> None:
    tell(
        db,
        doc("2023-01-01", says("marriage", "Zora Finch", "Sol Marsh", "1999")),
        doc("2023-01-02", says("parenthood", "Zora Marsh", "Pip Marsh")),
        doc("2023-01-03", says("marriage", "Zora Marsh", "Sol Marsh", "1999")),
    )
    (found,) = done(db, "suggest", "Zora Marsh")
    assert found["reasons"] == ["the same first name", "both married to Sol Marsh"]


@pytest.mark.parametrize(
    ("births", "alike"),
    [(("1980", "1980-05-05"), True), (("1980", "1955"), False), (("1980", None), True)],
)
def test_years_of_birth_speak_for_and_against(
    tmp_path: Path, births: tuple[str, str | None], alike: bool
) -> None:
    db = tmp_path / "births.db"
    for n, (name, born) in enumerate(zip(("Ann Mary Vale", "Ann Vale"), births, strict=True)):
        entity = {"name": name, "type": "person", **({"born": born} if born else {})}
        tell(db, doc(f"2020-01-0{n + 1}", says("dating", name, f"Friend {n}"), entities=[entity]))
    found = done(db, "suggest")
    assert bool(found) == alike
    if births[1] == "1980-05-05":
        assert "both born in 1980" in found[0]["reasons"]


def test_those_who_were_judged_to_be_two_are_not_suggested_again(db: Path) -> None:
    tell(db, doc("2023-01-01", says("dating", "Anna Kovacs", "Lou Oak")))
    assert suggested(db) == [("Anna Kovac", "Anna Kovacs")]
    done(db, "different", "Anna Kovac", "Anna Kovacs")
    assert suggested(db) == []
    tell(db, doc("2023-02-01", says("dating", "Anna Kovacs", "Mia Oak")))
    assert suggested(db) == []


def test_a_command_that_is_suggested_can_be_pasted(db: Path) -> None:
    tell(db, doc("2023-01-01", says("dating", "Anna Kovacs", "Lou Oak")))
    command = re.search(r"relgraph (identity same .*)", typed(db, "suggest").out)
    assert command
    assert run(*shlex.split(command[1]), "--by", "desk", "--db", db).code == 0
    assert suggested(db) == []

"""Who is erased is gone from what persons judged and reviewed too, and from every name that she went by."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from relgraph.articles import short_digest
from relgraph.entities import named_id
from relgraph.log.beside import CYPHER
from tests.erasing import forms, left
from tests.shell import Doc, Ran, doc, run, says, tell
from tests.test_erasing import erase, rows

NAME, MARRIED, STAGE = "Zoë Quark", "Zoë Thornby", "Lady Otterly"
STAR, HOME = "https://star.example/news/4711-zoe-quark", "https://home.example/lady-otterly"
POST, GONE = "https://post.example/77", "https://only.example/of-her"
TODAY = ("--on", "2026-06-01", "--known", "2026-06-01")


def proposed(kind: str, a: object, b: object, quote: str, **more: object) -> Doc:
    """A claim that an extractor proposes."""
    by = {"name": "rules", "version": "1", "model": "none", "rule": f"verb:{kind}"}
    return {**says(kind, a, b), "quote": quote, "extractor": by, **more}


STORY: list[Doc] = [
    {"source": "Star", "published": "2017-01-05", "url": STAR,
     "text": "Zoë Quark wed Bob Reed. Zoë Quark is seen with Cy Hart by the boathouse. Ann Vale wed Di Lund.",
     "entities": [{"name": NAME, "type": "person", "names": [
         {"name": MARRIED, "kind": "married", "when": "2017/2019"}]}],
     "claims": [proposed("marriage", NAME, "Bob Reed", "Zoë Quark wed Bob Reed."),
                proposed("dating", NAME, "Cy Hart", "Zoë Quark is seen with Cy Hart by the boathouse."),
                proposed("marriage", "Ann Vale", "Di Lund", "Ann Vale wed Di Lund.")]},
    {"source": "Home", "published": "2018-01-05", "url": HOME, "text": "Lady Otterly knows Ann Vale. Anne Vale met Cy Hart.",
     "claims": [proposed("friendship", STAGE, "Ann Vale", "Lady Otterly knows Ann Vale."),
                proposed("friendship", "Anne Vale", "Cy Hart", "Anne Vale met Cy Hart.")]},
    {"source": "Post", "published": "2019-01-05", "url": POST,
     "text": "Ann Vale and Di Lund split up, Zoë Thornby says. Zoë Quark sang. Quin is a friend of Ann Vale.",
     "entities": [{"name": "Ann Vale", "type": "person", "names": [{"name": "Ann Quark", "kind": "birth"}]},
                  {"name": "The Trust", "type": "organization", "names": [{"name": "The Zoë Quark Trust", "kind": "birth"},
                                                                          {"name": "The Old Trust", "kind": "alias"}]}],
     "claims": [proposed("separation", "Ann Vale", "Di Lund", "Ann Vale and Di Lund split up, Zoë Thornby says."),
                proposed("friendship", NAME, "Di Lund", "Zoë Quark sang."),
                proposed("friendship", "Quin", "Ann Vale", "Quin is a friend of Ann Vale.")]},
    {"source": "Only", "published": "2019-02-05", "url": GONE, "text": "Zoë Quark left the stage with Cy Hart.",
     "claims": [proposed("friendship", NAME, "Cy Hart", "Zoë Quark left the stage with Cy Hart.")]},
]  # fmt: skip
QUOTES = ("is seen with Cy Hart by the boathouse", "wed Bob Reed", "knows Ann Vale", "Zoë Quark sang")
SOUGHT = sorted({form for text in (NAME, MARRIED, STAGE, STAR, HOME, GONE, *QUOTES) for form in forms(text)})


def typed(db: Path, *commands: Iterable[object]) -> list[Ran]:
    """What commands print, typed one after the other."""
    answers = [run(*command, "--db", db) for command in commands]
    assert [(answer.code, answer.err) for answer in answers] == [(0, "")] * len(answers)
    return answers


def judged(db: Path, *arguments: object) -> str:
    """Judge, and get the id of the judgement."""
    (answer,) = typed(db, ("identity", *arguments, "--json"))
    return str(answer.json["id"])


def claim(db: Path, a: str, b: str) -> str:
    """The id of the last claim about two."""
    return str(run("why", a, b, *TODAY, "--json", "--db", db).json["claims"][-1]["id"])


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file in which persons have judged and reviewed much of what is said of her."""
    db = tmp_path_factory.mktemp("whole") / "relgraph.db"
    tell(db, *STORY)
    first = judged(db, "different", f"{NAME}@{POST}", NAME, "--by", "desk", "--why", f"{NAME} does not sing")
    judged(db, "undo", first, "--by", NAME, "--why", "Zoë Quark does sing")
    second = judged(db, "same", f"Quin@{POST}", f"{NAME}@{STAR}", "--by", "desk")
    judged(db, "undo", second, "--by", "desk")
    judged(db, "same", f"{NAME}@{POST}", NAME, "--by", "desk")
    judged(db, "same", STAGE, NAME, "--as", "stage", "--by", "desk", "--why", f"see {STAR}")
    judged(db, "same", "Anne Vale", "Ann Vale", "--by", NAME, "--why", f"{MARRIED} says so, see {STAR}")
    judged(db, "different", "Ann Vale", "Di Lund", "--by", "desk", "--why", f"see {GONE}, and {GONE}-again")
    typed(
        db,
        ("review", "accept", claim(db, NAME, "Bob Reed"), "--by", NAME),
        ("review", "edit", claim(db, NAME, "Cy Hart"), "--stance", "alleged", "--why", f"{NAME} is only seen there", "--by", "desk"),
        ("review", "accept", claim(db, "Ann Vale", "Di Lund"), "--by", MARRIED),
        ("review", "edit", run("why", "Ann Vale", "Di Lund", *TODAY, "--json", "--db", db).json["claims"][0]["id"],
         "--when", "2016", "--why", f"{NAME} was there: {GONE}", "--by", NAME),
    )  # fmt: skip
    return db.read_bytes()


@pytest.fixture
def db(whole: bytes, tmp_path: Path) -> Path:
    (tmp_path / "relgraph.db").write_bytes(whole)
    return tmp_path / "relgraph.db"


def test_no_byte_is_left_in_what_was_judged_reviewed_and_declared(db: Path) -> None:
    texts = {text for _, text in left(db.parent, SOUGHT)}
    assert {NAME, MARRIED, STAGE, STAR, HOME, GONE, *QUOTES} <= texts
    assert run("cypher", "--query", "MATCH (n) RETURN count(n)", "--db", db).code == 0
    erase(db, NAME)
    assert left(db.parent, SOUGHT) == []
    assert not db.with_name(db.name + CYPHER).exists()
    assert run("log", "verify", "--db", db).code == 0
    before = rows(db)
    assert run("rebuild", "--db", db).code == 0
    assert rows(db) == before
    assert left(db.parent, SOUGHT) == []


def test_what_others_judged_and_edited_stays(db: Path) -> None:
    erase(db, NAME)
    records = run("log", "show", "--json", "--db", db).json
    said = [one["body"] for one in records if one["type"] == "EntitiesJudged" and one["body"]]
    assert [(one["a"][:11], one["by"], one.get("why")) for one in said] == [
        ("p:anne-vale", "[erased]", "[erased] says so, see [erased]"),
        ("p:ann-vale-", "desk", "see [erased], and [erased]-again"),
    ]
    whys = [one["body"]["why"] for one in records if one["type"] == "ClaimCorrected"]
    assert whys == ["[erased]", "[erased] was there: [erased]"]
    first, edited, parted = run("why", "Anne Vale", "Di Lund", *TODAY, "--json", "--db", db).json["claims"]
    assert (first["kind"], first["effect"], edited["when"]) == ("marriage", "edited", "2016")
    assert parted["quote"] == "Ann Vale and Di Lund split up, [erased] says."


def test_of_the_names_of_others_those_go_that_have_hers_in_them(db: Path) -> None:
    erase(db, NAME)
    for name, names in (
        ("The Trust", {"The Trust", "The Old Trust"}),
        ("Ann Quark", {"Ann Vale", "Ann Quark"}),
    ):
        card = run("identity", "show", name, "--json", "--db", db).json
        assert {one["name"] for one in card["names"]} >= names


def test_what_was_edited_is_so_still_if_it_is_taken_in_again(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "again.jsonl"
    file.write_text("\n".join(json.dumps(document) for document in STORY), encoding="utf-8")
    first = run("why", NAME, "Cy Hart", *TODAY, "--json", "--db", db).json["claims"][-2]["id"]
    erase(db, NAME)
    typed(db, ("load", file, "--restore"))
    again = run("why", NAME, "Cy Hart", *TODAY, "--json", "--db", db).json["claims"]
    assert [one["effect"] for one in again if one["id"] == first] == ["edited"]
    refused = run("review", "edit", first, "--stance", "denied", "--db", db)
    assert (refused.code, "was edited" in refused.err) == (2, True)


def test_every_question_of_who_is_who_is_answered_afterwards(db: Path) -> None:
    erase(db, NAME)
    for question in (
        ("identity", "show", "Ann Vale", "--all"), ("identity", "show", "Quin"), ("identity", "suggest"), ("identity", "suggest", "Ann Vale"),
        ("check",), ("review", "list"), ("why", "Ann Vale", "Di Lund"), ("why", "Ann Vale", "Cy Hart"), ("log", "show"),
        ("ties", f"Ann Vale@{POST}", "--all"), ("ties", "Ann Vale", "--reviewed"), ("timeline", "Cy Hart"),
        ("diff", "--from", "2010-01-01", "--to", "2026-01-01"),
    ):  # fmt: skip
        for more in ((), ("--json",)):
            answer = run(*question, *more, "--db", db)
            assert answer.code in (0, 1) and not answer.err, (question, answer)
            assert not any(word in answer.out.casefold() for word in ("quark@", "zoë", "thornby", "otterly"))


def test_a_copy_up_to_any_position_is_without_her(db: Path, tmp_path: Path) -> None:
    erase(db, NAME)
    (tmp_path / "copies").mkdir()
    for until in range(run("log", "head", "--json", "--db", db).json["position"] + 1):
        copy = tmp_path / "copies" / f"{until}.db"
        for command in (("log", "replay", "--until", until, "--to", copy, "--db", db),
                        ("log", "verify", "--db", copy), ("rebuild", "--db", copy)):  # fmt: skip
            assert run(*command).code == 0
        assert run("find", NAME, "--db", copy).code == 1
        assert run("identity", "suggest", "--db", copy).code == 0
    assert left(tmp_path, SOUGHT) == []


@pytest.fixture
def namesakes(tmp_path: Path) -> Path:
    """A file in which a person has told two of one name apart."""
    db = tmp_path / "relgraph.db"
    tell(
        db,
        doc("2019-01-01", says("marriage", NAME, "Bob Reed", "2018"), url=STAR),
        doc("2020-01-01", says("dating", NAME, "Cy Hart"), source="Post", url=POST),
    )
    judged(db, "different", f"{NAME}@{POST}", NAME, "--by", "desk", "--why", "one of them sings")
    return db


@pytest.mark.parametrize(("asked", "gone", "stays", "why"), [
    (f"{NAME}@{POST}", "Cy Hart", "Bob Reed", "the mention that was judged"),
    (f"{NAME}@{short_digest('article', POST)[:12]}", "Cy Hart", "Bob Reed", "an article by its first digits, as elsewhere"),
    (f"{NAME}@{STAR}", "Bob Reed", "Cy Hart", "the only mention of the other one"),
    (named_id(NAME, "person"), "Bob Reed", "Cy Hart", "whom the mention was told from"),
])  # fmt: skip
def test_of_two_who_were_told_apart_one_goes(
    namesakes: Path, asked: str, gone: str, stays: str, why: str
) -> None:
    db = namesakes
    erase(db, asked)
    assert (run("find", gone, "--db", db).code, run("find", stays, "--db", db).code) == (1, 0), why
    assert [
        one["other"]["name"] for one in run("ties", NAME, "--all", "--json", "--db", db).json["ties"]
    ] == [stays]
    assert left(db.parent, ["one of them sings"]) == []
    before = rows(db)
    assert run("rebuild", "--db", db).code == 0
    assert rows(db) == before


def test_with_an_article_goes_what_was_judged_of_its_names(db: Path) -> None:
    assert {text for _, text in left(db.parent, ["Quin", "p:quin"])} == {"Quin", "p:quin"}
    erase(db, "--article", POST)
    assert left(db.parent, ["Quin", "p:quin", "does sing", "not sing", "post.example"]) == []
    assert run("identity", "show", NAME, "--db", db).code == 0
    assert run("log", "verify", "--db", db).code == 0

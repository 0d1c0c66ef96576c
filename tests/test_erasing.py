"""Who is erased is gone to the last byte; what is said of others stays."""

from __future__ import annotations

import json
import os
import pty
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from relgraph.events import EntitiesJudged
from relgraph.ingest import open_store
from relgraph.log.beside import CYPHER
from tests.erasing import ADDRESS, NAME, OTHERS, QUOTE, STORY, left, told
from tests.shell import Ran, doc, run, says, tell

TODAY = ("--on", "2026-06-01", "--known", "2026-06-01")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return told(tmp_path / "relgraph.db")


def erase(db: Path, *arguments: object) -> Ran:
    done = run("erase", *arguments, "--why", "asked for", "--yes", "--db", db)
    assert done.code == 0, done.err
    return done


def rows(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('log', 'body', 'head', 'later')"
        return sorted(
            repr((table, row))
            for (table,) in connection.execute(tables).fetchall()
            for row in connection.execute(f"SELECT * FROM {table}").fetchall()
        )


def whys(db: Path, a: str, b: str) -> list[dict[str, object]]:
    claims: list[dict[str, object]] = run("why", a, b, *TODAY, "--json", "--db", db).json["claims"]
    return claims


# ---- nothing is left


def test_the_search_finds_what_is_there(db: Path) -> None:
    texts = {text for _, text in left(db.parent)}
    assert {NAME, QUOTE, ADDRESS, "Q99887766", "waitress in Leeds"} <= texts


def test_no_byte_of_somebody_who_was_erased_is_left(db: Path) -> None:
    erase(db, NAME)
    assert left(db.parent) == []
    assert run("log", "verify", "--db", db).code == 0
    assert run("find", NAME, "--db", db).code == 1


def test_a_rebuild_gives_the_same_rows(db: Path) -> None:
    erase(db, NAME)
    before = rows(db)
    assert run("rebuild", "--db", db).code == 0
    assert rows(db) == before
    assert left(db.parent) == []


def test_a_copy_up_to_any_position_is_without_it_and_verifies(db: Path, tmp_path: Path) -> None:
    erase(db, NAME)
    (tmp_path / "copies").mkdir()
    end = run("log", "head", "--json", "--db", db).json["position"]
    for until in range(end + 1):
        copy = tmp_path / "copies" / f"{until}.db"
        assert run("log", "replay", "--until", until, "--to", copy, "--db", db).code == 0
        assert run("log", "verify", "--db", copy).code == 0
        assert run("rebuild", "--db", copy).code == 0
        assert run("check", "--db", copy).code in (0, 1)
    assert left(tmp_path) == []
    marriage = run("ties", "Ann Vale", *TODAY, "--json", "--db", tmp_path / "copies" / "8.db").json["ties"]
    assert [(tie["kind"], tie["roots"]) for tie in marriage if tie["kind"] == "marriage"] == [("marriage", 2)]


@pytest.mark.parametrize("question", [
    "ties 'Ann Vale' --all", "timeline 'Ann Vale'", "why 'Ann Vale' 'Bob Reed'", "why 'Ann Vale' 'Eve Moss'", "check",
    "pairs --kind marriage --all", "path 'Ann Vale' 'Bob Reed'", "diff --from 2010-01-01 --to 2026-01-01", "log show",
    "find a", "log show --json", "check --json",
])  # fmt: skip
def test_every_question_is_answered_afterwards(db: Path, question: str) -> None:
    erase(db, NAME)
    words = shlex.split(question)
    answer = run(*words, "--db", db)
    assert answer.code in (0, 1) and not answer.err, answer
    assert "quark" not in answer.out.casefold()


def test_the_graph_that_is_kept_for_cypher_goes_too(db: Path) -> None:
    assert run("cypher", "--query", "MATCH (n) RETURN count(n)", "--db", db).code == 0
    kept = db.with_name(db.name + CYPHER)
    assert kept.exists()
    erase(db, NAME)
    assert not kept.exists()
    assert left(db.parent) == []


# ---- what others say stays


def test_others_keep_their_claims_with_their_sentences(db: Path) -> None:
    erase(db, NAME)
    marriage = [claim for claim in whys(db, "Ann Vale", "Bob Reed") if claim["kind"] == "marriage"]
    assert [(claim["quote"], claim["start"], claim["end"]) for claim in marriage] == [
        ("marriage of Ann Vale and Bob Reed 2012-08-04", 19, 63),
        ("Ann Vale wed Bob Reed in 2012", 0, 29),
    ]
    denied = [claim for claim in whys(db, "Ann Vale", "Bob Reed") if claim["kind"] == "friendship"]
    assert [claim["quote"] for claim in denied] == ["Bob left [erased] out"]


def test_an_article_that_only_names_somebody_keeps_what_it_claims(db: Path) -> None:
    erase(db, NAME)
    wed, friends = whys(db, "Cy Hart", "Di Lund")
    assert (wed["quote"], wed["root"]) == ("Cy Hart wed Di Lund.", "Post")
    assert friends["quote"] == "Cy Hart is a friend of Di Lund, says [erased]."
    assert friends["attribution"] == [{"agent": "[erased]", "role": "named_third_party"}]


def test_what_bears_the_name_goes_and_who_has_a_longer_one_stays(tmp_path: Path) -> None:
    tell(tmp_path / "a.db", *STORY, OTHERS[-1])
    erase(tmp_path / "a.db", "wikidata:Q99887766")
    found = run("ties", "Cy Hart", "--all", *TODAY, "--json", "--db", tmp_path / "a.db").json["ties"]
    assert {tie["other"]["name"] for tie in found} == {"Di Lund", "The Fall", "Zoë Quark Jr."}
    (claim,) = whys(tmp_path / "a.db", "Cy Hart", "Zoë Quark Jr.")
    assert claim["quote"] == "friendship of Cy Hart and Zoë Quark Jr. 2017"


def test_somebody_else_of_that_name_stays(tmp_path: Path) -> None:
    db, other = tmp_path / "a.db", {"name": "Zoë Quark", "type": "person", "id": "zoe-two"}
    tell(db, *STORY, doc("2019-01-01", says("marriage", "Cy Hart", other, "2018"), source="Gazette"))
    erase(db, "wikidata:Q99887766")
    (claim,) = whys(db, "Cy Hart", "zoe-two")
    assert claim["quote"] == "marriage of Cy Hart and Zoë Quark 2018"
    assert left(tmp_path, [QUOTE, ADDRESS, "Q99887766", "waitress in Leeds"]) == []


def test_a_correction_that_was_about_others_stays_and_the_corrected_claim_does_not_return(db: Path) -> None:
    erase(db, NAME)
    first, second = sorted(whys(db, "Ann Vale", "Eve Moss"), key=lambda claim: str(claim["when"]))
    assert (first["when"], first["effect"]) == ("2010", "replaced")
    assert (second["when"], second["published"], second["effect"]) == ("2011", "2014-01-01", "start")


def test_texts_that_were_one_stay_one_voice(tmp_path: Path) -> None:
    text = " ".join(f"word{n}" for n in range(60))
    for at, gone in enumerate((("Zoë Quark",), ("--article", "https://p0.example"), ("claim",))):
        db = tmp_path / f"{at}.db"
        tell(db, *(
            {"source": f"Paper {n}", "published": f"2020-01-0{n + 1}", "url": f"https://p{n}.example",
             "text": f"Ann Vale wed Bob Reed. Zoë Quark kissed Cy Hart. {text}", "claims": [
                {"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "quote": "Ann Vale wed Bob Reed."},
                {"kind": "dating", "a": "Cy Hart", "b": NAME, "quote": "Zoë Quark kissed Cy Hart."}]}
            for n in range(3)
        ))  # fmt: skip
        arguments = ("--claim", whys(db, "Cy Hart", NAME)[0]["id"]) if gone == ("claim",) else gone
        erase(db, *arguments)
        (tie,) = run("ties", "Ann Vale", *TODAY, "--json", "--db", db).json["ties"]
        assert tie["roots"] == 1, gone
        tell(db, {"source": "Late", "published": "2020-02-01", "text": f"Ann Vale wed Bob Reed. {text}",
                  "claims": [{"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "quote": "Ann Vale wed Bob Reed."}]})  # fmt: skip


# ---- an article, a claim, one article's name


def test_an_article_goes_with_all_that_it_claims(tmp_path: Path) -> None:
    """F17: what others say of the same pair stays."""
    a = {"source": "A", "published": "2020-01-02", "url": "https://a.example/1", "text": "Ann wed Bob. Zed Quark, the otter in the boathouse.",
         "claims": [{"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "quote": "Ann wed Bob."},
                    {"kind": "affair", "a": "Ann Vale", "b": "Zed Quark", "stance": "alleged",
                     "quote": "Zed Quark, the otter in the boathouse."}]}  # fmt: skip
    db = tmp_path / "a.db"
    tell(db, a, doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed"), source="B"))
    retracted = run(
        "retract",
        "--article",
        "https://a.example/1",
        "--published",
        "2020-02-01",
        "--why",
        "Zed sued",
        "--db",
        db,
    )
    assert retracted.code == 0
    erase(db, "--article", "https://a.example/1")
    (tie,) = run("ties", "Ann Vale", "--all", *TODAY, "--json", "--db", db).json["ties"]
    assert (tie["kind"], tie["roots"]) == ("marriage", 1)
    assert left(tmp_path, ["Zed", "Quark", "otter", "a.example", "sued"]) == []
    assert run("log", "verify", "--db", db).code == 0


def test_what_was_withdrawn_is_so_still_if_it_is_taken_in_again(tmp_path: Path) -> None:
    db, article = (
        tmp_path / "a.db",
        doc("2020-01-02", says("affair", "Ann Vale", "Zed Quark"), url="https://a.example/1"),
    )
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(article), encoding="utf-8")
    for command in (("load", file), ("retract", "--article", "https://a.example/1", "--published", "2020-02-01", "--why", "sued"),
                    ("erase", "Zed Quark", "--yes", "--why", "asked"), ("load", file, "--restore")):  # fmt: skip
        assert run(*command, "--db", db).code == 0
    (tie,) = run("ties", "Ann Vale", "--all", *TODAY, "--json", "--db", db).json["ties"]
    assert tie["standing"] == "retracted"


def test_a_claim_goes_with_its_sentence(db: Path) -> None:
    (claim,) = whys(db, "Ann Vale", NAME)[-1:]
    assert claim["quote"] == QUOTE
    erase(db, "--claim", str(claim["id"])[:12])
    assert left(db.parent, [QUOTE, "otter in the boathouse", "waitress in Leeds"]) == []
    assert len(whys(db, "Ann Vale", "Bob Reed")) == 3
    assert run("find", NAME, "--db", db).code == 0  # others speak of her


def test_of_one_article_only_what_it_says_goes(db: Path) -> None:
    erase(db, f"{NAME}@{ADDRESS}")
    assert {text for _, text in left(db.parent)} & {QUOTE, ADDRESS, "waitress in Leeds"} == set()
    assert [claim["kind"] for claim in whys(db, "Ann Vale", NAME)] == ["dating", "dating"]


# ---- it does not come back


def test_the_same_document_is_refused_with_the_erasure_named_unless_it_is_restored(
    db: Path, tmp_path: Path
) -> None:
    file = tmp_path / "again.jsonl"
    file.write_text("\n".join(json.dumps(document) for document in STORY), encoding="utf-8")
    erase(db, NAME)
    again = run("load", file, "--db", db)
    assert again.code == 2
    position = run("log", "show", "--json", "--db", db).json
    at = next(record["position"] for record in position if record["type"] == "ContentErased")
    assert (
        "was erased on" in again.err
        and f"(position {at}: asked for); --restore takes it in again" in again.err
    )
    assert left(tmp_path, but=["again.jsonl"]) == []
    assert run("load", file, "--restore", "--db", db).code == 0
    assert [claim["quote"] for claim in whys(db, "Ann Vale", NAME)][-1] == QUOTE
    assert run("log", "verify", "--db", db).code == 0
    done = run("load", file, "--json", "--db", db)
    assert (done.code, done.json["events"]) == (0, 0)
    erase(db, NAME)
    assert left(tmp_path, but=["again.jsonl"]) == []
    assert run("log", "verify", "--db", db).code == 0


def test_a_data_set_with_an_erased_row_is_refused_too(tmp_path: Path) -> None:
    db, table = tmp_path / "a.db", tmp_path / "a.tsv"
    table.write_text(
        "subject\trelation\tobject\tstart\tend\nAnn Vale\tspouse\tBob Reed\t2001\t\nCy Hart\tspouse\tZoë Quark\t2002\t2003\n",
        encoding="utf-8",
    )
    load = ("import", "tsv", table, "--source", "facts", "--published", "2020-01-01", "--db", db)
    assert run(*load).code == 0
    erase(db, NAME)
    assert left(tmp_path, but=["a.tsv"]) == []
    assert len(run("pairs", "--kind", "marriage", "--all", "--json", "--db", db).json["pairs"]) == 1
    refused = run(*load)
    assert (refused.code, "--restore" in refused.err) == (2, True)
    assert run(*load, "--restore").code == 0
    assert len(run("pairs", "--kind", "marriage", "--all", "--json", "--db", db).json["pairs"]) == 2


def test_erasing_two_people_one_after_the_other_leaves_neither(db: Path) -> None:
    erase(db, NAME)
    erase(db, "Bob Reed")
    assert left(db.parent, ["Bob Reed", "bob-reed", NAME]) == []
    assert run("log", "verify", "--db", db).code == 0
    before = rows(db)
    assert run("rebuild", "--db", db).code == 0
    assert rows(db) == before


def test_what_was_handed_out_is_listed_and_its_place_names_nobody_afterwards(
    db: Path, tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    assert run("page", "-o", tmp_path / "pages" / "zoe-quark.html", "--db", db).code == 0
    done = run("erase", NAME, "--why", "asked for", "--yes", "--json", "--db", db)
    assert [Path(one["place"]).name for one in done.json["outputs"]] == ["zoe-quark.html"]
    assert left(tmp_path, but=["zoe-quark.html"]) == []


def test_judgements_go_with_whom_they_are_about(db: Path) -> None:
    with open_store(db, create=False) as store:
        said = [EntitiesJudged(a=a, b="p:cy", judgement="unsure", by=by, at="2020-01-01T00:00:00Z")
                for a, by in (("p:zoe-quark-0", "me"), ("p:ann", NAME))]  # fmt: skip
        store.log.append([one.entry() for one in said])
    erase(db, NAME)
    assert left(db.parent) == []
    judged = [
        record
        for record in run("log", "show", "--json", "--db", db).json
        if record["type"] == "EntitiesJudged"
    ]
    assert [record["body"] and record["body"]["by"] for record in judged] == [None, None, "[erased]"]


# ---- asking first


@pytest.mark.parametrize(("typed", "code"), [("n", 2), ("", 2), ("y", 0)])
def test_on_a_terminal_somebody_is_asked(db: Path, typed: str, code: int) -> None:
    ours, theirs = pty.openpty()
    command = [
        str(Path(sys.executable).with_name("relgraph")),
        "erase",
        NAME,
        "--why",
        "asked for",
        "--db",
        str(db),
    ]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    os.write(ours, f"{typed}\n".encode())
    out, err = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert (process.returncode, "Erase this for good?" in err) == (code, True)
    assert "affair of Ann Vale and Zoë Quark" in " ".join(out.split())
    assert ("nothing was erased" in err) == (code == 2)


@pytest.mark.parametrize(("arguments", "code", "message"), [
    ((NAME, "--why", "asked for"), 2, "nothing was erased: where nobody can be asked, --yes says that it is meant"),
    ((NAME, "--why", "for zoe  quark", "--yes"), 2, "say it without a name"),
    ((NAME, "--why", "as Bob Reed wished", "--yes"), 2, "say it without a name"),
    ((NAME, "--why", " ", "--yes"), 2, "it is empty"),
    ((NAME,), 2, "--why"),
    (("Nobody", "--why", "asked for", "--yes"), 1, "nobody and nothing is called 'Nobody'"),
    (("--why", "asked for", "--yes"), 2, "give a NAME, --article or --claim, and one of them only"),
    ((NAME, "--claim", "aaaaaa", "--why", "asked for"), 2, "one of them only"),
    (("--claim", "zz", "--why", "asked for"), 2, "is no claim's id"),
    (("--article", "https://no.example", "--why", "asked for"), 1, "no article has the URL or id"),
    ((f"Cy Hart@{ADDRESS}", "--why", "asked for"), 1, "that article has no claim on anybody it calls 'Cy Hart'"),
    (("Cy Hart@nowhere", "--why", "asked for"), 1, "nobody and nothing is called 'Cy Hart@nowhere'"),
])  # fmt: skip
def test_nothing_is_erased_that_was_not_meant(
    db: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    before = run("log", "head", "--db", db).out
    refused = run("erase", *arguments, "--db", db)
    assert (refused.code, message in " ".join(refused.err.split())) == (code, True), refused
    assert run("log", "head", "--db", db).out == before


def test_what_goes_and_what_stays_is_shown_first(db: Path) -> None:
    shown = run("erase", NAME, "--why", "asked for", "--db", db).out
    assert "5 claims" in shown or "4 claims" in shown
    assert "affair of Ann Vale and Zoë Quark, no day told, alleged (Star, 5 Jan 2017)" in " ".join(
        shown.split()
    )
    assert "Star, 5 Jan 2017, Zoë Quark?" in shown


def test_a_plan_that_the_log_has_overtaken_erases_nothing(db: Path) -> None:
    from relgraph import erasing
    from relgraph.errors import RelgraphError
    from relgraph.fold.model import FOREVER
    from relgraph.queries.find import named

    with open_store(db, create=False) as store:
        found = named(store.connection, NAME, FOREVER, FOREVER)
        planned = erasing.plan(store, erasing.entity(store.connection, found))
        tell(db, doc("2021-01-01", says("dating", "Cy Hart", NAME)))
        with pytest.raises(RelgraphError, match="has changed meanwhile"):
            erasing.erase(store, planned, "asked for")

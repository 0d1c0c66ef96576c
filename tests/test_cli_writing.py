"""The command line: what it writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.shell import doc, on, run, says, tell
from tests.story import STORY, ask, files


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    import json

    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(json.dumps(document) for document in STORY))
    first = run("load", file, "--db", tmp_path / "db", "--json").json
    again = run("load", file, "--db", tmp_path / "db", "--json").json
    assert first["articles"] == len(STORY) and first["duplicates"] == 0 and first["head"] == first["events"]
    assert again == {
        "articles": 0,
        "claims": 0,
        "events": 0,
        "duplicates": first["events"],
        "head": first["head"],
    }


def test_documents_can_come_from_standard_input(tmp_path: Path) -> None:
    text = b"source: Wire\npublished: 2013-01-01\ntext: a and b wed\nclaims:\n- {kind: marriage, a: Al Oak, b: Bea Ash, quote: a and b wed}\n"
    assert run("load", "-", "--db", tmp_path / "db", typed=text).code == 0
    assert run("find", "Al Oak", "--db", tmp_path / "db").code == 0


def test_a_table_comes_in_and_skipped_rows_are_listed(tmp_path: Path) -> None:
    table = tmp_path / "t.tsv"
    table.write_text(
        "subject\trelation\tobject\tstart\nAl Oak\tspouse\tBea Ash\t2001\nAl Oak\tnosuch\tX\t\nCy\tdated\t\t\n"
    )
    answer = run(
        "import", "tsv", table, "--source", "S", "--published", "2020-01-01", "--db", tmp_path / "db"
    )
    assert answer.code == 0 and answer.out.startswith("1 article, 1 claim, 2 events into ")
    assert (
        "skipped 2 rows:\n  no kind is known for the relation 'nosuch': line 3\n  a name is missing: line 4\n"
        in answer.err
    )


def claim_of(db: Path, a: str, b: str, kind: str) -> str:
    claims = run("why", a, b, "--json", "--db", db).json["claims"]
    return str(next(claim["id"] for claim in claims if claim["kind"] == kind))


def test_a_claim_can_be_retracted_by_the_digits_that_why_shows(tmp_path: Path) -> None:
    db = tmp_path / "db"
    tell(db, *STORY)
    text = run("why", "ann vale", "bob reed", "--kind", "separation", "--db", db).out
    shown = re.search(r"claim ([0-9a-f]{12})", text)
    assert shown
    done = run("retract", shown[1], "--published", "2015-07-01", "--why", "wrong couple", "--db", db)
    assert done.code == 0, done.err
    later = run("ties", "ann vale", "--on", "2015-08-01", "--known", "2015-08-01", "--json", "--db", db).json
    before = run("ties", "ann vale", "--on", "2015-08-01", "--known", "2015-06-30", "--json", "--db", db).json
    assert [len([t for t in found["ties"] if t["kind"] == "separation"]) for found in (before, later)] == [
        1,
        0,
    ]
    assert "withdrawn on 1 Jul 2015, no longer counts" in run("why", "ann vale", "bob reed", "--db", db).out


def test_a_claim_can_be_corrected(tmp_path: Path) -> None:
    db = tmp_path / "db"
    tell(db, *STORY)
    id = claim_of(db, "ann vale", "bob reed", "marriage")
    done = run(
        "correct", id, "--when", "2012-08-05", "--published", "2013-02-01", "--why", "a misprint", "--db", db
    )
    assert done.code == 0, done.err
    starts = [
        run("ties", "ann vale", "--kind", "marriage", "--on", "2014", "--known", known, "--json", "--db", db).json["ties"][0]["start"]
        for known in ("2013-01-31", "2013-02-01")
    ]  # fmt: skip
    assert [start["text"] for start in starts] == ["2012-08-04", "2012-08-05"]


def test_the_log_can_be_shown_verified_and_replayed(db: Path, tmp_path: Path) -> None:
    head = run("log", "head", "--json", "--db", db).json
    digest = tmp_path / "digest"
    for more in ((), ("--json",)):
        digest.write_text(run("log", "digest", *more, "--db", db).out)
        assert run("log", "verify", "--digest", digest, "--json", "--db", db).json == head | {
            "digest": head["position"]
        }
    records = run("log", "show", "--json", "--db", db).json
    assert [record["position"] for record in records] == list(range(1, head["position"] + 1))
    assert run("log", "show", "--from", head["position"], "--json", "--db", db).json == records[-1:]
    assert run("log", "show", "--from", head["position"] + 1, "--json", "--db", db).json == []
    then = tmp_path / "then.db"
    assert (
        run("log", "replay", "--until", 2, "--to", then, "--json", "--db", db).json["hash"]
        == records[1]["hash"]
    )
    assert run("log", "verify", "--db", then).code == 0
    assert [one["name"] for one in run("find", "ann vale", "--json", "--db", then).json] == ["Ann Vale"]
    assert run("find", "cy hart", "--db", then).code == 1
    assert run("log", "verify", "--digest", digest, "--db", then).code == 3


def test_rebuild_gives_the_same_answers(tmp_path: Path) -> None:
    db = tmp_path / "db"
    tell(db, *STORY)
    before = ask(db, "pairs", "--kind", "marriage", "--all", "--json").out
    done = run("rebuild", "--json", "--db", db).json
    assert done["claims"] == 10 and done["seconds"] >= 0
    assert ask(db, "pairs", "--kind", "marriage", "--all", "--json").out == before


SIX = [says("marriage", f"Al {n}", f"Bea {n}", "2010") for n in range(6)]


def test_a_receipt_says_what_was_withdrawn_and_from_when_on(tmp_path: Path) -> None:
    db = tmp_path / "db"
    tell(db, doc("2015-02-01", says("engagement", "Ida Lund", "Kai Moe", "2015-01"), source="Daily"))
    id = claim_of(db, "ida lund", "kai moe", "engagement")
    what = "engagement of Ida Lund and Kai Moe, Jan 2015, reported (Daily, 1 Feb 2015)"
    for published, receipt in (
        ("2015-03-01", f"withdrawn: {what}, from 1 Mar 2015 on"),
        ("2015-04-01", f"already withdrawn on 1 Mar 2015: {what}"),
        ("2015-02-15", f"withdrawn: {what}, from 15 Feb 2015 on"),
    ):
        answer = run("retract", id, "--published", published, "--why", "not them", "--db", db)
        assert answer.code == 0 and " ".join(answer.out.split()).startswith(receipt)


def test_a_receipt_for_an_article_names_its_first_claims(tmp_path: Path) -> None:
    tell(tmp_path / "db", doc("2015-02-01", *SIX, url="https://d.example/1"))
    answer = run("retract", "--article", "https://d.example/1", "--published", "2015-03-01", "--why", "x", "--db",
                 tmp_path / "db")  # fmt: skip
    assert answer.out.count("withdrawn: marriage of Al ") == 5 and "\nand 1 more claim\n" in answer.out


def test_a_receipt_says_what_was_corrected_to_what(tmp_path: Path) -> None:
    db = tmp_path / "db"
    tell(db, doc("2015-02-01", says("engagement", "Ida Lund", "Kai Moe"), source="Daily"))
    id = claim_of(db, "ida lund", "kai moe", "engagement")
    for _ in range(2):  # what is there already is told the same
        answer = run("correct", id, "--kind", "dating", "--when", "2014", "--published", "2015-03-01", "--why",
                     "a mix-up", "--db", db)  # fmt: skip
        text = " ".join(answer.out.split())
        assert text.startswith(
            "corrected: engagement of Ida Lund and Kai Moe, no day told, reported (Daily, 1 Feb 2015)"
            " to: dating of Ida Lund and Kai Moe, 2014, reported, from 1 Mar 2015 on; claim "
        )
    new = claim_of(db, "ida lund", "kai moe", "dating")
    assert f"claim {new[:12]} " in text


# ---- the demo


def test_the_demo_makes_the_file_that_is_asked_for(tmp_path: Path) -> None:
    answer = run("demo", "--db", tmp_path / "mine.db")
    assert answer.code == 0 and f"export RELGRAPH_DB={tmp_path / 'mine.db'}" in answer.out
    assert files(tmp_path) == ["mine.db", "mine.html"]


def test_the_demo_runs_from_nothing_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = run("demo")
    assert first.code == 0, first.err
    assert "$ relgraph ties" in first.out and re.search(
        r"ALLEGED by an anonymous source, in Us\s+Weekly", first.out
    )
    assert all(len(line) <= 80 for line in first.out.splitlines())
    assert files(Path("relgraph-demo")) == ["relgraph.db", "relgraph.html"]
    again = run("demo")
    assert (again.code, again.out) == (0, first.out)


def test_the_demo_leaves_a_file_alone_that_holds_more(tmp_path: Path) -> None:
    assert run("demo", "--dir", tmp_path / "d").code == 0
    db = tmp_path / "d" / "relgraph.db"
    tell(db, doc("2013-01-01", says("marriage", "My Own", "Work Here")))
    answer = run("demo", "--dir", tmp_path / "d")
    assert answer.code == 2 and "holds more than the demo" in answer.err
    assert run("find", "My Own", "--db", db).code == 0
    assert files(tmp_path / "d") == ["relgraph.db", "relgraph.html"]


def test_the_demo_refuses_a_file_of_another_program(tmp_path: Path) -> None:
    (tmp_path / "relgraph.db").write_text("Dear diary")
    answer = run("demo", "--dir", tmp_path)
    assert answer.code == 3 and (tmp_path / "relgraph.db").read_text() == "Dear diary"
    assert files(tmp_path) == ["relgraph.db"]


def test_a_day_is_what_the_tests_take_it_for() -> None:
    assert on("0001-01-01") == 1

"""The command line: what it prints, what it refuses, and with which exit code."""

from __future__ import annotations

import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from relgraph.cli.app import COMMANDS
from relgraph.kinds import STATES
from tests.shell import Doc, Ran, doc, on, run, says, tell

INSIDER = [{"agent": "Us Monthly", "role": "outlet"}, {"agent": "an insider", "role": "anonymous"}]
STORY: list[Doc] = [
    doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed", "2012-08-04"), url="https://w.example/1", title="Wed"),
    doc("2014-01-01", says("marriage", "Ann Vale", "Bob Reed"), source="Post"),
    doc("2015-06-01", says("separation", "Ann Vale", "Bob Reed", stance="alleged", attribution=INSIDER), source="Star",
        url="https://s.example/1"),
    doc("2015-06-02", says("separation", "Ann Vale", "Bob Reed", stance="denied"), source="Post"),
    doc("2015-06-03", says("performance", "Ann Vale", "The Fall", "2011"), says("performance", "Cy Hart", "The Fall", "2011"),
        entities=[{"name": "The Fall", "type": "work"}]),
    doc("2015-06-04", says("marriage", "Cy Hart", "Di Lund", "2009")),
    doc("2015-06-04", says("dating", "Łukasz Æd", "Di Lund", "2007~"), source="Post"),
    doc("2016-01-01", says("marriage", "Two Times", "Eva One", "2001"), says("marriage", "Two Times", "Eva Two", "2003")),
]  # fmt: skip
TODAY = ("--on", "2016-06-01", "--known", "2016-06-01")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "story.db"
    tell(path, *STORY)
    return path


def ask(db: Path, *arguments: str) -> Ran:
    return run(*arguments, *TODAY, "--db", db)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---- answers for people


def test_ties_read_as_sentences_with_their_days_and_voices(db: Path) -> None:
    answer = ask(db, "ties", "ann vale")
    assert answer.code == 0 and not answer.err
    assert answer.out == (
        f"Ann Vale, person, {ask(db, 'find', 'Ann Vale', '--json').json[0]['id']}\n"
        "on 1 Jun 2016, as known on 1 Jun 2016\n"
        "\n"
        "On this day\n"
        "  married to Bob Reed                 since 4 Aug 2012 · reported, 2 voices\n"
        "  performed in The Fall               2011 · reported, 1 voice\n"
        "? said to be separated from Bob Reed  began between 4 Aug 2012 and 1 Jun 2015\n"
        "                                      ALLEGED by an insider, in Us Monthly\n"
        "                                      denied by Post\n"
    )


@pytest.mark.parametrize(
    ("when", "published", "words"),
    [
        ("2012-08-04", "2013-01-01", "since 4 Aug 2012"),
        ("2012-08", "2013-01-01", "since some day in Aug 2012"),
        ("2012", "2013-01-01", "since some day in 2012"),
        ("2012", "2012-10-01", "since some day in 2012"),  # the rest of the year was yet to come
        ("2012~", "2014-01-01", "since about 2012"),
        ("201X", "2024-01-01", "since some day in the 2010s"),
        ("[2011-08-08..2012-08-07]", "2013-01-01", "began between 8 Aug 2011 and 7 Aug 2012"),
        ("[..2012-08-07]", "2013-01-01", "began by 7 Aug 2012"),
        (None, "2013-01-01", "began by 1 Jan 2013"),
        ("2001-02-03/2005-05-06", "2013-01-01", "from 3 Feb 2001, until 6 May 2005"),
        ("2001/2005", "2013-01-01", "from some day in 2001, until some day in 2005"),
        ("/2005", "2013-01-01", "start not known, until some day in 2005"),
        ("/", "2013-01-01", "start not known"),
    ],
)
def test_days_are_put_into_words(tmp_path: Path, when: str | None, published: str, words: str) -> None:
    tell(tmp_path / "db", doc(published, says("marriage", "Ann Vale", "Bob Reed", when)))
    out = run(
        "ties", "Ann Vale", "--all", "--known", "2025-01-01", "--on", "2025-01-01", "--db", tmp_path / "db"
    ).out
    assert words in " ".join(out.split()), out


def test_an_ongoing_and_an_open_interval_print_in_different_words(tmp_path: Path) -> None:
    for when, words in (
        ("2011/..", "since 2011"),
        ("2011/", "from 2011, end not known"),
        ("1955/1960", "1955 to 1960"),
    ):
        tell(tmp_path / f"{words}.db", doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed", when)))
        assert (
            f"marriage, {words}: reported" in run("why", "ann", "bob", "--db", tmp_path / f"{words}.db").out
        )


def test_a_known_name_without_ties_is_an_answer(db: Path) -> None:
    answer = run("ties", "Ann Vale", "--on", "1999", "--kind", "dating", "--db", db)
    assert (answer.code, answer.err) == (0, "")
    assert "no tie on this day; 3 ties on other days: add --all" in answer.out


def test_ties_stand_under_how_surely_they_hold(tmp_path: Path) -> None:
    tell(tmp_path / "db", doc("2010-06-01", says("dating", "Ann Vale", "Bob Reed", "2010-05"),
                              says("marriage", "Ann Vale", "Cy Hart", "/2001")))  # fmt: skip
    for day, heading, words in (
        ("2010-05-31", "On this day", "dating Bob Reed"),
        ("2011", "Possibly on this day", "dating Bob Reed"),
        ("2016", "Nothing said for this day", "dating Bob Reed"),
        ("2005", "Not on this day", "later dating Bob Reed"),
        ("2005", "Not on this day", "was married to Cy Hart"),
        ("1999", "Nothing said for this day", "married to Cy Hart"),
    ):
        out = run("ties", "Ann Vale", "--all", "--on", day, "--db", tmp_path / "db").out
        assert f"  {words} " in out.partition(f"\n{heading}\n")[2].partition("\n\n")[0], out


def test_one_row_can_set_both_bounds(tmp_path: Path) -> None:
    tell(tmp_path / "db", doc("2010-06-01", says("marriage", "Ann Vale", "Bob Reed", "2001/2005")))
    assert (
        "-> sets the start and the end of the marriage; claim "
        in run("why", "ann", "bob", "--db", tmp_path / "db").out
    )


def test_many_credits_are_told_in_one_paragraph(tmp_path: Path) -> None:
    films = [says("performance", "Ann Vale", f"Film {n} ({n})", str(n)) for n in range(2001, 2006)]
    works = [{"name": f"Film {n} ({n})", "type": "work"} for n in range(2001, 2006)]
    tell(tmp_path / "db", doc("2010-01-01", *films, entities=works))
    out = run("ties", "Ann Vale", "--db", tmp_path / "db").out
    assert "  performed in 5 works: Film 2001 (2001), Film 2002 (2002), Film 2003 (2003),\n    Film" in out


def test_a_path_is_a_sentence(db: Path) -> None:
    out = ask(db, "path", "ann vale", "di lund").out
    assert "Ann Vale performed in The Fall, as did Cy Hart, who is married to Di Lund." in out
    assert out.startswith("Ann Vale to Di Lund: 3 links\n")


def test_why_shows_quote_outlet_day_chain_and_effect(db: Path) -> None:
    out = ask(db, "why", "ann vale", "bob reed").out
    assert "1 Jun 2015  Star, citing Us Monthly, citing an insider" in out
    assert "    separation, no day told: ALLEGED" in out
    assert "    “separation of Ann Vale and Bob Reed”" in out
    assert "-> sets the start of the alleged separation; claim " in out
    assert "-> speaks against the alleged separation; claim " in out


def test_diff_names_the_article(db: Path) -> None:
    out = run("diff", "Ann Vale", "--from", "2014-06-01", "--to", "2015-06-02", "--db", db).out
    assert "? Ann Vale is said to be separated" in out
    assert "Star, citing Us Monthly, citing an insider, 1 Jun 2015" in out


def test_check_says_what_to_look_at_next(db: Path) -> None:
    answer = run("check", "--db", db)
    assert answer.code == 1
    assert "overlapping marriages, position " in answer.out
    assert '  see: relgraph why "Two Times" "Eva Two"' in answer.out


def test_output_has_no_colour_and_fits_80_columns_when_it_is_piped(db: Path) -> None:
    for command in EVERY_ANSWER:
        out = (
            ask(db, *shlex.split(command)).out
            if "diff" not in command
            else run(*shlex.split(command), "--db", db).out
        )
        assert "\x1b" not in out
        long = [line for line in out.splitlines() if len(line) > 80 and "[{" not in line]
        assert not long, command


EVERY_ANSWER = (
    'find "ann vale"', 'ties "ann vale" --all', "pairs --kind marriage", 'timeline "ann vale"', 'timeline "ann vale" "bob reed"',
    'why "ann vale" "bob reed"', 'path "ann vale" "di lund"', "diff --from 2012 --to 2016",
)  # fmt: skip


@pytest.mark.parametrize("command", EVERY_ANSWER)
def test_every_answer_comes_as_json_too(db: Path, command: str) -> None:
    more = () if command.startswith("diff") else TODAY
    answer = run(*shlex.split(command), *more, "--json", "--db", db)
    assert answer.code == 0 and answer.json


def test_count_prints_a_number(db: Path) -> None:
    assert ask(db, "pairs", "--kind", "marriage", "--count").out == "4\n"
    assert ask(db, "pairs", "--kind", "feud", "--count").out == "0\n"
    assert ask(db, "pairs", "--kind", "marriage", "--count", "--json").json == {"count": 4, "pairs": []}


def test_a_date_means_its_last_day(db: Path) -> None:
    for text, day in (("2014", "2014-12-31"), ("2014-02", "2014-02-28"), ("2014-02-03", "2014-02-03")):
        answer = run("ties", "Ann Vale", "--on", text, "--known", text, "--json", "--db", db).json
        assert (answer["on"], answer["known"]) == (day, day)


def test_the_file_can_be_named_by_the_environment(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELGRAPH_DB", str(db))
    assert run("find", "Ann Vale").code == 0
    assert run("find", "Ann Vale", "--db", "elsewhere.db").code == 2


# ---- writing


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


# ---- what is refused


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("ties", 2, "Missing argument 'NAME'"),
        ("ties nobody", 1, "nobody and nothing is called 'nobody'"),
        ("ties 'ann vael'", 1, "did you mean:\n  Ann Vale"),
        ("ties eva", 1, "'eva' can be any of 2; say which, by its id or more of its name\n  p:eva-"),
        ("ties 'ann vale' --known 2012", 1, "nothing published by 2012-12-31 names 'ann vale'"),
        (
            "ties 'ann vale' --on 2012-13-01",
            2,
            "Invalid value for '--on': '2012-13-01': there is no month 13",
        ),
        ("ties 'ann vale' --on yesterday", 2, "'yesterday' is not a date: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("ties 'ann vale' --on 2012~", 2, "is not a date"),
        ("ties 'ann vale' --on ''", 2, "is not a date"),
        ("ties 'ann vale' --on 0000", 2, "'0000': the calendar begins with year 0001"),
        ("ties 'ann vale' --known 99999", 2, "is not a date"),
        ("ties 'ann vale' --kind marrige", 2, "'marrige' is none of marriage, "),
        ("ties 'ann vale' --kind divorce", 2, "'divorce' is none of marriage, "),
        ("ties 'ann vale' --standing sure", 2, "'sure' is none of retracted, "),
        ("ties 'ann vale' --nosuch", 2, "No such option: --nosuch"),
        ("tise 'ann vale'", 2, "No such command 'tise'. Did you mean 'ties'"),
        ("pairs", 2, "Missing option '--kind'"),
        ("pairs --kind marriage --holds maybe", 2, "maybe"),
        ("path 'ann vale' nobody", 1, "nobody and nothing"),
        ("path 'ann vale' 'eva one'", 1, "no chain of at most 12 links leads from Ann Vale to Eva One"),
        ("path 'ann vale' 'di lund' --max 2", 1, "no chain of at most 2 links"),
        ("path 'ann vale' 'di lund' --max 0", 2, "'--max'"),
        ("path 'ann vale' 'di lund' --via film", 2, "film"),
        ("why 'ann vale' 'ann vale'", 2, "both names are those of Ann Vale (p:ann-vale-"),
        ("timeline 'ann vale' 'Ann Vale'", 2, "both names are those of Ann Vale"),
        ("diff --from 2016 --to 2015", 2, "lies before"),
        ("diff --from 2016", 2, "Missing option '--to'"),
        ("load nosuch.yaml", 2, "nosuch.yaml: no such file"),
        ("load .", 2, "can't be read"),
        ("import tsv nosuch.tsv --source S --published 2020-01-01", 2, "nosuch.tsv: "),
        ("import tsv nosuch.tsv --published 2020-01-01", 2, "Missing option '--source'"),
        ("retract --published 2020-01-01 --why x", 2, "give a CLAIM, or --article"),
        ("retract abcdef12 --article x --published 2020-01-01 --why x", 2, "give a CLAIM, or --article"),
        (
            "retract abcdef12 --published 2020-01-01 --why x",
            1,
            "no claim has an id that begins with abcdef12",
        ),
        ("retract 'the first one' --published 2020-01-01 --why x", 2, "is no claim's id"),
        (
            "retract --article https://no.example --published 2020-01-01 --why x",
            1,
            "no article has the URL or id",
        ),
        ("retract --article https://w.example/1 --published 2012 --why x", 2, "published"),
        ("retract --article https://w.example/1 --published 2012-01-01 --why x", 2, "published"),
        ("correct abcdef12 --published 2020-01-01 --why x", 2, "say what is to change: --when, --kind"),
        ("log show --from 0", 2, "'--from'"),
        ("log verify --digest nosuch", 2, "nosuch: "),
        ("log replay --until 9999 --to x.db", 2, "the log has the positions 1 to "),
        ("log replay --until 1 --to there.txt", 2, "there.txt: there is such a file already"),
    ],
)
def test_what_is_wrong_is_said_with_its_exit_code(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.txt").write_text("mine")
    answer = run(*shlex.split(command), "--db", db)
    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err and "Traceback" not in answer.err
    assert answer.err.startswith(("error: ", "Usage: "))
    assert files(Path()) == ["there.txt"] and Path("there.txt").read_text() == "mine"


def test_no_path_in_json_is_null(db: Path) -> None:
    answer = ask(db, "path", "ann vale", "eva one", "--json")
    assert (answer.code, answer.json) == (1, {"length": None, "path": []})


def test_find_without_a_match_is_an_empty_list(db: Path) -> None:
    answer = ask(db, "find", "nobody at all", "--json")
    assert (answer.code, answer.json) == (1, [])


QUESTIONS = (
    "find x", "ties x", "pairs --kind marriage", "timeline x", "why x y", "path x y", "diff --from 2001 --to 2002",
    "log head", "log digest", "log verify", "log show", "check",
)  # fmt: skip
WRITES = ("rebuild", "retract abcdef12 --published 2020-01-01 --why x", "correct abcdef12 --kind dating --published 2020-01-01 --why x",
          "log replay --until 1 --to new.db")  # fmt: skip


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (x)")


def damaged(path: Path) -> None:
    tell(path, *STORY)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 8192))


BAD_FILES: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "missing": (lambda path: None, 2, "no such file; `relgraph load FILE` or `relgraph demo` makes one"),
    "empty": (lambda path: path.write_bytes(b""), 3, ""),
    "text": (lambda path: path.write_text("Dear diary, " * 1000), 3, "not an SQLite database"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 64), 3, "not an SQLite database"),
    "folder": (lambda path: path.mkdir(), 3, "not a file"),
    "another program's": (other_program, 3, "a database of another program"),
    "damaged": (damaged, 3, ""),
}


@pytest.mark.parametrize("state", BAD_FILES)
@pytest.mark.parametrize("command", [*QUESTIONS, *WRITES])
def test_a_file_that_is_not_ours_is_refused(tmp_path: Path, state: str, command: str) -> None:
    make, code, message = BAD_FILES[state]
    path = tmp_path / "some.db"
    make(path)
    if state == "empty" and command in WRITES[:3]:
        return  # an empty file is one to write into
    before = path.read_bytes() if path.is_file() else None
    arguments = shlex.split(command.replace("new.db", str(tmp_path / "new.db")))
    answer = run(*arguments, "--db", path)
    assert answer.code == code, answer.err
    assert message in answer.err and answer.err.startswith("error: ") and "Traceback" not in answer.err
    assert (path.read_bytes() if path.is_file() else None) == before
    assert files(tmp_path) in ([], ["some.db"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no document"),
        (
            "source: Wire\npublished: 2013-01-01\nclaims:\n- {kind: marriage, a: Al, b: Al, quote: x}\n",
            "a.yaml:4: ",
        ),
        ("source: Wire\npublished: 2013-01-01\ncliams: []\n", "cliams"),
        ("- 1\n- 2\n", "a.yaml:1: "),
    ],
)
def test_a_bad_document_leaves_nothing_behind(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    answer = run("load", tmp_path / "a.yaml", "--db", tmp_path / "new.db")
    assert answer.code == 2 and message in answer.err
    assert files(tmp_path) == ["a.yaml"]


def test_a_bad_document_leaves_what_was_there(tmp_path: Path) -> None:
    tell(tmp_path / "db", *STORY)
    (tmp_path / "a.yaml").write_text("source: 1")
    before = run("log", "head", "--db", tmp_path / "db").out
    assert run("load", tmp_path / "a.yaml", "--db", tmp_path / "db").code == 2
    assert run("log", "head", "--db", tmp_path / "db").out == before


def test_a_fault_of_our_own_is_no_traceback(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import relgraph.cli.failures as f\ndef fail(a): raise ZeroDivisionError('x')\nf._run = fail\nraise SystemExit(f.main([]))"
    for more, told in (
        ({}, b"error: a fault of relgraph: ZeroDivisionError: x"),
        ({"RELGRAPH_TRACEBACK": "1"}, b"Traceback"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=False,
            timeout=60,
            env={**os.environ, **more},
        )
        assert done.returncode in (1, 2) and done.stderr.startswith(told)


# ---- help


def every_command() -> Iterator[tuple[str, ...]]:
    for name in COMMANDS:
        help = run(name, "--help").out
        inner = (
            re.findall(r"^  (\w+)  ", help.partition("Commands:")[2], re.MULTILINE)
            if "Commands:" in help
            else []
        )
        yield from ((name, one) for one in inner) if inner else [(name,)]


@pytest.mark.parametrize("command", list(every_command()), ids=" ".join)
def test_help_ends_with_an_example_that_can_be_typed(command: tuple[str, ...], tmp_path: Path) -> None:
    answer = run(*command, "--help")
    assert answer.code == 0 and not answer.err
    lines = answer.out.rstrip().splitlines()
    assert all(len(line) <= 100 for line in lines)
    example = " ".join(answer.out.partition("Example: ")[2].split())
    assert lines[-1] and example.startswith(f"relgraph {' '.join(command)}")
    words = shlex.split(example.partition(">")[0])[1:]
    if command != ("demo",):  # which would do all of its work
        place = () if command == ("extract",) else ("--db", tmp_path / "none.db")
        tried = run(*words, *place)
        assert tried.code == 2 and ("no such file" in tried.err.lower() or "digest.txt" in tried.err), (
            tried.err
        )


def test_help_of_the_whole_lists_every_command() -> None:
    out = run("--help").out
    assert all(f"\n  {name} " in out for name in COMMANDS)
    for group in ((), ("log",), ("import",)):
        answer = run(*group)
        assert (answer.code, answer.out) == (2, "") and answer.err.startswith("Usage: relgraph")


def test_kinds_that_are_no_states_cannot_be_asked_for(db: Path) -> None:
    for kind in STATES:
        assert ask(db, "pairs", "--kind", kind, "--count").code == 0


# ---- as a process


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PATH": path, **environment},
    )


def test_the_console_script_answers_and_exits_with_the_code(db: Path) -> None:
    assert shell(f"relgraph find 'ann vale' --db {db}").returncode == 0
    wrong = shell(f"relgraph ties nobody --db {db}")
    assert wrong.returncode == 1 and wrong.stderr.startswith(b"error: ") and b"Traceback" not in wrong.stderr


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    tell(
        tmp_path / "db",
        *(
            doc("2013-01-01", says("marriage", f"A {n}", f"B {n}", "2012"), source=f"S{n}")
            for n in range(800)
        ),
    )
    done = shell(f"relgraph log show --json --db {tmp_path / 'db'} | head -1")
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"[\n")


@pytest.mark.parametrize(
    ("streams", "code", "message"),
    [
        (">&-", 2, "error: standard output is closed, so there is nowhere to answer\n"),
        (">/dev/full", 2, "error: "),
        ("2>&-", 0, ""),
        ("<&-", 0, ""),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_traceback(
    db: Path, streams: str, code: int, message: str
) -> None:
    done = shell(f"relgraph find 'ann vale' --db {db} {streams}")
    assert done.returncode == code
    assert done.stderr.decode().startswith(message) and done.stderr.count(b"\n") == (1 if code else 0)


def test_output_without_unicode_is_no_failure(db: Path) -> None:
    done = shell(f"relgraph find lukasz --db {db}", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0 and b"\\u0141ukasz" in done.stdout


def test_an_interrupt_ends_with_130(tmp_path: Path) -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
    script = f"import relgraph.cli.failures as f\ndef stop(a):\n    {code}\nf._run = stop\nraise SystemExit(f.main([]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, b"")


@pytest.mark.parametrize("more", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_for_terminals_that_may_have_it(db: Path, more: dict[str, str]) -> None:
    script = f"import pty, sys; sys.exit(pty.spawn(['relgraph', 'ties', 'ann vale', '--on', '2016', '--db', '{db}']))"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
        env={**os.environ, "PATH": path, "TERM": "xterm", **more},
    )  # fmt: skip
    assert (b"\x1b[" in done.stdout) == (not more)
    assert b"? said to be separated from" in done.stdout


def test_long_work_shows_how_far_it_is_on_a_terminal_only(db: Path) -> None:
    script = f"import pty, sys; sys.exit(pty.spawn(['relgraph', 'rebuild', '--db', '{db}']))"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
        env={**os.environ, "PATH": path},
    )  # fmt: skip
    assert "making the read model anew …".encode() in done.stdout
    assert shell(f"relgraph rebuild --db {db}").stderr == b""


# ---- the demo


def test_the_demo_runs_from_nothing_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = run("demo")
    assert first.code == 0, first.err
    assert "$ relgraph ties" in first.out and re.search("ALLEGED by an.*, in Us Weekly", first.out)
    assert all(len(line) <= 80 for line in first.out.splitlines())
    assert files(Path("relgraph-demo")) == ["relgraph.db"]
    again = run("demo")
    assert (again.code, again.out) == (0, first.out)


def test_the_demo_leaves_a_file_alone_that_holds_more(tmp_path: Path) -> None:
    assert run("demo", "--dir", tmp_path / "d").code == 0
    db = tmp_path / "d" / "relgraph.db"
    tell(db, doc("2013-01-01", says("marriage", "My Own", "Work Here")))
    answer = run("demo", "--dir", tmp_path / "d")
    assert answer.code == 2 and "holds more than the demo" in answer.err
    assert run("find", "My Own", "--db", db).code == 0
    assert files(tmp_path / "d") == ["relgraph.db"]


def test_the_demo_takes_the_place_of_one_that_read_and_told_otherwise(tmp_path: Path) -> None:
    db = tmp_path / "relgraph.db"
    old = doc(
        "2012-08-06",
        says("marriage", "Ann Vale", "Bob Reed", "2012"),
        url="https://example.org/seeds/wedding-2012",
    )
    tell(db, old)
    assert run("demo", "--dir", tmp_path).code == 0
    assert run("find", "Ann Vale", "--db", db).code == 1


def test_the_demo_reads_its_story(tmp_path: Path) -> None:
    assert "Read 10 articles of the story of one couple (rules " in run("demo", "--dir", tmp_path).out
    asked = ("--on", "2023-08-07", "--known", "2023-08-07", "--db", tmp_path / "relgraph.db")
    answer = run("ties", "Natalie Portman", *asked).out
    assert "married to Benjamin Millepied       since 4 Aug 2012" in answer
    assert "? said to be separated from Benjamin" in answer
    (affair,) = run("why", "Benjamin Millepied", "Camille Étienne", *asked, "--json").json["ties"]
    assert (affair["kind"], affair["standing"], affair["roots"], affair["unreviewed"]) == (
        "affair",
        "alleged",
        1,
        True,
    )


def test_the_demo_refuses_a_file_of_another_program(tmp_path: Path) -> None:
    (tmp_path / "relgraph.db").write_text("Dear diary")
    answer = run("demo", "--dir", tmp_path)
    assert answer.code == 3 and (tmp_path / "relgraph.db").read_text() == "Dear diary"
    assert files(tmp_path) == ["relgraph.db"]


def test_a_day_is_what_the_tests_take_it_for() -> None:
    assert on("0001-01-01") == 1

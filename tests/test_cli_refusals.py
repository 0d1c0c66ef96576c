"""The command line: what it refuses, and with which exit code."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.shell import doc, run, says, tell
from tests.story import STORY, ask, files


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
        ("ties ' '", 1, "nobody and nothing is called ' '\n"),
        ("ties vael", 1, "did you mean:\n  Ann Vale"),
        ("pairs", 2, "Missing option '--kind'"),
        ("pairs --kind marriage --holds maybe", 2, "maybe"),
        ("path 'ann vale' nobody", 1, "nobody and nothing"),
        ("path 'ann vale' 'eva one'", 1, "no chain of at most 12 links leads from Ann Vale to Eva One"),
        ("path 'ann vale' 'di lund' --max 2", 1, "no chain of at most 2 links"),
        ("path 'ann vale' 'di lund' --max 0", 2, "'--max': '0' is not a whole number from 1 to 100"),
        ("path 'ann vale' 'di lund' --max 101", 2, "'--max': '101' is not a whole number from 1 to 100"),
        ("path 'ann vale' 'di lund' --max x", 2, "'--max': 'x' is not a whole number from 1 to 100"),
        ("path 'ann vale' 'di lund' --via film", 2, "film"),
        ("why 'ann vale' 'ann vale'", 2, "both names are those of Ann Vale (p:ann-vale-"),
        ("timeline 'ann vale' 'Ann Vale'", 2, "both names are those of Ann Vale"),
        ("diff --from 2016 --to 2015", 2, "lies before"),
        ("diff --from 2016", 2, "Missing option '--to'"),
        ("load nosuch.yaml", 2, "nosuch.yaml: no such file"),
        ("load .", 2, "can't be read"),
        ("import tsv nosuch.tsv --source S --published 2020-01-01", 2, "nosuch.tsv: "),
        ("import tsv nosuch.tsv --published 2020-01-01", 2, "Missing option '--source'"),
        ("import tsv there.txt --source ' ' --published 2020-01-01", 2, "'--source': it is empty"),
        ("import tsv there.txt --source S --published 2020", 2, "'--published': '2020' is neither a day"),
        ("import tsv there.txt --source S --published 2020-13-01", 2, "'2020-13-01' is not a day"),
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
        (
            "retract --article https://w.example/1 --published 2012 --why x",
            2,
            "'--published': '2012' is neither",
        ),
        (
            "retract --article https://w.example/1 --published 2012-01-01 --why x",
            2,
            "--published 2012-01-01: it was published on 2013-01-01, after that day",
        ),
        ("retract --article https://w.example/1 --published 2014-01-01 --why ''", 2, "'--why': it is empty"),
        ("correct abcdef12 --published 2020-01-01 --why ' ' --kind dating", 2, "'--why': it is empty"),
        (
            "correct abcdef12 --published 2020-01-01 --why x --when 2015-99",
            2,
            "'--when': '2015-99': there is no month 99",
        ),
        (
            "correct abcdef12 --published 2020-01-01 --why x --stance maybe",
            2,
            "'maybe' is none of confirmed, reported, alleged, denied",
        ),
        ("correct abcdef12 --published 2020-01-01 --why x", 2, "say what is to change: --when, --kind"),
        ("log show --from 0", 2, "'--from': '0' is not a whole number from 1 on"),
        ("log replay --until -1 --to x.db", 2, "'--until': '-1' is not a whole number from 0 on"),
        (
            "log replay --until 1 --to no/x.db",
            2,
            "no/x.db: there is no folder no; make it, or choose another",
        ),
        ("log replay --until 1 --to ''", 2, "'--to': it is empty"),
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
    "identity show x", "identity suggest",
)  # fmt: skip
WRITES = ("rebuild", "identity same x y", "identity different x y", "identity undo abcdef12", "retract abcdef12 --published 2020-01-01 --why x", "correct abcdef12 --kind dating --published 2020-01-01 --why x",
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
    if state == "empty" and command in WRITES[:-1]:
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


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("--kind performance", "performance is said of a person and a work, not of person and person"),
        ("--detail husband", "detail 'husband': marriage takes none"),
        ("--kind marriage", "the correction changes nothing"),
    ],
)
def test_a_correction_that_does_not_fit_the_claim_is_refused_in_plain_words(
    db: Path, change: str, message: str
) -> None:
    claim = run("why", "ann vale", "bob reed", "--json", "--db", db).json["claims"][0]["id"]
    answer = run("correct", claim, *change.split(), "--published", "2020-01-01", "--why", "x", "--db", db)
    assert (answer.code, answer.out, answer.err) == (2, "", f"error: {message}\n")


DOCUMENT = b"{source: Wire, published: 2013-01-01, text: Al and Bea wed}\n"


@pytest.mark.parametrize("command", ["load -", "import tsv t.tsv --source S --published 2020-01-01"])
@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("no/x.db", "no/x.db: there is no folder no; make it, or choose another place\n"),
        ("there.txt/x.db", "there.txt/x.db: there is no folder there.txt;"),
    ],
)
def test_a_file_that_can_not_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, place: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.txt").write_text("mine")
    Path("t.tsv").write_text("subject\trelation\tobject\nAl Oak\tspouse\tBea Ash\n")
    answer = run(*command.split(), "--db", place, typed=DOCUMENT)
    assert (answer.code, answer.out) == (2, "") and answer.err.startswith(f"error: {message}")
    assert files(tmp_path) == ["t.tsv", "there.txt"]


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr(sqlite3, "connect", refuse)
    answer = run("load", "-", "--db", tmp_path / "x.db", typed=DOCUMENT)
    assert (answer.code, answer.out) == (2, "")
    assert f"x.db: nothing can be written into {tmp_path}; choose another place" in answer.err


@pytest.mark.parametrize("command", ["ties x", "load -", "check", "log head", "rebuild"])
def test_an_empty_path_is_no_file(command: str) -> None:
    answer = run(*command.split(), "--db", "")
    assert answer.code == 2 and "'--db': it is empty; give the path of a relgraph file" in answer.err


def test_of_several_files_those_before_the_one_refused_are_told(tmp_path: Path) -> None:
    good, db = tmp_path / "good.yaml", tmp_path / "x.db"
    good.write_bytes(DOCUMENT)
    for more in ((), ("--json",)):
        answer = run("load", good, tmp_path / "nosuch.yaml", "--db", db, *more)
        assert (answer.code, answer.out) == (2, "")
        first, second, third = answer.err.splitlines()
        assert first == f"in already: {good}"
        assert f"into {db}, now at 1" in second and third.startswith("error: ")
    alone = run("load", tmp_path / "nosuch.yaml", "--db", db)
    assert alone.err.count("\n") == 1


def test_candidates_and_suggestions_fit_the_page(tmp_path: Path) -> None:
    long = "Anna-Maria Theodora von Hohenfels-Lichtenberg zu Altenburg-Sonnenstein"
    people = [
        says("marriage", {"name": long, "type": "person", "id": f"p:anna-{n}"}, "Bob Reed") for n in (1, 2)
    ]
    tell(tmp_path / "db", doc("2013-01-01", *people))
    for typed in ("hohenfels", "hohenfelz"):
        answer = run("ties", typed, "--db", tmp_path / "db")
        assert answer.code == 1 and "Anna-Maria" in answer.err
        assert all(len(line) <= 80 for line in answer.err.splitlines())

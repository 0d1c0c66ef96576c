"""`relgraph review` at a terminal: a key for each claim, and the terminal as it was, however it ends."""

from __future__ import annotations

import signal
import termios
from pathlib import Path

import pytest

from relgraph.cli.text import width
from tests.proposals import ARTICLE, PROPOSED
from tests.shell import doc, run, says, tell
from tests.terminal import plain, terminal


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A file with an article that makes four claims, none of which was reviewed."""
    tell(tmp_path / "a.db", ARTICLE)
    return tmp_path / "a.db"


def waiting(db: Path) -> list[str]:
    return [claim["kind"] for claim in run("review", "list", "--json", "--db", db).json]


ASKED = "[q]uit"


def test_a_key_decides_about_a_claim_and_the_next_one_comes(db: Path) -> None:
    with terminal("review", "--db", db, "--by", "ada") as there:
        for keys, said in (("a", "accepted"), ("r", "rejected"), ("s", ""), ("x", "it does not"), ("q", "")):
            there.wait_for(ASKED)
            there.press(keys)
            there.wait_for(said or keys)
        assert there.ended() == 0
        assert "1 accepted, 1 rejected, 1 skipped; 2 claims wait" in plain(there.seen)
        assert there.is_as_before
    assert waiting(db) == ["divorce", "dating"]
    claims = run("why", "Ann Vale", "Bob Reed", "--json", "--db", db).json["claims"]
    assert [(claim["review"]["verdict"], claim["review"]["by"]) for claim in claims if claim["review"]] == [
        ("accepted", "ada"), ("rejected", "ada")
    ]  # fmt: skip


def test_keys_may_be_typed_ahead_and_the_last_claim_ends_it(db: Path) -> None:
    with terminal("review", "--db", db) as there:
        there.wait_for(ASKED)
        there.press("aaaa")
        assert there.ended() == 0
        assert "4 accepted; nothing waits" in plain(there.seen)
    assert waiting(db) == []


def test_an_arrow_decides_nothing(db: Path) -> None:
    with terminal("review", "--db", db) as there:
        there.wait_for(ASKED)
        there.press("\x1b[A")
        there.wait_for(ASKED)
        there.press("q")
        assert there.ended() == 0
    assert len(waiting(db)) == 4


def test_the_article_opens_around_the_quote_and_then_as_a_whole(db: Path) -> None:
    with terminal("review", "--db", db) as there:
        there.wait_for(ASKED)
        there.press("o")
        around = there.wait_for(ASKED)
        assert "\x1b[1;36mAnn Vale wed Bob Reed in 2001\x1b[0m" in around
        assert "The sentence before." in around
        assert "The very first sentence" not in around
        there.press("o")
        whole = there.wait_for(ASKED)
        assert "The very first sentence" in whole
        there.press("q")
        assert there.ended() == 0
        assert all(width(line) <= 80 for line in plain(there.seen).splitlines())
        assert "\x1b]0;owned" not in there.seen
        assert "\\x1b]0;owned" in whole


def test_a_quote_stands_between_marks_where_there_is_no_colour(db: Path) -> None:
    with terminal("review", "--db", db, NO_COLOR="1") as there:
        there.wait_for(ASKED)
        there.press("oq")
        assert there.ended() == 0
        assert "»Ann Vale wed Bob Reed in 2001«" in there.seen


def test_a_sentence_can_be_read_otherwise(db: Path) -> None:
    with terminal("review", "--db", db, "--by", "ada", NO_COLOR="1") as there:
        there.wait_for(ASKED)
        there.press("e")
        for field, typed in (("kind", ""), ("when", "20o1"), ("when", "2002"), ("stance", "alleged"), ("detail", ""),
                             ("plan", "")):  # fmt: skip
            there.wait_for(f"  {field} [")
            there.press(f"{typed}\n")
        there.wait_for("edited: marriage of Ann Vale and Bob Reed, 2002, ALLEGED")
        there.wait_for(ASKED)
        there.press("q")
        assert there.ended() == 0
    claims = run("why", "Ann Vale", "Bob Reed", "--kind", "marriage", "--json", "--db", db).json["claims"]
    found = [
        (claim["when"], claim["stance"], claim["effect"]) for claim in claims if claim["kind"] == "marriage"
    ]
    assert found[0] == ("2001", "reported", "edited")
    assert found[1][:2] == ("2002", "alleged")


def test_an_edit_that_is_given_up_changes_nothing(db: Path) -> None:
    with terminal("review", "--db", db) as there:
        there.wait_for(ASKED)
        there.press("e")
        there.wait_for("kind [")
        there.press("\x04")
        there.wait_for("nothing changed")
        there.wait_for(ASKED)
        there.press("q")
        assert there.ended() == 0
    assert len(waiting(db)) == 4


@pytest.mark.parametrize("while_editing", [False, True])
def test_ctrl_c_keeps_what_was_decided_and_leaves_the_terminal_as_it_was(
    db: Path, while_editing: bool
) -> None:
    with terminal("review", "--db", db) as there:
        there.wait_for(ASKED)
        there.press("a")
        there.wait_for(ASKED)
        assert not there.modes[3] & termios.ICANON
        if while_editing:
            there.press("e")
            there.wait_for("kind [")
        there.press("\x03")
        assert there.ended() == 130
        assert there.is_as_before
    assert len(waiting(db)) == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_kill_leaves_the_terminal_as_it_was(db: Path, number: signal.Signals) -> None:
    with terminal("review", "--db", db) as there:
        there.wait_for(ASKED)
        there.process.send_signal(number)
        assert there.ended() == 128 + number
        assert there.is_as_before


def test_a_stopped_review_gives_the_terminal_back_and_goes_on(db: Path) -> None:
    with terminal("--norc", "--noprofile", program="bash", NO_COLOR="1", PS1="$ ") as there:
        there.wait_for("$ ")
        there.press(f"relgraph review --db {db}; echo code $?\n")
        there.wait_for(ASKED)
        there.press("\x1a")
        there.wait_for("Stopped")
        there.press("stty -a | tr ' ' '\\n' | grep icanon\n")
        assert "-icanon" not in there.wait_for("icanon\r\n")
        there.press("fg\n")
        there.wait_for("relgraph review")
        there.press("aq")
        there.wait_for("1 accepted; 3 claims wait")
        there.press("exit\n")
        there.ended()


def test_what_somebody_else_decides_meanwhile_is_not_asked_again(db: Path) -> None:
    ids = [claim["id"] for claim in run("review", "list", "--json", "--db", db).json]
    with terminal("review", "--db", db) as there:
        there.wait_for(ASKED)
        assert run("review", "reject", *ids[1:3], "--db", db).code == 0
        there.press("a")
        there.wait_for("4 of 4")
        there.wait_for(ASKED)
        there.press("a")
        assert there.ended() == 0
        assert "2 accepted; nothing waits" in plain(there.seen)


def test_a_narrow_terminal_is_enough(db: Path) -> None:
    tell(
        db,
        doc(
            "2020-05-01",
            says("dating", "Ann Vale", "A" * 90, extractor=PROPOSED),
            url="https://e.example/" + "x" * 90,
        ),
    )
    with terminal("review", "--db", db, columns=40) as there:
        there.wait_for(ASKED)
        there.press("sssssoq")
        there.ended()
        lines = plain(there.seen).splitlines()
        assert all(width(line) <= 40 for line in lines if ASKED not in line)


def test_without_a_terminal_it_only_lists(db: Path) -> None:
    answer = run("review", "--db", db, typed=b"aaaa")
    assert answer.code == 0
    assert answer.out.startswith("4 claims wait for review\n")
    assert len(waiting(db)) == 4

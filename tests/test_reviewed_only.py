"""`--reviewed`: the answer without the claims that no person has looked at, and not a selection of answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.proposals import PROPOSED
from tests.shell import Doc, doc, run, says, tell

UNREVIEWED: dict[str, Any] = {"extractor": PROPOSED}

STORY: list[Doc] = [
    doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed")),  # a person wrote it
    doc("2014-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001-05-06", **UNREVIEWED), source="Post"),
    doc("2015-01-01", says("divorce", "Ann Vale", "Bob Reed", "2014-12-01", **UNREVIEWED), source="Star"),
    doc("2013-02-01", says("dating", "Cy Hart", "Di Lund", "2012-11-01", **UNREVIEWED)),
    doc("2013-02-01", says("marriage", "Ed Roe", "Flo Yew", "1990")),
    doc("2013-03-01", says("death", "Ed Roe", when="2013-02-20", **UNREVIEWED)),
    doc("2013-04-01", says("parenthood", "Bob Reed", "Cy Hart", "1980", **UNREVIEWED)),
]  # fmt: skip
TODAY = ("--on", "2016-06-01", "--known", "2016-06-01")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reviewed") / "a.db"
    tell(path, *STORY)
    return path


def ask(db: Path, *arguments: str) -> Any:
    done = run(*arguments, *TODAY, "--json", "--db", db)
    assert done.code == 0, done.err
    return done.json


def both(db: Path, *arguments: str) -> Iterator[Any]:
    """The answer of all claims, and of the reviewed ones."""
    yield ask(db, *arguments)
    yield ask(db, *arguments, "--reviewed")


def test_a_tie_of_a_reviewed_and_an_unreviewed_claim_shows_what_the_reviewed_one_gives(db: Path) -> None:
    (all_of_it,), (reviewed,) = (
        answer["ties"] for answer in both(db, "ties", "Ann Vale", "--all", "--kind", "marriage")
    )
    assert (all_of_it["start"]["text"], all_of_it["roots"], all_of_it["holds"]) == ("2001-05-06", 2, "no")
    assert not all_of_it["unreviewed"]  # though its dates come from what nobody has looked at
    assert (reviewed["start"]["earliest"], reviewed["start"]["latest"]) == (None, "2013-01-01")
    assert (reviewed["roots"], reviewed["holds"], reviewed["ended_by"]) == (1, "yes", None)


def test_a_tie_of_unreviewed_claims_alone_is_not_there(db: Path) -> None:
    assert [len(answer["ties"]) for answer in both(db, "ties", "Di Lund", "--all")] == [1, 0]
    counts = [answer["count"] for answer in both(db, "pairs", "--kind", "dating", "--all")]
    assert counts == [1, 0]


def test_an_unreviewed_death_ends_nothing(db: Path) -> None:
    (dead,), (alive,) = (answer["ties"] for answer in both(db, "ties", "Flo Yew", "--all"))
    assert (dead["ended_by"], alive["ended_by"]) == ("death", None)


def test_pairs_and_their_number_follow_from_the_reviewed_claims(db: Path) -> None:
    found = [
        [pair["entity"]["name"] for pair in answer["pairs"]]
        for answer in both(db, "pairs", "--kind", "marriage")
    ]
    assert found == [[], ["Ann Vale", "Ed Roe"]]
    counted = run("pairs", "--kind", "marriage", "--reviewed", "--count", *TODAY, "--db", db).out
    assert counted == "2\n"


@pytest.mark.parametrize(
    "options", [(), ("--holds",), ("--via", "person"), ("--kind", "marriage", "--kind", "parenthood")]
)
def test_a_path_goes_along_reviewed_ties_only(db: Path, options: tuple[str, ...]) -> None:
    early = ("--on", "2013-06-01", "--known", "2013-06-01", "--db", db)
    names = ("Ann Vale", "Cy Hart") if "--holds" not in options else ("Bob Reed", "Cy Hart")
    assert run("path", *names, *options, *early).code == 0
    assert run("path", *names, "--reviewed", *options, *early).code == 1
    assert run("path", "Ann Vale", "Bob Reed", "--reviewed", *early).code == 0


def test_why_and_timeline_tell_of_reviewed_claims_only(db: Path) -> None:
    assert [len(answer["claims"]) for answer in both(db, "why", "Ann Vale", "Bob Reed")] == [3, 1]
    assert [
        [moment["what"] for moment in answer] for answer in both(db, "timeline", "Ann Vale", "Bob Reed")
    ] == [
        ["start", "end"],
        ["seen"],
    ]


def test_diff_tells_what_the_reviewed_claims_brought(db: Path) -> None:
    def learned(*options: str) -> list[str]:
        done = run("diff", "--from", "2013-12-31", "--to", "2016", *options, "--json", "--db", db)
        return [change["change"] for change in done.json]

    assert learned() == ["ended"]
    assert learned("--reviewed") == []


def test_the_text_says_that_it_leaves_something_out(db: Path) -> None:
    for command in (("ties", "Ann Vale"), ("why", "Ann Vale", "Bob Reed"), ("timeline", "Ann Vale"), ("pairs", "--kind", "dating"),
                    ("path", "Ann Vale", "Bob Reed"), ("diff", "--from", "2000")):  # fmt: skip
        when = ("--to", "2016") if command[0] == "diff" else TODAY
        assert run(*command, *when, "--reviewed", "--db", db).out.endswith(
            "Without what no person has reviewed.\n"
        )


def test_accepting_makes_it_the_same_answer(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "b.db"
    tell(copy, *STORY)
    waiting = run("review", "list", "--json", "--db", copy).json
    run("review", "accept", *(claim["id"] for claim in waiting), "--db", copy)
    for command in (
        ("ties", "Ann Vale", "--all"),
        ("pairs", "--kind", "marriage", "--all"),
        ("timeline", "Ann Vale"),
    ):
        all_of_it, reviewed = both(copy, *command)
        assert all_of_it == reviewed


def test_a_file_that_may_only_be_read_can_be_asked_so(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "a.db").write_bytes(db.read_bytes())
    folder.chmod(0o555)
    try:
        assert ask(folder / "a.db", "ties", "Ann Vale", "--reviewed")["ties"]
    finally:
        folder.chmod(0o755)

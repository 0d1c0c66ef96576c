"""`relgraph review` in scripts: what was proposed, accepted, rejected or read otherwise, and by whom."""

from __future__ import annotations

import getpass
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from relgraph.log import open_for_reading
from relgraph.page.data import payload
from relgraph.page.selection import Wanted, select
from tests.proposals import ARTICLE, PROPOSED
from tests.shell import Ran, doc, on, run, says, tell


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A file with an article that makes four claims, none of which was reviewed."""
    tell(tmp_path / "a.db", ARTICLE)
    return tmp_path / "a.db"


def ids(db: Path) -> dict[str, str]:
    """The claims that wait, by kind."""
    return {claim["kind"]: claim["id"] for claim in run("review", "list", "--json", "--db", db).json}


def say(db: Path, *arguments: str) -> Ran:
    done = run("review", *arguments, "--by", "ada", "--db", db)
    assert done.code == 0, done.err
    return done


def ties(db: Path, *options: str) -> dict[str, dict[str, Any]]:
    found = run("ties", "Ann Vale", "--all", *options, "--json", "--db", db).json["ties"]
    return {tie["kind"]: tie for tie in found}


def claims(db: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("why", "Ann Vale", "Bob Reed", "--json", "--db", db).json["claims"]
    return found


def head(db: Path) -> int:
    return int(run("log", "head", "--json", "--db", db).json["position"])


def test_the_list_shows_each_claim_with_its_words_under_its_article(db: Path) -> None:
    listed = run("review", "list", "--db", db).out
    assert listed.startswith("4 claims wait for review\n\nWire, 1 Mar 2020: A life\n  https://w.example/1\n")
    assert f"  {ids(db)['marriage'][:12]}  marriage of Ann Vale and Bob Reed, 2001, reported\n" in listed
    assert "“Ann Vale wed Bob Reed in 2001”" in listed


def test_what_was_accepted_is_no_longer_unreviewed(db: Path) -> None:
    assert ties(db)["marriage"]["unreviewed"]
    said = say(db, "accept", ids(db)["marriage"][:8]).out
    assert said.startswith("accepted: marriage of Ann Vale and Bob Reed, 2001, reported\n")
    assert not ties(db)["marriage"]["unreviewed"]
    assert list(ids(db)) == ["separation", "divorce", "dating"]


def test_who_reviewed_is_kept(db: Path) -> None:
    say(db, "reject", ids(db)["separation"])
    record = run("log", "show", "--from", head(db), "--json", "--db", db).json[-1]
    assert (record["type"], record["body"]["verdict"], record["body"]["by"]) == (
        "ClaimReviewed",
        "rejected",
        "ada",
    )
    assert "rejected by ada on " in run("why", "Ann Vale", "Bob Reed", "--db", db).out


def test_the_user_of_the_machine_reviews_if_nobody_is_named(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "vera")
    run("review", "accept", ids(db)["marriage"], "--db", db)
    assert next(claim["review"]["by"] for claim in claims(db) if claim["kind"] == "marriage") == "vera"
    monkeypatch.setattr(getpass, "getuser", nobody)
    refused = run("review", "accept", ids(db)["divorce"], "--db", db)
    assert (refused.code, "give --by" in refused.err) == (2, True)


def nobody() -> str:
    raise OSError


def test_what_was_rejected_acts_nowhere(db: Path) -> None:
    say(db, "reject", ids(db)["dating"])
    assert "dating" not in ties(db)
    assert run("path", "Ann Vale", "Cy Hart", "--on", "2020-03-01", "--db", db).code == 1
    assert run("pairs", "--kind", "dating", "--all", "--json", "--db", db).json["count"] == 0
    assert "dating" not in run("timeline", "Ann Vale", "--db", db).out
    shown = run("why", "Ann Vale", "Cy Hart", "--json", "--db", db).json
    assert (shown["ties"], [claim["effect"] for claim in shown["claims"]]) == ([], ["rejected"])


def test_all_of_an_article_are_accepted_at_once(db: Path) -> None:
    tell(db, doc("2020-04-01", says("dating", "Di Lund", "Ed Roe", extractor=PROPOSED)))
    done = say(db, "accept", "--all-from", "https://w.example/1", "--json").json
    assert (done["events"], done["duplicates"], list(ids(db))) == (4, 0, ["dating"])
    listed = run("review", "list", "--all-from", "https://w.example/1", "--json", "--db", db)
    assert listed.json == []


def test_saying_it_twice_changes_nothing_and_the_last_word_counts(db: Path) -> None:
    divorce = ids(db)["divorce"]
    say(db, "reject", divorce)
    before = head(db)
    assert say(db, "reject", divorce, "--json").json["duplicates"] == 1
    assert head(db) == before
    say(db, "accept", divorce)
    assert ties(db)["marriage"]["ended_by"] == "divorce"


def test_an_edit_counts_from_the_day_of_the_article_as_if_it_had_been_read_so(db: Path) -> None:
    marriage = ids(db)["marriage"]
    said = say(db, "edit", marriage, "--when", "2002", "--why", "a slip").out
    assert said.startswith(
        "edited: marriage of Ann Vale and Bob Reed, 2001, reported (Wire, 1 Mar 2020)\nto: "
    )
    tie = ties(db, "--known", "2020-03-01")["marriage"]
    assert (tie["start"]["text"], tie["roots"], tie["unreviewed"]) == ("2002", 1, False)
    old, new = (claim for claim in claims(db) if claim["kind"] == "marriage")
    assert (old["effect"], old["amended"]["by"], old["amended"]["why"]) == ("edited", "ada", "a slip")
    assert (new["published"], new["quote"], new["unreviewed"]) == ("2020-03-01", old["quote"], False)
    assert "marriage" not in ids(db)


@pytest.mark.parametrize("option", [("--detail", "x"), ("--hypothetical",)])
def test_what_is_no_part_of_an_id_can_be_edited_too(tmp_path: Path, option: tuple[str, ...]) -> None:
    tell(tmp_path / "b.db", doc("2020-01-01", says("performance", "Ann Vale", "The Fall", extractor=PROPOSED),
                                entities=[{"name": "The Fall", "type": "work"}]))  # fmt: skip
    (claim,) = ids(tmp_path / "b.db").values()
    say(tmp_path / "b.db", "edit", claim, *option)
    found = run("why", "Ann Vale", "The Fall", "--json", "--db", tmp_path / "b.db").json["claims"]
    assert [one["effect"] == "edited" for one in found] == [True, False]
    assert (found[1]["detail"], found[1]["hypothetical"]) == (("x", False) if option[1:] else (None, True))


def test_an_edited_claim_can_be_edited_rejected_and_replaced_once_more(db: Path) -> None:
    say(db, "edit", ids(db)["marriage"], "--when", "2002")
    second = claims(db)[-1]["id"]
    say(db, "edit", second, "--when", "2003")
    third = claims(db)[-1]["id"]
    assert ties(db)["marriage"]["start"]["text"] == "2003"
    run("correct", third, "--when", "2004", "--published", "2021-01-01", "--why", "x", "--db", db)
    assert ties(db, "--known", "2020-12-31")["marriage"]["start"]["text"] == "2003"
    assert ties(db)["marriage"]["start"]["text"] == "2004"


def test_the_outlets_own_words_need_no_review_but_can_be_rejected(tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    tell(db, doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001")))
    (claim,) = claims(db)
    assert say(db, "accept", claim["id"], "--json").json["duplicates"] == 1
    say(db, "reject", claim["id"])
    assert ties(db) == {}


def test_what_the_outlet_took_back_waits_for_nobody(db: Path) -> None:
    run("retract", "--article", "https://w.example/1", "--published", "2020-04-01", "--why", "x", "--db", db)
    assert run("review", "list", "--db", db).out == "nothing waits for review\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says_so"),
    [
        (("accept",), 2, "give the IDs of claims, or --all-from"),
        (("accept", "abc123", "--all-from", "x"), 2, "give the IDs of claims, or --all-from"),
        (("accept", "nonsense"), 2, "is no claim's id"),
        (("accept", "000000"), 1, "no claim has an id that begins with 000000"),
        (("accept", "--all-from", "https://w.example/2"), 1, "no article has the URL or id"),
        (("list", "--all-from", "https://w.example/2"), 1, "no article has the URL or id"),
        (("edit", "MARRIAGE"), 2, "say what is to change"),
        (("edit", "MARRIAGE", "--when", "2001"), 2, "the edit changes nothing"),
        (("edit", "MARRIAGE", "--kind", "death"), 2, "death is said of one person"),
        (("edit", "MARRIAGE", "--when", "soon"), 2, "soon"),
        (("accept", "MARRIAGE", "--by", " "), 2, "it is empty"),
        (("--by", "ada", "list"), 2, "--by goes behind `list`"),
        (("approve", "MARRIAGE"), 2, "approve"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    db: Path, arguments: tuple[str, ...], code: int, says_so: str
) -> None:
    marriage, before = ids(db)["marriage"], head(db)
    done = run("review", *(marriage if word == "MARRIAGE" else word for word in arguments), "--db", db)
    assert (done.code, says_so in done.err) == (code, True), done.err
    assert head(db) == before


def test_one_wrong_id_among_many_writes_nothing(db: Path) -> None:
    before = head(db)
    assert run("review", "accept", ids(db)["marriage"], "000000", "--db", db).code == 1
    assert head(db) == before


def test_of_an_edited_claim_the_new_one_is_to_be_reviewed(db: Path) -> None:
    marriage = ids(db)["marriage"]
    say(db, "edit", marriage, "--when", "2002")
    new = claims(db)[-1]["id"]
    for command in (("accept",), ("reject",), ("edit", "--when", "2003")):
        refused = run("review", command[0], marriage, *command[1:], "--db", db)
        assert (refused.code, f"claim {new[:12]} stands in its place" in refused.err) == (2, True)


def test_a_page_does_not_say_that_the_outlet_corrected_what_was_misread(db: Path) -> None:
    say(db, "edit", ids(db)["marriage"], "--when", "2002", "--why", "a slip")
    run("retract", "--article", "https://w.example/1", "--published", "2020-04-01", "--why", "x", "--db", db)
    with closing(open_for_reading(db)) as store:
        day = on("2021-01-01")
        claims = payload(store, select(store, Wanted([], 1, [], None), day), day).claims
    weddings = [(one.when, one.rejected, one.replaced, one.why) for one in claims if one.kind == "marriage"]
    assert weddings == [("2001", True, None, None), ("2002", False, None, "x")]


def test_hostile_words_come_out_as_escapes(tmp_path: Path) -> None:
    db = tmp_path / "d.db"
    evil = "Ann Vale\x1b[2J\u202e wed Bob Reed"
    claim = {"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "quote": evil, "extractor": PROPOSED}
    tell(
        db,
        {"source": "W\x1bire", "published": "2020-01-01", "title": "\x07", "text": evil, "claims": [claim]},
    )
    for printed in (
        run("review", "list", "--db", db).out,
        run("review", "--json", "--db", db).out,
    ):
        assert not any(character in printed for character in "\x1b\x07\u202e")

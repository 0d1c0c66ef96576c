"""relgraph add and relgraph extract: what they print, what enters the log, and what a second reading changes."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from relgraph.cli.words import agent
from relgraph.extract import extractors
from relgraph.extract.model import NoModel, PassedOver
from tests.shell import doc, run, tell
from tests.weddings import Weddings

TEXT = "Ann Vale married Bob Reed in 2012.\r\nJack reportedly married Zoe\u0301 Oak."
SAID = ("--source", "Star Post", "--published", "2023-08-07")

PAGE = """<html><head><meta property="og:site_name" content="Wire"><meta name="date" content="2023-08-01">
<link rel="canonical" href="https://w.example/1"></head><body><article><h1>A wedding</h1>
<p>Ann Vale married Bob Reed in 2012, as everybody knows who reads this paper every day.</p></article></body></html>"""


@pytest.fixture(autouse=True)
def weddings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Let `rules` be an extractor that reads weddings; calling it makes that another one."""

    def use(**settings: Any) -> None:
        monkeypatch.setitem(extractors.EXTRACTORS, "rules", lambda: Weddings(**settings))

    use()
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(TEXT.encode())
    Path("p.html").write_text(PAGE)
    return use


def claims(a: str, b: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("why", a, b, "--json").json["claims"]
    return found


def bodies(type: str) -> list[dict[str, Any]]:
    """The bodies of the records of a type."""
    return [record["body"] for record in run("log", "show", "--json").json if record["type"] == type]


# ---- what is printed


def test_extract_prints_documents_that_can_be_loaded() -> None:
    printed = run("extract", "a.txt", *SAID)
    assert printed.code == 0
    Path("out.jsonl").write_text(printed.out)
    assert run("load", "out.jsonl", "--json").json["claims"] == 2
    assert run("add", "a.txt", *SAID, "--json").json["claims"] == 0, "the same claims, by another way"


def test_what_is_printed_and_loaded_is_not_reviewed_by_that() -> None:
    Path("out.jsonl").write_text(run("extract", "a.txt", *SAID).out)
    run("load", "out.jsonl")
    assert [claim["unreviewed"] for claim in claims("Ann Vale", "Bob Reed")] == [True]


def test_offsets_are_true_in_the_text_that_is_kept() -> None:
    (document,) = [json.loads(line) for line in run("extract", "a.txt", *SAID).out.splitlines()]
    assert document["text"] == TEXT.replace("\r\n", "\n")
    run("add", "a.txt", *SAID)
    (claim,) = claims("Jack", "Zoe Oak")
    assert (
        claim["quote"]
        == document["text"][claim["start"] : claim["end"]]
        == "Jack reportedly married Zoe\u0301 Oak"
    )


def test_add_prints_the_sum_and_what_was_refused() -> None:
    Path("r.txt").write_text(TEXT + " REFUSE")
    added = run("add", "r.txt", *SAID, "--json")
    assert added.code == 0
    assert {key: added.json[key] for key in ("articles", "claims", "events", "duplicates", "head")} == {
        "articles": 1, "claims": 2, "events": 3, "duplicates": 0, "head": 3,
    }  # fmt: skip
    assert added.json["refused"] == [
        {
            "quote": "They were wed.", "reason": "the quote does not stand in the text at character 0",
            "kind": "marriage", "parties": ["Ann Vale", "Bob Reed"], "file": "r.txt",
        }
    ]  # fmt: skip


def test_people_are_told_what_was_found_refused_and_is_to_be_reviewed() -> None:
    Path("r.txt").write_text(TEXT + " REFUSE")
    told = run("add", "r.txt", *SAID).out
    assert "Found 2 claims by weddings 1.0 with none" in told
    assert "  marriage  2  1 reported, 1 ALLEGED" in told
    assert "Refused 1 proposal\n  marriage of Ann Vale and Bob Reed: the quote does not stand" in told
    assert "No person has looked at these claims yet" in told
    assert "each stands for itself in its article:" in told
    assert "Jack" in told
    assert max(map(len, told.splitlines())) <= 80


def test_explain_says_of_each_claim_what_made_it() -> None:
    told = run("extract", "a.txt", *SAID, "--explain").out
    assert (
        "1. marriage of Ann Vale and Bob Reed, 2012, reported\n   “Ann Vale married Bob Reed in 2012” (0 to 33)"
        in told
    )
    for line in (
        "rule      verb: marry",
        "words     “Ann” at 0",
        "party     Ann Vale: as it stands",
        "stance    the",
    ):
        assert f"\n   {line}" in told
    assert "2. marriage of Jack and Zoé Oak, no day told, ALLEGED" in told
    assert "\n   says      a source (anonymous)" in told
    assert max(map(len, told.splitlines())) <= 80


def test_what_was_inferred_is_said_and_can_be_overridden() -> None:
    added = run("add", "p.html", "--json")
    assert "p.html: source Wire (meta og:site_name), published 2023-08-01 (meta date)" in added.err
    assert [(one["field"], one["value"]) for one in added.json["inferred"]][:2] == [
        ("source", "Wire"),
        ("published", "2023-08-01"),
    ]
    (document,) = [
        json.loads(line) for line in run("extract", "p.html", "--published", "2023-07-31").out.splitlines()
    ]
    assert (document["source"], document["published"]) == ("Wire", "2023-07-31")


def test_an_article_without_claims_is_an_answer() -> None:
    Path("n.txt").write_text("Nothing happened.")
    for command in ("add", "extract"):
        done = run(command, "n.txt", *SAID)
        assert done.code == 0
        assert "No claim was found." in done.out + done.err


def test_standard_input_is_a_file_too() -> None:
    assert run("add", "-", *SAID, "--json", typed=TEXT.encode()).json["claims"] == 2
    assert run("extract", "-", typed=PAGE.encode()).code == 0


def test_what_cannot_be_seen_is_written_as_an_escape() -> None:
    Path("h.txt").write_text("Ann Vale married Bob Reed.\u202e\x1b[31m" + " " * 3000)
    printed = run("extract", "h.txt", *SAID)
    assert printed.out.isprintable() is False
    assert "\x1b" not in printed.out + printed.err
    assert "\u202e" not in printed.out + printed.err
    assert "\\u202e\\u001b[31m" in printed.out


# ---- what goes wrong


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt"], "a.txt: published: the file does not say; give when it was published: --published YYYY-MM-DD"),
        (["a.txt", "--published", "2023-08-07"], "a.txt: source: the file does not say; give the outlet: --source NAME"),
        (["a.txt", "--source", "S", "--published", "May"], "a.txt: published: 'May' is neither a day"),
        (["none.txt", *SAID], "none.txt: no such file"),
        (["a.txt", "p.html", *SAID, "--url", "https://w.example/1"], "--url and --title are of one article"),
        (["a.txt", *SAID, "--extractor", "oracle"], "there is no extractor 'oracle'; there is rules"),
        ([], "Missing argument"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["add", "extract"])
def test_wrong_use_is_told_and_makes_no_file(command: str, arguments: list[str], message: str) -> None:
    done = run(command, *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert not Path("relgraph.db").exists()


def test_a_model_that_is_missing_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing() -> Weddings:
        raise NoModel("articles are read with spaCy, which is not installed: pip install 'relgraph[extract]'")

    monkeypatch.setitem(extractors.EXTRACTORS, "rules", missing)
    done = run("add", "a.txt", *SAID)
    assert (done.code, done.out) == (2, "")
    assert "pip install 'relgraph[extract]'" in done.err
    assert not Path("relgraph.db").exists()


def test_one_bad_file_does_not_keep_the_others_out() -> None:
    Path("bad.txt").write_bytes(b"\0")
    done = run("add", "none.txt", "a.txt", "bad.txt", "p.html", *SAID, "--json")
    assert done.code == 2
    assert done.json["articles"] == 2
    assert "error: none.txt: no such file\n" in done.err
    assert "error: bad.txt: not a text" in done.err


def test_a_file_goes_in_whole_or_not_at_all() -> None:
    good = {"source": "S", "published": "2023-08-07", "text": "Ann Vale married Bob Reed."}
    Path("d.jsonl").write_text(json.dumps(good) + "\n" + json.dumps({**good, "text": ""}) + "\n")
    done = run("add", "d.jsonl")
    assert (done.code, done.out) == (2, "")
    assert "d.jsonl:2: " in done.err
    assert not Path("relgraph.db").exists()


def test_another_text_under_an_old_address_needs_a_later_day() -> None:
    run("add", "p.html")
    Path("p.html").write_text(PAGE.replace("every day", "at all"))
    done = run("add", "p.html")
    assert done.code == 2
    assert "a new version of it needs a later `published`" in done.err
    assert run("add", "p.html", "--published", "2023-08-02").code == 0


# ---- what enters the log


def test_a_claim_keeps_what_proposed_it_and_is_unreviewed() -> None:
    run("add", "p.html")
    (made,) = bodies("ClaimMade")
    assert {key: made[key] for key in ("extractor", "extractor_version", "model", "rule")} == {
        "extractor": "weddings", "extractor_version": "1.0", "model": "none", "rule": "verb: marry",
    }  # fmt: skip
    assert [claim["unreviewed"] for claim in claims("Ann Vale", "Bob Reed")] == [True]


def test_adding_twice_changes_nothing() -> None:
    first = run("add", "a.txt", "p.html", *SAID, "--json").json
    again = run("add", "a.txt", "p.html", *SAID, "--json").json
    assert (again["claims"], again["events"], again["duplicates"]) == (0, 0, first["events"])
    assert again["head"] == first["head"]


def test_a_claim_of_a_person_stays_that_of_a_person() -> None:
    Path("by-hand.jsonl").write_text(run("extract", "p.html").out)
    (document,) = [json.loads(line) for line in Path("by-hand.jsonl").read_text().splitlines()]
    del document["claims"][0]["extractor"]
    Path("by-hand.jsonl").write_text(json.dumps(document))
    run("load", "by-hand.jsonl")
    assert run("add", "p.html", "--json").json["claims"] == 0
    assert [claim["unreviewed"] for claim in claims("Ann Vale", "Bob Reed")] == [False]


def test_newer_rules_propose_the_difference(weddings: Callable[..., None]) -> None:
    run("add", "p.html")
    weddings(version="1.1", years=False)
    again = run("add", "p.html", "--json").json
    assert again["claims"] == 1
    assert [one["quote"] for one in again["dropped"]] == ["Ann Vale married Bob Reed in 2012"]
    assert {claim["when"]: claim["effect"] for claim in claims("Ann Vale", "Bob Reed")} == {
        "2012": "dropped",
        None: "start",
    }

    weddings(version="1.2")
    third = run("add", "p.html", "--json").json
    assert [one["claim"] for one in third["restored"]] == [again["dropped"][0]["claim"]]
    effects = {claim["when"]: claim["effect"] for claim in claims("Ann Vale", "Bob Reed")}
    assert effects == {"2012": "start", None: "dropped"}


@pytest.mark.parametrize("settings", [{"version": "1.0", "years": False}, {"version": "0.9", "years": False}])
def test_rules_that_are_no_newer_drop_nothing(
    settings: dict[str, Any], weddings: Callable[..., None]
) -> None:
    run("add", "p.html")
    weddings(**settings)
    assert run("add", "p.html", "--json").json["dropped"] == []


@pytest.mark.parametrize(
    ("verdict", "effect"),
    [(("accept",), "start"), (("reject",), "rejected"), (("edit", "--when", "2013"), "edited")],
)
def test_newer_rules_keep_what_a_person_said(
    verdict: tuple[str, ...], effect: str, weddings: Callable[..., None]
) -> None:
    run("add", "p.html")
    (claim,) = claims("Ann Vale", "Bob Reed")
    assert run("review", verdict[0], claim["id"], *verdict[1:], "--by", "the desk").code == 0
    weddings(version="1.1", years=False)
    assert run("add", "p.html", "--json").json["dropped"] == []
    weddings(version="1.2")
    run("add", "p.html")
    effects = {claim["when"]: claim["effect"] for claim in claims("Ann Vale", "Bob Reed")}
    assert effects["2012"] == effect


# ---- whom a name leads to


def article(day: str, text: str) -> str:
    name = f"{day}.txt"
    Path(name).write_text(text)
    assert run("add", name, "--source", "Star Post", "--published", day).code == 0
    return name


def test_a_full_name_leads_to_one_entity_and_a_bare_one_to_one_an_article() -> None:
    article("2020-01-01", "Ann Vale married Jack in 2012.")
    article("2021-01-01", "Ann Vale married Jack in 2019.")
    assert len(run("find", "Ann Vale", "--json").json) == 1
    assert len(run("find", "Jack", "--json").json) == 2


def test_a_bare_name_leads_to_whoever_is_declared_by_it() -> None:
    tell(
        Path("relgraph.db"),
        doc("2019-01-01", entities=[{"name": "Jack", "type": "person", "ids": {"made_up": "Q1"}}]),
    )
    article("2020-01-01", "Ann Vale married Jack in 2012.")
    article("2021-01-01", "Cy Hart married Jack in 2019.")
    (found,) = run("find", "Jack", "--json").json
    assert (found["id"], found["ties"]) == ("made_up:Q1", 2)


def test_a_name_that_is_declared_later_makes_no_second_claim() -> None:
    name = article("2020-01-01", "Ann Vale married Jack in 2012.")
    tell(Path("relgraph.db"), doc("2019-01-01", entities=[{"name": "Jack", "type": "person"}]))
    assert (
        run("add", name, "--source", "Star Post", "--published", "2020-01-01", "--json").json["claims"] == 0
    )


def test_an_alias_of_the_document_itself_leads_to_its_entity() -> None:
    entity = {"name": "Jack Oak", "type": "person", "aliases": ["Jack"]}
    document = {
        "source": "S",
        "published": "2020-01-01",
        "text": "Ann Vale married Jack in 2012.",
        "entities": [entity],
    }
    Path("d.jsonl").write_text(json.dumps(document))
    run("add", "d.jsonl")
    (found,) = run("find", "Jack", "--json").json
    assert found["name"] == "Jack Oak"


def test_a_model_that_is_passed_over_is_told_of_on_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def poorer() -> Weddings:
        warnings.warn("the model a is damaged and is passed over for b", PassedOver, stacklevel=2)
        return Weddings()

    monkeypatch.setitem(extractors.EXTRACTORS, "rules", poorer)
    told = run("extract", "a.txt", *SAID)
    assert told.code == 0
    assert "warning: the model a is damaged and is passed over for b" in told.err.splitlines()
    assert "warning" not in told.out


@pytest.mark.parametrize(
    ("name", "role", "words"),
    [("anonymous", "anonymous", "an anonymous source"), ("an insider", "anonymous", "an insider"),
     ("anonymous", "outlet", "anonymous"), ("Voici", "outlet", "Voici"),
     ("Ann Vale; Bob Reed", "representative", "a representative of Ann Vale and Bob Reed"),
     ("her spokesman", "representative", "her spokesman")],
)  # fmt: skip
def test_a_voice_says_what_it_is(name: str, role: str, words: str) -> None:
    assert agent(name, role) == words

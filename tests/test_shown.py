"""Whose name is not for print is in nothing that is handed out, unless it was asked for with a reason."""

from __future__ import annotations

import base64
import gzip
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from relgraph.ages import births, may_state
from relgraph.cli import handing
from relgraph.cli.demo import _is_part_of
from relgraph.errors import RelgraphError
from relgraph.privacy import MINOR, PRIVATE, Shown, withheld
from tests.asking import no, story
from tests.erasing import forms
from tests.shell import Doc, Ran, doc, on, run, says, tell

NOW = datetime.now().astimezone().date()
INSIDER = [{"agent": "an insider", "role": "anonymous"}]


def ago(years: int) -> str:
    return (NOW - timedelta(days=365 * years + 40)).isoformat()


HIDDEN = {
    "Pip Holm": MINOR,  # by birth
    "Tuck Barrow": MINOR,  # by an age in a sentence
    "Wren Ashby": MINOR,  # by an age that the writer states
    "Lark Quill": MINOR,  # as a child of whom the article says that it is one
    "Søren Vinter": PRIVATE,  # by one allegation
}
STORY: list[Doc] = [
    doc("2010-03-02", says("marriage", "Ann Vale", "Bob Reed", "2009"), source="Wire", url="https://wire.example/wed"),
    doc(ago(3), says("parenthood", "Ann Vale", "Pip Holm", detail="birth"), source="Post", title="Little Pip Holm",
        entities=[{"name": "Pip Holm", "type": "person", "born": ago(7), "aliases": ["Pippa Holm"], "id": "pip-holm"}]),
    {"source": "Post", "published": ago(2), "url": "https://post.example/tuck-barrow", "text": "Bob Reed and Tuck Barrow, 12, are friends.",
     "claims": [{"kind": "friendship", "a": "Bob Reed", "b": "Tuck Barrow", "quote": "Bob Reed and Tuck Barrow, 12, are friends."}]},
    doc(ago(1), says("performance", "Wren Ashby", {"name": "The Fall", "type": "work"}, detail="Wren Ashby as herself"),
        says("performance", "Ann Vale", {"name": "The Fall", "type": "work"}), source="Post",
        entities=[{"name": "Wren Ashby", "type": "person", "age": "9"}]),
    doc(ago(4), says("parenthood", "Bob Reed", "Lark Quill", sensitive=True, attribution=[{"agent": "Lark Quill", "role": "principal"}]),
        source="Post"),
    doc(ago(5), says("affair", "Bob Reed", "Søren Vinter", stance="alleged", attribution=INSIDER), source="Star",
        url="https://star.example/bob-and-soren-vinter", title="Bob and SOREN VINTER?"),
]  # fmt: skip

OUTPUTS: dict[str, tuple[str, ...]] = {
    "page": ("page", "-o", "{out}.html"),
    "page around a parent": ("page", "-o", "{out}.html", "--focus", "Bob Reed", "--depth", "2"),
    "graph as GraphML": ("graph", "-o", "{out}.graphml"),
    "graph as GEXF": ("graph", "-o", "{out}.gexf"),
    "graph as JSON": ("graph", "-o", "{out}.json"),
    "graph around a parent": ("graph", "-o", "{out}.graphml", "--focus", "Bob Reed"),
    "page around somebody hidden": ("page", "-o", "{out}.html", "--focus", "Pip Holm"),
}
"""Every command that hands names out, as it is typed."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shown") / "shown.db"
    tell(path, *STORY)
    return path


def handed_out(db: Path, folder: Path, *command: str) -> tuple[Ran, str]:
    """What a command wrote: names and content of all its files, unpacked."""
    done = run(*(word.replace("{out}", str(folder / "out")) for word in command), "--db", db)
    texts = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            text = file.read_bytes().decode("utf-8", "replace")
            text += "".join(gzip.decompress(base64.b64decode(packed)).decode()
                            for packed in re.findall(r'data-packed="gzip">([^<]*)<', text))  # fmt: skip
            texts += [file.name, _without_library(text)]
    return done, "\n".join([done.out, *texts])


def _without_library(html: str) -> str:
    """A page without the code of vis-network, which has words of its own."""
    start = html.find("</script>\n<script>")
    return html if start < 0 else html[:start] + html[html.index("</script>", start + 9) :]


def named(text: str, name: str) -> list[str]:
    """The forms of a name, or of one word of it, that are in a text."""
    sought = {form for part in (name, *name.split()) for form in forms(part)}
    return sorted(
        form for form in sought if re.search(rf"(?<![a-z]){re.escape(form.lower())}(?![a-z])", text.lower())
    )


# ---- what is handed out


@pytest.mark.parametrize("output", OUTPUTS)
def test_nobody_hidden_is_named_in_anything_that_is_handed_out(db: Path, tmp_path: Path, output: str) -> None:
    done, text = handed_out(db, tmp_path, *OUTPUTS[output])
    assert done.code == 0, done.err
    assert {name: named(text, name) for name in HIDDEN} == {name: [] for name in HIDDEN}
    assert "Bob Reed" in text or "hidden" in output


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize(("flag", "word"), [("--show-minors", MINOR), ("--show-private", PRIVATE)])
def test_a_name_is_shown_with_a_reason_that_stands_in_the_log(
    db: Path, tmp_path: Path, output: str, flag: str, word: str
) -> None:
    done, text = handed_out(db, tmp_path, *OUTPUTS[output], flag, "--why", "a court names them")
    assert done.code == 0, done.err
    seen = {name for name in HIDDEN if named(text, name)}
    wanted = {name for name, called in HIDDEN.items() if called == word}
    assert seen <= wanted and (seen == wanted or "around" in output)
    record = run("log", "show", "--json", "--db", db).json[-1]
    assert record["type"] == "OutputWritten"
    assert record["body"]["shown"] == [flag.removeprefix("--show-")]
    assert record["body"]["why"] == "a court names them"
    assert record["body"]["place"].startswith(str(tmp_path))


@pytest.mark.parametrize(("arguments", "message"), [
    (("--show-minors",), "--show-minors or --show-private needs --why"),
    (("--show-private",), "--show-minors or --show-private needs --why"),
    (("--why", "so"), "--why goes with --show-minors or --show-private"),
    (("--show-minors", "--why", " "), "it is empty"),
])  # fmt: skip
def test_names_and_reason_go_together(
    db: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    refused, _ = handed_out(db, tmp_path, *OUTPUTS["page"], *arguments)
    assert (refused.code, message in refused.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_names_that_can_not_be_noted_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    db = tmp_path / "in" / "a.db"
    tell(db, *STORY)

    def refuse(*_: object, **__: object) -> Any:
        raise RelgraphError("attempt to write a readonly database")

    monkeypatch.setattr(handing, "writing", refuse)  # root may write everywhere
    refused, _ = handed_out(db, tmp_path / "out", *OUTPUTS["page"], "--show-minors", "--why", "so")
    assert refused.code == 2
    assert list((tmp_path / "out").iterdir()) == []
    done, _ = handed_out(db, tmp_path / "out", *OUTPUTS["page"])
    assert (done.code, "not noted in the log" in done.err) == (0, True)


def test_what_was_handed_out_outlives_a_rebuild_and_is_listed_by_an_erasure(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    db = tmp_path / "a.db"
    tell(db, *STORY[:2])
    for name in ("one", "two", "one"):
        assert run("page", "-o", tmp_path / "pages" / f"{name}.html", "--db", db).code == 0
    tell(db, *STORY[2:])
    assert run("page", "-o", tmp_path / "pages" / "later.html", "--db", db).code == 0
    assert run("rebuild", "--db", db).code == 0
    shown = run("erase", "Ann Vale", "--why", "asked for", "--db", db).out
    assert [line.split(",")[0].strip().rpartition("/")[2] for line in shown.splitlines() if ".html" in line] == [
        "later.html", "one.html", "two.html",
    ]  # fmt: skip
    erased = run("erase", "Søren Vinter", "--why", "asked for", "--yes", "--json", "--db", db).json
    assert [Path(output["place"]).name for output in erased["outputs"]] == ["later.html"]


def test_the_demo_can_be_made_again_where_it_handed_out_a_page(tmp_path: Path) -> None:
    fresh, old = tmp_path / "fresh.db", tmp_path / "old.db"
    tell(fresh, *STORY)
    tell(old, *STORY)
    assert run("page", "-o", tmp_path / "old.html", "--db", old).code == 0
    assert _is_part_of(old, fresh)


# ---- the rule


@pytest.mark.parametrize(("documents", "called"), [
    ([doc("2020-01-01", says("affair", "Ann Vale", "Cy Hart", stance="alleged"))], PRIVATE),
    ([doc("2020-01-01", says("affair", "Ann Vale", "Cy Hart"))], None),
    ([doc("2020-01-01", says("friendship", "Ann Vale", "Cy Hart"), entities=[{"name": "Cy Hart", "type": "person", "age": "9"}])], MINOR),
    ([doc("2014-01-01", says("friendship", "Ann Vale", "Cy Hart"), entities=[{"name": "Cy Hart", "type": "person", "age": "12"}])], None),
    ([doc("2020-01-01", {**says("friendship", "Ann Vale", "Cy Hart"), "quote": "her friend Cy Hart, 9."})], MINOR),
    ([doc("2020-01-01", {**says("friendship", "Ann Vale", "Cy Hart"), "quote": "her friend Cy Hart, 34."})], None),
    ([doc("2020-01-01", {**says("friendship", "Ann Vale", "Cy Hart"), "quote": "Ann Vale, 12, and Cy Hart"})], None),
    ([doc("2020-01-01", says("parenthood", "Ann Vale", "Cy Hart", sensitive=True))], MINOR),
    ([doc("2020-01-01", says("parenthood", "Ann Vale", "Cy Hart"))], None),
    ([doc("2005-01-01", says("parenthood", "Ann Vale", "Cy Hart", sensitive=True))], None),
    ([doc("2020-01-01", says("parenthood", "Ann Vale", "Cy Hart", sensitive=True),
          entities=[{"name": "Cy Hart", "type": "person", "born": "1990"}])], None),
    ([doc("2020-01-01", says("parenthood", "Ann Vale", "Cy Hart", "2012"))], MINOR),
])  # fmt: skip
def test_who_is_not_named(tmp_path: Path, documents: list[Doc], called: str | None) -> None:
    with story(tmp_path, *documents) as store:
        assert withheld(store, [no(store, "Cy Hart")], on("2026-06-01")).get(no(store, "Cy Hart")) == called


def test_whoever_is_not_named_on_one_of_two_days_is_not_named(tmp_path: Path) -> None:
    told = [
        doc("2016-01-01", says("affair", "Ann Vale", "Cy Hart", stance="alleged")),
        doc("2020-01-01", says("marriage", "Ann Vale", "Cy Hart")),
        doc("2016-01-01", says("friendship", "Ann Vale", "Di Lund"), entities=[{"name": "Di Lund", "type": "person", "age": "15"}]),
    ]  # fmt: skip
    with story(tmp_path, *told) as store:
        cy, di = no(store, "Cy Hart"), no(store, "Di Lund")
        day = on("2026-06-01")
        assert withheld(store, [cy, di], day) == {}
        assert withheld(store, [cy, di], day, on("2017-01-01")) == {cy: PRIVATE, di: MINOR}
        assert withheld(store, [cy, di], on("2017-01-01"), day) == {cy: PRIVATE, di: MINOR}
        assert withheld(store, [cy, di], day, on("2017-01-01"), Shown(minors=True)) == {cy: PRIVATE}
        assert withheld(store, [cy, di], day, on("2017-01-01"), Shown(private=True)) == {di: MINOR}


@pytest.mark.parametrize(("sentence", "years"), [
    ("Pip Holm, 12, was there", 12), ("Pip Holm (12) was there", 12), ("Pip Holm, aged twelve.", 12), ("Pip Holm is 9 years old", 9),
    ("her 12-year-old son Pip Holm", 12), ("Pip Holm turned 9, and", 9), ("baby Pip Holm", 0), ("her six-month-old Pip Holm", 0),
    ("Pip Holm, 34, was there", None), ("Pip Holm, 12 May 2010", None), ("Pip Holm and 12 others", None), ("12 saw Pip Holm", None),
])  # fmt: skip
def test_an_age_in_a_sentence_gives_the_last_day_of_birth(sentence: str, years: int | None) -> None:
    found = list(births(sentence, ["Pip Holm"], on("2024-05-01")))
    assert found == ([] if years is None else [on(f"{2024 - years}-05-01")])


@pytest.mark.parametrize(("age", "message"), [
    ("old", "age: wants full years, 0 to 130"), ("131", "age: wants full years"), ("-1", "age: wants full years"),
])  # fmt: skip
def test_an_age_that_cannot_be_meant_is_refused(tmp_path: Path, age: str, message: str) -> None:
    file = tmp_path / "a.jsonl"
    entities = [{"name": "Pip Holm", "type": "person", "age": age}]
    file.write_text(json.dumps(doc("2020-01-01", says("death", "Pip Holm"), entities=entities)))
    refused = run("load", file, "--db", tmp_path / "a.db")
    assert (refused.code, message in refused.err) == (2, True)
    both = [{**entities[0], "age": "9", "born": "2011"}]
    file.write_text(json.dumps(doc("2020-01-01", says("death", "Pip Holm"), entities=both)))
    assert "age: says again what `born` says" in run("load", file, "--db", tmp_path / "a.db").err


@pytest.mark.parametrize(
    "sentence",
    [
        "Pip Vale, 12, won.", "Pip Vale (12) won.", "Pip Vale,12, won.", "Pip Vale is 12.", "Pip Vale, who is\u00a0twelve, won.",
        "Pip Vale, now 9, won.", "Pip Vale turned ten.", "PIP VALE, AGED 12, WON", "Pip Vale, age 12, won.",
        "Pip Vale\u00a0aged 12", "the 12-year-old Pip Vale", "twelve-year-old Pip Vale", "a six month old Pip Vale", "baby Pip Vale",
    ],
)  # fmt: skip
def test_the_quick_look_misses_no_age(sentence: str) -> None:
    name = "PIP VALE" if sentence.isupper() else "Pip Vale"
    assert list(births(sentence, [name], on("2020-01-01")))
    assert may_state(sentence) and may_state(json.dumps(sentence, ensure_ascii=False))


def test_the_quick_look_passes_over_what_states_none() -> None:
    assert not may_state('{"kind":"marriage","quote":"Ann Vale\\tspouse\\tBob Reed\\t1995-05\\t"}')

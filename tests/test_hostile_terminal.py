"""Text from articles, files and arguments reaches no terminal raw: nothing acts, turns a line around, or hides."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.cli.safe import as_json, quoted, shown, typed
from relgraph.cli.text import width, wrapped
from tests.shell import doc, run, says, tell

EVIL = {
    "escape": "Evil \x1b]0;pwned\x07\x1b[31mRed",
    "control": "Bell\x07 Back\x08space \x01One Del\x7f",
    "c1": "C1 \x9b31m \x85next",
    "override": "Rtl \u202egnp.exe \u2066iso\u2069",
    "zero width": "Zero\u200bWidth\u2060\ufeff \u200dJoin",
    "lines": "Line\u2028Sep\u2029Para",
    "tags": "Tag\U000e0041\U000e007f",
    "soft": "So\u00adft\u034f",
    "markup": "[bold red]Rich[/] <script>alert(1)</script> **x** %s $(touch pwned) `id` \\x1b",
}
FAIR = "Zoë 山田太郎 Ångström e\u0301"


def harmless(text: str) -> bool:
    """Whether a terminal shows all of a text and acts on none of it."""
    return all(
        c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for c in text
    )


def dark(text: str) -> Any:
    """A document whose every text is that one."""
    insider = [
        {"agent": f"Agent {text}", "role": "outlet"},
        {"agent": f"Insider {text}", "role": "anonymous"},
    ]
    return [
        doc("2013-01-01", says("marriage", f"Ann {text}", f"Bob {text}", "2012-08-04"), source=f"Wire {text}",
            title=f"Title {text}", url=f"https://w.example/{text}"),
        doc("2013-02-01", says("separation", f"Ann {text}", f"Bob {text}", stance="alleged", attribution=insider),
            says("kinship", f"Ann {text}", f"Kim {text}", detail=f"cousin {text}"), source=f"Post {text}"),
        doc("2013-03-01", says("marriage", f"Ann {text}", f"Eve {text}", "2012-09"), source=f"Star {text}"),
        doc("2013-04-01", says("performance", f"Ann {text}", f"Film {text}", "2011"),
            entities=[{"name": f"Film {text}", "type": "work", "aliases": [f"Other {text}"]}]),
    ]  # fmt: skip


@pytest.fixture(scope="module", params=EVIL)
def dark_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    text = EVIL[request.param]
    db = tmp_path_factory.mktemp("dark") / "dark.db"
    tell(db, *dark(text))
    return db, text


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("find", "ann"),
    ("find", "nothing like it"),
    ("ties", "ann", "--all"),
    ("ties", "film"),
    ("ties", "o"),  # ambiguous
    ("pairs", "--kind", "marriage"),
    ("timeline", "ann"),
    ("timeline", "ann", "bob"),
    ("why", "ann", "bob"),
    ("path", "bob", "film"),
    ("path", "film", "nobody"),
    ("diff", "--from", "2012", "--to", "2014"),
    ("analyze", "central", "--on", "2013"),
    ("analyze", "groups", "--on", "2013"),
    ("analyze", "bridges", "--on", "2013"),
    ("analyze", "triangles", "--on", "2013"),
    ("log", "show"),
    ("check",),
)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_answer_lets_through_what_an_article_holds(
    dark_file: tuple[Path, str], command: tuple[str, ...], form: str
) -> None:
    db, _ = dark_file
    answer = run(*command, *(["--json"] if form == "json" else []), "--db", db)
    assert answer.out or answer.err
    assert harmless(answer.out) and harmless(answer.err), answer
    if form == "json" and answer.out:
        assert answer.json is not None


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
def test_json_keeps_what_it_escapes(tmp_path: Path, evil: str) -> None:
    tell(tmp_path / "db", *dark(evil))
    names = {one["name"] for one in run("find", "ann", "--json", "--db", tmp_path / "db").json}
    kept = " ".join(unicodedata.normalize("NFC", f"Ann {evil}").split())
    assert kept in names


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
def test_no_error_lets_through_what_was_typed(tmp_path: Path, evil: str) -> None:
    tell(tmp_path / "db", *dark("x"))
    bad, table = tmp_path / "bad.yaml", tmp_path / "bad.tsv"
    bad.write_text(f'source: "W"\npublished: 2013-01-01\n"{evil.encode("unicode_escape").decode()}": 1\n')
    table.write_text(f"subject\trelation\tobject\nAl\t{evil}\tBea\n", "utf-8", newline="\n")
    typed = [
        ("ties", evil), ("find", evil), ("why", evil, "ann"), (evil,), ("ties", "ann", f"--{evil}"), ("ties", "ann", "--on", evil),
        ("ties", "ann", "--kind", evil), ("pairs", "--kind", "marriage", "--holds", evil), ("path", "ann", "bob", "--max", evil),
        ("load", bad), ("import", "tsv", table, "--source", evil, "--published", "2020-01-01"),
        ("import", "tsv", table, "--source", "S", "--published", evil), ("retract", evil, "--published", "2020-01-01", "--why", evil),
        ("retract", "--article", evil, "--published", "2020-01-01", "--why", "x"), ("log", evil),
    ]  # fmt: skip
    for command in typed:
        answer = run(*command, "--db", tmp_path / "db")
        assert harmless(answer.out) and harmless(answer.err), (command, answer)
        assert answer.err and "Traceback" not in answer.err
    if "/" not in evil:
        for command in (
            ("ties", "ann", "--db", evil),
            ("load", evil, "--db", tmp_path / "db"),
            ("load", bad, "--db", tmp_path / evil),
        ):
            answer = run(*command)
            assert answer.code == 2 and harmless(answer.err) and harmless(answer.out)


def test_bytes_that_are_no_text_are_shown_as_what_they_are() -> None:
    answer = run("ties", "Zo\udceb", "--db", "no\udce9.db")
    assert answer.code == 2 and "no\\udce9.db: no such file" in answer.err


def test_letters_of_any_script_stay_as_they_are(tmp_path: Path) -> None:
    tell(tmp_path / "db", doc("2013-01-01", says("marriage", FAIR, "Bob Reed", "2012")))
    fair = unicodedata.normalize("NFC", FAIR)
    for more in ((), ("--json",)):
        assert fair in run("ties", "Bob Reed", "--db", tmp_path / "db", *more).out


@given(
    st.text(
        st.characters(codec="utf-8") | st.sampled_from("\x1b\x9b\u202e\u200b\u2028\x7f\u00ad\U000e0041"),
        max_size=40,
    )
)
def test_whatever_the_text_it_is_shown_in_one_harmless_line(text: str) -> None:
    assert harmless(shown(text)) and "\n" not in shown(text)
    assert harmless(quoted(text)) and "\n" not in quoted(text)
    assert harmless(as_json([text]).replace("\n", ""))
    assert shown(shown(text)) == shown(text)


@given(st.text(max_size=30))
def test_json_says_the_same_after_escaping(text: str) -> None:
    import json

    assert json.loads(as_json({"a": [text, {text: 1}], "b": text})) == {"a": [text, {text: 1}], "b": text}


def test_every_character_that_is_not_to_be_seen_is_escaped() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert harmless(shown(everything)) and harmless(as_json(everything))


@given(st.text(st.sampled_from("ab é山e\u0301 x"), max_size=80), st.integers(4, 30))
def test_wrapped_lines_are_no_wider_than_the_room(text: str, room: int) -> None:
    lines = wrapped(text, room, "  ", "")
    assert all(width(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Ann Vale", '"Ann Vale"'),
        ("Zoë O'Neal, Jr.", '"Zoë O\'Neal, Jr."'),
        ("$(touch pwned)", "p:1"),
        ("`id`", "p:1"),
        ('a"; rm -rf "', "p:1"),
        ("--all", "p:1"),
        ("!!", "p:1"),
        ("back\\slash", "p:1"),
    ],
)
def test_a_command_that_is_suggested_can_be_pasted_without_harm(name: str, safe: str) -> None:
    assert typed(name, "p:1") == safe

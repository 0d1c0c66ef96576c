"""The one table of kinds: its line in the docs, its laws, and that a new kind is a row of it and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import relgraph
from relgraph.kinds import COUPLE_STATES, KINDS, PARTIES, STATES, Kind, Shape
from tests.shell import Doc, doc, says

ROOT = Path(__file__).parents[1]

NO_MARKS = {"breakup", "mention"}
"""They start and end nothing in their own words, but a breakup has a rule of its own (8) and a mention no tie."""


def documented(kind: Kind) -> str:
    """The line of docs/kinds.md that says what a row of the table says."""
    start = " ".join([kind.name, *("♥" * kind.couple), *("◌" * kind.fades)]) if kind.starts else ""
    mark = "●" if not (kind.starts or kind.ends or kind.name in NO_MARKS) else ""
    cells = [
        kind.name,
        " or ".join(_parties(shape, kind.directed) for shape in kind.shapes),
        start,
        ", ".join(kind.ends),
        ", ".join(kind.also_ends),
        mark,
        "any word" if kind.details is None else ", ".join(kind.details),
        kind.wikidata or "",
        kind.followthemoney or "",
        kind.schema_org or "",
    ]
    return f"| {' | '.join(cells)} |".replace("  ", " ")


def _parties(shape: Shape, directed: bool) -> str:
    first, second = (" or ".join(sorted(types or ())) for types in PARTIES[shape])
    return first if not second else f"{first} → {second}" if directed else f"{first}, {second}"


def test_the_docs_have_the_line_of_every_kind_in_the_order_of_the_table() -> None:
    page = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    lines = [
        line
        for line in page.splitlines()
        if re.match(r"\| [a-z_]+ \|", line) and "kind | parties" not in line
    ]
    assert lines == [documented(kind) for kind in KINDS.values()]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_row_of_the_table_makes_sense(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.name)
    assert kind.says
    assert kind.said
    assert {*kind.ends, *kind.also_ends} <= STATES.keys()
    assert not {*kind.ends} & {*kind.also_ends}
    assert not (kind.starts and kind.name in (*kind.ends, *kind.also_ends))
    assert kind.starts or not (kind.couple or kind.fades)
    assert bool(kind.back) == bool(kind.was) == ((kind.directed and kind.starts) or kind.name == "attendance")
    for state in kind.ends:
        assert set(kind.shapes) == set(STATES[state].shapes)
        assert kind.directed == STATES[state].directed


def test_the_states_of_a_couple_are_between_two_persons_and_have_no_direction() -> None:
    assert {kind.name for kind in STATES.values() if kind.couple} == COUPLE_STATES
    for state in COUPLE_STATES:
        assert STATES[state].shapes == (Shape.BOND,)
        assert not STATES[state].directed


class NewKind(NamedTuple):
    """Rows for the table, what an article says with them, and what is the case on 2010-06-01 then."""

    rows: str
    told: list[Doc]
    kind: str
    holds: str | None
    words: str


_CY = {"name": "Cy Hart", "type": "person"}
_NOVEL = {"name": "The Long Way", "type": "work"}
_CLUB = {"name": "The Club", "type": "organization"}

NEW_KINDS = {
    "a directed bond with an end": NewKind(
        'Kind("mentorship", _BOND, "mentor of", "was mentor of", back="pupil of", was="was pupil of", starts=True,'
        ' directed=True), Kind("mentorship_end", _BOND, "no longer mentor of", "no longer mentor of",'
        ' ends=("mentorship",), directed=True),',
        [says("mentorship", "Ann Vale", "Cy Hart", "2001"), says("mentorship_end", "Ann Vale", "Cy Hart", "2009")],
        "mentorship", None, "was mentor of Cy Hart",
    ),
    "a bond that fades": NewKind(
        'Kind("rivalry", _BOND, "rival of", "was a rival of", starts=True, fades=True),',
        [says("rivalry", "Cy Hart", "Ann Vale", "2009-12")],
        "rivalry", "possibly", "rival of Cy Hart",
    ),
    "a credit": NewKind(
        'Kind("translation", _CREDIT, "translator of", "translated", back="translated by", was="translated by",'
        ' starts=True, directed=True),',
        [says("translation", "Ann Vale", _NOVEL, "2005")],
        "translation", "yes", "translated The Long Way",
    ),
    "a role": NewKind(
        'Kind("patronage", _ROLE, "patron of", "was patron of", back="has patron", was="had patron", starts=True,'
        ' directed=True),',
        [says("patronage", "Ann Vale", _CLUB, "2005/..")],
        "patronage", "yes", "patron of The Club",
    ),
}  # fmt: skip


@pytest.mark.parametrize("new", NEW_KINDS.values(), ids=list(NEW_KINDS))
def test_a_new_kind_is_a_row_of_the_table_and_nothing_else(tmp_path: Path, new: NewKind) -> None:
    package = tmp_path / "relgraph"
    shutil.copytree(Path(relgraph.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    table = package / "kinds.py"
    before, last, after = table.read_text(encoding="utf-8").partition('Kind("mention"')
    table.write_text(f"{before}{new.rows}\n        {last}{after}", encoding="utf-8")
    story = tmp_path / "story.jsonl"
    story.write_text(json.dumps(doc("2010-05-01", *new.told)), encoding="utf-8")

    def typed(*arguments: str) -> str:
        code = "import sys; from relgraph.cli import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments, "--db", str(tmp_path / "new.db")],
            env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    typed("load", str(story))
    asked = ["--on", "2010-06-01", "--known", "2010-06-01"]
    ties: list[dict[str, Any]] = json.loads(typed("ties", "Ann Vale", "--json", *asked))["ties"]
    assert [(tie["kind"], tie["holds"]) for tie in ties] == ([(new.kind, new.holds)] if new.holds else [])
    assert new.words in typed("ties", "Ann Vale", "--all", *asked)
    assert json.loads(typed("pairs", "--kind", new.kind, "--all", "--json", *asked))["count"] == 1
    assert json.loads(typed("check", "--json")) == []

"""docs/erasure.md keeps its word. What its examples print is held by `make docs-check`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.erasing import forms, left
from tests.shell import run

PAGE = (Path(__file__).parents[1] / "docs" / "erasure.md").read_text(encoding="utf-8")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "articles.yaml").write_text(
        "---\n".join(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)), encoding="utf-8"
    )
    (tmp_path / "db").mkdir()
    assert run("load", tmp_path / "articles.yaml", "--db", tmp_path / "db" / "relgraph.db").code == 0
    return tmp_path / "db" / "relgraph.db"


def test_the_story_of_the_page_leaves_nobody_behind_and_does_not_come_back(db: Path) -> None:
    named = run("erase", "Eve Sand", "--why", "Eve Sand asked for it", "--yes", "--db", db)
    assert (named.code, "say it without a name" in named.err) == (2, True)
    assert run("erase", "Eve Sand", "--why", "She asked for it", "--yes", "--db", db).code == 0
    gone = [*forms("Eve Sand"), "a waitress", "star.example"]
    assert left(db.parent, gone) == []
    again = run("load", db.parents[1] / "articles.yaml", "--db", db)
    assert (again.code, "She asked for it); --restore takes it in again" in again.err) == (2, True)
    assert run("load", db.parents[1] / "articles.yaml", "--restore", "--db", db).code == 0
    assert run("ties", "Eve Sand", "--all", "--db", db).code == 0


@pytest.mark.parametrize("typed", re.findall(r"^\| `relgraph (erase [^`]+)`", PAGE, re.MULTILINE))
def test_everything_that_the_page_says_can_be_erased_can_be(db: Path, typed: str) -> None:
    claims = run("why", "Bob Reed", "Eve Sand", "--json", "--db", db).json["claims"]
    words = typed.replace("URL", "https://star.example/bob-and-eve-sand").replace("ID", claims[0]["id"])
    arguments = [word.replace("NAME", "Eve Sand") for word in words.split()]
    assert run(*arguments, "--why", "asked for", "--yes", "--db", db).code == 0
    assert run("log", "verify", "--db", db).code == 0
    assert left(db.parent, ["more than friends"]) == []

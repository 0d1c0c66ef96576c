"""The README keeps its word. What its examples print is held by `make docs-check`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from relgraph.cli.app import COMMANDS
from tests.shell import run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "seeds" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_with_its_help(command: str) -> None:
    assert (
        f"### relgraph {command}\n\n```console\n$ relgraph {command} --help\nUsage: relgraph {command} "
        in README
    )


def test_the_article_of_the_readme_loads_and_says_what_it_says(tmp_path: Path) -> None:
    (article,) = re.findall(r"^```yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    (tmp_path / "articles.yaml").write_text(article, encoding="utf-8")
    db = tmp_path / "relgraph.db"
    assert run("load", tmp_path / "articles.yaml", "--db", db).code == 0
    asked = ("--on", "2023-08-07", "--known", "2023-08-07")
    answer = run("ties", "Ann Vale", *asked, "--db", db).out
    assert "married to Bob Reed" in answer
    assert "ALLEGED by an insider, in Star Post" in answer


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_changelog_tells_of_the_version_that_is_built() -> None:
    (version,) = re.findall(
        r'^version = "(.*)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)[:2] == ["Unreleased", version]

"""docs/review.md tells a story in commands; typed one after the other they print what stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.shell import run

PAGE = (Path(__file__).parents[1] / "docs" / "review.md").read_text(encoding="utf-8")
TYPED = re.findall(r"^```console\n\$ relgraph (.+)\n((?:.*\n)*?)```$", PAGE, re.MULTILINE)


def test_the_story_of_the_page_goes_as_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELGRAPH_DB", "relgraph.db")
    articles = "---\n".join(re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
    (tmp_path / "articles.yaml").write_text(articles, encoding="utf-8")
    assert run("load", "articles.yaml").code == 0
    assert len(TYPED) >= 10
    for command, printed in TYPED:
        answer = run(*shlex.split(command))
        assert "\n".join(line.rstrip() for line in answer.out.splitlines()) == printed.rstrip("\n"), command
        assert answer.code == (1 if command == "check" else 0)


@pytest.mark.parametrize("error", ["an extracted claim is wrong", "an article changed"])
def test_the_page_walks_through_each_error(error: str) -> None:
    assert f"\n## {error.capitalize()}\n" in PAGE

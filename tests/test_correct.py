"""docs/correct.md is run as it stands: what it types works, and prints what it shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.erasing import forms, left
from tests.shell import run

PAGE = (Path(__file__).parents[1] / "docs" / "correct.md").read_text(encoding="utf-8")
FILES = ["story.yaml", "names.yaml", "party.yaml"]
_ID = re.compile(r"\b[0-9a-f]{12}\b")
_DAY = re.compile(r"on \d+ \w{3} \d{4} \(judgement")


def blocks() -> Iterator[tuple[str, str]]:
    yield from re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def steps(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block, and the lines that it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield command, lines


def plain(text: str) -> str:
    """A text without what each run makes anew, ids of judgements and the day of today, and so where lines break."""
    return _DAY.sub("on DAY (judgement", " ".join(_ID.sub("ID", text).split()))


def test_the_page_can_be_typed_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RELGRAPH_DB", raising=False)
    files = iter(FILES)
    ids: dict[str, str] = {}  # as the page has them, as this run makes them
    typed = 0
    for language, block in blocks():
        if language == "yaml":
            Path(next(files)).write_text(block, encoding="utf-8")
            continue
        for command, lines in steps(block):
            words = shlex.split(_ID.sub(lambda id: ids.get(id[0], id[0]), command))
            assert words[0] == "relgraph"
            ran = run(*words[1:])
            printed, shown = ran.out + ran.err, "\n".join(lines)
            assert plain(printed) == plain(shown), command
            ids.update(zip(_ID.findall(shown), _ID.findall(printed), strict=True))
            typed += 1
    assert typed >= 26 and next(files, None) is None
    assert left(tmp_path, forms("Cleo Hart"), but=FILES) == []


def test_the_page_leads_to_each_of_its_parts() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-")
        for line in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) == headings

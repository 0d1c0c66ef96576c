"""The page answers as the command line does: who is with whom on any day, as told by any day."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from relgraph.log import open_for_reading
from tests.browser import Opened, make, opened
from tests.shell import run

ASKED = 300


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds."""
    folder = tmp_path_factory.mktemp("seeds")
    assert run("demo", "--dir", folder).code == 0
    return folder / "relgraph.db"


@pytest.fixture(scope="module")
def whole(browser: Browser, db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The page of everything that the seeds tell."""
    path = make(db, tmp_path_factory.mktemp("html") / "whole.html", "--top", 5000)
    with opened(browser, path) as page:
        yield page


def test_on_random_days_the_page_lists_the_ties_that_the_command_line_lists(db: Path, whole: Opened) -> None:
    r = random.Random(3)
    with closing(open_for_reading(db)) as store:
        days = sorted({day for (day,) in store.execute("SELECT published FROM article")})
        starts = [day for (day,) in store.execute("SELECT DISTINCT first FROM version WHERE first > 0")]
    people: list[dict[str, Any]] = whole.ask("[...relgraph.entities()]")
    hidden = {one["id"] for one in people if one["withheld"]}
    asked = 0
    while asked < ASKED:
        person = r.choice(people)
        known = r.choice(days) + r.randint(-3, 30)
        on = r.choice([r.choice(starts) + r.randint(-40, 400), known])
        if person["withheld"] or person["known_from"] > known:
            continue
        asked += 1
        whole.ask("([on, known]) => relgraph.go({on, known})", [on, known])
        shown = whole.ask("(id) => relgraph.ties(id, true)", person["id"])
        days_given = ("--on", date.fromordinal(on), "--known", date.fromordinal(known))
        told = run("ties", person["id"], *days_given, "--all", "--json", "--db", db).json["ties"]
        assert without(hidden, shown) == without(set(), [tie for tie in told if not is_hidden(tie, people)]), (
            person["name"], *days_given,
        )  # fmt: skip


def without(hidden: set[str], ties: list[dict[str, Any]]) -> list[str]:
    """Ties to be compared, but for those with somebody who is not named."""
    return [json.dumps(tie) for tie in ties if tie["other"]["id"] not in hidden]


def is_hidden(tie: dict[str, Any], people: list[dict[str, Any]]) -> bool:
    return tie["other"]["id"] not in {one["id"] for one in people}

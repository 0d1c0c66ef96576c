"""What the whole suite shares: how hard Hypothesis tries. In CI it tries the same examples each time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from neo4j import Driver
from playwright.sync_api import Browser

from relgraph.extract import model
from relgraph.extract.rules import RulesExtractor
from tests.browser import chromium
from tests.crowd import crowd
from tests.neo4j_asking import logged_in
from tests.neo4j_server import Server, Unavailable
from tests.shell import tell
from tests.story import STORY

settings.register_profile(
    "quick", max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.register_profile("ci", settings.get_profile("quick"), derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "quick"))


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that was told the story."""
    path = tmp_path_factory.mktemp("cli") / "story.db"
    tell(path, *STORY)
    return path


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the crowd."""
    db = tmp_path_factory.mktemp("crowd") / "crowd.db"
    crowd(db)
    return db


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a screen."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Neo4j server that runs as long as the tests; where none can run they are skipped, in CI they fail."""
    started = None
    try:
        started = Server(tmp_path_factory.mktemp("neo4j"))
        started.start()
    except Unavailable as why:
        if "CI" in os.environ:
            pytest.fail(f"in CI a Neo4j server must be tested with, and {why}")
        pytest.skip(f"no Neo4j server: {why}")
    try:
        yield started
    finally:
        started.stop()


@pytest.fixture
def driver(server: Server) -> Iterator[Driver]:
    """A driver of the server, which has nothing on it."""
    with logged_in(server) as driver:
        yield driver


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what was left out and why, in one line for each reason: -q would hide it."""
    reasons = Counter(str(report.longrepr[-1]) for report in terminalreporter.stats.get("skipped", ()))
    for reason, tests in reasons.items():
        terminalreporter.write_line(f"{reason} ({tests} tests)")


@pytest.fixture(scope="session")
def rules() -> RulesExtractor:
    """The rules, with the model that is installed."""
    loaded = model.load()
    return RulesExtractor(loaded.nlp, loaded.name)

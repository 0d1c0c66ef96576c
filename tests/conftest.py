"""What the whole suite shares: how hard Hypothesis tries. In CI it tries the same examples each time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from relgraph.extract import model
from relgraph.extract.rules import RulesExtractor
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


@pytest.fixture(scope="session")
def rules() -> RulesExtractor:
    """The rules, with the model that is installed."""
    loaded = model.load()
    return RulesExtractor(loaded.nlp, loaded.name)

"""What the house holds to: what a command pays for, what is installed, how long a module may be."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import relgraph
from tests.shell import doc, says, tell

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

HEAVY = (
    "IPython", "jinja2", "lxml", "networkx", "numpy", "pydantic", "pydantic_core", "pyvis", "rapidfuzz", "rich", "spacy",
    "trafilatura", "yaml",
)  # fmt: skip

_LOADED = f"""
import json, sys
from relgraph.cli import main
code = main()
print(json.dumps([code, sorted(set({HEAVY!r}) & set(sys.modules))]), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("house") / "relgraph.db"
    tell(path, doc("2010-01-01", says("marriage", "Ann Vale", "Bob Reed", "2009")))
    return path


@pytest.mark.parametrize("question", [
    "find Ann", "ties Ann", "ties Ann --json", "pairs --kind marriage", "timeline Ann", "why Ann Bob", "path Ann Bob",
    "diff --from 2009-01-01 --to 2011-01-01", "check", "log head", "log verify", "ties --help", "analyze --help", "--help",
])  # fmt: skip
def test_a_question_does_not_pay_for_what_only_writing_needs(db: Path, question: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *question.split()],
        env={**os.environ, "RELGRAPH_DB": str(db)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stderr) == [0, []]


def test_a_wheel_holds_all_that_the_demo_needs(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    installed = tmp_path / "site" / "relgraph"
    assert {file.name for file in (installed / "seeds").iterdir()} == {
        file.name for file in (ROOT / "seeds").iterdir() if file.suffix in (".yaml", ".tsv", ".md")
    }
    questions = {file.name for file in (installed / "cypher" / "queries").iterdir()}
    assert questions == {file.name for file in (ROOT / "queries").iterdir()}
    assert (installed / "py.typed").exists()
    done = subprocess.run(
        [sys.executable, "-c", "from relgraph.cli import main; import relgraph; print(relgraph.__file__); main()",
         "demo", "--dir", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith(str(installed))
    assert "What to try next" in done.stdout


def test_every_tool_and_library_is_pinned() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {_plain(name) for name in re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)}
    groups: dict[str, list[str]] = PROJECT["dependency-groups"]
    wanted = [
        *PROJECT["project"]["dependencies"],
        *chain.from_iterable(PROJECT["project"]["optional-dependencies"].values()),
        *PROJECT["build-system"]["requires"],
        *chain.from_iterable(groups.values()),
    ]
    assert {_plain(re.split(r"[<>=]", one)[0]) for one in wanted} - pinned == set()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_a_module_has_at_most_400_lines() -> None:
    modules = Path(relgraph.__file__).parent.rglob("*.py")
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: length for name, length in lengths.items() if length > 400} == {}

"""An erasure that dies in the middle is either not begun or is finished by whoever opens the file next."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.erasing import NAME, left, told
from tests.shell import run

COMMAND = ("erase", NAME, "--why", "asked for", "--yes", "--db")

_DIES_BEFORE_CLEANING = """
import os, signal, sys
from relgraph.cli import main
from relgraph.log import cleaning
cleaning.clean = lambda connection: os.kill(os.getpid(), signal.SIGKILL)
main()
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return told(tmp_path_factory.mktemp("template") / "relgraph.db")


@pytest.fixture
def db(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "relgraph.db"))


def started(program: str, db: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *COMMAND, str(db)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ},
    )  # fmt: skip


@pytest.mark.parametrize("next_one", [("ties", "Ann Vale"), ("log", "verify"), ("rebuild",), ("check",)])
def test_who_opens_the_file_next_finishes_what_was_killed(db: Path, next_one: tuple[str, ...]) -> None:
    assert started(_DIES_BEFORE_CLEANING, db).wait() == -signal.SIGKILL
    assert left(db.parent) != []
    done = run(*next_one, "--db", db)
    assert done.code in (0, 1) and not done.err
    assert left(db.parent) == []
    assert run("log", "verify", "--db", db).code == 0
    assert run("find", NAME, "--db", db).code == 1


def test_a_copy_of_a_file_that_was_killed_has_nothing_of_it_either(db: Path, tmp_path: Path) -> None:
    assert started(_DIES_BEFORE_CLEANING, db).wait() == -signal.SIGKILL
    (tmp_path / "copy").mkdir()
    assert run("log", "replay", "--until", 5, "--to", tmp_path / "copy" / "then.db", "--db", db).code == 0
    assert left(tmp_path / "copy") == []


def test_it_is_whole_or_not_at_all_whenever_it_is_killed(template: Path, tmp_path: Path) -> None:
    program = "from relgraph.cli import main; main()"
    begun = time.monotonic()
    assert started(program, Path(shutil.copy(template, tmp_path / "whole.db"))).wait() == 0
    takes = time.monotonic() - begun
    (tmp_path / "whole.db").unlink()
    before = run("log", "head", "--json", "--db", template).json["position"]
    for part in (0.6, 0.7, 0.8, 0.9, 0.97):
        folder = tmp_path / str(part)
        folder.mkdir()
        db = Path(shutil.copy(template, folder / "relgraph.db"))
        process = started(program, db)
        time.sleep(takes * part)
        process.kill()
        process.wait()
        assert run("log", "verify", "--db", db).code == 0
        erased = run("log", "head", "--json", "--db", db).json["position"] > before
        assert erased == (left(folder) == [])
        assert run("find", NAME, "--db", db).code == (1 if erased else 0)

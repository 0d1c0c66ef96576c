"""Opening the file while others make it, write to it or fail."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from relgraph.articles import Article
from relgraph.cli.store import writing
from relgraph.documents import read_file
from relgraph.errors import BadInput
from relgraph.events import ArticleAdded
from relgraph.ingest import open_store
from relgraph.log import SqliteLog, open_for_reading
from tests.test_readmodel import tell


def printed(source: str) -> ArticleAdded:
    return ArticleAdded(article=Article(source=source, published="2020-01-01", digest="d"))


def fail_in(path: Path) -> None:
    """Make the file, and fail before anything is written."""
    with pytest.raises(BadInput), writing(path, create=True):
        raise BadInput("unknown kind")


def test_a_file_that_was_made_for_nothing_is_taken_away_again(tmp_path: Path) -> None:
    fail_in(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_into_which_another_has_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with pytest.raises(BadInput), writing(path, create=True):
        with open_store(path, create=True) as other:
            tell(other.log, [[printed("Wire")]])
        raise BadInput("unknown kind")
    with closing(open_for_reading(path)) as connection:
        assert SqliteLog(connection).head().position == 1


def test_a_file_that_another_process_has_open_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    waits = (
        "import sys; from pathlib import Path; from relgraph.ingest import open_store\n"
        "with open_store(Path(sys.argv[1]), create=True):\n print('open', flush=True); sys.stdin.read()"
    )
    with pytest.raises(BadInput), writing(path, create=True):
        other = subprocess.Popen(
            [sys.executable, "-c", waits, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert other.stdout and other.stdout.readline() == "open\n"
        raise BadInput("unknown kind")
    other.communicate("")
    assert other.returncode == 0
    assert path.exists()


def test_a_file_opens_at_any_moment_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    done = threading.Event()

    def write() -> None:
        with open_store(path, create=True) as store:
            for n in range(150):
                tell(store.log, [[printed(f"Paper {n}")]])
        done.set()

    with open_store(path, create=True):
        pass
    writer = threading.Thread(target=write)
    writer.start()
    while not done.is_set():
        with open_store(path, create=False):  # says that the log was rolled back if it reads in two moments
            pass
    writer.join()


def test_standard_input_is_read_to_its_end_before_anybody_has_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = io.BytesIO(b"articles: []")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given))
    read_file("-")
    assert given.read() == b""

"""What tests of questions share: a file that was told a story, and tables of the read model filled by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from relgraph.fold.model import FOREVER, NEVER, Window
from relgraph.queries.find import named
from relgraph.readmodel import state
from relgraph.readmodel.links import link
from tests.shell import Doc, on, tell

TODAY = on("2026-06-01")
"""Later than every story."""


SCHEMA = Path(state.__file__).with_name("schema.sql")


@contextmanager
def story(folder: Path, *documents: Doc) -> Iterator[sqlite3.Connection]:
    """A file that was told these articles, to be asked."""
    db = folder / "story.db"
    tell(db, *documents)
    with closing(sqlite3.connect(db)) as connection:
        yield connection


def no(db: sqlite3.Connection, name: str) -> int:
    return named(db, name, TODAY, TODAY).no


def empty() -> sqlite3.Connection:
    """The tables of the read model with nothing in them."""
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA.read_text())
    db.execute("CREATE TABLE body (position INTEGER PRIMARY KEY, salt BLOB NOT NULL, body TEXT NOT NULL)")
    return db


def entities(db: sqlite3.Connection, many: int, types: Sequence[str] = ()) -> None:
    columns = [row[1] for row in db.execute("PRAGMA table_info(entity)")]
    for number in range(1, many + 1):
        kind = types[number - 1] if types else "person"
        row: dict[str, Any] = {"no": number, "id": f"e{number}", "name": f"Name {number:02}", "type": kind,
                               "canonical": number, "known_from": 1}  # fmt: skip
        db.execute(
            f"INSERT INTO entity VALUES ({','.join('?' * len(columns))})",
            [row.get(name, 0) for name in columns],
        )


def add_tie(
    db: sqlite3.Connection, a: int, b: int, kind: str, window: Window, standing: str = "reported", **more: Any
) -> None:
    row: dict[str, Any] = {"a": a, "b": b, "kind": kind, "episode": 1, "known_from": 10, "known_to": FOREVER,
                           "standing": standing, **window._asdict(), "alleged_end": None, **more}  # fmt: skip
    columns = [name for _, name, *_ in db.execute("PRAGMA table_info(version)")]
    nothing = (
        "start_earliest",
        "start_latest",
        "start_text",
        "end_earliest",
        "end_latest",
        "end_text",
        "end_standing",
        "ended_by",
    )
    values = [row.get(name, None if name in nothing else 0) for name in columns]
    no = db.execute(f"INSERT INTO version VALUES ({','.join('?' * len(columns))})", values).lastrowid
    assert no
    db.execute(link(), (no - 1, no - 1))


windows = st.lists(st.sampled_from([NEVER, *range(100, 130), FOREVER]), min_size=6, max_size=6).map(
    lambda d: Window(*d)
)

SURE = Window(100, 100, 100, 200, 200, 200)
MAYBE = Window(100, 100, 150, 150, 200, 200)
OVER = Window(100, 100, 100, 110, 110, 110)

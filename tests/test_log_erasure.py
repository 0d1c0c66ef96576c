"""What was erased leaves no byte behind, in no copy of the log, and whoever is killed in the middle is followed up."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.errors import DamagedLog, RelgraphError
from relgraph.log import NewEvent, SqliteLog, cleaning, create, open_for_writing
from relgraph.log.connection import immediate
from relgraph.log.replay import replay
from relgraph.log.schema import TRIGGERS

SECRET = "never to be read again"


def event(name: str, body: str = "{}") -> NewEvent:
    return NewEvent(name, "ClaimMade", 1, body)


def erasure(name: str, *positions: int) -> NewEvent:
    return NewEvent(name, "ContentErased", 1, json.dumps({"positions": positions}))


def replacement(name: str, position: int, body: str = '"instead"') -> NewEvent:
    return NewEvent(name, "ContentReplaced", 1, json.dumps({"position": position, "body": body}))


@contextmanager
def opened(path: Path) -> Iterator[tuple[sqlite3.Connection, SqliteLog]]:
    with closing(open_for_writing(path, make=True)) as connection:
        yield connection, SqliteLog(connection)


def found(folder: Path) -> list[str]:
    """The files in which a byte of the secret is left."""
    return [path.name for path in folder.iterdir() if SECRET.encode() in path.read_bytes()]


# ---- copies


@contextmanager
def in_memory() -> Iterator[tuple[sqlite3.Connection, SqliteLog]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        create(connection)
        yield connection, SqliteLog(connection)


@contextmanager
def copied(source: sqlite3.Connection, until: int) -> Iterator[tuple[sqlite3.Connection, SqliteLog]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as target:
        with immediate(target):
            replay(source, target, until)
        yield target, SqliteLog(target)


@st.composite
def histories(draw: st.DrawFn) -> list[list[NewEvent]]:
    """Batches in which records come, are erased, replaced, and erased again with what replaced them."""
    batches: list[list[NewEvent]] = []
    plain: list[int] = []
    standing: dict[int, int] = {}
    end = 0
    for turn in range(draw(st.integers(1, 8))):
        batch = [event(f"{turn}-{number}", f'"{turn}"') for number in range(draw(st.integers(0, 2)))]
        named = draw(st.lists(st.sampled_from(plain), max_size=2, unique=True)) if plain else []
        plain += range(end + 1, end + 1 + len(batch))
        if named:
            gone = [*named, *(standing.pop(position) for position in named if position in standing)]
            batch.append(erasure(f"{turn}-gone", *gone))
            for position in named:
                if draw(st.booleans()):
                    batch.append(replacement(f"{turn}-at-{position}", position, f'"{turn}"'))
                    standing[position] = end + len(batch)
        end += len(batch)
        batches.append(batch)
    return batches


@given(histories())
def test_a_copy_up_to_any_position_verifies_and_has_nothing_that_was_erased(
    batches: list[list[NewEvent]],
) -> None:
    with in_memory() as (source, log):
        for batch in batches:
            log.append(batch)
        log.verify()
        for until in range(log.head().position + 1):
            with copied(source, until) as (copy, records):
                records.verify()
                assert list(records.read()) == list(log.read(upto=until))
                for less in range(until + 1):
                    with copied(copy, less) as (_, fewer):
                        fewer.verify()
                        assert list(fewer.read()) == list(log.read(upto=less))


def test_a_copy_goes_on_by_itself_and_can_lose_more(tmp_path: Path) -> None:
    with in_memory() as (source, log):
        log.append([event("a"), event("b")])
        log.append([erasure("gone", 1), replacement("less", 1, f'"{SECRET}"')])
        with copied(source, 2) as (copy, records):
            records.append([event("c")])
            records.append([erasure("more", 1, 2)])
            records.verify()
            assert SECRET not in "\n".join(copy.iterdump())
            with pytest.raises(RelgraphError, match="replay the file it came from"), copied(copy, 2):
                pass


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("DELETE FROM later WHERE position = 4", "position 4: the record is missing"),
        ("DELETE FROM later WHERE position > 3", "position 1: another text stands in the place"),
        ("UPDATE later SET event_id = x'00' WHERE position = 3", "position 3: the hash does not fit"),
        ("UPDATE later SET body = '{\"positions\": [1, 2]}' WHERE position = 4", "position 4: the body or its salt"),
        ("UPDATE later SET body = NULL WHERE position = 4", "position 4: the body of an erasure is missing"),
        ("UPDATE body SET body = '1' WHERE position = 1", "position 1: another text stands in the place"),
        ("DELETE FROM body WHERE position = 1", "position 1: the text that took the place of its body is missing"),
        ("DELETE FROM body WHERE position = 2", "position 2: the body is missing and no ContentErased"),
    ],
)  # fmt: skip
def test_a_copy_that_was_changed_is_found_out(damage: str, message: str) -> None:
    with in_memory() as (source, log):
        log.append([event("a"), event("b"), event("c")])
        log.append([erasure("gone", 1), replacement("less", 1)])
        with copied(source, 2) as (copy, records):
            for trigger in TRIGGERS:
                copy.execute(f"DROP TRIGGER {trigger.split()[2]}")
            copy.execute(damage)
            with pytest.raises(DamagedLog, match=message):
                records.verify()


# ---- bytes


def test_a_reader_is_waited_for_and_then_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with opened(path) as (connection, log):
        log.append([event("a", f'"{SECRET}"')])
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM body").fetchall()
            connection.execute("PRAGMA busy_timeout = 50")
            log.append([erasure("gone", 1)])
            assert log.unclean == "another process still reads the file as it was"
            assert cleaning.is_due(connection)
            reader.execute("ROLLBACK")
        assert cleaning.clean(connection) is None
        assert not cleaning.is_due(connection)
        assert found(tmp_path) == []
        log.verify()


def test_what_is_kept_beside_the_file_goes_too(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with opened(path) as (_, log):
        (tmp_path / "a.db.new").write_text(SECRET)
        (tmp_path / "mine.txt").write_text(SECRET)
        log.append([event("a", f'"{SECRET}"')])
        log.append([erasure("gone", 1)])
        assert found(tmp_path) == ["mine.txt"]


def test_a_text_that_took_the_place_leaves_no_byte_either(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as (_, log):
        log.append([event("a")])
        log.append([erasure("gone", 1), replacement("less", 1, f'"{SECRET}"')])
        log.append([erasure("all", 1, 3)])
        assert found(tmp_path) == []
        log.verify()

"""What the log in a file withstands: kill -9, tampering, other processes, other people's files."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from relgraph.errors import DamagedLog, RelgraphError
from relgraph.log import Head, NewEvent, Record, SqliteLog, create, open_for_reading, open_for_writing
from relgraph.log import sqlite as sqlite_log

WORKER = Path(__file__).with_name("log_worker.py")
BATCH = 40
SHIFT = """
    UPDATE body SET salt = CAST(salt || substr(body, 1, 1) AS BLOB), body = substr(body, 2) WHERE position = 3
"""  # salt and body together read as before
Opener = Callable[[Path], sqlite3.Connection]


def events(*names: str) -> list[NewEvent]:
    return [NewEvent(name, "ClaimMade", 1, f'{{"quote": "what {name} says"}}') for name in names]


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as any SQLite shell sees it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@contextmanager
def raw_without_triggers(path: Path) -> Iterator[sqlite3.Connection]:
    with raw(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


@contextmanager
def writing(path: Path) -> Iterator[SqliteLog]:
    with closing(open_for_writing(path, make=True)) as connection:
        yield SqliteLog(connection)


@contextmanager
def reading(path: Path) -> Iterator[SqliteLog]:
    with closing(open_for_reading(path)) as connection:
        yield SqliteLog(connection)


def records(path: Path) -> list[Record]:
    with reading(path) as log:
        return list(log.read())


def check(path: Path, digest: Head | None = None) -> None:
    """Verify without the cheap check that opening makes."""
    with raw(path) as connection:
        SqliteLog(connection).verify(digest)


def columns() -> list[tuple[str, str]]:
    """Every column of every table that a log has."""
    query = """
        SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        create(connection)
        return connection.execute(query).fetchall()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "relgraph.db"
    with writing(path) as log:
        log.append(events("00ff00ff", "beta", "00ff00aa"))
        log.append([NewEvent("delta", "ContentErased", 1, '{"positions": [2]}')])
        log.append(events("epsilon"))
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """A file of five records, of which the second one is erased by the fourth."""
    return Path(shutil.copy(template, tmp_path / "relgraph.db"))


class TestProcesses:
    """Several at once, and some that die."""

    def test_what_was_acknowledged_survives_kill_9(self, tmp_path: Path) -> None:
        path, chance, end = tmp_path / "relgraph.db", random.Random(9), 0
        for turn in range(10):
            acknowledged = max(end, append_until_killed(path, f"turn{turn}", chance))
            with writing(path) as log:
                end = log.head().position
                log.verify()
            assert end in (acknowledged, acknowledged + BATCH)
        assert [record.position for record in records(path)] == list(range(1, end + 1))

    def test_two_writers_wait_for_each_other(self, tmp_path: Path) -> None:
        path = tmp_path / "relgraph.db"
        with start(path, "one", 3, rounds=60) as one, start(path, "two", 3, rounds=60) as two:
            for process in (one, two):
                assert process.stdout
                assert process.stdout.readline() == "ready\n"
            ends = [process.communicate("go\n", timeout=30)[0].split() for process in (one, two)]
        assert [len(positions) for positions in ends] == [60, 60]
        found = records(path)
        assert [record.position for record in found] == list(range(1, 361))
        assert {found[int(end) - 1].id for end in ends[0]} == {f"one-{3 * turn + 2}" for turn in range(60)}
        check(path)

    def test_processes_that_make_the_same_file_share_one_log(self, tmp_path: Path) -> None:
        path = tmp_path / "relgraph.db"
        workers = [start(path, str(number), batch=1, rounds=1) for number in range(4)]
        for process in workers:
            assert process.communicate("go\n", timeout=30)[0].startswith("ready\n")
        assert sorted(record.id for record in records(path)) == ["0-0", "1-0", "2-0", "3-0"]

    def test_a_reader_does_not_wait_for_a_writer(self, path: Path) -> None:
        with writing(path) as log, log.transaction():
            log.append(events("zeta"))
            with closing(open_for_reading(path)) as connection:
                connection.execute("PRAGMA busy_timeout = 0")
                other = SqliteLog(connection)
                assert other.head().position == 5
                assert len(list(other.read())) == 5
                other.verify()

    def test_verify_sees_one_moment_of_a_log_that_grows(self, path: Path) -> None:
        with writing(path) as log, closing(open_for_reading(path)) as connection:

            def append_meanwhile(statement: str) -> None:
                if "FROM head" not in statement:
                    log.append(events(f"{log.head().position}"))

            connection.set_trace_callback(append_meanwhile)
            SqliteLog(connection).verify()
            assert log.head().position > 6

    def test_a_writer_that_waits_too_long_says_so(self, path: Path) -> None:
        with writing(path) as log, log.transaction(), closing(open_for_writing(path)) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            with pytest.raises(RelgraphError, match="another process"):
                SqliteLog(connection).append(events("zeta"))

    def test_a_full_disk_drops_the_batch_and_says_so(self, path: Path) -> None:
        with closing(open_for_writing(path)) as connection:
            log = SqliteLog(connection)
            connection.execute("PRAGMA max_page_count = 1")
            with pytest.raises(RelgraphError, match="full"):
                log.append([NewEvent("zeta", "ClaimMade", 1, "x" * 100_000)])
            connection.execute("PRAGMA max_page_count = 1000000")
            log.append(events("eta"))
            assert log.head().position == 6
            log.verify()

    def test_a_commit_is_synced(self, path: Path) -> None:
        with closing(open_for_writing(path)) as connection:
            for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 30_000)):
                assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def start(path: Path, name: str, batch: int, rounds: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(WORKER), str(path), name, str(batch), str(rounds)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def append_until_killed(path: Path, name: str, chance: random.Random) -> int:
    """Let a worker append, kill it at a random moment, and return the last position that it acknowledged."""
    with start(path, name, BATCH, rounds=0) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("go\n")
        process.stdin.flush()
        printed = [process.stdout.readline() for _ in range(chance.randrange(2, 20))]
        time.sleep(chance.random() * 0.003)  # a moment within a batch: nothing depends on its length
        process.kill()
        printed += process.stdout.readlines()
    return int(printed[-1])


class TestTampering:
    """Who drops the triggers can change the file, and `verify` says where."""

    @pytest.mark.parametrize("row", ["first", "middle", "last"])
    @pytest.mark.parametrize(("table", "column"), columns())
    def test_a_changed_byte_is_found(self, path: Path, table: str, column: str, row: str) -> None:
        with raw_without_triggers(path) as connection:
            rows = connection.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid").fetchall()
            rowid, value = rows[{"first": 0, "middle": len(rows) // 2, "last": -1}[row]]
            query = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
            assert connection.execute(query, (changed(value), rowid)).rowcount == 1
        with pytest.raises(DamagedLog, match="log id" if column == "log_id" else "position"):
            check(path)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ("UPDATE log SET type = 'ClaimMode' WHERE position = 3", "position 3: the hash"),
            ("UPDATE body SET body = '{}' WHERE position = 3", "position 3: the body or its salt"),
            ("UPDATE body SET body = CAST(body AS BLOB) WHERE position = 3", "position 3: the body"),
            ("UPDATE body SET salt = substr(salt, 1, 15) WHERE position = 3", "position 3: the body or"),
            ("UPDATE log SET schema = 1.5 WHERE position = 3", "position 3: a field"),
            ("UPDATE log SET type = CAST(x'ff' AS TEXT) WHERE position = 3", "position 3: .*UTF-8"),
            ("UPDATE log SET event_id = '00ff00aa' WHERE position = 3", "position 3: the event id"),
            ("UPDATE body SET salt = 7 WHERE position = 3", "position 3: the body or its salt"),
            (SHIFT, "position 3: the body or its salt"),
            ("DELETE FROM body WHERE position = 3", "position 3: the body is missing"),
            ("DELETE FROM body WHERE position = 4", "position 4: the body of an erasure is missing"),
            ("INSERT INTO body SELECT 2, salt, body FROM body WHERE position = 1", "position 2: the body"),
            (
                "INSERT INTO body SELECT 6, salt, body FROM body WHERE position = 1",
                "position 6: .* no record",
            ),
            (
                "INSERT INTO body SELECT 0, salt, body FROM body WHERE position = 1",
                "position 0: .* no record",
            ),
            ("DELETE FROM log WHERE position = 3", "position 3: the record is missing"),
            ("DELETE FROM log WHERE position = 5", "head: its position is 5, but the log ends at 4"),
            ("DELETE FROM head", "head: there must be one"),
            ("INSERT INTO head SELECT * FROM head", "head: there must be one"),
            ("UPDATE head SET hash = zeroblob(32)", "head: its hash is not that of position 5"),
        ],
    )
    def test_the_damage_is_named(self, path: Path, change: str, message: str) -> None:
        with raw_without_triggers(path) as connection:
            assert connection.execute(change).rowcount == 1
        with pytest.raises(DamagedLog, match=message):
            check(path)

    def test_a_body_that_came_back_after_its_erasure_is_found(self, path: Path) -> None:
        with writing(path) as log, raw(path) as connection:
            before = connection.execute("SELECT * FROM body WHERE position = 3").fetchone()
            log.append([NewEvent("zeta", "ContentErased", 1, '{"positions": [3]}')])
        with raw(path) as connection:
            connection.execute("INSERT INTO body VALUES (?, ?, ?)", before)
        with pytest.raises(DamagedLog, match="position 3: the body is there, though position 6 erased it"):
            check(path)

    def test_text_that_is_no_text_is_damage_to_a_reader_too(self, path: Path) -> None:
        with raw_without_triggers(path) as connection:
            connection.execute("UPDATE body SET body = CAST(x'ff' AS TEXT) WHERE position = 3")
        with pytest.raises(DamagedLog, match="UTF-8"):
            records(path)

    def test_recorded_at_that_goes_back_is_found_in_a_chain_that_fits(self, tmp_path: Path) -> None:
        path = tmp_path / "relgraph.db"
        with writing(path) as log:
            log.append(events("a"))
        with raw(path) as connection:
            log = SqliteLog(connection)
            log._last_recorded = lambda position: -10  # type: ignore[method-assign]
            log._clock = lambda: 1
            log.append(events("b"))
        with pytest.raises(DamagedLog, match="position 2: recorded_at"):
            check(path)

    def test_a_broken_index_is_found(self, path: Path) -> None:
        with raw(path) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("DROP INDEX log_erasure")
            connection.execute("CREATE INDEX log_erasure ON log (position) WHERE type = 'Other'")
            other = "CREATE INDEX log_erasure ON log (position) WHERE type = 'ContentErased'"
            connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'log_erasure'", (other,))
        with pytest.raises(DamagedLog, match="index log_erasure"):
            check(path)

    def test_a_flipped_byte_of_the_file_is_found_or_changes_nothing(self, path: Path) -> None:
        content, before, found = path.read_bytes(), records(path), 0
        for place in random.Random(5).sample(range(len(content)), 400):
            path.write_bytes(content[:place] + bytes([content[place] ^ 0x20]) + content[place + 1 :])
            try:
                with reading(path) as log:
                    log.verify()
                    assert list(log.read()) == before
            except RelgraphError:
                found += 1
        assert found > 10

    def test_a_cut_tail_is_found_by_an_earlier_digest(self, path: Path) -> None:
        with writing(path) as log:
            digest = log.head()
        with raw_without_triggers(path) as connection:
            cut(connection, 4)
        check(path)
        with pytest.raises(DamagedLog, match="position 5: missing, the log ends at 4"):
            check(path, digest)

    def test_a_log_that_was_cut_and_went_on_is_found_by_an_earlier_digest(self, path: Path) -> None:
        with writing(path) as log:
            digest = log.head()
        with raw_without_triggers(path) as connection:
            cut(connection, 4)
            SqliteLog(connection).append(events("epsilon", "zeta"))
        check(path)
        with pytest.raises(DamagedLog, match=r"position 5: .* forked"):
            check(path, digest)

    @pytest.mark.parametrize("opener", [open_for_reading, open_for_writing])
    @pytest.mark.parametrize(
        "change",
        ["DELETE FROM log WHERE position = 5", "UPDATE head SET position = 4", "UPDATE log SET hash = x'00'"],
    )
    def test_opening_notices_that_head_and_log_differ(self, path: Path, opener: Opener, change: str) -> None:
        with raw_without_triggers(path) as connection:
            connection.execute(change)
        with pytest.raises(DamagedLog, match="rolled back or forked"):
            opener(path)


class TestTriggers:
    """An SQLite shell can't rewrite the log by mistake."""

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE log SET type = type",
            "UPDATE OR REPLACE log SET position = 1 WHERE position = 2",
            "DELETE FROM log WHERE position = 5",
            "UPDATE body SET body = body",
            "DELETE FROM body WHERE position = 1",
            "DELETE FROM body WHERE position = 4",
            "DELETE FROM head",
            "INSERT INTO head VALUES ('x', 9, x'00')",
            "UPDATE head SET log_id = 'x'",
            "UPDATE head SET position = position - 1",
            "UPDATE head SET position = position",
            "UPDATE head SET hash = x'00'",
            "UPDATE head SET position = 6",
        ],
    )
    def test_a_change_raises(self, path: Path, change: str) -> None:
        with raw(path) as connection, pytest.raises(sqlite3.IntegrityError, match=r"append only|head"):
            connection.execute(change)
        check(path)

    @pytest.mark.parametrize("positions", [(7,), (6, 8), (6, 6), (7, 8), (0, 6)])
    def test_the_head_does_not_move_past_a_gap(self, path: Path, positions: tuple[int, ...]) -> None:
        for end in positions:
            with raw(path) as connection, pytest.raises(sqlite3.IntegrityError, match=r"head|position"):
                connection.execute("BEGIN")
                for position in positions:
                    insert_raw(connection, position)
                record = "SELECT position, hash FROM log WHERE position = ?"
                connection.execute(f"UPDATE head SET (position, hash) = ({record})", (end,))

    @pytest.mark.parametrize(
        "change", ["hash = (SELECT hash FROM log WHERE position = 6), log_id = 'x'", "hash = x'00'"]
    )
    def test_the_head_moves_with_its_own_id_and_the_last_hash(self, path: Path, change: str) -> None:
        with raw(path) as connection, pytest.raises(sqlite3.IntegrityError, match="head"):
            connection.execute("BEGIN")
            insert_raw(connection, 6)
            connection.execute(f"UPDATE head SET position = 6, {change}")

    @pytest.mark.parametrize("table", ["log", "body"])
    def test_our_own_connections_can_not_replace_either(self, path: Path, table: str) -> None:
        replace = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE position = 1"
        expected = pytest.raises(sqlite3.IntegrityError, match="append only")
        with closing(open_for_writing(path)) as connection, expected:
            connection.execute(replace)
        check(path)


class TestErasure:
    """What is erased is out of the file, not only out of the table."""

    def test_each_body_has_a_salt_of_its_own(self, path: Path) -> None:
        with raw(path) as connection:
            assert connection.execute("SELECT count(DISTINCT salt) FROM body").fetchone() == (4,)

    def test_no_byte_of_it_is_left(self, tmp_path: Path) -> None:
        path, secret = tmp_path / "relgraph.db", "never to be read again " * 500
        with writing(path) as log:
            log.append([NewEvent("a", "ClaimMade", 1, f"short {secret[:23]}")])
            log.append([NewEvent("b", "ClaimMade", 1, secret)])
            log.append([NewEvent("c", "ContentErased", 1, '{"positions": [1, 2]}')])
            for file in tmp_path.iterdir():
                assert b"to be read again" not in file.read_bytes()
            log.verify()


class TestOpening:
    """What is no relgraph file is told apart, and nothing is made by looking."""

    @pytest.mark.parametrize("opener", [open_for_reading, open_for_writing])
    def test_no_file(self, tmp_path: Path, opener: Opener) -> None:
        with pytest.raises(
            RelgraphError, match=r"no such file; .*relgraph load FILE.*relgraph demo"
        ) as caught:
            opener(tmp_path / "none.db")
        assert caught.value.exit_code == 2
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("opener", [open_for_reading, open_for_writing])
    @pytest.mark.parametrize(
        ("make", "message"),
        [
            (lambda path: path.mkdir(), "not a file"),
            (lambda path: path.write_text("Dear diary, " * 100), "not an SQLite database"),
            (lambda path: path.write_bytes(b"SQLite format 3\0 or so"), "not an SQLite database"),
            (lambda path: change_raw(path, "CREATE TABLE t (x)"), "another program"),
            (lambda path: change_raw(path, "PRAGMA application_id = 7"), "another program"),
            (lambda path: change_raw(path, "PRAGMA user_version = 7"), "another program"),
            (lambda path: make_with(path, "PRAGMA user_version = 2"), "newer relgraph"),
            (lambda path: make_with(path, "DROP TABLE head"), "no such table: head"),
        ],
    )
    def test_not_ours(
        self, tmp_path: Path, opener: Opener, make: Callable[[Path], object], message: str
    ) -> None:
        path = tmp_path / "some.db"
        make(path)
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(DamagedLog, match=message) as caught:
            opener(path)
        assert caught.value.exit_code == 3
        assert (path.read_bytes() if path.is_file() else None) == before
        assert [file.name for file in tmp_path.iterdir()] == ["some.db"]

    @pytest.mark.parametrize("opener", [open_for_reading, open_for_writing])
    def test_a_name_that_no_file_can_have(self, tmp_path: Path, opener: Opener) -> None:
        with pytest.raises(RelgraphError, match="name too long"):
            opener(tmp_path / ("x" * 300))

    def test_an_empty_file_can_be_filled_but_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "empty.db"
        path.touch()
        with pytest.raises(DamagedLog, match="empty, not a relgraph file"):
            open_for_reading(path)
        assert path.stat().st_size == 0
        with closing(open_for_writing(path)) as connection:
            SqliteLog(connection).append(events("a"))
        assert [record.id for record in records(path)] == ["a"]

    def test_a_file_that_another_process_fills_first_is_taken_as_it_is(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, is_blank = tmp_path / "relgraph.db", sqlite_log._is_blank

        def fill_after_the_look(connection: sqlite3.Connection) -> bool:
            monkeypatch.setattr(sqlite_log, "_is_blank", is_blank)
            blank = is_blank(connection)
            with writing(path) as log:
                log.append(events("a"))
            return blank

        monkeypatch.setattr(sqlite_log, "_is_blank", fill_after_the_look)
        with writing(path) as log:
            assert [record.id for record in log.read()] == ["a"]

    @pytest.mark.parametrize("name", ["a b.db", "what?.db", "50%25.db", "#1.db", "mode=ro&x.db", "ü.db"])
    def test_any_file_name_will_do(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        with writing(path) as log:
            log.append(events("a"))
        assert [record.id for record in records(path)] == ["a"]
        assert [file.name for file in tmp_path.iterdir()] == [name]

    def test_reading_leaves_nothing_behind_and_can_not_write(self, path: Path) -> None:
        with closing(open_for_reading(path)) as connection:
            assert len(list(SqliteLog(connection).read())) == 5
            with pytest.raises(RelgraphError, match="readonly"):
                SqliteLog(connection).append(events("zeta"))
        assert [file.name for file in path.parent.iterdir()] == ["relgraph.db"]

    def test_a_protected_directory_can_be_read(self, template: Path) -> None:
        with protected_place() as place:
            path = Path(shutil.copy(template, place / "a?b.db"))
            with nobody_may_write(path):
                assert len(records(path)) == 5
                with pytest.raises(RelgraphError, match=r"readonly|unable to open"), writing(path) as log:
                    log.append(events("zeta"))

    def test_a_protected_directory_is_read_with_what_a_writer_left(self, template: Path) -> None:
        with protected_place() as place:
            path = Path(shutil.copy(template, place / "relgraph.db"))
            with writing(path) as log:
                log.append(events("zeta"))
                with nobody_may_write(path):
                    assert len(records(path)) == 6

    def test_what_a_writer_left_is_not_passed_over(self, template: Path) -> None:
        with protected_place() as place:
            path = Path(shutil.copy(template, place / "relgraph.db"))
            with writing(path) as log:
                log.append(events("zeta"))
                expected = pytest.raises(RelgraphError, match=r"relgraph.db: .*open")
                with nobody_may_write(path, unreadable="relgraph.db-wal"), expected:
                    records(path)

    def test_tables_of_a_caller_can_be_made_in_the_same_step(self, tmp_path: Path) -> None:
        with raw(tmp_path / "relgraph.db") as connection:
            connection.execute("BEGIN")
            create(connection)
            connection.execute("ROLLBACK")
            assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
            create(connection)
            assert SqliteLog(connection).head().position == 0


def insert_raw(connection: sqlite3.Connection, position: int) -> None:
    copy = "SELECT ?, randomblob(16), type, schema, recorded_at, commitment, hash FROM log LIMIT 1"
    connection.execute(f"INSERT INTO log {copy}", (position,))


def cut(connection: sqlite3.Connection, end: int) -> None:
    """Take the records after `end` away, as somebody would who knows how the file works."""
    connection.execute("DELETE FROM log WHERE position > ?", (end,))
    connection.execute("DELETE FROM body WHERE position > ?", (end,))
    connection.execute(
        "UPDATE head SET position = ?, hash = (SELECT hash FROM log WHERE position = ?)", (end, end)
    )


def changed(value: object) -> object:
    """The value with one byte changed; a position goes where none was."""
    if isinstance(value, int):
        return value + 256
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    assert isinstance(value, str)
    return value[:-1] + chr(ord(value[-1]) ^ 1)


def change_raw(path: Path, statement: str) -> None:
    with raw(path) as connection:
        connection.execute(statement)


def make_with(path: Path, statement: str) -> None:
    """A relgraph file with a change of its own."""
    with raw(path) as connection:
        create(connection)
        connection.execute(statement)


@contextmanager
def protected_place() -> Iterator[Path]:
    """A directory that every user can reach: below `tmp_path` only its owner can."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        yield place


@contextmanager
def nobody_may_write(path: Path, unreadable: str = "") -> Iterator[None]:
    """Protects the file and its directory; root, whom no mode stops, becomes somebody else meanwhile."""
    files = {file: file.stat().st_mode for file in (*path.parent.iterdir(), path.parent)}
    for file in files:
        file.chmod(0 if file.name == unreadable else 0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for file, mode in files.items():
            file.chmod(mode)

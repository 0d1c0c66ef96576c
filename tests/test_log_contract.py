"""What every log promises, held against each adapter."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256

import pytest

from relgraph.errors import Conflict, DamagedLog, RelgraphError
from relgraph.log import Head, Log, MemoryLog, NewEvent, Receipt, Record, SqliteLog, create
from relgraph.log.chain import link

Clock = Callable[[], int]


class Notes:
    """A projector that writes down what it is told; `refuse` makes it fail on that event."""

    def __init__(self, refuse: str = "") -> None:
        self.calls: list[object] = []
        self.refuse = refuse

    def absorb(self, records: Sequence[Record]) -> None:
        self.calls.append([record.id for record in records])
        if self.refuse in [record.id for record in records]:
            raise ZeroDivisionError

    def settle(self, head: Head) -> None:
        self.calls.append(head)


class Ticks:
    """A clock that a test sets."""

    def __init__(self, now: int = 1_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def event(name: str, body: str = '{"who": "Zoë"}', type: str = "ClaimMade", schema: int = 1) -> NewEvent:
    return NewEvent(name, type, schema, body)


def erasure(*positions: int, name: str = "erasure") -> NewEvent:
    return event(name, f'{{"positions": {list(positions)}, "why": "asked"}}', "ContentErased")


def replacement(position: int, body: str = '{"who": "[erased]"}', name: str = "instead") -> NewEvent:
    return event(name, json.dumps({"position": position, "body": body}), "ContentReplaced")


@pytest.fixture
def clock() -> Ticks:
    return Ticks()


@pytest.fixture(params=["sqlite", "memory"])
def log(request: pytest.FixtureRequest, clock: Ticks) -> Iterator[Log]:
    if request.param == "memory":
        yield MemoryLog(clock=clock)
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        create(connection)
        yield SqliteLog(connection, clock=clock)


class TestLog:
    """The contract."""

    def test_a_new_log_is_empty_and_its_hash_comes_from_its_id(self, log: Log) -> None:
        head = log.head()
        assert head == Head(head.log_id, 0, sha256(b"relgraph log 1\n" + head.log_id.encode()).digest())
        assert list(log.read()) == []
        log.verify(head)

    def test_positions_count_from_one_without_a_gap(self, log: Log) -> None:
        assert log.append([event("a"), event("b")]) == [Receipt(1, True), Receipt(2, True)]
        assert log.append([event("c")]) == [Receipt(3, True)]
        assert [(record.position, record.id) for record in log.read()] == [(1, "a"), (2, "b"), (3, "c")]

    @pytest.mark.parametrize("name", ["a", "", "00ff" * 8, "00FF", "0 0ff", "abc", "Zoë\0", "deadbeef"])
    def test_what_went_in_comes_out(self, log: Log, name: str) -> None:
        body = '{"quote": "ü \\u0000 \U0001f48d", "n": 1e400}'
        given = event(name, body, type="Ünderline", schema=7)
        log.append([given])
        (record,) = log.read()
        assert NewEvent(record.id, record.type, record.schema, record.body or "") == given
        assert log.find(name) == record
        log.verify()

    def test_the_head_is_the_last_record(self, log: Log) -> None:
        log.append([event("a"), event("b")])
        last = list(log.read())[-1]
        assert log.head()[1:] == (2, last.hash)

    def test_reading_takes_positions_after_the_first_bound_up_to_the_last(self, log: Log) -> None:
        log.append([event(name) for name in "abcde"])
        assert [record.id for record in log.read(after=1, upto=3)] == ["b", "c"]
        assert [record.id for record in log.read(after=3, upto=99)] == ["d", "e"]
        assert [record.id for record in log.read(after=4, upto=2)] == []
        assert [record.id for record in log.read(after=-2, upto=1)] == ["a"]

    def test_reading_ends_where_the_log_ended_when_it_began(self, log: Log) -> None:
        log.append([event("a"), event("b")])
        reading = log.read()
        next(reading)
        log.append([event("c")])
        assert [record.id for record in reading] == ["b"]

    def test_reading_goes_on_past_any_page(self, log: Log) -> None:
        log.append([event(f"{number}") for number in range(2500)])
        assert [record.position for record in log.read()] == list(range(1, 2501))

    def test_an_unknown_event_is_not_found(self, log: Log) -> None:
        log.append([event("a")])
        assert log.find("b") is None

    def test_an_empty_batch_does_nothing(self, log: Log) -> None:
        log.projector = notes = Notes()
        assert log.append([]) == []
        assert notes.calls == []

    def test_the_same_event_again_is_a_duplicate_where_it_already_stands(self, log: Log) -> None:
        log.append([event("a"), event("b")])
        before = log.head()
        assert log.append([event("b"), event("a")]) == [Receipt(2, False), Receipt(1, False)]
        assert log.head() == before

    def test_a_duplicate_within_one_batch_is_written_once(self, log: Log) -> None:
        log.append([event("z")])
        receipts = log.append([event("a"), event("z"), event("a"), event("b")])
        assert receipts == [Receipt(2, True), Receipt(1, False), Receipt(2, False), Receipt(3, True)]
        assert log.head().position == 3

    def test_duplicates_are_found_in_a_batch_of_any_length(self, log: Log) -> None:
        batch = [event(f"{number:08x}") for number in range(1200)]
        log.append(batch)
        assert log.append(batch) == [Receipt(number + 1, False) for number in range(1200)]

    @pytest.mark.parametrize(
        "other", [event("b", body='{"who":"Zoë"}'), event("b", type="Other"), event("b", schema=2)]
    )
    def test_the_same_id_with_another_content_is_a_conflict(self, log: Log, other: NewEvent) -> None:
        log.append([event("a"), event("b")])
        before = log.head()
        with pytest.raises(Conflict, match=r"event b .* position 2"):
            log.append([event("c"), other])
        assert log.head() == before
        assert log.find("c") is None

    def test_one_batch_can_be_in_conflict_with_itself(self, log: Log) -> None:
        with pytest.raises(Conflict, match=r"event a .* position 1"):
            log.append([event("a"), event("a", body="{}")])
        assert log.head().position == 0

    def test_an_expected_head_must_be_the_head(self, log: Log) -> None:
        log.append([event("a")], expected_head=0)
        with pytest.raises(Conflict, match=r"position 1, .* 0"):
            log.append([event("b")], expected_head=0)
        assert log.find("b") is None

    def test_recorded_at_is_the_clock(self, log: Log, clock: Ticks) -> None:
        clock.now = 1_700_000_000_123_456
        log.append([event("a")])
        assert [record.recorded_at for record in log.read()] == [1_700_000_000_123_456]

    def test_recorded_at_increases_even_when_the_clock_does_not(self, log: Log, clock: Ticks) -> None:
        log.append([event("a"), event("b")])
        clock.now -= 1000
        log.append([event("c")])
        clock.now += 5000
        log.append([event("d")])
        times = [record.recorded_at for record in log.read()]
        assert times == [1_000_000, 1_000_001, 1_000_002, 1_004_000]

    def test_a_hash_stays_what_it_is(self) -> None:
        """A log of today verifies with any later relgraph of this format."""
        hashed = link(b"p" * 32, 1, "id", "type", 2, 3, b"c" * 32)
        numbers = struct.pack(">qqqII", 1, 2, 3, len("id"), len("type"))
        assert hashed == sha256(b"relgraph log 1\n" + b"p" * 32 + numbers + b"idtype" + b"c" * 32).digest()

    def test_equal_bodies_in_two_logs_can_not_be_told_by_their_hashes(self, clock: Ticks) -> None:
        one, two = MemoryLog(clock=clock), MemoryLog(clock=clock)
        two._log_id = one._log_id
        for each in (one, two):
            each.append([event("a")])
        assert one.head().hash != two.head().hash


class TestTransaction:
    """Several appends as one."""

    def test_appends_become_one_commit(self, log: Log) -> None:
        with log.transaction():
            log.append([event("a")])
            assert log.append([event("b"), event("a")]) == [Receipt(2, True), Receipt(1, False)]
        assert [record.id for record in log.read()] == ["a", "b"]
        log.verify()

    def test_an_error_drops_all_of_them(self, log: Log) -> None:
        log.append([event("a")])
        before = log.head()
        with pytest.raises(ZeroDivisionError), log.transaction():
            log.append([event("b")])
            log.append([event("c")])
            raise ZeroDivisionError
        assert log.head() == before
        assert log.find("b") is None
        assert log.append([event("d")]) == [Receipt(2, True)]
        log.verify()

    def test_a_conflict_that_is_caught_leaves_the_other_appends(self, log: Log) -> None:
        with log.transaction():
            log.append([event("a")])
            with pytest.raises(Conflict):
                log.append([event("b"), event("a", body="{}")])
            log.append([event("c")])
        assert [record.id for record in log.read()] == ["a", "c"]

    def test_an_append_that_failed_half_way_takes_the_transaction_with_it(self, log: Log) -> None:
        log.projector = Notes(refuse="b")
        with pytest.raises(RelgraphError, match="half way"), log.transaction():
            log.append([event("a")])
            with pytest.raises(ZeroDivisionError):
                log.append([event("b")])
            with pytest.raises(RelgraphError, match="half way"):
                log.append([event("c")])
        assert log.head().position == 0
        assert log.append([event("d")]) == [Receipt(1, True)]

    def test_it_does_not_nest(self, log: Log) -> None:
        with log.transaction():
            with pytest.raises(RuntimeError), log.transaction():
                pass
            log.append([event("a")])
        assert log.head().position == 1

    def test_it_sees_its_own_appends(self, log: Log) -> None:
        with log.transaction():
            log.append([event("a")])
            assert [record.id for record in log.read()] == ["a"]
            log.verify(log.head())


class TestProjector:
    """What is kept in step."""

    def test_it_absorbs_the_fresh_records_of_each_append_and_settles_once(self, log: Log) -> None:
        log.append([event("a")])
        log.projector = notes = Notes()
        with log.transaction():
            log.append([event("a"), event("b"), event("c")])
            log.append([event("d")])
        assert notes.calls == [["b", "c"], ["d"], log.head()]

    def test_a_single_append_settles_too(self, log: Log) -> None:
        log.projector = notes = Notes()
        log.append([event("a")])
        assert notes.calls == [["a"], log.head()]

    def test_it_hears_nothing_of_duplicates(self, log: Log) -> None:
        log.append([event("a")])
        log.projector = notes = Notes()
        log.append([event("a")])
        assert notes.calls == []

    def test_nothing_is_appended_if_it_fails(self, log: Log) -> None:
        log.projector = Notes(refuse="b")
        with pytest.raises(ZeroDivisionError):
            log.append([event("a"), event("b")])
        assert log.head().position == 0
        assert list(log.read()) == []


class TestErasure:
    """A ContentErased event takes the bodies away and leaves the chain."""

    def test_the_body_is_gone_and_the_chain_still_verifies(self, log: Log) -> None:
        log.append([event("a"), event("b"), event("c")])
        before = list(log.read())
        log.append([erasure(1, 3)])
        after = list(log.read())
        assert [record.body is None for record in after] == [True, False, True, False]
        assert [record._replace(body=None) for record in after[:3]] == [
            record._replace(body=None) for record in before
        ]
        log.verify()

    def test_the_projector_comes_after_it(self, log: Log) -> None:
        log.append([event("a")])
        bodies: list[str | None] = []

        class Reader(Notes):
            def absorb(self, records: Sequence[Record]) -> None:
                found = log.find("a")
                bodies.append(found.body if found else "not there")

        log.projector = Reader()
        log.append([erasure(1)])
        assert bodies == [None]

    def test_what_was_erased_can_not_be_told_again(self, log: Log) -> None:
        log.append([event("a")])
        log.append([erasure(1)])
        with pytest.raises(Conflict, match=r"event a .* position 1 .* erased"):
            log.append([event("a")])

    def test_the_same_body_may_be_erased_twice(self, log: Log) -> None:
        log.append([event("a")])
        log.append([erasure(1)])
        log.append([erasure(1, name="again")])
        log.verify()

    def test_it_is_undone_with_its_transaction(self, log: Log) -> None:
        log.append([event("a")])
        with pytest.raises(ZeroDivisionError), log.transaction():
            log.append([event("b")])
            log.append([erasure(1, 2)])
            raise ZeroDivisionError
        assert [record.body for record in log.read()] == ['{"who": "Zoë"}']
        log.verify()

    @pytest.mark.parametrize(
        ("body", "message"),
        [
            ('{"positions": [1, 3]}', "no position 3"),  # its own
            ('{"positions": [4]}', "no position 4"),
            ('{"positions": [1, 0]}', "no position 0"),
            ('{"positions": [2]}', "position 2 is an erasure"),
            ('{"positions": []}', "names no positions"),
            ('{"positions": ["1"]}', "names no positions"),
            ('{"positions": [true]}', "names no positions"),
            ('{"position": [1]}', "names no positions"),
            ("[1]", "names no positions"),
            ("{", "names no positions"),
        ],
    )
    def test_it_must_name_earlier_bodies(self, log: Log, body: str, message: str) -> None:
        log.append([event("a")])
        log.append([erasure(1)])
        with pytest.raises(RelgraphError, match=message):
            log.append([event("bad", body, "ContentErased")])
        assert log.head().position == 2


class TestReplacement:
    """A ContentReplaced event puts a text where a body was erased; it can be erased with it."""

    def test_its_text_is_read_where_the_body_was(self, log: Log) -> None:
        log.append([event("a"), event("b")])
        log.append([erasure(1), replacement(1)])
        assert [record.body for record in log.read(upto=2)] == ['{"who": "[erased]"}', '{"who": "Zoë"}']
        log.verify()

    def test_the_last_one_counts(self, log: Log) -> None:
        log.append([event("a")])
        log.append([erasure(1), replacement(1)])
        log.append([replacement(1, '{"who": "Zoë"}', "again")])
        log.verify()
        assert log.append([event("a")]) == [Receipt(1, False)]

    def test_it_goes_with_what_it_replaced(self, log: Log) -> None:
        log.append([event("a")])
        log.append([erasure(1), replacement(1)])
        log.append([erasure(1, 3, name="all of it")])
        assert [record.body is None for record in log.read()] == [True, False, True, False]
        log.verify()

    def test_a_text_that_was_erased_is_replaced_by_another_one(self, log: Log) -> None:
        log.append([event("a")])
        log.append([erasure(1), replacement(1)])
        log.append([erasure(1, 3, name="all of it"), replacement(1, "{}", "less")])
        assert next(log.read()).body == "{}"
        log.verify()

    def test_it_is_undone_with_its_transaction(self, log: Log) -> None:
        log.append([event("a")])
        with pytest.raises(ZeroDivisionError), log.transaction():
            log.append([erasure(1), replacement(1)])
            raise ZeroDivisionError
        assert [record.body for record in log.read()] == ['{"who": "Zoë"}']
        log.verify()

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            (replacement(2), "position 2 was not erased"),
            (replacement(3), "position 3 was not erased"),  # an erasure
            (replacement(4), "position 4 was not erased"),  # a replacement
            (replacement(0), "no position 0"),
            (replacement(9), "no position 9"),
            (event("bad", "{}", "ContentReplaced"), "names no position and text"),
            (event("bad", '{"position": 1, "body": 1}', "ContentReplaced"), "names no position and text"),
            (erasure(4, name="bad"), "put a text at 1, which must go too"),
        ],
    )
    def test_it_replaces_what_was_erased_and_nothing_else(
        self, log: Log, bad: NewEvent, message: str
    ) -> None:
        log.append([event("a"), event("b")])
        log.append([erasure(1), replacement(1)])
        with pytest.raises(RelgraphError, match=message):
            log.append([bad._replace(id="bad")])
        assert log.head().position == 4


class TestVerify:
    """An earlier head, kept elsewhere, shows whether the log is still the same."""

    def test_every_earlier_head_is_continued(self, log: Log) -> None:
        heads = [log.head()]
        for name in "abc":
            log.append([event(name)])
            heads.append(log.head())
        for head in heads:
            log.verify(head)

    def test_a_longer_log_is_not_continued(self, log: Log) -> None:
        log.append([event("a")])
        with pytest.raises(DamagedLog, match=r"position 2: .* cut off"):
            log.verify(log.head()._replace(position=2))

    def test_another_hash_is_a_fork(self, log: Log) -> None:
        log.append([event("a"), event("b")])
        first = log.head()._replace(position=1)
        with pytest.raises(DamagedLog, match=r"position 1: .* forked"):
            log.verify(first)

    def test_another_log_is_told_by_its_id(self, log: Log) -> None:
        with pytest.raises(DamagedLog, match=r"log id: .* log other"):
            log.verify(log.head()._replace(log_id="other"))

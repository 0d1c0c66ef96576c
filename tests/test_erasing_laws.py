"""Whatever the history: after an erasure the tables are those of a rebuild, and every copy is whole and without it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from relgraph import erasing
from relgraph.checks import findings
from relgraph.dates import Day
from relgraph.errors import RelgraphError
from relgraph.events import ContentReplaced, Event
from relgraph.fold.model import FOREVER
from relgraph.ingest import Store
from relgraph.log import SqliteLog
from relgraph.log.connection import immediate
from relgraph.log.replay import replay
from relgraph.queries.diff import diff
from relgraph.queries.find import Named
from relgraph.queries.mentions import Mention, Mentioned
from relgraph.queries.rows import Ref, ties_of
from relgraph.queries.timeline import timeline
from relgraph.queries.why import why
from relgraph.readmodel.model import rebuild
from tests.shell import on
from tests.streams import events
from tests.test_readmodel import rows, stored, tell

TODAY: Day = on("2026-06-01")


@st.composite
def targets(draw: st.DrawFn, store: Store) -> erasing.Target:
    """Somebody, a name in an article, an article or a claim of a file."""
    db = store.connection
    what = draw(st.sampled_from(["entity", "entity", "mention", "article", "claim"]))
    if what == "article":
        ids = [id for (id,) in db.execute("SELECT DISTINCT id FROM article ORDER BY id")]
        return erasing.article(store, draw(st.sampled_from(ids)))
    if what == "mention":
        query = """
            SELECT article.id, mention.name, mention.type, given, entity.id, entity.no, canonical FROM mention
            JOIN article ON article.no = article JOIN entity ON entity.no = entity ORDER BY mention.no"""
        rows = db.execute(query).fetchall()
        assume(rows)
        row = draw(st.sampled_from(rows))
        return erasing.mention(db, Mentioned(Mention(*row[:4]), *row[4:]))
    if what == "claim":
        claims = db.execute("SELECT lower(hex(event_id)) FROM claim JOIN log USING (position)").fetchall()
        assume(claims)
        return erasing.claim(store, draw(st.sampled_from(sorted(id for (id,) in claims))))
    query = "SELECT no, id, name, type FROM entity WHERE canonical = no AND known_from < ? ORDER BY no"
    found = [Named(no, Ref(*ref)) for no, *ref in db.execute(query, (FOREVER,))]
    assume(found)
    return erasing.entity(db, draw(st.sampled_from(found)))


def ask_everything(db: sqlite3.Connection) -> None:
    """Every question of everybody: none may fail."""
    nos = [no for (no,) in db.execute("SELECT no FROM entity WHERE canonical = no")]
    for one in nos:
        ties_of(db, one, TODAY, TODAY)
        timeline(db, one, on=TODAY, known=TODAY)
        for other in nos:
            why(db, one, other, TODAY, TODAY)
    diff(db, None, on("2018-01-01"), TODAY, TODAY)
    findings(db)


@settings(max_examples=40)
@given(events(), st.data())
def test_the_rows_after_erasures_are_those_of_a_rebuild(stream: list[Event], data: st.DataObject) -> None:
    with stored() as (connection, log):
        store = Store(connection, log)
        cut = data.draw(st.integers(1, len(stream)))
        tell(log, [stream[:cut]])
        for turn in range(2):
            assume(connection.execute("SELECT 1 FROM article").fetchone())
            planned = erasing.plan(store, data.draw(targets(store)))
            claims = planned.claims
            erasing.erase(store, planned, f"asked for {turn}")
            log.verify()
            assert not claims & {at for (at,) in connection.execute("SELECT position FROM claim")}
            judged = connection.execute("SELECT a, b FROM judgement").fetchall()
            assert not planned.target.ids & {id for row in judged for id in row}
        after = rows(connection)
        rebuild(connection)
        assert rows(connection) == after
        for event in stream[cut:]:
            log.append([event.entry()])
        appended = rows(connection)
        rebuild(connection)
        assert rows(connection) == appended
        ask_everything(connection)
        until = data.draw(st.integers(0, log.head().position))
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            with immediate(copy):
                replay(connection, copy, until)
            rebuild(copy)
            SqliteLog(copy).verify()
            ask_everything(copy)


@settings(max_examples=40)
@given(events(), st.data())
def test_the_same_events_do_not_come_back_by_themselves(stream: list[Event], data: st.DataObject) -> None:
    with stored() as (connection, log):
        store = Store(connection, log)
        tell(log, [stream])
        planned = erasing.plan(store, data.draw(targets(store)))
        erasing.erase(store, planned, "asked for")
        before = rows(connection)
        for event in stream:
            try:
                log.append([event.entry()])
            except RelgraphError as refused:
                assert "erased" in str(refused) or "another content" in str(refused)
        assert rows(connection) == before


@settings(max_examples=40)
@given(events(), st.data())
def test_what_was_erased_and_taken_in_again_is_as_before(stream: list[Event], data: st.DataObject) -> None:
    with stored() as (connection, log):
        store = Store(connection, log)
        tell(log, [stream])
        before, bodies = rows(connection), {record.position: record.body for record in log.read()}
        planned = erasing.plan(store, data.draw(targets(store)))
        erasing.erase(store, planned, "asked for")
        again = [
            ContentReplaced(position=position, body=body, erasure="0" * 32)
            for position in planned.positions
            if (body := bodies[position]) is not None
        ]
        log.append([event.entry() for event in again])
        log.verify()
        assert rows(connection) == before
        rebuild(connection)
        assert rows(connection) == before

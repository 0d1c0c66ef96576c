"""The read model says the same however the events came."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.articles import Article
from relgraph.claims import Claim, Evidence
from relgraph.documents import ArticleDocument, read_bytes
from relgraph.entities import Party, named_id
from relgraph.errors import DamagedLog
from relgraph.events import ArticleAdded, ClaimMade, ContentErased, EntitiesJudged, Event
from relgraph.fold import FOREVER, NEVER
from relgraph.ingest import load, open_store
from relgraph.kinds import STATES, EntityType
from relgraph.log import SqliteLog
from relgraph.log.connection import immediate
from relgraph.log.sqlite import create
from relgraph.readmodel import claims, mentions, reading, settling, state, touched, twins
from relgraph.readmodel.lone import lone_version
from relgraph.readmodel.model import ReadModel, rebuild
from relgraph.readmodel.pairs import _fold as folded_rows
from relgraph.readmodel.pairs import of_pair
from relgraph.readmodel.reading import Fetched, Told
from relgraph.readmodel.reviewed import only_reviewed
from tests.histories import edtf
from tests.shell import doc, says
from tests.streams import IDS, NAMES, events, judgement

Rows = dict[str, set[tuple[object, ...]]]

_TABLES = (
    "article", "entity", "name", "external", "together", "declaration", "judgement", "mention", "claim", "amendment",
    "printed", "copies", "shingle", "version", "link", "unreviewed_pair", "reviewed_version", "reviewed_link", "finding",
)  # fmt: skip


_ARTICLE = Article(source="Wire", published="2020-01-01", text="They wed.", digest="d")
_ANN, _BOB = (Party(name=name, type=EntityType.PERSON) for name in ("Ann Vale", "Bob Reed"))
_WED = Claim(
    kind="marriage", a=_ANN, b=_BOB, when="2019", evidence=(Evidence(quote="They wed.", start=0, end=9),)
)
STREAM: list[Event] = [ArticleAdded(article=_ARTICLE), ClaimMade(version=_ARTICLE.version, claim=_WED)]
"""A wedding."""


def documents(*told: dict[str, Any]) -> Iterator[ArticleDocument]:
    """Article documents as a file holds them."""
    return read_bytes("\n".join(map(json.dumps, told)).encode(), "story.jsonl")


@contextmanager
def stored() -> Iterator[tuple[sqlite3.Connection, SqliteLog]]:
    """An empty log with its read model, in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        create(connection)
        log = SqliteLog(connection)
        with immediate(connection):
            state.create(connection, log.head())
        log.projector = ReadModel(connection)
        yield connection, log


def tell(log: SqliteLog, batches: Iterable[Sequence[Event]]) -> None:
    for batch in batches:
        log.append([event.entry() for event in batch])


def rows(connection: sqlite3.Connection) -> Rows:
    """All rows of the read model."""
    found = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}
    for table, some in found.items():
        assert len(some) == len(set(some)), f"{table} has a row twice"
    return {table: set(some) for table, some in found.items()}


@st.composite
def in_batches(draw: st.DrawFn) -> list[list[Event]]:
    stream = draw(events())
    cuts = sorted(draw(st.sets(st.integers(1, len(stream)))))
    return [
        stream[start:end]
        for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)
        if stream[start:end]
    ]


@given(in_batches())
def test_appending_gives_the_rows_that_a_rebuild_gives(batches: list[list[Event]]) -> None:
    with stored() as (connection, log):
        tell(log, batches)
        appended = rows(connection)
        rebuild(connection)
        assert rows(connection) == appended


@given(in_batches())
def test_making_indices_afterwards_gives_the_rows_of_keeping_them(batches: list[list[Event]]) -> None:
    with stored() as (connection, log), pytest.MonkeyPatch.context() as patch:
        patch.setattr(mentions, "MANY", 0)
        patch.setattr(claims, "MANY", 0)
        tell(log, batches)
        together = rows(connection)
        patch.undo()
        rebuild(connection)
        assert rows(connection) == together


@given(in_batches())
def test_working_out_pairs_all_at_once_gives_the_rows_of_one_by_one(batches: list[list[Event]]) -> None:
    with stored() as (connection, log), pytest.MonkeyPatch.context() as patch:
        tell(log, batches)
        one_by_one = rows(connection)
        patch.setattr(touched, "MANY", 0)
        patch.setattr(touched, "SHARE", 10**9)
        rebuild(connection)
        assert rows(connection) == one_by_one


@given(in_batches())
def test_a_long_history_is_continued_as_if_it_were_worked_out_afresh(batches: list[list[Event]]) -> None:
    with stored() as (connection, log), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settling, "LONG", 0)
        tell(log, batches)
        continued = rows(connection)
        patch.setattr(settling, "LONG", 10**9)
        rebuild(connection)
        assert rows(connection) == continued


@given(in_batches())
def test_the_reviewed_alone_give_what_the_fold_gives_without_the_others(batches: list[list[Event]]) -> None:
    with stored() as (connection, log):
        tell(log, batches)
        of_persons = reading.vitals(connection)
        expected = set()
        for pair in set(connection.execute("SELECT one, other FROM claim WHERE other IS NOT NULL")):
            claims = [
                *reading.of_pairs(connection, [pair]),
                *(row for no in {*pair} for row in of_persons.get(no, ())),
            ]
            kept = sorted(reading.told(row, pair[1]) for row in claims if not row[13])
            if any(claim.b is not None for claim in kept):
                expected.update(of_pair(pair[0], pair[1], kept).versions)
        only_reviewed(connection)
        assert set(connection.execute("SELECT * FROM version").fetchall()) == expected
        links = "SELECT min(near, far), max(near, far), kind, episode, known_to FROM link"
        may_be_gone_along = [row for row in expected if row[6] not in ("denied", "retracted")]
        assert {(*sorted(row[:2]), *row[2:4], row[5]) for row in may_be_gone_along} == set(
            connection.execute(links)
        )


@given(in_batches())
def test_texts_of_which_much_is_common_are_found_alike_by_a_rebuild(batches: list[list[Event]]) -> None:
    with stored() as (connection, log), pytest.MonkeyPatch.context() as patch:
        patch.setattr(twins, "COMMON", 1)
        patch.setattr(twins, "KEPT", 1)
        tell(log, batches)
        appended = rows(connection)
        rebuild(connection)
        assert rows(connection) == appended


def answers(connection: sqlite3.Connection) -> Rows:
    """What the read model says, without the numbers that the order of arrival gives."""
    first = "(SELECT id FROM entity AS e WHERE e.no = {})"
    queries = {
        "resolved": "SELECT version, mention.name, mention.type, given, entity.id FROM mention"
        " JOIN article ON article.no = article JOIN entity ON entity.no = entity",
        "entity": "SELECT id, name, type, born, declared, known_from FROM entity WHERE known_from < 10000000",
        "group": f"SELECT id, {first.format('entity.canonical')} FROM entity WHERE known_from < 10000000",
        "name": "SELECT id, name.name, sort FROM name JOIN entity ON no = entity WHERE known_from < 10000000",
        "article": "SELECT version, root FROM article",
        "claim": "SELECT event_id, kind, at, stance, published, root, withdrawn, replaced, rejected, unreviewed"
        " FROM claim JOIN log USING (position)",
        "tie": f"SELECT CASE WHEN directed THEN x ELSE min(x, y) END, CASE WHEN directed THEN y ELSE max(x, y) END,"
        " kind, episode, known_from, known_to, standing, roots, against, first, said_from, sure_from, sure_to, said_to,"
        " last, start_earliest, start_latest, start_text, end_earliest, end_latest, end_text, end_standing, ended_by,"
        " alleged_end, void, unreviewed, last_published FROM"
        f" (SELECT *, {first.format('a')} AS x, {first.format('b')} AS y, kind IN ('parenthood', 'membership') AS directed"
        " FROM version)",
        "reviewed": f"SELECT {first.format('a')}, {first.format('b')}, kind, known_from, standing, roots, start_text, end_text"
        " FROM reviewed_version WHERE kind IN ('parenthood', 'membership')",
    }
    return {what: set(connection.execute(query).fetchall()) for what, query in queries.items()}


@given(events(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(stream: list[Event], random: object) -> None:
    articles = [event for event in stream if isinstance(event, ArticleAdded)]
    others = [event for event in stream if not isinstance(event, ArticleAdded)]
    with stored() as (connection, log):
        tell(log, [stream])
        in_order = answers(connection)
    random.shuffle(articles)  # type: ignore[attr-defined]
    random.shuffle(others)  # type: ignore[attr-defined]
    with stored() as (connection, log):
        tell(log, [articles, others])
        assert answers(connection) == in_order


@given(in_batches())
def test_telling_everything_twice_changes_nothing(batches: list[list[Event]]) -> None:
    with stored() as (connection, log):
        tell(log, batches)
        once = rows(connection)
        tell(log, batches)
        assert rows(connection) == once


@given(events(), st.data())
def test_a_judgement_that_is_taken_back_leaves_every_row_as_it_was(
    stream: list[Event], data: st.DataObject
) -> None:
    articles = [event.article.id for event in stream if isinstance(event, ArticleAdded)]
    before = [event.id for event in stream if isinstance(event, EntitiesJudged)]
    entities = [*IDS, *(named_id(name, EntityType.PERSON) for name in NAMES)]
    some = data.draw(
        st.lists(
            judgement(entities, articles, "2024-01-01T10:00:00Z", before),
            min_size=1,
            max_size=4,
            unique_by=id_of,
        )
    )
    back = [
        one.model_copy(update={"undoes": one.id, "at": f"2024-02-0{n}T10:00:00Z"})
        for n, one in enumerate(some, 1)
    ]
    with stored() as (connection, log):
        tell(log, [stream])
        was, bodies = named_rows(connection), list(log.read())
        tell(log, [[one] for one in some])
        tell(log, [[one] for one in data.draw(st.permutations(back))])
        assert named_rows(connection) == was
        assert list(log.read())[: len(bodies)] == bodies


def id_of(event: Event) -> str:
    return event.id


def named_rows(connection: sqlite3.Connection) -> Rows:
    """All rows but those of judgements, and of entities that nothing names: a mention had one while it was judged."""
    found = rows(connection)
    unnamed = {row[0] for row in connection.execute("SELECT no FROM entity WHERE known_from = ?", (FOREVER,))}
    for table in ("entity", "name"):
        found[table] = {row for row in found[table] if row[0] not in unnamed}
    del found["judgement"]
    return found


# ---- the projection and its log


def test_a_rolled_back_append_leaves_a_read_model_that_goes_on(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        with pytest.raises(RuntimeError), store.log.transaction():
            tell(store.log, [STREAM])
            raise RuntimeError
        tell(store.log, [STREAM[:1]])
        tell(store.log, [STREAM[1:]])
        appended = rows(store.connection)
        rebuild(store.connection)
        assert rows(store.connection) == appended
        assert len(appended["claim"]) == 1


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("UPDATE projection SET position = position + 1", "rolled back or forked"),
        ("UPDATE projection SET hash = x'00'", "rolled back or forked"),
        ("UPDATE projection SET position = position - 1", "relgraph rebuild"),
        ("UPDATE projection SET format = 0", "relgraph rebuild"),
        ("DROP TABLE projection", "relgraph rebuild"),
    ],
)
def test_a_read_model_that_does_not_fit_its_log_is_refused(tmp_path: Path, damage: str, message: str) -> None:
    path = tmp_path / "a.db"
    another = ArticleAdded(article=Article(source="Wire", published="2020-01-01", digest="another"))
    with open_store(path, create=True) as store:
        tell(store.log, [STREAM])
        store.connection.execute(damage)
        with pytest.raises(DamagedLog, match="does not fit the log"):
            tell(store.log, [[another]])
    with pytest.raises(DamagedLog, match=message), open_store(path, create=False):
        pass


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE version",
        "DROP TABLE projection",
        "DELETE FROM claim",
        "UPDATE entity SET name = 'x'",
        'DROP TABLE mention; CREATE TABLE mention (other); CREATE TABLE "old "" table" (x)',
    ],
)
def test_a_rebuild_makes_good_whatever_is_wrong(tmp_path: Path, damage: str) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        tell(store.log, [STREAM])
        right = rows(store.connection)
        store.connection.executescript(damage)
        done = rebuild(store.connection)
        assert (done.events, done.claims) == (len(STREAM), 1)
        assert rows(store.connection) == right
        state.check(store.connection, store.log.head())


def test_readers_see_the_old_read_model_while_it_is_rebuilt(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_store(path, create=True) as store, closing(sqlite3.connect(path)) as reader:
        tell(store.log, [STREAM])
        with immediate(store.connection):
            state.drop(store.connection)
            assert reader.execute("SELECT count(*) FROM version").fetchone() == (1,)


def test_what_was_erased_is_gone_from_every_table(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        tell(store.log, [STREAM])
        positions = tuple(range(1, len(STREAM) + 1))
        tell(store.log, [[ContentErased(positions=positions, why="asked for")]])
        assert not any(rows(store.connection).values())
        state.check(store.connection, store.log.head())


def test_a_claim_among_many_on_one_pair_changes_only_what_is_known_from_its_day_on(tmp_path: Path) -> None:
    days = [f"20{year:02}-{month:02}-01" for year in range(10, 18) for month in range(1, 13)]
    with open_store(tmp_path / "a.db", create=True) as store:
        for day in days:
            load(store, documents(doc(day, says("dating", "Ann Vale", "Bob Reed"), source=f"Paper {day}")))
        before = rows(store.connection)["version"]
        assert len(before) == len(days)
        load(store, documents(doc("2018-01-01", says("dating", "Ann Vale", "Bob Reed"), source="Wire")))
        after = rows(store.connection)["version"]
        assert len(before & after) == len(days) - 1
        rebuild(store.connection)
        assert rows(store.connection)["version"] == after


# ---- a pair with one claim


@st.composite
def lone_claims(draw: st.DrawFn) -> Told:
    kind = draw(st.sampled_from(sorted(STATES)))
    a = draw(st.sampled_from([0, 1]))
    return Told(
        position=0,
        kind=kind,
        a=a,
        b=1 - a,
        at=draw(edtf()),
        stance=draw(st.sampled_from(["reported", "confirmed", "alleged", "denied"])),
        published=draw(st.dates(date(2000, 1, 1), date(2014, 12, 31))).toordinal(),
        root="0",
        role="outlet",
        hypothetical=draw(st.sampled_from([0, 0, 0, 1])),
        withdrawn=draw(st.sampled_from([None, None, None, date(2014, 12, 31).toordinal()])),
        replaced=draw(st.sampled_from([None, None, None, date(2014, 12, 31).toordinal()])),
        unreviewed=draw(st.sampled_from([0, 1])),
        detail=None,
    )


@given(lone_claims())
def test_the_closed_form_for_a_lone_claim_is_what_the_fold_says(claim: Told) -> None:
    row = lone_version([fetched(claim)])
    assert row is None or folded_rows((claim,), NEVER) == ([row], [])


@given(
    lone_claims(),
    st.sampled_from(["divorce", "annulment", "marriage_end", "breakup", "marriage"]),
    st.sampled_from([None, "death"]),
    st.booleans(),
    st.sampled_from([1, 1, 1, 2]),
)
def test_the_closed_form_for_a_marriage_with_a_named_end_is_what_the_fold_says(
    marriage: Told, kind: str, detail: str | None, turned: bool, roots: int
) -> None:
    start = marriage._replace(kind="marriage", a=int(turned), b=1 - turned)
    at = start.at.partition("/")[2] or start.at if start.at else None
    end = start._replace(position=1, kind=kind, a=0, b=1, at=at, root=str(roots - 1), detail=detail)
    row = lone_version([fetched(start), fetched(end)])
    assert row is None or folded_rows((start, end), NEVER) == ([row], [])


@pytest.mark.parametrize("at", ["2001/", "2001-05/2003", "2001", "2001-05-06/2003-01-01"])
def test_the_closed_form_serves_what_data_sets_say(at: str) -> None:
    marriage = Told(0, "marriage", 0, 1, at, "reported", 737000, "0", "outlet", 0, None, None, 0, None)
    assert lone_version([fetched(marriage)]) is not None
    if end := at.partition("/")[2]:
        divorce = marriage._replace(position=1, kind="divorce", at=end)
        assert lone_version([fetched(marriage), fetched(divorce)]) is not None


def fetched(claim: Told) -> Fetched:
    """A claim of the pair (0, 1) as the tables have it."""
    return 0, 1, claim.position, claim.kind, claim.a, *claim[4:]

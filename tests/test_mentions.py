"""Whom a name leads to, and what becomes of ties when it leads to another."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import pytest

from relgraph.articles import Article
from relgraph.checks import findings
from relgraph.claims import Claim
from relgraph.dates import iso
from relgraph.entities import Entity, named_id
from relgraph.events import ArticleAdded, ClaimMade, EntitiesJudged, EntityAdded, Event
from relgraph.fold import FOREVER
from relgraph.kinds import EntityType
from tests.test_readmodel import stored, tell

PERSON = EntityType.PERSON
NUMBERS = iter(range(10**6))


def article(published: str = "2020-01-01") -> ArticleAdded:
    return ArticleAdded(article=Article(source="Wire", published=published, digest=str(next(NUMBERS))))


def wed(of: ArticleAdded, a: str | tuple[str, str], b: str = "Bob Reed", kind: str = "marriage") -> ClaimMade:
    name, id = a if isinstance(a, tuple) else (a, None)
    claim: dict[str, Any] = {
        "kind": kind,
        "a": {"name": name, "type": "person", "id": id},
        "when": "2010",
        "evidence": [{"quote": "x", "start": 0, "end": 1}],
    }
    if b:
        claim["b"] = {"name": b, "type": "person"}
    return ClaimMade(version=of.id, claim=Claim.model_validate(claim))


def known(of: ArticleAdded, name: str, **more: Any) -> EntityAdded:
    return EntityAdded(version=of.id, entity=Entity(name=name, type=PERSON, **more))


def judged(
    judgement: str, a: str, b: str, at: str = "2024-01-01T10:00:00Z", undoes: str | None = None
) -> EntitiesJudged:
    return EntitiesJudged.model_validate(
        {"a": a, "b": b, "judgement": judgement, "by": "me", "at": at, "undoes": undoes}
    )


def resolved(connection: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    query = "SELECT entity.id, how FROM mention JOIN entity ON entity.no = entity WHERE mention.name = ? ORDER BY mention.no"
    return connection.execute(query, (name,)).fetchall()


def ties(connection: sqlite3.Connection) -> set[frozenset[str]]:
    query = "SELECT x.id, y.id FROM version JOIN entity AS x ON x.no = a JOIN entity AS y ON y.no = b WHERE known_to = ?"
    return {frozenset(row) for row in connection.execute(query, (FOREVER,))}


ANN, NAT, NATALIE, BOB = (
    named_id(name, PERSON) for name in ("Ann Vale", "Nat", "Natalie Portman", "Bob Reed")
)
FIRST, SECOND = article(), article("2021-05-05")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([wed(FIRST, "Ann Vale")], [(ANN, "new")]),
        ([wed(FIRST, "Ann Vale"), wed(SECOND, "Ann Vale")], [(ANN, "new"), (ANN, "exact name")]),
        ([wed(FIRST, ("Ann Vale", "ann"))], [("ann", "id")]),
        ([wed(FIRST, "Ann Vale"), wed(SECOND, ("Ann Vale", "ann"))], [(ANN, "new"), ("ann", "id")]),
        ([wed(FIRST, "Ann Vale"), known(SECOND, "Ann Vale", id="ann")], [("ann", "exact name"), ("ann", "id")]),
        (
            [wed(FIRST, "Ann Vale"), known(SECOND, "Ann Vale", id="ann"), known(SECOND, "Ann Vale", id="ann2")],
            [(ANN, "new"), ("ann", "id"), ("ann2", "id")],
        ),
        (
            [wed(FIRST, "Ann Vale"), known(SECOND, "Anne Vale", id="ann", aliases=("Ann Vale",))],
            [("ann", "alias")],
        ),
        (
            [wed(FIRST, "Ann Vale"), known(SECOND, "Ann Vale"), known(SECOND, "Anne V.", id="a", aliases=("Ann Vale",))],
            [(ANN, "exact name"), (ANN, "exact name")],
        ),
        (
            [wed(FIRST, ("Ann Vale", "wikidata:Q1")), known(SECOND, "Ann V", id="ann", ids={"wikidata": "Q1"})],
            [("ann", "id")],
        ),
        (
            [wed(FIRST, "Ann Vale"), known(SECOND, "Ann Vale", id="ann"), judged("different", ANN, "ann")],
            [(ANN, "new"), ("ann", "id")],
        ),
    ],
)  # fmt: skip
def test_a_mention_is_resolved_by_all_that_is_declared(
    told: Sequence[Event], expected: list[tuple[str, str]]
) -> None:
    with stored() as (connection, log):
        tell(log, [[FIRST, SECOND]])
        for event in told:
            tell(log, [[event]])
        assert resolved(connection, "Ann Vale") == expected


def test_an_alias_of_one_word_leads_to_somebody_in_its_own_article_only() -> None:
    told: list[Event] = [
        wed(FIRST, "Nat"),
        wed(SECOND, "Nat"),
        known(FIRST, "Natalie Portman", aliases=("Nat",)),
    ]
    with stored() as (connection, log):
        tell(log, [[FIRST, SECOND, told[0]], told[1:2], told[2:]])
        assert resolved(connection, "Nat") == [(NATALIE, "alias"), (NAT, "new")]
        assert ties(connection) == {frozenset({NATALIE, BOB}), frozenset({NAT, BOB})}


def test_ties_follow_a_name_that_is_declared_later() -> None:
    with stored() as (connection, log):
        tell(log, [[FIRST, SECOND, wed(FIRST, "Ann Vale")]])
        assert ties(connection) == {frozenset({ANN, BOB})}
        tell(log, [[known(SECOND, "Ann Vale", id="ann", born="1970", ids={"wikidata": "Q1"})]])
        assert ties(connection) == {frozenset({"ann", BOB})}
        found = connection.execute(
            "SELECT id, born, known_from, declared FROM entity WHERE name = 'Ann Vale'"
        ).fetchall()
        day = Article(source="x", published="2020-01-01", digest="x").day
        assert found == [(ANN, None, FOREVER, 0), ("ann", "1970", day, 2)]
        assert connection.execute(
            "SELECT external.id, entity.id FROM external JOIN entity ON no = entity"
        ).fetchall() == [("wikidata:Q1", "ann")]


def test_a_name_is_known_from_the_first_day_on_which_something_published_names_it() -> None:
    early, late = article("2019-06-06"), article("2022-01-01")
    with stored() as (connection, log):
        tell(log, [[late, wed(late, "Ann Vale")], [early, wed(early, "Ann Vale")]])
        (day,) = connection.execute("SELECT known_from FROM entity WHERE id = ?", (ANN,)).fetchone()
        assert iso(day) == "2019-06-06"


def test_judged_the_same_two_share_their_ties_until_it_is_taken_back() -> None:
    same = judged("same", ANN, NATALIE)
    undone = judged("same", ANN, NATALIE, at="2024-02-01T10:00:00Z", undoes=same.id)
    with stored() as (connection, log):
        tell(log, [[FIRST, wed(FIRST, "Ann Vale"), wed(FIRST, "Natalie Portman", "Cleo Hart")]])
        apart = ties(connection)
        tell(log, [[same]])
        cleo = named_id("Cleo Hart", PERSON)
        assert ties(connection) == {frozenset({ANN, BOB}), frozenset({ANN, cleo})}
        tell(log, [[undone]])
        assert ties(connection) == apart


def test_a_judgement_may_come_before_those_it_speaks_of() -> None:
    with stored() as (connection, log):
        tell(log, [[judged("same", ANN, NATALIE)], [FIRST, wed(FIRST, "Ann Vale")]])
        tell(log, [[wed(FIRST, "Natalie Portman")]])
        assert ties(connection) == {frozenset({ANN, BOB})}
        assert connection.execute("SELECT count(*) FROM version").fetchone() == (1,)


def test_a_bond_that_a_judgement_makes_one_of_a_person_with_itself_is_a_finding_and_no_tie() -> None:
    with stored() as (connection, log):
        tell(log, [[FIRST, wed(FIRST, "Ann Vale")], [judged("same", ANN, BOB)]])
        assert ties(connection) == set()
        assert connection.execute("SELECT finding, position FROM finding").fetchall() == [("self bond", 2)]


def test_contradicting_judgements_are_a_finding_and_the_later_one_is_left_out() -> None:
    judgements = [
        judged("same", ANN, NATALIE, at="2024-01-01T10:00:00Z"),
        judged("same", NATALIE, BOB, at="2024-01-02T10:00:00Z"),
        judged("different", ANN, BOB, at="2024-01-03T10:00:00Z"),
    ]
    with stored() as (connection, log):
        tell(log, [[FIRST, wed(FIRST, "Ann Vale"), wed(FIRST, "Natalie Portman", "Cleo Hart")], judgements])
        (found,) = (one for one in findings(connection) if one.finding == "contradicting judgements")
        assert found.position == 5
        assert len(ties(connection)) == 2


def test_a_death_told_later_reaches_every_pair_of_that_person() -> None:
    death = wed(SECOND, "Ann Vale", "", kind="death")
    with stored() as (connection, log):
        tell(log, [[FIRST, SECOND, wed(FIRST, "Ann Vale"), wed(FIRST, "Ann Vale", "Cleo Hart")], [death]])
        query = "SELECT ended_by, count(*) FROM version WHERE known_to = ? GROUP BY ended_by"
        assert connection.execute(query, (FOREVER,)).fetchall() == [("death", 2)]

"""Corrections, retractions and reviews: what they do to claims, and from which day on."""

from __future__ import annotations

from itertools import permutations

import pytest

from relgraph.articles import Article
from relgraph.claims import Claim, Evidence
from relgraph.dates import iso
from relgraph.entities import Party
from relgraph.events import ArticleAdded, ClaimCorrected, ClaimMade, ClaimRetracted, ClaimReviewed, Event
from relgraph.kinds import EntityType
from tests.test_readmodel import stored, tell

ARTICLE = Article(
    source="Wire", published="2020-01-01", url="https://example.org/1", text="They wed.", digest="1"
)
SECOND = Article(
    source="Wire", published="2020-03-01", url="https://example.org/1", text="They wed!", digest="2"
)


def wed(when: str) -> Claim:
    ann, bob = (Party(name=name, type=EntityType.PERSON) for name in ("Ann Vale", "Bob Reed"))
    return Claim(
        kind="marriage", a=ann, b=bob, when=when, evidence=(Evidence(quote="They wed.", start=0, end=9),)
    )


def corrected(event: Event, when: str, published: str) -> ClaimCorrected:
    return ClaimCorrected(corrects=event.id, claim=wed(when), published=published, why="a misprint")


def retracted(event: Event, published: str) -> ClaimRetracted:
    return ClaimRetracted(claim=event.id, published=published, why="made up")


def reviewed(event: Event, verdict: str, at: str) -> ClaimReviewed:
    return ClaimReviewed.model_validate({"claim": event.id, "verdict": verdict, "by": "me", "at": at})


CLAIM = ClaimMade(version=ARTICLE.version, claim=wed("2001"))
EXTRACTED = ClaimMade(version=ARTICLE.version, claim=wed("2002"), extractor="rules")
LATER = ClaimMade(version=SECOND.version, claim=wed("2003"))
ONE = corrected(CLAIM, "2011", "2020-02-01")
TWO = corrected(CLAIM, "2012", "2020-02-05")
OF_ONE = corrected(ONE, "2013", "2020-02-03")
WHOLE = ClaimRetracted(article=ARTICLE.id, published="2020-02-10", why="made up")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([CLAIM], {"2001": (None, None)}),
        ([CLAIM, retracted(CLAIM, "2020-02-02")], {"2001": ("2020-02-02", None)}),
        ([CLAIM, retracted(CLAIM, "2020-02-02"), WHOLE], {"2001": ("2020-02-02", None)}),
        ([CLAIM, LATER, WHOLE], {"2001": ("2020-02-10", None), "2003": (None, None)}),
        ([CLAIM, ONE], {"2001": (None, "2020-02-01"), "2011": (None, None)}),
        (
            [CLAIM, ONE, TWO],
            {"2001": (None, "2020-02-01"), "2011": (None, "2020-02-05"), "2012": (None, None)},
        ),
        (
            [CLAIM, ONE, OF_ONE, TWO],
            {
                "2001": (None, "2020-02-01"),
                "2011": (None, "2020-02-03"),
                "2012": (None, None),
                "2013": (None, None),
            },
        ),
        (
            [CLAIM, ONE, OF_ONE, retracted(CLAIM, "2020-02-20")],
            {
                "2001": ("2020-02-20", "2020-02-01"),
                "2011": ("2020-02-20", "2020-02-03"),
                "2013": ("2020-02-20", None),
            },
        ),
        (
            [CLAIM, ONE, retracted(ONE, "2020-02-20")],
            {"2001": (None, "2020-02-01"), "2011": ("2020-02-20", None)},
        ),
        (
            [CLAIM, retracted(CLAIM, "2020-01-15"), ONE],  # what the outlet says after it withdrew stands
            {"2001": ("2020-01-15", "2020-02-01"), "2011": (None, None)},
        ),
        ([CLAIM, ONE, WHOLE], {"2001": ("2020-02-10", "2020-02-01"), "2011": ("2020-02-10", None)}),
    ],
)
def test_in_any_order_a_claim_is_withdrawn_and_replaced_from_the_same_day(
    told: list[Event], expected: dict[str, tuple[str | None, str | None]]
) -> None:
    articles: list[Event] = [ArticleAdded(article=ARTICLE), ArticleAdded(article=SECOND)]
    for order in list(permutations(told))[:24]:
        with stored() as (connection, log):
            tell(log, [articles, *([event] for event in order)])
            found = {
                at: (iso(withdrawn), iso(replaced))
                for at, withdrawn, replaced in connection.execute("SELECT at, withdrawn, replaced FROM claim")
            }
            assert found == expected
            (articles_told,) = connection.execute("SELECT count(DISTINCT article) FROM claim").fetchone()
            assert articles_told == (2 if LATER in told else 1)


@pytest.mark.parametrize(
    ("reviews", "rejected", "unreviewed"),
    [
        ([], 0, 1),
        ([reviewed(EXTRACTED, "accepted", "2020-05-01T10:00:00Z")], 0, 0),
        ([reviewed(EXTRACTED, "rejected", "2020-05-01T10:00:00Z")], 1, 0),
        ([reviewed(EXTRACTED, "dropped", "2020-05-01T10:00:00Z")], 1, 1),
        (
            [
                reviewed(EXTRACTED, "rejected", "2020-05-01T10:00:00Z"),
                reviewed(EXTRACTED, "accepted", "2020-05-02T10:00:00Z"),
            ],
            0,
            0,
        ),
    ],
)
def test_the_last_review_decides_whatever_came_first(
    reviews: list[Event], rejected: int, unreviewed: int
) -> None:
    for order in permutations([EXTRACTED, *reviews]):
        with stored() as (connection, log):
            tell(log, [[ArticleAdded(article=ARTICLE)], *([event] for event in order)])
            found = connection.execute("SELECT rejected, unreviewed FROM claim").fetchall()
            assert found == [(rejected, unreviewed)]
            (ties,) = connection.execute("SELECT count(*) FROM version").fetchone()
            assert ties == 1 - rejected


def test_a_claim_that_a_person_made_is_reviewed() -> None:
    with stored() as (connection, log):
        tell(log, [[ArticleAdded(article=ARTICLE), CLAIM]])
        assert connection.execute("SELECT unreviewed FROM claim").fetchall() == [(0,)]

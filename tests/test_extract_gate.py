"""The gate: what an extractor proposes enters verbatim, named, in the vocabulary and once, or is listed with why not."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from relgraph.articles import Article, text_digest
from relgraph.claims import Agent, Role
from relgraph.extract.gate import Passed, judge
from relgraph.extract.protocol import Proposal
from relgraph.extract.view import plain
from tests.weddings import named, proposal

TEXT = "Ann Vale married Bob Reed in 2012. Ann Vale starred in Glass Harbor. She and Jack Vale-Reed wed."
QUOTE = "Ann Vale married Bob Reed"


def passed(*proposals: Proposal, text: str = TEXT) -> Passed:
    article = Article(source="Wire", published="2020-01-01", text=text, digest=text_digest(text))
    return judge(proposals, article, plain(text))


def wed(**more: Any) -> Proposal:
    return proposal("marriage", "Ann Vale", "Bob Reed", QUOTE, 0)._replace(**more)


def test_what_fits_becomes_a_claim_as_it_was_proposed() -> None:
    agent = Agent(agent="a source", role=Role.ANONYMOUS)
    result = passed(wed(when="2012", attribution=(agent,), hypothetical=True, sensitive=True))
    (claim,) = result.claims
    assert (claim.kind, claim.a.name, claim.b and claim.b.name, claim.when) == (
        "marriage",
        "Ann Vale",
        "Bob Reed",
        "2012",
    )
    assert (claim.attribution, claim.hypothetical, claim.sensitive) == ((agent,), True, True)
    assert [(one.quote, one.start, one.end) for one in claim.evidence] == [(QUOTE, 0, len(QUOTE))]
    assert result.refused == ()


GOSSIP: dict[str, Any] = {"agent": "a source", "role": "gossip"}


@pytest.mark.parametrize(
    ("proposed", "reason"),
    [
        (wed(at=1), "the quote does not stand in the text at character 1"),
        (wed(at=-1), "the quote does not stand in the text at character -1"),
        (wed(at=9999), "the quote does not stand in the text at character 9999"),
        (wed(quote="Ann Vale  married Bob Reed"), "the quote does not stand in the text at character 0"),
        (wed(quote="ann vale married Bob Reed"), "the quote does not stand in the text at character 0"),
        (wed(quote=""), "there is no quote"),
        (wed(quote=" ", at=3), "there is no quote"),
        (wed(kind="wedding"), "'wedding' is not a kind of claim"),
        (wed(stance="rumoured"), "stance: Input should be"),
        (wed(when="last May"), "when: 'last May' is not a date"),
        (wed(detail="in church"), "marriage takes none"),
        (wed(kind="death"), "death is said of one person, not of person and person"),
        (wed(b=None), "marriage is said of a person and a person, not of person"),
        (wed(b=named("Glass Harbor", "work")), "marriage is said of a person and a person, not of person and work"),
        (wed(kind="performance"), "performance is said of a person and a work, not of person and person"),
        (wed(b=named("Ann Vale")), "can't be in a bond with itself"),
        (wed(b=named("ann  VALE")), "can't be in a bond with itself"),
        (wed(b=named("Cy Hart")), "the article does not name 'Cy Hart': 'cy' is not in it"),
        (wed(b=named("She")), "'She' is not a name"),
        (wed(b=named("“")), "'“' is not a name"),
        (wed(b=named(" \u200b")), "something to read"),
        (wed(attribution=(Agent.model_construct(**GOSSIP),)), "attribution.0.role: Input should be"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_listed_with_its_reason(proposed: Proposal, reason: str) -> None:
    result = passed(proposed)
    assert result.claims == ()
    (refused,) = result.refused
    assert reason in refused.reason
    assert (refused.kind, refused.quote) == (proposed.kind, proposed.quote)
    assert refused.parties[0] == proposed.a.name


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        (wed(), 1),
        (wed(rule="another rule", detail=None), 1),
        (wed(a=named("Bob Reed"), b=named("Ann Vale")), 1),
        (wed(stance="alleged"), 2),
        (wed(when="2012"), 2),
        (wed(quote=QUOTE + " in 2012"), 2),
        (proposal("parenthood", "Bob Reed", "Ann Vale", QUOTE, 0), 2),
    ],
)
def test_a_claim_enters_once(second: Proposal, kept: int) -> None:
    result = passed(wed(), second)
    assert len(result.claims) == kept
    assert [one.reason for one in result.refused] == ["the same claim was proposed before"] * (2 - kept)


def test_parent_and_child_the_other_way_round_are_two_claims() -> None:
    one, other = (
        proposal("parenthood", *pair, QUOTE, 0)
        for pair in (("Ann Vale", "Bob Reed"), ("Bob Reed", "Ann Vale"))
    )
    assert len(passed(one, other).claims) == 2


def test_a_bare_name_leads_to_nobody_outside_of_its_article() -> None:
    texts = ("Jack and Zoe wed.", "Jack and Zoe wed!")
    ids = {
        party.id
        for text in texts
        for claim in passed(proposal("marriage", "Jack", "Zoe", "Jack and Zoe wed", 0), text=text).claims
        for party in (claim.a, claim.b)
        if party
    }
    assert len(ids) == 4
    (claim,) = passed(wed()).claims
    assert (claim.a.id, claim.b and claim.b.id) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Vale\r\nmarried “Bob” Reed.",
        unicodedata.normalize("NFD", "Zoë Vale\nmarried “Bob” Reed."),
        "Zoë\u00a0Vale married “Bob”\u200b Reed.",
    ],
)
def test_a_quote_is_that_of_the_kept_text_whatever_was_read(text: str) -> None:
    quote = plain(text).text[:-1]
    (claim,) = passed(proposal("marriage", "Zoë Vale", "Bob Reed", quote, 0), text=text).claims
    (evidence,) = claim.evidence
    assert evidence.quote == text[:-1] == text[evidence.start : evidence.end]
    assert claim.a.name == "Zoë Vale"

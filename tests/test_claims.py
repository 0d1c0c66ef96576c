"""Claims, articles, entities and events: what is refused, and ids that never change."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from relgraph.articles import Article, printed_words, text_digest
from relgraph.claims import Agent, Claim, Evidence, Role, Stance
from relgraph.entities import Entity, Party, named_id
from relgraph.events import (
    EVENT,
    SCHEMA,
    ArticleAdded,
    ClaimCorrected,
    ClaimMade,
    ClaimRetracted,
    ClaimReviewed,
    ContentErased,
    ContentReplaced,
    EntitiesJudged,
    EntityAdded,
    Event,
    OutputWritten,
)
from relgraph.kinds import KINDS

TEXT = "Ann Vale and Bob Reed wed in 2012, says a friend."
QUOTE = "Ann Vale and Bob Reed wed in 2012"

ANN = {"name": "Ann Vale", "type": "person"}
BOB = {"name": "Bob Reed", "type": "person"}
CLUB = {"name": "The Club", "type": "organization"}
FILM = {"name": "The Film", "type": "work"}


def evidence(*quotes: str, start: int = 0) -> list[dict[str, Any]]:
    return [{"quote": quote, "start": start, "end": start + len(quote)} for quote in quotes]


def claim(**fields: Any) -> Claim:
    """A wedding of Ann and Bob, with these fields instead."""
    return Claim.model_validate(
        {"kind": "marriage", "a": ANN, "b": BOB, "evidence": evidence(QUOTE)} | fields
    )


def article(**fields: Any) -> Article:
    told = {"source": "Example Wire", "published": "2023-08-07", "text": TEXT, "digest": text_digest(TEXT)}
    return Article.model_validate(told | fields)


def refusal(**fields: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        claim(**fields)
    return str(refused.value.errors()[0]["msg"]).removeprefix("Value error, ")


# ---- what a claim can be


@pytest.mark.parametrize(("kind", "a", "b"), [
    ("marriage", ANN, BOB), ("parenthood", ANN, BOB), ("founding", ANN, CLUB), ("performance", ANN, FILM),
    ("attendance", ANN, CLUB), ("attendance", ANN, FILM), ("birth", ANN, None), ("death", ANN, None),
    ("mention", CLUB, None), ("mention", FILM, None),
])  # fmt: skip
def test_a_kind_decides_what_its_parties_are(
    kind: str, a: Mapping[str, str], b: Mapping[str, str] | None
) -> None:
    made = claim(kind=kind, a=a, b=b)
    assert (made.kind, made.a.name, made.b and made.b.name) == (kind, a["name"], b and b["name"])


@pytest.mark.parametrize(("kind", "a", "b", "message"), [
    ("marriage", ANN, FILM, "marriage is said of a person and a person, not of person and work"),
    ("marriage", CLUB, ANN, "marriage is said of a person and a person, not of organization and person"),
    ("marriage", ANN, None, "marriage is said of a person and a person, not of person"),
    ("founding", ANN, BOB, "founding is said of a person and an organization, not of person and person"),
    ("founding", CLUB, ANN, "founding is said of a person and an organization, not of organization and person"),
    ("performance", ANN, CLUB, "performance is said of a person and a work, not of person and organization"),
    ("attendance", ANN, BOB,
     "attendance is said of a person and an organization or a person and a work, not of person and person"),
    ("birth", ANN, BOB, "birth is said of one person, not of person and person"),
    ("death", FILM, None, "death is said of one person, not of work"),
    ("mention", ANN, None, "mention is said of one organization or work, not of person"),
    ("mention", CLUB, FILM, "mention is said of one organization or work, not of organization and work"),
])  # fmt: skip
def test_parties_that_do_not_fit_the_kind_are_refused(
    kind: str, a: Mapping[str, str], b: Mapping[str, str] | None, message: str
) -> None:
    assert refusal(kind=kind, a=a, b=b) == message


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if "bond" in kind.shapes])
def test_nobody_is_in_a_bond_with_themselves(kind: str) -> None:
    assert refusal(kind=kind, b=ANN) == f"{kind}: 'Ann Vale' can't be in a bond with itself"


def test_two_people_of_one_name_are_told_apart_by_their_ids() -> None:
    assert claim(a={**ANN, "id": "p:1"}, b={**ANN, "id": "p:2"}).b == Party(
        name="Ann Vale", type="person", id="p:2"
    )
    assert refusal(a={**ANN, "id": "p:1"}, b={**ANN, "id": "p:1"}).endswith("can't be in a bond with itself")
    assert refusal(b={**ANN, "name": " Ann  Vale"}).endswith("can't be in a bond with itself")


@pytest.mark.parametrize(("kind", "a", "b", "detail", "message"), [
    ("parenthood", ANN, BOB, "godmother", "detail 'godmother': parenthood takes one of birth, adoption, step, foster"),
    ("siblinghood", ANN, BOB, "full", "detail 'full': siblinghood takes one of half, step, twin"),
    ("marriage", ANN, BOB, "civil", "detail 'civil': marriage takes none"),
    ("marriage", ANN, BOB, "", "detail '': marriage takes none"),
])  # fmt: skip
def test_a_detail_is_of_the_closed_list_of_its_kind(
    kind: str, a: Mapping[str, str], b: Mapping[str, str], detail: str, message: str
) -> None:
    assert refusal(kind=kind, a=a, b=b, detail=detail) == message


@pytest.mark.parametrize(("kind", "b", "detail"), [
    ("parenthood", BOB, "foster"), ("siblinghood", BOB, "twin"), ("kinship", BOB, "second cousin"),
    ("performance", FILM, "Lady Macbeth"), ("parenthood", BOB, None),
])  # fmt: skip
def test_a_detail_qualifies_the_kinds_that_take_one(
    kind: str, b: Mapping[str, str], detail: str | None
) -> None:
    assert claim(kind=kind, b=b, detail=detail).detail == detail


@pytest.mark.parametrize(("fields", "message"), [
    ({"kind": "wedding"}, "'wedding' is not a kind of claim; the kinds are: marriage, separation,"),
    ({"when": "23/11/1985"}, "'23/11/1985' has more than one '/'"),
    ({"when": ""}, "'' is not a date"),
    ({"stance": "rumoured"}, "Input should be 'reported', 'alleged', 'denied' or 'confirmed'"),
    ({"attribution": [{"agent": "a friend", "role": "friend"}]}, "Input should be 'principal', 'representative',"),
    ({"attribution": [{"agent": "  ", "role": "anonymous"}]}, "String should have at least 1 character"),
    ({"evidence": []}, "Tuple should have at least 1 item"),
    ({"evidence": evidence("")}, "String should have at least 1 character"),
    ({"evidence": [{"quote": "wed", "start": 9, "end": 4}]}, "a quote of 3 characters can't cover 9 to 4"),
    ({"evidence": [{"quote": "wed", "start": -3, "end": 0}]}, "Input should be greater than or equal to 0"),
    ({"a": {**ANN, "name": "\u200b \u2060"}}, "a name must have something to read in it"),
    ({"a": {**ANN, "name": "Ann\0Vale"}}, "a name can't hold a NUL character"),
    ({"a": {**ANN, "type": "animal"}}, "Input should be 'person', 'organization' or 'work'"),
    ({"a": {**ANN, "id": "has space"}}, "String should match pattern"),
    ({"certain": True}, "Extra inputs are not permitted"),
])  # fmt: skip
def test_a_claim_that_cannot_be_meant_is_refused(fields: dict[str, Any], message: str) -> None:
    assert refusal(**fields).startswith(message)


def test_a_claim_is_reported_by_the_outlet_itself_unless_it_says_otherwise() -> None:
    made = claim()
    assert (made.stance, made.attribution, made.hypothetical, made.sensitive) == (
        Stance.REPORTED,
        (),
        False,
        False,
    )
    assert (made.when, made.detail) == (None, None)


# ---- ids: what tells one claim, article, entity from another, and what does not


def test_old_ids_never_change() -> None:
    """Retractions, corrections and judgements name them. If this fails, take the change back."""
    assert article().id == "66223482ae92d88da121a523f064a35d"
    assert article().version == "f1c0faba4d2d5ce41482453bf54fffa0"
    assert article(url="https://example.org/1").id == "43da794a19939a40472e6bd4b734350a"
    assert claim().id("0" * 32) == "ec3ca849791ca3fff2e06d929fcd12c3"
    full = claim(
        when="2012",
        stance="alleged",
        attribution=[{"agent": "Us Weekly", "role": "outlet"}, {"agent": "an insider", "role": "anonymous"}],
        evidence=evidence(QUOTE, "says a friend"),
        a={**ANN, "id": "p:ann"},
    )
    assert full.id("0" * 32) == "06eb57e704885c6ceb91f1efb0c8e9e9"
    assert claim(kind="birth", b=None).id("0" * 32) == "404a663511f9d5900077ef26c5ccc2eb"
    assert named_id("Ann Vale", "person") == "p:ann-vale-094730bf"
    assert {type(event).__name__: event.id for event in EVENTS} == {
        "ArticleAdded": "2f1c210cf5943ab4c07583479f37833d",
        "EntityAdded": "62bee9e9a7b1155d2aed4a93983c2062",
        "ClaimMade": "cc3c62d53a36e96dfc2da2d37b9ebe5b",
        "ClaimCorrected": "fd4a87bf827f28c8e22d6f6cc1b0cbb0",
        "ClaimRetracted": "b38cd8508a87b43328f4c58bc0f79f97",
        "ClaimReviewed": "fa6bc65d14063dfd0b1554d0f67313fc",
        "EntitiesJudged": "2d489bd3f39bb38f85a3dc58d920e8c2",
        "ContentErased": "0e088bae979c7c78a124dc9033de99dd",
        "ContentReplaced": "c2c3c98e5618986b134d51d174676cbb",
        "OutputWritten": "141dceb5bf9dcbb3112e5a554e92fa0e",
    }


@pytest.mark.parametrize("fields", [
    {"sensitive": True}, {"hypothetical": True}, {"evidence": evidence(QUOTE, start=40)},
    {"kind": "marriage"}, {"a": {**ANN, "name": "  Ann   Vale "}},
])  # fmt: skip
def test_flags_offsets_and_spacing_do_not_make_another_claim(fields: dict[str, Any]) -> None:
    assert claim(**fields).id("v") == claim().id("v")


def test_a_detail_does_not_make_another_claim() -> None:
    assert claim(kind="parenthood", detail="birth").id("v") == claim(kind="parenthood").id("v")


_FRIEND, _WEEKLY = {"agent": "a friend", "role": "anonymous"}, {"agent": "Us Weekly", "role": "outlet"}

DIFFERENT: list[dict[str, Any]] = [
    {},
    {"kind": "engagement"},
    {"kind": "parenthood"},
    {"kind": "parenthood", "a": BOB, "b": ANN},
    {"a": {**ANN, "id": "p:ann"}},
    {"a": {**ANN, "name": "Ann Vale p:ann"}},
    {"b": {**BOB, "id": "p:ann"}},
    {"kind": "birth", "b": None},
    {"when": "2012"},
    {"when": "/"},
    {"when": "2012~"},
    {"stance": "alleged"},
    {"stance": "denied"},
    {"attribution": [_FRIEND]},
    {"attribution": [_WEEKLY, _FRIEND]},
    {"attribution": [_FRIEND, _WEEKLY]},
    {"attribution": [{**_FRIEND, "role": "named_third_party"}]},
    {"evidence": evidence(QUOTE, "says a friend")},
    {"evidence": evidence("says a friend", QUOTE)},
    {"evidence": evidence(f"{QUOTE}says a friend")},
    {"evidence": evidence("a friend", "anonymous", QUOTE)},
]


def test_what_identifies_a_claim_makes_another_claim() -> None:
    ids = [claim(**fields).id("v") for fields in DIFFERENT]
    same = [pair for pair in itertools.combinations(range(len(ids)), 2) if ids[pair[0]] == ids[pair[1]]]
    assert same == []
    assert claim().id("v") != claim().id("w")


@pytest.mark.parametrize(("one", "other", "same_article", "same_version"), [
    ({}, {}, True, True),
    ({}, {"title": "A wedding", "language": "en", "published": "2023-08-09"}, True, True),
    ({}, {"source": "Star Post"}, False, False),
    ({}, {"text": "x", "digest": text_digest("x")}, False, False),
    ({"url": "https://example.org/1"}, {"url": "https://example.org/2"}, False, False),
    # the same address with another text is a new version of it, whoever is named as its source
    ({"url": "https://example.org/1"}, {"url": "https://example.org/1", "digest": text_digest("x")}, True, False),
    ({"url": "https://example.org/1"}, {"url": "https://example.org/1", "source": "Star Post"}, True, True),
])  # fmt: skip
def test_an_article_is_its_address_or_else_its_source_and_text(
    one: dict[str, Any], other: dict[str, Any], same_article: bool, same_version: bool
) -> None:
    first, second = article(**one), article(**other)
    assert (first.id == second.id, first.version == second.version) == (same_article, same_version)


@pytest.mark.parametrize("published", [
    "2023-08-07", "2023-08-07T23:30:00-07:00", "2023-08-07T09:30Z", "2023-08-07 09:30 +0200", "2023-08-07T09:30:01.5+02:00",
])  # fmt: skip
def test_the_day_of_an_article_is_the_day_on_which_its_readers_saw_it(published: str) -> None:
    assert article(published=published).day == article(published="2023-08-07").day


def test_a_new_version_was_told_on_the_day_of_its_update() -> None:
    assert article(updated="2023-08-09").day == article(published="2023-08-09").day


@pytest.mark.parametrize("published", [
    "", "2023", "2023-08", "2023-02-30", "7 August 2023", "2023-08-07T09:30", "2023-08-07T25:00Z", "2023-08-07T09:61Z",
    "20230807", "2023-08-07 ", "2023-08-07T09:30:00+99:00", "２０２３-08-07",
])  # fmt: skip
def test_a_day_of_publication_is_never_guessed(published: str) -> None:
    with pytest.raises(ValidationError):
        article(published=published)


def test_printed_words_are_alike_whatever_their_case_and_punctuation() -> None:
    assert printed_words("“Ann VALE”,  and\nBob—wed!") == printed_words("ann vale and bob wed")
    assert printed_words("Ann Vale") != printed_words("Annvale")


@pytest.mark.parametrize(("name", "type_", "start"), [
    ("Ann Vale", "person", "p:ann-vale-"),
    ("Łukasz Żółć-O'Neil", "person", "p:lukasz-zolc-o-neil-"),
    ("東京", "organization", "o:"),
    ("Black Swan (2010)", "work", "w:black-swan-2010-"),
    ("x" * 300, "person", f"p:{'x' * 60}-"),
])  # fmt: skip
def test_the_id_of_a_name_can_be_read_and_typed(name: str, type_: str, start: str) -> None:
    made = named_id(name, type_)
    assert made.startswith(start)
    assert len(made) == len(start) + 8
    assert Party(name=name, type=type_, id=made).id == made


@given(st.text(min_size=1), st.text(min_size=1))
def test_names_that_differ_have_ids_that_differ(one: str, other: str) -> None:
    assert (named_id(one, "person") == named_id(other, "person")) == (one == other)
    assert named_id(one, "person") != named_id(one, "work")


@pytest.mark.parametrize(("id_", "ids", "key"), [
    (None, {}, None),
    ("p:ann", {"wikidata": "Q1"}, "p:ann"),
    (None, {"wikidata": "Q1", "imdb": "nm1"}, "imdb:nm1"),  # whatever the order in which they are written
    (None, {"imdb": "nm1", "wikidata": "Q1"}, "imdb:nm1"),
])  # fmt: skip
def test_the_key_of_an_entity_is_its_id_or_else_one_of_its_ids_elsewhere(
    id_: str | None, ids: dict[str, str], key: str | None
) -> None:
    assert Entity.model_validate({**ANN, "id": id_, "ids": ids}).key == key


@pytest.mark.parametrize("fields", [
    {"name": " "}, {"aliases": ["\u200e"]}, {"born": "soon"}, {"ids": {"Wiki Data": "Q1"}}, {"ids": {"wikidata": "Q 1"}},
    {"type": "animal"}, {"age": 41},
])  # fmt: skip
def test_an_entity_that_cannot_be_meant_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Entity.model_validate(ANN | fields)


# ---- events

_VERSION = "0" * 32

EVENTS: list[Event] = [
    ArticleAdded(article=article(title="A wedding", url="https://example.org/1")),
    EntityAdded(
        version=_VERSION,
        entity=Entity.model_validate(
            {**ANN, "aliases": ["Annie"], "ids": {"wikidata": "Q1"}, "born": "1981-06"}
        ),
    ),
    ClaimMade(
        version=_VERSION, claim=claim(when="2012", attribution=[_WEEKLY, _FRIEND]), extractor="rules 1"
    ),
    ClaimCorrected(corrects="1" * 32, claim=claim(when="2013"), published="2023-09-01", why="a misprint"),
    ClaimRetracted(claim="1" * 32, published="2023-09-01", why="not so"),
    ClaimReviewed(claim="1" * 32, verdict="accepted", by="desk", at="2023-09-02T10:00:00Z"),
    EntitiesJudged(a="p:1", b="p:2", judgement="different", by="desk", at="2023-09-02T10:00:00Z"),
    ContentErased(positions=(3, 4), why="a court order"),
    ContentReplaced(position=3, body="{}", erasure="2" * 32),
    OutputWritten(
        command="page",
        place="/home/desk/page.html",
        at="2023-09-02T10:00:00Z",
        shown=("minors",),
        why="a trial",
    ),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_is_read_back_from_the_log_as_it_was_written(event: Event) -> None:
    entry = event.entry()
    assert (entry.id, entry.type, entry.schema) == (event.id, type(event).__name__, SCHEMA)
    again = EVENT.validate_python({**json.loads(entry.body), "type": entry.type})
    assert again == event
    assert again.id == event.id


def test_every_type_of_event_has_an_example_here() -> None:
    (union, _) = get_args(Event)
    assert {type(event) for event in EVENTS} == set(get_args(union))


def test_a_body_holds_what_was_said_and_no_defaults() -> None:
    body = json.loads(ClaimMade(version="v", claim=claim()).entry().body)
    assert body == {
        "version": "v",
        "claim": {"kind": "marriage", "a": ANN, "b": BOB, "evidence": evidence(QUOTE)},
    }


@pytest.mark.parametrize(("fields", "message"), [
    ({}, "a retraction names either a claim or an article"),
    ({"claim": "1", "article": "2"}, "a retraction names either a claim or an article"),
    ({"claim": "1", "published": "soon"}, "String should match pattern"),
])  # fmt: skip
def test_a_retraction_takes_back_one_thing_on_a_day(fields: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        ClaimRetracted.model_validate({"published": "2023-09-01", "why": "not so"} | fields)


def test_an_event_of_a_type_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not match any of the expected tags"):
        EVENT.validate_python({"type": "ClaimForgotten", "claim": "1"})


def test_who_says_so_is_one_of_six() -> None:
    assert [Agent(agent="x", role=role).role.value for role in Role] == [
        "principal", "representative", "court_record", "named_third_party", "anonymous", "outlet",
    ]  # fmt: skip


def test_a_quote_covers_its_own_characters() -> None:
    for made in claim(evidence=evidence("Bob Reed", start=13)).evidence:
        assert TEXT[made.start : made.end] == made.quote
    assert Evidence(quote="é", start=0, end=1).end == 1

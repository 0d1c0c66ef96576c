"""What every extractor keeps to, whatever it reads with."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relgraph.dates import day_of
from relgraph.extract.extractors import make
from relgraph.extract.protocol import ArticleText, Extractor, Proposal
from tests.weddings import Weddings

TEXTS = (
    "Ann Vale weds\n\nAnn Vale married Bob Reed in 2012. “We are happy,” Vale told Star Post on Friday.",
    "",
    "Zoë Oak married Cy Hart in May, a source told the Wire. Oak and Hart have a son, Jack.",
    "Di Lund married Al Oak in 2019. They reportedly split in June, but her spokesman denied that they had parted.",
    "Nothing happened.",
)

_ready: dict[str, Extractor] = {}


@pytest.fixture(scope="module", params=["weddings", "rules"])
def extractor(request: pytest.FixtureRequest) -> Extractor:
    if request.param == "rules" and not find_spec("spacy"):
        pytest.skip("the extra is not installed")
    makers: dict[str, Callable[[], Extractor]] = {"weddings": Weddings, "rules": lambda: make("rules")}
    return makers[request.param]()


def articles(texts: Sequence[str]) -> list[ArticleText]:
    return [ArticleText(text, day_of("2023-08-07"), "Star Post") for text in texts]


def read(extractor: Extractor, texts: Sequence[str]) -> list[list[Proposal]]:
    return list(extractor.extract(articles(texts)))


def test_it_says_who_it_is(extractor: Extractor) -> None:
    assert extractor.name
    assert extractor.version
    assert extractor.model


def test_every_quote_stands_where_it_is_said_to_stand(extractor: Extractor) -> None:
    found = read(extractor, TEXTS)
    assert any(found)
    for text, proposals in zip(TEXTS, found, strict=True):
        for proposal in proposals:
            assert text.startswith(proposal.quote, proposal.at)
            assert all(text.startswith(one.text, one.at) for one in proposal.why.triggers)


def test_articles_keep_their_order_and_know_nothing_of_each_other(extractor: Extractor) -> None:
    together = read(extractor, TEXTS)
    assert together == [read(extractor, [text])[0] for text in TEXTS]
    assert together == list(reversed(read(extractor, TEXTS[::-1])))


def test_reading_twice_gives_the_same(extractor: Extractor) -> None:
    assert read(extractor, TEXTS) == read(extractor, TEXTS)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "…"])
def test_no_words_claim_nothing(extractor: Extractor, text: str) -> None:
    assert read(extractor, [text]) == [[]]


def test_no_articles_give_nothing(extractor: Extractor) -> None:
    assert read(extractor, []) == []


def test_articles_are_taken_as_they_are_needed(extractor: Extractor) -> None:
    asked = 0

    def many() -> object:
        nonlocal asked
        for article in articles(TEXTS * 400):
            asked += 1
            yield article

    found = extractor.extract(many())  # type: ignore[arg-type]  # a generator is an iterable
    next(found)
    assert asked < 1_500


HOSTILE = [
    '"' * 5_000, "“" * 5_000, "(" * 5_000, "Ann Vale " * 2_000, "Ann Vale married " * 500, "A" * 50_000,
    "\u202eAnn Vale married Bob Reed\u202c", "Ann\u0301 Vale\u0301 married Bob Reed.", "Ann Vale\x00married\x07Bob Reed.",
    ", ".join(f"Ann{n} Vale" for n in range(500)) + " married.", "son " * 1_000, "and " * 1_000, "\n" * 10_000,
    "She married him. " * 300, "married in 99999, 0, -1, 2012-13-45, February 30, the year 1e9", "👰🏽‍♀️ wed 🤵 in 💒",
    "Анна Вейл вышла замуж за Боба Рида.", "安娜·维尔与鲍勃·里德结婚。", "<b>Ann Vale</b> married &amp; <script>", "’s ’s ’s’",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_printed_makes_it_fail(extractor: Extractor, text: str) -> None:
    (proposals,) = read(extractor, [text])
    assert all(text.startswith(proposal.quote, proposal.at) for proposal in proposals)


WORDS = sorted(
    {word for text in TEXTS for word in text.split()}
    | set("and the her his ex-wife son of , . ? “ ” — ’s".split())
)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.randoms(use_true_random=False))
def test_words_in_any_order_are_read(extractor: Extractor, words: list[str], chance: random.Random) -> None:
    text = "".join(word + chance.choice([" ", " ", " ", "\n\n", ""]) for word in words)
    (proposals,) = read(extractor, [text])
    assert all(text.startswith(proposal.quote, proposal.at) for proposal in proposals)

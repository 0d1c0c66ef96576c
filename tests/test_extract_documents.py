"""What proposed a claim, as documents and the log keep it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from relgraph.claims import Origin
from relgraph.documents import read_bytes, to_json
from relgraph.errors import BadInput
from relgraph.events import EVENT, ClaimMade
from tests.shell import doc, says

ORIGIN = {"name": "rules", "version": "1.2", "model": "en_made_up 3.0", "rule": "verb: marry"}


def document(extractor: Any) -> bytes:
    return json.dumps(
        doc("2020-01-01", {**says("marriage", "Ann Vale", "Bob Reed"), "extractor": extractor})
    ).encode()


def test_a_document_keeps_what_proposed_a_claim() -> None:
    (read,) = read_bytes(document(ORIGIN), "a.jsonl")
    assert read.origins == (Origin(**ORIGIN),)
    assert list(read_bytes(to_json(read).encode(), "b.jsonl")) == [read]


def test_what_proposed_a_claim_does_not_change_its_id() -> None:
    (by_rules,) = read_bytes(document(ORIGIN), "a.jsonl")
    (by_hand,) = read_bytes(document(None), "a.jsonl")
    assert by_hand.origins == ()
    made = [ClaimMade.of("1" * 32, one.claims[0], one.origin(0)) for one in (by_rules, by_hand)]
    assert made[0].id == made[1].id
    assert "extractor" not in json.loads(made[1].entry().body)


def test_a_claim_that_was_made_before_versions_were_kept_is_read() -> None:
    (read,) = read_bytes(document(None), "a.jsonl")
    body = {
        "type": "ClaimMade",
        "version": "1" * 32,
        "claim": read.claims[0].model_dump(),
        "extractor": "rules",
    }
    event = EVENT.validate_python(body)
    assert isinstance(event, ClaimMade)
    assert (event.extractor, event.extractor_version, event.model, event.rule) == ("rules", None, None, None)


@pytest.mark.parametrize(
    ("extractor", "message"),
    [
        ("rules", "claims[0].extractor: an extractor is a mapping (name, version, model …), not a text"),
        ({"name": "rules"}, "claims[0].extractor.version: is missing"),
        ({**ORIGIN, "rule": ""}, "claims[0].extractor.rule: is empty"),
        ({**ORIGIN, "ruel": "x"}, "claims[0].extractor.ruel: unknown key 'ruel'; did you mean rule?"),
    ],
)
def test_what_proposed_a_claim_is_told_whole(extractor: Any, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        list(read_bytes(document(extractor), "a.jsonl"))
    assert message in str(refused.value)


def test_what_is_given_stands_in_the_place_of_what_a_document_says() -> None:
    given = {"source": "Star Post", "published": "2021-02-03"}
    for name, content in (("a.jsonl", document(None)), ("a.yaml", b"text: Ann wed.\npublished: 2020-01-01")):
        (read,) = read_bytes(content, name, given)
        assert (read.article.source, read.article.published) == ("Star Post", "2021-02-03")
    with pytest.raises(BadInput, match=r"a.yaml:1: source: .*longer than 300"):
        list(read_bytes(b"text: Ann wed.", "a.yaml", {**given, "source": "S" * 301}))

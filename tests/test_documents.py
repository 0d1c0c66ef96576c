"""Article documents: what is read, what is refused and where, and that it comes back as it went out."""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from relgraph.articles import text_digest
from relgraph.claims import Stance
from relgraph.documents import ArticleDocument, read_bytes, read_file, to_json
from relgraph.documents.parties import PLACES, Place
from relgraph.errors import BadInput
from relgraph.kinds import KINDS, EntityType

WHOLE = """\
# as an editor writes it
source: Example Wire
published: 2023-08-07
title: They parted
url: https://example.org/1
language: en
text: |
  Natalie Portman and Benjamin Millepied wed in 2012.
  An insider says the two separated briefly in 2022.
entities:
- {name: Natalie Portman, type: person, aliases: [Nat], ids: {wikidata: Q37876}, born: 1981-06-09}
claims:
- kind: marriage
  a: Natalie Portman
  b: Benjamin Millepied
  when: 2012
  quote: wed in 2012
- kind: separation
  a: Nat
  b: {name: Benjamin Millepied, type: person, id: "p:ben"}
  when: 2022
  stance: alleged
  attribution: [{agent: Us Weekly, role: outlet}, {agent: an insider, role: anonymous}]
  quote: [the two separated briefly in 2022, An insider says]
  hypothetical: no
"""


def read(text: str | bytes, name: str = "doc.yaml") -> list[ArticleDocument]:
    return list(read_bytes(text.encode() if isinstance(text, str) else text, name))


def one(text: str | bytes, name: str = "doc.yaml") -> ArticleDocument:
    (document,) = read(text, name)
    return document


def refused(text: str | bytes, name: str = "doc.yaml") -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(text, name)
    assert caught.value.file == name
    assert str(caught.value).isprintable()
    return caught.value


def as_json(yaml_text: str) -> str:
    """The one document of a YAML text as a line of JSON, all its scalars as texts."""

    def nothing(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: nothing(held) for key, held in value.items()}
        if isinstance(value, list):
            return [nothing(held) for held in value]
        return value or None

    return json.dumps(nothing(yaml.load(yaml_text, Loader=yaml.BaseLoader)))


def claim(**changes: Any) -> dict[str, Any]:
    said = {"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "quote": "they wed"}
    return {key: value for key, value in (said | changes).items() if value is not ...}


def article(*claims: dict[str, Any], **changes: Any) -> str:
    said = {"source": "Wire", "published": "2020-01-01", "claims": list(claims)}
    return json.dumps({key: value for key, value in (said | changes).items() if value is not ...})


def test_a_whole_document_is_read_as_it_was_meant() -> None:
    document = one(WHOLE)

    assert document.article.source == "Example Wire"
    assert document.article.published == "2023-08-07"
    assert document.article.digest == text_digest(document.article.text or "")
    assert document.entities[0].ids == {"wikidata": "Q37876"}
    assert document.entities[0].born == "1981-06-09"
    wedding, parting = document.claims
    assert (wedding.when, wedding.stance, wedding.attribution) == ("2012", Stance.REPORTED, ())
    assert (wedding.a.name, wedding.a.type, wedding.a.id) == (
        "Natalie Portman",
        EntityType.PERSON,
        "wikidata:Q37876",
    )
    assert wedding.b and wedding.b.id is None
    assert (parting.a.name, parting.a.id) == ("Nat", "wikidata:Q37876")
    assert parting.b and parting.b.id == "p:ben"
    assert [link.agent for link in parting.attribution] == ["Us Weekly", "an insider"]
    assert not parting.hypothetical
    for said in document.claims:
        for evidence in said.evidence:
            assert (document.article.text or "")[evidence.start : evidence.end] == evidence.quote


def test_a_document_knows_where_it_and_its_claims_stand() -> None:
    first, second = read(f"{WHOLE}---\n{WHOLE}")
    assert (first.file, first.line, first.claim_lines) == ("doc.yaml", 2, (13, 18))
    assert (second.line, second.claim_lines) == (28, (39, 44))
    assert first == second

    lines = f"\n{as_json(WHOLE)}\n\n{as_json(WHOLE)}\n"
    assert [(d.line, d.claim_lines) for d in read(lines, "x.jsonl")] == [(2, (2, 2)), (4, (4, 4))]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (WHOLE, "doc.yaml"),
        (WHOLE, "<stdin>"),
        (as_json(WHOLE), "doc.jsonl"),
        (as_json(WHOLE), "doc.json"),
        (as_json(WHOLE), "doc.yaml"),
        (as_json(WHOLE), "<stdin>"),
        (f"\n \n{as_json(WHOLE)}\n", "<stdin>"),
        (json.dumps(json.loads(as_json(WHOLE)), indent=2), "doc.json"),
        (json.dumps(json.loads(as_json(WHOLE)), indent="\t"), "<stdin>"),
        (WHOLE.replace("\n", "\r\n"), "doc.yaml"),
        ("\ufeff" + WHOLE, "doc.yaml"),
        ("\ufeff" + as_json(WHOLE), "doc.jsonl"),
        (f"---\n---\n{WHOLE}\n---\n...\n", "doc.yaml"),
        (f"null\n{as_json(WHOLE)}", "doc.jsonl"),
    ],
)
def test_yaml_and_json_say_the_same(content: str, name: str) -> None:
    assert read(content, name) == [one(WHOLE)]


def test_a_file_and_standard_input_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "doc.yaml"
    path.write_text(WHOLE)
    assert list(read_file(str(path))) == [one(WHOLE)]

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(as_json(WHOLE).encode())))
    assert [d.file for d in read_file("-")] == ["<stdin>"]


def test_what_can_not_be_opened_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        list(read_file(str(tmp_path / "missing.yaml")))
    with pytest.raises(BadInput, match="can't be read: Is a directory"):
        list(read_file(str(tmp_path)))


def test_json_lines_are_read_one_by_one() -> None:
    documents = read_bytes(f"{as_json(WHOLE)}\nnot json\n".encode(), "x.jsonl")
    assert next(documents) == one(WHOLE)
    with pytest.raises(BadInput, match=r"x\.jsonl:2: not JSON"):
        next(documents)


@pytest.mark.parametrize(
    "word",
    [
        "2012",
        "2023-08-07",
        "no",
        "yes",
        "on",
        "True",
        "1e3",
        "0o14",
        "0x1F",
        "1_000",
        "12:30:45",
        ".inf",
        "Null",
    ],
)
def test_what_the_writer_sees_is_what_is_read(word: str) -> None:
    document = one(f"source: {word}\npublished: 2020-01-01\ntitle: {word}\ntext: {word} is a word\n")
    assert (document.article.source, document.article.title) == (word, word)


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_an_empty_value_is_left_out(nothing: str) -> None:
    document = one(f"source: Wire\npublished: 2020-01-01\ntext: words\nurl: {nothing}\nclaims: {nothing}\n")
    assert document.article.url is None and document.claims == ()
    assert one(article(claim(when=None, stance=None, detail=None)), "x.jsonl").claims[0].when is None
    assert refused(f"source: {nothing}\npublished: 2020-01-01\ntext: words\n").message == "is missing"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("True", True),
        ("yes", True),
        ("false", False),
        ("No", False),
        (True, True),
        (False, False),
    ],
)
def test_a_flag_is_true_or_false(written: str | bool, meant: bool) -> None:
    assert (
        one(article(claim(hypothetical=written, sensitive=written)), "x.jsonl").claims[0].hypothetical
        is meant
    )
    if isinstance(written, str):
        said = one(f"{TOP}{CLAIM}  hypothetical: {written}\n").claims[0]
        assert said.hypothetical is meant


def test_numbers_in_json_are_the_text_that_was_written() -> None:
    line = article(claim(when="@", a="Prince")).replace('"@"', "2012")
    assert one(line, "x.jsonl").claims[0].when == "2012"


def test_without_a_text_the_quotes_are_the_text() -> None:
    document = one(
        article(claim(), claim(kind="divorce", quote=["they parted", "for good"]), text=""), "x.jsonl"
    )
    assert document.article.text == "they wed\nthey parted\nfor good"
    assert [(e.start, e.end) for c in document.claims for e in c.evidence] == [(0, 8), (9, 20), (21, 29)]


def test_a_quote_is_found_at_its_first_place_in_characters() -> None:
    text = "🎉 Zoe\u0308 wed.\r\nZoe\u0308 wed."
    (evidence,) = one(article(claim(quote="e\u0308 wed."), text=text), "x.jsonl").claims[0].evidence
    assert (evidence.start, evidence.end) == (4, 11)
    (evidence,) = one(article(claim(quote="wed.\r\nZ"), text=text), "x.jsonl").claims[0].evidence
    assert (evidence.start, evidence.end) == (7, 14)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("the two wed in “May” at O’Hare", " verbatim: it differs in quotation marks or dashes"),
        ('the two\n  wed in "May" at O\'Hare', " verbatim: it differs in white space"),
        ('The two wed in "may" at O\'Hare', " verbatim: it differs in capital letters"),
        (
            "The  two wed in “May” at O'Hare",
            " verbatim: it differs in white space, quotation marks or dashes, capital",
        ),
        ("nothing of the kind", "is not in the text"),
    ],
)
def test_a_quote_that_nearly_fits_is_told_how_it_differs(text: str, hint: str) -> None:
    quote = 'the two wed in "May" at O\'Hare'
    assert hint in refused(article(claim(quote=quote), text=text), "x.jsonl").message


def test_a_quote_in_the_title_alone_or_in_other_code_points_is_told_so() -> None:
    assert "only in the title" in refused(article(claim(), text="x", title="How they wed"), "x.jsonl").message
    assert "coding of accents" in refused(article(claim(quote="é"), text="e\u0301"), "x.jsonl").message


# --- parties

SMITHS = [
    {"name": "John Smith", "type": "person", "id": "p:chef"},
    {"name": "John Smith", "type": "person", "id": "p:actor"},
]


@pytest.mark.parametrize(
    ("said", "entities", "type_", "id_"),
    [
        (claim(kind="membership", b="Angel City FC"), [], "organization", None),
        (claim(kind="performance", b="Closer"), [], "work", None),
        (claim(kind="attendance", b="the Gala"), [], "organization", None),
        (claim(kind="attendance", b="Closer"), [{"name": "Closer", "type": "work"}], "work", None),
        (claim(kind="attendance", b={"name": "Closer", "type": "work"}), [], "work", None),
        (claim(b="Bobby"), [{"name": "Bob Reed", "type": "person", "aliases": ["Bobby"], "id": "p:b"}], "person", "p:b"),
        (claim(b="Bob Reed"), [{"name": "Bob Reed", "type": "work", "id": "w:b"}, {"name": "Bob Reed", "type": "person"}],
         "person", None),
        (claim(b={"name": "John Smith", "id": "p:chef"}), SMITHS, "person", "p:chef"),
        (claim(b={"name": "John Smith", "id": "p:third"}), SMITHS, "person", "p:third"),
        (claim(b="John  Smith"), SMITHS[:1] * 2, "person", "p:chef"),
        (claim(b={"name": "Bob", "type": "person", "id": "x"}), [], "person", "x"),
    ],
)  # fmt: skip
def test_a_party_takes_its_type_from_the_kind_and_its_id_from_the_entities(
    said: dict[str, Any], entities: list[Any], type_: str, id_: str | None
) -> None:
    party = one(article(said, entities=entities), "x.jsonl").claims[0].b
    assert party and (party.type, party.id) == (type_, id_)


@pytest.mark.parametrize(
    ("said", "entities", "field", "part"),
    [
        (claim(b={"name": "Closer", "type": "work"}), [], "claims[0].b.type", "marriage wants a person here, not a work"),
        (claim(b="Closer"), [{"name": "Closer", "type": "work"}], "claims[0].b", "but entities say a work"),
        (claim(b="Ann Vale"), [], "claims[0].b", "can't be in a bond with itself"),
        (claim(b="Annie"), [{"name": "Ann Vale", "type": "person", "aliases": ["Annie"]}], "claims[0].b", "the same person"),
        (claim(a={"name": "A", "id": "p:1"}, b={"name": "B", "id": "p:1"}), [], "claims[0].b", "the same person"),
        (claim(b="John Smith"), SMITHS, "claims[0].b", "2 declared entities go by that name: 'p:actor', 'p:chef'"),
        (claim(b="Bob Reed"), [{"name": "Bob Reed", "type": "person"}, {"name": "Bob", "aliases": ["Bob Reed"],
         "type": "person", "id": "p:b"}], "claims[0].b", "one without an id, 'p:b'"),
        (claim(kind="mention", a="Closer", b=...), [], "claims[0].a", "of which type? mention takes an organization or a work"),
        (claim(kind="attendance", b="X"), [{"name": "X", "type": "work"}, {"name": "X", "type": "organization"}],
         "claims[0].b", "of which type?"),
        (claim(kind="birth"), [], "claims[0].b", "birth is said of one party alone"),
        (claim(b=...), [], "claims[0].b", "is missing: marriage is said of two"),
        (claim(a=...), [], "claims[0].a", "is missing"),
        (claim(b=["Bob"]), [], "claims[0].b", "wants a name or a mapping (name, type, id), not a list"),
        (claim(b=True), [], "claims[0].b", "not a truth value"),
        (claim(b=""), [], "claims[0].b", "is empty"),
        (claim(b=" \u200b"), [], "claims[0].b", "a name must have something to read in it"),
        (claim(b="B" * 301), [], "claims[0].b", "is longer than 300 characters"),
        (claim(b={"type": "person"}), [], "claims[0].b.name", "is missing"),
        (claim(b={"name": ["Bob"]}), [], "claims[0].b.name", "wants a text, not a list"),
        (claim(b={"name": "\u200b"}), SMITHS, "claims[0].b.name", "something to read"),
        (claim(b={"name": "Bob", "type": "humanoid"}), [], "claims[0].b.type", "unknown type 'humanoid'"),
        (claim(b={"name": "Bob", "type": ["person"]}), [], "claims[0].b.type", "wants a text, not a list"),
        (claim(b={"name": "Bob", "id": "a b"}), [], "claims[0].b.id", "'a b' is not an id"),
        (claim(b={"name": "Bob", "nick": "B"}), [], "claims[0].b.nick", "unknown key 'nick'; known are name, type, id"),
    ],
)  # fmt: skip
def test_a_party_that_does_not_fit_is_refused(
    said: dict[str, Any], entities: list[Any], field: str, part: str
) -> None:
    error = refused(f"\n{article(said, entities=entities)}", "x.jsonl")
    assert (error.line, error.field) == (2, field)
    assert part in error.message


# --- defects and where they are: (document, line, field, part of the message)

TOP = "source: Wire\npublished: 2020-01-01\n"
CLAIM = "claims:\n- kind: marriage\n  a: Ann\n  b: Bob\n  quote: they wed\n"

BAD = [
    (f"{TOP}titel: x\ntext: x", 3, "titel", "unknown key 'titel'; did you mean title?"),
    (f"{TOP}{CLAIM}  knid: x", 8, "claims[0].knid", "unknown key 'knid'; did you mean kind?"),
    (f"{TOP}{CLAIM}  evidence: x", 8, "claims[0].evidence", "unknown key 'evidence'; known are kind, a, b, when"),
    (f"{TOP}{CLAIM}  attribution: [{{agnet: x, role: outlet}}]", 8, "claims[0].attribution[0].agnet", "did you mean agent?"),
    (f"{TOP}entities:\n- name: A\n  type: person\n  alias: B", 6, "entities[0].alias", "did you mean aliases?"),
    (f"{TOP}digest: x", 3, "digest", "unknown key"),
    ("published: 2020-01-01\ntext: x", 1, "source", "is missing"),
    ("source: Wire\ntext: x", 1, "published", "is missing"),
    ("published: 2020-01-01\nsource: '  '\ntext: x", 2, "source", "is empty"),
    ("source: Wire\npublished: yesterday\ntext: x", 2, "published", "'yesterday' is neither a day (YYYY-MM-DD) nor"),
    ("source: Wire\npublished: 2020\ntext: x", 2, "published", "'2020' is neither a day"),
    ("source: Wire\npublished: 2020-01-01T10:00:00\ntext: x", 2, "published", "nor a time with its offset"),
    ("source: Wire\npublished: 2020-01-01T25:00:00Z\ntext: x", 2, "published", "has a time that no clock shows"),
    ("source: Wire\npublished: 2020-02-30\ntext: x", 2, "published", "'2020-02-30' is not a day"),
    (f"{TOP}text: x\nupdated: 2019-12-31", 4, "updated", "2019-12-31 lies before 2020-01-01"),
    (f"{TOP}text: x\nurl: ['https://example.org']", 4, "url", "wants a text, not a list"),
    (f"{TOP}text: [x]", 3, "text", "wants a text, not a list"),
    (TOP, 1, None, "says nothing"),
    (f"{TOP}claims: they wed", 3, "claims", "wants a list, not a text"),
    (f"{TOP}claims:\n- they wed", 4, "claims[0]", "a claim is a mapping (kind, a, b …), not a text"),
    (f"{TOP}claims:\n-\n- kind: x", 4, "claims[0]", "a claim is a mapping (kind, a, b …), not nothing"),
    (f"{TOP}claims:\n- a: Ann\n  quote: x", 4, "claims[0].kind", "is missing"),
    (f"{TOP}claims:\n- a: Ann\n  kind: mariage\n  quote: x", 5, "claims[0].kind", "unknown kind 'mariage'; did you mean marriage?"),
    (f"{TOP}claims:\n- a: Ann\n  kind: [marriage]\n  quote: x", 5, "claims[0].kind", "wants a text, not a list"),
    (f"{TOP}claims:\n- kind: death\n  a: Ann", 4, "claims[0].quote", "no claim enters without its sentence"),
    (f"{TOP}claims:\n- kind: death\n  a: Ann\n  quote: ''", 6, "claims[0].quote", "is "),
    (f"{TOP}claims:\n- kind: death\n  a: Ann\n  quote: ' '", 6, "claims[0].quote", "is empty"),
    (f"{TOP}claims:\n- kind: death\n  a: Ann\n  quote: []", 6, "claims[0].quote", "is missing"),
    (f"{TOP}claims:\n- kind: death\n  a: Ann\n  quote: {{x: y}}", 6, "claims[0].quote", "wants a text, not a mapping"),
    (f"{TOP}claims:\n- kind: death\n  a: Ann\n  quote:\n  - x\n  - [x]", 8, "claims[0].quote[1]", "wants a text, not a list"),
    (f"{TOP}text: x\n{CLAIM}", 8, "claims[0].quote", "'they wed' is not in the text"),
    (f"{TOP}text: x\nclaims:\n- kind: death\n  a: Ann\n  quote:\n  - x\n  - y", 9, "claims[0].quote[1]", "'y' is not in the text"),
    (f"{TOP}{CLAIM}  when: 2012-13-01", 8, "claims[0].when", "there is no month 13"),
    (f"{TOP}{CLAIM}  when: 2011-02-29", 8, "claims[0].when", "'2011-02-29' is not in the calendar"),
    (f"{TOP}{CLAIM}  when: last May", 8, "claims[0].when", "'last May' is not a date"),
    (f"{TOP}{CLAIM}  when: [2012]", 8, "claims[0].when", "wants a text, not a list"),
    (f"{TOP}{CLAIM}  stance: aleged", 8, "claims[0].stance", "unknown stance 'aleged'; did you mean alleged?"),
    (f"{TOP}{CLAIM}  stance: [alleged]", 8, "claims[0].stance", "wants a text, not a list"),
    (f"{TOP}{CLAIM}  attribution:\n  - agent: x\n    role: paper", 10, "claims[0].attribution[0].role", "unknown role 'paper'; known are principal, "),
    (f"{TOP}{CLAIM}  attribution:\n  - agent: x", 9, "claims[0].attribution[0].role", "is missing"),
    (f"{TOP}{CLAIM}  attribution: {{agent: x, role: outlet}}", 8, "claims[0].attribution", "wants a list, not a mapping"),
    (f"{TOP}{CLAIM}  attribution: [Us Weekly]", 8, "claims[0].attribution[0]", "an agent is a mapping (agent, role …), not a text"),
    (f"{TOP}{CLAIM}  hypothetical: maybe", 8, "claims[0].hypothetical", "wants true or false, not 'maybe'"),
    (f"{TOP}{CLAIM}  sensitive: [yes]", 8, "claims[0].sensitive", "wants true or false, not a list"),
    (f"{TOP}{CLAIM}  detail: late", 8, "claims[0].detail", "marriage takes none"),
    (f"{TOP}entities: A", 3, "entities", "wants a list, not a text"),
    (f"{TOP}entities:\n- A", 4, "entities[0]", "an entity is a mapping"),
    (f"{TOP}entities:\n- name: A", 4, "entities[0].type", "is missing"),
    (f"{TOP}entities:\n- name: A\n  type: human", 5, "entities[0].type", "unknown type 'human'"),
    (f"{TOP}entities:\n- name: A\n  type: person\n  aliases: B", 6, "entities[0].aliases", "wants a list, not a text"),
    (f"{TOP}entities:\n- name: A\n  type: person\n  aliases:\n  - B\n  - [C]", 8, "entities[0].aliases[1]", "wants a text, not a list"),
    (f"{TOP}entities:\n- name: A\n  type: person\n  ids: Q1", 6, "entities[0].ids", "wants a mapping, not a text"),
    (f"{TOP}entities:\n- name: A\n  type: person\n  ids: {{Wikidata: Q1}}", 6, "entities[0].ids.Wikidata", "not the name of a data set"),
    (f"{TOP}entities:\n- name: A\n  type: person\n  ids: {{wikidata: a/b}}", 6, "entities[0].ids.wikidata", "is not an id"),
    (f"{TOP}entities:\n- name: A\n  type: person\n  born: 1981-06-31", 6, "entities[0].born", "not in the calendar"),
    ("just some prose", 1, None, "a document is a mapping (source, published, updated …), not a text"),
    ("- source: Wire", 1, None, "a document is a mapping (source, published, updated …), not a list"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "field", "part"), BAD)
def test_a_defect_is_told_with_its_line_and_field(text: str, line: int, field: str | None, part: str) -> None:
    error = refused(text)
    assert (error.line, error.field) == (line, field)
    assert part in error.message

    later = refused(f"{WHOLE}---\n{text}")
    assert (later.line, later.field) == (line + 26, field)

    in_json = refused(f"{as_json(WHOLE)}\n\n{as_json(text)}\n", "x.jsonl")
    assert (in_json.line, in_json.field) == (3, field)
    assert part in in_json.message


@pytest.mark.parametrize(
    ("text", "line", "field", "part"),
    [
        (f"{TOP}text: x\nsource: Y\n", 4, "source", "the key 'source' is given twice"),
        (f"{TOP}{CLAIM}  a: Cy\n", 8, "claims[0].a", "given twice"),
        (f"{TOP}text: x\n? [a]\n: b", 4, None, "a key must be a text"),
        (f"{TOP}text: x\n\"\": b", 4, None, "an empty key"),
        (f"{TOP}text: &t x\n? *t\n: b", 4, None, "a key must be a text"),
        (f"{TOP}text: !!python/object/apply:os.system [x]\n", 3, "text", "tags are not read"),
        (f"{TOP}text: !!str x\n", 3, "text", "tags are not read"),
        (f"{TOP}text: ! x\n", 3, "text", "tags are not read"),
        (f"--- !doc\n{TOP}", 1, None, "tags are not read"),
        (f"{TOP}text: x\nclaims:\n- <<: {{kind: death}}\n", 5, "claims[0].'<<'", "merge keys are not read"),
        (f"{TOP}text: *t\n", 3, "text", "no complete value before it is anchored as &t"),
        (f"{TOP}claims: &c [*c]\n", 3, "claims[0]", "no complete value"),
        (f"{TOP}text: &t {'x' * 600_000}\ntitle: *t\nurl: *t\n", 5, "url", "aliases repeat more than 1,000,000"),
        (f"{TOP}text: \"a\\0b\"\n", 3, "text", "a NUL character"),
        (f"{TOP}text: a\x1b[31mb\n", 3, None, "the control character '\\x1b'"),
        (f"{TOP}text: [x\n", 4, None, "not YAML"),
        (f"{TOP}text: x\n\tb: c\n", 4, None, "not YAML"),
        (f"{TOP}text: a: b\n", 3, None, "not YAML: mapping values are not allowed"),
        (f"{TOP}text: \"\\ud800\"\n", 3, None, "not YAML"),
        (f"{TOP}\u202e: x\n", 3, "'\\u202e'", "unknown key '\\u202e'"),
        ("%YAML 3.0\n---\nsource: x\n", 1, None, "not YAML"),
    ],
)  # fmt: skip
def test_what_yaml_could_play_with_is_refused(text: str, line: int, field: str | None, part: str) -> None:
    error = refused(text)
    assert (error.line, error.field) == (line, field)
    assert part in error.message


@pytest.mark.parametrize(
    ("line", "field", "part"),
    [
        ('{"source": "Wire",, }', None, "not JSON: Expecting property name"),
        ('{"source": "Wire"} x', None, "not JSON: Extra data at column 20"),
        ('{"source": NaN}', None, "NaN is not JSON"),
        ('{"source": -Infinity}', None, "-Infinity is not JSON"),
        ('{"source": "a", "source": "b"}', "source", "given twice"),
        ('{"source": "a\\u0000b"}', "source", "a NUL character"),
        ('{"claims": [{"a": "\\uD800"}]}', "claims[0].a", "half a character, '\\ud800'"),
        ('{"claims": [{"a": "a\tb"}]}', None, "not JSON: Invalid control character"),
        ("[]", None, "a document is a mapping"),
        ("2012", None, "a document is a mapping"),
        ("true", None, "not a truth value"),
        (
            '{"source": true, "published": "2020-01-01", "text": "x"}',
            "source",
            "wants a text, not a truth value",
        ),
        ('{"\\u001b[31m": 1}', "'\\x1b[31m'", "unknown key '\\x1b[31m'"),
    ],
)
def test_what_json_could_play_with_is_refused(line: str, field: str | None, part: str) -> None:
    error = refused(f"{as_json(WHOLE)}\r\n{line}\r\n", "x.jsonl")
    assert (error.line, error.field) == (2, field)
    assert part in error.message


def test_an_escaped_backslash_is_no_doubtful_escape() -> None:
    assert one(article(text="\\u0000 \\ud800 🎉"), "x.jsonl").article.text == "\\u0000 \\ud800 🎉"
    assert (
        one('{"source":"W","published":"2020-01-01","text":"\\ud83c\\udf89"}', "x.jsonl").article.text == "🎉"
    )


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff", "# nothing\n", "---\n---\n", "null\n"])
@pytest.mark.parametrize("name", ["x.yaml", "<stdin>"])
def test_a_file_without_a_document_is_refused(content: str, name: str) -> None:
    assert refused(content, name).message == "holds no document"


@pytest.mark.parametrize("name", ["x.yaml", "x.jsonl"])
@pytest.mark.parametrize(
    ("content", "line", "part"),
    [
        (b"{}\n\xff\xfes\0", 2, "not a text file: a NUL at byte 3 of the line"),
        (b"source: W\n \xe9t\xe9", 2, "not UTF-8: 0xe9 at byte 1 of the line"),
        (b"\x1f\x8b\x08abc", 1, "not UTF-8: 0x8b at byte 1 of the line"),
        ("source: Wé".encode("utf-16"), 1, "NUL at byte 3"),
    ],
)
def test_a_binary_file_is_refused_with_its_byte(name: str, content: bytes, line: int, part: str) -> None:
    if name == "x.jsonl":
        content = content.replace(b"{}", b"null").replace(b"source: W\n", b"\n")
    error = refused(content, name)
    assert (error.line, error.field) == (line, None)
    assert part in error.message


def test_an_alias_within_the_budget_is_the_value_it_stands_for() -> None:
    text = f"{TOP}{CLAIM}  attribution: &chain [{{agent: x, role: outlet}}]\n- kind: divorce\n  a: Ann\n  b: Bob\n"
    first, second = one(f"{text}  quote: &q they parted\n  detail:\n  attribution: *chain\n").claims
    assert first.attribution == second.attribution


def _laughs(levels: int) -> str:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


def _big(n: int) -> str:
    return "y" * n


HOSTILE = {
    "alias bomb": (_laughs(10), "x.yaml"),
    "alias bomb in claims": (
        f"{TOP}claims:\n- &c {{kind: death, a: A, quote: q, attribution: &l [{'{agent: a, role: outlet},' * 3000}]}}\n"
        + "- *c\n" * 30_000,
        "x.yaml",
    ),
    "flow nesting": ("[" * 10_000, "x.yaml"),
    "block nesting": ("- " * 10_000, "x.yaml"),
    "key nesting": ("? " * 10_000, "x.yaml"),
    "mapping nesting": ("{a: " * 10_000, "x.yaml"),
    "nesting on lines": ("\n".join(" " * n + "a:" for n in range(2_000)), "x.yaml"),
    "nesting within": (f"{TOP}claims: {'[' * 100}{']' * 100}", "x.yaml"),
    "json nesting": ("[" * 10_000 + "]" * 10_000, "x.jsonl"),
    "json nesting of mappings": ('{"claims":' * 10_000 + "1" + "}" * 10_000, "x.jsonl"),
    "json nesting within": (f'{{"source": {"[" * 500}"\\u0000"{"]" * 500}}}', "x.jsonl"),
    "5 MB where a date is wanted": (f"source: W\npublished: {_big(5_000_000)}\n", "x.yaml"),
    "5 MB of a when": (f"{TOP}{CLAIM}  when: '[{'1,' * 2_500_000}]'\n", "x.yaml"),
    "5 MB of a key": (f'{{"{_big(5_000_000)}": 1}}', "x.jsonl"),
    "5 MB of a kind": (article(claim(kind=_big(5_000_000))), "x.jsonl"),
    "5 MB of digits": (f'{{"source": {"1" * 5_000_000}}}', "x.jsonl"),
    "5 MB of a name": (article(claim(a=_big(5_000_000))), "x.jsonl"),
    "5 MB of a text without its quote": (
        article(claim(quote=_big(5000) + "z"), text=_big(5_000_000)),
        "x.jsonl",
    ),
    "many keys given twice": ("{" + ",".join(f'"k{n % 50_000}":1' for n in range(100_000)) + "}", "x.jsonl"),
    "NULs": ("\0" * 1_000_000, "x.yaml"),
    "NULs in json": ("\0" * 1_000_000, "x.jsonl"),
    "tags": (f"{TOP}text: !!python/object/apply:os.system ['touch /tmp/x']\n", "x.yaml"),
    "a page": ("<!DOCTYPE html>\n<html><script>alert(1)</script></html>\n", "page.html"),
    "numbers that are none": (article(claim(when="X")).replace('"X"', "1e999999999"), "x.jsonl"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_input_is_bad_input_in_bounded_time(case: str) -> None:
    content, name = HOSTILE[case]
    started = time.perf_counter()
    error = refused(content, name)
    assert time.perf_counter() - started < 30  # bounded, not quick: an alias bomb would take hours
    assert len(str(error)) < 2000


def test_a_huge_text_is_read() -> None:
    text = "word " * 1_000_000 + "they wed"
    started = time.perf_counter()
    assert one(article(claim(), text=text), "x.jsonl").claims[0].evidence[0].start == 5_000_000
    assert one(f"{TOP}{CLAIM}text: {text}").claims[0].evidence[0].start == 5_000_000
    assert time.perf_counter() - started < 30


@pytest.mark.parametrize("name", ["x.yaml", "x.jsonl", "x.json", "<stdin>"])
@settings(deadline=None)
@given(data=st.data())
def test_random_bytes_raise_nothing_but_bad_input(name: str, data: st.DataObject) -> None:
    raw = data.draw(
        st.binary(max_size=200)
        | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
        | st.text("&*!?-:,[]{}#|>'\"%@`~<\n\t a0\\", max_size=100).map(lambda text: f"{TOP}{text}".encode())
    )
    try:
        read(raw, name)
    except BadInput as error:
        assert str(error).isprintable()


WORDS = ["source", "claims", "kind", "a", "b", "name", "type", "id", "quote", "when", "entities", "text", "marriage",
         "mention", "attendance", "person", "Wire", "2020-01-01", "they wed", "attribution", "detail", "ids"]  # fmt: skip
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(WORDS) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@settings(deadline=None)
@given(
    ANY_JSON,
    st.dictionaries(st.sampled_from(["a", "b", "when", "quote", "attribution", "detail", "kind"]), ANY_JSON),
)
def test_any_values_raise_nothing_but_bad_input(value: Any, changes: dict[str, Any]) -> None:
    for line in (
        json.dumps(value),
        article(claim(**changes)),
        article(claim(), entities=[value], title=value),
    ):
        for name in ("x.jsonl", "x.yaml"):
            try:
                read(line, name)
            except BadInput as error:
                assert str(error).isprintable()


# --- the way back

NAMES = st.sampled_from(["Ann Vale", "Bob Reed", "Cleo Hart", "Zoë 🎉 Quin", "Nat"])
THINGS = st.sampled_from(["Closer", "Angel City FC", "the Gala"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


@st.composite
def parties(draw: st.DrawFn, place: Place, name: str) -> Any:
    """A bare name, or a mapping with what fits the place."""
    mapping = {"name": name, "type": str(draw(st.sampled_from(sorted(place.types))))}
    if place.default is not None and draw(st.booleans()):
        return draw(st.sampled_from([name, {"name": name}]))
    return mapping | draw(st.sampled_from([{}, {"id": f"p:{name[0]}"}]))


@st.composite
def claims(draw: st.DrawFn, text: str) -> dict[str, Any]:
    kind = KINDS[draw(st.sampled_from(list(KINDS)))]
    first, second = PLACES[kind.name]
    a, b = draw(st.lists(NAMES, min_size=2, max_size=2, unique=True))
    person = EntityType.PERSON
    said = {"kind": kind.name, "a": draw(parties(first, a if person in first.types else draw(THINGS)))}
    if second:
        said["b"] = draw(parties(second, b if person in second.types else draw(THINGS)))
    start = draw(st.integers(0, len(text) - 1))
    quote = text[start : draw(st.integers(start + 1, len(text)))]
    optional = {
        "when": st.sampled_from(["2012", "1964/1974", "2012-05~", "/", "[..2001]"]),
        "stance": st.sampled_from(["reported", "alleged", "denied", "confirmed"]),
        "attribution": st.lists(
            st.fixed_dictionaries({"agent": NAMES, "role": st.just("outlet")}), max_size=2
        ),
        "hypothetical": st.booleans(),
        "sensitive": st.booleans(),
        "detail": st.sampled_from(kind.details or ["aunt"]),
    }
    if kind.details == ():
        del optional["detail"]
    quotes = st.sampled_from([quote, [quote, text]])
    return said | draw(st.fixed_dictionaries({"quote": quotes}, optional=optional))


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    text = draw(TEXTS.filter(str.strip))
    entity = st.fixed_dictionaries(
        {"name": NAMES, "type": st.just("person")},
        optional={
            "id": st.sampled_from(["p:1", "p:2"]),
            "aliases": st.lists(st.sampled_from(["Annie", "Nat"]), max_size=2),
            "ids": st.dictionaries(st.sampled_from(["x", "wikidata"]), st.sampled_from(["Q1", "Q2"])),
            "born": st.just("1981-06"),
        },
    )
    optional = {
        "updated": st.just("2020-01-02"),
        "title": TEXTS,
        "url": st.just("https://example.org/1"),
        "language": st.just("en"),
        "entities": st.lists(entity, max_size=2),
        "claims": st.lists(claims(text), max_size=3),
    }
    said = {"source": NAMES, "published": st.sampled_from(["2020-01-01", "2020-01-01T09:30:00+02:00"])}
    return {**draw(st.fixed_dictionaries({**said, "text": st.just(text)}, optional=optional))}


@settings(max_examples=400, deadline=None)
@given(documents())
def test_a_document_reads_back_as_it_was_written(document: dict[str, Any]) -> None:
    try:
        first = one(json.dumps(document), "x.jsonl")
    except BadInput:
        return
    written = to_json(first)
    assert "\n" not in written
    assert one(written, "x.jsonl") == first
    assert to_json(one(written, "x.jsonl")) == written
    assert [c.id(first.article.version) for c in one(written, "x.jsonl").claims] == [
        c.id(first.article.version) for c in first.claims
    ]


def test_a_document_is_written_without_what_goes_without_saying() -> None:
    assert json.loads(to_json(one(article(claim()), "x.jsonl"))) == json.loads(
        article(claim(), text="they wed")
    )

"""A tree to a document: keys are held against the known ones, then each value is validated once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from relgraph.ages import years_before
from relgraph.articles import Article, text_digest
from relgraph.claims import Claim, Origin
from relgraph.dates import BadDate, day_of, iso
from relgraph.documents.document import ArticleDocument
from relgraph.documents.parties import PLACES, Declared, Found, declared, party_of
from relgraph.documents.quotes import evidence_of, quotes_of
from relgraph.documents.tree import Defect, Row, Value, called, list_of, mapping_of, nearest, shown, text_of
from relgraph.entities import Entity
from relgraph.kinds import KINDS

_DOCUMENT = ("source", "published", "updated", "title", "url", "language", "text", "entities", "claims")
_ARTICLE = ("source", "published", "updated", "title", "url", "language")
_ENTITY = ("name", "type", "id", "aliases", "names", "ids", "born", "age")
_NAME = ("name", "kind", "when")
_CLAIM = ("kind", "a", "b", "when", "stance", "attribution", "quote", "hypothetical", "sensitive", "detail",
          "extractor")  # fmt: skip
_OLDEST = 130
_AGENT = ("agent", "role")
_ORIGIN = ("name", "version", "model", "rule")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}

Model = TypeVar("Model", bound=BaseModel)
Read = TypeVar("Read")


def document_of(tree: Value, file: str, line: int) -> ArticleDocument:
    """What the tree of one document says. Raises Defect at the first thing that is wrong."""
    said = mapping_of(tree, _DOCUMENT, "a document")
    entities = tuple(_each(said, "entities", lambda value: _entity(value, said)))
    known = declared(entities)
    drafts = _each(said, "claims", _draft)
    article = _article(said, entities, [quote for _, quotes in drafts for quote in quotes])
    claims = tuple(_claims(drafts, article, known))
    listed = said.get("claims")
    lines = listed.lines if isinstance(listed, Row) else [line] * len(claims)
    return ArticleDocument(article, entities, claims, file, line, tuple(lines), _origins(drafts))


def _each(said: dict[str, Value], key: str, read: Callable[[Value], Read]) -> list[Read]:
    """What `read` makes of each item of a list."""
    values = _at(key, list_of, said.get(key))
    made = []
    for place, value in enumerate(values):
        try:
            made.append(read(value))
        except Defect as defect:
            raise defect.within(key, place) from None
    return made


def _at(key: str, read: Callable[[Value], Read], value: Value) -> Read:
    """What `read` makes of the value under a key."""
    try:
        return read(value)
    except Defect as defect:
        raise defect.within(key) from None


def _entity(value: Value, document: dict[str, Value]) -> Entity:
    fields: dict[str, Any] = dict(mapping_of(value, _ENTITY, "an entity"))
    if "names" in fields:
        fields["names"] = _each(fields, "names", lambda name: mapping_of(name, _NAME, "a name of a kind"))
    if "age" in fields:
        if "born" in fields:
            raise Defect(("age",), "says again what `born` says")
        fields["born"] = _born(fields.pop("age"), document)
    return _validated(Entity, fields)


def _born(age: Value, document: dict[str, Value]) -> str | None:
    """The days of birth of somebody who is that old when the article is told; None if it has no day."""
    if not isinstance(age, str) or not age.isdecimal() or int(age) > _OLDEST:
        raise Defect(("age",), f"wants full years, 0 to {_OLDEST}")
    try:
        told = day_of(str(document.get("updated") or document.get("published")))
    except BadDate:
        return None  # which is said where it stands
    first, last = years_before(told, int(age) + 1) + 1, years_before(told, int(age))
    return f"[{iso(first)}..{iso(last)}]"


def _article(said: dict[str, Value], entities: tuple[Entity, ...], quotes: list[str]) -> Article:
    text = said.get("text")
    if text is not None and not isinstance(text, str):
        raise Defect(("text",), f"wants a text, not {called(text)}")
    text = text or "\n".join(quotes) or None
    if text is None and not entities:
        raise Defect((), "says nothing: it has neither text nor claims nor entities")
    fields: dict[str, Any] = {key: said[key] for key in _ARTICLE if key in said}
    digest = text_digest(text) if text is not None else _digest_of(entities, str(said.get("published")))
    article = _validated(Article, {**fields, "text": text, "digest": digest})
    if article.updated and day_of(article.updated) < day_of(article.published):
        raise Defect(("updated",), f"{article.updated} lies before {article.published}, its publication")
    return article


def _digest_of(entities: tuple[Entity, ...], published: str) -> str:
    """What tells a document that only declares entities from others of its source."""
    bodies = [entity.model_dump_json(exclude_defaults=True) for entity in entities]
    return text_digest("\n".join([published, *bodies]))


def _draft(value: Value) -> tuple[dict[str, Value], list[str]]:
    """A claim with known keys, and its quotes: without a text they are what the others are looked up in."""
    said = mapping_of(value, _CLAIM, "a claim")
    return said, _at("quote", quotes_of, said.get("quote"))


def _claims(
    drafts: list[tuple[dict[str, Value], list[str]]], article: Article, known: Declared
) -> list[Claim]:
    claims = []
    for place, (said, quotes) in enumerate(drafts):
        try:
            claims.append(_claim(said, quotes, article, known))
        except Defect as defect:
            raise defect.within("claims", place) from None
    return claims


def _claim(said: dict[str, Value], quotes: list[str], article: Article, known: Declared) -> Claim:
    kind = _kind(said)
    fields: dict[str, Any] = said | _parties(said, kind, known)
    del fields["quote"]
    fields.pop("extractor", None)
    for flag in ("hypothetical", "sensitive"):
        if flag in said:
            fields[flag] = _at(flag, _truth, said[flag])
    if "attribution" in said:
        fields["attribution"] = _each(said, "attribution", lambda link: mapping_of(link, _AGENT, "an agent"))
    fields["evidence"] = _evidence(said, quotes, article)
    return _validated(Claim, fields)


def _origins(drafts: list[tuple[dict[str, Value], list[str]]]) -> tuple[Origin | None, ...]:
    """What proposed each claim; empty if nothing but a person did."""
    origins = []
    for place, (said, _) in enumerate(drafts):
        try:
            origins.append(_at("extractor", _origin, said.get("extractor")))
        except Defect as defect:
            raise defect.within("claims", place) from None
    return tuple(origins) if any(origins) else ()


def _origin(value: Value) -> Origin | None:
    return None if value is None else _validated(Origin, mapping_of(value, _ORIGIN, "an extractor"))


def _kind(said: dict[str, Value]) -> str:
    if "kind" not in said:
        raise Defect(("kind",), "is missing")
    kind = _at("kind", text_of, said["kind"])
    if kind not in KINDS:
        raise Defect(("kind",), f"unknown kind {shown(kind)}; {nearest(kind, list(KINDS))}")
    return kind


def _parties(said: dict[str, Value], kind: str, known: Declared) -> dict[str, Any]:
    first, second = PLACES[kind]
    if "a" not in said:
        raise Defect(("a",), f"is missing: {kind} is said of somebody")
    a = _at("a", lambda value: party_of(value, kind, first, known), said["a"])
    if second is None:
        if "b" in said:
            raise Defect(("b",), f"{kind} is said of one party alone")
        return {"a": a.fields}
    if "b" not in said:
        raise Defect(("b",), f"is missing: {kind} is said of two")
    b = _at("b", lambda value: party_of(value, kind, second, known), said["b"])
    if _one_entity(a, b):
        raise Defect(("b",), f"{kind}: a and b are the same {b.fields['type']}")
    return {"a": a.fields, "b": b.fields}


def _one_entity(a: Found, b: Found) -> bool:
    """Whether two parties of other names are one all the same: by their id, or as declared."""
    if a.entity is not None and a.entity is b.entity:
        return True
    return a.fields.get("id") is not None and a.fields.get("id") == b.fields.get("id")


def _truth(value: Value) -> bool:
    if isinstance(value, str) and value.lower() in _TRUTH:
        return _TRUTH[value.lower()]
    if isinstance(value, bool):
        return value
    raise Defect((), f"wants true or false, not {shown(value) if isinstance(value, str) else called(value)}")


def _evidence(said: dict[str, Value], quotes: list[str], article: Article) -> list[Any]:
    evidence = []
    for place, quote in enumerate(quotes):
        try:
            evidence.append(evidence_of(quote, article.text or "", article.title))
        except Defect as defect:
            raise defect.within("quote", *([place] if isinstance(said["quote"], list) else [])) from None
    return evidence


def _validated(model: type[Model], fields: dict[str, Any]) -> Model:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        path = tuple(part for part in found["loc"] if part != "[key]")
        message = _wrong(found)
        if not path:  # of the whole claim; the parties' types are held against the kind already
            path = ("detail",) if message.startswith("detail") else ("b",)
        raise Defect(path, message) from None


_PATTERNS = {
    "published": "neither a day (YYYY-MM-DD) nor a time with its offset (2023-08-07T09:30:00+02:00)",
    "updated": "neither a day (YYYY-MM-DD) nor a time with its offset (2023-08-07T09:30:00+02:00)",
    "[key]": "not the name of a data set: small letters, digits and _",
}


def _wrong(found: Any) -> str:
    """What pydantic found, in our words."""
    type_, value, context = found["type"], found["input"], found.get("ctx", {})
    if type_ == "missing":
        return "is missing"
    if type_ == "value_error":
        return str(context["error"])
    if type_ in ("string_type", "enum") and not isinstance(value, str):
        return f"wants a text, not {called(value)}"
    if type_ == "enum":
        words = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        return f"unknown {found['loc'][-1]} {shown(value)}; {nearest(value, words)}"
    if type_ == "string_too_short":
        return "is empty"
    if type_ == "string_too_long":
        return f"is longer than {context['max_length']} characters"
    if type_ == "string_pattern_mismatch":
        return f"{shown(value)} is {_PATTERNS.get(found['loc'][-1], 'not an id: no spaces, /, ? or #')}"
    if type_ == "tuple_type":
        return f"wants a list, not {called(value)}"
    if type_ in ("dict_type", "model_type"):
        return f"wants a mapping, not {called(value)}"
    return str(found["msg"])

"""A document to one line of JSON that reads back as the same document."""

from __future__ import annotations

import json
from typing import Any

from relgraph.claims import Claim, Origin
from relgraph.documents.document import ArticleDocument
from relgraph.documents.parties import PLACES, Place
from relgraph.entities import Party


def to_json(document: ArticleDocument) -> str:
    """One line of JSONL, without what is left out or as by default. Evidence is its quotes, as people write it."""
    said = document.article.model_dump(exclude_none=True, exclude={"digest"})
    if document.entities:
        said["entities"] = [
            entity.model_dump(mode="json", exclude_defaults=True) for entity in document.entities
        ]
    if document.claims:
        said["claims"] = [_claim(claim, document.origin(at)) for at, claim in enumerate(document.claims)]
    return json.dumps(said, ensure_ascii=False)


def _claim(claim: Claim, origin: Origin | None) -> dict[str, Any]:
    first, second = PLACES[claim.kind]
    quotes = [evidence.quote for evidence in claim.evidence]
    said: dict[str, Any] = {"kind": claim.kind, "a": _party(claim.a, first)}
    if claim.b and second:
        said["b"] = _party(claim.b, second)
    said |= claim.model_dump(mode="json", exclude_defaults=True, exclude={"kind", "a", "b", "evidence"})
    said["quote"] = quotes[0] if len(quotes) == 1 else quotes
    return said | ({"extractor": origin.model_dump()} if origin else {})


def _party(party: Party, place: Place) -> str | dict[str, Any]:
    """The bare name where nothing else needs saying."""
    if party.id is None and len(place.types) == 1:
        return party.name
    return party.model_dump(mode="json", exclude_none=True)

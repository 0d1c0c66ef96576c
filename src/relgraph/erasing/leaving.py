"""What is left of a record of which a part is erased.

Of an article stays that it was published, where and when, as long as others' claims need it; its text goes whole,
since what is told around a name tells who it is. Of a claim about others its quotes stay with what was erased cut out;
if no word of its sentences is left, or one of its parties bears the name, it goes too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from relgraph.articles import article_id
from relgraph.erasing.masking import ERASED, Mask, says_something
from relgraph.names import folded

Body = dict[str, Any]


def of_article(body: Mapping[str, Any], mask: Mask, printed: str | None) -> Body:
    """An ArticleAdded without its text. `printed` is alike for all articles whose text was one, None if no other is."""
    article = body["article"]
    left = {key: value for key, value in article.items() if key != "text"}
    if mask.holds(left.get("title", "")):
        del left["title"]
    if mask.is_in_address(left.get("url", "")):
        del left["url"]
    left["source"] = mask.text(left["source"])
    id = article.get("known_as") or article_id(article.get("url"), article["source"], article["digest"])
    if id != article_id(left.get("url"), left["source"], left["digest"]):
        left["known_as"] = id
    if printed and "printed" not in left:
        left["printed"] = printed
    return {"article": left}


def of_entity(body: Mapping[str, Any], mask: Mask) -> Body | None:
    """An EntityAdded of somebody else; None if nothing can be left of it."""
    entity = body["entity"]
    if mask.holds(entity["name"]) or mask.is_in_address(entity.get("id") or ""):
        return None
    left = dict(entity)
    if "aliases" in entity:
        left["aliases"] = [alias for alias in entity["aliases"] if not mask.holds(alias)]
    if "names" in entity:
        left["names"] = [typed for typed in entity["names"] if not mask.holds(typed["name"])]
    return {**body, "entity": left} if mask.value(left) == left else None


def of_claim(body: Mapping[str, Any], mask: Mask, names: frozenset[str]) -> Body | None:
    """A ClaimMade or ClaimCorrected about others; None if nothing can be left of it.

    A party that bears one of the `names`, folded, is a namesake: the claim is about that one and stays as it is.
    """
    claim = body["claim"]
    parties = [party for party in (claim["a"], claim.get("b")) if party]
    if any(folded(party["name"]) in names for party in parties):
        return dict(body)
    if any(mask.holds(party["name"]) or mask.is_in_address(party.get("id") or "") for party in parties):
        return None
    evidence = [left for quote in claim["evidence"] if (left := _quote(quote, mask))]
    if not evidence:
        return None
    rest = {key: value for key, value in claim.items() if key not in ("a", "b", "evidence")}
    parts = {key: claim[key] for key in ("a", "b") if key in claim}
    others = {key: value for key, value in body.items() if key != "claim"}
    return {**mask.value(others), "claim": {**parts, **mask.value(rest), "evidence": evidence}}


def _quote(quote: Mapping[str, Any], mask: Mask) -> Body | None:
    text = mask.text(quote["quote"])
    if text == quote["quote"]:
        return dict(quote)
    if not says_something(text):
        return None
    return {"quote": text, "start": quote["start"], "end": quote["start"] + len(text)}


def of_correction(body: Mapping[str, Any], mask: Mask) -> Body:
    """A ClaimCorrected whose claim goes: what it corrects stays corrected, or edited by the same person."""
    kept = {key: mask.text(body[key]) for key in ("corrects", "published", "version", "by") if key in body}
    return {**kept, "why": ERASED}


def of_retraction(body: Mapping[str, Any]) -> Body:
    """A ClaimRetracted of what goes: if that is ever taken in again, it is withdrawn as before."""
    return {**body, "why": ERASED}

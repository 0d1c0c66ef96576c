"""What a person says of proposed claims: accepted, rejected, or read otherwise. All of it are events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from relgraph.claims import Claim
from relgraph.errors import BadInput
from relgraph.events import ClaimCorrected, ClaimReviewed, Event, now
from relgraph.ingest import Loaded, Store, body_of, event_of, find_claim, take_in
from relgraph.queries.reviews import waiting
from relgraph.queries.told import told

Verdict = Literal["accepted", "rejected"]

_STATES = {"accepted": (0, 0), "rejected": (1, 0)}
"""What `rejected` and `unreviewed` of a claim are after each verdict."""


def review(store: Store, claims: Iterable[str], verdict: Verdict, by: str) -> Loaded:
    """Note what a person says of claims (ids, or their first digits), of all or of none.

    What stands so already counts as a duplicate. Raises NotFound, Ambiguous, and BadInput for a claim that was edited.
    """
    at = now()
    events, there = [], 0
    for position, id in dict.fromkeys(find_claim(store, claim) for claim in claims):
        _not_edited(store, id)
        query = "SELECT rejected, unreviewed FROM claim WHERE position = ?"
        if store.connection.execute(query, (position,)).fetchone() == _STATES[verdict]:
            there += 1
        else:
            events.append(ClaimReviewed(claim=id, verdict=verdict, by=by, at=at))
    loaded = take_in(store, events)
    return replace(loaded, duplicates=loaded.duplicates + there)


def edit(store: Store, claim: str, changes: Mapping[str, Any], by: str, why: str) -> tuple[Loaded, str]:
    """Note that a person reads a sentence otherwise: the claim differs in `changes` (fields of Claim).

    Returns what came in, and the id of the new claim, which counts from the day on which the old one would have.
    Raises NotFound or Ambiguous; BadInput if what comes out is no claim, or the same one, or it was edited before.
    """
    position, id = find_claim(store, claim)
    _not_edited(store, id)
    body = body_of(store, position)
    published = body["published"] if "published" in body else _published(store, body["version"])
    edited = event_of(
        ClaimCorrected, corrects=id, claim={**body["claim"], **changes}, published=published, why=why, by=by
    )  # fmt: skip
    if edited.claim == Claim.model_validate(body["claim"]):
        raise BadInput("the edit changes nothing")
    events: list[Event] = [ClaimReviewed(claim=id, verdict="edited", by=by, at=now()), edited]
    return take_in(store, events), edited.id


def waiting_of(store: Store, article: str) -> list[str]:
    """The ids of the claims of an article (its URL or id) that wait for review. Raises NotFound."""
    claims = told(store.connection, waiting(store.connection, article))
    return [claim.id for claim in claims.values()]


def _not_edited(store: Store, id: str) -> None:
    query = """
        SELECT id FROM amendment JOIN body USING (position)
        WHERE target = ? AND sort = 'corrected' AND json_extract(body, '$.by') IS NOT NULL"""
    row = store.connection.execute(query, (id,)).fetchone()
    if row:
        raise BadInput(
            f"claim {id[:12]} was edited: claim {row[0][:12]} stands in its place, review that one"
        )


def _published(store: Store, version: str) -> str:
    """When a version of an article was told, as written."""
    query = "SELECT position FROM article WHERE version = ?"
    (position,) = store.connection.execute(query, (version,)).fetchone()
    article = body_of(store, position)["article"]
    return str(article.get("updated") or article["published"])

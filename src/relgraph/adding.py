"""Extracted articles on their way into the log: whom their bare names lead to, and what an earlier reading said.

An article that is read again by newer rules is proposed anew: what only the older ones proposed is dropped, unless a
person has looked at it, and what is proposed again after it was dropped stands again. Nothing is rewritten; all of it
are events.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from relgraph.claims import Claim, Origin
from relgraph.documents import ArticleDocument
from relgraph.entities import Party, local_id, named_id
from relgraph.events import ClaimMade, ClaimReviewed, now
from relgraph.ingest import Loaded, Progress, Store, load
from relgraph.kinds import EntityType
from relgraph.names import folded


class Earlier(NamedTuple):
    """A claim that the log holds already for a version of an article."""

    id: str
    made: ClaimMade
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """What came in, and what became of the claims of earlier readings."""

    loaded: Loaded
    dropped: tuple[Earlier, ...] = ()
    restored: tuple[Earlier, ...] = ()


def add(
    store: Store,
    documents: Iterable[ArticleDocument],
    progress: Progress | None = None,
    *,
    restore: bool = False,
) -> Added:
    """Take in extracted documents, all or none; with `restore` also what was erased. Raises as `ingest.load`."""
    settled: list[ArticleDocument] = []
    dropped: list[Earlier] = []
    restored: list[Earlier] = []
    reviews: list[ClaimReviewed] = []
    at = now()
    for document in documents:
        earlier = list(_earlier(store, document.article.version))
        document = _settled(store, document, earlier)
        settled.append(document)
        if document.origins and (origin := document.origins[0]):
            proposed = {claim.id(document.article.version) for claim in document.claims}
            gone = [one for one in earlier if one.id not in proposed and _may_drop(one, origin)]
            again = [one for one in earlier if one.id in proposed and one.verdict == "dropped"]
            reviews += [_review(one, "dropped", origin, at) for one in gone]
            reviews += [_review(one, "proposed", origin, at) for one in again]
            dropped += gone
            restored += again
    loaded = load(store, settled, progress, reviews, restore=restore)
    return Added(loaded, tuple(dropped), tuple(restored))


def _may_drop(earlier: Earlier, origin: Origin) -> bool:
    """Whether a claim is of an older version of that extractor, and nobody has said anything of it."""
    made = earlier.made
    return (
        made.extractor == origin.name
        and _numbers(made.extractor_version or "") < _numbers(origin.version)
        and earlier.verdict in (None, "proposed")
    )


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _review(earlier: Earlier, verdict: str, origin: Origin, at: str) -> ClaimReviewed:
    by = f"{origin.name} {origin.version} ({origin.model})"
    return ClaimReviewed.model_validate({"claim": earlier.id, "verdict": verdict, "by": by, "at": at})


# ---- what the log holds


def _earlier(store: Store, version: str) -> Iterator[Earlier]:
    """The claims that the log holds for a version of an article."""
    query = "SELECT claim.position FROM claim JOIN article ON no = article WHERE version = ? ORDER BY claim.position"
    for (position,) in store.connection.execute(query, (version,)).fetchall():
        for record in store.log.read(position - 1, position):
            if record.type == "ClaimMade" and record.body is not None:
                yield Earlier(record.id, ClaimMade(**json.loads(record.body)), _verdict(store, record.id))


def _verdict(store: Store, claim: str) -> str | None:
    """What was said of a claim last; the word of a person, or of the outlet, counts before an extractor's."""
    query = (
        "SELECT sort FROM amendment WHERE target = ?"
        " ORDER BY sort IN ('dropped', 'proposed'), at DESC, id DESC LIMIT 1"
    )
    row = store.connection.execute(query, (claim,)).fetchone()
    return row[0] if row else None


# ---- whom bare names lead to


def _settled(store: Store, document: ArticleDocument, earlier: list[Earlier]) -> ArticleDocument:
    """The document with each claim as the log holds it, if it does, and with names that lead somewhere.

    A bare first or last name leads to nobody outside of its article, unless the log knows somebody by exactly that
    name: whoever goes by one name only is declared, or imported, by it.
    """
    held = {_said(one.made.claim): one.made.claim for one in earlier}
    lead = _leading(store, document)
    claims = []
    for claim in document.claims:
        parties = {
            side: party.model_copy(update={"id": None})
            for side, party in (("a", claim.a), ("b", claim.b))
            if party and party.name in lead
        }
        claim = claim.model_copy(update=parties)
        claims.append(held.get(_said(claim), claim))
    return replace(document, claims=tuple(claims))


def _leading(store: Store, document: ArticleDocument) -> set[str]:
    """The bare names that lead beyond the article: declared in it, or known by the log, but for those of children."""
    own = {name for entity in document.entities for name in (entity.name, *entity.other_names)}
    children = {claim.b.name for claim in document.claims if claim.kind == "parenthood" and claim.b}
    bare = {
        party.name: party
        for claim in document.claims
        for party in (claim.a, claim.b)
        if party and party.id == local_id(party.name, party.type, document.article.id)
    }
    return {
        name for name, party in bare.items() if name in own or (name not in children and _known(store, party))
    }


def _known(store: Store, party: Party) -> bool:
    """Whether the log has somebody by exactly that name; an extracted bare name alone makes nobody known."""
    query = (
        "SELECT 1 FROM name JOIN entity ON no = entity WHERE folded = ? AND name.name = ? AND type = ?"
        " AND (declared > 0 OR entity.id = ?) LIMIT 1"
    )
    given = (folded(party.name), party.name, EntityType.PERSON, named_id(party.name, party.type))
    return store.connection.execute(query, given).fetchone() is not None


def _said(claim: Claim) -> tuple[object, ...]:
    """What a claim says, whomever its names lead to."""
    parties = tuple(party and (party.name, party.type) for party in (claim.a, claim.b))
    agents = tuple((link.agent, link.role) for link in claim.attribution)
    return claim.kind, parties, claim.when, claim.stance, agents, tuple(one.quote for one in claim.evidence)

"""The gate between what an extractor proposes and what may become a claim, for every extractor the same.

A claim enters only with its sentence, letter by letter where it says; with parties that the article names, of the
types that its kind is said of; in the closed vocabulary; and once. What fails is listed with its reason and stays out:
nothing is bent into shape, since a bent claim would be the gate's and not the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import ValidationError

from relgraph.articles import Article
from relgraph.claims import Claim
from relgraph.entities import local_id
from relgraph.extract.protocol import Named, Proposal
from relgraph.extract.view import View
from relgraph.kinds import KINDS, EntityType
from relgraph.names import folded, plain_name


class Refused(NamedTuple):
    """A proposal that may not become a claim, and why."""

    kind: str
    parties: tuple[str, ...]
    quote: str
    reason: str


class Passed(NamedTuple):
    """What passed, each claim beside its proposal, and what did not."""

    claims: tuple[Claim, ...]
    proposals: tuple[Proposal, ...]
    refused: tuple[Refused, ...]


class _Unfit(Exception):
    """Why a proposal may not become a claim."""


def judge(proposals: Iterable[Proposal], article: Article, view: View) -> Passed:
    """Sort the proposals for an article; `view` is its text as the extractor read it."""
    words = frozenset(_words(view.text))
    passed: dict[tuple[object, ...], tuple[Claim, Proposal]] = {}
    refused = []
    for proposal in proposals:
        try:
            claim = _claim(proposal, article, view, words)
            key = _identity(claim)
            if key in passed:
                raise _Unfit("the same claim was proposed before")
            passed[key] = claim, proposal
        except _Unfit as unfit:
            parties = tuple(party.name for party in (proposal.a, proposal.b) if party)
            refused.append(Refused(proposal.kind, parties, proposal.quote, str(unfit)))
    return Passed(
        tuple(claim for claim, _ in passed.values()),
        tuple(proposal for _, proposal in passed.values()),
        tuple(refused),
    )


def _claim(proposal: Proposal, article: Article, view: View, words: frozenset[str]) -> Claim:
    """The proposal as a claim. Raises _Unfit."""
    if proposal.kind not in KINDS:
        raise _Unfit(f"{proposal.kind!r} is not a kind of claim")
    fields: dict[str, Any] = {
        "kind": proposal.kind,
        "a": _party(proposal.a, article, words),
        "b": proposal.b and _party(proposal.b, article, words),
        "when": proposal.when,
        "stance": proposal.stance,
        "attribution": [{"agent": link.agent, "role": link.role} for link in proposal.attribution],
        "evidence": (_evidence(proposal, article.text or "", view),),
        "hypothetical": proposal.hypothetical,
        "sensitive": proposal.sensitive,
        "detail": proposal.detail,
    }
    try:
        claim = Claim.model_validate(fields)
    except ValidationError as error:
        raise _Unfit(_told(error)) from None
    if claim.b and claim.a.type == claim.b.type and folded(claim.a.name) == folded(claim.b.name):
        raise _Unfit(f"{claim.a.name!r} can't be in a bond with itself")
    return claim


def _evidence(proposal: Proposal, text: str, view: View) -> dict[str, object]:
    """The quote as the kept text has it. Raises _Unfit if it does not stand where it is said to stand."""
    at, quote = proposal.at, proposal.quote
    if not quote.strip():
        raise _Unfit("there is no quote")
    if at < 0 or not view.text.startswith(quote, at):
        raise _Unfit(f"the quote does not stand in the text at character {at}")
    start, end = view.span(at, at + len(quote))
    return {"quote": text[start:end], "start": start, "end": end}


# ---- parties


_NOBODY = frozenset(
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs this that these "
    "those who whom whose which one someone somebody anyone anybody everyone nobody himself herself themselves itself "
    "here there".split()
)


def _party(named: Named, article: Article, words: frozenset[str]) -> dict[str, object]:
    """A party as a claim takes it. Raises _Unfit if the article does not name it."""
    try:
        name = plain_name(named.name)
    except ValueError as error:
        raise _Unfit(str(error)) from None
    own = _words(name)
    if not own or (len(own) == 1 and own[0] in _NOBODY):
        raise _Unfit(f"{name!r} is not a name")
    if missing := [word for word in own if word not in words]:
        raise _Unfit(f"the article does not name {name!r}: {missing[0]!r} is not in it")
    party: dict[str, object] = {"name": name, "type": named.type}
    if is_bare(name, named.type):
        party["id"] = local_id(name, EntityType.PERSON, article.id)
    return party


def is_bare(name: str, type: EntityType) -> bool:
    """Whether a name is a first or a last name alone, that leads to nobody outside of its article."""
    return type == EntityType.PERSON and len(name.split()) == 1


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


# ---- sameness


def _identity(claim: Claim) -> tuple[object, ...]:
    """What makes two proposals one: all that makes the claim's id, whichever way round an undirected pair is named."""
    parties = [(party.type, folded(party.name)) for party in (claim.a, claim.b) if party]
    if not KINDS[claim.kind].directed:
        parties.sort()
    agents = tuple((link.agent, link.role) for link in claim.attribution)
    quotes = tuple(evidence.quote for evidence in claim.evidence)
    return claim.kind, tuple(parties), claim.when, claim.stance, agents, quotes


def _told(error: ValidationError) -> str:
    """What is wrong with a claim, in a line."""
    first = error.errors(include_url=False)[0]
    message = str(first["msg"]).removeprefix("Value error, ")
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {message}" if place else message

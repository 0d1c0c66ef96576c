"""Step 3b: who "they", "the couple" and "their" are: the pair that the article speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules.said import COUPLE_KINDS, SUBJECTS, Pair
from relgraph.extract.rules.story import NOBODY, ParsedLine, Party, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver

COUPLE = frozenset(
    "couple pair duo two twosome exes spouses lovebirds newlyweds parents co-stars costars stars "
    "actors lovers".split()
)
"""Nouns for two people."""

_LAST = 40  # pairs that are looked at
_LINES = 15  # how far back a pair may lie
_LOOSE = 2  # sentences after which two who were only named together are forgotten


def couple(res: Resolver, line: ParsedLine, token: Token) -> Ref:
    """The pair that fits best: near, prominent, claimed; one that is named after if none was named before."""
    here = res.said.sentence(line, token)
    best: tuple[float, Pair] | None = None
    for pair in reversed(res.said.pairs[-_LAST:]):
        if (pair.line, pair.token) >= (line.index, token.i) or line.index - pair.line > _LINES:
            continue
        away = here - pair.sentence
        if (pair.loose and away >= _LOOSE) or (away > _LOOSE and not _of_love(res, pair)):
            continue
        score = _score(pair, away, token.lower_ in COUPLE)
        if best is None or score > best[0] + 1e-9:
            best = score, pair
    if best is None:
        return _named_after(line, token)
    return _pair(token, best[1].a, best[1].b)


def _of_love(res: Resolver, pair: Pair) -> bool:
    return pair.claimed or res.said.bound(pair.a, pair.b, COUPLE_KINDS)


def _score(pair: Pair, away: int, noun: bool) -> float:
    """How well a pair fits so many sentences later; "the couple" reaches further back than "they"."""
    score = min(pair.a.count, pair.b.count, 8) * 0.35 - away * (0.3 if noun else 1.0)
    score += 1.0 * pair.claimed + 2.0 * (pair.subject and away <= 1)
    return score - 1.5 * pair.past - 1.0 * pair.loose


def _pair(token: Token, a: Party, b: Party) -> Ref:
    return Ref((a, b), f"“{token.text}” for {a.name} and {b.name}")


def _named_after(line: ParsedLine, token: Token) -> Ref:
    """As in "They have split," said a friend of Ana and Bo."""
    if token.lower_ not in ("they", "we", "both") and line.quoted[token.i] < 0:
        return NOBODY
    later = [m for m in line.mentions if m.start > token.i and line.quoted[m.start] < 0]
    for one, other in zip(reversed(later[:-1]), reversed(later[1:]), strict=True):
        between = line.doc[one.end : other.start]
        if (
            one.party is not other.party
            and len(between) <= 5
            and any(t.lower_ in ("and", "&") for t in between)
        ):
            return _pair(token, one.party, other.party)
    return NOBODY


def own_subject(res: Resolver, line: ParsedLine, token: Token) -> Ref:
    """As in "Ana and Bo ended their engagement": the two that are the subject of the clause."""
    if token.lower_ != "their":
        return NOBODY
    node = token
    for _ in range(6):
        node = node.head
        for child in node.children:
            named = child.i in line.named or child.lower_ in ("he", "she")
            if child.dep_ in SUBJECTS and child.i < token.i and named:
                found = res.ref(line, child, 1)
                if len(found.parties) == 2:
                    return found
        if node.head == node:
            break
    return NOBODY


def speaker_and_other(res: Resolver, line: ParsedLine, token: Token, person: Party) -> Ref:
    """Who "we" are in somebody's words: the speaker and whom the text has just bound to the speaker."""
    for found in reversed(res.said.found[-_LAST:]):
        near = line.index - found.line.index <= 2
        if found.b is not None and near and person in (found.a, found.b) and found.b.type is person.type:
            return _pair(token, found.a, found.b)
    for pair in reversed(res.said.pairs[-_LAST:]):
        if person in (pair.a, pair.b):
            return _pair(token, pair.a, pair.b)
    for mention in line.mentions:
        if mention.party is not person and line.quoted[mention.start] < 0:
            return _pair(token, person, mention.party)
    return NOBODY


def other_of_pair(res: Resolver, line: ParsedLine, token: Token, owner: Party, sex: str) -> Party | None:
    """The other of two just named together, for "his wife" of one of them."""
    here = res.said.sentence(line, token)
    for pair in reversed(res.said.pairs[-6:]):
        if owner in (pair.a, pair.b) and here - pair.sentence <= 2:
            other = pair.b if owner is pair.a else pair.a
            if not other.sex or not sex or other.sex == sex:
                return other
    return None

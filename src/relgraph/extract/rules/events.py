"""Step 5a: what two people share, by nouns: "her split from Bo", "their divorce", "after 11 years of marriage"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.extract.rules import grammar, relations
from relgraph.extract.rules.relations import NOT_OF_LOVE, RUMOURED, EventNoun
from relgraph.extract.rules.said import COUPLE_KINDS
from relgraph.extract.rules.story import NOBODY, Found, ParsedLine, Party, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver

EVENTS = relations.event_nouns()

_RUMOURS = frozenset("rumor rumour speculation report claim allegation buzz gossip chatter".split())
_NEARER = frozenset(
    "marriage parenthood siblinghood kinship friendship engagement separation divorce".split()
)
_HAVING = frozenset("have begin start carry enjoy rekindle confirm deny announce strike develop".split())
_ASSERTING = frozenset(
    "finalize finalise announce confirm deny reveal settle file rekindle end celebrate".split()
)
_SPANS = frozenset(("years", "year", "months", "weeks", "days"))


class Two(NamedTuple):
    """Two people, and how each was found."""

    a: Party
    b: Party
    how: tuple[str, str]


def read_event(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """The claim of an event noun."""
    noun = EVENTS.get(token.lower_)
    if noun is None or (token.pos_ not in ("NOUN", "PROPN") and token.tag_ != "VBG"):
        return []
    edge, words = grammar.left_edge(line, token.i)
    if _is_none(res, line, token, edge) or (
        noun.kind not in ("friendship", "feud") and not NOT_OF_LOVE.isdisjoint(words)
    ):
        return []
    head = token.head if token.dep_ == "compound" and token.head.i > token.i else token
    owners = grammar.owner_at(res, line, token.i, edge, several=True) or _owner_through(res, line, token)
    others, prep = _others(res, line, (head, token), noun)
    two = (
        _named(res, line, token, owners, others, prep)
        if owners or others
        else _unnamed(res, line, token, noun)
    )
    if two is None or (noun.kind == "dating" and _goes_without_saying(res, noun, two, owners, others)):
        return []
    alleged = not RUMOURED.isdisjoint(words) or not _RUMOURS.isdisjoint(
        (head.lemma_.lower(), head.head.lemma_.lower())
    )
    granted = (bool(owners) or after_years(token)) and not alleged and not _asserted(token)
    rule = f"event:{noun.words.split()[0]}"
    found = Found(noun.kind, two.a, two.b, line, token, rule, two.how, (max(0, edge), token.i + 1))
    found.presupposed, found.alleged = granted, alleged
    return [found]


def _is_none(res: Resolver, line: ParsedLine, token: Token, edge: int) -> bool:
    """Whether the word is used up by a verb phrase, is a verb, or speaks of two apart ("their respective divorces")."""
    verb = token.pos_ == "VERB" and (edge < 0 or line.doc[edge].tag_ not in ("PRP$", "POS"))
    apart = any(child.lower_ == "respective" for child in token.children)
    return verb or apart or (line.index, token.i) in res.said.taken


def _goes_without_saying(res: Resolver, noun: EventNoun, two: Two, owners: Ref, others: Ref) -> bool:
    """A "relationship" of people who are tied more nearly, or of a couple by the way, is no claim of its own."""
    if res.said.bound(two.a, two.b, _NEARER):
        return True
    by_the_way = bool(owners) and not others and noun.words.startswith("relationship")
    return by_the_way and res.said.bound(two.a, two.b, COUPLE_KINDS)


def _asserted(token: Token) -> bool:
    """Whether a verb says the event itself: "finalized their divorce", "denied any feud"."""
    return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in _ASSERTING


def after_years(token: Token) -> bool:
    """As in "11 years of marriage", "10 months of dating"."""
    return token.head.lower_ == "of" and token.head.head.lower_ in _SPANS


def _owner_through(res: Resolver, line: ParsedLine, token: Token) -> Ref:
    """As in "his son from a marriage to Ana": his marriage."""
    if token.dep_ != "pobj" or token.head.lower_ != "from":
        return NOBODY
    return next((res.ref(line, child) for child in token.head.head.children if child.dep_ == "poss"), NOBODY)


def _others(res: Resolver, line: ParsedLine, heads: tuple[Token, Token], noun: EventNoun) -> tuple[Ref, str]:
    """Whom a preposition of the noun leads to, and the preposition."""
    preps, doc = noun.preps.split(), line.doc
    for head in heads:
        for child in head.children:
            if child.lower_ in preps and child.dep_ == "prep":
                found = grammar.object_of(res, line, child)
                if found:
                    return found, child.lower_
    i = heads[0].i + 1
    if i + 1 < len(doc) and doc[i].lower_ == "and":  # "a divorce and custody battle with Bo"
        i += next((k for k in range(2, 5) if i + k < len(doc) and doc[i + k].lower_ in preps), 0)
    if i < len(doc) and doc[i].lower_ in preps:
        return grammar.after(res, line, i + 1), doc[i].lower_
    return NOBODY, ""


def _named(res: Resolver, line: ParsedLine, token: Token, owners: Ref, others: Ref, prep: str) -> Two | None:
    """The two by owner and preposition: "her split from Bo", "the feud between Al and Bo", "an affair with Bo"."""
    if prep in ("between", "of") and len(others.parties) == 2:
        return both(others)
    if owners and others:
        mine = [p for p in owners.parties if p not in others.parties]
        if mine:
            return Two(mine[0], others.parties[0], (owners.how, others.how))
    if len(owners.parties) == 2:
        return both(owners)
    if others and not owners and prep not in ("of", "between"):
        subject = grammar.subject_of(res, line, token)
        mine = [p for p in subject.parties if p not in others.parties]
        if len(mine) == 1:
            return Two(mine[0], others.parties[0], (subject.how, others.how))
    return None


def _unnamed(res: Resolver, line: ParsedLine, token: Token, noun: EventNoun) -> Two | None:
    """The two by the clause: "were having an affair", "stir up romance rumors", "split after 11 years of marriage"."""
    head = token.head
    had = token.dep_ == "dobj" and head.lemma_ in _HAVING
    rumoured = token.dep_ == "compound" and head.lemma_.lower() in _RUMOURS
    lasted = noun.kind == "marriage" and after_years(token)
    if not (had or rumoured or lasted):
        return None
    told = told_in_sentence(res, line, token) if lasted else None
    if told is not None:
        return told
    subject = grammar.subject_of(res, line, token)
    if len(subject.parties) == 2:
        return both(subject)
    couple = res.couple(line, token) if lasted else NOBODY
    return both(couple) if couple else None


def told_in_sentence(res: Resolver, line: ParsedLine, token: Token) -> Two | None:
    """The couple that a sentence has spoken of before a token."""
    for found in reversed(res.said.found):
        if found.line is not line or found.anchor.i < token.sent.start:
            return None
        acted = found.rule.startswith(("verb", "event", "idiom"))
        if acted and found.kind in COUPLE_KINDS and found.b is not None:
            return Two(found.a, found.b, (found.how[0], found.how[-1]))
    return None


def both(ref: Ref) -> Two:
    """The two of a phrase for two."""
    return Two(ref.parties[0], ref.parties[1], (ref.how, ref.how))

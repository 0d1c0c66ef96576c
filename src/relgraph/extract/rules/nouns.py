"""Step 4: relation nouns for a person: "her husband, Bo", "Bo's ex-wife", "Ana, a niece of Bo", "they are friends"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.children import parent_of_union, read_children
from relgraph.extract.rules.loves import read_love_interest
from relgraph.extract.rules.phrase import LOVE, NounPhrase, fillers, implied_owner, owners, phrase_at
from relgraph.extract.rules.relations import NOT_OF_LOVE
from relgraph.extract.rules.spans import nouns
from relgraph.extract.rules.story import Found, ParsedLine
from relgraph.extract.rules.tying import bond

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver


def read_noun(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """The claims of a person noun."""
    phrase = phrase_at(res, line, token)
    if phrase is None:
        return []
    noun = phrase.noun
    if token.lower_ in ("interest", "interests"):
        return read_love_interest(phrase)
    if noun.kind == "parenthood":
        if noun.owner == "a":
            return read_children(phrase)
        if "baby" in phrase.words:
            return []  # a "baby mama" is another bond
    elif NOT_OF_LOVE.intersection(phrase.words) or phrase.next_word in nouns():
        return []
    if noun.kind == "friendship" and token.tag_ == "NNS":
        among = _among(phrase)
        if among:
            return among
    return _bonds(phrase)


def _bonds(phrase: NounPhrase) -> list[Found]:
    noun, doc, edge = phrase.noun, phrase.line.doc, phrase.edge
    named = fillers(phrase)
    whose = owners(phrase, several=noun.kind not in LOVE)
    joined = edge >= 0 and doc[edge].lower_ in ("and", "&")
    if not whose and named and (noun.owner == "a" or joined):
        whose = implied_owner(phrase, named)
    if noun.kind in LOVE and len(whose.parties) > 1:
        return []
    if noun.kind == "parenthood" and named:
        other = parent_of_union(phrase)
        named = [*named, *((party, other.how) for party in other.parties if party not in whose.parties)]
    pairs = ((owner, filler) for owner in whose.parties for filler in named)
    return [
        found for owner, filler in pairs if (found := bond(phrase, (owner, whose.how), filler)) is not None
    ]


def _among(phrase: NounPhrase) -> list[Found]:
    """As in "They are friends": the two subjects, of each other."""
    token = phrase.token
    if token.dep_ != "attr" or token.head.lemma_ not in ("be", "become", "remain", "stay"):
        return []
    subject = grammar.subject_of(phrase.res, phrase.line, token.head)
    if len(subject.parties) != 2:
        return []
    a, b = subject.parties
    how = (subject.how, subject.how)
    return [Found(phrase.noun.kind, a, b, phrase.line, token, "noun:friends", how, (token.i, token.i + 1))]

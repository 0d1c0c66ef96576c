"""A relation noun in its phrase: whose it is, whom it names, as in "her estranged husband, actor Bo Lee"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.extract.rules import grammar
from relgraph.extract.rules.said import FAMILY, SUBJECTS
from relgraph.extract.rules.spans import nouns
from relgraph.extract.rules.story import NOBODY, ParsedLine, Party, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver
    from relgraph.extract.rules.relations import PersonNoun

Filler = tuple[Party, str]
"""Whom a noun names, and how that was found."""

LOVE = frozenset(("marriage", "dating", "engagement", "affair"))
"""Kinds of bond that a person has with one other."""

_MARKS = frozenset((",", "(", "-", "–", "—"))
_SPANS = frozenset("years months weeks decade decades year".split())
_BE = frozenset(("be", "become", "remain"))


class NounPhrase(NamedTuple):
    """A noun of the table in its place. `edge`: the token that tells the owner; `words`: those between the two."""

    res: Resolver
    line: ParsedLine
    token: Token
    noun: PersonNoun
    edge: int
    words: tuple[str, ...]

    @property
    def next_word(self) -> str:
        doc = self.line.doc
        return doc[self.token.i + 1].lower_ if self.token.i + 1 < len(doc) else ""


def phrase_at(res: Resolver, line: ParsedLine, token: Token) -> NounPhrase | None:
    """The phrase of a relation noun, None if the token is none."""
    noun = nouns().get(token.lower_)
    if noun is None or token.pos_ == "VERB":
        return None
    edge, words = grammar.left_edge(line, token.i)
    return NounPhrase(res, line, token, noun, edge, tuple(words))


def owners(phrase: NounPhrase, several: bool) -> Ref:
    """Whose the noun is, by what stands before it or after "of"."""
    res, line, token = phrase.res, phrase.line, phrase.token
    before = grammar.owner_at(res, line, token.i, phrase.edge, several=several)
    return before or grammar.of_owner(res, line, token, ("of", "to"))


def fillers(phrase: NounPhrase) -> list[Filler]:
    """Whom the noun names: what follows it, what it stands beside, or what it is said of."""
    token = phrase.token
    plural = token.tag_ == "NNS" or token.lower_ == "parents"
    return right_of(phrase, plural) or _left_of(phrase) or _said_of(phrase)


def right_of(phrase: NounPhrase, plural: bool) -> list[Filler]:
    """The names that follow: "husband, actor Bo Lee", of a plural the whole list."""
    line, token = phrase.line, phrase.token
    doc, end = line.doc, token.sent.end
    j, comma = _past_duration(line, token.i + 1), False
    while j < end and j - token.i < 9 and j not in line.named:
        if doc[j].text in (*_MARKS, ":"):
            if comma and doc[j].text == ",":
                return []
            comma = True
        elif not grammar.passable(doc[j]) and doc[j].lower_ not in ("named", "called"):
            return []
        j += 1
    if j >= end or j not in line.named:
        return []
    mention = line.named[j]
    possessive = mention.end < len(doc) and doc[mention.end].text in ("'s", "'")
    if comma and (possessive or (not plural and _own_subject(line, mention.start, mention.end, token))):
        return []
    names = grammar.more_names(line, mention.end, [mention.party]) if plural else [mention.party]
    return [(party, party.name) for party in names]


def _past_duration(line: ParsedLine, i: int) -> int:
    """Past the "of eleven years" of "wife of eleven years, Ana"."""
    doc = line.doc
    if i >= len(doc) or doc[i].lower_ != "of":
        return i
    return next((k + 1 for k in range(i + 1, min(i + 6, len(doc))) if doc[k].lower_ in _SPANS), i)


def _own_subject(line: ParsedLine, start: int, end: int, noun: Token) -> bool:
    """A name after a comma that is the subject of a clause of its own: "with his wife, Bo left"."""
    root = line.doc[start:end].root
    if root.dep_ not in SUBJECTS or root.head == noun:
        return False
    return end < len(line.doc) and line.doc[end].text != "," and noun.dep_ not in SUBJECTS


def _left_of(phrase: NounPhrase) -> list[Filler]:
    """The name that the phrase stands beside: "Portia, his ex-wife,", "Yolanda, Bella's mom"."""
    line, doc, edge = phrase.line, phrase.line.doc, phrase.edge
    j = edge if edge >= 0 and doc[edge].text in _MARKS else edge - 1
    if edge >= 0 and doc[edge].tag_ == "POS":
        while j >= 0 and (j in line.named or doc[j].lower_ == "and"):
            j -= 1
    if j <= 0 or doc[j].text not in _MARKS:
        return []
    k = j - 1
    while k > 0 and (doc[k].like_num or doc[k].text in (",", ")", "(")):
        k -= 1
    return [_filler(line, k)] if k in line.named else []


def _said_of(phrase: NounPhrase) -> list[Filler]:
    """As in "Her mother is Tippi", "Bo is her father", "Ana was born in 1974, the only child of Bo"."""
    res, line, token, head = phrase.res, phrase.line, phrase.token, phrase.token.head
    if token.dep_ in SUBJECTS and head.lemma_ == "be":
        for child in head.children:
            if child.dep_ == "attr" and child.i in line.named:
                return [_filler(line, child.i)]
    if token.dep_ == "appos" and head.i in line.named and head.i < token.i:
        return [_filler(line, head.i)]
    if token.dep_ == "attr" and head.lemma_ in _BE:
        subject = grammar.subject_of(res, line, head)
        return [(party, subject.how) for party in subject.parties]
    if (
        phrase.noun.kind in FAMILY
        and phrase.next_word == "of"
        and token.dep_ in ("appos", "npadvmod", "dobj")
    ):
        subject = grammar.subject_of(res, line, token)
        return [(subject.parties[0], subject.how)] if len(subject.parties) == 1 else []
    return []


def _filler(line: ParsedLine, i: int) -> Filler:
    party = line.named[i].party
    return party, party.name


def implied_owner(phrase: NounPhrase, named: list[Filler]) -> Ref:
    """Whose, if nothing says it: "Ana and husband Bo", "reunited with ex Bo", "Wife Ana told"."""
    res, line, token, edge = phrase.res, phrase.line, phrase.token, phrase.edge
    before = line.doc[edge].lower_ if edge >= 0 else ""
    if edge >= 0 and line.doc[edge].tag_ in ("PRP$", "POS"):
        return NOBODY  # somebody's, but not known whose
    given = {party for party, _ in named}
    if before in ("to", "with", "from", "for"):
        found = _other_than(given, _owner_of_governor(phrase)) or _other_than(
            given, grammar.subject_of(res, line, token)
        )
        if len(found.parties) == 1:
            return found
    if before in ("and", "&", "with", ","):
        found = _other_than(given, _beside(phrase))
        if found:
            return found
    if before in ("a", "an", "the"):
        return NOBODY
    subject = _other_than(given, grammar.subject_of(res, line, token))
    if len(subject.parties) == 1:
        return subject
    opposite = {"f": "m", "m": "f"}.get(phrase.noun.sex, "") if phrase.noun.kind in LOVE else ""
    person = res.described_person(line, token, opposite)
    if person is None or person in given:
        return NOBODY
    return Ref((person,), f"{person.name}, of whom the text speaks")


def _other_than(given: set[Party], ref: Ref) -> Ref:
    return NOBODY if given & set(ref.parties) else ref


def _owner_of_governor(phrase: NounPhrase) -> Ref:
    """As in "Eric's unfaithfulness to ex-wife Halle": Eric's."""
    prep = phrase.line.doc[phrase.edge]
    if prep.dep_ != "prep":
        return NOBODY
    found = next((phrase.res.ref(phrase.line, c) for c in prep.head.children if c.dep_ == "poss"), NOBODY)
    return Ref(found.parties[:1], found.how)


def _beside(phrase: NounPhrase) -> Ref:
    """Who stands before an "and": "Ana, 43, and husband Bo", "she and husband Bo"."""
    line, doc = phrase.line, phrase.line.doc
    j = phrase.edge - 1
    while j > 0 and (doc[j].like_num or doc[j].text in (",", ")")):
        j -= 1
    if j in line.named:
        return Ref((line.named[j].party,), line.named[j].party.name)
    return (
        phrase.res.ref(line, doc[j])
        if j >= 0 and doc[j].lower_ in ("he", "she", "him", "her", "they")
        else NOBODY
    )

"""Step 4a: nouns for children, with their own grammar: "share three children: Jasper, 13, and twins Ida and Enno"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.dates import NUMBERS
from relgraph.extract.rules.loves import read_rumoured_love
from relgraph.extract.rules.phrase import Filler, NounPhrase, fillers
from relgraph.extract.rules.spans import list_of_names, nouns
from relgraph.extract.rules.story import NOBODY, Found, Mention, ParsedLine, Party, Ref
from relgraph.extract.rules.tying import bond, rumoured

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHARING = frozenset("share have welcome raise adopt parent expect bring co-parent love get be".split())
_COLLOQUIAL = frozenset(
    "girl girls boy boys baby babies kid".split()
)  # a child only if somebody's, or one of several
_UNIONS = frozenset(("marriage", "relationship", "romance", "union"))
_IN_LIST = frozenset((",", "and", "(", ")", "-", ":", "son", "daughter"))
_MARRIED = frozenset(("marriage", "engagement", "separation", "divorce"))
_GROWN = 18


def read_children(phrase: NounPhrase) -> list[Found]:
    """The parents and the children of a noun, each with each, and twins."""
    line, token = phrase.line, phrase.token
    follows = nouns().get(phrase.next_word)
    if follows is not None and follows.owner == "b":
        return []  # a "baby daddy"
    if token.lower_ in ("girl", "gal") and rumoured(phrase):
        return read_rumoured_love(phrase)
    listed = [line.named[s] for s, _ in list_of_names(line.doc, token.i + 1) if s in line.named]
    possessed = phrase.edge >= 0 and line.doc[phrase.edge].tag_ in ("PRP$", "POS")
    if token.lower_ in _COLLOQUIAL and not possessed and len(listed) < 2:
        return []
    if "share" in phrase.words:  # taken for a noun: "Ana and Bo share daughters"
        whose = grammar.before(line, phrase.edge + 1)
    else:
        whose = grammar.owner_at(phrase.res, line, token.i, phrase.edge, several=True)
    named = _named_after_parent(phrase)
    if whose and named is not None:
        parent, child = named
        return _bonds(phrase, (*whose.parties, parent), whose.how, [(child, child.name)])
    kids: list[Filler] = [(m.party, m.party.name) for m in listed]
    if not kids:
        whose = whose or grammar.of_owner(phrase.res, line, token, ("of", "to"))
        kids = [f for f in fillers(phrase) if f[0] not in whose.parties]
    elif not whose:
        whose = _parents(phrase, {m.party for m in listed})
    extra = _other_parent(phrase) if whose and kids else NOBODY
    parents = list(dict.fromkeys((*whose.parties, *extra.parties)))[:2]
    found = _bonds(phrase, parents, whose.how or extra.how, kids)
    _place(line, found, listed)
    return found + _twins(phrase)


def _bonds(phrase: NounPhrase, parents: Iterable[Party], how: str, kids: list[Filler]) -> list[Found]:
    parents = list(dict.fromkeys(parents))
    pairs = ((parent, kid) for parent in parents for kid in dict.fromkeys(kids) if kid[0] not in parents)
    return [found for parent, kid in pairs if (found := bond(phrase, (parent, how), kid)) is not None]


def _place(line: ParsedLine, found: list[Found], listed: list[Mention]) -> None:
    """Note where each child is named, for its birth and its age."""
    places = {mention.party: (mention.start, mention.end) for mention in listed}
    for claim in found:
        claim.extent = places.get(claim.b) if claim.b is not None else None
        claim.sensitive = claim.extent is not None and _minor(line, claim.extent)


def _minor(line: ParsedLine, extent: tuple[int, int]) -> bool:
    """Whether the text gives an age under 18 beside a child's name, or calls it a baby."""
    doc, (start, end) = line.doc, extent
    before = [t.lower_ for t in doc[max(0, start - 7) : start]]
    after = [t.lower_ for t in doc[end : end + 2]]
    if not {"baby", "newborn", "toddler", "infant"}.isdisjoint(before):
        return True
    ages = after[1:] if after[:1] in ([","], ["("], ["-"]) else []
    if "old" in before:
        ages += [word for word, mark in pairwise(before) if mark == "-"]
    return any(NUMBERS.get(age, int(age) if age.isdecimal() else _GROWN) < _GROWN for age in ages)


def _parents(phrase: NounPhrase, kids: set[Party]) -> Ref:
    """Whose children, if nobody owns the noun: who shares, has or welcomes them; who is "parents to" them."""
    res, line, token = phrase.res, phrase.line, phrase.token
    subject = grammar.subject_of(res, line, token)
    parents = tuple(p for p in subject.parties if p not in kids)
    if parents:
        return Ref(parents[:2], subject.how)
    couple = res.couple(line, token)
    if (
        couple
        and kids.isdisjoint(couple.parties)
        and res.said.bound(couple.parties[0], couple.parties[1], _MARRIED)
    ):
        return couple
    person = res.described_person(line, token, "")
    if person is not None and person not in kids and token.sent.start >= token.i - 1:
        return Ref((person,), f"{person.name}, of whom the text speaks")
    return NOBODY


def _other_parent(phrase: NounPhrase) -> Ref:
    """As in "shares daughter Ida with ex Bo", "twins Al and Cy with Bo", "sons from his marriage to Ana"."""
    res, line, token = phrase.res, phrase.line, phrase.token
    doc = line.doc
    shared = _verb_above(phrase) in _SHARING
    near = True  # nothing but the list since the noun
    for i in range(token.i + 1, token.sent.end - 1):
        low = doc[i].lower_
        shared = shared or doc[i].lemma_ == "share"
        if low == "with" and (shared or near):
            other = grammar.after(res, line, i + 1)
            if len(other.parties) == 1:
                return other
        if low in _UNIONS and doc[i + 1].lower_ in ("to", "with"):
            return grammar.after(res, line, i + 2)
        near = near and (i in line.named or doc[i].like_num or low in _IN_LIST)
    return NOBODY


def parent_of_union(phrase: NounPhrase) -> Ref:
    """As in "mom to Al, 20, from a previous relationship with Bo": the other parent."""
    doc, sent = phrase.line.doc, phrase.token.sent
    for i in range(phrase.token.i + 1, sent.end - 1):
        if doc[i].lower_ in _UNIONS and doc[i + 1].lower_ in ("to", "with"):
            own = any(doc[k].lower_ == "from" for k in range(max(phrase.token.i, i - 4), i))
            return grammar.after(phrase.res, phrase.line, i + 2) if own else NOBODY
    return NOBODY


def _verb_above(phrase: NounPhrase) -> str:
    verb = phrase.token
    for _ in range(4):
        if verb.pos_ == "VERB" or verb.head == verb:
            break
        verb = verb.head
    return verb.lemma_


def _named_after_parent(phrase: NounPhrase) -> tuple[Party, Party] | None:
    """As in "Ana's daughter with Bo, Cy": the other parent and the child."""
    line, i = phrase.line, phrase.token.i + 2
    if phrase.next_word != "with" or i not in line.named:
        return None
    parent = line.named[i]
    child = line.named.get(parent.end + 1)
    if child is None or line.doc[parent.end].text != "," or child.party is parent.party:
        return None
    return parent.party, child.party


def _twins(phrase: NounPhrase) -> list[Found]:
    """Siblings that a list calls twins: "Jasper, 13, and twins Ida and Enno"."""
    line, token = phrase.line, phrase.token
    for word in line.doc[token.i : min(token.sent.end, token.i + 25)]:
        if word.lower_ == "twins":
            two = [line.named[s].party for s, _ in list_of_names(line.doc, word.i + 1) if s in line.named][:2]
            if len(two) < 2 or two[0] is two[1]:
                return []
            how, trigger = (two[0].name, two[1].name), (word.i, word.i + 1)
            found = Found("siblinghood", two[0], two[1], line, word, "noun:twins", how, trigger)
            found.presupposed, found.detail = True, "twin"
            return [found]
    return []

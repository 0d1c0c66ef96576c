"""Step 7a: who speaks. What kind of agent a phrase names: an outlet, a person, somebody's spokesman, a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.claims import Role
from relgraph.extract.rules import speech
from relgraph.extract.rules.couples import COUPLE
from relgraph.extract.rules.pronouns import HE, SHE, THEY
from relgraph.extract.rules.story import ParsedLine, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver

_RECIPIENTS = frozenset(("to", "with", "by", "for"))
_DEFINITE = frozenset("the this that these those her his their my our".split())

Source = tuple[Role, str, tuple[Party, ...]]
"""What kind of agent, its name, and the people that it is."""

UNNAMED: Source = (Role.ANONYMOUS, "anonymous", ())


class Agents:
    """Tells the agents that an article names. `last_outlet` is the one that it spoke of last."""

    def __init__(self, res: Resolver) -> None:
        self._res = res
        self.last_outlet: str | None = None

    def agent(self, line: ParsedLine, token: Token) -> Source | None:
        """What kind of agent a phrase names, and its name."""
        low, lemma = token.lower_, token.lemma_.lower()
        if low in speech.REPRESENTATIVES or lemma in speech.REPRESENTATIVES:
            return self._representative(line, token)
        papers = [c.text for c in token.children if c.lower_ in ("court", "legal", "divorce")]
        if low in speech.COURT and papers:
            return Role.COURT_RECORD, " ".join((*papers, token.text)), ()
        if token.i in line.named:
            outlet = self.outlet_at(line, token) if line.named[token.i].party.count < 2 else None
            return (Role.OUTLET, outlet, ()) if outlet else self._people(line, token)
        if low in speech.ANONYMOUS or lemma in speech.ANONYMOUS or _rumour_mill(token):
            return UNNAMED
        if low in HE or low in SHE or low in THEY or low in COUPLE or low == "who":
            return self._people(line, token) or self._unresolved(line, token)
        if low in ("one", "another", "it", "that") or lemma in speech.RUMOUR:
            outlet = self._outlet_beside(line, token)
            return (Role.OUTLET, outlet, ()) if outlet else UNNAMED
        if lemma in speech.OUTLET_NOUNS and token.tag_ == "NNS" and not definite(token):
            return UNNAMED  # "multiple outlets"
        if low in speech.OUTLET_NOUNS or lemma in speech.OUTLET_NOUNS:
            return Role.OUTLET, self._outlet_beside(line, token) or self.last_outlet or token.text, ()
        if low in ("i", "we", "you"):
            return None
        outlet = self.outlet_at(line, token)
        return (Role.OUTLET, outlet, ()) if outlet else self._people(line, token)

    def _people(self, line: ParsedLine, token: Token) -> Source | None:
        ref = self._res.ref(line, token)
        return (Role.NAMED_THIRD_PARTY, "; ".join(p.name for p in ref.parties), ref.parties) if ref else None

    def _unresolved(self, line: ParsedLine, token: Token) -> Source | None:
        """A "who" is the agent that its clause stands beside; an unknown "she" or "they" is nobody named."""
        if token.lower_ != "who":
            return UNNAMED
        clause = token.head
        return self.agent(line, clause.head) if clause.dep_ == "relcl" and clause.head.i != token.i else None

    def _outlet_beside(self, line: ParsedLine, token: Token) -> str | None:
        """As in "the Us Weekly report", "Star magazine", "OK! Magazine"."""
        if token.text[0].isupper() and not token.is_sent_start:
            return self.outlet_at(line, token)
        return next((o for c in token.children if (o := self.outlet_at(line, c))), None)

    def _representative(self, line: ParsedLine, token: Token) -> Source:
        for child in token.children:
            if child.dep_ == "poss":
                ref = self._res.ref(line, child)
                if ref:
                    return Role.REPRESENTATIVE, "; ".join(p.name for p in ref.parties), ref.parties
            if child.lower_ in ("for", "of"):
                for obj in child.children:
                    ref = self._res.ref(line, obj)
                    if ref:
                        return Role.REPRESENTATIVE, "; ".join(p.name for p in ref.parties), ref.parties
        return Role.REPRESENTATIVE, token.text, ()

    def recipient(self, line: ParsedLine, verb: Token) -> str | None:
        """The outlet that was told, or through which it was told."""
        for child in verb.children:
            if child.dep_ in ("dobj", "dative", "pobj", "oprd") and child.i > verb.i:
                found = self.outlet_of(line, child)
                if found:
                    return found
            if child.dep_ in ("prep", "dative", "agent") and child.lower_ in _RECIPIENTS:
                for obj in child.children:
                    found = self.outlet_of(line, obj)
                    if found:
                        return found
        i = verb.i + 1
        if i < len(line.doc) and i not in line.named and verb.lemma_ == "tell":
            return self.outlet_of(line, line.doc[i])
        return None

    def outlet_of(self, line: ParsedLine, token: Token) -> str | None:
        if token.i in line.named and line.named[token.i].party.count > 1:
            return None
        if token.lower_ in speech.OUTLET_NOUNS:
            return self._outlet_beside(line, token) or self.last_outlet
        return self.outlet_at(line, token)

    def outlet_at(self, line: ParsedLine, token: Token) -> str | None:
        """The name of an outlet that a token is part of: a known one, or capitals that are no person or place."""
        doc = line.doc
        if not token.text[0].isupper() or (
            token.ent_type_ in ("GPE", "DATE", "NORP", "TIME") and token.lower_ != "us"
        ):
            return None
        start, end = token.i, token.i + 1
        while (
            start > token.sent.start
            and (doc[start - 1].text[0].isupper() or doc[start - 1].text == "&")
            and doc[start - 1].dep_ != "nsubj"
            and start - 1 not in line.named
            and token.i - start < 4
        ):
            start -= 1
        while (
            end < len(doc)
            and (doc[end].text[0].isupper() or doc[end].text in ("!", "&"))
            and end - token.i < 4
            and end not in line.named
            and not doc[end].is_sent_start
        ):
            end += 1
        text = doc[start:end].text.rstrip(" ,")
        if speech.plain_outlet(text) in speech.outlets():
            return text
        if start < token.i and doc[start].is_sent_start and doc[start].pos_ not in ("PROPN", "NOUN", "ADJ"):
            start += 1  # "As TMZ reported", "The Lark"
            text = doc[start:end].text.rstrip(" ,")
            if speech.plain_outlet(text) in speech.outlets():
                return text
        if token.i in line.named or token.ent_type_ == "PERSON":
            return None
        return (
            text
            if token.pos_ in ("PROPN", "NOUN", "ADJ") or token.ent_type_ in ("ORG", "WORK_OF_ART", "PRODUCT")
            else None
        )


def definite(noun: Token) -> bool:
    """Whether a noun is told which: "the insider", "her friend"."""
    return any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in noun.children)


def _rumour_mill(token: Token) -> bool:
    """As in "the rumor mill", "the gossip columns"."""
    rumour = any(c.dep_ == "compound" and c.lemma_.lower() in speech.RUMOUR for c in token.children)
    return rumour and token.text.islower()

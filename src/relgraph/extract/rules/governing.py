"""What the clauses above a claim's trigger say of it: negation, hedge, plan, rumour, speech. One walk up the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.claims import Role
from relgraph.extract.rules import speech
from relgraph.extract.rules.attribution import Frame, Voices

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.story import ParsedLine

_HIGHEST = 14  # clauses above a trigger that are looked at
_CLAUSES = frozenset(("conj", "advcl", "acl", "ccomp", "parataxis"))
_GRANTED = frozenset(("after", "before", "since", "because", "while", "until", "when", "once"))
_ABOUT = frozenset(("acl", "ccomp", "prep", "relcl", "compound", "nmod", "amod", "dobj", "conj"))
_SAID = frozenset(("ccomp", "xcomp", "advcl", "acl", "dobj", "oprd", "parataxis"))
_SAYS_ITS_OBJECT = frozenset("announce confirm reveal report allege deny admit claim suspect fear".split())
_THOUGHT = frozenset(("ccomp", "xcomp", "acl", "dobj", "parataxis"))
_PLANNED = frozenset(("talks", "plan", "plans", "intention", "decision"))


class Governing:
    """What was met on the way up. `quiet`: the claim stands in a clause that the text takes for granted."""

    def __init__(self, voices: Voices, line: ParsedLine, token: Token) -> None:
        self.negated = ""
        self.hedge = ""
        self.plan = ""
        self.frame: Frame | None = None
        self.rumour: Token | None = None
        self.denier: Token | None = None
        self.asked = False
        self.quiet = False
        self._voices, self._line = voices, line
        self._in_quotation = line.quoted[token.i] >= 0
        self._opening(token)
        self._scope = True  # whether a negation met now bears on the claim
        node = token
        for _ in range(_HIGHEST):
            self._words(node)
            if node.head == node or self._ends_at(node, node.head):
                break
            if node.dep_ in _CLAUSES:
                self._scope = False
            node = node.head

    def _opening(self, token: Token) -> None:
        """As in "Looks like they have split", which the parse takes for anything."""
        first, doc = token.sent.start, token.doc
        opens = doc[first].lemma_.lower() in speech.SEEM or doc[first].lower_.rstrip("s") in speech.SEEM
        if opens and first + 2 < token.i and doc[first + 1].lower_ in ("like", "as"):
            self.hedge = doc[first].text

    def _words(self, node: Token) -> None:
        """Little words of a clause: "not", "reportedly", "may", "will", "if"."""
        of_auxiliaries = (c for aux in node.children if aux.dep_ in ("aux", "auxpass") for c in aux.children)
        for child in (
            *node.children,
            *of_auxiliaries,
        ):  # "was never married": the parse may hang "never" on "was"
            low, dep = child.lower_, child.dep_
            if self._scope:
                negates = (
                    dep == "neg" or low == "never" or (low == "no" and dep == "det" and node.pos_ == "NOUN")
                )
                if negates and not _only(child):
                    self.negated = child.text
                if dep in ("aux", "auxpass") and low in speech.MAYBE:
                    self.hedge = self.hedge or child.text
                if dep == "aux" and low in ("will", "'ll", "would", "shall"):
                    self.plan = self.plan or child.text
            if (dep == "advmod" and low in speech.HEDGES) or (dep == "mark" and low in ("if", "whether")):
                self.hedge = self.hedge or child.text
            if dep == "advcl" and _if_reports_are_right(child):
                self.hedge = self.hedge or f"if … {child.text}"

    def _ends_at(self, node: Token, head: Token) -> bool:
        """Take in what governs a clause; whether nothing above can bear on the claim."""
        if _taken_for_granted(node):
            self.quiet = not self._in_quotation and self.frame is None
            return True
        if self._rumoured(node, head):
            return True
        lemma, dep = head.lemma_.lower(), node.dep_
        if lemma in speech.ASK and dep in ("ccomp", "advcl"):
            self.asked = True
            return True
        if (
            lemma in speech.DENY
            and head.pos_ == "VERB"
            and dep in ("ccomp", "dobj", "xcomp", "pcomp", "prep")
        ):
            self.denier = head
            return True
        self._said(node, head)
        self._outlook(node, head)
        return False

    def _rumoured(self, node: Token, head: Token) -> bool:
        rumour = head.lemma_.lower() in speech.RUMOUR and head.lower_ not in _PLANNED
        if rumour and head.pos_ in ("NOUN", "PROPN") and node.dep_ in _ABOUT:
            self.rumour = head
            self.denier = _denier(head)
            return True
        if node.dep_ in ("ccomp", "acl", "advcl", "relcl") and head.lemma_.lower() not in speech.SAY:
            for child in head.children:
                noun = child.lemma_.lower()
                word = noun in speech.WORD and node.dep_ == "ccomp"
                if child.dep_ == "nsubj" and (word or noun in speech.RUMOUR):
                    self.rumour = child  # "rumors have followed her that …"
                    return True
        return False

    def _said(self, node: Token, head: Token) -> None:
        lemma, dep = head.lemma_.lower(), node.dep_
        if head.lower_ == "news" and head.dep_ == "dobj" and dep in ("acl", "ccomp", "relcl"):
            self.frame = self.frame or self._voices.frame(
                self._line, head.head
            )  # "TMZ broke the news that …"
        passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in head.children)
        if dep == "xcomp" and lemma in speech.SAID_TO and passive:
            self.hedge = self.hedge or f"{head.text} to"  # "are said to have split"
        thought = (
            (lemma in speech.THINK and head.pos_ in ("VERB", "AUX") and dep in _THOUGHT)
            or (head.lower_ in speech.SURE and dep == "ccomp")
            or (lemma in speech.ACCUSE and dep == "prep" and node.lower_ == "of")
            or (lemma in ("tell", "inform") and passive and dep == "ccomp")
        )
        if not thought and (lemma not in speech.SAY or head.pos_ not in ("VERB", "AUX") or dep not in _SAID):
            return
        frame = self._voices.frame(self._line, head)
        if frame is not None and frame.people and lemma in speech.KNOW:
            return  # "Ana learned that they had split"
        if thought or (lemma in speech.DOUBTFUL and (frame is None or self.frame is not None)):
            self.hedge = self.hedge or head.text
        if head.i > 1 and [t.lower_ for t in head.doc[head.i - 2 : head.i]] == ["all", "but"]:
            self.hedge = self.hedge or "all but"
        if frame is not None and (dep != "dobj" or head.lemma_ in _SAYS_ITS_OBJECT):
            self.frame = _within(self.frame, frame)
            self._scope = False
        if dep == "ccomp" and any(c.dep_ == "neg" for c in head.children):
            self.hedge = self.hedge or f"not {head.text}"

    def _outlook(self, node: Token, head: Token) -> None:
        """What seems so, is planned, or is called false."""
        lemma, dep = head.lemma_.lower(), node.dep_
        if (
            lemma == "have"
            and dep == "ccomp"
            and any(c.dep_ == "dobj" and c.lower_ == "it" for c in head.children)
        ):
            self.hedge = self.hedge or "have it"  # "we have it on good authority that …"
        if lemma in speech.SEEM and dep in ("ccomp", "advcl", "xcomp", "acomp", "oprd", "prep"):
            self.hedge = self.hedge or head.text
        elif dep in ("ccomp", "acl", "csubj", "advcl"):
            said = (head, *(c for c in head.children if c.dep_ in ("acomp", "attr", "oprd")))
            self.negated = next((t.text for t in said if t.lower_ in speech.FALSE), self.negated)
        auxiliaries = [c.lower_ for c in node.children if c.dep_ == "aux"]
        infinitive = "to" in auxiliaries and "have" not in auxiliaries
        thought = lemma in ("think", "consider") and any(c.dep_ == "auxpass" for c in head.children)
        planned = (
            lemma in speech.PLANS
            and infinitive
            and not thought  # "is thought to be dating"
            and dep in ("xcomp", "ccomp", "prep", "pcomp")
        )
        if planned or (head.lower_ in _PLANNED and dep in ("acl", "relcl")):
            self.plan = self.plan or head.text


def _within(inner: Frame | None, outer: Frame) -> Frame:
    """Who says it, if a frame stands in another: "Us reports that a source says", "Us says that Ana fears"."""
    if inner is None or inner.verb.lemma_.lower() in speech.THINK:
        return outer
    through = outer.role is Role.OUTLET and inner.role is not Role.OUTLET and inner.outlet is None
    return inner._replace(outlet=outer.agent) if through else inner


def _taken_for_granted(node: Token) -> bool:
    """A relative clause, or one with "after", "since" and the like."""
    if node.dep_ == "advcl":
        return any(
            (c.dep_ == "mark" and c.lower_ in _GRANTED) or (c.dep_ == "advmod" and c.lower_ == "when")
            for c in node.children
        )
    return node.dep_ == "relcl" and not _tells(node)


def _tells(clause: Token) -> bool:
    """As in "the rumor that Ana and Bo split", which the parse takes for a relative clause."""
    head = clause.head.lemma_.lower()
    that = any(c.lower_ == "that" and c.dep_ not in ("nsubj", "nsubjpass") for c in clause.children)
    return that and (head == "news" or head in speech.RUMOUR)


def _denier(rumour: Token) -> Token | None:
    """The verb that denies a rumour: "denied claims that", "hit back at claims that"."""
    above = rumour.head
    if above.lemma_.lower() in speech.DENY:
        return above
    back = above.lower_ == "at" and any(c.lower_ == "back" for c in above.head.children)
    return above.head if back and above.head.lemma_.lower() in speech.DENY_BACK else None


def _if_reports_are_right(clause: Token) -> bool:
    """As in "if reports are to be believed", "if the tabloids are right"."""
    marked = any(c.dep_ == "mark" and c.lower_ == "if" for c in clause.children)
    told = speech.RUMOUR | speech.OUTLET_NOUNS | speech.ANONYMOUS
    return marked and any(
        c.dep_ in ("nsubj", "nsubjpass") and c.lemma_.lower() in told for c in clause.children
    )


def _only(token: Token) -> bool:
    """Whether a "not" is that of "not only"."""
    doc = token.doc
    return token.i + 1 < len(doc) and doc[token.i + 1].lower_ in ("only", "just", "surprisingly")

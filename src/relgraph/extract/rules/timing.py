"""Which expression of time belongs to a claim: one of its own clause, with the word before it ("since", "from")."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from relgraph.dates import BadDate, parse
from relgraph.extract.rules.dates import Clock, resolve, years_back
from relgraph.kinds import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from relgraph.extract.rules.story import Found, ParsedLine, Story

_WILL = frozenset(("will", "'ll", "would", "shall"))
_AUXILIARIES = _WILL | frozenset(("to", "going", "set", "plans"))
_PLANNING = frozenset(("set", "plan", "plans", "going", "planning"))
_UNDATED = frozenset(("siblinghood", "kinship", "friendship"))
_CREDITS = frozenset(("performance", "direction", "creation"))
_BEGIN = frozenset("begin start announce go get decide confirm".split())
_CARRY = frozenset(
    "announce end finalize have begin start confirm file release make get settle go call attend be reveal "
    "follow".split()
)
"""Verbs whose time is that of the noun under them: "announced their split in May"."""

_BORN = frozenset(("welcome", "adopt", "bear", "deliver"))
_BEFORE_TITLE = frozenset(("NOUN", "ADJ", "PART", "PUNCT", "PROPN"))
_HOLIDAYS = frozenset(("new", "christmas", "valentine", "halloween"))
_CALENDAR = frozenset(
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_RANGE = re.compile(r"(?:from |between )?(\d{4}) ?(?:to|until|till|and|-|–) ?(\d{4})$")
_APART = re.compile(r"(?:from|between) (\d{4}) (?:to|until|till|and) (\d{4})\b")


class Dated(NamedTuple):
    """An EDTF date with the words that gave it."""

    when: str
    how: str


def dated(story: Story, claim: Found) -> Dated | None:
    """The time that a claim's own clause tells, None if it tells none, or none that is in the calendar."""
    found = _dated(story, claim)
    try:
        return found if found is not None and parse(found.when) else None
    except BadDate:
        return None


def _dated(story: Story, claim: Found) -> Dated | None:
    token = claim.anchor
    clock = Clock(date.fromordinal(story.published), _looks_ahead(token), _year_before(claim.line, token))
    if claim.kind in _CREDITS and claim.rule.startswith(("role", "owned", "credit")):
        beside = _beside_title(claim)
        if beside is not None or claim.rule.startswith("role"):
            return beside
    if claim.kind in _UNDATED or claim.rule.startswith("role"):
        return None
    if claim.rule.startswith("noun"):
        if claim.kind == "parenthood":
            return _born(claim, clock) or _welcomed(claim, clock)
        if not any(t.lower_ == "since" for t in claim.line.doc[token.i : min(token.sent.end, token.i + 8)]):
            return None
    return _in_clause(claim, clock) or _years_of(story, claim)


def _in_clause(claim: Found, clock: Clock) -> Dated | None:
    """The best fitting expression of the sentence."""
    line, sent = claim.line, claim.anchor.sent
    best: tuple[int, Dated] | None = None
    for start, end in expressions(line.doc, sent.start, sent.end):
        rank = _fits(line, claim, start)
        found = _read(line, start, end, clock, claim) if rank is not None else None
        if rank is not None and found is not None and (best is None or rank < best[0]):
            best = rank, found
    return best[1] if best else None


def expressions(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The expressions of time among tokens [start, end): what the model tags, years, names of the calendar."""
    i = start
    while i < end:
        j = i + 1
        if _begins(doc[i]):
            while j < end and doc[j].ent_type_ in ("DATE", "TIME", "EVENT") and doc[j].ent_iob_ == "I":
                j += 1
            j += j < end and doc[j].lower_ in ("later", "ago", "earlier")
            yield i, j
        elif doc[i].pos_ == "PROPN" and doc[i].text[0].isupper() and doc[i].lower_.rstrip(".") in _CALENDAR:
            yield i, j
        i = j


def _begins(token: Token) -> bool:
    holiday = token.ent_type_ == "EVENT" and token.lower_ in _HOLIDAYS
    return token.ent_type_ in ("DATE", "TIME") or holiday or _is_year(token)


def _is_year(token: Token) -> bool:
    return token.is_digit and len(token) == 4 and token.text[:2] in ("19", "20")


def _read(line: ParsedLine, start: int, end: int, clock: Clock, claim: Found) -> Dated | None:
    doc = line.doc
    text = doc[start:end].text
    before = start - 1 - (start > 1 and doc[start - 1].text == "'")  # the '90s
    lead = doc[before].lower_ if before >= doc[start].sent.start else ""
    around = doc[max(0, start - 1) : min(len(doc), end + 2)].text.lower()
    years = _RANGE.match(text.lower()) or _APART.match(around)
    if years:
        return Dated(f"{years[1]}/{years[2]}", f"“{years[0].strip()}”")
    when = resolve(text, clock)
    if when is None:
        return None
    state = claim.kind in STATES and "[" not in when
    said = f"{lead} {text}" if lead in ("since", "in", "on", "until") else text
    how = f"“{said}” read on {clock.published}"
    if state and (lead == "since" or text.lower().startswith("since ")):
        return Dated(f"{when}/..", how)
    if state and lead in ("until", "till"):
        return Dated(f"../{when}", how)
    return Dated(when, how)


def _looks_ahead(token: Token) -> bool:
    """Whether a clause speaks of what is to come."""
    node = token
    for _ in range(3):
        if any(c.dep_ == "aux" and c.lower_ in _AUXILIARIES for c in node.children):
            return any(c.lower_ in _WILL for c in node.children) or node.head.lower_ in _PLANNING
        node = node.head
    return False


def _year_before(line: ParsedLine, token: Token) -> int | None:
    """The year that the text spoke of last before a token."""
    for i in range(token.i - 1, -1, -1):
        if _is_year(line.doc[i]):
            return int(line.doc[i].text)
    return None


def _verb_above(token: Token) -> Token:
    node = token
    while node.head != node and node.pos_ not in ("VERB", "AUX") and node.dep_ not in ("relcl", "ROOT"):
        node = node.head
    return node


def _fits(line: ParsedLine, claim: Found, start: int) -> int | None:
    """How well an expression that begins at a token fits a claim: 0 best, None not at all."""
    token, head = claim.anchor, line.doc[start]
    for step in range(8):
        if step and claim.trigger[0] <= head.i < claim.trigger[1]:
            return 0
        if head.pos_ in ("VERB", "AUX") or head.head == head:
            break
        head = head.head
    own = _verb_above(token)
    auxiliary = (head.pos_ == "AUX" and head.head == own) or (own.pos_ == "AUX" and own.head == head)
    acts = token.pos_ in ("VERB", "AUX", "ADJ") or own.lemma_ in _CARRY
    if acts and (head == own or auxiliary):
        return 1
    begun = own.dep_ in ("xcomp", "ccomp") and own.head == head and head.lemma_ in _BEGIN
    return 2 if begun else None


def _beside_title(claim: Found) -> Dated | None:
    """As in "the 2016 movie Passengers", "2011's Take Me Home", "Tin Orchard (1984)"."""
    doc, sent = claim.line.doc, claim.anchor.sent
    low, high = claim.extent or claim.trigger
    for i in range(max(sent.start, low - 5), low):
        between = doc[i + 1 : low]
        if _is_year(doc[i]) and all(t.pos_ in _BEFORE_TITLE and t.text != "," for t in between):
            return Dated(doc[i].text, f"“{doc[i].text}” before the title")
    for i in range(high, min(sent.end, high + 4)):
        bracket = doc[i - 1].text == "("
        if _is_year(doc[i]) and (bracket or (doc[i - 1].text == "in" and claim.kind != "performance")):
            return Dated(doc[i].text, f"“{doc[i].text}” after the title")
    return None


def _born(claim: Found, clock: Clock) -> Dated | None:
    """As in "Violet, born in 2005"."""
    doc, end = claim.line.doc, claim.anchor.sent.end
    if claim.extent is None:
        return None
    i = claim.extent[1]
    while i < min(end, claim.extent[1] + 4) and doc[i].lower_ in (",", "who", "was", "("):
        i += 1
    if i >= end or doc[i].lower_ != "born":
        return None
    first = next(expressions(doc, i + 1, min(i + 6, end)), None)
    when = resolve(doc[first[0] : first[1]].text, clock) if first else None
    return Dated(when, f"“born {when}”") if when else None


def _welcomed(claim: Found, clock: Clock) -> Dated | None:
    """As in "welcomed daughter Odette on March 2, 2022"."""
    doc, sent = claim.line.doc, claim.anchor.sent
    verb = _verb_above(claim.anchor)
    gave = verb.lemma_ == "give" and any(t.lower_ == "birth" for t in verb.children)
    if verb.lemma_ not in _BORN and not gave:
        return None
    for start, end in expressions(doc, sent.start, sent.end):
        when = resolve(doc[start:end].text, clock) if _verb_above(doc[start]) == verb else None
        if when:
            return Dated(when, f"“{doc[start:end].text}” read on {clock.published}")
    return None


def _years_of(story: Story, claim: Found) -> Dated | None:
    """As in "after 11 years of marriage", said of a couple now parting: when the marriage began."""
    token = claim.anchor
    years = re.search(r"(\d{1,3}) years of$", claim.line.doc[max(0, token.i - 4) : token.i].text)
    now = any(t.lower_ in ("now", "currently", "today") for t in token.sent)
    if claim.kind != "marriage" or years is None or token.head.lower_ != "of" or not now:
        return None
    how = f"“{years[0]} marriage” counted back from the day of publication"
    return Dated(years_back(date.fromordinal(story.published), int(years[1])), how)

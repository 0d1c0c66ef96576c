"""Which expression of time belongs to a claim: one of its own clause, with what stands before it ("since", "from")."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from relgraph.extract.rules.dates import Clock, resolve, years_back
from relgraph.extract.rules.story import Found, ParsedLine, Story
from relgraph.kinds import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_AHEAD = frozenset(("will", "'ll", "would", "to", "going", "shall", "set", "plans"))
_UNDATED = ("siblinghood", "kinship", "friendship")


class Dated(NamedTuple):
    """An EDTF date with the words that gave it."""

    when: str
    how: str


def dated(story: Story, claim: Found) -> Dated | None:
    """The time that a claim's own clause tells, None if it tells none."""
    line, token = claim.line, claim.anchor
    clock = Clock(date.fromordinal(story.published), _ahead(token), _then(line, token))
    if claim.rule.startswith(("noun", "role", "owned", "credit")) and claim.kind not in ("parenthood",):
        inside = _in_title_phrase(claim, clock)
        if inside:
            return inside
    if claim.kind in _UNDATED:
        return None
    if claim.rule.startswith("noun") and claim.kind == "parenthood":
        return _birth(claim, clock)
    if claim.rule.startswith("noun") and not _since(claim):
        return None
    if claim.rule.startswith("role"):
        return None
    best: tuple[int, Dated] | None = None
    for start, end in expressions(line.doc, token.sent.start, token.sent.end):
        rank = _belongs(line, claim, start)
        if rank is None:
            continue
        found = _read(line, start, end, clock, claim)
        if found is not None and (best is None or rank < best[0]):
            best = rank, found
    if best is not None:
        return best[1]
    return _years_of(story, claim)


def expressions(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The expressions of time among tokens [start, end): what the model tags as a date, and bare years."""
    i = start
    while i < end:
        token = doc[i]
        if (
            token.ent_type_ in ("DATE", "TIME")
            or (token.ent_type_ == "EVENT" and token.lower_ in ("new", "christmas", "valentine", "halloween"))
            or (token.is_digit and len(token) == 4 and token.text[:2] in ("19", "20"))
        ):
            j = i + 1
            while j < end and doc[j].ent_type_ in ("DATE", "TIME", "EVENT") and doc[j].ent_iob_ == "I":
                j += 1
            if j < end and doc[j].lower_ in ("later", "ago", "earlier"):
                j += 1
            yield i, j
            i = j
        elif token.lower_.rstrip(".") in _CALENDAR and token.text[0].isupper() and token.pos_ == "PROPN":
            yield i, i + 1
            i += 1
        else:
            i += 1


_CALENDAR = frozenset(
    "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)


def _read(line: ParsedLine, start: int, end: int, clock: Clock, claim: Found) -> Dated | None:
    doc = line.doc
    text = doc[start:end].text
    lead = doc[start - 1].lower_ if start > doc[start].sent.start else ""
    if lead == "'" or (
        text.startswith("'") is False and start and doc[start - 1].text == "'" and text.endswith("0s")
    ):
        lead = doc[start - 2].lower_ if start > 1 else ""
    range_ = re.match(
        r"(?:from |between )?(\d{4}) ?(?:to|until|till|and|-|–) ?(\d{4})$", text.lower()
    ) or _range_here(doc, start, end)
    if range_:
        return Dated(f"{range_[1]}/{range_[2]}", f"“{range_[0].strip()}”")
    when = resolve(text, clock)
    if when is None:
        return None
    how = f"“{lead + ' ' if lead in ('since', 'in', 'on', 'until') else ''}{text}” read on {clock.published}"
    if (lead == "since" or text.lower().startswith("since ")) and claim.kind in STATES and "[" not in when:
        return Dated(f"{when}/..", how)
    if lead in ("until", "till") and claim.kind in STATES:
        return Dated(f"../{when}", how)
    return Dated(when, how)


def _range_here(doc: Doc, start: int, end: int) -> re.Match[str] | None:
    """ "from 2003 to 2006" with the years tagged apart."""
    text = doc[max(0, start - 1) : min(len(doc), end + 2)].text.lower()
    return re.match(r"(?:from|between) (\d{4}) (?:to|until|till|and) (\d{4})\b", text)


def _ahead(token: Token) -> bool:
    node = token
    for _ in range(3):
        if any(c.dep_ == "aux" and c.lower_ in _AHEAD for c in node.children):
            return any(
                c.lower_ in ("will", "'ll", "would", "shall") for c in node.children
            ) or node.head.lower_ in ("set", "plan", "plans", "going", "planning")
        node = node.head
    return False


def _then(line: ParsedLine, token: Token) -> int | None:
    """The year that the text spoke of last before a token."""
    for i in range(token.sent.end - 1, -1, -1):
        word = line.doc[i]
        if (
            (i < token.sent.start or i < token.i)
            and word.is_digit
            and len(word) == 4
            and word.text[:2] in ("19", "20")
        ):
            return int(word.text)
    return None


def _clause(token: Token) -> Token:
    node = token
    while node.head != node and node.pos_ not in ("VERB", "AUX") and node.dep_ not in ("relcl", "ROOT"):
        node = node.head
    return node


def _belongs(line: ParsedLine, claim: Found, start: int) -> int | None:
    """How well an expression that begins at a token fits a claim: 0 best, None not at all."""
    doc = line.doc
    token = claim.anchor
    head = doc[start]
    first = True
    for _ in range(8):
        if head.i in range(claim.trigger[0], claim.trigger[1]) and not first:
            return 0
        if head.pos_ in ("VERB", "AUX") or head.head == head:
            break
        head, first = head.head, False
    own = _clause(token)
    if (
        head.i == own.i
        or (head.pos_ == "AUX" and head.head.i == own.i)
        or (own.pos_ == "AUX" and own.head.i == head.i)
    ):
        if token.pos_ in ("VERB", "AUX", "ADJ") or not _other_event(line, claim, own, start):
            return 1
    if (
        own.dep_ in ("xcomp", "ccomp")
        and own.head.i == head.i
        and own.head.lemma_ in ("begin", "start", "announce", "go", "get", "decide", "confirm")
    ):
        return 2
    return None


def _other_event(line: ParsedLine, claim: Found, verb: Token, start: int) -> bool:
    """For a noun under a verb of its own: the time is the verb's, unless the verb only carries the noun ("announced their split")."""
    return verb.lemma_ not in (
        "announce",
        "end",
        "finalize",
        "have",
        "begin",
        "start",
        "confirm",
        "file",
        "release",
        "make",
        "get",
        "settle",
        "go",
        "call",
        "attend",
        "be",
        "reveal",
        "follow",
    )


def _since(claim: Found) -> bool:
    sent = claim.anchor.sent
    return any(
        claim.line.doc[i].lower_ == "since" for i in range(claim.anchor.i, min(sent.end, claim.anchor.i + 8))
    )


def _in_title_phrase(claim: Found, clock: Clock) -> Dated | None:
    """ "the 2016 movie Passengers", "2011's Take Me Home" """
    doc, b = claim.line.doc, claim.b
    if b is None or claim.kind not in ("performance", "direction", "creation"):
        return None
    low, high = claim.extent or claim.trigger
    for i in range(max(claim.anchor.sent.start, low - 5), high):
        if (
            doc[i].is_digit
            and len(doc[i]) == 4
            and doc[i].text[:2] in ("19", "20")
            and i + 1 < len(doc)
            and i < low
        ):
            between = doc[i + 1 : low]
            if all(
                t.pos_ in ("NOUN", "ADJ", "PART", "PUNCT", "PROPN") or t.lower_ in ("'s", "film", "movie")
                for t in between
            ) and not any(t.text == "," for t in between):
                return Dated(doc[i].text, f"“{doc[i].text}” before the title")
    for i in range(high, min(claim.anchor.sent.end, high + 4)):
        if (
            doc[i].is_digit
            and len(doc[i]) == 4
            and doc[i].text[:2] in ("19", "20")
            and doc[i - 1].text in ("(", "in")
        ):
            if doc[i - 1].text == "(" or claim.kind != "performance":
                return Dated(doc[i].text, f"“{doc[i].text}” after the title")
    return None


def _birth(claim: Found, clock: Clock) -> Dated | None:
    """ "Violet, born in 2005"; "welcomed daughter Odette on March 2, 2022" """
    doc = claim.line.doc
    extent = claim.extent
    if extent is not None:
        i = extent[1]
        while i < claim.anchor.sent.end and i < extent[1] + 4 and doc[i].lower_ in (",", "who", "was", "("):
            i += 1
        if i < claim.anchor.sent.end and doc[i].lower_ == "born":
            for start, end in expressions(doc, i + 1, min(i + 6, claim.anchor.sent.end)):
                when = resolve(doc[start:end].text, clock)
                return Dated(when, f"“born {doc[start:end].text}”") if when else None
    verb = _clause(claim.anchor)
    if verb.lemma_ in ("welcome", "adopt", "bear", "deliver") or (
        verb.lemma_ == "give" and any(t.lower_ == "birth" for t in verb.children)
    ):
        for start, end in expressions(doc, claim.anchor.sent.start, claim.anchor.sent.end):
            head = doc[start]
            while head.head != head and head.pos_ not in ("VERB", "AUX"):
                head = head.head
            if head.i == verb.i:
                when = resolve(doc[start:end].text, clock)
                if when:
                    return Dated(when, f"“{doc[start:end].text}” read on {clock.published}")
    return None


def _years_of(story: Story, claim: Found) -> Dated | None:
    """ "after 11 years of marriage", said of a couple now parting: when the marriage began."""
    doc = claim.line.doc
    match = re.search(r"(\d+) years of$", doc[max(0, claim.anchor.i - 4) : claim.anchor.i].text)
    if claim.kind != "marriage" or match is None or claim.anchor.head.lower_ != "of":
        return None
    sent = claim.anchor.sent
    if not any(t.lower_ in ("now", "currently", "today") for t in sent):
        return None
    return Dated(
        years_back(date.fromordinal(story.published), int(match[1])),
        f"“{match[0]} marriage” counted back from the day of publication",
    )

"""Stretches of capitals that can be a name: one run, one name trimmed, a list of names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relgraph.extract.rules import relations
from relgraph.extract.rules.lexicon import NOT_NAMES, OCCUPATION, TITLES
from relgraph.extract.rules.roles import role_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

PARTICLES = frozenset("de van von der den la le di del da dos du bin al el st st. o".split())
LONGEST_NAME = 5
ROLES = role_nouns()

_SPLITTERS = frozenset(("and", "&", ",", "/", ":", ";", "–", "—", "(", ")", "+", "vs", "x", "\n"))
_CREDITS = frozenset(("picture", "photo", "image", "getty"))
_BEFORE_NEXT = frozenset(
    (",", "and", "&", "son", "daughter", "twins", ":", "-", "—", "–", "named", "called", "(", "--")
)
_IN_LIST = _BEFORE_NEXT | frozenset(
    ") twin sons daughters together ; who year old years months month both is are baby girl boy the "
    "little also with aged "
    "now about age brother sister".split()
)
_ENDS_LIST = frozenset(("is", "are", "who", "the", "with", "also"))


@cache
def nouns() -> dict[str, relations.PersonNoun]:
    """Each relation noun for a person with its row."""
    return relations.person_nouns()


def capital(token: Token) -> bool:
    """Whether a word begins with a capital."""
    return token.text[0].isupper()


def run_of_capitals(doc: Doc, i: int) -> int:
    """The end of the run of capitalised words that begins at token i, with hyphens and particles between capitals."""
    end = i
    while end < len(doc) and _runs_on(doc, i, end):
        if end > i and doc[end].is_sent_start and doc[end - 1].text in ".!?":
            break
        end += 1
    return end


def _runs_on(doc: Doc, start: int, end: int) -> bool:
    if capital(doc[end]):
        return doc[end].lower_ != "i"
    joins = doc[end].text == "-" or doc[end].lower_ in PARTICLES
    return end > start and joins and end + 1 < len(doc) and capital(doc[end + 1])


def names_in(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A tagged span, taken apart at "and" and commas, without what stands before and after a name."""
    begin = start
    for i in range(start, end + 1):
        if i == end or doc[i].lower_ in _SPLITTERS:
            yield from trimmed(doc, begin, i)
            begin = i + 1


def trimmed(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The name in a span, if it is one."""
    while start < end and _before_a_name(doc[start]):
        start += 1
    if end - start > 2 and doc[start].lower_ == "will" and doc[start].is_sent_start:
        start += 1  # "Will Mara Ellison marry …?"
    while start < end and _after_a_name(doc[end - 1]):
        end -= 1
    if start < end <= start + LONGEST_NAME + 2 and _name_like(doc, start, end):
        yield start, end


def _name_like(doc: Doc, start: int, end: int) -> bool:
    first = doc[start]
    if not first.text[0].isalpha() or not any(c.isupper() for c in first.text):
        return False
    if any(
        not (capital(w) or w.lower_ in PARTICLES or w.text in "-.'" or w.is_punct) for w in doc[start:end]
    ):
        return False
    return end - start > 1 or (first.lower_ not in NOT_NAMES and len(first.text) > 1)


def _before_a_name(token: Token) -> bool:
    low = token.lower_
    occupied = low in OCCUPATION or low.removesuffix("s") in OCCUPATION or low in ROLES or low in nouns()
    return occupied or low.strip(".") in TITLES or low in NOT_NAMES or not capital(token)


def _after_a_name(token: Token) -> bool:
    return token.lower_ in ("'s", "'", ".") or token.lower_ in NOT_NAMES or not capital(token)


def list_of_names(doc: Doc, i: int) -> Iterator[tuple[int, int]]:
    """Names in a list after a noun for children, with ages and births between: "Ida, 4, and twins Bo and Al"."""
    found = gap = 0
    ready = True  # a name may stand here
    end_of_list = min(len(doc), doc[i - 1].sent.end + 1)
    while i < end_of_list:
        token, low = doc[i], doc[i].lower_
        if low in _CREDITS:
            return
        if capital(token) and low not in NOT_NAMES and (ready or not found) and gap <= 4:
            if not found and not gap and doc[i - 1].lower_ == "and":
                return
            end = run_of_capitals(doc, i)
            names = list(trimmed(doc, i, min(end, i + 4)))
            if not names:
                return
            yield from names
            found, i, gap, ready = found + 1, end, 0, False
        elif low in ("born", "in") and found:
            i, gap = _past_birth(doc, i), 0
        elif token.like_num or token.is_digit or low in _IN_LIST:
            if found and low in _ENDS_LIST:
                return
            ready = ready or low in _BEFORE_NEXT
            gap += low not in (",", "and", "&")
            i += 1
        else:
            return


def _past_birth(doc: Doc, i: int) -> int:
    """Past "born in 2005", "born on May 3"."""
    i += 1
    while i < len(doc) and (
        doc[i].like_num or doc[i].lower_ in ("in", "on", "born") or doc[i].ent_type_ == "DATE"
    ):
        i += 1
    return i

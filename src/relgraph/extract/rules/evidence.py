"""Step 2a: where a name is believed: tagged by the model, or asked for by a construction, whatever the model says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules.lexicon import NOT_NAMES, OCCUPATION, sex_of
from relgraph.extract.rules.roles import GENRES, PARTS_OF_WORKS
from relgraph.extract.rules.spans import (
    ROLES,
    capital,
    list_of_names,
    names_in,
    nouns,
    run_of_capitals,
    trimmed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from relgraph.extract.rules.story import ParsedLine

ROYAL = frozenset("prince princess king queen duke duchess lord lady sir dame".split())
"""Titles that are part of a name."""

_CALLINGS = OCCUPATION - frozenset(
    "star superstar host author writer editor hunk pro player director".split()
)
_BOND_VERBS = frozenset(
    "marry wed divorce date dating split separate separated engage engaged propose".split()
)
_ALSO_NO_GENRE = frozenset(("single", "hit", "track", "project"))
_NO_PERSON = frozenset(("PERSON", "WORK_OF_ART", "EVENT", "FAC"))


def tagged(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """The names that the model tags as a person's, without those that are a title."""
    doc = line.doc
    for ent in doc.ents:
        if ent.label_ == "PERSON":
            start = ent.start
            if start > ent.sent.start and doc[start - 1].lower_ in ROYAL and capital(doc[start - 1]):
                start -= 1
            for span in names_in(doc, start, ent.end):
                if not _titled(line, *span) and not _office(doc, *span):
                    yield span


def _office(doc: Doc, start: int, end: int) -> bool:
    """As in "the Queen", "Queen of the night": no name; Prince alone is one."""
    alone = end - start == 1 and doc[start].lower_ in ROYAL
    return alone and (doc[start].lower_ != "prince" or (start > 0 and doc[start - 1].lower_ == "the"))


def _titled(line: ParsedLine, start: int, end: int) -> bool:
    """Whether what looks like a name is a title: in marks of its own, after "sitcom", before "star"."""
    if any(title.start <= start and end <= title.end for title in line.titles.values()):
        return True
    doc = line.doc
    before = doc[start - 1].text if start else ""
    if before in GENRES and before not in _ALSO_NO_GENRE:
        return True
    if start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in PARTS_OF_WORKS:
        return True
    return end - start == 1 and end < len(doc) and doc[end].lower_ in ROLES and not sex_of(doc[start].text)


def told(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """The names that a construction asks for."""
    for span in (*_told_by_noun(line), *_by_occupation(line)):
        if not line.headline or line.doc[span[0]].ent_type_ == "PERSON":
            yield span
    if not line.headline:
        yield from _told_by_verb(line)
        yield from _by_first_name(line)
    yield from _before_who(line)


def _told_by_noun(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """The capitals after a relation noun: "husband, Bo Lee", "sons Milo, 4, and Ray"."""
    doc = line.doc
    for token in doc[:-1]:
        noun = nouns().get(token.lower_)
        if noun is None or noun.kind == "friendship":
            continue
        if noun.kind == "parenthood" and noun.owner == "a":
            yield from (span for span in list_of_names(doc, token.i + 1) if not _is_place(doc, span[0]))
            continue
        i = token.i + 1 + (doc[token.i + 1].text == "," and token.i + 2 < len(doc))
        if capital(doc[i]) and doc[i].lower_ not in NOT_NAMES and not doc[i].is_sent_start:
            end = run_of_capitals(doc, i)
            if end >= len(doc) or doc[end].lower_ != "star":
                yield from trimmed(doc, i, end)


def _by_occupation(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """Two or three capitals right after what somebody is: "rapper Dex Millions", "mom to Al"."""
    doc = line.doc
    for token in doc[:-2]:
        i = token.i + 1
        if token.lower_ in _CALLINGS and token.text.islower() and capital(doc[i]):
            end = run_of_capitals(doc, i)
            if 2 <= end - i <= 3 and doc[i].ent_type_ not in ("WORK_OF_ART", "DATE"):
                yield from trimmed(doc, i, end)
        noun = nouns().get(token.lower_)
        parent = noun is not None and noun.kind == "parenthood" and noun.owner == "b"
        if parent and doc[i].lower_ in ("to", "of") and capital(doc[i + 1]) and not _is_place(doc, i + 1):
            yield from list_of_names(doc, i + 1)


def _is_place(doc: Doc, i: int) -> bool:
    placed = i > 0 and doc[i - 1].lower_ in ("in", "at", "from", "to")
    return placed and doc[i].ent_type_ in ("GPE", "LOC", "FAC")


def _told_by_verb(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """The capitals after a verb of couples: "split from The Weeknd", "dating Zedd", "engaged to Bo"."""
    doc = line.doc
    for token in doc:
        if token.lemma_.lower() not in _BOND_VERBS or token.pos_ not in ("VERB", "ADJ"):
            continue
        i = token.i + 1
        i += i < len(doc) and doc[i].lower_ in ("from", "to", "with")
        i += i < len(doc) and doc[i].text == "The"
        if (
            i < len(doc)
            and capital(doc[i])
            and doc[i].pos_ == "PROPN"
            and doc[i].ent_type_ not in ("DATE", "GPE", "LOC")
        ):
            yield from trimmed(doc, i, min(run_of_capitals(doc, i), i + 3))


def _before_who(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """As in "Matilda, who is 12": one capitalised word before a "who"."""
    doc = line.doc
    for i in range(len(doc) - 2):
        alone = doc[i].pos_ == "PROPN" and (i == 0 or not capital(doc[i - 1]))
        if alone and doc[i + 1].text == "," and doc[i + 2].lower_ in ("who", "whom"):
            yield from trimmed(doc, i, i + 1)


def _by_first_name(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """Two or three capitals that begin with a known first name and that the model took for no person's name."""
    doc = line.doc
    i = 0
    while i < len(doc):
        end = i + 1
        if (
            capital(doc[i])
            and doc[i].pos_ == "PROPN"
            and doc[i].ent_type_ != "PERSON"
            and sex_of(doc[i].text)
        ):
            end = max(run_of_capitals(doc, i), end)
            if 2 <= end - i <= 3 and not any(_no_part_of_name(doc, j) for j in range(i, end)):
                yield i, end
        i = end


def _no_part_of_name(doc: Doc, i: int) -> bool:
    token = doc[i]
    return token.lower_ in NOT_NAMES or token.ent_type_ in _NO_PERSON or token.is_upper or token.text == "&"


def shared_surnames(line: ParsedLine) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """As in "Twins Ada and Beatrix Holm": a first name that shares the last name of the next one, with that one."""
    for token in line.doc:
        if token.lower_ in ("twins", "sisters", "brothers", "siblings"):
            two = list(list_of_names(line.doc, token.i + 1))
            if len(two) == 2 and two[0][1] - two[0][0] == 1 and two[1][1] - two[1][0] == 2:
                yield two[0], two[1]

"""Step 3c: titles of works and names of organizations, wherever a construction asks for one.

In quotation marks, or as a run of capitals with small words between: "the 2016 film Tin Orchard", "the *Glass Harbor*
star".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.extract.rules.roles import BEFORE_TITLE, GENRES, NOT_WORKS
from relgraph.extract.rules.spans import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from relgraph.extract.rules.story import ParsedLine

_LONGEST = 10  # words of a title
_LEAD = 14  # words that may stand before one
_JOINERS = frozenset("v vs of the and in to a an for on at with from by & : ' 's - ! , ? de la le".split())
_INSIDE = frozenset("of the in to a on for at 's : - & with from".split())
_QUOTES = frozenset(('"', "'", "``", "''", "`"))
_CLOSING = frozenset((",", '"', "'", "''", "."))
_BEFORE_ROLE = frozenset(
    "executive co - dvd lead show talk series guest film movie main original morning tv".split()
)
_NO_FIRST = frozenset(
    "actress actor singer former while as but and meanwhile fellow now though although when after "
    "before since because if even "
    "she he they both plus also with for despite it not is on in at then however like until once "
    "sources".split()
)
"""Words that begin a sentence and no title, though they have a capital there."""


class Title(NamedTuple):
    """Tokens [start, end) of a line that are a title; `quoted` if it stands in quotation marks."""

    start: int
    end: int
    quoted: bool


def quoted_titles(line: ParsedLine) -> dict[int, Title]:
    """The titles in quotation marks, by the token of their opening mark."""
    doc = line.doc
    found: dict[int, Title] = {}
    i = 0
    while i < len(doc):
        title, end = _quoted_at(doc, i)
        if title is not None:
            found[i] = title
        i = end + 1
    return found


def _quoted_at(doc: Doc, i: int) -> tuple[Title | None, int]:
    """The title whose opening mark is token i, and the token where the search goes on."""
    mark = doc[i].text
    if mark not in _QUOTES or i + 1 >= len(doc) or doc[i].whitespace_:
        return None, i
    for end in range(i + 1, min(i + 2 + _LONGEST, len(doc))):
        if doc[end].text in (mark, "''", '"') and (end == i + 1 or not doc[end - 1].whitespace_):
            stop = end
            while stop > i + 1 and doc[stop - 1].text in (",", "."):
                stop -= 1
            if stop > i + 1 and _like_title(doc, i + 1, end):
                return Title(i + 1, stop, quoted=True), end
            break
    return None, i


def _like_title(doc: Doc, start: int, end: int) -> bool:
    words = [t for t in doc[start:end] if t.text[0].isalnum()]
    if not words or words[0].lower_ in ("i'm", "i've"):
        return False
    first = capital(words[0]) or words[0].text[0].isdigit()
    return first and all(capital(w) or w.text[0].isdigit() or w.lower_ in _JOINERS for w in words)


def titles_from(line: ParsedLine, i: int, several: bool = True) -> Iterator[Title]:
    """The titles that begin at token i, past articles, genres and years: "the 2016 film Tin Orchard and “Salt”"."""
    doc = line.doc
    stop = doc[i].sent.end if i < len(doc) else 0
    first, skipped = True, 0
    while i < stop and skipped < _LEAD:
        title = line.titles.get(i) or _capitals_at(line, i, first)
        if title is not None:
            yield title
            if not several:
                return
            i, first, skipped = _past(line, title, stop), False, 0
            continue
        step = _lead(line, i, first)
        if not step:
            return
        i += step
        skipped += 1


def _past(line: ParsedLine, title: Title, stop: int) -> int:
    """Past a title with its closing mark, its year, and a comma."""
    doc, i = line.doc, title.end
    if title.quoted:
        while i < stop and i not in line.titles and doc[i].text in _CLOSING:
            i += 1
    else:
        while i < stop and (doc[i].text in (",", "(", ")") or (doc[i].like_num and doc[i - 1].text == "(")):
            i += 1
    return i


def _lead(line: ParsedLine, i: int, first: bool) -> int:
    """How many tokens to step over a word that may stand before a title; 0 if it may not."""
    doc, token = line.doc, line.doc[i]
    low = token.lower_
    if i in line.named and token.ent_type_ != "WORK_OF_ART":
        end = line.named[i].end
        possessive = first and end < len(doc) and doc[end].text in ("'s", "'")
        return end + 1 - i if possessive else 0
    if first and (_network(doc, i) or (token.text == "," and i and doc[i - 1].lower_ in GENRES)):
        return 1
    if capital(token) and not (low in BEFORE_TITLE and _leads(doc, i)):
        return 0
    small = low in BEFORE_TITLE or low in GENRES or token.like_num or token.text in ("'s", "-")
    return int(small or token.ent_type_ == "NORP" or (first and token.pos_ == "ADJ") or hyphened(token))


def _network(doc: Doc, i: int) -> bool:
    """Whether a capitalised word only tells of what kind: "the Australian drama film", "the Fox sitcom"."""
    if doc[i].ent_type_ == "NORP":
        return True
    following = doc[i + 1] if i + 1 < len(doc) else None
    return capital(doc[i]) and following is not None and following.lower_ in GENRES and not capital(following)


def _leads(doc: Doc, i: int) -> bool:
    """Whether a capitalised word of that table leads to a title: "Fox sitcom New Girl" does, "Next of Kin" does not."""
    if i + 1 >= len(doc) or capital(doc[i + 1]):
        return False
    low = doc[i + 1].lower_
    return low in GENRES or (low in BEFORE_TITLE and low not in _JOINERS)


def _capitals_at(line: ParsedLine, i: int, first: bool) -> Title | None:
    """The title without marks that begins at token i."""
    doc, token = line.doc, line.doc[i]
    if (i in line.named and token.ent_type_ != "WORK_OF_ART") or (first and _network(doc, i)):
        return None
    if token.lower_ in BEFORE_TITLE and _leads(doc, i):
        return None
    if not capital(token) and not _number_begins(doc, i):
        return None
    before = doc[i - 1].lower_ if i else ""
    if (
        not first
        and before not in (",", "and", "&", "or")
        and before not in BEFORE_TITLE
        and before not in GENRES
    ):
        return None
    end = right_run(line, i)
    if not first and end - i == 1 and not (end < len(doc) and doc[end].text in (",", ".", "and")):
        return None
    owner = next((k for k in range(i + 1, min(i + 3, end - 1)) if doc[k].text == "'s"), None)
    if owner is not None and (token.lower_ in BEFORE_TITLE or token.ent_type_ == "ORG"):
        i = owner + 1  # "Hulu's Only Murders"
    return None if no_work(doc, i, end) else Title(i, end, quoted=False)


def _number_begins(doc: Doc, i: int) -> bool:
    """As in "13 Going on 30": a number, and no year, before a capital."""
    year = len(doc[i]) == 4 and doc[i].text[:2] in ("19", "20")
    return doc[i].is_digit and i + 1 < len(doc) and capital(doc[i + 1]) and not year


def right_run(line: ParsedLine, i: int) -> int:
    """The end of the title whose first word is token i: capitals, with small words between capitals."""
    doc, stop = line.doc, line.doc[i].sent.end
    end = i + 1
    while end < stop and end - i < _LONGEST:
        token = doc[end]
        if capital(token) or (token.text[0].isdigit() and capital(doc[end - 1])):
            if end in line.named and line.named[end].full:
                break
            end += 1
            continue
        ahead = _joined(line, end, stop)
        if ahead is None:
            shouted = token.text in ("!", "?") and end + 1 < stop
            if shouted and doc[end + 1].lower_ in (",", "and", "star", "actor", "actress"):
                end += 1
            break
        end = ahead + 1
    return end


def _joined(line: ParsedLine, i: int, stop: int) -> int | None:
    """The capital that small words from token i on join to the title before; None if they do not."""
    doc, low = line.doc, line.doc[i].lower_
    if low not in _INSIDE and not (low == "and" and _inner_and(line, i)):
        return None
    ahead = i + 1
    while ahead < stop and doc[ahead].lower_ in ("the", "of", "a", "-"):
        ahead += 1
    if ahead >= stop or ahead - i > 2 or ahead in line.named:
        return None
    if low in ("on", "in", "at") and doc[ahead].ent_type_ in ("DATE", "GPE", "TIME", "LOC"):
        return None
    if low in ("with", "from") and ahead > i + 1:
        return None
    return ahead if capital(doc[ahead]) or (low == ":" and doc[ahead].text[0].isdigit()) else None


def _inner_and(line: ParsedLine, i: int) -> bool:
    """Whether an "and" stands inside a title ("White and the Huntsman") and not between two."""
    return i + 1 < len(line.doc) and line.doc[i + 1].lower_ == "the" and i + 1 not in line.named


def no_work(doc: Doc, start: int, end: int) -> bool:
    """Whether a run of capitals is surely no title: a nation, a place, a date, an award."""
    words = [t.lower_ for t in doc[start:end] if t.text[0].isalnum()]
    if not words or all(word in NOT_WORKS for word in words):
        return True
    dated = end + 1 < len(doc) and doc[end].text == "(" and doc[end + 1].like_num
    if doc[start].ent_type_ in ("GPE", "NORP") and end - start <= 2 and not dated:
        return True
    nation = all(t.ent_type_ == "NORP" or t.text == "-" for t in doc[start:end])
    return nation or all(t.ent_type_ in ("DATE", "TIME") for t in doc[start:end])


def left_title(line: ParsedLine, i: int) -> Title | None:
    """The title that ends right before token i: "the *Glass Harbor* star", "a “Salt” producer"."""
    doc, begin = line.doc, line.doc[i].sent.start
    j = i - 1
    while j > begin and doc[j].lower_ in _BEFORE_ROLE:
        j -= 1
    if doc[j].text in ('"', "'", "''"):
        for title in line.titles.values():
            if title.end in (j, j - 1):
                return title
    end = j + 1
    start = _run_start(line, end, begin)
    while start < end and _no_start(doc, start, begin):
        start += 1
    if start == end or no_work(doc, start, end) or doc[start].lower_ in ("the", "both", "a", "her", "his"):
        return None
    return Title(start, end, quoted=False)


def _run_start(line: ParsedLine, end: int, begin: int) -> int:
    """Where the run of capitals that ends before a token begins, with small words between capitals."""
    doc, start, k = line.doc, end, end - 1
    while k >= begin and end - k <= _LONGEST and k not in line.named:
        if capital(doc[k]) or doc[k].is_digit:
            start = k
        elif (
            start == end
            or doc[k].lower_ not in _JOINERS
            or doc[k].text == ","
            or not _capital_before(line, k, begin)
        ):
            break
        k -= 1
    return start


def _capital_before(line: ParsedLine, k: int, begin: int) -> bool:
    doc = line.doc
    if k - 1 < begin or k - 1 in line.named:
        return False
    small = doc[k - 1].lower_ in ("and", "of", "in", "to")
    return capital(doc[k - 1]) or (small and k >= 2 and capital(doc[k - 2]))


def _no_start(doc: Doc, start: int, begin: int) -> bool:
    """Whether a run cannot begin here: with the first word of the sentence, or with a small one."""
    token = doc[start]
    opening = start == begin or doc[start - 1].text in ('"', "'", "(", "``")
    if (opening and token.lower_ in _NO_FIRST) or (token.lower_ == "the" and token.is_sent_start):
        return True
    return not capital(token) and not token.is_digit


def hyphened(token: Token) -> bool:
    """Whether a word is part of a compound with hyphens: "tell-all", "award-winning"."""
    doc, i = token.doc, token.i
    before_mark = i + 1 < len(doc) and doc[i + 1].text == "-" and not token.whitespace_
    after_mark = i > 0 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_
    return before_mark or (after_mark and not token.text[0].isupper())

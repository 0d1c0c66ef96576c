"""Step 1: the text as the parser should read it: line by line, letter for letter as long as it was.

Every change keeps the length, so that an offset in what is parsed is an offset in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

LONGEST = 2000
"""The most characters that are parsed at once: a longer line is read in pieces, cut where a sentence ends."""

MOST_WORDS = 400
"""The most words and marks that are parsed at once, for what is no prose: the parse of so many is slow and huge."""

_STRAIGHT = str.maketrans("’‘“”\u00a0\t\u2011\u2010", "''\"\"  --")
_PREFIXED = re.compile(r"\b((?:soon-to-be-)?(?:ex|then|half|step|co|now))-(?=[a-z])", re.IGNORECASE)
_JOINED = re.compile(r"\b(break|split|bust)-(up)\b|\b(front)[ -]((?:wo)?man)\b", re.IGNORECASE)
_IN_LINE_CREDIT = re.compile(
    r"[(\[](?:pictures?|photos?|images?|pic|credit)\b[^)\]\n]{0,160}[)\]]", re.IGNORECASE
)
_SHORTCODE = re.compile(
    r"\[(?:/[a-z_]{1,30}|[a-z_]{1,30}(?: [a-z_]{1,30}=[\"”“][^\"”“\]]{0,200}[\"”“])+) ?\]"
)
_SHOUTED = re.compile(r"\b(?:NOT|THOSE|AND|IS|ARE|WAS|THAT|THIS|NO|NEVER|VERY|SO|HAS|HAD|DID|DO|ALL)\b")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+(?=\S)")
_CREDIT = re.compile(
    r"^\W*(?:images?|photos?|pics?|pictures?|getty|credit|image credit)\b[^.]{0,160}(?:via|/|getty|credit|:|$)",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A piece of the article: what is parsed (`text`) stands in the article at character `at`."""

    text: str
    at: int
    headline: bool


def lines(text: str) -> Iterator[Line]:
    """The pieces of an article's text, in order; what has no words, and picture credits, are left out."""
    body_at = text.find("\n\n")
    cases = _Cases(text[body_at:] if body_at > 0 else text)
    at = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped and not _CREDIT.match(stripped.strip("[](){}")):
            start = at + len(raw) - len(raw.lstrip())
            headline = title_case(stripped)
            for piece, offset in _pieces(stripped):
                if _LETTERS.search(piece):
                    read = plain(piece)
                    yield Line(cases.lowered(read) if headline else read, start + offset, headline)
        at += len(raw)


def plain(text: str) -> str:
    """The text with straight quotes, prefixes of relation nouns set apart, and shouted words lowered."""
    text = _IN_LINE_CREDIT.sub(_blank, _SHORTCODE.sub(_blank, text))
    text = _PREFIXED.sub(lambda m: m[0].replace("-", " "), text.translate(_STRAIGHT))
    text = _JOINED.sub(lambda m: (m[1] or m[3]) + (m[2] or m[4]) + " ", text)
    return _SHOUTED.sub(lambda m: m[0].lower(), text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def title_case(text: str) -> bool:
    """Whether a line is set like a headline: short, and most of its longer words begin with a capital."""
    if len(text) > 250 or text.endswith("."):
        return False
    words = [w for w in _WORD.findall(text) if len(w) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _pieces(line: str) -> Iterator[tuple[str, int]]:
    """A line in pieces of at most LONGEST characters and MOST_WORDS words, each with its offset."""
    start = 0
    while start < len(line):
        window = line[start : start + LONGEST]
        full = next(islice(_TOKEN.finditer(window), MOST_WORDS, None), None)
        if full is not None:
            window = window[: full.start()]
        if start + len(window) < len(line):
            ends = [m.end() for m in _SENTENCE_END.finditer(window)]
            window = window[: ends[-1] if ends else window.rfind(" ") + 1 or len(window)]
        yield window, start
        start += len(window)


class _Cases:
    """How the body writes its words, so that a headline can be read with the capitals that names have."""

    def __init__(self, body: str) -> None:
        self._lower: set[str] = set()
        self._names: set[str] = set()
        for line in body.splitlines():
            if title_case(line):
                continue
            for match in _WORD.finditer(line):
                word = match[0]
                if word[0].islower():
                    self._lower.add(word.lower())
                elif match.start() and line[match.start() - 2 : match.start()].strip(" ")[-1:] not in (
                    ".",
                    "!",
                    "?",
                    '"',
                    "“",
                ):
                    self._names.add(word.lower())

    def lowered(self, headline: str) -> str:
        """A headline in which the words that are no names begin with a small letter."""

        def lower(match: re.Match[str]) -> str:
            word = match[0]
            known = word.lower()
            if match.start() and known not in self._names and (known in self._lower or known in _COMMON):
                return known
            return word

        return _WORD.sub(lower, headline)


_COMMON = frozenset(
    "a an and are as at be been but by did do does for from had has have he her him his how if in "
    "into is it its "
    "just may more most no not of off on or our out over she so than that the their them then there "
    "they this to "
    "up was we were what when where who why will with would after again about amid before could should back "
    "split splits splitting married marries marry marrying wed weds wedding divorce divorces divorced "
    "divorcing "
    "dating dates date dated engaged engagement breakup breaks broke break cheating cheated affair romance "
    "relationship husband wife girlfriend boyfriend ex fiance fiancee daughter son mother father mom "
    "dad brother "
    "sister baby child children kids twins friend friends feud feuding star stars actor actress "
    "singer says said "
    "reveals claims confirms denies reportedly rumor rumors report source insider exclusive secret "
    "secretly together apart separated separation separates reunited reunite reunites reunion files "
    "filed filing "
    "couple pair love friendship pregnant birth welcomes welcome calls called quits leaves leaving "
    "left".split()
)

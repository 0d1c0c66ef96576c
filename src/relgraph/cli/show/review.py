"""What waits for review: a claim with its words, and the article around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from relgraph.cli.safe import quoted, shown
from relgraph.cli.show.amended import SHORT, claimed
from relgraph.cli.text import colour, columns, number, painted, wrapped
from relgraph.cli.words import chain, day
from relgraph.queries.reviews import Proposed
from relgraph.queries.told import ArticleRef, Quote, Told

_DOUBT = {"alleged": "yellow", "denied": "red"}


def listed(count: int, proposed: Iterable[Proposed]) -> Iterator[str]:
    """How many claims wait, and which, article by article."""
    if not count:
        yield "nothing waits for review"
        return
    yield painted(f"{number(count, 'claim waits', 'claims wait')} for review", "bold")
    for article, some in groupby(proposed, key=lambda one: one.claim.article):
        yield from ("", *headline(article))
        for one in some:
            yield from _entry(one.claim)
    yield from ("", "relgraph review accept ID, reject ID or edit ID; on a terminal: relgraph review")


def headline(article: ArticleRef) -> list[str]:
    """Whose article it is, of which day, its title and address."""
    title = f": {shown(article.title)}" if article.title else ""
    lines = wrapped(f"{shown(article.source)}, {day(article.published)}{title}", columns(), "  ", "")
    place = wrapped(shown(article.url), columns(), "    ", "  ") if article.url else []
    return [*(painted(line, "bold") for line in lines), *(painted(line, "dim") for line in place)]


def entry(one: Proposed, place: str) -> list[str]:
    """A claim that a person is asked about: where it stands in the queue, its words, and the rule that found it."""
    rule = wrapped(f"{shown(one.extractor)}, {shown(one.rule or 'no rule named')}", columns(), "    ", "  ")
    return [painted(f"  {place}", "dim"), *_entry(one.claim), *(painted(line, "dim") for line in rule)]


def _entry(claim: Told) -> list[str]:
    room, indent = columns(), " " * (SHORT + 4)
    style = [_DOUBT[claim.stance]] if claim.stance in _DOUBT else []
    said = wrapped(summary(claim), room, indent, f"  {claim.id[:SHORT]}  ")
    quotes = (wrapped(f"“{quoted(one.text)}”", room, f"{indent}  ", indent) for one in claim.quotes)
    return [*(painted(line, *style) for line in said), *(line for lines in quotes for line in lines)]


def summary(claim: Told) -> str:
    """`separation of Ann Vale and Bob Reed, no day told, alleged, citing Star Post`; a plan says that it is one."""
    cited = chain(claim).removeprefix(shown(claim.article.source))
    more = [*(["a PLAN"] if claim.hypothetical else []), *([shown(claim.detail)] if claim.detail else [])]
    stance = claim.stance if claim.stance in ("reported", "confirmed") else claim.stance.upper()
    said = claimed(claim).removesuffix(claim.stance)
    return f"{said}{''.join(f'{one}, ' for one in more)}{stance}{cited}"


def decided(verdict: str, claims: Sequence[Told]) -> list[str]:
    """`accepted: separation of Ann Vale and Bob Reed, no day told, alleged`, a line for each claim."""
    lines = [wrapped(f"{verdict}: {summary(claim)}", columns(), "  ", "") for claim in claims[:_MANY]]
    more = [[f"and {number(len(claims) - _MANY, 'more claim')}"]] if len(claims) > _MANY else []
    return [line for some in (*lines, *more) for line in some]


_MANY = 20  # so many decisions are told one by one


# ---- the article around a quote


class _Span(NamedTuple):
    """Characters of a text, [start, end)."""

    start: int
    end: int


_AROUND = 320  # characters on each side of the quotes, and then to where a sentence begins or ends


def around(text: str, quotes: Sequence[Quote], whole: bool) -> list[str]:
    """The text around quotes, which are marked in it; `whole`: all of it.

    On a terminal without colour, or none, quotes stand between » and «.
    """
    span = _Span(0, len(text)) if whole else _context(text, quotes)
    before = ["[…]"] if span.start > 0 else []
    after = ["[…]"] if span.end < len(text) else []
    return [*before, *_marked(text, span, quotes), *after]


def _context(text: str, quotes: Sequence[Quote]) -> _Span:
    """The characters around the quotes, from the beginning of a sentence or line to the end of one."""
    start = max(0, min((one.start for one in quotes), default=0) - _AROUND)
    end = min(len(text), max((one.end for one in quotes), default=0) + _AROUND)
    begins = [match.end() for match in re.finditer(r"[.!?…]['\"”’)]*\s+|\n+", text[:start])]
    ends = re.search(r"[.!?…]['\"”’)]*(?=\s)|\n", text[end:])
    return _Span(begins[-1] if begins else 0, end + ends.end() if ends else len(text))


def _marked(text: str, span: _Span, quotes: Sequence[Quote]) -> Iterator[str]:
    """The lines of a part of a text, wrapped, with what is quoted painted or between marks."""
    inside = {place for quote in quotes for place in range(quote.start, quote.end)}
    at = span.start
    for line in text[span.start : span.end].split("\n"):
        runs = groupby(enumerate(line, at), key=lambda one: one[0] in inside)
        pieces = ((quoted_here, "".join(c for _, c in some)) for quoted_here, some in runs)
        safe = "".join(f"{_OPEN}{_safe(piece)}{_CLOSE}" if here else _safe(piece) for here, piece in pieces)
        yield from _painted(wrapped(safe, columns() - 2, "  "))
        at += len(line) + 1


_OPEN, _CLOSE = "\x01", "\x02"  # around what is quoted: no text that is safe to print has these in it


def _safe(piece: str) -> str:
    return shown(piece.replace("\t", " ").replace("\r", ""))


def _painted(rows: Iterable[str]) -> Iterator[str]:
    """Rows with what is quoted in colour; between » and « where there is none."""
    if not colour():
        yield from (row.replace(_OPEN, "»").replace(_CLOSE, "«") for row in rows)
        return
    inside = False
    for row in rows:
        painted_row = ""
        for part in re.split(f"([{_OPEN}{_CLOSE}])", row):
            if part in (_OPEN, _CLOSE):
                inside = part == _OPEN
            else:
                painted_row += painted(part, "bold", "cyan") if inside else part
        yield painted_row

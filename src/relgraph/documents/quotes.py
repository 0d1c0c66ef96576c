"""Evidence: where a quote stands in the text, and what to tell a writer whose quote does not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from relgraph.claims import Evidence
from relgraph.documents.tree import Defect, Value, shown, text_of

_MARKS = str.maketrans(
    {**dict.fromkeys("’‘‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("–—―−‐‑", "-")}
)


def quotes_of(value: Value) -> list[str]:
    """The quotes of a claim: one or a list. Raises Defect if there is none."""
    if value is None or value == []:
        raise Defect((), "is missing: no claim enters without its sentence")
    if not isinstance(value, list):
        return [text_of(value)]
    quotes = []
    for place, quote in enumerate(value):
        try:
            quotes.append(text_of(quote))
        except Defect as defect:
            raise defect.within(place) from None
    return quotes


def evidence_of(quote: str, text: str, title: str | None) -> Evidence:
    """The quote at its first place in the text, in characters. Raises Defect if it is not there verbatim."""
    start = text.find(quote)
    if start < 0:
        raise Defect((), f"{shown(quote)} is not in the text{_why_not(quote, text, title)}")
    return Evidence.model_construct(quote=quote, start=start, end=start + len(quote))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _marked(text: str) -> str:
    return text.translate(_MARKS).replace("…", "...")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


_WAYS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("white space", _spaced),
    ("quotation marks or dashes", _marked),
    ("capital letters", str.casefold),
    ("the coding of accents", _composed),
)


def _why_not(quote: str, text: str, title: str | None) -> str:
    """How the text differs where it nearly has the quote."""
    for difference, alike in _WAYS:
        if alike(quote) in alike(text):
            return f" verbatim: it differs in {difference}"
    for _, alike in _WAYS:
        quote, text = alike(quote), alike(text)
    if quote in text:
        return f" verbatim: it differs in {', '.join(difference for difference, _ in _WAYS[:3])}"
    return ", only in the title" if title and quote in title else ""

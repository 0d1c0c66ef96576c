"""Names as text: how one is kept, and how it is folded for looking up."""

from __future__ import annotations

import unicodedata

_UNMARKED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
     "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
)  # fmt: skip


def plain_name(name: str) -> str:
    """A name as it is kept: composed (NFC), one space between words. Raises ValueError if nothing can be seen."""
    if name.isascii() and name.isprintable() and "  " not in name and name and name[0] != " " != name[-1]:
        return name  # the common case, at the speed of an import
    kept = " ".join(unicodedata.normalize("NFC", name).split())
    if not any(unicodedata.category(c)[0] not in "CZ" for c in kept):
        raise ValueError("a name must have something to read in it")
    return kept


def folded(text: str) -> str:
    """A text without case, accents and typographic quotes: `Łukasz Strauß` and `lukasz strauss` are alike."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_UNMARKED))
    return "".join(c for c in bare if not unicodedata.combining(c))

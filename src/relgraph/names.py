"""Names as text: how one is kept, and how it is folded for looking up."""

from __future__ import annotations

import re
import unicodedata

_UNMARKED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
     "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
)  # fmt: skip


def plain_name(name: str) -> str:
    """A name as it is kept: composed (NFC), one space between words. Raises ValueError if nothing can be seen.

    NUL is refused too: SQLite takes a text to end there.
    """
    if name.isascii() and name.isprintable() and "  " not in name and name and name[0] != " " != name[-1]:
        return name  # the common case, at the speed of an import
    kept = " ".join(unicodedata.normalize("NFC", name).split())
    if "\0" in kept:
        raise ValueError("a name can't hold a NUL character")
    if not any(unicodedata.category(c)[0] not in "CZ" for c in kept):
        raise ValueError("a name must have something to read in it")
    return kept


def nicknamed(name: str) -> str | None:
    """The short form of a name with the nickname in it: `Daisy Holloway` of `Marguerite "Daisy" Holloway`."""
    found = _NICKNAME.fullmatch(name)
    return f"{found[1].strip()} {found[2]}" if found else None


_NICKNAME = re.compile(r'[^"“”]*\S\s+["“”]([^"“”]*\w[^"“”]*)["“”]\s+(\S[^"“”]*)')

_SPELT = {"æ": ("ae", "a"), "œ": ("oe", "o"), "ä": ("a", "ae"), "ö": ("o", "oe"), "ø": ("o", "oe"), "ü": ("u", "ue"),
          "å": ("a", "aa")}  # fmt: skip

SPELT_TWO_WAYS = "".join({letter for lower in _SPELT for letter in (lower, lower.upper())})
"""The letters that people who lack them on the keyboard write in two ways."""


def may_be_spelt(word: str, typed: str) -> bool:
    """Whether a folded text is a word as people write it who spell some of its letters the other way.

    `Brække` can be braekke or brakke, `Müller` muller or mueller.
    """
    if _loose(folded(word)) != _loose(typed):  # nearly all: a pattern costs more
        return False
    letters = unicodedata.normalize("NFC", word.casefold())
    ways = (f"(?:{'|'.join(_SPELT[c])})" if c in _SPELT else re.escape(folded(c)) for c in letters)
    return re.fullmatch("".join(ways), typed) is not None


def _loose(text: str) -> str:
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a")


def folded(text: str) -> str:
    """A text without case, accents and typographic quotes: `Łukasz Strauß` and `lukasz strauss` are alike."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_UNMARKED))
    return "".join(c for c in bare if not unicodedata.combining(c))

"""How like two names are, as far as names alone can tell. Likeness suggests; it never joins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

SUFFIXES = {
    "jr": "Jr.",
    "junior": "Jr.",
    "sr": "Sr.",
    "senior": "Sr.",
    "ii": "II",
    "iii": "III",
    "iv": "IV",
    "v": "V",
}
"""What stands at the end of a name and tells people of one name apart."""

ENOUGH = 92
"""The likeness of names, of 100, from which on they are suggested if nothing else speaks for it."""

WITH_MORE = 80
"""The same if ties in common or a year of birth speak for it too."""

_WORD = re.compile(r"\w+")
_NICKNAME = re.compile(r"[\"'(]([^\"'()]+)[\"')]")

Ratio = Callable[[str, str], float]
"""How alike two texts are spelt, of 100."""


class Words(NamedTuple):
    """The words of a folded name, without what tells junior from senior (`suffix`, or '')."""

    words: tuple[str, ...]
    suffix: str

    @property
    def first(self) -> str:
        """The first word."""
        return self.words[0]

    @property
    def last(self) -> str:
        """The last word."""
        return self.words[-1]


class Like(NamedTuple):
    """How alike two names are, of 100, and in words."""

    score: float
    reason: str


@lru_cache(maxsize=16384)
def readings(name: str) -> tuple[Words, ...]:
    """The words of a folded name; of one with a nickname in it also those that go by that."""
    found = _NICKNAME.search(name)
    plain = _NICKNAME.sub(" ", name) if found else name
    words = _WORD.findall(plain.replace(".", " "))
    suffix = ""
    if len(words) > 2 and words[-1] in SUFFIXES:
        suffix = SUFFIXES[words.pop()]
    if not words:
        return ()
    whole = Words(tuple(words), suffix)
    short = _WORD.findall(found[1]) if found else []
    return (whole, Words((*short, words[-1]), suffix)) if short and len(words) > 1 else (whole,)


def keys(name: Words) -> Iterator[tuple[str, ...]]:
    """What two names share that may be alike: only those that share one of these are held against each other."""
    if len(name.words) == 1:
        return
    yield ("words", *sorted(name.words))
    if not _is_numbered(name):
        yield ("initial", name.last, name.first[0])
        yield ("surname", name.first, name.last[:3])
        yield ("ending", name.last, name.first[-3:])


def _is_numbered(name: Words) -> bool:
    return any(word.isdigit() for word in name.words)


def like(one: Words, other: Words, ratio: Ratio) -> Like | None:
    """How alike two names of several words are; None if they are not, or if a suffix tells them apart."""
    if (
        len(one.words) == 1
        or len(other.words) == 1
        or (one.suffix and other.suffix and one.suffix != other.suffix)
    ):
        return None
    found = _like(one, other, ratio)
    if found and one.suffix != other.suffix:
        return Like(found.score - 4, f"{found.reason} but for {one.suffix or other.suffix}")
    return found


def _like(one: Words, other: Words, ratio: Ratio) -> Like | None:
    if one.words == other.words:
        return Like(100, "the same name")
    if sorted(one.words) == sorted(other.words):
        return Like(97, "the same words in another order")
    if one.last == other.last and one.first == other.first:
        middle = [name.words[1:-1] for name in (one, other)]
        if not all(middle) or _initials(*middle):
            return Like(94, "the same first and last name")
        return Like(84, "the same first and last name, another one between")
    if one.last == other.last and _initials(one.words[:1], other.words[:1]):
        return Like(86, "the same last name, and an initial that fits")
    if _is_numbered(one) or _is_numbered(other):
        return None
    score = ratio(" ".join(one.words), " ".join(other.words))
    if score < WITH_MORE or ratio(one.last, other.last) < 70 or ratio(one.first, other.first) < 60:
        return None
    return Like(min(score, 96), f"spelt alike, {score:.0f} of 100")


def _initials(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether words fit each other, one by one, where one of them is an initial."""
    pairs = list(zip(one, other, strict=False))
    return bool(pairs) and all(x == y or (1 in (len(x), len(y)) and x[0] == y[0]) for x, y in pairs)

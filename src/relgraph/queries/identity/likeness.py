"""How like two names are, as far as names alone can tell. Likeness suggests; it never joins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
_NICKNAME = re.compile(r'"([^"]+)"')

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


def readings(name: str, *, of_person: bool) -> tuple[Words, ...]:
    """The words of a folded name; of a person's with a nickname in it also those that go by that."""
    if not of_person:
        words = tuple(_WORD.findall(name))
        return (Words(words, ""),) if words else ()
    found = _NICKNAME.search(name)
    plain = _NICKNAME.sub(" ", name) if found else name
    parts = _WORD.findall(plain)
    suffix = SUFFIXES[parts.pop()] if len(parts) > 2 and parts[-1] in SUFFIXES else ""
    if not parts:
        return ()
    whole = Words(tuple(parts), suffix)
    short = _WORD.findall(found[1]) if found else []
    return (whole, Words((*short, parts[-1]), suffix)) if short and len(parts) > 1 else (whole,)


def keys(name: Words, *, of_person: bool) -> Iterator[tuple[str, ...]]:
    """What two names share that may be alike: only those that share one of these are held against each other."""
    if len(name.words) == 1:
        return
    yield ("words", *sorted(name.words))
    if not _is_numbered(name):
        yield ("surname", name.first, name.last[:3])
        if of_person:
            yield ("initial", name.last, name.first[0])
            yield ("ending", name.last, name.first[-3:])


def _is_numbered(name: Words) -> bool:
    return any(word.isdigit() for word in name.words)


def like(one: Words, other: Words, ratio: Ratio, *, of_person: bool) -> Like | None:
    """How alike two names of several words are; None if they are not, or if a suffix tells them apart."""
    if len(one.words) == 1 or len(other.words) == 1:
        return None
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    found = _same(one, other) or (_person(one, other) if of_person else None) or _spelt(one, other, ratio)
    if found and one.suffix != other.suffix:
        return Like(found.score - 4, f"{found.reason} but for {one.suffix or other.suffix}")
    return found


def _same(one: Words, other: Words) -> Like | None:
    if one.words == other.words:
        return Like(100, "the same name")
    if sorted(one.words) == sorted(other.words):
        return Like(97, "the same words in another order")
    return None


def _person(one: Words, other: Words) -> Like | None:
    if one.last != other.last:
        return None
    if one.first == other.first:
        middle = [name.words[1:-1] for name in (one, other)]
        if not all(middle) or _initials(*middle):
            return Like(94, "the same first and last name")
        return Like(84, "the same first and last name, another one between")
    if _initials(one.words[:1], other.words[:1]):
        return Like(86, "the same last name, and an initial that fits")
    return None


def _spelt(one: Words, other: Words, ratio: Ratio) -> Like | None:
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

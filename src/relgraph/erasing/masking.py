"""Names and sentences cut out of texts that stay.

A name of several words is looked for everywhere, in any case, with or without its accents, and written as one word or
with any signs between its words, as addresses and tags have it. A single word of a name is looked for only in articles
that speak of whom it names, and only written large: `Sand`, but not `sand`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from relgraph.names import folded
from relgraph.privacy import LEAST, pattern

ERASED = "[erased]"
"""What stands where something was cut out."""

_JOINED_FROM = 8
"""Letters of a name from which on it is looked for written as one word too: `evesand`, but not `alli` for Al Li."""

_NOTHING = re.compile(r"(?!)")


class Mask:
    """Cuts out `whole` names, single `words` of names, and `sentences`; longer names that are `kept` stay."""

    def __init__(
        self,
        whole: Iterable[str],
        kept: Iterable[str] = (),
        words: Iterable[str] = (),
        sentences: Iterable[str] = (),
    ) -> None:
        self._kept = _any_of(map(_name, _longest_first(kept)))
        self._whole = _any_of(map(_name, _longest_first([*kept, *whole])))
        self._words = _any_of(map(pattern, _longest_first(words)))
        self._sentences = _longest_first(sentences)

    def text(self, text: str) -> str:
        """The text without them; the same text if none of them is in it."""
        masked = unicodedata.normalize("NFC", text)
        for sentence in self._sentences:
            masked = masked.replace(unicodedata.normalize("NFC", sentence), ERASED)
        masked = self._whole.sub(lambda found: found[0] if self._kept.fullmatch(found[0]) else ERASED, masked)
        masked = self._words.sub(lambda found: ERASED if found[0][0].isupper() else found[0], masked)
        return text if masked == unicodedata.normalize("NFC", text) else masked

    def holds(self, text: str) -> bool:
        """Whether one of them is in a text."""
        return self.text(text) != text

    def is_in_address(self, address: str) -> bool:
        """Whether an address has one of them in it; single words are written small there."""
        plain = unquote(address)
        return self.holds(plain) or self._words.search(" ".join(re.split(r"[\W_]+", plain))) is not None

    def value(self, value: Any) -> Any:
        """A JSON value without them; its keys stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        return value


def words_of(names: Iterable[str], others: Iterable[str]) -> set[str]:
    """The single words by which names may be told: long enough, written large, and in no name of others."""
    kept = {word for name in others for word in re.findall(r"\w+", folded(name))}
    words = {word for name in names for word in re.findall(r"\w+", unicodedata.normalize("NFC", name))}
    return {word for word in words if len(word) >= LEAST and word[0].isupper() and folded(word) not in kept}


def says_something(text: str) -> bool:
    """Whether a text from which something was cut out still has a word in it."""
    return re.search(r"\w", text.replace(ERASED, "")) is not None


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(set(texts), key=lambda text: (-len(text), text))


def _name(name: str) -> str:
    """A name over any signs between its words."""
    words = name.split()
    if len(words) == 1:
        return pattern(name)
    between = r"(?:[\W_]|%20)" + ("*" if sum(map(len, words)) >= _JOINED_FROM else "+")
    return between.join(map(pattern, words))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    together = "|".join(patterns)
    return re.compile(rf"(?<![^\W_])(?:{together})(?![^\W_])", re.IGNORECASE) if together else _NOTHING

"""The claim that a relation noun makes of its owner and whom it names, by the words before it."""

from __future__ import annotations

from relgraph.extract.rules.phrase import Filler, NounPhrase
from relgraph.extract.rules.relations import ESTRANGED, FORMER, RUMOURED
from relgraph.extract.rules.story import Found


def bond(phrase: NounPhrase, owner: Filler, filler: Filler) -> Found | None:
    """The claim, None if it would tie somebody to him- or herself."""
    if owner[0] is filler[0]:
        return None
    noun, token = phrase.noun, phrase.token
    a, b = (owner, filler) if noun.owner == "a" else (filler, owner)
    rule = f"noun:{noun.words.split()[0]}"
    trigger = (max(0, token.i - len(phrase.words)), token.i + 1)
    found = Found(_kind(phrase), a[0], b[0], phrase.line, token, rule, (a[1], b[1]), trigger)
    found.presupposed = True
    found.alleged = rumoured(phrase)
    found.detail = _detail(phrase)
    return found


def rumoured(phrase: NounPhrase) -> bool:
    """Whether a word before the noun makes it a rumour."""
    return not RUMOURED.isdisjoint(phrase.words)


def _kind(phrase: NounPhrase) -> str:
    noun = phrase.noun
    if noun.estranged and not ESTRANGED.isdisjoint(phrase.words):
        return noun.estranged
    if noun.former and not FORMER.isdisjoint(phrase.words):
        return noun.former
    return noun.kind


def _detail(phrase: NounPhrase) -> str | None:
    noun, low = phrase.noun, phrase.token.lower_
    if noun.kind == "siblinghood":
        return next((word for word in ("half", "step", "twin") if word in phrase.words or word == low), None)
    if noun.kind == "kinship":
        return low
    return "step" if noun.kind == "parenthood" and "step" in phrase.words else noun.detail

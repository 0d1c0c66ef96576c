"""Step 4c: love that is only hinted at: "an alleged love interest … named Cy", "rumored new girl, model Cy"."""

from __future__ import annotations

from relgraph.extract.rules import grammar
from relgraph.extract.rules.phrase import Filler, NounPhrase, implied_owner, right_of
from relgraph.extract.rules.story import NOBODY, Found, ParsedLine
from relgraph.extract.rules.tying import rumoured

_AFTER = 50  # tokens of the sentences after, in which somebody unnamed gets a name


def read_love_interest(phrase: NounPhrase) -> list[Found]:
    """As in "with an alleged love interest … It was a model named Cy": of somebody married it is an affair."""
    res, line, token = phrase.res, phrase.line, phrase.token
    if "love" not in phrase.words:
        return []
    named = right_of(phrase, plural=False) or _named_later(phrase)
    whose = grammar.owner_at(res, line, token.i, phrase.edge, several=False) or grammar.subject_of(
        res, line, token
    )
    found = []
    for owner in whose.parties[:1]:
        spouse = res.said.partner(owner, {"marriage"}, "")
        for filler, how in named:
            if filler is not owner and filler is not spouse:
                kind = "affair" if spouse is not None else "dating"
                trigger = (token.i - 1, token.i + 1)
                claim = Found(
                    kind, owner, filler, line, token, "noun:love interest", (whose.how, how), trigger
                )
                claim.presupposed, claim.alleged = True, rumoured(phrase)
                found.append(claim)
    return found


def _named_later(phrase: NounPhrase) -> list[Filler]:
    """The name that a following sentence gives to somebody unnamed: "It was a model named Cy"."""
    line: ParsedLine = phrase.line
    end = phrase.token.sent.end
    for i in range(end, min(len(line.doc) - 1, end + _AFTER)):
        if line.doc[i].lower_ in ("named", "called") and i + 1 in line.named:
            party = line.named[i + 1].party
            return [(party, f"{party.name}, named after")]
    return []


def read_rumoured_love(phrase: NounPhrase) -> list[Found]:
    """As in "with rumored new girl, model Cy"."""
    res, line, token = phrase.res, phrase.line, phrase.token
    named = right_of(phrase, plural=False)
    whose = grammar.owner_at(res, line, token.i, phrase.edge, several=False)
    whose = whose or (implied_owner(phrase, named) if named else NOBODY)
    return [
        Found(
            "dating", owner, filler, line, token, "noun:girl", (whose.how, how), (token.i, token.i + 1),
            presupposed=True, alleged=True,
        )
        for owner in whose.parties[:1]
        for filler, how in named
        if owner is not filler
    ]  # fmt: skip

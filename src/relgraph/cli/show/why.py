"""What ties a pair, and every claim for and against it with its words and its effect."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from relgraph.cli.safe import quoted, shown, typed_mention
from relgraph.cli.show.amended import SHORT, amended, reason
from relgraph.cli.show.ties import Heard, row
from relgraph.cli.text import columns, listed, number, painted, title, width, wrapped
from relgraph.cli.words import chain, day, when
from relgraph.dates import Day, day_of
from relgraph.kinds import KINDS
from relgraph.names import folded
from relgraph.queries.phrases import UNSURE, predicate
from relgraph.queries.reviews import Review
from relgraph.queries.rows import Ref
from relgraph.queries.told import Told
from relgraph.queries.versions import Edition
from relgraph.queries.why import Effect, Weighed, Why

_VERBS = {
    "start": "sets the start of",
    "end": "sets the end of",
    "supports": "supports",
    "against": "speaks against",
    "alleges end": "alleges the end of",
    "against alleged end": "speaks against the alleged end of",
    "against end": "speaks against the end of",
}


def lines(pair: Sequence[Ref], answer: Why, on: Day, known: Day, heard: Heard) -> list[str]:
    """The ties of the pair, then the claims on it."""
    text = [*title(" and ".join(shown(ref.name) for ref in pair)), f"on {day(on)}, as known on {day(known)}"]
    if not answer.ties:
        text += ["", "No tie follows from what was published by then."]
    for tie in answer.ties:
        text += ["", *row(f"{predicate(tie)} {shown(tie.other.name)}", tie, heard)]
    text += ["", painted(f"{number(len(answer.claims), 'claim')}, in order of publication", "bold")]
    for alike in _alike(answer.claims):
        text += ["", *_claim(alike[0]), *_also_printed(alike)]
    return text


def _alike(claims: Sequence[Weighed]) -> list[list[Weighed]]:
    """The claims in order, those together that copies of one text make alike."""
    found: dict[object, list[Weighed]] = {}
    for one in claims:
        claim = one.claim
        said = (
            claim.kind,
            claim.parties,
            claim.names,
            claim.when,
            claim.stance,
            claim.attribution,
            claim.detail,
        )
        key = (one.copies.text, one.gone, claim.hypothetical, said) if one.copies else claim.position
        found.setdefault(key, []).append(one)
    return list(found.values())


def _also_printed(alike: Sequence[Weighed]) -> list[str]:
    """In how many papers the same text stands, and which of them make the same claim."""
    copies = alike[0].copies
    if copies is None:
        return []
    head = f"the same text in {len(copies.papers)} papers, first in {shown(copies.papers[0][0])}"
    others = [
        f"{shown(one.claim.article.source)}, {day(one.claim.published)} (claim {one.claim.id[:SHORT]})"
        for one in alike[1:]
    ]
    also = f"; it also stands in {'; '.join(others)}" if others else ""
    return wrapped(f"{head}{also}", columns(), "      ", "    ")


def _claim(weighed: Weighed) -> list[str]:
    claim, room = weighed.claim, columns()
    styles = {"alleged": ["yellow"], "denied": ["red"]}.get(claim.stance, [])
    stance = claim.stance if claim.stance in ("reported", "confirmed") else claim.stance.upper()
    plan = "a PLAN, " if claim.hypothetical else ""
    what = f"{claim.kind.replace('_', ' ')}, {when(claim.when)}: {plan}{stance}"
    names = [
        shown(name) for name, party in zip(claim.names, claim.parties, strict=True) if name != party.name
    ]
    if not claim.attribution and folded(claim.root) != folded(claim.article.source):
        what += f" (prints the text of {shown(claim.root)})"
    if names:
        what += f" (of “{'” and “'.join(names)}”)"
    text = [
        *wrapped(f"{day(claim.published)}  {chain(claim)}", room, "    ", ""),
        *(painted(line, *styles) for line in wrapped(what, room, "      ", "    ")),
        *(
            line
            for quote in claim.quotes
            for line in wrapped(f"“{quoted(quote.text)}”", room, "      ", "    ")
        ),
    ]
    if not claim.quotes:
        text.append("    (its words were erased)")
    place = " ".join(shown(part) for part in (claim.article.title, claim.article.url) if part)
    if place:
        text += [painted(line, "dim") for line in wrapped(place, room, "      ", "    ")]
    waits = "; not reviewed" if claim.unreviewed and not weighed.gone else ""
    if weighed.edition:
        text += wrapped(_edition(weighed.edition), room, "      ", "    ")
    text += [painted(line, "dim") for line in _mentions(claim, room)]
    text += wrapped(f"-> {effect(weighed)}{waits}; claim {claim.id[:SHORT]}", room, "       ", "    ")
    return text + reason(weighed.amended, "       ")


def _edition(edition: Edition) -> str:
    """Which version of its article says so, and whether the last one still does."""
    gone = "" if edition.gone is None else f"; the article no longer says this since {day(edition.gone)}"
    return f"version {edition.number} of {edition.of}{gone}"


def _mentions(claim: Told, room: int) -> list[str]:
    """The names of this article as `identity` takes them, one a line where they don't fit together."""
    names = [typed_mention(name, claim.article.id[:SHORT]) for name in claim.names]
    line = f"    {', '.join(names)}"
    if width(line) <= room:
        return [line]
    return [line for name in names for line in wrapped(name, room, "      ", "    ")]


def effect(weighed: Weighed) -> str:
    """What a claim did, in words."""
    if weighed.gone == "dropped":
        return "no longer proposed by newer rules, does not count"
    if weighed.gone == "rejected":
        return f"rejected{_reviewer(weighed.review)}, does not count"
    if weighed.amended:
        counts = "does not count" if weighed.amended.by is not None else "no longer counts"
        return f"{amended(weighed.amended)}, {counts}"
    if weighed.gone == "hypothetical":
        return "tells of a plan, so it changes nothing"
    said = listed(_done(weighed.effects)) if weighed.effects else _nothing(weighed)
    return f"{said} ({weighed.finding.finding})" if weighed.finding else said


def _reviewer(review: Review | None) -> str:
    """` by ada on 3 Mar 2024`; ` in review` where it is not known by whom."""
    if review is None or review.by is None:
        return " in review"
    return f" by {shown(review.by)} on {day(day_of(review.at))}"


def _nothing(weighed: Weighed) -> str:
    kind = KINDS[weighed.claim.kind]
    if weighed.finding:
        return "changes nothing"
    if weighed.claim.stance == "denied":
        return "denies what nobody had said by then, so it changes nothing"
    if not (kind.starts or kind.ends or kind.also_ends or kind.parts):
        return "is noted; this kind of claim starts and ends nothing"
    return "changes nothing"


def _done(effects: Sequence[Effect]) -> list[str]:
    """`sets the start and the end of the marriage`, a phrase for each tie."""
    phrases = []
    for (kind, episode, standing), some in groupby(
        effects, key=lambda one: (one.kind, one.episode, one.standing)
    ):
        doubt = "alleged " if standing in UNSURE else ""
        again = f" (episode {episode})" if episode > 1 else ""
        verb = listed([_VERBS[one.what] for one in some]).replace(" of and sets the ", " and the ")
        phrases.append(f"{verb} the {doubt}{kind.replace('_', ' ')}{again}")
    return phrases

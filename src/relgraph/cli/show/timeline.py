"""A life or a pair in order: a date, what happened, and who tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.cli.safe import shown
from relgraph.cli.text import beside, columns, listed, painted, title, wrapped
from relgraph.cli.words import chain, date_of, day
from relgraph.dates import Day
from relgraph.fold.model import Bounds
from relgraph.kinds import KINDS, Shape
from relgraph.queries.phrases import TOLD_BEFORE, is_ahead
from relgraph.queries.rows import Ref
from relgraph.queries.timeline import Moment
from relgraph.queries.told import Told

_LEFT = 17
_DOUBTS = {"alleged": ("? ", "ALLEGED: ", "yellow"), "denied": ("x ", "DENIED: ", "red")}


def lines(moments: Sequence[Moment], asked: Sequence[Ref], on: Day, known: Day) -> list[str]:
    """The moments; the names of those `asked` about are left out where others are named."""
    text = [
        *title(listed([shown(ref.name) for ref in asked])),
        f"up to {day(on)}, as known on {day(known)}",
        "",
    ]
    if not moments:
        text.append("nothing is told of that time")
    for alike in _alike(moments):
        text += _moment(alike, frozenset(asked))
    return text


def _alike(moments: Sequence[Moment]) -> list[list[Moment]]:
    """The moments in order, those together of which several articles tell the same."""
    found: dict[object, list[Moment]] = {}
    for moment in moments:
        claim = moment.claim
        key = (
            moment.what,
            moment.earliest,
            moment.latest,
            claim.kind,
            claim.stance,
            frozenset(claim.parties),
        )
        found.setdefault(key, []).append(moment)
    return list(found.values())


def _moment(alike: Sequence[Moment], asked: frozenset[Ref]) -> list[str]:
    moment, claim, room = alike[0], alike[0].claim, columns() - _LEFT - 4
    approximate = any(mark in moment.text for mark in "~?%")
    date = wrapped(date_of(Bounds(moment.earliest, moment.latest, moment.text, approximate)), _LEFT)
    mark, doubt, *style = _DOUBTS.get(claim.stance, ("  ", ""))
    said = wrapped(f"{doubt}{_happened(moment)}{_with(claim, asked)}", room)
    sources = dict.fromkeys(f"{chain(one.claim)}, {day(one.claim.published)}" for one in alike)
    ahead = all(is_ahead(one.earliest, one.claim.published) for one in alike)
    told = wrapped("; ".join(sources) + (f", {TOLD_BEFORE}" if ahead else ""), room)
    return [
        f"{left}  {mark if at == 0 else '  '}{painted(right, *(style if at < len(said) else ['dim']))}".rstrip()
        for at, (left, right) in enumerate(beside(date, [*said, *told], _LEFT))
    ]


def _happened(moment: Moment) -> str:
    """`marriage begins`, `engagement ends`, `marriage, as of that day`, `divorce filing`."""
    kind = KINDS[moment.claim.kind]
    name = kind.name.replace("_", " ")
    if moment.what == "start" and Shape.CREDIT not in kind.shapes:
        return f"{name} begins"
    if moment.what == "end" and kind.starts:
        return f"{name} ends"
    return f"{name}, as of that day" if moment.what == "seen" else name


def _with(claim: Told, asked: frozenset[Ref]) -> str:
    """The parties that the reader has not named; the one that it is about, if only that tells whose it is."""
    others = [shown(party.name) for party in claim.parties if party not in asked]
    if not others and len(claim.parties) == 1 and len(asked) > 1:
        others = [shown(claim.parties[0].name)]
    return f": {listed(others)}" if others else ""

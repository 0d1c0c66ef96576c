"""Rule 9: death ends what may still be open, after the walk; nothing begins after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold.bounds import combined
from relgraph.fold.line import END, Item, days, extent
from relgraph.fold.model import FOREVER, NEVER, Said
from relgraph.fold.run import Closing, Run
from relgraph.kinds import STATES


class Death(NamedTuple):
    """A person's death: its first and last possible day, and the claims that tell of it."""

    first: Day
    last: Day
    told: tuple[Said, ...]


def death_of(told: Sequence[Said]) -> Death | None:
    """One death from the claims of it; an undated one was by its publication."""
    spans = [(extent(said.when, said.published), said) for said in told]
    dated = combined((*span, said.stance == "confirmed") for span, said in spans if span)
    first, last = (dated[0], dated[1]) if dated else (NEVER, FOREVER)
    for span, said in spans:
        if span is None and first <= said.published < last:
            last = said.published
    return Death(first, last, tuple(told)) if told else None


def in_time(told: Sequence[Said], deaths: Sequence[Death]) -> tuple[list[Said], list[Said]]:
    """Claims that act, and those that come too late: a start wholly after a death, a sighting on its day or later.

    Of a start that is "still so when printed" after a death, the start alone acts.
    """
    if not deaths:
        return list(told), []
    last = min(death.last for death in deaths)
    acting: list[Said] = []
    late: list[Said] = []
    for said in told:
        when = said.when
        if said.kind == "reconciliation":
            (late if (extent(when, said.published) or (NEVER,))[0] > last else acting).append(said)
        elif said.kind not in STATES:
            acting.append(said)
        elif when is None:
            (late if said.published >= last else acting).append(said)
        elif when.start and days(when.start, said.published)[0] > last:
            late.append(said)
        elif when.ongoing and said.published >= last:
            acting.append(replace(said, when=when._replace(ongoing=False)))
        else:
            acting.append(said)
    return acting, late


def until_then(said: Said, deaths: Sequence[Death]) -> Said:
    """A sighting after a death, as one of the day before it: who is first named then was one until then."""
    death = min(deaths, key=lambda d: (d.last, d.first))
    return replace(said, published=(death.first if death.first != NEVER else death.last) - 1)


def ended_by_death(run: Run, end: Closing | None, death: Death) -> tuple[Closing | None, bool]:
    """The end of a run whose person died, and whether an end of its own lies wholly after the death.

    `end` is what is known of its end without the death.
    """
    if run.start[0] > death.last:
        return end, False
    mine = Closing(death.first, death.last, "death", tuple(_as_end(said, death) for said in death.told))
    if end is None or end.last == FOREVER:
        if run.fades:
            seen = run.last_seen(before=FOREVER)
            first = NEVER if seen == NEVER else min(seen + 1, death.last)
            return mine._replace(first=max(first, min(run.start[0], death.last))), False
        held = [*(item.day + 1 for item in run.seen), *(after for _, after in run.apart)]
        first = max([death.first, run.start[0], *(day for day in held if day <= death.last)])
        return mine._replace(first=min(first, death.last)), False
    if end.by is None and end.first <= death.last and death.first <= end.last:
        both = (*end.items, *mine.items)
        return Closing(max(death.first, end.first), min(death.last, end.last), "death", both), False
    if end.first > death.last:
        return mine, bool(run.ends)
    return end._replace(last=min(end.last, death.last)), False


def _as_end(said: Said, death: Death) -> Item:
    return Item(
        death.last,
        END,
        death.first,
        death.last,
        True,
        said,
        said.when.text if said.when else None,
        by="death",
    )

"""Findings, each with what the record says and what to look at next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from relgraph.cli.safe import quoted, shown, typed
from relgraph.cli.text import columns, number, painted, wrapped
from relgraph.cli.words import chain, day
from relgraph.fold.model import Finding
from relgraph.queries.told import Told

_PORTION = 500  # findings whose claims are looked up at once


def lines(findings: Sequence[Finding], tell: Callable[[Iterable[int]], Mapping[int, Told]]) -> Iterator[str]:
    """The findings in order of position; `tell` gives the claims at these positions."""
    yield number(len(findings), "finding")
    for start in range(0, len(findings), _PORTION):
        some = findings[start : start + _PORTION]
        claims = tell({one.position for one in some})
        for one in some:
            yield from ("", *_finding(one, claims.get(one.position)))


def _finding(one: Finding, claim: Told | None) -> list[str]:
    room = columns()
    text = [painted(line, "bold") for line in wrapped(f"{one.finding}, position {one.position}", room)]
    text += wrapped(shown(one.message), room, "  ")
    if claim is None:
        return text
    names = " and ".join(shown(party.name) for party in claim.parties)
    when = f" {shown(claim.when)}" if claim.when is not None else ""
    text += wrapped(f"{claim.kind.replace('_', ' ')}{when}, {names}", room, "    ", "  ")
    text += wrapped(f"{chain(claim)}, {day(claim.published)}", room, "    ", "  ")
    if claim.quote:
        text += wrapped(f"“{quoted(claim.quote.text)}”", room, "    ", "  ")
    return [*text, f"  see: {next_step(claim)}"]


def next_step(claim: Told) -> str:
    """A command that shows the claim among its like."""
    command = "why" if len(claim.parties) == 2 else "timeline"
    return " ".join(["relgraph", command, *(typed(party.name, party.id) for party in claim.parties)])

"""A chain of ties as one sentence, and link by link."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.cli.safe import shown
from relgraph.cli.show.ties import Heard, row
from relgraph.cli.text import columns, listed, number, title, wrapped
from relgraph.cli.words import day
from relgraph.dates import Day
from relgraph.queries.path import Chains
from relgraph.queries.phrases import doubts, predicate
from relgraph.queries.rows import Ref, Tie


def lines(ends: tuple[Ref, Ref], chain: Sequence[Tie], on: Day, known: Day, heard: Heard) -> list[str]:
    """How far apart two are, the chain in a sentence, and each link with its days."""
    text = title(f"{shown(ends[0].name)} to {shown(ends[1].name)}: {number(len(chain), 'link')}")
    text += [f"on {day(on)}, as known on {day(known)}", ""]
    text += wrapped(sentence(ends[0], chain), columns())
    if chain:
        text.append("")
    for tie in chain:
        told = tie.turned() if tie.direction == "in" else tie
        text += row(f"{shown(told.entity.name)} {predicate(told)} {shown(told.other.name)}", told, heard)
    return text


def none(ends: tuple[Ref, Ref], chains: Chains, longest: int) -> str:
    """That there is no chain, and what to try."""
    tries = [f"--max {longest * 2} for longer ones"]
    if chains.kinds:
        tries.append("no --kind")
    if chains.sure:
        tries.append("no --holds")
    if chains.persons:
        tries.append("--via any")
    tries.append("another --on")
    return (
        f"no chain of at most {number(longest, 'link')} leads from {ends[0].name} to {ends[1].name}"
        f" on {day(chains.on)}, as known on {day(chains.known)}; try {listed(tries, 'or')}"
    )


def sentence(start: Ref, chain: Sequence[Tie]) -> str:
    """A chain as people would tell it: `A performed in F, as did B, who is married to C`."""
    words = shown(start.name)
    if not chain:
        return f"{words} is one and the same."
    for at, tie in enumerate(chain):
        words += _link(tie, chain[at - 1] if at else None)
    return f"{words}."


def _link(tie: Tie, before: Tie | None) -> str:
    name, doubt = shown(tie.other.name), _doubt(tie)
    if before is None:
        return f" {predicate(tie)} {name}{doubt}"
    if (
        before.kind == tie.kind
        and (before.direction, tie.direction) == ("out", "in")
        and before.other.type != "person"
    ):
        return f", as {_auxiliary(before, tie)} {name}{doubt}"
    which = "who" if tie.entity.type == "person" else "which"
    return f", {which} {predicate(tie)} {name}{doubt}"


def _auxiliary(before: Tie, tie: Tie) -> str:
    """The verb that stands for the one before: `as did`, `as is`, `as was`."""
    first = predicate(tie.turned()).partition(" ")[0]
    return first if first in ("is", "was", "had", "has") else "did"


def _doubt(tie: Tie) -> str:
    """What the reader has to know before believing a link."""
    doubt = ", ".join(doubts(tie))
    return f" ({doubt})" if doubt else ""

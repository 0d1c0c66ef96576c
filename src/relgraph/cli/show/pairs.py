"""Pairs, one a line, under headings for how surely they are in the state."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import groupby

from relgraph.cli.safe import shown
from relgraph.cli.show.ties import HEADINGS, row
from relgraph.cli.text import columns, number, painted, wrapped
from relgraph.cli.words import day
from relgraph.dates import Day
from relgraph.queries.phrases import predicate
from relgraph.queries.rows import Tie


def lines(pairs: Sequence[Tie], counts: Mapping[str, int], on: Day, known: Day) -> list[str]:
    """How many pairs there are, and each of them."""
    total = number(sum(counts.values()), "pair")
    text = wrapped(f"{total} on {day(on)}, as known on {day(known)}{_doubtful(counts)}", columns(), "  ", "")
    for holds, ties in groupby(pairs, key=lambda tie: tie.holds):
        text += ["", painted(HEADINGS[holds], "bold")]
        for tie in ties:
            text += row(f"{shown(tie.entity.name)} {predicate(tie)} {shown(tie.other.name)}", tie)
    return text


def counted(counts: Mapping[str, int]) -> list[str]:
    """The number alone; for people, on a terminal, also how many of them are in doubt."""
    doubt = _doubtful(counts) if sys.stdout.isatty() else ""
    return [f"{sum(counts.values())}{doubt}"]


def _doubtful(counts: Mapping[str, int]) -> str:
    """`; 1 of them disputed, 2 only alleged`; nothing where all are reported."""
    parts = [f"{counts[standing]:,} {word}" for standing, word in _DOUBTS.items() if standing in counts]
    return f"; {', '.join(parts)}" if parts else ""


_DOUBTS = {"disputed": "of them disputed", "alleged": "only alleged", "denied": "only alleged, and denied"}

"""Pairs, one a line, under headings for how surely they are in the state."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from relgraph.cli.safe import shown
from relgraph.cli.show.ties import HEADINGS, row
from relgraph.cli.text import number, painted
from relgraph.cli.words import day
from relgraph.dates import Day
from relgraph.queries.phrases import predicate
from relgraph.queries.rows import Tie


def lines(pairs: Sequence[Tie], count: int, on: Day, known: Day) -> list[str]:
    """How many pairs there are, and each of them."""
    text = [f"{number(count, 'pair')} on {day(on)}, as known on {day(known)}"]
    for holds, ties in groupby(pairs, key=lambda tie: tie.holds):
        text += ["", painted(HEADINGS[holds], "bold")]
        for tie in ties:
            text += row(f"{shown(tie.entity.name)} {predicate(tie)} {shown(tie.other.name)}", tie)
    return text

"""The graph for other tools, and what it says as a whole: graph, analyze."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from relgraph.cli import options
from relgraph.cli.as_json import answer_json, rests_json
from relgraph.cli.handing import Handing, ShowMinors, ShowPrivate, WhyShown, asked
from relgraph.cli.making import handed_out, not_named
from relgraph.cli.options import (
    DATABASE,
    AsJson,
    Database,
    Depth,
    Focus,
    Known,
    On,
    Standing,
    States,
    day,
    today,
)
from relgraph.cli.out import note, say, say_json
from relgraph.cli.progress import busy
from relgraph.cli.safe import shown
from relgraph.cli.store import reading
from relgraph.cli.text import columns, listed, number, wrapped
from relgraph.dates import iso
from relgraph.errors import RelgraphError

if TYPE_CHECKING:
    from relgraph.analysis.network import Network
    from relgraph.analysis.selection import Wanted

app = typer.Typer()

_READERS = {"gexf": "Gephi", "graphml": "Cytoscape, networkx, igraph or yEd", "json": "networkx or a script"}
"""Each format, and what reads it."""


@app.command("graph", epilog="Example: relgraph graph -o couples.gexf --kind marriage --kind affair")
def graph(
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The file to write.")],
    form: Annotated[
        Literal["gexf", "graphml", "json"] | None,
        typer.Option("--format", help="Default: what the file's name ends in."),
    ] = None,
    focus: Focus = None,
    depth: Depth = None,
    kind: States = None,
    standing: Standing = None,
    db: Database = DATABASE,
    on: Annotated[
        int | None,
        typer.Option(
            "--on",
            parser=day,
            metavar="DATE",
            help="Only ties that hold or may hold on that day; default: of any day.",
        ),
    ] = None,
    known: Known = None,
    show_minors: ShowMinors = False,
    show_private: ShowPrivate = False,
    why: WhyShown = None,
) -> None:
    """Write ties into a file for Gephi, Cytoscape or networkx. With their days and their standing."""
    from relgraph.analysis.network import network
    from relgraph.analysis.selection import Wanted, select

    shown_too = asked(show_minors, show_private, why)
    writer = _writer(form or _ending(out))
    now = today()
    about = Wanted(now if on is None else on, now if known is None else known, always=on is None)
    with reading(db) as store, busy("reading the ties"):
        chosen = select(store, _narrowed(store, about, focus, depth, kind, standing))
        days = {"known": iso(about.known), "on": None if on is None else iso(on)}
        made = network(
            store, chosen, {name: text for name, text in days.items() if text}, now, about.known, shown_too
        )
    with handed_out(out, made.redactor, Handing(db, "graph", shown_too, why)) as file, busy("writing"):
        writer(made, file)
    if made.cleaned:
        note(f"characters that no XML file can hold are left out of {number(made.cleaned, 'text')}")
    say(_told(out, made, _READERS[form or _ending(out)]))


@app.command("analyze", epilog="Example: relgraph analyze triangles --on 2023-08-07 --known 2023-08-07")
def analyze(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            parser=options.analysis,
            help="central: who connects whom; groups: who hangs together; bridges: without whom it falls apart; "
            "triangles: who is between two others.",
        ),
    ],
    focus: Focus = None,
    depth: Depth = None,
    kind: States = None,
    standing: Standing = "alleged",
    top: Annotated[
        int, typer.Option("--top", parser=options.whole(1), metavar="N", help="At most so many entries.")
    ] = 20,
    db: Database = DATABASE,
    on: On = None,
    known: Known = None,
    as_json: AsJson = False,
) -> None:
    """What the ties of a day say as a whole. Who connects whom, who hangs together, and on what that rests."""
    from relgraph.analysis.answers import ANALYSES
    from relgraph.analysis.pairs import rests
    from relgraph.analysis.selection import Wanted, select
    from relgraph.cli.show import analyses as show
    from relgraph.queries.voices import voices

    if find_spec("networkx") is None:
        raise RelgraphError("networkx does this, and is not installed here: pip install 'relgraph[graph]'")
    about = Wanted(today() if on is None else on, today() if known is None else known)
    with reading(db) as store:
        with busy("looking at the ties"):
            chosen = select(store, _narrowed(store, about, focus, depth, kind, standing))
            answer = ANALYSES[what](chosen)
        basis = rests(tie for tie, *_ in chosen.ties)
        if as_json:
            days = {"on": iso(about.on), "known": iso(about.known)}
            say_json(
                {**days, "entities": len(chosen.entities), **rests_json(basis), **answer_json(answer, top)}
            )
        else:
            say(show.head(what, len(chosen.entities), basis, about.on, about.known))
            say(show.lines(answer, top, lambda tie: voices(store, tie, about.known)))


def _narrowed(
    store: sqlite3.Connection,
    about: Wanted,
    focus: str | None,
    depth: int | None,
    kinds: list[str] | None,
    standing: str | None,
) -> Wanted:
    """What is asked for, with what narrows it down. Raises NotFound, Ambiguous, and BadParameter on wrong use."""
    from dataclasses import replace

    from relgraph.queries.find import named

    if depth is not None and focus is None:
        raise typer.BadParameter("--depth needs --focus")
    around = [] if focus is None else [named(store, focus, about.on, about.known).no]
    return replace(about, around=around, depth=depth or 1, kinds=kinds or (), standing=standing)


def _ending(out: Path) -> str:
    form = out.suffix.removeprefix(".").lower()
    if form not in _READERS:
        raise typer.BadParameter(f"--format is needed where a name ends in none of {listed(list(_READERS))}")
    return form


def _writer(form: str) -> Callable[[Network, TextIO], None]:
    from relgraph.exporters import gexf, graphml, node_link

    return {"gexf": gexf.write, "graphml": graphml.write, "json": node_link.write}[form]


def _told(out: Path, made: Network, reader: str) -> list[str]:
    counts = f"{number(len(made.nodes), 'entity', 'entities')} and {number(len(made.edges), 'tie')}"
    lines = wrapped(f"{shown(str(out))}: {counts}", columns(), "  ", "")
    return [*lines, *not_named(made.withheld), *wrapped(f"open it with {reader}", columns(), "  ", "")]

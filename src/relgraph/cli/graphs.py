"""The graph for other tools, and what it says as a whole: graph, analyze."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from relgraph.cli.making import handed_out, not_named
from relgraph.cli.options import DATABASE, Database, Depth, Focus, Known, Standing, States, day, today
from relgraph.cli.out import note, say
from relgraph.cli.progress import busy
from relgraph.cli.safe import shown
from relgraph.cli.store import reading
from relgraph.cli.text import columns, listed, number, wrapped
from relgraph.dates import iso

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
) -> None:
    """Write ties into a file for Gephi, Cytoscape or networkx. With their days and their standing."""
    from relgraph.analysis.network import network
    from relgraph.analysis.selection import Wanted, select

    writer = _writer(form or _ending(out))
    now = today()
    about = Wanted(now if on is None else on, now if known is None else known, always=on is None)
    with reading(db) as store, busy("reading the ties"):
        chosen = select(store, _narrowed(store, about, focus, depth, kind, standing))
        days = {"known": iso(about.known), "on": None if on is None else iso(on)}
        made = network(store, chosen, {name: text for name, text in days.items() if text}, now)
    with handed_out(out, made.redactor) as file, busy("writing"):
        writer(made, file)
    if made.cleaned:
        note(f"characters that no XML file can hold are left out of {number(made.cleaned, 'text')}")
    say(_told(out, made, _READERS[form or _ending(out)]))


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

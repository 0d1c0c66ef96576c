"""Keeping house: rebuild, check."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from relgraph.cli.options import DATABASE, AsJson, Database, day, whole
from relgraph.cli.out import say, say_json
from relgraph.cli.progress import busy
from relgraph.cli.store import reading
from relgraph.cli.text import number

app = typer.Typer()


@app.command("check", epilog="Example: relgraph check")
def check(
    db: Database = DATABASE,
    on: Annotated[
        int | None,
        typer.Option(
            "--on", parser=day, metavar="DATE", help="As for every question; a finding is of all days."
        ),
    ] = None,
    known: Annotated[
        int | None,
        typer.Option("--known", parser=day, metavar="DATE", help="Only of what was published by that day."),
    ] = None,
    since: Annotated[
        int,
        typer.Option(
            "--since",
            parser=whole(0),
            metavar="POSITION",
            help="Only what the records after that position brought.",
        ),
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """What is odd about the data. Dates that disagree, marriages that overlap, judgements that contradict."""
    from relgraph.checks import findings
    from relgraph.cli.show import findings as show
    from relgraph.queries.rows import refs_of
    from relgraph.queries.told import told

    with reading(db) as store:
        found = findings(store, since)
        if known is not None:
            claims = told(store, {one.position for one in found})
            found = [
                one for one in found if one.position in claims and claims[one.position].published <= known
            ]
        asked = found, partial(told, store), partial(refs_of, store)
        if as_json:
            say_json(show.findings_json(*asked))
        else:
            say(show.lines(*asked))
    if found:
        raise typer.Exit(1)


@app.command("rebuild", epilog="Example: relgraph rebuild")
def rebuild(db: Database = DATABASE, as_json: AsJson = False) -> None:
    """Make the read model anew from the log. Readers see the old one until the new one is done."""
    from relgraph.cli.store import rebuilt

    with busy("making the read model anew"):
        done = rebuilt(db)
    if as_json:
        say_json({"events": done.events, "claims": done.claims, "seconds": round(done.seconds, 3)})
    else:
        counts = f"{number(done.events, 'event')}, {number(done.claims, 'claim')}"
        say([f"{counts} in {done.seconds:,.1f} s"])

"""Keeping house: rebuild, check."""

from __future__ import annotations

import typer

from relgraph.cli.options import DATABASE, AsJson, Database
from relgraph.cli.out import say, say_json
from relgraph.cli.progress import busy
from relgraph.cli.store import reading
from relgraph.cli.text import number

app = typer.Typer()


@app.command("check", epilog="Example: relgraph check")
def check(db: Database = DATABASE, as_json: AsJson = False) -> None:
    """What is odd about the data. Dates that disagree, marriages that overlap, claims without effect."""
    from relgraph.checks import findings
    from relgraph.cli.show import findings as show
    from relgraph.queries.told import told

    with reading(db) as store:
        found = findings(store)
        if as_json:
            say_json(
                [{"finding": one.finding, "position": one.position, "message": one.message} for one in found]
            )
        else:
            say(show.lines(found, lambda positions: told(store, positions)))
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

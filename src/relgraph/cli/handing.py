"""What every command does that hands names out: whose names it may show, and the note of it in the log."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from relgraph.cli import options
from relgraph.cli.out import note
from relgraph.cli.safe import shown as safely
from relgraph.cli.store import writing
from relgraph.errors import RelgraphError
from relgraph.privacy import NOBODY, Shown

ShowMinors = Annotated[
    bool, typer.Option("--show-minors", help="Name minors too; needs --why, and is written to the log.")
]
ShowPrivate = Annotated[
    bool,
    typer.Option(
        "--show-private", help="Name those too of whom one allegation is all there is; needs --why."
    ),
]
WhyShown = Annotated[
    str | None,
    typer.Option(
        "--why", parser=options.words, metavar="TEXT", help="Why names are shown that are not for print."
    ),
]


def asked(minors: bool, private: bool, why: str | None) -> Shown:
    """Whose names are to be shown all the same. Raises BadParameter for no reason, or a reason for nothing."""
    shown = Shown(minors, private)
    if (shown == NOBODY) != (why is None):
        flags = "--show-minors or --show-private"
        raise typer.BadParameter(f"--why goes with {flags}" if shown == NOBODY else f"{flags} needs --why")
    return shown


class Handing(NamedTuple):
    """A command that hands names out of a file, whose names it shows that are not for print, and why."""

    db: Path
    command: str
    shown: Shown = NOBODY
    why: str | None = None

    def note(self, place: Path | str) -> None:
        """Note in the log that names are about to be handed out to a file or a server.

        Where nothing can be written that is said; it raises RelgraphError if names are shown that are not for print.
        """
        from relgraph.outputs import note as note_output

        where = str(place.absolute()) if isinstance(place, Path) else place
        try:
            with writing(self.db) as store:
                note_output(store, self.command, where, self.shown, self.why)
        except (RelgraphError, sqlite3.OperationalError) as error:
            if self.shown != NOBODY:
                raise
            note(safely(f"not noted in the log, so an erasure will not list it: {error}"))

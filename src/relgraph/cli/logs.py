"""The log itself: head, digest, verify, show, replay."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from relgraph.cli.making import making
from relgraph.cli.options import DATABASE, PLAIN, AsJson, Database, file, whole
from relgraph.cli.out import say, say_json
from relgraph.cli.progress import busy
from relgraph.cli.text import number
from relgraph.log import Head

app = typer.Typer()
log = typer.Typer(no_args_is_help=True, epilog="Example: relgraph log verify --digest digest.txt", **PLAIN)
app.add_typer(log, name="log")


@log.callback()
def the_log() -> None:
    """The log itself. Where it ends, whether it is whole, what stands in it."""


@log.command("head", epilog="Example: relgraph log head --json")
def head(db: Database = DATABASE, as_json: AsJson = False) -> None:
    """Where the log ends. Its id, the last position and the hash there."""
    from relgraph.cli.store import log_of

    with log_of(db) as records:
        end = records.head()
    if as_json:
        say_json(_json(end))
    else:
        say([f"log {end.log_id}", f"position {end.position}", f"hash {end.hash.hex()}"])


@log.command("digest", epilog="Example: relgraph log digest > digest.txt")
def digest(db: Database = DATABASE, as_json: AsJson = False) -> None:
    """A line to keep elsewhere. It proves later that nothing up to here was changed or cut off."""
    from relgraph.cli.store import log_of

    with log_of(db) as records:
        end = records.head()
    if as_json:
        say_json(_json(end))
    else:
        say([f"{end.log_id} {end.position} {end.hash.hex()}"])


@log.command("verify", epilog="Example: relgraph log verify --digest digest.txt")
def verify(
    kept: Annotated[
        Path | None,
        typer.Option("--digest", metavar="FILE", help="What `log digest` printed at an earlier time."),
    ] = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Check every hash of the log. With --digest also that nothing was cut off or written anew."""
    from relgraph.cli.digests import read_digest
    from relgraph.cli.store import log_of

    earlier = read_digest(kept) if kept else None
    with log_of(db) as records, busy("reading the whole log"):
        end = records.head()  # before: what comes in meanwhile is not checked
        records.verify(earlier)
    if as_json:
        since = None if earlier is None else earlier.position
        say_json({**_json(end), "digest": since})
    else:
        also = f"; it continues the digest of position {earlier.position}" if earlier else ""
        say([f"the log is whole: {number(end.position, 'record')}{also}"])


@log.command("show", epilog="Example: relgraph log show --from 40")
def show(
    start: Annotated[
        int, typer.Option("--from", parser=whole(1), metavar="N", help="The first position to show.")
    ] = 1,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """What stands in the log, record by record."""
    from relgraph.cli.show import records as show
    from relgraph.cli.store import log_of

    with log_of(db) as records:
        found = records.read(after=start - 1)
        if as_json:
            say(show.json_lines(found))
        else:
            say(line for record in found for line in show.lines(record))


@log.command("replay", epilog="Example: relgraph log replay --until 40 --to then.db")
def replay(
    until: Annotated[
        int, typer.Option("--until", parser=whole(0), metavar="N", help="The last position to take.")
    ],
    to: Annotated[Path, typer.Option("--to", parser=file, metavar="DB", help="The file to make.")],
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """The file as it was at a position. The same records with the same hashes, in a new file."""
    from relgraph.cli.store import replayed

    with making(to), busy("copying the log"):
        end = replayed(db, to, until)
    if as_json:
        say_json(_json(end))
    else:
        say([f"{number(end.position, 'record')} into {to}"])


def _json(end: Head) -> dict[str, Any]:
    """Where a log ends."""
    return {"log": end.log_id, "position": end.position, "hash": end.hash.hex()}

"""A Neo4j server: sync, check, wipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from relgraph.cli.handing import Handing
from relgraph.cli.options import DATABASE, PLAIN, AsJson, Database, today
from relgraph.cli.out import say, say_json
from relgraph.cli.progress import Counter
from relgraph.cli.store import reading
from relgraph.cli.text import number

if TYPE_CHECKING:
    from neo4j import Driver

    from relgraph.neo4j.server import Login

app = typer.Typer()
neo4j = typer.Typer(
    no_args_is_help=True,
    epilog="Example: relgraph neo4j sync bolt://localhost:7687",
    **PLAIN,
)
app.add_typer(neo4j, name="neo4j")

Uri = Annotated[
    str,
    typer.Argument(
        metavar="URI",
        help="The server's address, such as bolt://localhost:7687; NEO4J_USER and NEO4J_PASSWORD log in.",
    ),
]


@neo4j.callback()
def the_server() -> None:
    """The graph on a Neo4j server. Kept in step with the log, compared with it, taken away."""


@neo4j.command("sync", epilog="Example: relgraph neo4j sync bolt://localhost:7687")
def sync(uri: Uri, db: Database = DATABASE, as_json: AsJson = False) -> None:
    """Bring the server to what the file says. At first all of it, then what has changed since."""
    from relgraph.neo4j.syncing import sync as bring
    from relgraph.outputs import outputs

    with reading(db) as store:  # what is wrong with the file is said before anything is asked
        noted = any(output.place == uri for output in outputs(store))
    with server(uri) as driver, Counter("rows") as told:
        if (
            not noted
        ):  # once: each note is a record, and a server that is told of nothing new stays where it is
            Handing(db, "neo4j sync").note(uri)
        done = bring(driver, partial(reading, db), today(), told)
    if as_json:
        say_json({"nodes": done.nodes, "relationships": done.relationships, "position": done.position})
        return
    counts = f"{number(done.nodes, 'node')} and {number(done.relationships, 'relationship')}"
    say([f"{number(done.written, 'row')} written; {counts} on the server, at position {done.position:,}"])


@neo4j.command("check", epilog="Example: relgraph neo4j check bolt://localhost:7687")
def check(uri: Uri, db: Database = DATABASE, as_json: AsJson = False) -> None:
    """Compare every row of the file and the server, both ways. Exit code 1 if anything differs."""
    from relgraph.cli.show import differing
    from relgraph.neo4j.checking import check as compare

    with reading(db) as store, server(uri) as driver, Counter("rows") as told:
        found = compare(driver, store, today(), told)
    if as_json:
        differs = [
            {
                "sort": one.sort,
                "key": one.key,
                "what": one.what,
                "fields": [name for name, _, _ in one.fields],
            }
            for one in found.first
        ]
        say_json(
            {"nodes": found.nodes, "relationships": found.relationships, "position": found.position,
             "differences": found.count, "first": differs}
        )  # fmt: skip
    else:
        say(differing.lines(found))
    if found.count or found.position < found.head:
        raise typer.Exit(1)


@neo4j.command("wipe", epilog="Example: relgraph neo4j wipe bolt://localhost:7687")
def wipe(uri: Uri, as_json: AsJson = False) -> None:
    """Take away what sync made on the server, and nothing else. The file stays as it is."""
    from relgraph.neo4j.wiping import wipe as take_away

    with server(uri) as driver, Counter("rows") as told:
        gone = take_away(driver, told)
    if as_json:
        say_json({"nodes": gone.nodes, "relationships": gone.relationships})
    else:
        counts = f"{number(gone.nodes, 'node')} and {number(gone.relationships, 'relationship')}"
        say([f"{counts} taken away"])


@contextmanager
def server(uri: str) -> Iterator[Driver]:
    """A server, logged in to with what the environment or the user says."""
    from relgraph.neo4j.server import checked, connected

    with connected(checked(uri), login()) as driver:
        yield driver


def login() -> Login:
    """User and password, from NEO4J_USER and NEO4J_PASSWORD, else asked for."""
    from relgraph.neo4j.server import Login

    user, password = os.environ.get("NEO4J_USER"), os.environ.get("NEO4J_PASSWORD")
    if (user is None or password is None) and not sys.stdin.isatty():
        raise typer.BadParameter("set NEO4J_USER and NEO4J_PASSWORD: there is no terminal to ask for them on")
    if user is None:
        user = typer.prompt("user of the server", default="neo4j", err=True)
    if password is None:
        password = typer.prompt("password", hide_input=True, err=True)
    return Login(str(user), str(password))

"""Erasing: what goes is shown first, and asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from relgraph.cli import options
from relgraph.cli.options import DATABASE, AsJson, Database
from relgraph.cli.out import note, say, say_json
from relgraph.cli.progress import busy
from relgraph.cli.store import writing
from relgraph.errors import RelgraphError

if TYPE_CHECKING:
    from relgraph.erasing import Target
    from relgraph.ingest import Store

app = typer.Typer()


@app.command("erase", epilog='Example: relgraph erase "Ann Vale" --why "She asked for it"')
def erase(
    why: Annotated[
        str,
        typer.Option(
            "--why", parser=options.words, metavar="TEXT", help="The reason; it stays, so it names nobody."
        ),
    ],
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="Somebody, with all that is said of them; NAME@ARTICLE: by that article (its URL or id) only.",
        ),
    ] = None,
    article: Annotated[
        str | None,
        typer.Option("--article", metavar="URL-or-id", help="An article, with all that it claims."),
    ] = None,
    claim: Annotated[
        str | None,
        typer.Option("--claim", metavar="ID", help="One claim, by its id or the first digits of it."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking; for scripts.")] = False,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Take content out of the log for good. That it was erased, when and why, stays."""
    from relgraph.cli.show import erasing as show
    from relgraph.erasing import Erased, plan
    from relgraph.erasing import erase as carry_out
    from relgraph.erasing.doing import check_reason

    if sum(given is not None for given in (name, article, claim)) != 1:
        raise typer.BadParameter("give a NAME, --article or --claim, and one of them only")
    with writing(db) as store:
        with busy("looking for what goes"):
            planned = plan(store, _target(store, name, article, claim))
            preview = show.preview(store.connection, planned)
        check_reason(store.connection, planned, why)
        if not as_json:
            say(show.lines(preview))
        if not yes:
            _ask()
        with busy("erasing"):
            done: Erased = carry_out(store, planned, why)
    if as_json:
        say_json(show.json(preview, done))
    else:
        say(show.done(preview, done))
    if done.unclean:
        note(
            f"not all bytes are gone yet: {done.unclean}; the next command that opens the file takes them away"
        )


def _target(store: Store, name: str | None, article: str | None, claim: str | None) -> Target:
    """What was asked for. Raises NotFound or Ambiguous."""
    from relgraph import erasing
    from relgraph.fold.model import FOREVER
    from relgraph.queries.find import named
    from relgraph.queries.mentions import mentioned

    if article is not None:
        return erasing.article(store, article)
    if claim is not None:
        return erasing.claim(store, claim)
    if found := mentioned(store.connection, name or ""):
        return erasing.mention(store.connection, found)
    return erasing.entity(store.connection, named(store.connection, name or "", options.today(), FOREVER))


def _ask() -> None:
    """Raises RelgraphError unless somebody says yes."""
    if not sys.stdin.isatty():
        raise RelgraphError("nothing was erased: where nobody can be asked, --yes says that it is meant")
    sys.stdout.flush()
    print("Erase this for good? It can't be taken back. [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise RelgraphError("nothing was erased")

"""What an extractor proposed, looked at by a person: list, accept, reject, edit; on a terminal one key each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relgraph.cli import options
from relgraph.cli.keys import possible
from relgraph.cli.options import DATABASE, PLAIN, AsJson, By, Database, user
from relgraph.cli.out import say, say_json
from relgraph.cli.show.loaded import Sum, lines
from relgraph.cli.store import reading, writing
from relgraph.cli.write import ClaimId, Detail, Hypothetical, Kind, Stance, When, changed

if TYPE_CHECKING:
    from relgraph.reviewing import Verdict

app = typer.Typer()
review = typer.Typer(invoke_without_command=True, epilog="Example: relgraph review", **PLAIN)
app.add_typer(review, name="review")

AllFrom = Annotated[
    str | None,
    typer.Option("--all-from", metavar="ARTICLE", help="All that wait of an article, by its URL or id."),
]
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help="Claims by their ids, or the first digits of them."),
]


@review.callback()
def start(
    context: typer.Context,
    all_from: AllFrom = None,
    by: By = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Claims that were proposed and that no person has looked at. On a terminal one by one, with a key each."""
    if context.invoked_subcommand is not None:
        given = [name for name in context.params if _is_typed(context, name)]
        if given:
            name = given[0].replace("_", "-").replace("as-json", "json")
            raise typer.BadParameter(f"--{name} goes behind `{context.invoked_subcommand}`")
        return
    if as_json or not possible():
        _list(db, all_from, as_json)
        return
    from relgraph.cli.reviewing import interactive

    interactive(db, all_from, by or user())


@review.command("list", epilog="Example: relgraph review list --json")
def waiting_list(all_from: AllFrom = None, db: Database = DATABASE, as_json: AsJson = False) -> None:
    """What waits for review, article by article."""
    _list(db, all_from, as_json)


@review.command("accept", epilog="Example: relgraph review accept 4f2a9c01 93b07e55")
def accept(
    ids: Ids = None, all_from: AllFrom = None, by: By = None, db: Database = DATABASE, as_json: AsJson = False
) -> None:
    """The article says so. The claims count as reviewed."""
    _decide("accepted", ids or [], all_from, by, db, as_json)


@review.command("reject", epilog="Example: relgraph review reject 4f2a9c01")
def reject(
    ids: Ids = None, all_from: AllFrom = None, by: By = None, db: Database = DATABASE, as_json: AsJson = False
) -> None:
    """The article does not say so. The claims no longer count, on any day."""
    _decide("rejected", ids or [], all_from, by, db, as_json)


@review.command("edit", epilog="Example: relgraph review edit 4f2a9c01 --stance alleged")
def edit(
    claim: ClaimId,
    when: When = None,
    kind: Kind = None,
    stance: Stance = None,
    detail: Detail = None,
    hypothetical: Hypothetical = None,
    why: Annotated[
        str, typer.Option("--why", parser=options.words, metavar="TEXT", help="What was misread.")
    ] = "misread",
    by: By = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """The article says something else. Another claim on the same words counts in its place."""
    from relgraph.cli.show.amended import edited
    from relgraph.queries.amended import meant
    from relgraph.reviewing import edit

    changes = changed(when, kind, stance, detail, hypothetical)
    with writing(db) as store:
        loaded, id = edit(store, claim, changes, by or user(), why)
        (old,), (new,) = (meant(store.connection, claim=one) for one in (claim, id))
    say_json((Sum() + loaded).json()) if as_json else say([*edited(old, new), *lines(Sum() + loaded, db)])


def _list(db: Path, all_from: str | None, as_json: bool) -> None:
    from relgraph.cli.as_json import proposed_json
    from relgraph.cli.show import review as show
    from relgraph.queries.reviews import proposed, waiting

    with reading(db) as store:
        positions = waiting(store, all_from)
        if as_json:
            say_json([proposed_json(one) for one in proposed(store, positions)])
        else:
            say(show.listed(len(positions), proposed(store, positions)))


def _decide(
    verdict: Verdict, ids: list[str], all_from: str | None, by: str | None, db: Path, as_json: bool
) -> None:
    from relgraph.cli.show import review as show
    from relgraph.queries.amended import meant
    from relgraph.reviewing import review, waiting_of

    if bool(ids) == (all_from is not None):
        raise typer.BadParameter("give the IDs of claims, or --all-from and no ID")
    with writing(db) as store:
        claims = ids or waiting_of(store, all_from or "")
        loaded = review(store, claims, verdict, by or user())
        found = [claim for id in claims for claim in meant(store.connection, claim=id)]
    total = Sum() + loaded
    say_json(total.json()) if as_json else say([*show.decided(verdict, found), *lines(total, db)])


def _is_typed(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"

"""Who is who: same, different, undo, suggest, show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relgraph.cli import options
from relgraph.cli.options import DATABASE, PLAIN, AsJson, By, Database, today, user
from relgraph.cli.out import say, say_json
from relgraph.cli.store import reading, writing

if TYPE_CHECKING:
    from relgraph.ingest import Store
    from relgraph.judging import Receipt
    from relgraph.queries.identity.members import Member

app = typer.Typer()
identity = typer.Typer(
    no_args_is_help=True,
    epilog="Example: relgraph identity suggest",
    **PLAIN,
)
app.add_typer(identity, name="identity")

_WHO = "A name, an id, or NAME@ARTICLE: the name in one article, with its URL or id, as `show` and `why` print it."

_ALIKE = 5
"""So many whom one may be are shown with it."""

A = Annotated[str, typer.Argument(metavar="A", help=_WHO)]
B = Annotated[str, typer.Argument(metavar="B", help=_WHO)]
Why = Annotated[
    str | None, typer.Option("--why", parser=options.words, metavar="TEXT", help="What speaks for it.")
]


@identity.callback()
def the_identity() -> None:
    """Who is who. What a person says here goes before every automatic match, and can be taken back."""


@identity.command("same", epilog='Example: relgraph identity same "Lady Vex" "Anna Kovač" --as stage')
def same(
    a: A,
    b: B,
    naming: Annotated[
        Literal["birth", "married", "stage", "alias"] | None,
        typer.Option("--as", help="A's name is B's name of that kind."),
    ] = None,
    by: By = None,
    why: Why = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Two are one. Their ties become those of one; what the articles said stays as it is."""
    from relgraph.judging import SAME, judge

    def act(store: Store) -> Receipt:
        return judge(store, SAME, *_two(store, a, b), by or user(), why, naming)

    _done(db, as_json, act)


@identity.command(
    "different", epilog='Example: relgraph identity different "Ann Vale@3f2a9c01d4e5" "Ann Vale"'
)
def different(
    a: A,
    b: B,
    by: By = None,
    why: Why = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Two are two, for good. No later load joins them; a mention is told from all others of its name."""
    from relgraph.judging import DIFFERENT, judge

    def act(store: Store) -> Receipt:
        return judge(store, DIFFERENT, *_two(store, a, b), by or user(), why)

    _done(db, as_json, act)


@identity.command("undo", epilog="Example: relgraph identity undo 3f2a9c01d4e5")
def undo(
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="A judgement's id, or its first digits, as `show` prints them."),
    ],
    by: By = None,
    why: Why = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Take a judgement back. All is as if it had not been said; the log keeps both."""
    from relgraph.judging import undo

    _done(db, as_json, lambda store: undo(store, id, by or user(), why))


def _two(store: Store, a: str, b: str) -> tuple[Member, Member]:
    from relgraph.queries.identity.members import member

    day = today()
    return member(store.connection, a, day, day), member(store.connection, b, day, day)


def _done(db: Path, as_json: bool, act: Callable[[Store], Receipt]) -> None:
    """Let something be judged, and say what follows."""
    from relgraph.cli.show import identity as show
    from relgraph.cli.show.identity_json import receipt_json
    from relgraph.queries.identity.judgements import judgement

    with writing(db) as store:
        receipt = act(store)
        if as_json:
            say_json(receipt_json(receipt))
        else:
            say(show.receipt(receipt, lambda id: judgement(store.connection, id)))


@identity.command("show", epilog='Example: relgraph identity show "Natalie Portman"')
def show(
    name: options.Name,
    everything: Annotated[
        bool, typer.Option("--all", help="Every article, and what was taken back.")
    ] = False,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Who somebody is: names and who gave them, articles, judgements, and who else it may be."""
    from relgraph.cli.show import identity as show
    from relgraph.cli.show.identity_json import card_json
    from relgraph.queries.find import named
    from relgraph.queries.identity.card import card
    from relgraph.queries.identity.suggestions import suggestions

    with reading(db) as store:
        told = card(store, who := named(store, name, today(), today()))
        alike = suggestions(store, _ALIKE, who.no)
    if as_json:
        say_json(card_json(told, alike.found))
    else:
        say(show.card(told, alike, everything=everything))


@identity.command("suggest", epilog="Example: relgraph identity suggest --most 50")
def suggest(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Only who may be this one.")] = None,
    most: Annotated[
        int, typer.Option("--most", parser=options.whole(1), metavar="N", help="At most so many.")
    ] = 20,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Who may be one: names spelt alike, ties in common, years of birth. Nothing is joined here."""
    from relgraph.cli.show import identity as show
    from relgraph.cli.show.identity_json import alike_json
    from relgraph.queries.find import named
    from relgraph.queries.identity.suggestions import suggestions

    with reading(db) as store:
        who = None if name is None else named(store, name, today(), today()).no
        found = suggestions(store, most, who)
    if as_json:
        say_json([alike_json(one) for one in found.found])
    else:
        say(show.suggested(found))

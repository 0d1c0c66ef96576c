"""What brings something into the log: load, retract, correct."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from relgraph.cli import options
from relgraph.cli.making import making
from relgraph.cli.options import DATABASE, AsJson, Database, Published, Restore
from relgraph.cli.out import note, say, say_json
from relgraph.cli.progress import Counter
from relgraph.cli.safe import shown
from relgraph.cli.show.loaded import Sum, lines
from relgraph.cli.store import writing
from relgraph.errors import BadInput

app = typer.Typer()

Reason = Annotated[
    str,
    typer.Option("--why", parser=options.words, metavar="TEXT", help="The outlet's reason, in a sentence."),
]
ClaimId = Annotated[
    str, typer.Argument(metavar="CLAIM", help="A claim's id, or its first digits, as `why` shows them.")
]


When = Annotated[
    str | None, typer.Option("--when", parser=options.edtf, metavar="EDTF", help="Another date; '' for none.")
]
Kind = Annotated[
    str | None, typer.Option("--kind", parser=options.kind, metavar="KIND", help="Another kind.")
]
Stance = Annotated[
    str | None,
    typer.Option(
        "--stance", parser=options.stance, metavar="STANCE", help="confirmed, reported, alleged or denied."
    ),
]
Detail = Annotated[str | None, typer.Option("--detail", metavar="TEXT", help="Another detail; '' for none.")]
Hypothetical = Annotated[
    bool | None, typer.Option("--hypothetical/--not-hypothetical", help="Whether it tells of a plan.")
]


def changed(
    when: str | None, kind: str | None, stance: str | None, detail: str | None, hypothetical: bool | None
) -> dict[str, Any]:
    """The fields of a claim that options change; '' makes one empty. Raises BadParameter if they change none."""
    given = {"when": when, "kind": kind, "stance": stance, "detail": detail, "hypothetical": hypothetical}
    changes: dict[str, Any] = {
        name: value if value != "" else None for name, value in given.items() if value is not None
    }
    if not changes:
        raise typer.BadParameter(f"say what is to change: {', '.join(f'--{name}' for name in given)}")
    return changes


@app.command("load", epilog="Example: relgraph load articles.yaml more.jsonl")
def load(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="YAML or JSONL; - is standard input.")
    ],
    restore: Restore = False,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Take in article documents. All of a file or nothing of it; loading it again changes nothing."""
    from relgraph.documents import read_file
    from relgraph.ingest import load

    total = Sum()
    with making(db), writing(db, create=True) as store, Counter("documents") as counter:
        for at, file in enumerate(files):
            with _told_if_it_fails(files[:at], total, db):
                total += load(store, read_file(file), counter, restore=restore)
    say_json(total.json()) if as_json else say(lines(total, db))


@app.command(
    "retract", epilog='Example: relgraph retract 4f2a9c01 --published 2023-09-01 --why "The source was wrong"'
)
def retract(
    published: Published,
    why: Reason,
    claim: Annotated[
        str | None, typer.Argument(metavar="[CLAIM]", help="A claim's id, or its first digits.")
    ] = None,
    article: Annotated[
        str | None,
        typer.Option("--article", metavar="URL-or-id", help="An article, with all that it claims."),
    ] = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """An outlet withdrew what it said. What was known before that day stays as it was known."""
    from relgraph.cli.show.amended import withdrawn
    from relgraph.ingest import retract
    from relgraph.queries.amended import meant

    if (claim is None) == (article is None):
        raise typer.BadParameter("give a CLAIM, or --article and no CLAIM")
    with writing(db) as store:
        with _in_words_of_the_options(published):
            total = Sum() + retract(store, claim or article or "", published, why, article=claim is None)
        taken = meant(store.connection, claim=claim, article=article)
    say_json(total.json()) if as_json else say([*withdrawn(taken, published), *lines(total, db)])


@app.command(
    "correct",
    epilog='Example: relgraph correct 4f2a9c01 --when 2012-08-04 --published 2023-09-01 --why "A misprint"',
)
def correct(
    claim: ClaimId,
    published: Published,
    why: Reason,
    when: When = None,
    kind: Kind = None,
    stance: Stance = None,
    detail: Detail = None,
    hypothetical: Hypothetical = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """An outlet replaced what it said. The old words stay, and stay known for the days before."""
    from relgraph.cli.show.amended import corrected
    from relgraph.ingest import correct
    from relgraph.queries.amended import correction, meant

    changes = changed(when, kind, stance, detail, hypothetical)
    with writing(db) as store:
        with _in_words_of_the_options(published):
            total = Sum() + correct(store, claim, published, changes, why)
        (old,) = meant(store.connection, claim=claim)
        new = correction(store.connection, old, published)
    say_json(total.json()) if as_json else say([*corrected(old, new), *lines(total, db)])


@contextmanager
def _told_if_it_fails(before: list[str], total: Sum, db: Path) -> Iterator[None]:
    """Says which files are in already if the next one can't be taken."""
    try:
        yield
    except BaseException:
        if before:
            note(shown(f"in already: {', '.join(before)}"))
            for line in lines(total, db):
                note(line)
        raise


@contextmanager
def _in_words_of_the_options(published: str) -> Iterator[None]:
    """What does not fit is said of what was typed, not of the fields of an event."""
    try:
        yield
    except BadInput as error:
        option = f"--published {published}" if error.field == "published" else None
        raise BadInput(error.message, field=option) from None

"""Data sets: import tsv."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relgraph.cli.making import making
from relgraph.cli.options import DATABASE, PLAIN, AsJson, Database, Published, Restore, words
from relgraph.cli.out import note, say, say_json
from relgraph.cli.progress import Counter
from relgraph.cli.show.loaded import Sum, lines, skipped
from relgraph.cli.store import writing

app = typer.Typer()
imports = typer.Typer(no_args_is_help=True, epilog="Example: relgraph import tsv --help", **PLAIN)
app.add_typer(imports, name="import")


@imports.callback()
def imports_data() -> None:
    """Take in a data set."""


@imports.command(
    "tsv", epilog="Example: relgraph import tsv marriages.tsv --source Wikidata --published 2026-01-15"
)
def tsv(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Tab-separated, with a heading; may be gzipped.")
    ],
    source: Annotated[
        str, typer.Option("--source", parser=words, metavar="S", help="What the data set is called.")
    ],
    published: Published,
    map: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="FILE", help="More relations: a table of relation, kind and swap (yes, no)."
        ),
    ] = None,
    restore: Restore = False,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """A table of relations. Its columns: subject, relation, object and, if wanted, start, end, end_cause, source."""
    from relgraph.importers.relations import RELATIONS, read_map
    from relgraph.importers.tsv import load

    relations = read_map(map) if map else RELATIONS
    with making(db), writing(db, create=True) as store, Counter("rows") as counter:
        loaded = load(
            store,
            file,
            source=source,
            published=published,
            relations=relations,
            progress=counter,
            restore=restore,
        )
    total = Sum() + loaded
    if as_json:
        rows = [{"line": row.line, "reason": row.reason} for row in loaded.skipped]
        say_json({**total.json(), "skipped": rows})
    else:
        say(lines(total, db))
        for line in skipped(loaded.skipped):
            note(line)

"""Cypher: the questions that come with relgraph, and one's own, here or on a Neo4j server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relgraph.cli.options import DATABASE, AsJson, Database, today
from relgraph.cli.out import note, say, say_json
from relgraph.cli.progress import Counter
from relgraph.cli.safe import shown
from relgraph.cli.store import reading
from relgraph.cli.text import number
from relgraph.errors import BadInput

if TYPE_CHECKING:
    from relgraph.cypher.answers import Answer
    from relgraph.cypher.parameters import Values
    from relgraph.cypher.texts import Text

app = typer.Typer()


@app.command("cypher", epilog="Example: relgraph cypher ties-on-a-day --example")
def cypher(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="A file of Cypher, or the name of a question.")
    ] = None,
    query: Annotated[str | None, typer.Option("--query", metavar="TEXT", help="Cypher, as it is.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="The questions that come with relgraph.")] = False,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="A parameter's value; can be repeated."),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Take the example of the header for what is not given.")
    ] = False,
    neo4j: Annotated[
        str | None, typer.Option("--neo4j", metavar="URI", help="Ask that server instead of the file.")
    ] = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Ask in Cypher. Of the file, or of a Neo4j server that `relgraph neo4j sync` keeps in step with it."""
    from relgraph.cypher.parameters import values
    from relgraph.cypher.questions import text_of
    from relgraph.cypher.texts import Text

    if sum([file is not None, query is not None, listed]) != 1:
        raise BadInput("one of a FILE, --query TEXT and --list is wanted")
    if as_json and as_csv:
        raise BadInput("--json and --csv: one of them")
    if listed:
        _list(as_json)
        return
    text = Text(query) if query is not None else text_of(file or "")
    given = values(text, param or [], example=example)
    answer = _asked(neo4j, text, given) if neo4j else _asked_here(db, text, given)
    _print(answer, as_json, as_csv)


def _list(as_json: bool) -> None:
    from relgraph.cli.show import questions as show
    from relgraph.cypher.questions import questions

    found = questions()
    if as_json:
        say_json(show.as_json(found))
    else:
        say(show.lines(found))


def _asked(uri: str, text: Text, given: Values) -> Answer:
    from relgraph.cli.neo4j import server
    from relgraph.neo4j.asking import ask

    with server(uri) as driver:
        return ask(driver, text.cypher, given)


def _asked_here(db: Path, text: Text, given: Values) -> Answer:
    from relgraph.cypher.embedded import ask
    from relgraph.cypher.kept import opened

    with reading(db) as store, Counter("rows") as told:
        found = opened(db, store, today(), text.ties_only, told)
    if found.seconds is not None:
        kept = f"; it can't be kept: {shown(found.unkept)}" if found.unkept else ""
        note(f"the graph for Cypher was made in {found.seconds:.1f} s{kept}")
    return ask(found.engine, text.cypher, given)


def _print(answer: Answer, as_json: bool, as_csv: bool) -> None:
    from relgraph.cli.show import table

    if as_json:
        rows = [[table.plain(value) for value in row] for row in answer.rows]
        say_json({"columns": list(answer.columns), "rows": rows})
    elif as_csv:
        say([table.as_csv(answer).removesuffix("\n")])
    else:
        say(table.lines(answer))
        note(number(len(answer.rows), "row"))

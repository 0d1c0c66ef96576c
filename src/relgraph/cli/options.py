"""The options that commands share, and what they are read as."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from relgraph.dates import BadDate, Day, last_day_of
from relgraph.kinds import KINDS, STATES
from relgraph.queries.rows import STANDINGS


def day(text: str) -> Day:
    """A DATE: its last day."""
    try:
        return last_day_of(text)
    except BadDate as error:
        raise typer.BadParameter(str(error)) from None


def today() -> Day:
    """The day on which the question is asked, where it is asked: what --on and --known mean if left out."""
    return datetime.now().astimezone().date().toordinal()


def state(text: str) -> str:
    """A kind that can be a tie."""
    return _one_of(text, list(STATES))


def standing(text: str) -> str:
    """How a tie stands."""
    return _one_of(text, list(STANDINGS))


def kind(text: str) -> str:
    """A kind of claim."""
    return _one_of(text, list(KINDS))


def _one_of(text: str, words: list[str]) -> str:
    if text not in words:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(words)}")
    return text


Database = Annotated[
    Path,
    typer.Option(
        "--db",
        envvar="RELGRAPH_DB",
        metavar="PATH",
        help="The relgraph file; or RELGRAPH_DB.",
        show_envvar=False,
    ),
]
On = Annotated[
    int | None, typer.Option("--on", parser=day, metavar="DATE", help="The day asked about; default today.")
]
Known = Annotated[
    int | None,
    typer.Option("--known", parser=day, metavar="DATE", help="As known on that day; default today."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (docs/json.md).")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, an alias, an id or a part of a name.")]
State = Annotated[
    str | None, typer.Option("--kind", parser=state, metavar="KIND", help="Only ties of that kind.")
]
Standing = Annotated[
    str | None, typer.Option(parser=standing, metavar="STANDING", help=f"At least: {', '.join(STANDINGS)}.")
]

DATABASE = Path("relgraph.db")

PLAIN: dict[str, Any] = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}
"""What every app and group of commands is made with: help as plain text, and nothing imported for colour."""

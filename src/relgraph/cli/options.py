"""The options that commands share, and what they are read as."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from relgraph.dates import BadDate, Day, last_day_of, parse
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


def stance(text: str) -> str:
    """How an article stands to what it says."""
    from relgraph.queries.timeline import STANCES

    return _one_of(text, [*reversed(STANCES)])


def analysis(text: str) -> str:
    """What is looked for in the graph."""
    from relgraph.analysis.answers import ANALYSES

    return _one_of(text, list(ANALYSES))


def edtf(text: str) -> str:
    """A date as a claim has it; empty for none."""
    try:
        if text:
            parse(text)
    except BadDate as error:
        raise typer.BadParameter(str(error)) from None
    return text


def published(text: str) -> str:
    """A day, or a time with its offset, as articles have it."""
    from pydantic import ValidationError

    from relgraph.articles import Article

    try:
        return Article(source="-", published=text, digest="-").published
    except ValidationError as error:
        plain = (
            f"{text!r} is neither a day (YYYY-MM-DD) nor a time with its offset (2023-08-07T09:30:00+02:00)"
        )
        raise typer.BadParameter(str(error.errors()[0].get("ctx", {}).get("error", plain))) from None


def words(text: str) -> str:
    """A text that says something."""
    if not text.strip():
        raise typer.BadParameter("it is empty")
    return text


def user() -> str:
    """The name of the user at this machine: who says so if --by does not tell."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise typer.BadParameter("this machine has no name for its user: give --by") from None


def file(path: str | Path) -> Path:
    """Where a relgraph file is."""
    if not str(path):
        raise typer.BadParameter("it is empty; give the path of a relgraph file")
    return Path(path)


def whole(least: int, most: int | None = None) -> Callable[[str | int], int]:
    """What reads a whole number from `least` on, or up to `most`."""
    wanted = f"a whole number from {least} {'on' if most is None else f'to {most}'}"

    def read(text: str | int) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least or (most is not None and number > most):
            raise typer.BadParameter(f"{str(text)!r} is not {wanted}")
        return number

    return read


def _one_of(text: str, words: list[str]) -> str:
    if text not in words:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(words)}")
    return text


Database = Annotated[
    Path,
    typer.Option(
        "--db",
        parser=file,
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
Reviewed = Annotated[
    bool, typer.Option("--reviewed", help="As if nothing was claimed that no person has looked at.")
]
Restore = Annotated[
    bool, typer.Option("--restore", help="Take in again what was erased; else it is refused.")
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, an alias, an id or a part of a name.")]
State = Annotated[
    str | None, typer.Option("--kind", parser=state, metavar="KIND", help="Only ties of that kind.")
]
Standing = Annotated[
    str | None, typer.Option(parser=standing, metavar="STANDING", help=f"At least: {', '.join(STANDINGS)}.")
]
Focus = Annotated[str | None, typer.Option("--focus", metavar="NAME", help="Only this one and who is near.")]
Depth = Annotated[
    int | None,
    typer.Option(
        "--depth", parser=whole(1, 20), metavar="N", help="Steps from the focus, 1 to 20; default 1."
    ),
]
States = Annotated[
    list[str] | None,
    typer.Option("--kind", parser=state, metavar="KIND", help="Only ties of that kind; can be repeated."),
]

By = Annotated[
    str | None,
    typer.Option("--by", parser=words, metavar="NAME", help="Who says so; default: the user's name here."),
]

Published = Annotated[
    str,
    typer.Option(
        "--published",
        parser=published,
        metavar="D",
        help="The day (or time with offset) on which it was told.",
    ),
]

DATABASE = Path("relgraph.db")

PLAIN: dict[str, Any] = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}
"""What every app and group of commands is made with: help as plain text, and nothing imported for colour."""

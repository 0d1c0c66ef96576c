"""The page: one HTML file to look at, click through and mail."""

from __future__ import annotations

import sqlite3
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relgraph.cli import options
from relgraph.cli.handing import Handing, ShowMinors, ShowPrivate, WhyShown, asked
from relgraph.cli.making import handed_out, not_named
from relgraph.cli.options import DATABASE, Database, Focus, States, today
from relgraph.cli.out import say
from relgraph.cli.progress import busy
from relgraph.cli.safe import shown
from relgraph.cli.store import reading
from relgraph.cli.text import columns, listed, number, wrapped
from relgraph.errors import BadInput, NotFound, RelgraphError

if TYPE_CHECKING:
    from relgraph.page.data import Payload
    from relgraph.privacy import Shown
    from relgraph.queries.find import Named

app = typer.Typer()


@app.command("page", epilog='Example: relgraph page -o portman.html --focus "Natalie Portman" --depth 2')
def page(
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The HTML file to write.")],
    focus: Focus = None,
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth",
            parser=options.whole(1, 3),
            metavar="N",
            help="Steps from the focus, 1 to 3; default 1.",
        ),
    ] = None,
    path: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--path", metavar="A B", help="Only the shortest chain between two, and who is near it."
        ),
    ] = None,
    kind: States = None,
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            parser=options.whole(1, 5000),
            metavar="N",
            help="At most so many people, works and organizations: the nearest, else the best tied. "
            "Default 150; 400 around somebody.",
        ),
    ] = None,
    show_minors: ShowMinors = False,
    show_private: ShowPrivate = False,
    why: WhyShown = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    db: Database = DATABASE,
) -> None:
    """Write a page that shows who is with whom on any day, as told by any day. It opens from disk and loads nothing."""
    if focus is not None and path is not None:
        raise typer.BadParameter("--focus and --path can't go together")
    if depth is not None and focus is None:
        raise typer.BadParameter("--depth needs --focus")
    shown_too = asked(show_minors, show_private, why)
    _check_installed()
    names = [focus] if focus is not None else list(path or ())
    with reading(db) as store, busy("making the page"):
        made, html = _made(store, names, depth or 1, kind or [], top, shown_too)
    with handed_out(out, made.redactor, Handing(db, "page", shown_too, why)) as file:
        file.write(html)
    say(_told(out, made))
    if open_it and not webbrowser.open(out.absolute().as_uri()):
        raise RelgraphError("no browser could be started here: open the file yourself")


def _check_installed() -> None:
    """Raises RelgraphError if the extra that makes pages is not there."""
    missing = [name for name in ("jinja2", "numpy", "pyvis") if find_spec(name) is None]
    if missing:
        raise RelgraphError(
            f"a page is made with {listed(missing)}, not installed here: pip install 'relgraph[page]'"
        )


def _made(
    store: sqlite3.Connection,
    names: list[str],
    depth: int,
    kinds: list[str],
    top: int | None,
    shown_too: Shown,
) -> tuple[Payload, str]:
    from relgraph.page.build import Opening, build
    from relgraph.page.data import payload
    from relgraph.page.selection import Wanted, select
    from relgraph.queries.find import named

    day = today()
    around = [named(store, name, day, day) for name in names]
    nos = [one.no for one in around]
    if len(nos) == 2:
        nos = _chain(store, around, kinds)
    chosen = select(store, Wanted(nos, depth, kinds, top), day)
    made = payload(store, chosen, day, shown_too)
    places = [chosen.entities.index(one.no) for one in around]
    title = " and ".join(made.entities[place].name for place in places) or "Who is with whom, and who says so"
    at, to = [*places, None, None][:2]
    return made, build(made, Opening(title, at, to, depth))


def _chain(store: sqlite3.Connection, ends: list[Named], kinds: list[str]) -> list[int]:
    """The numbers of those along the shortest chain of today. Raises BadInput and NotFound."""
    from relgraph.queries.path import Chains, path

    one, other = ends
    if one.no == other.no:
        raise BadInput(f"both names are those of {one.ref.name} ({one.ref.id})")
    found = path(store, one.no, other.no, Chains(today(), today(), kinds))
    if found is None:
        raise NotFound(f"no chain of ties leads from {one.ref.name} to {other.ref.name} today")
    return [one.no, *(tie.far for tie in found)]


def _told(out: Path, made: Payload) -> list[str]:
    counts = f"{number(len(made.entities), 'entity', 'entities')} and {number(len(made.ties), 'tie')}"
    lines = wrapped(f"{shown(str(out))}: {counts}, {number(len(made.claims), 'claim')}", columns(), "  ", "")
    if made.entities_left:
        left = f"left out: {number(made.entities_left, 'entity', 'entities')} and {number(made.ties_left, 'tie')}"
        lines += wrapped(f"{left}; --top N takes more", columns(), "  ", "")
    lines += not_named(sum(entity.withheld for entity in made.entities))
    return [*lines, *wrapped(f"open {shown(str(out))} in a browser, or ask with --open", columns(), "  ", "")]

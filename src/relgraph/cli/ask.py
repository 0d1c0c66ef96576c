"""Questions: find, ties, pairs, timeline, why, path, diff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relgraph.cli import options
from relgraph.cli.as_json import (
    found_json,
    learned_json,
    moment_json,
    ref_json,
    step_json,
    tie_json,
    weighed_json,
)
from relgraph.cli.options import DATABASE, AsJson, Database, Known, Name, On, Reviewed, Standing, State, today
from relgraph.cli.out import say, say_json
from relgraph.cli.safe import shown
from relgraph.cli.store import reading
from relgraph.cli.text import columns, painted, wrapped
from relgraph.dates import Day, iso
from relgraph.errors import BadInput, NotFound

if TYPE_CHECKING:
    from relgraph.queries.find import Named

app = typer.Typer()


@app.command("find", epilog="Example: relgraph find portman")
def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A name, a part of one, or an id.")],
    db: Database = DATABASE,
    on: On = None,
    known: Known = None,
    as_json: AsJson = False,
) -> None:
    """Entities by name. Case and accents don't matter, and a part of the name will do."""
    from relgraph.queries.find import candidate, find

    on, known = _days(on, known)
    with reading(db) as store:
        try:
            found = find(store, text, known)
        except NotFound:
            if as_json:
                say_json([])
            raise
        if as_json:
            say_json([found_json(one) for one in found])
        else:
            say(
                line
                for one in found
                for line in wrapped(shown(candidate(store, one, on, known)), columns(), "    ", "")
            )


@app.command("ties", epilog='Example: relgraph ties "Natalie Portman" --on 2023-08-07 --known 2023-06-30')
def ties(
    name: Name,
    kind: State = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Past ties too, and those that were withdrawn.")
    ] = False,
    standing: Standing = None,
    db: Database = DATABASE,
    on: On = None,
    known: Known = None,
    reviewed: Reviewed = False,
    as_json: AsJson = False,
) -> None:
    """Who is with whom on a day, as known on a day. What holds, what may hold, then what nobody told for that day."""
    from relgraph.cli.show import ties as show
    from relgraph.queries.find import named
    from relgraph.queries.ties import EVERYTHING, Asked, ties
    from relgraph.queries.voices import voices

    on, known = _days(on, known)
    with reading(db, reviewed) as store:
        who = named(store, name, on, known)
        asked = Asked(kind, everything, standing)
        found = ties(store, who.no, on, known, asked)
        if as_json:
            say_json(
                {
                    "entity": ref_json(who.ref),
                    "on": iso(on),
                    "known": iso(known),
                    "ties": list(map(tie_json, found)),
                }
            )
        else:
            say(show.head(who.ref, on, known))
            say(show.sections(found, lambda tie: voices(store, tie, known)))
            if not found:
                say(show.nothing(asked, ties(store, who.no, on, known, EVERYTHING)))
            say(_basis(reviewed))


@app.command("pairs", epilog="Example: relgraph pairs --kind marriage --on 2000-12-31 --count")
def pairs(
    kind: Annotated[
        str, typer.Option("--kind", parser=options.state, metavar="KIND", help="The state asked about.")
    ],
    holds: Annotated[
        Literal["yes", "possibly", "any", "unsaid"],
        typer.Option(help="How surely; any = yes or possibly."),
    ] = "any",
    everything: Annotated[
        bool, typer.Option("--all", help="Those not told for the day and past ones too.")
    ] = False,
    standing: Standing = None,
    count: Annotated[bool, typer.Option("--count", help="Only how many pairs there are.")] = False,
    db: Database = DATABASE,
    on: On = None,
    known: Known = None,
    reviewed: Reviewed = False,
    as_json: AsJson = False,
) -> None:
    """Every pair in one state on a day, as known on a day."""
    from relgraph.cli.show import pairs as show
    from relgraph.queries import pairs as query

    on, known = _days(on, known)
    asked = query.Asked(kind, on, known, "all" if everything else holds, standing)
    with reading(db, reviewed) as store:
        found = [] if count else query.pairs(store, asked)
        counted = query.count(store, asked)
    if as_json:
        number = sum(counted.values())
        say_json({"count": number, "standings": counted, "pairs": list(map(tie_json, found))})
    elif count:
        say(show.counted(counted))
    else:
        say([*show.lines(found, counted, on, known), *_basis(reviewed)])


@app.command("timeline", epilog='Example: relgraph timeline "Natalie Portman" "Benjamin Millepied"')
def timeline(
    name: Name,
    other: Annotated[
        str | None, typer.Argument(metavar="NAME2", help="Only what the two have in common.")
    ] = None,
    db: Database = DATABASE,
    on: On = None,
    known: Known = None,
    reviewed: Reviewed = False,
    as_json: AsJson = False,
) -> None:
    """What is told of a life or a pair. In the order in which it happened, up to a day."""
    from relgraph.cli.show import timeline as show
    from relgraph.queries.find import named
    from relgraph.queries.timeline import timeline

    on, known = _days(on, known)
    with reading(db, reviewed) as store:
        asked = [named(store, name, on, known)]
        if other is not None:
            asked = _two([*asked, named(store, other, on, known)])
        moments = timeline(store, *(one.no for one in asked), on=on, known=known)
    if as_json:
        say_json(list(map(moment_json, moments)))
    else:
        say([*show.lines(moments, [one.ref for one in asked], on, known), *_basis(reviewed)])


@app.command("why", epilog='Example: relgraph why "Natalie Portman" "Benjamin Millepied" --kind separation')
def why(
    a: Annotated[str, typer.Argument(metavar="A", help="One of the two.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other.")],
    kind: State = None,
    db: Database = DATABASE,
    on: On = None,
    known: Known = None,
    reviewed: Reviewed = False,
    as_json: AsJson = False,
) -> None:
    """Every claim for and against a tie. With its words, its outlet, who is cited, and which bound it moved."""
    from relgraph.cli.show import why as show
    from relgraph.queries.find import named
    from relgraph.queries.voices import voices
    from relgraph.queries.why import why

    on, known = _days(on, known)
    with reading(db, reviewed) as store:
        one, other = _two(named(store, text, on, known) for text in (a, b))
        answer = why(store, one.no, other.no, on, known, kind)
        if as_json:
            say_json(
                {"ties": list(map(tie_json, answer.ties)), "claims": list(map(weighed_json, answer.claims))}
            )
        else:
            say(show.lines((one.ref, other.ref), answer, on, known, lambda tie: voices(store, tie, known)))
            say(_basis(reviewed))


@app.command("path", epilog='Example: relgraph path "Natalie Portman" "Ashton Kutcher" --on 2023-08-07')
def path(
    a: Annotated[str, typer.Argument(metavar="A", help="Where the chain starts.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Where it ends.")],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            parser=options.state,
            metavar="KIND",
            help="Only over ties of that kind; can be repeated.",
        ),
    ] = None,
    sure: Annotated[
        bool, typer.Option("--holds", help="Only over ties that surely hold on the day.")
    ] = False,
    longest: Annotated[
        int,
        typer.Option(
            "--max", parser=options.whole(1, 100), metavar="N", help="At most so many links, 1 to 100."
        ),
    ] = 12,
    via: Annotated[
        Literal["person", "any"],
        typer.Option(help="Through persons only, or through works and organizations too."),
    ] = "any",
    db: Database = DATABASE,
    on: On = None,
    known: Known = None,
    reviewed: Reviewed = False,
    as_json: AsJson = False,
) -> None:
    """The shortest chain between two. Over ties that hold or may hold on the day."""
    from relgraph.cli.show import path as show
    from relgraph.queries.find import named
    from relgraph.queries.path import Chains, path
    from relgraph.queries.voices import voices

    on, known = _days(on, known)
    with reading(db, reviewed) as store:
        one, other = (named(store, text, on, known) for text in (a, b))
        chains = Chains(on, known, tuple(kind or ()), sure, persons=via == "person")
        chain = path(store, one.no, other.no, chains, longest)
        if as_json:
            length = None if chain is None else len(chain)
            say_json({"length": length, "path": list(map(step_json, chain or []))})
        if chain is None:
            raise NotFound(show.none((one.ref, other.ref), chains, longest))
        if not as_json:
            say(show.lines((one.ref, other.ref), chain, on, known, lambda tie: voices(store, tie, known)))
            say(_basis(reviewed))


@app.command("diff", epilog="Example: relgraph diff --from 2023-06-30 --to 2023-08-07")
def diff(
    start: Annotated[
        int, typer.Option("--from", parser=options.day, metavar="K1", help="What was known on this day …")
    ],
    end: Annotated[
        int, typer.Option("--to", "--known", parser=options.day, metavar="K2", help="… and what on this one.")
    ],
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Only of this one.")] = None,
    db: Database = DATABASE,
    on: On = None,
    reviewed: Reviewed = False,
    as_json: AsJson = False,
) -> None:
    """What the public learned between two days. With the article that told it."""
    from relgraph.cli.show import diff as show
    from relgraph.queries.diff import diff
    from relgraph.queries.find import named
    from relgraph.queries.voices import voices

    if end < start:
        raise typer.BadParameter(f"--to {iso(end)} lies before --from {iso(start)}")
    day = end if on is None else on
    with reading(db, reviewed) as store:
        who = None if name is None else named(store, name, day, end).no
        learned = diff(store, who, start, end, day)
        if as_json:
            say_json(list(map(learned_json, learned)))
        else:
            say(show.lines(learned, start, end, lambda tie: voices(store, tie, end)))
            say(_basis(reviewed))


def _basis(reviewed: bool) -> list[str]:
    """What the answer leaves out, if it was asked to."""
    return ["", painted("Without what no person has reviewed.", "dim")] if reviewed else []


def _two(found: Iterable[Named]) -> list[Named]:
    """Raises BadInput if two names are those of one entity."""
    pair = list(found)
    if pair[0].no == pair[1].no:
        raise BadInput(f"both names are those of {pair[0].ref.name} ({pair[0].ref.id})")
    return pair


def _days(on: Day | None, known: Day | None) -> tuple[Day, Day]:
    return today() if on is None else on, today() if known is None else known

"""The demo: the seeds into a new file, and the main questions asked of it as somebody would type them."""

from __future__ import annotations

import json
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from relgraph.cli import options
from relgraph.cli.making import making
from relgraph.cli.out import say
from relgraph.cli.progress import busy
from relgraph.cli.safe import shown
from relgraph.cli.text import columns, number, painted, wrapped
from relgraph.errors import RelgraphError

if TYPE_CHECKING:
    from relgraph.documents import ArticleDocument

app = typer.Typer()

STORY = "portman-millepied.yaml"
"""Articles without claims: the demo reads them."""

TOLD = ("by-hand.yaml", "features.yaml")
"""Articles whose claims were written by hand."""


ADDRESSES = ("https://example.org/seeds/", "https://example.org/features/")
"""Where the addresses of the seeds begin."""


class Facts(NamedTuple):
    """A data set among the seeds, what it is called and when it was published."""

    file: str
    source: str
    published: str


FACTS = (
    Facts("facts-marriages.tsv", "wikidata-2026-01", "2026-01-15"),
    Facts("facts-cast.tsv", "Wikipedia movie data", "2024-01-01"),
)


class Scene(NamedTuple):
    """Why somebody would ask, and what they would type."""

    text: str
    command: str


SCENES = (
    Scene(
        "Who is Natalie Portman with on 7 August 2023? That depends on when you ask. This is what the public could "
        "know five weeks before, on 30 June 2023. Every tie says since when, and how many independent voices tell it.",
        'relgraph ties "Natalie Portman" --on 2023-08-07 --known 2023-06-30',
    ),
    Scene(
        "The same day in her life, as known on that day. An insider has spoken to a magazine. That ends no marriage: "
        "it stands there as what it is, with a ?, with who says so, and with who has denied it. Forty outlets that "
        "repeat the insider would still be one voice.",
        'relgraph ties "Natalie Portman" --on 2023-08-07 --known 2023-08-07',
    ),
    Scene(
        "What did the public learn in those five weeks, and from which article?",
        'relgraph diff "Natalie Portman" --from 2023-06-30 --to 2023-08-07',
    ),
    Scene(
        "Why does it say so? Every claim is shown with its sentence, the chain of who cites whom, and what it moved.",
        'relgraph why "Benjamin Millepied" "Camille Étienne"',
    ),
    Scene(
        "The whole story of the two, as known today: in the order in which it happened, not in which it was printed.",
        'relgraph timeline "Natalie Portman" "Benjamin Millepied"',
    ),
    Scene(
        "How far is it to somebody else, over marriages and films, on that day? Ties that had ended by then don't "
        "count, and rumours are marked.",
        'relgraph path "Natalie Portman" "Christopher Guest" --on 2023-08-07',
    ),
)

NEXT = (
    ("who was married then", "relgraph pairs --kind marriage --on 2000-12-31"),
    ("two people of one name", 'relgraph ties "Tom Alderney"'),
    ("an affair told in a marriage", "relgraph cypher affairs-in-marriages --example"),
    ("what is odd about the data", "relgraph check"),
    ("that nobody changed the log", "relgraph log verify"),
    ("your own articles", "relgraph add page.html"),
    ("why they claim it", "relgraph extract page.html --explain"),
)


@app.command("demo", epilog="Example: relgraph demo")
def demo(
    folder: Annotated[
        Path, typer.Option("--dir", metavar="DIR", help="Where to make the file relgraph.db.")
    ] = Path("relgraph-demo"),
    file: Annotated[
        Path | None,
        typer.Option(
            "--db", parser=options.file, metavar="PATH", help="The file to make, in place of that one."
        ),
    ] = None,
) -> None:
    """Read the articles of the seeds, load the other ones, and answer the main questions."""
    from relgraph.cli.app import invoke

    db = file or folder / "relgraph.db"
    with busy("reading the articles of the seeds"):
        made = _make(db)
    say(_opening(made, db))
    for at, scene in enumerate(SCENES, start=1):
        say(
            [
                "",
                *wrapped(f"{at}. {scene.text}", columns(), "   ", ""),
                "",
                painted(f"$ {scene.command}", "cyan"),
            ]
        )
        invoke([*shlex.split(scene.command)[1:], "--db", str(db)])
    _draw(len(SCENES) + 1, db)
    say(_closing(db))


def _draw(at: int, db: Path) -> None:
    """Write the page, beside the file; where what makes it is not installed, that is said."""
    from relgraph.cli.app import invoke

    text = (
        "All of this as one page to click through and to mail: the same days on two clocks, and the sentence behind "
        "every line. It opens from disk and loads nothing."
    )
    out, focus = str(db.with_suffix(".html")), "Natalie Portman"
    typed = f"$ relgraph page -o {shlex.quote(shown(out))} \\", f'    --focus "{focus}" --depth 2'
    say(["", *wrapped(f"{at}. {text}", columns(), "   ", ""), "", *(painted(line, "cyan") for line in typed)])
    try:
        invoke(["page", "-o", out, "--focus", focus, "--depth", "2", "--db", str(db)])
    except RelgraphError as error:
        say(wrapped(f"left out: {error}", columns()))


def seeds() -> Path:
    """Where the seeds are: in the package, or beside it in a checkout. Raises RelgraphError."""
    import relgraph

    package = Path(relgraph.__file__).parent
    for place in (package / "seeds", package.parents[1] / "seeds"):
        if (place / STORY).is_file():
            return place
    raise RelgraphError("the seeds are not installed with relgraph")


class Made(NamedTuple):
    """What the demo read, and how much is in its file."""

    read: int
    found: int
    by: str
    articles: int
    claims: int
    ties: int


def _make(db: Path) -> Made:
    """Read and load the seeds into a new file, in the place of one that holds nothing else. Raises RelgraphError."""
    place = seeds()
    documents = _read(place / STORY)  # first of all: it may lack what it reads with
    db.parent.mkdir(parents=True, exist_ok=True)
    fresh = db.with_name(f"{db.name}.new")
    try:
        made = _fill(fresh, place, documents)
        _put_in_place(fresh, db)
    finally:
        for path in _files(fresh):
            path.unlink(missing_ok=True)
    return made


def _read(story: Path) -> list[ArticleDocument]:
    """The articles of the story with what they claim. Raises MissingExtra or NoModel."""
    from relgraph.extract.extracting import extract
    from relgraph.extract.extractors import make
    from relgraph.extract.reading import read

    return [one.document for one in extract(make("rules"), read(str(story)))]


def _fill(fresh: Path, place: Path, documents: list[ArticleDocument]) -> Made:
    """Put the story and load the other seeds; returns how much is in the file then."""
    from relgraph import adding
    from relgraph.documents import read_file
    from relgraph.importers.tsv import load as load_table
    from relgraph.ingest import load, open_store

    with making(fresh), open_store(fresh, create=True) as store:
        adding.add(store, documents)
        for name in TOLD:
            load(store, read_file(str(place / name)))
        for facts in FACTS:
            load_table(store, place / facts.file, source=facts.source, published=facts.published)
        origins = [origin for document in documents for origin in document.origins if origin]
        return Made(
            len(documents),
            len(origins),
            ", ".join(sorted({f"{origin.name} {origin.version} with {origin.model}" for origin in origins})),
            *(_count(store.connection, table) for table in ("article", "claim", _TIES)),
        )


_TIES = "(SELECT DISTINCT a, b, kind, episode FROM version)"


def _count(connection: sqlite3.Connection, table: str) -> int:
    count: int
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return count


def _put_in_place(fresh: Path, db: Path) -> None:
    """Raises RelgraphError if there is a file with anything else in it than an earlier demo."""
    if db.exists() and not _is_part_of(db, fresh):
        raise RelgraphError(
            f"{db} holds more than the demo, so it is left alone; choose another place with --dir or --db"
        )
    for path in _files(db):
        path.unlink(missing_ok=True)
    fresh.replace(db)


def _is_part_of(db: Path, fresh: Path) -> bool:
    """Whether each record of a file is in another one too, or is of an article that an earlier demo told otherwise.

    Raises as `open_for_reading`.
    """
    from relgraph.log import SqliteLog, open_for_reading

    with closing(open_for_reading(db)) as old, closing(open_for_reading(fresh)) as new:
        known = {id for (id,) in new.execute("SELECT event_id FROM log")}
        ours = {id.hex() for id in known}
        for record in SqliteLog(old).read():
            body = json.loads(record.body or "{}")
            if record.type == "OutputWritten":  # a page of that demo
                continue
            if (body.get("article") or {}).get("url", "").startswith(ADDRESSES):
                ours.add(record.id)
            elif bytes.fromhex(record.id) not in known and body.get("version") not in ours:
                return False
        return True


def _files(db: Path) -> list[Path]:
    return [db.with_name(db.name + ending) for ending in ("", "-wal", "-shm")]


def _opening(made: Made, db: Path) -> list[str]:
    counts = [number(made.articles, "article"), number(made.claims, "claim"), number(made.ties, "tie")]
    read = (
        f"Read {number(made.read, 'article')} of the story of one couple ({made.by}) and found "
        f"{number(made.found, 'claim')} in them. No person has looked at these, so they are marked as not reviewed."
    )
    text = (
        "Articles make claims: who is with whom, since when, and who says so. relgraph keeps each claim with its "
        "sentence in a log that is never rewritten, and answers about any day, as it was known on any day."
    )
    return [
        painted("relgraph: a newsroom's memory of who is with whom, and of who says so", "bold"),
        "",
        *wrapped(text, columns()),
        "",
        *wrapped(read, columns()),
        "",
        *wrapped(f"With the other seeds there are {', '.join(counts)} in {shown(str(db))}.", columns()),
    ]


def _closing(db: Path) -> list[str]:
    lines = ["", painted("What to try next", "bold"), f"  export RELGRAPH_DB={shlex.quote(shown(str(db)))}"]
    room = max(len(command) for _, command in NEXT) + 2
    return [*lines, *(f"  {command:<{room}}# {what}" for what, command in NEXT)]

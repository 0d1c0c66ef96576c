"""Article text to claims: add, extract."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import TYPE_CHECKING, Annotated

import typer

from relgraph.cli.options import DATABASE, AsJson, Database, Restore
from relgraph.cli.out import note, say, say_json
from relgraph.cli.progress import Counter, busy
from relgraph.cli.safe import escaped, shown
from relgraph.cli.show import extracting as show
from relgraph.cli.show.loaded import Sum, lines
from relgraph.cli.store import writing
from relgraph.errors import RelgraphError

if TYPE_CHECKING:
    from relgraph.extract.extracting import Extracted
    from relgraph.extract.protocol import Extractor
    from relgraph.extract.reading import Given, Inferred, Reading

app = typer.Typer()

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help=".txt, .md, .html, or article documents without claims (YAML, JSONL); - is standard input.",
    ),
]
Source = Annotated[str | None, typer.Option("--source", metavar="S", help="The outlet.")]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="D", help="The day (or time) on which the outlet told it."),
]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="The address; of one article only.")]
Title = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="The headline; of one article only.")
]
ExtractorName = Annotated[str, typer.Option("--extractor", metavar="NAME", help="What reads: rules.")]


@app.command("add", epilog='Example: relgraph add article.txt --source "Star Post" --published 2023-08-07')
def add(
    files: Files,
    source: Source = None,
    published: Published = None,
    url: Url = None,
    title: Title = None,
    extractor: ExtractorName = "rules",
    restore: Restore = False,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Read articles and take in what they claim. What a saved page says of itself need not be given."""
    from relgraph import adding

    reader = _Reader(files, _given(files, source, published, url, title))
    total, found = Sum(), show.Found()
    with writing(db, create=True) as store, Counter("articles") as counter:
        for extracted in _by_file(reader, extractor, counter):
            try:
                added = adding.add(store, [one.document for one in extracted], restore=restore)
            except RelgraphError as error:
                reader.failed.append(error)
                continue
            total += added.loaded
            found.take(extracted, added)
        if not total.head:
            reader.close()
    if as_json:
        say_json({**total.json(), **found.json(), "inferred": show.inferred_json(reader.inferred)})
    else:
        say([*lines(total, db), *found.lines()])
    reader.close()


@app.command("extract", epilog="Example: relgraph extract page.html --explain")
def extract(
    files: Files,
    source: Source = None,
    published: Published = None,
    url: Url = None,
    title: Title = None,
    extractor: ExtractorName = "rules",
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say of each claim why it was proposed, instead of the documents."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read articles and print what they claim: article documents (JSONL), to look at, to change and to load."""
    from relgraph.documents import to_json

    if explain and as_json:
        raise typer.BadParameter("--explain is for people; the documents are JSON without it")
    reader, found = _Reader(files, _given(files, source, published, url, title)), show.Found()
    with Counter("articles") as counter:
        for extracted in _by_file(reader, extractor, counter):
            found.take(extracted)
            counter.clear()
            for one in extracted:
                say(show.explained(one) if explain else [escaped(to_json(one.document))])
    for line in found.lines():
        note(line)
    reader.close()


def _given(
    files: Sequence[str], source: str | None, published: str | None, url: str | None, title: str | None
) -> Given:
    """What the options say of the articles."""
    from relgraph.extract.reading import Given

    if len(files) > 1 and (url or title):
        raise typer.BadParameter("--url and --title are of one article; there are several files")
    return Given(source, published, url, title)


class _Reader:
    """Reads file after file; one that cannot be read is left out, and told at the end."""

    def __init__(self, files: Sequence[str], given: Given) -> None:
        self._files = files
        self._given = given
        self.failed: list[RelgraphError] = []
        self.inferred: list[tuple[str, Inferred]] = []

    def __iter__(self) -> Iterator[Reading]:
        from relgraph.extract.reading import read

        for file in self._files:
            try:
                readings = read(file, self._given)
            except RelgraphError as error:
                self.failed.append(error)
                continue
            for reading in readings:
                if reading.inferred:
                    note(show.inferred(file, reading.inferred))
                    self.inferred += ((file, one) for one in reading.inferred)
                yield reading

    def close(self) -> None:
        """Tell what could not be read. Raises the last of it."""
        for error in self.failed[:-1]:
            note(f"error: {shown(str(error))}")
        if self.failed:
            raise self.failed[-1]


def _by_file(reader: _Reader, extractor: str, counter: Counter) -> Iterator[list[Extracted]]:
    """The extracted articles of one file after the other. Raises NoModel, if there is an article to read."""
    from relgraph.extract.extracting import extract

    readings = iter(reader)
    first = next(readings, None)
    if first is None:
        return
    ready = _made(extractor)
    counter.restart()
    for _, group in groupby(extract(ready, chain([first], readings)), key=lambda one: one.document.file):
        extracted = []
        for one in group:
            counter(1)
            extracted.append(one)
        yield extracted


def _made(extractor: str) -> Extractor:
    """The extractor of a name; what it warns of while it is made is told."""
    from relgraph.extract.extractors import make

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", UserWarning)
        with busy("loading the language model"):
            ready = make(extractor)
    for warning in told:
        if issubclass(warning.category, UserWarning):
            note(f"warning: {shown(str(warning.message))}")
    return ready

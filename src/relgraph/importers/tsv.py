"""Tables of relations: tab-separated, headed subject, relation, object and, if wanted, start, end, end_cause, source.

A row without dates says that the tie was, one without an end that it began; nothing is taken from the clock. A cause
of the end becomes a claim of its own (a divorce, a death), a separation one that ends nothing. There is no quoting:
`"Weird Al" Yankovic` has his quotation marks, and no cell has a line break. Files may be gzipped.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from relgraph.articles import Article
from relgraph.claims import Agent, Claim, Role
from relgraph.dates import BadDate, parse
from relgraph.entities import LONGEST_NAME, Party
from relgraph.errors import BadInput
from relgraph.importers.relations import RELATIONS, Relation
from relgraph.ingest import Loaded, Progress, Skipped, Store, import_rows
from relgraph.kinds import KINDS, EntityType
from relgraph.names import folded

NEEDED = ("subject", "relation", "object")
ALLOWED = (*NEEDED, "start", "end", "end_cause", "source")

Said = tuple[str, str | None, str | None]
"""A claim of a row: kind, when, detail."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file as read: its heading, and its lines without line ends, the heading left out."""

    file: str
    head: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the rows in the order of their text, so that the same rows shuffled are the same data set."""
        total = sha256("\t".join(self.head).encode())
        for line in sorted(self.lines):
            total.update(b"\n")
            total.update(line.encode())
        return total.hexdigest()


def load(
    store: Store,
    path: Path,
    *,
    source: str,
    published: str,
    relations: Mapping[str, Relation] = RELATIONS,
    progress: Progress | None = None,
    restore: bool = False,
) -> Loaded:
    """Read a table and take it in, all or none; rows that can't be taken are skipped, with line and reason.

    With `restore` also what was erased. Raises BadInput, WasErased, and Conflict if the same rows are in the log as
    published on another day.
    """
    table = read(path)
    try:
        article = Article(source=source, published=published, digest=table.digest)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(first["msg"], field=str(first["loc"][0]) if first["loc"] else None) from None
    return import_rows(store, article, claims(table, source, relations), progress, restore=restore)


def read(path: Path) -> Table:
    """Read a file, which may be gzipped, marked as UTF-8 or have the line ends of Windows.

    Raises BadInput for another encoding (with line and byte), another delimiter, and columns that are missing,
    unknown or there twice.
    """
    file = str(path)
    try:
        content = path.read_bytes()
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadInput(f"damaged gzip file: {error}", file=file) from None
    except OSError as error:
        raise BadInput(error.strerror or "it can't be read", file=file) from None
    lines = _text(content.removeprefix(b"\xef\xbb\xbf"), file).split("\n")
    del content
    lines = [line.removesuffix("\r") for line in lines]
    if lines[-1] == "":
        lines.pop()
    if not lines:
        raise BadInput("the file is empty", file=file)
    head = tuple(cell.strip() for cell in lines[0].split("\t"))
    _check_head(head, lines[0], file)
    return Table(file, head, tuple(lines[1:]))


def _text(content: bytes, file: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line_start = content.rfind(b"\n", 0, error.start) + 1
        raise BadInput(
            f"byte {error.start - line_start + 1} of the line (0x{content[error.start]:02x}) is not UTF-8; "
            "save the file as UTF-8",
            file=file,
            line=content.count(b"\n", 0, error.start) + 1,
        ) from None


def _check_head(head: tuple[str, ...], line: str, file: str) -> None:
    for delimiter in ";,|":
        if len(head) == 1 and set(NEEDED) <= {cell.strip().strip('"') for cell in line.split(delimiter)}:
            raise BadInput(
                f"the columns are parted by {delimiter!r}, not by tabs; save it with tabs, or if no cell has a "
                f"{delimiter!r} in it: tr '{delimiter}' '\\t' < {file} > tabs.tsv",
                file=file,
                line=1,
            )
    if missing := [name for name in NEEDED if name not in head]:
        raise BadInput(
            f"the first line lacks the column {missing[0]!r}; it must name: {', '.join(ALLOWED)}",
            file=file,
            line=1,
        )
    if unknown := [name for name in head if name not in ALLOWED]:
        raise BadInput(f"the column {unknown[0]!r} is none of: {', '.join(ALLOWED)}", file=file, line=1)
    if len(set(head)) < len(head):
        raise BadInput("a column is there twice", file=file, line=1)


def claims(
    table: Table, source: str, relations: Mapping[str, Relation] = RELATIONS
) -> Iterator[tuple[Claim, ...] | Skipped]:
    """What each row claims, or why it was skipped; empty lines are left out."""
    take = _row_reader(table.head, folded(source), relations)
    for number, line in enumerate(table.lines, start=2):
        if line.strip():
            try:
                yield take(line)
            except ValidationError as error:
                yield Skipped(number, error.errors()[0]["msg"].removeprefix("Value error, "))
            except ValueError as error:
                yield Skipped(number, str(error))


def _row_reader(
    head: tuple[str, ...], source: str, relations: Mapping[str, Relation]
) -> Callable[[str], tuple[Claim, ...]]:
    """A function from the text of a row to its claims, which raises ValueError for a row that is to be skipped."""
    width = len(head)
    at = {name: head.index(name) if name in head else width for name in ALLOWED}
    subject_at, relation_at, object_at, start_at, end_at, cause_at, source_at = (at[name] for name in ALLOWED)
    meant = {name: (relation.kind, relation.swap, *relation.parties) for name, relation in relations.items()}

    def take(line: str) -> tuple[Claim, ...]:
        cells = line.split("\t")
        if len(cells) > width:
            raise ValueError(f"{len(cells)} cells under {width} headings")
        cells += [""] * (width + 1 - len(cells))
        if cells[relation_at] not in meant:
            raise ValueError(f"no kind is known for the relation {cells[relation_at]!r}")
        kind, swap, first, second = meant[cells[relation_at]]
        one, other = _named(cells[subject_at], cells[object_at], kind)
        if swap:
            one, other = other, one
        a, b = _party(one, first), _party(other, second)
        if a.name == b.name and first is second:
            raise ValueError("subject and object are the same")
        start, end = _date(cells[start_at], "start"), _date(cells[end_at], "end")
        voice = cells[source_at].strip()
        fields = {
            "a": a,
            "b": b,
            "attribution": _outlet(voice) if voice and folded(voice) != source else (),
            "evidence": ({"quote": line, "start": 0, "end": len(line)},),
        }
        return tuple(
            Claim.model_validate({"kind": said, "when": when, "detail": detail, **fields})
            for said, when, detail in _said(kind, start, end, cells[cause_at].strip())
        )

    return take


_DEATH = ("marriage_end", "death")

_CAUSES = {
    "divorce": ("divorce", None),
    "annulment": ("annulment", None),
    "void": ("annulment", None),
    "death": _DEATH,
    "date of death": _DEATH,
    "death of subject": _DEATH,
    "death of spouse": _DEATH,
    "death of subject's spouse": _DEATH,
}
"""What ended a marriage, as a claim of its own: kind and detail. Another cause is not told apart from none."""

_WITHOUT_END = ("death of subject", "death of spouse", "death of subject's spouse")
"""Causes that end a marriage also where no end is given: then it ended by the day of publication."""

_APART = ("separation", "legal separation", "marital separation")
"""What is called an end and is none: the two stay married."""


def _said(kind: str, start: str, end: str, cause: str) -> Iterator[Said]:
    """What a row says: of which kind, when and with what detail."""
    if not KINDS[kind].starts:
        yield kind, f"{start}/{end}" if start and end else start or end or "/", None
    elif kind == "marriage" and cause in _APART:
        yield kind, f"{start}/", None
        yield "separation", end or "/", None
    else:
        yield kind, f"{start}/{end}", None
        if kind == "marriage" and cause in _CAUSES and (end or cause in _WITHOUT_END):
            ended, detail = _CAUSES[cause]
            yield ended, end or "/", detail


def _named(a: str, b: str, kind: str) -> tuple[str, str]:
    """The names of a row. Of a marriage one may be missing: that somebody was married is known all the same."""
    if kind == "marriage" and not (a and b) and (a or b):
        unnamed = f"unnamed spouse of {a or b}"
        return a or unnamed, b or unnamed
    return a, b


@lru_cache(maxsize=200_000)
def _party(name: str, type: EntityType) -> Party:
    if not name.strip():
        raise ValueError("a name is missing")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"a name of {len(name)} characters: at most {LONGEST_NAME} can be kept")
    return Party(name=name, type=type)


@lru_cache(maxsize=1024)
def _outlet(name: str) -> tuple[Agent, ...]:
    return (Agent(agent=name, role=Role.OUTLET),)


@lru_cache(maxsize=65536)
def _date(cell: str, field: str) -> str:
    text = cell.strip()
    if text:
        try:
            date = parse(text)
        except BadDate as error:
            raise ValueError(f"{field}: {error}") from None
        if date.interval:
            raise ValueError(f"{field}: {text!r} is a span of time, not a date")
    return text

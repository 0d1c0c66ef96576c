r"""Files to articles without claims: text, Markdown, saved pages and article documents.

What is kept as an article's text, and what every offset counts in, is its headline, an empty line and its text. Of a
text file the text is the file, with lines that end in `\n` and letters as they were written; of a page the paragraphs
of its article; of Markdown what a reader sees; of a document its `text`. A headline that the text begins with already
is not put before it again.

What a file does not say of itself is given by the caller or missing; no clock and no date of a file is asked.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from relgraph.articles import Article, text_digest
from relgraph.documents import ArticleDocument, read_bytes
from relgraph.errors import BadInput
from relgraph.extract import html, markdown
from relgraph.extract.decoding import decoded
from relgraph.extract.html import Found

MOST_BYTES = 20_000_000
"""Of a file that is one article; a saved page may carry pictures."""

LONGEST = 200_000
"""Characters of an article: a short book. What is longer is no article, and is not read for minutes."""


class Given(NamedTuple):
    """What the caller says of the articles; it goes before what the files say."""

    source: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None


class Inferred(NamedTuple):
    """A value that nobody gave: which field, the value, and where it was found."""

    field: str
    value: str
    place: str


class Reading(NamedTuple):
    """An article without claims, and what was inferred about it."""

    document: ArticleDocument
    inferred: tuple[Inferred, ...] = ()


NOTHING = Given()


def read(path: str, given: Given = NOTHING) -> list[Reading]:
    """The articles of a file, `-` for standard input: all of them, or BadInput."""
    return from_bytes(*_bytes(path), given)


def from_bytes(data: bytes, file: str, given: Given = NOTHING) -> list[Reading]:
    """The articles that a file of this content and name holds; as `read`."""
    match _form(file, data):
        case "document":
            return list(_documents(data, file, given))
        case "page":
            return [_page(decoded(data, file, html=True), file, given)]
        case "markdown":
            return [_markdown(decoded(data, file), file, given)]
        case _:
            return [_text(decoded(data, file), file, given)]


def _bytes(path: str) -> tuple[bytes, str]:
    """What a file holds, and its name."""
    if path == "-":
        return sys.stdin.buffer.read(), "<stdin>"
    try:
        return Path(path).read_bytes(), path
    except FileNotFoundError:
        raise BadInput("no such file", file=path) from None
    except IsADirectoryError:
        raise BadInput("a folder; name its files", file=path) from None
    except OSError as error:
        raise BadInput(f"can't be read: {error.strerror}", file=path) from None


_FORMS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "page", ".htm": "page",
    ".xhtml": "page", ".yaml": "document", ".yml": "document", ".jsonl": "document", ".ndjson": "document",
    ".json": "document",
}  # fmt: skip
_KEYS = re.compile(rb"(?:\A|\n)(?:source|published|title|url|text|entities|language)[ \t]*:", re.IGNORECASE)


def _form(file: str, data: bytes) -> str:
    """How a file is to be read: by the end of its name, else by how it begins."""
    form = _FORMS.get(Path(file).suffix.lower())
    if form:
        return form
    start = data[:4000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        return "document"
    if re.match(rb"<(?:!doctype\s+html|html|head|body|\?xml|!--)", start, re.IGNORECASE):
        return "page"
    if (
        start.startswith(b"---")
        and re.search(rb"\n(?:---|\.\.\.)[ \t]*\r?\n\s*\S", start)
        and b"\ntext:" not in start
    ):
        return "markdown"
    if re.match(rb"(?:#[^\n]*\n\s*|---[^\n]*\n)*(?:source|published)[ \t]*:", start):
        return "document"
    return "markdown" if re.match(rb"#{1,2} \S", start) else "text"


# ---- one way of reading after the other


def _documents(data: bytes, file: str, given: Given) -> Iterator[Reading]:
    """The documents of a YAML or JSONL file. Raises BadInput for one that has claims, or no text."""
    values = {key: value for key, value in given._asdict().items() if value is not None}
    for document in read_bytes(data, file, values):
        if document.claims:
            raise BadInput(
                "has claims already: `relgraph load` takes those in",
                file=file,
                line=document.line,
                field="claims",
            )
        article = document.article
        if article.text is None:
            raise BadInput("has no text to read", file=file, line=document.line, field="text")
        whole = _whole(article.title, article.text, file, document.line)
        kept = article.model_copy(update={"text": whole, "digest": text_digest(whole)})
        yield Reading(ArticleDocument(kept, document.entities, (), file, document.line, ()))


_DATED = re.compile(r"\s{0,20}(?:date|published):?[ \t]{1,5}(\d{4}-\d\d-\d\d)\b", re.IGNORECASE)


def _text(text: str, file: str, given: Given) -> Reading:
    """A text file is its text; a day may stand at its head, as in `date 2023-08-07`."""
    dated = _DATED.match(text)
    return _article(
        text, file, given, {"published": Found(dated[1], "the head of the text")} if dated else {}
    )


_MATTER = {
    "source": ("source", "outlet", "publisher", "publication", "site"),
    "published": ("published", "date"),
    "url": ("url", "link", "canonical"),
    "title": ("title", "headline"),
}


def _markdown(source: str, file: str, given: Given) -> Reading:
    """Front matter says what it is; the heading that it begins with is its title."""
    read = markdown.read(source)
    found = {"title": Found(read.title, "its first heading")} if read.title else {}
    for field, keys in _MATTER.items():
        said = [Found(value, f"front matter {key}") for key in keys if (value := read.matter.get(key))]
        if said:
            found[field] = said[0]
    return _article(read.text, file, given, found)


def _page(source: str, file: str, given: Given) -> Reading:
    """A saved page says what it is in its own metadata."""
    if len(source) > MOST_BYTES:
        raise BadInput(_too_long(len(source)), file=file)
    try:
        page = html.read(source)
    except html.TooMuch:
        raise BadInput(
            f"has more than {html.MOST_NODES:,} elements: no page of an article", file=file
        ) from None
    if page.text is None:
        raise BadInput("there is no article on this page", file=file)
    found = {field: value for field in (*Given._fields, "language") if (value := getattr(page, field))}
    return _article(page.text, file, given, found)


def _article(text: str, file: str, given: Given, found: dict[str, Found]) -> Reading:
    """The article of these fields. Raises BadInput for what is missing or wrong."""
    if not text.strip():
        raise BadInput("there is no text in it", file=file)
    fields: dict[str, str] = {}
    inferred = []
    for field in (*Given._fields, "language"):
        if value := getattr(given, field, None):
            fields[field] = value
        elif field in found:
            fields[field] = found[field].value
            inferred.append(Inferred(field, *found[field]))
    for field, what in (
        ("published", "when it was published: --published YYYY-MM-DD"),
        ("source", "the outlet: --source NAME"),
    ):
        if field not in fields:
            raise BadInput(f"the file does not say; give {what}", file=file, field=field)
    whole = _whole(fields.get("title"), text, file)
    try:
        article = Article.model_validate({**fields, "text": whole, "digest": text_digest(whole)})
    except ValidationError as error:
        raise _wrong(error, file) from None
    return Reading(ArticleDocument(article, (), (), file, 1, ()), tuple(inferred))


def _whole(title: str | None, text: str, file: str, line: int | None = None) -> str:
    """The text with its headline. Raises BadInput if it is longer than an article."""
    if len(text) > LONGEST:
        raise BadInput(_too_long(len(text)), file=file, line=line)
    return text if not title or text.lstrip().startswith(title) else f"{title}\n\n{text}"


def _too_long(length: int) -> str:
    return f"has {length:,} characters; an article has at most {LONGEST:,}"


def _wrong(error: ValidationError, file: str) -> BadInput:
    first = error.errors(include_url=False)[0]
    field = str(first["loc"][0]) if first["loc"] else None
    if first["type"] == "string_pattern_mismatch":
        return BadInput(
            f"{str(first['input'])[:60]!r} is neither a day (YYYY-MM-DD) nor a time with its offset",
            file=file,
            field=field,
        )
    return BadInput(str(first["msg"]).removeprefix("Value error, "), file=file, field=field)

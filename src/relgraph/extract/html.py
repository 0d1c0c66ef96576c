"""A saved page to its article: the text by trafilatura, what it is from the page's own metadata.

Dates come from what the page says of itself (JSON-LD, meta elements, time elements), or from its address: a date
somewhere in the text, the file's age and the clock say nothing of the day of publication.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from relgraph.articles import Published
from relgraph.dates import BadDate, day_of
from relgraph.extract.extra import need

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_NODES = 150_000
"""Elements of a page; the largest news pages have a tenth of it."""

_LONGEST_DATA = 1_000_000  # characters of one JSON-LD block

_LONG_TAG = re.compile(r"<([A-Za-z][\w-]{0,30})[^<>]{4000,}>")
"""A tag with a picture in it, or a program's state, or so many attributes that comparing them takes minutes."""


class Found(NamedTuple):
    """A value, and where the page has it."""

    value: str
    place: str


class Page(NamedTuple):
    """The article of a page; None for what the page does not say."""

    text: str | None
    title: Found | None
    published: Found | None
    source: Found | None
    url: Found | None
    language: Found | None


class TooMuch(ValueError):
    """A page with more elements than any article has."""


def read(source: str) -> Page:
    """The article of a page. Raises TooMuch, MissingExtra."""
    need("trafilatura", "pages are read")
    tree = _tree(source)
    if tree is None:
        return Page(None, None, None, None, None, None)
    meta = _meta(tree)
    linked = list(_articles(tree))
    url = _url(tree, meta, linked) or _saved_from(source)
    title = _title(tree, meta, linked)
    published = _published(tree, meta, linked, url)
    return Page(_text(tree), title, published, _source(meta, linked, url), url, _language(tree))


# ---- the tree and the text


def _tree(source: str) -> HtmlElement | None:
    import lxml.etree
    import lxml.html

    source = _LONG_TAG.sub(r"<\1>", re.sub(r"\A\s*<\?xml[^>]{0,500}\?>", "", source))
    if not source.strip():
        return None
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree: HtmlElement = lxml.html.document_fromstring(source, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    if sum(1 for _ in tree.iter()) > MOST_NODES:
        raise TooMuch
    return tree


def _text(tree: HtmlElement) -> str | None:
    """The paragraphs of the article, an empty line between them; None if there is none."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            tree, output_format="txt", include_comments=False, include_tables=False, include_formatting=False,
            with_metadata=False, fast=False,
        )  # fmt: skip
    except (RecursionError, ValueError, TypeError, AttributeError):  # a tree that it does not expect
        return None
    paragraphs = [line.strip() for line in (text or "").splitlines()]
    return "\n\n".join(line for line in paragraphs if line) or None


# ---- what the page says of itself


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The meta elements by name, property or itemprop in small letters; of several the first."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = _squeezed(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """What JSON-LD says of articles."""
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower() or not element.text:
            continue
        try:
            value = json.loads(element.text[:_LONGEST_DATA])
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(value) if _is_article(node))


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """A JSON value, those in its list, and those of its graph."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(type_, str) and re.search(r"Article|Posting|Report|Review$", type_)
        for type_ in (types if isinstance(types, list) else [types])
    )


_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "publication_date",
    "publish-date", "publish_date", "published", "pubdate", "date.issued", "date",
)  # fmt: skip
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "twitter:app:name:iphone")


def _title(tree: HtmlElement, meta: dict[str, str], linked: list[dict[str, Any]]) -> Found | None:
    """The headline as it stands over the article, else as the metadata has it; the site's name is cut off."""
    outlet = meta.get("og:site_name", "")
    headings = [" ".join(heading.itertext()) for heading in tree.iter("h1")]
    if len(headings) == 1 and (heading := _squeezed(headings[0])) and heading != outlet:
        return Found(heading, "its only h1")
    for node in linked:
        if title := _squeezed(node.get("headline")):
            return Found(title, "JSON-LD headline")
    for name in _TITLES:
        if name in meta:
            return Found(_without(meta[name], outlet), f"meta {name}")
    for element in tree.iter("title"):
        if title := _squeezed(element.text):
            return Found(_without(title, outlet), "title")
    return None


def _without(title: str, outlet: str) -> str:
    """A title without the outlet's name behind it: `News | Star Post`."""
    cut = re.sub(rf"\s+[|–—·-]\s+{re.escape(outlet)}\Z", "", title) if outlet else title
    return cut or title


def _published(
    tree: HtmlElement, meta: dict[str, str], linked: list[dict[str, Any]], url: Found | None
) -> Found | None:
    """The first date that can be read, with its time if that has an offset."""
    for node in linked:
        if date := _date(node.get("datePublished")):
            return Found(date, "JSON-LD datePublished")
    for name in _DATES:
        if date := _date(meta.get(name)):
            return Found(date, f"meta {name}")
    for element in tree.iter("time"):
        said = (
            f"{element.get('itemprop') or ''} {element.get('class') or ''} {' '.join(element.keys())}".lower()
        )
        date = _date(element.get("datetime") or element.get("content"))
        if date and ("publi" in said or "pubdate" in said or "entry-date" in said):
            return Found(date, "time of publication")
    times = {date for element in tree.iter("time") if (date := _date(element.get("datetime")))}
    if len({date[:10] for date in times}) == 1:
        return Found(min(times), "its only time")
    in_path = (
        re.search(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-]|\Z)", urlsplit(url.value).path)
        if url
        else None
    )
    if in_path and (date := _date("-".join(in_path.groups()))):
        return Found(date, "its address")
    return None


_DATE = re.compile(
    r"\s*(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?P<offset>Z|[+-]\d\d:?\d\d))?"
)
_COMPACT = re.compile(r"\s*(\d{4})/?(\d\d)/?(\d\d)(?!\d)")


def _date(value: object) -> Published | None:
    """A date in ISO form, or of eight digits; None for anything else, and for what no calendar or clock has."""
    if not isinstance(value, str):
        return None
    found = _DATE.match(value)
    compact = _COMPACT.match(value)
    day = found["day"] if found else "-".join(compact.groups()) if compact else ""
    try:
        day_of(day)
    except BadDate:
        return None
    if (
        found
        and found["time"]
        and found["time"] < "24"
        and found["time"][3:5] < "60"
        and found["time"][6:8] < "60"
    ):
        return f"{day}T{found['time']}{found['offset']}"
    return day


def _source(meta: dict[str, str], linked: list[dict[str, Any]], url: Found | None) -> Found | None:
    for name in _OUTLETS[:1]:
        if name in meta:
            return Found(meta[name], f"meta {name}")
    for node in linked:
        publisher = node.get("publisher")
        for one in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(one, dict) and (outlet := _squeezed(one.get("name"))):
                return Found(outlet, "JSON-LD publisher")
    for name in _OUTLETS[1:]:
        if name in meta:
            return Found(meta[name], f"meta {name}")
    host = (urlsplit(url.value).hostname or "") if url else ""
    return Found(host.removeprefix("www."), "its address") if host else None


def _url(tree: HtmlElement, meta: dict[str, str], linked: list[dict[str, Any]]) -> Found | None:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and (
            url := _address(element.get("href"))
        ):
            return Found(url, "link canonical")
    if url := _address(meta.get("og:url")):
        return Found(url, "meta og:url")
    for node in linked:
        page = node.get("mainEntityOfPage")
        for value in (node.get("url"), page, page.get("@id") if isinstance(page, dict) else None):
            if url := _address(value):
                return Found(url, "JSON-LD")
    return None


_SAVED_FROM = re.compile(
    r"<!--\s{0,20}(?:saved from url=\(\d{1,5}\)|Page saved with [^>]{1,200}?url:\s{0,20})(\S{1,2000})"
)


def _saved_from(source: str) -> Found | None:
    """The address that a browser wrote into the page when it saved it."""
    found = _SAVED_FROM.search(source[:10_000])
    url = _address(found[1]) if found else None
    return Found(url, "where it was saved from") if url else None


def _language(tree: HtmlElement) -> Found | None:
    language = _squeezed(tree.get("lang")) or ""
    return (
        Found(language, "html lang")
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", language)
        else None
    )


def _address(value: object) -> str | None:
    """A whole address of the web; None for anything else."""
    if not isinstance(value, str) or len(value) > 2000:
        return None
    value = value.strip()
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return (
        value
        if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", value)
        else None
    )


def _squeezed(value: object) -> str | None:
    """A text of one line, of at most 300 characters; None if there is nothing in it."""
    return " ".join(value.split())[:300] or None if isinstance(value, str) else None

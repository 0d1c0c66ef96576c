"""Files to articles: what text is kept, what a file says of itself, and what is refused in bounded time."""

from __future__ import annotations

import codecs
import json
import textwrap
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.errors import BadInput
from relgraph.extract import html, markdown
from relgraph.extract.reading import LONGEST, Given, Reading, read
from relgraph.extract.view import plain

SAID = Given(source="Star Post", published="2024-03-05")

PAGE = """<!doctype html><html><head><title>Ann Vale weds | Star Post</title>
<meta property="og:site_name" content="Star Post"><link rel="canonical" href="https://star.example/ann-weds">
<meta property="article:published_time" content="2024-03-05T10:00:00+01:00"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Ann Vale weds</h1>
<p>Ann Vale married Bob Reed on Saturday, her spokeswoman told this paper in a <b>long</b> statement.</p>
<p>They’d been engaged since 2021, when the two met on the set of “Glass Harbor”, which she directed.</p>
</article><footer>© 2026 Star Post</footer></body></html>"""


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def one(folder: Path, name: str, content: str | bytes, given: Given = SAID) -> Reading:
    (reading,) = read(written(folder, name, content), given)
    return reading


def text_of(reading: Reading) -> str:
    return reading.document.article.text or ""


# ---- text


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"Ann wed Bob.", "Ann wed Bob."),
        (b"Ann wed Bob.\r\nAt last.\r", "Ann wed Bob.\nAt last.\n"),
        ("\ufeffAnn wed Bob.".encode(), "Ann wed Bob."),
        ("Zoë wed “Bob”.".encode("utf-16"), "Zoë wed “Bob”."),
        (codecs.BOM_UTF16_BE + "Zoë wed Bob.".encode("utf-16-be"), "Zoë wed Bob."),
        ("Zoë wed “Bob”.".encode("cp1252"), "Zoë wed “Bob”."),
        (unicodedata.normalize("NFD", "Zoë wed Bob.").encode(), unicodedata.normalize("NFD", "Zoë wed Bob.")),
    ],
)
def test_a_text_is_kept_as_it_was_written_but_for_the_ends_of_its_lines(
    content: bytes, kept: str, tmp_path: Path
) -> None:
    assert text_of(one(tmp_path, "a.txt", content)) == kept


def test_a_headline_stands_before_the_text_once(tmp_path: Path) -> None:
    given_title = SAID._replace(title="A wedding")
    assert text_of(one(tmp_path, "a.txt", "Ann wed Bob.", given_title)) == "A wedding\n\nAnn wed Bob."
    assert (
        text_of(one(tmp_path, "a.txt", "A wedding\n\nAnn wed Bob.", given_title))
        == "A wedding\n\nAnn wed Bob."
    )


WITH_CLAIMS = json.dumps(
    {
        "source": "S", "published": "2024-01-01", "text": "Ann wed Bob.",
        "claims": [{"kind": "marriage", "a": "Ann", "b": "Bob", "quote": "Ann wed Bob."}],
    }
)  # fmt: skip


def test_a_day_at_the_head_of_a_text_is_when_it_was_published(tmp_path: Path) -> None:
    reading = one(tmp_path, "a.txt", " date 2023-08-07 Ann wed Bob.", Given(source="Star Post"))
    assert reading.document.article.published == "2023-08-07"
    assert [(one.field, one.place) for one in reading.inferred] == [("published", "the head of the text")]


@pytest.mark.parametrize(
    ("name", "content", "given_", "field", "message"),
    [
        ("a.txt", "Ann wed Bob.", Given(source="S"), "published", "--published YYYY-MM-DD"),
        ("a.txt", "Ann wed Bob.", Given(published="2024-03-05"), "source", "--source NAME"),
        ("a.txt", "Ann wed Bob.", Given("S", "last May"), "published", "neither a day"),
        ("a.txt", "Ann wed Bob.", Given("S", "2024-02-31"), "published", "2024-02-31"),
        ("a.txt", "", SAID, None, "no text"),
        ("a.txt", " \n\t\n", SAID, None, "no text"),
        ("a.txt", b"Ann\0wed Bob.", SAID, None, "a NUL in line 1"),
        ("a.txt", b"Ann wed\nBob.\n" + bytes(range(1, 9)), SAID, None, "a control character in line 3"),
        ("a.txt", "Ann".encode("utf-16-le") * 9, SAID, None, "UTF-16 without its mark"),
        ("a.txt", codecs.BOM_UTF16_LE + b"\x00\xd8\x00\x00", SAID, None, "not UTF-16-LE"),
        ("a.txt", b"%PDF-1.7\n\0", SAID, None, "a PDF file"),
        ("a.txt", b"PK\x03\x04\0", SAID, None, "an office document"),
        ("a.txt", "x" * (LONGEST + 1), SAID, None, "an article has at most 200,000"),
        ("a.html", "<html><script>var a = 1;</script></html>", SAID, None, "no article on this page"),
        ("a.html", "", SAID, None, "no article on this page"),
        ("a.html", PAGE.replace("article:published_time", "x"), Given(), "published", "--published"),
        ("a.jsonl", WITH_CLAIMS, Given(), "claims", "relgraph load"),
        ("a.jsonl", '{"source": "S", "published": "2024-01-01", "entities": [{"name": "Ann", "type": "person"}]}',
         Given(), "text", "no text"),
        ("a.yaml", "source: S\ntext: Ann wed Bob.", Given(), "published", "is missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_file_and_field(
    name: str, content: str | bytes, given_: Given, field: str | None, message: str, tmp_path: Path
) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(BadInput) as refused:
        read(path, given_)
    assert (refused.value.file, refused.value.field) == (path, field)
    assert message in str(refused.value)


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    for path, message in ((tmp_path / "none.txt", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(BadInput, match=message):
            read(str(path), SAID)


# ---- documents and Markdown


def test_a_document_without_claims_is_read_as_its_writer_gave_it(tmp_path: Path) -> None:
    document = {
        "source": "Wire", "published": "2024-01-01", "title": "Wed", "text": "Ann wed Bob.\r\nAt last.",
        "entities": [{"name": "Ann Vale", "type": "person"}],
    }  # fmt: skip
    reading = one(tmp_path, "a.jsonl", json.dumps(document), Given())
    assert text_of(reading) == "Wed\n\nAnn wed Bob.\r\nAt last."
    assert [entity.name for entity in reading.document.entities] == ["Ann Vale"]
    assert reading.inferred == ()


def test_what_is_given_goes_before_what_a_document_says(tmp_path: Path) -> None:
    content = "source: Wire\ntext: Ann wed Bob."
    article = one(
        tmp_path, "a.yaml", content, Given(source="Star Post", published="2024-03-05")
    ).document.article
    assert (article.source, article.published) == ("Star Post", "2024-03-05")


@pytest.mark.parametrize(
    ("source", "text", "title"),
    [
        ("# A wedding\n\nAnn **wed** [Bob](https://b.example).", "Ann wed Bob.", "A wedding"),
        ("A wedding\n===\nAnn wed *Bob*, _at last_.", "Ann wed Bob, at last.", "A wedding"),
        ("Ann wed Bob.\n\n> At last\n\n- she said\n\n---\n", "Ann wed Bob.\n\nAt last\n\nshe said", None),
        ("![Ann](a.png)Ann wed Bob <https://b.example>.", "Ann wed Bob .", None),
        ("Ann_Vale wed 2 * 3 * 4 \\*stars\\*", "Ann_Vale wed 2 * 3 * 4 *stars*", None),
        ("Ann [wed](b", "Ann [wed](b", None),
    ],
)
def test_markdown_is_what_its_reader_sees(source: str, text: str, title: str | None) -> None:
    found = markdown.read(source)
    assert (found.text, found.title) == (text, title)


def test_front_matter_says_what_an_article_is(tmp_path: Path) -> None:
    content = '---\ntitle: "A wedding"\ndate: 2024-03-05\noutlet: Star Post\nlink: https://s.example/1\n---\n\nAnn wed Bob.'
    reading = one(tmp_path, "a.md", content, Given())
    article = reading.document.article
    assert (article.source, article.published, article.url) == (
        "Star Post",
        "2024-03-05",
        "https://s.example/1",
    )
    assert text_of(reading) == "A wedding\n\nAnn wed Bob."
    assert {one.field for one in reading.inferred} == {"source", "published", "url", "title"}


# ---- pages


def test_a_saved_page_needs_no_option(tmp_path: Path) -> None:
    reading = one(tmp_path, "a.html", PAGE, Given())
    article = reading.document.article
    assert (article.source, article.published) == ("Star Post", "2024-03-05T10:00:00+01:00")
    assert (article.title, article.url) == ("Ann Vale weds", "https://star.example/ann-weds")
    assert text_of(reading).startswith("Ann Vale weds\n\nAnn Vale married Bob Reed on Saturday")
    assert "long statement" in text_of(reading)
    assert "Home" not in text_of(reading)
    assert "2026" not in text_of(reading)
    assert [one.field for one in reading.inferred] == ["source", "published", "url", "title"]


def test_what_is_given_goes_before_what_a_page_says(tmp_path: Path) -> None:
    said = Given("Wire", "2020-01-01", "https://w.example/1", "Wed")
    reading = one(tmp_path, "a.html", PAGE, said)
    article = reading.document.article
    assert Given(article.source, article.published, article.url, article.title) == said
    assert reading.inferred == ()


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2024-03-05">', "2024-03-05"),
        ('<meta itemprop="datePublished" content="2024-03-05 08:00">', "2024-03-05"),
        ('<meta name="parsely-pub-date" content="2024-03-05T08:00:00Z">', "2024-03-05T08:00:00Z"),
        ('<meta name="date" content="20240305">', "2024-03-05"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05"}</script>', "2024-03-05"),
        ('<script type="application/ld+json">{"@graph": [{"@type": ["Article"], "datePublished": "2024-03-05"}]}</script>',
         "2024-03-05"),
        ('<link rel="canonical" href="https://s.example/2024/03/05/wed">', "2024-03-05"),
        ('<time class="published" datetime="2024-03-05">5 March</time><time datetime="2020-01-01"></time>', "2024-03-05"),
        ('<time datetime="2024-03-05T09:00">5 March</time>', "2024-03-05"),
        ('<time datetime="2024-03-05"></time><time datetime="2020-01-01"></time>', None),
        ('<meta name="date" content="2024-13-45">', None),
        ('<meta name="date" content="yesterday">', None),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2024-03-05"}</script>', None),
        ('<script type="application/ld+json">{"datePublished": </script>', None),
        ('<meta name="date" content="2024-03-05T29:00:00Z">', "2024-03-05"),
        ("", None),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_what_the_page_says_of_itself(head: str, published: str | None) -> None:
    page = html.read(
        f"<html><head>{head}</head><body><p>Ann Vale wed Bob Reed on 1 May 2019. © 2026</p></body></html>"
    )
    assert (page.published.value if page.published else None) == published


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ('<meta property="og:site_name" content="Star Post">', "Star Post"),
        ('<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "Star Post"}}</script>', "Star Post"),
        ('<meta property="og:url" content="https://www.star.example/1">', "star.example"),
        ('<meta property="og:url" content="javascript:alert(1)">', None),
        ("", None),
    ],
)  # fmt: skip
def test_the_outlet_is_what_the_page_says_or_its_host(head: str, source: str | None) -> None:
    page = html.read(f"<html><head>{head}</head><body><p>Ann Vale wed Bob Reed.</p></body></html>")
    assert (page.source.value if page.source else None) == source


@pytest.mark.parametrize(
    ("comment", "url"),
    [
        ("<!-- saved from url=(0025)https://star.example/wed -->", "https://star.example/wed"),
        ("<!--\n Page saved with SingleFile \n url: https://star.example/wed \n saved date: today -->", "https://star.example/wed"),
        ("<!-- saved from url=(0011)file:///a.html -->", None),
        ("<!-- https://star.example/wed -->", None),
    ],
)  # fmt: skip
def test_a_browser_wrote_down_where_a_page_is_from(comment: str, url: str | None) -> None:
    page = html.read(f"<!doctype html>{comment}<html><body><p>Ann Vale wed Bob Reed.</p></body></html>")
    assert (page.url.value if page.url else None) == url


def test_a_page_says_its_language(tmp_path: Path) -> None:
    page = PAGE.replace("<html>", '<html lang="en-GB">')
    assert one(tmp_path, "a.html", page, Given()).document.article.language == "en-GB"
    assert one(tmp_path, "a.html", PAGE, Given()).document.article.language is None


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = (
        PAGE.replace("<head>", '<head><meta charset="windows-1251">')
        .replace("Ann Vale", "Анна Вейл")
        .replace("’", "'")
    )
    page = page.replace("“", '"').replace("”", '"').replace("©", "")
    assert "Анна Вейл married" in text_of(one(tmp_path, "a.html", page.encode("cp1251"), Given()))


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (PAGE, "Ann Vale weds"),
        ('{"source": "S", "published": "2024-01-01", "text": "Ann wed."}', "Ann wed."),
        ("# told by Ann\nsource: S\npublished: 2024-01-01\ntext: Ann wed.", "Ann wed."),
        ("---\ntitle: Wed\n---\nAnn wed.", "Wed\n\nAnn wed."),
        ("Ann wed.", "Ann wed."),
    ],
)
def test_a_file_without_an_ending_is_known_by_how_it_begins(content: str, form: str, tmp_path: Path) -> None:
    assert text_of(one(tmp_path, "article", content)).startswith(form)


# ---- hostile input

HOSTILE: dict[str, tuple[str, str | bytes]] = {
    "a line of 5 MB": ("a.txt", "Ann wed Bob. " * 400_000),
    "quotation marks": ("a.txt", '"' * 100_000),
    "typographic quotation marks": ("a.txt", "“" * 100_000),
    "right to left": ("a.txt", "\u202eאבג\u202c \u2067x\u2069" * 5_000),
    "combining marks": ("a.txt", "a" + "\u0301" * 150_000),
    "markdown brackets": ("a.md", "[" * 90_000 + "](" * 50_000),
    "markdown stars": ("a.md", "*a" * 90_000),
    "nested markup": ("a.html", "<div>" * 100_000 + "Ann wed Bob." + "</div>" * 100_000),
    "open markup": ("a.html", "<b>" * 50_000 + "Ann wed Bob."),
    "a page of script": ("a.html", "<script>" + "var a = 1;" * 100_000 + "</script>"),
    "attributes": ("a.html", "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">Ann wed Bob.</p>"),
    "angle brackets": ("a.html", "<" * 1_000_000),
    "many elements": ("a.html", "<p>a</p>" * 200_000),
    "JSON-LD": (
        "a.html",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>Ann wed Bob.</p>",
    ),
    "random bytes": ("a.html", bytes(range(256)) * 1_000),
    "a picture": ("a", b"\x89PNG\r\n\x1a\n\0\0\0" * 100),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_input_is_read_or_refused_in_bounded_time(what: str, tmp_path: Path) -> None:
    name, content = HOSTILE[what]
    begun = time.monotonic()
    try:
        readings = read(written(tmp_path, name, content), SAID)
    except BadInput as error:
        assert len(str(error)) < 400
    else:
        for reading in readings:
            plain(text_of(reading))
    assert time.monotonic() - begun < 10


# ---- the view


@pytest.mark.parametrize(
    ("kept", "read_", "quote"),
    [
        ("Ann wed Bob.", "Ann wed Bob.", "wed Bob"),
        ("Ann\r\nwed Bob.", "Ann\nwed Bob.", "Ann\nwed"),
        ("Zoe\u0301 wed\u00a0Bob.", "Zoé wed Bob.", "Zoé wed Bob"),
        ("An\u00adn w\u200bed “Bob”.", "Ann wed “Bob”.", "wed “Bob”"),
        ("\u202eAnn\u202c wed Bob.", "Ann wed Bob.", "Ann wed"),
        ("Ann\u2028wed\tBob.", "Ann\nwed Bob.", "wed Bob"),
    ],
)  # fmt: skip
def test_a_quote_leads_back_to_the_kept_text(kept: str, read_: str, quote: str) -> None:
    view = plain(kept)
    assert view.text == read_
    at = view.text.index(quote)
    start, end = view.span(at, at + len(quote))
    assert plain(kept[start:end]).text == quote


STORY = "Ann Vale and Bob Reed have separated, an insider told the Star Post on Monday, and they will not come back."


def test_a_text_that_was_broken_at_a_width_is_read_in_one_piece() -> None:
    kept = (
        "A headline that is longer than the width of the text below it\n\n"
        + textwrap.fill(STORY, 40)
        + "\n\nThe end."
    )
    view = plain(kept)
    assert STORY in view.text
    assert view.text.count("\n\n") == 2
    assert len(view.text) == len(kept)


@pytest.mark.parametrize(
    "kept",
    [
        "Ann wed.\nBob wed.\nCy did not.",
        f"{STORY}\n{STORY}",
        "Ann\nBob",
        STORY + "\n",
        "\n\n",
        "Ann Vale\nBob Reed\nCy",
    ],
)
def test_lines_that_are_meant_stay_lines(kept: str) -> None:
    assert plain(kept).text == kept


@given(
    st.text(alphabet=st.sampled_from("aé e\u0301\u0308\r\n\u200b\u00a0\u00ad“\t\u2028\0"), max_size=40),
    st.data(),
)
def test_whatever_is_read_stands_in_the_kept_text(kept: str, data: st.DataObject) -> None:
    view = plain(kept)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    first, last = view.span(start, end)
    assert 0 <= first <= last <= len(kept)
    if start < end:
        assert view.text[start:end].replace("\n", " ") in plain(kept[first:last]).text.replace("\n", " ")

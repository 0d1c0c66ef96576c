"""Nothing in the data acts, and nobody who is withheld is named: not in the page, not in its address, not in its name."""

from __future__ import annotations

import base64
import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from relgraph.privacy import PRIVATE, Redactor, is_minor
from tests.browser import Opened, make, opened
from tests.page_story import CAST, CHILD_BORN, EVIL, INSIDER, evil
from tests.shell import doc, on, run, says, tell


@pytest.fixture(scope="module")
def evil_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evil")
    tell(folder / "evil.db", *evil())
    return make(folder / "evil.db", folder / "evil.html")


@pytest.fixture
def cast(tmp_path: Path) -> str:
    tell(tmp_path / "cast.db", *CAST)
    return make(tmp_path / "cast.db", tmp_path / "cast.html").read_text(encoding="utf-8")


# ---- hostile texts


def test_hostile_texts_are_shown_as_they_are_and_do_nothing(browser: Browser, evil_page: Path) -> None:
    with opened(browser, evil_page, hash="#on=2015-06-01") as page:
        elements = page.ask(
            "document.querySelectorAll('img, iframe, object, embed, link, [onmouseover], [onerror]').length"
        )
        assert elements == 0
        names = page.ask("relgraph.entities().map((one) => one.name)")
        assert {f"Ann {text}" for text in EVIL} <= set(names)
        for name in names:
            page.ask("(at) => relgraph.go({at, tie: null})", names.index(name))
            page.settle()
            assert page.page.inner_text("#panel h2 bdi") == seen(name)
        for tie in page.ask("relgraph.shown()"):
            page.ask("(tie) => relgraph.go({tie})", tie)
            page.settle()
        page.page.keyboard.press("g")
        page.settle()
        assert page.ask("document.querySelectorAll('img, b b, script').length") == 3  # our own scripts


def seen(text: str) -> str:
    """A text with what nobody sees written out."""
    return re.sub("[\u202e\u200b\u2066]", lambda sign: f"\\u{{{ord(sign[0]):x}}}", text)


def test_texts_of_articles_run_in_their_own_direction(browser: Browser, evil_page: Path) -> None:
    with opened(browser, evil_page) as page:
        pair = page.ask("relgraph.shown()[0]")
        page.ask("(tie) => relgraph.go({tie})", pair)
        page.settle()
        outside = page.ask("""[...document.querySelectorAll("#panel *")].filter((one) => one.closest("bdi") === null &&
            [...one.childNodes].some((child) => child.nodeType === 3 && /Ann |Agent |Wire |href /.test(child.data))).length""")
        assert outside == 0


def test_only_addresses_of_the_web_are_links_and_they_tell_nobody(browser: Browser, evil_page: Path) -> None:
    with opened(browser, evil_page) as page:
        found = set()
        for tie in page.ask("relgraph.shown()"):
            page.ask("(tie) => relgraph.go({tie})", tie)
            page.settle()
            links = page.ask(
                """[...document.querySelectorAll("a[target]")].map((one) => [one.href, one.rel])"""
            )
            found |= {tuple(link) for link in links}
        assert found == {(f"https://x.example/{at}", "noopener noreferrer") for at in (1, 3, 5, 7)}


def test_the_policy_lets_only_the_pages_own_scripts_run(browser: Browser, evil_page: Path) -> None:
    html = evil_page.read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in policy
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", html.split("<script", 1)[0])
    tampered = evil_page.with_name("tampered.html")
    tampered.write_text(
        html.replace("</body>", "<script>document.title = 'owned'</script></body>"), encoding="utf-8"
    )
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(tampered.as_uri())
    page.wait_for_selector("html[data-ready]")
    assert page.title() != "owned"
    context.close()


def test_the_data_holds_nothing_that_an_html_parser_sees(evil_page: Path) -> None:
    html = evil_page.read_text(encoding="utf-8")
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(data)


# ---- who is not named


@pytest.mark.parametrize("name", ["Pip", "Eve", "Sand", "eve-sand"])
def test_a_minor_and_a_private_person_are_nowhere_in_the_file(cast: str, name: str) -> None:
    assert not re.search(rf"(?<![A-Za-z]){name}(?![A-Za-z])", without_vis(cast), re.IGNORECASE)


def test_what_is_said_of_them_stays_with_another_word(browser: Browser, tmp_path: Path) -> None:
    tell(tmp_path / "cast.db", *CAST)
    with opened(browser, make(tmp_path / "cast.db", tmp_path / "cast.html"), hash="#on=2017-03-01") as page:
        page.page.keyboard.press("/")
        page.page.keyboard.type("Bob Reed")
        page.page.keyboard.press("Enter")
        page.settle()
        page.page.click("#panel [data-kind=affair] a")
        page.settle()
        shown = page.text("#panel")
        assert "Bob Reed & a private person" in shown
        assert "“affair of Bob Reed and a private person”" in shown
        assert "Bob and a private person?" in shown
        assert page.page.locator("#panel a[target]").count() == 0  # the article's address names her
        assert "Sand" not in page.ask("location.hash")
        page.page.keyboard.press("/")
        page.page.keyboard.type("Eve")
        assert page.text("#hits") == "Nobody on this page is called that."


def test_a_report_makes_a_person_one_who_is_named(tmp_path: Path) -> None:
    report = doc("2019-05-01", says("performance", "Eve Sand", {"name": "The Rise", "type": "work"}, "2018"))
    tell(tmp_path / "cast.db", *CAST, report)
    assert "Eve Sand" in make(tmp_path / "cast.db", tmp_path / "cast.html").read_text(encoding="utf-8")


def test_a_report_that_was_withdrawn_does_not(tmp_path: Path) -> None:
    tell(tmp_path / "a.db", doc("2019-05-01", says("affair", "Bob Reed", "Eve Sand"), url="https://w.example/1"),
         doc("2019-06-01", says("marriage", "Bob Reed", "Ann Vale", "2018")))  # fmt: skip
    gone = run("retract", "--article", "https://w.example/1", "--published", "2019-07-01", "--why", "Eve Sand sued",
               "--db", tmp_path / "a.db")  # fmt: skip
    assert gone.code == 0
    html = without_vis(make(tmp_path / "a.db", tmp_path / "a.html").read_text(encoding="utf-8"))
    assert "Sand" not in html
    assert "a private person sued" in html


def test_a_child_is_a_minor_by_the_day_of_its_birth_as_a_parent_is_told_of_it(tmp_path: Path) -> None:
    told = doc(f"{CHILD_BORN}", says("parenthood", "Ann Vale", "Kit Vale", f"{CHILD_BORN:%Y-%m}"))
    tell(tmp_path / "a.db", told)
    html = without_vis(make(tmp_path / "a.db", tmp_path / "a.html").read_text(encoding="utf-8"))
    assert "Kit" not in html
    assert "Ann Vale" in html  # the family's name is hers too


def test_the_files_own_name_and_title_name_nobody_who_is_withheld(tmp_path: Path) -> None:
    tell(tmp_path / "cast.db", *CAST)
    for name in ("eve-sand.html", "EveSand.html", "pip.html"):
        refused = run("page", "-o", tmp_path / name, "--db", tmp_path / "cast.db")
        assert refused.code == 2
        assert "names somebody whom the file does not" in refused.err
    html = without_vis(
        make(tmp_path / "cast.db", tmp_path / "her.html", "--focus", "Eve Sand").read_text(encoding="utf-8")
    )
    assert "<title>a private person</title>" in html
    assert "Sand" not in html


def test_names_are_cut_out_whatever_their_case_accents_and_form() -> None:
    redactor = Redactor({1: ["Zoë Étoile Brun"]}, {1: PRIVATE}, ["Marc Brun"])
    assert redactor.text("ZOË ÉTOILE BRUN, zoe etoile  brun and Zoe; Brun stays") == (
        "a private person, a private person and a private person; Brun stays"
    )
    assert redactor.text("Zoological") == "Zoological"
    assert redactor.names("https://x.example/zo%C3%AB-seen-again")
    assert not redactor.names("https://x.example/brun")


@pytest.mark.parametrize(("born", "today", "minor"), [
    ("2008-06-02", "2026-06-01", True), ("2008-06-01", "2026-06-01", False), ("2008-02-29", "2026-02-28", True),
    ("2008-02-29", "2026-03-01", False),
])  # fmt: skip
def test_somebody_is_of_age_on_the_eighteenth_birthday(born: str, today: str, minor: bool) -> None:
    assert is_minor(on(born), on(today)) == minor


def test_a_large_page_is_compressed_and_says_the_same(browser: Browser, tmp_path: Path) -> None:
    long = " ".join(f"word{at}" for at in range(200_000))
    marriage = {**says("marriage", "Ann Vale", "Bob Reed", "2009"), "quote": f"Ann Vale wed Bob Reed. {long}"}
    tell(
        tmp_path / "a.db",
        doc("2010-01-01", marriage),
        doc("2011-01-01", says("affair", "Bob Reed", "Eve Sand", stance="alleged", attribution=INSIDER)),
    )
    path = make(tmp_path / "a.db", tmp_path / "a.html")
    (packed,) = re.findall(r'data-packed="gzip">([^<]*)<', path.read_text(encoding="utf-8"))
    assert b"word199999" in gzip.decompress(base64.b64decode(packed))
    with opened(browser, path) as page:
        assert held(page) == {"Ann Vale", "Bob Reed", PRIVATE}


def held(page: Opened) -> set[str]:
    return set(page.ask("relgraph.entities().map((one) => one.name)"))


def without_vis(html: str) -> str:
    """The file without the code of vis-network, which has words of its own."""
    start = html.index("</script>\n<script>") + len("</script>\n<script>")
    return html[:start] + html[html.index("</script>\n<script>", start) :]


def test_the_day_of_the_page_is_the_day_on_which_it_was_made(cast: str) -> None:
    assert f"Made on {date.today():%Y-%m-%d}." in cast  # noqa: DTZ011

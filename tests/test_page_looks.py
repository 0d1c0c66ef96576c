"""The page for everyone: contrast, screen readers, narrow, dark, on paper, without motion. Pictures are kept in out/page."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from relgraph.kinds import STATES
from relgraph.page.words import LOOKS
from tests.browser import Opened, make, opened
from tests.page_story import CAST
from tests.shell import run, tell

ROOT = Path(__file__).parents[1]
AXE = ROOT / "out" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
DAY = "#on=2018-03-05&known=2018-06-01"

SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]
VIEWS = {
    "home": "",
    "table": "&view=table",
    "unsaid": "&off=kind.none",
    "person": "&at=Ann Vale",
    "tie": "&tie=Ann Vale~Cy Hart~affair~1",
    "path": "&at=Bob Reed&to=Cy Hart",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    tell(folder / "cast.db", *CAST)
    return make(folder / "cast.db", folder / "cast.html")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    assert run("demo", "--dir", folder).code == 0
    return make(folder / "relgraph.db", folder / "all.html", "--top", 5000)


def show(page: Opened, view: str) -> None:
    """Open a view whose address has names in the place of ids."""
    ids = {one["name"]: one["id"] for one in page.ask("relgraph.entities()")}
    address = VIEWS[view]
    for name, id in ids.items():
        address = address.replace(name, id)
    page.go(DAY + address).page.wait_for_timeout(450)


# ---- colours


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(page: Opened, *names: str) -> list[str]:
    script = "(names) => names.map((name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim())"
    found: list[str] = page.ask(script, names)
    return [f"#{''.join(sign * 2 for sign in one[1:])}" if len(one) == 4 else one for one in found]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_has_a_contrast_of_4_5_and_every_line_of_3(
    browser: Browser, path: Path, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, path, scheme=scheme) as page:
        grounds = colours(page, "paper", "raised", "wash")
        texts = colours(page, "ink", "soft", "accent", "warn")
        poor = [
            (text, ground)
            for text, ground in itertools.product(texts, grounds)
            if contrast(text, ground) < 4.5
        ]
        assert poor == []
        lines = {name: look.dark if scheme == "dark" else look.light for name, look in LOOKS.items()}
        assert {name: line for name, line in lines.items() if contrast(line, grounds[0]) < 3} == {}


def test_every_state_has_a_look_of_its_own() -> None:
    assert LOOKS.keys() == STATES.keys()
    assert (
        len({look.light for look in LOOKS.values()})
        == len({look.dark for look in LOOKS.values()})
        == len(LOOKS)
    )


# ---- screen readers and keys


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(
    browser: Browser, path: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    if not AXE.exists():
        if "CI" in os.environ:
            pytest.fail("axe-core is not here, and in CI the page must be checked: make npm")
        pytest.skip("needs axe-core (`make npm` fetches it)")
    axe = AXE.read_text(encoding="utf-8")
    with opened(browser, path, scheme=scheme, width=width, bypass=True) as page:
        for view in VIEWS:
            show(page, view)
            page.ask(f"() => {{ {axe} }}")
            found: list[dict[str, Any]] = page.ask("async () => (await axe.run()).violations")
            told = [
                (one["id"], one["impact"], [node["target"] for node in one["nodes"]][:4]) for one in found
            ]
            assert told == [], view


def test_all_is_reached_by_the_tab_key_and_seen_to_be(browser: Browser, path: Path) -> None:
    with opened(browser, path, hash=DAY) as page:
        reached = []
        for _ in range(70):
            page.page.keyboard.press("Tab")
            reached.append(
                page.ask("""() => {
                    const one = document.activeElement;
                    const style = getComputedStyle(one);
                    return [one.id || one.dataset.key || one.dataset.go || (one === document.body ? "the end" : one.textContent.trim()), style.outlineStyle, style.outlineWidth];
                }""")
            )
        names = {name for name, _, _ in reached}
        assert {"query", "as-table", "ask-help", "kind.affair", "standing.alleged", "net", "zoom-fit", "hand-on", "hand-known",
                "day-on", "day-known", "play", "together", "latest"} <= names  # fmt: skip
        unseen = [name for name, style, width in reached if style == "none" or width == "0px"]
        assert [name for name in unseen if name != "the end"] == []


def test_a_hand_is_a_slider_that_says_its_day(browser: Browser, path: Path) -> None:
    with opened(browser, path, hash=DAY) as page:
        page.page.focus("#hand-known")
        page.page.keyboard.press("ArrowLeft")
        assert page.page.get_attribute("#hand-known", "aria-valuetext") == "1 May 2018"
        page.page.keyboard.press("Shift+ArrowLeft")
        page.page.keyboard.press("ArrowUp")
        assert page.page.get_attribute("#hand-known", "aria-valuetext") == "2 May 2017"
        page.page.keyboard.press("End")
        assert page.ask("relgraph.state.known === relgraph.state.known") is True


# ---- the picture


@pytest.mark.parametrize("on", ["1996-06-01", "2011-06-01", "2023-08-07", "2026-01-20"])
@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_names_never_collide(browser: Browser, seeds: Path, on: str, width: int) -> None:
    with opened(browser, seeds, width=width, hash=f"#on={on}") as page:
        for _ in range(3):
            page.page.wait_for_timeout(250)
            boxes = page.ask("relgraph.names()")
            crossed = [
                (one, other) for one, other in itertools.combinations(boxes, 2)
                if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
            ]  # fmt: skip
            assert boxes
            assert crossed == []
            page.page.keyboard.press("Escape")
            page.page.click("#zoom-in")


def test_nothing_runs_over_the_sides_at_390_pixels(browser: Browser, path: Path) -> None:
    with opened(browser, path, width=390, height=844) as page:
        for view in VIEWS:
            show(page, view)
            assert page.ask("document.documentElement.scrollWidth") <= 390, view
            page.keep(f"narrow-{view}")


def test_the_picture_is_kept_light_and_dark(browser: Browser, path: Path) -> None:
    grounds = set()
    for scheme in SCHEMES:
        with opened(browser, path, scheme=scheme, hash=DAY) as page:
            for view in VIEWS:
                show(page, view)
                page.keep(f"{scheme}-{view}")
            grounds.add(page.ask("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2


def test_on_paper_the_table_and_the_doubt_are_printed_and_the_controls_are_not(
    browser: Browser, path: Path
) -> None:
    with opened(browser, path, scheme="dark") as page:
        show(page, "tie")
        page.page.emulate_media(media="print")
        page.ask("() => dispatchEvent(new Event('beforeprint'))")
        page.settle()
        for hidden in ("footer", ".search", "#tools", "#ask-help"):
            assert page.page.is_hidden(hidden), hidden
        assert "Not to be printed as fact." in page.text("#panel")
        assert "× DENIED" in page.text("#table")
        assert page.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.page.set_viewport_size({"width": 794, "height": 1123})
        page.keep("paper")


def test_a_dark_window_is_drawn_light_on_paper_and_dark_again_after_it(browser: Browser, path: Path) -> None:
    with opened(browser, path, scheme="dark", hash=DAY) as page:
        drawn = """(event) => {
            if (event) dispatchEvent(new Event(event));
            const {nodes, edges} = relgraph.network.body.data;
            return [nodes.get(0).color.border, edges.get(relgraph.shown()[0]).color.color];
        }"""
        dark, paper, after = (page.ask(drawn, event) for event in (None, "beforeprint", "afterprint"))
        looks = {(look.light, look.dark) for look in LOOKS.values()}
        assert paper[0] == "#000"
        assert (paper[1], dark[1]) in looks
        assert after == dark != paper


def test_without_motion_the_picture_jumps(browser: Browser, path: Path) -> None:
    with opened(browser, path, reduced=True, hash=DAY) as page:
        page.page.wait_for_timeout(300)
        id = next(one["id"] for one in page.ask("relgraph.entities()") if one["name"] == "Bob Reed")
        moved = page.ask("""async (id) => {
            relgraph.go({at: relgraph.entities().findIndex((one) => one.id === id)});
            await new Promise(requestAnimationFrame);
            const first = relgraph.where(id);
            await new Promise((done) => setTimeout(done, 400));
            return [first, relgraph.where(id)];
        }""", id)  # fmt: skip
        assert moved[0] == moved[1]

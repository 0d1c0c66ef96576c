"""What tests of the page share: a file that was told something, its page, and a real browser to open it in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.shell import run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PICTURES = Path(__file__).parents[1] / "out" / "page"
"""Where screenshots are kept."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; where there is none the test is skipped, in CI it fails."""
    if CHROMIUM is None:
        if "CI" in os.environ:
            pytest.fail("there is no chromium here, and in CI the page must be tested")
        pytest.skip("needs chromium (on Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def make(db: Path, out: Path, *options: object) -> Path:
    """The page of a file."""
    made = run("page", "-o", out, *options, "--db", db)
    assert made.code == 0, made.err
    return out


class Opened:
    """A page in the browser. Whatever it asks for besides itself, or says to the console, is kept."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page, self.path = page, path
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("dialog", lambda dialog: self.messages.append(dialog.message))

    def go(self, hash: str = "") -> Opened:
        """Open it anew, at an address."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.path.as_uri()}{hash}")
        self.page.wait_for_selector("html[data-ready]")
        return self

    def ask(self, script: str, given: Any = None) -> Any:
        """What a function of the page's language gives."""
        return self.page.evaluate(script, given)

    def text(self, place: str) -> str:
        """What is to be read at a place."""
        return " ".join(self.page.inner_text(place).split())

    def settle(self) -> None:
        """Wait until everything has followed from what was done."""
        self.page.wait_for_timeout(180)

    def keep(self, name: str) -> None:
        """A screenshot."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=PICTURES / f"{name}.png")

    @property
    def is_quiet(self) -> bool:
        """Whether it asked for nothing and said nothing."""
        asked = [
            url for url in self.requests if url != "about:blank" and not url.startswith(self.path.as_uri())
        ]
        assert (asked, self.messages) == ([], [])
        return True


@contextmanager
def opened(
    browser: Browser, path: Path, *, width: int = 1440, height: int = 900,
    scheme: Literal["light", "dark"] = "light", reduced: bool = False, bypass: bool = False, hash: str = "",
) -> Iterator[Opened]:  # fmt: skip
    """A page, opened from disk without a network; in the end it must have been quiet.

    `reduced`: without motion; `bypass`: so that a test can put a script of its own into it.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, offline=True,
        reduced_motion="reduce" if reduced else "no-preference", locale="en-GB", bypass_csp=bypass,
    )  # fmt: skip
    try:
        found = Opened(context.new_page(), path).go(hash)
        yield found
        assert found.is_quiet
    finally:
        context.close()

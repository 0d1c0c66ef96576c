"""Takes docs/page.png: the page of the demo, open at the couple of the article that relgraph starts from."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.browser import Opened, chromium, opened
from tests.shell import run

PICTURE = Path(__file__).with_name("page.png")
DAY = "#on=2023-08-07&known=2023-08-07"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        run("demo", "--dir", folder)
        with opened(browser, Path(folder, "relgraph.html"), width=1400, height=860, hash=DAY) as page:
            page.page.keyboard.press("/")
            page.page.keyboard.type("Natalie Portman")
            page.page.keyboard.press("Enter")
            page.settle()
            _open(page, "said to be separated from Benjamin Millepied")
            page.page.screenshot(path=PICTURE)


def _open(page: Opened, words: str) -> None:
    """Open the tie with these words in the panel, and wait until nothing moves."""
    page.page.locator("#panel .tie a", has_text=words).first.click()
    page.page.wait_for_timeout(1500)


main()

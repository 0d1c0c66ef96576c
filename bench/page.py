"""The page in a real browser: how large it is, when it is there, and what a turn of a clock costs."""

from __future__ import annotations

import json
import random
import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.timing import Result, relgraph, spent

if TYPE_CHECKING:
    from playwright.sync_api import Page

ABOUT = """Made-up people and works, each of them drawn. Script is what a step takes until the browser may draw.
Chromium without a screen and without a graphics card, in a window of 1440 x 900."""

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync"]  # fmt: skip
_SIZES = ((1000, 50.0), (5000, 200.0))
"""Entities, and the milliseconds of script that a step may take."""


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Pages of a thousand and of five thousand entities."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("page: there is no chromium: left out", file=sys.stderr)
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        for entities, aim in _SIZES[: 1 if small else None]:
            path, versions, built = _page(folder, entities)
            with closing(playwright.chromium.launch(executable_path=chromium, args=_FLAGS)) as browser:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(path.as_uri())
                page.wait_for_selector("html[data-ready]", timeout=60_000)
                yield from _opened(
                    page, path, f"{entities:,} entities, {versions:,} versions", entities, built
                )
                yield from _turned(page, f"{entities:,} entities", aim)


def _opened(page: Page, path: Path, what: str, entities: int, built: float) -> Iterator[Result]:
    size = path.stat().st_size / 1e6
    paint = float(
        page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 1e6")
    )
    first = entities == _SIZES[0][0]
    aims: tuple[Any, ...] = ("<= 1.5 MB", size <= 1.5) if first else ()
    yield Result(f"page of {what}: file", f"{size:.2f} MB", f"`relgraph page`: {built:.1f} s", "", *aims)
    aims = ("<= 1 s", paint <= 1000) if first else ()
    ready = float(page.evaluate("performance.getEntriesByName('ready')[0].startTime"))
    yield Result(
        f"page of {entities:,} entities: first paint",
        f"{paint:.0f} ms",
        f"all there: {ready:.0f} ms",
        "",
        *aims,
    )


def _turned(page: Page, what: str, aim: float) -> Iterator[Result]:
    for clock in ("on", "known"):
        took: list[float] = page.evaluate(_STEPS, clock)
        middle, slow = statistics.median(took), sorted(took)[int(len(took) * 0.95)]
        yield Result(
            f"page of {what}: a month of `{clock}`", f"{middle:.0f} ms of script", f"95 of 100: {slow:.0f} ms", "",
            f"<= {aim:.0f} ms", middle <= aim,
        )  # fmt: skip
    box = page.locator("#strip").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 10)
    page.mouse.down()
    rate: float = page.evaluate(_DRAG)
    page.mouse.up()
    yield Result(
        f"page of {what}: dragging a clock", f"{rate:.0f} steps drawn a second", "", "",
        *((">= 20", rate >= 20) if aim == _SIZES[0][1] else ()),
    )  # fmt: skip


_STEPS = """async (clock) => {
    const took = [];
    relgraph.go({on: relgraph.state.on - 9000, known: relgraph.state.known - (clock === "known" ? 3000 : 0)});
    for (let step = 0; step < 60; step++) {
        await new Promise((done) => setTimeout(done, 100));
        const start = performance.now();
        relgraph.go({[clock]: relgraph.state[clock] + 30});
        took.push(performance.now() - start);
    }
    return took;
}"""

_DRAG = """async () => {
    const strip = document.getElementById("strip");
    const {left, width, top} = strip.getBoundingClientRect();
    const began = performance.now();
    let steps = 0;
    for (; performance.now() - began < 4000; steps++) {
        const clientX = left + width * (0.95 - 0.5 * ((performance.now() - began) / 4000));
        strip.dispatchEvent(new PointerEvent("pointermove", {clientX, clientY: top + 10, bubbles: true}));
        await new Promise(requestAnimationFrame);
    }
    return steps / 4;
}"""
"""Half the axis in four seconds, a step for each picture that the browser draws."""


def _page(folder: Path, entities: int) -> tuple[Path, int, float]:
    """A page of so many entities; how many versions their ties have, and the seconds that it took to make it."""
    lines, db, out = folder / f"{entities}.jsonl", folder / f"{entities}.db", folder / f"{entities}.html"
    lines.write_text("\n".join(map(json.dumps, _articles(entities))))
    spent(relgraph("load", str(lines), "--db", str(db)))
    took = spent(relgraph("page", "-o", str(out), "--top", "5000", "--db", str(db)))
    import sqlite3

    with closing(sqlite3.connect(db)) as store:
        (versions,) = store.execute("SELECT count(*) FROM version").fetchone()
    return out, int(versions), took.seconds


def _articles(entities: int) -> Iterator[dict[str, Any]]:
    """Five claims for each entity, of which some are told again and some denied later."""
    r = random.Random(5)
    people, works = entities * 7 // 10, entities * 3 // 10
    for at in range(entities // 2):
        day = date(1995, 1, 1) + timedelta(r.randrange(365 * 30))
        claims = [_claim(r, day, people, works) for _ in range(10)]
        text = "\n".join(claim["quote"] for claim in claims)
        yield {"source": f"Paper {r.randrange(60)}", "published": f"{day}", "title": f"Item {at}",
               "text": f"{at}\n{text}", "url": f"https://paper.example/{at}", "claims": claims}  # fmt: skip


def _claim(r: random.Random, day: date, people: int, works: int) -> dict[str, Any]:
    a = int(people * r.random() ** 1.5)
    kind = r.choices(
        ("performance", "marriage", "dating", "divorce", "affair", "separation"), (50, 18, 14, 8, 6, 4)
    )[0]
    if kind == "performance":
        b: Any = {"name": f"Work {r.randrange(works)}", "type": "work"}
        other = b["name"]
    else:
        b = other = f"Person {(a + r.randint(1, 4)) % people}"
    stance = (
        r.choices(("reported", "alleged", "denied", "confirmed"), (70, 15, 8, 7))[0]
        if kind != "performance"
        else "reported"
    )
    when = f"{day - timedelta(r.randrange(1500))}"[: r.choice((4, 7, 10))]
    quote = f"{kind} of Person {a} and {other} {when} {r.randrange(10**6)}"
    return {"kind": kind, "a": f"Person {a}", "b": b, "when": when, "stance": stance, "quote": quote}

"""A made-up crowd for the questions in Cypher: people, films and clubs, gossip of every stance, and what was taken back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.shell import doc, run, says, tell

PEOPLE = [f"{first} {last}" for last in ("Vale", "Reed", "Hart", "Ash", "Moor") for first in ("Ann", "Bob", "Cleo", "Dan", "Eve")]  # fmt: skip
WORKS = ["Glass Harbor", "Night Ferry", "The Lantern Hour"]
CLUBS = ["Harbor FC", "The Orchard Club"]
OUTLETS = ["Wire", "Star Post", "Gossip Daily", "The Ledger"]
_BONDS = ["marriage"] * 5 + ["divorce"] * 2 + [
    "separation", "engagement", "dating", "dating", "breakup", "affair", "affair", "friendship", "parenthood"]  # fmt: skip
_FIRST = date(2010, 1, 1)


def crowd(db: Path) -> None:
    """Fill a file with 150 articles, of which one is retracted."""
    tell(db, *_articles(random.Random(6)))
    taken_back = (
        "retract",
        "--article",
        "https://example.org/7",
        "--published",
        "2023-01-01",
        "--why",
        "an error",
    )
    assert run(*taken_back, "--db", db).code == 0


def _articles(r: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(150):
        published = _FIRST + timedelta(r.randrange(4500))
        claims = [_claim(r, published) for _ in range(r.randint(1, 3))]
        once = {claim["quote"]: claim for claim in claims}
        source = r.choice(OUTLETS)
        yield doc(
            f"{published}",
            *once.values(),
            source=source,
            url=f"https://example.org/{number}",
            title=f"No. {number}",
        )


def _claim(r: random.Random, published: date) -> dict[str, Any]:
    stance = r.choice(["reported"] * 6 + ["alleged"] * 3 + ["denied"])
    more: dict[str, Any] = {"stance": stance}
    if stance == "alleged" and r.random() < 0.6:
        more["attribution"] = [{"agent": "an insider", "role": "anonymous"}]
    elif stance == "alleged" and r.random() < 0.5:
        more["attribution"] = [{"agent": r.choice(OUTLETS), "role": "outlet"}]
    day = published - timedelta(r.randrange(1500))
    when = r.choice([None, None, f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}/{published:%Y}"])
    a, b = r.sample(PEOPLE, 2)
    roll = r.random()
    if roll < 0.2:
        return says("performance", a, {"name": r.choice(WORKS), "type": "work"}, when, **more)
    if roll < 0.28:
        return says("founding", a, {"name": r.choice(CLUBS), "type": "organization"}, when, **more)
    kind = r.choice(_BONDS)
    return says(kind, a, b, "1990" if kind == "parenthood" else when, **more)  # nobody here is a minor

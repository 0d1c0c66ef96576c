"""Made-up data: tables of marriages, and the claims of a famous pair."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from relgraph.dates import parse
from relgraph.fold import Said

HEAD = "subject\trelation\tobject\tstart\tend\tend_cause\tsource\n"


def _date(r: random.Random, year: int) -> str:
    """A date as data sets give it: half of them days, the rest months and years."""
    day = date(year, 1, 1) + timedelta(r.randrange(365))
    return f"{day}"[: r.choice((10, 10, 7, 4))]


def marriages(path: Path, rows: int, people: int) -> None:
    """Write a table of marriages between made-up people; half have ended, a fifth of these by a divorce."""
    r = random.Random(1)
    with path.open("w") as out:
        out.write(HEAD)
        for _ in range(rows):
            a, b = r.sample(range(people), 2)
            year = r.randint(1930, 2020)
            end, cause = "", ""
            if r.random() < 0.5:
                end = _date(r, year + r.randint(1, 40))
                cause = "divorce" if r.random() < 0.2 else ""
            out.write(f"Person {a}\tspouse\tPerson {b}\t{_date(r, year)}\t{end}\t{cause}\t\n")


_MIX = (
    ("marriage", None, "reported", 40),  # "her husband"
    ("marriage", "2001-06-09", "reported", 12),
    ("marriage", "2001", "reported", 6),
    ("marriage", "2001-06", "confirmed", 2),
    ("separation", None, "alleged", 6),
    ("separation", None, "denied", 4),
    ("separation", "2009-02", "reported", 4),
    ("reconciliation", "2010", "reported", 3),
    ("dating", "1999-03", "reported", 4),
    ("engagement", "2000-12-24", "reported", 3),
    ("affair", None, "alleged", 2),
    ("divorce", "2014-05-05", "reported", 3),
)
"""What papers say of a famous pair: kind, when, stance, how often in 89 claims."""


def famous(claims: int, years: int = 20) -> Iterator[Said]:
    """Claims on one pair over so many years, by 200 sources; after 2014 "her husband" is "divorced"."""
    r = random.Random(1)
    for position in range(1, claims + 1):
        kind, when, stance, _ = r.choices(_MIX, [weight for *_, weight in _MIX])[0]
        day = date(2001, 7, 1) + timedelta(r.randrange(365 * years))
        if kind == "marriage" and when is None and day.year > 2014:
            kind, when = "divorce", "2014-05"
        if when and when[:4] > str(day.year):
            kind, when, stance = "marriage", None, "reported"
        yield Said(
            position, kind, 1, 2, parse(when) if when else None, stance, day.toordinal(),
            f"source {r.randrange(200)}", "anonymous" if stance == "alleged" else "outlet",
        )  # fmt: skip

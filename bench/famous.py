"""A famous pair: thousands of claims on two people."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.made import MIX, SOURCES, YEARS, Telling, documents, famous, hostile, said
from bench.timing import Result, busy, medians, ratio, seconds
from relgraph.fold import FOREVER, fold_at, history
from relgraph.ingest import Store, load, open_store

_PAIR, _UNKNOWN = ("Ann Vale", "Bob Reed"), ("Cy Moss", "Di Lund")
_NEWS = 5
_OFTEN = 10_000

_TOLD = ", ".join(
    f"{often} {kind}{f' {when}' if when else ''} ({stance})" for kind, when, stance, often in MIX
)

ABOUT = f"""Claims on one pair from {SOURCES} sources over {YEARS} years, each in an article with a text of its own. In
{sum(often for *_, often in MIX)} of them: {_TOLD};
what would be told before it happened is "her husband" (the undated marriage), and that after 2014 is "divorced". One
more is one article through `ingest` into the file, published after all others, median of {_NEWS}; late: published in
the middle of the {YEARS} years. The hostile mix is kinds, dates and stances at random: hardly a day is quiet.

Every day of publication can give a version of each episode. What keeps that from growing with the square: a version
runs for as long as nothing of its episode changes, and names no claims (`why` folds them when asked); a day that only
repeats what was said is counted and not folded; and one more claim folds from its own day of publication on, which for
news is the last one. What is kept grows less than the claims do, one more grows as they do. All of them afresh, and a
late one, do grow with the square: days that are not quiet are a steady share, and each folds all that is known by then.
On the hostile mix, where hardly a day is quiet, it is more than the square."""


class Pair(NamedTuple):
    """What a number of claims on one pair takes (seconds) and keeps (rows, bytes)."""

    claims: int
    more: float
    other: float  # one more of a pair that nobody wrote about
    late: float
    once: float  # a fold as of one day
    afresh: float
    share: str  # of a core, while it was folded afresh
    rows: int
    versions: int  # bytes, with their indices
    bodies: int  # bytes


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """One more claim, the pair afresh, what is kept, and how all of it grows with the number of claims."""
    pairs = []
    for number in (100, 200) if small else (1250, 2500, 5000, _OFTEN):
        pairs.append(_measured(folder / f"famous-{number}.db", list(famous(number))))
        yield from _lines(pairs[-1])
    yield from _growth(pairs[0], pairs[-1])
    for number in (50, 100) if small else (250, 500, 1000):
        yield _hostile(list(hostile(number)))


def _measured(db: Path, told: Sequence[Telling]) -> Pair:
    days = [telling.day for telling in told]
    first, last = min(days), max(days)
    with open_store(db, create=True) as store:
        load(store, documents(told, *_PAIR))
        news = [
            Telling(last + timedelta(n), 0, "divorce", "2014-05-05", "reported") for n in range(1, _NEWS + 1)
        ]
        late = Telling(first + (last - first) / 2, 0, "marriage", None, "reported")
        more, other = (_one_by_one(store, news, pair) for pair in (_PAIR, _UNKNOWN))
        afterwards = _one_by_one(store, [late], _PAIR)
    claims = said(told)
    (once,) = medians(3, lambda: fold_at(claims, FOREVER))
    afresh, share = busy(lambda: history(claims))
    return Pair(len(told), more, other, afterwards, once, afresh, share, *_kept(db))


def _one_by_one(store: Store, told: Sequence[Telling], pair: tuple[str, str]) -> float:
    """The median seconds of one article."""
    return statistics.median(
        seconds(partial(load, store, [document])) for document in documents(told, *pair, seed=1)
    )


def _kept(db: Path) -> tuple[int, int, int]:
    """Rows of versions, their bytes with those of their indices, and the bytes of the log's bodies."""
    with closing(sqlite3.connect(db)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM version").fetchone()
        sizes = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE ?"
        versions, bodies = (connection.execute(sizes, (name,)).fetchone()[0] for name in ("version%", "body"))
    return rows, versions, bodies


def _lines(pair: Pair) -> Iterator[Result]:
    what, unknown = f"{pair.claims:,} claims", f"of an unknown pair: {pair.other * 1000:.1f} ms"
    aimed = pair.claims == _OFTEN
    yield Result(
        f"{what}: one more", f"{pair.more * 1000:.0f} ms", unknown, ratio(pair.more / pair.other),
        "<= 200 ms" if aimed else "", pair.more <= 0.2 if aimed else None,
    )  # fmt: skip
    yield Result(f"{what}: one more, late", f"{pair.late:.2f} s", unknown, ratio(pair.late / pair.other))
    yield Result(
        f"{what}: all versions afresh", f"{pair.afresh:.1f} s ({pair.share})",
        f"as of one day: {pair.once * 1000:.0f} ms", ratio(pair.afresh / pair.once),
        "<= 60 s" if aimed else "", pair.afresh <= 60 if aimed else None,
    )  # fmt: skip
    yield Result(
        f"{what}: versions kept", f"{pair.rows:,} rows, {pair.versions / 1e6:.1f} MB with their indices",
        f"the log's bodies: {pair.bodies / 1e6:.1f} MB", ratio(pair.versions / pair.bodies),
    )  # fmt: skip


def _growth(less: Pair, more: Pair) -> Iterator[Result]:
    """By how much each grows from the first number of claims to the last."""
    times = more.claims / less.claims
    for what, grown in (
        ("one more", more.more / less.more),
        ("versions kept, rows", more.rows / less.rows),
        ("versions kept, bytes", more.versions / less.versions),
        ("all versions afresh", more.afresh / less.afresh),
    ):
        yield Result(
            f"from {less.claims:,} to {more.claims:,} claims: {what}", f"grows {ratio(grown)}",
            f"claims: {ratio(times)}, their square: {ratio(times**2)}", ratio(grown / times),
        )  # fmt: skip


def _hostile(told: Sequence[Telling]) -> Result:
    claims = said(told)
    once = seconds(lambda: fold_at(claims, FOREVER))
    rows: list[int] = []
    afresh = seconds(lambda: rows.append(len(history(claims)[0])))
    more = seconds(lambda: history(claims, max(claim.published for claim in claims)))
    return Result(
        f"hostile mix, {len(told):,} claims: all versions afresh",
        f"{afresh:.1f} s, {rows[0]:,} versions; one more {more * 1000:.0f} ms",
        f"as of one day: {once * 1000:.0f} ms", ratio(afresh / once),
    )  # fmt: skip

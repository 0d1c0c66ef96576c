"""Judging, suggesting and checking in a file of a million rows."""

from __future__ import annotations

import random
import shutil
import statistics
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.made import Telling, documents, namesakes
from bench.tables import imported
from bench.timing import Result, busy, ratio, relgraph, seconds, spent
from relgraph.checks import findings
from relgraph.cli.store import reading
from relgraph.ingest import Store, load, open_store
from relgraph.judging import DIFFERENT, SAME, judge, undo
from relgraph.queries.identity.members import Member
from relgraph.queries.identity.suggestions import suggestions

_JUDGED, _PAIRS, _PEOPLE = 1_000, 1_000_000, 300_000
_EACH = 0.1
"""Seconds that a judgement may take."""

ABOUT = f"""{_JUDGED:,} judgements one after another, half `same` and half `different`, of pairs of entities drawn at
random from a table of marriages; then each is taken back. One more is held against one article with one claim that goes
into the same file. `check` reads all of it; `--since` asks for what those judgements brought. Suggestions are asked of
invented people whose names are drawn as names are, so that a few are very common, against reading their names."""


class Judged(NamedTuple):
    """Seconds of each judgement, of each that was taken back, and of one more article."""

    said: list[float]
    undone: list[float]
    article: float


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Judgements, findings and suggestions."""
    rows, often, people = (2_000, 20, 2_000) if small else (_PAIRS, _JUDGED, _PEOPLE)
    db = folder / f"judged-{rows}.db"
    shutil.copy(imported(folder, rows).db, db)
    with reading(db) as connection:
        (head,) = connection.execute("SELECT max(position) FROM log").fetchone()
    yield from judgements(db, often, rows)
    yield from checked(db, rows, head)
    yield from suggested(folder, people)


def judgements(db: Path, often: int, rows: int) -> Iterator[Result]:
    """So many judgements in a file of so many rows, each taken back."""
    with open_store(db, create=False) as store:
        taken = _judged(store, often)
    article = f"one more article: {taken.article * 1000:.1f} ms"
    for what, some in (("judgements", taken.said), ("taken back", taken.undone)):
        middle, worst = statistics.median(some), max(some)
        aimed = rows == _PAIRS
        each = f"{middle * 1000:.1f} ms, {worst * 1000:.0f} ms"
        aim, met = ("<= 100 ms each", worst <= _EACH) if aimed else ("", None)
        what = f"{rows:,} rows, {often:,} {what}: each, the slowest"
        yield Result(what, each, article, ratio(middle / taken.article), aim, met)


def _judged(store: Store, often: int) -> Judged:
    query = "SELECT id, name, type, no, canonical FROM entity WHERE type = 'person' ORDER BY no"
    members = [Member(*row) for row in store.connection.execute(query)]
    drawn = random.Random(7).sample(members, 2 * often)
    told = documents(
        [Telling(date(2026, 6, 1), 0, "dating", None, "reported")], "Ann Vale", "Bob Reed", seed=3
    )
    article = seconds(lambda: load(store, told))
    said: list[float] = []
    ids: list[str] = []

    def one(verdict: str, a: Member, b: Member) -> None:
        ids.append(judge(store, verdict, a, b, "bench").id)

    for n, (a, b) in enumerate(zip(drawn[::2], drawn[1::2], strict=True)):
        said.append(seconds(partial(one, (SAME, DIFFERENT)[n % 2], a, b)))
    undone = [seconds(partial(undo, store, id, "bench")) for id in ids]
    return Judged(said, undone, article)


def checked(db: Path, rows: int, since: int) -> Iterator[Result]:
    """All findings of a file, and those that the records after a position brought, against counting its claims."""
    with reading(db) as connection:
        plain = seconds(lambda: connection.execute("SELECT sum(position), max(stance) FROM claim").fetchone())
        for what, after in (("check", 0), ("check --since, the judgements alone", since)):
            took = seconds(partial(findings, connection, after))
            yield Result(
                f"{rows:,} rows: {what}", f"{took:.2f} s", f"reading every claim's row: {plain * 1000:.0f} ms",
                ratio(took / plain), "<= 60 s" if rows == _PAIRS else "", took <= 60 if rows == _PAIRS else None,
            )  # fmt: skip


def suggested(folder: Path, people: int) -> Iterator[Result]:
    """Who may be one among so many people, and who may be one of them, against reading all names."""
    table, db = folder / "people.tsv", folder / "people.db"
    namesakes(table, people)
    spent(
        relgraph(
            "import", "tsv", str(table), "--source", "Made", "--published", "2026-01-01", "--db", str(db)
        )
    )
    with reading(db) as connection:
        entities, first = connection.execute("SELECT count(*), min(no) FROM entity").fetchone()
        plain = seconds(lambda: connection.execute("SELECT entity, folded FROM name").fetchall())
        for what, who in (("all of them", None), ("of one", first)):
            took, share = busy(partial(suggestions, connection, 20, who))
            yield Result(
                f"{entities:,} people: suggestions for {what}", f"{took:.2f} s ({share})",
                f"reading all names: {plain * 1000:.0f} ms", ratio(took / plain),
                "<= 60 s" if people == _PEOPLE else "", took <= 60 if people == _PEOPLE else None,
            )  # fmt: skip

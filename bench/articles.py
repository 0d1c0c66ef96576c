"""Copies among many articles: the same text in several papers, found without comparing all pairs."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from bench.timing import Result, ratio
from relgraph.articles import Article, printed_words, text_digest
from relgraph.events import ArticleAdded
from relgraph.ingest import open_store
from relgraph.log import NewEvent

ABOUT = """Articles of 300 words, each under the footer of its outlet: 60 words that thousands share. One story of
twenty is agency copy: two to eight papers print it, half of them with a word changed. The baseline makes the words of
each text and hashes them: that finds equal texts and no near ones. Beside finding copies the append writes log and read
model. Seconds are those of the processor. The aims: the cost of one more article does not grow with their number,
within a factor of two; and all copies are found, and nothing else."""

_BATCH = 1_000
_WORDS, _FOOTER, _OUTLETS, _PAPERS = 300, 60, 12, 8

_LETTERS = "bcdfghjklmnprstvwz"


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Append articles in three sizes."""
    first = None
    for number in (300, 600, 1_200) if small else (10_000, 30_000, 100_000):
        texts = list(_texts(number))
        started = time.process_time()
        _hashed(texts)
        plain = time.process_time() - started
        took, found, wrong, missed = _appended(folder / f"articles-{number}.db", texts)
        each = took / number
        first = first or each
        yield Result(
            f"{number:,} articles: append, copies found", f"{each * 1000:.2f} ms an article, {took:.1f} s",
            f"the words hashed: {plain / number * 1000:.3f} ms", ratio(took / plain),
            "<= 2 x the smallest", each <= 2 * first,
        )  # fmt: skip
        yield Result(
            f"{number:,} articles: copies", f"{found:,} texts in several papers", "the texts as made",
            f"{missed:,} missed, {wrong:,} wrong", "0 and 0", missed == wrong == 0,
        )  # fmt: skip


def _hashed(texts: Sequence[tuple[int, str, str]]) -> None:
    for _, _, text in texts:
        sha256(" ".join(printed_words(text)).encode()).digest()


def _appended(path: Path, texts: Sequence[tuple[int, str, str]]) -> tuple[float, int, int, int]:
    """Seconds of appending; texts found in several papers; articles put together wrongly, and not put together."""
    with open_store(path, create=True) as store:
        took = 0.0
        for start in range(0, len(texts), _BATCH):
            events = [_event(*text) for text in texts[start : start + _BATCH]]
            started = time.process_time()
            store.log.append(events)
            took += time.process_time() - started
        rows = store.connection.execute("SELECT twins FROM printed ORDER BY article").fetchall()
        (found,) = store.connection.execute("SELECT count(*) FROM copies").fetchone()
    story_of: dict[int, int] = {}
    text_of: dict[int, int] = {}
    wrong = missed = 0
    for (twins,), (story, _, _) in zip(rows, texts, strict=True):
        wrong += story_of.setdefault(twins, story) != story
        missed += text_of.setdefault(story, twins) != twins
    return took, found, wrong, missed


def _event(story: int, source: str, text: str) -> NewEvent:
    url = f"https://{source}.example/{story}"
    return ArticleAdded(
        article=Article(source=source, published="2020-01-01", url=url, text=text, digest=text_digest(text))
    ).entry()


def _texts(number: int) -> Iterator[tuple[int, str, str]]:
    """The story that an article prints, its outlet, and its text."""
    r = random.Random(1)
    words = ["".join(r.choices(_LETTERS + "aeiou", k=r.randint(2, 9))) for _ in range(20_000)]
    footers = [" ".join(r.choices(words, k=_FOOTER)) for _ in range(_OUTLETS)]
    made = story = 0
    while made < number:
        story += 1
        text = r.choices(words, k=_WORDS)
        papers = r.randint(2, _PAPERS) if r.random() < 0.05 else 1
        footer = r.randrange(_OUTLETS)
        for paper in range(min(papers, number - made)):
            printed = list(text)
            if r.random() < 0.5:
                printed[r.randrange(_WORDS)] = "changed"
            body = f"{' '.join(printed)}\n{footers[footer]}"
            yield story, f"paper {footer} {paper}", body
            made += 1

"""Lines: pieces of bounded size, at their offsets, and no more words at once than memory bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.dates import day_of
from relgraph.extract.protocol import ArticleText
from relgraph.extract.rules import RulesExtractor, extractor, text

PROSE = "Ana Lee and her husband, Bo Cy, split in 2012. "


def words(piece: str) -> int:
    return len(text._TOKEN.findall(piece))


@pytest.mark.parametrize(
    "piece", ['"ab ', "ab-", "Ana Lee, ", PROSE, "word", "Ana Lee split and then ", "éé. "], ids=range(7)
)
def test_a_very_long_line_is_read_in_pieces_of_bounded_size(piece: str) -> None:
    lines = list(text.lines(piece * 3000))
    assert max(len(line.text) for line in lines) <= text.LONGEST
    assert max(words(line.text) for line in lines) <= text.MOST_WORDS
    assert sum(len(line.text) for line in lines) >= len(piece) * 3000 - 2


def test_a_long_line_is_cut_where_a_sentence_ends() -> None:
    assert {line.text.rstrip()[-1] for line in text.lines(PROSE * 300)} == {"."}


@given(st.text("Ana b\n.’“-é🙂", max_size=60), st.integers(1, 400))
def test_a_piece_is_as_long_as_what_stands_at_its_place(part: str, times: int) -> None:
    whole = part * times
    end = 0
    for line in text.lines(whole):
        there = whole[line.at : line.at + len(line.text)]
        assert line.at >= end
        assert len(there) == len(line.text)
        assert text.plain(there).lower() == line.text.lower()
        end = line.at + len(line.text)


@pytest.mark.parametrize(
    "hostile", ['"' * 100_000, "'\n" * 50_000, "13, " * 25_000], ids=["line", "lines", "numbers"]
)
def test_what_has_no_words_is_not_parsed(hostile: str) -> None:
    assert list(text.lines(hostile)) == []


class Watched:
    """A pipeline that notes how many words go through it in one step."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self.most = 0

    def make_doc(self, line: str) -> Any:
        return self._nlp.make_doc(line)

    def pipe(self, docs: Iterable[Any], batch_size: int) -> Iterator[Any]:
        together = list(docs)
        self.most = max(self.most, sum(map(len, together)))
        return iter(self._nlp.pipe(together, batch_size=batch_size))


def test_no_more_words_than_fit_the_memory_are_parsed_in_one_step(
    rules: RulesExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extractor, "PARSED_TOGETHER", 2 * text.MOST_WORDS)
    watched = Watched(rules._nlp)
    reading = RulesExtractor(watched, "watched")  # type: ignore[arg-type]
    articles = [ArticleText(piece * 150, day_of("2024-06-12"), "x") for piece in ('"ab ', PROSE, "Ana.\n")]
    found = list(reading.extract(articles))
    assert 0 < watched.most <= 2 * text.MOST_WORDS
    for article, proposals in zip(articles, found, strict=True):
        assert all(article.text[p.at : p.at + len(p.quote)] == p.quote for p in proposals)

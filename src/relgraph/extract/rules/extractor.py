"""The extractor of the rules: parses lines in batches and hands each article to the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import assemble, text
from relgraph.extract.rules.reading import read, story_of
from relgraph.extract.rules.speech import marked_outlets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from relgraph.extract.protocol import ArticleText, Proposal

VERSION = "2"
"""Raised with every change of the rules that can change a claim."""

BATCH = 64
LONGEST_BATCH = 200_000
"""Articles, and characters of them, that are read together."""

PARSED_TOGETHER = 8_000
"""Words of the lines that go through the pipeline in one step: memory grows with them."""


class RulesExtractor:
    """Reads with a parsing pipeline of spaCy; offline and without chance."""

    name = "rules"
    version = VERSION

    def __init__(self, nlp: Language, model: str) -> None:
        self._nlp = nlp
        self.model = model

    def extract(self, articles: Iterable[ArticleText]) -> Iterator[list[Proposal]]:
        """The proposals of each article, one list an article, in the order of the articles."""
        batch: list[ArticleText] = []
        size = 0
        for article in articles:
            batch.append(article)
            size += len(article.text)
            if len(batch) == BATCH or size > LONGEST_BATCH:
                yield from self._read(batch)
                batch, size = [], 0
        yield from self._read(batch)

    def _read(self, batch: Sequence[ArticleText]) -> Iterator[list[Proposal]]:
        lines = [list(text.lines(article.text)) for article in batch]
        docs = self._parsed(line for found in lines for line in found)
        for article, found in zip(batch, lines, strict=True):
            yield proposals(article, found, [next(docs) for _ in found])

    def _parsed(self, lines: Iterable[text.Line]) -> Iterator[Doc]:
        together: list[Doc] = []
        size = 0
        for line in lines:
            doc = whole_words(self._nlp.make_doc(line.text))
            if together and size + len(doc) > PARSED_TOGETHER:
                yield from self._nlp.pipe(together, batch_size=len(together))
                together, size = [], 0
            together.append(doc)
            size += len(doc)
        yield from self._nlp.pipe(together, batch_size=len(together) or 1)


def whole_words(doc: Doc) -> Doc:
    """A tokenized line in which "wed" is one word, not "we'd", and the mark of "E! News" does not end a sentence."""
    apart = [i for i in range(len(doc) - 1) if not doc[i].whitespace_ and _one_word(doc[i], doc[i + 1])]
    if apart:
        with doc.retokenize() as retokenizer:
            for i in apart:
                retokenizer.merge(doc[i : i + 2])
    return doc


def _one_word(token: Token, after: Token) -> bool:
    return (token.lower_ == "we" and after.text == "d") or (
        after.text == "!" and token.text in marked_outlets()
    )


def proposals(article: ArticleText, lines: Sequence[text.Line], docs: Sequence[Doc]) -> list[Proposal]:
    """What the rules propose for an article whose lines are parsed."""
    story = story_of(article, lines, docs)
    res = read(story)
    return assemble.proposals(story, res.voices, res.said)

"""Articles to claims: what an extractor proposes, through the gate, into article documents."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from relgraph.claims import Origin
from relgraph.documents import ArticleDocument
from relgraph.extract.gate import Refused, judge
from relgraph.extract.protocol import ArticleText, Extractor, Proposal
from relgraph.extract.reading import Reading
from relgraph.extract.view import View, plain


class Extracted(NamedTuple):
    """An article with what it claims: each claim beside its proposal; and what the gate refused."""

    document: ArticleDocument
    proposals: tuple[Proposal, ...]
    refused: tuple[Refused, ...]


def extract(extractor: Extractor, readings: Iterable[Reading]) -> Iterator[Extracted]:
    """What each article claims, in their order. Articles are read as the extractor asks for them, many at a time."""
    waiting: deque[tuple[Reading, View]] = deque()

    def texts() -> Iterator[ArticleText]:
        for reading in readings:
            article = reading.document.article
            view = plain(article.text or "")
            waiting.append((reading, view))
            yield ArticleText(view.text, article.day, article.source, article.url)

    for proposals in extractor.extract(texts()):
        reading, view = waiting.popleft()
        yield _judged(extractor, reading.document, view, proposals)


def _judged(
    extractor: Extractor, document: ArticleDocument, view: View, proposals: Iterable[Proposal]
) -> Extracted:
    passed = judge(proposals, document.article, view)
    origins = tuple(
        Origin(name=extractor.name, version=extractor.version, model=extractor.model, rule=proposal.rule)
        for proposal in passed.proposals
    )
    lines = (document.line,) * len(passed.claims)
    made = replace(document, claims=passed.claims, claim_lines=lines, origins=origins)
    return Extracted(made, tuple(_in_kept(proposal, view) for proposal in passed.proposals), passed.refused)


def _in_kept(proposal: Proposal, view: View) -> Proposal:
    """The proposal with its offsets as those of the kept text."""
    if view.starts is None:
        return proposal
    triggers = tuple(one._replace(at=view.span(one.at, one.at + 1)[0]) for one in proposal.why.triggers)
    at = view.span(proposal.at, proposal.at + 1)[0]
    return proposal._replace(at=at, why=proposal.why._replace(triggers=triggers))

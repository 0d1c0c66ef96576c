"""What an article document says, as typed values."""

from __future__ import annotations

from dataclasses import dataclass, field

from relgraph.articles import Article
from relgraph.claims import Claim
from relgraph.entities import Entity


@dataclass(frozen=True, slots=True)
class ArticleDocument:
    """An article, what it or its writer knows of entities, and what it claims.

    `file`, `line` (of the document, from 1) and `claim_lines` (of each claim) say where it stood; two documents
    that say the same are equal wherever they stood.
    """

    article: Article
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    file: str = field(compare=False)
    line: int = field(compare=False)
    claim_lines: tuple[int, ...] = field(compare=False)

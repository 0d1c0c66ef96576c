"""What an article document says, as typed values."""

from __future__ import annotations

from dataclasses import dataclass, field

from relgraph.articles import Article
from relgraph.claims import Claim, Origin
from relgraph.entities import Entity


@dataclass(frozen=True, slots=True)
class ArticleDocument:
    """An article, what it or its writer knows of entities, and what it claims.

    `origins` tells for each claim what proposed it, None for a person; empty: a person wrote all of them.
    `file`, `line` (of the document, from 1) and `claim_lines` (of each claim) say where it stood; two documents
    that say the same are equal wherever they stood.
    """

    article: Article
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    file: str = field(compare=False)
    line: int = field(compare=False)
    claim_lines: tuple[int, ...] = field(compare=False)
    origins: tuple[Origin | None, ...] = ()

    def origin(self, claim: int) -> Origin | None:
        """What proposed the claim at a place."""
        return self.origins[claim] if self.origins else None

"""Who speaks in quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules.story import ParsedLine, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver


def speaker_of(res: Resolver, line: ParsedLine, token: Token) -> Party | None:
    return None

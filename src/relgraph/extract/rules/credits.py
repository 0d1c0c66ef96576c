"""Step 6: works and organizations. Which reader a word calls; the first that finds something is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules.belonging import (
    ATTENDING,
    BELONGING,
    FOUNDING,
    read_attendance,
    read_founding,
    read_membership,
)
from relgraph.extract.rules.casts import is_credit_verb, read_alongside, read_credit, read_stars
from relgraph.extract.rules.owned import read_credit_noun, read_owned, read_part, read_possessed
from relgraph.extract.rules.roles import CREDIT_NOUNS, GENRES, PARTS_OF_WORKS
from relgraph.extract.rules.titled import ROLES, read_role
from relgraph.extract.rules.titles import left_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from relgraph.extract.rules.crediting import Crediting
    from relgraph.extract.rules.story import Found, ParsedLine

    Reader = Callable[[Crediting, ParsedLine, Token], list[Found]]


def read_credits(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """The claims on works and organizations that a word begins."""
    for reader in _readers(line, token):
        found = reader(ctx, line, token)
        if found:
            return found
    return []


def _readers(line: ParsedLine, token: Token) -> Iterator[Reader]:
    low, noun = token.lower_, token.pos_ in ("NOUN", "PROPN")
    follows = line.doc[token.i + 1].lower_ if token.i + 1 < len(line.doc) else ""
    if low == "stars" and _begins_with_title(line, token):
        yield read_stars
    if (
        low in ROLES
        and token.pos_ not in ("VERB", "ADJ")
        and not (low == "stars" and follows in ("in", "opposite"))
    ):
        yield read_role
    if is_credit_verb(token):
        yield read_credit
    if low in CREDIT_NOUNS and noun:
        yield read_credit_noun
    if low in GENRES and noun:
        yield read_owned
    if low in ("'s", "'") and token.i + 1 in line.named:
        yield read_possessed
    if low in PARTS_OF_WORKS and follows == "of":
        yield read_part
    yield from _BY_WORD.get(low, ())


def _begins_with_title(line: ParsedLine, token: Token) -> bool:
    """As in "Glass Harbor stars Ana": a title, then names."""
    title = left_title(line, token.i) if token.i + 1 in line.named else None
    return title is not None and title.start == token.sent.start


_BY_WORD: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys(("alongside", "opposite"), (read_alongside,)),
    **dict.fromkeys(ATTENDING, (read_attendance,)),
    **dict.fromkeys(FOUNDING, (read_founding,)),
    **dict.fromkeys(BELONGING, (read_membership,)),
}

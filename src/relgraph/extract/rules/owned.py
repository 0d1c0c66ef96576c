"""Step 6c: works by nouns: "her role in Salt", "Ana's album Tin", "Harbor Street's Bo Lee", "the third act of Salt"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.roles import CREDIT_NOUNS, MUSIC_AND_BOOKS
from relgraph.extract.rules.story import Found, ParsedLine, Ref
from relgraph.extract.rules.titles import left_title, titles_from
from relgraph.kinds import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.crediting import Crediting

_LEADING = frozenset(("in", "on", "of", "include", "includes", "included", "including"))
_NO_WORK = frozenset(("GPE", "NORP", "FAC", "DATE", "PERSON", "ORG"))


def read_credit_noun(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "her role in Salt", "credits that include Salt"."""
    doc = line.doc
    for i in range(token.i + 1, min(token.sent.end, token.i + 11)):
        if doc[i].lower_ in _LEADING:
            titles = list(titles_from(line, i + 1))
            if titles:
                edge, _ = grammar.left_edge(line, token.i)
                who = grammar.owner_at(ctx.res, line, token.i, edge, several=True)
                who = who or grammar.subject_of(ctx.res, line, token)
                rule = f"credit:{token.lower_}"
                return ctx.claims(line, token, who, titles, CREDIT_NOUNS[token.lower_], rule)
        elif doc[i].pos_ == "VERB" or doc[i].text in ",.;":
            break
    return []


def read_owned(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "her movie Salt", "Ana's new album “Tin”"."""
    doc = line.doc
    edge, _ = grammar.left_edge(line, token.i)
    owner = grammar.owner_at(ctx.res, line, token.i, edge, several=False)
    before = doc[max(token.sent.start, token.i - 9) : token.i]
    if not owner or any(t.lower_ in CREDIT_NOUNS for t in before):
        return []
    i = token.i + 1
    if i < len(doc) and doc[i].text == ",":
        i += 1
    if i >= token.sent.end or doc[i].lower_ == "and":
        return []
    titles = list(titles_from(line, i, several=False))
    kind = "creation" if token.lower_ in MUSIC_AND_BOOKS else "performance"
    return ctx.claims(line, token, owner, titles, kind, f"owned:{token.lower_}")


def read_possessed(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "Coronation Street's Ana Lee": the title owns the person."""
    mention = line.named[token.i + 1]
    title = left_title(line, token.i) if token.i else None
    if title is None or not mention.full or title.end - title.start < 2:
        return []
    if any(t.ent_type_ in _NO_WORK for t in line.doc[title.start : title.end]):
        return []
    return ctx.claims(
        line, token, Ref((mention.party,), mention.party.name), [title], "performance", "credit:owner"
    )


def read_part(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "the third act of Closer": a work is named, and nobody is tied to it."""
    title = (
        next(titles_from(line, token.i + 2, several=False), None) if token.i + 2 < token.sent.end else None
    )
    if title is None:
        return []
    work = ctx.things.party(line, title, EntityType.WORK)
    how = (f"“{work.name}” as the text has it",)
    rule = f"part:{token.lower_}"
    return [Found("mention", work, None, line, token, rule, how, (token.i, title.end), presupposed=True)]

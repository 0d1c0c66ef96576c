"""Step 4b: children by verbs: "welcomed Harry with Bo", "gave birth to Ida", "Suri, whom she shares with Bo"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.said import SUBJECTS
from relgraph.extract.rules.story import NOBODY, Found, Mention, ParsedLine, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver
    from relgraph.extract.rules.story import Party

WELCOMING = frozenset("welcomed welcome welcomes adopted birth expecting".split())
_ELSEWHERE = frozenset(("to", "into", "back", "home", "'s"))


def read_birth(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """The claims of a verb by which somebody becomes a parent of somebody named."""
    if token.lower_ in ("share", "shares"):
        return _shared(res, line, token)
    if token.lower_ == "born":
        return _born_to(res, line, token)
    return _welcomed(res, line, token) if token.lower_ in WELCOMING else []


def _parents(
    line: ParsedLine, token: Token, rule: str, parents: Iterable[Party], how: str, child: Mention
) -> list[Found]:
    return [
        Found(
            "parenthood", parent, child.party, line, token, rule, (how, child.party.name), (token.i, token.i + 1),
            extent=(child.start, child.end),
        )
        for parent in dict.fromkeys(parents)
        if parent is not child.party
    ]  # fmt: skip


def _born_to(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """As in "Dream was born to the couple in 2016"."""
    doc = line.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return []
    child = next((line.named[c.i] for c in token.children if c.dep_ in SUBJECTS and c.i in line.named), None)
    parents = next((res.ref(line, c) for c in doc[token.i + 1].children if c.dep_ == "pobj"), NOBODY)
    return _parents(line, token, "verb:born", parents.parties[:2], parents.how, child) if child else []


def _welcomed(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """As in "Ana welcomed Harry with Bo in 1984", "gave birth to Harry"."""
    doc, i = line.doc, token.i + 1
    if token.lower_ == "birth":
        if i >= len(doc) or doc[i].lower_ != "to":
            return []
        i += 1
    if i not in line.named:
        return []
    child = line.named[i]
    stop = token.sent.end
    follows = doc[child.end].lower_ if child.end < stop else ""
    dated = any(t.ent_type_ == "DATE" for t in doc[child.end : min(child.end + 8, stop)])
    guest = token.lower_ not in ("birth", "expecting") and follows != "with" and not dated
    if guest or follows in _ELSEWHERE:
        return []
    subject = grammar.subject_of(res, line, token)
    other = grammar.after(res, line, child.end + 1) if follows == "with" else NOBODY
    parents = (*subject.parties, *other.parties)
    return _parents(line, token, "verb:welcome", parents, subject.how or other.how, child)


def _shared(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """As in "Suri, whom she shares with ex-husband Bo"."""
    doc = line.doc
    if token.dep_ != "relcl" or token.head.i not in line.named:
        return []
    if not any(t.lower_ in ("whom", "who", "that") for t in doc[token.head.i + 1 : token.i]):
        return []
    subjects = (c for c in token.children if c.dep_ == "nsubj" and c.lower_ not in ("who", "whom"))
    subject = next((res.ref(line, c) for c in subjects), NOBODY)
    if not subject:
        return []
    other = next(
        (grammar.after(res, line, t.i + 1) for t in doc[token.i + 1 : token.i + 4] if t.lower_ == "with"),
        NOBODY,
    )
    if not other:  # "with ex-husband Bo"
        near = range(token.i + 1, min(token.i + 6, token.sent.end))
        other = next(
            (Ref((line.named[k].party,), line.named[k].party.name) for k in near if k in line.named), NOBODY
        )
    parents = (*subject.parties, *other.parties)
    return _parents(line, token, "verb:share", parents, subject.how, line.named[token.head.i])

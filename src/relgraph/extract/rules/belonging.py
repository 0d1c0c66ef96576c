"""Step 6d: who was at what, who founded, joined or left what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.spans import capital
from relgraph.extract.rules.story import Found, ParsedLine
from relgraph.extract.rules.works import Title, event_from, left_title, titles_from

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.crediting import Crediting

ATTENDING = frozenset("attend attended attending attends attendance skipped at studied appearance".split())
FOUNDING = frozenset("co founded cofounded founder founding co-founded".split())
BELONGING = frozenset("joined joins join left member members fired quit".split())
_ENDED = frozenset(("left", "fired", "quit"))
_SEEN_AT = frozenset("appearance debut arrival performance speech".split())
_NO_GROUP = frozenset(("GPE", "LOC", "DATE", "PERSON", "FAC"))


def read_attendance(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """ "attended the Silver Quill Awards", "studied at Marlow College"; "skipped" denies it."""
    doc, i = line.doc, token.i + 1
    if token.lower_ in ("studied", "attendance", "appearance"):
        while i < token.sent.end and doc[i].lower_ not in ("at", "of") and i - token.i < 3:
            i += 1
        i += 1
    title = event_from(line, i) if i < token.sent.end else None
    unseen = token.lower_ == "at" and token.head.pos_ == "NOUN" and token.head.lower_ not in _SEEN_AT
    if title is None or unseen:
        return []
    if token.lower_ == "appearance":
        edge, _ = grammar.left_edge(line, token.i)
        who = grammar.owner_at(ctx.res, line, token.i, edge, several=False)
    else:
        who = grammar.subject_of(ctx.res, line, token)
        if not who and token.dep_ == "prep" and token.head.i in line.named:
            who = ctx.res.ref(line, token.head)
    found = ctx.claims(line, token, who, [title], "attendance", f"attendance:{token.lower_}")
    for claim in found:
        claim.denied = token.lower_ == "skipped"
    return found


def read_founding(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """ "co-founded Paper Moth Records with Bo", "the Velvet Club, which she founded" """
    doc = line.doc
    verb = token
    if token.lower_ == "co":
        if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in ("founded", "-", "founder"):
            return []
        verb = doc[token.i + 1] if doc[token.i + 1].lower_ != "-" else doc[token.i + 2]
    who = grammar.subject_of(ctx.res, line, verb)
    title = next(titles_from(line, verb.i + 1, several=False), None) if verb.i + 1 < token.sent.end else None
    title = title or _founded_before(line, token, verb)
    if title is None or not who:
        return []
    found = ctx.claims(line, verb, who, [title], "founding", "founding")
    if title.end < len(doc) and doc[title.end].lower_ == "with":
        other = grammar.after(ctx.res, line, title.end + 1)
        found += ctx.claims(line, verb, other, [title], "founding", "founding")
    return found


def _founded_before(line: ParsedLine, token: Token, verb: Token) -> Title | None:
    """ "the Summit for Angel City FC soccer team, which she co-founded": the name before "which"."""
    doc = line.doc
    title = None
    if verb.dep_ == "relcl" and any(c.lower_ in ("which", "that") for c in verb.children):
        title = left_title(line, _name_end(line, verb.head.i))
    elif token.i >= 3 and doc[token.i - 2].lower_ in ("which", "that"):
        title = left_title(line, _name_end(line, token.i - 3 - (doc[token.i - 3].text == ",")))
    if title is None:
        return None
    inner = [
        k for k in range(title.start + 1, title.end) if doc[k].lower_ in ("for", "at", "with", "from", "by")
    ]
    return Title(inner[-1] + 1, title.end, title.quoted) if inner else title


def _name_end(line: ParsedLine, i: int) -> int:
    """Past the last capital at or before token i: "Angel City FC soccer team" ends after "FC"."""
    while i > 0 and not capital(line.doc[i]):
        i -= 1
    return i + 1


def read_membership(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """ "a member of the Harbor Club", "left the Velvet Anchors", "was fired by Tidewater Studios" """
    i = _group_at(line, token)
    if i is None:
        return []
    title = next(titles_from(line, i, several=False), None)
    if title is None or (title.end - title.start == 1 and line.doc[title.start].ent_type_ != "ORG"):
        return []
    kind = "membership_end" if token.lower_ in _ENDED else "membership"
    who = grammar.subject_of(ctx.res, line, token)
    return ctx.claims(line, token, who, [title], kind, f"membership:{token.lower_}")


def _group_at(line: ParsedLine, token: Token) -> int | None:
    """Where the name of the group begins, None if there is none."""
    doc, i, low = line.doc, token.i + 1, token.lower_
    leads = {"member": ("of",), "members": ("of",), "fired": ("by", "from")}.get(low)
    if leads is not None:
        if i >= len(doc) or doc[i].lower_ not in leads:
            return None
        i += 1
    elif token.pos_ != "VERB":
        return None
    while i < token.sent.end and doc[i].lower_ == "the":
        i += 1
    if i >= token.sent.end or not capital(doc[i]) or i in line.named or doc[i].ent_type_ in _NO_GROUP:
        return None
    return i

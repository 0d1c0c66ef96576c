"""Step 6d: who was at what, who founded, joined or left what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.spans import capital
from relgraph.extract.rules.story import Found, ParsedLine
from relgraph.extract.rules.titles import Title, left_title, right_run, titles_from

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.crediting import Crediting

_EVENT = re.compile(
    r"\b(?:awards?|gala|ball|festival|oscars|grammys|emmys|globes|vmas|baftas|tonys|amas|summit|premiere|"
    r"fashion week|coachella|"
    r"super bowl|wimbledon|conference|championships?|games|derby|carnival|convention|comic-con|"
    r"glastonbury|benefit|concert|"
    r"fundraiser|college|university|school|academy|party)$",
    re.IGNORECASE,
)
_BEFORE_EVENT = frozenset("the a this year 's last annual star-studded his her their".split())

ATTENDING = frozenset("attend attended attending attends attendance skipped at studied appearance".split())
_BEFORE_FOUNDED = frozenset(("DET", "ADJ", "NOUN", "PRON"))
FOUNDING = frozenset("co founded cofounded founder founding co-founded".split())
BELONGING = frozenset("joined joins join left member members fired quit".split())
_ENDED = frozenset(("left", "fired", "quit"))
_SEEN_AT = frozenset("appearance debut arrival performance speech".split())
_NO_GROUP = frozenset(("GPE", "LOC", "DATE", "PERSON", "FAC"))


def read_attendance(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "attended the Silver Quill Awards", "studied at Marlow College"; "skipped" denies it."""
    doc, i = line.doc, token.i + 1
    if token.lower_ in ("studied", "attendance", "appearance"):
        while i < token.sent.end and doc[i].lower_ not in ("at", "of") and i - token.i < 3:
            i += 1
        i += 1
    title = _event_from(line, i) if i < token.sent.end else None
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


def _event_from(line: ParsedLine, i: int) -> Title | None:
    """The name of an event or a school that begins at token i or soon after: "the Silver Quill Awards"."""
    doc, stop = line.doc, line.doc[i - 1].sent.end
    while (
        i < stop
        and not capital(doc[i])
        and (doc[i].lower_ in _BEFORE_EVENT or doc[i].like_num or doc[i].pos_ == "ADJ")
    ):
        i += 1
    if i >= stop:
        return None
    if i in line.titles:
        return line.titles[i]
    if not capital(doc[i]) and not doc[i].is_digit:
        return None
    end = right_run(line, i)
    end = next((k for k in range(i + 1, end) if doc[k].lower_ in ("at", "in", "on", "for")), end)
    return (
        Title(i, end, quoted=False) if _EVENT.search(doc[i:end].text) or doc[i].ent_type_ == "EVENT" else None
    )


def read_founding(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "co-founded Paper Moth Records with Bo", "the Velvet Club, which she founded"."""
    doc = line.doc
    verb = token
    if token.lower_ == "co":
        if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in ("founded", "-", "founder"):
            return []
        verb = doc[token.i + 1] if doc[token.i + 1].lower_ != "-" else doc[token.i + 2]
    who = grammar.subject_of(ctx.res, line, verb)
    i = verb.i + 1
    while i < token.sent.end and not capital(doc[i]) and doc[i].pos_ in _BEFORE_FOUNDED:
        i += 1  # "founded the production company Blue Kestrel"
    title = next(titles_from(line, i, several=False), None) if i < token.sent.end else None
    title = title or _founded_before(line, token, verb)
    if title is None or not who:
        return []
    found = ctx.claims(line, verb, who, [title], "founding", "founding")
    if title.end < len(doc) and doc[title.end].lower_ == "with":
        other = grammar.after(ctx.res, line, title.end + 1)
        found += ctx.claims(line, verb, other, [title], "founding", "founding")
    return found


def _founded_before(line: ParsedLine, token: Token, verb: Token) -> Title | None:
    """As in "the Summit for Angel City FC soccer team, which she co-founded": the name before "which"."""
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
    """As in "a member of the Harbor Club", "left the Velvet Anchors", "was fired by Tidewater Studios"."""
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

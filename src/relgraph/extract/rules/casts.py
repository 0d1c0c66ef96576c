"""Step 6b: verbs of work: "starred in Salt and Tin", "Salt, starring Ana", "directed by Bo", "alongside Al in Salt"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.roles import BY, GENRES, CreditVerb, credit_verbs
from relgraph.extract.rules.said import SUBJECTS
from relgraph.extract.rules.spans import capital
from relgraph.extract.rules.story import Found, ParsedLine, Ref
from relgraph.extract.rules.titles import Title, left_title, titles_from

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.crediting import Crediting

VERBS = credit_verbs()
_NO_TITLES = frozenset(("GPE", "LOC", "FAC", "DATE", "EVENT", "PERSON"))
_BETWEEN = frozenset((",", '"', "'", "''", "which", "that", "also", "and"))


def is_credit_verb(token: Token) -> bool:
    """Whether a token is a verb of the table; "stars" is one before "in", whatever its tag."""
    follows = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ in ("stars", "starring"):
        return token.pos_ != "NOUN" or follows in ("in", "opposite", "alongside")
    return token.lemma_.lower() in VERBS and token.pos_ in ("VERB", "AUX")


def read_credit(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """The claims of a verb of work."""
    verb = VERBS.get(token.lemma_.lower(), VERBS["star"])
    found = _passive(ctx, line, token)
    if not found and verb.lemma == "star":
        found = read_stars(ctx, line, token)
    if found:
        return found
    titles = _titles_of(line, token, verb)
    if not titles:
        return _in_title(ctx, line, token) if verb.lemma in ("play", "star", "portray") else []
    subject = grammar.subject_of(ctx.res, line, token)
    found = ctx.claims(line, token, subject, titles, verb.kind, f"credit:{verb.lemma}")
    if verb.kind == "performance" and subject:
        for i in range(token.i + 1, token.sent.end):
            low = line.doc[i].lower_
            if low in ("alongside", "opposite") or (low == "with" and i == token.i + 1):
                other = grammar.after(ctx.res, line, i + 1, reach=9)
                found += ctx.claims(line, token, other, titles, "performance", "credit:alongside")
    return found


def _titles_of(line: ParsedLine, token: Token, verb: CreditVerb) -> list[Title]:
    """The titles that a verb leads to, itself or over one of its prepositions."""
    doc, start = line.doc, token.i + 1
    if start < len(doc) and doc[start].tag_ == "PRP$" and verb.lemma == "film":
        return []  # "filming her movie": the maker's more often than the player's
    if not verb.preps:
        return [t for t in titles_from(line, start) if _counts(line, start, t, verb.needs_title)]
    preps = verb.preps.split()
    for i in range(token.i + 1, min(token.sent.end, token.i + 9)):
        if doc[i].lower_ in preps:
            titles = [t for t in titles_from(line, i + 1) if _counts(line, i + 1, t, verb.needs_title)]
            if titles:
                return titles
        elif doc[i].pos_ == "VERB" and doc[i].tag_ in ("VBD", "VBZ", "VBP"):
            break
    return []


def _counts(line: ParsedLine, start: int, title: Title, strict: bool) -> bool:
    """Whether capitals are a title here: in quotation marks always, else after a genre or more than one word."""
    first = line.doc[title.start]
    if title.quoted:
        return True
    if not strict:
        return title.end - title.start > 1 or not first.is_sent_start
    if any(t.lower_ in GENRES for t in line.doc[start : title.start]) or first.ent_type_ == "WORK_OF_ART":
        return True
    return title.end - title.start > 1 and first.ent_type_ not in _NO_TITLES


def read_stars(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "Glass Harbor stars Ana and Bo", "Salt, starring Ana"."""
    doc = line.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ in ("in", "on", "as"):
        return []
    cast = grammar.after(ctx.res, line, token.i + 1, reach=4)
    title = title_before(line, token) if cast else None
    if title is None:
        return []
    near = range(token.i + 1, min(token.i + 6, len(doc)))
    first = next((line.named[k] for k in near if k in line.named), None)
    if first is not None:
        names = grammar.more_names(line, first.end, [first.party])
        cast = Ref(tuple(dict.fromkeys(names)), cast.how)
    return ctx.claims(line, token, cast, [title], "performance", "credit:stars")


def title_before(line: ParsedLine, token: Token) -> Title | None:
    """The title right before a token, past a comma and closing marks."""
    i = token.i
    while i > token.sent.start and line.doc[i - 1].text in _BETWEEN:
        i -= 1
    for title in line.titles.values():
        if i - 2 <= title.end <= i:
            return title
    return left_title(line, i) if i > token.sent.start else None


def _passive(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "Salt, directed by Bo"."""
    doc, by = line.doc, token.i + 1
    if token.lemma_ not in BY or token.tag_ != "VBN" or by >= len(doc) or doc[by].lower_ != "by":
        return []
    who = grammar.after(ctx.res, line, by + 1)
    title = title_before(line, token) or _title_of_subject(line, token) or ctx.last_title(line, token)
    if title is None:
        return []
    return ctx.claims(line, token, who, [title], BY[token.lemma_], f"credit:{token.lemma_} by")


def _title_of_subject(line: ParsedLine, token: Token) -> Title | None:
    head = token
    for _ in range(4):
        for child in head.children:
            if child.dep_ in SUBJECTS and (title := _title_at(line, child)) is not None:
                return title
        if head.head == head:
            break
        head = head.head
    return None


def _title_at(line: ParsedLine, token: Token) -> Title | None:
    for title in line.titles.values():
        if title.start <= token.i < title.end:
            return title
    if capital(token) and token.i not in line.named:
        return left_title(line, token.i + 1)
    return None


def _in_title(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "In Glass Harbor, Ana plays a widow who meets a man played by Bo"."""
    doc, start = line.doc, token.sent.start
    if doc[start].lower_ != "in":
        return []
    title = next(titles_from(line, start + 1, several=False), None)
    if title is None or title.end >= token.i or doc[title.end].text not in (",", '"'):
        return []
    if token.tag_ == "VBN" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "by":
        who = grammar.after(ctx.res, line, token.i + 2)
    else:
        who = grammar.subject_of(ctx.res, line, token)
    return ctx.claims(line, token, who, [title], "performance", "credit:in title")


def read_alongside(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """As in "alongside Al and Bo in Salt (1984) and Cy in Tin": they, and who stood beside them."""
    doc, stop = line.doc, token.sent.end
    subject = grammar.subject_of(ctx.res, line, token)
    found: list[Found] = []
    i = token.i + 1
    while i < stop:
        while (
            i < stop
            and i not in line.named
            and (grammar.passable(doc[i]) or doc[i].lower_ in ("and", "fellow"))
        ):
            i += 1
        if i >= stop or i not in line.named:
            break
        names = grammar.more_names(line, line.named[i].end, [line.named[i].party])
        while i < stop and doc[i].lower_ not in ("in", "on") and doc[i].pos_ not in ("VERB", "AUX"):
            i += 1
        titles = (
            list(titles_from(line, i + 1, several=False))
            if i + 1 < stop and doc[i].lower_ in ("in", "on")
            else []
        )
        if not titles:
            break
        rest = tuple(p for p in subject.parties if p not in names)
        for who in (Ref(tuple(names), " and ".join(p.name for p in names)), Ref(rest, subject.how)):
            found += ctx.claims(line, token, who, titles, "performance", "credit:alongside")
        i = titles[-1].end
        while i < stop and (doc[i].text in ("(", ")", ",", '"') or doc[i].like_num):
            i += 1
    return found

"""Step 6a: people by what they are to a work or team: "the *Glass Harbor* star", "Velvet Anchors bassist Bo Lee"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.roles import GENRES, RoleNoun, role_nouns
from relgraph.extract.rules.said import SUBJECTS
from relgraph.extract.rules.spans import capital
from relgraph.extract.rules.story import NOBODY, Found, ParsedLine, Ref
from relgraph.extract.rules.titles import Title, left_title, titles_from

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.crediting import Crediting

ROLES = role_nouns()
_SEX = {"actress": "f", "actor": "m", "songstress": "f", "alumna": "f", "frontman": "m", "hunk": "m"}
_OF_BANDS = frozenset(("frontman", "guitarist", "drummer", "bassist"))
_BEFORE_TITLE = frozenset("the a an fellow former then - old year hit tv time".split())
_BESIDE = frozenset(("appos", "conj", "npadvmod", "attr", "dep", "ROOT", "nsubj"))
_QUOTES = frozenset(('"', "'", "''"))
_DASHES = frozenset(("-", "--", "(", ":", "–", "—"))


def read_role(ctx: Crediting, line: ParsedLine, token: Token) -> list[Found]:
    """The claims of a role noun with a title before it or after "of"."""
    role = ROLES[token.lower_]
    title = left_title(line, token.i) or _title_of(line, token, role)
    if title is None:
        return []
    kind = role.kind or ("performance" if title.quoted else role.of)
    if role.kind == "performance" and not title.quoted and _is_group(line, title, token):
        kind = "membership"
    rule = f"role:{token.lower_}"
    costar = _is_costar(token)
    who = (
        _named_after(ctx, line, token, title)
        or _named_before(line, token, title)
        or _told(ctx, line, token, title, costar)
    )
    found = ctx.claims(line, token, who, [title], kind, rule)
    if costar:
        found += ctx.claims(line, token, _partner(ctx, line, title, token, who), [title], kind, rule)
    return found


def plural(token: Token) -> bool:
    """Whether a role noun speaks of several people, whatever its tag."""
    low = token.lower_
    return (low.endswith("s") and not low.endswith("ss")) or low in ("alumni", "cast")


def _is_costar(token: Token) -> bool:
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return token.lower_.startswith("costar") or (before in ("co", "-") and token.lower_ in ("star", "stars"))


def _title_of(line: ParsedLine, token: Token, role: RoleNoun) -> Title | None:
    """As in "star of the hit drama Salt"; of other roles only what is surely a title."""
    doc, i = line.doc, token.i + 2
    if i >= len(doc) or doc[i - 1].lower_ != "of":
        return None
    title = next(titles_from(line, i, several=False), None)
    if title is None or title.quoted or role.kind == "performance":
        return title
    return title if any(t.lower_ in GENRES for t in doc[i : title.start]) else None


def _is_group(line: ParsedLine, title: Title, token: Token) -> bool:
    """Whether the title before "singer" is that of a band."""
    singer = token.lower_ in ("singer", "rapper", "vocalist")
    return singer and all(line.doc[i].ent_type_ == "ORG" for i in range(title.start, title.end))


def _named_after(ctx: Crediting, line: ParsedLine, token: Token, title: Title) -> Ref:
    """A name right after: "the Argo actor Ben", "Salt star and producer, Ana,"."""
    doc = line.doc
    if title.end > token.i:
        return NOBODY
    j = token.i + 1
    while j < token.sent.end and j - token.i < 6 and j not in line.named and _may_stand_between(line, j):
        if doc[j].text == "," and not plural(token) and j + 1 < len(doc) and j + 1 not in line.named:
            break
        j += 1
    if j >= token.sent.end or j not in line.named or doc[j - 1].lower_ in ("and", "&"):
        return NOBODY
    mention = line.named[j]
    root = doc[mention.start : mention.end].root
    follows = doc[mention.end].text if mention.end < len(doc) else ""
    if doc[j - 1].text == ",":
        own_clause = root.dep_ in SUBJECTS and token.dep_ not in SUBJECTS
        if follows in ("'s", "'") or own_clause or not (root.dep_ == "appos" or follows == ","):
            return NOBODY
    return ctx.res.ref(line, root) if plural(token) else Ref((mention.party,), mention.party.name)


def _may_stand_between(line: ParsedLine, j: int) -> bool:
    """Whether a word may stand between a role and the name: another role, with its title, an occupation."""
    doc = line.doc
    if doc[j].lower_ in ("and", "&") or doc[j].lower_ in ROLES:
        return True
    if capital(doc[j]):
        return any(doc[n].lower_ in ROLES for n in range(j, min(j + 4, len(doc))))
    return grammar.passable(doc[j]) and doc[j].text not in _DASHES


def _named_before(line: ParsedLine, token: Token, title: Title) -> Ref:
    """A name that the phrase stands beside: "Ana, the star of Salt,"."""
    doc, start = line.doc, token.sent.start
    edge = min(title.start, token.i) - 1
    if title.start > token.i:
        edge, _ = grammar.left_edge(line, token.i)
        edge -= edge >= 0 and doc[edge].lower_ in ("the", "a", "an")
    else:
        while edge > start and (
            doc[edge].text in _QUOTES or doc[edge].lower_ in _BEFORE_TITLE or doc[edge].like_num
            or (doc[edge].pos_ == "ADJ" and doc[edge].lower_ not in ("her", "his"))
        ):  # fmt: skip
            edge -= 1
    if edge <= start or doc[edge].text not in (",", "-", "–", "—", "(") or token.dep_ not in _BESIDE:
        return NOBODY
    k = edge - 1
    while k > 0 and (doc[k].like_num or doc[k].text == ","):
        k -= 1
    closes = token.i + 1 >= len(doc) or doc[token.i + 1].text in (",", ".", "-", ")", "–", "—")
    if k in line.named and (title.start > token.i or closes):
        return Ref((line.named[k].party,), line.named[k].party.name)
    return NOBODY


def _told(ctx: Crediting, line: ParsedLine, token: Token, title: Title, costar: bool) -> Ref:
    """Whom the phrase stands for, if no name stands beside it."""
    if token.dep_ == "attr" and token.head.lemma_ in ("be", "become"):
        subject = grammar.subject_of(ctx.res, line, token.head)
        if subject:
            return subject
    if plural(token):
        return ctx.res.couple(line, token)
    of_team = ROLES[token.lower_].of and token.lower_ not in _OF_BANDS
    if costar or of_team or line.doc[title.end - 1].text == "-":
        return NOBODY
    if title.start > token.i and not any(child.lower_ == "the" for child in token.children):
        return NOBODY
    sex = _SEX.get(token.lower_, "")
    known = [p for p in ctx.tied(line, title) if not sex or not p.sex or p.sex == sex]
    if len(known) == 1:
        return Ref((known[0],), f"“the … {token.text}” for {known[0].name}, who was tied to it before")
    definite = any(t.lower_ in ("the", "this") for t in line.doc[max(0, title.start - 6) : token.i])
    person = ctx.res.described_person(line, token, sex) if definite else None
    if person is None:
        return NOBODY
    return Ref((person,), f"“the … {token.text}” for {person.name}, of whom the text speaks")


def _partner(ctx: Crediting, line: ParsedLine, title: Title, token: Token, who: Ref) -> Ref:
    """Whose co-star it is: "her Salt co-star", "met his Salt co-star"."""
    edge = title.start - 1
    while edge >= 0 and (line.doc[edge].text in _QUOTES or line.doc[edge].pos_ == "ADJ"):
        edge -= 1
    owner = grammar.owner_at(ctx.res, line, title.start, edge, several=False)
    if owner:
        return Ref(tuple(p for p in owner.parties if p not in who.parties), owner.how)
    subject = grammar.subject_of(ctx.res, line, token)
    return Ref(tuple(p for p in subject.parties if p not in who.parties)[:1], subject.how)

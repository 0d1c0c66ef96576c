"""Step 3a: whom "he", "her" and "the Glass Harbor star" stand for: grammar first, then prominence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules.lexicon import FIELDS
from relgraph.extract.rules.said import SUBJECTS
from relgraph.extract.rules.story import Mention, ParsedLine, Party

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from relgraph.extract.rules.refs import Resolver

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
THEY = frozenset(("they", "them", "their", "theirs", "both", "each"))

_FAR = 4  # sentences that a pronoun reaches back
_CHAIN = 5  # pronouns that are followed to a name
_NEAREST = 25  # names of a sentence that are weighed
_CONTRAST = frozenset(("while", "but", "whereas", "although"))


def sex_of_pronoun(low: str) -> str:
    """`m` or `f` for a pronoun of one sex, empty for any other word."""
    return "m" if low in HE else "f" if low in SHE else ""


def pronoun(res: Resolver, line: ParsedLine, token: Token, sex: str, depth: int = 0) -> Party | None:
    """Whom a "he" or "she" is: by grammar, else the most prominent of the sentence, else of those before."""
    if _joined_to_unknown(line, token):
        return None
    near = _by_grammar(res, line, token, sex)
    if near is not None:
        return near
    unknown: Party | None = None
    for back, at, sent in res.said.back_from(line, token, _FAR):
        if back > 1 and at.headline:
            continue
        before = _pronoun_subject(sent, sex) if back else None
        if before is not None and depth < _CHAIN:
            return pronoun(res, at, before, sex, depth + 1)
        for mention in _ranked(at, sent, token.i if back == 0 else sent.end):
            party = mention.party
            if (back == 0 and _bars(at, mention, token)) or (
                party in res.said.children and " " not in party.name
            ):
                continue
            if party.sex == sex:
                return party
            if not party.sex and unknown is None:
                unknown = party
        if back and unknown is not None:
            return unknown
    return unknown


def _ranked(line: ParsedLine, sent: Span, end: int) -> list[Mention]:
    """The names of a sentence before a token, the most prominent first."""
    mentions = [m for m in line.mentions if sent.start <= m.start and m.end <= end]
    return sorted(mentions[-_NEAREST:], key=lambda m: -_prominence(line, m, end))


def _prominence(line: ParsedLine, mention: Mention, end: int) -> float:
    dep = line.doc[mention.start : mention.end].root.dep_
    by_place = 3.0 if dep in SUBJECTS else {"poss": 1.5, "ROOT": 1.0}.get(dep, 0.0)
    return by_place - (end - mention.end) * 0.05 + min(mention.party.count, 10) * 0.15


def _pronoun_subject(sent: Span, sex: str) -> Token | None:
    """The "she" that is the subject of a sentence; None if it has another subject."""
    for child in sent.root.children:
        if child.dep_ in SUBJECTS:
            return child if child.lower_ == ("he" if sex == "m" else "she") else None
    return None


def _bars(line: ParsedLine, mention: Mention, token: Token) -> bool:
    """A plain object cannot be its own clause's subject: "Bo married her"."""
    if token.dep_ not in ("dobj", "pobj"):
        return False
    head = token.head.head if token.dep_ == "pobj" else token.head
    return any(t.dep_ in SUBJECTS and t.head == head for t in line.doc[mention.start : mention.end])


def _by_grammar(res: Resolver, line: ParsedLine, token: Token, sex: str) -> Party | None:
    """Whom the sentence leaves no choice for: "Bo and his son", "his brother Al, having kids with his wife"."""
    beside = _joined(res, line, token)
    if beside is not None:
        return beside if beside.sex in (sex, "") else None
    node = token.head if token.dep_ == "poss" else token
    for _ in range(12):
        if node.dep_ in ("acl", "relcl", "appos") and token.dep_ not in SUBJECTS:
            party = _described_by(line, node, token)
            if party is not None and party.sex == sex:
                return party
        if node.pos_ in ("VERB", "AUX"):
            party = _subject(res, line, node, token)
            if party is not None and party.sex == sex:
                return party
        if node.head == node:
            break
        node = node.head
    return None


def _joined_to_unknown(line: ParsedLine, token: Token) -> bool:
    """As in "Quenu, a butcher and his wife" where Quenu is not known for a person: it is nobody else's wife."""
    doc, i = line.doc, token.i - 2
    if token.tag_ != "PRP$" or i < 0 or doc[i + 1].lower_ not in ("and", "&"):
        return False
    head = doc[i].head if doc[i].dep_ == "appos" else doc[i]
    return head.pos_ == "PROPN" and head.i not in line.named


def _joined(res: Resolver, line: ParsedLine, token: Token) -> Party | None:
    """As in "Bo and his son", "Bo, a baker and his wife", "the actress and her husband"."""
    doc, i = line.doc, token.i - 2
    if token.tag_ != "PRP$" or i < 0 or doc[i + 1].lower_ not in ("and", "&"):
        return None
    if i in line.named:
        return line.named[i].party
    beside = doc[i]
    if beside.pos_ != "NOUN":
        return None
    if beside.dep_ in ("appos", "conj") and beside.head.i in line.named and beside.head.i < i:
        return line.named[beside.head.i].party
    ref = res.described(line, beside, 2)
    return ref.parties[0] if len(ref.parties) == 1 else None


def _described_by(line: ParsedLine, clause: Token, token: Token) -> Party | None:
    """Whom a clause stands beside."""
    head = clause.head
    for place in (head, *head.children):
        if place.i < token.i and place.i in line.named and (place == head or place.dep_ == "appos"):
            return line.named[place.i].party
    return None


def _subject(res: Resolver, line: ParsedLine, verb: Token, token: Token) -> Party | None:
    """The subject of a verb above a pronoun, unless the pronoun is the verb's own object."""
    for child in verb.children:
        if child.dep_ not in SUBJECTS or child.i >= token.i:
            continue
        if child.i in line.named:
            mention = line.named[child.i]
            if mention.end <= token.i and (token.dep_ == "poss" or verb != token.head):
                return mention.party
        elif child.pos_ == "NOUN" and token.dep_ == "poss":
            ref = res.described(line, child, 2)
            if len(ref.parties) == 1:
                return ref.parties[0]
    return None


def described_person(res: Resolver, line: ParsedLine, token: Token, sex: str) -> Party | None:
    """Whom "the actress" or "the Glass Harbor star" is: the main person of the sentences before.

    Somebody who is named in the same clause is taken only if nobody else is at hand.
    """
    sex = sex or _sex_ahead(line, token)
    barred = _in_clause(res, line, token) | _of_another_calling(res, token)
    person = _told_before(res, line, token, sex)
    if person is not None and person not in barred:
        return person
    for barring, sexes in ((barred, (sex,)), (barred, (sex, "")), (set[Party](), (sex, ""))):
        for back, at, sent in res.said.back_from(line, token, _FAR + 1):
            if back:
                person = _told_as_subject(res, at, sent, sex)
                if person is not None and person not in barring:
                    return person
            for mention in _ranked(at, sent, token.i if back == 0 else sent.end):
                party = mention.party
                if (
                    party not in barring
                    and party not in res.said.children
                    and (not sex or party.sex in sexes)
                ):
                    return party
    return None


def _of_another_calling(res: Resolver, token: Token) -> set[Party]:
    """Whom "the singer" is not: those whom the article calls something else, and nothing of that field."""
    field = next((words for words in FIELDS if token.lower_ in words), None)
    if field is None:
        return set()
    return {p for p in res.story.people if p.callings and field.isdisjoint(p.callings)}


def _told_before(res: Resolver, line: ParsedLine, token: Token, sex: str) -> Party | None:
    """As in "Since her split, the Friends star …": whom the pronoun before means."""
    for i in range(token.i - 1, token.sent.start - 1, -1):
        told = sex_of_pronoun(line.doc[i].lower_)
        if told:
            return pronoun(res, line, line.doc[i], told) if not sex or sex == told else None
    return None


def _told_as_subject(res: Resolver, line: ParsedLine, sent: Span, sex: str) -> Party | None:
    for told in (sex,) if sex else ("f", "m"):
        before = _pronoun_subject(sent, told)
        if before is not None:
            return pronoun(res, line, before, told, 1)
    return None


def _in_clause(res: Resolver, line: ParsedLine, token: Token) -> set[Party]:
    """Who is named in the same clause, after it, or before a "while": it is none of them."""
    verb = _verb_above(token)
    sent = token.sent
    contrast = max((i for i in range(sent.start, token.i) if line.doc[i].lower_ in _CONTRAST), default=-1)
    barred = {
        m.party
        for m in line.mentions
        if sent.start <= m.start < sent.end
        and (m.start < contrast or m.start > token.i or _verb_above(line.doc[m.start]).i == verb.i)
    }
    if token.dep_ == "conj" and sex_of_pronoun(token.head.lower_):  # "she and the Salt star"
        barred.update(res.ref(line, token.head, 2).parties[:1])
    return barred


def _verb_above(token: Token) -> Token:
    verb = token
    while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    return verb


def _sex_ahead(line: ParsedLine, token: Token) -> str:
    """The sex that a pronoun soon after tells, if no other person comes between."""
    for i in range(token.i + 1, min(token.sent.end, token.i + 8)):
        if i in line.named:
            return ""
        told = sex_of_pronoun(line.doc[i].lower_)
        if told:
            return told
    return _whom_ahead(line, token)


def _whom_ahead(line: ParsedLine, token: Token) -> str:
    """As in "the singer's sons, Al and Bo, whom he shares with Cy"."""
    doc = line.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].tag_ != "POS":
        return ""
    pairs = ((doc[i], doc[i + 1]) for i in range(token.i + 2, token.sent.end - 1))
    return next((sex_of_pronoun(b.lower_) for a, b in pairs if a.lower_ in ("whom", "who")), "")

"""Step 5b: what two people do, by verbs and idioms: "Ana divorced Bo", "they called it quits", "are an item"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar, relations
from relgraph.extract.rules.events import Two, after_years, both, told_in_sentence
from relgraph.extract.rules.said import SUBJECTS
from relgraph.extract.rules.story import NOBODY, Found, ParsedLine, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver
    from relgraph.extract.rules.relations import Verb

_REACH = 7  # tokens between the words of a phrase
_PAST_PHRASE = 14  # tokens after a phrase in which its preposition may follow
_ANY = frozenset(("VERB", "AUX", "ADV", "NOUN", "ADJ"))
_PREDICATES = frozenset("acomp ROOT conj oprd advcl relcl ccomp acl xcomp".split())


@cache
def _verbs() -> dict[str, list[tuple[tuple[str, ...], Verb]]]:
    return relations.verbs()


def read_verb(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """The claims of a verb phrase that begins with this token."""
    for lemma in dict.fromkeys((token.lemma_.lower(), token.lower_)):
        for rest, verb in _verbs().get(lemma, ()):
            last = _phrase_end(line, token, rest)
            if last is not None and _is_verb(line, token, verb):
                return _claims(res, line, token, last, verb)
    return []


def _phrase_end(line: ParsedLine, token: Token, rest: tuple[str, ...]) -> int | None:
    """The last token of a phrase whose other words follow, each within a few tokens, in the same clause."""
    i = token.i
    for word in rest:
        forms = word.split("|")
        for j in range(i + 1, min(i + 1 + _REACH, token.sent.end)):
            other = line.doc[j]
            if other.lemma_.lower() in forms or other.lower_ in forms:
                i = j
                break
            leaves = other.pos_ in ("VERB", "ADP", "SCONJ") and other.tag_ != "RP"
            if leaves or other.text in (",", ";"):
                return None
        else:
            return None
    return i


def _is_verb(line: ParsedLine, token: Token, verb: Verb) -> bool:
    """Whether the word is the verb here, and not the noun ("a date") or an adjective in a phrase ("married life")."""
    if verb.progressive and token.tag_ != "VBG":
        return False
    if token.tag_ == "VBN" and token.dep_ == "amod" and token.head.i > token.i:
        return False  # "her married co-star"
    if len(verb.words.split()) > 1 or line.headline:
        return token.pos_ in _ANY
    if token.pos_ == "ADJ" or token.tag_ == "JJ":
        return token.dep_ in _PREDICATES and token.lower_.endswith("ed")
    return token.pos_ == "VERB" or (token.dep_ == "ROOT" and any(c.dep_ == "nsubj" for c in token.children))


def _claims(res: Resolver, line: ParsedLine, token: Token, last: int, verb: Verb) -> list[Found]:
    before = line.doc[max(token.sent.start, token.i - 2) : token.i]
    if verb.kind == "marriage" and any(t.lower_ == "both" for t in before):
        return []  # "both married": not to each other
    lasted = verb.words == "date" and after_years(token)  # "split after 10 months of dating"
    told = told_in_sentence(res, line, token) if lasted else None
    pairs = [told] if told is not None else _pairs(res, line, token, last, verb)
    return [
        Found(
            verb.kind, two.a, two.b, line, token, f"verb:{verb.name}", two.how, (token.i, last + 1),
            presupposed=told is not None, hypothetical=verb.hypothetical, alleged=verb.alleged,
            needs_tie=verb.needs_tie,
        )
        for two in pairs
    ]  # fmt: skip


def _pairs(res: Resolver, line: ParsedLine, token: Token, last: int, verb: Verb) -> list[Two]:
    obj = _object(res, line, token, verb) or _over_preposition(res, line, token, last, verb)
    if not obj and verb.bare and _stray(line, token):
        return []
    subject = _subject(res, line, token)
    if verb.object and not obj:
        obj = _gap(line, token)
    filing = verb.kind == "divorce_filing"
    if filing and not obj and len(subject.parties) == 1:
        spouse = res.said.partner(subject.parties[0], {"marriage", "separation", "divorce"}, "")
        obj = Ref((spouse,), f"the spouse of {subject.parties[0].name}") if spouse else NOBODY
    pairs = _paired(subject, obj, verb.both)
    if not pairs and verb.both:
        pairs = _by_their(res, line, token, last, subject)
    if filing and not obj:
        pairs += [Two(two.b, two.a, two.how) for two in pairs]  # both filed
    return pairs


def _subject(res: Resolver, line: ParsedLine, token: Token) -> Ref:
    subject = grammar.subject_of(res, line, token)
    loose = line.headline or token.dep_ == "ROOT" or (token.dep_ in ("acl", "amod") and token.tag_ == "VBN")
    return subject or (grammar.before(line, token.i) if loose else NOBODY)


def _paired(subject: Ref, obj: Ref, alone: bool) -> list[Two]:
    """Subject with object; or two subjects with each other, if the verb can do without an object (`alone`)."""
    if obj:
        mine = [p for p in subject.parties if p not in obj.parties]
        others = [p for p in obj.parties if p not in subject.parties]
        if len(subject.parties) == 1:
            return [Two(subject.parties[0], other, (subject.how, obj.how)) for other in others]
        if mine and others:
            return [Two(mine[0], others[0], (subject.how, obj.how))]
    return [both(subject)] if alone and len(subject.parties) == 2 else []


def _by_their(res: Resolver, line: ParsedLine, token: Token, last: int, subject: Ref) -> list[Two]:
    """As in "called off their engagement", with one subject or none: the couple that "their" stands for."""
    their = next((t for t in line.doc[token.i + 1 : last] if t.lower_ == "their"), None)
    couple = res.couple(line, their) if their is not None else NOBODY
    if not couple:
        return []
    unread = not subject and any(c.dep_ in SUBJECTS and c.pos_ in ("NOUN", "PROPN") for c in token.children)
    fits = not subject or not set(subject.parties).isdisjoint(couple.parties)
    return [both(couple)] if fits and not unread else []


def _object(res: Resolver, line: ParsedLine, token: Token, verb: Verb) -> Ref:
    """Whom a verb that takes an object has for it."""
    if not verb.object:
        return NOBODY
    for child in token.children:
        if child.dep_ in ("dobj", "oprd", "attr") and child.i > token.i:
            found = res.ref(line, child)
            if found:
                return _listed(line, token.i, found)
    return _listed(line, token.i, grammar.after(res, line, token.i + 1, reach=5))


def _stray(line: ParsedLine, token: Token) -> bool:
    """Whether a verb has an object that is nobody: "split the prize money"."""
    objects = (c for c in token.children if c.dep_ == "dobj" and c.i not in line.named)
    return any(c.pos_ not in ("PRON", "SCONJ", "DET") and c.lower_ != "that" for c in objects)


def _over_preposition(res: Resolver, line: ParsedLine, token: Token, last: int, verb: Verb) -> Ref:
    """Whom a preposition of the verb leads to: "split from Bo", "was married, at 19, to Bo"."""
    preps, doc = verb.preps.split(), line.doc
    if not preps:
        return NOBODY
    for i in range(token.i + 1, min(token.sent.end, last + _PAST_PHRASE)):
        if doc[i].lower_ in preps and (i <= last + 1 or _under(doc[i], token)):
            found = grammar.object_of(res, line, doc[i])
            if found:
                return _listed(line, i, found)
        elif doc[i].lower_ == "to" and verb.kind in ("marriage", "engagement") and i + 1 in line.named:
            party = line.named[i + 1].party
            return _listed(line, i, Ref((party,), party.name))
    return NOBODY


def _under(word: Token, verb: Token) -> bool:
    """Whether a preposition hangs on the verb, at a few steps."""
    head = word
    for _ in range(4):
        if head.head == head:
            return False
        head = head.head
        if head.i == verb.i:
            return True
    return False


def _listed(line: ParsedLine, i: int, found: Ref) -> Ref:
    """One named party with those that go on the list: "dated Al and her co-star Bo"."""
    if len(found.parties) != 1:
        return found
    for k in range(i + 1, min(i + 9, line.doc[i].sent.end)):
        if k in line.named and line.named[k].party is found.parties[0]:
            names = grammar.more_names(line, line.named[k].end, [found.parties[0]])
            return Ref(tuple(dict.fromkeys(names)), found.how)
    return found


def _gap(line: ParsedLine, token: Token) -> Ref:
    """As in "Jack Ryder, who she married in 2002 but divorced": whom the relative clause is about."""
    clause = token.head if token.dep_ == "conj" else token
    if clause.dep_ != "relcl" or clause.head.i not in line.named:
        return NOBODY
    subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.lower_ in ("who", "that", "which"):
        return NOBODY
    party = line.named[clause.head.i].party
    return Ref((party,), party.name)


def read_idiom(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """The claim of an idiom that begins with this token."""
    for idiom in _idioms().get(token.lower_, ()):
        words = idiom.words.split()
        end = token.i + len(words)
        if [t.lower_ for t in line.doc[token.i : end]] != words:
            continue
        anchor = line.doc[end - 1]
        subject = grammar.subject_of(res, line, anchor) or grammar.subject_of(res, line, token)
        led = end < len(line.doc) and line.doc[end].lower_ == "with"
        other = grammar.after(res, line, end + 1) if led else NOBODY
        return [
            Found(idiom.kind, two.a, two.b, line, anchor, f"idiom:{idiom.words}", two.how, (token.i, end))
            for two in _paired(subject, other, alone=True)
        ]
    return []


@cache
def _idioms() -> dict[str, list[relations.Idiom]]:
    table: dict[str, list[relations.Idiom]] = {}
    for idiom in relations.IDIOMS:
        table.setdefault(idiom.words.split()[0], []).append(idiom)
    return table

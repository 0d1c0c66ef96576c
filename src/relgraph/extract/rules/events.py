"""Step 5: what two people share, by nouns ("her split from Bo"), verbs ("Ana divorced Bo") and idioms ("are an item")."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar, relations
from relgraph.extract.rules.refs import Resolver
from relgraph.extract.rules.relations import NOT_OF_LOVE, RUMOURED, EventNoun, Verb
from relgraph.extract.rules.said import COUPLE_KINDS, SUBJECTS
from relgraph.extract.rules.story import NOBODY, Found, ParsedLine, Party, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

EVENTS = relations.event_nouns()
_RUMOUR_HEADS = frozenset("rumor rumour speculation report claim allegation buzz gossip chatter".split())
_REACH = 7
_NEARER = frozenset(
    "marriage parenthood siblinghood kinship friendship engagement separation divorce".split()
)


def read_event(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """The claim of an event noun."""
    noun = EVENTS.get(token.lower_)
    if noun is None or (token.pos_ not in ("NOUN", "PROPN") and token.tag_ != "VBG"):
        return []
    if (line.index, token.i) in res.said.taken or any(c.lower_ == "respective" for c in token.children):
        return []
    edge, words = grammar.left_edge(line, token.i)
    if token.pos_ == "VERB" and (edge < 0 or line.doc[edge].tag_ not in ("PRP$", "POS")):
        return []
    if NOT_OF_LOVE.intersection(words) and noun.kind not in ("friendship", "feud"):
        return []
    head = token.head if token.dep_ == "compound" and token.head.i > token.i else token
    owners = grammar.owner_at(res, line, token.i, edge, several=True)
    if (
        not owners and token.dep_ == "pobj" and token.head.lower_ == "from"
    ):  # "his son from a marriage to Ana"
        for child in token.head.head.children:
            if child.dep_ == "poss":
                owners = res.ref(line, child)
    others, prep = _others(res, line, (head, token), noun)
    pair = _pair(res, line, token, noun, owners, others, prep)
    if pair is None:
        return []
    (a, b), how = pair
    kind = noun.kind
    if kind == "dating" and (
        res.said.bound(a, b, _NEARER)
        or (
            owners
            and not others
            and noun.words.startswith("relationship")
            and res.said.bound(a, b, COUPLE_KINDS)
        )
    ):
        return []
    alleged = (
        bool(set(words) & RUMOURED)
        or head.head.lemma_.lower() in _RUMOUR_HEADS
        or head.lemma_.lower() in _RUMOUR_HEADS
    )
    return [
        Found(
            kind, a, b, line, token, f"event:{noun.words.split()[0]}", how, (max(0, edge), token.i + 1),
            presupposed=(bool(owners) or _after_years(token)) and not alleged and not _asserted(token), alleged=alleged,
        )
    ]  # fmt: skip


_SHARING = frozenset("have begin start carry enjoy rekindle confirm deny announce strike develop".split())
_ASSERTING = frozenset(
    "finalize finalise announce confirm deny reveal settle file rekindle end celebrate".split()
)


def _asserted(token: Token) -> bool:
    """Whether a verb says the event itself: "finalized their divorce", "denied any feud"."""
    return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in _ASSERTING


def _others(res: Resolver, line: ParsedLine, heads: tuple[Token, Token], noun: EventNoun) -> tuple[Ref, str]:
    preps = noun.preps.split()
    for head in heads:
        for child in head.children:
            if child.lower_ in preps and child.dep_ == "prep":
                for obj in child.children:
                    if obj.dep_ == "pobj":
                        found = res.ref(line, obj)
                        if found:
                            return found, child.lower_
                found = grammar.after(res, line, child.i + 1)
                if found:
                    return found, child.lower_
    i = heads[0].i + 1
    if i + 1 < len(line.doc) and line.doc[i].lower_ == "and":  # "a divorce and custody battle with Bo"
        i += next((k for k in range(2, 5) if i + k < len(line.doc) and line.doc[i + k].lower_ in preps), 0)
    if i < len(line.doc) and line.doc[i].lower_ in preps:
        return grammar.after(res, line, i + 1), line.doc[i].lower_
    return NOBODY, ""


def _pair(
    res: Resolver, line: ParsedLine, token: Token, noun: EventNoun, owners: Ref, others: Ref, prep: str
) -> tuple[tuple[Party, Party], tuple[str, ...]] | None:
    if prep in ("between", "of") and len(others.parties) == 2:
        return _two(others), (others.how, others.how)
    if owners and others:
        mine = [p for p in owners.parties if p not in others.parties]
        if mine:
            return (mine[0], others.parties[0]), (owners.how, others.how)
    if len(owners.parties) == 2:
        return _two(owners), (owners.how, owners.how)
    if others and not owners and prep not in ("of", "between"):
        subject = grammar.subject_of(res, line, token)
        mine = [p for p in subject.parties if p not in others.parties]
        if len(mine) == 1:
            return (mine[0], others.parties[0]), (subject.how, others.how)
    head = token.head
    shared = token.dep_ == "dobj" and head.lemma_ in _SHARING
    if (
        not owners
        and not others
        and (shared or (token.dep_ == "compound" and head.lemma_.lower() in _RUMOUR_HEADS))
    ):
        subject = grammar.subject_of(res, line, token)
        if len(subject.parties) == 2:  # "were having an affair", "stir up romance rumors"
            return _two(subject), (subject.how, subject.how)
    if not owners and not others and noun.kind == "marriage" and _after_years(token):
        told = _told_in_sentence(res, line, token)
        if told is not None:
            return told
        subject = grammar.subject_of(res, line, token)
        if len(subject.parties) == 2:
            return _two(subject), (subject.how, subject.how)
        couple = res.couple(line, token)
        if couple:
            return _two(couple), (couple.how, couple.how)
    return None


def _told_in_sentence(
    res: Resolver, line: ParsedLine, token: Token
) -> tuple[tuple[Party, Party], tuple[str, ...]] | None:
    """The couple that the sentence speaks of before "after 11 years of marriage"."""
    for found in reversed(res.said.found):
        if found.line is not line or found.anchor.i < token.sent.start:
            return None
        if (
            found.kind in COUPLE_KINDS
            and found.b is not None
            and found.rule.startswith(("verb", "event", "idiom"))
        ):
            return (found.a, found.b), (found.how[0], found.how[-1])
    return None


def _two(ref: Ref) -> tuple[Party, Party]:
    return ref.parties[0], ref.parties[1]


def _after_years(token: Token) -> bool:
    """ "11 years of marriage" """
    return token.head.lower_ == "of" and token.head.head.lower_ in (
        "years",
        "year",
        "months",
        "weeks",
        "days",
    )


# verbs -----------------------------------------------------------------------------------------------------------


@cache
def _verbs() -> dict[str, list[tuple[tuple[str, ...], Verb]]]:
    return relations.verbs()


def read_verb(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """The claims of a verb phrase that begins with this token."""
    for lemma in dict.fromkeys((token.lemma_.lower(), token.lower_)):
        for rest, verb in _verbs().get(lemma, ()):
            last = _phrase_end(line, token, rest)
            if last is not None and _is_verb(line, token, verb):
                return _verb_claim(res, line, token, last, verb)
    return []


def _phrase_end(line: ParsedLine, token: Token, rest: tuple[str, ...]) -> int | None:
    """The last token of a phrase whose other words follow, each within a few tokens."""
    i = token.i
    for word in rest:
        for j in range(i + 1, min(i + 1 + _REACH, token.sent.end)):
            if line.doc[j].lemma_.lower() in word.split("|") or line.doc[j].lower_ in word.split("|"):
                i = j
                break
            if (line.doc[j].pos_ in ("VERB", "ADP", "SCONJ") and line.doc[j].tag_ != "RP") or line.doc[
                j
            ].text in (",", ";"):
                return None
        else:
            return None
    return i


def _is_verb(line: ParsedLine, token: Token, verb: Verb) -> bool:
    if len(verb.words.split()) > 1 or line.headline:
        return token.pos_ in ("VERB", "AUX", "ADV", "NOUN", "ADJ")
    if token.pos_ == "ADJ" or token.tag_ == "JJ":
        return token.dep_ in (
            "acomp",
            "ROOT",
            "conj",
            "oprd",
            "advcl",
            "relcl",
            "ccomp",
            "acl",
            "xcomp",
        ) and token.lower_.endswith("ed")
    return token.pos_ == "VERB" or (token.dep_ == "ROOT" and any(c.dep_ == "nsubj" for c in token.children))


def _verb_claim(res: Resolver, line: ParsedLine, token: Token, last: int, verb: Verb) -> list[Found]:
    if verb.progressive and token.tag_ != "VBG":
        return []
    if verb.kind == "marriage" and any(
        line.doc[i].lower_ == "both" for i in range(max(token.sent.start, token.i - 2), token.i)
    ):
        return []  # "both married": not to each other
    if verb.words == "date" and _after_years(token):  # "split after 10 months of dating"
        told = _told_in_sentence(res, line, token)
        if told is not None:
            return [
                Found(
                    "dating",
                    *told[0],
                    line,
                    token,
                    "verb:date",
                    told[1],
                    (token.i, token.i + 1),
                    presupposed=True,
                )
            ]
    obj, stray = _object(res, line, token, last, verb)
    if stray and verb.bare:
        return []
    subject = grammar.subject_of(res, line, token)
    if not subject and (line.headline or token.dep_ == "ROOT"):
        subject = grammar.before(res, line, token.i)
    if token.dep_ in ("acl", "amod") and token.tag_ == "VBN" and not subject:
        subject = grammar.before(res, line, token.i)
    if verb.object and not obj:
        obj = _gap(res, line, token)
    if verb.kind == "divorce_filing" and not obj and len(subject.parties) == 1:
        spouse = res.said.partner(subject.parties[0], {"marriage", "separation", "divorce"}, "")
        obj = Ref((spouse,), f"the spouse of {subject.parties[0].name}") if spouse else NOBODY
    pairs = _parties(verb, subject, obj)
    if not pairs and verb.both:
        their = next((line.doc[i] for i in range(token.i + 1, last) if line.doc[i].lower_ == "their"), None)
        couple = res.couple(line, their) if their is not None else NOBODY
        told = any(c.dep_ in SUBJECTS and c.pos_ in ("NOUN", "PROPN") for c in token.children)
        if couple and (not (subject or told) or set(subject.parties) & set(couple.parties)):
            pairs = _parties(verb, couple, NOBODY)
    if verb.kind == "divorce_filing" and not obj:
        pairs += [((b, a), how) for (a, b), how in pairs]  # both filed
    return [
        Found(
            verb.kind, a, b, line, token, f"verb:{verb.words}", how, (token.i, last + 1),
            hypothetical=verb.hypothetical, alleged=verb.alleged, needs_tie=verb.needs_tie,
        )
        for (a, b), how in pairs
    ]  # fmt: skip


def _object(res: Resolver, line: ParsedLine, token: Token, last: int, verb: Verb) -> tuple[Ref, bool]:
    """Whom the verb leads to, and whether it has an object that is nobody."""
    stray = False
    if verb.object:
        for child in token.children:
            if child.dep_ in ("dobj", "oprd", "attr") and child.i > token.i:
                found = res.ref(line, child)
                if found:
                    return _listed(line, token.i, found), False
                stray = stray or (child.dep_ == "dobj" and child.pos_ != "PRON")
        found = grammar.after(res, line, token.i + 1, reach=5)
        if found:
            return _listed(line, token.i, found), False
    elif verb.bare:
        stray = any(
            c.dep_ == "dobj"
            and c.i not in line.named
            and c.pos_ not in ("PRON", "SCONJ", "DET")
            and c.lower_ != "that"
            for c in token.children
        )
    preps = verb.preps.split()
    if preps:
        for i in range(token.i + 1, min(token.sent.end, last + 14)):
            word = line.doc[i]
            if word.lower_ in preps and (i <= last + 1 or _under(word, token)):
                for obj in word.children:
                    if obj.dep_ == "pobj":
                        found = res.ref(line, obj)
                        if found:
                            return _listed(line, i, found), False
                found = grammar.after(res, line, i + 1)
                if found:
                    return _listed(line, i, found), False
            elif (
                word.lower_ == "to"
                and verb.kind in ("marriage", "engagement")
                and i + 1 < len(line.doc)
                and i + 1 in line.named
            ):
                return _listed(line, i, Ref((line.named[i + 1].party,), line.named[i + 1].party.name)), False
    return NOBODY, stray


def _listed(line: ParsedLine, i: int, found: Ref) -> Ref:
    """One named party with those that go on the list: "dated Al and her co-star Bo"."""
    if len(found.parties) != 1:
        return found
    for k in range(i + 1, min(i + 9, line.doc[i].sent.end)):
        if k in line.named and line.named[k].party is found.parties[0]:
            names = grammar.more_names(line, line.named[k].end, [found.parties[0]])
            return Ref(tuple(dict.fromkeys(names)), found.how)
    return found


def _gap(res: Resolver, line: ParsedLine, token: Token) -> Ref:
    """ "Jack Ryder, who she married in 2002 but divorced": whom the relative clause is about."""
    clause = token.head if token.dep_ == "conj" else token
    if clause.dep_ != "relcl" or clause.head.i not in line.named:
        return NOBODY
    subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.lower_ in ("who", "that", "which"):
        return NOBODY
    mention = line.named[clause.head.i]
    return Ref((mention.party,), mention.party.name)


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


def _parties(verb: Verb, subject: Ref, obj: Ref) -> list[tuple[tuple[Party, Party], tuple[str, ...]]]:
    if obj:
        mine = [p for p in subject.parties if p not in obj.parties]
        others = [p for p in obj.parties if p not in subject.parties]
        if len(subject.parties) == 1:
            return [((subject.parties[0], other), (subject.how, obj.how)) for other in others]
        if mine and others:
            return [((mine[0], others[0]), (subject.how, obj.how))]
    if verb.both and len(subject.parties) == 2:
        return [((subject.parties[0], subject.parties[1]), (subject.how, subject.how))]
    return []


def read_idiom(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """The claim of an idiom that begins with this token."""
    for idiom in relations.IDIOMS:
        words = idiom.words.split()
        if token.lower_ != words[0] or token.i + len(words) > len(line.doc):
            continue
        if all(line.doc[token.i + k].lower_ == word for k, word in enumerate(words)):
            anchor = line.doc[token.i + len(words) - 1]
            subject = grammar.subject_of(res, line, anchor) or grammar.subject_of(res, line, token)
            other = NOBODY
            end = token.i + len(words)
            if end < len(line.doc) and line.doc[end].lower_ == "with":
                other = grammar.after(res, line, end + 1)
            return [
                Found(idiom.kind, *pair, line, anchor, f"idiom:{idiom.words}", how, (token.i, end))
                for pair, how in _parties(Verb("", "", both=True), subject, other)
            ]
    return []

"""Step 4: relation nouns for a person: "her husband, Bo", "Bo's ex-wife", "Ana, a daughter of Bo", "sons Al, 4, and Cy"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.dates import NUMBERS
from relgraph.extract.rules.refs import Resolver
from relgraph.extract.rules.relations import (
    ESTRANGED,
    FORMER,
    NOT_OF_LOVE,
    RUMOURED,
    PersonNoun,
    person_nouns,
)
from relgraph.extract.rules.spans import list_of_names
from relgraph.extract.rules.story import NOBODY, Found, ParsedLine, Party, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = person_nouns()
_COUPLE_KINDS = frozenset("marriage dating engagement affair".split())
_SHARING = frozenset("share have welcome raise adopt parent expect bring co-parent love get".split())
_BABIES = frozenset("girl girls boy boys baby babies kid girlfriends gal".split())


def read_noun(res: Resolver, line: ParsedLine, token: Token) -> list[Found]:
    """The claims of a person noun."""
    noun = NOUNS.get(token.lower_)
    if noun is None or token.pos_ == "VERB":
        return []
    edge, words = grammar.left_edge(line, token.i)
    if token.lower_ in ("interest", "interests"):
        return _love_interest(res, line, token, edge, words) if "love" in words else []
    if NOT_OF_LOVE.intersection(words) and noun.kind != "parenthood":
        return []
    if token.i + 1 < len(line.doc) and line.doc[token.i + 1].lower_ in NOUNS and noun.kind != "parenthood":
        return []
    if noun.kind == "parenthood" and "baby" in words and noun.owner == "b":
        return []  # a "baby mama" is another bond
    if noun.kind == "friendship" and token.tag_ == "NNS":
        friends = _among(res, line, token, noun)
        if friends:
            return friends
    if noun.kind == "parenthood" and noun.owner == "a":
        return _children(res, line, token, noun, edge, words)
    fillers = _fillers(res, line, token, noun, edge)
    owners = grammar.owner_at(
        res, line, token.i, edge, several=noun.kind not in _COUPLE_KINDS
    ) or grammar.of_owner(res, line, token, ("of", "to") if noun.kind == "parenthood" else ("of", "to"))
    if (
        not owners
        and fillers
        and (noun.owner == "a" or (edge >= 0 and line.doc[edge].lower_ in ("and", "&")))
    ):
        owners = _implied_owner(res, line, token, edge, fillers)
    if noun.kind in _COUPLE_KINDS and len(owners.parties) > 1:
        return []
    return [
        found
        for owner in owners.parties
        for filler, how in fillers
        if (found := _bond(res, line, token, noun, words, (owner, owners.how), (filler, how))) is not None
    ]


def _among(res: Resolver, line: ParsedLine, token: Token, noun: PersonNoun) -> list[Found]:
    """ "They are friends": the two subjects, of each other."""
    if token.dep_ != "attr" or token.head.lemma_ not in ("be", "become", "remain", "stay"):
        return []
    subject = grammar.subject_of(res, line, token.head)
    if len(subject.parties) != 2:
        return []
    a, b = subject.parties
    return [
        Found(
            noun.kind, a, b, line, token, "noun:friends", (subject.how, subject.how), (token.i, token.i + 1)
        )
    ]


def _bond(
    res: Resolver,
    line: ParsedLine,
    token: Token,
    noun: PersonNoun,
    words: list[str],
    owner: tuple[Party, str],
    filler: tuple[Party, str],
) -> Found | None:
    if owner[0] is filler[0]:
        return None
    kind, detail, alleged = _kind(res, noun, token, words, owner[0], filler[0])
    if not kind:
        return None
    first, second = (owner, filler) if noun.owner == "a" else (filler, owner)
    return Found(
        kind, first[0], second[0], line, token, f"noun:{noun.words.split()[0]}", (first[1], second[1]),
        (token.i - len(words), token.i + 1), presupposed=True, alleged=alleged, detail=detail,
    )  # fmt: skip


def _kind(
    res: Resolver, noun: PersonNoun, token: Token, words: list[str], a: Party, b: Party
) -> tuple[str, str | None, bool]:
    """The kind that a noun with the words before it says, its detail, and whether it is only a rumour."""
    said = set(words)
    alleged = bool(said & RUMOURED)
    detail = noun.detail
    if noun.kind == "siblinghood":
        detail = (
            "half"
            if "half" in said
            else "step"
            if "step" in said
            else "twin"
            if "twin" in said or token.lower_ == "twin"
            else None
        )
    if noun.kind == "kinship":
        detail = token.lower_
    if noun.kind == "parenthood" and "step" in said:
        detail = "step"
    kind = noun.kind
    if said & ESTRANGED and noun.estranged:
        kind = noun.estranged
    elif said & FORMER and noun.former:
        kind = noun.former
    return kind, detail, alleged


def _fillers(
    res: Resolver, line: ParsedLine, token: Token, noun: PersonNoun, edge: int
) -> list[tuple[Party, str]]:
    """Whom the noun names: what follows it, what it stands beside, or what it is said of."""
    doc = line.doc
    plural = token.tag_ == "NNS" or token.lower_ in ("parents",)
    right = _right(res, line, token, plural)
    if right:
        return right
    j = edge if edge >= 0 and doc[edge].text in (",", "(", "-", "–", "—") else edge - 1 if edge > 0 else -1
    if edge >= 0 and doc[edge].tag_ == "POS":
        j = edge - 1
        while j >= 0 and (j in line.named or doc[j].lower_ in ("and",)):
            j -= 1
    if j > 0 and doc[j].text in (",", "(", "-", "–", "—") and (noun.kind != "friendship" or edge >= 0):
        k = j - 1
        while k > 0 and (doc[k].like_num or doc[k].text in (",", ")", "(")):
            k -= 1
        if k in line.named:
            m = line.named[k]
            return [(m.party, m.party.name)]
    if token.dep_ in grammar.SUBJECTS and token.head.lemma_ == "be":
        for child in token.head.children:
            if child.dep_ == "attr" and child.i in line.named:
                m = line.named[child.i]
                return [(m.party, m.party.name)]
    if noun.kind in ("parenthood", "siblinghood", "kinship") and token.dep_ in ("appos", "npadvmod", "dobj"):
        of = token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "of"
        subject = grammar.subject_of(res, line, token) if of else NOBODY
        if len(subject.parties) == 1:  # "was born in 1974, the only child of Ana and Bo"
            return [(subject.parties[0], subject.how)]
    if token.dep_ in ("attr", "appos", "oprd") or token.head.lemma_ in ("be", "become"):
        head = token.head
        if token.dep_ == "appos" and head.i in line.named and head.i < token.i:
            m = line.named[head.i]
            return [(m.party, m.party.name)]
        if head.lemma_ in ("be", "become", "remain") and token.dep_ == "attr":
            subject = grammar.subject_of(res, line, head)
            return [(p, subject.how) for p in subject.parties]
    return []


def _right(res: Resolver, line: ParsedLine, token: Token, plural: bool) -> list[tuple[Party, str]]:
    doc = line.doc
    j = token.i + 1
    end = token.sent.end
    comma = False
    while j < end and j - token.i < 9 and j not in line.named:
        if doc[j].text in (",", "-", "–", "—", ":", "("):
            if comma and doc[j].text == ",":
                return []
            comma = True
        elif not grammar.passable(doc[j]) and doc[j].lower_ not in ("named", "called"):
            return []
        j += 1
    if j >= end or j not in line.named:
        return []
    mention = line.named[j]
    if mention.end < len(doc) and doc[mention.end].text in ("'s", "'") and comma:
        return []
    if comma and not plural and _own_subject(line, mention.start, mention.end, token):
        return []
    names = grammar.more_names(line, mention.end, [mention.party]) if plural else [mention.party]
    return [(party, party.name) for party in names]


def _own_subject(line: ParsedLine, start: int, end: int, noun: Token) -> bool:
    """A name after a comma that is the subject of a clause of its own: "with his wife, Bo left"."""
    root = line.doc[start:end].root
    if root.dep_ not in grammar.SUBJECTS or root.head == noun:
        return False
    return end < len(line.doc) and line.doc[end].text != "," and noun.dep_ not in grammar.SUBJECTS


def _implied_owner(
    res: Resolver, line: ParsedLine, token: Token, edge: int, fillers: list[tuple[Party, str]]
) -> Ref:
    """Whose, if nothing says it: "Ana and husband Bo", "reunited with ex Bo", "Wife Ana told"."""
    doc = line.doc
    given = {party for party, _ in fillers}
    if edge > 0 and doc[edge].lower_ in ("to", "with", "from", "for"):
        for child in doc[edge].head.children:
            if child.dep_ == "poss" and doc[edge].dep_ == "prep":
                ref = res.ref(line, child)
                if ref and not given & set(ref.parties):
                    return Ref(ref.parties[:1], ref.how)
        subject = grammar.subject_of(res, line, token)
        if len(subject.parties) == 1 and not given & set(subject.parties):
            return subject
    if edge > 0 and doc[edge].lower_ in ("and", "&", "with", ","):
        j = edge - 1
        while j > 0 and (doc[j].like_num or doc[j].text in (",", ")")):
            j -= 1
        if j in line.named and line.named[j].party not in given:
            party = line.named[j].party
            return Ref((party,), party.name)
        if doc[j].lower_ in ("he", "she", "him", "her", "they"):
            ref = res.ref(line, doc[j])
            if ref and not given & set(ref.parties):
                return ref
    if edge >= 0 and doc[edge].lower_ in ("a", "an", "the"):
        return NOBODY
    subject = grammar.subject_of(res, line, token)
    if subject and not given & set(subject.parties) and len(subject.parties) == 1:
        return subject
    sex = (
        {"f": "m", "m": "f"}.get(NOUNS[token.lower_].sex, "")
        if NOUNS[token.lower_].kind in _COUPLE_KINDS
        else ""
    )
    person = res.described_person(line, token, sex)
    if person is not None and person not in given:
        return Ref((person,), f"{person.name}, of whom the text speaks")
    return NOBODY


# children ------------------------------------------------------------------------------------------------------


def _children(
    res: Resolver, line: ParsedLine, token: Token, noun: PersonNoun, edge: int, words: list[str]
) -> list[Found]:
    doc = line.doc
    listed = [line.named[start] for start, _ in list_of_names(doc, token.i + 1) if start in line.named]
    fillers = [(mention.party, mention.party.name) for mention in listed]
    if (
        token.i + 1 < len(doc)
        and doc[token.i + 1].lower_ in NOUNS
        and NOUNS[doc[token.i + 1].lower_].owner == "b"
    ):
        return []
    possessed = edge >= 0 and doc[edge].tag_ in ("PRP$", "POS")
    if token.lower_ in ("girl", "gal", "man", "woman") and RUMOURED.intersection(words):
        return _rumoured_love(res, line, token, edge, words)
    if token.lower_ in _BABIES and not possessed and len(fillers) < 2:
        return []
    owners = grammar.owner_at(res, line, token.i, edge, several=True)
    named = _named_after_parent(line, token)
    if owners and named is not None:
        parent, child = named
        return [
            bond
            for one in dict.fromkeys((*owners.parties, parent))
            if (bond := _bond(res, line, token, noun, words, (one, owners.how), (child, child.name)))
            is not None
        ]
    if not fillers:
        owners = owners or grammar.of_owner(res, line, token, ("of", "to"))
        fillers = _fillers(res, line, token, noun, edge)
        if fillers and owners:
            fillers = [f for f in fillers if f[0] not in owners.parties]
    elif not owners:
        owners = _parents(res, line, token, {f[0] for f in fillers})
    extra = _with_parent(res, line, token) if owners and fillers else NOBODY
    parents = list(dict.fromkeys([*owners.parties, *extra.parties]))[:2]
    kids = list(dict.fromkeys(fillers))
    found = [
        bond
        for parent in parents
        for kid in kids
        if kid[0] not in parents
        and (bond := _bond(res, line, token, noun, words, (parent, owners.how or extra.how), kid)) is not None
    ]
    places = {mention.party: (mention.start, mention.end) for mention in listed}
    for bond in found:
        bond.extent = places.get(bond.b) if bond.b is not None else None
        bond.sensitive = bond.extent is not None and _minor(line, bond.extent)
    return found + _twins(line, token, kids)


def _minor(line: ParsedLine, extent: tuple[int, int]) -> bool:
    """Whether the text gives an age under 18 beside a child's name, or calls it a baby."""
    doc, (start, end) = line.doc, extent
    before = [doc[i].lower_ for i in range(max(0, start - 7), start)]
    after = [doc[i].lower_ for i in range(end, min(len(doc), end + 4))]
    if {"baby", "newborn", "toddler", "infant"} & set(before):
        return True
    ages = [w for w in (after[1:2] if after[:1] in ([","], ["("], ["-"]) else [])]
    if "old" in before:
        ages += [before[i] for i in range(len(before) - 2) if before[i + 1] == "-"]
    return any(NUMBERS.get(age, int(age) if age.isdigit() else 99) < 18 for age in ages)


def _love_interest(res: Resolver, line: ParsedLine, token: Token, edge: int, words: list[str]) -> list[Found]:
    """ "with an alleged love interest … It was a model named Cy": of somebody married it is an affair."""
    fillers = _right(res, line, token, plural=False) or _named_later(line, token)
    owners = grammar.owner_at(res, line, token.i, edge, several=False) or grammar.subject_of(res, line, token)
    found = []
    for owner in owners.parties[:1]:
        for filler, how in fillers:
            spouse = res.said.partner(owner, {"marriage"}, "")
            if filler is not owner and filler is not spouse:
                alleged = bool(RUMOURED.intersection(words))
                kind = "affair" if spouse is not None else "dating"
                found.append(Found(kind, owner, filler, line, token, "noun:love interest", (owners.how, how), (token.i - 1, token.i + 1), presupposed=True, alleged=alleged))  # fmt: skip
    return found


def _named_later(line: ParsedLine, token: Token) -> list[tuple[Party, str]]:
    """The name that a following sentence gives to somebody unnamed: "It was a model named Cy"."""
    doc = line.doc
    for i in range(token.sent.end, min(len(doc) - 1, token.sent.end + 50)):
        if doc[i].lower_ in ("named", "called") and i + 1 in line.named:
            party = line.named[i + 1].party
            return [(party, f"{party.name}, named after")]
    return []


def _rumoured_love(res: Resolver, line: ParsedLine, token: Token, edge: int, words: list[str]) -> list[Found]:
    """ "with rumored new girl, model Cy" """
    fillers = _right(res, line, token, plural=False)
    owners = grammar.owner_at(res, line, token.i, edge, several=False) or (
        _implied_owner(res, line, token, edge, fillers) if fillers else NOBODY
    )
    return [
        Found(
            "dating",
            owner,
            filler,
            line,
            token,
            "noun:girl",
            (owners.how, how),
            (token.i, token.i + 1),
            presupposed=True,
            alleged=True,
        )
        for owner in owners.parties[:1]
        for filler, how in fillers
        if owner is not filler
    ]


def _named_after_parent(line: ParsedLine, token: Token) -> tuple[Party, Party] | None:
    """ "Ana's daughter with Bo, Cy": the other parent and the child."""
    doc, i = line.doc, token.i + 1
    if i + 1 >= len(doc) or doc[i].lower_ != "with" or i + 1 not in line.named:
        return None
    parent = line.named[i + 1]
    after = parent.end + 1
    if (
        after < len(doc)
        and doc[parent.end].text == ","
        and after in line.named
        and line.named[after].party is not parent.party
    ):
        return parent.party, line.named[after].party
    return None


def _twins(line: ParsedLine, token: Token, kids: list[tuple[Party, str]]) -> list[Found]:
    """Siblings that a list calls twins: "Jasper, 13, and twins Ida and Enno"."""
    for i in range(token.i, min(token.sent.end, token.i + 25)):
        if line.doc[i].lower_ == "twins":
            two = [line.named[s].party for s, _ in list_of_names(line.doc, i + 1) if s in line.named][:2]
            if len(two) == 2 and two[0] is not two[1]:
                return [
                    Found(
                        "siblinghood",
                        two[0],
                        two[1],
                        line,
                        line.doc[i],
                        "noun:twins",
                        (two[0].name, two[1].name),
                        (i, i + 1),
                        presupposed=True,
                        detail="twin",
                    )
                ]
            return []
    return []


def _parents(res: Resolver, line: ParsedLine, token: Token, kids: set[Party]) -> Ref:
    """Whose children, if nobody owns the noun: who shares, has or welcomes them; who is "parents to" them."""
    subject = grammar.subject_of(res, line, token)
    parents = [p for p in subject.parties if p not in kids]
    if parents:
        return Ref(tuple(parents[:2]), subject.how)
    couple = res.couple(line, token)
    if (
        couple
        and not kids & set(couple.parties)
        and res.said.bound(*couple.parties[:2], {"marriage", "engagement", "separation", "divorce"})
    ):
        return couple
    person = res.described_person(line, token, "")
    if person is not None and person not in kids and line.doc[token.sent.start].i >= token.i - 1:
        return Ref((person,), f"{person.name}, of whom the text speaks")
    return NOBODY


def _with_parent(res: Resolver, line: ParsedLine, token: Token) -> Ref:
    """The other parent: "shares daughter Ida with ex Bo", "with whom she has a son"."""
    doc = line.doc
    verb = token
    for _ in range(4):
        if verb.pos_ == "VERB" or verb.head == verb:
            break
        verb = verb.head
    shared = verb.lemma_ in _SHARING or verb.lemma_ == "be"
    near = True  # nothing but the list since the noun
    for i in range(token.i + 1, token.sent.end):
        low = doc[i].lower_
        shared = shared or doc[i].lemma_ == "share"
        if low == "with" and (shared or near):
            other = grammar.after(res, line, i + 1)
            if len(other.parties) == 1:
                return other
        if (
            low in ("marriage", "relationship", "romance", "union")
            and i + 1 < token.sent.end
            and doc[i + 1].lower_ in ("to", "with")
        ):
            return grammar.after(res, line, i + 2)
        near = near and (
            i in line.named or doc[i].like_num or low in (",", "and", "(", ")", "-", ":", "son", "daughter")
        )
    return NOBODY

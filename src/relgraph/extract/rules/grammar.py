"""How phrases hang together: subjects, objects, owners, what stands right and left. Nothing here knows a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules.couples import COUPLE
from relgraph.extract.rules.lexicon import OCCUPATION
from relgraph.extract.rules.pronouns import HE, SHE, THEY
from relgraph.extract.rules.refs import Resolver
from relgraph.extract.rules.said import SUBJECTS
from relgraph.extract.rules.spans import nouns
from relgraph.extract.rules.story import NOBODY, ParsedLine, Party, Ref
from relgraph.extract.rules.titles import hyphened

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMB = frozenset(
    "prt advmod xcomp conj ccomp advcl aux auxpass acl pcomp attr acomp prep pobj dobj oprd relcl "
    "appos amod nmod compound poss".split()
)
MODIFIERS = frozenset(
    "fellow late then now first second third fourth fifth longtime long-time famous celebrity older "
    "younger elder little "
    "baby big new current close good best great pregnant and former estranged ex newborn adopted "
    "adorable beloved "
    "eldest youngest oldest reality tv pop rock rap country film movie music hip hop hip-hop".split()
)
PUNCT = frozenset((",", "-", "--", "–", "—", "(", ":", "[", "]"))


def subject_of(res: Resolver, line: ParsedLine, token: Token) -> Ref:
    """Who does what a verb (or a noun under it) says: the subject of its clause, or of the one that governs it."""
    verb = token
    for _ in range(8):
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.i != token.i:
                found = _with_left(res, line, child, res.ref(line, child))
                if found or child.lower_ not in ("it", "there", "that", "which"):
                    return found
        if verb.dep_ == "relcl" and not any(
            c.lower_ in ("who", "that", "which", "whom") for c in verb.children
        ):
            return NOBODY if verb.head.i not in line.named else res.ref(line, verb.head)
        if verb.dep_ == "acl":
            found = res.ref(line, verb.head)
            if found:
                return found
        if verb.dep_ not in _CLIMB or verb.head == verb:
            return NOBODY
        if verb.dep_ == "prep" and verb != token:
            accused = _accused(res, line, verb)
            if accused:
                return accused
        verb = verb.head
    return NOBODY


def _accused(res: Resolver, line: ParsedLine, prep: Token) -> Ref:
    """As in "accused Bo of cheating with Ann": it is the object of the verb above who does it."""
    of = any(c.dep_ == "pcomp" for c in prep.children) and prep.lower_ in ("of", "for", "from", "about")
    obj = next((c for c in prep.head.children if c.dep_ == "dobj" and c.i < prep.i), None)
    return res.ref(line, obj) if of and obj is not None else NOBODY


def _with_left(res: Resolver, line: ParsedLine, child: Token, found: Ref) -> Ref:
    """As in "she and Bo broke up" where the parse takes Bo alone for the subject."""
    if len(found.parties) != 1 or child.i not in line.named:
        return found
    beside = _named_left(line, line.named[child.i].start)
    if beside is not None and beside not in found.parties:
        return Ref((beside, *found.parties), f"{beside.name}, and {found.how}")
    i = line.named[child.i].start - 1
    while i > child.sent.start and (passable(line.doc[i]) and line.doc[i].text not in PUNCT):
        i -= 1
    if (
        i <= child.sent.start
        or line.doc[i].lower_ not in ("and", "&")
        or line.doc[i - 1].lower_ not in HE | SHE
    ):
        return found
    other = res.ref(line, line.doc[i - 1])
    if not other or other.parties[0] in found.parties:
        return found
    return Ref((other.parties[0], *found.parties), f"{other.how}, and {found.how}")


def _named_left(line: ParsedLine, start: int) -> Party | None:
    """As in "Jennifer, 49, and Jason starred": the name before the "and", if the sentence begins with it."""
    doc = line.doc
    if start < 2 or doc[start - 1].lower_ not in ("and", "&"):
        return None
    i = start - 2
    while i > 0 and (doc[i].text in (",", "(", ")") or doc[i].like_num):
        i -= 1
    if i in line.named and line.named[i].start == doc[start].sent.start:
        return line.named[i].party
    return None


def before(line: ParsedLine, i: int) -> Ref:
    """The names that stand right before token i, for lines that are no sentences: "Callowhill, Dunmore split"."""
    parties: list[Party] = []
    start = line.doc[i].sent.start if i < len(line.doc) else 0
    j, gap = i - 1, 0
    while j >= start and gap <= 3:
        if j in line.named:
            party = line.named[j].party
            if party not in parties:
                parties.insert(0, party)
            j, gap = line.named[j].start - 1, 0
            while j >= start and (line.doc[j].like_num or line.doc[j].text in ("(", ")")):
                j -= 1
            if j < start or line.doc[j].lower_ not in ("and", "&", ",", "/", "-"):
                break
            j -= 1
            continue
        if parties or line.doc[j].pos_ in ("VERB", "ADP") or line.doc[j].text in ".!?;:":
            break
        gap += 1
        j -= 1
    return Ref(tuple(parties), " and ".join(p.name for p in parties)) if parties else NOBODY


def object_of(res: Resolver, line: ParsedLine, prep: Token) -> Ref:
    """Whom a preposition leads to: by the parse, else the name right after."""
    for child in prep.children:
        if child.dep_ == "pobj":
            found = res.ref(line, child)
            if found:
                return found
    return after(res, line, prep.i + 1)


def after(res: Resolver, line: ParsedLine, i: int, reach: int = 6) -> Ref:
    """Who stands right after token i - 1: a name or pronoun, past articles, occupations and ages."""
    doc = line.doc
    end = doc[i - 1].sent.end if i else len(doc)
    j = i
    while j < min(end, i + reach):
        token = doc[j]
        if j in line.named:
            mention = line.named[j]
            if mention.end < len(doc) and doc[mention.end].text in ("'s", "'"):
                return _possessed(res, line, mention.end + 1)
            return res.ref(line, doc[mention.start : mention.end].root)
        low = token.lower_
        if low in HE or low in SHE or low in THEY:
            return res.ref(line, token) if token.tag_ != "PRP$" else _possessed(res, line, j + 1)
        if low in COUPLE and j == i + 1:
            return res.ref(line, token)
        if not passable(token):
            return NOBODY
        j += 1
    return NOBODY


def _possessed(res: Resolver, line: ParsedLine, i: int) -> Ref:
    """After an owner: "his wife, Ana" is Ana, "his wife" his wife."""
    doc = line.doc
    j = i
    while j < len(doc) and j < i + 5:
        if j in line.named:
            return res.ref(line, doc[line.named[j].start])
        if not passable(doc[j]) and doc[j].lower_ not in nouns():
            break
        j += 1
    for k in range(i, min(i + 4, len(doc))):
        if doc[k].lower_ in nouns():
            return res.ref(line, doc[k])
    return NOBODY


def passable(token: Token) -> bool:
    """Whether a word may stand between a relation word and the name: "husband, actor Bo", "45-year-old model Cy"."""
    low = token.lower_
    return (
        low in OCCUPATION
        or low in MODIFIERS
        or low in ("a", "an", "the", "year", "old", "years", "man", "woman", "guy")
        or token.text in PUNCT
        or token.like_num
        or token.pos_ == "ADJ"
        or hyphened(token)
        or token.ent_type_ == "NORP"
        or (token.pos_ == "NOUN" and token.dep_ in ("compound", "amod", "nmod"))
    )


def more_names(line: ParsedLine, end: int, names: list[Party]) -> list[Party]:
    """The names that go on a list after token end - 1: "Al, Bo and actor Cy"."""
    doc = line.doc
    stop = doc[end - 1].sent.end
    k = end
    while k < stop:
        if doc[k].text not in (",", "and", "&") and not doc[k].like_num:
            break
        joined = False
        while (
            k < stop
            and k not in line.named
            and (
                doc[k].text in (",", "and", "&", "her", "his")
                or passable(doc[k])
                or k in line.titles
                or any(t.start <= k <= t.end for t in line.titles.values())
                or doc[k].lower_ in ("co", "star", "costar")
            )
        ):
            joined = joined or doc[k].lower_ in ("and", "&", ",")
            k += 1
        if k >= stop or k not in line.named or not joined:
            break
        mention = line.named[k]
        if mention.end < len(doc) and doc[mention.end].text in ("'s", "'"):
            break
        names.append(mention.party)
        k = mention.end
    return names


def left_edge(line: ParsedLine, i: int) -> tuple[int, list[str]]:
    """Where the noun phrase of noun i begins, and the words before the noun in it.

    The edge is the token that tells the owner: "her", "'s", an article, or what lies outside.
    """
    doc = line.doc
    words: list[str] = []
    j = i - 1
    start = doc[i].sent.start
    while j >= start and i - j < 9:
        token = doc[j]
        if token.text in ("]", ")", "'", '"', "''") and i - j > 0:
            opening = {"]": "[", ")": "("}.get(token.text, "'" if token.text == "'" else '"')
            k = next((k for k in range(j - 1, max(start, j - 6), -1) if doc[k].text == opening), -1)
            if k > start and doc[k - 1].lower_ in ("her", "his", "their", "my"):
                words.extend(doc[n].lower_ for n in range(k + 1, j))
                j = k - 1
                continue
        if (
            token.tag_ in ("PRP$", "POS")
            or token.lower_ in ("her", "his", "their")
            or token.pos_ in ("DET", "ADP", "VERB", "AUX", "CCONJ", "PRON", "SCONJ")
            or token.text in (",", "(", ")", ":", ";", "–", "—")
        ):
            if token.lower_ in ("ex", "then", "former", "soon", "to", "be", "now") or (
                token.pos_ == "VERB" and token.dep_ == "amod"
            ):
                words.append(token.lower_)
                j -= 1
                continue
            break
        if j in line.named and token.text != "-":
            break
        if token.text in ('"', "'") and not any(doc[k].tag_ == "PRP$" for k in range(max(start, j - 4), j)):
            break
        words.append(token.lower_)
        j -= 1
    return j, words


def owner_at(res: Resolver, line: ParsedLine, noun: int, edge: int, several: bool) -> Ref:
    """Whose a noun is, by what stands at the left edge of its phrase. `several`: "A and B's" are both owners."""
    doc = line.doc
    if edge < 0:
        return NOBODY
    token = doc[edge]
    bare = edge + 1 == noun and noun + 1 < len(doc) and (doc[noun + 1].text == "," or noun + 1 in line.named)
    if (
        edge in line.named and (edge + 1 < noun or bare) and token.pos_ == "PROPN"
    ):  # "Miley ex girlfriend Stella"
        mention = line.named[edge]
        return Ref((mention.party,), mention.party.name)
    if token.tag_ == "PRP$" or token.lower_ in ("her", "his", "their"):
        return res.ref(line, token)
    if token.text in ("'s", "'") and edge > 0:
        head = doc[edge - 1]
        if head.i in line.named:
            first = line.named[head.i].start
            if several and first > 1 and doc[first - 1].lower_ in ("and", "&") and first - 2 in line.named:
                other = line.named[first - 2].party
                mine = line.named[head.i].party
                return Ref((other, mine), f"{other.name} and {mine.name}")
            mention = line.named[head.i]
            said = doc[mention.start : mention.end].text
            return Ref(
                (mention.party,), mention.party.name if mention.full else f"“{said}” for {mention.party.name}"
            )
        return res.ref(line, head)
    return NOBODY


def of_owner(res: Resolver, line: ParsedLine, noun: Token, preps: tuple[str, ...] = ("of",)) -> Ref:
    """Whose a noun is, by what follows it: "daughter of Anton Ellison", "mom to Milo"."""
    i = noun.i + 1
    if i < len(line.doc) and line.doc[i].lower_ in preps:
        if i + 1 < len(line.doc) and line.doc[i + 1].like_num:
            return NOBODY
        for child in line.doc[i].children:
            if child.dep_ == "pobj":
                found = res.ref(line, child)
                if found:
                    return found
        return after(res, line, i + 1)
    return NOBODY

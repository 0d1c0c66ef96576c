"""Step 8b: denials that name nothing: "Her rep denied the rumors", "“It's not true,” he said".

They deny what was alleged last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.claims import Stance
from relgraph.extract.rules import speech
from relgraph.extract.rules.attribution import Frame, Voices
from relgraph.extract.rules.said import SUBJECTS, Said
from relgraph.extract.rules.stance import Verdict
from relgraph.extract.rules.story import Found, ParsedLine, Party
from relgraph.kinds import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

Judged = tuple[Found, Verdict]

_IT = frozenset(("it", "this", "that", "them", "everything", "nothing"))
_CONTENT = frozenset(("acl", "ccomp", "relcl"))
_FAR = 8  # sentences between an allegation and its denial
_NEAR = 2  # for a denial of "it", and for one by somebody else


class Denial(NamedTuple):
    """Where something is denied, by which word, and who does it (None: the article)."""

    line: ParsedLine
    token: Token
    frame: Frame | None
    far: int


def denials(voices: Voices, said: Said, judged: Sequence[Judged]) -> list[Judged]:
    """For each denial without a claim of its own, the allegations before it, denied."""
    denied = {
        (claim.line.index, claim.sent.start) for claim, verdict in judged if verdict.stance is Stance.DENIED
    }
    alleged = [
        (said.sentence(claim.line, claim.anchor), claim)
        for claim, verdict in judged
        if verdict.stance is Stance.ALLEGED and claim.b is not None and claim.b.type is EntityType.PERSON
    ]
    if not alleged:
        return []
    found = []
    for line in said.story.lines:
        for denial in _in_line(voices, line):
            if (line.index, denial.token.sent.start) not in denied:
                found += list(_of_before(voices, said, denial, alleged))
    return found


def _of_before(
    voices: Voices, said: Said, denial: Denial, alleged: Sequence[tuple[int, Found]]
) -> Iterator[Judged]:
    here = said.sentence(denial.line, denial.token)
    by = denial.frame.people if denial.frame else ()
    before = [
        (here - at, claim)
        for at, claim in alleged
        if 0 <= here - at <= denial.far and (claim.line is not denial.line or claim.anchor.i < denial.token.i)
    ]
    concerned = [c for _, c in before if set(by) & {c.a, c.b}] or [c for away, c in before if away <= _NEAR]
    if not concerned:
        return
    pair = _pair(concerned[-1])
    for claim in {c.kind: c for c in concerned if _pair(c) == pair}.values():
        first, last = denial.token.i, denial.token.i + 1
        one = Found(
            claim.kind, claim.a, claim.b, denial.line, denial.token, "denial", claim.how, (first, last),
            sensitive=claim.sensitive,
        )  # fmt: skip
        chain = voices.chain(denial.frame, tuple(p for p in (claim.a, claim.b) if p)) if denial.frame else ()
        how = f", {denial.frame.how}" if denial.frame else ""
        yield one, Verdict(Stance.DENIED, chain, f"“{denial.token.text}” denies what was alleged before{how}")


def _pair(claim: Found) -> frozenset[Party | None]:
    return frozenset((claim.a, claim.b))


def _in_line(voices: Voices, line: ParsedLine) -> Iterator[Denial]:
    for token in line.doc:
        if token.sent[-1].text == "?" or _doubted(token):
            continue
        subject = next((c for c in token.head.children if c.dep_ in SUBJECTS), None)
        if token.lemma_.lower() in speech.DENY and token.pos_ == "VERB":
            yield from _by_verb(voices, line, token)
        elif token.lower_ == "truth" and any(c.lower_ in ("no", "any") for c in token.children):
            yield Denial(line, token, _speaker(voices, line, token), _FAR)
        elif token.head.lemma_.lower() in speech.CALL and token.lower_ in speech.FALSE:
            yield from _by_verb(voices, line, token.head)
        elif subject is not None and _false(token) and token.head.lemma_ == "be":
            told = _speaker(voices, line, token)
            if _told_of(subject):
                yield Denial(line, token, told, _FAR)
            elif subject.lower_ in _IT and told is not None and line.quoted[token.i] >= 0:
                yield Denial(line, token, told, _NEAR)


def _by_verb(voices: Voices, line: ParsedLine, verb: Token) -> Iterator[Denial]:
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    for obj in objects:
        if _told_of(obj) or obj.lower_ in _IT:
            frame = voices.frame(line, verb) if obj.dep_ == "dobj" else voices.agent_of(line, verb)
            yield Denial(line, verb, frame, _FAR if _told_of(obj) else _NEAR)


def _told_of(noun: Token) -> bool:
    """Whether a noun is a rumour that is told of nothing: "the rumors", "any such claims"."""
    content = any(
        c.dep_ in _CONTENT or (c.dep_ == "prep" and c.lower_ in ("of", "about", "that"))
        for c in noun.children
    )
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in speech.RUMOUR and not content


def _false(token: Token) -> bool:
    if token.lower_ in speech.FALSE:
        return not _negated(token)
    return token.lower_ == "true" and _negated(token)


def _negated(token: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ == "never" for t in (token, token.head) for c in t.children)


def _doubted(token: Token) -> bool:
    """As in "did not deny", "has yet to deny"."""
    denies = token.lemma_.lower() in speech.DENY
    return denies and (
        _negated(token) or token.dep_ == "xcomp" or any(c.lower_ in speech.HEDGES for c in token.children)
    )


def _speaker(voices: Voices, line: ParsedLine, token: Token) -> Frame | None:
    if line.quoted[token.i] >= 0:
        return voices.of_quotation(line, token)
    return voices.after_comma(line, token) or voices.according_to(line, token) or voices.over(line, token)

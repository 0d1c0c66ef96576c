"""Step 8: how the article stands to a claim, by the clause that governs it and by who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.claims import Agent, Role, Stance
from relgraph.extract.rules import speech
from relgraph.extract.rules.attribution import Frame, Voices
from relgraph.extract.rules.story import Found, ParsedLine, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

_ANONYMOUS = (Agent(agent="anonymous", role=Role.ANONYMOUS),)
_BY_ROLE = {
    Role.ANONYMOUS: Stance.ALLEGED,
    Role.OUTLET: Stance.ALLEGED,
    Role.PRINCIPAL: Stance.CONFIRMED,
    Role.REPRESENTATIVE: Stance.CONFIRMED,
    Role.COURT_RECORD: Stance.CONFIRMED,
    Role.NAMED_THIRD_PARTY: Stance.REPORTED,
}


class Verdict(NamedTuple):
    """A stance with who says so and what decided it."""

    stance: Stance
    chain: tuple[Agent, ...]
    why: str
    hypothetical: bool = False


class _Governing:
    """What the clauses above a claim's trigger say of it."""

    def __init__(self) -> None:
        self.negated: str = ""
        self.hedge: str = ""
        self.plan: str = ""
        self.frame: Frame | None = None
        self.rumour: Token | None = None
        self.denier: Token | None = None
        self.asked = False
        self.quiet = False  # in a clause that the text takes for granted


def verdicts(voices: Voices, claim: Found) -> list[Verdict]:
    """The stances that an article takes to a claim: none, one, or a rumour together with its denial."""
    line, token = claim.line, claim.anchor
    quoted = line.quoted[token.i] >= 0
    if claim.presupposed and not _predicate(token):
        return _taken_for_granted(voices, claim, quoted)
    governing = _climb(voices, line, token)
    if governing.asked:
        return []
    parties = tuple(p for p in (claim.a, claim.b) if p is not None)
    frame = (
        governing.frame
        or (voices.of_quotation(line, token) if quoted else None)
        or voices.according_to(line, token)
        or _as_reported(voices, line, token)
        or _after_comma(voices, line, token)
    )
    hypothetical = claim.hypothetical or bool(governing.plan)
    if governing.rumour is not None or governing.denier is not None:
        return _rumour(voices, claim, governing, frame, parties)
    if claim.denied or governing.negated:
        if _question(line, token) and not quoted:
            return []
        chain = voices.chain(frame, parties) if frame else ()
        return [
            Verdict(
                Stance.DENIED,
                chain,
                f"denied by “{governing.negated or 'skipped'}”" + (f", {frame.how}" if frame else ""),
            )
        ]
    if claim.alleged or governing.hedge:
        if frame is not None and frame.role is Role.OUTLET and claim.alleged:
            chain = (*voices.chain(frame, parties), *_ANONYMOUS)  # the outlet passes on a rumour
            return [Verdict(Stance.ALLEGED, chain, frame.how, hypothetical)]
        chain = voices.chain(frame, parties) if frame else _ANONYMOUS if governing.hedge != "?" else ()
        return [
            Verdict(
                Stance.ALLEGED,
                chain,
                f"alleged by “{governing.hedge or token.text}”" if not frame else frame.how,
                hypothetical,
            )
        ]
    if _question(line, token):
        return [Verdict(Stance.ALLEGED, (), "a question", hypothetical)]
    if frame is not None and not governing.quiet:
        role = voices.role(frame, parties)
        stance = _BY_ROLE[role]
        if role is Role.OUTLET and frame.verb.lemma_ == "learn":
            stance = Stance.REPORTED
        if role is Role.NAMED_THIRD_PARTY and frame.verb.lemma_ in speech.DOUBTFUL:
            stance = Stance.ALLEGED
        chain = voices.chain(frame, parties)
        outer = voices.according_to(line, token)
        if outer is not None and outer.role is Role.OUTLET and outer.verb.i != frame.verb.i:
            chain = (*(a for a in voices.chain(outer, parties) if a not in chain), *chain)
        if not chain:
            stance = Stance.REPORTED
        return [Verdict(stance, chain, frame.how, hypothetical)]
    return [Verdict(Stance.REPORTED, (), "the article's own voice", hypothetical)]


def _as_reported(voices: Voices, line: ParsedLine, token: Token) -> Frame | None:
    """ "As TMZ reported in June, they have split" """
    for frame in voices.frames(line):
        verb = frame.verb
        if verb.sent == token.sent and any(
            c.lower_ == "as" and c.dep_ in ("mark", "advmod") and c.i < verb.i for c in verb.children
        ):
            if verb.i < token.i and not any(
                line.doc[i].dep_ == "ROOT"
                for i in range(verb.i + 1, token.i)
                if line.doc[i].i != token.i and line.doc[i].head.i == verb.i
            ):
                return frame
    return None


def _predicate(token: Token) -> bool:
    """Whether a noun is what a clause says of its subject ("Bo is her father") and not taken for granted."""
    return token.dep_ == "attr" and token.head.lemma_ in ("be", "become")


def _taken_for_granted(voices: Voices, claim: Found, quoted: bool) -> list[Verdict]:
    if claim.alleged:
        told = _as_reported(voices, claim.line, claim.anchor)
        chain = voices.chain(told, ()) if told else _ANONYMOUS
        how = f", {told.how}" if told else ""
        return [Verdict(Stance.ALLEGED, chain, f"alleged by a word before “{claim.anchor.text}”{how}")]
    if quoted and any(
        claim.line.doc[i].lower_ in ("my", "our")
        for i in range(max(0, claim.trigger[0] - 1), claim.trigger[1])
    ):
        frame = voices.of_quotation(claim.line, claim.anchor)
        parties = tuple(p for p in (claim.a, claim.b) if p is not None)
        if frame is not None and set(frame.people) & set(parties):
            return [Verdict(Stance.CONFIRMED, voices.chain(frame, parties), f"said of oneself, {frame.how}")]
    return [Verdict(Stance.REPORTED, (), f"“{claim.anchor.text}” is taken for granted")]


def _rumour(
    voices: Voices, claim: Found, governing: _Governing, frame: Frame | None, parties: tuple[Party, ...]
) -> list[Verdict]:
    """A rumour, and its denial if one is told with it."""
    found = []
    noun, denier = governing.rumour, governing.denier
    if noun is not None:
        outlet = next(
            (
                o
                for c in noun.children
                if c.dep_ in ("poss", "compound") and (o := voices.outlet_at(claim.line, c))
            ),
            None,
        )
        chain = (Agent(agent=outlet, role=Role.OUTLET),) if outlet else _ANONYMOUS
        found.append(Verdict(Stance.ALLEGED, chain, f"alleged: “{noun.text}”"))
        false = _said_false(noun)
        if false is not None:
            told = next(
                (f for f in voices.frames(claim.line) if f.verb.sent == noun.sent and f.verb.i != noun.i),
                None,
            )
            chain = voices.chain(told, parties) if told else ()
            found.append(Verdict(Stance.DENIED, chain, f"denied: the {noun.text} is “{false.text}”"))
    if denier is not None:
        told = voices.frame(claim.line, denier)
        beside = frame or next(
            (
                f
                for f in voices.frames(claim.line)
                if f.people and told is not None and f.people == told.people and f.outlet
            ),
            None,
        )
        chain = voices.chain(told, parties) if told else ()
        if beside is not None and beside.outlet and told is not None and not told.outlet:
            chain = voices.chain(beside, parties)
        if any(c.dep_ == "neg" for c in denier.children):
            found.append(Verdict(Stance.ALLEGED, _ANONYMOUS, f"not denied is not said: “not {denier.text}”"))
        else:
            found.append(Verdict(Stance.DENIED, chain, f"denied by “{denier.text}”"))
    return found


def _said_false(noun: Token) -> Token | None:
    """The word that says of a rumour that it is false."""
    head = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass"):
        for child in (head, *head.children):
            if child.lower_ in speech.FALSE or (child.i == head.i and head.lemma_ in speech.DENY):
                return child
    return next((c for c in noun.children if c.lower_ in speech.FALSE), None)


def _question(line: ParsedLine, token: Token) -> bool:
    sent = token.sent
    end = sent.end - 1
    while end > sent.start and line.doc[end].text in ('"', "'", "''", ")"):
        end -= 1
    return line.doc[end].text == "?"


def _after_comma(voices: Voices, line: ParsedLine, token: Token) -> Frame | None:
    """ "They split, a source told Us": a frame at the end of the sentence, set off by a comma, with no object of its own."""
    if line.quoted[token.i] >= 0:
        return None
    for frame in voices.frames(line):
        verb = frame.verb
        if verb.sent == token.sent and verb.i > token.i and line.quoted[verb.i] < 0:
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if any(
                c.dep_ in ("dobj", "intj", "attr", "ccomp") and c.i > verb.i and not voices.outlet_at(line, c)
                for c in verb.children
            ):
                continue
            if (
                subject is not None
                and any(line.doc[i].text == "," for i in range(token.i, subject.i))
                and not any(c.dep_ in ("ccomp",) and c.i > verb.i for c in verb.children)
                and verb.dep_ in ("ROOT", "parataxis", "ccomp", "conj", "relcl")
            ):
                between = line.doc[token.i : subject.left_edge.i]
                if not any(t.dep_ == "ROOT" for t in between if t.i != token.i) or verb.dep_ == "ROOT":
                    return frame
    return None


def _climb(voices: Voices, line: ParsedLine, token: Token) -> _Governing:  # noqa: C901 - one walk, one look a step
    found = _Governing()
    node = token
    scope = True  # whether a negation met now bears on the claim
    for _ in range(14):
        for child in node.children:
            if child.i == node.i:
                continue
            low = child.lower_
            if scope and (child.dep_ == "neg" or low == "never") and not _not_only(line, child):
                found.negated = child.text
            if scope and node.pos_ == "NOUN" and low == "no" and child.dep_ == "det":
                found.negated = child.text
            if low in speech.HEDGES and child.dep_ == "advmod":
                found.hedge = found.hedge or child.text
            if child.dep_ in ("aux", "auxpass") and low in speech.MAYBE and scope:
                found.hedge = found.hedge or child.text
            if child.dep_ == "aux" and low in ("will", "'ll", "would", "shall") and scope:
                found.plan = found.plan or child.text
            if child.dep_ == "mark" and low in ("if", "whether"):
                found.hedge = found.hedge or child.text
        head = node.head
        if head == node:
            break
        lemma, dep = head.lemma_.lower(), node.dep_
        if dep in ("relcl",) or (
            dep == "advcl"
            and any(
                c.dep_ == "mark"
                and c.lower_ in ("after", "before", "since", "because", "while", "until", "when", "once")
                for c in node.children
            )
        ):
            found.quiet = line.quoted[token.i] < 0 and found.frame is None
            break
        if (
            lemma in speech.RUMOUR
            and head.pos_ in ("NOUN", "PROPN")
            and dep in ("acl", "ccomp", "prep", "relcl", "compound", "nmod", "amod", "dobj", "conj")
        ):
            found.rumour = head
            if head.head.lemma_.lower() in speech.DENY:
                found.denier = head.head
            break
        about = next(
            (c for c in head.children if c.dep_ == "nsubj" and c.lemma_.lower() in speech.RUMOUR), None
        )
        if about is not None and dep in ("ccomp", "acl", "advcl", "relcl") and lemma not in speech.SAY:
            found.rumour = about  # "rumors have followed her that …"
            break
        if lemma in speech.ASK and dep in ("ccomp", "advcl"):
            found.asked = True
            break
        if (
            lemma in speech.DENY
            and head.pos_ == "VERB"
            and dep in ("ccomp", "dobj", "xcomp", "pcomp", "prep")
        ):
            found.denier = head
            break
        if (
            lemma in speech.SAY
            and head.pos_ in ("VERB", "AUX")
            and dep in ("ccomp", "xcomp", "advcl", "acl", "dobj", "oprd", "parataxis")
        ):
            frame = voices.frame(line, head)
            if frame is not None and (
                dep != "dobj"
                or head.lemma_
                in ("announce", "confirm", "reveal", "report", "allege", "deny", "admit", "claim")
            ):
                found.frame = found.frame or frame
                scope = False
            if any(c.dep_ == "neg" for c in head.children) and dep == "ccomp":
                found.hedge = found.hedge or f"not {head.text}"
        elif lemma in speech.SEEM and dep in ("ccomp", "advcl", "xcomp", "acomp", "oprd", "prep"):
            found.hedge = found.hedge or head.text
        elif (
            head.lower_ in ("talks", "plan", "plans", "intention", "decision") and dep in ("acl", "relcl")
        ) or (
            lemma in speech.PLANS
            and dep in ("xcomp", "ccomp", "prep", "pcomp")
            and any(c.lower_ == "to" and c.dep_ == "aux" for c in node.children)
        ):
            found.plan = found.plan or head.text
        elif head.lower_ in speech.FALSE and dep in ("ccomp", "acl", "csubj", "advcl"):
            found.negated = head.text
        if dep in ("conj", "advcl", "acl", "ccomp", "parataxis"):
            scope = False
        node = head
    return found


def _not_only(line: ParsedLine, token: Token) -> bool:
    return token.i + 1 < len(line.doc) and line.doc[token.i + 1].lower_ in ("only", "just", "surprisingly")

"""Step 8: how the article stands to a claim, by the clause that governs it and by who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.claims import Agent, Role, Stance
from relgraph.extract.rules import speech
from relgraph.extract.rules.attribution import Frame, Voices
from relgraph.extract.rules.governing import Governing
from relgraph.extract.rules.story import Found, ParsedLine, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

_ANONYMOUS: tuple[Agent, ...] = (Agent(agent="anonymous", role=Role.ANONYMOUS),)
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


def verdicts(voices: Voices, claim: Found) -> list[Verdict]:
    """The stances that an article takes to a claim: none, one, or a rumour together with its denial."""
    line, token = claim.line, claim.anchor
    quoted = line.quoted[token.i] >= 0
    if claim.presupposed and not _predicate(token):
        return [_granted(voices, claim, quoted)]
    governing = Governing(voices, line, token)
    if governing.asked:
        return []
    frame = governing.frame or _frame(voices, line, token, quoted)
    if governing.rumour is not None or governing.denier is not None:
        return _rumour(voices, claim, governing, frame)
    question = _question(line, token)
    if claim.denied or governing.negated:
        return [] if question and not quoted else [_denied(voices, claim, governing, frame)]
    hypothetical = claim.hypothetical or bool(governing.plan)
    if claim.alleged or governing.hedge:
        return [_hedged(voices, claim, governing, frame)._replace(hypothetical=hypothetical)]
    if question:
        return [Verdict(Stance.ALLEGED, (), "a question", hypothetical)]
    if frame is not None and not governing.quiet:
        return [_said(voices, claim, frame)._replace(hypothetical=hypothetical)]
    return [Verdict(Stance.REPORTED, (), "the article's own voice", hypothetical)]


def _frame(voices: Voices, line: ParsedLine, token: Token, quoted: bool) -> Frame | None:
    """Who says it, if no verb of saying governs it."""
    return (
        (voices.of_quotation(line, token) if quoted else None)
        or voices.according_to(line, token)
        or voices.as_reported(line, token)
        or voices.after_comma(line, token)
        or voices.aside(line, token)
    )


def _parties(claim: Found) -> tuple[Party, ...]:
    return (claim.a,) if claim.b is None else (claim.a, claim.b)


def _predicate(token: Token) -> bool:
    """Whether a noun is what a clause says of its subject ("Bo is her father") and not taken for granted."""
    return token.dep_ == "attr" and token.head.lemma_ in ("be", "become")


def _granted(voices: Voices, claim: Found, quoted: bool) -> Verdict:
    """What a phrase takes for granted ("her husband") is reported, whoever speaks; confirmed if of oneself."""
    if claim.alleged:
        told = voices.as_reported(claim.line, claim.anchor)
        chain = voices.chain(told, ()) if told else _ANONYMOUS
        how = f", {told.how}" if told else ""
        return Verdict(Stance.ALLEGED, chain, f"alleged by a word before “{claim.anchor.text}”{how}")
    if claim.rule.startswith("event") and _asked_about(claim.anchor):
        return Verdict(Stance.ALLEGED, _ANONYMOUS, f"only asked about: “{claim.anchor.head.head.text}”")
    before = claim.line.doc[max(0, claim.trigger[0] - 1) : claim.trigger[1]]
    if quoted and any(token.lower_ in ("my", "our") for token in before):
        frame = voices.of_quotation(claim.line, claim.anchor)
        if frame is not None and set(frame.people) & set(_parties(claim)):
            chain = voices.chain(frame, _parties(claim))
            return Verdict(Stance.CONFIRMED, chain, f"said of oneself, {frame.how}")
    return Verdict(Stance.REPORTED, (), f"“{claim.anchor.text}” is taken for granted")


def _asked_about(token: Token) -> bool:
    """As in "was pressed about her daughter's relationship with Bo"."""
    return token.head.lower_ in ("about", "on", "over") and token.head.head.lemma_.lower() in speech.ASK


def _denied(voices: Voices, claim: Found, governing: Governing, frame: Frame | None) -> Verdict:
    word = governing.negated or claim.anchor.text
    if frame is None:
        return Verdict(Stance.DENIED, (), f"denied by “{word}”")
    return Verdict(Stance.DENIED, voices.chain(frame, _parties(claim)), f"denied by “{word}”, {frame.how}")


def _hedged(voices: Voices, claim: Found, governing: Governing, frame: Frame | None) -> Verdict:
    if frame is None:
        return Verdict(Stance.ALLEGED, _ANONYMOUS, f"alleged by “{governing.hedge or claim.anchor.text}”")
    chain = voices.chain(frame, _parties(claim))
    heard = not chain and frame.verb.lemma_ in speech.HEARSAY
    if heard or (frame.role is Role.OUTLET and claim.alleged):
        chain = (*chain, *_ANONYMOUS)  # the outlet passes on a rumour
    return Verdict(Stance.ALLEGED, chain, frame.how)


def _said(voices: Voices, claim: Found, frame: Frame) -> Verdict:
    """What somebody says stands by who that is."""
    role = voices.role(frame, _parties(claim))
    stance = _BY_ROLE[role]
    chain = voices.chain(frame, _parties(claim))
    if frame.verb.lemma_ in speech.THINK | speech.HINT or (
        role is Role.NAMED_THIRD_PARTY and frame.verb.lemma_ in speech.DOUBTFUL
    ):
        stance = Stance.ALLEGED
    outer = voices.according_to(claim.line, claim.anchor)
    if outer is not None and outer.role is Role.OUTLET and outer.verb.i != frame.verb.i:
        chain = (*(link for link in voices.chain(outer, ()) if link not in chain), *chain)
    verb = frame.verb.lemma_.lower()
    if role is Role.OUTLET and (
        verb == "learn" or not chain
    ):  # "StarWire has learned"; the article's own outlet
        doubtful = verb in speech.DOUBTFUL | speech.THINK
        if not chain and verb in speech.HEARSAY:
            chain = _ANONYMOUS
        return Verdict(Stance.ALLEGED if doubtful else Stance.REPORTED, chain, frame.how)
    return Verdict(stance, chain, frame.how)


def _rumour(voices: Voices, claim: Found, governing: Governing, frame: Frame | None) -> list[Verdict]:
    """A rumour, and its denial if one is told with it."""
    found = []
    noun, denier = governing.rumour, governing.denier
    if noun is not None:
        owners = (c for c in noun.children if c.dep_ in ("poss", "compound"))
        outlet = next((o for c in owners if (o := voices.agents.outlet_at(claim.line, c))), None)
        chain = (Agent(agent=outlet, role=Role.OUTLET),) if outlet else _ANONYMOUS
        found.append(Verdict(Stance.ALLEGED, chain, f"alleged: “{noun.text}”"))
        false = _said_false(noun)
        if false is not None:
            told = next(
                (f for f in voices.frames(claim.line) if f.verb.sent == noun.sent and f.verb.i != noun.i),
                None,
            )
            chain = voices.chain(told, _parties(claim)) if told else ()
            found.append(Verdict(Stance.DENIED, chain, f"denied: the {noun.text} is “{false.text}”"))
    if denier is not None:
        found.append(_denied_by(voices, claim, denier, frame))
    return found


def _denied_by(voices: Voices, claim: Found, denier: Token, frame: Frame | None) -> Verdict:
    if any(child.dep_ == "neg" for child in denier.children):
        return Verdict(Stance.ALLEGED, _ANONYMOUS, f"not denied is not said: “not {denier.text}”")
    told = voices.frame(claim.line, denier)
    if told is None:
        return Verdict(Stance.DENIED, (), f"denied by “{denier.text}”")
    same = (f for f in voices.frames(claim.line) if f.people and f.people == told.people and f.outlet)
    through = frame or next(same, None)  # "told StarWire, shooting down rumors": through StarWire
    best = through if through is not None and through.outlet and not told.outlet else told
    return Verdict(Stance.DENIED, voices.chain(best, _parties(claim)), f"denied by “{denier.text}”")


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

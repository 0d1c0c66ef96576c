"""Last step: what was found becomes proposals, each once, with its sentence and why."""

from __future__ import annotations

from relgraph.claims import Stance
from relgraph.extract.protocol import Explanation, Named, Proposal, Trigger
from relgraph.extract.rules.attribution import Voices
from relgraph.extract.rules.denials import denials
from relgraph.extract.rules.said import COUPLE_KINDS, Said
from relgraph.extract.rules.stance import Verdict, verdicts
from relgraph.extract.rules.story import Found, ParsedLine, Story
from relgraph.extract.rules.timing import dated
from relgraph.kinds import KINDS


def proposals(story: Story, voices: Voices, said: Said) -> list[Proposal]:
    """One proposal for each kind, parties and stance, in the order of the text."""
    kept: dict[tuple[object, str | None], Proposal] = {}
    found = said.found
    tied = {frozenset((id(f.a), id(f.b))) for f in found if f.kind in COUPLE_KINDS and not f.needs_tie}
    judged = [
        (claim, verdict)
        for claim in found
        if not claim.needs_tie or frozenset((id(claim.a), id(claim.b))) in tied
        for verdict in verdicts(voices, claim)
    ]
    judged += denials(voices, said, judged)
    _split_of_the_married(judged)
    judged = _without_doubtful(judged)
    for claim, verdict in judged:
        proposal = _proposal(story, claim, verdict)
        pair = (id(claim.a), id(claim.b))
        once = (
            claim.kind,
            pair if KINDS[claim.kind].directed else tuple(sorted(pair)),
            verdict.stance,
            verdict.chain,
        )
        if (once, None) in kept and proposal.when is not None:
            del kept[once, None]
        if proposal.when is not None or not any(key[0] == once for key in kept):
            kept.setdefault((once, proposal.when), proposal)
    return list(kept.values())


_SOFT = frozenset(("dating", "affair", "feud", "friendship", "parenthood", "reconciliation"))


def _without_doubtful(judged: list[tuple[Found, Verdict]]) -> list[tuple[Found, Verdict]]:
    """What an article alleges or denies anywhere of two people, it does not report by the way elsewhere.

    "Their romance" in an article that calls it a rumour takes up the rumour. What a verb or a plain "her boyfriend"
    says in the article's own voice stands.
    """
    doubted = {
        (claim.kind, frozenset((id(claim.a), id(claim.b))))
        for claim, verdict in judged
        if verdict.stance in (Stance.ALLEGED, Stance.DENIED) and claim.kind in _SOFT
    }
    denied = {
        (claim.kind, frozenset((id(claim.a), id(claim.b))))
        for claim, verdict in judged
        if verdict.stance is Stance.DENIED and not verdict.chain and claim.kind in _SOFT
    }
    return [
        (claim, verdict)
        for claim, verdict in judged
        if verdict.stance is not Stance.REPORTED
        or (claim.kind, frozenset((id(claim.a), id(claim.b))))
        not in (doubted if claim.rule.startswith(("event", "idiom")) else denied)
    ]


def _split_of_the_married(judged: list[tuple[Found, Verdict]]) -> None:
    """A split of a couple that the article has as married is a separation, of any other a breakup; an "ex" likewise."""
    married = {
        frozenset((id(claim.a), id(claim.b)))
        for claim, verdict in judged
        if claim.kind in ("marriage", "divorce", "divorce_filing", "separation")
        and not verdict.hypothetical
        and (verdict.stance in (Stance.REPORTED, Stance.CONFIRMED) or claim.kind != "marriage")
    }
    for claim, _ in judged:
        if claim.kind == "breakup" and frozenset((id(claim.a), id(claim.b))) in married:
            claim.kind = "divorce" if claim.rule == "noun:ex" else "separation"


def _proposal(story: Story, claim: Found, verdict: Verdict) -> Proposal:
    timed = dated(story, claim)
    quote, at = _quote(story, claim.line, claim)
    first, last = claim.line.doc[claim.trigger[0]], claim.line.doc[claim.trigger[1] - 1]
    start = claim.line.at + first.idx
    trigger = Trigger(story.text[start : claim.line.at + last.idx + len(last)], start)
    return Proposal(
        kind=claim.kind,
        a=Named(claim.a.name, claim.a.type),
        b=Named(claim.b.name, claim.b.type) if claim.b else None,
        stance=verdict.stance,
        quote=quote,
        at=at,
        rule=claim.rule,
        why=Explanation((trigger,), claim.how, verdict.why, timed.how if timed else None),
        hypothetical=verdict.hypothetical,
        when=timed.when if timed else None,
        attribution=verdict.chain,
        sensitive=claim.sensitive,
        detail=claim.detail,
    )


def _quote(story: Story, line: ParsedLine, claim: Found) -> tuple[str, int]:
    sent = claim.anchor.sent
    start, end = line.at + sent.start_char, line.at + sent.end_char
    text = story.text[start:end]
    return text.strip(), start + len(text) - len(text.lstrip())

"""Findings, each with what the record says and what to type next."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from relgraph.checks import Found
from relgraph.cli.as_json import Json, ref_json
from relgraph.cli.safe import quoted, shown, typed
from relgraph.cli.text import columns, number, painted, wrapped
from relgraph.cli.words import chain, day
from relgraph.dates import iso
from relgraph.queries.rows import Ref
from relgraph.queries.told import Told

SHORT = 12
"""Digits of an id, enough to name a claim or a judgement by."""

_PORTION = 500  # findings whose claims are looked up at once
_OF_A_LIFE = ("before birth", "births disagree", "parent younger than child", "self bond")

Tell = Callable[[Iterable[int]], Mapping[int, Told]]
"""The claims at these positions."""

Call = Callable[[Iterable[int]], Mapping[int, Ref]]
"""The entities of these numbers."""


def lines(findings: Sequence[Found], tell: Tell, call: Call) -> Iterator[str]:
    """The findings in order of position."""
    yield number(len(findings), "finding")
    for one, claim, parties in _explained(findings, tell, call):
        yield from ("", *_finding(one, claim, parties))


def findings_json(findings: Sequence[Found], tell: Tell, call: Call) -> list[Json]:
    """The findings in order of position."""
    return [
        {
            "finding": one.finding,
            "position": one.position,
            "message": one.message,
            "parties": list(map(ref_json, parties)),
            "claim": claim and claim.id,
            "quote": claim.quote.text if claim and claim.quote else None,
            "next": next_steps(one, claim, parties),
        }
        for one, claim, parties in _explained(findings, tell, call)
    ]


def _explained(
    findings: Sequence[Found], tell: Tell, call: Call
) -> Iterator[tuple[Found, Told | None, list[Ref]]]:
    for start in range(0, len(findings), _PORTION):
        some = findings[start : start + _PORTION]
        claims = tell({one.position for one in some})
        called = call({no for one in some for no in one.parties})
        for one in some:
            yield one, claims.get(one.position), [called[no] for no in one.parties]


def _finding(one: Found, claim: Told | None, parties: Sequence[Ref]) -> list[str]:
    room = columns()
    text = [painted(line, "bold") for line in wrapped(f"{one.finding}, position {one.position}", room)]
    text += wrapped(quoted(one.message), room, "  ")
    if claim is not None:
        names = " and ".join(shown(party.name) for party in claim.parties)
        when = f" {shown(claim.when)}" if claim.when is not None else ""
        text += wrapped(f"{claim.kind.replace('_', ' ')}{when}, {names}", room, "    ", "  ")
        text += wrapped(f"{chain(claim)}, {day(claim.published)}", room, "    ", "  ")
        if claim.quote:
            text += wrapped(f"“{quoted(claim.quote.text)}”", room, "    ", "  ")
    return [*text, *(f"  see: {step}" for step in next_steps(one, claim, parties))]


def next_steps(one: Found, claim: Told | None, parties: Sequence[Ref]) -> list[str]:
    """Commands that show what is wrong among its like, or that put it right."""
    if one.finding in ("contradicting judgements", "orphan judgement"):
        return [f"relgraph identity undo {(one.subject or '')[:SHORT]}"]
    steps = [_shows(claim)] if claim else []
    if one.finding in _OF_A_LIFE:
        steps += [f"relgraph identity show {shlex.quote(shown(party.id))}" for party in parties]
    if one.finding == "article changed":
        steps.append(f"relgraph log show --from {one.position}")
    if claim and one.finding == "quote no longer in text":
        why = '--why "the article no longer says so"'
        steps.append(f"relgraph retract {claim.id[:SHORT]} --published {one.hint} {why}")
    if claim and one.finding == "unread date":
        when = f"--when {one.hint} --published {iso(claim.published)}"
        steps.append(
            f"relgraph review edit {claim.id[:SHORT]}"
            if claim.unreviewed
            else f'relgraph correct {claim.id[:SHORT]} {when} --why "its date was not read"'
        )
    return list(dict.fromkeys(steps))


def _shows(claim: Told) -> str:
    """A command that shows the claim among its like."""
    command = "why" if len(claim.parties) == 2 else "timeline"
    return " ".join(["relgraph", command, *(typed(party.name, party.id) for party in claim.parties)])

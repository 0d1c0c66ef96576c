"""Ties in two columns: who, and since when and by whose account. What is only alleged is marked and said so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby

from relgraph.cli.safe import shown
from relgraph.cli.text import beside, columns, listed, number, painted, width, wrapped
from relgraph.cli.words import alleged_end, day, period, standing, voice
from relgraph.dates import Day
from relgraph.kinds import KINDS, Shape
from relgraph.queries.phrases import announced, phrase
from relgraph.queries.rows import Ref, Tie
from relgraph.queries.ties import Asked
from relgraph.queries.told import Told
from relgraph.queries.voices import Voices

HEADINGS = {
    "yes": "On this day",
    "possibly": "Possibly on this day",
    "unsaid": "Nothing said for this day",
    "no": "Not on this day",
}
_LEFT = 36  # cells of the left column
_GAP = 2
_MARKS = {"alleged": "?", "denied": "x", "retracted": "x", "disputed": "!"}
_COLOURS = {"alleged": "yellow", "denied": "red", "retracted": "red", "disputed": "yellow"}
_MANY = 4  # so many credits are told in one paragraph
_NAMED = 3  # so many voices are named

Heard = Callable[[Tie], Voices]
"""Who speaks for and against a tie."""


def head(who: Ref, on: Day, known: Day) -> list[str]:
    """Who is asked about, for which day, as known on which day."""
    name = shown(who.name)
    first, *more = wrapped(f"{name}, {who.type}, {shown(who.id)}", columns(), "  ", "")
    bold = first.replace(name, painted(name, "bold"), 1)  # a name in several lines stays plain
    return [bold, *more, f"on {day(on)}, as known on {day(known)}"]


def sections(ties: Iterable[Tie], heard: Heard) -> list[str]:
    """Ties as their `entity` sees them, under a heading for how surely they hold on the day."""
    lines: list[str] = []
    for heading, some in groupby(sorted(ties, key=_is_withdrawn), key=_heading):
        lines += ["", painted(heading, "bold")]
        for tied in _gathered(some):
            lines += (
                row(f"{phrase(tied[0])} {_other(tied[0])}", tied[0], heard)
                if len(tied) == 1
                else _credits(tied)
            )
    return lines


def _is_withdrawn(tie: Tie) -> bool:
    return tie.standing == "retracted"


def _heading(tie: Tie) -> str:
    return "Withdrawn" if _is_withdrawn(tie) else HEADINGS[tie.holds]


def _gathered(ties: Iterable[Tie]) -> list[list[Tie]]:
    """The ties one by one, but many credits of a kind that nobody doubts together."""
    found: list[list[Tie]] = []
    for _, some in groupby(ties, key=lambda tie: (phrase(tie), tie.standing in ("reported", "confirmed"))):
        alike = list(some)
        together = Shape.CREDIT in KINDS[alike[0].kind].shapes and alike[0].standing not in _MARKS
        found += [alike] if together and len(alike) >= _MANY else [[tie] for tie in alike]
    return found


def _credits(ties: list[Tie]) -> list[str]:
    """`performed in 28 works: A (2008), B, 2009`: in order of time."""
    names = [_credit(tie) for tie in sorted(ties, key=lambda tie: (tie.start.latest or 0, tie.other.name))]
    what = number(len(ties), ties[0].other.type, {"person": "people"}.get(ties[0].other.type))
    return wrapped(f"{phrase(ties[0])} {what}: {', '.join(names)}", columns(), "    ", "  ")


def _credit(tie: Tie) -> str:
    dated = tie.start.latest is not None and str(date.fromordinal(tie.start.latest).year) in tie.other.name
    return shown(tie.other.name) if dated else f"{shown(tie.other.name)} [{period(tie)}]"


def _other(tie: Tie) -> str:
    detail = f" ({', '.join(map(shown, tie.detail))})" if tie.detail else ""
    return f"{shown(tie.other.name)}{detail}"


def nothing(asked: Asked, everything: Sequence[Tie]) -> list[str]:
    """That there is no such tie on the day, and what was left out of `everything` that there is."""
    there = [tie for tie in everything if not _is_withdrawn(tie)]
    today = [tie for tie in there if asked.past or tie.holds != "no"]
    kind = "" if asked.kind is None else " of that kind"
    standing = "" if asked.standing is None else " of at least that standing"
    parts = [f"no tie{kind}{standing}{'' if asked.past else ' on this day'}"]
    if today:
        parts.append(f"{len(today):,} {'other is' if len(today) == 1 else 'others are'} left out")
    if more := sum(asked.fits(tie) for tie in there) - sum(asked.fits(tie) for tie in today):
        parts.append(
            f"{f'{more:,} such' if kind or standing else number(more, 'tie')} on other days: add --all"
        )
    return ["", *wrapped("; ".join(parts), columns())]


def row(text: str, tie: Tie, heard: Heard | None = None) -> list[str]:
    """A text about a tie on the left; its days, and who says so, on the right. Without `heard` voices are counted."""
    styles = [_COLOURS[tie.standing]] if tie.standing in _COLOURS else []
    facts = _facts(tie, heard, columns() - _LEFT - _GAP)
    return in_columns(f"{_MARKS.get(tie.standing, ' ')} ", text, facts, *styles)


def in_columns(mark: str, text: str, facts: Sequence[str], *styles: str) -> list[str]:
    """A text on the left with a mark before it, what there is to say of it on the right."""
    left = wrapped(text, _LEFT, " " * len(mark), mark)
    right = [line for fact in facts for line in wrapped(fact, columns() - _LEFT - _GAP, "  ", "")]
    return [
        f"{painted(first, *styles)}{' ' * _GAP}{second}".rstrip()
        for first, second in beside(left, right, _LEFT)
    ]


def _facts(tie: Tie, heard: Heard | None, room: int) -> list[str]:
    facts = [period(tie), *_account(tie, heard)]
    if len(facts) == 2 and width(facts[0] + facts[1]) + 3 <= room:
        facts = [f"{facts[0]} · {facts[1]}"]
    facts += announced(tie)
    if tie.void:
        facts.append("void: the marriage was annulled")
    return [*facts, *_doubtful_end(tie, heard)]


def _doubtful_end(tie: Tie, heard: Heard | None) -> list[str]:
    """An end that is only alleged, or one that somebody denies: by whose account it is so."""
    end = tie.alleged_end or (tie.end if tie.end.standing in ("disputed", "denied") else None)
    if end is None or tie.standing == "retracted":
        return []
    text = [alleged_end(end, named=heard is not None)] if end is tie.alleged_end else []
    if heard is None:
        return text
    voices = heard(tie)
    account = _accounts(end.standing, voices.ending, voices.keeping)
    return [*text, *(account if text else [f"its end is {line}" for line in account[:1]] + account[1:])]


def _account(tie: Tie, heard: Heard | None) -> list[str]:
    """By whose account a tie is so; the voices are named where it is in doubt."""
    if heard is None or tie.standing not in _MARKS or tie.standing == "retracted":
        return [standing(tie)]
    voices = heard(tie)
    return _accounts(tie.standing, voices.supporting, voices.denying) or [standing(tie)]


def _accounts(standing: str | None, told: Sequence[Told], denied: Sequence[Told]) -> list[str]:
    """Who tells of something in doubt, and who denies it; nothing where nobody is known to."""
    if not told:
        return []
    against = [f"denied by {_names(denied)}"] if denied else []
    if standing == "alleged":
        return [f"ALLEGED by {_names(told)}", *against]
    if standing == "denied" and denied:
        return [f"DENIED by {_names(denied)}", f"alleged by {_names(told)}"]
    return [f"DISPUTED: told by {_names(told)}", *against]


def _names(claims: Sequence[Told]) -> str:
    names = list(dict.fromkeys(map(voice, claims)))
    more = len(names) - _NAMED
    return listed([*names[:_NAMED], f"{more} more"] if more > 0 else names)

"""What became of a claim that its outlet took back, and the reason given; and the receipt for taking it back."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.cli.safe import quoted, shown
from relgraph.cli.text import columns, listed, number, wrapped
from relgraph.cli.words import day, when
from relgraph.dates import day_of
from relgraph.queries.amended import Amendment
from relgraph.queries.told import Told

SHORT = 12
"""Digits of an id, enough to name a claim by."""

_DONE = {"retracted": "withdrawn", "replaced": "corrected"}


def amended(what: Amendment) -> str:
    """`withdrawn on 1 Sep 2023`, `corrected on 1 Sep 2023`; `edited in review by ada`."""
    if what.by is not None:
        return f"edited in review by {shown(what.by)}"
    return f"{_DONE[what.what]} on {day(what.published)}"


def reason(what: Amendment | None, indent: str) -> list[str]:
    """The outlet's reason, in lines; none where it gave none or it was erased."""
    if what is None or what.why is None:
        return []
    return wrapped(f"reason: {quoted(what.why)}", columns(), f"{indent}  ", indent)


_MANY = 5  # so many claims of an article are told one by one


def withdrawn(claims: Sequence[Told], published: str) -> list[str]:
    """What an outlet withdrew on that day, and what it had withdrawn before."""
    text, since = [], day(day_of(published))
    for claim in claims[:_MANY]:
        before = claim.withdrawn is not None and claim.withdrawn < day_of(published)
        word = f"already withdrawn on {day(claim.withdrawn)}" if before and claim.withdrawn else "withdrawn"
        text += _told(f"{word}: {summary(claim)}{'' if before else f', from {since} on'}")
    return [*text, *([f"and {number(len(claims) - _MANY, 'more claim')}"] if len(claims) > _MANY else [])]


def corrected(old: Told, new: Told) -> list[str]:
    """What an outlet replaced, and by what."""
    return [
        *_told(f"corrected: {summary(old)}"),
        *_told(f"to: {claimed(new)}, from {day(new.published)} on; claim {new.id[:SHORT]}"),
    ]


def edited(old: Told, new: Told) -> list[str]:
    """What a person read otherwise, and how it is read now."""
    return [
        *_told(f"edited: {summary(old)}"),
        *_told(f"to: {claimed(new)}; claim {new.id[:SHORT]}"),
    ]


def _told(text: str) -> list[str]:
    return wrapped(text, columns(), "  ", "")


def summary(claim: Told) -> str:
    """`engagement of Ida Lund and Kai Moe, no day told, alleged (Daily, 1 Feb 2015)`."""
    return f"{claimed(claim)} ({shown(claim.article.source)}, {day(claim.article.published)})"


def claimed(claim: Told) -> str:
    """`engagement of Ida Lund and Kai Moe, no day told, alleged`."""
    names = listed([shown(party.name) for party in claim.parties])
    return f"{claim.kind.replace('_', ' ')} of {names}, {when(claim.when)}, {claim.stance}"

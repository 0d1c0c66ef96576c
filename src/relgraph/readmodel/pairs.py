"""The history of a pair, as rows: what the fold makes of its claims, whoever the two are.

The fold of a pair knows no names, so pairs whose claims are alike (an import has many) are folded once: claims
are told apart by their place among the pair's claims, roots by their first one, the two persons by 0 and 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from relgraph.dates import Day, iso
from relgraph.fold import NEVER, End, Version, history
from relgraph.readmodel.reading import Told, said

ALIKE = 3
"""Claims that a pair may have to be looked for among those folded before."""

Row = tuple[Any, ...]
"""A row of `version` or `finding`."""

_SELF = "a bond of one with itself: no tie"

FROM, TO = 4, 5
"""Where a row of `version` has known_from and known_to."""


class History(NamedTuple):
    """What follows from the claims of a pair: rows for the tables."""

    versions: list[Row]
    findings: list[Row]


def of_pair(one: int, other: int, told: Sequence[Told], since: Day = NEVER) -> History:
    """The rows of a pair's claims, which come in order; the versions as known from `since` on."""
    if one == other:
        return History([], [(one, one, "self bond", t.position, _SELF) for t in told if t.b is not None])
    pair = one, other
    roots: dict[str, str] = {}
    alike = tuple(
        Told(place, *claim[1:7], roots.setdefault(claim.root, str(len(roots))), *claim[8:])
        for place, claim in enumerate(told)
    )
    versions, findings = (_folded if len(alike) <= ALIKE else _fold)(alike, since)
    return History(
        [(pair[row[0]], pair[row[1]], *row[2:]) for row in versions],
        [(one, other, finding, told[place].position, message) for finding, place, message in findings],
    )


def _fold(told: tuple[Told, ...], since: Day) -> History:
    versions, findings = history([said(claim, claim.position, (0, 1), claim.root) for claim in told], since)
    return History(joined(map(_row, versions)), [tuple(finding) for finding in findings])


_folded = lru_cache(maxsize=16384)(_fold)


def joined(rows: Iterable[Row]) -> list[Row]:
    """Rows of versions, those made one that follow each other and say the same."""
    spans: dict[Row, list[tuple[Day, Day]]] = {}
    for row in rows:
        spans.setdefault((*row[:FROM], *row[TO + 1 :]), []).append((row[FROM], row[TO]))
    return [(*row[:FROM], *span, *row[FROM:]) for row, some in spans.items() for span in _joined(some)]


def _joined(spans: list[tuple[Day, Day]]) -> list[tuple[Day, Day]]:
    whole: list[tuple[Day, Day]] = []
    for start, end in sorted(spans):
        if whole and whole[-1][1] == start:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def cut(rows: Iterable[Row], day: Day) -> list[Row]:
    """Rows of versions as far as they are known before a day."""
    return [(*row[:TO], min(row[TO], day), *row[TO + 1 :]) for row in rows if row[FROM] < day]


def _row(version: Version) -> Row:
    e = version.episode
    start, end = e.start, e.end.bounds
    return (
        e.a, e.b, e.kind, e.number, version.known_from, version.known_to, e.standing, e.roots, e.against, *e.window,
        start.earliest, start.latest, start.text, int(start.approximate),
        end.earliest, end.latest, end.text, int(end.approximate),
        e.end.standing, e.end.by, _alleged(e.alleged_end), int(e.void), int(e.unreviewed), e.last_published,
    )  # fmt: skip


def _alleged(end: End | None) -> str | None:
    if end is None:
        return None
    earliest, latest, text, approximate = end.bounds
    told = {"earliest": iso(earliest), "latest": iso(latest), "text": text, "approximate": approximate}
    return json.dumps({**told, "standing": end.standing, "by": end.by}, ensure_ascii=False)

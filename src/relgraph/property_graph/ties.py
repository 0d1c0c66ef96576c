"""Versions of ties, each with the claims behind it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from relgraph.articles import short_digest
from relgraph.dates import Day, day_of
from relgraph.fold.model import Window
from relgraph.property_graph.behind import NOTHING, Behind, behind
from relgraph.property_graph.masking import Mask
from relgraph.property_graph.rows import Tie, ranges, when
from relgraph.readmodel.reading import Fetched, Pair, of_pairs, said, told, vitals

_VERSIONS = """
SELECT a, b, kind, episode, v.known_from, known_to, x.id, y.id, standing, roots, against,
  first, said_from, sure_from, sure_to, said_to, last,
  start_earliest, start_latest, start_text, start_approximate, end_earliest, end_latest, end_text, end_approximate,
  end_standing, ended_by, alleged_end, void, unreviewed, last_published
FROM json_each(:pairs) CROSS JOIN version AS v INDEXED BY version_a
ON a = json_extract(value, '$[0]') AND b = json_extract(value, '$[1]')
JOIN entity AS x ON x.no = a JOIN entity AS y ON y.no = b
"""

Row = tuple[Any, ...]


def ties_of(db: sqlite3.Connection, mask: Mask, pairs: Sequence[Pair]) -> Iterator[Tie]:
    """The versions of the ties of these pairs, the smaller number first."""
    asked = {"pairs": json.dumps([both for pair in pairs for both in (pair, pair[::-1])])}
    versions: dict[Pair, list[Row]] = {}
    for row in db.execute(_VERSIONS, asked):
        versions.setdefault((min(row[0], row[1]), max(row[0], row[1])), []).append(row)
    claims = _claims(db, list(versions))
    ids = event_ids(db, (claim[2] for some in claims.values() for claim in some))
    for pair, rows in versions.items():
        for row, why in zip(rows, _behind(pair, rows, claims.get(pair, [])), strict=True):
            yield _tie(row, why, ids, mask)


def event_ids(db: sqlite3.Connection, positions: Iterable[int]) -> dict[int, str]:
    """The ids of the events at these positions."""
    query = "SELECT position, event_id FROM json_each(?) CROSS JOIN log ON position = value"
    rows = db.execute(query, (json.dumps(list(positions)),))
    return {position: id.hex() if isinstance(id, bytes) else id for position, id in rows}


def _tie(row: Row, why: Behind, ids: Mapping[int, str], mask: Mask) -> Tie:
    one, other, kind, episode, known_from, known_to, one_id, other_id, standing, roots, against = row[:11]
    begun, begun_by, start_text, start_fuzzy, over, over_by, end_text, end_fuzzy, end_standing = row[17:26]
    ended_by, alleged, void, unreviewed, last_published = row[26:]
    a, b = mask.id(one, one_id), mask.id(other, other_id)
    end = json.loads(alleged) if alleged else {}
    sure_from, sure_to, said_from, said_to, span_from, span_to = ranges(Window(*row[11:17]))
    return Tie(
        a=a, b=b, kind=kind, id=short_digest("version", a, b, kind, str(episode), str(known_from)),
        episode=episode, standing=standing, roots=roots, against=against,
        start_earliest=when(begun), start_latest=when(begun_by), start_text=start_text,
        start_approximate=bool(start_fuzzy),
        end_earliest=when(over), end_latest=when(over_by), end_text=end_text, end_approximate=bool(end_fuzzy),
        end_standing=end_standing, ended_by=ended_by,
        alleged_end_earliest=_day(end, "earliest"), alleged_end_latest=_day(end, "latest"),
        alleged_end_standing=end.get("standing"), alleged_end_by=end.get("by"),
        known_from=date.fromordinal(known_from), known_to=when(known_to),
        sure_from=sure_from, sure_to=sure_to, said_from=said_from, said_to=said_to,
        span_from=span_from, span_to=span_to,
        void=bool(void), unreviewed=bool(unreviewed), last_published=date.fromordinal(last_published),
        claims=[ids[position] for position in why.claims], denials=[ids[position] for position in why.denials],
    )  # fmt: skip


def _day(end: Mapping[str, Any], side: str) -> date | None:
    text = end.get(side)
    return None if text is None else when(day_of(text))


def _claims(db: sqlite3.Connection, pairs: Sequence[Pair]) -> dict[Pair, list[Fetched]]:
    """The claims of pairs, with the births and deaths of both."""
    found: dict[Pair, list[Fetched]] = {}
    for row in of_pairs(db, pairs):
        assert row[1] is not None
        found.setdefault((row[0], row[1]), []).append(row)
    alone = vitals(db, {no for pair in pairs for no in pair})
    if alone:
        for pair, rows in found.items():
            rows += (row for no in pair for row in alone.get(no, ()))
    return found


def _behind(pair: Pair, rows: Sequence[Row], claims: list[Fetched]) -> list[Behind]:
    if len(claims) == 1:  # most pairs of a data set
        (claim,) = claims
        one = Behind((), (claim[2],)) if claim[6] == "denied" else Behind((claim[2],))
        return [one] * len(rows)
    in_order = sorted(told(claim, pair[1]) for claim in claims)
    stated = [said(claim, claim.position, pair, claim.root) for claim in in_order]
    keys: list[tuple[str, int, Day]] = [(row[2], row[3], row[5]) for row in rows]
    found = behind(stated, keys)
    return [found.get(key, NOTHING) for key in keys]

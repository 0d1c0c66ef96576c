"""Dates that stand in a claim's own words and that the claim has not."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator

from relgraph.checks.found import Found
from relgraph.kinds import KINDS

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?!\s*(?:%|people|million|km))")

_DATED = [kind.name for kind in KINDS.values() if kind.starts or kind.ends]

_UNDATED = f"""
SELECT claim.position, one, other, body FROM claim LEFT JOIN body USING (position)
WHERE at IS NULL AND article IN (SELECT article FROM printed) AND stance <> 'denied' AND NOT hypothetical
AND NOT rejected AND withdrawn IS NULL AND replaced IS NULL AND kind IN ({",".join(f"'{kind}'" for kind in _DATED)})"""


def unread_dates(db: sqlite3.Connection) -> Iterator[Found]:
    """Claims without a date whose words name a year."""
    for position, one, other, body in db.execute(_UNDATED):
        claim = json.loads(body).get("claim", {}) if body else {}
        words = max((str(part["quote"]) for part in claim.get("evidence", ())), key=len, default="")
        years = list(dict.fromkeys(_YEAR.findall(words)))
        if years:
            message = f"its words name {' and '.join(years)}, and it has no date"
            parties = (one,) if other is None else (one, other)
            yield Found("unread date", position, message, parties, latest=position, hint=years[0])

"""What is odd about the data in the log, as known on the last day: Findings, each with the position of a record.

What the history of one pair shows, the fold finds and the read model keeps. What only several pairs show together, or
articles, or judgements, is looked for here. Nothing is refused or repaired for being odd.
"""

from __future__ import annotations

import sqlite3

from relgraph.checks.articles import changed_articles, one_text_many_roots
from relgraph.checks.couples import overlapping_marriages
from relgraph.checks.found import Found
from relgraph.checks.judgements import contradicting, orphans
from relgraph.checks.lives import lives
from relgraph.checks.pairs import of_pairs
from relgraph.checks.unread import unread_dates

__all__ = ["Found", "findings"]

_CHECKS = (
    overlapping_marriages, lives, contradicting, orphans, one_text_many_roots, changed_articles, unread_dates,
)  # fmt: skip


def findings(db: sqlite3.Connection, since: int = 0) -> list[Found]:
    """All findings, by position; with `since` those that were not there before the records after that position.

    None of these is missed. One that was there can be told again, if something was judged or taken back of its pair.
    """
    found = set(of_pairs(db, since))
    for check in _CHECKS:
        found.update(one for one in check(db) if one.latest is None or one.latest > since)
    return sorted(found, key=lambda one: (one.position, one.finding, one.message))

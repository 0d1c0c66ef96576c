"""Articles that changed under their address, and one text under several voices."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from relgraph.checks.found import Found
from relgraph.dates import iso
from relgraph.queries.versions import no_longer_said

_CHANGED = """
SELECT id, coalesce(url, id), published, position FROM article
WHERE id IN (SELECT id FROM article GROUP BY id HAVING count(*) > 1) ORDER BY id, published, position"""

_TWINS = """
SELECT printed.twins, kind, one, other, claim.article, coalesce(claim.root, article.root), claim.position
FROM printed CROSS JOIN claim ON claim.article = printed.article CROSS JOIN article ON article.no = printed.article
WHERE printed.twins IN (SELECT twins FROM printed GROUP BY twins HAVING count(*) > 1)
AND stance <> 'denied' AND NOT hypothetical AND NOT rejected AND withdrawn IS NULL AND replaced IS NULL
ORDER BY article.published, claim.position"""


def changed_articles(db: sqlite3.Connection) -> Iterator[Found]:
    """Articles with several versions; and what an older one said in words that the last one no longer has."""
    versions: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for id, place, day, position in db.execute(_CHANGED).fetchall():
        versions[id].append((place, day, position))
    for id, some in versions.items():
        place, _, position = some[-1]
        told = ", ".join(f"{iso(day)} (position {at})" for _, day, at in some)
        yield Found(
            "article changed", position, f"{place} has {len(some)} versions: {told}", (), id, position
        )
        for claim, since in no_longer_said(db, id):
            quote = f": “{claim.quote.text}”" if claim.quote else ""
            message = f"the article no longer says this, from its version of {iso(since)} on{quote}"
            parties = _parties(db, claim.position)
            yield Found("quote no longer in text", claim.position, message, parties, id, position, iso(since))


def _parties(db: sqlite3.Connection, position: int) -> tuple[int, ...]:
    row = db.execute("SELECT one, other FROM claim WHERE position = ?", (position,)).fetchone()
    return tuple(no for no in row if no is not None)


def one_text_many_roots(db: sqlite3.Connection) -> Iterator[Found]:
    """Articles that print one text and count as several voices, since they cite others."""
    told: defaultdict[tuple[Any, ...], dict[int, tuple[set[str], int]]] = defaultdict(dict)
    for twins, kind, one, other, article, root, position in db.execute(_TWINS):
        told[twins, kind, one, other].setdefault(article, (set(), position))[0].add(root)
    for (_, kind, one, other), articles in told.items():
        voices = [roots for roots, _ in articles.values()]
        odd = [position for roots, position in articles.values() if roots != voices[0]]
        if odd:
            counted = sorted(set[str]().union(*voices))
            message = (
                f"{len(articles)} articles print one text, and their {kind.replace('_', ' ')} counts as told by"
                f" {len(counted)} voices: {', '.join(counted)}"
            )
            parties = (one,) if other is None else (one, other)
            latest = max(position for _, position in articles.values())
            yield Found("one text many roots", odd[0], message, parties, latest=latest)

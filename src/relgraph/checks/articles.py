"""Articles that changed under their address, and one text under several voices."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from relgraph.checks.found import Found
from relgraph.dates import iso

_CHANGED = """
SELECT no, id, coalesce(url, id), published, position FROM article
WHERE id IN (SELECT id FROM article GROUP BY id HAVING count(*) > 1) ORDER BY id, published, position"""

_OF_OLDER = """
SELECT position, one, other, body FROM claim LEFT JOIN body USING (position)
WHERE article = :older AND NOT rejected AND NOT hypothetical AND withdrawn IS NULL AND replaced IS NULL
AND NOT EXISTS (SELECT 1 FROM claim AS again WHERE again.article = :newer
                AND again.kind = claim.kind AND again.one = claim.one AND again.other IS claim.other)"""

_TWINS = """
SELECT printed.twins, kind, one, other, claim.article, coalesce(claim.root, article.root), claim.position
FROM printed CROSS JOIN claim ON claim.article = printed.article CROSS JOIN article ON article.no = printed.article
WHERE printed.twins IN (SELECT twins FROM printed GROUP BY twins HAVING count(*) > 1)
AND stance <> 'denied' AND NOT hypothetical AND NOT rejected AND withdrawn IS NULL AND replaced IS NULL
ORDER BY article.published, claim.position"""


def changed_articles(db: sqlite3.Connection) -> Iterator[Found]:
    """Articles with several versions; and what an older one said in words that the last one no longer has."""
    versions: defaultdict[str, list[tuple[int, str, int, int]]] = defaultdict(list)
    for no, id, place, day, position in db.execute(_CHANGED).fetchall():
        versions[id].append((no, place, day, position))
    for id, some in versions.items():
        *older, (newest, place, day, position) = some
        told = ", ".join(f"{iso(day)} (position {at})" for _, _, day, at in some)
        yield Found(
            "article changed", position, f"{place} has {len(some)} versions: {told}", (), id, position
        )
        text = _text(db, position)
        for no, *_ in older:
            for at, one, other, body in db.execute(_OF_OLDER, {"older": no, "newer": newest}):
                gone = [quote for quote in _quotes(body) if text is not None and _plain(quote) not in text]
                if gone:
                    message = f"the version of {iso(day)} no longer has these words: “{gone[0]}”"
                    parties = (one,) if other is None else (one, other)
                    yield Found("quote no longer in text", at, message, parties, id, position, iso(day))


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


def _text(db: sqlite3.Connection, position: int) -> str | None:
    """The text of an article's record, with single spaces; None if it has none or was erased."""
    row = db.execute("SELECT body FROM body WHERE position = ?", (position,)).fetchone()
    article = json.loads(row[0]).get("article", {}) if row and row[0] else {}
    parts = [article.get("title"), article.get("text")]
    return _plain(" ".join(part for part in parts if part)) if article.get("text") is not None else None


def _quotes(body: str | None) -> list[str]:
    claim = json.loads(body).get("claim", {}) if body else {}
    return [str(part["quote"]) for part in claim.get("evidence", ())]


def _plain(text: str) -> str:
    return " ".join(text.split())

"""What persons judged of who goes: it goes with them. In what they judged of others only the names are cut out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from relgraph.erasing.masking import Mask
from relgraph.erasing.target import Target

Body = dict[str, Any]

_GIVEN = "SELECT value FROM json_each(:{})"

_PINNED = """
SELECT judgement.position FROM judgement, json_each(judgement.mentions) AS pin
JOIN article ON article.id = json_extract(pin.value, '$[0]')"""

_ABOUT = f"""
SELECT position FROM judgement WHERE a IN ({_GIVEN.format("ids")}) OR b IN ({_GIVEN.format("ids")})
UNION {_PINNED} WHERE article.no IN ({_GIVEN.format("articles")})
UNION {_PINNED} JOIN mention ON mention.article = article.no AND mention.name = json_extract(pin.value, '$[1]')
  AND mention.type = json_extract(pin.value, '$[2]') AND given = json_extract(pin.value, '$[3]')
WHERE mention.no IN ({_GIVEN.format("mentions")})"""


def about(db: sqlite3.Connection, target: Target) -> set[int]:
    """The positions of the judgements about a target, or about a name in an article that goes.

    Also of those that were taken back: they name their mentions still.
    """
    given = {what: json.dumps(sorted(getattr(target, what))) for what in ("ids", "articles", "mentions")}
    return {position for (position,) in db.execute(_ABOUT, given)}


def left_of(db: sqlite3.Connection, target: Target, body: Mapping[str, Any], mask: Mask) -> Body | None:
    """An EntitiesJudged of others; None if one of its two has the name and is nobody else."""
    for side in ("a", "b"):
        id, mention = body[side], body.get(f"{side}_in") or {}
        told = (id, mention.get("name", ""), mention.get("given") or "")
        if any(map(mask.is_in_address, told)) and not _is_somebody(db, target, id, mention):
            return None
    return {key: mask.text(value) if key in ("by", "why") else value for key, value in body.items()}


_OTHERS = f"""
SELECT 1 FROM mention JOIN entity ON entity.no = entity JOIN article ON article.no = article
WHERE mention.no NOT IN ({_GIVEN.format("mentions")}) AND (entity.id = :id OR (
  article.id = :article AND mention.name = :name AND mention.type = :type AND given = :given))
LIMIT 1"""


def _is_somebody(db: sqlite3.Connection, target: Target, id: str, mention: Mapping[str, Any]) -> bool:
    """Whether an article that stays names one of that id, or has that mention."""
    asked = {key: mention.get(key) for key in ("article", "name", "type")}
    asked |= {"id": id, "given": mention.get("given") or "", "mentions": json.dumps(sorted(target.mentions))}
    return db.execute(_OTHERS, asked).fetchone() is not None

"""Reading what persons judged, and what it comes to."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from relgraph.identity import Judged, Judgement, Pin, judged


class Weighed(NamedTuple):
    """The judgements by position, the entity of each id that is not that of one, and what all of it comes to."""

    said: dict[int, Judgement]
    owner: dict[str, str]
    judged: Judged


def weighed(connection: sqlite3.Connection) -> Weighed:
    """What was judged, and what it comes to."""
    query = "SELECT position, id, at, judgement, a, b, undoes, mentions FROM judgement"
    said = {
        position: Judgement(id, at, judgement, a, b, undoes, _pins(mentions) if mentions != _NONE else ())
        for position, id, at, judgement, a, b, undoes, mentions in connection.execute(query)
    }
    owners = """
        SELECT external.id, entity.id FROM (SELECT a AS id FROM judgement UNION SELECT b FROM judgement) AS said
        JOIN external ON external.id = said.id JOIN entity ON no = entity"""
    owner: dict[str, str] = dict(connection.execute(owners).fetchall())
    return Weighed(said, owner, judged(said.values(), owner))


_NONE = "[]"


def _pins(mentions: str) -> tuple[Pin, ...]:
    return tuple(Pin(*pin) for pin in json.loads(mentions))

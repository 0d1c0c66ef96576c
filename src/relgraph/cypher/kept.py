"""The graph of the engine, kept beside the file: made anew when the log has moved on, or the day has.

It is named by what it was made from, so that another one is never taken for it. Whoever may be withheld depends on
the day, so a new day makes a new one.
"""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from relgraph.articles import short_digest
from relgraph.cypher.embedded import built, engine_module
from relgraph.dates import Day
from relgraph.log import SqliteLog
from relgraph.log.beside import CYPHER
from relgraph.property_graph import Graph
from relgraph.readmodel.state import FORMAT

if TYPE_CHECKING:
    from kglite import KnowledgeGraph

_MADE = "1"
"""How the graph is made from the read model: another number when that changes."""


class Opened(NamedTuple):
    """The graph; if it was made just now, the seconds that took, and why it could not be kept."""

    engine: KnowledgeGraph
    seconds: float | None = None
    unkept: str | None = None


def opened(
    file: Path, db: sqlite3.Connection, today: Day, ties_only: bool, told: Callable[[int], None]
) -> Opened:
    """The graph of a file as its reader sees it, kept or made anew."""
    module = engine_module()
    head = SqliteLog(db).head()
    part = "ties" if ties_only else "whole"
    made_from = (_MADE, module.__version__, str(FORMAT), head.log_id, head.hash.hex(), str(today))
    place = file.with_name(file.name + CYPHER) / f"{part}-{short_digest(*made_from)}.kgl"
    if place.exists():
        with suppress(module.KgError, OSError):
            return Opened(module.load(str(place)))
    started = monotonic()
    engine = built(Graph(db, today), ties_only, told)
    try:
        _keep(engine, place, file)
    except (module.KgError, OSError) as error:
        return Opened(engine, monotonic() - started, getattr(error, "strerror", None) or str(error))
    return Opened(engine, monotonic() - started)


def _keep(engine: KnowledgeGraph, place: Path, file: Path) -> None:
    """Write the graph, readable by whoever may read the file, and take away those before it."""
    folder = place.parent
    rights = file.stat().st_mode & 0o666
    folder.mkdir(mode=rights | (rights & 0o444) >> 2, exist_ok=True)
    fresh = folder / f"{uuid4().hex}.new"
    try:
        fresh.touch(mode=rights)
        with warnings.catch_warnings(action="ignore", category=UserWarning):  # of parts that can't be mapped
            engine.save(str(fresh), fsync=False)
        fresh.chmod(rights)
        made_from = place.name.partition("-")[2]
        for old in folder.glob("*-*.kgl"):
            if not old.name.endswith(f"-{made_from}"):
                old.unlink(missing_ok=True)
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)

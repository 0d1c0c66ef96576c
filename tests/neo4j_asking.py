"""What tests of the server share: logging in, syncing a file, and what differs afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from neo4j import Driver

from relgraph.cli.progress import Counter
from relgraph.cli.store import reading
from relgraph.neo4j.comparing import Difference, differences
from relgraph.neo4j.server import Login, connected
from relgraph.neo4j.syncing import Synced, sync
from relgraph.property_graph import Graph
from tests.neo4j_server import PASSWORD, USER, Server
from tests.shell import on

LOGIN = Login(USER, PASSWORD)
TODAY = on("2024-01-01")


@contextmanager
def logged_in(server: Server, patience: float = 5) -> Iterator[Driver]:
    """The server, with nothing on it."""
    with connected(server.uri, LOGIN, patience) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        yield driver


def bring(driver: Driver, file: Path | sqlite3.Connection, today: int = TODAY) -> Synced:
    """Sync a file, or a connection to one."""
    return sync(driver, partial(_opened, file), today, Counter("rows"))


def differing(driver: Driver, file: Path | sqlite3.Connection, today: int = TODAY) -> list[Difference]:
    """What is not the same on both sides."""
    with driver.session() as session, _opened(file) as db:
        return list(differences(session, Graph(db, today), Counter("rows")))


def _opened(file: Path | sqlite3.Connection) -> AbstractContextManager[sqlite3.Connection]:
    return reading(file) if isinstance(file, Path) else nullcontext(file)


def ask(driver: Driver, query: str, **given: Any) -> list[Any]:
    """The rows of an answer; of one column, its values."""
    rows = [record.values() for record in driver.execute_query(query, given).records]
    return [row[0] for row in rows] if rows and len(rows[0]) == 1 else rows

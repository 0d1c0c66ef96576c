"""Reaching a server. Whatever is wrong with it is one error, which says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from relgraph.errors import BadInput, RelgraphError

if TYPE_CHECKING:
    from neo4j import Driver

LEAST = (5, 26)
"""The oldest version that is spoken to."""

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class NoServer(RelgraphError):
    """A server that can't be reached or used."""

    exit_code = 4


class Login(NamedTuple):
    """Who asks the server."""

    user: str
    password: str


def checked(uri: str) -> str:
    """An address of a server. Raises BadInput if it is none, or has a password in it: shells keep what is typed."""
    scheme, found, rest = uri.partition("://")
    if not found or scheme not in _SCHEMES or not rest.strip("/"):
        raise BadInput(f"{uri!r} is no address of a Neo4j server; one is bolt://localhost:7687")
    if "@" in rest:
        raise BadInput(
            "an address takes no user and password: set NEO4J_USER and NEO4J_PASSWORD, or be asked for them"
        )
    return uri


@contextmanager
def connected(uri: str, login: Login, patience: float = 30) -> Iterator[Driver]:
    """A server that was seen to answer; `patience`: seconds for which what fails in passing is tried again.

    Raises NoServer, also for what goes wrong inside.
    """
    import logging

    from neo4j import GraphDatabase

    logging.getLogger("neo4j").addHandler(
        logging.NullHandler()
    )  # what matters is raised, the rest is tried again
    with plain_errors(uri), GraphDatabase.driver(
        uri, auth=(login.user, login.password), notifications_min_severity="OFF", user_agent="relgraph",
        max_transaction_retry_time=patience, connection_timeout=min(patience, 15),
    ) as driver:  # fmt: skip
        _hold_against_least(driver.get_server_info().agent)
        yield driver


def _hold_against_least(agent: str) -> None:
    found = re.search(r"/(\d+)\.(\d+)", agent)
    if found and (int(found[1]), int(found[2])) < LEAST:
        raise NoServer(
            f"the server is {agent}; relgraph needs Neo4j {LEAST[0]}.{LEAST[1]} or newer: update it"
        )


@contextmanager
def plain_errors(uri: str) -> Iterator[None]:
    """What the driver raises, as NoServer."""
    from neo4j import exceptions as wrong

    try:
        yield
    except wrong.AuthError as error:
        raise NoServer(
            f"{uri} does not take this user and password: see NEO4J_USER and NEO4J_PASSWORD ({_plain(error)})"
        ) from None
    except (wrong.ServiceUnavailable, wrong.SessionExpired, wrong.ConfigurationError, OSError) as error:
        raise NoServer(
            f"{uri} does not answer: is the server started, and is this its Bolt address? ({_plain(error)})"
        ) from None
    except (wrong.Neo4jError, wrong.DriverError) as error:
        if "Constraint" in (getattr(error, "code", None) or ""):
            raise NoServer(
                f"{uri} holds other data that is in the way: give relgraph a database of its own ({_plain(error)})"
            ) from None
        raise NoServer(f"{uri}: {_plain(error)}") from None


def _plain(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())

"""What reading needs beside the core of relgraph: the packages of the extra `relgraph[extract]`."""

from __future__ import annotations

from importlib.util import find_spec

from relgraph.errors import RelgraphError

INSTALL = "pip install 'relgraph[extract]'"


class MissingExtra(RelgraphError):
    """A part of the extra is not installed; the message says how to install it."""


def need(package: str, what: str) -> None:
    """Raises MissingExtra if a package is not installed; `what` says what it does."""
    if find_spec(package) is None:
        raise MissingExtra(f"{what} with {package}, which is not installed: {INSTALL}")

"""Making a file where none can be made: which one, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relgraph.errors import BadInput
from relgraph.log.connection import error_kind

_REFUSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}


@contextmanager
def making(path: Path) -> Iterator[None]:
    """Raises BadInput where a file is not there and its folder does not take one."""
    if path.exists():
        yield
        return
    if not path.parent.is_dir():
        raise BadInput(f"there is no folder {path.parent}; make it, or choose another place", file=str(path))
    try:
        yield
    except sqlite3.OperationalError as error:
        if error_kind(error) not in _REFUSED:
            raise
        raise BadInput(
            f"nothing can be written into {path.parent.absolute()}; choose another place", file=str(path)
        ) from None

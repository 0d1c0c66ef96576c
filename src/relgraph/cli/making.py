"""Making a file: whole or not at all, and where none can be made, which one, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from relgraph.cli.text import columns, number, wrapped
from relgraph.errors import BadInput
from relgraph.log.connection import error_kind

if TYPE_CHECKING:
    from relgraph.cli.handing import Handing
    from relgraph.privacy import Redactor

_NO_FOLDER = "there is no folder {}; make it, or choose another place"
_REFUSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}


@contextmanager
def making(path: Path) -> Iterator[None]:
    """Raises BadInput where a file is not there and its folder does not take one."""
    if path.exists():
        yield
        return
    if not path.parent.is_dir():
        raise BadInput(_NO_FOLDER.format(path.parent), file=str(path))
    try:
        yield
    except sqlite3.OperationalError as error:
        if error_kind(error) not in _REFUSED:
            raise
        raise BadInput(
            f"nothing can be written into {path.parent.absolute()}; choose another place", file=str(path)
        ) from None


@contextmanager
def handed_out(path: Path, redactor: Redactor, handing: Handing) -> Iterator[TextIO]:
    """A file to write and hand out; it takes its place when it is whole, and an older one stays until then.

    That it is handed out is noted before. Raises BadInput where there is no folder, or the file's name names somebody
    who is withheld.
    """
    if redactor.names(path.stem):
        raise BadInput(
            "the file's name names somebody whom the file does not; choose another", file=str(path)
        )
    if not path.parent.is_dir():
        raise BadInput(_NO_FOLDER.format(path.parent), file=str(path))
    handing.note(path)
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def not_named(count: int) -> list[str]:
    """How many persons a file that is handed out does not name, and why; nothing if it names all."""
    text = f"{number(count, 'person', 'people')} not named: minors, and who is known by one allegation only"
    return wrapped(text, columns(), "  ", "") if count else []

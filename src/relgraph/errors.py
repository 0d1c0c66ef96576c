"""What can go wrong, and the exit code that each kind of it gives.

RelgraphError            2  wrong use or bad input
├── BadInput             2  a document, a row or an option, with file, line and field
├── Conflict             2  the log already holds something else under that id or head
│   └── WasErased        2  it was in the log and was erased
├── NotFound             1  asked, and nothing found
├── Ambiguous            1  asked, and too much found
└── DamagedLog           3  the file is damaged, rolled back or not ours

Defects of the data that is already in the log are no errors: they are Findings.
"""

from __future__ import annotations

from collections.abc import Sequence


class RelgraphError(Exception):
    """Anything that relgraph tells its user instead of a traceback."""

    exit_code: int = 2


class BadInput(RelgraphError):
    """Input that cannot be taken as it is; says where: file, line (from 1) and field."""

    def __init__(
        self, message: str, *, file: str | None = None, line: int | None = None, field: str | None = None
    ) -> None:
        self.message, self.file, self.line, self.field = message, file, line, field
        place = ":".join(str(part) for part in (file, line) if part is not None)
        super().__init__(": ".join(part for part in (place, field, message) if part))


class Conflict(RelgraphError):
    """The log holds another event under that id, or has moved on from the expected head."""


class WasErased(Conflict):
    """What is to come in was in the log and was erased; the message names the erasure."""


class NotFound(RelgraphError):
    """Nothing by that name; `suggestions` are names that are spelt alike."""

    exit_code = 1

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        self.suggestions = tuple(suggestions)
        super().__init__(message)


class Ambiguous(RelgraphError):
    """Several entities go by that name; `candidates` are lines that tell them apart."""

    exit_code = 1

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(message)


class DamagedLog(RelgraphError):
    """The file is damaged, was rolled back or forked, or is not a relgraph file."""

    exit_code = 3

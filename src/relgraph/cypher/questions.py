"""The questions that come with relgraph: files of Cypher in `queries/`."""

from __future__ import annotations

from pathlib import Path

from relgraph.cypher.texts import Text, read
from relgraph.errors import BadInput, RelgraphError

ENDING = ".cypher"


def folder() -> Path:
    """Where the files are: in the package, or beside it in a checkout. Raises RelgraphError."""
    package = Path(__file__).parents[1]
    for place in (package / "cypher" / "queries", package.parents[1] / "queries"):
        if place.is_dir():
            return place
    raise RelgraphError("the questions are not installed with relgraph")


def questions() -> dict[str, Text]:
    """Every question by its name, in order."""
    return {
        path.stem: read(path.read_text("utf-8"), path.name) for path in sorted(folder().glob(f"*{ENDING}"))
    }


def text_of(file: str) -> Text:
    """The text in a file, or the question of that name. Raises BadInput if there is none."""
    path = Path(file)
    if not path.is_file():
        path = folder() / f"{path.stem}{ENDING}"
        if not path.is_file() or "/" in file.removeprefix("queries/"):
            raise BadInput(
                "there is no such file, and no question of that name; --list lists those", file=file
            )
    try:
        return read(path.read_text("utf-8"), file)
    except UnicodeDecodeError:
        raise BadInput("it is no text in UTF-8", file=file) from None

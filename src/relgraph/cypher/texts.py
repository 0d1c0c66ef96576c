"""What a text of Cypher says of itself in its first lines.

    // What it answers, in one or more lines.
    // :param name => 'Natalie Portman'     whose ties
    // :param on => date('2023-08-07')      the day in the world
    // returns: kind, other
    // needs: ties

A line of `:param` can be pasted into Neo4j's browser as it is. `needs: ties` promises that the text asks for entities
and ties alone, and for no claim, article or source: then the engine in this process has less to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from relgraph.errors import BadInput

Scalar = str | int | bool | date
"""The value of a parameter."""

TYPES: dict[type, str] = {date: "date", bool: "boolean", int: "integer", str: "string"}
"""What the types of parameters are called."""


class Parameter(NamedTuple):
    """A parameter: the value that it has in an example, which says its type, and what it means."""

    name: str
    example: Scalar
    means: str

    @property
    def type(self) -> str:
        """date, boolean, integer or string."""
        return TYPES[type(self.example)]


class Text(NamedTuple):
    """A text of Cypher; without a header `parameters` is None: nothing is known of their types."""

    cypher: str
    answers: str = ""
    parameters: Sequence[Parameter] | None = None
    columns: Sequence[str] = ()
    ties_only: bool = False

    @property
    def used(self) -> list[str]:
        """The names of the parameters that it uses, in order."""
        return list(dict.fromkeys(_USED.findall(_bare(self.cypher))))


_USED = re.compile(r"\$(\w+)")
_APART = re.compile(
    r"""//[^\n]* | /\*.*?\*/ | '(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `(?:``|[^`])*`""",
    re.VERBOSE | re.DOTALL,
)
_PARAMETER = re.compile(r":param (\w+) => ('(?:\\.|[^'\\])*'|date\('[^']*'\)|-?\d+|true|false)(?:\s+(.*))?")


def _bare(cypher: str) -> str:
    """A text without its comments, strings and quoted names."""
    return _APART.sub(" ", cypher)


def read(cypher: str, file: str) -> Text:
    """The text of a file. Raises BadInput for a header that can't be understood, or that says other than the text."""
    head = [line[2:].strip() for line in _head(cypher)]
    said: list[str] = []
    parameters: list[Parameter] = []
    columns: list[str] = []
    needs = ""
    for number, line in enumerate(head, 1):
        if line.startswith(":param"):
            parameters.append(_parameter(line, file, number))
        elif line.startswith("returns:"):
            columns += [name.strip() for name in line.removeprefix("returns:").split(",")]
        elif line.startswith("needs:"):
            needs = line.removeprefix("needs:").strip()
            if needs not in ("ties", "claims"):
                raise BadInput(f"needs: {needs!r} is neither ties nor claims", file=file, line=number)
        elif line and not parameters and not columns:
            said.append(line)
    if not (parameters or columns):
        return Text(cypher)
    text = Text(cypher, " ".join(said), tuple(parameters), tuple(columns), needs == "ties")
    _agree(text, file)
    return text


def _head(cypher: str) -> list[str]:
    lines = cypher.splitlines()
    return lines[: next((at for at, line in enumerate(lines) if not line.startswith("//")), len(lines))]


def _parameter(line: str, file: str, number: int) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found:
        raise BadInput(
            "a parameter is told as `:param name => 'an example'  what it means`; the example is a string, a whole"
            " number, true, false or date('2023-08-07')",
            file=file, line=number,
        )  # fmt: skip
    name, example, means = found.groups()
    try:
        return Parameter(name, _literal(example), means or "")
    except ValueError as error:
        raise BadInput(f"{example}: {error}", file=file, line=number, field=name) from None


def _literal(text: str) -> Scalar:
    if text.startswith("date("):
        return date.fromisoformat(text[6:-2])
    if text.startswith("'"):
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text == "true" if text in ("true", "false") else int(text)


def _agree(text: Text, file: str) -> None:
    told = [parameter.name for parameter in text.parameters or ()]
    for name in text.used:
        if name not in told:
            raise BadInput(f"${name} is used, and the header does not tell of it", file=file, field=name)
    for name in told:
        if name not in text.used or told.count(name) > 1:
            raise BadInput("the header tells of it twice, or the text never uses it", file=file, field=name)

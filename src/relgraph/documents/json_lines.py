"""JSONL to trees: one document a line, numbers as they were written."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NoReturn

from relgraph.documents.tree import Defect, Path, Value, shown


def json_trees(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[Value, int]]:
    """The document of each line that is not blank, with the line's number. Raises Defect."""
    for number, line in lines:
        if line.isspace():
            continue
        try:
            tree: Value = _DECODER.decode(line)
            if _DOUBTFUL.search(line):
                _no_bad_characters(tree)
        except json.JSONDecodeError as error:
            raise Defect((), f"not JSON: {error.msg} at column {error.colno}", number) from None
        except RecursionError:
            raise Defect((), "nested too deep", number) from None
        except Defect as defect:
            defect.line = number
            raise
        yield tree, number


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise Defect((twice,), f"the key {shown(twice)} is given twice")
    return made


def _no_constant(word: str) -> NoReturn:
    raise Defect((), f"{word} is not JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_no_constant
)

_DOUBTFUL = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""Escapes that may stand for NUL or for half a character."""

_BAD = re.compile("[\0\ud800-\udfff]")


def _no_bad_characters(tree: Value) -> None:
    left: list[tuple[Path, Value]] = [((), tree)]
    while left:
        path, value = left.pop()
        if isinstance(value, str) and (found := _BAD.search(value)):
            what = "a NUL character" if found[0] == "\0" else f"half a character, {shown(found[0])}"
            raise Defect(path, what)
        if isinstance(value, dict):
            left += (((*path, key), held) for key, held in value.items())
        elif isinstance(value, list):
            left += (((*path, place), held) for place, held in enumerate(value))

"""The front door: a file or bytes to documents, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from relgraph.documents.document import ArticleDocument
from relgraph.documents.json_lines import json_trees
from relgraph.documents.meaning import document_of
from relgraph.documents.tree import Defect, Table, Value
from relgraph.documents.yaml_tree import yaml_trees
from relgraph.errors import BadInput

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NOTHING: Mapping[str, str] = {}


def read_file(path: str, given: Mapping[str, str] = _NOTHING) -> Iterator[ArticleDocument]:
    """The documents of a YAML or JSONL file, `-` for standard input; `given` stands in the place of their own values.

    A JSONL file is read line by line, standard input at once: whoever writes to it may be slow, and who takes the
    documents in keeps others waiting. Raises BadInput at the first defect, which may come after documents that were
    given out already: who wants all or nothing of a file takes all of them before keeping one.
    """
    if path == "-":
        return read_bytes(sys.stdin.buffer.read(), "<stdin>", given)
    return _read_path(path, given)


def _read_path(path: str, given: Mapping[str, str]) -> Iterator[ArticleDocument]:
    try:
        with Path(path).open("rb") as stream:
            yield from _read(stream, path, given)
    except FileNotFoundError:
        raise BadInput("no such file", file=path) from None
    except OSError as error:
        raise BadInput(f"can't be read: {error.strerror}", file=path) from None


def read_bytes(data: bytes, name: str, given: Mapping[str, str] = _NOTHING) -> Iterator[ArticleDocument]:
    """The documents that a file of this name and content holds; as `read_file`."""
    return _read(BytesIO(data), name, given)


def _read(stream: BinaryIO, file: str, given: Mapping[str, str]) -> Iterator[ArticleDocument]:
    tree: Value = None
    line, empty = 1, True
    try:
        for tree, line in _trees(stream, file):
            if tree is not None:
                empty = False
                _put(given, tree, line)
                yield document_of(tree, file, line)
            tree = None  # what goes wrong from here on is wrong with the next one
    except Defect as defect:
        raise defect.bad_input(tree, file, line) from None
    if empty:
        raise BadInput("holds no document", file=file)


def _put(given: Mapping[str, str], tree: Value, line: int) -> None:
    """Put what is given into a document."""
    if isinstance(tree, dict):
        tree.update(given)
        if isinstance(tree, Table):
            tree.lines.update(dict.fromkeys(given, line))


def _trees(stream: BinaryIO, file: str) -> Iterator[tuple[Value, int]]:
    lines, first = _opening(stream)
    if _is_jsonl(file, first):
        return json_trees((number, _decoded(line, number)) for number, line in enumerate(lines, 1))
    return yaml_trees(_decoded(b"".join(lines), 1))


def _opening(stream: BinaryIO) -> tuple[Iterable[bytes], bytes]:
    """The lines of a stream without a byte order mark, and the first one that is not blank."""
    blank: list[bytes] = []
    for number, line in enumerate(stream):
        line = line.removeprefix(_BYTE_ORDER_MARK) if number == 0 else line
        if line.strip():
            return chain(blank, [line], stream), line.strip()
        blank.append(line)
    return blank, b""


def _is_jsonl(file: str, first: bytes) -> bool:
    """By the name if it says, else by the first line: a whole JSON object.

    JSON over several lines is YAML as well, and is read as that, for the lines of its keys.
    """
    name = file.lower()
    if name.endswith((".jsonl", ".ndjson")):
        return True
    if name.endswith((".yaml", ".yml")):
        return False
    whole = first.startswith(b"{") and first.endswith(b"}")
    return whole and (name.endswith(".json") or first[1:].lstrip()[:1] in (b'"', b"}"))


def _decoded(data: bytes, first: int) -> str:
    """The bytes as text; `first` is the number of their first line."""
    at = data.find(b"\0")
    if at >= 0:
        raise _at_byte("not a text file: a NUL", data, at, first)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _at_byte(f"not UTF-8: {data[error.start]:#04x}", data, error.start, first) from None


def _at_byte(what: str, data: bytes, at: int, first: int) -> Defect:
    before = data[:at]
    offset = at - (before.rfind(b"\n") + 1)
    return Defect((), f"{what} at byte {offset} of the line", first + before.count(b"\n"))

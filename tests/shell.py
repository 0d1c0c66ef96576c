"""What tests of questions and of the command line share: telling a file a story, and typing a command."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from relgraph.cli import main
from relgraph.documents import read_bytes
from relgraph.ingest import load, open_store

Doc = Mapping[str, Any]


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


def run(*arguments: object, typed: bytes = b"") -> Ran:
    """Type a command; `typed` is its standard input."""
    streams = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(typed)), out, err
    try:
        code = main([str(argument) for argument in arguments])
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
    texts = []
    for stream in (out, err):
        stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, io.BytesIO)
        texts.append(buffer.getvalue().decode())
    assert "a fault of relgraph" not in texts[1], texts[1]
    return Ran(code, *texts)


def doc(published: str, *claims: Doc, source: str = "Wire", **more: Any) -> dict[str, Any]:
    """An article document; its text is its day and the quotes of its claims."""
    text = "\n".join([f"{source} of {published}", *(claim["quote"] for claim in claims)])
    return {"source": source, "published": published, "text": text, "claims": list(claims), **more}


def says(kind: str, a: object, b: object = None, when: str | None = None, **more: Any) -> dict[str, Any]:
    """A claim whose quote names its parties."""
    names = [party["name"] if isinstance(party, dict) else party for party in (a, b) if party]
    claim = {
        "kind": kind,
        "a": a,
        "quote": f"{kind} of {' and '.join(map(str, names))} {when or ''}".strip(),
        **more,
    }
    return claim | ({"b": b} if b else {}) | ({"when": when} if when is not None else {})


def tell(db: Path, *documents: Doc) -> None:
    """Load article documents into a file."""
    lines = "\n".join(json.dumps(document) for document in documents).encode()
    with open_store(db, create=True) as store:
        load(store, read_bytes(lines, "story.jsonl"))


def on(text: str) -> int:
    """The number of a day."""
    return date.fromisoformat(text).toordinal()

"""The line that `log digest` prints, read again."""

from __future__ import annotations

import json
from pathlib import Path

from relgraph.errors import BadInput
from relgraph.log import Head


def read_digest(path: Path) -> Head:
    """A digest as `log digest` printed it, as a line or as JSON. Raises BadInput."""
    try:
        text = path.read_text("utf-8").strip()
    except OSError as error:
        raise BadInput(error.strerror or "it can't be read", file=str(path)) from None
    except UnicodeDecodeError:
        raise BadInput("this is not what `relgraph log digest` prints", file=str(path)) from None
    try:
        if text.startswith("{"):
            given = json.loads(text)
            id, position, hash = given["log"], given["position"], given["hash"]
        else:
            id, position, hash = text.split()
        return Head(str(id), int(position), bytes.fromhex(hash))
    except (ValueError, KeyError, TypeError):
        raise BadInput("this is not what `relgraph log digest` prints", file=str(path)) from None

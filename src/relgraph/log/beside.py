"""What relgraph keeps beside a file and makes again when it is needed: caches, and what a killed process left.

Whoever writes such a thing gives its name here, so that an erasure takes it away. What a user asked for and was
handed, a page or an export, is none of it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

CYPHER = ".cypher"
"""The folder of the graphs that Cypher is asked of."""

ENDINGS = (CYPHER, ".new", ".new-wal", ".new-shm")
"""What a name beside the file's own ends with: a file or a folder."""


def take_away(place: Path) -> None:
    """Remove what is kept beside a file. Raises OSError for what can't be removed."""
    for ending in ENDINGS:
        beside = place.with_name(place.name + ending)
        if beside.is_dir() and not beside.is_symlink():
            shutil.rmtree(beside)
        else:
            beside.unlink(missing_ok=True)

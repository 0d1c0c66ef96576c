"""The links of the graph: versions as either party sees them, in the order in which a path asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relgraph.readmodel.pairs import Row

_SIDE = """
SELECT {near} AS near, known_to, {far} AS far, kind, episode, {back} AS back, known_from,
       max(first, min(said_from, sure_from)), min(last, max(said_to, sure_to)), max(first, sure_from), sure_to,
       CASE standing WHEN 'alleged' THEN 4 WHEN 'disputed' THEN 2 ELSE 0 END
FROM version NOT INDEXED WHERE rowid > ? AND standing NOT IN ('denied', 'retracted')"""

LINK = f"""
INSERT INTO link {_SIDE.format(near="a", far="b", back=0)}
UNION ALL {_SIDE.format(near="b", far="a", back=1)}
ORDER BY near"""
"""Add the links of the versions after a row, to be given twice; those of one party fall into place.

What is said and what is sure are ranges of days that touch each other, so one range holds both.
A chain counts a tie that holds possibly as one doubt, a dispute as two, an allegation as four.
"""

UNLINK = (
    "DELETE FROM link WHERE near = ? AND known_to = ? AND far = ? AND kind = ? AND episode = ? AND back = ?"
)
"""Take away a link by its key."""


def keys(versions: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    """The keys of the links of versions, given as a, b, kind, episode, known_to."""
    for a, b, kind, episode, known_to in versions:
        yield a, known_to, b, kind, episode, 0
        yield b, known_to, a, kind, episode, 1

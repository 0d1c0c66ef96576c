"""What alone holds the graph together: entities without which it falls apart (cut vertices), and pairs (bridges).

Both are read from one tree: each part of the graph that no single entity can cut (block) is tied in it to the cut
vertices that it shares with others. Who leaves the graph leaves the tree; a bridge is a block of two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from relgraph.analysis.pairs import Rests, pairs, rests, ties_of
from relgraph.analysis.selection import Selection
from relgraph.queries.rows import Ref, Tie

if TYPE_CHECKING:
    pass

_Place = int | tuple[str, int]
"""A place of the tree: a cut vertex by its number, or a block."""


class Cut(NamedTuple):
    """An entity without which so many parts of these sizes, the largest first, would not hang together."""

    ref: Ref
    parts: list[int]
    rests: Rests

    @property
    def apart(self) -> int:
        """How many entities would be cut off from the largest part."""
        return sum(self.parts[1:])


class Bridge(NamedTuple):
    """The ties of a pair, and how many entities hang together on either side of it; the smaller side first."""

    ties: list[Tie]
    sides: tuple[int, int]


class Bridges(NamedTuple):
    """Entities and pairs that hold the graph together, those that hold most first."""

    cuts: list[Cut]
    bridges: list[Bridge]


def bridges(selection: Selection) -> Bridges:
    """What alone holds the graph together."""
    import networkx as nx

    graph = pairs(selection)
    found: list[Bridge] = []
    blocks: list[set[int]] = list(nx.biconnected_components(graph))
    tree = _Tree(blocks, set(nx.articulation_points(graph)))
    cuts = [Cut(selection.entities[no], tree.parts(no), rests(ties_of(graph, no))) for no in tree.cuts]
    for number, block in enumerate(blocks):
        if len(block) == 2:
            one, other = sorted(block, key=lambda no: tree.side(no, number))
            sides = tree.side(one, number), tree.side(other, number)
            found.append(Bridge(graph.edges[one, other]["ties"], sides))
    cuts.sort(key=lambda cut: (-cut.apart, cut.ref.name, cut.ref.id))
    found.sort(key=lambda bridge: (-bridge.sides[0], bridge.ties[0].entity.name, bridge.ties[0].other.name))
    return Bridges(cuts, found)


class _Tree:
    """The tree of blocks and cut vertices, with how many entities hang below each place."""

    def __init__(self, blocks: list[set[int]], cuts: set[int]) -> None:
        self.cuts = cuts
        self._near: dict[_Place, list[_Place]] = {}
        self._own: dict[_Place, int] = dict.fromkeys(cuts, 1)
        for number, block in enumerate(blocks):
            place: _Place = ("block", number)
            shared = sorted(block & cuts)
            self._own[place] = len(block) - len(shared)
            self._near[place] = list(shared)
            for no in shared:
                self._near.setdefault(no, []).append(place)
        self._above: dict[_Place, _Place | None] = {}
        self._below: dict[_Place, int] = {}
        self._whole: dict[_Place, int] = {}
        for place in self._near:
            if place not in self._above:
                self._weigh(place)

    def _weigh(self, root: _Place) -> None:
        """Count from the leaves up, in one part of the graph."""
        order = list(self._down(root))
        for place in reversed(order):
            self._below[place] = self._own[place] + sum(
                self._below[one] for one in self._near[place] if self._above[one] == place
            )
        for place in order:
            self._whole[place] = self._below[root]

    def _down(self, root: _Place) -> Iterator[_Place]:
        self._above[root] = None
        ahead = [root]
        while ahead:
            place = ahead.pop()
            yield place
            for one in self._near[place]:
                if one not in self._above:
                    self._above[one] = place
                    ahead.append(one)

    def _beyond(self, place: _Place, one: _Place) -> int:
        """How many entities hang on `place` by way of its neighbour `one`."""
        if self._above[one] == place:
            return self._below[one]
        return self._whole[place] - self._below[place]

    def parts(self, no: int) -> list[int]:
        """The sizes of what is left where a cut vertex is taken away."""
        return sorted((self._beyond(no, block) for block in self._near[no]), reverse=True)

    def side(self, no: int, number: int) -> int:
        """How many entities stay with one end of a bridge where the block of the two is taken away."""
        return self._beyond(("block", number), no) if no in self.cuts else 1

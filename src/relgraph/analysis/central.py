"""Who connects whom: between how many pairs an entity stands (betweenness).

A pair counts for an entity if the shortest chain between the two leads through it; where several chains are as short,
each counts for its part. The chains from each entity are followed as long as that is not more than EFFORT steps in all;
else those from a sample, which stands for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.analysis.pairs import SEED, Rests, has_rumours, pairs, rests, ties_of
from relgraph.analysis.selection import Selection
from relgraph.queries.rows import Ref

if TYPE_CHECKING:
    import networkx as nx

EFFORT = 6_000_000
"""So many visits of an entity or a tie, some 10 to 20 seconds of a core."""


class Connector(NamedTuple):
    """An entity, and between how many pairs it stands; `firm`: over ties alone that a report supports."""

    ref: Ref
    pairs: float
    firm: float
    rests: Rests


class Central(NamedTuple):
    """The entities that connect others, those of most pairs first.

    `sources`: so many of the entities, at most, had their chains followed in each part of the graph; None: all.
    """

    found: list[Connector]
    sources: int | None


def central(selection: Selection) -> Central:
    """Who connects whom."""
    graph = pairs(selection)
    between, sources = _between(graph)
    firm = between
    if has_rumours(selection):
        firm, fewer = _between(pairs(selection, firm=True))
        sources = sources if fewer is None else min(fewer, sources or fewer)
    found = [
        Connector(ref, between[no], firm.get(no, 0.0), rests(ties_of(graph, no)))
        for no, ref in selection.entities.items()
        if between.get(no, 0.0) > 0
    ]
    return Central(sorted(found, key=lambda one: (-one.pairs, one.ref.name, one.ref.id)), sources)


def _between(graph: nx.Graph) -> tuple[dict[int, float], int | None]:
    """For each entity the pairs between which it stands, and how many sources were followed, if not all."""
    import networkx as nx

    parts = sorted((part for part in nx.connected_components(graph) if len(part) > 2), key=len)
    sizes = [len(part) + sum(graph.degree(no) for no in part) // 2 for part in parts]
    left, ahead = EFFORT, sum(sizes)
    found: dict[int, float] = {}
    sampled: int | None = None
    for part, size in zip(parts, sizes, strict=True):
        most = max(1, left // ahead)
        if most < len(part):
            sampled = most if sampled is None else min(sampled, most)
        found |= nx.betweenness_centrality(
            _copied(graph, part), k=most if most < len(part) else None, normalized=False, seed=SEED
        )
        left -= min(most, len(part)) * size
        ahead -= size
    return found, sampled


def _copied(graph: nx.Graph, part: set[int]) -> nx.Graph:
    """A part of a graph, in an order that is always the same: a view would be slow, and sets have their own order."""
    import networkx as nx

    copy = nx.Graph()
    copy.add_nodes_from(sorted(part))
    copy.add_edges_from(graph.edges(copy))
    return copy

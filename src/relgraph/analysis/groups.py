"""Who hangs together: groups with many ties inside and few to others (communities)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from relgraph.analysis.pairs import SEED, Rests, is_firm, pairs, rests
from relgraph.analysis.selection import Selection
from relgraph.queries.rows import Ref

if TYPE_CHECKING:
    import networkx as nx

LOUVAIN_UP_TO = 50_000
"""Pairs up to which groups are found by Louvain's method; of more, by labels that spread: coarser, and quick."""


class Group(NamedTuple):
    """A group, its members of most ties inside first; into how many parts it falls if only reported ties count."""

    members: list[Ref]
    rests: Rests
    parts: int


class Groups(NamedTuple):
    """The groups, the largest first, and how they were found: `louvain` or `label propagation`."""

    found: list[Group]
    method: str


def groups(selection: Selection) -> Groups:
    """Who hangs together."""
    from networkx.algorithms import community

    graph = pairs(selection)
    if graph.number_of_edges() <= LOUVAIN_UP_TO:
        method, parts = "louvain", community.louvain_communities(graph, seed=SEED)
    else:
        method, parts = "label propagation", community.fast_label_propagation_communities(graph, seed=SEED)
    found = [_group(selection, graph, part) for part in parts if len(part) > 1]
    found.sort(key=lambda group: (-len(group.members), [ref.name for ref in group.members]))
    return Groups(found, method)


def _group(selection: Selection, graph: nx.Graph, part: Collection[int]) -> Group:
    import networkx as nx

    inside = [
        (a, b, ties) for a, b, ties in graph.edges(sorted(part), data="ties") if a in part and b in part
    ]
    degree = dict.fromkeys(part, 0)
    for a, b, _ in inside:
        degree[a] += 1
        degree[b] += 1
    firm = nx.Graph((a, b) for a, b, ties in inside if any(map(is_firm, ties)))
    firm.add_nodes_from(part)
    members = sorted(part, key=lambda no: (-degree[no], selection.entities[no]))
    return Group(
        [selection.entities[no] for no in members],
        rests(tie for *_, ties in inside for tie in ties),
        nx.number_connected_components(firm),
    )

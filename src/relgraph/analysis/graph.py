"""Networks as networkx has graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.analysis.network import Network

if TYPE_CHECKING:
    import networkx as nx


def multigraph(network: Network) -> nx.MultiDiGraph:
    """Every entity a node under its id, every episode an edge from party a to party b under its id as the key."""
    import networkx as nx

    graph = nx.MultiDiGraph(**network.attributes)
    graph.add_nodes_from((node.id, node.attributes) for node in network.nodes)
    graph.add_edges_from((edge.source, edge.target, edge.id, edge.attributes) for edge in network.edges)
    return graph

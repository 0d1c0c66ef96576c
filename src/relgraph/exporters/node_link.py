"""JSON as `networkx.node_link_graph` reads it, and most things in JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from relgraph.analysis.network import Network, Value


def write(network: Network, out: TextIO) -> None:
    """Write a network as node-link JSON, a node or an edge in each line."""
    out.write(f'{{"directed": true, "multigraph": true, "graph": {_line(network.attributes)},\n"nodes": [')
    _list(({"id": node.id, **node.attributes} for node in network.nodes), out)
    out.write('],\n"edges": [')
    _list(
        (
            {"source": edge.source, "target": edge.target, "key": edge.id, **edge.attributes}
            for edge in network.edges
        ),
        out,
    )
    out.write("]}\n")


def _list(items: Iterable[dict[str, Value]], out: TextIO) -> None:
    out.writelines(f"{',' if at else ''}\n{_line(item)}" for at, item in enumerate(items))


def _line(item: dict[str, Value]) -> str:
    return json.dumps(item, ensure_ascii=False)

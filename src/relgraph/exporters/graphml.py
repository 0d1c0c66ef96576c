"""GraphML, for Cytoscape, networkx, igraph and yEd."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from relgraph.analysis.network import EDGE, NETWORK, NODE, Attributes, Network
from relgraph.exporters.xml import columns, escaped, written

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES = {str: "string", int: "int", bool: "boolean"}


def write(network: Network, out: TextIO) -> None:
    """Write a network as GraphML."""
    out.write(_HEAD)
    for domain, names, rows in (
        ("graph", NETWORK, [network.attributes]),
        ("node", NODE, (node.attributes for node in network.nodes)),
        ("edge", EDGE, (edge.attributes for edge in network.edges)),
    ):
        for name, type in columns(names, rows).items():
            out.write(
                f'<key id="{domain}.{name}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[type]}"/>\n'
            )
    out.write('<graph edgedefault="directed">\n')
    out.writelines(_data("graph", network.attributes))
    for node in network.nodes:
        out.write(f'<node id="{escaped(node.id)}">\n')
        out.writelines(_data("node", node.attributes))
        out.write("</node>\n")
    for edge in network.edges:
        ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
        out.write(f'<edge id="{escaped(edge.id)}" {ends}>\n')
        out.writelines(_data("edge", edge.attributes))
        out.write("</edge>\n")
    out.write("</graph>\n</graphml>\n")


def _data(domain: str, attributes: Attributes) -> Iterator[str]:
    return (f'<data key="{domain}.{name}">{written(value)}</data>\n' for name, value in attributes.items())

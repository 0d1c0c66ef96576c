"""GEXF 1.3, for Gephi and its timeline.

An edge lasts from the first to the last day on which its tie holds or may hold, both included; a node from the first
to the last day of its edges. An open end is left out, and both are where no day is told. Gephi keeps parallel edges
apart if they are of different `kind`, so a second marriage is of the kind `marriage 2`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from relgraph.analysis.network import EDGE, NODE, Attributes, Edge, Network, Node
from relgraph.dates import Day, iso
from relgraph.exporters.xml import columns, escaped, written

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
"""
_TYPES = {str: "string", int: "integer", bool: "boolean"}


def write(network: Network, out: TextIO) -> None:
    """Write a network as GEXF."""
    about = ", ".join(f"{name} {written(value)}" for name, value in network.attributes.items())
    out.write(f"{_HEAD}<meta><creator>relgraph</creator><description>{about}</description></meta>\n")
    out.write(
        '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    )
    nodes = _declare("node", NODE, (node.attributes for node in network.nodes), out)
    edges = _declare("edge", EDGE, (edge.attributes for edge in network.edges), out)
    out.write(f'<nodes count="{len(network.nodes)}">\n')
    out.writelines(_node(node, nodes) for node in network.nodes)
    out.write(f'</nodes>\n<edges count="{len(network.edges)}">\n')
    out.writelines(_edge(edge, edges) for edge in network.edges)
    out.write("</edges>\n</graph>\n</gexf>\n")


def _declare(sort: str, names: Iterable[str], rows: Iterable[Attributes], out: TextIO) -> dict[str, int]:
    """Declare the attributes of nodes or edges; gives the number of each."""
    found = columns(names, rows)
    out.write(f'<attributes class="{sort}">\n')
    for number, (name, type) in enumerate(found.items()):
        out.write(f'<attribute id="{number}" title="{name}" type="{_TYPES[type]}"/>\n')
    out.write("</attributes>\n")
    return {name: number for number, name in enumerate(found)}


def _node(node: Node, numbers: dict[str, int]) -> str:
    given = f'id="{escaped(node.id)}" label="{escaped(node.name)}"{_interval(node.first, node.last)}'
    return f"<node {given}>{_values(node.attributes, numbers)}</node>\n"


def _edge(edge: Edge, numbers: dict[str, int]) -> str:
    kind, episode = edge.attributes["kind"], edge.attributes["episode"]
    ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
    kinds = f'kind="{kind if episode == 1 else f"{kind} {episode}"}" label="{kind}"'
    given = f'id="{escaped(edge.id)}" {ends} {kinds}{_interval(edge.first, edge.last)}'
    return f"<edge {given}>{_values(edge.attributes, numbers)}</edge>\n"


def _interval(first: Day | None, last: Day | None) -> str:
    begin = "" if first is None else f' start="{iso(first)}"'
    return begin if last is None else f'{begin} end="{iso(last)}"'


def _values(attributes: Attributes, numbers: dict[str, int]) -> str:
    values = (
        f'<attvalue for="{numbers[name]}" value="{written(value)}"/>' for name, value in attributes.items()
    )
    return f"<attvalues>{''.join(values)}</attvalues>"

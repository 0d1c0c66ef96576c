"""The network of a page: pyvis holds its nodes and edges, and brings the vis-network that draws them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from relgraph.page.data import Payload
from relgraph.page.layout import Pull, layout
from relgraph.page.words import LOOKS

_SHAPES = {"person": "dot", "work": "square", "organization": "diamond"}
_SIZES = {"person": 6.0, "work": 4.8, "organization": 5.5}
_PULLS = {"couple": 1.5, "family": 1.2, "work": 1.0}


def network(page: Payload) -> dict[str, list[dict[str, Any]]]:
    """The nodes and edges as vis-network takes them; the id of a node or an edge is its place in the payload.

    Of each tie there is one edge, so two marriages of a pair are two.
    """
    from pyvis.network import Network  # type: ignore[import-untyped]

    held = Network(directed=True)
    pulls = [Pull(tie.a, tie.b, _PULLS[LOOKS[tie.kind].group]) for tie in page.ties]
    ties = [0] * len(page.entities)
    for tie in page.ties:
        ties[tie.a] += 1
        ties[tie.b] += 1
    for place, (x, y) in enumerate(layout(len(page.entities), pulls)):
        type = page.entities[place].type
        size = _SIZES[type] + min(3.0, ties[place] ** 0.5 / 2.5)
        held.add_node(place, label=" ", shape=_SHAPES[type], x=x, y=y, size=round(size, 1))
    bends = _bends(page)
    for place, tie in enumerate(page.ties):
        arrow = "to" if tie.kind == "parenthood" else ""
        held.add_edge(tie.a, tie.b, id=place, arrows=arrow, bend=bends[place])
    return {"nodes": [_node(node) for node in held.nodes], "edges": [_edge(edge) for edge in held.edges]}


def _node(node: dict[str, Any]) -> dict[str, Any]:
    return {key: node[key] for key in ("id", "shape", "x", "y", "size")}


def _edge(edge: dict[str, Any]) -> dict[str, Any]:
    plain = {key: edge[key] for key in ("id", "from", "to", "bend")}
    return plain | ({"arrows": edge["arrows"]} if edge["arrows"] else {})


def _bends(page: Payload) -> list[int]:
    """How far each line bends, so that the states of a pair run side by side: 0, 1, -1, 2 and so on.

    A marriage lies straight and a separation next to it, since these hold at once. Episodes of one state never do, so
    they share a line.
    """
    order = list(dict.fromkeys(["marriage", "separation", *LOOKS]))
    lanes: dict[tuple[int, int], list[str]] = {}
    for tie in sorted(page.ties, key=lambda tie: order.index(tie.kind)):
        states = lanes.setdefault((min(tie.a, tie.b), max(tie.a, tie.b)), [])
        if tie.kind not in states:
            states.append(tie.kind)
    return [
        _bend(lanes[min(tie.a, tie.b), max(tie.a, tie.b)].index(tie.kind), tie.a < tie.b) for tie in page.ties
    ]


def _bend(lane: int, forward: bool) -> int:
    """The bend of a lane, as seen from the party where the line starts."""
    bend = (lane + 1) // 2 * (1 if lane % 2 else -1)
    return bend if forward else -bend


def bundle() -> str:
    """The source of the vis-network that pyvis ships."""
    import pyvis  # type: ignore[import-untyped]

    place = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    lines = place.read_text(encoding="utf-8").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))

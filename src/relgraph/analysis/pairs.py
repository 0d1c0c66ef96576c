"""What the analyses share: who is tied to whom at all, and on what an answer rests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from relgraph.analysis.selection import Selection
from relgraph.queries.phrases import UNSURE
from relgraph.queries.rows import STANDINGS, Tie

if TYPE_CHECKING:
    import networkx as nx

SEED = 1
"""Of everything that is drawn: the same ties give the same answer."""


class Rests(NamedTuple):
    """How many ties an answer rests on, by standing, the strongest first; how many of them hold possibly only."""

    standings: dict[str, int]
    possibly: int

    @property
    def ties(self) -> int:
        """All of them."""
        return sum(self.standings.values())


def rests(ties: Iterable[Tie]) -> Rests:
    """On what an answer rests that comes from these ties."""
    counts = dict.fromkeys(reversed(STANDINGS), 0)
    possibly = 0
    for tie in ties:
        counts[tie.standing] += 1
        possibly += tie.holds == "possibly"
    return Rests({standing: count for standing, count in counts.items() if count}, possibly)


def is_firm(tie: Tie) -> bool:
    """Whether a report supports it."""
    return tie.standing not in UNSURE


def pairs(selection: Selection, *, firm: bool = False) -> nx.Graph:
    """The entities by number, each pair once whatever ties it, with the list of its `ties`; `firm`: of these only."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(selection.entities)
    for tie, *_ in selection.ties:
        if firm and not is_firm(tie):
            continue
        if graph.has_edge(tie.near, tie.far):
            graph.edges[tie.near, tie.far]["ties"].append(tie)
        else:
            graph.add_edge(tie.near, tie.far, ties=[tie])
    return graph


def ties_of(graph: nx.Graph, no: int) -> list[Tie]:
    """The ties of an entity."""
    return [tie for *_, ties in graph.edges(no, data="ties") for tie in ties]


def has_rumours(selection: Selection) -> bool:
    """Whether any tie has no report to support it."""
    return not all(is_firm(tie) for tie, *_ in selection.ties)

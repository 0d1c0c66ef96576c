"""The graph as a whole: written for other tools, and looked at with networkx."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from bench.paths import DAY, KNOWN
from bench.tables import imported
from bench.timing import Result, busy, ratio, relgraph, spent
from relgraph.analysis.central import EFFORT
from relgraph.analysis.graph import multigraph
from relgraph.analysis.network import Network, network
from relgraph.analysis.pairs import SEED, pairs
from relgraph.analysis.selection import Selection, Wanted, select
from relgraph.cli.store import reading

ABOUT = f"""Made-up marriages that hold or may hold on {DAY}, some 100,000. Each line is a whole command; against it
stands what networkx takes for the same in memory, on a graph that is there already: its own writers, betweenness
from as many sources, groups by the same method. Marriages alone make no triangle: that line is what looking for them
costs."""

AIM = 60
"""Seconds for 100,000 ties."""


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Write and look at 100,000 ties; `small`: a thousand."""
    db = imported(folder, 3_000 if small else 300_000).db
    with reading(db) as store:
        chosen = select(store, Wanted(DAY.toordinal(), KNOWN.toordinal()))
        made = network(store, chosen, {}, DAY.toordinal())
    yield from _written(folder, db, made)
    yield from _looked_at(db, chosen)


def _written(folder: Path, db: Path, made: Network) -> Iterator[Result]:
    graph = multigraph(made)
    writers: dict[str, Callable[[Path], object]] = {
        "gexf": lambda path: nx.write_gexf(graph, path),
        "graphml": lambda path: nx.write_graphml(graph, path),
        "json": lambda path: path.write_text(json.dumps(nx.node_link_data(graph, edges="edges"))),
    }
    for form, write in writers.items():
        path = folder / f"graph.{form}"
        took = spent(relgraph("graph", "-o", str(path), "--on", f"{DAY}", "--db", str(db)))
        size = path.stat().st_size / 1e6
        theirs, share = busy(lambda write=write, path=path: write(path))  # type: ignore[misc]
        yield Result(
            f"`graph` of {len(made.edges):,} ties, {form}",
            f"{took.seconds:.1f} s ({took.share}), {took.peak:.2f} GB of memory, {size:.0f} MB",
            f"networkx writes its own: {theirs:.1f} s ({share})", ratio(took.seconds / theirs),
            f"<= {AIM} s", took.seconds <= AIM,
        )  # fmt: skip


def _looked_at(db: Path, chosen: Selection) -> Iterator[Result]:
    graph = pairs(chosen)
    for what, run in _BASELINES.items():
        took = spent(relgraph("analyze", what, "--on", f"{DAY}", "--json", "--db", str(db)))
        answer = json.loads(took.out)
        theirs, share = busy(lambda run=run, answer=answer: run(graph, answer))  # type: ignore[misc]
        yield Result(
            f"`analyze {what}` of {len(chosen.ties):,} ties{_how(answer)}",
            f"{took.seconds:.1f} s ({took.share}), {took.peak:.2f} GB of memory",
            f"networkx alone: {theirs:.1f} s ({share})", ratio(took.seconds / theirs),
            f"<= {AIM} s", took.seconds <= AIM,
        )  # fmt: skip


def _how(answer: dict[str, Any]) -> str:
    if answer.get("sample"):
        return f", chains from {answer['sample']['sources']:,} sources ({EFFORT:,} visits)"
    return f", by {answer['method']}" if "method" in answer else ""


def _central(graph: nx.Graph, answer: dict[str, Any]) -> object:
    sample = answer["sample"]
    return nx.betweenness_centrality(graph, k=sample and sample["sources"], seed=SEED)


def _groups(graph: nx.Graph, answer: dict[str, Any]) -> object:
    if answer["method"] == "louvain":
        return nx.community.louvain_communities(graph, seed=SEED)
    return list(nx.community.fast_label_propagation_communities(graph, seed=SEED))


_BASELINES: dict[str, Callable[[nx.Graph, dict[str, Any]], object]] = {
    "central": _central,
    "groups": _groups,
    "bridges": lambda graph, _: (list(nx.bridges(graph)), list(nx.articulation_points(graph))),
    "triangles": lambda graph, _: [sorted(graph.edges(no)) for no in graph],
}
"""What networkx does for each; for triangles it walks over the ties of everybody."""

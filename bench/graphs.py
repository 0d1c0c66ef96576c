"""The graph as a whole: written for other tools, and looked at with networkx."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx

from bench.paths import DAY, KNOWN
from bench.tables import imported
from bench.timing import Result, Spent, busy, ratio, relgraph, spent
from relgraph.analysis.central import EFFORT
from relgraph.analysis.graph import multigraph
from relgraph.analysis.network import network
from relgraph.analysis.pairs import SEED, pairs
from relgraph.analysis.selection import Wanted, select
from relgraph.cli.store import reading

ABOUT = f"""Made-up marriages that hold or may hold on {DAY}, some 100,000. Each line is a whole command; against it
stands what networkx takes for the same in memory, on a graph that is there already: its own writers, betweenness
from as many sources, groups by the same method. Marriages alone make no triangle: that line is what looking for them
costs."""

AIM = 60
"""Seconds of a core for 100,000 ties: what else the machine does is not the point."""


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """Write and look at 100,000 ties; `small`: a thousand."""
    db = imported(folder, 3_000 if small else 300_000).db
    asked = ("--on", f"{DAY}", "--db", str(db))
    # the commands first: what this process holds by then would count as theirs
    files = {form: folder / f"graph.{form}" for form in _WRITERS}
    wrote = {form: spent(relgraph("graph", "-o", str(path), *asked)) for form, path in files.items()}
    looked = {what: spent(relgraph("analyze", what, "--json", *asked)) for what in _BASELINES}
    with reading(db) as store:
        chosen = select(store, Wanted(DAY.toordinal(), KNOWN.toordinal()))
        made = network(store, chosen, {}, DAY.toordinal())
    graph, simple = multigraph(made), pairs(chosen)
    for form, took in wrote.items():
        size = files[form].stat().st_size / 1e6
        theirs = busy(partial(_WRITERS[form], graph, files[form]))
        yield _line(f"`graph` of {len(made.edges):,} ties, {form}, {size:.0f} MB", took, theirs)
    for what, took in looked.items():
        answer = json.loads(took.out)
        theirs = busy(partial(_BASELINES[what], simple, answer))
        yield _line(f"`analyze {what}` of {len(chosen.ties):,} ties{_how(answer)}", took, theirs)


def _line(what: str, took: Spent, theirs: tuple[float, str]) -> Result:
    seconds, share = theirs
    return Result(
        what, f"{took.seconds:.1f} s ({took.cpu:.1f} s of a core), {took.peak:.2f} GB of memory",
        f"networkx alone: {seconds:.1f} s ({share})", ratio(took.seconds / seconds),
        f"<= {AIM} s of a core", took.cpu <= AIM,
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


_WRITERS: dict[str, Callable[[nx.MultiDiGraph, Path], object]] = {
    "gexf": nx.write_gexf,
    "graphml": nx.write_graphml,
    "json": lambda graph, path: path.write_text(json.dumps(nx.node_link_data(graph, edges="edges"))),
}
_BASELINES: dict[str, Callable[[nx.Graph, dict[str, Any]], object]] = {
    "central": _central,
    "groups": _groups,
    "bridges": lambda graph, _: (list(nx.bridges(graph)), list(nx.articulation_points(graph))),
    "triangles": lambda graph, _: [sorted(graph.edges(no)) for no in graph],
}
"""What networkx does for each; for triangles it walks over the ties of everybody."""

"""A famous pair: thousands of claims on two people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.made import famous
from bench.measure import Result, seconds
from relgraph.fold import FOREVER, fold_at, history


def measure(_folder: Path, small: bool) -> Iterator[Result]:
    """Folding the pair afresh and for one more claim, and how both grow with the number of claims."""
    for claims in (500, 1000) if small else (1250, 2500, 5000, 10_000):
        told = list(famous(claims))
        newest = max(said.published for said in told)
        once = seconds(lambda told=told: fold_at(told, FOREVER))
        more = seconds(lambda told=told, newest=newest: history(told, newest))
        kept: list[int] = []
        afresh = seconds(lambda told=told, kept=kept: kept.append(len(history(told)[0])))
        most = claims == 10_000
        yield Result(
            f"famous pair, {claims:,} claims: one more", f"{more * 1000:.0f} ms = {more / once:.1f} x",
            f"one fold, {once * 1000:.0f} ms", "<= 200 ms" if most else "", more <= 0.2 if most else None,
        )  # fmt: skip
        yield Result(
            f"famous pair, {claims:,} claims: afresh", f"{afresh:.1f} s = {afresh / once:,.0f} x, {kept[0]:,} versions",
            f"one fold, {once * 1000:.0f} ms", "<= 60 s" if most else "", afresh <= 60 if most else None,
        )  # fmt: skip

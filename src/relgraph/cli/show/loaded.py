"""What came into the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relgraph.cli.safe import shown
from relgraph.cli.text import number

if TYPE_CHECKING:
    from relgraph.ingest import Loaded, Skipped


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of several loads."""

    articles: int = 0
    claims: int = 0
    events: int = 0
    duplicates: int = 0
    head: int = 0

    def __add__(self, more: Loaded) -> Sum:
        return Sum(
            self.articles + more.articles,
            self.claims + more.claims,
            self.events + more.events,
            self.duplicates + more.duplicates,
            more.head.position,
        )

    def json(self) -> dict[str, Any]:
        """The JSON of every command that writes."""
        return {
            "articles": self.articles,
            "claims": self.claims,
            "events": self.events,
            "duplicates": self.duplicates,
            "head": self.head,
        }


def lines(total: Sum, db: Path) -> list[str]:
    """`3 articles, 12 claims, 20 events into relgraph.db (at 53)`."""
    counts = [number(total.articles, "article"), number(total.claims, "claim"), number(total.events, "event")]
    again = f"; {number(total.duplicates, 'event')} there already" if total.duplicates else ""
    return [f"{', '.join(counts)} into {shown(str(db))}, now at {total.head:,}{again}"]


def skipped(rows: Sequence[Skipped]) -> list[str]:
    """The rows that were not taken, by the reason, the most frequent first; `--json` lists each."""
    if not rows:
        return []
    lines: dict[str, list[int]] = {}
    for row in rows:
        lines.setdefault(row.reason, []).append(row.line)
    by_number = sorted(lines.items(), key=lambda item: (-len(item[1]), item[1][0]))
    more = [f"  … and {len(by_number) - _REASONS:,} other reasons: --json lists them all"]
    return [
        f"skipped {number(len(rows), 'row')}:",
        *(f"  {shown(reason)}: {_places(at)}" for reason, at in by_number[:_REASONS]),
        *(more if len(by_number) > _REASONS else ()),
    ]


_REASONS, _PLACES = 40, 5
"""How many reasons, and how many lines of each, are told to a person."""


def _places(lines: Sequence[int]) -> str:
    first = ", ".join(str(line) for line in lines[:_PLACES])
    more = f" and {len(lines) - _PLACES:,} more" if len(lines) > _PLACES else ""
    return f"{'lines' if len(lines) > 1 else 'line'} {first}{more}"

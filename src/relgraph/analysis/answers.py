"""The analyses by name."""

from __future__ import annotations

from collections.abc import Callable

from relgraph.analysis.bridges import Bridges, bridges
from relgraph.analysis.central import Central, central
from relgraph.analysis.groups import Groups, groups
from relgraph.analysis.selection import Selection
from relgraph.analysis.triangles import Triangles, triangles

Answer = Central | Groups | Bridges | Triangles

ANALYSES: dict[str, Callable[[Selection], Answer]] = {
    "central": central,
    "groups": groups,
    "bridges": bridges,
    "triangles": triangles,
}

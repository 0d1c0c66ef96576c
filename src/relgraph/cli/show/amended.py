"""What became of a claim that its outlet took back, and the reason given."""

from __future__ import annotations

from relgraph.cli.safe import quoted
from relgraph.cli.text import columns, wrapped
from relgraph.cli.words import day
from relgraph.queries.amended import Amendment

_DONE = {"retracted": "withdrawn", "replaced": "corrected"}


def amended(what: Amendment) -> str:
    """`withdrawn on 1 Sep 2023`, `corrected on 1 Sep 2023`."""
    return f"{_DONE[what.what]} on {day(what.published)}"


def reason(what: Amendment | None, indent: str) -> list[str]:
    """The outlet's reason, in lines; none where it gave none or it was erased."""
    if what is None or what.why is None:
        return []
    return wrapped(f"reason: {quoted(what.why)}", columns(), f"{indent}  ", indent)

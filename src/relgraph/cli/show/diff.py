"""What the public learned: each change with the tie as it stands now, and the article that brought it."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.cli.safe import quoted, shown
from relgraph.cli.show.ties import Heard, row
from relgraph.cli.text import columns, painted, wrapped
from relgraph.cli.words import chain, day, standing
from relgraph.dates import Day
from relgraph.queries.diff import Learned
from relgraph.queries.phrases import predicate
from relgraph.queries.rows import Tie

_SAYS = {
    "new": "new",
    "withdrawn": "withdrawn",
    "ended": "ended",
    "reopened": "its end is withdrawn",
    "standing": "stands otherwise",
    "alleged end": "an end is alleged",
    "dates": "other dates",
}


def lines(learned: Sequence[Learned], start: Day, end: Day, heard: Heard) -> list[str]:
    """The changes in order of publication."""
    text = [painted(f"What was learned after {day(start)} and by {day(end)}", "bold")]
    if not learned:
        text.append("nothing")
    for one in learned:
        if one.change != "voices":
            text += ["", *_change(one, heard)]
    return text + _voices([one for one in learned if one.change == "voices"])


def _change(one: Learned, heard: Heard) -> list[str]:
    tie, room = one.tie, columns()
    text = [painted(_headline(one), "cyan"), *row(_said(tie), tie, heard)]
    if one.claim:
        text += wrapped(f"{chain(one.claim)}, {day(one.claim.published)}", room, "      ", "    ")
        if one.claim.quote:
            text += wrapped(f"“{quoted(one.claim.quote.text)}”", room, "      ", "    ")
    return text


def _headline(one: Learned) -> str:
    before = one.before
    if one.change == "standing" and before:
        return f"{before.standing} -> {one.tie.standing}"
    return _SAYS[one.change]


def _voices(learned: Sequence[Learned]) -> list[str]:
    """What more or fewer voices tell, and nothing else has changed."""
    if not learned:
        return []
    told = [f"{_said(one.tie)}: {standing(one.tie)} ({_before(one)} before)" for one in learned]
    text = ["", painted("other voices only", "cyan")]
    return text + [line for one in told for line in wrapped(one, columns(), "    ", "  ")]


def _before(one: Learned) -> str:
    """The voices of the earlier day, as far as they are other ones."""
    assert one.before is not None
    roots, against = one.before.roots, one.before.against
    return f"{roots}, {against} against" if against != one.tie.against else str(roots)


def _said(tie: Tie) -> str:
    return f"{shown(tie.entity.name)} {predicate(tie)} {shown(tie.other.name)}"

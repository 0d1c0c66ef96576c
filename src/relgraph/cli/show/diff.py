"""What the public learned: each change with the tie as it stands now, and the article that brought it."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.cli.safe import quoted, shown
from relgraph.cli.show.amended import amended, reason
from relgraph.cli.show.ties import Heard, row
from relgraph.cli.text import columns, painted, wrapped
from relgraph.cli.words import chain, day, standing
from relgraph.dates import Day
from relgraph.fold.model import End
from relgraph.queries.diff import Learned
from relgraph.queries.phrases import predicate
from relgraph.queries.rows import Tie

_SAYS = {
    "new": "new",
    "withdrawn": "withdrawn",
    "ended": "ended",
    "reopened": "its end is withdrawn",
    "standing": "stands otherwise",
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
    if one.change == "withdrawn":  # as it stands now, if nothing is left of it
        tie = tie._replace(standing="retracted", roots=0, against=0, alleged_end=None)
    text = [painted(_headline(one), "cyan"), *row(_said(tie), tie, heard)]
    if one.claim:
        text += wrapped(f"{chain(one.claim)}, {day(one.claim.published)}", room, "      ", "    ")
        if one.claim.quote:
            text += wrapped(f"“{quoted(one.claim.quote.text)}”", room, "      ", "    ")
    if one.amended:
        text.append(f"    {amended(one.amended)}")
    return text + reason(one.amended, "    ")


def _headline(one: Learned) -> str:
    before, tie = one.before, one.tie
    if one.change == "standing" and before:
        return f"{before.standing} -> {tie.standing}"
    if one.change == "alleged end" and before:
        return _of_alleged_end(before.alleged_end, tie.alleged_end)
    if one.change == "dates" and before and _same_days(before, tie):
        return f"its end: {before.end.standing} -> {tie.end.standing}"
    return _SAYS[one.change]


def _same_days(before: Tie, tie: Tie) -> bool:
    """Whether only the standing of its end is another one."""
    ends = [one.end._replace(standing=None) for one in (before, tie)]
    return ends[0] == ends[1] and (before.start[:2], before.void) == (tie.start[:2], tie.void)


def _of_alleged_end(before: End | None, now: End | None) -> str:
    if now is None:
        return "the alleged end is withdrawn"
    if before is None:
        return "an end is alleged, and denied" if now.standing == "denied" else "an end is alleged"
    if before.standing != now.standing:
        return (
            "the alleged end is denied" if now.standing == "denied" else "the alleged end is denied no longer"
        )
    return "other dates of the alleged end"


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

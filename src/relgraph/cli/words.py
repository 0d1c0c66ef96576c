"""Days, bounds and standings in words. What is uncertain says so; what is alleged says so in capitals."""

from __future__ import annotations

from datetime import date

from relgraph.cli.safe import shown
from relgraph.cli.text import number
from relgraph.dates import BadDate, Day, Edge, parse
from relgraph.fold.model import Bounds, End
from relgraph.kinds import KINDS, Shape
from relgraph.queries.rows import Tie
from relgraph.queries.told import Told

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(day: Day) -> str:
    """`4 Aug 2012`."""
    that = date.fromordinal(day)
    return f"{that.day} {_MONTHS[that.month - 1]} {that.year:04}"


def period(tie: Tie) -> str:
    """Since when, or from when until when; of a credit, when it was."""
    if Shape.CREDIT in KINDS[tie.kind].shapes:
        return date_of(tie.start) if tie.start != Bounds() else "date not known"
    end = _until(tie.end)
    if end is None:
        return _since(tie.start)
    return f"{_from(tie.start)}, {end}"


def date_of(bounds: Bounds) -> str:
    """`4 Aug 2012`, `Aug 2012`, `about 2012`, `by 30 Jun 2023`, `8 Aug 2011 to 7 Aug 2012`."""
    earliest, latest = bounds.earliest, bounds.latest
    if earliest is None:
        return "no day known" if latest is None else f"by {day(latest)}"
    if latest is None:
        return f"{day(earliest)} or later"
    return _unit_of(bounds) or f"{day(earliest)} to {day(latest)}"


def _since(start: Bounds) -> str:
    if start.earliest is None:
        return "start not known" if start.latest is None else f"began by {day(start.latest)}"
    if start.latest is None:
        return f"began on {day(start.earliest)} or later"
    precise = _some_day(start)
    return f"since {precise}" if precise else f"began between {day(start.earliest)} and {day(start.latest)}"


def _from(start: Bounds) -> str:
    precise = _some_day(start)
    return f"from {precise}" if precise else _since(start)


def _until(end: End) -> str | None:
    """The end in words; None if nothing is known of one."""
    earliest, latest = end.bounds.earliest, end.bounds.latest
    if earliest is None:
        return None if latest is None else f"over by {day(latest)}{_cause(end)}"
    if latest is None:
        return f"end not known, last seen {day(earliest - 1)}{_cause(end)}"
    precise = _some_day(end.bounds)
    return (
        f"until {precise}{_cause(end)}"
        if precise
        else f"ended between {day(earliest)} and {day(latest)}{_cause(end)}"
    )


def _cause(end: End) -> str:
    """` (divorce)`, ` (divorce, alleged)`; nothing where there is nothing to add."""
    cause = "" if end.by is None or end.by.endswith("_end") else end.by.replace("_", " ")
    doubt = end.standing if end.standing in ("alleged", "disputed", "denied") else ""
    inside = ", ".join(part for part in (cause, doubt) if part)
    return f" ({inside})" if inside else ""


def alleged_end(end: End, *, named: bool) -> str:
    """An end that is only said to have come: it leaves the tie as it is. `named`: who says so is told elsewhere."""
    mark = "x" if end.standing == "denied" else "?"
    cause = _cause(end._replace(standing=None) if named else end)
    when = _until(end._replace(by=None, standing=None))
    if when is None:
        return f"{mark} said to be over: no day given{cause}"
    said = f"said to be {when}" if when.startswith("over by ") else f"said to be over: {when}"
    return f"{mark} {said}{cause}"


def _some_day(bounds: Bounds) -> str | None:
    """A day, `some day in Aug 2012`, `about 2012`; None where the bounds are no such date."""
    unit = _unit_of(bounds)
    plain = unit is None or bounds.earliest == bounds.latest or unit.startswith("about ")
    return unit if plain else f"some day in {unit}"


def _unit_of(bounds: Bounds) -> str | None:
    """`4 Aug 2012`, `Aug 2012`, `2012`, `the 1980s`, `about 2012`; None where the bounds are no such date."""
    earliest, latest = bounds.earliest, bounds.latest
    if earliest is None or latest is None:
        return None
    if earliest == latest:
        return day(earliest)
    return _about(bounds) if bounds.approximate else _unit(earliest, latest) or _mostly(bounds)


def _mostly(bounds: Bounds) -> str | None:
    """The unit that was written, of which other claims or the day of publication have cut off less than half."""
    written = _written(bounds.text)
    if written is None or bounds.earliest is None or bounds.latest is None:
        return None
    first, last = written
    inside = first <= bounds.earliest and bounds.latest <= last
    most = 2 * (bounds.latest - bounds.earliest + 1) > last - first + 1
    return _unit(first, last) if inside and most else None


def _written(text: str | None) -> tuple[Day, Day] | None:
    """The first and last day of a date as written; None if it has none, or is no single date."""
    try:
        edge = None if text is None else parse(text).start
    except BadDate:
        return None
    return None if edge is None or edge.first is None or edge.last is None else (edge.first, edge.last)


def _about(bounds: Bounds) -> str | None:
    """`about May 2012`, if the bounds are those of the text and nothing has narrowed them."""
    plain = _written((bounds.text or "").strip("~?%") or None)
    if plain is None or _written(bounds.text) != (bounds.earliest, bounds.latest):
        return None
    unit = day(plain[0]) if plain[0] == plain[1] else _unit(*plain)
    return f"about {unit}" if unit else None


def _unit(earliest: Day, latest: Day) -> str | None:
    """`Aug 2012`, `2012`, `the 1980s` if that is what lies between two days."""
    first, after = date.fromordinal(earliest), date.fromordinal(min(latest + 1, date.max.toordinal()))
    if first.day != 1 or after.day != 1:
        return None
    months = (after.year - first.year) * 12 + after.month - first.month
    if months == 1:
        return f"{_MONTHS[first.month - 1]} {first.year:04}"
    if first.month == 1 and months == 12:
        return f"{first.year:04}"
    if first.month == 1 and months == 120 and first.year % 10 == 0:
        return f"the {first.year:04}s"
    return None


# ---- who says so


def standing(tie: Tie) -> str:
    """`reported, 2 voices, 1 against`; `ALLEGED, 1 voice, denied by 1`."""
    word = tie.standing if tie.standing in ("reported", "confirmed") else tie.standing.upper()
    parts = [word]
    if tie.roots:
        parts.append(number(tie.roots, "voice"))
    if tie.against:
        parts.append(f"{tie.against} against")
    if tie.unreviewed:
        parts.append("not reviewed")
    return ", ".join(parts)


def voice(claim: Told) -> str:
    """`Voici`, `an insider, in Us Weekly`, `a representative of Ann Vale, in Wire`: who speaks, and where."""
    outlet = claim.article.source
    if not claim.attribution:
        return shown(outlet)
    last = claim.attribution[-1]
    if last.role == "outlet":
        return shown(last.name)
    outlets = [link.name for link in claim.attribution if link.role == "outlet"]
    return f"{agent(last.name, last.role)}, in {shown(outlets[-1] if outlets else outlet)}"


def chain(claim: Told) -> str:
    """`Perez Hilton, citing Us Weekly, citing an insider`: from the outlet that prints it to who says it."""
    links = (agent(link.name, link.role) for link in claim.attribution)
    return ", citing ".join((shown(claim.article.source), *links))


def agent(name: str, role: str) -> str:
    """An agent by name; one that has none is an anonymous source, one that speaks for somebody says so."""
    if name == role == "anonymous":
        return "an anonymous source"
    speaks_for = role == "representative" and name[:1].isupper()
    return shown(f"a representative of {name.replace('; ', ' and ')}" if speaks_for else name)


def when(text: str | None) -> str:
    """A claim's own `when` in words: `since 2011`, `from 2011, end not known`, `1955 to 1960`, `no day told`."""
    if text is None:
        return "no day told"
    that = parse(text)
    if not that.interval:
        return _edge(that.start)
    if that.start is None:
        return "at some time" if that.end is None else f"until {_edge(that.end)}"
    if that.ongoing:
        return f"since {_edge(that.start)}"
    return (
        f"{_edge(that.start)} to {_edge(that.end)}"
        if that.end
        else f"from {_edge(that.start)}, end not known"
    )


def _edge(edge: Edge | None) -> str:
    return "no day" if edge is None else date_of(Bounds(edge.first, edge.last, edge.text, edge.approximate))

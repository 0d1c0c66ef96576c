"""The nodes and relationships of the graph, as typed rows.

(:Entity:Person|Organization|Work)-[MARRIAGE …]->(:Entity)      one relationship for each version of a tie
(:Claim)-[:IN]->(:Article)-[:BY]->(:Source)
(:Claim)-[:ABOUT {party}]->(:Entity)

The fields of a row are its properties, but for those that say where it hangs. Labels and types come from `kinds`
and from here, never from what anybody wrote. None is a property that is absent.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold.model import Window
from relgraph.kinds import STATES, EntityType

LABELS: dict[str, str] = {type: type.capitalize() for type in EntityType}
"""The label that an entity of each type has besides Entity."""

TYPES: dict[str, str] = {name: name.upper() for name in STATES}
"""The type of relationship of each kind of tie."""

OPEN_BEFORE, OPEN_AFTER = date.min, date.max
"""What stands for no first and for no last day in `sure_from` … `span_to`, which are never absent."""


class Entity(NamedTuple):
    """A canonical entity. Whoever is withheld is called what they are instead, and has no alias, birth or other id.

    `ids` are its ids in other data sets (`wikidata:Q42`), `also` the ids of entities judged to be it, `known_from`
    the first day on which something published names it, `born` EDTF as written.
    """

    id: str
    name: str
    type: str
    aliases: list[str]
    born: str | None
    known_from: date | None
    ids: list[str]
    also: list[str]
    withheld: bool


class Tie(NamedTuple):
    """A version of a tie: an episode of a state from party a to party b, as known on [known_from, known_to).

    `a` and `b` are ids of entities, `kind` gives the type; the others are properties. Of undirected kinds the
    direction says nothing. It holds on a day of [sure_from, sure_to): yes; else of [said_from, said_to): possibly;
    else of [span_from, span_to): not said; else no. These six are never absent, each range lies within the next
    one, and an empty one begins where it ends. `claims` names the claims that support it or set one of its bounds,
    `denials` those against it (see `behind`).
    """

    a: str
    b: str
    kind: str
    id: str
    episode: int
    standing: str
    roots: int
    against: int
    start_earliest: date | None
    start_latest: date | None
    start_text: str | None
    start_approximate: bool
    end_earliest: date | None
    end_latest: date | None
    end_text: str | None
    end_approximate: bool
    end_standing: str | None
    ended_by: str | None
    alleged_end_earliest: date | None
    alleged_end_latest: date | None
    alleged_end_standing: str | None
    alleged_end_by: str | None
    known_from: date
    known_to: date | None
    sure_from: date
    sure_to: date
    said_from: date
    said_to: date
    span_from: date
    span_to: date
    void: bool
    unreviewed: bool
    last_published: date
    claims: list[str]
    denials: list[str]


class Claim(NamedTuple):
    """What one article says. `a` and `b` are the ids of its parties, `version` that of its article's version.

    `quote` is the longest of `quotes`; `root` the voice at the end of the chain, folded: a Source has it as its id
    if the voice is an outlet; `role` that of the innermost agent. `agents` and `roles` are the chain, outermost
    first. `withdrawn` and `replaced` are the days from which it is retracted or corrected.
    """

    a: str
    b: str | None
    version: str
    id: str
    position: int
    kind: str
    quote: str | None
    quotes: list[str]
    stance: str
    when: str | None
    published: date
    root: str
    role: str
    agents: list[str]
    roles: list[str]
    hypothetical: bool
    withdrawn: date | None
    replaced: date | None
    rejected: bool
    unreviewed: bool
    detail: str | None


class Article(NamedTuple):
    """A version of an article. `source` is the id of its Source; `id` is the same in every version."""

    source: str
    version: str
    id: str
    title: str | None
    url: str | None
    published: date


class Source(NamedTuple):
    """An outlet or a data set: its folded name, and the name as first written."""

    id: str
    name: str


def when(day: Day | None) -> date | None:
    """A day as a date; None if it is open or outside the calendar."""
    return date.fromordinal(day) if day is not None and 1 <= day <= _LAST else None


_LAST = date.max.toordinal()


def _from(day: Day) -> date:
    return date.fromordinal(min(max(day, 1), _LAST))


def ranges(window: Window) -> tuple[date, date, date, date, date, date]:
    """sure_from, sure_to, said_from, said_to, span_from, span_to of a window, each range within the next."""
    span = window.first, max(window.first, window.last)
    sure = _within(span, (window.sure_from, window.sure_to))
    said = _within(span, (window.said_from, window.said_to))
    if sure[0] < sure[1]:
        said = (min(sure[0], said[0]), max(sure[1], said[1])) if said[0] < said[1] else sure
    return (*map(_from, sure), *map(_from, said), *map(_from, span))  # type: ignore[return-value]


def _within(span: tuple[Day, Day], range: tuple[Day, Day]) -> tuple[Day, Day]:
    first, last = max(span[0], range[0]), min(span[1], range[1])
    return (first, last) if first < last else (span[0], span[0])

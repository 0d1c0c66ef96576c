"""A selection as other tools are given it: every entity a node, every episode an edge, and what is said of both.

Whoever is withheld is named neither in a name nor in an id. Values are texts, whole numbers and truths; what is not
known is left out. So are characters that no XML file can hold, in every format, so that all have the same ids.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from relgraph.analysis.selection import Lasting, Selection
from relgraph.dates import Day, iso
from relgraph.fold.model import Bounds
from relgraph.kinds import KINDS
from relgraph.names import folded
from relgraph.privacy import NOBODY, Redactor, Shown, id_of, names_of, withheld
from relgraph.queries.rows import Ref

Value = str | int | bool
Attributes = dict[str, Value]

NETWORK = ("known", "on")
NODE = ("name", "type", "aliases", "born")
EDGE = (
    "kind", "episode", "directed", "holds", "standing", "roots", "against", "unreviewed", "void", "detail",
    "first_day", "last_day", "start_earliest", "start_latest", "start_text", "start_approximate",
    "end_earliest", "end_latest", "end_text", "end_approximate", "end_standing", "ended_by",
    "alleged_end_earliest", "alleged_end_latest", "alleged_end_text", "alleged_end_approximate",
    "alleged_end_standing", "alleged_end_by", "last_published",
)  # fmt: skip
"""The attributes that there can be, in the order in which they are told."""


class Node(NamedTuple):
    """An entity. `first` and `last` are those of its ties in the network, as of Lasting."""

    id: str
    name: str
    attributes: Attributes
    first: Day | None
    last: Day | None


class Edge(NamedTuple):
    """An episode, from party a to party b. `first` and `last`: as of Lasting."""

    id: str
    source: str
    target: str
    attributes: Attributes
    first: Day | None
    last: Day | None


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges, and what holds for all of them.

    `withheld` counts the persons who are not named, `cleaned` the texts out of which characters were left; `redactor`
    knows which names may not stand on the file either.
    """

    attributes: Attributes
    nodes: list[Node]
    edges: list[Edge]
    withheld: int
    cleaned: int
    redactor: Redactor


def network(
    db: sqlite3.Connection,
    selection: Selection,
    attributes: Mapping[str, str],
    today: Day,
    known: Day | None = None,
    shown: Shown = NOBODY,
) -> Network:
    """A selection as known on a day, as it may be handed out `today`; whoever is `shown` is named too."""
    hidden = withheld(db, selection.entities, today, known, shown)
    names = names_of(db, selection.entities)
    named = (name for no, some in names.items() if no not in hidden for name in some)
    redactor = Redactor({no: names.get(no, []) for no in hidden}, hidden, named)
    texts = _Texts(redactor, (name for no in hidden for name in names.get(no, [])))
    ids = _distinct(
        (no, id_of(no) if no in hidden else texts.id(no, ref)) for no, ref in selection.entities.items()
    )
    spans = _spans(selection.ties)
    born = dict(db.execute("SELECT no, born FROM entity WHERE born IS NOT NULL"))
    nodes = []
    for no, ref in selection.entities.items():
        if no in hidden:
            nodes.append(
                Node(ids[no], hidden[no], {"name": hidden[no], "type": ref.type}, *spans.get(no, _UNDATED))
            )
            continue
        name = texts.plain(ref.name)
        others = sorted({texts.plain(one) for one in names.get(no, []) if one != ref.name} - {name})
        nodes.append(
            Node(ids[no], name, _given(name=name, type=ref.type, aliases="; ".join(others), born=born.get(no)),
                 *spans.get(no, _UNDATED))
        )  # fmt: skip
    edges = [_edge(one, ids, texts) for one in selection.ties]
    return Network(dict(attributes), nodes, edges, len(hidden), texts.cleaned, redactor)


_UNDATED = (None, None)


class _Texts:
    """Texts as they may be handed out, and how many of them lost a character."""

    def __init__(self, redactor: Redactor, hidden: Iterable[str]) -> None:
        self.cleaned = 0
        self._redactor = redactor
        self._words = {word for name in hidden for word in _words(name)}

    def plain(self, text: str) -> str:
        """A text without the names of those withheld."""
        # what shares no word with any of them needs no search for all of them, which takes its time
        named = self._words.isdisjoint(_words(text))
        return self._clean(text if named else self._redactor.text(text))

    def id(self, no: int, ref: Ref) -> str:
        """An id that names nobody who is withheld."""
        if self._is_of_its_name(ref) or not self._words or not self._redactor.names(ref.id):
            return self._clean(ref.id)
        return f"entity:{no}"

    def _is_of_its_name(self, ref: Ref) -> bool:
        """Whether an id says no more than a name that names nobody withheld."""
        words = _words(ref.name)
        made = re.fullmatch(r"[a-z]:(.+)-[0-9a-f]{8,12}", ref.id)
        return made is not None and self._words.isdisjoint(words) and set(made[1].split("-")) <= words

    def _clean(self, text: str) -> str:
        clean = _FORBIDDEN.sub("", text)
        self.cleaned += clean != text
        return clean


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", folded(text)))


_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0."""


def _distinct(ids: Iterable[tuple[int, str]]) -> dict[int, str]:
    """The ids, of which two may have become alike; the later one is told apart."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for no, id in ids:
        while id in taken or not id:
            id = f"{id}_{no}"
        taken.add(id)
        found[no] = id
    return found


def _spans(ties: Iterable[Lasting]) -> dict[int, tuple[Day, Day | None]]:
    """For each entity with ties of which a day is told, the first and the last day of them; None: open."""
    spans: dict[int, tuple[Day, Day | None]] = {}
    for tie, first, last in ties:
        if first is None:
            continue
        for no in (tie.near, tie.far):
            begin, end = spans.get(no, (first, last))
            spans[no] = min(begin, first), None if end is None or last is None else max(end, last)
    return spans


def _edge(one: Lasting, ids: Mapping[int, str], texts: _Texts) -> Edge:
    tie = one.tie
    source, target = ids[tie.near], ids[tie.far]
    id = f"{source}#{tie.kind}-{tie.episode}#{target}"  # no id of an entity has a # in it
    return Edge(id, source, target, _said(one, texts), one.first, one.last)


def _said(one: Lasting, texts: _Texts) -> Attributes:
    tie = one.tie
    alleged = tie.alleged_end
    return _given(
        kind=tie.kind,
        episode=tie.episode,
        directed=KINDS[tie.kind].directed,
        holds=tie.holds,
        standing=tie.standing,
        roots=tie.roots,
        against=tie.against,
        unreviewed=tie.unreviewed,
        void=tie.void,
        detail="; ".join(map(texts.plain, tie.detail)),
        first_day=iso(one.first),
        last_day=iso(one.last),
        **_bounds("start", tie.start),
        **_bounds("end", tie.end.bounds),
        end_standing=tie.end.standing,
        ended_by=tie.end.by,
        **(_bounds("alleged_end", alleged.bounds) if alleged else {}),
        alleged_end_standing=alleged and alleged.standing,
        alleged_end_by=alleged and alleged.by,
        last_published=iso(tie.last_published),
    )


def _bounds(what: str, bounds: Bounds) -> dict[str, Value | None]:
    return {
        f"{what}_earliest": iso(bounds.earliest),
        f"{what}_latest": iso(bounds.latest),
        f"{what}_text": bounds.text,
        f"{what}_approximate": bounds.approximate or None,
    }


def _given(**values: Value | None) -> Attributes:
    """Those that there are."""
    return {name: value for name, value in values.items() if value is not None and value != ""}

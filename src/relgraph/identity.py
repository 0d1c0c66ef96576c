"""Who is who: which entity a mention is resolved to, and which entities people have judged to be one.

Pure functions over sets: what was declared and judged decides, the order of its arrival does not. Resolution is
an automatic judgement and no more: what a person judged beats it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import NamedTuple

EXACT, ALIAS, ID, NEW, BY_HAND = "exact name", "alias", "id", "new", "by hand"
"""How a mention was resolved."""


class Known(NamedTuple):
    """What is declared of a name, of one type of entity.

    `named`: entities with an id of their own that go by exactly this name; `described`: somebody says more of an
    entity that is known by this name only; `aliased`: entities that have it as an alias, of two or more words or
    declared in the mention's own article.
    """

    named: frozenset[str] = frozenset()
    described: bool = False
    aliased: frozenset[str] = frozenset()


NOTHING = Known()


class Resolution(NamedTuple):
    """The id of the entity that a mention is resolved to, and how."""

    entity: str
    how: str


def resolve(by_name: str, known: Known, apart: AbstractSet[str] = frozenset()) -> Resolution:
    """Resolve a mention that came without an id; `by_name` is the entity that is known by its name only.

    `apart` are entities judged to be another one than `by_name`: a bare name never leads to them. Several
    candidates are never joined silently: then the name stands for itself.
    """
    if known.named:
        candidates = known.named - apart
        if len(candidates) == 1:
            return Resolution(next(iter(candidates)), EXACT)
    elif not known.described:
        candidates = known.aliased - apart
        if len(candidates) == 1:
            return Resolution(next(iter(candidates)), ALIAS)
    return Resolution(by_name, EXACT if known.described else NEW)


def owners(
    declared: Iterable[AbstractSet[str]], apart: AbstractSet[frozenset[str]] = frozenset()
) -> dict[str, str]:
    """The entity of each id, of ids that were declared together (each set: what one declaration says).

    Ids of other data sets (`scheme:value`) that are declared together are ids of one entity, unless that would join
    two that were judged to be `apart`. Ids of our own, without a colon, are never joined so: two of them stay two
    entities until a person judges, and an outside id that both claim goes to the first in order.
    """
    sets = sorted({frozenset(ids) for ids in declared}, key=sorted)
    group_of = {id: frozenset((id,)) for ids in sets for id in ids}
    for ids in sets:
        first, *others = sorted(ids, key=lambda id: (":" in id, id))
        for other in others:
            joined = group_of[first] | group_of[other]
            if not any(pair <= joined for pair in apart):
                group_of.update(dict.fromkeys(joined, joined))
    owner: dict[str, str] = {}
    for group in set(group_of.values()):
        own = {id for id in group if ":" not in id}
        first = min(own or group)
        for id in group:
            claimed = {other for ids in sets if id in ids for other in ids & own}
            owner[id] = id if id in own else min(claimed, default=first)
    return owner


class Pin(NamedTuple):
    """A mention of which a person judged: in which article (Article.id), the name, its type, the id given or ''."""

    article: str
    name: str
    type: str
    given: str


class Judgement(NamedTuple):
    """What a person said of two entities; `undoes` is the id of a judgement that it takes back.

    `pins`: the mentions among the two, which then stand for themselves.
    """

    id: str
    at: str
    judgement: str
    a: str
    b: str
    undoes: str | None = None
    pins: tuple[Pin, ...] = ()


class Judged(NamedTuple):
    """What judgements come to.

    `groups`: entities that are one, of two or more each; `apart`: pairs that are two; `contradicting`: ids of
    judgements left out, since they would make one what was judged to be two; `standing`: ids of those not taken back;
    `undone`: ids of those that are, each with the one that takes it back;
    `as_said`: the pairs that are two by the ids that were judged, whichever entity they lead to now.
    """

    groups: tuple[frozenset[str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    contradicting: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    undone: Mapping[str, str] = MappingProxyType({})
    as_said: frozenset[frozenset[str]] = frozenset()
    pins: frozenset[Pin] = frozenset()


def judged(judgements: Iterable[Judgement], owner: Mapping[str, str] = MappingProxyType({})) -> Judged:
    """Weigh judgements. `different` beats `same`, whenever it was said; of `same` ones the earlier beat the later.

    `owner` has the entity of each id that is not that of an entity.
    """
    judgements = list(judgements)
    undone = _undone(judgements)
    stands = (one for one in judgements if one.undoes is None and one.id not in undone)
    said = sorted(stands, key=lambda one: (one.at, one.id))
    standing = [
        one._replace(a=owner.get(one.a, one.a), b=owner.get(one.b, one.b))
        if one.a in owner or one.b in owner
        else one
        for one in said
    ]
    as_said = _apart(said)
    apart = _apart(standing) if owner else as_said
    groups: dict[str, frozenset[str]] = {}
    contradicting = []
    for one in standing:
        if one.judgement != "same":
            continue
        mine, other = (groups.get(id, frozenset((id,))) for id in (one.a, one.b))
        if mine is not other and any(frozenset((x, y)) in apart for x in mine for y in other):
            contradicting.append(one.id)
            continue
        joined = mine | other
        groups.update(dict.fromkeys(joined, joined))
    distinct = {group for group in groups.values() if len(group) > 1}
    return Judged(
        groups=tuple(sorted(distinct, key=min)),
        apart=apart,
        contradicting=tuple(contradicting),
        standing=tuple(one.id for one in said),
        undone=undone,
        as_said=as_said,
        pins=frozenset(pin for one in said if one.judgement != "unsure" for pin in one.pins),
    )


def _apart(judgements: Iterable[Judgement]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset((j.a, j.b)) for j in judgements if j.judgement == "different" and j.a != j.b)


def _undone(judgements: Iterable[Judgement]) -> dict[str, str]:
    """The judgements that are taken back, each with the first that does so. Taking back what took back restores."""
    by_id = {said.id: said for said in judgements}
    if all(said.undoes is None for said in by_id.values()):
        return {}
    waiting = Counter(said.undoes for said in by_id.values() if said.undoes in by_id)
    undone: dict[str, str] = {}
    ready = [said for said in by_id.values() if not waiting[said.id]]
    while ready:
        said = ready.pop()
        if said.undoes not in by_id:
            continue
        if said.id not in undone:
            undone[said.undoes] = min(said.id, undone.get(said.undoes, said.id))
        waiting[said.undoes] -= 1
        if not waiting[said.undoes]:
            ready.append(by_id[said.undoes])
    return undone


class Seat(NamedTuple):
    """What decides which entity of a group stands for it: one that something names, then the first id in order."""

    unnamed: bool
    id: str
    number: int


def canonical(groups: Iterable[AbstractSet[str]], seats: Mapping[str, Seat]) -> dict[int, int]:
    """The number that stands for each entity that is judged to be another."""
    firsts: dict[int, int] = {}
    for group in groups:
        members = sorted({seats[id] for id in group if id in seats})
        firsts |= {member.number: members[0].number for member in members[1:]}
    return {number: first for number, first in firsts.items() if number != first}

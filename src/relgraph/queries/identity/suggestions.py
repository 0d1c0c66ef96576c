"""Who may be one: entities whose names are alike, with what else speaks for it. Nothing is joined here."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from relgraph.fold.model import FOREVER
from relgraph.queries.find import Found, described
from relgraph.queries.identity.common import Common, years
from relgraph.queries.identity.likeness import ENOUGH, WITH_MORE, Like, like
from relgraph.queries.identity.people import Pair, everybody, namesakes, pairs
from relgraph.readmodel.judged import weighed

_SHARED, _MOST_SHARED, _BORN = 3, 9, 4  # what ties in common, and a year of birth, add
_CLOSE, _BARE = 78, 74  # how likely two are of whom ties, or one article, speak without their full names
_NAMED = 3  # so many ties in common are named


class Alike(NamedTuple):
    """Two that may be one: how likely, of 100, and what speaks for it."""

    a: Found
    b: Found
    score: int
    reasons: tuple[str, ...]


class Suggested(NamedTuple):
    """The likeliest first, and how many there are in all."""

    found: list[Alike]
    total: int


def suggestions(db: sqlite3.Connection, most: int, who: int | None = None) -> Suggested:
    """At most so many pairs of canonical entities that may be one; with `who` only those of that one.

    Nothing is suggested that was judged to be two, that is tied to each other, or that was born in other years.
    """
    common = Common(db)
    apart = _apart(db)
    found: list[tuple[float, Pair, tuple[str, ...]]] = []
    for pair, some in _likenesses(db, common, who):
        if pair not in apart and (weighed := _weighed(common, pair, some)):
            found.append(weighed)
    found.sort(key=lambda one: (-one[0], one[1]))
    return Suggested([_alike(db, *one) for one in found[:most]], len(found))


def _likenesses(db: sqlite3.Connection, common: Common, who: int | None) -> Iterator[tuple[Pair, list[Like]]]:
    """Every pair that anything speaks for, with the best of each kind of it."""
    from rapidfuzz import fuzz

    people = everybody(db) if who is None else namesakes(db, who)
    by_name: dict[Pair, Like] = {}
    for one, other in pairs(people, who):
        if one.no != other.no:
            pair = (one.no, other.no) if one.no < other.no else (other.no, one.no)
            found = like(one.name, other.name, fuzz.ratio, of_person=one.type == "person")
            if found and (pair not in by_name or found.score > by_name[pair].score):
                by_name[pair] = found
    gathered: defaultdict[Pair, list[Like]] = defaultdict(list)
    for pair, alike in by_name.items():
        gathered[pair].append(alike)
    for pair, reason in common.of_one_first_name(people, who):
        if pair not in gathered:
            gathered[pair].append(Like(_CLOSE, "the same first name"))
        gathered[pair].append(Like(_CLOSE, reason))
    for pair, reason in common.of_one_article(who):
        gathered[pair].append(Like(_BARE, reason))
    yield from gathered.items()


def _weighed(common: Common, pair: Pair, found: list[Like]) -> tuple[float, Pair, tuple[str, ...]] | None:
    """How likely a pair is with all that speaks for it; None if that is too little, or if something speaks against."""
    score = max(one.score for one in found)
    births = [common.born(no) for no in pair]
    one, other = births
    if one and other and (one[1] < other[0] or other[1] < one[0]):
        return None
    if common.tied(pair):
        return None
    reasons = [one.reason for one in found]
    shared = common.shared(pair)
    more = 0
    if shared:
        told = "; ".join(reasons)
        names = [name for no in shared if (name := common.name(no)) not in told]
        some = [*names[:_NAMED], *([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])]
        reasons += [f"both tied to {', '.join(some)}"] if some else []
        more += min(_MOST_SHARED, _SHARED * len(shared))
    if one and other and (year := years(one, other)):
        reasons.append(f"both born in {year}")
        more += _BORN
    if WITH_MORE <= score < ENOUGH and not more:  # names alone, and not like enough
        return None
    return score + more, pair, tuple(dict.fromkeys(reasons))


def _apart(db: sqlite3.Connection) -> set[Pair]:
    """The pairs of canonical entities that were judged to be two."""
    now = weighed(db)
    ids = {id for pair in now.judged.apart for id in pair}
    number = {
        id: row[0] for id in ids for row in db.execute("SELECT canonical FROM entity WHERE id = ?", (id,))
    }
    found = (sorted(number[id] for id in pair if id in number) for pair in now.judged.apart)
    return {(pair[0], pair[1]) for pair in found if len(pair) == 2}


def _alike(db: sqlite3.Connection, score: float, pair: Pair, reasons: tuple[str, ...]) -> Alike:
    (one,), (other,) = (described(db, [no], FOREVER - 1) for no in pair)
    return Alike(one, other, min(100, round(score)), reasons)

"""What two entities have in common beside their names: people they are tied to, years of birth, an article."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, groupby

from relgraph.dates import BadDate, Day, iso, parse
from relgraph.fold.model import FOREVER
from relgraph.names import folded
from relgraph.queries.identity.people import Pair, Somebody

COMMON = 50
"""People with one first word, beside the share of all that these are, from which on it says nothing of anybody."""

_SHARE = 0.02
_CLOSE = {"marriage": "both married to {}", "parenthood": "both tied to {} by parenthood"}


class Common:
    """Looks up what entities have in common, each once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.name = cache(self._name)
        self.near = cache(self._near)
        self.born = cache(self._born)

    def shared(self, pair: Pair) -> list[int]:
        """Those whom both are tied to."""
        return sorted(self.near(pair[0]) & self.near(pair[1]))

    def tied(self, pair: Pair) -> bool:
        """Whether the two are tied to each other: then they are two."""
        return pair[1] in self.near(pair[0])

    def _name(self, no: int) -> str:
        name: str
        (name,) = self._db.execute("SELECT name FROM entity WHERE no = ?", (no,)).fetchone()
        return name

    def _near(self, no: int) -> frozenset[int]:
        query = "SELECT far FROM link WHERE near = ? AND known_to = ?"
        return frozenset(far for (far,) in self._db.execute(query, (no, FOREVER)))

    def _born(self, no: int) -> tuple[Day, Day] | None:
        """The days on which it can have been born, as declared or claimed; the narrowest of what is said."""
        query = """
            SELECT born FROM entity WHERE (no = :no OR (canonical = :no AND canonical <> no)) AND born IS NOT NULL
            UNION ALL SELECT at FROM claim WHERE one = :no AND other IS NULL AND kind = 'birth' AND at IS NOT NULL
            AND stance <> 'denied' AND NOT hypothetical AND NOT rejected AND withdrawn IS NULL AND replaced IS NULL"""
        spans = [span for (text,) in self._db.execute(query, {"no": no}) if (span := _span(text))]
        return min(spans, key=lambda span: span[1] - span[0], default=None)

    # ---- pairs that names alone do not show

    def of_one_first_name(self, people: Iterable[Somebody], who: int | None) -> Iterator[tuple[Pair, str]]:
        """Pairs of one first name who are married to, or parent or child of, the same person; and whom."""
        firsts: defaultdict[int, set[str]] = defaultdict(set)
        suffix: dict[int, str] = {}
        for one in people:
            if one.type == "person":
                firsts[one.no].add(one.name.first)
                suffix[one.no] = suffix.get(one.no) or one.name.suffix
        often = Counter(first for some in firsts.values() for first in some)
        most = max(COMMON, _SHARE * len(firsts))
        near = (
            "" if who is None else "AND near IN (SELECT far FROM link WHERE near = :who AND known_to = :now)"
        )
        query = f"""
            SELECT near, kind, far FROM link WHERE known_to = :now AND kind IN ('marriage', 'parenthood') {near}
            ORDER BY near, kind"""
        rows = self._db.execute(query, {"now": FOREVER, "who": who})
        for (shared, kind), some in groupby(rows, key=lambda row: (row[0], row[1])):
            of_first: defaultdict[str, set[int]] = defaultdict(set)
            for _, _, far in some:
                for first in firsts.get(far, ()):
                    if often[first] <= most:
                        of_first[first].add(far)
            for alike in of_first.values():
                for pair in combinations(sorted(alike), 2):
                    told_apart = {suffix[no] for no in pair} - {""}
                    if len(told_apart) < 2 and (who is None or who in pair):
                        yield pair, _CLOSE[kind].format(self.name(shared))

    def of_one_article(self, who: int | None) -> Iterator[tuple[Pair, str]]:
        """A bare name, and the one person of that article who has it in a longer name."""
        query = """
            SELECT article, mention.name, canonical FROM mention JOIN entity ON entity.no = mention.entity
            WHERE mention.type = 'person' AND article IN (SELECT article FROM printed) ORDER BY article"""
        for _, rows in groupby(self._db.execute(query), key=lambda row: row[0]):
            there = [(folded(name).split(), no) for _, name, no in rows]
            for words, no in there:
                if len(words) == 1:
                    full = {other for more, other in there if len(more) > 1 and words[0] in more} - {no}
                    if len(full) == 1 and (who is None or who in (no, *full)):
                        (other,) = full
                        yield (
                            (min(no, other), max(no, other)),
                            "one article has the bare name and the full one",
                        )


def _span(text: str) -> tuple[Day, Day] | None:
    try:
        edge = parse(text).start
    except BadDate:
        return None
    return (edge.first, edge.last) if edge and edge.first is not None and edge.last is not None else None


def years(one: tuple[Day, Day], other: tuple[Day, Day]) -> str | None:
    """The year in which both were born, if they surely were in one."""
    said = {(iso(day) or "")[:4] for day in (*one, *other)}
    return said.pop() if len(said) == 1 else None

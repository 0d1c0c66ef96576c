"""Working out the ties of the pairs that a transaction touched, one by one or all at once.

Both ways give the same rows: the versions of a pair follow from its claims alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from relgraph.dates import Day
from relgraph.fold import NEVER
from relgraph.readmodel.links import keys as links_of
from relgraph.readmodel.links import link, unlink
from relgraph.readmodel.lone import lone_version
from relgraph.readmodel.pairs import History, Row, cut, joined, of_pair
from relgraph.readmodel.reading import Fetched, Pair, of_all_pairs, of_pairs, told, vitals
from relgraph.readmodel.state import drop_index, insert, make_index
from relgraph.readmodel.touched import Touched

LONG = 64
"""Claims of a pair from which on only what changes is worked out: a famous pair has as many versions as claims."""

SOME = 1_000
"""Pairs that are worked out together."""

CHUNK = 10_000
"""Rows that are written at once."""


class Tables(NamedTuple):
    """Where the versions of pairs stand, and their links."""

    version: str
    link: str

    @property
    def indices(self) -> tuple[str, ...]:
        return tuple(f"{self.version}_{of}" for of in ("a", "b", "kind"))


ALL = Tables("version", "link")
"""What all claims of a pair give."""

REVIEWED = Tables("reviewed_version", "reviewed_link")
"""What the reviewed ones alone give, of the pairs that have others too (`unreviewed_pair`)."""

_OF_PAIRS = """
FROM json_each(:pairs) AS pair CROSS JOIN {table} AS held INDEXED BY {index}
ON {one} = json_extract(pair.value, '$[0]') AND {other} = json_extract(pair.value, '$[1]')"""

_FINDINGS = _OF_PAIRS.format(table="finding", index="finding_pair", one="one", other="other")


def settle(connection: sqlite3.Connection, touched: Touched) -> int:
    """Work out the ties of all pairs that were touched; how many these are.

    What touches a person touches each pair of that person.
    """
    for person, day in touched.persons():
        pairs = "SELECT DISTINCT one, other FROM claim WHERE {} = ? AND other IS NOT NULL"
        for side in ("one", "other"):
            for one, other in connection.execute(pairs.format(side), (person,)).fetchall():
                touched.add(one, other, day)
    if touched.everything:
        return _all_at_once(connection)
    order = touched.pairs()
    for at in range(0, len(order), SOME):
        _some(connection, order[at : at + SOME], touched)
    return len(order)


# ---- some pairs


def _some(connection: sqlite3.Connection, pairs: Sequence[Pair], touched: Touched) -> None:
    """Work out these pairs anew."""
    of_persons = vitals(connection, {person for pair in pairs for person in pair})
    alone = dict(_by_pair(of_pairs(connection, pairs)))
    fetched = {pair: _with_vitals(pair, alone.get(pair, []), of_persons) for pair in pairs}
    known = {
        pair
        for pair in pairs
        if not (alone.get(pair) and touched.is_fresh(pair, min(row[2] for row in alone[pair])))
    }
    if known:
        connection.execute(
            f"DELETE FROM finding WHERE rowid IN (SELECT held.rowid {_FINDINGS})",
            {"pairs": json.dumps(sorted(known))},
        )
    found = _put_in_place(connection, ALL, fetched, {pair: touched.day(pair) for pair in known})
    insert(connection, "finding", found)
    _some_reviewed(connection, fetched, touched)


def _some_reviewed(
    connection: sqlite3.Connection, fetched: Mapping[Pair, list[Fetched]], touched: Touched
) -> None:
    """Work out what the reviewed claims of these pairs give, where there are others too."""
    held = """
        SELECT one, other FROM json_each(:pairs) CROSS JOIN unreviewed_pair
        ON one = json_extract(value, '$[0]') AND other = json_extract(value, '$[1]')"""
    before = set(connection.execute(held, {"pairs": json.dumps(sorted(fetched))}).fetchall())
    now = {pair for pair, rows in fetched.items() if _has_unreviewed(rows)}
    left = "DELETE FROM unreviewed_pair WHERE one = ? AND other = ?"
    connection.executemany(left, sorted(before - now))
    insert(connection, "unreviewed_pair", sorted(now - before))
    claims = {pair: _reviewed(fetched[pair]) if pair in now else [] for pair in sorted(before | now)}
    _put_in_place(connection, REVIEWED, claims, {pair: touched.day(pair) for pair in before})


def _put_in_place(
    connection: sqlite3.Connection,
    tables: Tables,
    fetched: Mapping[Pair, list[Fetched]],
    since: Mapping[Pair, Day],
) -> list[Row]:
    """Put what follows from the claims of pairs in the place of what the tables have; returns the findings.

    `since` has the pairs that may have versions there, and the day from which on those can be others.
    """
    findings: list[Row] = []
    versions: list[Row] = []
    long = [pair for pair, rows in fetched.items() if len(rows) > LONG]
    # Both ways by party a: where party b is an organization or a work, it may have very many versions.
    short = [both for pair in since if len(fetched[pair]) <= LONG for both in (pair, pair[::-1])]
    if short:
        _take_out(connection, tables, _held(tables), {"pairs": json.dumps(short)})
    for pair, rows in fetched.items():
        if 0 < len(rows) <= LONG:
            history = _worked_out(pair, rows)
            versions += history.versions
            findings += history.findings
    _put_in(connection, tables, versions)
    for pair in long:
        findings += _continue(connection, tables, pair, fetched[pair], since.get(pair, NEVER))
    return findings


def _continue(
    connection: sqlite3.Connection, tables: Tables, pair: Pair, rows: list[Fetched], since: Day
) -> list[Row]:
    """Put the versions of a pair as known from `since` on in the place of those that it had; returns the findings."""
    history = _worked_out(pair, rows, since)
    of_both = f"{_held(tables)} WHERE held.known_to >= :since"
    key = {"pairs": json.dumps([pair, pair[::-1]]), "since": since}
    old = connection.execute(f"SELECT held.* {of_both}", key).fetchall()
    new = joined([*cut(old, since), *history.versions])
    if set(new) != set(old):
        _take_out(connection, tables, of_both, key)
        _put_in(connection, tables, new)
    return history.findings


def _held(tables: Tables) -> str:
    """The versions of `:pairs`, as the end of a SELECT."""
    return _OF_PAIRS.format(table=tables.version, index=tables.indices[0], one="a", other="b")


def _take_out(
    connection: sqlite3.Connection, tables: Tables, held: str, values: Mapping[str, object]
) -> None:
    """Take away these versions and their links."""
    keyed = connection.execute(
        f"SELECT held.a, held.b, held.kind, held.episode, held.known_to {held}", values
    )
    connection.executemany(unlink(tables.link), list(links_of(keyed)))
    connection.execute(f"DELETE FROM {tables.version} WHERE rowid IN (SELECT held.rowid {held})", values)


def _put_in(connection: sqlite3.Connection, tables: Tables, versions: Sequence[Row]) -> None:
    """Insert versions and their links."""
    if versions:
        (last,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {tables.version}").fetchone()
        insert(connection, tables.version, versions)
        connection.execute(link(*reversed(tables)), (last, last))


# ---- all pairs


def _all_at_once(connection: sqlite3.Connection) -> int:
    """Work out all pairs anew, in their order, and how many; indices are made afterwards."""
    indices = (*ALL.indices, *REVIEWED.indices, "finding_pair")
    for index in indices:
        drop_index(connection, index)
    for table in (*ALL, *REVIEWED, "unreviewed_pair"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM finding WHERE other IS NOT NULL")
    rows_of: dict[str, list[Row]] = {
        table: [] for table in (ALL.version, REVIEWED.version, "unreviewed_pair", "finding")
    }
    of_persons = vitals(connection)
    pairs = 0
    for pair, rows in _by_pair(of_all_pairs(connection)):
        pairs += 1
        if of_persons:
            rows = _with_vitals(pair, rows, of_persons)
        history = _worked_out(pair, rows)
        rows_of[ALL.version] += history.versions
        rows_of["finding"] += history.findings
        if _has_unreviewed(rows):
            rows_of["unreviewed_pair"].append(pair)
            if reviewed := _reviewed(rows):
                rows_of[REVIEWED.version] += _worked_out(pair, reviewed).versions
        if len(rows_of[ALL.version]) >= CHUNK:
            _pour(connection, rows_of)
    _pour(connection, rows_of)
    for tables in (ALL, REVIEWED):
        connection.execute(link(*reversed(tables)), (0, 0))
    for index in indices:
        make_index(connection, index)
    return pairs


def _pour(connection: sqlite3.Connection, rows_of: Mapping[str, list[Row]]) -> None:
    """Write the rows that wait for each table."""
    for table, some in rows_of.items():
        insert(connection, table, some)
        some.clear()


# ---- a pair


def _has_unreviewed(rows: Iterable[Fetched]) -> bool:
    return any(row[_UNREVIEWED] for row in rows)


def _reviewed(rows: Iterable[Fetched]) -> list[Fetched]:
    """The claims that are reviewed; none if only births and deaths are."""
    kept = [row for row in rows if not row[_UNREVIEWED]]
    return kept if any(row[1] is not None for row in kept) else []


_UNREVIEWED = 13
"""Where a fetched claim says that nobody has reviewed it."""


def _with_vitals(pair: Pair, rows: list[Fetched], of_persons: Mapping[int, list[Fetched]]) -> list[Fetched]:
    """The claims of a pair, if it has any, with the births and deaths of both."""
    if not rows:
        return rows
    return [*rows, *(row for person in {*pair} for row in of_persons.get(person, ()))]


def _by_pair(claims: Iterable[Fetched]) -> Iterator[tuple[Pair, list[Fetched]]]:
    """Each pair with its claims, which come pair by pair."""
    one = other = 0
    rows: list[Fetched] = []
    for row in claims:
        if row[1] != other or row[0] != one:
            if rows:
                yield (one, other), rows
            assert row[1] is not None
            one, other, rows = row[0], row[1], []
        rows.append(row)
    if rows:
        yield (one, other), rows


def _worked_out(pair: Pair, rows: list[Fetched], since: Day = NEVER) -> History:
    """What follows from the claims of a pair, births and deaths of both among them."""
    version = lone_version(rows) if since == NEVER else None  # it is known from its own day on
    if version:
        return History([version], [])
    one, other = pair
    return of_pair(one, other, sorted(told(row, other) for row in rows), since)

"""Working out the ties of the pairs that a transaction touched, one by one or all at once.

Both ways give the same rows: the versions of a pair follow from its claims alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from relgraph.dates import Day
from relgraph.fold import NEVER
from relgraph.readmodel.links import LINK, UNLINK
from relgraph.readmodel.links import keys as links_of
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

_VERSION_INDICES = ("version_a", "version_b", "version_kind", "finding_pair")

_OF_PAIRS = """
FROM json_each(:pairs) AS pair CROSS JOIN {table} AS held INDEXED BY {index}
ON {one} = json_extract(pair.value, '$[0]') AND {other} = json_extract(pair.value, '$[1]')"""

_FINDINGS = _OF_PAIRS.format(table="finding", index="finding_pair", one="one", other="other")
_VERSIONS = _OF_PAIRS.format(table="version", index="version_a", one="a", other="b")


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
    fetched = dict(_by_pair(of_pairs(connection, pairs)))
    long = [pair for pair, rows in fetched.items() if len(rows) > LONG]
    worked_out: list[History] = []
    known = []
    for pair in pairs:
        rows = fetched.get(pair, [])
        if not (rows and touched.is_fresh(pair, min(row[2] for row in rows))):
            known.append(pair)
        if 0 < len(rows) <= LONG:
            worked_out.append(_worked_out(pair, rows, of_persons))
    _forget(connection, known, set(long))
    _put_in(connection, [row for history in worked_out for row in history.versions])
    insert(connection, "finding", [row for history in worked_out for row in history.findings])
    for pair in long:
        _continue(connection, pair, fetched[pair], of_persons, touched.day(pair))


def _forget(connection: sqlite3.Connection, pairs: Sequence[Pair], long: set[Pair]) -> None:
    """Take away the findings of these pairs, and the versions of those that are not long."""
    if not pairs:
        return
    connection.execute(
        f"DELETE FROM finding WHERE rowid IN (SELECT held.rowid {_FINDINGS})", {"pairs": json.dumps(pairs)}
    )
    # Both ways by party a: where party b is an organization or a work, it may have very many versions.
    short = [both for pair in pairs if pair not in long for both in (pair, pair[::-1])]
    _take_out(connection, _VERSIONS, {"pairs": json.dumps(short)})


def _continue(
    connection: sqlite3.Connection,
    pair: Pair,
    rows: list[Fetched],
    of_persons: Mapping[int, list[Fetched]],
    since: Day,
) -> None:
    """Put the versions of a pair as known from `since` on in the place of those that it had."""
    history = _worked_out(pair, rows, of_persons, since)
    of_both = f"{_VERSIONS} WHERE held.known_to >= :since"
    key = {"pairs": json.dumps([pair, pair[::-1]]), "since": since}
    old = connection.execute(f"SELECT held.* {of_both}", key).fetchall()
    new = joined([*cut(old, since), *history.versions])
    if set(new) != set(old):
        _take_out(connection, of_both, key)
        _put_in(connection, new)
    insert(connection, "finding", history.findings)


def _take_out(connection: sqlite3.Connection, held: str, values: Mapping[str, object]) -> None:
    """Take away these versions and their links."""
    keyed = connection.execute(
        f"SELECT held.a, held.b, held.kind, held.episode, held.known_to {held}", values
    )
    connection.executemany(UNLINK, list(links_of(keyed)))
    connection.execute(f"DELETE FROM version WHERE rowid IN (SELECT held.rowid {held})", values)


def _put_in(connection: sqlite3.Connection, versions: Sequence[Row]) -> None:
    """Insert versions and their links."""
    (last,) = connection.execute("SELECT coalesce(max(rowid), 0) FROM version").fetchone()
    insert(connection, "version", versions)
    connection.execute(LINK, (last, last))


# ---- all pairs


def _all_at_once(connection: sqlite3.Connection) -> int:
    """Work out all pairs anew, in their order, and how many; indices are made afterwards."""
    for index in _VERSION_INDICES:
        drop_index(connection, index)
    connection.execute("DELETE FROM version")
    connection.execute("DELETE FROM link")
    connection.execute("DELETE FROM finding WHERE other IS NOT NULL")
    versions: list[Row] = []
    findings: list[Row] = []
    of_persons = vitals(connection)
    pairs = 0
    for pair, rows in _by_pair(of_all_pairs(connection)):
        pairs += 1
        if not of_persons and (version := lone_version(rows)):
            versions.append(version)
        else:
            history = _worked_out(pair, rows, of_persons)
            versions += history.versions
            findings += history.findings
        if len(versions) >= CHUNK:
            insert(connection, "version", versions)
            versions.clear()
    insert(connection, "version", versions)
    insert(connection, "finding", findings)
    connection.execute(LINK, (0, 0))
    for index in _VERSION_INDICES:
        make_index(connection, index)
    return pairs


# ---- a pair


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


def _worked_out(
    pair: Pair, rows: list[Fetched], of_persons: Mapping[int, list[Fetched]], since: Day = NEVER
) -> History:
    """What follows from the claims of a pair, and the births and deaths of both."""
    one, other = pair
    if of_persons:
        rows += (row for person in {one, other} for row in of_persons.get(person, ()))
    version = lone_version(rows)
    if version:
        return History([version], [])
    return of_pair(one, other, sorted(told(row, other) for row in rows), since)

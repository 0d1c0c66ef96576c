"""Working out the ties of the pairs that a transaction touched, one by one or all at once.

Both ways give the same rows: the versions of a pair follow from its claims alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from relgraph.dates import Day
from relgraph.fold import NEVER
from relgraph.readmodel.lone import lone_version
from relgraph.readmodel.pairs import Row, cut, joined, of_pair
from relgraph.readmodel.reading import of_all_pairs, told, told_of_pair, vitals
from relgraph.readmodel.state import drop_index, insert, make_index
from relgraph.readmodel.touched import Touched

LONG = 64
"""Claims of a pair from which on only what changes is worked out: a famous pair has as many versions as claims."""

CHUNK = 10_000
"""Rows that are written at once."""

_VERSION_INDICES = ("version_a", "version_b", "version_kind", "finding_pair")


def settle(connection: sqlite3.Connection, touched: Touched) -> None:
    """Work out the ties of all pairs that were touched. What touches a person touches each pair of that person."""
    for person, day in touched.persons():
        pairs = "SELECT DISTINCT one, other FROM claim WHERE {} = ? AND other IS NOT NULL"
        for side in ("one", "other"):
            for one, other in connection.execute(pairs.format(side), (person,)).fetchall():
                touched.add(one, other, day)
    if touched.everything:
        _all_at_once(connection)
        return
    for one, other, day in touched.pairs():
        _settle_pair(connection, one, other, day)


# ---- one by one


def _settle_pair(connection: sqlite3.Connection, one: int, other: int, day: Day) -> None:
    claims = told_of_pair(connection, one, other)
    since = day if len(claims) > LONG else NEVER
    history = of_pair(one, other, claims, since)
    _replace(connection, one, other, history.versions, since)
    connection.execute("DELETE FROM finding WHERE one = ? AND other = ?", (one, other))
    _write_findings(connection, history.findings)


def _replace(connection: sqlite3.Connection, one: int, other: int, versions: list[Row], since: Day) -> None:
    """Put these versions of a pair in the place of those known from `since` on."""
    of_both = "((a = :one AND b = :other) OR (a = :other AND b = :one)) AND known_to >= :since"
    key = {"one": one, "other": other, "since": since}
    old = connection.execute(f"SELECT * FROM version WHERE {of_both}", key).fetchall()
    new = joined([*cut(old, since), *versions])
    if set(new) != set(old):
        connection.execute(f"DELETE FROM version WHERE {of_both}", key)
        _write_versions(connection, new)


# ---- all at once


def _all_at_once(connection: sqlite3.Connection) -> None:
    """Work out all pairs anew, in their order; indices are made afterwards."""
    for index in _VERSION_INDICES:
        drop_index(connection, index)
    connection.execute("DELETE FROM version")
    connection.execute("DELETE FROM finding WHERE other IS NOT NULL")
    versions: list[Row] = []
    findings: list[Row] = []
    of_persons = vitals(connection)
    for (one, other), group in groupby(of_all_pairs(connection), key=itemgetter(0, 1)):
        rows = list(group)
        if len(rows) <= 2 and not of_persons and (version := lone_version(rows)):
            versions.append(version)
        else:
            rows += (row for person in {one, other} for row in of_persons.get(person, ()))
            history = of_pair(one, other, sorted(told(row, other) for row in rows))
            versions += history.versions
            findings += history.findings
        if len(versions) >= CHUNK:
            _write_versions(connection, versions)
            versions.clear()
    _write_versions(connection, versions)
    _write_findings(connection, findings)
    for index in _VERSION_INDICES:
        make_index(connection, index)


# ---- writing


def _write_versions(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    insert(connection, "version", rows)


def _write_findings(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    insert(connection, "finding", rows)

"""The baseline of an import, `python -m bench.plain FROM TO`: the rows of a table, split, in one SQLite table."""

from __future__ import annotations

import csv
import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def main(table: str, db: str) -> None:
    """Copy the rows."""
    with Path(table).open(newline="") as lines, closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("CREATE TABLE row (subject, relation, object, start, end, end_cause, source)")
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        connection.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


if __name__ == "__main__":
    main(*sys.argv[1:])

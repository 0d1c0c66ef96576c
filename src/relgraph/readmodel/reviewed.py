"""The read model as if there were only claims that people made or reviewed.

Views of one connection stand before the tables of the same names, so that every question answers from them: the fold
without the claims that nobody has reviewed, and no selection among ties that rest on them.
"""

from __future__ import annotations

import sqlite3

_CLAIMS = "CREATE TEMP VIEW claim AS SELECT * FROM main.claim WHERE NOT unreviewed"

_TIES = """
CREATE TEMP VIEW {table} AS
SELECT * FROM main.{table} AS tie WHERE NOT EXISTS (
  SELECT 1 FROM main.unreviewed_pair
  WHERE one = min(tie.{one}, tie.{other}) AND other = max(tie.{one}, tie.{other}))
UNION ALL SELECT * FROM main.reviewed_{table}
"""


def only_reviewed(connection: sqlite3.Connection) -> None:
    """Let this connection, which only reads, see reviewed claims alone and what follows from them."""
    (kept,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")  # the views are no part of the file
    connection.execute(_CLAIMS)
    connection.execute(_TIES.format(table="version", one="a", other="b"))
    connection.execute(_TIES.format(table="link", one="near", other="far"))
    connection.execute(f"PRAGMA query_only = {kept}")

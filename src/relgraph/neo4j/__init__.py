"""The graph on a Neo4j server: kept in step with the log, compared with it, taken away again.

server.py      reaching a server, and what is wrong if it can't be reached
statements.py  what is said to it
checkpoint.py  how far the server has come, and batches that are written once and no more
since.py       what has changed since then
syncing.py     all of it, or what has changed
comparing.py   every row, both ways
wiping.py      what sync made, taken away
"""

"""A process that appends to a log until it is told to stop or killed: `log_worker.py FILE NAME BATCH ROUNDS`.

It opens the file (and makes it), prints `ready`, waits for a line, then appends ROUNDS batches (0: without end)
of BATCH events named NAME-number, and prints the last position of each as soon as it is acknowledged.
"""

from __future__ import annotations

import sys
from contextlib import closing
from itertools import count

from relgraph.log import NewEvent, SqliteLog, open_for_writing


def main(path: str, name: str, batch: int, rounds: int) -> None:
    with closing(open_for_writing(path, make=True)) as connection:
        log = SqliteLog(connection)
        print("ready", flush=True)
        sys.stdin.readline()
        for turn in range(rounds) if rounds else count():
            numbers = range(turn * batch, (turn + 1) * batch)
            receipts = log.append([NewEvent(f"{name}-{number}", "ClaimMade", 1, "{}") for number in numbers])
            print(receipts[-1].position, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))

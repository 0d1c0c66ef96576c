"""Exactly once: whoever is killed, overtaken or cut off, the server ends up with what the file says."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from neo4j import Driver

from relgraph.neo4j.server import connected
from tests.neo4j_asking import LOGIN, ask, bring, differing, logged_in
from tests.neo4j_server import Server
from tests.neo4j_worker import Worker
from tests.shell import Doc, doc, says, tell

_CLIENTS, _SERVERS = 20, 5


def _weddings(first: int, last: int) -> Doc:
    return doc(
        "2020-01-01",
        *(says("marriage", f"Ann {n}", f"Bob {n // 3}", "2019-05-05") for n in range(first, last)),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "relgraph.db"
    tell(path, _weddings(0, 400))
    return path


def _is_whole(driver: Driver, file: Path) -> bool:
    """Whether nothing is there twice and nothing is missing, and another sync has nothing to write."""
    return differing(driver, file) == [] and bring(driver, file).written == 0


def test_a_client_that_is_killed_at_any_moment_leaves_nothing_half_done(
    driver: Driver, server: Server, file: Path
) -> None:
    r = random.Random(4)
    done = 400
    for number in range(_CLIENTS):
        worker = Worker(server.uri, file)
        if not worker.wait_for(r.randint(1, 5)):  # it was through: there is more for the next one
            tell(file, _weddings(done, done + 60))
            done += 60
        elif number % 4 == 3:
            tell(file, _weddings(done, done + 10))  # while it writes
            done += 10
        worker.kill(r)
        once = ask(
            driver, "MATCH (c:Claim) OPTIONAL MATCH (c)-[r:ABOUT]->() WITH c, count(r) AS n RETURN DISTINCT n"
        )
        assert once in ([2], [])
    assert Worker(server.uri, file).code() == 0
    assert _is_whole(driver, file)
    assert ask(driver, "MATCH (c:Claim) RETURN count(c)") == [done]


def test_two_syncs_at_once_do_the_work_once(driver: Driver, server: Server, file: Path) -> None:
    both = [Worker(server.uri, file) for _ in range(2)]
    assert [worker.code() for worker in both] == [0, 0]
    assert _is_whole(driver, file)


def test_an_answer_that_is_lost_is_not_work_done_twice(server: Server, file: Path) -> None:
    with logged_in(server) as driver:
        for lost in (3, 6, 9):
            with _losing(server.uri, lost) as uri, connected(uri, LOGIN, 10) as through:
                bring(through, file)
            tell(file, _weddings(400 + lost, 403 + lost))
        bring(driver, file)
        assert _is_whole(driver, file)


def test_a_server_that_is_killed_goes_on_where_it_was(server: Server, file: Path) -> None:
    r = random.Random(5)
    for _ in range(_SERVERS):
        with logged_in(server):
            worker = Worker(server.uri, file, patience=60)
        assert worker.wait_for(r.randint(2, 30))
        server.kill()
        server.start()
        if worker.code() != 0:  # what reads is not tried again, what writes is
            assert Worker(server.uri, file).code() == 0
        with connected(server.uri, LOGIN) as driver:
            assert _is_whole(driver, file)


@contextmanager
def _losing(uri: str, lost: int) -> Iterator[str]:
    """A way to the server on which the answer to one commit, counted from 1, is lost with its connection."""
    port = int(uri.rpartition(":")[2])
    commits = 0
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def forward(source: socket.socket, target: socket.socket, asks: bool, cut: threading.Event) -> None:
            nonlocal commits
            with suppress(OSError):
                while some := source.recv(65536):
                    if asks and b"\xb0\x12" in some:
                        commits += 1
                        if commits == lost:
                            cut.set()
                    elif not asks and cut.is_set():
                        break
                    target.sendall(some)
            for end in (source, target):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listening.accept()
                    behind = socket.create_connection(("127.0.0.1", port))
                    cut = threading.Event()
                    for ends in ((client, behind, True, cut), (behind, client, False, cut)):
                        threading.Thread(target=forward, args=ends, daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"bolt://127.0.0.1:{listening.getsockname()[1]}"
    assert commits >= lost, "no answer was lost"

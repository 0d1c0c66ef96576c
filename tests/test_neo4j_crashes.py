"""Exactly once: whoever is killed, overtaken or cut off, the server ends up with what the file says."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from neo4j import Driver

from relgraph.neo4j.server import connected
from tests.neo4j_asking import LOGIN, ask, bring, differing
from tests.neo4j_server import Server
from tests.neo4j_worker import Worker
from tests.shell import Doc, doc, says, tell

_CLIENTS, _SERVERS = 20, 5
_COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The message, as the protocol has it."""


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
    assert [worker.code() for worker in both] == [0, 0], [worker.said for worker in both]
    assert _is_whole(driver, file)


@pytest.mark.parametrize("lost", [2, 28])
def test_an_answer_that_is_lost_is_not_work_done_twice(
    driver: Driver, server: Server, file: Path, lost: int
) -> None:
    """The second commit of a first sync makes a constraint, the 28th is one of the load."""
    with _losing(server.uri, lost) as uri, connected(uri, LOGIN, 10) as through:
        bring(through, file)
    assert _is_whole(driver, file)
    tell(file, _weddings(400, 440))
    with _losing(server.uri, 2) as uri, connected(uri, LOGIN, 10) as through:
        bring(through, file)
    assert _is_whole(driver, file)


def test_a_server_that_is_killed_goes_on_where_it_was(driver: Driver, server: Server, file: Path) -> None:
    r = random.Random(5)
    for number in range(_SERVERS):
        worker = Worker(server.uri, file, patience=1)
        assert worker.wait_for(r.randint(2, 12))
        time.sleep(r.random() * 0.05)
        server.kill()
        assert worker.code() == 4, worker.said
        server.start()
        with connected(server.uri, LOGIN) as again:
            reached = ask(again, "MATCH (c:RelgraphSync) RETURN c.stage")
            assert len(reached) == 1, f"round {number}"
    assert Worker(server.uri, file).code() == 0
    with connected(server.uri, LOGIN) as again:
        assert _is_whole(again, file)


@contextmanager
def _losing(uri: str, lost: int) -> Iterator[str]:
    """A way to the server on which the answer to one commit, counted from 1, is lost with its connection."""
    way = _Way(int(uri.rpartition(":")[2]), lost)
    try:
        yield f"bolt://127.0.0.1:{way.listening.getsockname()[1]}"
    finally:
        way.close()
    assert way.commits >= lost, "no answer was lost"


class _Way:
    """Forwards connections to a port of this machine."""

    def __init__(self, port: int, lost: int) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.commits = 0
        self._port, self._lost = port, lost
        self._open = [self.listening]
        self._threads: list[threading.Thread] = []
        self._start(self._serve)

    def close(self) -> None:
        """Cut every connection."""
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for end in self._open:
            end.close()

    def _start(self, run: Callable[..., None], *ends: object) -> None:
        self._threads.append(threading.Thread(target=run, args=ends, daemon=True))
        self._threads[-1].start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
                self._open += [client, server]
                cut = threading.Event()
                self._start(self._forward, client, server, cut, True)
                self._start(self._forward, server, client, cut, False)

    def _forward(
        self, source: socket.socket, target: socket.socket, cut: threading.Event, asks: bool
    ) -> None:
        with suppress(OSError):
            while some := source.recv(65536):
                if asks and _COMMIT in some:
                    self.commits += 1
                    if self.commits == self._lost:
                        cut.set()
                elif not asks and cut.is_set():
                    break
                target.sendall(some)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

"""A real Neo4j server for tests and measurements: Maven brings the jars, Java runs them, nothing is installed.

python -m tests.neo4j_server           a server to try things on, until Ctrl-C
python -m tests.neo4j_server --fetch   the jars alone
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
POM = Path(__file__).with_suffix(".xml")
JARS = ROOT / "out" / "neo4j"
USER, PASSWORD = "neo4j", "who-says-so"

_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
_MAIN = "org.neo4j.server.CommunityEntryPoint"
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
_PATIENCE = 90  # seconds that a start may take on a busy machine
_HELLO = bytes.fromhex("6060b017 00000405 00000404 00000004 00000003".replace(" ", ""))

_SETTINGS = """\
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.default_listen_address=127.0.0.1
server.http.enabled=false
server.https.enabled=false
server.directories.data={home}/data
server.directories.logs={home}/logs
server.directories.run={home}/run
server.directories.plugins={home}/plugins
server.directories.import={home}/import
server.memory.pagecache.size=128m
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


class Unavailable(Exception):
    """Why no server can run here, in one line."""


def jars() -> Path:
    """The folder of the server's jars, fetched the first time. Raises Unavailable."""
    for tool, package in (("java", "openjdk-17-jre-headless"), ("mvn", "maven")):
        if shutil.which(tool) is None:
            raise Unavailable(f"there is no {tool} here (on Debian: apt-get install {package})")
    found = re.search(r"<version>([\d.]+)</version>\s*</dependency>", POM.read_text("utf-8"))
    assert found
    folder = JARS / found[1]
    if not folder.exists():
        JARS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=JARS) as part:
            fetched = Path(part, "jars")
            command = ["mvn", "--batch-mode", "--quiet", "--file", str(POM), _PLUGIN,
                       "-DincludeScope=runtime", f"-DoutputDirectory={fetched}"]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                lines = (done.stdout or done.stderr).strip().splitlines() or ["it says nothing"]
                raise Unavailable(f"mvn can't fetch the server: {lines[0]}")
            if not folder.exists():  # another process may have been faster
                fetched.rename(folder)
    return folder


class Server:
    """A server on a port of its own, with its data in a folder; the same folder can be started again."""

    def __init__(self, home: Path, heap: str = "512m") -> None:
        self._home, self._heap = home, heap
        self._jars = jars()
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        (home / "conf").mkdir(parents=True, exist_ok=True)
        settings = _SETTINGS.format(port=self._port, home=home)
        (home / "conf" / "neo4j.conf").write_text(settings, "utf-8")

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """The process that runs."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it answers; the password is PASSWORD from the first start on."""
        opened = [f"--add-opens={module}=ALL-UNNAMED" for module in _OPENED]
        command = ["java", f"-Xmx{self._heap}", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=4", *opened,
                   "-cp", f"{self._jars}/*", _MAIN, f"--home-dir={self._home}", f"--config-dir={self._home}/conf"]  # fmt: skip
        with (self._home / "console").open("ab") as console:
            self._process = subprocess.Popen(command, stdout=console, stderr=console, start_new_session=True)
        give_up = time.monotonic() + _PATIENCE
        while not _answers(self._port):
            if self._process.poll() is not None or time.monotonic() > give_up:
                self.kill()
                raise Unavailable(f"the server did not start: {self._last_words()}")
            time.sleep(0.1)
        if not (self._home / "password").exists():
            self._set_password()
            (self._home / "password").touch()

    def stop(self) -> None:
        """Let it end in order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def _end(self, signal: signal.Signals) -> None:
        if self._process is not None:
            if self._process.poll() is None:
                self._process.send_signal(signal)
            self._process.wait()
            self._process = None

    def _set_password(self) -> None:
        from neo4j import GraphDatabase

        with (
            GraphDatabase.driver(self.uri, auth=(USER, "neo4j")) as driver,
            driver.session(database="system") as session,
        ):
            session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD).consume()

    def _last_words(self) -> str:
        for name in ("logs/neo4j.log", "console"):
            log = self._home / name
            lines = log.read_text("utf-8", "replace").strip().splitlines() if log.exists() else []
            if lines:
                return lines[-1]
        return "it says nothing"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _answers(port: int) -> bool:
    """Whether a server of the Bolt protocol agrees on a version there."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(_HELLO)
            return len(connection.recv(4)) == 4
    except OSError:
        return False


def main() -> None:
    """Run a server until it is interrupted, or fetch the jars."""
    if "--fetch" in sys.argv:
        print(jars())
        return
    with tempfile.TemporaryDirectory() as home:
        server = Server(Path(home))
        server.start()
        print(
            f"{server.uri}, user {USER}, password {PASSWORD}, process {os.getpid()}; Ctrl-C ends it",
            flush=True,
        )
        try:
            signal.pause()
        except KeyboardInterrupt:
            pass
        finally:
            server.stop()


if __name__ == "__main__":
    main()

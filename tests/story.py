"""The story that tests of the command line ask about, and how they ask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.shell import Doc, Ran, doc, run, says

INSIDER = [{"agent": "Us Monthly", "role": "outlet"}, {"agent": "an insider", "role": "anonymous"}]
STORY: list[Doc] = [
    doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed", "2012-08-04"), url="https://w.example/1", title="Wed"),
    doc("2014-01-01", says("marriage", "Ann Vale", "Bob Reed"), source="Post"),
    doc("2015-06-01", says("separation", "Ann Vale", "Bob Reed", stance="alleged", attribution=INSIDER), source="Star",
        url="https://s.example/1"),
    doc("2015-06-02", says("separation", "Ann Vale", "Bob Reed", stance="denied"), source="Post"),
    doc("2015-06-03", says("performance", "Ann Vale", "The Fall", "2011"), says("performance", "Cy Hart", "The Fall", "2011"),
        entities=[{"name": "The Fall", "type": "work"}]),
    doc("2015-06-04", says("marriage", "Cy Hart", "Di Lund", "2009")),
    doc("2015-06-04", says("dating", "Łukasz Æd", "Di Lund", "2007~"), source="Post"),
    doc("2016-01-01", says("marriage", "Two Times", "Eva One", "2001"), says("marriage", "Two Times", "Eva Two", "2003")),
]  # fmt: skip
TODAY = ("--on", "2016-06-01", "--known", "2016-06-01")


def ask(db: Path, *arguments: str) -> Ran:
    return run(*arguments, *TODAY, "--db", db)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PATH": path, **environment},
    )

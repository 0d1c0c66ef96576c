"""What cog puts into the pages: commands, and what they print about the seeds."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import cog
import typer

from relgraph.cli.app import app

ROOT = Path(__file__).parents[1]
_PLAIN = {**os.environ, "TERM": "dumb", "COLUMNS": "80", "RELGRAPH_DB": "relgraph.db"}


def tour(*commands: str) -> None:
    """Each command and its answer, asked of what `relgraph demo` loads."""
    for command in commands:
        cog.outl(f"```console\n$ {command}\n{_printed(command, _seeds())}\n```")


def again(*commands: str) -> None:
    """As `tour`, and each command the second time it is typed: the first time it makes what is kept."""
    for command in commands:
        _printed(command, _seeds())
        tour(command)


def questions() -> None:
    """The questions in Cypher that come with relgraph."""
    from relgraph.cypher.questions import questions as all_questions

    cog.outl("| | answers | takes | gives |\n|---|---|---|---|")
    for name, text in all_questions().items():
        takes = ", ".join(f"`{one.name}` ({one.type})" for one in text.parameters or ())
        gives = ", ".join(f"`{column}`" for column in text.columns)
        cog.outl(f"| [{name}](../queries/{name}.cypher) | {text.answers} | {takes} | {gives} |")


def asked(page: str, *commands: str) -> None:
    """Each command and its answer, asked of the article documents that stand on that page."""
    for command in commands:
        cog.outl(f"```console\n$ {command}\n{_printed(command, _told(page))}\n```")


def reads(page: str, *commands: str) -> None:
    """Each command and its answer, with the article that stands on that page as article.txt."""
    (article,) = re.findall(r"```text\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    folder = _keeper(f"{page}: article").name
    Path(folder, "article.txt").write_text(article, encoding="utf-8")
    for command in commands:
        cog.outl(f"```console\n$ {command}\n{_printed(command, folder)}\n```")


def grid(page: str, name: str, ons: list[str], knowns: list[str]) -> None:
    """A table of whether a name's one tie holds: a line for each day, a column for each day of knowledge."""
    cog.outl(
        f"| `--on` | {' | '.join(f'`--known {known}`' for known in knowns)} |\n|---|{'---|' * len(knowns)}"
    )
    for on in ons:
        cog.outl(f"| {on} | {' | '.join(_holds(page, name, on, known) for known in knowns)} |")


def _holds(page: str, name: str, on: str, known: str) -> str:
    command = f"relgraph ties '{name}' --on {on} --known {known} --all --json"
    (tie,) = json.loads(_printed(command, _told(page)))["ties"]
    return {"unsaid": "not said"}.get(tie["holds"], tie["holds"])


def reference() -> None:
    """The help of every command."""
    for command in commands():
        cog.outl(f"\n### {command}\n\n```console\n$ {command} --help\n{_printed(f'{command} --help')}\n```")


def commands() -> list[str]:
    """All commands as they are typed, those of a group after the group."""
    return list(_below(typer.main.get_command(app), "relgraph"))


def _below(group: Any, typed: str) -> Iterator[str]:
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        yield f"{typed} {name}"
        if hasattr(command, "list_commands"):
            yield from _below(command, f"{typed} {name}")


def _printed(command: str, folder: str | None = None) -> str:
    program, *arguments = shlex.split(command)
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=folder, env=_PLAIN, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().split("\n"))


@cache
def _keeper(_for: str = "seeds") -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@cache
def _told(page: str) -> str:
    """A folder with a file that was told the YAML of a page."""
    text = (Path(__file__).parent / page).read_text(encoding="utf-8")
    folder = _keeper(page).name
    Path(folder, "articles.yaml").write_text(
        "---\n".join(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)), encoding="utf-8"
    )
    _printed("relgraph load articles.yaml", folder)
    return folder


@cache
def _seeds() -> str:
    """A folder with the file that the demo makes."""
    _printed("relgraph demo --dir .", _keeper().name)
    return _keeper().name

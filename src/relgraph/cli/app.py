"""The command line as a whole: which command stands in which module.

A module is imported when its command is asked for: `relgraph path` does not pay for `relgraph load`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from relgraph.cli.options import PLAIN

COMMANDS = {
    "demo": "demo",
    "add": "extracting",
    "extract": "extracting",
    "load": "write",
    "import": "importing",
    "find": "ask",
    "ties": "ask",
    "pairs": "ask",
    "timeline": "ask",
    "why": "ask",
    "path": "ask",
    "diff": "ask",
    "page": "page",
    "cypher": "cypher",
    "graph": "graphs",
    "analyze": "graphs",
    "retract": "write",
    "correct": "write",
    "review": "review",
    "identity": "identity",
    "erase": "erase",
    "log": "logs",
    "neo4j": "neo4j",
    "rebuild": "keep",
    "check": "keep",
}
"""Each command's module, in the order of the help."""


class _Commands(TyperGroup):
    """Finds its commands in COMMANDS."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: Any = dict.fromkeys(COMMANDS)  # for suggestions: their names

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"relgraph.cli.{COMMANDS[cmd_name]}")
        return command(module.app, cmd_name)


def command(room: typer.Typer, name: str) -> Any:
    """One command, or group of commands, out of those of a module."""
    for info in room.registered_groups:
        if info.name == name and info.typer_instance:
            return typer.main.get_command(info.typer_instance)
    one = typer.Typer(**PLAIN)
    one.registered_commands = [info for info in room.registered_commands if info.name == name]
    return typer.main.get_command(one)


app = typer.Typer(
    cls=_Commands,
    help="A newsroom's memory of who is with whom, since when, and who says so.",
    epilog="Example: relgraph demo",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    **PLAIN,
)


@app.callback()
def _relgraph() -> None:
    """Commands follow."""


def invoke(arguments: Sequence[str]) -> None:
    """Run one command. Raises what the command raises, typer.Exit, and what typer has for wrong use."""
    whole = typer.main.get_command(app)
    with whole.make_context("relgraph", list(arguments)) as context:
        whole.invoke(context)

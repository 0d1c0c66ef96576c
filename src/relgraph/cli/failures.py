"""The way in; and whatever goes wrong, as a line on standard error and an exit code."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from relgraph.cli.safe import shown
from relgraph.errors import Ambiguous, DamagedLog, NotFound, RelgraphError

INTERRUPTED = 130

_NOWHERE = Path(os.devnull)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command (default: that of the process); returns its exit code, as `relgraph.errors` has them."""
    if not _streams_ready():
        return _failed("standard output is closed, so there is nowhere to answer", RelgraphError.exit_code)
    try:
        code = _guarded(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_the_rest()
        return 0
    except OSError as error:
        _drop_the_rest()
        return _failed(f"standard output: {error.strerror or error}", RelgraphError.exit_code)
    return code


def _streams_ready() -> bool:
    """Make the standard streams fit to use, also where the shell closed them; False if there is no output."""
    there = sys.stdout is not None
    sys.stdin = sys.stdin or _NOWHERE.open(encoding="utf-8")
    sys.stdout = sys.stdout or _NOWHERE.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or _NOWHERE.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a terminal that lacks a letter is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    return there


def _drop_the_rest() -> None:
    """What is still in the buffer goes nowhere, instead of failing at shutdown."""
    os.dup2(os.open(_NOWHERE, os.O_WRONLY), sys.stdout.fileno())


def _guarded(arguments: Sequence[str]) -> int:
    try:
        return _run(arguments)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        return _failed("interrupted; nothing was left half done", INTERRUPTED)
    except (NotFound, Ambiguous) as error:
        hints = error.candidates if isinstance(error, Ambiguous) else error.suggestions
        lead = ["did you mean:"] if isinstance(error, NotFound) and hints else []
        return _failed(str(error), error.exit_code, [*lead, *_wrapped(hints)])
    except RelgraphError as error:
        return _failed(str(error), error.exit_code)
    except sqlite3.DatabaseError as error:
        return _failed(f"the file can't be read: {error}", DamagedLog.exit_code)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _failed(f"{place}{error.strerror or error}", RelgraphError.exit_code)
    except Exception as error:
        if os.environ.get("RELGRAPH_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return _failed(
            f"a fault of relgraph: {what} (RELGRAPH_TRACEBACK=1 shows where)", RelgraphError.exit_code
        )


def _run(arguments: Sequence[str]) -> int:
    import typer

    from relgraph.cli.app import invoke

    try:
        invoke(arguments)
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        # typer brings its own copy of click or uses the one installed, as its version has it: both look like this.
        message: Callable[[], str] | None = getattr(error, "format_message", None)
        if message is None:
            raise
        return _misused(error, message())
    return 0


def _misused(error: Exception, message: str) -> int:
    context = getattr(error, "ctx", None)
    place = context.command_path if context is not None else "relgraph"
    if message.startswith("Usage:"):  # no command at all: the help is the answer
        print(message, file=sys.stderr)
        return RelgraphError.exit_code
    return _failed(message, RelgraphError.exit_code, [f"`{place} --help` says how to use it"])


def _wrapped(hints: Sequence[str]) -> list[str]:
    """Hints, each in lines that fit the terminal."""
    from relgraph.cli.text import columns, wrapped

    return [line for hint in hints for line in wrapped(shown(hint), columns(sys.stderr), "      ", "  ")]


def _failed(message: str, code: int, more: Sequence[str] = ()) -> int:
    first, *rest = message.split("\n")
    lines = [f"error: {first}", *rest, *more]
    print("\n".join(map(shown, lines)), file=sys.stderr)
    return code

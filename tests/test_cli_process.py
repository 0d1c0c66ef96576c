"""The command line as a process: its streams, its colours, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import doc, says, tell
from tests.story import shell


def test_the_console_script_answers_and_exits_with_the_code(db: Path) -> None:
    assert shell(f"relgraph find 'ann vale' --db {db}").returncode == 0
    wrong = shell(f"relgraph ties nobody --db {db}")
    assert wrong.returncode == 1 and wrong.stderr.startswith(b"error: ") and b"Traceback" not in wrong.stderr


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    tell(
        tmp_path / "db",
        *(
            doc("2013-01-01", says("marriage", f"A {n}", f"B {n}", "2012"), source=f"S{n}")
            for n in range(800)
        ),
    )
    done = shell(f"relgraph log show --json --db {tmp_path / 'db'} | head -1")
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"[\n")


@pytest.mark.parametrize(
    ("streams", "code", "message"),
    [
        (">&-", 2, "error: standard output is closed, so there is nowhere to answer\n"),
        (">/dev/full", 2, "error: "),
        ("2>&-", 0, ""),
        ("<&-", 0, ""),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_traceback(
    db: Path, streams: str, code: int, message: str
) -> None:
    done = shell(f"relgraph find 'ann vale' --db {db} {streams}")
    assert done.returncode == code
    assert done.stderr.decode().startswith(message) and done.stderr.count(b"\n") == (1 if code else 0)


def test_output_without_unicode_is_no_failure(db: Path) -> None:
    done = shell(f"relgraph find lukasz --db {db}", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0 and b"\\u0141ukasz" in done.stdout


def test_an_interrupt_ends_with_130(tmp_path: Path) -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
    script = f"import relgraph.cli.failures as f\ndef stop(a):\n    {code}\nf._run = stop\nraise SystemExit(f.main([]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (
        128 + signal.SIGINT,
        b"error: interrupted; nothing was left half done\n",
    )


@pytest.mark.parametrize("more", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_for_terminals_that_may_have_it(db: Path, more: dict[str, str]) -> None:
    script = f"import pty, sys; sys.exit(pty.spawn(['relgraph', 'ties', 'ann vale', '--on', '2016', '--db', '{db}']))"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
        env={**os.environ, "PATH": path, "TERM": "xterm", **more},
    )  # fmt: skip
    assert (b"\x1b[" in done.stdout) == (not more)
    assert b"? said to be separated from" in done.stdout


def test_long_work_shows_how_far_it_is_on_a_terminal_only(db: Path) -> None:
    script = f"import pty, sys; sys.exit(pty.spawn(['relgraph', 'rebuild', '--db', '{db}']))"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
        env={**os.environ, "PATH": path},
    )  # fmt: skip
    assert "making the read model anew …".encode() in done.stdout
    assert shell(f"relgraph rebuild --db {db}").stderr == b""


def test_in_one_file_the_answer_and_the_remarks_on_it_stand_in_their_order(tmp_path: Path) -> None:
    script = "from relgraph.cli.out import note, say; say(['answer']); note('remark'); say(['more'])"
    done = subprocess.run(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True, timeout=60,
        env={key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.split() == [b"answer", b"remark", b"more"]

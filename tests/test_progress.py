"""How far long work has come: a line on a terminal, and nothing anywhere else."""

from __future__ import annotations

import io
import sys

import pytest

from relgraph.cli import progress
from relgraph.cli.progress import Counter


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("expected", "shown"), [
    (0, "1,500 rows, "),
    (6000, "[#####               ]  25%  1,500 of 6,000 rows, "),
    (1000, "[####################] 100%  1,500 of 1,000 rows, "),
])  # fmt: skip
def test_it_says_how_much_is_done_and_of_what_is_expected(
    expected: int, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", _Terminal())
    monkeypatch.setattr(progress, "_EVERY", 0)
    with Counter("rows") as told:
        if expected:
            told.expect(expected)
        told(1500)
        assert isinstance(sys.stderr, _Terminal)
        assert shown in sys.stderr.getvalue() and sys.stderr.getvalue().endswith(" a second")


def test_it_says_nothing_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Counter("rows") as told:
        told(1500)
    assert isinstance(sys.stderr, io.StringIO) and sys.stderr.getvalue() == ""

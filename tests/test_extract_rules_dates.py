"""Expressions of time, read on the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from relgraph.dates import parse
from relgraph.extract.rules.dates import Clock, resolve, years_back


@pytest.mark.parametrize(
    ("published", "expression", "when"),
    [
        ("2024-03-04", "on Monday", "2024-03-04"),
        ("2024-03-04", "on Sunday", "2024-03-03"),
        ("2024-03-04", "last Friday", "2024-03-01"),
        ("2025-01-01", "on Sunday", "2024-12-29"),
        ("2025-01-01", "in December", "2024-12"),
        ("2025-01-01", "last summer", "2024-22"),
        ("2024-03-11", "earlier this year", "2024"),
        ("2024-03-11", "last week", "[2024-03-04..2024-03-10]"),
        ("2024-06-12", "May 4, 2019", "2019-05-04"),
        ("2024-06-12", "4 May 2019", "2019-05-04"),
        ("2024-06-12", "back in March 2011", "2011-03"),
        ("2024-06-12", "early 2016", "2016"),
        ("2024-06-12", "around 2016", "2016~"),
        ("2024-06-12", "the '90s", "199X"),
        ("2024-06-12", "two years ago", "2022"),
        ("2024-06-12", "a few years ago", None),
        ("2024-06-12", "yesterday", "2024-06-11"),
        ("2024-01-10", "New Year's Eve", "2023-12-31"),
        ("2024-06-12", "this past weekend", "[2024-06-08..2024-06-09]"),
        ("2024-06-12", "February 30", None),
        ("2024-06-12", "12 years", None),
        ("2024-06-12", "", None),
    ],
)
def test_an_expression_is_read_on_the_day_of_publication(
    published: str, expression: str, when: str | None
) -> None:
    assert resolve(expression, Clock(date.fromisoformat(published))) == when
    assert when is None or parse(when)


def test_what_is_to_come_lies_ahead() -> None:
    clock = Clock(date(2024, 6, 12), ahead=True)
    assert resolve("in September", clock) == "2024-09"
    assert resolve("next year", clock) == "2025"
    assert resolve("in May", clock) == "2025-05"


def test_years_later_count_from_the_year_spoken_of() -> None:
    assert resolve("Two years later", Clock(date(2024, 6, 12), then=2010)) == "2012"
    assert resolve("Two years later", Clock(date(2024, 6, 12))) is None


def test_eleven_years_of_marriage_began_within_a_year() -> None:
    assert years_back(date(2023, 8, 7), 11) == "[2011-08-08..2012-08-07]"

"""A date is the set of its days: EDTF as it is written, and what can't be read, with its reason."""

from __future__ import annotations

import calendar
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relgraph.dates import FIRST_DAY, LAST_DAY, BadDate, Day, Edge, When, day_of, iso, last_day_of, parse


def days(edge: Edge | None) -> tuple[str | None, str | None]:
    """The first and last day of an edge, as written."""
    assert edge is not None
    return iso(edge.first), iso(edge.last)


@pytest.mark.parametrize(("text", "first", "last"), [
    # one precision: a year is not the first of January
    ("1950", "1950-01-01", "1950-12-31"),
    ("2012-08", "2012-08-01", "2012-08-31"),
    ("2012-08-04", "2012-08-04", "2012-08-04"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02-29", "2000-02-29", "2000-02-29"),
    # decades, centuries and what else was left open
    ("198X", "1980-01-01", "1989-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("00XX", "0001-01-01", "0099-12-31"),
    ("2012-XX", "2012-01-01", "2012-12-31"),
    ("2012-XX-XX", "2012-01-01", "2012-12-31"),
    ("2012-08-XX", "2012-08-01", "2012-08-31"),
    # seasons: three months, a winter reaches into the next year
    ("2012-21", "2012-03-01", "2012-05-31"),
    ("2012-22", "2012-06-01", "2012-08-31"),
    ("2012-23", "2012-09-01", "2012-11-30"),
    ("2012-24", "2012-12-01", "2013-02-28"),
    # a time of day is a day
    ("2012-08-04T09:30", "2012-08-04", "2012-08-04"),
    ("2012-08-04T09:30:15Z", "2012-08-04", "2012-08-04"),
    ("2012-08-04T23:59:59.5+02:00", "2012-08-04", "2012-08-04"),
    # one of a set: some day between its first and its last
    ("[2011..2013]", "2011-01-01", "2013-12-31"),
    ("[2011-06..2011-08-15]", "2011-06-01", "2011-08-15"),
    ("[2011, 2014]", "2011-01-01", "2014-12-31"),
    ("[2014,2011]", "2011-01-01", "2014-12-31"),
    ("[2009, 2011..2013]", "2009-01-01", "2013-12-31"),
    ("[2012]", "2012-01-01", "2012-12-31"),
    ("[..2013-05]", None, "2013-05-31"),
    ("[2013-05..]", "2013-05-01", None),
    ("[..2001, 2013]", None, "2013-12-31"),
    # written with room around it
    (" 2012 ", "2012-01-01", "2012-12-31"),
    ("[ 2011 .. 2013 ]", "2011-01-01", "2013-12-31"),
    # the ends of the calendar
    ("0001", "0001-01-01", "0001-12-31"),
    ("9999-12-31", "9999-12-31", "9999-12-31"),
    ("9999-24", "9999-12-01", "9999-12-31"),
])  # fmt: skip
def test_a_date_is_the_set_of_its_days(text: str, first: str | None, last: str | None) -> None:
    when = parse(text)
    assert days(when.start) == (first, last)
    assert (when.end, when.interval, when.ongoing) == (None, False, False)
    assert when.start
    assert not when.start.approximate


@pytest.mark.parametrize("mark", ["~", "?", "%"])
@pytest.mark.parametrize(("text", "first", "last"), [
    ("2012{}", "2011-01-01", "2013-12-31"),
    ("2012-01{}", "2011-12-01", "2012-02-29"),
    ("2012-03-01{}", "2012-02-29", "2012-03-02"),
    ("198X{}", "1970-01-01", "1999-12-31"),
    ("19XX{}", "1800-01-01", "2099-12-31"),
    ("2012-22{}", "2012-03-01", "2012-11-30"),
    # a mark at one part makes the whole date approximate, by its own precision
    ("{}2012", "2011-01-01", "2013-12-31"),
    ("2012-{}03", "2012-02-01", "2012-04-30"),
    ("2012{}-03-01", "2012-02-29", "2012-03-02"),
    # slack stops at the ends of the calendar
    ("0001{}", "0001-01-01", "0002-12-31"),
    ("0001-01{}", "0001-01-01", "0001-02-28"),
    ("0001-01-01{}", "0001-01-01", "0001-01-02"),
    ("9999{}", "9998-01-01", "9999-12-31"),
    ("9999-12{}", "9999-11-01", "9999-12-31"),
    ("9999-12-31{}", "9999-12-30", "9999-12-31"),
    # in a set, of the member that has it
    ("[2011{}..2013]", "2010-01-01", "2013-12-31"),
    ("[2011, 2013{}]", "2011-01-01", "2014-12-31"),
])  # fmt: skip
def test_an_approximate_date_has_one_unit_of_slack_on_each_side(
    mark: str, text: str, first: str, last: str
) -> None:
    start = parse(text.format(mark)).start
    assert start
    assert days(start) == (first, last)
    assert start.approximate


_2011 = ("2011-01-01", "2011-12-31")


@pytest.mark.parametrize(("text", "start", "end", "ongoing"), [
    ("2011/..", _2011, None, True),  # still so when it was printed
    ("2011/", _2011, None, False),  # nobody says how long
    ("../2011", None, _2011, False),
    ("/2011", None, _2011, False),
    ("/", None, None, False),
    ("../..", None, None, False),
    ("../", None, None, False),
    ("/..", None, None, False),
    ("1955/1960", ("1955-01-01", "1955-12-31"), ("1960-01-01", "1960-12-31"), False),
    ("2011/2009", _2011, ("2009-01-01", "2009-12-31"), False),  # for the fold to find
    ("2012-08-04/2024-02", ("2012-08-04", "2012-08-04"), ("2024-02-01", "2024-02-29"), False),
    ("2012~/[2014..2016]", ("2011-01-01", "2013-12-31"), ("2014-01-01", "2016-12-31"), False),
    ("[..2001]/..", (None, "2001-12-31"), None, True),
    ("2011 / 2012", _2011, ("2012-01-01", "2012-12-31"), False),
])  # fmt: skip
def test_an_interval_has_a_start_and_an_end_or_leaves_one_open(
    text: str, start: tuple[str, str] | None, end: tuple[str, str] | None, ongoing: bool
) -> None:
    when = parse(text)
    assert (when.start and days(when.start), when.end and days(when.end)) == (start, end)
    assert (when.interval, when.ongoing) == (True, ongoing)


@pytest.mark.parametrize("text", ["2011/..", "2011/", "1955~/1960?", "[..2013-05]", "198X", "2012-24"])
def test_the_text_is_kept_as_it_was_written(text: str) -> None:
    assert parse(text).text == text


@pytest.mark.parametrize(("text", "reason"), [
    ("", "'' is not a date: YYYY, YYYY-MM, YYYY-MM-DD or another EDTF form"),
    ("soon", "'soon' is not a date: "),
    ("23/11/1985", "'23/11/1985' has more than one '/'"),
    ("03/04/1985", "'03/04/1985' has more than one '/'"),
    ("14 February 1872", "'14 February 1872' is not a date: "),
    ("Whitsun 1711", "'Whitsun 1711' is not a date: "),
    ("Abt. 1796", "'Abt. 1796' is not a date: "),
    ("+1987-00-00", "'+1987-00-00' is not a date: "),
    ("1987-00-00", "'1987-00-00': there is no month 00"),
    ("1987-04-00", "'1987-04-00' is not in the calendar"),
    ("2023-02-30", "'2023-02-30' is not in the calendar"),
    ("1900-02-29", "'1900-02-29' is not in the calendar"),
    ("2012-13", "'2012-13': there is no month 13"),
    ("2012-25", "'2012-25': there is no month 25"),
    ("2012-21-04", "'2012-21-04': there is no month 21"),
    ("0000", "'0000': the calendar begins with year 0001"),
    ("0000-05", "'0000-05': the calendar begins with year 0001"),
    ("-0044", "'-0044' is not a date: "),
    ("12012", "'12012' is not a date: "),
    ("85", "'85' is not a date: "),
    ("2012-8-4", "'2012-8-4' is not a date: "),
    ("20120804", "'20120804' is not a date: "),
    ("2012-W31", "'2012-W31' is not a date: "),
    ("２０１２", "'２０１２' is not a date: "),  # full-width digits
    ("198X-05", "'198X-05': a month of an unspecified year"),
    ("2012-XX-04", "'2012-XX-04': a day of an unspecified month"),
    ("1XXX", "'1XXX' is not a date: "),
    ("20~12", "'20~12' is not a date: "),
    ("2012-0?8", "'2012-0?8' is not a date: "),
    ("2012T10:00", "'2012T10:00' has a time but no day"),
    ("2012-08-XXT10:00", "'2012-08-XXT10:00' has a time but no day"),
    ("2012-08-04T25:00", "'2012-08-04T25:00' is not a date: "),
    ("2012-08-04Tnoon", "'2012-08-04Tnoon' is not a date: "),
    ("..", "'..' is not a date: "),
    ("2011..2013", "'2011..2013' is not a date: "),
    ("[]", "'' is not a date: "),
    ("[..]", "'[..]' names no date"),
    ("[2011..2013", "'[2011..2013' lacks its closing bracket"),
    ("[2013..2011]", "'[2013..2011]' ends before it starts"),
    ("[2011,,2013]", "'' is not a date: "),
    ("[2011/2013]", "'[2011' lacks its closing bracket"),
    ("{2011, 2013}", "'{2011, 2013}' is several dates at once; write one claim for each"),
    ("2011/2012/2013", "'2011/2012/2013' has more than one '/'"),
    ("2011/never", "'never' is not a date: "),
])  # fmt: skip
def test_what_is_no_date_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(BadDate) as refused:
        parse(text)
    assert str(refused.value).startswith(reason)


_EDTF = st.text(alphabet="0123456789-/X~?%[]{}.,T:Z+ ", max_size=24)


@given(st.text() | _EDTF)
@example("٢٠١٢")
@example("2012-08-04\n")
@example("[" * 1000)
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    try:
        when = parse(text)
    except BadDate:
        return
    assert when.text == text.strip()
    for edge in (when.start, when.end):
        if edge:
            first = FIRST_DAY if edge.first is None else edge.first
            last = LAST_DAY if edge.last is None else edge.last
            assert FIRST_DAY <= first <= last <= LAST_DAY


def _within(inner: When, outer: When) -> bool:
    assert inner.start
    assert outer.start
    return _first(outer.start) <= _first(inner.start) <= _last(inner.start) <= _last(outer.start)


def _first(edge: Edge) -> Day:
    return FIRST_DAY if edge.first is None else edge.first


def _last(edge: Edge) -> Day:
    return LAST_DAY if edge.last is None else edge.last


_DAYS = st.dates()


@given(_DAYS)
def test_a_day_lies_within_its_month_and_the_month_within_its_year_decade_and_century(day: date) -> None:
    text = day.isoformat()
    sizes = [text, text[:7], text[:4], f"{text[:3]}X", f"{text[:2]}XX"]
    for inner, outer in pairwise(sizes):
        assert _within(parse(inner), parse(outer))


@given(_DAYS, st.sampled_from("~?%"))
def test_a_date_lies_within_its_approximate_self_and_that_within_the_next_coarser_one(
    day: date, mark: str
) -> None:
    text = day.isoformat()
    for size in (10, 7, 4):
        assert _within(parse(text[:size]), parse(text[:size] + mark))
    assert _within(parse(text + mark), parse(text[:7] + mark))
    assert _within(parse(text[:7] + mark), parse(text[:4] + mark))


@given(_DAYS)
def test_the_months_of_a_year_and_the_days_of_a_month_leave_no_gap(day: date) -> None:
    months = [start for month in range(1, 13) if (start := parse(f"{day.year:04}-{month:02}").start)]
    assert [_first(after) for after in months[1:]] == [_last(before) + 1 for before in months[:-1]]
    month = parse(day.isoformat()[:7]).start
    assert month
    assert _last(month) - _first(month) + 1 == calendar.monthrange(day.year, day.month)[1]


@given(_DAYS, _DAYS)
def test_a_range_holds_the_days_of_its_two_ends(one: date, other: date) -> None:
    low, high = sorted([one, other])
    between = parse(f"[{low}..{high}]")
    assert _within(parse(str(low)), between)
    assert _within(parse(str(high)), between)
    assert _within(between, parse(f"[..{high}]"))
    assert _within(between, parse(f"[{low}..]"))


@given(_DAYS)
def test_a_day_is_read_and_written_back(day: date) -> None:
    assert iso(day_of(day.isoformat())) == day.isoformat()
    assert day_of(day.isoformat()) == day.toordinal()
    assert iso(None) is None


@pytest.mark.parametrize("text", [
    "2023-08-07", "2023-08-07T23:30:00-07:00", "2023-08-07 23:30 +02:00", "2023-08-07T00:10Z",
])  # fmt: skip
def test_a_time_is_of_the_day_that_its_writer_saw(text: str) -> None:
    assert iso(day_of(text)) == "2023-08-07"


@pytest.mark.parametrize("text", [
    "", "2023", "2023-08", "2023-02-30", "2023-8-7", "20230807", "2023-W32-1", "2023-08-071", "2023-08-07x",
    "２０２３-08-07", "yesterday",
])  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match="is not a day"):
        day_of(text)


@pytest.mark.parametrize(("text", "last"), [
    ("2023", "2023-12-31"), ("2024-02", "2024-02-29"), ("2023-08-07", "2023-08-07"), ("0001", "0001-12-31"),
])  # fmt: skip
def test_a_question_about_a_month_or_a_year_is_about_its_last_day(text: str, last: str) -> None:
    assert iso(last_day_of(text)) == last


@pytest.mark.parametrize("text", [
    "", "today", "2023~", "198X", "2023-21", "2023-13", "2023-02-30", "2023/2024", "0000", "2023-08-07T10:00",
    "２０２３", "2023\n",
])  # fmt: skip
def test_a_question_is_asked_about_a_plain_date_only(text: str) -> None:
    with pytest.raises(BadDate):
        last_day_of(text)

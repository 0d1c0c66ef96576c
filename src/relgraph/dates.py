"""When something was: EDTF text as written, and the days that it covers.

A day is an int, the proleptic Gregorian ordinal (`date.toordinal`): comparing and adding days is all that the
fold does with them. A date is the set of its days, kept as its first and last one; None is an open side.

Source of the notation: EDTF, Library of Congress (ISO 8601-2), level 1 and the sets of level 2.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

Day = int

FIRST_DAY: Day = date.min.toordinal()
LAST_DAY: Day = date.max.toordinal()

_DAY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ]|\Z)", re.ASCII)
_PLAIN = re.compile(r"\d{4}(?:-[01]\d(?:-\d\d)?)?", re.ASCII)


class Edge(NamedTuple):
    """One side of a `when`: its first and last possible day (None: open), the text, and whether it is fuzzy."""

    first: Day | None
    last: Day | None
    text: str
    approximate: bool = False


class When(NamedTuple):
    """A parsed `when`.

    A single date has a start only. An interval has a start, an end, both or (`/`) neither; `ongoing` is
    `A/..`: still so when it was printed.
    """

    text: str
    start: Edge | None
    end: Edge | None
    interval: bool = False
    ongoing: bool = False


class BadDate(ValueError):
    """A text that is no EDTF date relgraph can read; the message says what is wrong with it."""


def day_of(text: str) -> Day:
    """The day of `YYYY-MM-DD`, or of a time that begins with it (as its writer counted days). Raises BadDate."""
    match = _DAY.match(text)
    try:
        return date.fromisoformat(match["day"] if match else "").toordinal()
    except ValueError:
        raise BadDate(f"{text!r} is not a day (YYYY-MM-DD)") from None


def iso(day: Day | None) -> str | None:
    """`YYYY-MM-DD` of a day; None stays None."""
    return None if day is None else date.fromordinal(day).isoformat()


def last_day_of(text: str) -> Day:
    """The last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: what a query means by a DATE. Raises BadDate."""
    if not _PLAIN.fullmatch(text):
        raise BadDate(f"{text!r} is not a date: YYYY, YYYY-MM or YYYY-MM-DD")
    return _single(text).last  # type: ignore[return-value]  # a plain date is closed on both sides


_MARK = re.compile(r"(?<![0-9X])[~?%]|[~?%](?![0-9X])")  # before or after a part of a date, not inside one
_TIME = r"T(?:[01]\d|2[0-3])(?::?[0-5]\d(?::?[0-5]\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
_DATE = re.compile(
    rf"(?P<year>\d{{4}}|\d{{3}}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<time>{_TIME})?",
    re.ASCII,
)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # first month; a winter reaches into the next year


@lru_cache(maxsize=65536)
def parse(text: str) -> When:
    """Read an EDTF text. Raises BadDate for what is not a date or lies outside the years 1 to 9999.

    An interval may end before it starts: that is a defect of the history, for the fold to find.
    """
    text = text.strip()
    if "/" not in text:
        return When(text, _edge(text), None)
    left, right = _split(text)
    start = None if left in ("", "..") else _edge(left)
    end = None if right in ("", "..") else _edge(right)
    return When(text, start, end, interval=True, ongoing=start is not None and right == "..")


def _split(text: str) -> tuple[str, str]:
    parts = text.split("/")
    if len(parts) != 2:
        raise BadDate(f"{text!r} has more than one '/'")
    return parts[0].strip(), parts[1].strip()


def _edge(text: str) -> Edge:
    if text.startswith("{"):
        raise BadDate(f"{text!r} is several dates at once; write one claim for each")
    if not text.startswith("["):
        return _single(text)
    if not text.endswith("]"):
        raise BadDate(f"{text!r} lacks its closing bracket")
    members = [_range(part.strip(), text) for part in text[1:-1].split(",")]
    firsts, lasts = [m.first for m in members], [m.last for m in members]
    return Edge(
        None if None in firsts else min(d for d in firsts if d is not None),
        None if None in lasts else max(d for d in lasts if d is not None),
        text,
        any(m.approximate for m in members),
    )


def _range(part: str, whole: str) -> Edge:
    """A member of a set: a date, `a..b`, `..b` or `a..`."""
    left, dots, right = part.partition("..")
    if not dots:
        return _single(part)
    if not left.strip() and not right.strip():
        raise BadDate(f"{whole!r} names no date")
    low = _single(left.strip()) if left.strip() else None
    high = _single(right.strip()) if right.strip() else None
    first, last = low and low.first, high and high.last
    if first is not None and last is not None and last < first:
        raise BadDate(f"{whole!r} ends before it starts")
    return Edge(first, last, whole, bool(low and low.approximate) or bool(high and high.approximate))


@lru_cache(maxsize=65536)
def _single(text: str) -> Edge:
    """A date of one precision, with or without a qualifier that gives it one unit of slack on each side."""
    plain = _MARK.sub("", text)
    match = _DATE.fullmatch(plain)
    if not match:
        raise BadDate(f"{text!r} is not a date: YYYY, YYYY-MM, YYYY-MM-DD or another EDTF form")
    year, month, day = match["year"], match["month"], match["day"]
    fuzzy = plain != text
    if match["time"] and (day is None or "X" in plain.partition("T")[0]):
        raise BadDate(f"{text!r} has a time but no day")
    if "X" in year:
        if month is not None:
            raise BadDate(f"{text!r}: a month of an unspecified year")
        return _years(text, year, 10 ** year.count("X"), fuzzy)
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise BadDate(f"{text!r}: a day of an unspecified month")
        return _years(text, year, 1, fuzzy)
    if int(month) in _SEASONS and day is None:
        return _months(text, int(year), _SEASONS[int(month)], 3, fuzzy)
    if not 1 <= int(month) <= 12:
        raise BadDate(f"{text!r}: there is no month {month}")
    if day is None or day == "XX":
        return _months(text, int(year), int(month), 1, fuzzy)
    try:
        exact = date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        raise BadDate(f"{text!r} is not in the calendar") from None
    return Edge(max(FIRST_DAY, exact - fuzzy), min(LAST_DAY, exact + fuzzy), text, fuzzy)


def _years(text: str, year: str, width: int, fuzzy: bool) -> Edge:
    first = int(year.replace("X", "0"))
    last = first + width - 1
    if last < 1:
        raise BadDate(f"{text!r}: the calendar begins with year 0001")
    first, last = max(1, first - width * fuzzy), min(9999, last + width * fuzzy)
    return Edge(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal(), text, fuzzy)


def _months(text: str, year: int, month: int, width: int, fuzzy: bool) -> Edge:
    if year < 1:
        raise BadDate(f"{text!r}: the calendar begins with year 0001")
    first = max(12, year * 12 + month - 1 - width * fuzzy)
    last = min(9999 * 12 + 11, year * 12 + month - 1 + width - 1 + width * fuzzy)
    last_year, last_month = divmod(last, 12)
    return Edge(
        date(first // 12, first % 12 + 1, 1).toordinal(),
        date(last_year, last_month + 1, calendar.monthrange(last_year, last_month + 1)[1]).toordinal(),
        text,
        fuzzy,
    )

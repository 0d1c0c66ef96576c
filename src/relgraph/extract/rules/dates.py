"""Step 9: when. Expressions of time in English, resolved against the day of publication into EDTF.

What happened lies before publication: a weekday is the last one, a month the last one, unless the clause looks
ahead. A year stays a year, a month a month: no day is filled in.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept "
        "sep|october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        "monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday "
        "sat|sunday sun".split("|")
    )
    for name in names.split()
}
NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50}
SEASONS = {"spring": (21, 5), "summer": (22, 8), "fall": (23, 11), "autumn": (23, 11), "winter": (24, 12)}
HOLIDAYS = {
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14),
    "christmas": (12, 25), "christmas day": (12, 25),
    "christmas eve": (12, 24), "halloween": (10, 31), "independence day": (7, 4), "fourth of july": (7, 4),
    "st. patrick's day": (3, 17),
}  # fmt: skip

_MON = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_WD = rf"(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?"
_NUM = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|a couple(?: of)?|a few|several)"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_LEAD = re.compile(
    r"^(?:(?:sometime|back|all the way|exactly|only|just|as early as|at least|until|as|of|on|in|at|by|during|since|"
    r"from|around|about|circa|early|late|mid|the (?:beginning|start|end|middle|summer) of|earlier|later)[ -]+)+"
)
_ROUND = re.compile(r"\b(?:around|about|circa|roughly|nearly|almost|approximately)\b")


class Clock(NamedTuple):
    """The day against which an expression is read; `ahead` if the clause speaks of what is to come; `then` is the
    year that the text spoke of last.
    """

    published: date
    ahead: bool = False
    then: int | None = None


def resolve(expression: str, clock: Clock) -> str | None:
    """The EDTF of an English expression of time, None if it tells no time that can be placed."""
    text = " ".join(expression.lower().replace("’", "'").split()).strip(" .,;:()'\"")
    bare = (
        _LEAD.sub("", text + " ").strip()
        if not text.startswith(("late last", "early last"))
        else text.split(" ", 1)[1]
    )
    for pattern, read in _FORMS:
        match = pattern.fullmatch(bare) or pattern.fullmatch(text)
        if match:
            found = read(match, clock)
            if found and _ROUND.search(text) and re.fullmatch(r"\d{4}(?:-\d\d)?", found):
                return found + "~"
            return found
    return None


def _full(match: re.Match[str], clock: Clock) -> str | None:
    return _day(int(match["year"]), MONTHS[match["month"]], int(match["day"]))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month_year(match: re.Match[str], clock: Clock) -> str:
    return f"{match['year']}-{MONTHS[match['month']]:02d}"


def _year(match: re.Match[str], clock: Clock) -> str:
    return match["year"]


def _decade(match: re.Match[str], clock: Clock) -> str:
    digits = match["decade"]
    return f"{digits}X" if len(digits) == 3 else f"{'20' if int(digits) < 2 else '19'}{digits}X"


def _month_day(match: re.Match[str], clock: Clock) -> str | None:
    month, day = MONTHS[match["month"]], int(match["day"])
    return _placed(clock, month, day, match.groupdict().get("which"))


def _placed(clock: Clock, month: int, day: int, which: str | None = None) -> str | None:
    year = clock.published.year
    try:
        at = date(year, month, min(day, calendar.monthrange(year, month)[1]))
    except ValueError:
        return None
    if (which == "last" and at >= clock.published) or (at > clock.published and not clock.ahead):
        year -= 1
    elif clock.ahead and at < clock.published:
        year += 1
    return _day(year, month, day)


def _holiday(match: re.Match[str], clock: Clock) -> str | None:
    month, day = HOLIDAYS[match["holiday"]]
    return _placed(clock, month, day)


def _month(match: re.Match[str], clock: Clock) -> str:
    month, year, which = MONTHS[match["month"]], clock.published.year, match["which"]
    now = clock.published.month
    if which == "next":
        year += month <= now
    elif which == "last":
        year -= month >= now
    elif clock.ahead:
        year += month < now
    elif which != "this":
        year -= month > now
    return f"{year}-{month:02d}"


def _month_of_year(match: re.Match[str], clock: Clock) -> str:
    year = clock.published.year + {"this": 0, "last": -1, "next": 1}[match["which"]]
    return f"{year}-{MONTHS[match['month']]:02d}"


def _weekday(match: re.Match[str], clock: Clock) -> str:
    weekday, which = WEEKDAYS[match["weekday"]], match["which"]
    back = (clock.published.weekday() - weekday) % 7
    if which == "next" or clock.ahead:
        return (clock.published + timedelta((weekday - clock.published.weekday() - 1) % 7 + 1)).isoformat()
    if which in ("last", "this past", "past"):
        back = back or 7
    return (clock.published - timedelta(back)).isoformat()


def _today(match: re.Match[str], clock: Clock) -> str:
    return clock.published.isoformat()


def _yesterday(match: re.Match[str], clock: Clock) -> str:
    return (clock.published - timedelta(1)).isoformat()


def _season(match: re.Match[str], clock: Clock) -> str:
    code, last = SEASONS[match["season"]]
    year = clock.published.year
    if match["year"]:
        year = int(match["year"])
    elif match["which"] == "next" or clock.ahead:
        year += clock.published.month > last - 2
    elif match["which"] in ("last", "past", "this past"):
        year -= clock.published.month <= last
    elif match["which"] != "this":
        year -= clock.published.month < last - 2
    return f"{year}-{code}"


def _this_unit(match: re.Match[str], clock: Clock) -> str:
    step = {
        "this": 0,
        "the": 0,
        "last": -1,
        "past": -1,
        "next": 1,
        "the previous": -1,
        "previous": -1,
        "that same": 0,
    }[match["which"]]
    unit, day = match["unit"], clock.published
    if unit == "year":
        return str((clock.then if match["which"] == "that same" and clock.then else day.year) + step)
    if unit == "month":
        return _months_on(day, step)[:7]
    if unit == "week":
        monday = day - timedelta(day.weekday()) + timedelta(7 * step)
        return f"[{monday}..{monday + timedelta(6)}]"
    if unit == "decade":
        return f"{day.year // 10 + step}X"
    return (day + timedelta(step)).isoformat()


def _weekend(match: re.Match[str], clock: Clock) -> str:
    saturday = clock.published - timedelta((clock.published.weekday() - 5) % 7)
    if match["which"] == "last" and clock.published.weekday() >= 5:
        saturday -= timedelta(7)
    if match["which"] == "next" or clock.ahead:
        saturday += timedelta(7)
    return f"[{saturday}..{saturday + timedelta(1)}]"


def _ago(match: re.Match[str], clock: Clock) -> str | None:
    number, unit = _number(match["number"]), match["unit"]
    later = match["direction"] in ("later", "after", "from now")
    if match["direction"] in ("later", "after", "earlier", "before", "prior"):
        if clock.then is None or unit != "year" or number is None:
            return None
        return str(clock.then + (number if later else -number))
    if number is None:
        return None
    day = clock.published
    if unit == "year":
        return str(day.year - number) if number < 5 else f"{day.year - number}~"
    if unit == "month":
        return _months_on(day, -number)[:7] + ("~" if number > 1 else "")
    if unit == "week":
        return f"{day - timedelta(7 * number)}~"
    if unit == "decade":
        return f"{day.year - 10 * number}~"
    return (day - timedelta(number)).isoformat()


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else 2 if text.startswith("a couple") else NUMBERS.get(text)


def _months_on(day: date, step: int) -> str:
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return f"{year:04d}-{month + 1:02d}"


def years_back(day: date, years: int) -> str:
    """The day that lies so many full years before one, and less than one more: "after 11 years of marriage"."""
    return f"[{_years_before(day, years + 1) + timedelta(1)}..{_years_before(day, years)}]"


def _years_before(day: date, years: int) -> date:
    year = max(1, day.year - years)
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _iso(match: re.Match[str], clock: Clock) -> str | None:
    return _day(int(match["year"]), int(match["m"]), int(match["d"]))


def _slashes(match: re.Match[str], clock: Clock) -> str | None:
    year = int(match["y"])
    return _day(
        year if year > 99 else 2000 + year if year <= clock.published.year % 100 else 1900 + year,
        int(match["m"]),
        int(match["d"]),
    )


_WHICH = r"(?:(?P<which>last|next|this past|past|this|that same) )?"
_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str], Clock], str | None]]] = [
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)", _iso),
        (r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{2,4})", _slashes),
        (rf"(?:{_WD},? )?{_MON} {_DAY},? ?(?:of |in )?{_YEAR}", _full),
        (rf"(?:{_WD},? )?(?:the )?{_DAY}(?: of)? {_MON},? {_YEAR}", _full),
        (rf"{_MON},?(?: of)? {_YEAR}", _month_year),
        (rf"(?:the )?(?:year )?{_YEAR}", _year),
        (r"(?:the )?(?:early |late |mid[- ]?)?'?(?P<decade>(?:19|20)\d|\d)0'?s", _decade),
        (rf"(?:(?P<which>last|this|next) )?(?:{_WD},? )?{_MON} {_DAY}", _month_day),
        (rf"(?:{_WD},? )?(?:the )?{_DAY}(?: of)? {_MON}", _month_day),
        (rf"{_MON} (?:of )?(?P<which>this|last|next) year", _month_of_year),
        (rf"{_WHICH}{_MON}", _month),
        (rf"{_WHICH}{_WD}(?: (?:morning|afternoon|evening|night))?", _weekday),
        (r"(?:today|tonight|this (?:morning|afternoon|evening))", _today),
        (r"(?:yesterday|last night)(?: \w+)?", _yesterday),
        (rf"(?P<holiday>{'|'.join(HOLIDAYS)})", _holiday),
        (rf"(?:the )?{_WHICH}(?P<season>spring|summer|fall|autumn|winter)(?: (?:of |in )?{_YEAR})?", _season),
        (rf"(?P<which>this|the|last|past|next|the previous|previous|that same) {_UNIT}", _this_unit),
        (r"(?:the )?(?:(?P<which>last|this|this past|past|next) )?weekend", _weekend),
        (
            (
                rf"(?:more than |less than |over )?{_NUM} (?:full |short |long )?{_UNIT} "
                r"(?P<direction>ago|later|after|earlier|before|prior|from now)"
            ),
            _ago,
        ),
    )
]

"""Ages under 18 that a sentence states of somebody it names: `Pip Vale, 12,`, `her 12-year-old son Pip`, `baby Pip`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from relgraph.dates import Day

OF_AGE = 18

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
).split()
_NUMBER = rf"(?P<{{0}}>\d{{{{1,2}}}}|{'|'.join(_WORDS)})"
_BEFORE = re.compile(
    rf"(?:\b{_NUMBER.format('years')}[-\s](?:years?|yrs?)[-\s]old|\b\w+[-\s](?:days?|weeks?|months?)[-\s]old"
    r"|\b(?:baby|newborn|infant|toddler))(?:\s+\w+){0,3}\s+$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:,?\s+(?:is|who\s+is|now|aged?|turned|turns)\s+|,\s*|\s*\(\s*){_NUMBER.format('years')}"
    r"(?=\s*(?:[,;.)!?”\"]|$)|(?:\s+|-)years?(?:\s+|-)old)",
    re.IGNORECASE,
)

_YOUNG = ("old", "baby", "newborn", "infant", "toddler")
_STATED = ("is", "now", "turn", "aged", " age", ",age", "(age")
_LISTED = re.compile(r"[,(]\s*\d")
_SAID = re.compile(rf"(?:aged?|is|now|turns|turned)\s+(?:\d|{'|'.join(_WORDS)})")


def may_state(text: str) -> bool:
    """A quick look at a text, or at JSON that holds it: if it says no, no age is stated."""
    low = text.lower().replace("\xa0", " ")
    return (
        any(word in low for word in _YOUNG)
        or _LISTED.search(low) is not None
        or (any(word in low for word in _STATED) and _SAID.search(low) is not None)
    )


def births(text: str, names: Iterable[str], said: Day) -> Iterator[Day]:
    """The last possible day of birth, for each age under 18 that a text of that day states of one of the names."""
    for name in names:
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            for age in _ages(text[: found.start()], text[found.end() :]):
                if age < OF_AGE:
                    yield years_before(said, age)


def _ages(before: str, after: str) -> Iterator[int]:
    for match in (_BEFORE.search(before[-80:]), _AFTER.match(after)):
        if match:
            yield _number(match["years"])


def _number(text: str | None) -> int:
    """Full years; none for days, weeks and months."""
    if text is None:
        return 0
    return int(text) if text.isdecimal() else _WORDS.index(text.lower()) + 1


def years_before(day: Day, years: int) -> Day:
    """The same day of the calendar so many years before; the first of March for a leap day that was not."""
    then = date.fromordinal(day)
    year = max(1, then.year - years)
    try:
        return then.replace(year=year).toordinal()
    except ValueError:
        return date(year, 3, 1).toordinal()

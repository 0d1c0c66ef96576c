"""What a check finds."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """A Finding: its name, the position of the record that shows it, and a sentence for people.

    `parties` are the numbers of the canonical entities that it is about, `subject` the id of the judgement or of the
    article, `latest` the last position of what it rests on: before that record it was not there. `hint` is what seems
    to be right: the year in a claim's words, the day of an article's last version.
    """

    finding: str
    position: int
    message: str
    parties: tuple[int, ...] = ()
    subject: str | None = None
    latest: int | None = None
    hint: str | None = None

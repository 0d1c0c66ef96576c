"""A published item of a source, and the digests that tell one text from another."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from hashlib import sha256
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator

from relgraph.dates import Day, day_of

_TIME = r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?"
_OFFSET = r"(?:Z|[+-]\d\d:?\d\d)"

Published = Annotated[
    str, StringConstraints(pattern=rf"^\d{{4}}-\d\d-\d\d(?:T{_TIME}{_OFFSET}| {_TIME} ?{_OFFSET})?$")
]
"""A day, or a time with an offset. What counts is the day as the outlet's own readers saw it."""


class Article(BaseModel):
    """One version of one published item.

    `text` is None for a data set, whose rows stand in the claims; `digest` is that of the text or of the file.
    Once a part was erased, `known_as` is the id that its URL or source had given it, and `printed` is alike for all
    whose text was one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
    published: Published
    updated: Published | None = None
    title: str | None = None
    url: Annotated[str, StringConstraints(min_length=1, max_length=2000)] | None = None
    language: str | None = None
    text: str | None = None
    digest: str
    known_as: str | None = None
    printed: str | None = None

    @field_validator("published", "updated")
    @classmethod
    def _in_calendar(cls, published: str | None) -> str | None:
        if published is not None:
            day_of(published)
            _time_of(published)
        return published

    @property
    def day(self) -> Day:
        """The day on which this version was told to the public."""
        return day_of(self.updated or self.published)

    @property
    def id(self) -> str:
        """What the article is, in every version: its URL if it has one, else its source and text."""
        return self.known_as or article_id(self.url, self.source, self.digest)

    @property
    def version(self) -> str:
        """What this version of the article is."""
        return short_digest("version", self.id, self.digest)


def article_id(url: str | None, source: str, digest: str) -> str:
    """See `Article.id`; of an article that is whole."""
    return short_digest("article", url) if url else short_digest("article", source, digest)


def _time_of(published: str) -> None:
    """Hold the time of day, if there is one, against the clock. Raises ValueError."""
    day, time = published[:10], published[11:].replace(" ", "")
    if time:
        try:
            datetime.fromisoformat(f"{day}T{time}")
        except ValueError:
            raise ValueError(f"{published!r} has a time that no clock shows") from None


def short_digest(*parts: str) -> str:
    """32 hex digits over texts, each kept apart from the next."""
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def text_digest(text: str) -> str:
    """The SHA-256 of a text, as written."""
    return sha256(text.encode()).hexdigest()


def printed_words(text: str) -> list[str]:
    """The words of a text without case, punctuation and spacing: what makes two printed texts one."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())

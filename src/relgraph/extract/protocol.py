"""What goes into an extractor and what comes out: the interface that every extractor keeps.

An extractor proposes; the gate decides what may become a claim. Nothing here is heavy to import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from relgraph.claims import Agent, Stance
from relgraph.dates import Day
from relgraph.kinds import EntityType


class ArticleText(NamedTuple):
    """An article to read.

    `text` is the title, two line breaks and the text (the text alone if there is no title): every offset of a
    proposal counts characters in it. `published` is the day against which "last Friday" is resolved.
    """

    text: str
    published: Day
    source: str
    url: str | None = None


class Named(NamedTuple):
    """A party, in the fullest form that the article has for it."""

    name: str
    type: EntityType


class Trigger(NamedTuple):
    """A stretch of the article's text on which something rests: `text` begins at character `at`."""

    text: str
    at: int


class Explanation(NamedTuple):
    """Why a claim was proposed, in words for an editor.

    `triggers` are the words that made the rule fire; `parties` says for each party how its words were resolved
    to a name; `stance` what decided the stance; `date` how the date was resolved, None if the claim has none.
    """

    triggers: tuple[Trigger, ...]
    parties: tuple[str, ...]
    stance: str
    date: str | None = None


class Proposal(NamedTuple):
    """A claim as an extractor proposes it, with the sentence that it rests on.

    `b` is None for a kind that is said of one party alone. `when` is EDTF, None if the text says no time.
    `attribution` runs from the outermost agent inwards and leaves the article's own outlet out. `quote` stands
    in the article's text at character `at`, letter by letter. `rule` names the rule that found the claim.
    """

    kind: str
    a: Named
    b: Named | None
    stance: Stance
    quote: str
    at: int
    rule: str
    why: Explanation
    hypothetical: bool = False
    sensitive: bool = False
    when: str | None = None
    attribution: tuple[Agent, ...] = ()
    detail: str | None = None


class Extractor(Protocol):
    """Reads articles and proposes what they claim.

    `name`, `version` and `model` say what made a claim and are kept with it. The same articles give the same
    proposals, in the same order. Text of any kind is read without an exception, in time linear in its length.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def model(self) -> str: ...

    def extract(self, articles: Iterable[ArticleText]) -> Iterator[list[Proposal]]:
        """The proposals of each article, one list an article, in the order of the articles."""

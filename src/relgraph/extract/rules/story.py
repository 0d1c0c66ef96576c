"""What the steps hand on to each other: a parsed article, its people and things, and where they are named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from relgraph.kinds import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from relgraph.dates import Day
    from relgraph.extract.rules.titles import Title


@dataclass(eq=False)
class Party:
    """A person, an organization or a work, as one article has it. `sex` is `f`, `m` or empty (not known)."""

    name: str
    type: EntityType
    sex: str = ""
    count: int = 0
    callings: set[str] = field(default_factory=set)  # what stands right before the name: "singer", "designer"


class Mention(NamedTuple):
    """Tokens [start, end) of a line that name a party; `full` if with the whole name."""

    line: int
    start: int
    end: int
    party: Party
    full: bool


@dataclass(eq=False)
class ParsedLine:
    """A line with what is known of its tokens. `quoted` gives for each token the number of its quotation or -1."""

    index: int
    doc: Doc
    at: int
    headline: bool
    quoted: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    titles: dict[int, Title] = field(default_factory=dict)  # titles in quotation marks, by the opening mark
    named: dict[int, Mention] = field(default_factory=dict)  # token -> mention of a person
    thing: dict[int, Mention] = field(default_factory=dict)  # token -> mention of a work or organization


@dataclass(eq=False)
class Story:
    """A parsed article."""

    text: str
    published: Day
    source: str
    lines: list[ParsedLine]
    people: list[Party] = field(default_factory=list)
    things: list[Party] = field(default_factory=list)


class Ref(NamedTuple):
    """What a phrase stands for: one party, or the two of a couple, and how that was found."""

    parties: tuple[Party, ...]
    how: str

    def __bool__(self) -> bool:
        return bool(self.parties)


NOBODY = Ref((), "")


@dataclass(eq=False)
class Found:
    """A claim in the making: what a rule saw, where. `anchor` is the token whose clause decides the stance."""

    kind: str
    a: Party
    b: Party | None
    line: ParsedLine
    anchor: Token
    rule: str
    how: tuple[str, ...]
    trigger: tuple[int, int]  # tokens of the line
    presupposed: bool = False
    hypothetical: bool = False
    alleged: bool = False
    denied: bool = False
    needs_tie: bool = False
    sensitive: bool = False
    detail: str | None = None
    extent: tuple[int, int] | None = (
        None  # tokens of the party that a date may stand beside: a child, a title
    )

    @property
    def sent(self) -> Span:
        return self.anchor.sent

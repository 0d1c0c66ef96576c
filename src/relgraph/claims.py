"""What one article says of its parties. A claim is no fact: who says so, and in which words, belongs to it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from relgraph.articles import short_digest
from relgraph.dates import parse
from relgraph.entities import Party
from relgraph.kinds import KINDS, PARTIES


class Stance(StrEnum):
    """How the article stands to what it says."""

    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"
    CONFIRMED = "confirmed"


class Role(StrEnum):
    """What an agent is to the story: who says so."""

    PRINCIPAL = "principal"
    REPRESENTATIVE = "representative"
    COURT_RECORD = "court_record"
    NAMED_THIRD_PARTY = "named_third_party"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"


class Agent(BaseModel):
    """A link of an attribution chain."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent: Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
    role: Role


class Evidence(BaseModel):
    """A verbatim quote, and the characters of the article's text that it covers, [start, end)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: Annotated[str, StringConstraints(min_length=1)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _covers_the_quote(self) -> Evidence:
        if self.end - self.start != len(self.quote):
            raise ValueError(
                f"a quote of {len(self.quote)} characters can't cover {self.start} to {self.end}"
            )
        return self


class Origin(BaseModel):
    """What proposed a claim: an extractor, its version, the model that it reads with and the rule that fired."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    version: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    model: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    rule: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Claim(BaseModel):
    """What one article says of its parties.

    `attribution` runs from the outermost agent inwards and leaves the article's own outlet out; empty is the
    outlet's own voice. `when` is EDTF text as written, None if the claim says no time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    a: Party
    b: Party | None = None
    when: str | None = None
    stance: Stance = Stance.REPORTED
    attribution: tuple[Agent, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    hypothetical: bool = False
    sensitive: bool = False
    detail: str | None = None

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is not a kind of claim; the kinds are: {', '.join(KINDS)}")
        return kind

    @field_validator("when")
    @classmethod
    def _readable(cls, when: str | None) -> str | None:
        if when is not None:
            parse(when)
        return when

    @model_validator(mode="after")
    def _fits(self) -> Claim:
        """Hold the parties and the detail against the kind's row of the table."""
        kind = KINDS[self.kind]
        given = (self.a.type, self.b.type if self.b else None)
        for shape in kind.shapes:
            first, second = PARTIES[shape]
            if given[0] in first and (given[1] is None if second is None else given[1] in second):
                break
        else:
            wanted = " or ".join(_described(PARTIES[shape]) for shape in kind.shapes)
            found = " and ".join(str(type) for type in given if type)
            raise ValueError(f"{kind.name} is said of {wanted}, not of {found}")
        if self.b and (self.a.name, self.a.id) == (self.b.name, self.b.id) and self.a.type == self.b.type:
            raise ValueError(f"{kind.name}: {self.a.name!r} can't be in a bond with itself")
        if self.detail is not None and kind.details is not None and self.detail not in kind.details:
            allowed = f"one of {', '.join(kind.details)}" if kind.details else "none"
            raise ValueError(f"detail {self.detail!r}: {kind.name} takes {allowed}")
        return self

    def id(self, version: str) -> str:
        """The claim's id within an article's version: a digest of the fields that make it this claim.

        The fields are named one by one, so that a new field with a default leaves every old id as it is.
        """
        return short_digest(
            "claim",
            version,
            self.kind,
            *_named(self.a),
            *(_named(self.b) if self.b else ("", "")),
            "-" if self.when is None else f"={self.when}",
            self.stance,
            str(len(self.attribution)),
            *(part for link in self.attribution for part in (link.agent, link.role)),
            *(evidence.quote for evidence in self.evidence),
        )


def _named(party: Party) -> tuple[str, str]:
    return party.name, party.id or ""


def _described(parties: tuple[frozenset[object], frozenset[object] | None]) -> str:
    first, second = (" or ".join(sorted(map(str, types or ()))) for types in parties)
    return f"{_one(first)} and {_one(second)}" if second else f"one {first}"


def _one(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"

"""What enters the log, in the past tense. One model an event; bodies are JSON, told apart by `type`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from relgraph.articles import Article, Published, short_digest
from relgraph.claims import Claim, Origin
from relgraph.entities import Entity, EntityId, Name, NameKind, mention_id
from relgraph.kinds import EntityType
from relgraph.log.protocol import NewEvent

SCHEMA = 1
"""The schema of the bodies written now; an older body is read through an upcaster once there is one."""


def now() -> str:
    """The time as events have it: UTC, ISO 8601, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def id(self) -> str:
        """32 hex digits from the fields that identify the event: telling the log twice is telling it once."""
        raise NotImplementedError

    def entry(self) -> NewEvent:
        """The event as the log takes it."""
        body = self.model_dump_json(exclude_defaults=True, exclude={"type"})
        return NewEvent(self.id, type(self).__name__, SCHEMA, body)


class ArticleAdded(_Event):
    """A version of an article was read."""

    type: Literal["ArticleAdded"] = "ArticleAdded"
    article: Article

    @property
    def id(self) -> str:
        return self.article.version


class EntityAdded(_Event):
    """An article or its writer says what it knows of an entity."""

    type: Literal["EntityAdded"] = "EntityAdded"
    version: str
    entity: Entity

    @property
    def id(self) -> str:
        known = self.entity
        ids = sorted(f"{scheme}:{value}" for scheme, value in known.ids.items())
        typed = [part for one in known.names for part in (one.name, one.kind, one.when or "")]
        return short_digest(
            "entity", self.version, known.id or "", known.type, known.name, known.born or "",
            str(len(ids)), *ids, *known.aliases, *(["typed", *typed] if typed else []),
        )  # fmt: skip


class ClaimMade(_Event):
    """A version of an article makes a claim; `extractor` is what proposed it, None for a person.

    Of a proposed claim are kept: the extractor's version, the model that it read with, and the rule that fired.
    """

    type: Literal["ClaimMade"] = "ClaimMade"
    version: str
    claim: Claim
    extractor: str | None = None
    extractor_version: str | None = None
    model: str | None = None
    rule: str | None = None

    @classmethod
    def of(cls, version: str, claim: Claim, origin: Origin | None) -> ClaimMade:
        """The event of a claim that a person writes (no origin) or an extractor proposes."""
        if origin is None:
            return cls(version=version, claim=claim)
        return cls(
            version=version, claim=claim,
            extractor=origin.name, extractor_version=origin.version, model=origin.model, rule=origin.rule,
        )  # fmt: skip

    @property
    def id(self) -> str:
        return self.claim.id(self.version)


class ClaimCorrected(_Event):
    """The outlet replaced a claim by another one on the day `published`.

    With `by` it was a person who read the article otherwise than its extractor had done: `published` is then the day
    of the claim itself, which so has never counted. `claim` is None once it was erased: what it corrects stays
    corrected. `version` is that of the article, once the claim that it corrects was erased.
    """

    type: Literal["ClaimCorrected"] = "ClaimCorrected"
    corrects: str
    claim: Claim | None = None
    published: Published
    why: str
    by: str | None = None
    version: str | None = None

    @property
    def id(self) -> str:
        claim = self.claim.id(self.corrects) if self.claim else ""
        plan = "plan" if self.claim and self.claim.hypothetical else ""
        edited = () if self.by is None else (self.by, (self.claim and self.claim.detail) or "", plan)
        return short_digest("corrected", self.corrects, self.published, claim, self.why, *edited)


class ClaimRetracted(_Event):
    """The outlet withdrew one claim, or an article (in every version) with all that it claims."""

    type: Literal["ClaimRetracted"] = "ClaimRetracted"
    claim: str | None = None
    article: str | None = None
    published: Published
    why: str

    @model_validator(mode="after")
    def _one_of_them(self) -> ClaimRetracted:
        if (self.claim is None) == (self.article is None):
            raise ValueError("a retraction names either a claim or an article")
        return self

    @property
    def id(self) -> str:
        return short_digest("retracted", self.claim or "", self.article or "", self.published, self.why)


class ClaimReviewed(_Event):
    """A person looked at a claim that an extractor proposed: `accepted`, `rejected`, or `edited` (a ClaimCorrected).

    Or a newer version of that extractor read the article again, and no longer proposes it (`dropped`) or does so
    again (`proposed`). What a person says beats that, whenever it was said.
    """

    type: Literal["ClaimReviewed"] = "ClaimReviewed"
    claim: str
    verdict: Literal["accepted", "rejected", "edited", "dropped", "proposed"]
    by: str
    at: str

    @property
    def id(self) -> str:
        return short_digest("reviewed", self.claim, self.verdict, self.by, self.at)


class Mentioned(BaseModel):
    """A name as one article uses it, in every version of it; `given` is the id that the writer gave."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article: str
    name: Name
    type: EntityType
    given: EntityId | None = None

    @property
    def entity(self) -> str:
        """The id of the entity that this mention alone is, once somebody judges it."""
        return mention_id(self.name, self.type, self.article, self.given or "")


class EntitiesJudged(_Event):
    """A person judged two entities to be one, to be two, or can't tell; `undoes` takes a judgement back.

    `a_in` and `b_in` are given where it is about a mention: the id is that of the mention alone. `naming` says how the
    one that `same` joins comes by the name of `a`.
    """

    type: Literal["EntitiesJudged"] = "EntitiesJudged"
    a: str
    b: str
    a_in: Mentioned | None = None
    b_in: Mentioned | None = None
    judgement: Literal["same", "different", "unsure"]
    naming: NameKind | None = None
    by: str
    at: str
    why: str | None = None
    undoes: str | None = None

    @model_validator(mode="after")
    def _of_that_mention(self) -> EntitiesJudged:
        for id, mention in ((self.a, self.a_in), (self.b, self.b_in)):
            if mention and mention.entity != id:
                raise ValueError(f"{id} is not the id of that mention")
        return self

    @property
    def id(self) -> str:
        return short_digest("judged", self.a, self.b, self.judgement, self.by, self.at, self.undoes or "")


class ContentErased(_Event):
    """The bodies at these positions were erased; the record of it stays."""

    type: Literal["ContentErased"] = "ContentErased"
    positions: tuple[int, ...]
    why: str

    @property
    def id(self) -> str:
        return short_digest("erased", self.why, *map(str, self.positions))


class ContentReplaced(_Event):
    """In the place of the erased body at `position` this one stands from now on, as text; `erasure` is the event's id.

    Either it is what was left of it, or it was taken in again as it had been.
    """

    type: Literal["ContentReplaced"] = "ContentReplaced"
    position: int
    body: str
    erasure: str

    @property
    def id(self) -> str:
        return short_digest("replaced", self.erasure, str(self.position), self.body)


class OutputWritten(_Event):
    """A command handed names out of the file to `place`: a file, or the address of a server.

    `shown` are those whose names are not for print and were shown all the same, and `why`.
    """

    type: Literal["OutputWritten"] = "OutputWritten"
    command: str
    place: str
    at: str
    shown: tuple[Literal["minors", "private"], ...] = ()
    why: str | None = None

    @property
    def id(self) -> str:
        return short_digest("output", self.command, self.place, self.at)


Event = Annotated[
    ArticleAdded | EntityAdded | ClaimMade | ClaimCorrected | ClaimRetracted | ClaimReviewed | EntitiesJudged
    | ContentErased | ContentReplaced | OutputWritten,
    Field(discriminator="type"),
]  # fmt: skip

EVENT: TypeAdapter[Event] = TypeAdapter(Event)

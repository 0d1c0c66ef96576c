"""Who and what claims are about: parties as articles name them, entities as writers declare them, their ids."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from relgraph.dates import parse
from relgraph.kinds import EntityType
from relgraph.names import folded, plain_name

LONGEST_NAME = 300
"""Characters of a name."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME)]
EntityId = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\s/?#]+$")]


class Party(BaseModel):
    """A party of a claim: a name as the article uses it, its type, and an id if the writer gave one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    type: EntityType
    id: EntityId | None = None

    @field_validator("name")
    @classmethod
    def _plain(cls, name: str) -> str:
        return plain_name(name)


NameKind = Literal["birth", "married", "stage", "alias"]
"""How somebody comes by a name."""


class TypedName(BaseModel):
    """Another name of an entity, how it came by it, and when it went by it (EDTF) if that is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    kind: NameKind = "alias"
    when: str | None = None

    @field_validator("name")
    @classmethod
    def _plain(cls, name: str) -> str:
        return plain_name(name)

    @field_validator("when")
    @classmethod
    def _readable(cls, when: str | None) -> str | None:
        if when is not None:
            parse(when)
        return when


class Entity(BaseModel):
    """What an article or its writer knows of an entity: names, ids in other data sets, a birth date (EDTF).

    `aliases` are other names of which nothing more is said, `names` those of a kind.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    type: EntityType
    id: EntityId | None = None
    aliases: tuple[Name, ...] = ()
    names: tuple[TypedName, ...] = ()
    ids: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], EntityId] = {}
    born: str | None = None

    @field_validator("name")
    @classmethod
    def _plain(cls, name: str) -> str:
        return plain_name(name)

    @field_validator("aliases")
    @classmethod
    def _plain_aliases(cls, aliases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(plain_name(alias) for alias in aliases)

    @field_validator("born")
    @classmethod
    def _born(cls, born: str | None) -> str | None:
        if born is not None:
            parse(born)
        return born

    @property
    def other_names(self) -> tuple[str, ...]:
        """All that it goes by besides its name."""
        return tuple(dict.fromkeys((*self.aliases, *(typed.name for typed in self.names))))

    @property
    def key(self) -> str | None:
        """The id that tells this entity from others of its name: its own, else the first of its outside ids."""
        if self.id or not self.ids:
            return self.id
        scheme = min(self.ids)
        return f"{scheme}:{self.ids[scheme]}"


@lru_cache(maxsize=16384)
def named_id(name: str, type: str) -> str:
    """The id of an entity that is known by its name only: a readable part, and a digest of type and name.

    It depends on nothing else, so that every load, in any order, gives the same id.
    """
    return _readable(name, type, f"{type}\0{name}")


def local_id(name: str, type: str, article: str) -> str:
    """The id of an entity that only one article knows by that name: a first name leads to nobody elsewhere."""
    return _readable(name, type, f"{type}\0{name}\0{article}", digits=12)


def mention_id(name: str, type: str, article: str, given: str) -> str:
    """The id of an entity that is one mention alone, told from all of its name by hand.

    `article` is Article.id: it is the same in every version; `given` the id that the writer gave, or ''.
    """
    bare = local_id(name, type, article)
    if given in ("", bare):
        return bare
    return _readable(name, type, f"{type}\0{name}\0{article}\0{given}", digits=12)


def _readable(name: str, type: str, identity: str, digits: int = 8) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:60]
    digest = sha256(identity.encode()).hexdigest()[:digits]
    return f"{type[0]}:{slug}-{digest}" if slug else f"{type[0]}:{digest}"

"""The one table of what can be claimed: each kind's shape, what it starts, ends or marks, and its words.

A new kind is one row here and a line in docs/kinds.md (a test holds the two together). The rules that the
columns feed are in docs/semantics.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """What a mention can be resolved to."""

    PERSON = "person"
    ORGANIZATION = "organization"
    WORK = "work"


class Shape(StrEnum):
    """Which parties a claim has."""

    BOND = "bond"  # person, person
    ROLE = "role"  # person, organization
    CREDIT = "credit"  # person, work
    VITAL = "vital"  # person alone
    NAMED = "named"  # an organization or a work alone


PARTIES: dict[Shape, tuple[frozenset[EntityType], frozenset[EntityType] | None]] = {
    Shape.BOND: (frozenset({EntityType.PERSON}), frozenset({EntityType.PERSON})),
    Shape.ROLE: (frozenset({EntityType.PERSON}), frozenset({EntityType.ORGANIZATION})),
    Shape.CREDIT: (frozenset({EntityType.PERSON}), frozenset({EntityType.WORK})),
    Shape.VITAL: (frozenset({EntityType.PERSON}), None),
    Shape.NAMED: (frozenset({EntityType.ORGANIZATION, EntityType.WORK}), None),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table.

    `starts` a state of its own name; `ends` states in its own words and `also_ends` at second hand; `parts` a couple,
    whatever they are then, and begins a separation of a married one. `couple` (♥), `fades` (◌) and `directed`
    describe the state it starts. `says` and `said` are the words for a tie that holds and one that is past, read
    from party a ("→") and from party b ("←").
    """

    name: str
    shapes: tuple[Shape, ...]
    says: str
    said: str
    back: str = ""
    was: str = ""
    starts: bool = False
    ends: tuple[str, ...] = ()
    also_ends: tuple[str, ...] = ()
    parts: bool = False
    couple: bool = False
    fades: bool = False
    directed: bool = False
    details: tuple[str, ...] | None = ()  # None: any word; (): none allowed
    wikidata: str | None = None
    followthemoney: str | None = None
    schema_org: str | None = None


_BOND, _ROLE, _CREDIT = (Shape.BOND,), (Shape.ROLE,), (Shape.CREDIT,)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("marriage", _BOND, "married to", "was married to", starts=True, couple=True,
             also_ends=("engagement", "dating", "affair", "separation"),
             wikidata="P26", followthemoney="Family:spouse", schema_org="spouse"),
        Kind("separation", _BOND, "separated from", "was separated from", starts=True, couple=True),
        Kind("reconciliation", _BOND, "made up with", "made up with", ends=("separation",)),
        Kind("reconciliation_attempt", _BOND, "tried again with", "tried again with"),
        Kind("divorce_filing", _BOND, "filed for divorce from", "filed for divorce from", directed=True),
        Kind("divorce", _BOND, "divorced from", "divorced from", ends=("marriage",), also_ends=("separation",)),
        Kind("annulment", _BOND, "marriage annulled with", "marriage annulled with", ends=("marriage",),
             also_ends=("separation",)),
        Kind("marriage_end", _BOND, "no longer married to", "no longer married to", ends=("marriage",),
             also_ends=("separation",), details=("death",)),
        Kind("engagement", _BOND, "engaged to", "was engaged to", starts=True, couple=True, fades=True),
        Kind("engagement_end", _BOND, "no longer engaged to", "no longer engaged to", ends=("engagement",)),
        Kind("dating", _BOND, "dating", "dated", starts=True, couple=True, fades=True,
             wikidata="P451", schema_org="knows"),
        Kind("breakup", _BOND, "broke up with", "broke up with", parts=True),
        Kind("affair", _BOND, "having an affair with", "had an affair with", starts=True, couple=True, fades=True),
        Kind("affair_end", _BOND, "no longer having an affair with", "ended an affair with", ends=("affair",)),
        Kind("parenthood", _BOND, "parent of", "parent of", back="child of", was="child of", starts=True,
             directed=True, details=("birth", "adoption", "step", "foster"),
             wikidata="P40", followthemoney="Family:parent", schema_org="children"),
        Kind("siblinghood", _BOND, "sibling of", "sibling of", starts=True, details=("half", "step", "twin"),
             wikidata="P3373", followthemoney="Family:sibling", schema_org="sibling"),
        Kind("kinship", _BOND, "kin of", "kin of", starts=True, details=None,
             wikidata="P1038", followthemoney="Family", schema_org="relatedTo"),
        Kind("friendship", _BOND, "friend of", "was a friend of", starts=True, fades=True,
             followthemoney="Associate", schema_org="knows"),
        Kind("friendship_end", _BOND, "no longer a friend of", "ended a friendship with", ends=("friendship",)),
        Kind("feud", _BOND, "feuding with", "feuded with", starts=True, fades=True),
        Kind("feud_end", _BOND, "no longer feuding with", "ended a feud with", ends=("feud",)),
        Kind("founding", _ROLE, "founder of", "founder of", back="founded by", was="founded by", starts=True,
             directed=True, wikidata="P112", followthemoney="Ownership", schema_org="founder"),
        Kind("membership", _ROLE, "member of", "was a member of", back="has member", was="had member", starts=True,
             directed=True, wikidata="P463", followthemoney="Membership", schema_org="memberOf"),
        Kind("membership_end", _ROLE, "no longer a member of", "left", ends=("membership",), directed=True),
        Kind("attendance", (Shape.ROLE, Shape.CREDIT), "attended", "attended", back="attended by",
             was="attended by", directed=True, schema_org="attendee"),
        Kind("performance", _CREDIT, "performs in", "performed in", back="with", was="with", starts=True,
             directed=True, details=None, wikidata="P161", schema_org="actor"),
        Kind("direction", _CREDIT, "director of", "directed", back="directed by", was="directed by", starts=True,
             directed=True, wikidata="P57", schema_org="director"),
        Kind("creation", _CREDIT, "creator of", "created", back="created by", was="created by", starts=True,
             directed=True, wikidata="P170", schema_org="creator"),
        Kind("birth", (Shape.VITAL,), "born", "born", wikidata="P569", schema_org="birthDate"),
        Kind("death", (Shape.VITAL,), "died", "died",
             also_ends=("marriage", "separation", "engagement", "dating", "affair", "membership"),
             wikidata="P570", schema_org="deathDate"),
        Kind("mention", (Shape.NAMED,), "mentioned", "mentioned"),
    )
}  # fmt: skip

STATES: dict[str, Kind] = {name: kind for name, kind in KINDS.items() if kind.starts}

COUPLE_STATES: frozenset[str] = frozenset(name for name, kind in STATES.items() if kind.couple)

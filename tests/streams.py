"""Random streams of events, for the laws of the read model: few names, few days, so that much collides."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from relgraph.articles import Article, text_digest
from relgraph.claims import Claim
from relgraph.entities import Entity, Party, TypedName, named_id
from relgraph.events import (
    ArticleAdded,
    ClaimCorrected,
    ClaimMade,
    ClaimRetracted,
    ClaimReviewed,
    EntitiesJudged,
    EntityAdded,
    Event,
    Mentioned,
)
from relgraph.kinds import KINDS, PARTIES, EntityType

NAMES = ["Ann Vale", "Bob Reed", "Cleo Hart", "Nat", "Natalie Portman"]
IDS = ["nat", "wikidata:Q1", "imdb:nm1"]
DAYS = ["2019-03-01", "2019-03-02", "2020-06-10", "2021-01-01"]
SOURCES = ["Wire", "Star Post"]
STORY = " ".join(f"word{n}" for n in range(60))
_VERDICTS = ["accepted", "accepted", "rejected", "edited", "dropped", "proposed"]
_KINDS = [
    "marriage",
    "marriage",
    "divorce",
    "dating",
    "breakup",
    "separation",
    "parenthood",
    "membership",
    "death",
]


@st.composite
def article(draw: st.DrawFn, number: int) -> Article:
    """An article with a text of its own, or one that many print, some with a word changed."""
    story = draw(st.sampled_from([None, STORY, STORY, STORY.replace("word7", "other"), "a word or two"]))
    text = story or f"story number {number}"
    return Article(
        source=draw(st.sampled_from(SOURCES)),
        published=draw(st.sampled_from(DAYS)),
        url=f"https://example.org/{draw(st.sampled_from([number, number, 0]))}",  # 0: maybe a version of another
        text=text,
        digest=text_digest(text),
    )


@st.composite
def party(draw: st.DrawFn, type: EntityType) -> Party:
    """A name, now and then with an id."""
    if type is not EntityType.PERSON:
        return Party(name=draw(st.sampled_from(["Angel City", "Acme"])), type=type)
    id = draw(st.sampled_from([None] * 5 + IDS))
    return Party(name=draw(st.sampled_from(NAMES)), type=type, id=id)


@st.composite
def claim(draw: st.DrawFn) -> Claim:
    """A claim that passes the gate."""
    kind = draw(st.sampled_from(_KINDS))
    first, second = PARTIES[KINDS[kind].shapes[0]]
    a = draw(party(min(first)))
    b = draw(party(min(second))) if second else None
    if b and (a.name, a.id) == (b.name, b.id):
        b = Party(name=a.name + " Jr.", type=b.type)
    chain: list[dict[str, Any]] = draw(
        st.sampled_from(
            [[], [], [{"agent": "Us Weekly", "role": "outlet"}], [{"agent": "a friend", "role": "anonymous"}]]
        )
    )
    return Claim.model_validate(
        {
            "kind": kind,
            "a": a.model_dump(),
            "b": b and b.model_dump(),
            "when": draw(st.sampled_from([None, "2010", "2015-05", "2012/2018", "2018-06-01", "/"])),
            "stance": draw(
                st.sampled_from(["reported", "reported", "reported", "alleged", "denied", "confirmed"])
            ),
            "attribution": chain,
            "evidence": [{"quote": "word", "start": 0, "end": 4}],
            "hypothetical": draw(st.sampled_from([False] * 9 + [True])),
        }
    )


@st.composite
def entity(draw: st.DrawFn) -> Entity:
    """What somebody knows of a person."""
    ids = draw(
        st.sampled_from([{}, {}, {"wikidata": "Q1"}, {"wikidata": "Q1", "imdb": "nm1"}, {"imdb": "nm1"}])
    )
    return Entity(
        name=draw(st.sampled_from(NAMES)),
        type=EntityType.PERSON,
        id=draw(st.sampled_from([None, None, None, "nat", "nat2"])),
        aliases=draw(st.sampled_from([(), (), ("Nat",), ("Ann Vale",), ("Natalie Portman", "Nat")])),
        names=draw(
            st.sampled_from([(), (), (TypedName(name="Cleo Hart", kind="married", when="2012/2018"),)])
        ),
        ids=ids,
        born=draw(st.sampled_from([None, "1981-06-09"])),
    )


@st.composite
def judgement(
    draw: st.DrawFn, entities: list[str], articles: list[str], at: str, judgements: list[str]
) -> EntitiesJudged:
    """A judgement of entities, or of mentions, or one that takes a judgement back."""
    sides: dict[str, Any] = {}
    for side in ("a", "b"):
        sides[side] = draw(st.sampled_from(entities))
        if draw(st.sampled_from([False, False, True])):
            mention = Mentioned(
                article=draw(st.sampled_from(articles)),
                name=draw(st.sampled_from(NAMES)),
                type=EntityType.PERSON,
                given=draw(st.sampled_from([None, None, *IDS])),
            )
            sides |= {side: mention.entity, f"{side}_in": mention}
    return EntitiesJudged(
        **sides,
        judgement=draw(st.sampled_from(["same", "same", "different", "unsure"])),
        by="me",
        at=at,
        undoes=draw(st.sampled_from([None, None, *judgements])),
    )


@st.composite
def events(draw: st.DrawFn, most: int = 14) -> list[Event]:
    """A stream of distinct events: what an article says comes after it, all else in any order."""
    made: list[Event] = []
    versions = [a for n in range(draw(st.integers(1, 4))) for a in [draw(article(n))]]
    made += (ArticleAdded(article=a) for a in versions)
    claims: list[str] = []
    entities = [*IDS, "nat2", *(named_id(name, EntityType.PERSON) for name in NAMES)]
    judgements: list[str] = []
    for _ in range(draw(st.integers(1, most))):
        what = draw(
            st.sampled_from(
                ["claim"] * 6 + ["entity"] * 2 + ["correct", "retract", "review", "review", "judge"]
            )
        )
        version = draw(st.sampled_from(versions)).version
        day = draw(st.sampled_from(DAYS))
        target = draw(st.sampled_from(claims or ["0" * 32]))
        event: Event
        if what == "claim":
            event = ClaimMade(
                version=version, claim=draw(claim()), extractor=draw(st.sampled_from([None, "rules"]))
            )
            claims.append(event.id)
        elif what == "entity":
            event = EntityAdded(version=version, entity=draw(entity()))
        elif what == "correct":
            by = draw(st.sampled_from([None, None, "me"]))
            event = ClaimCorrected(corrects=target, claim=draw(claim()), published=day, why="wrong", by=by)
            claims.append(event.id)
        elif what == "retract" and draw(st.booleans()):
            event = ClaimRetracted(article=draw(st.sampled_from(versions)).id, published=day, why="wrong")
        elif what == "retract":
            event = ClaimRetracted(claim=target, published=day, why="wrong")
        elif what == "review":
            said = {"claim": target, "verdict": draw(st.sampled_from(_VERDICTS)), "at": f"{day}T10:00:00Z"}
            event = ClaimReviewed.model_validate({**said, "by": "me"})
        else:
            event = draw(judgement(entities, [a.id for a in versions], f"{day}T11:00:00Z", judgements))
            judgements.append(event.id)
        made.append(event)
    return list({event.id: event for event in made}.values())

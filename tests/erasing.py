"""What tests of erasing share: a story about somebody who asks to be forgotten, and a search for any byte of it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from relgraph.claims import Claim, Evidence
from relgraph.entities import Party
from relgraph.events import ClaimCorrected, ClaimMade, ClaimReviewed, EntitiesJudged, Event
from relgraph.ingest import Store, open_store
from relgraph.kinds import EntityType
from relgraph.names import folded
from tests.shell import Doc, doc, says, tell

NAME = "Zoë Quark"
QUOTE = "an otter in the boathouse saw Ann Vale and Zoë Quark"
ADDRESS = "https://star.example/zoe-quark-and-the-otter"
INSIDER = [{"agent": "Us Monthly", "role": "outlet"}, {"agent": "an insider", "role": "anonymous"}]

RUMOUR: Doc = {
    "source": "Star", "published": "2017-01-05", "url": ADDRESS, "title": "Zoë Quark?",
    "text": f"Ann Vale wed Bob Reed in 2012. Says who: {QUOTE}. Quark, a waitress in Leeds, said nothing. Bob left Quark out.",
    "entities": [{"name": NAME, "type": "person", "aliases": ["Zoë Quark-Holm"], "ids": {"wikidata": "Q99887766"}}],
    "claims": [
        {"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "when": "2012", "quote": "Ann Vale wed Bob Reed in 2012"},
        {"kind": "affair", "a": "Ann Vale", "b": NAME, "stance": "alleged", "attribution": INSIDER, "quote": QUOTE},
        {"kind": "friendship", "a": "Ann Vale", "b": "Bob Reed", "stance": "denied", "quote": "Bob left Quark out"},
    ],
}  # fmt: skip
OTHERS: list[Doc] = [
    doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed", "2012-08-04"), source="Wire", url="https://w.example/1"),
    {"source": "Post", "published": "2018-01-01", "title": "Wed again", "text": "Cy Hart wed Di Lund. ZOE QUARK was there.",
     "claims": [{"kind": "marriage", "a": "Cy Hart", "b": "Di Lund", "quote": "Cy Hart wed Di Lund."}]},
    {"source": "Post", "published": "2018-02-01", "text": "Cy Hart is a friend of Di Lund, says Zoë Quark.",
     "claims": [{"kind": "friendship", "a": "Cy Hart", "b": "Di Lund", "quote": "Cy Hart is a friend of Di Lund, says Zoë Quark.",
                 "attribution": [{"agent": NAME, "role": "named_third_party"}]}]},
    doc("2018-03-01", says("creation", "Cy Hart", {"name": "The Zoe Quark Story", "type": "work"}, "2017"),
        says("direction", "Cy Hart", {"name": "The Fall", "type": "work"}, "2017"), source="Post"),
    doc("2018-04-01", says("friendship", "Cy Hart", "Zoë Quark Jr.", "2017"), source="Post"),
]  # fmt: skip
STORY: list[Doc] = [OTHERS[0], RUMOUR, *OTHERS[1:-1]]
"""All but the one who is called Jr., in whose name hers is."""


def person(name: str, id: str | None = None) -> Party:
    return Party(name=name, type=EntityType.PERSON, id=id)


def second_thoughts(store: Store) -> list[Event]:
    """What was said later: of a claim about her, that it was about somebody else; and the other way round."""
    query = "SELECT version FROM article WHERE url = 'https://w.example/1'"
    (version,) = store.connection.execute(query).fetchone()
    evidence = (Evidence(quote="marriage of Ann Vale", start=19, end=39),)
    dated = [
        ClaimMade(version=version, claim=Claim(kind="dating", a=person("Ann Vale"), b=person(name), when="2010", evidence=evidence))
        for name in (NAME, "Eve Moss")
    ]  # fmt: skip
    swapped = [
        ClaimCorrected(corrects=was.id, claim=now.claim.model_copy(update={"when": "2011"}), published="2014-01-01",
                       why=f"it was not {was.claim.b and was.claim.b.name}")
        for was, now in (dated, dated[::-1])
    ]  # fmt: skip
    return [
        *dated,
        *swapped,
        ClaimReviewed(claim=dated[0].id, verdict="accepted", by=NAME, at="2015-01-01T10:00:00Z"),
        EntitiesJudged(
            a="wikidata:Q99887766", b="p:somebody", judgement="unsure", by="me", at="2015-01-01T10:00:00Z"
        ),
    ]


def told(db: Path) -> Path:
    """A file that was told the whole story."""
    tell(db, *STORY)
    with open_store(db, create=False) as store:
        store.log.append([event.entry() for event in second_thoughts(store)])
    return db


def forms(text: str) -> set[str]:
    """A text in the ways in which it could stand somewhere."""
    words = folded(text).split()
    plain = {
        text,
        unicodedata.normalize("NFD", text),
        folded(text),
        "-".join(words),
        "".join(words),
        quote(text),
    }
    return plain | {json.dumps(one)[1:-1] for one in plain} | {one.upper() for one in plain}


SOUGHT = sorted(
    {
        form
        for text in (NAME, "Quark-Holm", "Q99887766", QUOTE, ADDRESS, "waitress in Leeds")
        for form in forms(text)
    }
)


def left(folder: Path, sought: Iterable[str] = SOUGHT, but: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Each file of a folder in which one of the texts is left, in any coding, and the text."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in but:
            content = path.read_bytes().lower()
            for text in sought:
                codings = (text.lower().encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "utf-7")
                           if coding != "latin-1" or all(ord(c) < 256 for c in text))  # fmt: skip
                if any(coded in content for coded in codings):
                    found.append((path.name, text))
    return found

"""Made-up data: tables of marriages, weddings as events, and what is said of a famous pair."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from relgraph.articles import Article, text_digest
from relgraph.claims import Agent, Claim, Evidence, Role, Stance
from relgraph.dates import parse
from relgraph.documents import ArticleDocument
from relgraph.entities import Party
from relgraph.events import ArticleAdded, ClaimMade
from relgraph.fold import Said
from relgraph.kinds import EntityType
from relgraph.log import NewEvent

# ---- tables

HEAD = "subject\trelation\tobject\tstart\tend\tend_cause\tsource\n"


def marriages(path: Path, rows: int) -> None:
    """Write a table of marriages among a fifth as many people, dated as those of Wikidata are.

    Of 100 rows 12 have no start, 53 a year, 34 a day; 66 have an end, 70 of 100 ends a year; 24 say what ended it.
    """
    r = random.Random(1)
    people = range(rows // 5)
    with path.open("w") as out:
        out.write(HEAD)
        for _ in range(rows):
            a, b = r.sample(people, 2)
            year = r.randint(1930, 2020)
            start = _date(r, year) if r.random() < 0.88 else ""
            end, cause = "", ""
            if r.random() < 0.66:
                end = _date(r, year + r.randint(1, 40))
                cause = r.choices(("", "divorce", "death of subject"), (63, 27, 10))[0]
            out.write(f"Person {a}\tspouse\tPerson {b}\t{start}\t{end}\t{cause}\t\n")


def namesakes(path: Path, people: int) -> None:
    """Write a table of marriages among so many people whose first and last names are now and then the same.

    Names are made of syllables; the n-th most common one is borne by about 1/n of those who bear the first.
    """
    r = random.Random(5)
    starts, ends = (
        "ba ce di fo gu ha je ki lo mu na pe ri so tu va we zo".split(),
        "nn rt lla ld sk ya m r".split(),
    )

    def made(number: int, most: int) -> tuple[list[str], list[float]]:
        names = sorted(
            {
                "".join((*r.choices(starts, k=r.randint(1, most)), r.choice(ends))).title()
                for _ in range(number)
            }
        )
        r.shuffle(names)
        return names, [1 / (rank + 5) for rank in range(len(names))]

    firsts, lasts = made(2_000, 2), made(60_000, 3)
    given, family = r.choices(*firsts, k=people), r.choices(*lasts, k=people)
    with path.open("w") as out:
        out.write(HEAD)
        for n in range(0, people - 1, 2):
            out.write(
                f"{given[n]} {family[n]}\tspouse\t{given[n + 1]} {family[n + 1]}\t{1950 + n % 70}\t\t\t\n"
            )


def _date(r: random.Random, year: int) -> str:
    day = date(year, 1, 1) + timedelta(r.randrange(365))
    return f"{day}"[: r.choices((4, 7, 10), (62, 2, 36))[0]]


# ---- weddings, as events

_REGISTER = ArticleAdded(article=Article(source="Wire", published="2020-01-01", digest=text_digest("made")))


def register() -> NewEvent:
    """The article that tells of all weddings."""
    return _REGISTER.entry()


def weddings(number: int) -> list[NewEvent]:
    """So many weddings, each of two people who are new."""
    return [_wedding(n).entry() for n in range(number)]


def _wedding(n: int) -> ClaimMade:
    a, b = _person(f"Ann {n}"), _person(f"Bob {n}")
    quote = f"{a.name} wed {b.name}"
    evidence = (Evidence(quote=quote, start=0, end=len(quote)),)
    claim = Claim(kind="marriage", a=a, b=b, when="2019-05-05", evidence=evidence)
    return ClaimMade(version=_REGISTER.id, claim=claim)


def _person(name: str) -> Party:
    return Party(name=name, type=EntityType.PERSON)


# ---- a famous pair

SOURCES, YEARS = 200, 20
_FIRST = date(2001, 7, 1)

MIX = (
    ("marriage", None, "reported", 40),
    ("marriage", "2001-06-09", "reported", 12),
    ("marriage", "2001", "reported", 6),
    ("marriage", "2001-06", "confirmed", 2),
    ("separation", None, "alleged", 6),
    ("separation", None, "denied", 4),
    ("separation", "2009-02", "reported", 4),
    ("reconciliation", "2010", "reported", 3),
    ("dating", "1999-03", "reported", 4),
    ("engagement", "2000-12-24", "reported", 3),
    ("affair", None, "alleged", 2),
    ("divorce", "2014-05-05", "reported", 3),
)
"""What papers say of a famous pair: kind, when, stance, how often in 89 claims."""

_HOSTILE = (
    *["marriage"] * 8, *["dating"] * 4, *["separation"] * 3,
    "reconciliation", "breakup", "engagement", "affair", "divorce",
)  # fmt: skip


class Telling(NamedTuple):
    """What one article says of the pair."""

    day: date
    source: int
    kind: str
    when: str | None
    stance: str


def famous(number: int) -> Iterator[Telling]:
    """So many claims of MIX. What would be told before it happened is "her husband"; after 2014 that is "divorced"."""
    r = random.Random(1)
    for _ in range(number):
        kind, when, stance, _often = r.choices(MIX, [often for *_, often in MIX])[0]
        day = _FIRST + timedelta(r.randrange(365 * YEARS))
        if kind == "marriage" and when is None and day.year > 2014:
            kind, when = "divorce", "2014-05"
        if when and when > f"{day}":
            kind, when, stance = "marriage", None, "reported"
        yield Telling(day, r.randrange(SOURCES), kind, when, stance)


def hostile(number: int) -> Iterator[Telling]:
    """So many claims of kinds and dates at random: nothing that is said fits what was said before."""
    r = random.Random(1)
    for _ in range(number):
        day = _FIRST + timedelta(r.randrange(365 * YEARS))
        when = f"{day - timedelta(r.randrange(900))}"[: r.choice((4, 7, 10))] if r.random() < 0.5 else None
        stance = r.choice(("reported",) * 7 + ("confirmed", "alleged", "alleged", "denied"))
        yield Telling(day, r.randrange(SOURCES), r.choice(_HOSTILE), when, stance)


def said(told: Sequence[Telling]) -> list[Said]:
    """The claims as the fold sees them."""
    return [
        Said(
            position, kind, 1, 2, parse(when) if when else None, stance, day.toordinal(),
            f"paper {source}", _role(stance),
        )
        for position, (day, source, kind, when, stance) in enumerate(told, start=1)
    ]  # fmt: skip


def documents(told: Sequence[Telling], a: str, b: str, seed: int = 0) -> Iterator[ArticleDocument]:
    """The claims as articles, each with a text of its own; another `seed` makes other articles."""
    r = random.Random(seed)
    for telling in told:
        quote = f"{a} and {b}: {telling.kind}, {telling.when or 'no date'}, {telling.stance}."
        text = f"{' '.join(f'word{r.randrange(2000)}' for _ in range(60))}\n{quote}\n"
        start = text.index(quote)
        claim = Claim(
            kind=telling.kind, a=_person(a), b=_person(b), when=telling.when, stance=Stance(telling.stance),
            attribution=(Agent(agent="an insider", role=Role.ANONYMOUS),) if telling.stance == "alleged" else (),
            evidence=(Evidence(quote=quote, start=start, end=start + len(quote)),),
        )  # fmt: skip
        article = Article(
            source=f"Paper {telling.source}", published=f"{telling.day}", text=text, digest=text_digest(text)
        )
        yield ArticleDocument(article, (), (claim,), "made", 1, (1,))


def _role(stance: str) -> str:
    return "anonymous" if stance == "alleged" else "outlet"

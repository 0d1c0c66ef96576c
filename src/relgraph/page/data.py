"""What a page is made of, read from the read model: entities, ties with their versions, claims, articles.

Days are ordinals. Whoever is withheld has another name here and another id, and is named in no text: nothing after
this module knows who it was.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from relgraph.dates import Day, day_of, parse
from relgraph.page.effects import Effects, effects
from relgraph.page.selection import Pair, Selection
from relgraph.privacy import NOBODY, Redactor, Shown, id_of, names_of, withheld
from relgraph.queries.amended import amendment
from relgraph.queries.told import Told, told
from relgraph.readmodel.reading import said_of_pair

VERSION = (
    "known_from", "known_to", "standing", "roots", "against",
    "first", "said_from", "sure_from", "sure_to", "said_to", "last",
    "start_earliest", "start_latest", "start_text", "start_approximate",
    "end_earliest", "end_latest", "end_text", "end_approximate", "end_standing",
    "ended_by", "alleged_end", "void", "unreviewed", "last_published",
)  # fmt: skip
"""The columns of a version, in the order of its row."""


class Entity(NamedTuple):
    """An entity of the page. `withheld`: it is not named. `beyond`: so many of its ties are not on the page."""

    id: str
    name: str
    type: str
    aliases: list[str]
    born: str | None
    known_from: Day
    withheld: bool
    beyond: int


class PageTie(NamedTuple):
    """An episode of a state of two entities (by their place on the page), with its versions as rows of VERSION.

    `effects_from`: before that knowledge date the page does not have what the claims of the two did.
    """

    a: int
    b: int
    kind: str
    episode: int
    effects_from: Day | None
    versions: list[list[Any]]


class PageEffect(NamedTuple):
    """An Effect; `far`, of a claim on one party: the place of the other one of the pair."""

    known_from: Day
    known_to: Day
    what: str
    kind: str
    episode: int
    far: int | None


class PageClaim(NamedTuple):
    """A claim. `parties` are places on the page, `article` the place of its article; the chain is outermost first.

    `days` are its start and its end: first and last day, whether it is approximate, and as written. `why` is the
    reason for which it was withdrawn or replaced.
    """

    kind: str
    parties: list[int]
    when: str | None
    days: list[list[Any] | None]
    stance: str
    quotes: list[str]
    published: Day
    article: int
    chain: list[tuple[str, str]]
    root: str
    role: str
    hypothetical: bool
    unreviewed: bool
    rejected: bool
    withdrawn: Day | None
    replaced: Day | None
    why: str | None
    detail: str | None
    effects: list[PageEffect]


class PageArticle(NamedTuple):
    """An article. `url` is one that a browser may open, else None."""

    source: str
    title: str | None
    url: str | None
    published: Day


@dataclass(frozen=True, slots=True)
class Payload:
    """All that the page knows. `redactor` cuts withheld names out of what else is written on it."""

    today: Day
    entities: list[Entity]
    ties: list[PageTie]
    claims: list[PageClaim]
    articles: list[PageArticle]
    entities_left: int
    ties_left: int
    redactor: Redactor


def payload(db: sqlite3.Connection, selection: Selection, today: Day, shown: Shown = NOBODY) -> Payload:
    """Read what was selected, as known up to the day on which the page is made; whoever is `shown` is named too."""
    here = {no: place for place, no in enumerate(selection.entities)}
    claims = _claims(db, selection, today)
    hidden = withheld(db, {*here, *_mentioned(db, claims.values())}, today, shown=shown)
    redactor = _redactor(db, here, hidden)
    did = _effects(db, selection.pairs, today)
    ties = _ties(db, selection, here, did, today)
    entities = [
        _entity(db, no, hidden.get(no), redactor, selection.beyond.get(no, 0)) for no in selection.entities
    ]
    articles = _Articles(redactor)
    numbers = {entity_id: here[no] for no, entity_id in _ids(db, here).items()}
    done = _done(did, claims, here, numbers)
    page_claims = [
        _claim(db, claim, numbers, articles, redactor, done.get(claim.position, []), today)
        for claim in sorted(claims.values(), key=lambda claim: (claim.published, claim.position))
    ]
    return Payload(
        today,
        entities,
        ties,
        page_claims,
        articles.found,
        selection.entities_left,
        selection.ties_left,
        redactor,
    )


# ---- entities


def _ids(db: sqlite3.Connection, here: Iterable[int]) -> dict[int, str]:
    rows = db.execute(
        "SELECT no, entity.id FROM json_each(?) JOIN entity ON no = value", (json.dumps(list(here)),)
    )
    return dict(rows.fetchall())


def _entity(db: sqlite3.Connection, no: int, called: str | None, redactor: Redactor, beyond: int) -> Entity:
    query = "SELECT id, name, type, born, known_from FROM entity WHERE no = ?"
    id, name, type, born, known_from = db.execute(query, (no,)).fetchone()
    if called:
        return Entity(id_of(no), called, type, [], None, known_from, True, 0)
    aliases = sorted({redactor.text(alias) for alias in names_of(db, [no]).get(no, []) if alias != name})
    return Entity(id, redactor.text(name), type, aliases, born, known_from, False, beyond)


def _mentioned(db: sqlite3.Connection, claims: Iterable[Told]) -> set[int]:
    """Everybody who is a party of anything in these articles: a quote may name them."""
    versions = json.dumps(sorted({claim.article.version for claim in claims}))
    query = """
        SELECT DISTINCT canonical FROM article
        JOIN mention ON mention.article = article.no JOIN entity ON entity.no = mention.entity
        WHERE version IN (SELECT value FROM json_each(?))"""
    return {no for (no,) in db.execute(query, (versions,))}


def _redactor(db: sqlite3.Connection, here: Iterable[int], hidden: Mapping[int, str]) -> Redactor:
    named = names_of(db, [no for no in here if no not in hidden])
    return Redactor(names_of(db, hidden), hidden, (name for names in named.values() for name in names))


# ---- ties


def _ties(
    db: sqlite3.Connection,
    selection: Selection,
    here: Mapping[int, int],
    did: Mapping[Pair, Effects],
    today: Day,
) -> list[PageTie]:
    query = f"""
        SELECT a, b, kind, episode, {", ".join(VERSION)} FROM json_each(:pairs)
        CROSS JOIN version ON a = json_extract(value, '$[0]') AND +b = json_extract(value, '$[1]')
        WHERE known_from <= :today AND kind IN (SELECT value FROM json_each(:kinds))
        ORDER BY a, b, kind, episode, known_from"""
    asked = {"pairs": json.dumps(selection.pairs), "kinds": json.dumps(selection.kinds), "today": today}
    found: dict[tuple[int, int, str, int], PageTie] = {}
    for a, b, kind, episode, *row in db.execute(query, asked):
        since = did[min(a, b), max(a, b)].since
        tie = found.setdefault((a, b, kind, episode), PageTie(here[a], here[b], kind, episode, since, []))
        tie.versions.append(_version(row))
    return list(found.values())


def _version(row: list[Any]) -> list[Any]:
    """A row with its alleged end as a list: earliest, latest, text, approximate, standing, by."""
    place = VERSION.index("alleged_end")
    if row[place] is not None:
        end = json.loads(row[place])
        days = [None if end[side] is None else day_of(str(end[side])) for side in ("earliest", "latest")]
        row[place] = [*days, end["text"], bool(end["approximate"]), end["standing"], end["by"]]
    return row


def _effects(db: sqlite3.Connection, pairs: Sequence[Pair], today: Day) -> dict[Pair, Effects]:
    """What the claims of each pair did; of a pair the smaller number is first."""
    couples = sorted({(min(pair), max(pair)) for pair in pairs})
    return {(one, other): effects(said_of_pair(db, one, other), today) for one, other in couples}


def _done(
    did: Mapping[Pair, Effects],
    claims: Mapping[int, Told],
    here: Mapping[int, int],
    numbers: Mapping[str, int],
) -> dict[int, list[PageEffect]]:
    """The effects of each claim; those of a death with the place of the one whose tie it ended."""
    found: dict[int, list[PageEffect]] = {}
    for pair, of_pair in did.items():
        for position, some in of_pair.done.items():
            parties = {numbers[party.id] for party in claims[position].parties}
            far = next((here[no] for no in pair if here[no] not in parties), None)
            found.setdefault(position, []).extend(PageEffect(*effect, far) for effect in some)
    return found


# ---- claims and articles


def _claims(db: sqlite3.Connection, selection: Selection, today: Day) -> dict[int, Told]:
    """What was told of the pairs, and the births and deaths of the entities."""
    of_pairs = """
        SELECT position FROM json_each(:pairs) CROSS JOIN claim
        ON one = min(json_extract(value, '$[0]'), json_extract(value, '$[1]'))
        AND other = max(json_extract(value, '$[0]'), json_extract(value, '$[1]'))
        WHERE published <= :today"""
    alone = """
        SELECT position FROM json_each(:nos) CROSS JOIN claim ON one = value
        WHERE other IS NULL AND kind <> 'mention' AND published <= :today"""
    given = {"pairs": json.dumps(selection.pairs), "nos": json.dumps(selection.entities), "today": today}
    positions = db.execute(f"{of_pairs} UNION {alone}", given).fetchall()
    return told(db, (position for (position,) in positions))


class _Articles:
    """The articles of the claims, each once."""

    def __init__(self, redactor: Redactor) -> None:
        self.found: list[PageArticle] = []
        self._redactor = redactor
        self._places: dict[str, int] = {}

    def place(self, claim: Told) -> int:
        """The place of a claim's article."""
        article = claim.article
        if article.version not in self._places:
            self._places[article.version] = len(self.found)
            title = None if article.title is None else self._redactor.text(article.title)
            self.found.append(
                PageArticle(
                    self._redactor.text(article.source), title, self._safe(article.url), article.published
                )
            )
        return self._places[article.version]

    def _safe(self, url: str | None) -> str | None:
        """An address of the web, if all of it can be seen and it names nobody who is withheld."""
        if url is None or not url.lower().startswith(("http://", "https://")):
            return None
        plain = url.isascii() and url.isprintable() and not any(c in url for c in ' "<>\\^`{|}')
        return url if plain and not self._redactor.names(url) else None


def _claim(
    db: sqlite3.Connection, claim: Told, numbers: Mapping[str, int], articles: _Articles, redactor: Redactor,
    did: list[PageEffect], today: Day,
) -> PageClaim:  # fmt: skip
    amended = amendment(db, claim, today)
    edited = (
        amended is not None and amended.by is not None
    )  # it was misread, which is nothing that its outlet did
    return PageClaim(
        kind=claim.kind,
        parties=[numbers[party.id] for party in claim.parties],
        when=claim.when,
        days=_days(claim.when),
        stance=claim.stance,
        quotes=[redactor.text(quote.text) for quote in claim.quotes],
        published=claim.published,
        article=articles.place(claim),
        chain=[(redactor.text(agent.name), agent.role) for agent in claim.attribution],
        root=redactor.text(claim.root),
        role=claim.role,
        hypothetical=claim.hypothetical,
        unreviewed=claim.unreviewed,
        rejected=claim.rejected or edited,
        withdrawn=None if edited else claim.withdrawn,
        replaced=None if edited else claim.replaced,
        why=redactor.text(amended.why) if amended and amended.why and not edited else None,
        detail=redactor.text(claim.detail) if claim.detail else None,
        effects=did,
    )


def _days(when: str | None) -> list[list[Any] | None]:
    """The first and last possible day of a claim's start and end, each with whether it is approximate."""
    if when is None:
        return [None, None]
    that = parse(when)
    return [edge and [edge.first, edge.last, edge.approximate, edge.text] for edge in (that.start, that.end)]

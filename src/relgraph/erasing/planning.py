"""Which records go if something is erased, and what stands in the place of those of which a part is others'."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from relgraph.erasing import judged, leaving
from relgraph.erasing.masking import ERASED, Mask, words_of
from relgraph.erasing.target import Target, others
from relgraph.events import EVENT
from relgraph.ingest import Store
from relgraph.log.gone import placed_in
from relgraph.log.packing import unpack
from relgraph.log.protocol import ERASURE, REPLACEMENT
from relgraph.names import folded

Body = dict[str, Any]


@dataclass(slots=True)
class Plan:
    """What an erasure does to a log that ends at `head`.

    `gone` are the positions whose content goes with nothing left of it, `left` what stands in the place of others.
    Of these, `claims` are the claims that go, `judged` the judgements that go, `cut` the claims of others with words
    cut out; `articles` (numbers) go, `stripped` lose their text. `alike` are articles that only name somebody of the
    same name and stay as they are.
    """

    target: Target
    head: int
    gone: set[int] = field(default_factory=set)
    left: dict[int, str] = field(default_factory=dict)
    claims: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    judged: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    stripped: set[int] = field(default_factory=set)
    alike: set[int] = field(default_factory=set)

    @property
    def positions(self) -> list[int]:
        """All records whose content goes, in order."""
        return sorted(self.gone | self.left.keys())


def plan(store: Store, target: Target) -> Plan:
    """Work out what goes. Reads the whole log once; memory grows with what is concerned."""
    return _Planner(store, target).work_out()


class _Cut(NamedTuple):
    """What is cut out of an article, and the single words among it, folded."""

    mask: Mask
    words: frozenset[str]


class _Planner:
    def __init__(self, store: Store, target: Target) -> None:
        self._db = store.connection
        self._log = store.log
        self._target = target
        self._plan = Plan(target, store.log.head().position)
        self._folded = frozenset(map(folded, target.names))
        self._kept = others(self._db, target)
        far = target.far | {id for id in target.ids if ":" in id}
        self._far = Mask(far, self._kept)
        self._sought = [_words(name) for name in far]
        self._names = [_words(name) for name in target.names]
        self._touched: set[int] = set()  # articles of which something goes
        self._texts: set[int] = set()  # those that lose their text whether or not it names anybody

    def work_out(self) -> Plan:
        """See `plan`."""
        self._take_targets()
        loose = self._search()
        for article in sorted(self._touched):
            self._cut_article(article)
        self._amendments()
        for position, type, body in loose:
            self._cut_loose(position, type, body)
        self._addresses()
        self._replacements()
        return self._plan

    # ---- what goes by itself

    def _take_targets(self) -> None:
        target, plan = self._target, self._plan
        mentions = {"given": json.dumps(sorted(target.mentions))}
        plan.claims |= target.claims | self._set(_CLAIMS_OF_MENTIONS, mentions)
        declared = self._set(_DECLARATIONS_OF_MENTIONS, mentions)
        plan.judged = judged.about(self._db, target)
        plan.gone |= declared | plan.judged
        self._touched |= self._articles_of(plan.claims) | self._set(_ARTICLES_OF_MENTIONS, mentions)
        self._texts |= self._touched
        for article in target.articles:
            plan.claims |= self._set("SELECT position FROM claim WHERE article = :no", {"no": article})
            plan.gone |= self._set("SELECT position FROM declaration WHERE article = :no", {"no": article})
        self._touched |= target.articles

    def _search(self) -> list[tuple[int, str, str]]:
        """Find the names in all records; returns those that belong to no article."""
        loose = []
        for position, type, body in self._hits():
            article = self._article_at(position, type)
            if article is None:
                loose.append((position, type, body))
            elif article not in self._touched:
                if self._names_a_namesake(article):
                    self._plan.alike.add(article)
                else:
                    self._touched.add(article)
        return loose

    def _hits(self) -> Iterator[tuple[int, str, str]]:
        """The records in which all words of a name stand."""
        if not self._sought:
            return
        for position, type, body in self._db.execute(_BODIES):
            plain = folded(body)
            if any(all(word in plain for word in words) for words in self._sought):
                yield position, type, body

    def _names_a_namesake(self, article: int) -> bool:
        """Whether an article speaks of somebody else by one of these names."""
        names = self._db.execute("SELECT name FROM mention WHERE article = ?", (article,))
        return any(folded(name) in self._folded for (name,) in names)

    # ---- articles

    def _cut_article(self, article: int) -> None:
        """Cut out of an article, and of what it claims and declares, what goes."""
        plan, cut = self._plan, self._cut(article)
        (position,) = self._db.execute("SELECT position FROM article WHERE no = ?", (article,)).fetchone()
        remains = 0
        for claim in sorted(self._set("SELECT position FROM claim WHERE article = :no", {"no": article})):
            remains += claim not in plan.claims and self._cut_claim(claim, cut)
        for declared in self._set("SELECT position FROM declaration WHERE article = :no", {"no": article}):
            remains += declared not in plan.gone and self._cut_declaration(declared, cut.mask)
        body = self._body(position)
        if not remains:
            plan.articles.add(article)
            plan.gone.add(position)
        elif body:
            self._strip(article, position, body, cut.mask)

    def _strip(self, article: int, position: int, body: Body, mask: Mask) -> None:
        held = body["article"]
        told = [held.get(key) or "" for key in ("text", "title", "source")]
        named = any(map(mask.holds, told)) or mask.is_in_address(held.get("url") or "")
        if named or ("text" in held and article in self._texts):
            printed = self._printed(article) if "text" in held else None
            self._leave(position, "ArticleAdded", leaving.of_article(body, mask, printed))
            self._plan.stripped.add(article)

    def _printed(self, article: int) -> str | None:
        """The version of one of those that print an article's text; None if no other one does."""
        twins = dict(self._db.execute(_TWINS, (article,)).fetchall())
        whole = [version for no, version in twins.items() if no not in self._touched]
        return str([*whole, *twins.values()][0]) if len(twins) > 1 else None

    def _cut_claim(self, position: int, cut: _Cut) -> bool:
        """Whether anything is left of a claim of others."""
        if self._is_free(position, cut):
            return True
        body = self._body(position)
        left = body and leaving.of_claim(body, cut.mask, self._folded)
        if not left:
            self._plan.claims.add(position)
            return False
        if left != body:
            self._leave(position, self._type(position), left)
            self._plan.cut.add(position)
        return True

    def _is_free(self, position: int, cut: _Cut) -> bool:
        """Whether nothing that is cut out can be in a body: a quick look, since a data set makes very many claims."""
        row = self._db.execute("SELECT body FROM body WHERE position = ?", (position,)).fetchone()
        if row is None or self._target.claims:
            return False
        plain = folded(row[0])
        return not any(word in plain for word in cut.words) and not any(
            all(word in plain for word in words) for words in self._names
        )

    def _cut_declaration(self, position: int, mask: Mask) -> bool:
        """Whether anything is left of what is declared of others."""
        body = self._body(position)
        left = body
        if body and folded(body["entity"]["name"]) not in self._folded:
            left = leaving.of_entity(body, mask)
        if not left:
            self._plan.gone.add(position)
            return False
        if left != body:
            self._leave(position, "EntityAdded", left)
        return True

    def _cut(self, article: int) -> _Cut:
        """What is cut out of an article: also single words of a name, if its text speaks of whom it names."""
        asked = {"no": article, "mentions": json.dumps(sorted(self._target.mentions))}
        has_text = self._db.execute(_HAS_TEXT, asked).fetchone()
        rest = [name for (name,) in self._db.execute(_NAMES_OF_OTHERS, asked)] if has_text else []
        whole = Mask(self._target.names, self._kept)
        words = (
            words_of(self._target.names, (name for name in rest if not whole.holds(name)))
            if has_text
            else set()
        )
        quotes = [quote for claim in self._target.claims for quote in self._quotes(claim)]
        return _Cut(Mask(self._target.names, self._kept, words, quotes), frozenset(map(folded, words)))

    def _quotes(self, claim: int) -> list[str]:
        body = self._body(claim)
        return [quote["quote"] for quote in body["claim"]["evidence"]] if body else []

    # ---- what was said of claims later

    def _amendments(self) -> None:
        """What was said later of claims that go loses its words, and stays said."""
        plan = self._plan
        ids = {self._id(position) for position in plan.claims}
        ids |= {id for (id,) in self._db.execute(_GONE_IN_ALL_VERSIONS, (json.dumps(sorted(plan.articles)),))}
        for id in ids:
            query = "SELECT position, sort FROM amendment WHERE target = ?"
            for position, sort in self._db.execute(query, (id,)).fetchall():
                if sort == "retracted" and (body := self._body(position)):
                    self._leave(position, "ClaimRetracted", leaving.of_retraction(body))
                elif sort == "corrected" and position not in plan.claims:
                    self._keep_correction(position)
        for position in sorted(plan.claims):
            body = self._body(position)
            if body and self._type(position) == "ClaimCorrected":
                plan.left.pop(position, None)
                self._leave(position, "ClaimCorrected", leaving.of_correction(body, self._far))
            else:
                plan.gone.add(position)
        self._reasons()

    def _keep_correction(self, position: int) -> None:
        """Let the claim about others that corrects one that goes stay in its article."""
        body = self._body(position)
        if body and body.get("claim"):
            (version,) = self._db.execute(_VERSION_OF_CLAIM, (position,)).fetchone()
            left = json.loads(self._plan.left.get(position, json.dumps(body)))
            self._leave(position, "ClaimCorrected", {**left, "version": version, "why": ERASED})

    def _reasons(self) -> None:
        """Cut names out of the reasons for which claims of these articles, or all of an article, were withdrawn."""
        for article in self._touched - self._plan.articles:
            mask = self._cut(article).mask
            for position in self._set(_RETRACTIONS, {"no": article}) - self._plan.left.keys():
                body = self._body(position)
                if body and mask.holds(body["why"]):
                    self._leave(position, "ClaimRetracted", {**body, "why": mask.text(body["why"])})

    # ---- what belongs to no article

    def _cut_loose(self, position: int, type: str, body: str) -> None:
        """Cut the names out of a record that belongs to no article, or let it go."""
        if position in self._plan.gone or position in self._plan.left:
            return
        told: Body = json.loads(body)
        left: Body | None = self._far.value(told)
        if type == "EntitiesJudged":
            left = judged.left_of(self._db, self._target, told, self._far)
        if told.get("claim") and type in ("ClaimMade", "ClaimCorrected"):
            left = leaving.of_claim(told, self._far, self._folded)
        if type == "EntityAdded":
            left = leaving.of_entity(told, self._far)
        if left is None:
            self._plan.gone.add(position)
            self._plan.judged |= {position} if type == "EntitiesJudged" else set()
        elif left != told:
            self._leave(position, type, left)

    def _addresses(self) -> None:
        """Cut addresses that no article has any more out of what persons gave as their reasons."""
        plan = self._plan
        nos = json.dumps(sorted(plan.articles | plan.stripped))
        gone: set[str] = set()
        kept: set[str] = set()
        for no, position, url in self._db.execute(_ADDRESSES, (nos,)).fetchall():
            left = json.loads(plan.left[position])["article"].get("url") if no in plan.stripped else url
            (gone if no in plan.articles or not left else kept).add(url)
        names = Mask(self._target.names, self._kept)
        forms = {form for url in gone - kept for form in (url, self._far.text(url), names.text(url))}
        mask = Mask(forms)
        for position, type, body in self._db.execute(_REASONS) if forms else ():
            told: Body = json.loads(plan.left.get(position, body))
            if position not in plan.gone and mask.holds(told.get("why") or ""):
                self._leave(position, type, {**told, "why": mask.text(told["why"])})

    def _replacements(self) -> None:
        """What took the place of a body goes with it."""
        plan = self._plan
        query = f"SELECT position, body FROM log JOIN body USING (position) WHERE type = '{REPLACEMENT}'"
        going = set(plan.positions)
        for position, body in self._db.execute(query):
            placed = placed_in(body)
            if placed and placed.position in going:
                plan.gone.add(position)

    # ---- the log and the tables

    def _leave(self, position: int, type: str, body: Body) -> None:
        """Let a text stand in the place of a record's body."""
        event = EVENT.validate_python({"type": type, **body})
        self._plan.left[position] = event.entry().body

    def _body(self, position: int) -> Body | None:
        row = self._db.execute("SELECT body FROM body WHERE position = ?", (position,)).fetchone()
        return json.loads(row[0]) if row else None

    def _type(self, position: int) -> str:
        (type,) = self._db.execute("SELECT type FROM log WHERE position = ?", (position,)).fetchone()
        return str(type)

    def _id(self, position: int) -> str:
        (id,) = self._db.execute("SELECT event_id FROM log WHERE position = ?", (position,)).fetchone()
        return unpack(id)

    def _article_at(self, position: int, type: str) -> int | None:
        """The article that a record belongs to."""
        table = _TABLES.get(type)
        query = f"SELECT {'no' if table == 'article' else 'article'} FROM {table} WHERE position = ?"
        row = self._db.execute(query, (position,)).fetchone() if table else None
        return row[0] if row else None

    def _articles_of(self, claims: Iterable[int]) -> set[int]:
        query = "SELECT DISTINCT article FROM claim WHERE position IN (SELECT value FROM json_each(:given))"
        return self._set(query, {"given": json.dumps(sorted(claims))})

    def _set(self, query: str, given: dict[str, Any]) -> set[int]:
        return {value for (value,) in self._db.execute(query, given).fetchall()}


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", folded(name))


_TABLES = {
    "ArticleAdded": "article", "EntityAdded": "declaration", "ClaimMade": "claim", "ClaimCorrected": "claim",
}  # fmt: skip

_GIVEN = "(SELECT value FROM json_each(:given))"
_CLAIMS_OF_MENTIONS = f"SELECT position FROM claim WHERE a IN {_GIVEN} OR b IN {_GIVEN}"
_DECLARATIONS_OF_MENTIONS = f"SELECT position FROM declaration WHERE mention IN {_GIVEN}"
_ARTICLES_OF_MENTIONS = f"SELECT article FROM mention WHERE no IN {_GIVEN}"

_BODIES = (
    "SELECT position, type, body FROM log JOIN body USING (position)"
    f" WHERE type NOT IN ('{ERASURE}', '{REPLACEMENT}')"
)

_REASONS = (
    "SELECT position, type, body FROM log JOIN body USING (position)"
    " WHERE type IN ('ClaimCorrected', 'ClaimRetracted', 'EntitiesJudged', 'OutputWritten')"
)

_ADDRESSES = """
SELECT no, position, url FROM article
WHERE url IN (SELECT url FROM article WHERE no IN (SELECT value FROM json_each(?)))
"""

_GONE_IN_ALL_VERSIONS = """
SELECT id FROM article GROUP BY id HAVING min(no IN (SELECT value FROM json_each(?)))
"""

_HAS_TEXT = """
SELECT 1 FROM printed WHERE article = :no
UNION SELECT 1 FROM article JOIN body USING (position) WHERE no = :no AND salt = x''
"""
"""An article, not a data set; also one that lost its text."""

_NAMES_OF_OTHERS = """
SELECT name FROM mention WHERE article = :no AND no NOT IN (SELECT value FROM json_each(:mentions))
UNION SELECT value FROM declaration, json_each(aliases)
WHERE article = :no AND mention NOT IN (SELECT value FROM json_each(:mentions))
"""

_TWINS = """
SELECT no, version FROM printed AS own JOIN printed AS alike USING (twins) JOIN article ON no = alike.article
WHERE own.article = ? ORDER BY no
"""

_VERSION_OF_CLAIM = "SELECT version FROM claim JOIN article ON no = article WHERE claim.position = ?"

_RETRACTIONS = """
SELECT amendment.position FROM amendment JOIN article ON no = :no
WHERE sort = 'retracted' AND (target = article.id OR target IN (
  SELECT lower(hex(event_id)) FROM claim JOIN log USING (position) WHERE claim.article = :no))
"""

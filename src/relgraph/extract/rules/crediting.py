"""What the readers of works and organizations share: the things of an article, and how a claim on one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules.speech import outlets, plain_outlet
from relgraph.extract.rules.story import Found, ParsedLine, Party, Ref
from relgraph.extract.rules.things import Things
from relgraph.extract.rules.titles import Title
from relgraph.kinds import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver

ORGANIZED = frozenset(("membership", "membership_end", "founding"))
"""Kinds whose second party is an organization."""

_CREDITS = frozenset(("performance", "creation", "direction"))
_APPEARING = frozenset(("credit:appear", "credit:feature"))
_SCHOOLS = frozenset(("college", "university", "school", "academy", "institute"))


class Crediting:
    """The works and organizations of an article, and whom it has tied to them so far."""

    def __init__(self, res: Resolver) -> None:
        self.res = res
        self.things = Things(res.story)
        self._tied: dict[Party, list[Party]] = {}
        self._last: tuple[tuple[int, int], Title] | None = None

    def tied(self, line: ParsedLine, title: Title) -> list[Party]:
        """Whom the article has tied to this work."""
        return self._tied.get(self.things.party(line, title, EntityType.WORK), [])

    def last_title(self, line: ParsedLine, token: Token) -> Title | None:
        """The title that was last claimed of in a token's sentence."""
        if self._last is not None and self._last[0] == (line.index, token.sent.start):
            return self._last[1]
        return None

    def claims(
        self, line: ParsedLine, token: Token, who: Ref, titles: list[Title], kind: str, rule: str
    ) -> list[Found]:
        """A claim of a kind for each person with each title."""
        return [
            found
            for title in titles
            for person in who.parties[:8]
            if (found := self._claim(line, token, person, who.how, title, kind, rule))
        ]

    def _claim(
        self, line: ParsedLine, token: Token, person: Party, how: str, title: Title, kind: str, rule: str
    ) -> Found | None:
        organized = kind in ORGANIZED or (kind == "attendance" and line.doc[title.end - 1].lower_ in _SCHOOLS)
        thing = self.things.party(line, title, EntityType.ORGANIZATION if organized else EntityType.WORK)
        if not thing.name or (rule in _APPEARING and plain_outlet(thing.name) in outlets()):
            return None  # "the story, which appeared in the Sunday Mirror"
        self._last = ((line.index, token.sent.start), title)
        if kind in _CREDITS:
            tied = self._tied.setdefault(thing, [])
            if person not in tied:
                tied.append(person)
        found = Found(
            kind, person, thing, line, token, rule, (how, f"“{thing.name}” as the text has it"),
            (min(title.start, token.i), max(title.end, token.i + 1)),
        )  # fmt: skip
        found.presupposed = rule.startswith(("role", "owned"))
        found.extent = (title.start, title.end + title.quoted)
        return found

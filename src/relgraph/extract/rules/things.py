"""The works and organizations of an article: one party for each name, however it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relgraph.extract.rules.story import ParsedLine, Party, Story
from relgraph.names import folded

if TYPE_CHECKING:
    from relgraph.extract.rules.titles import Title
    from relgraph.kinds import EntityType

_MARKS = " ,.;:'\"“”‘’"
_ARTICLE = re.compile(r"^(?:the|a|an) ")


class Things:
    """The things of one article. "SNL" is "Saturday Night Live" if the article has both."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._parties: dict[tuple[str, EntityType], Party] = {}

    def party(self, line: ParsedLine, title: Title, type: EntityType) -> Party:
        first, last = line.doc[title.start], line.doc[title.end - 1]
        name = self._story.text[line.at + first.idx : line.at + last.idx + len(last)].strip(_MARKS)
        words = _ARTICLE.sub("", re.sub(r"[^\w]+", " ", folded(name)).strip()).split()
        forms = ["".join(words)]
        if len(words) > 2:
            forms.append("".join(word[0] for word in words))
        known = next((self._parties[form, type] for form in forms if (form, type) in self._parties), None)
        party = known or Party(name, type)
        for form in forms:
            self._parties.setdefault((form, type), party)
        return party

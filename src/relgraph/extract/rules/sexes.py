"""Step 2c: who is a he and who a she: by first names, by the words beside a name, by pronouns."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from relgraph.extract.rules.lexicon import HE_WORDS, OCCUPATION, SHE_WORDS, sex_of

if TYPE_CHECKING:
    from relgraph.extract.rules.story import Mention, ParsedLine, Party, Story

_BESIDE = 3  # what a word right beside a name ("actress Ana", "Bo and his son") counts against one pronoun
_SURE = 6  # what it takes to overrule a first name

Votes = dict["Party", Counter[str]]


def tell_sexes(story: Story) -> None:
    """Set the sex of the story's people where the text or the first name tells it."""
    votes: Votes = defaultdict(Counter)
    for line in story.lines:
        for mention in line.mentions:
            _words_before(line, mention, votes)
            after = mention.end + 1
            if after < len(line.doc) and line.doc[mention.end].lower_ in ("and", "&"):
                votes[mention.party]["m"] += (line.doc[after].lower_ == "his") * _BESIDE
                votes[mention.party]["f"] += (line.doc[after].lower_ == "her") * _BESIDE
        _pronouns(line, votes)
    for party in story.people:
        more = votes[party]["m"] - votes[party]["f"]
        told = "m" if more > 0 else "f" if more < 0 else ""
        named = sex_of(party.name.split()[0].split("-")[0])
        party.sex = told if told and (not named or abs(more) >= _SURE) else named


def _words_before(line: ParsedLine, mention: Mention, votes: Votes) -> None:
    doc = line.doc
    for i in range(max(0, mention.start - 3), mention.start):
        beside = mention.start - i == 1 or doc[mention.start - 1].text == "," or doc[i].lower_ in OCCUPATION
        if beside and i not in line.named:
            if doc[i].lower_ in OCCUPATION:
                mention.party.callings.add(doc[i].lower_)
            votes[mention.party]["m"] += (doc[i].lower_ in HE_WORDS) * _BESIDE
            votes[mention.party]["f"] += (doc[i].lower_ in SHE_WORDS) * _BESIDE


def _pronouns(line: ParsedLine, votes: Votes) -> None:
    """A sentence with one person and pronouns of one sex tells that person's."""
    for sent in line.doc.sents:
        named = [i for i in range(sent.start, sent.end) if i in line.named]
        people = {line.named[i].party for i in named}
        if len(people) == 1:
            lows = {line.doc[i].lower_ for i in range(named[0], sent.end)}
            he, she = bool(lows & {"he", "his", "him"}), bool(lows & {"she", "her", "hers"})
            if he != she:
                votes[people.pop()]["m" if he else "f"] += 1

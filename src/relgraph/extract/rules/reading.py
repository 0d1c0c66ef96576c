"""The steps in order: from the parsed lines of an article to what the rules found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules.births import read_birth
from relgraph.extract.rules.crediting import Crediting
from relgraph.extract.rules.credits import read_credits
from relgraph.extract.rules.events import read_event
from relgraph.extract.rules.names import find_people
from relgraph.extract.rules.nouns import read_noun
from relgraph.extract.rules.refs import Resolver
from relgraph.extract.rules.story import ParsedLine, Story
from relgraph.extract.rules.titles import quoted_titles
from relgraph.extract.rules.verbs import read_idiom, read_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span

    from relgraph.extract.protocol import ArticleText
    from relgraph.extract.rules.text import Line


def story_of(article: ArticleText, lines: Sequence[Line], docs: Sequence[Doc]) -> Story:
    """The article with its parsed lines, its people and its quotations."""
    parsed = [
        ParsedLine(i, doc, line.at, line.headline)
        for i, (line, doc) in enumerate(zip(lines, docs, strict=True))
    ]
    story = Story(article.text, article.published, article.source, parsed)
    for line in parsed:
        line.quoted = quotations(line)
        line.titles = quoted_titles(line)
    find_people(story)
    return story


def quotations(line: ParsedLine) -> list[int]:
    """For each token the number of the quotation that it stands in, -1 outside."""
    inside: list[int] = []
    open_mark = ""
    number = -1
    for token in line.doc:
        text = token.text
        if open_mark:
            inside.append(number)
            if text in (open_mark, "''") and (text != "'" or _closes(token.doc, token.i)):
                open_mark = ""
        elif text in ('"', "``") or (
            text == "'"
            and not token.whitespace_
            and (token.i == 0 or token.doc[token.i - 1].whitespace_ or token.doc[token.i - 1].is_punct)
        ):
            open_mark = '"' if text == "``" else text
            number += 1
            inside.append(number)
        else:
            inside.append(-1)
    return inside


def _closes(doc: Doc, i: int) -> bool:
    """Whether a single mark ends a quotation: it follows punctuation or ends the line, and is no possessive."""
    return (
        i > 0
        and not doc[i - 1].whitespace_
        and (doc[i - 1].is_punct or i + 1 >= len(doc) or bool(doc[i + 1].is_punct))
    )


def read(story: Story) -> Resolver:
    """What the rules find in an article, in the order of the text."""
    res = Resolver(story)
    crediting = Crediting(res)
    for line in story.lines:
        res.voices.frames(line)
        for token in line.doc:
            _note_pair(res, line, token.i)
            for found in (
                *read_noun(res, line, token),
                *read_event(res, line, token),
                *read_verb(res, line, token),
                *read_idiom(res, line, token),
                *read_birth(res, line, token),
                *read_credits(crediting, line, token),
            ):
                res.said.add(found)
            if token.i + 1 == token.sent.end:
                _note_two(res, line, token.sent)
    return res


def _note_two(res: Resolver, line: ParsedLine, sent: Span) -> None:
    """The two people of a sentence that names just two can be the next "they": "Ana met Bo in 2008"."""
    two = {m.party: m for m in line.mentions if sent.start <= m.start < sent.end}
    if len(two) == 2:
        a, b = two
        res.said.note(a, b, line, two[b].start, loose=True)


def _note_pair(res: Resolver, line: ParsedLine, i: int) -> None:
    """Two people joined by "and" can be the next "they"."""
    mention = line.named.get(i)
    if mention is None or mention.end - 1 != i or mention.start < 2:
        return
    joint = line.doc[mention.start - 1].lower_
    j = mention.start - 2
    while j > 0 and (line.doc[j].like_num or line.doc[j].text == ","):
        j -= 1
    if (
        (joint in ("and", "&") or (joint == "," and line.headline and j == 1))
        and j in line.named
        and (mention.end >= len(line.doc) or line.doc[mention.end].text not in ("'s", "'"))
    ):
        other = line.named[j]
        first = other.start
        if first >= 2 and line.doc[first - 1].text == "," and first - 2 in line.named:
            return  # three or more
        res.said.note(other.party, mention.party, line, i)

"""Markdown to the text that a reader sees, and the front matter that says what it is.

Line by line and without nesting: enough for articles that people keep as notes, and linear for everything else.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCE = re.compile(
    r"\A---[ \t]*\n(?P<matter>.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_KEY = re.compile(r"^(?P<key>[A-Za-z_]{1,30}):[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)

_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,100}\])")
_BARE = re.compile(r"<(?:https?|mailto):[^>\s]{1,2000}>")
_STRONG = re.compile(
    r"(?<![\w*_\\])(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<words>[^*_\n]{1,1000})(?<=[^\s\\])(?P=mark)(?![\w*_])"
)
_LEAD = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?=\S)|\d{1,3}[.)][ \t]+)", re.MULTILINE)
_RULE = re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,40}$|^={3,200}$|^(?:```|~~~).{0,100}$", re.MULTILINE)
_DEFINED = re.compile(r"^[ \t]{0,3}\[[^\]\n]{1,100}\]:[ \t].{1,2000}$", re.MULTILINE)
_HEADING = re.compile(
    r"\A\s{0,200}(?:#[ \t]+(?P<title>.{1,500}?)[ \t]*#*|(?P<under>\S.{0,500})\n={3,200})[ \t]*(?:\n|\Z)"
)
_ESCAPE = re.compile(r"\\(?P<mark>[\\`*_{}\[\]()#+\-.!>~|])")


class Markdown(NamedTuple):
    """The text, the heading that it begins with, and the front matter by its keys in small letters."""

    text: str
    title: str | None
    matter: dict[str, str]


def read(source: str) -> Markdown:
    """What a reader sees of a Markdown source; the heading that is its title is not part of the text."""
    fence = _FENCE.match(source)
    matter = {}
    if fence:
        matter = {found["key"].lower(): _unquoted(found["value"]) for found in _KEY.finditer(fence["matter"])}
        source = source[fence.end() :]
    heading = _HEADING.match(source)
    if heading:
        source = source[heading.end() :]
    title = heading and _seen(heading["title"] or heading["under"])
    return Markdown(_seen(source).strip("\n"), title or None, matter)


def _seen(source: str) -> str:
    """The words without the marks."""
    text = _IMAGE.sub("", source)
    text = _DEFINED.sub("", text)
    text = _LINK.sub(r"\g<words>", text)
    text = _BARE.sub("", text)
    text = _RULE.sub("", text)
    text = _LEAD.sub("", text)
    text = _STRONG.sub(r"\g<words>", text)
    text = _STRONG.sub(r"\g<words>", text)  # the inner one of two
    return _ESCAPE.sub(r"\g<mark>", text)


def _unquoted(value: str) -> str:
    quoted = re.fullmatch(r"""(["'])(?P<inner>.*)\1""", value)
    return quoted["inner"] if quoted else value

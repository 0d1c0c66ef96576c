"""YAML to trees, from the parser's events: none of YAML's own ideas about numbers, dates and truth take part.

What a file could use against its reader is refused here: tags, merge keys, keys given twice, deep nesting and
anchors that multiply. Nothing recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from relgraph.documents.tree import Defect, Path, Row, Table, Value, shown

if TYPE_CHECKING:
    import yaml

DEEPEST = 50
"""How deep lists and mappings may nest; an article document needs six."""

MOST_REPEATED = 1_000_000
"""How many characters the aliases of one document may repeat in all."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTHING = frozenset({"", "~", "null"})


def yaml_trees(text: str) -> Iterator[tuple[Value, int]]:
    """Each document of a YAML text with the line on which it begins. Raises Defect."""
    import yaml

    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Defect((), f"the control character {shown(found[0])}; in YAML, write it in double quotes", line)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.ScalarEvent):
                builder.scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                builder.start(event, Table())
            elif isinstance(event, yaml.SequenceStartEvent):
                builder.start(event, Row())
            elif isinstance(event, yaml.CollectionEndEvent):
                builder.end()
            elif isinstance(event, yaml.AliasEvent):
                builder.alias(event)
            elif isinstance(event, yaml.DocumentEndEvent):
                yield builder.root, builder.line
                builder = _Builder()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise Defect((), f"not YAML: {problem}", mark.line + 1 if mark else 1) from None


def _line(event: yaml.Event) -> int:
    assert event.start_mark  # always there but in events that a program makes
    return event.start_mark.line + 1


class _Open:
    """A list or mapping that has not ended yet; `key` is the one whose value comes next."""

    __slots__ = ("anchor", "held", "key", "key_line", "line", "size")

    def __init__(self, held: Table | Row, anchor: str | None, line: int) -> None:
        self.held, self.anchor, self.line = held, anchor, line
        self.key: str | None = None
        self.key_line = line
        self.size = 1


class _Builder:
    """Puts one document together."""

    def __init__(self) -> None:
        self.root: Value = None
        self.line = 1
        self._open: list[_Open] = []
        self._anchored: dict[str, tuple[Value, int]] = {}  # with the characters that an alias to it repeats
        self._repeated = 0

    def scalar(self, event: yaml.ScalarEvent) -> None:
        line = _line(event)
        self._no_tag(event.tag, line)
        text: str = event.value
        if "\0" in text:
            raise Defect(self._path(), "a NUL character", line)
        if self._wants_key():
            self._set_key(text, line, plain=not event.style)
            return
        value = None if not event.style and text in _NOTHING else text
        self._place(value, line, event.anchor, len(text) + 1)

    def start(self, event: yaml.CollectionStartEvent, held: Table | Row) -> None:
        line = _line(event)
        self._no_tag(event.tag, line)
        self._no_key_but_text(line)
        if len(self._open) == DEEPEST:
            raise Defect(self._path()[:4], f"nested more than {DEEPEST} deep", line)
        self._open.append(_Open(held, event.anchor, line))

    def end(self) -> None:
        ended = self._open.pop()
        self._place(ended.held, ended.line, ended.anchor, ended.size)

    def alias(self, event: yaml.AliasEvent) -> None:
        line = _line(event)
        self._no_key_but_text(line)
        if event.anchor not in self._anchored:
            raise Defect(self._path(), f"no complete value before it is anchored as &{event.anchor}", line)
        value, size = self._anchored[event.anchor]
        self._repeated += size
        if self._repeated > MOST_REPEATED:
            raise Defect(self._path(), f"aliases repeat more than {MOST_REPEATED:,} characters", line)
        self._place(value, line, None, size)

    def _place(self, value: Value, line: int, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self._anchored[anchor] = value, size
        if not self._open:
            self.root, self.line = value, line
            return
        parent = self._open[-1]
        parent.size += size
        if isinstance(parent.held, Row):
            parent.held.append(value)
            parent.held.lines.append(line)
        elif parent.key is not None:
            parent.held[parent.key] = value
            parent.held.lines[parent.key] = parent.key_line
            parent.key = None

    def _set_key(self, key: str, line: int, plain: bool) -> None:
        parent = self._open[-1]
        if not key:
            raise Defect(self._path(), "an empty key", line)
        if key == "<<" and plain:
            raise Defect((*self._path(), key), "merge keys are not read; write the keys out", line)
        if key in parent.held:
            raise Defect((*self._path(), key), f"the key {shown(key)} is given twice", line)
        parent.key, parent.key_line, parent.size = key, line, parent.size + len(key)

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].held, Table) and self._open[-1].key is None

    def _no_key_but_text(self, line: int) -> None:
        if self._wants_key():
            raise Defect(self._path(), "a key must be a text", line)

    def _no_tag(self, tag: str | None, line: int) -> None:
        if tag is not None:
            raise Defect(self._path(), f"tags are not read, {shown(tag)} as little as others", line)

    def _path(self) -> Path:
        """Where the next value goes."""
        parts = (len(level.held) if isinstance(level.held, Row) else level.key for level in self._open)
        return tuple(part for part in parts if part is not None)

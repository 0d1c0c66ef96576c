"""An extractor small enough to see through: it reads `A married B`, and proposes what the text tells it to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from relgraph.claims import Agent, Stance
from relgraph.extract.protocol import ArticleText, Explanation, Named, Proposal, Trigger
from relgraph.kinds import EntityType

_NAME = r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*"
_WED = re.compile(
    rf"(?P<a>{_NAME}) (?P<stance>reportedly )?(?P<verb>married) (?P<b>{_NAME})(?: in (?P<when>\d{{4}}))?"
)


def named(name: str, type: str = "person") -> Named:
    return Named(name, EntityType(type))


def proposal(kind: str, a: str, b: str | None, quote: str, at: int, **more: Any) -> Proposal:
    """A proposal between persons."""
    why = Explanation((Trigger(quote[:3], at),), (f"{a}: as it stands",), "the sentence's own voice")
    return Proposal(
        **{
            "kind": kind, "a": named(a), "b": named(b) if b else None, "stance": Stance.REPORTED, "quote": quote,
            "at": at, "rule": "verb: marry", "why": why, **more,
        }
    )  # fmt: skip


class Weddings(NamedTuple):
    """Reads weddings; `REFUSE` in a text makes it propose what the gate has to refuse."""

    name: str = "weddings"
    version: str = "1.0"
    model: str = "none"
    years: bool = True

    def extract(self, articles: Iterable[ArticleText]) -> Iterator[list[Proposal]]:
        for article in articles:
            yield list(self._weddings(article.text))

    def _weddings(self, text: str) -> Iterator[Proposal]:
        for found in _WED.finditer(text):
            alleged = found["stance"] is not None
            yield proposal(
                "marriage", found["a"], found["b"], found[0], found.start(),
                stance=Stance.ALLEGED if alleged else Stance.REPORTED,
                attribution=(Agent.model_validate({"agent": "a source", "role": "anonymous"}),) if alleged else (),
                when=found["when"] if self.years else None,
            )  # fmt: skip
        if "REFUSE" in text:
            yield proposal("marriage", "Ann Vale", "Bob Reed", "They were wed.", 0)


def lines(*documents: dict[str, Any]) -> bytes:
    """Article documents as JSONL."""
    return "\n".join(json.dumps(document) for document in documents).encode()

"""The extractors that there are, by name."""

from __future__ import annotations

from collections.abc import Callable

from relgraph.errors import BadInput
from relgraph.extract.protocol import Extractor


def make(name: str) -> Extractor:
    """The extractor of a name, ready to read. Raises BadInput if there is none; MissingExtra, NoModel."""
    if name not in EXTRACTORS:
        raise BadInput(f"there is no extractor {name!r}; there is {', '.join(EXTRACTORS)}")
    return EXTRACTORS[name]()


def _rules() -> Extractor:
    from relgraph.extract import model

    loaded = model.load()
    from relgraph.extract.rules import RulesExtractor

    return RulesExtractor(loaded.nlp, loaded.name)


EXTRACTORS: dict[str, Callable[[], Extractor]] = {"rules": _rules}

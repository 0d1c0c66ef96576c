"""What an extractor proposes, for tests of what people say of it."""

from __future__ import annotations

from typing import Any

from tests.shell import Doc

PROPOSED = {"name": "rules", "version": "1", "model": "none", "rule": "verb:wed"}
"""Who proposed a claim."""

_QUOTES = {
    "marriage": "Ann Vale wed Bob Reed in 2001",
    "separation": "They parted in 2009",
    "divorce": "the divorce came in 2010",
    "dating": "Vale is dating Cy Hart",
}
_WHEN = {"marriage": "2001", "separation": "2009", "divorce": "2010"}


def proposal(kind: str, **more: Any) -> dict[str, Any]:
    """One of four claims of ARTICLE."""
    other = "Cy Hart" if kind == "dating" else "Bob Reed"
    claim = {"kind": kind, "a": "Ann Vale", "b": other, "quote": _QUOTES[kind], "extractor": PROPOSED, **more}
    return {**claim, **({"when": _WHEN[kind]} if kind in _WHEN else {})}


TEXT = (
    "The very first sentence is far away. "
    + " ".join(f"Sentence {n} is here to take room." for n in range(40))
    + " The sentence before. Ann Vale wed Bob Reed in 2001, with a \x1b]0;owned\x07 bell.\nThey parted in 2009, and the"
    " divorce came in 2010. Vale is dating Cy Hart. The last sentence."
)

ARTICLE: Doc = {
    "source": "Wire", "published": "2020-03-01", "url": "https://w.example/1", "title": "A life", "text": TEXT,
    "claims": [proposal(kind) for kind in _QUOTES],
}  # fmt: skip

"""Reviewing at a terminal: a claim with its words, and a key for what it is. Each decision is kept at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from relgraph.cli import options
from relgraph.cli.keys import END, Keys, line
from relgraph.cli.out import say
from relgraph.cli.safe import shown
from relgraph.cli.show import review as show
from relgraph.cli.store import writing
from relgraph.cli.text import columns, number, painted, wrapped
from relgraph.errors import RelgraphError
from relgraph.queries.amended import meant
from relgraph.queries.reviews import Proposed, is_waiting, proposed, text_of, waiting
from relgraph.queries.told import Told

if TYPE_CHECKING:
    from relgraph.ingest import Store

KEYS = "[a]ccept  [r]eject  [e]dit  [s]kip  [o]pen the article  [q]uit"


def interactive(db: Path, article: str | None, by: str) -> None:
    """Show what waits, claim by claim, until all is looked at or the user quits.

    Raises NotFound if there is no such article.
    """
    with writing(db) as store:
        positions = waiting(store.connection, article)
        if not positions:
            say(["nothing waits for review"])
            return
        say(
            [
                painted(f"{number(len(positions), 'claim waits', 'claims wait')} for review", "bold"),
                f"by {shown(by)}",
            ]
        )
        done = Counter[str]()
        try:
            with Keys() as keys:
                _Session(store, keys, by, done).run(positions)
        except KeyboardInterrupt:
            say(["", _summary(done, store, article)])
            raise
        say(["", _summary(done, store, article)])


def _summary(done: Counter[str], store: Store, article: str | None) -> str:
    """`2 accepted, 1 skipped; 4 claims wait`."""
    told = ", ".join(
        f"{done[word]} {word}" for word in ("accepted", "rejected", "edited", "skipped") if done[word]
    )
    left = len(waiting(store.connection, article))
    waits = number(left, "claim waits", "claims wait") if left else "nothing waits"
    return f"{told or 'nothing decided'}; {waits}"


class _Session:
    """One person's way through what waits. What was decided is counted in `done`."""

    def __init__(self, store: Store, keys: Keys, by: str, done: Counter[str]) -> None:
        self._store, self._keys, self._by, self._done = store, keys, by, done
        self._article: str | None = None

    def run(self, positions: list[int]) -> None:
        """Ask about each of these claims that still waits."""
        for at, one in enumerate(proposed(self._store.connection, positions), 1):
            if is_waiting(self._store.connection, one.claim.position):  # else somebody else has looked at it
                self._show(one, f"{at} of {len(positions)}")
                if not self._ask(one.claim):
                    return

    def _show(self, one: Proposed, place: str) -> None:
        claim = one.claim
        say([""])
        if claim.article.version != self._article:
            self._article = claim.article.version
            say(show.headline(claim.article))
        say(show.entry(one, place))

    def _ask(self, claim: Told) -> bool:
        """Wait for the keys that decide about a claim; False to quit."""
        opened = 0
        while True:
            print(painted(KEYS, "dim"), end=" ", flush=True)
            key = self._keys.key()
            print(key if key.isalnum() else "")
            match key:
                case "a":
                    return self._decide(claim, "accepted")
                case "r":
                    return self._decide(claim, "rejected")
                case "e":
                    if self._edit(claim):
                        return True
                case "s" | " ":
                    self._done["skipped"] += 1
                    return True
                case "o":
                    opened += 1
                    self._open(claim, whole=opened > 1)
                case "q" | "\x04":
                    return False
                case _ if key == END:
                    return False
                case _:
                    say([_HELP])

    def _decide(self, claim: Told, verdict: str) -> bool:
        from relgraph.reviewing import review

        review(self._store, [claim.id], "accepted" if verdict == "accepted" else "rejected", self._by)
        self._done[verdict] += 1
        say([painted(verdict, "green" if verdict == "accepted" else "red")])
        return True

    def _open(self, claim: Told, *, whole: bool) -> None:
        text = text_of(self._store.connection, claim)
        if text is None:
            say(["  the article has no text"])
            return
        say(["", *show.around(text, claim.quotes, whole), ""])
        if not whole:
            say([painted("  o once more: the whole article", "dim")])

    def _edit(self, claim: Told) -> bool:
        """Ask how the sentence is to be read, field by field; False if nothing came of it."""
        from relgraph.reviewing import edit

        with self._keys.whole_lines():
            changes = _changes(claim)
        if not changes:
            say(["nothing changed"])
            return False
        try:
            _, id = edit(self._store, claim.id, changes, self._by, "misread")
        except RelgraphError as error:
            say(wrapped(shown(f"not possible: {error}"), columns(), "  ", ""))
            return False
        (new,) = meant(self._store.connection, claim=id)
        self._done["edited"] += 1
        say(wrapped(f"edited: {show.summary(new)}", columns(), "  ", ""))
        return True


_HELP = "a: the article says so; r: it does not; e: it says something else; s: later; o: read it; q: stop"


# ---- reading a sentence otherwise


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise typer.BadParameter(f"{text!r} is neither yes nor no")
    return text.lower() == "yes"


_FIELDS: dict[str, Callable[[str], Any]] = {
    "kind": options.kind,
    "when": options.edtf,
    "stance": options.stance,
    "detail": str,
    "plan": _yes_or_no,
}


def _changes(claim: Told) -> dict[str, Any]:
    """What is typed for each field: Enter keeps it, `-` empties it. The end of the input changes nothing."""
    now = {
        "kind": claim.kind,
        "when": claim.when,
        "stance": claim.stance,
        "detail": claim.detail,
        "plan": "yes" if claim.hypothetical else "no",
    }
    say(["Enter keeps what stands there, - takes it away, Ctrl-D leaves all as it is."])
    changes: dict[str, Any] = {}
    for name, read in _FIELDS.items():
        while True:
            typed = line(f"  {name} [{shown(now[name] or '')}]: ")
            if typed is None:
                print()
                return {}
            typed = typed.strip()
            if not typed:
                break
            try:
                changes["hypothetical" if name == "plan" else name] = None if typed == "-" else read(typed)
                break
            except typer.BadParameter as error:
                say(wrapped(shown(error.message), columns(), "  "))
    return changes

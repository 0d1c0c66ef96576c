"""What an erasure takes away, what stays, and what was handed out before."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relgraph.cli.safe import shown
from relgraph.cli.show.amended import summary
from relgraph.cli.text import columns, number, painted, wrapped
from relgraph.cli.words import day
from relgraph.erasing import Erased, Plan
from relgraph.outputs import Output, outputs
from relgraph.queries.told import ArticleRef, Told, told

_MOST = 12
"""Of a list how much is told to a person."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan with what a person wants to know of it.

    `kept`: claims of others in articles that lose their text. `elsewhere`: other articles that print one of the texts.
    """

    plan: Plan
    claims: list[Told]
    gone: list[ArticleRef]
    stripped: list[ArticleRef]
    kept: int
    elsewhere: list[ArticleRef]
    outputs: list[Output]


def preview(db: sqlite3.Connection, plan: Plan) -> Preview:
    """Look up what a plan is about, as long as it is there."""
    claims = told(db, plan.claims)
    stripped = ",".join(map(str, sorted(plan.stripped)))
    here = f"SELECT position FROM claim WHERE article IN ({stripped})"
    kept = {position for (position,) in db.execute(here)} - plan.claims
    twins = (
        "SELECT alike.article FROM printed AS own JOIN printed AS alike USING (twins) WHERE own.article IN "
        f"({','.join(map(str, sorted(plan.articles | plan.stripped)))})"
    )
    elsewhere = {no for (no,) in db.execute(twins)} - plan.articles - plan.stripped
    return Preview(
        plan,
        [claims[position] for position in sorted(claims)],
        _articles(db, plan.articles),
        _articles(db, plan.stripped),
        len(kept),
        _articles(db, elsewhere),
        outputs(db, min(plan.positions, default=0)),
    )


def _articles(db: sqlite3.Connection, nos: set[int]) -> list[ArticleRef]:
    query = "SELECT id, version, source, title, url, published FROM article WHERE no = ?"
    return [ArticleRef(*db.execute(query, (no,)).fetchone()) for no in sorted(nos)]


def lines(seen: Preview) -> list[str]:
    """What goes, and what stays."""
    plan = seen.plan
    text = [painted(line, "bold") for line in wrapped(f"To be erased: {shown(plan.target.label)}", columns())]
    text += _listed(number(len(seen.claims), "claim"), [summary(claim) for claim in seen.claims])
    if plan.judged:
        text.append(f"  {number(len(plan.judged), 'judgement')} of who is who")
    if seen.gone:
        text += _listed(
            f"{number(len(seen.gone), 'article')}, of which nothing would be left", _told(seen.gone)
        )
    text += ["", painted("What is said of others stays", "bold")]
    if seen.stripped:
        cut = f", {len(plan.cut)} of them with words cut out" if plan.cut else ""
        text += _listed(
            f"{number(len(seen.stripped), 'article')} without the text, with {number(seen.kept, 'claim')}{cut}",
            _told(seen.stripped),
        )
    elif plan.cut:
        text += wrapped(f"{number(len(plan.cut), 'claim')} with words cut out", columns(), "    ", "  ")
    else:
        text.append("  all of it, as it is")
    if plan.alike:
        text += wrapped(
            f"{number(len(plan.alike), 'article')} about somebody else of that name", columns(), "    ", "  "
        )
    if seen.elsewhere:
        text += _listed("the same text is in other articles too", _told(seen.elsewhere))
    return [*text, *_handed_out(seen), ""]


def done(seen: Preview, erased: Erased) -> list[str]:
    """The receipt."""
    text = wrapped(
        f"erased: {number(len(seen.plan.positions), 'record')}; record {erased.position} of the log says so",
        columns(),
        "  ",
        "",
    )
    return [*text, *(["make anew what was handed out before"] if seen.outputs else [])]


def json(seen: Preview, erased: Erased) -> dict[str, Any]:
    """The keys of docs/json.md."""
    return {
        "position": erased.position,
        "records": len(seen.plan.positions),
        "claims": len(seen.claims),
        "judgements": len(seen.plan.judged),
        "articles": len(seen.gone),
        "stripped": len(seen.stripped),
        "cut": len(seen.plan.cut),
        "outputs": [one._asdict() for one in seen.outputs],
        "clean": erased.unclean is None,
    }


def _handed_out(seen: Preview) -> list[str]:
    if not seen.outputs:
        return []
    told = [f"{_near(one.place)}, by `relgraph {one.command}` on {one.at[:10]}" for one in seen.outputs]
    return ["", painted("Handed out before, and to be made anew", "bold"), *_lines(told)]


def _near(place: str) -> str:
    """A file as it is called from here."""
    path = Path(place)
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else place


def _told(articles: Sequence[ArticleRef]) -> list[str]:
    return [
        ", ".join(
            [one.source, day(one.published), *([one.title or one.url or ""] * bool(one.title or one.url))]
        )
        for one in articles
    ]


def _listed(head: str, items: Sequence[str]) -> list[str]:
    return [*wrapped(head, columns(), "    ", "  "), *_lines(items)]


def _lines(items: Sequence[str]) -> list[str]:
    text = [line for item in items[:_MOST] for line in wrapped(shown(item), columns(), "      ", "    ")]
    return [*text, *([f"    … and {len(items) - _MOST:,} more"] if len(items) > _MOST else [])]

"""Who is who: a card of somebody, what was judged, who may be one; with what to type next."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from relgraph.cli.safe import quoted, shown, typed_mention
from relgraph.cli.text import columns, number, painted, wrapped
from relgraph.cli.words import day, when
from relgraph.dates import BadDate, day_of
from relgraph.queries.find import Found
from relgraph.queries.identity.card import Card, Name, Use
from relgraph.queries.identity.judgements import Said
from relgraph.queries.identity.suggestions import Alike, Suggested
from relgraph.queries.mentions import Mention
from relgraph.queries.rows import Ref
from relgraph.queries.told import ArticleRef

if TYPE_CHECKING:
    from relgraph.judging import Receipt

SHORT = 12
"""Digits of an id, enough to name a judgement or an article by."""

_USES = 12  # so many mentions are shown unless all are asked for
_KINDS = {
    "name": "", "birth": "birth name", "married": "married name", "stage": "stage name", "alias": "alias", "used": "",
}  # fmt: skip


def receipt(receipt: Receipt, tell: Callable[[str], Said]) -> list[str]:
    """What came of a judgement; `tell` gives the judgement of an id."""
    said = tell(receipt.id)
    text = _lines(sentence(said) if receipt.fresh else f"nothing to do, there already: {sentence(said)}")
    if receipt.fresh:
        text.append(f"{number(receipt.refolded, 'pair')} worked out anew")
    for id in receipt.left_out:
        text += _lines(f"left out from now on: {sentence(tell(id))}")
    for id in receipt.counting:
        text += _lines(f"counts again: {sentence(tell(id))}")
    lead = "take it back: " if receipt.fresh else "take that back: "
    return [*text, f"{lead}{undo(said)}"]


def undo(said: Said) -> str:
    """The command that takes a judgement back."""
    return f"relgraph identity undo {said.id[:SHORT]}"


def sentence(said: Said) -> str:
    """`"Ann@3f…" and Bob (p:bob) are one, says desk on 3 Mar 2024 (judgement 9c…)`."""
    a, b = (party(ref, mention) for ref, mention in zip((said.a, said.b), said.mentions, strict=True))
    verb = {"same": "are one", "different": "are two", "unsure": "may be one or two"}[said.judgement]
    what = f"{a} and {b} {verb}"
    if said.naming:
        what += f" ({_KINDS[said.naming]}: {shown(said.a.name)})"
    by = f", says {shown(said.by)}" if said.by else ""
    when = f"on {_date(said.at)} (judgement {said.id[:SHORT]})"
    why = f": {quoted(said.why)}" if said.why else ""
    if said.undoes:
        return f"taken back{by} {when}: that {what}{f'; {quoted(said.why)}' if said.why else ''}"
    return f"{what}{by} {when}{why}"


def party(ref: Ref, mention: Mention | None) -> str:
    """A party as it can be pasted, with its name where the id does not say it."""
    if mention:
        return typed_mention(mention.name, mention.article[:SHORT])
    return f"{shown(ref.name)} ({pasted(ref)})" if ref.name != ref.id else pasted(ref)


def pasted(ref: Ref) -> str:
    """The id as it can be pasted: names can be those of several."""
    return shlex.quote(shown(ref.id))


def card(card: Card, alike: Suggested, *, everything: bool) -> Iterator[str]:
    """Who somebody is."""
    facts = [card.ref.type, *([f"born {card.born}"] if card.born else []), shown(card.ref.id)]
    yield painted(shown(card.ref.name), "bold") + f", {', '.join(facts)}"
    if card.ids:
        yield from _lines(f"also {', '.join(map(shown, card.ids))}")
    yield from _section("Names", [_name(name, len(card.members) > 1) for name in card.names])
    others = [f"{shown(ref.name)}, {pasted(ref)}" for ref in card.members if ref.id != card.ref.id]
    yield from _section("Made one with", others)
    uses = card.uses if everything else card.uses[:_USES]
    left = len(card.uses) - len(uses)
    more = [f"and {left:,} more; --all lists them"] if left else []
    if uses:
        yield from ("", painted(f"In {number(len(card.uses), 'article')}", "bold"))
        yield from (line for use in uses for line in _use(use))
        yield from (f"  {line}" for line in more)
    said = [one for one in card.judgements if everything or not (one.undone or one.undoes)]
    if said:
        yield from ("", painted("Judged", "bold"))
        yield from (line for one in said for line in _judged(one))
    if alike.found:
        yield from ("", painted("May be one with", "bold"))
        for one in alike.found:
            other = one.b if one.a.ref.id == card.ref.id else one.a
            yield from _lines(f"{_found(other)}: {'; '.join(map(shown, one.reasons))}", "  ")
            yield from _commands(one)


def suggested(suggested: Suggested) -> Iterator[str]:
    """Who may be one, the likeliest first."""
    if not suggested.found:
        yield "Nobody here looks like somebody else."
        return
    shown_of = "" if len(suggested.found) == suggested.total else f", {len(suggested.found)} of them here"
    yield f"{number(suggested.total, 'pair')} that may be one{shown_of}; nothing is joined until somebody says so"
    for one in suggested.found:
        yield ""
        yield from _lines(f"{_found(one.a)}", "", "    ")
        yield from _lines(f"{_found(one.b)}", "", "    ")
        yield from _lines(f"{one.score} of 100: {'; '.join(map(shown, one.reasons))}", "  ")
        yield from _commands(one)


def _commands(one: Alike) -> Iterator[str]:
    pair = f"{pasted(one.a.ref)} {pasted(one.b.ref)}"
    yield f"    relgraph identity same {pair}"
    yield f"    relgraph identity different {pair}"


def _found(found: Found) -> str:
    parts = [*([f"born {found.born}"] if found.born else []), number(found.ties, "tie")]
    return f"{shown(found.ref.name)} ({pasted(found.ref)}), {', '.join(parts)}"


def _name(name: Name, several: bool) -> str:
    kind = _KINDS[name.kind]
    if name.when is not None:
        kind += f" {_period(name.when)}"
    by = f"judgement {name.judgement[:SHORT]}" if name.judgement else name.article and _article(name.article)
    of = f"of {name.member.id}" if several else ""
    more = "; ".join(part for part in (kind.strip(), by, of) if part)
    return f"{shown(name.name)}: {more}" if more else shown(name.name)


def _period(text: str) -> str:
    try:
        return when(text)
    except BadDate:
        return shown(text)


def _use(use: Use) -> list[str]:
    """A mention, which stands on a line of its own so that it can be pasted, and where it is from."""
    place = " ".join(shown(part) for part in (use.article.title, use.article.url) if part)
    where = f"{use.how}; {_article(use.article)}{f', {place}' if place else ''}"
    mention = typed_mention(use.mention.name, use.mention.article[:SHORT])
    return [*_lines(mention, "  "), *_lines(where, "      ")]


def _judged(said: Said) -> list[str]:
    text = _lines(sentence(said), "  ")
    if said.undone:
        return [*text, f"      taken back by {said.undone[:SHORT]}"]
    if said.left_out:
        text.append("      left out: others contradict it")
    return [*text, f"      {undo(said)}"]


def _article(article: ArticleRef) -> str:
    return f"{shown(article.source)}, {day(article.published)}"


def _date(at: str) -> str:
    try:
        return day(day_of(at))
    except BadDate:
        return shown(at)


def _section(heading: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", painted(heading, "bold"))
        for item in items:
            yield from _lines(item, "  ")


def _lines(text: str, first: str = "", indent: str | None = None) -> list[str]:
    return wrapped(text, columns(), f"{first}  " if indent is None else indent, first)

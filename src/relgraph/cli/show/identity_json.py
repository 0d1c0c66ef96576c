"""Who is who, as JSON values: the keys of docs/json.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cli.as_json import Json, article_json, found_json, ref_json
from relgraph.cli.show.identity import SHORT
from relgraph.queries.identity.card import Card, Name, Use
from relgraph.queries.identity.judgements import Said
from relgraph.queries.identity.suggestions import Alike
from relgraph.queries.mentions import Mention

if TYPE_CHECKING:
    from relgraph.judging import Receipt


def receipt_json(receipt: Receipt) -> Json:
    """What came of a judgement."""
    return {
        "id": receipt.id,
        "refolded": receipt.refolded,
        "fresh": receipt.fresh,
        "left_out": list(receipt.left_out),
        "counting": list(receipt.counting),
    }


def card_json(card: Card, alike: list[Alike]) -> Json:
    """Who somebody is."""
    return {
        "entity": ref_json(card.ref),
        "born": card.born,
        "ids": list(card.ids),
        "members": [ref_json(ref) for ref in card.members],
        "names": list(map(_name, card.names)),
        "mentions": list(map(_use, card.uses)),
        "judgements": list(map(said_json, card.judgements)),
        "alike": list(map(alike_json, alike)),
    }


def alike_json(alike: Alike) -> Json:
    """Two that may be one."""
    return {
        "a": found_json(alike.a),
        "b": found_json(alike.b),
        "score": alike.score,
        "reasons": list(alike.reasons),
    }


def said_json(said: Said) -> Json:
    """A judgement."""
    return {
        "id": said.id,
        "position": said.position,
        "judgement": said.judgement,
        "a": ref_json(said.a),
        "b": ref_json(said.b),
        "a_mention": said.mentions[0] and mention_text(said.mentions[0]),
        "b_mention": said.mentions[1] and mention_text(said.mentions[1]),
        "as": said.naming,
        "by": said.by,
        "at": said.at,
        "why": said.why,
        "undoes": said.undoes,
        "undone": said.undone,
        "left_out": said.left_out,
    }


def mention_text(mention: Mention) -> str:
    """A mention as it is typed."""
    return f"{mention.name}@{mention.article[:SHORT]}"


def _name(name: Name) -> Json:
    return {
        "name": name.name,
        "kind": name.kind,
        "when": name.when,
        "of": ref_json(name.member),
        "article": name.article and article_json(name.article),
        "judgement": name.judgement,
    }


def _use(use: Use) -> Json:
    return {
        "mention": mention_text(use.mention),
        "name": use.mention.name,
        "how": use.how,
        "of": ref_json(use.member),
        "article": article_json(use.article),
    }

"""Answers as JSON values: the keys of docs/json.md, days as `YYYY-MM-DD`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.dates import iso
from relgraph.fold.model import Bounds, End
from relgraph.queries.rows import Ref, Tie
from relgraph.queries.told import ArticleRef, Told

if TYPE_CHECKING:  # a question pays for its own modules only
    from relgraph.analysis.answers import Answer
    from relgraph.analysis.pairs import Rests
    from relgraph.queries.amended import Amendment
    from relgraph.queries.diff import Learned
    from relgraph.queries.find import Found
    from relgraph.queries.timeline import Moment
    from relgraph.queries.why import Weighed

Json = dict[str, Any]


def ref_json(ref: Ref) -> Json:
    """An entity."""
    return {"id": ref.id, "name": ref.name, "type": ref.type}


def tie_json(tie: Tie) -> Json:
    """A tie as `entity` sees it."""
    return {
        "kind": tie.kind,
        "entity": ref_json(tie.entity),
        "other": ref_json(tie.other),
        "direction": tie.direction,
        "episode": tie.episode,
        "holds": tie.holds,
        "standing": tie.standing,
        "roots": tie.roots,
        "against": tie.against,
        "start": _bounds(tie.start),
        "end": {**_bounds(tie.end.bounds), "standing": tie.end.standing},
        "ended_by": tie.end.by,
        "alleged_end": tie.alleged_end and _end(tie.alleged_end),
        "void": tie.void,
        "last_published": iso(tie.last_published),
        "unreviewed": tie.unreviewed,
        "detail": list(tie.detail),
    }


def _bounds(bounds: Bounds) -> Json:
    return {
        "earliest": iso(bounds.earliest),
        "latest": iso(bounds.latest),
        "text": bounds.text,
        "approximate": bounds.approximate,
    }


def _end(end: End) -> Json:
    return {**_bounds(end.bounds), "standing": end.standing, "by": end.by}


def article_json(article: ArticleRef) -> Json:
    """A version of an article."""
    return {
        "id": article.id,
        "source": article.source,
        "published": iso(article.published),
        "title": article.title,
        "url": article.url,
    }


def found_json(found: Found) -> Json:
    """An entity that a name leads to."""
    return {**ref_json(found.ref), "born": found.born, "ties": found.ties}


def moment_json(moment: Moment) -> Json:
    """What a claim tells of a day."""
    claim = moment.claim
    return {
        "date": moment.text,
        "earliest": iso(moment.earliest),
        "latest": iso(moment.latest),
        "what": moment.what,
        "kind": claim.kind,
        "parties": [ref_json(party) for party in claim.parties],
        "stance": claim.stance,
        "source": claim.article.source,
        "published": iso(claim.published),
        "quote": _quote(claim),
        "claim": claim.id,
    }


def weighed_json(weighed: Weighed) -> Json:
    """A claim and its effect. `start` and `end` are the characters of the article's text that `quote` covers."""
    claim = weighed.claim
    quote = claim.quote
    return {
        "id": claim.id,
        "position": claim.position,
        "kind": claim.kind,
        "parties": [
            {**ref_json(party), "as": name} for party, name in zip(claim.parties, claim.names, strict=True)
        ],
        "stance": claim.stance,
        "when": claim.when,
        "detail": claim.detail,
        "quote": _quote(claim),
        "start": quote and quote.start,
        "end": quote and quote.end,
        "quotes": [{"quote": one.text, "start": one.start, "end": one.end} for one in claim.quotes],
        "article": article_json(claim.article),
        "published": iso(claim.published),
        "attribution": [{"agent": link.name, "role": link.role} for link in claim.attribution],
        "root": claim.root,
        "hypothetical": claim.hypothetical,
        "unreviewed": claim.unreviewed,
        "effect": _effect(weighed),
        "moved": [{"effect": one.what, "kind": one.kind, "episode": one.episode} for one in weighed.effects],
        "finding": weighed.finding and weighed.finding.finding,
        "amended": _amended(weighed.amended),
    }


def _amended(amendment: Amendment | None) -> Json | None:
    return amendment and {
        "what": amendment.what,
        "published": iso(amendment.published),
        "why": amendment.why,
    }


def _effect(weighed: Weighed) -> str:
    if weighed.gone:
        return weighed.gone
    if weighed.effects:
        return ", ".join(dict.fromkeys(one.what for one in weighed.effects))
    return f"none: {weighed.finding.finding}" if weighed.finding else "none"


def step_json(tie: Tie) -> Json:
    """A link of a path."""
    return {
        "from": ref_json(tie.entity),
        "to": ref_json(tie.other),
        "kind": tie.kind,
        "holds": tie.holds,
        "standing": tie.standing,
        "direction": tie.direction,
        "episode": tie.episode,
    }


def learned_json(learned: Learned) -> Json:
    """A change of what is known of a tie."""
    claim = learned.claim
    return {
        "change": learned.change,
        "tie": tie_json(learned.tie),
        "before": learned.before and tie_json(learned.before),
        "article": claim and article_json(claim.article),
        "claim": claim and claim.id,
        "quote": claim and _quote(claim),
        "amended": _amended(learned.amended),
    }


def rests_json(rests: Rests) -> Json:
    """On what an answer rests."""
    return {"ties": rests.ties, "standings": rests.standings, "possibly": rests.possibly}


def answer_json(answer: Answer, most: int) -> Json:
    """What an analysis found, at most so many entries of each sort."""
    from relgraph.analysis.bridges import Bridges
    from relgraph.analysis.central import Central
    from relgraph.analysis.groups import Groups
    from relgraph.analysis.pairs import SEED

    match answer:
        case Central(found, sources):
            sample = None if sources is None else {"sources": sources, "seed": SEED}
            connectors = [
                {**ref_json(one.ref), "pairs": one.pairs, "firm": one.firm, **rests_json(one.rests)}
                for one in found[:most]
            ]
            return {"found": len(found), "sample": sample, "central": connectors}
        case Groups(groups, method):
            some = [
                {"members": [*map(ref_json, group.members)], "parts": group.parts, **rests_json(group.rests)}
                for group in groups[:most]
            ]
            return {"found": len(groups), "method": method, "groups": some}
        case Bridges(cuts, bridges):
            who = [
                {**ref_json(cut.ref), "apart": cut.apart, "parts": cut.parts, **rests_json(cut.rests)}
                for cut in cuts[:most]
            ]
            pairs = [
                {"sides": list(bridge.sides), "ties": [*map(tie_json, bridge.ties)]}
                for bridge in bridges[:most]
            ]
            return {"found": len(cuts) + len(bridges), "cuts": who, "bridges": pairs}
    triangles = [
        {
            "entity": ref_json(one.who),
            "holds": one.holds,
            "standing": one.standing,
            "ties": [*map(tie_json, one.ties)],
            "apart": [*map(tie_json, one.apart)],
        }
        for one in answer.found[:most]
    ]
    return {"found": len(answer.found), "triangles": triangles}


def _quote(claim: Told) -> str | None:
    """Its longest quote; None once they were erased."""
    return claim.quote.text if claim.quote else None

"""A person's word on who is who, on its way into the log.

Nothing in the log is rewritten: what is judged is an event, and so is taking it back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from relgraph.entities import NameKind
from relgraph.errors import Ambiguous, BadInput, NotFound
from relgraph.events import EntitiesJudged, Mentioned, now
from relgraph.identity import Judged, Judgement, judged
from relgraph.ingest import PREFIX, Store
from relgraph.queries.identity.members import Member
from relgraph.readmodel.judged import Weighed, weighed
from relgraph.readmodel.model import ReadModel

SAME, DIFFERENT = "same", "different"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The judgement that stands now, and of how many pairs the ties were worked out anew.

    `fresh`: whether it was written just now, and not said before. `left_out`: ids of judgements that count no longer
    since this one contradicts them; `counting`: of those that count again.
    """

    id: str
    refolded: int
    fresh: bool = True
    left_out: tuple[str, ...] = ()
    counting: tuple[str, ...] = ()


def judge(
    store: Store,
    verdict: str,
    a: Member,
    b: Member,
    by: str,
    why: str | None = None,
    naming: NameKind | None = None,
) -> Receipt:
    """Note that two are the `same` or `different`; `naming`: how b comes by the name of a.

    Raises BadInput if it can't be so: they are one by what they were typed as, of two types, or others judged them
    to be two.
    """
    before = weighed(store.connection)
    event = EntitiesJudged.model_validate(
        {
            **_side("a", a), **_side("b", b), "judgement": verdict, "by": by, "at": now(), "why": why,
            "naming": naming,
        }
    )  # fmt: skip
    _fits(store, event, a, b)
    if naming is None and (there := _standing(before, event)):
        return Receipt(there, 0, fresh=False)
    trial = judged([*before.said.values(), _as_said(event)], before.owner)
    if event.id in trial.contradicting:
        raise BadInput(_against(before, event))
    return _written(store, event, before.judged)


def undo(store: Store, id: str, by: str, why: str | None = None) -> Receipt:
    """Take a judgement back, or what took one back; `id` may be its first digits.

    What is taken back already stays as it is. Raises NotFound, Ambiguous, or BadInput if that is no id.
    """
    before = weighed(store.connection)
    position, said = _meant(before, id)
    if already := before.judged.undone.get(said.id):
        return Receipt(already, 0, fresh=False)
    body = next(iter(store.log.read(position - 1, position))).body
    if body is None:
        raise NotFound(f"the content of judgement {said.id} was erased")
    told = EntitiesJudged.model_validate_json(body)
    event = told.model_copy(update={"undoes": said.id, "by": by, "at": now(), "why": why, "naming": None})
    return _written(store, event, before.judged)


def _written(store: Store, event: EntitiesJudged, before: Judged) -> Receipt:
    store.log.append([event.entry()])
    projector = store.log.projector
    assert isinstance(projector, ReadModel)
    now = weighed(store.connection).judged
    left_out, was = set(now.contradicting), set(before.contradicting)
    counting = (was - left_out) & set(now.standing)
    return Receipt(
        event.id,
        projector.refolded,
        left_out=tuple(sorted(left_out - was)),
        counting=tuple(sorted(counting)),
    )


def _side(side: str, member: Member) -> dict[str, object]:
    """One side of a judgement: an entity, or a mention, which may have an entity of its own already."""
    if member.mention is None:
        return {side: member.id}
    article, name, type, given = member.mention
    mention = Mentioned.model_validate(
        {"article": article, "name": name, "type": type, "given": given or None}
    )
    if given == mention.entity:  # nobody else goes by it
        return {side: given}
    return {side: mention.entity, f"{side}_in": mention}


def _as_said(event: EntitiesJudged) -> Judgement:
    return Judgement(event.id, event.at, event.judgement, event.a, event.b)


def _fits(store: Store, event: EntitiesJudged, a: Member, b: Member) -> None:
    """Raises BadInput unless the two can be one and can be two."""
    if a.type != b.type:
        raise BadInput(f"{a.name} ({a.id}) is a {a.type} and {b.name} ({b.id}) a {b.type}")
    if event.a == event.b or (a.mention is None and b.mention is None and a.no == b.no and a.id == b.id):
        raise BadInput(f"both are {a.name} ({a.id}); `relgraph identity show` lists where that name is used")
    if event.judgement == DIFFERENT:
        for one, other in ((a, b), (b, a)):
            if other.mention and not one.mention and one.no == other.no and _is_all_of(store, other):
                raise BadInput(
                    f"that mention is all there is of {one.name} ({one.id}): nothing is left to tell it from"
                )


def _is_all_of(store: Store, member: Member) -> bool:
    """Whether nothing but that mention leads to its entity."""
    query = """
        SELECT 1 FROM mention JOIN article ON article.no = article
        WHERE entity = ? AND (article.id, name, type, given) <> (?, ?, ?, ?) LIMIT 1"""
    assert member.mention
    return store.connection.execute(query, (member.no, *member.mention)).fetchone() is None


def _standing(before: Weighed, event: EntitiesJudged) -> str | None:
    """The id of a judgement that says the same and counts."""
    counts = set(before.judged.standing) - set(before.judged.contradicting)
    for said in before.said.values():
        if said.id in counts and said.judgement == event.judgement and {said.a, said.b} == {event.a, event.b}:
            return said.id
    return None


def _against(before: Weighed, event: EntitiesJudged) -> str:
    """Which judgements keep two apart, and how they are taken back."""
    owner = before.owner
    groups = {id: group for group in before.judged.groups for id in group}
    mine, other = (
        groups.get(owner.get(id, id), frozenset((owner.get(id, id),))) for id in (event.a, event.b)
    )
    standing = set(before.judged.standing)
    ids = [
        said.id
        for said in before.said.values()
        if said.id in standing and said.judgement == DIFFERENT
        for x, y in [(owner.get(said.a, said.a), owner.get(said.b, said.b))]
        if (x in mine and y in other) or (y in mine and x in other)
    ]
    back = " and ".join(f"`relgraph identity undo {id[:12]}`" for id in ids)
    return f"they were judged to be two, and that goes before; take it back first: {back}"


def _meant(before: Weighed, id: str) -> tuple[int, Judgement]:
    """Position and judgement of the id that begins so."""
    if not re.fullmatch(rf"[0-9a-f]{{{PREFIX},32}}", id):
        raise BadInput(
            f"{id!r} is no judgement's id: {PREFIX} to 32 hex digits, as `relgraph identity show` prints them"
        )
    found = [(position, said) for position, said in before.said.items() if said.id.startswith(id)]
    if not found:
        raise NotFound(f"no judgement has an id that begins with {id}")
    if len(found) > 1:
        raise Ambiguous(
            f"several judgements have an id that begins with {id}", [said.id for _, said in found]
        )
    return found[0]

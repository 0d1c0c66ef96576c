"""Who a claim's `a` and `b` are: the type that the kind asks for, and the id that the document declares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from relgraph.documents.tree import Defect, Value, called, mapping_of, nearest, shown, text_of
from relgraph.entities import Entity
from relgraph.kinds import KINDS, PARTIES, EntityType, Kind
from relgraph.names import plain_name

_KEYS = ("name", "type", "id")


class Place(NamedTuple):
    """What a kind asks of a party: the types it may have, and the one it has if nobody says (None: one must)."""

    types: frozenset[EntityType]
    default: EntityType | None


class Found(NamedTuple):
    """A party's fields, and the declared entity that they are from."""

    fields: dict[str, Any]
    entity: Entity | None


Declared = dict[str, list[Entity]]
"""The entities of a document by each of their names."""


def places_of(kind: Kind) -> tuple[Place, Place | None]:
    """What a kind asks of `a` and of `b` (None: it has no `b`), over all of its shapes."""
    firsts = [PARTIES[shape][0] for shape in kind.shapes]
    seconds = [second for shape in kind.shapes if (second := PARTIES[shape][1]) is not None]
    return _place(firsts), _place(seconds) if seconds else None


def _place(choices: list[frozenset[EntityType]]) -> Place:
    first = choices[0]
    return Place(frozenset().union(*choices), next(iter(first)) if len(first) == 1 else None)


PLACES: dict[str, tuple[Place, Place | None]] = {name: places_of(kind) for name, kind in KINDS.items()}


def declared(entities: Iterable[Entity]) -> Declared:
    """The entities of a document by name and alias."""
    by_name: Declared = {}
    for entity in entities:
        for name in dict.fromkeys((entity.name, *entity.other_names)):
            by_name.setdefault(name, []).append(entity)
    return by_name


def party_of(value: Value, kind: str, place: Place, known: Declared) -> Found:
    """A party as the claim takes it, from a name or a {name, type, id}. Raises Defect."""
    if isinstance(value, str) and not known and place.default:
        return Found({"name": value, "type": place.default}, None)
    given: dict[str, Value] = {"name": value} if isinstance(value, str) else _mapping(value)
    if "name" not in given:
        raise Defect(("name",), "is missing")
    namesakes = _namesakes(given, known)
    type_ = _type(given, kind, place, namesakes)
    namesakes = [entity for entity in namesakes if entity.type == type_]
    fields = {**given, "type": type_}
    if "id" in given:
        return Found(fields, next((entity for entity in namesakes if entity.key == given["id"]), None))
    keys = {entity.key for entity in namesakes}
    if len(keys) > 1:
        told = ", ".join("one without an id" if key is None else shown(key) for key in sorted(keys, key=str))
        raise Defect((), f"{len(keys)} declared entities go by that name: {told}; say which by its id")
    entity = namesakes[0] if namesakes else None
    return Found(fields | ({"id": entity.key} if entity and entity.key else {}), entity)


def _mapping(value: Value) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise Defect((), f"wants a name or a mapping ({', '.join(_KEYS)}), not {called(value)}")
    return mapping_of(value, _KEYS, "a party")


def _namesakes(given: dict[str, Value], known: Declared) -> list[Entity]:
    """The declared entities that the party may be: by name, and by id if it gives one that is declared."""
    try:
        name = text_of(given["name"])
        entities = known.get(plain_name(name), [])
    except Defect as defect:
        raise defect.within("name") from None
    except ValueError as error:
        raise Defect(("name",), str(error)) from None
    if "id" in given:
        return [entity for entity in entities if entity.key == given["id"]] or entities
    return entities


def _type(given: dict[str, Value], kind: str, place: Place, namesakes: list[Entity]) -> EntityType:
    if "type" in given:
        type_ = _as_type(given["type"])
        if type_ not in place.types:
            raise Defect(("type",), f"{kind} wants {_either(place.types)} here, not {_either([type_])}")
        return type_
    types = {entity.type for entity in namesakes}
    if types and not types & place.types:
        raise Defect((), f"{kind} wants {_either(place.types)} here, but entities say {_either(types)}")
    types &= place.types
    if len(types) == 1:
        return types.pop()
    if types or place.default is None:
        raise Defect((), f"of which type? {kind} takes {_either(place.types)}: write {{name: …, type: …}}")
    return place.default


def _as_type(value: Value) -> EntityType:
    if not isinstance(value, str):
        raise Defect(("type",), f"wants a text, not {called(value)}")
    try:
        return EntityType(value)
    except ValueError:
        raise Defect(("type",), f"unknown type {shown(value)}; {nearest(value, list(EntityType))}") from None


def _either(types: Iterable[EntityType]) -> str:
    return " or ".join(f"{'an' if type_[0] in 'aeiou' else 'a'} {type_}" for type_ in sorted(types))

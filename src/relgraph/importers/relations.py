"""Which kind of claim a relation of a table is. Data: a user adds rows with `--map`.

Left out on purpose are relations that say nothing of a tie between the two (nominated together, influenced by) and
those whose nearest kind would say more than the row does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from relgraph.errors import BadInput
from relgraph.kinds import KINDS, PARTIES, EntityType, Shape


@dataclass(frozen=True, slots=True)
class Relation:
    """The kind that a relation means, and whether the row's object is party a."""

    kind: str
    swap: bool = False

    @property
    def parties(self) -> tuple[EntityType, EntityType]:
        """The types of the kind's parties a and b."""
        first, second = PARTIES[KINDS[self.kind].shapes[0]]
        assert second is not None
        return min(first), min(second)


_PAIRED = {name: kind for name, kind in KINDS.items() if kind.shapes[0] not in (Shape.VITAL, Shape.NAMED)}

_NAMES: dict[str, tuple[str, ...]] = {
    "marriage": ("spouse", "spouse_of", "isMarriedTo", "married_to"),
    "divorce": ("divorced_from",),
    "separation": ("separated_from",),
    "engagement": ("engaged_to", "fiance_of"),
    "dating": ("dated", "canoodled_with", "romantic_relationship_with", "partner", "unmarried_partner"),
    "breakup": ("broke_up_with",),
    "parenthood": ("parent_of", "hasChild", "child"),
    "siblinghood": ("sibling_of", "sibling"),
    "kinship": ("relative", "relative_of"),
    "friendship": ("friend_of", "celebrity_friend_of"),
    "founding": ("founded",),
    "membership": (
        "member_of", "member_of_group", "member_of_org", "isAffiliatedTo", "playsFor", "worksAt", "employed_by",
    ),
    "performance": (
        "acted_in", "actedIn", "regular_cast_of", "regular_personality_on", "appeared_as_self_in", "dubbed_in",
    ),
    "direction": ("directed",),
    "creation": ("created", "wrote", "story_for", "tv_created", "tv_wrote"),
}  # fmt: skip

_TURNED: dict[str, tuple[str, ...]] = {
    "parenthood": ("child_of", "has_parent"),
    "founding": ("founded_by",),
    "membership": ("has_member",),
    "performance": ("cast_member",),
    "direction": ("directed_by", "director"),
    "creation": ("created_by", "written_by", "creator"),
}

RELATIONS: dict[str, Relation] = {
    **{name: Relation(name) for name in _PAIRED},
    **{name: Relation(kind) for kind, names in _NAMES.items() for name in names},
    **{name: Relation(kind, swap=True) for kind, names in _TURNED.items() for name in names},
}
"""Relations by the names that data sets use; a kind's own name is one too."""


def read_map(path: Path) -> dict[str, Relation]:
    """RELATIONS with the rows of a file: tab-separated, headed `relation`, `kind` and, if wanted, `swap` (yes, no).

    Raises BadInput, with file, line and field.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start + 1} is not UTF-8", file=str(path)) from None
    except OSError as error:
        raise BadInput(error.strerror or "it can't be read", file=str(path)) from None
    head = lines[0].split("\t") if lines else []
    if sorted(head) not in (["kind", "relation"], ["kind", "relation", "swap"]):
        raise BadInput(
            "the first line must be: relation, kind and, if wanted, swap, with tabs between",
            file=str(path),
            line=1,
        )
    added = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            cells = dict(zip(head, line.split("\t"), strict=False))
            added[cells["relation"]] = _relation(cells, str(path), number)
    return RELATIONS | added


def _relation(cells: dict[str, str], file: str, line: int) -> Relation:
    kind, swap = cells.get("kind", ""), cells.get("swap", "")
    if kind not in _PAIRED:
        raise BadInput(
            f"{kind!r} is no kind of claim of two; they are: {', '.join(_PAIRED)}",
            file=file,
            line=line,
            field="kind",
        )
    if swap not in ("", "yes", "no"):
        raise BadInput(f"{swap!r} is neither yes nor no", file=file, line=line, field="swap")
    return Relation(kind, swap == "yes")

"""What a part of the graph says as a whole, entry by entry, each with the standing of what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from relgraph.analysis.answers import Answer
from relgraph.analysis.bridges import Bridges
from relgraph.analysis.central import Central
from relgraph.analysis.groups import Groups
from relgraph.analysis.pairs import SEED, Rests
from relgraph.analysis.triangles import Triangle, Triangles
from relgraph.cli.safe import shown
from relgraph.cli.show.ties import HEADINGS, Heard, in_columns, row
from relgraph.cli.text import columns, listed, number, painted, wrapped
from relgraph.cli.words import day
from relgraph.dates import Day
from relgraph.queries.phrases import predicate
from relgraph.queries.rows import Ref, Tie

_MEMBERS = 12  # so many of a group are named
_TELLING = 0.1  # a rumour that makes a difference of less is not worth a line


_TITLES = {
    "central": "Who connects whom",
    "groups": "Who hangs together",
    "bridges": "What alone holds the graph together",
    "triangles": "Who is between two others",
}


def head(what: str, entities: int, rests: Rests, on: Day, known: Day) -> list[str]:
    """What is asked, for which day, and over what."""
    counts = f"{number(entities, 'entity', 'entities')}, {basis(rests)}"
    return [
        painted(_TITLES[what], "bold"),
        f"on {day(on)}, as known on {day(known)}",
        *wrapped(counts, columns(), "  ", ""),
    ]


def lines(answer: Answer, most: int, heard: Heard) -> list[str]:
    """An answer, at most so many entries of each sort."""
    match answer:
        case Central():
            return _central(answer, most)
        case Groups():
            return _groups(answer, most)
        case Bridges():
            return _bridges(answer, most, heard)
        case Triangles():
            return _triangles(answer.found, most, heard)


def basis(rests: Rests) -> str:
    """`8 ties: 7 reported, 1 ALLEGED; 2 of them possibly`; `1 tie, reported`."""
    parts = [f"{count:,} {_standing(standing)}" for standing, count in rests.standings.items()]
    told = f": {', '.join(parts)}"
    if len(parts) == 1:
        told = f", {'all ' if rests.ties > 1 else ''}{_standing(next(iter(rests.standings)))}"
    return f"{number(rests.ties, 'tie')}{told if parts else ''}{_possibly(rests)}"


def _possibly(rests: Rests) -> str:
    if rests.possibly == rests.ties:
        return "" if not rests.ties else "; possibly" if rests.ties == 1 else "; all of them possibly"
    return f"; {rests.possibly:,} of them possibly" if rests.possibly else ""


def _standing(standing: str) -> str:
    return standing if standing in ("reported", "confirmed") else standing.upper()


def _central(answer: Central, most: int) -> list[str]:
    lines = []
    if answer.sources is not None:
        text = f"the chains from {answer.sources:,} entities, drawn at random (seed {SEED}), stand for those from all"
        lines += wrapped(f"an estimate: {text}", columns(), "  ", "")
    about = "" if answer.sources is None else "about "
    lines.append("")
    for rank, one in enumerate(answer.found[:most], start=1):
        facts = [f"between {about}{_pairs(one.pairs)}", basis(one.rests)]
        if abs(one.firm - one.pairs) >= _TELLING * one.pairs:
            facts.append(f"over reported ties alone: {about}{_pairs(one.firm)}")
        lines += in_columns(f"{rank:>3}  ", _named(one.ref), facts)
    return [*lines, *_rest(len(answer.found), most), *_none(answer.found, "nobody stands between two others")]


def _pairs(count: float) -> str:
    whole = round(count)
    return f"{count:.1f} pairs" if count < 10 and abs(count - whole) > 0.05 else number(whole, "pair")


def _groups(answer: Groups, most: int) -> list[str]:
    large = [group for group in answer.found if len(group.members) > 2]
    couples = len(answer.found) - len(large)
    method = {"louvain": "Louvain's method"}.get(answer.method, answer.method)
    text = f"{number(len(large), 'group') if large else 'no group'} of three or more, found by {method}"
    text += f"; besides {number(couples, 'pair')} alone" if couples else ""
    lines = wrapped(text, columns(), "  ", "")
    for rank, group in enumerate(large[:most], start=1):
        text = f"{len(group.members):,} together by {basis(group.rests)}"
        lines += ["", *wrapped(text, columns(), "     ", f"{rank:>3}  ")]
        for type, names in _by_type(group.members).items():
            lines += wrapped(f"{type}{_first(names)}", columns(), "       ", "     ")
        if group.parts > 1:
            text = f"over reported ties alone it falls into {group.parts:,} parts"
            lines += wrapped(text, columns(), "       ", "     ")
    return [*lines, *_rest(len(large), most)]


def _by_type(members: Sequence[Ref]) -> dict[str, list[str]]:
    """The names of people, then those of works and of organizations, under what stands before them."""
    lead = {"person": "", "work": "works: ", "organization": "organizations: "}
    found = {lead[type]: [shown(ref.name) for ref in members if ref.type == type] for type in lead}
    return {heading: names for heading, names in found.items() if names}


def _first(names: Sequence[str]) -> str:
    more = len(names) - _MEMBERS
    return listed([*names[:_MEMBERS], f"{more:,} more"] if more > 1 else names)


def _bridges(answer: Bridges, most: int, heard: Heard) -> list[str]:
    lines = ["", painted("Without whom it falls apart", "bold")]
    for rank, cut in enumerate(answer.cuts[:most], start=1):
        parts = listed(
            [f"{size:,}" for size in cut.parts[:6]] + (["smaller ones"] if len(cut.parts) > 6 else [])
        )
        facts = [f"cuts off {cut.apart:,}: parts of {parts}", basis(cut.rests)]
        lines += in_columns(f"{rank:>3}  ", _named(cut.ref), facts)
    lines += [*_rest(len(answer.cuts), most), *_none(answer.cuts, "nobody")]
    lines += ["", painted("Ties without which it falls apart", "bold")]
    found = [bridge for bridge in answer.bridges if bridge.sides[0] > 1]
    for bridge in found[:most]:
        lines.append(f"{bridge.sides[0]:,} and {bridge.sides[1]:,} hang together only because")
        lines += _told(bridge.ties, heard)
    lines += [*_rest(len(found), most), *_none(found, "none between more than one and the others")]
    if single := len(answer.bridges) - len(found):
        text = f"besides, {number(single, 'pair')} of whom one or both have no other tie"
        lines += wrapped(text, columns(), "  ", "")
    return lines


def _triangles(answer: Sequence[Triangle], most: int, heard: Heard) -> list[str]:
    lines: list[str] = []
    for holds, some in groupby(answer[:most], key=lambda triangle: triangle.holds):
        lines += ["", painted(HEADINGS[holds], "bold")]
        for triangle in some:
            others = listed([shown(tie.other.name) for tie in triangle.ties])
            text = f"{shown(triangle.who.name)}, between {others}: {_standing(triangle.standing)}"
            lines += [*wrapped(text, columns(), "  ", ""), *_told([*triangle.ties, *triangle.apart], heard)]
    return [*lines, *_rest(len(answer), most), *_none(answer, "no triangle")]


def _told(ties: Iterable[Tie], heard: Heard) -> Iterator[str]:
    for tie in ties:
        yield from row(f"{shown(tie.entity.name)} {predicate(tie)} {shown(tie.other.name)}", tie, heard)


def _named(ref: Ref) -> str:
    return shown(ref.name) if ref.type == "person" else f"{shown(ref.name)}, {ref.type}"


def _rest(found: int, most: int) -> list[str]:
    return [f"{found - most:,} more: --top {found}"] if found > most else []


def _none(found: Sequence[object], text: str) -> list[str]:
    return [] if found else [text]

"""What docs/semantics.md says beyond the cases of semantics.yaml: the short histories of fold_rules.txt.

A history is a sentence that says what it shows, and then

- indented, its claims: the day of publication, the source (in brackets who is cited, and in what role; with no role:
  anonymous), what is said of Ann and Bob, or of the death of one of them, and when; then, if so, from when on it was
  withdrawn or replaced;
- `=` its ties, all of them: state, number and standing, the days of start and end (`?` is an open side), what ended
  it, the standing of the end if it is not `reported`, the voices for and against if they are not one and none;
- `!` its Findings, all of them, each with the number of the claim;
- `@` a day, and for each tie whether it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from relgraph.dates import day_of, iso, parse
from relgraph.fold import FOREVER, Bounds, Episode, Said, fold_at

ANN, BOB = 1, 2

_CLAIM = re.compile(
    r"(?P<published>\S+) (?P<source>[^:(]+?)(?: \((?P<agent>[^:]+?)(?:: (?P<role>\w+))?\))?: "
    r"(?:(?P<stance>alleged|denied|confirmed|planned) )?(?P<kind>[a-z_]+)(?: of (?P<dead>Ann|Bob))?"
    r"(?: (?P<when>[^, ]+))?(?: by (?P<detail>\w+))?(?:, (?P<change>withdrawn|replaced) (?P<changed>\S+))?"
)


class Story(NamedTuple):
    """A history, and the lines of what follows from it."""

    says: str
    claims: list[Said]
    known: int
    ties: list[str]
    findings: list[str]
    holds: list[str]


def stories(text: str) -> Iterator[Story]:
    """The histories of a text, comments and headings left out."""
    for block in re.split(r"\n{2,}", re.sub(r"^#.*$", "", text, flags=re.MULTILINE).strip()):
        says, *lines = block.split("\n")
        told = [line[2:] for line in lines if line.startswith("  ")]
        known = [day_of(line.removeprefix("known: ")) for line in told if line.startswith("known: ")]
        follows = {mark: [line[2:] for line in lines if line[0] == mark] for mark in "=!@"}
        yield Story(
            says,
            [_claim(line, number) for number, line in enumerate(told, 1) if not line.startswith("known: ")],
            known[0] if known else FOREVER,
            [tie for tie in follows["="] if tie != "nothing"],
            follows["!"],
            follows["@"],
        )


def _claim(line: str, number: int) -> Said:
    match = _CLAIM.fullmatch(line)
    assert match, f"no claim: {line}"
    part = match.groupdict()
    role = part["role"] or ("anonymous" if part["agent"] else "outlet")
    changed = day_of(part["changed"]) if part["changed"] else None
    return Said(
        position=number,
        kind=part["kind"],
        a=BOB if part["dead"] == "Bob" else ANN,
        b=None if part["dead"] else BOB,
        when=parse(part["when"]) if part["when"] else None,
        stance="reported" if part["stance"] in (None, "planned") else part["stance"],
        published=day_of(part["published"]),
        root=part["source"] if role == "anonymous" or not part["agent"] else part["agent"],
        role=role,
        hypothetical=part["stance"] == "planned",
        withdrawn=changed if part["change"] == "withdrawn" else None,
        replaced=changed if part["change"] == "replaced" else None,
        detail=part["detail"],
    )


def written(tie: Episode) -> str:
    """A tie as a line of a history."""
    said = [f"{tie.kind} {tie.number} {tie.standing}: {_days(tie.start)}"]
    if (days := _days(tie.end.bounds)) != "?":
        said.append(f"to {days}, {tie.end.by}" if tie.end.by else f"to {days}")
        said += [f"[{tie.end.standing}]"] if tie.end.standing not in (None, "reported") else []
    if tie.alleged_end:
        said.append(f"(alleged: {_days(tie.alleged_end.bounds)})")
    if tie.void:
        said.append("(void)")
    if (tie.roots, tie.against) != (1, 0):
        said.append(f"{tie.roots} for {tie.against} against")
    return " ".join(said)


def _days(bounds: Bounds) -> str:
    earliest, latest = iso(bounds.earliest) or "?", iso(bounds.latest) or "?"
    return earliest if earliest == latest else f"{earliest}..{latest}"


STORIES = list(stories(Path(__file__).with_name("fold_rules.txt").read_text("utf-8")))


@pytest.mark.parametrize("story", STORIES, ids=[story.says for story in STORIES])
def test_the_rules_say_so(story: Story) -> None:
    folded = fold_at(story.claims, story.known)
    assert [written(tie) for tie in folded.episodes] == story.ties
    assert [f"{found.finding} {found.position}" for found in folded.findings] == story.findings
    for line in story.holds:
        day, *answers = line.split()
        assert [tie.window.holds(day_of(day)) for tie in folded.episodes] == answers, day


def test_no_two_histories_say_the_same() -> None:
    assert len({story.says for story in STORIES}) == len(STORIES) > 100

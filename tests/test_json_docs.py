"""docs/json.md says which keys each command prints: no more, and no less."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver

from relgraph.cli.app import COMMANDS
from relgraph.extract import extractors
from tests.neo4j_server import PASSWORD, USER, Server
from tests.shell import Doc, doc, run, says, tell
from tests.weddings import Weddings

TEXT = (Path(__file__).parents[1] / "docs" / "json.md").read_text()

Tables = dict[str, dict[str, str]]
"""For each heading its keys, each with what stands under `value`."""


def sections() -> Iterator[tuple[str, str]]:
    """Each heading and what stands below it."""
    parts = re.split(r"^##+ (.+)$", TEXT, flags=re.MULTILINE)[1:]
    yield from zip(parts[::2], parts[1::2], strict=True)


def keys(text: str) -> dict[str, str]:
    return dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", text, re.MULTILINE))


VALUES: Tables = {heading: keys(text) for heading, text in sections() if "`" not in heading}
COMMAND: Tables = {
    name.split(" --")[0]
    .split(" [")[0]
    .split(" NAME")[0]
    .split(" TEXT")[0]
    .split(" A B")[0]
    .split(" FILE")[0]: keys(text)
    for heading, text in sections()
    for name in re.findall(r"`([^`]+)`", heading)
}


def wrong(value: Any, wanted: dict[str, str], place: str) -> list[str]:
    """Where the keys of a value, or of what it holds, are not those documented."""
    if isinstance(value, list):
        return [line for at, one in enumerate(value) for line in wrong(one, wanted, f"{place}[{at}]")]
    if value is None:
        return []
    found = [f"{place}: {sorted(set(value) ^ set(wanted))}"] if set(value) != set(wanted) else []
    for key, described in wanted.items():
        link = re.search(r"\[([\w ]+)\]\(#([\w-]+)\)", described)
        if link and key in value:
            assert link[2] == link[1].replace(" ", "-")
            found += wrong(value[key], VALUES[link[1]], f"{place}.{key}")
        if key in value and not fits(value[key], described):
            found.append(f"{place}.{key}: {value[key]!r} is no {described}")
    return found


def fits(value: Any, described: str) -> bool:
    """Whether a value is of the type that the table gives."""
    if value is None:
        return described.endswith("or null")
    plain = described.removesuffix(" or null")
    if plain == "day":
        return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None
    if plain == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    types: dict[str, type] = {"text": str, "true or false": bool, "object": dict}
    return isinstance(value, types.get(plain, list if plain.startswith("list of") else dict))


INSIDER = [{"agent": "Us Monthly", "role": "outlet"}, {"agent": "an insider", "role": "anonymous"}]
STORY: list[Doc] = [
    doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed", "2012-08-04"), url="https://w.example/1", title="Wed",
        entities=[{"name": "Ann Vale", "type": "person", "born": "1980"}]),
    doc("2014-01-01", says("divorce", "Ann Vale", "Bob Reed", "2013~", stance="alleged", attribution=INSIDER)),
    doc("2014-02-01", says("separation", "Ann Vale", "Bob Reed", "2013-12", stance="denied"), source="Post"),
    doc("2014-03-01", says("parenthood", "Ann Vale", "Kim Vale", "2001", detail="adoption")),
    doc("2014-04-01", says("marriage", "Ann Vale", "Bob Reed", "2012-08-06"), source="Post"),
    doc("2014-04-02", says("affair", "Ann Vale", "Ed Moss"), source="Star"),
    doc("2014-06-01", says("marriage", "Ann Vale", "Bob Reed", "2012-08-04"), source="Post", url="https://p.example/1",
        text="marriage of Ann Vale and Bob Reed 2012-08-04"),
    doc("2014-06-02", says("marriage", "Ann Vale", "Bob Reed", "2012-08-04"), source="Copy",
        text="marriage of Ann Vale and Bob Reed 2012-08-04"),
    doc("2014-06-03", source="Post", url="https://p.example/1", text="We were wrong."),
    doc("2014-04-02", says("dating", "Anne Vale", "Cy Lund"), says("dating", "Lou Lund", "Ed Lund"), source="Post"),
    doc("2014-05-01", says("engagement", "Ann Vale", "Bob Reed", "2020", hypothetical=True), source="Post"),
]  # fmt: skip


ARTICLE: Doc = {
    "source": "Wire", "published": "2016-01-01", "updated": "2016-01-02", "title": "Wed", "language": "en",
    "url": "https://w.example/2", "text": "Ed Roe married Flo Yew in 2012.", "entities": [{"name": "Ed Roe", "type": "person"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("json")
    tell(folder / "story.db", *STORY)
    (folder / "more.jsonl").write_text(json.dumps(doc("2015-01-01", says("dating", "Cy Hart", "Di Lund"))))
    (folder / "t.tsv").write_text("subject\trelation\tobject\nAl Oak\tspouse\tBea Ash\nAl\tnosuch\tBea\n")
    (folder / "a.jsonl").write_text(json.dumps(ARTICLE))
    (folder / "p.md").write_text(
        "---\nsource: Wire\ndate: 2016-01-01\n---\nEd Roe married Flo Yew in 2012. REFUSE"
    )
    for reader in (Weddings(), Weddings(version="1.1", years=False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(extractors.EXTRACTORS, "rules", partial(Weddings, *reader))
            run("add", folder / "p.md", "--db", folder / "story.db")
    for pair in (("anne vale", "lou lund"), ("lou lund", "cy lund")):
        run("identity", "same", *pair, "--as", "stage", "--db", folder / "story.db")
    (folder / "digest").write_text(run("log", "digest", "--db", folder / "story.db").out)
    return folder


PRINTED = {
    "find": "find vale",
    "ties": "ties 'ann vale' --all",
    "pairs": "pairs --kind marriage --all",
    "timeline": "timeline 'ann vale'",
    "why": "why 'ann vale' 'bob reed'",
    "path": "path 'kim vale' 'bob reed'",
    "analyze central": "analyze central --on 2014-04-02",
    "analyze groups": "analyze groups --on 2014-04-02",
    "analyze bridges": "analyze bridges --on 2014-04-02",
    "analyze triangles": "analyze triangles --on 2014-04-02",
    "diff": "diff --from 2013-06-01 --to 2016",
    "cypher": "cypher --query 'MATCH (n:Person) RETURN n.name AS name'",
    "log head": "log head",
    "log digest": "log digest",
    "log verify": "log verify --digest digest",
    "log show": "log show",
    "log replay": "log replay --until 3 --to then.db",
    "rebuild": "rebuild",
    "check": "check",
    "identity same": "identity same 'lou lund' 'ed lund' --why x",
    "identity different": "identity different 'cy lund' 'ed lund'",
    "identity undo": "identity undo JUDGEMENT",
    "identity show": "identity show 'anne vale'",
    "identity suggest": "identity suggest 'anne vale'",
    "add": "add p.md",
    "extract": "extract a.jsonl",
    "load": "load more.jsonl",
    "import tsv": "import tsv t.tsv --source S --published 2020-01-01",
    "review list": "review list",
    "review accept": "review accept CLAIM",
    "review reject": "review reject CLAIM",
    "review edit": "review edit CLAIM --stance alleged",
    "retract": "retract --article https://w.example/1 --published 2020-01-01 --why x",
    "correct": "correct CLAIM --stance alleged --published 2020-01-01 --why x",
    "erase": "erase 'ed roe' --why x --yes",
}


SERVED = {f"neo4j {what}": f"neo4j {what}" for what in ("sync", "check", "wipe")}
"""In this order: the server is changed in between."""


@pytest.mark.parametrize("name", PRINTED)
def test_a_command_prints_the_keys_that_are_documented(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setitem(extractors.EXTRACTORS, "rules", lambda: Weddings(version="1.2"))
    command = PRINTED[name]
    if "CLAIM" in command:
        claims = run("why", "ann vale", "bob reed", "--json", "--db", "story.db").json["claims"]
        command = command.replace("CLAIM", claims[0]["id"])
    if "JUDGEMENT" in command:
        card = run("identity", "show", "lou lund", "--json", "--db", "story.db").json
        command = command.replace("JUDGEMENT", card["judgements"][0]["id"])
    place = () if name == "extract" else ("--db", "story.db")
    answer = run(*shlex.split(command), "--json", *place)
    assert answer.code == (1 if name == "check" else 0), answer.err
    assert answer.json, "an empty answer shows no keys"
    assert not wrong(answer.json, COMMAND[name], name)
    assert not name.startswith("analyze") or answer.json["found"], "an empty list shows no keys"
    lists = ("refused", "dropped", "restored", "inferred")
    assert name != "add" or all(answer.json[key] for key in lists), "an empty list shows no keys"


def test_a_command_for_a_server_prints_the_keys_that_are_documented(
    driver: Driver, server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USER", USER)
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    for name, command in SERVED.items():
        place = () if name == "neo4j wipe" else ("--db", folder / "story.db")
        answer = run(*command.split(), server.uri, "--json", *place)
        assert answer.code == (1 if name == "neo4j check" else 0), answer.err
        assert not wrong(answer.json, COMMAND[name], name)
        driver.execute_query("MATCH (n:Person {name: 'Bob Reed'}) SET n.name = 'Rob'")
    assert run("neo4j", "check", server.uri, "--db", folder / "story.db").code == 1


@pytest.mark.parametrize("key", ["ties", "pairs", "why"])
def test_the_story_has_an_example_of_every_part_of_a_tie(key: str, folder: Path) -> None:
    printed = json.dumps(run(*shlex.split(PRINTED[key]), "--json", "--db", folder / "story.db").json)
    assert '"alleged_end": {' in printed
    parts = ('"attribution": [{', '"quotes": [{', '"moved": [{', '"version": {', '"same_text": {')
    assert key != "why" or all(part in printed for part in parts)


def test_every_command_that_prints_json_is_documented() -> None:
    documented = {name.split()[0] for name in COMMAND}
    assert documented == set(COMMANDS) - {"demo", "page", "graph"}
    assert {*PRINTED, *SERVED} == set(COMMAND)


def test_the_examples_are_json_with_the_documented_keys() -> None:
    seen = 0
    for heading, text in sections():
        for example in re.findall(r"```json\n(.+?)\n```", text, re.DOTALL):
            seen += 1
            assert not wrong(json.loads(example), keys(text), heading)
    assert seen >= 14


def test_every_value_is_used() -> None:
    linked = {link for text in TEXT.splitlines() for link in re.findall(r"\]\(#([\w-]+)\)", text)}
    assert linked == {heading.replace(" ", "-") for heading, table in VALUES.items() if table}

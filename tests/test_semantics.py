"""The histories of semantics.yaml, each with its right answers: they decide where the prose of docs/semantics.md is open."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from relgraph.checks import findings
from relgraph.cli.as_json import tie_json
from relgraph.dates import last_day_of
from relgraph.documents import read_bytes
from relgraph.errors import RelgraphError
from relgraph.ingest import load, open_store
from relgraph.queries.find import named
from relgraph.queries.ties import Asked, ties
from tests.shell import run

Case = dict[str, Any]
Json = dict[str, Any]

HERE = Path(__file__).parent
CASES: list[Case] = yaml.safe_load((HERE / "semantics.yaml").read_text("utf-8"))
THROUGH_THE_COMMAND = [
    "the same couple marries twice",
    "a retraction counts from the day it is published",
    "two people of one name",
    "the article we start from, told by its claims",
]
NOT_A_KIND = {"when", "stance", "via", "hypothetical"}


def document(article: Json, number: int) -> Json:
    """An article in the short form of semantics.yaml, as an article document."""
    claims = [_claim(said, f"{number}.{n}") for n, said in enumerate(article.get("say", []))]
    written = {
        "source": article.get("by", "Wire"),
        "published": article["at"],
        "claims": claims,
        "text": "\n".join(claim["quote"] for claim in claims),
    }
    return written | {key: article[key] for key in ("url", "entities") if key in article}


def _claim(said: Json, number: str) -> Json:
    kind = next(key for key in said if key not in NOT_A_KIND)
    parties = said[kind]
    names = [party if isinstance(party, str) else party["name"] for party in parties]
    quote = f"({number}) {kind} of {' and '.join(names)} {said.get('when', '')}".strip()
    claim = {"kind": kind, "stance": said.get("stance", "reported"), "quote": quote}
    claim |= dict(zip(("a", "b"), parties, strict=False))
    if "when" in said:
        claim["when"] = str(said["when"])
    if "via" in said:
        claim["attribution"] = [{"agent": agent, "role": role} for agent, role in said["via"]]
    if said.get("hypothetical"):
        claim["hypothetical"] = True
    return claim


def written(case: Case) -> bytes:
    """The articles of a case as one YAML file."""
    documents = [document(article, n) for n, article in enumerate(case["articles"])]
    return yaml.safe_dump_all(documents, allow_unicode=True).encode()


def difference(expected: list[Json], found: list[Json]) -> str | None:
    """What is wrong with ties, of which only the keys that are asked for count; all of them must be expected."""
    left = list(found)
    for want in expected:
        right = next((tie for tie in left if _is(want, tie)), None)
        if right is None:
            return f"no {want} among {[_short(tie) for tie in left]}"
        left.remove(right)
    return f"not expected: {[_short(tie) for tie in left]}" if left else None


def _is(want: Json, tie: Json) -> bool:
    return all(_value(tie, key) == value for key, value in want.items())


def _value(tie: Json, key: str) -> object:
    if key == "other":
        return tie["other"]["name"]
    if key in ("start", "end", "alleged_end"):
        bounds = tie[key] or {}
        return [bounds.get("earliest"), bounds.get("latest")]
    return tie["start"]["approximate"] if key == "approximate" else tie[key]


def _short(tie: Json) -> Json:
    keys = (
        "kind",
        "other",
        "episode",
        "holds",
        "standing",
        "roots",
        "against",
        "start",
        "end",
        "ended_by",
        "alleged_end",
    )
    return {key: _value(tie, key) for key in keys}  # fmt: skip


# ---- documents, ingest, read model, queries


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_history_has_its_right_answers(case: Case, tmp_path: Path) -> None:
    db = tmp_path / "case.db"
    with open_store(db, create=True) as store:
        for _ in range(2 if case.get("twice") else 1):
            load(store, read_bytes(written(case), "case.yaml"))
    for step in case.get("steps", []):
        assert run(*step, "--db", db).code == 0
    with closing(sqlite3.connect(db)) as connection:
        for ask in case["ask"]:
            assert wrong(connection, ask) is None, ask


def wrong(db: sqlite3.Connection, ask: Json) -> str | None:
    """What is wrong with the answer to a question; None: it is right."""
    if "check" in ask:
        found = {finding.finding for finding in findings(db)}
        missing = set(ask["finds"]) - found
        return f"lacks {missing}, has {found}" if missing else None
    on, known = last_day_of(ask["day"]), last_day_of(ask.get("known", "2030-01-01"))
    try:
        who = named(db, ask["ties"], on, known)
    except RelgraphError as error:
        return None if error.exit_code == ask.get("exit") else f"{error}"
    if "exit" in ask:
        return f"found {who.ref.name}"
    found_ties = ties(db, who.no, on, known, Asked(past=ask.get("all", False)))
    return difference(ask["expect"], [tie_json(tie) for tie in found_ties])


# ---- the command, from outside


@pytest.mark.parametrize("title", THROUGH_THE_COMMAND)
def test_the_command_gives_the_same_answers(title: str, tmp_path: Path) -> None:
    case = next(case for case in CASES if case["case"] == title)
    file, db = tmp_path / "case.yaml", tmp_path / "case.db"
    file.write_bytes(written(case))
    for step in [["load", str(file)]] * (2 if case.get("twice") else 1) + case.get("steps", []):
        ran = relgraph(*step, "--db", db)
        assert ran.returncode == 0, ran.stderr
    for ask in case["ask"]:
        known = ["--known", ask.get("known", "2030-01-01"), "--json", "--db", db]
        past = ["--all"] if ask.get("all") else []
        ran = relgraph("ties", ask["ties"], "--on", ask["day"], *known, *past)
        assert ran.returncode == ask.get("exit", 0), ran.stderr
        if "exit" in ask:
            assert ran.stderr.strip()
        else:
            assert difference(ask["expect"], json.loads(ran.stdout)["ties"]) is None


def relgraph(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the installed command."""
    command = Path(sys.executable).with_name("relgraph")
    return subprocess.run(
        [command, *map(str, arguments)], check=False, capture_output=True, text=True, timeout=60
    )

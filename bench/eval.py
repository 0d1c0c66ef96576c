"""How well the rules read: `make eval` prints the figures and writes the tables of docs/extraction.md.

    python -m bench.eval [--set NAME…] [--errors FILE] [--quick]

The texts lie in ../shared/data and are read from there. `--quick` writes no page.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from relgraph.dates import day_of
from relgraph.extract import model
from relgraph.extract.protocol import ArticleText, Proposal
from relgraph.extract.rules import RulesExtractor
from relgraph.extract.rules.evidence import ROYAL
from relgraph.kinds import KINDS
from relgraph.names import folded

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "extraction.md"
GOSSIP = ("a", "b")
BEGIN, END = "<!-- figures: written by make eval -->", "<!-- end of figures -->"
PRONOUNS = frozenset("he she they him her his it their".split())

Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.eval")
    parser.add_argument("--errors", help="where to write what was missed and what was false")
    parser.add_argument("--quick", action="store_true", help="print only; write no page")
    options = parser.parse_args()
    loaded = model.load()
    extractor = RulesExtractor(loaded.nlp, loaded.name)
    gossip = {name: gossip_figures(extractor, [name], None) for name in GOSSIP}
    both = gossip_figures(extractor, list(GOSSIP), options.errors)
    right, total, failed = cases(extractor)
    others = {"redocred-dev": redocred(extractor), "knowledgenet-dev": knowledgenet(extractor)}
    page = figures(gossip, both, (right, total, failed), others, loaded.name)
    sys.stdout.write(page)
    if not options.quick and PAGE.exists():
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{page}{END}{rest.partition(END)[2]}", encoding="utf-8")


# gossip-dev -------------------------------------------------------------------------------------------------------


def gossip_figures(extractor: RulesExtractor, names: list[str], errors: str | None) -> Row:
    """The scorer's summary for these parts of gossip-dev, with the allegations that were lost."""
    rows = [row for name in names for row in read_lines(SHARED / "gossip-dev" / f"{name}.jsonl")]
    articles = [
        ArticleText(
            f"{r['title']}\n\n{r['text']}", day_of(r["published"]), source_of(r["url"]), r["url"] or r["id"]
        )
        for r in rows
    ]
    found = list(extractor.extract(articles))
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        predicted.write_text(
            "".join(json.dumps(document(a, p)) + "\n" for a, p in zip(articles, found, strict=True)),
            encoding="utf-8",
        )
        scorer = [
            sys.executable,
            str(SHARED / "score_claims.py"),
            *(str(SHARED / "gossip-dev" / f"{n}.jsonl") for n in names),
        ]
        call = [*scorer, "--pred", str(predicted), "--json", *(["--errors", errors] if errors else [])]
        summary: Row = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
    return summary | {"articles": len(rows)}


def document(article: ArticleText, proposals: Iterable[Proposal]) -> Row:
    """An article document as `relgraph extract` prints it."""
    return {"source": article.source, "url": article.url, "claims": [claim(p) for p in proposals]}


def claim(proposal: Proposal) -> Row:
    parties = {"a": {"name": proposal.a.name, "type": str(proposal.a.type)}}
    if proposal.b is not None:
        parties["b"] = {"name": proposal.b.name, "type": str(proposal.b.type)}
    return {
        "kind": proposal.kind,
        **parties,
        "stance": str(proposal.stance),
        "hypothetical": proposal.hypothetical,
        "when": proposal.when,
        "attribution": [{"agent": link.agent, "role": str(link.role)} for link in proposal.attribution],
        "quote": proposal.quote,
    }


def source_of(url: str | None) -> str:
    return re.sub(r"^https?://(www\.)?", "", url or "unknown").split("/")[0]


def read_lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def lost_allegations(summary: Row) -> tuple[int, int]:
    """How many claims that the gold has as alleged or denied came out as reported or confirmed, of how many."""
    lost = total = 0
    for pair, count in summary["stance_confusion"].items():
        gold, _, found = pair.partition("->")
        if gold in ("alleged", "denied"):
            total += count
            lost += count if found in ("reported", "confirmed") else 0
    return lost, total


# extraction-cases -------------------------------------------------------------------------------------------------


def cases(extractor: RulesExtractor) -> tuple[int, int, list[str]]:
    """How many of the invented constructions come out exactly right, of how many, and those that do not."""
    rows = list(read_lines(SHARED / "extraction-cases.jsonl"))
    articles = [ArticleText(r["text"], day_of(r["published"]), "case") for r in rows]
    failed = [
        r["id"] for r, found in zip(rows, extractor.extract(articles), strict=True) if case_faults(r, found)
    ]
    return len(rows) - len(failed), len(rows), failed


def case_faults(row: Row, found: Iterable[Proposal]) -> list[str]:
    """What is wrong with the proposals for a case, in words; empty if all is right."""
    left = list(found)
    faults = []
    for gold in row["claims"]:
        same = [
            p
            for p in left
            if p.b is not None
            and parties_of(p.kind, p.a.name, p.b.name) == parties_of(gold["kind"], gold["a"], gold["b"])
        ]
        if not same:
            faults += [] if gold.get("optional") else [f"missed: {gold['kind']} {gold['a']}, {gold['b']}"]
            continue
        best = next((p for p in same if str(p.stance) == gold["stance"]), same[0])
        left.remove(best)
        faults += claim_faults(gold, best)
    return faults + [f"false: {p.kind} {p.a.name}, {p.b.name if p.b else '-'}" for p in left]


def claim_faults(gold: Row, found: Proposal) -> list[str]:
    chain = [(link.agent, str(link.role)) for link in found.attribution]
    chains = [
        [(link["agent"], link["role"]) for link in links]
        for links in (gold["attribution"], *gold.get("attribution_also", []))
    ]
    checks = {
        "stance": str(found.stance) == gold["stance"],
        "hypothetical": found.hypothetical == gold["hypothetical"],
        "date": found.when == gold["date"] or found.when in gold.get("date_also", []),
        "attribution": chain in chains,
    }
    return [f"{what}: {gold['kind']} {gold['a']}, {gold['b']}" for what, right in checks.items() if not right]


def parties_of(kind: str, a: str, b: str) -> tuple[str, ...]:
    names = [re.sub(r"^(?:the|an?) ", "", folded(name)) for name in (a, b)]
    ordered = KINDS[kind].directed or kind == "divorce_filing"
    return (kind, *(names if ordered else sorted(names)))


# others' sets -----------------------------------------------------------------------------------------------------


def redocred(extractor: RulesExtractor) -> tuple[int, int, int]:
    """Spouses in redocred-dev: right, predicted, in the gold."""
    with gzip.open(SHARED / "redocred-dev.json.gz", "rt", encoding="utf-8") as file:
        rows = json.load(file)
    articles = [
        ArticleText(plain([w for sent in r["sents"] for w in sent]), day_of("2020-01-01"), "redocred")
        for r in rows
    ]
    right = predicted = total = 0
    for row, found in zip(rows, extractor.extract(articles), strict=True):
        names = [{words(m["name"]) for m in vertex} for vertex in row["vertexSet"]]
        gold = {frozenset((label["h"], label["t"])) for label in row["labels"] if label["r"] == "P26"}
        total += len(gold)
        for pair in spouses(found):
            predicted += 1
            right += any(
                all(any(alike(name, n) for side in pairs for n in names[side]) for name in pair)
                for pairs in gold
            )
    return right, predicted, total


def knowledgenet(extractor: RulesExtractor) -> tuple[int, int, int]:
    """Spouses in knowledgenet-dev: right, predicted, in the gold (passages that are annotated for spouses)."""
    with gzip.open(SHARED / "knowledgenet-dev.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [dict(zip(HEAD, line.rstrip("\n").split("\t"), strict=False)) for line in list(file)[1:]]
    passages: dict[str, list[Row]] = {}
    for row in rows:
        if row["relation"] == "SPOUSE":
            passages.setdefault(re.sub(r"⟦[SO]:([^⟧]*)⟧", r"\1", row["passage"]), []).append(row)
    articles = [ArticleText(text, day_of("2018-01-01"), "knowledgenet") for text in passages]
    right = predicted = total = 0
    for told, found in zip(passages.values(), extractor.extract(articles), strict=True):
        gold = [
            ends for row in told if (ends := re.findall(r"⟦[SO]:([^⟧]*)⟧", row["passage"])) and len(ends) == 2
        ]
        total += len({frozenset(words(end) for end in ends) for ends in gold})
        for pair in spouses(found):
            predicted += 1
            right += any(
                all(
                    any(
                        words(end)[:1] and (set(words(end)) <= PRONOUNS or alike(name, words(end)))
                        for end in ends
                    )
                    for name in pair
                )
                for ends in gold
            )
    return right, predicted, total


HEAD = (
    "fold document passage_start passage_end subject_start subject_end object_start object_end relation passage"
).split()


def spouses(found: Iterable[Proposal]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    pairs = {
        (words(p.a.name), words(p.b.name))
        for p in found
        if p.kind == "marriage" and p.b is not None and str(p.stance) != "denied" and not p.hypothetical
    }
    return sorted(pairs)


def words(name: str) -> tuple[str, ...]:
    """A name's words without titles: the sets have "Philip V of Spain", the text "King Philip V"."""
    found = re.findall(r"\w+", folded(name))
    return tuple(w for w in found if w not in ROYAL) or tuple(found)


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and set(short) <= set(long)


def plain(tokens: list[str]) -> str:
    """Tokens as a text, with punctuation where a writer puts it."""
    text = re.sub(r" ([.,;:!?%)\]]|'s|n't|'re|'ll)(?=\s|$)", r"\1", " ".join(tokens))
    return re.sub(r"([(\[]) ", r"\1", text)


# the page ---------------------------------------------------------------------------------------------------------


def figures(
    gossip: dict[str, Row],
    both: Row,
    told: tuple[int, int, list[str]],
    others: dict[str, tuple[int, int, int]],
    name: str,
) -> str:
    lost, total = lost_allegations(both)
    rows = [
        ("micro F1, kind and parties", "≥ .68", *(s["micro"]["F1"] for s in (both, *gossip.values()))),
        ("precision", "≥ .70", *(s["micro"]["P"] for s in (both, *gossip.values()))),
        ("recall", "", *(s["micro"]["R"] for s in (both, *gossip.values()))),
        ("micro F1 with stance", "≥ .52", *(s["strict"]["F1"] for s in (both, *gossip.values()))),
        ("balanced stance", "≥ .60", *(s["stance_balanced"] for s in (both, *gossip.values()))),
        (
            "attribution roles exact",
            "≥ .60",
            *(s["attribution"]["roles_exact"] for s in (both, *gossip.values())),
        ),
        ("dates right (exact)", "≥ .70", *(s["date"]["exact"] for s in (both, *gossip.values()))),
        ("dates right (compatible)", "", *(s["date"]["compatible"] for s in (both, *gossip.values()))),
    ]
    out = [f"Read with {name}.\n", "| gossip-dev | aim | all 56 | a | b |", "|---|---|---|---|---|"]
    out += [
        f"| {what} | {aim} | " + " | ".join(f"{v:.3f}" for v in values) + " |" for what, aim, *values in rows
    ]
    out += [
        "",
        f"Allegations and denials that came out as reported or confirmed: {lost} of {total} (at most 3 %).",
        f"Invented constructions exactly right: {told[0]} of {told[1]} (all but 4).",
        f"Wrong ones: {', '.join(told[2]) or 'none'}.",
    ]
    for other, (right, predicted, gold) in others.items():
        share = right / predicted if predicted else 0
        out.append(
            f"Spouses in {other}: precision {share:.2f} ({right} of {predicted}; the gold has {gold})."
        )
    out += ["", "| kind | precision | recall | F1 | predicted | gold |", "|---|---|---|---|---|---|"]
    out += [
        f"| {k} | {v['P']:.2f} | {v['R']:.2f} | {v['F1']:.2f} | {v['pred']} | {v['gold']} |"
        for k, v in both["kinds"].items()
    ]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main()

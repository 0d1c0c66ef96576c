"""Reading articles: how many a second on one core, what the rules add to the parse, what 2,000 of them leave behind.

The articles are those of gossip-dev, cut into sentences and put together at random to about 2,500 characters: they are
read here and nothing of them is kept.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.timing import SHARED, Result

ABOUT = """One core; the articles are cut from real ones, read and not kept."""

LENGTH = 2_500
"""Characters of an article."""


def measure(folder: Path, small: bool) -> Iterator[Result]:
    """The lines of the table; one process for the speed, one for the long run."""
    if not (SHARED / "gossip-dev").is_dir():
        return
    speed = _child("speed", 20 if small else 200)
    yield Result(
        f"reading {speed['articles']} articles of {LENGTH:,} characters, one core",
        f"{speed['rules']:.1f}/s",
        f"nlp.pipe alone, {speed['parse']:.1f}/s",
        "",
        ">= 15/s",
        speed["rules"] >= 15,
    )
    added = speed["parse"] / speed["rules"] - 1
    yield Result(
        "what the rules add to the parse", f"{added:.2f} x", "nlp.pipe alone", "", "<= 0.3 x", added <= 0.3
    )
    long = _child("long", 100 if small else 2_000)
    grown = long["after"] - long["half"]
    yield Result(
        f"{long['articles']:,} articles in one run",
        f"{long['seconds']:.0f} s, {long['proposals']:,} proposals",
        "",
        "",
        "to its end",
        True,
    )
    yield Result("its peak memory", f"{long['peak']:.2f} GB", "", "", "<= 1.5 GB", long["peak"] <= 1.5)
    yield Result(
        "growth of memory over its second half",
        f"{grown:.3f} GB",
        f"{long['half']:.2f} GB",
        "",
        "<= 0.05 GB",
        grown <= 0.05,
    )

    hostile = _child("hostile", 20_000 if small else 200_000)
    yield Result(
        f"the worst of {hostile['texts']} texts of {hostile['characters']:,} characters that are no prose",
        f"{hostile['worst']:.0f} s",
        "",
        "",
        "<= 60 s",
        hostile["worst"] <= 60,
    )
    yield Result(
        "the peak memory of them", f"{hostile['peak']:.2f} GB", "", "", "<= 1.5 GB", hostile["peak"] <= 1.5
    )


def _child(what: str, count: int) -> dict[str, float]:
    """What a process of its own measured, on one core."""
    command = [sys.executable, "-m", "bench.extract", what, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def articles(count: int, seed: int = 7) -> list[str]:
    """Articles of real sentences at random; a title first."""
    documents = [
        json.loads(line)
        for file in sorted((SHARED / "gossip-dev").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    pieces = [
        piece for document in documents for piece in re.split(r"(?<=[.!?”])\s+", document["text"]) if piece
    ]
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        parts = [chance.choice(documents)["title"]]
        while sum(map(len, parts)) < LENGTH:
            at = chance.randrange(len(pieces))
            parts.append(" ".join(pieces[at : at + chance.randrange(1, 6)]))
        text = "\n\n".join(parts)
        made.append(text[: LENGTH + chance.randrange(-300, 300)])  # cut anywhere, in a word too
    return made


def _speed(count: int) -> dict[str, float]:
    """Articles a second of the core's own time, of the parse alone and of all; the best of two."""
    from relgraph.extract.rules.text import lines

    extractor, nlp = _extractor()
    texts = articles(count)
    taken: dict[str, float] = {}
    for _ in range(2):
        started = time.process_time()
        for _doc in nlp.pipe(line.text for text in texts for line in lines(text)):  # type: ignore[attr-defined]
            pass
        taken["parse"] = min(taken.get("parse", 1e9), time.process_time() - started)
        started = time.process_time()
        _read(extractor, texts)
        taken["rules"] = min(taken.get("rules", 1e9), time.process_time() - started)
    return {"articles": count, "parse": count / taken["parse"], "rules": count / taken["rules"]}


def _long(count: int) -> dict[str, float]:
    """One run over many articles: its time, and the memory at its middle and its end."""
    extractor, _ = _extractor()
    texts = articles(count)
    started = time.perf_counter()
    proposals = _read(extractor, texts[: count // 2])
    half = _resident()
    proposals += _read(extractor, texts[count // 2 :])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {
        "articles": count, "seconds": time.perf_counter() - started, "proposals": proposals,
        "half": half, "after": _resident(), "peak": peak,
    }  # fmt: skip


HOSTILE = (
    "' ",
    '"a ',
    "a-",
    "Ana Lee, ",
    "(Ana (",
    "Ana Lee and her husband, Bo Cy, split and then ",
    "Ana.\n",
)


def _hostile(length: int) -> dict[str, float]:
    """Texts as long as an article may be, of one thing over and over: the slowest, and the peak memory."""
    extractor, _ = _extractor()
    worst = 0.0
    for piece in HOSTILE:
        started = time.process_time()
        _read(extractor, [(piece * length)[:length]])
        worst = max(worst, time.process_time() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {"texts": len(HOSTILE), "characters": length, "worst": worst, "peak": peak}


def _extractor() -> tuple[object, object]:
    from relgraph.extract import model
    from relgraph.extract.rules import RulesExtractor

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    loaded = model.load()
    return RulesExtractor(loaded.nlp, loaded.name), loaded.nlp


def _read(extractor: object, texts: list[str]) -> int:
    from relgraph.extract.protocol import ArticleText

    found = (ArticleText(text, 736_000, "Star Post") for text in texts)
    return sum(len(proposals) for proposals in extractor.extract(found))  # type: ignore[attr-defined,misc]


def _resident() -> float:
    """Memory in use, in GB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e9


if __name__ == "__main__":
    print(json.dumps({"speed": _speed, "long": _long, "hostile": _hostile}[sys.argv[1]](int(sys.argv[2]))))

"""`python -m bench.fuzz_reader [--minutes N] [--seed N]`: read broken files until the time is up.

Whatever is read, it becomes articles or a BadInput within ten seconds, every quote-sized stretch of what an extractor
reads leads back into the kept text, and nothing else is raised. What breaks that is written to a file, and ends it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from relgraph.errors import BadInput
from relgraph.extract.reading import Given, from_bytes
from relgraph.extract.view import plain

LONGEST = 10.0
"""Seconds of the processor that a file may take."""

PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ann Vale weds | Star Post</title>
<meta property="og:site_name" content="Star Post"><link rel="canonical" href="https://star.example/2024/03/05/wed">
<meta property="article:published_time" content="2024-03-05T10:00:00+01:00">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Ann Vale weds",
"datePublished": "2024-03-05", "publisher": {"name": "Star Post"}}]}</script></head>
<body><nav><a href="/">Home</a></nav>
<article><h1>Ann Vale weds</h1><time datetime="2024-03-05">5 March</time><p>Ann Vale married Bob Reed on Saturday, her
spokeswoman told this paper in a <b>long</b> statement.</p><ul><li>They&#8217;d been engaged since 2021.</li></ul>
<table><tr><td>Zo\xc3\xab</td></tr></table><!-- photo --></article><footer>&copy; 2026</footer></body></html>"""
TEXT = "date 2024-03-05 Ann Vale wed Bob Reed.\r\n\r\n“They’d been engaged,” Zoe\u0301 said\u2028in\u00a0May.".encode()
MARKDOWN = b"""---
title: Wed
date: 2024-03-05
outlet: Star Post
---
# Wed

> Ann **Vale** [wed](https://x.example) *Bob*.
"""
YAML = b"""source: Star Post
published: 2024-03-05
title: Wed
text: |
  Ann Vale wed Bob Reed.
entities:
  - {name: Ann, type: person}
"""
JSONL = b"""{"source": "Star Post", "published": "2024-03-05", "title": "Wed", "text": "Ann wed \\u201cBob\\u201d."}
"""
SEEDS = {"a.html": PAGE, "a.txt": TEXT, "a.md": MARKDOWN, "a.yaml": YAML, "a.jsonl": JSONL, "a": PAGE}

PIECES = (
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#x0;",
    b"&#1114112;",
    b"&",
    b'"',
    b"'",
    b"\0",
    b"\x1b[31m",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"\xcc\x81",
    b"<svg><foreignObject>",
    b"<table><td>",
    b"<select><option>",
    b"<p " + b"x=1 " * 300 + b">",
    b"<noscript>",
    b"<iframe srcdoc='",
    b"<meta charset=utf-16>",
    b"<base href=javascript:>",
    b"{",
    b"[",
    b"}",
    b"\\u0000",
    b"---\n",
    b"...\n",
    b"&a ",
    b"*a ",
    b"!!python/object:x ",
    b"|\n",
    b"\r",
    b"\n\n",
    b"# ",
    b"](",
    b"**",
    b"2024-99-99",
    b"T99:99Z",
    b"0" * 400,
    b"a" * 5_000,
    b"\xe2\x80\x9c" * 2_000,
)


ENCODINGS = ("utf-16", "utf-16-le", "cp1252", "utf-32")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes after a few changes: pieces put in, parts cut, doubled many times, flipped or taken from elsewhere."""
    changes: list[Callable[[bytes], bytes]] = [
        lambda it: _put(it, chance.choice(PIECES), chance),
        lambda it: _put(it, chance.choice(PIECES) * chance.randrange(1, 400), chance),
        lambda it: _without(it, chance),
        lambda it: _put(it, _part(it, chance) * chance.randrange(1, 200), chance),
        lambda it: bytes(
            byte ^ (1 << chance.randrange(8)) if chance.random() < 0.01 else byte for byte in it
        ),
        lambda it: _put(it, _part(chance.choice(list(SEEDS.values())), chance), chance),
        lambda it: it[: chance.randrange(len(it) + 1)],
        lambda it: it.decode("utf-8", "replace").encode(
            chance.choice(["utf-16", "utf-16-le", "cp1252", "utf-32"]), "replace"
        ),
    ]
    for _ in range(chance.randrange(1, 7)):
        data = chance.choice(changes)(data)[:3_000_000]
    return data


def _part(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[at : at + chance.randrange(1, 200)]


def _put(data: bytes, piece: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + piece + data[at:]


def _without(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randrange(1, 200) :]


def tried(data: bytes, name: str, given: Given, chance: random.Random) -> bool:
    """Read a file and look a few stretches of it up; whether it was read."""
    try:
        readings = from_bytes(data, name, given)
    except BadInput as error:
        assert len(str(error)) < 2_000, "a message of that length helps nobody"
        return False
    for reading in readings:
        kept = reading.document.article.text or ""
        view = plain(kept)
        for _ in range(5):
            start = chance.randrange(len(view.text) + 1)
            end = min(len(view.text), start + chance.randrange(1, 80))
            first, last = view.span(start, end)
            found = plain(kept[first:last]).text.split("\n")
            assert " ".join(view.text[start:end].split("\n")) in " ".join(found), "a quote leads elsewhere"
    return True


def main() -> None:
    """Try until the time is up."""
    parser = argparse.ArgumentParser(prog="bench.fuzz_reader")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    begun, count, read, longest = time.monotonic(), 0, 0, 0.0
    while time.monotonic() - begun < options.minutes * 60:
        name = chance.choice(list(SEEDS))
        data = mutated(SEEDS[name], chance)
        given = Given("S", "2024-03-05") if chance.random() < 0.7 else Given()
        started = time.process_time()
        try:
            read += tried(data, name, given, chance)
            longest = max(longest, time.process_time() - started)
            assert longest < LONGEST, f"it took {longest:.1f} s"
        except Exception:
            kept = Path(f"fuzz-{count}-{name}")
            kept.write_bytes(data)
            print(f"failed, after {count:,} files: {kept}", file=sys.stderr)
            raise
        count += 1
    print(f"{count:,} files, {read:,} of them read, the slowest in {longest:.2f} s: none failed")


if __name__ == "__main__":
    main()

"""The page as one file: the template filled with the data, the style, the script and the network's own code."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from relgraph.page.data import VERSION, Payload
from relgraph.page.network import bundle, network
from relgraph.page.script import script
from relgraph.page.words import kinds

PACKED_FROM = 1 << 20
"""Bytes of data from which on it is compressed in the file."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the page opens on: its title, and the place of who was asked for, of the other end of a path, or neither."""

    title: str
    at: int | None = None
    to: int | None = None
    depth: int = 1


def build(page: Payload, opening: Opening) -> str:
    """The page's HTML. The same payload gives the same bytes."""
    import jinja2
    from markupsafe import Markup

    data = _escaped(json.dumps(_values(page, opening), ensure_ascii=False, separators=(",", ":")))
    packed = len(data.encode()) > PACKED_FROM
    style, vis, code = _text("page.css"), bundle().replace("</script", "<\\/script"), script()
    template = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).from_string(_text("template.html"))
    return template.render(
        title=opening.title,
        made=date.fromordinal(page.today).isoformat(),
        policy=_policy([vis, code], style),
        style=Markup(style),
        packed=packed,
        data=Markup(_packed(data) if packed else data),
        vis=Markup(vis),
        script=Markup(code),
    )


def _values(page: Payload, opening: Opening) -> dict[str, Any]:
    return {
        "title": opening.title,
        "today": page.today,
        "opening": {"at": opening.at, "to": opening.to, "depth": opening.depth},
        "left": {"entities": page.entities_left, "ties": page.ties_left},
        "kinds": kinds(tie.kind for tie in page.ties),
        "version": VERSION,
        "entities": [entity._asdict() for entity in page.entities],
        "ties": [tie._asdict() for tie in page.ties],
        "claims": [claim._asdict() for claim in page.claims],
        "articles": [article._asdict() for article in page.articles],
        "network": network(page),
    }


def _escaped(text: str) -> str:
    """JSON that no HTML parser sees anything in: what could end or open an element or a comment is an escape."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _packed(data: str) -> str:
    return base64.b64encode(gzip.compress(data.encode(), compresslevel=9, mtime=0)).decode()


def _policy(scripts: list[str], style: str) -> str:
    """The Content-Security-Policy: these scripts and this style run, nothing is loaded from anywhere."""
    allowed = " ".join(f"'{_digest(text)}'" for text in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _text(name: str) -> str:
    return (files("relgraph.page") / name).read_text(encoding="utf-8")

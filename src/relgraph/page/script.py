"""The page's JavaScript: modules that import each other, laid one after another into one script.

Each file in `script/` is a module of its own, so that a linter and an editor understand it. A browser takes no
modules from a file that was mailed: here each becomes a function that gives back what it exports, and comes after
those that it imports.
"""

from __future__ import annotations

import re
from importlib.resources import files

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function|class) (\w+))", re.MULTILINE)

START = "main"
"""The module that starts the page."""


def script() -> str:
    """All modules as one script. Raises ValueError if two import each other."""
    parts = "\n".join(_as_function(name) for name in order())
    return f'(async () => {{\n"use strict";\n{parts}\n}})();\n'


def order() -> list[str]:
    """The modules, each after those that it imports."""
    done: list[str] = []
    _after(START, done, ())
    return done


def _after(name: str, done: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules import each other: {' -> '.join((*above, name))}")
    if name not in done:
        for _, other in _IMPORT.findall(_source(name)):
            _after(other, done, (*above, name))
        done.append(name)


def _source(name: str) -> str:
    return (files("relgraph.page") / "script" / f"{name}.js").read_text(encoding="utf-8")


def _as_function(name: str) -> str:
    source = _source(name)
    exports = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = $\2;", source))
    return f"const ${name} = await (async () => {{\n{body}return {{ {exports} }};\n}})();"

"""The questions that come with relgraph, listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from relgraph.cli.text import columns, painted, wrapped
from relgraph.cypher.texts import Text


def lines(questions: Mapping[str, Text]) -> list[str]:
    """Each with what it answers and its parameters."""
    told: list[str] = []
    for name, text in questions.items():
        told += [painted(name, "bold"), *wrapped(text.answers, columns(), "  ")]
        for parameter in text.parameters or ():
            lead = f"    {parameter.name} "
            means = f"{parameter.type}: {parameter.means}, such as {parameter.example}"
            told += wrapped(means, columns(), " " * 12, f"{lead:<12}")
        told.append("")
    return [*told, "ask one: relgraph cypher NAME --param name=… , or with --example"]


def as_json(questions: Mapping[str, Text]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "name": name,
            "answers": text.answers,
            "parameters": [
                {"name": one.name, "type": one.type, "example": f"{one.example}", "means": one.means}
                for one in text.parameters or ()
            ],
            "columns": list(text.columns),
        }
        for name, text in questions.items()
    ]

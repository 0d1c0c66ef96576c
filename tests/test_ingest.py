"""What may enter the log, and what is said of what may not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from relgraph.articles import Article
from relgraph.errors import Ambiguous, BadInput, Conflict, NotFound, RelgraphError
from relgraph.events import ClaimMade
from relgraph.ingest import Loaded, Store, correct, load, open_store, retract
from tests.shell import doc, says
from tests.test_readmodel import documents, rows

WEDDING = says("marriage", "Ann Vale", "Bob Reed", "2001")
STORY = doc("2020-01-01", WEDDING, url="https://example.org/1")


def counts(loaded: Loaded) -> tuple[int, int, int, int]:
    return loaded.articles, loaded.claims, loaded.events, loaded.duplicates


def claim_ids(store: Store) -> list[str]:
    query = "SELECT event_id FROM log JOIN claim USING (position) ORDER BY position"
    return [id.hex() for (id,) in store.connection.execute(query)]


def changed(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**document, **more}


def test_loading_again_changes_nothing_and_says_how_much_was_there(tmp_path: Path) -> None:
    known = [{"name": "Ann Vale", "type": "person", "ids": {"wikidata": "Q1"}}]
    story = doc("2020-01-01", WEDDING, says("dating", "Ann Vale", "Cleo Hart"), entities=known)
    with open_store(tmp_path / "a.db", create=True) as store:
        first = load(store, documents(story))
        assert counts(first) == (1, 2, 4, 0)
        assert first.head == store.log.head()
        again = load(store, documents(story))
        assert counts(again) == (0, 0, 0, 4)
        assert again.head == first.head


def test_a_claim_more_of_the_same_article_is_added(tmp_path: Path) -> None:
    second = says("dating", "Ann Vale", "Cleo Hart")
    text = f"{WEDDING['quote']}\n{second['quote']}"
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(changed(STORY, text=text)))
        assert counts(load(store, documents(changed(STORY, text=text, claims=[WEDDING, second])))) == (
            0,
            1,
            1,
            2,
        )


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (changed(STORY, published="2020-01-02"), "published is '2020-01-01' there and '2020-01-02' here"),
        (changed(STORY, source="Star Post"), "source is 'Wire' there and 'Star Post' here"),
        (changed(STORY, title="Wed!"), "title is None there and 'Wed!' here"),
        (
            changed(STORY, claims=[{**WEDDING, "hypothetical": True}]),
            "hypothetical is None there and True here",
        ),
    ],
)
def test_the_same_thing_told_otherwise_is_a_conflict_that_says_in_what(
    tmp_path: Path, document: dict[str, Any], message: str
) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(STORY))
        before = rows(store.connection)
        with pytest.raises(Conflict, match=message) as caught:
            load(store, documents(doc("2020-05-05", says("dating", "Cleo Hart", "Dan Frost")), document))
        assert str(caught.value).startswith("story.jsonl:2: ")
        assert rows(store.connection) == before


def test_of_a_text_without_a_url_on_another_day_it_says_how_to_tell_two_items_apart(tmp_path: Path) -> None:
    story = {key: value for key, value in STORY.items() if key != "url"}
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(story))
        with pytest.raises(Conflict, match="give it one if it is another item"):
            load(store, documents(changed(story, published="2020-01-02")))


def test_a_claim_that_an_extractor_proposed_first_is_the_same_claim(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        (document,) = documents(STORY)
        load(store, [document])
        (again,) = documents(STORY)
        proposed = ClaimMade(version=again.article.version, claim=again.claims[0], extractor="rules")
    with open_store(tmp_path / "b.db", create=True) as store:
        load(store, documents(changed(STORY, claims=[])))
        store.log.append([proposed.entry()])
        assert counts(load(store, documents(STORY))) == (0, 0, 0, 2)


@pytest.mark.parametrize(
    ("published", "more", "is_taken"),
    [
        ("2020-01-02", {}, True),
        ("2020-01-01", {"updated": "2020-01-03"}, True),
        ("2020-01-01", {}, False),
        ("2019-12-31", {}, False),
        ("2020-01-01", {"updated": "2020-01-01T10:00:00Z"}, False),
    ],
)
def test_a_new_text_under_an_old_url_must_be_published_later(
    tmp_path: Path, published: str, more: dict[str, str], is_taken: bool
) -> None:
    second = changed(STORY, published=published, text=STORY["text"] + "\nAn addition.", **more)
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(STORY))
        if is_taken:
            assert counts(load(store, documents(second))) == (1, 1, 2, 0)
            assert len({row[2] for row in rows(store.connection)["article"]}) == 1
        else:
            with pytest.raises(BadInput, match="needs a later `published` or `updated`"):
                load(store, documents(second))


def test_of_two_versions_of_one_day_the_time_tells_which_is_later(tmp_path: Path) -> None:
    morning = changed(STORY, published="2020-01-01T09:00:00+01:00")
    noon = changed(STORY, published="2020-01-01T09:30:00Z", text=STORY["text"] + "\nAn addition.")
    with open_store(tmp_path / "a.db", create=True) as store:
        assert counts(load(store, documents(morning, noon)))[:2] == (2, 2)


def test_a_file_with_a_fault_in_it_leaves_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        with pytest.raises(BadInput):
            load(store, documents(STORY, changed(STORY, url=None, claims=[says("marriage", "Ann", "Ann")])))
        assert store.log.head().position == 0
        assert counts(load(store, documents(STORY)))[:2] == (1, 1)


def test_progress_is_told_of_each_document(tmp_path: Path) -> None:
    told: list[int] = []
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(STORY, doc("2021-01-01", WEDDING)), told.append)
    assert sum(told) == 2


def test_a_file_that_is_not_there_is_made_only_if_asked(tmp_path: Path) -> None:
    with pytest.raises(RelgraphError, match="no such file"), open_store(tmp_path / "a.db", create=False):
        pass
    assert not list(tmp_path.iterdir())


# ---- second thoughts


def test_a_claim_is_retracted_by_the_first_digits_of_its_id(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(STORY))
        (id,) = claim_ids(store)
        assert counts(retract(store, id[:7], "2020-02-01", "made up")) == (0, 0, 1, 0)
        assert counts(retract(store, id, "2020-02-01", "made up")) == (0, 0, 0, 1)
        assert store.connection.execute("SELECT withdrawn FROM claim").fetchone() == (
            Article(source="x", published="2020-02-01", digest="x").day,
        )


@pytest.mark.parametrize("by", ["https://example.org/1", "id"])
def test_an_article_is_retracted_by_its_url_or_id(tmp_path: Path, by: str) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(STORY))
        if by == "id":
            (by,) = store.connection.execute("SELECT id FROM article").fetchone()
        assert retract(store, by, "2020-02-01", "made up", article=True).events == 1
        assert store.connection.execute("SELECT count(withdrawn) FROM claim").fetchone() == (1,)


@pytest.mark.parametrize(
    ("target", "published", "article", "error", "message"),
    [
        ("0" * 32, "2020-02-01", False, NotFound, "no claim has an id that begins with 000000"),
        ("12345", "2020-02-01", False, BadInput, "6 to 32 hex digits"),
        ("Ann Vale", "2020-02-01", False, BadInput, "6 to 32 hex digits"),
        ("https://example.org/2", "2020-02-01", True, NotFound, "no article has the URL or id"),
        (
            "https://example.org/1",
            "2019-12-31",
            True,
            BadInput,
            "it was published on 2020-01-01, after that day",
        ),
        ("https://example.org/1", "yesterday", True, BadInput, "is not a day"),
        ("https://example.org/1", "2020-02-01 soon", True, BadInput, "published"),
        ("THE CLAIM", "2019-12-31", False, BadInput, "it was published on 2020-01-01, after that day"),
    ],
)
def test_what_cannot_be_retracted_is_said(
    tmp_path: Path, target: str, published: str, article: bool, error: type[RelgraphError], message: str
) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(STORY))
        target = claim_ids(store)[0] if target == "THE CLAIM" else target
        with pytest.raises(error, match=message):
            retract(store, target, published, "made up", article=article)
        assert store.log.head().position == 2


def test_two_claims_of_like_ids_are_both_named(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(STORY))
        (id,) = claim_ids(store)
        twin = ClaimMade.model_validate_json(next(store.log.read(1)).body or "").model_copy(
            update={"version": "x"}
        )
        entry = twin.entry()._replace(id=id[:8] + "0" * 24, body=next(store.log.read(1)).body or "")
        store.log.append([entry])
        with pytest.raises(Ambiguous) as caught:
            retract(store, id[:6], "2020-02-01", "made up")
        assert sorted(caught.value.candidates) == sorted([id, entry.id])


def test_a_correction_replaces_the_fields_it_names(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(STORY))
        (id,) = claim_ids(store)
        assert counts(correct(store, id, "2020-02-01", {"when": "2011"}, "a misprint")) == (0, 1, 1, 0)
        found = store.connection.execute(
            "SELECT kind, at, replaced IS NULL FROM claim ORDER BY position"
        ).fetchall()
        assert found == [("marriage", "2001", 0), ("marriage", "2011", 1)]


@pytest.mark.parametrize(
    ("changes", "published", "message"),
    [
        ({"when": "2001"}, "2020-02-01", "changes nothing"),
        ({"when": "soon"}, "2020-02-01", "claim.when: .*is not a date"),
        ({"kind": "wedlock"}, "2020-02-01", "claim.kind: .*is not a kind of claim"),
        ({"kind": "performance"}, "2020-02-01", "performance is said of"),
        ({"stance": "sworn"}, "2020-02-01", "claim.stance"),
        ({"when": "2011"}, "2019-12-31", "it was published on 2020-01-01"),
    ],
)
def test_a_correction_passes_the_same_gate_as_a_claim(
    tmp_path: Path, changes: dict[str, str], published: str, message: str
) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        load(store, documents(STORY))
        with pytest.raises(BadInput, match=message):
            correct(store, claim_ids(store)[0], published, changes, "a misprint")
        assert store.log.head().position == 2

"""Articles that change under their address, and one text in many papers: what `why` and `check` say of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.shell import Doc, run, tell

WED = "Ann Vale married Bob Reed in 2001."
SPLIT = "They have separated."
URL = "https://w.example/1"


def article(text: str, published: str, *quotes: str, source: str = "Wire", **more: Any) -> Doc:
    kinds = {WED: ("marriage", "2001"), SPLIT: ("separation", None)}
    claims = []
    for quote in quotes:
        kind, when = kinds[quote]
        claims.append(
            {
                "kind": kind,
                "a": "Ann Vale",
                "b": "Bob Reed",
                "quote": quote,
                **({"when": when} if when else {}),
            }
        )
    return {"source": source, "published": published, "text": text, "claims": claims, **more}


def changed(text: str, published: str, *quotes: str, **more: Any) -> Doc:
    return article(text, published, *quotes, url=URL, **more)


FIRST = changed(f"{WED} {SPLIT}", "2020-01-01", WED, SPLIT)
SECOND = changed(f"{WED}\nAn earlier version was wrong.", "2020-01-01", WED, updated="2020-01-05")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def why(db: Path, *options: str) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = run("why", "Ann Vale", "Bob Reed", *options, "--json", "--db", db).json[
        "claims"
    ]
    return claims


def findings(db: Path) -> list[tuple[str, str]]:
    named = {claim["position"]: claim["kind"] for claim in why(db)}
    found = run("check", "--json", "--db", db).json
    return [
        (one["finding"], named[one["position"]])
        for one in found
        if one["finding"] == "quote no longer in text"
    ]


def test_each_claim_is_that_of_its_own_version(db: Path) -> None:
    tell(db, FIRST, SECOND)
    assert [(claim["kind"], claim["published"], claim["version"]) for claim in why(db)] == [
        ("marriage", "2020-01-01", {"number": 1, "of": 2, "gone": None}),
        ("separation", "2020-01-01", {"number": 1, "of": 2, "gone": "2020-01-05"}),
        ("marriage", "2020-01-05", {"number": 2, "of": 2, "gone": None}),
    ]
    text = run("why", "Ann Vale", "Bob Reed", "--db", db).out
    assert "    version 1 of 2; the article no longer says this since 5 Jan 2020\n" in text
    assert run("ties", "Ann Vale", "--kind", "marriage", "--json", "--db", db).json["ties"][0]["roots"] == 1


def test_what_was_not_published_yet_is_no_version(db: Path) -> None:
    tell(db, FIRST, SECOND)
    assert [claim["version"] for claim in why(db, "--known", "2020-01-04")] == [None, None]


def test_a_quote_is_held_against_its_own_version(db: Path, tmp_path: Path) -> None:
    tell(db, FIRST)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(f"{{source: Wire, published: 2020-01-05, url: '{URL}', text: New., claims: "
                     f"[{{kind: separation, a: Ann Vale, b: Bob Reed, quote: '{SPLIT}'}}]}}")  # fmt: skip
    refused = run("load", wrong, "--db", db)
    assert (refused.code, "is not in the text" in refused.err) == (2, True)


def test_a_new_text_has_to_be_published_later(db: Path, tmp_path: Path) -> None:
    tell(db, FIRST)
    same_day = tmp_path / "same.yaml"
    same_day.write_text(f"{{source: Wire, published: 2020-01-01, url: '{URL}', text: New.}}")
    refused = run("load", same_day, "--db", db)
    assert (refused.code, "needs a later `published` or `updated`" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ([SECOND], ["separation"]),
        (
            [changed(f"{WED}\n\n  They   have\nseparated.", "2020-01-05")],
            [],
        ),  # only its lines are broken otherwise
        ([changed("They parted.", "2020-01-05")], ["marriage", "separation"]),
        ([SECOND, changed(f"{WED} {SPLIT} Again.", "2020-01-09")], []),  # it is there again
        ([changed("Gone.", "2020-01-05"), changed("Gone, too.", "2020-01-09")], ["marriage", "separation"]),
    ],
)
def test_check_lists_what_the_last_version_no_longer_says(
    db: Path, later: list[Doc], expected: list[str]
) -> None:
    tell(db, FIRST, *later)
    assert [kind for _, kind in findings(db)] == expected


def test_what_is_said_in_other_words_is_still_said(db: Path) -> None:
    said = {"kind": "separation", "a": "Ann Vale", "b": "Bob Reed", "quote": "The two live apart."}
    tell(db, FIRST, {**changed(f"{WED} The two live apart.", "2020-01-05"), "claims": [said]})
    assert findings(db) == []


def test_it_vanished_on_the_day_of_the_first_version_without_it(db: Path) -> None:
    tell(db, FIRST, changed("Gone.", "2020-01-05"), changed("Gone, too.", "2020-01-09"))
    assert {claim["version"]["gone"] for claim in why(db)} == {"2020-01-05"}


@pytest.mark.parametrize("by", ["retract", "correct", "review"])
def test_what_was_put_right_is_no_longer_listed(db: Path, by: str) -> None:
    tell(db, FIRST, SECOND)
    separation = next(claim["id"] for claim in why(db) if claim["kind"] == "separation")
    then = ("--published", "2020-01-05", "--why", "x", "--db", db)
    if by == "review":
        done = run("review", "reject", separation, "--db", db)
    else:
        done = run(by, separation, *(("--stance", "denied") if by == "correct" else ()), *then)
    assert done.code == 0, done.err
    assert findings(db) == []


def test_a_retraction_counts_from_its_own_day_and_diff_names_the_article_that_withdrew(db: Path) -> None:
    tell(db, FIRST, SECOND)
    assert (
        run("retract", "--article", URL, "--published", "2020-02-01", "--why", "Made up", "--db", db).code
        == 0
    )
    before, after = (
        run("ties", "Ann Vale", "--known", known, "--json", "--db", db).json["ties"]
        for known in ("2020-01-31", "2020-02-01")
    )
    assert (len(before), len(after)) == (2, 0)
    learned = run("diff", "--from", "2020-01-31", "--to", "2020-02-01", "--json", "--db", db).json
    assert {
        (one["tie"]["kind"], one["change"], one["article"]["url"], one["amended"]["published"])
        for one in learned
    } == {
        ("marriage", "withdrawn", URL, "2020-02-01"),
        ("separation", "withdrawn", URL, "2020-02-01"),
    }
    told = run("diff", "--from", "2020-01-31", "--to", "2020-02-01", "--db", db).out
    assert "withdrawn on 1 Feb 2020" in told
    assert "reason: Made up" in told


def test_a_correction_that_leaves_nothing_is_a_loss_too(db: Path) -> None:
    tell(db, article(SPLIT, "2020-01-01", SPLIT))
    (claim,) = why(db)
    run(
        "correct",
        claim["id"],
        "--stance",
        "denied",
        "--published",
        "2020-02-01",
        "--why",
        "We misheard",
        "--db",
        db,
    )
    (learned,) = run("diff", "--from", "2020-01-31", "--to", "2020-02-01", "--json", "--db", db).json
    assert (learned["change"], learned["article"]["source"], learned["amended"]["what"]) == (
        "withdrawn",
        "Wire",
        "replaced",
    )


# ---- one text in many papers


TEXT = f"{WED} Nobody was asked. Five friends came. They danced. It rained."
_SAYS = {"kind": "marriage", "a": "Ann Vale", "b": "Bob Reed", "when": "2001"}
PAPERS: list[Doc] = [
    {
        "source": f"Paper {n}", "published": f"2020-01-0{n % 3 + 1}", "title": f"Title {n % 2}",
        "text": TEXT if n % 2 else f"{TEXT.upper()}  ",
        "claims": [{**_SAYS, "quote": WED if n % 2 else WED.upper()}],
    }
    for n in range(8)
]  # fmt: skip
OWN = article(f"We were there. {WED}", "2020-01-02", WED, source="Own Post")


def test_eight_papers_with_one_text_are_one_voice_and_stand_as_a_group(db: Path) -> None:
    tell(db, *PAPERS, OWN)
    (tie,) = run("ties", "Ann Vale", "--json", "--db", db).json["ties"]
    assert tie["roots"] == 2
    claims = why(db)
    assert len(claims) == 9
    groups = {claim["same_text"]["text"] for claim in claims if claim["same_text"]}
    assert (len(groups), sum(claim["same_text"] is None for claim in claims)) == (1, 1)
    assert claims[0]["same_text"]["papers"] == [f"Paper {n}" for n in (0, 3, 6, 1, 4, 7, 2, 5)]
    text = run("why", "Ann Vale", "Bob Reed", "--db", db).out
    assert text.count("the same text in 8 papers, first in Paper 0") == 1
    assert text.count("\n    marriage, 2001: reported") == 2
    assert all(claim["id"][:12] in text for claim in claims)
    assert all(f"Paper {n}" in text for n in range(8))


def test_the_group_is_that_of_the_day_of_knowledge(db: Path) -> None:
    tell(db, *PAPERS)
    assert {len(claim["same_text"]["papers"]) for claim in why(db, "--known", "2020-01-01")} == {3}


def test_a_copy_that_was_withdrawn_stands_by_itself(db: Path) -> None:
    tell(db, *PAPERS)
    claim = why(db)[3]
    run("retract", claim["id"], "--published", "2020-02-01", "--why", "x", "--db", db)
    text = run("why", "Ann Vale", "Bob Reed", "--db", db).out
    assert text.count("the same text in 8 papers") == 2
    assert "withdrawn on 1 Feb 2020" in text


def test_versions_of_one_article_are_no_papers(db: Path) -> None:
    tell(db, changed(TEXT, "2020-01-01", WED), changed(f"{TEXT}!", "2020-01-02", WED))
    assert [claim["same_text"] for claim in why(db)] == [None, None]


def test_a_hostile_outlet_is_shown_as_it_is(db: Path) -> None:
    papers = [{**PAPERS[1], "source": source} for source in ("A\x1b[2J", "B\x07")]
    tell(db, *papers)
    text = run("why", "Ann Vale", "Bob Reed", "--db", db).out
    assert not {"\x1b", "\x07"} & set(text)

"""What claims tell: timelines, reasons, news between two days, and what is odd."""

from __future__ import annotations

from pathlib import Path

import pytest

from relgraph.checks import findings
from relgraph.ingest import open_store, retract
from relgraph.queries.diff import diff
from relgraph.queries.timeline import timeline
from relgraph.queries.why import why
from tests.asking import TODAY, no, story
from tests.shell import Doc, doc, on, says

# ---- timelines


def test_a_timeline_tells_what_happened_in_the_order_in_which_it_did(tmp_path: Path) -> None:
    articles = [
        doc("2010-05-05", says("marriage", "Ann Vale", "Bob Reed", "2001/2005-03")),
        doc("2010-05-06", says("marriage", "Ann Vale", "Bob Reed"), source="Post"),
        doc("2011-01-01", says("dating", "Ann Vale", "Bob Reed"), source="Post"),
        doc("2011-02-01", says("dating", "Ann Vale", "Bob Reed"), source="Star"),
        doc("2011-03-01", says("dating", "Ann Vale", "Bob Reed", stance="denied"), source="Star"),
        doc("2012-01-01", says("marriage", "Ann Vale", "Bob Reed", "2013", hypothetical=True), source="Star"),
        doc(
            "2012-01-02",
            says("birth", "Ann Vale", when="1975-04"),
            says("death", "Bob Reed", when="2011-12-30"),
        ),
        doc("2012-01-03", says("divorce_filing", "Ann Vale", "Bob Reed", "2004")),
        doc("2012-01-04", says("parenthood", "Ann Vale", "Kim Vale", "2003")),
    ]
    with story(tmp_path, *articles) as db:
        ann, bob = no(db, "Ann Vale"), no(db, "Bob Reed")
        both = timeline(db, ann, bob, on=TODAY, known=TODAY)
        alone = timeline(db, ann, on=TODAY, known=TODAY)
        assert [(moment.text, moment.what, moment.claim.kind) for moment in both] == [
            ("1975-04", "mark", "birth"),
            ("2001", "start", "marriage"),
            ("2004", "mark", "divorce_filing"),
            ("2005-03", "end", "marriage"),
            ("2010-05-06", "seen", "marriage"),
            ("2011-01-01", "seen", "dating"),
            ("2011-03-01", "denial", "dating"),
            ("2011-12-30", "mark", "death"),
        ]
        assert [moment.claim.kind for moment in alone if moment.claim.kind in ("death", "parenthood")] == [
            "parenthood",
            "death",
        ]
        assert [moment.text for moment in timeline(db, ann, bob, on=on("2004-01-01"), known=TODAY)] == [
            "1975-04",
            "2001",
            "2004",
        ]
        assert len(timeline(db, ann, bob, on=TODAY, known=on("2010-05-05"))) == 2


# ---- why


def test_why_says_what_each_claim_did(tmp_path: Path) -> None:
    insider = [{"agent": "an insider", "role": "anonymous"}]
    spokesman = [{"agent": "a spokesman of Bob Reed", "role": "representative"}]
    articles = [
        doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed", "2012-08-04"), url="https://w.example/1"),
        doc("2014-01-01", says("marriage", "Ann Vale", "Bob Reed"), source="Post"),
        doc(
            "2015-01-01",
            says("separation", "Ann Vale", "Bob Reed", stance="alleged", attribution=insider),
            source="Star",
        ),
        doc(
            "2015-01-02",
            says("separation", "Bob Reed", "Ann Vale", stance="denied", attribution=spokesman),
            source="Post",
        ),
        doc("2015-02-01", says("divorce_filing", "Ann Vale", "Bob Reed"), source="Post"),
        doc(
            "2015-02-02", says("engagement", "Ann Vale", "Bob Reed", "2016", hypothetical=True), source="Post"
        ),
        doc(
            "2018-01-01", says("friendship", "Ann Vale", "Bob Reed"), source="Star", url="https://s.example/2"
        ),
    ]
    with story(tmp_path, *articles) as db:
        with open_store(tmp_path / "story.db", create=False) as store:
            retract(store, "https://s.example/2", "2018-02-01", "a mistake", article=True)
        pair = no(db, "Ann Vale"), no(db, "Bob Reed")
        answer = why(db, *pair, TODAY, TODAY)
        done = [(one.claim.kind, one.gone or {e.what for e in one.effects} or None, one.finding and one.finding.finding)
                for one in answer.claims]  # fmt: skip
        assert done == [
            ("marriage", {"start"}, None),
            ("marriage", {"supports"}, None),
            ("separation", {"start"}, None),
            ("separation", {"against"}, None),
            ("divorce_filing", None, None),
            ("engagement", "hypothetical", None),
            ("friendship", "retracted", None),
        ]
        assert (
            answer.claims[2].claim.root == "Star"
            and answer.claims[2].claim.attribution[0].name == "an insider"
        )
        for one in answer.claims:
            for quote in one.claim.quotes:
                assert quote.end - quote.start == len(quote.text)
        then = why(db, *pair, TODAY, on("2014-06-01"))
        assert [one.claim.kind for one in then.claims] == ["marriage", "marriage"]
        only = why(db, *pair, TODAY, TODAY, kind="separation")
        assert {tie.kind for tie in only.ties} == {"separation"}
        assert {one.claim.kind for one in only.claims} == {"separation"}


def test_why_says_what_set_an_end_and_what_is_odd(tmp_path: Path) -> None:
    articles = [
        doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed", "2012-08-04")),
        doc("2016-01-01", says("divorce", "Ann Vale", "Bob Reed", "2015-12"), source="Post"),
        doc("2017-01-01", says("marriage", "Ann Vale", "Bob Reed"), source="Star"),
    ]
    with story(tmp_path, *articles) as db:
        answer = why(db, no(db, "Ann Vale"), no(db, "Bob Reed"), TODAY, TODAY)
        assert [[e.what for e in one.effects] for one in answer.claims] == [["start"], ["end"], []]
        assert [one.finding and one.finding.finding for one in answer.claims] == [
            None,
            None,
            "observed outside",
        ]


def test_a_death_that_ends_a_tie_stands_among_its_reasons(tmp_path: Path) -> None:
    with story(tmp_path, doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001"),
                             says("death", "Bob Reed", when="2010-05-05"))) as db:  # fmt: skip
        answer = why(db, no(db, "Ann Vale"), no(db, "Bob Reed"), TODAY, TODAY)
        assert answer.ties[0].end.by == "death"
        assert ("death", ["end"]) in [
            (one.claim.kind, [e.what for e in one.effects]) for one in answer.claims
        ]


# ---- diff

K1, K2 = "2015-01-01", "2016-01-01"
BEFORE = doc("2014-01-01", says("marriage", "Ann Vale", "Bob Reed", "2012"), url="https://w.example/1")


@pytest.mark.parametrize(
    ("later", "change", "kind"),
    [
        (says("dating", "Ann Vale", "Cy Hart", "2015-03"), "new", "dating"),
        (says("divorce", "Ann Vale", "Bob Reed", "2015-03"), "ended", "marriage"),
        (says("divorce", "Ann Vale", "Bob Reed", "2015-03", stance="alleged"), "alleged end", "marriage"),
        (says("marriage", "Ann Vale", "Bob Reed", "2012-06"), "dates", "marriage"),
        (says("marriage", "Ann Vale", "Bob Reed", stance="denied"), "standing", "marriage"),
        (says("marriage", "Ann Vale", "Bob Reed", "/"), "voices", "marriage"),
    ],
)  # fmt: skip
def test_diff_names_what_was_learned_and_who_told_it(
    tmp_path: Path, later: Doc, change: str, kind: str
) -> None:
    told = doc("2015-06-01", later, source="Post", title="Later")
    with story(tmp_path, BEFORE, told) as db:
        (learned,) = diff(db, None, on(K1), on(K2), on(K2))
        assert (learned.change, learned.tie.kind) == (change, kind)
        assert learned.claim and learned.claim.article.title == "Later"
        assert (learned.before is None) == (change == "new")
        assert [one.change for one in diff(db, no(db, "Ann Vale"), on(K1), on(K2), on(K2))] == [change]
        assert diff(db, None, on(K2), TODAY, TODAY) == diff(db, None, on(K1), on(K1), TODAY) == []


def test_diff_shows_a_withdrawal(tmp_path: Path) -> None:
    with story(tmp_path, BEFORE, doc("2014-02-01", says("dating", "Cy Hart", "Di Lund"))) as db:
        with open_store(tmp_path / "story.db", create=False) as store:
            retract(store, "https://w.example/1", "2015-06-01", "not them", article=True)
        (learned,) = diff(db, None, on(K1), on(K2), on(K2))
        assert (learned.change, learned.tie.standing) == ("withdrawn", "retracted")
        assert learned.claim and learned.claim.withdrawn == on("2015-06-01")
        assert diff(db, no(db, "Cy Hart"), on(K1), on(K2), on(K2)) == []


def test_diff_is_told_as_the_one_asked_about_sees_it(tmp_path: Path) -> None:
    with story(tmp_path, BEFORE, doc("2015-02-01", says("dating", "Ann Vale", "Cy Hart", "2015"))) as db:
        for name, other in (("Ann Vale", "Cy Hart"), ("Cy Hart", "Ann Vale")):
            (learned,) = diff(db, no(db, name), on(K1), on(K2), on(K2))
            assert (learned.tie.entity.name, learned.tie.other.name) == (name, other)


# ---- checks


def test_two_marriages_of_one_person_on_one_day_are_found_with_both_positions(tmp_path: Path) -> None:
    articles = [
        doc("2016-12-01", says("marriage", "Sami Idder", "Lia Conti", "2008-05-30"),
            says("divorce", "Sami Idder", "Lia Conti", "2016-11-14")),
        doc("2017-01-01", says("marriage", "Noor Bahri", "Sami Idder", "2015-02-07")),
        doc("2017-01-01", says("marriage", "Lia Conti", "Tom Alder", "2017")),
        doc("2017-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001")),
        doc("2017-01-02", says("marriage", "Ann Vale", "Bob Reed", "2001")),
    ]  # fmt: skip
    with story(tmp_path, *articles) as db:
        (found,) = findings(db)
        positions = [
            row[0]
            for row in db.execute("SELECT position FROM claim WHERE kind = 'marriage' ORDER BY position")
        ]
        assert (found.finding, found.position) == ("overlapping marriages", positions[1])
        assert f"positions {positions[0]} and {positions[1]}" in found.message
        assert "2015-02-07" in found.message


def test_marriages_that_follow_each_other_on_one_day_do_not_overlap(tmp_path: Path) -> None:
    lives = [
        says("marriage", "Ann Vale", "Bob Reed", "2001-01-01/2005-05-05"),
        says("marriage", "Ann Vale", "Cy Hart", "2005-05-05"),
    ]
    with story(tmp_path, doc("2010-01-01", *lives)) as db:
        assert findings(db) == []

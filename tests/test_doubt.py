"""How the command line tells what is in doubt: who says it, who denies it, and who took it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell import Doc, Ran, doc, run, says, tell

SOURCES = [{"agent": "sources", "role": "anonymous"}]
AGENT = [{"agent": "her agent", "role": "representative"}]
PAIR = ("Uma Hart", "Ken Dow")
WED = doc("2022-03-01", says("marriage", *PAIR, "2010"), source="Mag")
RUMOUR = doc(
    "2022-03-12", says("divorce", *PAIR, "2022-03", stance="alleged", attribution=SOURCES), source="Paper"
)
DENIAL = doc("2022-03-20", says("divorce", *PAIR, stance="denied", attribution=AGENT), source="Third")


def words(answer: Ran) -> str:
    assert answer.code == 0 and not answer.err, answer.err
    return " ".join(answer.out.split())


def told(folder: Path, *documents: Doc) -> Path:
    tell(folder / "db", *documents)
    return folder / "db"


def claims(db: Path, a: str = PAIR[0], b: str = PAIR[1]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = run("why", a, b, "--json", "--db", db).json["claims"]
    return found


# ---- an end that is alleged or denied


def test_an_alleged_end_names_who_alleges_it(tmp_path: Path) -> None:
    text = words(run("ties", "uma", "--on", "2022-03-15", "--db", told(tmp_path, WED, RUMOUR)))
    assert (
        "? said to be over: ended between 1 Mar 2022 and 12 Mar 2022 (divorce) ALLEGED by sources, in Paper"
        in text
    )


@pytest.mark.parametrize("question", ["ties uma", "path uma ken", "why uma ken"])
def test_a_denied_end_is_marked_and_names_who_denies_it(tmp_path: Path, question: str) -> None:
    text = words(run(*question.split(), "--on", "2022-03-25", "--db", told(tmp_path, WED, RUMOUR, DENIAL)))
    assert "x said to be over" in text and "? said to be over" not in text
    assert "(divorce) DENIED by her agent, in Third alleged by sources, in Paper" in text


def test_a_denied_end_is_marked_among_pairs_too(tmp_path: Path) -> None:
    db = told(tmp_path, WED, RUMOUR, DENIAL)
    assert "x said to be over" in words(run("pairs", "--kind", "marriage", "--on", "2022-03-25", "--db", db))


def test_a_reported_end_that_is_denied_says_by_whom(tmp_path: Path) -> None:
    divorce = doc("2022-03-12", says("divorce", *PAIR, "2022-03-10"), source="Paper")
    text = words(
        run("ties", "uma", "--all", "--on", "2022-03-25", "--db", told(tmp_path, WED, divorce, DENIAL))
    )
    assert "(divorce, disputed)" in text
    assert "its end is DISPUTED: told by Paper denied by her agent, in Third" in text


def test_why_says_of_an_alleged_end_who_alleges_and_who_denies_it(tmp_path: Path) -> None:
    db = told(tmp_path, WED, RUMOUR, DENIAL)
    text = words(run("why", *PAIR, "--db", db))
    assert "-> alleges the end of the marriage; claim" in text
    assert "-> speaks against the alleged end of the marriage; claim" in text
    assert [claim["effect"] for claim in claims(db)] == ["start", "alleges end", "against alleged end"]


def test_why_says_of_a_denial_of_a_reported_end_that_it_speaks_against_it(tmp_path: Path) -> None:
    divorce = doc("2022-03-12", says("divorce", *PAIR, "2022-03-10"), source="Paper")
    assert [claim["effect"] for claim in claims(told(tmp_path, WED, divorce, DENIAL))] == [
        "start",
        "end",
        "against end",
    ]


def test_a_denial_of_an_end_that_nobody_tells_of_changes_nothing(tmp_path: Path) -> None:
    db = told(tmp_path, WED, DENIAL)
    assert "denies what nobody had said by then" in words(run("why", *PAIR, "--db", db))


def test_an_alleged_breakup_of_a_married_couple_alleges_no_end_of_the_marriage(tmp_path: Path) -> None:
    breakup = doc("2022-03-12", says("breakup", *PAIR, stance="alleged", attribution=SOURCES), source="Paper")
    assert [claim["effect"] for claim in claims(told(tmp_path, WED, breakup))] == ["start", "start"]


@pytest.mark.parametrize(
    ("start", "end", "headline", "source"),
    [
        ("2022-03-05", "2022-03-15", "an end is alleged", "Paper"),
        ("2022-03-15", "2022-03-25", "the alleged end is denied", "Third"),
        ("2022-03-05", "2022-03-25", "an end is alleged, and denied", "Paper"),
    ],
)
def test_diff_says_what_became_of_an_alleged_end_and_who_told_it(
    tmp_path: Path, start: str, end: str, headline: str, source: str
) -> None:
    db = told(tmp_path, WED, RUMOUR, DENIAL)
    answer = run("diff", "--from", start, "--to", end, "--db", db)
    assert f"\n\n{headline}\n" in answer.out
    (change,) = run("diff", "--from", start, "--to", end, "--json", "--db", db).json
    assert (change["change"], change["article"]["source"]) == ("alleged end", source)


def test_diff_says_that_an_alleged_end_was_withdrawn(tmp_path: Path) -> None:
    db = told(tmp_path, WED, RUMOUR)
    run("retract", claims(db)[1]["id"], "--published", "2022-03-18", "--why", "no such thing", "--db", db)
    text = words(run("diff", "--from", "2022-03-15", "--to", "2022-03-25", "--db", db))
    assert "the alleged end is withdrawn" in text
    assert "withdrawn on 18 Mar 2022 reason: no such thing" in text


def test_diff_quotes_the_denial_that_changed_a_standing(tmp_path: Path) -> None:
    quotes = [
        says("affair", *PAIR, stance="alleged", attribution=SOURCES, quote="It is said again"),
        says("affair", *PAIR, when="/", stance="denied", quote="Nobody thinks so"),
        says("affair", *PAIR, when="/", stance="denied", attribution=AGENT, quote="They never met"),
    ]
    db = told(
        tmp_path,
        doc("2020-05-01", says("affair", *PAIR, stance="alleged", attribution=SOURCES), source="Gossip"),
        doc("2020-05-03", *quotes, source="Star"),
    )
    answer = run("diff", "--from", "2020-05-01", "--to", "2020-05-03", "--db", db)
    assert "alleged -> denied" in answer.out and "“They never met”" in answer.out
    assert "said again" not in answer.out


def test_diff_says_that_a_reported_end_is_disputed_now(tmp_path: Path) -> None:
    divorce = doc("2022-03-12", says("divorce", *PAIR, "2022-03-10"), source="Paper")
    db = told(tmp_path, WED, divorce, DENIAL)
    text = words(run("diff", "--from", "2022-03-15", "--to", "2022-03-25", "--db", db))
    assert "its end: reported -> disputed" in text and "Third, citing her agent, 20 Mar 2022" in text


# ---- what an outlet took back

ENGAGED = doc(
    "2015-02-01", says("engagement", "Ida Lund", "Kai Moe"), source="Daily", url="https://d.example/1"
)
ALLEGED = doc("2015-02-01", says("engagement", "Ida Lund", "Kai Moe", stance="alleged"), source="Daily")


@pytest.mark.parametrize("document", [ENGAGED, ALLEGED], ids=["reported", "alleged"])
@pytest.mark.parametrize("change", ["--stance denied", "--kind dating", "--stance alleged --kind affair"])
def test_diff_tells_a_correction_that_leaves_nothing_of_a_tie(
    tmp_path: Path, document: Doc, change: str
) -> None:
    db = told(tmp_path, document)
    id = claims(db, "ida", "kai")[0]["id"]
    done = run("correct", id, *change.split(), "--published", "2015-03-01", "--why", "a mix-up", "--db", db)
    assert done.code == 0
    answer = run("diff", "--from", "2015-02-15", "--to", "2016", "--db", db)
    assert "\nx Ida Lund is said to be engaged to" in answer.out and "RETRACTED" in answer.out
    assert "corrected on 1 Mar 2015 reason: a mix-up" in words(answer)
    changes = run("diff", "--from", "2015-02-15", "--to", "2016", "--json", "--db", db).json
    gone = next(one for one in changes if one["change"] == "withdrawn")
    assert gone["amended"] == {"what": "replaced", "published": "2015-03-01", "why": "a mix-up", "by": None}


@pytest.mark.parametrize("target", ["claim", "article"])
def test_a_retraction_is_told_with_its_day_and_reason(tmp_path: Path, target: str) -> None:
    db = told(tmp_path, ENGAGED)
    which = (
        ["--article", "https://d.example/1"] if target == "article" else [claims(db, "ida", "kai")[0]["id"]]
    )
    run("retract", *which, "--published", "2015-03-01", "--why", "not them", "--db", db)
    for question in (("diff", "--from", "2015-02-15", "--to", "2016"), ("why", "ida", "kai")):
        text = words(run(*question, "--db", db))
        assert "withdrawn on 1 Mar 2015" in text and "reason: not them" in text
    assert claims(db, "ida", "kai")[0]["amended"] == {
        "what": "retracted",
        "published": "2015-03-01",
        "why": "not them",
        "by": None,
    }
    before = run("why", "ida", "kai", "--known", "2015-02-28", "--json", "--db", db).json["claims"]
    assert before[0]["amended"] is None


def test_a_retraction_reaches_what_corrected_the_claim(tmp_path: Path) -> None:
    db = told(tmp_path, ENGAGED)
    id = claims(db, "ida", "kai")[0]["id"]
    run("correct", id, "--when", "2015-01", "--published", "2015-03-01", "--why", "the month", "--db", db)
    run("retract", id, "--published", "2015-04-01", "--why", "not them at all", "--db", db)
    assert [claim["amended"] for claim in claims(db, "ida", "kai")] == [
        {"what": "retracted", "published": "2015-04-01", "why": "not them at all", "by": None}
    ] * 2


def test_why_calls_a_plan_a_plan(tmp_path: Path) -> None:
    db = told(tmp_path, doc("2022-03-01", says("marriage", *PAIR, "2022-06", hypothetical=True)))
    assert "marriage, Jun 2022: a PLAN, reported" in words(run("why", *PAIR, "--db", db))


# ---- doubt where ties are counted, listed and named in passing

CIRCLE = doc(
    "2020-06-01",
    says("marriage", "Ann Vale", "Bob Reed", "2010"),
    says("marriage", "Cy Hart", "Di Lund", "2011", stance="alleged", attribution=SOURCES),
    says("marriage", "Ed Moss", "Fay Lind", "2012", stance="alleged", attribution=SOURCES),
    says("marriage", "Ed Moss", "Fay Lind", "/", stance="denied", attribution=AGENT),
    says("marriage", "Gil Stone", "Hal Fox", "2013"),
    says("marriage", "Gil Stone", "Hal Fox", "/", stance="denied", attribution=AGENT),
    says("dating", "Ivy Poe", "Jon Kay"),
    says("marriage", "Kim Orr", "Lou May", "2030"),
)


def test_pairs_say_how_many_of_them_are_in_doubt(tmp_path: Path) -> None:
    db = told(tmp_path, CIRCLE)
    asked = ("pairs", "--kind", "marriage", "--on", "2020-07-01", "--known", "2020-07-01", "--db", db)
    first = run(*asked).out.partition("\n\n")[0].replace("\n ", "")
    assert first == (
        "4 pairs on 1 Jul 2020, as known on 1 Jul 2020;"
        " 1 of them disputed, 1 only alleged, 1 only alleged, and denied"
    )
    assert run(*asked, "--count").out == "4\n"
    standings = {"reported": 1, "disputed": 1, "alleged": 1, "denied": 1}
    assert run(*asked, "--count", "--json").json == {"count": 4, "standings": standings, "pairs": []}


@pytest.mark.parametrize(
    ("least", "left"), [("denied", 4), ("alleged", 3), ("disputed", 2), ("reported", 1), ("confirmed", 0)]
)
def test_pairs_can_be_asked_for_by_least_standing(tmp_path: Path, least: str, left: int) -> None:
    db = told(tmp_path, CIRCLE)
    asked = ("pairs", "--kind", "marriage", "--on", "2020-07-01", "--standing", least, "--db", db)
    assert run(*asked, "--count").out == f"{left}\n"
    assert len(run(*asked, "--json").json["pairs"]) == left


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ann vale", "1 tie, married to Bob Reed\n"),
        ("cy hart", "1 tie, said to be married to Di Lund (alleged)\n"),
        ("ed moss", "1 tie, said to be married to Fay Lind (denied)\n"),
        ("gil stone", "1 tie, married to Hal Fox (disputed)\n"),
        ("ivy poe", "1 tie, dating Jon Kay (nothing said for this day)\n"),
        ("kim orr", "1 tie, later married to Lou May (told before the day)\n"),
    ],
)
def test_a_tie_named_in_passing_keeps_its_doubt(tmp_path: Path, name: str, words: str) -> None:
    answer = run("find", name, "--on", "2026-01-01", "--db", told(tmp_path, CIRCLE))
    assert answer.out.replace("\n    ", " ").endswith(words)


@pytest.mark.parametrize(
    "question", ["ties kim", "ties kim --all", "why kim lou", "path kim lou", "find kim", "timeline kim"]
)
def test_what_was_told_before_its_day_says_so_for_ever(tmp_path: Path, question: str) -> None:
    text = words(run(*question.split(), "--on", "2031-01-01", "--db", told(tmp_path, CIRCLE)))
    assert "told before the day" in text


@pytest.mark.parametrize(
    ("published", "says_so"), [("2020-06-01", True), ("2030-06-01", True), ("2031-01-01", False)]
)
def test_an_end_that_was_told_before_its_day_says_so(tmp_path: Path, published: str, says_so: bool) -> None:
    divorce = doc("2020-06-02", says("divorce", "Ann Vale", "Bob Reed", "2030-12"), source="Post")
    later = doc(published, says("marriage", "Ann Vale", "Bob Reed", "2010"), source="Star")
    db = told(tmp_path, CIRCLE, divorce, later)
    for question in ("ties ann --all", "why ann bob"):
        text = words(run(*question.split(), "--on", "2032", "--known", "2032", "--db", db))
        assert ("its end told before the day" in text) == says_so, text


@pytest.mark.parametrize("question", ["ties ann --all", "why ann bob", "timeline ann"])
def test_what_was_told_since_its_day_does_not(tmp_path: Path, question: str) -> None:
    assert "told before" not in words(run(*question.split(), "--db", told(tmp_path, CIRCLE)))


def test_withdrawn_ties_stand_under_a_heading_of_their_own(tmp_path: Path) -> None:
    db = told(
        tmp_path, ENGAGED, doc("2015-02-02", says("marriage", "Ida Lund", "Lars Roe", "2010"), source="Post")
    )
    id = claims(db, "ida", "kai")[0]["id"]
    run("retract", id, "--published", "2015-03-01", "--why", "not them", "--db", db)
    answer = run("ties", "ida", "--all", "--on", "2015-04-01", "--db", db)
    on_day, _, withdrawn = answer.out.partition("\nWithdrawn\n")
    assert "Lars Roe" in on_day and "Kai Moe" not in on_day and "Kai Moe" in withdrawn
    assert "Kai Moe" not in run("ties", "ida", "--on", "2015-04-01", "--db", db).out

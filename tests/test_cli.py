"""The command line: what it answers, and its help."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from relgraph.cli.app import COMMANDS
from relgraph.kinds import STATES
from tests.shell import doc, run, says, tell
from tests.story import TODAY, ask


def test_ties_read_as_sentences_with_their_days_and_voices(db: Path) -> None:
    answer = ask(db, "ties", "ann vale")
    assert answer.code == 0 and not answer.err
    assert answer.out == (
        f"Ann Vale, person, {ask(db, 'find', 'Ann Vale', '--json').json[0]['id']}\n"
        "on 1 Jun 2016, as known on 1 Jun 2016\n"
        "\n"
        "On this day\n"
        "  married to Bob Reed                 since 4 Aug 2012 · reported, 2 voices\n"
        "  performed in The Fall               2011 · reported, 1 voice\n"
        "? said to be separated from Bob Reed  began between 4 Aug 2012 and 1 Jun 2015\n"
        "                                      ALLEGED by an insider, in Us Monthly\n"
        "                                      denied by Post\n"
    )


@pytest.mark.parametrize(
    ("when", "published", "words"),
    [
        ("2012-08-04", "2013-01-01", "since 4 Aug 2012"),
        ("2012-08", "2013-01-01", "since some day in Aug 2012"),
        ("2012", "2013-01-01", "since some day in 2012"),
        ("2012", "2012-10-01", "since some day in 2012"),  # the rest of the year was yet to come
        ("2012~", "2014-01-01", "since about 2012"),
        ("201X", "2024-01-01", "since some day in the 2010s"),
        ("[2011-08-08..2012-08-07]", "2013-01-01", "began between 8 Aug 2011 and 7 Aug 2012"),
        ("[..2012-08-07]", "2013-01-01", "began by 7 Aug 2012"),
        (None, "2013-01-01", "began by 1 Jan 2013"),
        ("2001-02-03/2005-05-06", "2013-01-01", "from 3 Feb 2001, until 6 May 2005"),
        ("2001/2005", "2013-01-01", "from some day in 2001, until some day in 2005"),
        ("/2005", "2013-01-01", "start not known, until some day in 2005"),
        ("/", "2013-01-01", "start not known"),
    ],
)
def test_days_are_put_into_words(tmp_path: Path, when: str | None, published: str, words: str) -> None:
    tell(tmp_path / "db", doc(published, says("marriage", "Ann Vale", "Bob Reed", when)))
    out = run(
        "ties", "Ann Vale", "--all", "--known", "2025-01-01", "--on", "2025-01-01", "--db", tmp_path / "db"
    ).out
    assert words in " ".join(out.split()), out


def test_an_ongoing_and_an_open_interval_print_in_different_words(tmp_path: Path) -> None:
    for when, words in (
        ("2011/..", "since 2011"),
        ("2011/", "from 2011, end not known"),
        ("1955/1960", "1955 to 1960"),
    ):
        tell(tmp_path / f"{words}.db", doc("2013-01-01", says("marriage", "Ann Vale", "Bob Reed", when)))
        assert (
            f"marriage, {words}: reported" in run("why", "ann", "bob", "--db", tmp_path / f"{words}.db").out
        )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("--on 1999", "no tie on this day; 3 ties on other days: add --all"),
        ("--on 1999 --kind marriage", "no tie of that kind on this day; 1 such on other days: add --all"),
        ("--on 1999 --kind dating", "no tie of that kind on this day"),
        ("--on 2016 --kind dating", "no tie of that kind on this day; 3 others are left out"),
        ("--on 2016 --kind dating --all", "no tie of that kind; 3 others are left out"),
        (
            "--on 2016 --standing confirmed",
            "no tie of at least that standing on this day; 3 others are left out",
        ),
        (
            "--on 1999 --kind marriage --standing alleged",
            "no tie of that kind of at least that standing on this day; 1 such on other days: add --all",
        ),
    ],
)
def test_a_known_name_without_such_ties_is_an_answer_that_says_what_it_leaves_out(
    db: Path, more: str, words: str
) -> None:
    answer = run("ties", "Ann Vale", *more.split(), "--db", db)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.partition("\n\n")[2].replace("\n", " ").strip() == words


def test_ties_stand_under_how_surely_they_hold(tmp_path: Path) -> None:
    tell(tmp_path / "db", doc("2010-06-01", says("dating", "Ann Vale", "Bob Reed", "2010-05"),
                              says("marriage", "Ann Vale", "Cy Hart", "/2001")))  # fmt: skip
    for day, heading, words in (
        ("2010-05-31", "On this day", "dating Bob Reed"),
        ("2011", "Possibly on this day", "dating Bob Reed"),
        ("2016", "Nothing said for this day", "dating Bob Reed"),
        ("2005", "Not on this day", "later dating Bob Reed"),
        ("2005", "Not on this day", "was married to Cy Hart"),
        ("1999", "Nothing said for this day", "married to Cy Hart"),
    ):
        out = run("ties", "Ann Vale", "--all", "--on", day, "--db", tmp_path / "db").out
        assert f"  {words} " in out.partition(f"\n{heading}\n")[2].partition("\n\n")[0], out


def test_one_row_can_set_both_bounds(tmp_path: Path) -> None:
    tell(tmp_path / "db", doc("2010-06-01", says("marriage", "Ann Vale", "Bob Reed", "2001/2005")))
    assert (
        "-> sets the start and the end of the marriage; claim "
        in run("why", "ann", "bob", "--db", tmp_path / "db").out
    )


def test_many_credits_are_told_in_one_paragraph(tmp_path: Path) -> None:
    films = [says("performance", "Ann Vale", f"Film {n} ({n})", str(n)) for n in range(2001, 2006)]
    works = [{"name": f"Film {n} ({n})", "type": "work"} for n in range(2001, 2006)]
    tell(tmp_path / "db", doc("2010-01-01", *films, entities=works))
    out = run("ties", "Ann Vale", "--db", tmp_path / "db").out
    assert "  performed in 5 works: Film 2001 (2001), Film 2002 (2002), Film 2003 (2003),\n    Film" in out


def test_a_path_is_a_sentence(db: Path) -> None:
    out = ask(db, "path", "ann vale", "di lund").out
    assert "Ann Vale performed in The Fall, as did Cy Hart, who is married to Di Lund." in out
    assert out.startswith("Ann Vale to Di Lund: 3 links\n")


def test_why_shows_quote_outlet_day_chain_and_effect(db: Path) -> None:
    out = ask(db, "why", "ann vale", "bob reed").out
    assert "1 Jun 2015  Star, citing Us Monthly, citing an insider" in out
    assert "    separation, no day told: ALLEGED" in out
    assert "    “separation of Ann Vale and Bob Reed”" in out
    assert "-> sets the start of the alleged separation; claim " in out
    assert "-> speaks against the alleged separation; claim " in out


def test_diff_names_the_article(db: Path) -> None:
    out = run("diff", "Ann Vale", "--from", "2014-06-01", "--to", "2015-06-02", "--db", db).out
    assert "? Ann Vale is said to be separated" in out
    assert "Star, citing Us Monthly, citing an insider, 1 Jun 2015" in out


def test_diff_takes_known_for_the_later_day(db: Path) -> None:
    answers = [run("diff", "--from", "2015", to, "2016-06-01", "--db", db).out for to in ("--to", "--known")]
    assert answers[0] == answers[1] and "by 1 Jun 2016" in answers[0]


def test_check_says_what_to_look_at_next(db: Path) -> None:
    answer = run("check", "--db", db)
    assert answer.code == 1
    assert "overlapping marriages, position " in answer.out
    assert '  see: relgraph why "Two Times" "Eva Two"' in answer.out


LONG = "Anna-Maria Theodora Wilhelmina von Hohenfels-Lichtenberg zu Altenburg-Sonnenstein"


@pytest.mark.parametrize("question", ["ties anna", "why anna bob", "path anna bob", "timeline anna bob"])
def test_long_names_fit_the_page_too(tmp_path: Path, question: str) -> None:
    tell(
        tmp_path / "db",
        doc("2013-01-01", says("marriage", LONG, "Bob Reed"), url=f"https://w.example/{'a' * 90}"),
    )
    answer = run(*question.split(), "--db", tmp_path / "db")
    assert answer.code == 0 and all(len(line) <= 80 for line in answer.out.splitlines())


@pytest.mark.parametrize(
    ("when", "words"),
    [("0001-12-31", "since 31 Dec 0001"), ("0033", "since some day in 0033"), ("003X", "in the 0030s")],
)
def test_early_years_have_four_digits(tmp_path: Path, when: str, words: str) -> None:
    tell(tmp_path / "db", doc("2013-01-01", says("marriage", "Al Oak", "Bea Ash", when)))
    assert words in " ".join(run("ties", "al", "--all", "--db", tmp_path / "db").out.split())


def test_check_can_be_kept_to_what_was_published_by_a_day(db: Path) -> None:
    for known, code in (("2015-12-31", 0), ("2016-01-01", 1)):
        answer = run("check", "--known", known, "--on", "2010", "--json", "--db", db)
        assert (answer.code, len(answer.json)) == (code, code)


def test_output_has_no_colour_and_fits_80_columns_when_it_is_piped(db: Path) -> None:
    for command in EVERY_ANSWER:
        out = (
            ask(db, *shlex.split(command)).out
            if "diff" not in command
            else run(*shlex.split(command), "--db", db).out
        )
        assert "\x1b" not in out
        long = [line for line in out.splitlines() if len(line) > 80 and "[{" not in line]
        assert not long, command


EVERY_ANSWER = (
    'find "ann vale"', 'ties "ann vale" --all', "pairs --kind marriage", 'timeline "ann vale"', 'timeline "ann vale" "bob reed"',
    'why "ann vale" "bob reed"', 'path "ann vale" "di lund"', "diff --from 2012 --to 2016",
)  # fmt: skip


@pytest.mark.parametrize("command", EVERY_ANSWER)
def test_every_answer_comes_as_json_too(db: Path, command: str) -> None:
    more = () if command.startswith("diff") else TODAY
    answer = run(*shlex.split(command), *more, "--json", "--db", db)
    assert answer.code == 0 and answer.json


def test_count_prints_a_number_and_nothing_else_to_a_pipe(db: Path) -> None:
    assert ask(db, "pairs", "--kind", "marriage", "--count").out == "4\n"
    assert ask(db, "pairs", "--kind", "feud", "--count").out == "0\n"
    assert ask(db, "pairs", "--kind", "marriage", "--count", "--json").json == {
        "count": 4,
        "standings": {"reported": 4},
        "pairs": [],
    }


def test_a_date_means_its_last_day(db: Path) -> None:
    for text, day in (("2014", "2014-12-31"), ("2014-02", "2014-02-28"), ("2014-02-03", "2014-02-03")):
        answer = run("ties", "Ann Vale", "--on", text, "--known", text, "--json", "--db", db).json
        assert (answer["on"], answer["known"]) == (day, day)


def test_the_file_can_be_named_by_the_environment(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELGRAPH_DB", str(db))
    assert run("find", "Ann Vale").code == 0
    assert run("find", "Ann Vale", "--db", "elsewhere.db").code == 2


# ---- help


def every_command() -> Iterator[tuple[str, ...]]:
    for name in COMMANDS:
        help = run(name, "--help").out
        inner = (
            re.findall(r"^  (\w+)  ", help.partition("Commands:")[2], re.MULTILINE)
            if "Commands:" in help
            else []
        )
        yield from ((name, one) for one in inner) if inner else [(name,)]


FILELESS = {("extract",), ("neo4j", "wipe")}
"""What asks no relgraph file."""


@pytest.mark.parametrize("command", list(every_command()), ids=" ".join)
def test_help_ends_with_an_example_that_can_be_typed(command: tuple[str, ...], tmp_path: Path) -> None:
    answer = run(*command, "--help")
    assert answer.code == 0 and not answer.err
    lines = answer.out.rstrip().splitlines()
    assert all(len(line) <= 100 for line in lines)
    example = " ".join(answer.out.partition("Example: ")[2].split())
    assert lines[-1] and example.startswith(f"relgraph {' '.join(command)}")
    words = shlex.split(example.partition(">")[0])[1:]
    if command != ("demo",):  # which would do all of its work
        place = () if command in FILELESS else ("--db", tmp_path / "none.db")
        tried = run(*words, *place)
        needs = ("no such file", "digest.txt", "NEO4J_PASSWORD")
        assert tried.code == 2 and any(need.lower() in tried.err.lower() for need in needs), tried.err


def test_help_of_the_whole_lists_every_command() -> None:
    out = run("--help").out
    assert all(f"\n  {name} " in out for name in COMMANDS)
    for group in ((), ("log",), ("import",)):
        answer = run(*group)
        assert (answer.code, answer.out) == (2, "") and answer.err.startswith("Usage: relgraph")


def test_kinds_that_are_no_states_cannot_be_asked_for(db: Path) -> None:
    for kind in STATES:
        assert ask(db, "pairs", "--kind", kind, "--count").code == 0

"""What went wrong for people who do this job with other tools, told with invented people; F.. are our numbers of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from relgraph.events import EntitiesJudged, Event
from relgraph.ingest import open_store
from tests.shell import doc, run, says, tell

Json = dict[str, Any]

KNOWN = "2026-01-01"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "field.db"


def ties(db: Path, who: str, on: str, *options: str, known: str = KNOWN) -> list[Json]:
    """The ties of somebody on a day."""
    ran = run("ties", who, "--on", on, "--known", known, "--json", "--db", db, *options)
    assert ran.code == 0, ran.err
    found: list[Json] = ran.json["ties"]
    return found


def with_whom(db: Path, who: str, on: str, *options: str, known: str = KNOWN) -> list[str]:
    """`marriage Ann yes` for each tie of somebody on a day."""
    found = ties(db, who, on, *options, known=known)
    return [f"{tie['kind']} {tie['other']['name']} {tie['holds']}" for tie in found]


def marriage(db: Path, who: str) -> Json:
    """The one marriage of somebody, also if it is over."""
    (tie,) = ties(db, who, KNOWN, "--all", "--kind", "marriage")
    return tie


def days(tie: Json, side: str) -> list[str | None]:
    return [tie[side]["earliest"], tie[side]["latest"]]


# ---- relationships over time


@pytest.mark.parametrize("told", ["together", "one by one", "backwards"])
def test_f01_one_couple_two_weddings_and_a_wife_between(db: Path, told: str) -> None:
    claims = [
        says("marriage", "Orla Venn", "Tam Brisk", "1921-02-03"),
        says("divorce", "Orla Venn", "Tam Brisk", "1923-03-09"),
        says("marriage", "Tam Brisk", "Ida Coll", "1924-05-05"),
        says("death", "Ida Coll", when="1926-01-02"),
        says("marriage", "Orla Venn", "Tam Brisk", "1926-08-01"),
    ]
    single = [doc("1990-01-01", claim) for claim in (claims if told == "one by one" else claims[::-1])]
    tell(db, *([doc("1990-01-01", *claims)] if told == "together" else single))
    assert with_whom(db, "Tam Brisk", "1922-01-01") == ["marriage Orla Venn yes"]
    assert with_whom(db, "Tam Brisk", "1923-06-01") == []
    assert with_whom(db, "Tam Brisk", "1925-01-01") == ["marriage Ida Coll yes"]
    assert with_whom(db, "Tam Brisk", "1926-03-01") == []
    (second,) = ties(db, "Tam Brisk", "1927-01-01")
    assert (second["other"]["name"], second["episode"]) == ("Orla Venn", 2)
    assert marriage(db, "Ida Coll")["ended_by"] == "death"


@pytest.mark.parametrize(("kind", "by"), [("divorce", "divorce"), ("marriage_end", None)])
def test_f02_it_ended_and_nobody_knows_when(db: Path, kind: str, by: str | None) -> None:
    wed, ended = says("marriage", "Mae Orr", "Lou Tarn", "1999"), says(kind, "Mae Orr", "Lou Tarn", "/")
    tell(db, doc("2015-03-01", wed, ended))
    assert with_whom(db, "Mae Orr", "2010-01-01") == ["marriage Lou Tarn possibly"]
    assert with_whom(db, "Mae Orr", "2015-03-01") == []
    tie = marriage(db, "Mae Orr")
    assert (days(tie, "end"), tie["ended_by"]) == (["1999-01-01", "2015-03-01"], by)


def test_f02_a_marriage_without_any_date_is_said_of_no_day(db: Path) -> None:
    tell(db, doc("1992-01-01", says("marriage", "Wat Hode", "Joan Pym", "/")))
    for on in ("1500-01-01", "1520-01-01", "1991-12-31", "1992-01-01", "2020-01-01"):
        assert with_whom(db, "Wat Hode", on) == ["marriage Joan Pym unsaid"]
    assert run("pairs", "--kind", "marriage", "--on", "1520", "--count", "--db", db).out.strip() == "0"


def test_f03_death_ends_a_marriage_and_not_one_that_was_over(db: Path, tmp_path: Path) -> None:
    told = [
        says("marriage", "Nell Asher", "Rob Quill", "2001-06-09"),
        says("death", "Rob Quill", when="2010"),
        says("marriage", "Nell Asher", "Sid Crane", "1990/1995"),
        says("death", "Sid Crane", when="2012"),
    ]
    tell(db, doc("2013-01-01", *told))
    assert with_whom(db, "Nell Asher", "2009-12-31") == ["marriage Rob Quill yes"]
    assert with_whom(db, "Nell Asher", "2010-07-01") == ["marriage Rob Quill possibly"]
    assert with_whom(db, "Nell Asher", "2011-01-01") == []
    assert marriage(db, "Rob Quill")["ended_by"] == "death"
    ended = marriage(db, "Sid Crane")
    assert (days(ended, "end"), ended["ended_by"]) == (["1995-01-01", "1995-12-31"], None)
    rows = "subject\trelation\tobject\tstart\tend\tend_cause\nFay Lowe\tspouse\tGus Tarn\t1980\t\tdeath of spouse\n"
    imported(db, tmp_path / "rows.tsv", rows.encode(), published="2005-05-05")
    widowed = marriage(db, "Fay Lowe")
    assert (days(widowed, "end"), widowed["ended_by"]) == (["1980-01-01", "2005-05-05"], "death")


def test_f04_two_marriages_at_once_are_kept_and_found(db: Path) -> None:
    first = [
        says("marriage", "Sami Idder", "Lia Conti", "2008-05-30"),
        says("divorce", "Sami Idder", "Lia Conti", "2016-11-14"),
    ]
    tell(db, doc("2017-01-01", *first))
    before = marriage(db, "Lia Conti")
    tell(db, doc("2017-01-02", says("marriage", "Sami Idder", "Noor Bahri", "2015-02-07"), source="Post"))
    assert marriage(db, "Lia Conti") == before
    assert with_whom(db, "Sami Idder", "2014-01-01") == ["marriage Lia Conti yes"]
    assert with_whom(db, "Sami Idder", "2016-01-01") == ["marriage Lia Conti yes", "marriage Noor Bahri yes"]
    assert with_whom(db, "Sami Idder", "2018-01-01") == ["marriage Noor Bahri yes"]
    checked = run("check", "--json", "--db", db)
    (found,) = checked.json
    assert (checked.code, found["finding"]) == (1, "overlapping marriages")
    assert "positions 2 and 5" in found["message"]


def test_f05_apart_and_not_divorced(db: Path) -> None:
    wed = says("marriage", "Ida Penn", "Kurt Sand", "2005")
    tell(db, doc("2015-06-01", wed, says("separation", "Ida Penn", "Kurt Sand", "2015-05")))
    assert with_whom(db, "Ida Penn", "2024-01-01") == ["marriage Kurt Sand yes", "separation Kurt Sand yes"]
    printed = run("ties", "Ida Penn", "--on", "2024-01-01", "--db", db).out
    assert "married to Kurt Sand" in printed
    assert "separated from Kurt Sand" in printed
    assert "was married" not in printed


def test_f05_an_unmarried_couple_that_split_and_a_new_love(db: Path) -> None:
    first = [
        says("dating", "Lou Marr", "Bo Tell", "2010"),
        says("parenthood", "Lou Marr", "Kim Marr"),
        says("parenthood", "Bo Tell", "Kim Marr"),
    ]
    later = [says("breakup", "Lou Marr", "Bo Tell", "2013-03"), says("dating", "Lou Marr", "Ted Orr", "2014")]
    tell(db, doc("2010-12-31", *first), doc("2014-06-01", *later))
    on = "2014-06-01"
    assert with_whom(db, "Lou Marr", on) == ["dating Ted Orr yes", "parenthood Kim Marr yes"]
    assert with_whom(db, "Bo Tell", on) == ["parenthood Kim Marr yes"]
    assert with_whom(db, "Kim Marr", on, "--all") == ["parenthood Bo Tell yes", "parenthood Lou Marr yes"]
    everything = run("ties", "Lou Marr", "--on", on, "--all", "--db", db).out
    everything += run("why", "Lou Marr", "Bo Tell", "--db", db).out
    assert not {word for word in ("wife", "husband", "step", "divorce") if word in everything}


# ---- dates


@pytest.mark.parametrize(
    ("when", "start", "end", "words"),
    [
        ("2011/..", ["2011-01-01", "2011-12-31"], [None, None], "since 2011"),
        ("2011/", ["2011-01-01", "2011-12-31"], [None, None], "from 2011, end not known"),
        ("../2011", [None, None], ["2011-01-01", "2011-12-31"], "until 2011"),
        ("/2011", [None, None], ["2011-01-01", "2011-12-31"], "until 2011"),
        ("2011/2009", [None, None], [None, None], "2011 to 2009"),
        ("1955/1960", ["1955-01-01", "1955-12-31"], ["1960-01-01", "1960-12-31"], "1955 to 1960"),
    ],
)
def test_f08_an_open_end_is_not_an_unknown_one(
    db: Path, when: str, start: list[str | None], end: list[str | None], words: str
) -> None:
    tell(db, doc("2021-05-05", says("marriage", "Ann Vale", "Bob Reed", when)))
    tie = marriage(db, "Ann Vale")
    assert (days(tie, "start"), days(tie, "end")) == (start, end)
    why = run("why", "Ann Vale", "Bob Reed", "--db", db)
    assert f"marriage, {words}: reported" in why.out
    (claim,) = run("why", "Ann Vale", "Bob Reed", "--json", "--db", db).json["claims"]
    backwards = "ends before it starts" if when == "2011/2009" else None
    assert (claim["when"], claim["finding"]) == (when, backwards)


# ---- names


HOLLOWAY = [
    doc("2020-01-01", says("marriage", 'Marguerite "Daisy" Holloway', "Otto Pell", "2001")),
    doc("2020-01-02", says("divorce_filing", "Daisy Holloway", "Otto Pell", "2020-01")),
    doc("2020-01-03", says("divorce", "Marguerite Anne Holloway", "Otto Pell", stance="denied")),
]


def test_f11_a_nickname_inside_a_name_is_a_name_and_a_full_name_is_suggested(db: Path) -> None:
    tell(db, *HOLLOWAY)
    assert with_whom(db, "Daisy Holloway", "2020-02-01") == ["marriage Otto Pell yes"]
    claims = run("why", "Daisy Holloway", "Otto Pell", "--json", "--db", db).json["claims"]
    assert [claim["parties"][0]["as"] for claim in claims] == [
        'Marguerite "Daisy" Holloway',
        "Daisy Holloway",
    ]
    (found,) = run("identity", "suggest", "--json", "--db", db).json
    assert {found["a"]["name"], found["b"]["name"]} == {
        'Marguerite "Daisy" Holloway',
        "Marguerite Anne Holloway",
    }
    said = run("identity", "same", found["a"]["id"], found["b"]["id"], "--by", "desk", "--db", db)
    assert said.code == 0, said.err
    assert len(run("why", "Daisy Holloway", "Otto Pell", "--json", "--db", db).json["claims"]) == 3


def test_f12_whom_a_bare_name_may_be_is_said(db: Path) -> None:
    names = ("Edmund Roake Jr.", "Edmund Roake III", "Edmund Roake")
    tell(db, *(doc(f"2020-01-0{n}", says("dating", name, "Gus Tarn")) for n, name in enumerate(names, 1)))
    alike = run("identity", "show", ids(db)["Edmund Roake"], "--json", "--db", db).json["alike"]
    assert {one["a"]["name"] for one in alike} == {"Edmund Roake Jr.", "Edmund Roake III"}


def test_f13_a_married_name_finds_her_before_and_after_and_makes_no_tie(db: Path) -> None:
    married = [
        {"name": "Mira Thorne", "kind": "married", "when": "2008/2012"},
        {"name": "Mira Thorne-Vale", "kind": "alias"},
    ]
    tell(
        db,
        doc("2009-01-01", says("marriage", "Mira Sandov", "Jan Thorne", "2008/2012"),
            entities=[{"name": "Mira Sandov", "type": "person", "names": married}]),
        doc("2015-01-01", says("dating", "Mira Thorne", "Kip Oates")),
        doc("2020-01-01", says("dating", "Mira Thorne-Vale", "Lou Vale")),
        doc("2020-01-02", says("dating", "Pia Thorne", "Ned Ash")),
    )  # fmt: skip
    expected = {"Jan Thorne", "Kip Oates", "Lou Vale"}
    for name in ("Mira Sandov", "Mira Thorne", "Mira Thorne-Vale"):
        assert {tie["other"]["name"] for tie in ties(db, name, KNOWN, "--all")} == expected
    assert [one["other"]["name"] for one in ties(db, "Pia Thorne", KNOWN, "--all")] == ["Ned Ash"]


def test_f12_a_suffix_tells_people_apart_and_a_bare_name_is_given_to_neither(db: Path) -> None:
    stories = [
        doc("2020-01-01", says("marriage", "Edmund Roake Jr.", "Fay Lowe", "1988")),
        doc("2020-01-02", says("dating", "Edmund Roake III", "Gus Tarn")),
        doc("2020-01-03", says("dating", "Edmund Roake", "Gus Tarn")),
    ]
    tell(db, *stories)
    jr, third, bare = (ids(db)[name] for name in ("Edmund Roake Jr.", "Edmund Roake III", "Edmund Roake"))
    assert len({jr, third, bare}) == 3
    assert with_whom(db, jr, "2020-01-03") == ["marriage Fay Lowe yes"]
    assert {one["id"] for one in run("find", "Edmund Roake", "--json", "--db", db).json} == {jr, third, bare}
    judge(db, EntitiesJudged(a=jr, b=third, judgement="different", by="desk", at="2020-02-01T10:00:00Z"))
    judge(db, EntitiesJudged(a=bare, b=third, judgement="same", by="desk", at="2020-02-02T10:00:00Z"))
    tell(db, *stories)
    assert with_whom(db, bare, "2020-01-03") == with_whom(db, third, "2020-01-03") == ["dating Gus Tarn yes"]
    assert with_whom(db, jr, "2020-01-03") == ["marriage Fay Lowe yes"]


def test_f14_a_join_comes_apart(db: Path) -> None:
    names = ["Ana Moor", "Ana Moore", "A. Moore"]
    stories = [
        doc("2020-01-01", says("dating", name, f"Friend of {name}", stance="alleged")) for name in names
    ]
    tell(db, *stories)
    before = bodies(db)
    a, b, c = (ids(db)[name] for name in names)
    one = EntitiesJudged(a=a, b=b, judgement="same", by="desk", at="2020-02-01T10:00:00Z")
    two = EntitiesJudged(a=b, b=c, judgement="same", by="desk", at="2020-02-02T10:00:00Z")
    judge(db, one, two)
    assert len(ties(db, "Ana Moor", "2020-01-01")) == 3
    undo = {"a": a, "b": b, "judgement": "same", "by": "desk", "undoes": one.id}
    judge(db, EntitiesJudged(**undo, at="2020-03-01T10:00:00Z"))
    judge(db, EntitiesJudged(a=a, b=c, judgement="different", by="desk", at="2020-03-02T10:00:00Z"))
    judge(db, EntitiesJudged(**undo, at="2020-03-03T10:00:00Z"))  # once more: nothing is left to take back
    tell(db, *stories)
    assert with_whom(db, a, "2020-01-01") == ["dating Friend of Ana Moor yes"]
    assert len(ties(db, b, "2020-01-01")) == len(ties(db, c, "2020-01-01")) == 2
    assert bodies(db)[: len(before)] == before


# ---- news


def test_f15_never_is_a_denial_and_moves_nothing(db: Path) -> None:
    herself = [{"agent": "Vesna Luhr", "role": "principal"}]
    told = [
        says("marriage", "Vesna Luhr", "Kip Oates", "/", stance="denied"),
        says("dating", "Kip Oates", "Vesna Luhr", stance="denied"),
        says("separation", "Vesna Luhr", "Kip Oates", stance="denied", attribution=herself),
    ]
    tell(db, doc("2020-01-01", *told))
    assert with_whom(db, "Vesna Luhr", "2020-01-01", "--all") == []
    wed = doc("2019-01-01", says("marriage", "Vesna Luhr", "Kip Oates", "2018-05-05"), source="Post")
    tell(db, wed)
    (tie,) = ties(db, "Vesna Luhr", "2020-01-01")
    assert (tie["kind"], tie["holds"], tie["standing"], tie["against"]) == ("marriage", "yes", "disputed", 1)
    assert (days(tie, "start"), days(tie, "end")) == (["2018-05-05", "2018-05-05"], [None, None])


COPY = [
    "Pru Lane and Max Dorn have married.",
    "The wedding was in a barn outside the town, and there was soup for everybody.",
    "Her uncle played the fiddle until the small hours.",
    "His dogs carried the rings.",
    "They will live by the river, the couple told a friend of this paper.",
]


@pytest.mark.parametrize("text", ["\n".join(COPY), "  ".join(COPY).replace(",", " –")])
def test_f16_eight_papers_with_one_text_are_one_voice(db: Path, text: str) -> None:
    claim = {
        "kind": "marriage",
        "a": "Pru Lane",
        "b": "Max Dorn",
        "when": "2020-06",
        "quote": "Pru Lane and Max Dorn have married.",
    }
    copies = [
        {"source": f"Echo {n}", "published": "2020-06-09", "text": "\n".join(COPY), "claims": [claim]}
        for n in range(8)
    ]
    copies[5] |= {"title": "A wedding in a barn", "text": text}
    copies[6] |= {"title": "Soup, dogs and a fiddle"}
    own = doc("2020-06-10", says("marriage", "Pru Lane", "Max Dorn", "2020-06-06"), source="Ledger")
    tell(db, *copies, own)
    (tie,) = ties(db, "Pru Lane", "2020-07-01")
    assert tie["roots"] == 2
    claims = run("why", "Pru Lane", "Max Dorn", "--json", "--db", db).json["claims"]
    assert len(claims) == 9
    assert sorted(claim["root"] for claim in claims) == ["Echo 0"] * 8 + ["Ledger"]


def test_f17_one_source_goes_and_the_others_stay(db: Path) -> None:
    wed = says("marriage", "Uma Reef", "Tod Wick", "2019-09-09")
    affair = says("affair", "Tod Wick", "Zed Quark", stance="alleged") | {"quote": "otter in the boathouse"}
    tell(
        db,
        doc("2020-01-01", wed, affair, source="Outlet A", url="https://example.org/a"),
        doc("2020-01-02", wed, source="Outlet B"),
    )
    assert [tie["roots"] for tie in ties(db, "Uma Reef", "2020-02-01")] == [2]
    when = ("--published", "2020-03-03", "--why", "it was somebody else")
    assert run("retract", "--article", "https://example.org/a", *when, "--db", db).code == 0
    assert [tie["roots"] for tie in ties(db, "Uma Reef", "2020-02-01")] == [1]
    assert with_whom(db, "Tod Wick", "2020-01-01") == ["marriage Uma Reef yes"]
    assert "affair Zed Quark yes" in with_whom(db, "Tod Wick", "2020-01-01", "--all")
    assert "affair Zed Quark yes" in with_whom(db, "Tod Wick", "2020-01-01", known="2020-03-02")
    learned = run("diff", "--from", "2020-03-02", "--to", "2020-03-03", "--json", "--db", db).json
    gone = [one for one in learned if one["tie"]["kind"] == "affair"]
    assert [(one["change"], one["article"]["source"]) for one in gone] == [("withdrawn", "Outlet A")]


# ---- import

ROWS = [
    "Ann Vale\tspouse\tBob Reed\t2001\t\t",
    "Bob Reed\tspouse\tAnn Vale\t2001\t\t",
    "Cleo Hart\tspouse\tDan Frost\t1990\t1995\tdivorce",
    "Eve Lind\tspouse\tFinn Moss\t\t\t",
    "Gus Park\tspouse\tHal Stone\t1980-05-05\t\t",
    "Ida Fox\tspouse\tJon Wolf\t1970\t2000\tdeath",
    "Kit Rowe\tsibling\tLou Dane\t\t\t",
    "Kit Rowe\tchild\tMia Oak\t\t\t",
    "Ned Ash\tspouse\tOla Berg\t2010\t2012\tlegal separation",
    "Pia Lund\tspouse\tRené Ödmark\t2005\t\t",
]
HEAD = "subject\trelation\tobject\tstart\tend\tend_cause"


def imported(db: Path, file: Path, content: bytes, published: str = "2020-01-01") -> Json:
    """What came in from a table."""
    file.write_bytes(content)
    ran = run("import", "tsv", file, "--source", "Register", "--published", published, "--json", "--db", db)
    assert ran.code == 0, ran.err
    loaded: Json = ran.json
    return loaded


def table(rows: list[str], line_end: str = "\n") -> bytes:
    return "".join(f"{row}{line_end}" for row in [HEAD, *rows]).encode()


def test_f18_the_same_file_three_times_is_one_file(db: Path, tmp_path: Path) -> None:
    shuffled = list(ROWS)
    Random(5).shuffle(shuffled)
    first = imported(db, tmp_path / "rows.tsv", table(ROWS))
    assert (first["duplicates"], first["skipped"]) == (0, [])
    for rows in (ROWS, shuffled):
        again = imported(db, tmp_path / "again.tsv", table(rows))
        assert (again["articles"], again["claims"], again["events"]) == (0, 0, 0)
        assert (again["duplicates"], again["head"]) == (first["events"], first["head"])
    (couple,) = ties(db, "Ann Vale", "2010-01-01")
    assert (couple["other"]["name"], couple["roots"]) == ("Bob Reed", 1)


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf" + table(ROWS), table(ROWS, "\r\n"), b"\xef\xbb\xbf" + table(ROWS, "\r\n")]
)
def test_f19_a_byte_order_mark_and_windows_line_ends_do_not_matter(
    db: Path, tmp_path: Path, content: bytes
) -> None:
    plain = imported(db, tmp_path / "plain.tsv", table(ROWS))
    saved = imported(db, tmp_path / "saved.tsv", content)
    assert (saved["events"], saved["duplicates"], saved["head"]) == (0, plain["events"], plain["head"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (table(ROWS).replace(b"\t", b";"), ["rows.tsv:1:", "';'", "tr ';' '\\t'"]),
        (table(ROWS).decode().encode("cp1252"), ["rows.tsv:11:", "byte 20 ", "0xe9", "UTF-8"]),
    ],
    ids=["semicolons", "Windows-1252"],
)
def test_f19_what_cannot_be_read_is_said_with_its_place_and_nothing_is_loaded(
    db: Path, tmp_path: Path, content: bytes, said: list[str]
) -> None:
    file = tmp_path / "rows.tsv"
    file.write_bytes(content)
    ran = run("import", "tsv", file, "--source", "Register", "--published", "2020-01-01", "--db", db)
    assert ran.code == 2
    assert [part for part in said if part not in ran.err] == []
    assert not db.exists()


def test_f19_a_cell_with_a_line_break_is_listed(db: Path, tmp_path: Path) -> None:
    broken = table(['Ann Vale\tspouse\t"Bob', 'Reed"\t2001\t\t', *ROWS[2:4]])
    skipped = imported(db, tmp_path / "rows.tsv", broken)["skipped"]
    assert [(row["line"], "2001" in row["reason"]) for row in skipped] == [(3, True)]


# ---- what tests share


def ids(db: Path) -> dict[str, str]:
    """The id of everybody by name."""
    with closing(sqlite3.connect(db)) as connection:
        return dict(connection.execute("SELECT name, id FROM entity").fetchall())


def bodies(db: Path) -> list[tuple[object, ...]]:
    """All records of the log, word for word."""
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(
            "SELECT position, event_id, type, body FROM log JOIN body USING (position) ORDER BY position"
        ).fetchall()


def judge(db: Path, *judgements: Event) -> None:
    """Let a person judge."""
    with open_store(db, create=False) as store:
        store.log.append([judgement.entry() for judgement in judgements])

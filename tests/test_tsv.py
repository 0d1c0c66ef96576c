"""Tables of relations: what a row says, what is skipped, and what real data sets come to."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from relgraph.importers.relations import RELATIONS
from relgraph.importers.tsv import claims, read
from relgraph.ingest import Skipped
from tests.shell import run

HEAD = "subject\trelation\tobject\tstart\tend\tend_cause\tsource\n"
DATA = Path(__file__).parents[2] / "shared" / "data"

needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="../shared/data is not there: real data sets are not checked"
)


def taken(tmp_path: Path, *rows: str) -> list[object]:
    """What rows say: (kind, a, b, when, detail, root) of each claim, or the reason for which a row was skipped."""
    file = tmp_path / "rows.tsv"
    file.write_text(HEAD + "".join(row.replace("|", "\t") + "\n" for row in rows))
    out: list[object] = []
    for row in claims(read(file), "Register", RELATIONS):
        if isinstance(row, Skipped):
            out.append((row.line, row.reason))
        else:
            out += [
                (c.kind, c.a.name, c.b.name if c.b else None, c.when, *([c.detail] if c.detail else []))
                for c in row
            ]
    return out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Ann|spouse|Bob||||", [("marriage", "Ann", "Bob", "/")]),
        ("Ann|spouse|Bob|1990|||", [("marriage", "Ann", "Bob", "1990/")]),
        ("Ann|isMarriedTo|Bob|1990-05-05|1999||", [("marriage", "Ann", "Bob", "1990-05-05/1999")]),
        ("Ann|spouse|Bob||1999||", [("marriage", "Ann", "Bob", "/1999")]),
        (
            "Ann|spouse|Bob|1990|1999|divorce|",
            [("marriage", "Ann", "Bob", "1990/1999"), ("divorce", "Ann", "Bob", "1999")],
        ),
        (
            "Ann|spouse|Bob|1990|1999|annulment|",
            [("marriage", "Ann", "Bob", "1990/1999"), ("annulment", "Ann", "Bob", "1999")],
        ),
        (
            "Ann|spouse|Bob|1990||death of subject's spouse|",
            [("marriage", "Ann", "Bob", "1990/"), ("marriage_end", "Ann", "Bob", "/", "death")],
        ),
        (
            "Ann|spouse|Bob|1990|1999|legal separation|",
            [("marriage", "Ann", "Bob", "1990/"), ("separation", "Ann", "Bob", "1999")],
        ),
        ("Ann|spouse|Bob|1990|1999|unspecified|", [("marriage", "Ann", "Bob", "1990/1999")]),
        (
            '"Weird Al" Yankovic|acted_in|UHF|1989|||',
            [("performance", '"Weird Al" Yankovic', "UHF", "1989/")],
        ),
        ("Ann|broke_up_with|Bob|2001|||", [("breakup", "Ann", "Bob", "2001")]),
        ("Ann|knits_with|Bob||||", [(2, "no kind is known for the relation 'knits_with'")]),
        ("Ann|spouse|Ann||||", [(2, "subject and object are the same")]),
        ("Ann|acted_in| ||||", [(2, "a name is missing")]),
        ("Ann|spouse|Bob|Whitsun 1711|||", [(2, "start: 'Whitsun 1711' is not a date")]),
        (f"{'A' * 301}|spouse|Bob||||", [(2, "a name of 301 characters: at most 300 can be kept")]),
        ("Ann|spouse|Bob|1990|1999|||more", [(2, "8 cells under 7 headings")]),
    ],
)
def test_a_row_says(tmp_path: Path, row: str, said: list[tuple[object, ...]]) -> None:
    got = taken(tmp_path, row)
    if isinstance(said[0][0], int):
        ((line, reason),) = got  # type: ignore[misc]
        assert line == said[0][0] and reason.startswith(said[0][1])  # type: ignore[has-type]
    else:
        assert got == said


def test_what_is_skipped_is_told_by_reason_with_its_first_lines_and_in_full_as_json(tmp_path: Path) -> None:
    file = tmp_path / "rows.tsv"
    file.write_text(HEAD + "Ann\tknits_with\tBob\n" * 9 + "Ann\tspouse\tBob\n")
    told = ("import", "tsv", file, "--source", "S", "--published", "2020-01-01", "--db", tmp_path / "db")
    shown = run(*told).err
    assert "skipped 9 rows" in shown and "lines 2, 3, 4, 5, 6 and 4 more" in shown
    assert [row["line"] for row in run(*told, "--json").json["skipped"]] == list(range(2, 11))


def test_a_user_adds_relations_with_a_map(tmp_path: Path) -> None:
    (tmp_path / "rows.tsv").write_text(
        "subject\trelation\tobject\nBob\tkeeps_company_with\tAnn\nFilm\tstars\tAnn\n"
    )
    (tmp_path / "map.tsv").write_text(
        "relation\tkind\tswap\nkeeps_company_with\tdating\tno\nstars\tperformance\tyes\n"
    )
    ran = run(
        "import", "tsv", tmp_path / "rows.tsv", "--source", "S", "--published", "2020-01-01",
        "--map", tmp_path / "map.tsv", "--db", tmp_path / "db", "--json",
    )  # fmt: skip
    assert (ran.json["claims"], ran.json["skipped"]) == (2, [])
    assert "Film" in run("ties", "Ann", "--db", tmp_path / "db", "--all").out


def counted(db: Path, on: str, known: str = "2026-06-01") -> tuple[int, int]:
    """Distinct pairs that are married for sure, and that may be, on a day."""
    best: dict[frozenset[str], str] = {}
    for tie in run("pairs", "--kind", "marriage", "--on", on, "--known", known, "--db", db, "--json").json[
        "pairs"
    ]:
        pair = frozenset((tie["entity"]["id"], tie["other"]["id"]))
        best[pair] = max(best.get(pair, ""), tie["holds"])  # "possibly" < "yes"
    return sum(holds == "yes" for holds in best.values()), sum(holds == "possibly" for holds in best.values())


def imported(db: Path, file: Path, source: str, published: str) -> None:
    ran = run("import", "tsv", file, "--source", source, "--published", published, "--db", db, "--json")
    assert ran.code == 0, ran.err


@needs_data
@pytest.mark.parametrize(
    ("file", "published", "expected"),
    [
        ("marriages-wikidata-2026", "2026-01-15", [(217, 0), (392, 0), (581, 1), (732, 0)]),
        ("marriages-enwiki-2019", "2019-05-31", [(464, 0), (854, 2), (1332, 0), (1797, 0)]),
        ("yago11k", "2017-06-30", [(187, 6), (299, 4), (355, 4), (415, 0)]),
    ],
)
def test_the_pairs_of_a_real_data_set(
    tmp_path: Path, file: str, published: str, expected: list[tuple[int, int]]
) -> None:
    path = DATA / f"{file}.tsv.gz"
    if file == "yago11k":
        lines = gzip.decompress(path.read_bytes()).decode().splitlines(keepends=True)
        path = tmp_path / "married.tsv"
        path.write_text(lines[0] + "".join(line for line in lines if "\tisMarriedTo\t" in line))
    imported(tmp_path / "db", path, "S", published)
    assert [counted(tmp_path / "db", f"{year}-12-31") for year in (1950, 1980, 2000, 2015)] == expected


@needs_data
def test_two_real_data_sets_in_one_log_as_known_on_two_days(tmp_path: Path) -> None:
    imported(tmp_path / "db", DATA / "marriages-enwiki-2019.tsv.gz", "Wikipedia", "2019-05-31")
    imported(tmp_path / "db", DATA / "marriages-wikidata-2026.tsv.gz", "Wikidata", "2026-01-15")
    assert counted(tmp_path / "db", "2018-12-31", "2019-06-01") == (1836, 0)
    assert counted(tmp_path / "db", "2018-12-31", "2026-06-01") == (2282, 6)


@needs_data
def test_odd_names_of_a_real_cast_list_load_or_are_skipped_with_their_line(tmp_path: Path) -> None:
    file = DATA / "cast-wikipedia.tsv.gz"
    ran = run(
        "import", "tsv", file, "--source", "S", "--published", "2026-01-31", "--db", tmp_path / "db", "--json"
    )
    skipped = ran.json["skipped"]
    assert ran.json["claims"] + ran.json["duplicates"] + len(skipped) == 133_222
    assert len(skipped) < 50 and all(row["line"] > 1 and row["reason"] for row in skipped)

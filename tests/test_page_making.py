"""What goes into a page, where it stands, and what the command refuses."""

from __future__ import annotations

import random
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from relgraph.log import open_for_reading
from relgraph.page import effects, script
from relgraph.page.data import payload
from relgraph.page.layout import Pull, layout
from relgraph.page.network import network
from relgraph.page.selection import Selection, Wanted, select
from tests.page_story import CAST
from tests.shell import doc, on, run, says, tell
from tests.story import shell

TODAY = on("2026-06-01")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("making") / "cast.db"
    tell(path, *CAST)
    return path


def names(db: Path, chosen: Selection) -> set[str]:
    with closing(open_for_reading(db)) as store:
        found = store.execute(f"SELECT name FROM entity WHERE no IN ({','.join(map(str, chosen.entities))})")
        return {name for (name,) in found}


def chosen(db: Path, around: tuple[str, ...] = (), **more: Any) -> Selection:
    with closing(open_for_reading(db)) as store:
        nos = [
            store.execute("SELECT no FROM entity WHERE name = ?", (name,)).fetchone()[0] for name in around
        ]
        return select(store, Wanted(nos, **more), TODAY)


# ---- what goes in


def test_a_focus_takes_who_is_so_many_steps_away(db: Path) -> None:
    assert names(db, chosen(db, ("Eve Sand",))) == {"Eve Sand", "Bob Reed"}
    assert names(db, chosen(db, ("Eve Sand",), depth=2)) == {"Eve Sand", "Bob Reed", "Ann Vale"}


def test_what_is_left_out_is_counted(db: Path) -> None:
    whole, part = chosen(db), chosen(db, ("Eve Sand",))
    assert (whole.entities_left, whole.ties_left, whole.beyond) == (0, 0, {})
    assert part.entities_left == len(whole.entities) - 2
    assert (
        part.ties_left == len({(*pair, 0) for pair in whole.pairs}) + 3 - 1
    )  # three pairs have a second tie, one a third
    assert sum(part.beyond.values()) == 3  # Bob Reed's two marriages and the separation


def test_only_ties_of_the_kinds_that_are_asked_for_go_in(db: Path) -> None:
    with closing(open_for_reading(db)) as store:
        page = payload(store, select(store, Wanted(kinds=["dating", "friendship"]), TODAY), TODAY)
    assert {tie.kind for tie in page.ties} == {"dating", "friendship"}
    assert {entity.name for entity in page.entities} == {"Cy Hart", "Di Lund", "Łukasz Strauß"}


def test_never_more_than_is_asked_for(db: Path) -> None:
    assert len(chosen(db, most=4).entities) <= 4
    assert len(chosen(db, ("Ann Vale",), depth=3, most=3).entities) == 3


def test_the_file_says_what_is_on_it_and_what_is_not(db: Path, tmp_path: Path) -> None:
    told = run("page", "-o", tmp_path / "p.html", "--focus", "Bob Reed", "--db", db).out
    assert "3 entities and 4 ties" in " ".join(told.split())
    assert "left out: 6 entities and 10 ties" in " ".join(told.split())
    assert "1 person not named" in told


def test_a_path_takes_the_chain_and_who_is_near_it(db: Path, tmp_path: Path) -> None:
    made = run("page", "-o", tmp_path / "p.html", "--path", "Bob Reed", "Di Lund", "--db", db)
    assert made.code == 0, made.err
    assert "<title>Bob Reed and Di Lund</title>" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_the_same_file_gives_the_same_page(db: Path, tmp_path: Path) -> None:
    pages = []
    for name in ("one", "two"):
        assert run("page", "-o", tmp_path / f"{name}.html", "--db", db).code == 0
        pages.append((tmp_path / f"{name}.html").read_bytes())
    assert pages[0] == pages[1]


def test_an_empty_file_gives_a_page_that_says_so(tmp_path: Path) -> None:
    tell(tmp_path / "e.db", doc("2010-01-01", says("birth", "Ann Vale", when="1980")))
    made = run("page", "-o", tmp_path / "e.html", "--db", tmp_path / "e.db")
    assert made.code == 0
    assert "0 entities and 0 ties, 0 claims" in " ".join(made.out.split())


def test_couples_and_the_works_that_they_share_go_before_a_long_filmography(tmp_path: Path) -> None:
    def film(at: int) -> dict[str, str]:
        return {"name": f"Film {at}", "type": "work"}

    told = [says("performance", "Busy Body", film(at), "2001") for at in range(30)]
    told += [
        says("marriage", "Ann Vale", name, when) for name, when in (("Bob Reed", "2001"), ("Cy Hart", "2009"))
    ]
    told += [says("performance", name, film(99), "2003") for name in ("Ann Vale", "Cy Hart")]
    tell(tmp_path / "a.db", doc("2010-01-01", *told))
    assert names(tmp_path / "a.db", chosen(tmp_path / "a.db", most=6)) >= {
        "Ann Vale",
        "Bob Reed",
        "Cy Hart",
        "Film 99",
    }


def test_two_marriages_of_a_pair_share_a_line_and_another_state_has_its_own(db: Path) -> None:
    with closing(open_for_reading(db)) as store:
        page = payload(store, select(store, Wanted(), TODAY), TODAY)
    edges = network(page)["edges"]
    bends: dict[str, list[int]] = {}
    for edge, tie in zip(edges, page.ties, strict=True):
        bends.setdefault(tie.kind, []).append(edge["bend"])
    assert bends["marriage"] == [0, 0]
    assert [abs(bend) for bend in bends["separation"]] == [1]


def test_a_death_ends_each_marriage_by_its_own_account(tmp_path: Path) -> None:
    told = [says("marriage", "Ann Vale", "Bob Reed", "2001"), says("marriage", "Ann Vale", "Cy Hart", "2010"),
            says("divorce", "Ann Vale", "Bob Reed", "2005"), says("death", "Ann Vale", when="2015-03-01")]  # fmt: skip
    tell(tmp_path / "a.db", doc("2016-01-01", *told))
    with closing(open_for_reading(tmp_path / "a.db")) as store:
        page = payload(store, select(store, Wanted(), TODAY), TODAY)
    (death,) = [claim for claim in page.claims if claim.kind == "death"]
    ended = [(page.entities[did.far or 0].name, did.what) for did in death.effects if did.what == "end"]
    assert ended == [("Cy Hart", "end")]


def test_of_a_pair_of_which_very_much_is_told_the_page_has_the_last_effects_and_says_so(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(most: int) -> list[int | None]:
        monkeypatch.setattr(effects, "_MOST", most)
        with closing(open_for_reading(db)) as store:
            page = payload(store, select(store, Wanted(), TODAY), TODAY)
        return [tie.effects_from for tie in page.ties if tie.kind == "separation"]

    assert told(40_000) == [None]
    assert told(4) == [on("2018-03-01")]  # four claims on four days: the last one


# ---- opening it


def test_open_gives_the_file_to_the_browser_and_no_address_of_the_web(db: Path, tmp_path: Path) -> None:
    browser, asked = tmp_path / "browser", tmp_path / "asked"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{asked}"\n')
    browser.chmod(0o755)
    out = tmp_path / "Ann & Bob #1.html"
    made = shell(f"relgraph page -o '{out}' --open --db '{db}'", BROWSER=f"{browser} %s")
    assert made.returncode == 0, made.stderr
    assert asked.read_text() == f"{out.as_uri()}\n"
    assert out.as_uri().startswith("file:///")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a browser, and it would open")
def test_where_no_browser_starts_open_says_so_and_the_page_is_there(db: Path, tmp_path: Path) -> None:
    ours = Path(sys.executable).parent  # and no other programs: one of them could be a browser
    command = f"PATH='{ours}' '{ours}/relgraph' page -o '{tmp_path}/p.html' --open --db '{db}'"
    made = shell(command, BROWSER="/bin/false %s")
    assert made.returncode == 2
    assert b"no browser could be started here" in made.stderr
    assert (tmp_path / "p.html").stat().st_size > 0


# ---- what is refused


@pytest.mark.parametrize(("options", "code", "words"), [
    (("--focus", "Nobody"), 1, "nobody and nothing is called 'Nobody'"),
    (("--focus", "Ann Vale", "--path", "Ann Vale", "Bob Reed"), 2, "--focus and --path can't go together"),
    (("--depth", "2"), 2, "--depth needs --focus"),
    (("--focus", "Ann Vale", "--depth", "4"), 2, "is not a whole number from 1 to 3"),
    (("--top", "0"), 2, "is not a whole number from 1 to 5000"),
    (("--kind", "divorce"), 2, "'divorce' is none of marriage"),
    (("--path", "Ann Vale", "Ann Vale"), 2, "both names are those of Ann Vale"),
])  # fmt: skip
def test_wrong_use_says_what_is_wrong(
    db: Path, tmp_path: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    refused = run("page", "-o", tmp_path / "p.html", *options, "--db", db)
    assert refused.code == code
    assert words in refused.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named_and_an_older_page_left_alone(db: Path, tmp_path: Path) -> None:
    refused = run("page", "-o", tmp_path / "no" / "p.html", "--db", db)
    assert refused.code == 2
    assert "there is no folder" in refused.err
    (tmp_path / "p.html").write_text("older")
    assert run("page", "-o", tmp_path / "p.html", "--focus", "Nobody", "--db", db).code == 1
    assert (tmp_path / "p.html").read_text() == "older"


# ---- where it stands


def graph(count: int, ties: int, seed: int = 1) -> list[Pull]:
    r = random.Random(seed)
    return [Pull(r.randrange(count), int(count * r.random() ** 2), 1.0) for _ in range(ties)]


def test_the_layout_is_the_same_each_time() -> None:
    assert layout(600, graph(600, 900)) == layout(600, graph(600, 900))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 40, 400, 1000])
def test_no_two_stand_on_one_spot(count: int) -> None:
    spots = layout(count, graph(count, count))
    assert len(set(spots)) == count


def test_who_is_tied_stands_nearer_than_who_is_not() -> None:
    pulls = [Pull(at, at + 1, 1.0) for at in range(0, 40, 2)] + [
        Pull(at, at + 2, 1.0) for at in range(0, 38, 2)
    ]
    spots = layout(40, pulls)

    def far(a: int, b: int) -> float:
        return float(((spots[a][0] - spots[b][0]) ** 2 + (spots[a][1] - spots[b][1]) ** 2) ** 0.5)

    tied = sum(far(pull.a, pull.b) for pull in pulls) / len(pulls)
    assert tied < 0.6 * sum(far(0, at) for at in range(1, 40)) / 39


def test_five_thousand_are_laid_out_in_two_seconds_of_a_core() -> None:
    pulls = graph(5000, 8000)
    layout(10, graph(10, 10))  # what is imported is not the question
    start = time.process_time()
    layout(5000, pulls)
    assert time.process_time() - start <= 2


# ---- the scripts


def test_each_module_comes_after_those_that_it_imports_and_all_are_used() -> None:
    files = {path.stem for path in (Path(script.__file__).parent / "script").glob("*.js")}
    assert set(script.order()) == files
    assert script.order()[-1] == script.START
    assert "import " not in "".join(
        line for line in script.script().splitlines() if line.startswith(("import", "export"))
    )


def test_a_script_has_at_most_400_lines() -> None:
    for path in (Path(script.__file__).parent / "script").glob("*.js"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name

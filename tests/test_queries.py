"""Questions to the read model, by what they answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.checks import findings
from relgraph.errors import Ambiguous, NotFound
from relgraph.events import EntitiesJudged
from relgraph.fold.model import FOREVER, NEVER, Window
from relgraph.ingest import open_store, retract
from relgraph.kinds import STATES
from relgraph.queries.diff import diff
from relgraph.queries.find import find, named
from relgraph.queries.pairs import Asked as AskedOfPairs
from relgraph.queries.pairs import count, pairs
from relgraph.queries.path import Chains, path
from relgraph.queries.phrases import phrase, predicate
from relgraph.queries.rows import HOLDS, STANDINGS, Tie, ties_of
from relgraph.queries.ties import EVERYTHING, Asked, ties
from relgraph.queries.timeline import timeline
from relgraph.queries.voices import voices
from relgraph.queries.why import why
from relgraph.readmodel import state
from relgraph.readmodel.links import LINK
from tests.shell import Doc, doc, on, says, tell

TODAY = on("2026-06-01")
SCHEMA = Path(state.__file__).with_name("schema.sql")


@contextmanager
def story(folder: Path, *documents: Doc) -> Iterator[sqlite3.Connection]:
    """A file that was told these articles, to be asked."""
    db = folder / "story.db"
    tell(db, *documents)
    with closing(sqlite3.connect(db)) as connection:
        yield connection


def no(db: sqlite3.Connection, name: str) -> int:
    return named(db, name, TODAY, TODAY).no


# ---- names

PEOPLE = [
    {"name": "Łukasz Strauß", "type": "person", "ids": {"wikidata": "Q1"}, "born": "1970"},
    {"name": "Søren Ågård", "type": "person", "aliases": ["Sunny"]},
    {"name": "Natalie Portman", "type": "person", "aliases": ["Natalie Hershlag"]},
    {"name": "Natalie Wood", "type": "person"},
    {"name": "Portman Films", "type": "organization"},
    {"name": "Tom Alder", "type": "person", "id": "p:tom-cook"},
    {"name": "Tom Alder", "type": "person", "id": "p:tom-drummer"},
    {"name": "Sunny", "type": "work"},
    {"name": "Anna Beam", "type": "person"},
    {"name": "Annabel Crow", "type": "person"},
]
NAMED = doc(
    "2020-01-01",
    says("marriage", "Łukasz Strauß", "Natalie Wood", "2001"),
    says("dating", "Søren Ågård", "Natalie Portman", "2019"),
    says("membership", "Annabel Crow", "Portman Films"),
    says("marriage", {"name": "Tom Alder", "type": "person", "id": "p:tom-cook"}, "Anna Beam", "2010"),
    says("marriage", {"name": "Tom Alder", "type": "person", "id": "p:tom-drummer"}, "Annabel Crow", "2011"),
    says("performance", "Natalie Wood", {"name": "Sunny", "type": "work"}),
    entities=PEOPLE,
)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with story(tmp_path_factory.mktemp("people"), NAMED) as db:
        yield db


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Natalie Portman", "Natalie Portman"),
        ("natalie  PORTMAN", "Natalie Portman"),
        ("lukasz strauss", "Łukasz Strauß"),
        ("ŁUKASZ STRAUSS", "Łukasz Strauß"),
        ("soren agard", "Søren Ågård"),
        ("wikidata:Q1", "Łukasz Strauß"),
        ("natalie hershlag", "Natalie Portman"),
        ("sunny", "Sunny"),  # a name goes before an alias
        ("portman natalie", "Natalie Portman"),
        ("hersh", "Natalie Portman"),
        ("wood", "Natalie Wood"),
        ("anna", "Anna Beam"),  # a whole word goes before the beginning of one
        ("nabel", "Annabel Crow"),
        ("p:tom-cook", "Tom Alder"),
    ],
)
def test_a_name_is_found_by_name_alias_id_or_part(people: sqlite3.Connection, typed: str, name: str) -> None:
    assert named(people, typed, TODAY, TODAY).ref.name == name


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("Tom Alder", ["p:tom-cook  Tom Alder: person, 1 tie, married to Anna Beam",
                       "p:tom-drummer  Tom Alder: person, 1 tie, married to Annabel Crow"]),
        ("natalie", ["Natalie Portman: person, 1 tie, dating Søren Ågård",
                     "Natalie Wood: person, 2 ties, married to Łukasz Strauß"]),
        ("portman", ["Natalie Portman: person", "Portman Films: organization, 1 tie, has member Annabel Crow"]),
    ],
)  # fmt: skip
def test_several_candidates_are_listed_with_what_tells_them_apart(
    people: sqlite3.Connection, typed: str, candidates: list[str]
) -> None:
    with pytest.raises(Ambiguous) as caught:
        named(people, typed, on("2020-02-01"), TODAY)
    listed = caught.value.candidates
    assert len(listed) == len(candidates)
    assert all(any(wanted in line for line in listed) for wanted in candidates), listed


def test_a_misspelt_name_gets_suggestions(people: sqlite3.Connection) -> None:
    with pytest.raises(NotFound) as caught:
        named(people, "Natlie Portmann", TODAY, TODAY)
    assert caught.value.suggestions[0] == "Natalie Portman"


def test_what_nobody_is_called_gets_none(people: sqlite3.Connection) -> None:
    for typed in ("", "   ", "%", "_", "zzzzzz", "'; DROP TABLE name; --", "x" * 5000):
        with pytest.raises(NotFound) as caught:
            named(people, typed, TODAY, TODAY)
        assert not caught.value.suggestions


def test_a_name_that_nothing_published_by_then_names_is_unknown(people: sqlite3.Connection) -> None:
    with pytest.raises(NotFound, match="first that does is of 2020-01-01"):
        named(people, "Natalie Portman", TODAY, on("2019-12-31"))
    assert named(people, "Natalie Portman", TODAY, on("2020-01-01"))


def test_find_lists_better_matches_first(people: sqlite3.Connection) -> None:
    assert [one.ref.name for one in find(people, "ann", TODAY)] == ["Annabel Crow", "Anna Beam"]
    assert [one.ref.name for one in find(people, "anna", TODAY)] == ["Anna Beam", "Annabel Crow"]


def test_entities_judged_the_same_are_one_under_each_name(tmp_path: Path) -> None:
    articles = [
        doc("2020-01-01", says("marriage", "Ann Vale", "Bob Reed", "2001")),
        doc("2020-01-02", says("dating", "Anna V", "Cy Hart", "2019")),
    ]
    with story(tmp_path, *articles) as db:
        one, other = named(db, "Ann Vale", TODAY, TODAY).ref.id, named(db, "Anna V", TODAY, TODAY).ref.id
        judged = EntitiesJudged(a=one, b=other, judgement="same", by="me", at="2020-02-01T00:00:00Z")
        with open_store(tmp_path / "story.db", create=False) as store:
            store.log.append([judged.entry()])
        assert no(db, "Ann Vale") == no(db, "Anna V")
        there = ties(db, no(db, "Anna V"), on("2019-06-01"), TODAY, Asked())
        assert {tie.other.name for tie in there} == {"Bob Reed", "Cy Hart"}


# ---- ties

LIFE = [
    doc("2010-01-05", says("marriage", "Ann Vale", "Bob Reed", "2001-02-03/2005")),
    doc("2010-01-05", says("marriage", "Ann Vale", "Dan Frost", "2009-05-01"), source="Post"),
    doc("2010-02-01", says("dating", "Ann Vale", "Cy Hart", "2008-03"), source="Post"),
    doc("2010-02-02", says("affair", "Ann Vale", "Ed Moss", stance="alleged"), source="Gossip"),
    doc(
        "2010-02-03",
        says("affair", "Ann Vale", "Fay Lind", stance="alleged"),
        source="Gossip",
        url="https://g.example/1",
    ),
    doc("2010-02-04", says("parenthood", "Ann Vale", "Kim Vale", detail="adoption"), source="Post"),
    doc("2010-02-04", says("parenthood", "Gil Vale", "Ann Vale", detail="birth"), source="Wire"),
    doc("2010-02-05", says("dating", "Ann Vale", "Hal Fox", "2020-01"), source="Post"),
]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("life")
    with story(folder, *LIFE) as db:
        with open_store(folder / "story.db", create=False) as store:
            retract(store, "https://g.example/1", "2011-01-01", "it was somebody else", article=True)
        yield db


def brief(found: Sequence[Tie]) -> list[tuple[str, str, str, str]]:
    return [(tie.holds, tie.kind, tie.other.name, tie.standing) for tie in found]


def test_ties_come_in_order_of_how_surely_they_hold_then_of_kind_and_name(life: sqlite3.Connection) -> None:
    found = ties(life, no(life, "Ann Vale"), on("2010-06-01"), TODAY, Asked())
    assert brief(found) == [
        ("yes", "marriage", "Dan Frost", "reported"),
        ("yes", "parenthood", "Gil Vale", "reported"),
        ("yes", "parenthood", "Kim Vale", "reported"),
        ("possibly", "affair", "Ed Moss", "alleged"),
        ("possibly", "dating", "Cy Hart", "reported"),
    ]


def test_past_and_withdrawn_ties_are_shown_if_asked_for(life: sqlite3.Connection) -> None:
    asked = no(life, "Ann Vale"), on("2010-06-01"), TODAY
    more = set(brief(ties(life, *asked, EVERYTHING))) - set(brief(ties(life, *asked, Asked())))
    assert {(kind, other, standing) for _, kind, other, standing in more} == {
        ("affair", "Fay Lind", "retracted"),
        ("dating", "Hal Fox", "reported"),
        ("marriage", "Bob Reed", "reported"),
    }
    earlier = ties(life, *asked[:2], on("2010-12-31"), Asked())
    assert ("possibly", "affair", "Fay Lind", "alleged") in brief(earlier)


def test_ties_can_be_asked_for_by_kind_and_by_least_standing(life: sqlite3.Connection) -> None:
    asked = no(life, "Ann Vale"), on("2010-06-01"), TODAY
    assert {tie.kind for tie in ties(life, *asked, Asked(kind="dating"))} == {"dating"}
    for standing in STANDINGS:
        weakest = STANDINGS.index(standing)
        found = ties(life, *asked, Asked(past=True, standing=standing))
        everything = ties(life, *asked, EVERYTHING)
        assert found == [tie for tie in everything if STANDINGS.index(tie.standing) >= weakest]


def test_a_directed_tie_is_seen_from_both_ends_with_its_detail(life: sqlite3.Connection) -> None:
    mother = ties(life, no(life, "Ann Vale"), TODAY, TODAY, Asked(kind="parenthood"))
    assert [(tie.other.name, tie.direction, tie.detail) for tie in mother] == [
        ("Gil Vale", "in", ("birth",)),
        ("Kim Vale", "out", ("adoption",)),
    ]
    (child,) = ties(life, no(life, "Kim Vale"), TODAY, TODAY, Asked())
    assert (child.other.name, child.direction, child.detail, phrase(child)) == (
        "Ann Vale",
        "in",
        ("adoption",),
        "child of",
    )


def test_the_voices_of_a_rumour_are_named(life: sqlite3.Connection) -> None:
    (rumour,) = ties(life, no(life, "Ed Moss"), on("2010-06-01"), TODAY, Asked())
    told, denied, *_ = voices(life, rumour, TODAY)
    assert ([claim.article.source for claim in told], denied) == (["Gossip"], [])


# ---- pairs


def empty() -> sqlite3.Connection:
    """The tables of the read model with nothing in them."""
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA.read_text())
    return db


def entities(db: sqlite3.Connection, many: int, types: Sequence[str] = ()) -> None:
    columns = [row[1] for row in db.execute("PRAGMA table_info(entity)")]
    for number in range(1, many + 1):
        kind = types[number - 1] if types else "person"
        row: dict[str, Any] = {"no": number, "id": f"e{number}", "name": f"Name {number:02}", "type": kind,
                               "canonical": number, "known_from": 1}  # fmt: skip
        db.execute(
            f"INSERT INTO entity VALUES ({','.join('?' * len(columns))})",
            [row.get(name, 0) for name in columns],
        )


def add_tie(
    db: sqlite3.Connection, a: int, b: int, kind: str, window: Window, standing: str = "reported", **more: Any
) -> None:
    row: dict[str, Any] = {"a": a, "b": b, "kind": kind, "episode": 1, "known_from": 10, "known_to": FOREVER,
                           "standing": standing, **window._asdict(), "alleged_end": None, **more}  # fmt: skip
    columns = [name for _, name, *_ in db.execute("PRAGMA table_info(version)")]
    nothing = (
        "start_earliest",
        "start_latest",
        "start_text",
        "end_earliest",
        "end_latest",
        "end_text",
        "end_standing",
        "ended_by",
    )
    values = [row.get(name, None if name in nothing else 0) for name in columns]
    no = db.execute(f"INSERT INTO version VALUES ({','.join('?' * len(columns))})", values).lastrowid
    assert no
    db.execute(LINK, (no - 1, no - 1))


windows = st.lists(st.sampled_from([NEVER, *range(100, 130), FOREVER]), min_size=6, max_size=6).map(
    lambda d: Window(*d)
)


@given(st.lists(windows, min_size=1, max_size=8), st.integers(98, 132))
def test_pairs_and_counts_ask_the_table_what_a_window_answers(given: list[Window], day: int) -> None:
    with closing(empty()) as db:
        entities(db, len(given) + 1)
        for number, window in enumerate(given, start=2):
            add_tie(db, 1, number, "marriage", window)
        wanted = {"any": ("yes", "possibly"), "all": HOLDS} | {
            one: (one,) for one in ("yes", "possibly", "unsaid")
        }
        for asked, holds in wanted.items():
            question = AskedOfPairs("marriage", day, 50, asked)
            found = pairs(db, question)
            right = [f"Name {n:02}" for n, window in enumerate(given, start=2) if window.holds(day) in holds]
            assert sorted(tie.other.name for tie in found) == right
            assert count(db, question) == ({"reported": len(right)} if right else {})


def test_a_pair_is_counted_once_and_named_in_order(tmp_path: Path) -> None:
    twice = [
        says("marriage", "Zed Oak", "Amy Ash", "1970/1974"),
        says("marriage", "Zed Oak", "Amy Ash", "1975"),
    ]
    with story(tmp_path, doc("1980-01-01", *twice)) as db:
        asked = AskedOfPairs("marriage", on("1975-06-01"), TODAY, "all")
        found = pairs(db, asked)
        assert [(tie.entity.name, tie.other.name, tie.episode) for tie in found] == [
            ("Amy Ash", "Zed Oak", 2),
            ("Amy Ash", "Zed Oak", 1),
        ]
        assert count(db, asked) == {"reported": 1}


def test_pairs_of_a_directed_kind_begin_with_party_a(tmp_path: Path) -> None:
    with story(tmp_path, doc("1980-01-01", says("parenthood", "Zed Oak", "Amy Ash"))) as db:
        (tie,) = pairs(db, AskedOfPairs("parenthood", TODAY, TODAY, "any"))
        assert (tie.entity.name, tie.other.name, tie.direction) == ("Zed Oak", "Amy Ash", "out")


# ---- words


@pytest.mark.parametrize("kind", STATES)
@pytest.mark.parametrize("holds", HOLDS)
@pytest.mark.parametrize("turned", [False, True])
def test_an_allegation_never_reads_like_a_fact(kind: str, holds: str, turned: bool) -> None:
    with closing(empty()) as db:
        entities(db, 2)
        window = Window(NEVER, NEVER, NEVER, FOREVER, FOREVER, FOREVER)
        for standing in STANDINGS:
            db.execute("DELETE FROM version")
            db.execute("DELETE FROM link")
            add_tie(db, 1, 2, kind, window, standing)
            (tie,) = ties_of(db, 2 if turned else 1, 500, 50)
            said = phrase(tie)
            assert said.startswith("said to ") == (standing in ("alleged", "denied", "retracted"))
            assert predicate(tie).startswith("is said to ") == (
                standing in ("alleged", "denied", "retracted")
            )


# ---- paths


def brute_force(links: set[tuple[int, int]], a: int, b: int, longest: int) -> int | None:
    """The length of a shortest chain, by walking all of the graph."""
    reached, edge = {a}, {a}
    for length in range(longest + 1):
        if b in reached:
            return length
        edge = {y for x, y in links | {(y, x) for x, y in links} if x in edge} - reached
        reached |= edge
    return None


SURE = Window(100, 100, 100, 200, 200, 200)
MAYBE = Window(100, 100, 150, 150, 200, 200)
OVER = Window(100, 100, 100, 110, 110, 110)


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(1, 9), st.sampled_from([SURE, MAYBE, OVER]),
                  st.sampled_from(["marriage", "dating"]), st.sampled_from(STANDINGS)),
        max_size=16,
    ),
    st.booleans(),
    st.sampled_from([(), ("marriage",)]),
    st.integers(1, 6),
)  # fmt: skip
def test_a_path_is_as_short_as_any_over_ties_that_hold(
    given: list[tuple[int, int, Window, str, str]], sure: bool, kinds: tuple[str, ...], longest: int
) -> None:
    with closing(empty()) as db:
        entities(db, 9)
        links = set()
        for episode, (a, b, window, kind, standing) in enumerate(given):
            if a != b:
                add_tie(db, min(a, b), max(a, b), kind, window, standing, episode=episode)
                usable = window is SURE or (window is MAYBE and not sure)
                if usable and standing not in ("denied", "retracted") and (not kinds or kind in kinds):
                    links.add((a, b))
        chains = Chains(120, 50, kinds, sure)
        for a, b in ((1, 2), (1, 9), (3, 3)):
            found = path(db, a, b, chains, longest)
            assert (None if found is None else len(found)) == brute_force(links, a, b, longest)
            assert not found or [found[0].near, found[-1].far] == [a, b]
            assert all(
                one.far == other.near for one, other in zip(found or [], (found or [])[1:], strict=False)
            )
            assert found == path(db, a, b, chains, longest)
            back = path(db, b, a, chains, longest)
            assert (back is None) == (found is None) and len(back or []) == len(found or [])


def test_of_two_shortest_paths_the_surer_one_is_taken() -> None:
    with closing(empty()) as db:
        entities(db, 5)
        for through, standing in ((2, "alleged"), (3, "reported"), (4, "confirmed")):
            add_tie(db, 1, through, "marriage", MAYBE if through == 4 else SURE, standing)
            add_tie(db, through, 5, "dating", SURE, standing)
        found = path(db, 1, 5, Chains(120, 50))
        assert found and found[0].other.name == "Name 03"
        assert next(tie.other.name for tie in path(db, 1, 5, Chains(120, 50, sure=True)) or []) == "Name 03"


def test_a_path_can_be_kept_to_persons_between_its_ends() -> None:
    with closing(empty()) as db:
        entities(db, 4, ["person", "person", "work", "person"])
        add_tie(db, 1, 3, "performance", SURE)
        add_tie(db, 2, 3, "performance", SURE)
        add_tie(db, 1, 4, "marriage", SURE)
        add_tie(db, 2, 4, "friendship", SURE)
        any_way, persons = Chains(120, 50), Chains(120, 50, persons=True)
        db.execute("UPDATE version SET standing = 'alleged' WHERE kind = 'friendship'")
        assert [tie.far for tie in path(db, 1, 2, any_way) or []] == [3, 2]
        assert [tie.far for tie in path(db, 1, 2, persons) or []] == [4, 2]
        assert [tie.far for tie in path(db, 4, 3, persons) or []] == [1, 3]


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


@pytest.mark.parametrize(
    ("kind", "turned", "day", "standing", "said"),
    [
        ("marriage", False, 150, "reported", "is married to"),
        ("marriage", False, 300, "reported", "was married to"),
        ("marriage", False, 50, "reported", "is later married to"),
        ("marriage", False, 50, "alleged", "is later said to be married to"),
        ("marriage", False, 300, "alleged", "is said to have been married to"),
        ("affair", False, 300, "denied", "is said to have had an affair with"),
        ("dating", False, 300, "alleged", "is said to have dated"),
        ("performance", False, 150, "reported", "performed in"),
        ("performance", False, 50, "reported", "later performed in"),
        ("performance", False, 150, "alleged", "is said to have performed in"),
        ("founding", True, 150, "reported", "is founded by"),
        ("founding", True, 150, "alleged", "is said to be founded by"),
        ("membership", True, 150, "reported", "has member"),
        ("membership", True, 150, "alleged", "is said to have member"),
        ("membership", True, 300, "reported", "had member"),
        ("parenthood", True, 150, "reported", "is child of"),
    ],
)
def test_ties_are_put_into_words(kind: str, turned: bool, day: int, standing: str, said: str) -> None:
    with closing(empty()) as db:
        entities(db, 2, ["person", "work"])
        add_tie(db, 1, 2, kind, SURE, standing)
        (tie,) = ties_of(db, 2 if turned else 1, day, 50)
        assert predicate(tie) == said

"""The page as a reader uses it: clocks, legend, search, paths, panels, the address, the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Opened, make, opened
from tests.page_story import CAST
from tests.shell import doc, on, says, tell

DAY = "#on=2018-03-05&known=2018-06-01"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    tell(folder / "cast.db", *CAST)
    return make(folder / "cast.db", folder / "cast.html")


@pytest.fixture(scope="module")
def shared(browser: Browser, path: Path) -> Iterator[Opened]:
    with opened(browser, path) as page:
        yield page


@pytest.fixture
def page(shared: Opened) -> Opened:
    """The page anew, on the day of most rumours."""
    return shared.go(DAY)


def pick(page: Opened, name: str) -> None:
    """Find somebody as a reader does."""
    page.page.keyboard.press("/")
    page.page.keyboard.type(name)
    page.page.keyboard.press("Enter")
    page.settle()


def place(page: Opened, name: str) -> int:
    found: int = page.ask("(name) => relgraph.entities().findIndex((one) => one.name === name)", name)
    return found


def counts(page: Opened, key: str) -> int:
    return int(page.page.inner_text(f'#legend [data-key="{key}"] i'))


def drawn(page: Opened) -> set[int]:
    """Places of the lines that are drawn."""
    return set(page.ask("relgraph.shown()"))


# ---- the two clocks


def test_a_step_of_a_clock_is_a_day_a_month_or_a_year(page: Opened) -> None:
    for unit, then in (("d", "2018-03-06"), ("m", "2018-04-05"), ("y", "2019-03-05")):
        page.go(DAY).page.keyboard.press(unit)
        page.page.click("#clock-on [data-go=on]")
        assert page.ask("relgraph.state.on") == on(then)
        page.page.keyboard.press("[")
        assert page.ask("relgraph.state.on") == on("2018-03-05")


def test_a_month_from_the_last_of_january_ends_in_february(page: Opened) -> None:
    page.go("#on=2019-01-31").page.keyboard.press("]")
    assert page.ask("relgraph.state.on") == on("2019-02-28")


def test_the_clocks_move_together_when_they_are_asked_to(page: Opened) -> None:
    page.page.keyboard.press("l")
    page.page.keyboard.press("}")
    assert page.ask("[relgraph.state.on, relgraph.state.known]") == [on("2018-04-05")] * 2


def test_a_date_is_typed_in_many_ways_and_what_is_none_is_refused(page: Opened) -> None:
    field = page.page.locator("#day-on")
    for text, day in (("2011", "2011-12-31"), ("Aug 2012", "2012-08-31"), ("8 August 2012", "2012-08-08"),
                      ("2012-2", "2012-02-29"), ("2012-08-08", "2012-08-08")):  # fmt: skip
        field.fill(text)
        field.press("Enter")
        assert page.ask("relgraph.state.on") == on(day), text
    for text in ("2012-13", "30 Feb 2012", "soon", ""):
        field.fill(text)
        field.press("Enter")
        assert field.get_attribute("aria-invalid") == "true"
        assert page.ask("relgraph.state.on") == on("2012-08-08"), text


def test_dragging_a_hand_turns_its_clock_and_not_the_other(page: Opened) -> None:
    box = page.page.locator("#strip").bounding_box()
    assert box
    page.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 10)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 10, steps=5)
    page.page.mouse.up()
    assert page.ask("relgraph.state.on") < on("2016-01-01")
    assert page.ask("relgraph.state.known") == on("2018-06-01")


def test_the_next_change_is_the_next_day_on_which_the_answer_differs(page: Opened) -> None:
    page.go("#on=2010-06-01&known=2018-06-01")
    pick(page, "Bob Reed")
    before = page.text("#panel")
    page.page.keyboard.press(".")
    page.settle()
    assert page.ask("relgraph.state.on") == on("2012-04-01")  # the first day on which they may be divorced
    assert page.text("#panel") != before


def test_positions_hold_while_time_moves_and_a_step_changes_only_what_changed(page: Opened) -> None:
    page.page.wait_for_timeout(400)  # until the picture has its size
    spots = page.ask("relgraph.entities().map((one) => relgraph.where(one.id))")
    changed = page.ask("""() => {
        const seen = [];
        relgraph.network.body.data.edges.on("update", (_, {items}) => seen.push(...items));
        relgraph.go({on: relgraph.state.on + 1});
        return seen;
    }""")
    assert changed == []
    page.page.keyboard.press("[")
    assert page.ask("relgraph.entities().map((one) => relgraph.where(one.id))") == spots


def test_playing_runs_until_it_is_stopped(page: Opened) -> None:
    page.go("#on=2019-01-01").page.keyboard.press("y")
    page.page.keyboard.press(" ")
    for _ in range(50):
        page.settle()
        if page.ask("relgraph.state.on") > on("2021-01-01"):
            break
    else:
        pytest.fail("the clock stands still")
    page.page.keyboard.press(" ")
    assert page.page.get_attribute("#clock-on [data-go=play]", "aria-pressed") == "false"


# ---- the legend


def test_the_legend_counts_the_ties_of_the_day_and_hides_what_is_switched_off(page: Opened) -> None:
    assert counts(page, "standing.alleged") == 2
    before = drawn(page)
    page.page.click('#legend [data-key="standing.alleged"]')
    assert len(before - drawn(page)) == 2
    assert counts(page, "kind.affair") == 1  # that which is denied
    page.page.click('#legend [data-key="standing.alleged"]')
    assert drawn(page) == before


def test_a_double_click_leaves_only_that_of_its_sort(page: Opened) -> None:
    page.page.dblclick('#legend [data-key="kind.affair"]')
    kinds = page.ask("relgraph.shown().map((at) => relgraph.tie(at).kind)")
    assert set(kinds) == {"affair"}


def test_what_nobody_said_is_hidden_until_it_is_asked_for(page: Opened) -> None:
    page.go("#on=2015-06-01&known=2019-06-01")
    hidden = counts(page, "holds.unsaid")
    assert hidden > 0
    before = drawn(page)
    page.page.click('#legend [data-key="holds.unsaid"]')
    assert len(drawn(page) - before) == hidden


def test_how_a_tie_stands_is_seen_in_its_pattern_and_not_only_in_its_colour(page: Opened) -> None:
    looks = page.ask("""() => {
        const looks = {};
        for (const at of relgraph.shown()) {
            const {dashes, width} = relgraph.network.body.data.edges.get(at);
            const {standing, holds} = relgraph.now(at);
            looks[`${standing} ${holds}`] = JSON.stringify(dashes);
        }
        return looks;
    }""")
    assert looks["reported yes"] == "false"
    assert len({looks[one] for one in looks if one.startswith(("alleged", "disputed", "reported"))}) == 4
    marks = [
        page.page.text_content(f'#legend [data-key="standing.{one}"] svg')
        for one in ("alleged", "denied", "disputed")
    ]
    assert marks == ["?", "×", "≠"]


def test_where_nothing_is_drawn_the_page_says_why_and_what_to_do(page: Opened) -> None:
    page.go("#on=1990-03-05&known=2018-06-01")
    assert page.text("#nothing").startswith("Nothing was said of 5 Mar 1990.")
    page.page.click("#nothing a")
    page.settle()
    assert page.page.is_hidden("#nothing")
    assert len(drawn(page)) == 3
    page.go("#on=2018-03-05&known=2018-06-01&off=type.person%20type.work")
    assert page.text("#nothing").startswith("The legend hides what there is on 5 Mar 2018: 12 ties.")
    page.go("#on=2009-01-01&known=2009-01-01")
    assert page.text("#nothing") == "No tie is known for 1 Jan 2009."


def test_the_first_sight_has_a_hint_that_goes_with_the_first_step(page: Opened) -> None:
    assert page.page.is_hidden("#hint")  # a link to a view is for somebody who knows
    for how in ("click", "key"):
        assert "Pick a person or a line." in page.go().text("#hint")
        if how == "click":
            page.page.click("#hint-off")
        else:
            page.page.keyboard.press("[")
        assert page.page.is_hidden("#hint"), how


# ---- questions


@pytest.mark.parametrize("typed", ["łukasz", "LUKASZ", "strauss", "lukasz strauß", "kasz str"])
def test_search_does_not_mind_case_and_accents(page: Opened, typed: str) -> None:
    pick(page, typed)
    assert page.page.inner_text("#panel h2") == "Łukasz Strauß"


def test_search_finds_by_alias_and_says_so(page: Opened) -> None:
    page.page.keyboard.press("/")
    page.page.keyboard.type("sogaard")
    assert "Ann Vale also Annie Søgaard" in page.text("#hits")


def test_nobody_is_found_before_anything_names_them(page: Opened) -> None:
    page.go("#on=2010-06-01&known=2010-06-01").page.keyboard.press("/")
    page.page.keyboard.type("Eve")
    assert page.text("#hits") == "Nobody on this page is called that."


def test_a_panel_tells_of_a_rumour_as_of_a_rumour(page: Opened) -> None:
    pick(page, "Ann Vale")
    (alleged,) = page.page.locator("#panel [data-kind=separation]").all_inner_texts()
    assert "said to be separated from Bob Reed" in " ".join(alleged.split())
    assert "? ALLEGED" in alleged
    assert "by an insider, in Us Monthly" in " ".join(alleged.split())
    (denied,) = page.page.locator("#panel [data-kind=affair]").all_inner_texts()
    assert "× DENIED" in denied
    assert "denied by his spokesman, in Post" in " ".join(denied.split())


def test_a_tie_shows_its_claims_with_their_words_and_what_they_did(page: Opened) -> None:
    pick(page, "Ann Vale")
    page.page.click("#panel [data-kind=affair] a")
    page.settle()
    shown = page.text("#panel")
    assert (
        "Ann Vale is said to be having an affair with Cy Hart. If true, possibly holds on 5 Mar 2018; began by"
        in shown
    )
    assert "Not to be printed as fact." in shown
    assert "“affair of Ann Vale and Cy Hart” Star ← Us Monthly ← an insider (unnamed), 5 Feb 2017" in shown
    assert "Denied: affair, no day told" in shown
    assert "A denial: moves no date, lowers the standing." in shown


def test_both_marriages_of_a_pair_are_to_be_seen(page: Opened) -> None:
    pick(page, "Ann Vale")
    episodes = page.page.locator("#panel [data-kind=marriage]").all_inner_texts()
    assert ["second time" in one for one in episodes] == [True, False]
    page.go("#on=2010-06-01&known=2018-06-01")
    first = drawn(page)
    page.go(DAY)
    marriages = [
        [at for at in some if page.ask("(at) => relgraph.tie(at).kind", at) == "marriage"]
        for some in (first, drawn(page))
    ]
    assert [len(one) for one in marriages] == [1, 1]
    assert marriages[0] != marriages[1]


def test_the_days_of_a_rumour_are_never_told_as_facts(page: Opened) -> None:
    pick(page, "Ann Vale")
    rumours = page.page.locator("#panel .tie[data-standing=alleged], #panel .tie[data-standing=denied]")
    assert rumours.count() == 2
    assert all("If true, began" in text for text in rumours.all_inner_texts())
    page.page.keyboard.press("g")
    page.settle()
    assert (
        page.page.locator("#table tr[data-standing=alleged] td:nth-child(6)")
        .first.inner_text()
        .startswith("If true, ")
    )


def test_a_path_is_a_sentence_and_takes_no_rumour_where_there_is_another_way(page: Opened) -> None:
    pick(page, "Bob Reed")
    page.page.keyboard.press("p")
    page.page.keyboard.type("Cy Hart")
    page.page.keyboard.press("Enter")
    page.settle()
    assert (
        page.text("#panel .path")
        == "Bob Reed is married to Ann Vale, who performed in The Fall, with Cy Hart."
    )


def test_a_path_over_nothing_but_rumour_says_so(page: Opened) -> None:
    page.ask(
        "([at, to]) => relgraph.go({at, to})", [place(page, "Bob Reed"), place(page, "a private person")]
    )
    page.settle()
    assert "Every way goes over an allegation: this is no finding." in page.text("#panel")
    assert "(alleged, possibly)" in page.text("#panel .path")


def test_depth_widens_what_is_looked_at(page: Opened) -> None:
    pick(page, "Bob Reed")
    one = page.ask("relgraph.focus().length")
    page.page.keyboard.press("2")
    assert page.ask("relgraph.focus().length") > one


def test_what_was_published_around_the_day_leads_to_its_tie(page: Opened) -> None:
    page.go("#known=2012-06-01&on=2012-06-01")
    assert "It is over Post, 1 May 2012" in page.text("#panel .news")
    page.go(DAY)
    assert "“separation of Ann Vale and Bob Reed” Star, 1 Mar 2018, alleged" in page.text("#panel .news")
    assert "“affair of Ann Vale and Cy Hart” Post, 9 Feb 2017, denied" in page.text("#panel .news")
    page.go("#known=2012-06-01&on=2012-06-01")
    page.page.click("#panel .news button")
    page.settle()
    assert "Ann Vale & Bob Reed" in page.text("#panel h2")


def test_a_long_filmography_is_folded_until_it_is_asked_for_and_stays_open(
    browser: Browser, tmp_path: Path
) -> None:
    films = [
        says("performance", "Ann Vale", {"name": f"Film {at}", "type": "work"}, str(1990 + at))
        for at in range(14)
    ]
    tell(tmp_path / "a.db", doc("2010-01-01", *films, says("marriage", "Ann Vale", "Bob Reed", "1999")))
    path = make(tmp_path / "a.db", tmp_path / "a.html", "--focus", "Ann Vale")
    with opened(browser, path) as page:
        listing = page.page.locator("#panel .credits a").first
        assert page.text("#panel .credits summary") == "performed in 14 works"
        assert not listing.is_visible()
        page.page.click("#panel .credits summary")
        page.page.keyboard.press("[")
        page.settle()
        assert listing.is_visible()
        assert listing.inner_text() == "Film 0"


# ---- address, back, keys


def test_an_address_opens_the_same_view_again(page: Opened) -> None:
    pick(page, "Ann Vale")
    page.page.keyboard.press("2")
    page.page.click('#legend [data-key="kind.performance"]')
    page.page.keyboard.press("g")
    page.page.wait_for_timeout(400)
    shown, hash = page.text("body"), page.ask("location.hash")
    assert page.go(hash).text("body") == shown


def test_back_undoes_a_choice_and_not_a_turn_of_the_clock(page: Opened) -> None:
    pick(page, "Bob Reed")
    page.page.keyboard.press("]")
    page.page.click("#panel [data-kind=marriage] a")
    page.settle()
    page.page.go_back()
    page.settle()
    assert page.page.inner_text("#panel h2") == "Bob Reed"
    assert page.ask("relgraph.state.on") == on("2018-04-05")
    page.page.go_back()
    page.settle()
    assert page.page.inner_text("#panel h2") == "How to read the lines"


@pytest.mark.parametrize(
    "hash", ["#on=9999-99&known=x", "#at=nobody&tie=a~b&depth=9", "#off=%E0%A4%A", "#=&&&=="]
)
def test_a_broken_address_opens_the_page_as_at_first(page: Opened, hash: str) -> None:
    assert page.go(hash).page.inner_text("#panel h2") == "How to read the lines"


def test_escape_goes_one_level_back(page: Opened) -> None:
    pick(page, "Ann Vale")
    page.page.click("#panel [data-kind=affair] a")
    titles = []
    for _ in range(3):
        page.settle()
        titles.append(page.text("#panel h2"))
        page.page.keyboard.press("Escape")
    assert titles == ["Ann Vale & Cy Hart", "Ann Vale", "How to read the lines"]


def test_arrows_walk_to_neighbours_and_enter_opens(page: Opened) -> None:
    pick(page, "Bob Reed")
    page.page.focus("#net")
    walked = set()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown") * 2:
        page.page.keyboard.press(key)
        walked.add(str(page.page.text_content("#spoken")).split(",")[0])
    assert "Ann Vale" in walked
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.page.inner_text("#panel h2") in walked


def test_who_hears_the_page_is_told_what_was_walked_to_and_opened(page: Opened) -> None:
    pick(page, "Bob Reed")
    assert page.ask("document.activeElement.textContent") == "Bob Reed"  # the title of the details
    page.page.focus("#net")
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.page.keyboard.press(key)
        if page.page.text_content("#spoken") == "Ann Vale, person, 6 ties. Enter opens.":
            break
    else:
        pytest.fail(f"the last was {page.page.text_content('#spoken')}")
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.page.text_content("#spoken") == "Ann Vale: see the details."


def test_a_click_on_a_person_and_on_a_line_opens_them(page: Opened) -> None:
    ids = {one["name"]: one["id"] for one in page.ask("relgraph.entities()")}
    box = page.page.locator("#net").bounding_box()
    assert box
    a, b = (page.ask("(id) => relgraph.where(id)", ids[name]) for name in ("Ann Vale", "The Fall"))
    page.page.mouse.click(box["x"] + (a["x"] + b["x"]) / 2, box["y"] + (a["y"] + b["y"]) / 2)
    page.settle()
    assert page.text("#panel h2") == "Ann Vale & The Fall"
    page.go(DAY)
    page.page.mouse.click(box["x"] + a["x"], box["y"] + a["y"])
    page.settle()
    assert page.page.inner_text("#panel h2") == "Ann Vale"


def test_a_line_that_is_pointed_at_says_what_it_is_and_how_it_stands(page: Opened) -> None:
    ids = {one["name"]: one["id"] for one in page.ask("relgraph.entities()")}
    box = page.page.locator("#net").bounding_box()
    assert box
    a, b = (page.ask("(id) => relgraph.where(id)", ids[name]) for name in ("Ann Vale", "Cy Hart"))
    page.page.mouse.move(box["x"] + (a["x"] + b["x"]) / 2, box["y"] + (a["y"] + b["y"]) / 2)
    tip = page.text("#tip")
    assert tip.startswith(
        "Ann Vale is said to be having an affair with Cy Hart × DENIED If true, began by 5 Feb 2017"
    )
    assert tip.endswith("; possibly on this day")


def test_help_lists_the_keys(page: Opened) -> None:
    page.page.keyboard.press("?")
    assert "both clocks together" in page.text("#help")
    page.page.keyboard.press("Escape")
    assert page.page.is_hidden("#help")


# ---- the table


def test_the_table_has_what_the_graph_has(page: Opened) -> None:
    page.page.keyboard.press("g")
    page.settle()
    rows = page.page.locator("#table tbody tr")
    assert rows.count() == len(drawn(page))
    alleged = " ".join(page.page.locator('#table tr[data-standing="alleged"]').first.inner_text().split())
    assert "said to" in alleged
    assert "? ALLEGED" in alleged
    assert "if true" in alleged


def test_the_table_sorts_by_every_column(page: Opened) -> None:
    page.page.keyboard.press("g")
    page.settle()
    for at in range(7):
        page.page.locator("#table th button").nth(at).click()
        assert page.page.locator("#table th").nth(at).get_attribute("aria-sort") == "ascending" or at == 1


def test_the_sentence_counts_no_rumour_among_what_holds(page: Opened) -> None:
    assert page.text("#sentence") == (
        "On 5 Mar 2018, as told by 1 Jun 2018, 1 tie between partners holds and 1 possibly does; "
        "3 more rest on allegation alone."
    )

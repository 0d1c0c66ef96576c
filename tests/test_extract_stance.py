"""Who says it and how sure the article is of it: each way of saying by an invented sentence, told by Example Wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from relgraph.dates import day_of
from relgraph.extract.protocol import ArticleText, Proposal
from relgraph.extract.rules import RulesExtractor

CASES = Path(__file__).parent / "extract_cases"
ROWS, DENIALS = (
    [line.split("\t") for line in (CASES / name).read_text(encoding="utf-8").splitlines()[1:]]
    for name in ("stance.tsv", "denials.tsv")
)


def chain(proposal: Proposal) -> str:
    """`Voici (outlet), anonymous`: from the outside in; empty for the article's own voice."""
    roles = (
        (link.agent, "" if link.agent == link.role else f" ({link.role})") for link in proposal.attribution
    )
    return ", ".join(agent + role for agent, role in roles)


@pytest.mark.parametrize(("text", "stance", "who"), ROWS)
def test_a_way_of_saying_decides_the_stance_and_the_chain(
    rules: RulesExtractor, text: str, stance: str, who: str
) -> None:
    (found,) = next(rules.extract([ArticleText(text, day_of("2024-06-12"), "Example Wire")]))
    assert (str(found.stance), chain(found)) == (stance, who)


@pytest.mark.parametrize(("text", "who"), DENIALS)
def test_a_denial_that_names_nothing_denies_what_was_alleged_before_it(
    rules: RulesExtractor, text: str, who: str
) -> None:
    found = next(rules.extract([ArticleText(text, day_of("2024-06-12"), "Example Wire")]))
    denied = [proposal for proposal in found if str(proposal.stance) == "denied"]
    assert [chain(proposal) for proposal in denied] == ([] if who == "none" else [who])
    assert all(text[p.at : p.at + len(p.quote)] == p.quote for p in denied)

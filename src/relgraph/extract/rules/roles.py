"""The table of words that tie a person to a work or an organization. A new word is one line here."""

from __future__ import annotations

from typing import NamedTuple


class RoleNoun(NamedTuple):
    """`words` for somebody by what he or she is to a work (`kind`) or, if it is one, to an organization (`of`)."""

    words: str
    kind: str
    of: str = ""


ROLE_NOUNS = (
    RoleNoun(
        "star stars actor actress actors alum alumni alumna alums host hosts cohost presenter anchor "
        "judge judges coach coaches "

             "contestant villain hunk lead veteran funnyman cast castmate costar costars comedian", "performance"),
    RoleNoun("singer singers rapper songstress crooner hitmaker chanteuse vocalist", "performance"),
    RoleNoun("director directors filmmaker helmer", "direction"),
    RoleNoun("producer producers creator writer author showrunner scribe screenwriter novelist", "creation"),
    RoleNoun("frontman frontwoman guitarist bassist drummer keyboardist bandmate rocker bandmember", "", "membership"),
    RoleNoun(
        "ceo boss chairman president executive exec quarterback striker midfielder goalkeeper forward "
        "defender captain player"

             "member members manager", "", "membership"),
    RoleNoun("editor journalist reporter columnist correspondent", "", "membership"),
    RoleNoun("founder founders cofounder", "", "founding"),
)  # fmt: skip


class CreditVerb(NamedTuple):
    """A verb (lemma) whose subject is tied to the titles after it, or after one of `preps`."""

    lemma: str
    kind: str
    preps: str = ""
    needs_title: bool = False  # only a title in quotation marks or after a genre counts


CREDIT_VERBS = (
    CreditVerb("star", "performance", "in on as opposite alongside with"),
    CreditVerb("costar", "performance", "in on"),
    CreditVerb("appear", "performance", "in", needs_title=True),
    CreditVerb("feature", "performance", "in on", needs_title=True),
    CreditVerb("act", "performance", "in"),
    CreditVerb("play", "performance", "in on"),
    CreditVerb("cast", "performance", "in as"),
    CreditVerb("perform", "performance", "in", needs_title=True),
    CreditVerb("film", "performance", "", needs_title=False),
    CreditVerb("shoot", "performance", "", needs_title=True),
    CreditVerb("team", "performance", "for on in", needs_title=True),
    CreditVerb("host", "performance", ""),
    CreditVerb("portray", "performance", "in on"),
    CreditVerb("direct", "direction", ""),
    CreditVerb("helm", "direction", ""),
    CreditVerb("write", "creation", "", needs_title=True),
    CreditVerb("pen", "creation", "", needs_title=True),
    CreditVerb("produce", "creation", "", needs_title=False),
    CreditVerb("create", "creation", "", needs_title=True),
    CreditVerb("release", "creation", "", needs_title=True),
    CreditVerb("drop", "creation", "", needs_title=True),
    CreditVerb("record", "creation", "", needs_title=True),
    CreditVerb("publish", "creation", "", needs_title=True),
)

CREDIT_NOUNS = dict.fromkeys(
    "role roles part cameo debut turn credits stint set sets cast performance portrayal fame start work".split(),
    "performance",
)
"""Nouns that lead, over "in", "on", "of" or "include", to works in which their owner performs."""

PARTS_OF_WORKS = frozenset("act scene plot finale ending episode season".split())
"""Nouns that, with "of", name a work and tie nobody to it."""

BY = {
    "direct": "direction",
    "write": "creation",
    "produce": "creation",
    "create": "creation",
    "pen": "creation",
    "helm": "direction",
}
"""Participles after a title with "by": "Tin Orchard, directed by Bo"."""


def role_nouns() -> dict[str, RoleNoun]:
    """Each word of the table with its row."""
    return {word: noun for noun in ROLE_NOUNS for word in noun.words.split()}


def credit_verbs() -> dict[str, CreditVerb]:
    """Each verb of the table with its row."""
    return {verb.lemma: verb for verb in CREDIT_VERBS}


GENRES = frozenset(
    "film films movie movies series show shows drama dramas comedy comedies sitcom sitcoms thriller "
    "flick blockbuster remake sequel "
    "prequel adaptation biopic musical play album albums single singles song songs track tracks hit "
    "hits book books novel memoir "
    "autobiography documentary miniseries podcast video ep mixtape ballad romcom rom-com soap opera "
    "reboot spinoff franchise "
    "trilogy saga picture project projects tour pilot special western horror".split()
)
"""Nouns for what a work is: its title follows them."""

MUSIC_AND_BOOKS = frozenset("album albums ep mixtape book books novel memoir autobiography podcast".split())
"""Genres whose owner is their maker: "her album"."""

BEFORE_TITLE = frozenset(
    "the a an his her their its new upcoming latest hit popular own debut first second third next "
    "recent classic cult award-winning "
    "critically-acclaimed acclaimed tv television fox nbc abc cbs hbo netflix bravo mtv showtime "
    "amazon bbc itv hulu apple disney tnt lifetime marvel big small screen "
    "feature live action live-action romantic dark fantasy sci-fi science fiction crime period action "
    "animated indie superhero "
    "semi-autobiographical famous fellow former and & , including like as such titled called named "
    "entitled critically independent "
    "long-running upcoming soon-to-be-released forthcoming smash chart-topping solo studio tell-all "
    "reality teen medical "
    "legal political war both original broadway".split()
)
"""Words that may stand between a verb and a title."""

NOT_WORKS = frozenset(
    "hollywood bollywood broadway oscar oscars emmy emmys grammy grammys tony tonys bafta golden "
    "globe academy award awards youtube "
    "instagram vine tiktok twitter facebook disney nba nfl mlb nhl wwe ufc tv r&b pop rock hip-hop "
    "hip hop us uk la film movie reality "
    "american british australian canadian english french italian spanish german brazilian mexican "
    "irish scottish african asian latina "
    "sports country rap academy-award getty images a-list playboy i internet nickelodeon marvel dc".split()
)
"""Capitals before "star" and the like that are no work."""

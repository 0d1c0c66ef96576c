"""Words that the steps share: what stands before a name, what is never one, who is which sex."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

TITLES = frozenset("mr mrs ms miss dr sir dame lord lady prof professor rep sen president".split())

NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august "
    "september october november december christmas thanksgiving easter halloween instagram twitter "
    "facebook snapchat "
    "youtube tiktok hollywood bollywood getty images image photo exclusive video watch pics see more "
    "read related "
    "oscar oscars emmy emmys grammy grammys bafta golden globe globes academy award awards news god "
    "jesus internet "
    "tv uk us usa la ny nyc i he she they we it you the a an and or but if so not in on at of for to "
    "from with by "
    "mr mrs ms miss dr valentine's source sources insider insiders actor actress singer star rumors rumor "
    "who what when where why how this that these those his her their its my our your mom dad mother father "
    "fans reps rep baby babies plus also but then now while after before since despite although though both "
    "black white american british english french australian canadian".split()
)

OCCUPATION = frozenset(
    "actor actress singer rapper model supermodel comedian comedienne comic director filmmaker "
    "producer writer "
    "screenwriter author novelist musician drummer guitarist bassist pianist frontman dancer "
    "choreographer host "
    "presenter designer photographer chef athlete footballer quarterback player boxer golfer skater "
    "businessman "
    "businesswoman entrepreneur mogul tycoon billionaire millionaire heir heiress socialite star "
    "superstar popstar "
    "rocker songwriter songstress crooner cinematographer editor journalist reporter stylist activist "
    "politician "
    "castmate costar bandmate classmate roommate colleague lawyer attorney doctor nurse teacher "
    "trainer bodyguard nanny artist painter poet dj personality starlet hunk beauty "
    "activist playwright publicist manager agent pro singer-songwriter restaurateur financier banker "
    "executive".split()
)

_MUSIC = "singer rapper musician drummer guitarist bassist pianist frontman rocker songwriter songstress crooner dj"
_MONEY = "businessman businesswoman entrepreneur mogul tycoon billionaire millionaire heir heiress restaurateur banker"
FIELDS = tuple(
    frozenset(words.split())
    for words in (
        _MUSIC + " popstar singer-songwriter",
        "actor actress comedian comedienne comic starlet castmate costar",
        "director filmmaker producer writer screenwriter author novelist playwright",
        "designer stylist photographer chef artist painter model supermodel",
        "footballer quarterback player boxer golfer skater athlete",
        _MONEY + " financier executive lawyer attorney doctor teacher",
    )
)
"""Callings that one person can well have together."""

HE_WORDS = frozenset(
    "actor husband hubby boyfriend father dad son brother fiance fiancé grandfather uncle nephew king prince "
    "businessman frontman man gentleman guy boy hunk stepfather grandson father-in-law widower "
    "bachelor crooner".split()
)
SHE_WORDS = frozenset(
    "actress wife girlfriend mother mom mum daughter sister fiancee fiancée grandmother aunt niece queen "
    "princess comedienne businesswoman heiress songstress starlet woman lady girl mistress stepmother "
    "granddaughter "
    "mother-in-law widow bride duchess socialite supermodel beauty".split()
)

NICKNAMES = {
    "liz": "elizabeth",
    "beth": "elizabeth",
    "lizzie": "elizabeth",
    "bill": "william",
    "will": "william",
    "billy": "william",
    "bob": "robert",
    "bobby": "robert",
    "rob": "robert",
    "dick": "richard",
    "rick": "richard",
    "jim": "james",
    "jimmy": "james",
    "jack": "john",
    "johnny": "john",
    "kate": "katherine",
    "katie": "katherine",
    "kathy": "katherine",
    "meg": "margaret",
    "maggie": "margaret",
    "peggy": "margaret",
    "mike": "michael",
    "mick": "michael",
    "tony": "anthony",
    "ted": "theodore",
    "ned": "edward",
    "eddie": "edward",
    "hank": "henry",
    "harry": "henry",
    "chuck": "charles",
    "charlie": "charles",
    "steve": "stephen",
    "bella": "isabella",
    "angie": "angelina",
    "brad": "bradley",
    "drew": "andrew",
    "andy": "andrew",
    "becky": "rebecca",
    "sandy": "alexandra",
    "leo": "leonardo",
    "gwyn": "gwyneth",
    "gabe": "gabriel",
    "tina": "christina",
    "jenny": "jennifer",
    "jen": "jennifer",
    "jess": "jessica",
    "vicky": "victoria",
    "posh": "victoria",
}


@cache
def sex_of(first_name: str) -> str:
    """`f`, `m`, or an empty text for a first name that tells nothing."""
    return _given_names().get(first_name.lower(), "")


@cache
def _given_names() -> dict[str, str]:
    rows = (files("relgraph.extract.rules") / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return {name.lower(): row[0] for row in rows for name in row[2:].split()}

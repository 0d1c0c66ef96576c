"""The table of words of saying: who says, how, what a noun makes of its that-clause. A new word is one line here."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

SAY = frozenset(
    "say tell reveal claim report allege add explain insist confirm announce admit dish spill share "
    "note continue state write "
    "recall joke suggest speculate declare hint learn cite maintain assert gush vent confide relay "
    "disclose verify acknowledge "
    "comment reply respond post tweet caption describe proclaim argue contend whisper swear attest "
    "believe think quote "
    "brag complain warn remark concede open exclaim".split()
)
"""Verbs that have what is said for their object, as lemmas."""

DOUBTFUL = frozenset("claim allege suggest speculate hint insinuate imply suspect".split())
"""Verbs of saying that leave open whether it is so."""

DENY = frozenset(
    "deny dismiss refute debunk dispute rubbish reject slam blast squash quash shoot dispel "
    "contradict laugh shut".split()
)
"""Verbs whose object is said not to be so."""

SAID_TO = SAY | frozenset("rumor rumour understand think believe consider suppose expect".split())
"""Verbs that, in the passive, only pass on what is said: "are said to have split"."""

ASK = frozenset("ask wonder question inquire press quiz grill".split())

SEEM = frozenset("seem appear look sound".split())

RUMOUR = frozenset(
    "rumor rumour rumors rumours speculation report reports claim claims allegation allegations buzz "
    "gossip chatter story stories "
    "whispers whisper theory suggestion accusation accusations".split()
)
"""Nouns that make what they are about a rumour."""

FALSE = frozenset(
    "false untrue bogus fake fabricated baseless fictional nonsense inaccurate unfounded wrong "
    "fiction ridiculous made-up debunked".split()
)
"""What a rumour is said to be when it is denied."""

HEDGES = frozenset(
    "reportedly allegedly apparently supposedly seemingly possibly perhaps maybe probably presumably "
    "purportedly rumoredly potentially likely".split()
)

MAYBE = frozenset(("may", "might", "could"))

PLANS = frozenset(
    "plan want hope intend expect consider decide set ready prepare going go look try think aim wish "
    "agree need about refuse".split()
)
"""What governs an infinitive that has not happened."""

ANONYMOUS = frozenset(
    "source sources insider insiders friend friends pal pals onlooker onlookers witness witnesses "
    "eyewitness eyewitnesses spy spies "
    "tipster informant mole confidante confidant partygoer staffer observer observers bystander "
    "neighbor neighbour neighbors "
    "employee ex-employee fans people others some those spectator guest attendee concertgoer local "
    "fan".split()
)

REPRESENTATIVES = frozenset(
    "rep reps representative representatives spokesperson spokesman spokeswoman publicist publicists "
    "lawyer lawyers attorney attorneys "
    "manager agent camp team".split()
)

COURT = frozenset("documents document papers paperwork records record filing filings".split())

OUTLET_NOUNS = frozenset(
    "outlet magazine mag tabloid publication site website newspaper paper weekly blog show webloid "
    "network portal station".split()
)


@cache
def outlets() -> frozenset[str]:
    """The names of outlets.txt, plain."""
    rows = (files("relgraph.extract.rules") / "outlets.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(plain_outlet(row) for row in rows)


def plain_outlet(name: str) -> str:
    """An outlet's name for comparing: small letters and digits only, no article, no "magazine", no domain."""
    words = "".join(
        c if c.isalnum() else " "
        for c in name.lower().removesuffix(".com").removesuffix(".co.uk").removeprefix("www.")
    ).split()
    if words and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] in ("magazine", "mag", "online"):
        words = words[:-1]
    return "".join(words)

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
    "quote inform imply insinuate "
    "brag complain warn remark concede open exclaim".split()
)
"""Verbs that have what is said for their object, as lemmas."""

THINK = frozenset(
    "believe think suspect understand assume guess fear presume reckon hear imagine doubt feel gather".split()
)
"""Verbs whose object is held or heard to be so, and never more than alleged."""

SURE = frozenset("convinced sure certain confident".split())
"""What somebody is who holds that something is so."""

HEARSAY = frozenset("hear understand gather tell inform".split())
"""Verbs that an outlet uses for what unnamed people told it: "we hear that", "StarWire understands"."""

KNOW = frozenset("understand learn".split())
"""Verbs under which a person's own object is so: "when Ana learned that …"."""

ACCUSE = frozenset("accuse suspect".split())
"""Verbs that have what is alleged after "of"."""

DOUBTFUL = frozenset("claim allege suggest speculate hint insinuate imply suspect".split())
"""Verbs of saying that leave open whether it is so."""

HINT = frozenset("suggest speculate hint insinuate imply".split())
"""Those under which not even one's own word is a confirmation."""

DENY = frozenset(
    "deny dismiss refute debunk dispute rubbish reject slam blast squash quash shoot dispel "
    "contradict laugh shut".split()
)
"""Verbs whose object is said not to be so."""

DENY_BACK = frozenset("hit clap fire".split())
"""Verbs that deny with "back at"."""

CALL = frozenset("call brand label describe deem pronounce".split())
"""Verbs that say of a rumour that it is false: "called the claims baseless"."""

SAID_TO = SAY | THINK | frozenset("rumor rumour consider suppose expect".split())
"""Verbs that, in the passive, only pass on what is said: "are said to have split"."""

ASK = frozenset("ask wonder question inquire press quiz grill".split())

SEEM = frozenset("seem appear look sound".split())

RUMOUR = frozenset(
    "rumor rumour rumors rumours speculation report reports claim claims allegation allegations buzz "
    "gossip chatter story stories "
    "whispers whisper theory suggestion accusation accusations talk chitchat innuendo".split()
)
"""Nouns that make what they are about a rumour."""

WORD = frozenset(("word",))
"""Nouns that do so as the subject of the clause alone: "word is that", "word reached us that"."""

AUTHORED = frozenset(
    "statement post letter song lyric interview book memoir message text caption announcement filing suit "
    "lawsuit note email picture photo video show episode film movie trailer character".split()
)
"""What can "say" something and is nobody: it stands for its author."""

FALSE = frozenset(
    "false untrue bogus fake fabricated baseless fictional nonsense inaccurate unfounded wrong "
    "fiction ridiculous made-up debunked rubbish garbage absurd groundless".split()
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
    return frozenset(plain_outlet(row) for row in _rows())


@cache
def marked_outlets() -> frozenset[str]:
    """The words of outlets.txt that an exclamation mark belongs to: "E" of "E!"."""
    return frozenset(word[:-1] for row in _rows() for word in row.split() if word.endswith("!"))


def _rows() -> list[str]:
    return (files("relgraph.extract.rules") / "outlets.txt").read_text(encoding="utf-8").splitlines()


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

"""The one table of relation words: nouns for a person, nouns for an event, verbs. A new word is one line here.

A person noun (`wife`) ties its owner ("her", "Ana's", "of Ana") to whom it names ("wife Ana"). An event noun
(`split`) and a verb (`divorce`) tie the two who take part. A word before a person noun (`ex`, `estranged`) can
change the kind.
"""

from __future__ import annotations

from typing import NamedTuple


class PersonNoun(NamedTuple):
    """`words` for somebody in a `kind` of bond with an owner.

    `former` is the kind with a word like "ex" before it ("" : none), `estranged` with "estranged". `owner` says
    which place of a directed kind the owner takes (`a` or `b`).
    """

    words: str
    kind: str
    former: str = ""
    estranged: str = ""
    sex: str = ""
    owner: str = "a"
    detail: str | None = None
    plural: bool = False


PERSON_NOUNS = (
    PersonNoun("wife wives wifey missus", "marriage", "divorce", "separation", "f"),
    PersonNoun("husband husbands hubby hubbie", "marriage", "divorce", "separation", "m"),
    PersonNoun("spouse spouses", "marriage", "divorce", "separation"),
    PersonNoun("girlfriend girlfriends gf ladylove gal", "dating", "breakup", "separation", "f"),
    PersonNoun("boyfriend boyfriends bf beau beaus beaux boytoy", "dating", "breakup", "separation", "m"),
    PersonNoun("partner partners lover paramour sweetheart", "dating", "breakup", "separation"),
    PersonNoun("ex exes", "breakup", "breakup"),
    PersonNoun("fiance fiancé", "engagement", "engagement_end", "separation", "m"),
    PersonNoun("fiancee fiancée", "engagement", "engagement_end", "separation", "f"),
    PersonNoun("interest interests", "dating", "dating"),
    PersonNoun("mistress", "affair", "affair", sex="f"),
    PersonNoun("mother mothers mom moms mum mama mommy mam momager", "parenthood", sex="f", owner="b"),
    PersonNoun("father fathers dad dads daddy papa", "parenthood", sex="m", owner="b"),
    PersonNoun("parent parents", "parenthood", owner="b"),
    PersonNoun("stepmother stepmom stepmum", "parenthood", sex="f", owner="b", detail="step"),
    PersonNoun("stepfather stepdad", "parenthood", sex="m", owner="b", detail="step"),
    PersonNoun("son sons boy boys", "parenthood", sex="m"),
    PersonNoun("daughter daughters girl girls", "parenthood", sex="f"),
    PersonNoun(
        "child children kid kids baby babies toddler toddlers newborn infant tot tots offspring brood "
        "firstborn"

               " twins triplets", "parenthood"),
    PersonNoun("stepson stepsons", "parenthood", sex="m", detail="step"),
    PersonNoun("stepdaughter stepdaughters", "parenthood", sex="f", detail="step"),
    PersonNoun("stepchild stepchildren stepkids", "parenthood", detail="step"),
    PersonNoun("brother brothers bro", "siblinghood", sex="m"),
    PersonNoun("sister sisters sis", "siblinghood", sex="f"),
    PersonNoun("sibling siblings twin", "siblinghood"),
    PersonNoun("half-brother stepbrother", "siblinghood", sex="m"),
    PersonNoun("half-sister stepsister", "siblinghood", sex="f"),
    PersonNoun("cousin cousins relative", "kinship"),
    PersonNoun("aunt auntie grandmother grandma granddaughter niece", "kinship", sex="f"),
    PersonNoun("uncle grandfather grandpa grandson nephew", "kinship", sex="m"),
    PersonNoun("grandparent grandparents grandchild grandchildren godson goddaughter godmother godfather", "kinship"),
    PersonNoun("mother-in-law sister-in-law daughter-in-law", "kinship", sex="f"),
    PersonNoun("father-in-law brother-in-law son-in-law", "kinship", sex="m"),
    PersonNoun("friend friends pal pals bff bffs bestie besties buddy confidante confidant confidantes", "friendship",
               "friendship_end"),
    PersonNoun("rival rivals nemesis foe archrival enemy", "feud"),
)  # fmt: skip

FORMER = frozenset("ex former onetime one-time previous past erstwhile now-ex then-estranged".split())
"""Words before a person noun that say that it is over."""

ESTRANGED = frozenset(("estranged", "separated"))

RUMOURED = frozenset(
    "rumored rumoured alleged supposed purported suspected reported possible potential apparent "
    "so-called".split()
)
"""Words before a noun that make it a rumour."""

NOT_OF_LOVE = frozenset(
    "business writing dance dancing tennis training creative crime sparring scene songwriting "
    "production screen "
    "on-screen onscreen tv television movie film fictional pop political running musical acting "
    "comedy duet charity "
    "baby imaginary ice workout".split()
)
"""Words before a person noun under which it is no bond of the kind: "business partner", "on-screen wife"."""


class EventNoun(NamedTuple):
    """`words` for what two people share. `preps` lead to the other one: "her split from Rob".

    `alone` tells whether the noun with its owners is enough ("their divorce"): it is then presupposed.
    """

    words: str
    kind: str
    preps: str
    alone: bool = True


EVENT_NOUNS = (
    EventNoun("marriage marriages union nuptials matrimony", "marriage", "to with between of"),
    EventNoun("wedding weddings", "marriage", "to with between of"),
    EventNoun("divorce divorces", "divorce", "from with between of"),
    EventNoun("annulment", "annulment", "from with between of"),
    EventNoun("separation", "separation", "from with between of"),
    EventNoun("split splits breakup breakups", "breakup", "from with between of"),
    EventNoun("engagement engagements betrothal", "engagement", "to with between of"),
    EventNoun("romance romances fling flings courtship", "dating", "with between of"),
    EventNoun("relationship relationships", "dating", "with to between of"),
    EventNoun("affair affairs infidelity tryst liaison", "affair", "with between of"),
    EventNoun("reconciliation reunion", "reconciliation", "with between of"),
    EventNoun("friendship friendships", "friendship", "with between of"),
    EventNoun(
        "feud feuds fight fights argument quarrel beef rift rivalry spat clash bust-up fallout",
        "feud",
        "with between against of",
    ),
)


class Verb(NamedTuple):
    """A verb phrase, its words as lemmas (`|`: one or the other), which may follow at a distance of a few tokens.

    `object`: the other party is the object ("married Bo"); `preps` lead to the other party ("split from Bo");
    `both`: two subjects are enough ("they wed"). `bare` forbids an object that is no person ("split the bill");
    `progressive` asks for the form in -ing; `needs_tie` for a couple that the article has already told of.
    """

    words: str
    kind: str
    object: bool = False
    preps: str = ""
    both: bool = False
    bare: bool = False
    hypothetical: bool = False
    alleged: bool = False
    progressive: bool = False
    needs_tie: bool = False

    @property
    def name(self) -> str:
        """The phrase with the first form of each word: "call off engagement"."""
        return " ".join(word.split("|")[0] for word in self.words.split())


VERBS = (
    Verb("marry|married", "marriage", object=True, both=True, preps="to", bare=True),
    Verb("remarry", "marriage", object=True, both=True),
    Verb("wed", "marriage", object=True, both=True, bare=True),
    Verb("tie knot", "marriage", preps="with", both=True),
    Verb("exchange vows", "marriage", preps="with", both=True),
    Verb("say i do", "marriage", preps="to with", both=True),
    Verb("get hitch|hitched", "marriage", preps="to with", both=True),
    Verb("walk down aisle", "marriage", preps="with", both=True),
    Verb("elope", "marriage", preps="with", both=True),
    Verb("divorce|divorced", "divorce", object=True, both=True, preps="from", bare=True),
    Verb("get divorce", "divorce", both=True, preps="from"),
    Verb("move on", "dating", preps="with"),
    Verb("romantically involve|involved", "dating", preps="with"),
    Verb("romantically link|linked", "dating", preps="to with", both=True, alleged=True),
    Verb("end marriage|union", "divorce", preps="to with", both=True),
    Verb("end relationship|romance", "breakup", preps="with", both=True),
    Verb("get together", "dating", preps="with", both=True),
    Verb("file for divorce", "divorce_filing", preps="from", both=True),
    Verb("file divorce", "divorce_filing", preps="from"),
    Verb("separate|separated", "separation", both=True, preps="from", bare=True),
    Verb("leave", "separation", object=True, needs_tie=True),
    Verb("dump", "breakup", object=True, bare=True),
    Verb("ditch", "breakup", object=True, bare=True),
    Verb("split", "breakup", both=True, preps="from with", bare=True),
    Verb("split up", "breakup", both=True, preps="from with"),
    Verb("break up", "breakup", both=True, preps="with"),
    Verb("call it quit", "breakup", both=True, preps="with"),
    Verb("part way", "breakup", both=True, preps="with from"),
    Verb("go separate way", "breakup", both=True),
    Verb("break thing off", "breakup", both=True, preps="with"),
    Verb("break it off", "breakup", both=True, preps="with"),
    Verb("end thing", "breakup", both=True, preps="with"),
    Verb("end it", "breakup", both=True, preps="with"),
    Verb("take break", "breakup", both=True, preps="from"),
    Verb("pull plug", "breakup", both=True),
    Verb("get engage|engaged", "engagement", both=True, preps="to"),
    Verb("engage|engaged", "engagement", both=True, preps="to", bare=True),
    Verb("propose", "engagement", preps="to"),
    Verb("pop question", "engagement", preps="to"),
    Verb("call off engagement", "engagement_end", both=True, preps="to with"),
    Verb("call off wedding", "engagement_end", both=True, preps="to with"),
    Verb("end engagement", "engagement_end", both=True, preps="to with"),
    Verb("break off engagement", "engagement_end", both=True, preps="to with"),
    Verb("date", "dating", object=True, both=True, bare=True),
    Verb("romance", "dating", object=True),
    Verb("see each other", "dating", both=True),
    Verb("go out", "dating", preps="with"),
    Verb("hook up", "dating", both=True, preps="with"),
    Verb("link to", "dating", preps="to", alleged=True),
    Verb("see", "dating", object=True, progressive=True),
    Verb("cheat", "affair", preps="with"),
    Verb("sleep together", "affair", both=True),
    Verb("sleep", "affair", preps="with"),
    Verb("put difference aside", "reconciliation", both=True, preps="with"),
    Verb("work thing out", "reconciliation_attempt", both=True, preps="with"),
    Verb("save marriage|relationship", "reconciliation_attempt", both=True),
    Verb("get back together", "reconciliation", both=True, preps="with"),
    Verb("back together", "reconciliation", both=True, preps="with"),
    Verb("reconcile", "reconciliation", both=True, preps="with"),
    Verb("reunite", "reconciliation", both=True, preps="with"),
    Verb("patch thing up", "reconciliation", both=True, preps="with"),
    Verb("feud", "feud", both=True, preps="with"),
    Verb("clash", "feud", both=True, preps="with"),
    Verb("fall out", "feud", both=True, preps="with"),
    Verb("butt head", "feud", both=True, preps="with"),
    Verb("befriend", "friendship", object=True),
)


class Idiom(NamedTuple):
    """Words that say a kind of the two who are their subject: "are an item"."""

    words: str
    kind: str


IDIOMS = (
    Idiom("an item", "dating"),
    Idiom("on the outs", "separation"),
    Idiom("been together", "dating"),
    Idiom("together for", "dating"),
    Idiom("back on", "reconciliation"),
    Idiom("back together", "reconciliation"),
    Idiom("back with", "reconciliation"),
    Idiom("just friends", "friendship"),
    Idiom("good friends", "friendship"),
)

ADVERBS = frozenset(
    "quietly secretly briefly recently reportedly finally officially allegedly legally ultimately".split()
)


def person_nouns() -> dict[str, PersonNoun]:
    """Each word of the table with its row."""
    return {word: noun for noun in PERSON_NOUNS for word in noun.words.split()}


def event_nouns() -> dict[str, EventNoun]:
    """Each word of the table with its row."""
    return {word: noun for noun in EVENT_NOUNS for word in noun.words.split()}


def verbs() -> dict[str, list[tuple[tuple[str, ...], Verb]]]:
    """The verb phrases under their first lemma, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Verb]]] = {}
    for verb in VERBS:
        first, *rest = verb.words.split()
        for word in first.split("|"):
            table.setdefault(word, []).append((tuple(rest), verb))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table

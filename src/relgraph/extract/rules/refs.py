"""Step 3: what a phrase stands for: names, pronouns, "the couple", "her husband", "the actress"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.extract.rules import relations
from relgraph.extract.rules.lexicon import HE_WORDS, OCCUPATION, SHE_WORDS
from relgraph.extract.rules.speech import REPRESENTATIVES
from relgraph.extract.rules.story import NOBODY, Found, Mention, ParsedLine, Party, Ref, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
THEY = frozenset(("they", "them", "their", "theirs", "both", "each"))
SPEAKER = frozenset(("i", "me", "my", "myself", "mine"))
WE = frozenset(("we", "us", "our", "ours"))
WHO = frozenset(("who", "whom", "whose", "that"))
COUPLE = frozenset(
    "couple pair duo two twosome exes spouses lovebirds newlyweds parents co-stars costars stars actors lovers".split()
)
COUPLE_KINDS = frozenset(
    "marriage separation divorce engagement dating breakup affair reconciliation divorce_filing engagement_end".split()
)

FAMILY = frozenset(("parenthood", "siblinghood", "kinship"))

_FAR = 4  # sentences that a pronoun reaches back


class Pair(NamedTuple):
    """Two people who were last spoken of together. `claimed`: by a claim of a couple, else by an "and"."""

    a: Party
    b: Party
    line: int
    token: int
    claimed: bool
    subject: bool = False
    past: bool = False
    loose: bool = False


class Resolver:
    """What the article has said so far, for whom its phrases stand."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.pairs: list[Pair] = []
        self.found: list[Found] = []
        self.children: set[Party] = set()
        self.taken: set[tuple[int, int]] = set()
        from relgraph.extract.rules.attribution import Voices

        self.voices = Voices(self)
        self._sents: dict[tuple[int, int], int] = {}
        self._order: list[tuple[ParsedLine, Span]] = []
        for line in story.lines:
            for sent in line.doc.sents:
                self._sents[line.index, sent.start] = len(self._order)
                self._order.append((line, sent))

    # what was said -----------------------------------------------------------------------------------------

    def add(self, found: Found) -> None:
        self.found.append(found)
        if (
            found.kind == "parenthood"
            and found.b is not None
            and found.rule in ("noun:son", "noun:daughter", "noun:child")
        ):
            self.children.add(found.b)
        if found.kind in COUPLE_KINDS | {"siblinghood"} and found.b is not None:
            past = found.rule.startswith("noun") and (
                found.kind in ("divorce", "breakup", "engagement_end")
                or (found.anchor.head if found.anchor.dep_ == "compound" else found.anchor).dep_ == "pobj"
            )
            self.push(found.a, found.b, found.line, found.anchor.i, claimed=True, past=past)
        first, last = found.trigger
        if last - first > 1 and found.rule.startswith("verb") and found.kind != "marriage":
            self.taken.add((found.line.index, last - 1))

    def push(
        self,
        a: Party,
        b: Party,
        line: ParsedLine,
        token: int,
        claimed: bool,
        past: bool = False,
        loose: bool = False,
    ) -> None:
        if a is b or (not claimed and self.bound(a, b, FAMILY)) or (not claimed and {a, b} & self.children):
            return
        head = _head_of(line, line.named[token]) if token in line.named else line.doc[token]
        subject = head.dep_ in ("nsubj", "nsubjpass", "ROOT") or (
            head.dep_ == "conj" and head.head.dep_ in ("nsubj", "nsubjpass", "ROOT")
        )
        self.pairs.append(Pair(a, b, line.index, token, claimed, subject, past, loose))

    def bound(self, a: Party, b: Party, kinds: frozenset[str] | set[str]) -> bool:
        return any(f.kind in kinds and {f.a, f.b} == {a, b} for f in self.found)

    def partner(self, owner: Party, kinds: frozenset[str] | set[str], sex: str) -> Party | None:
        """The last person whom the article has bound to this one by one of these kinds, of that sex if known."""
        for found in reversed(self.found):
            if found.kind in kinds and found.b is not None and owner in (found.a, found.b):
                other = found.b if found.a is owner else found.a
                if not sex or not other.sex or other.sex == sex:
                    return other
        return None

    # phrases -----------------------------------------------------------------------------------------------

    def ref(self, line: ParsedLine, token: Token, depth: int = 0) -> Ref:
        """The people that a token, taken as the head of its phrase, stands for."""
        if depth > 3:
            return NOBODY
        if token.i in line.named:
            return self._coordinated(line, token, depth)
        low = token.lower_
        if low in WHO and token.dep_ != "mark":
            return self._relative(line, token, depth)
        if low in HE or low in SHE:
            person = self.pronoun(line, token, "m" if low in HE else "f")
            one = Ref((person,), f"“{token.text}” for {person.name}") if person else NOBODY
            return self._with_conjuncts(line, token, one, depth)
        if low in THEY:
            return self._own_subject(line, token) or self.couple(line, token)
        if low in SPEAKER:
            return self.speaker(line, token)
        if low in WE:
            return self.we(line, token)
        if low in COUPLE:
            return self.couple(line, token)
        return self._described(line, token, depth)

    def _own_subject(self, line: ParsedLine, token: Token) -> Ref:
        """ "Ana and Bo ended their engagement": the two that are the subject of the clause."""
        if token.lower_ != "their":
            return NOBODY
        node = token
        for _ in range(6):
            node = node.head
            for child in node.children:
                if (
                    child.dep_ in ("nsubj", "nsubjpass")
                    and child.i < token.i
                    and (child.i in line.named or child.lower_ in HE | SHE)
                ):
                    found = self.ref(line, child, 1)
                    if len(found.parties) == 2:
                        return found
            if node.head == node:
                break
        return NOBODY

    def _coordinated(self, line: ParsedLine, token: Token, depth: int) -> Ref:
        mention = line.named[token.i]
        parties = [mention.party]
        for other in _conjuncts(token):
            if other.i in line.named:
                if line.named[other.i].party not in parties:
                    parties.append(line.named[other.i].party)
            elif depth < 2:
                extra = self._described(line, other, depth + 1)
                parties.extend(p for p in extra.parties if p not in parties)
        names = " and ".join(p.name for p in parties)
        said = line.doc[mention.start : mention.end].text
        return Ref(tuple(parties), names if mention.full else f"“{said}” for {names}")

    def _with_conjuncts(self, line: ParsedLine, token: Token, one: Ref, depth: int) -> Ref:
        if not one:
            return one
        parties = list(one.parties)
        for other in _conjuncts(token):
            if other.i != token.i:
                extra = self.ref(line, other, depth + 2)
                parties.extend(p for p in extra.parties if p not in parties)
        return Ref(tuple(parties), one.how if len(parties) == 1 else one.how + " with " + parties[-1].name)

    def _relative(self, line: ParsedLine, token: Token, depth: int) -> Ref:
        """ "who": what its clause stands beside."""
        clause = token
        while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            head = clause.head
            single = any(
                t.lower_ in ("is", "was", "has", "'s") or t.tag_ == "VBZ"
                for t in (clause, *(c for c in clause.children if c.dep_ in ("aux", "auxpass")))
            )
            while not single and head.dep_ == "conj" and head.head.i in line.named and head.i in line.named:
                head = head.head
            if single and head.i in line.named:
                party = line.named[head.i].party
                return Ref((party,), f"“{token.text}” for {party.name}")
            return self.ref(line, head, depth + 1)
        i = token.i - 1
        while (i >= token.sent.start and line.doc[i].text in (",", "-", "—", "–", "(", ")")) or (
            i >= 0 and line.doc[i].like_num
        ):
            i -= 1
        if i >= token.sent.start and i in line.named:
            mention = line.named[i]
            return Ref((mention.party,), f"“{token.text}” after {mention.party.name}")
        return NOBODY

    def _described(self, line: ParsedLine, token: Token, depth: int) -> Ref:
        """A phrase with a noun for its head: "her husband", "the actress", with a name in apposition or without."""
        for child in token.children:
            if child.dep_ in ("appos", "compound") and child.i in line.named and child.i > token.i:
                return self._coordinated(line, child, depth)
        low = token.lower_
        if low in REPRESENTATIVES:
            for child in token.children:
                if child.dep_ == "poss":
                    return self.ref(line, child, depth + 1)
        noun = _NOUNS.get(low)
        if noun is not None:
            return self._by_tie(line, token, noun, depth)
        sex = "m" if low in HE_WORDS else "f" if low in SHE_WORDS else ""
        if low in OCCUPATION or low in ("star", "alum", "host", "hitmaker", "actor", "old", "man", "woman"):
            definite = any(c.lower_ in ("the", "this") for c in token.children if c.dep_ == "det")
            if definite:
                person = self.described_person(line, token, sex)
                if person:
                    return Ref((person,), f"“the {token.text}” for {person.name}")
        return NOBODY

    def _by_tie(self, line: ParsedLine, token: Token, noun: relations.PersonNoun, depth: int) -> Ref:
        owner = NOBODY
        for child in token.children:
            if child.dep_ == "poss":
                owner = self.ref(line, child, depth + 1)
        if len(owner.parties) != 1:
            return NOBODY
        kinds = {noun.kind, noun.former, noun.estranged} - {""}
        if noun.kind in ("marriage", "dating", "engagement"):
            kinds |= {"marriage", "separation", "divorce", "engagement", "dating", "breakup"}
        other = self.partner(owner.parties[0], kinds, noun.sex) or self._beside_in_pair(
            line, token, owner.parties[0], noun
        )
        return Ref((other,), f"“{token.text}” of {owner.parties[0].name}") if other else NOBODY

    def _beside_in_pair(
        self, line: ParsedLine, token: Token, owner: Party, noun: relations.PersonNoun
    ) -> Party | None:
        """The other of two just named together, for "his wife" of one of them."""
        if noun.kind not in ("marriage", "dating", "engagement"):
            return None
        here = self._sents.get((line.index, token.sent.start), 0)
        for pair in reversed(self.pairs[-6:]):
            if owner in (pair.a, pair.b) and here - self._sent_of(pair) <= 2:
                other = pair.b if owner is pair.a else pair.a
                if not other.sex or not noun.sex or other.sex == noun.sex:
                    return other
        return None

    # pronouns ----------------------------------------------------------------------------------------------

    def pronoun(self, line: ParsedLine, token: Token, sex: str, depth: int = 0) -> Party | None:
        """Whom "he" or "she" is: the subject of the same sentence, the nearest before, or of the sentences before."""
        near = self._near(line, token, sex)
        if near is not None:
            return near
        here = self._sents.get((line.index, token.sent.start), 0)
        unknown: Party | None = None
        for back in range(_FAR):
            if here - back < 0:
                break
            at_line, sent = self._order[here - back]
            if back and at_line.headline and back > 1:
                continue
            end = token.i if back == 0 else sent.end
            mentions = [m for m in self._in(at_line, sent.start, end)]
            if back == 0:
                mentions = [m for m in mentions if not self._bars(at_line, m, token)]
            before = self._pronoun_subject(at_line, sent, sex) if back else None
            if before is not None and depth < 5:
                return self.pronoun(at_line, before, sex, depth + 1)
            ranked = sorted(mentions, key=lambda m: -self._prominence(at_line, m, end))
            for mention in ranked:
                if mention.party in self.children and " " not in mention.party.name:
                    continue
                if mention.party.sex == sex:
                    return mention.party
                if not mention.party.sex and unknown is None:
                    unknown = mention.party
            if back >= 1 and unknown is not None:
                return unknown
        return unknown

    @staticmethod
    def _pronoun_subject(line: ParsedLine, sent: Span, sex: str) -> Token | None:
        """The "she" that is the subject of a sentence; None if it has another subject."""
        for child in sent.root.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child if child.lower_ == ("he" if sex == "m" else "she") else None
        return None

    def _near(self, line: ParsedLine, token: Token, sex: str) -> Party | None:
        """Whom "his" means by grammar: "Bo and his son", "his brother Al, having kids with his wife", the nearest subject."""
        doc = line.doc
        if (
            token.tag_ == "PRP$"
            and token.i >= 2
            and doc[token.i - 1].lower_ in ("and", "&")
            and token.i - 2 in line.named
        ):
            party = line.named[token.i - 2].party
            if party.sex in (sex, ""):
                return party
        if (
            token.tag_ == "PRP$"
            and token.i >= 2
            and doc[token.i - 1].lower_ in ("and", "&")
            and doc[token.i - 2].pos_ == "NOUN"
        ):
            beside = doc[token.i - 2]
            if beside.dep_ in ("appos", "conj") and beside.head.i in line.named and beside.head.i < beside.i:
                party = line.named[beside.head.i].party
                return party if party.sex in (sex, "") else None
            ref = self._described(line, beside, 2)
            if len(ref.parties) == 1 and ref.parties[0].sex in (sex, ""):
                return ref.parties[0]
        head = token if token.dep_ != "poss" else token.head
        for _ in range(12):
            if head.dep_ in ("acl", "relcl", "appos") and token.dep_ not in ("nsubj", "nsubjpass"):
                for place in (head.head, *head.head.children):
                    if (
                        place.i < token.i
                        and place.i in line.named
                        and (place == head.head or place.dep_ == "appos")
                    ):
                        party = line.named[place.i].party
                        if party.sex == sex:
                            return party
            if head.pos_ in ("VERB", "AUX"):
                for child in head.children:
                    if child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i and child.i in line.named:
                        mention = line.named[child.i]
                        if (
                            mention.party.sex == sex
                            and mention.end <= token.i
                            and (token.dep_ == "poss" or head != token.head)
                        ):
                            return mention.party
                    elif (
                        child.dep_ in ("nsubj", "nsubjpass")
                        and child.i < token.i
                        and child.pos_ == "NOUN"
                        and token.dep_ == "poss"
                    ):
                        ref = self._described(line, child, 2)
                        if len(ref.parties) == 1 and ref.parties[0].sex == sex:
                            return ref.parties[0]
            if head.head == head:
                break
            head = head.head
        return None

    @staticmethod
    def _bars(line: ParsedLine, mention: Mention, pronoun: Token) -> bool:
        """A plain object cannot be its own clause's subject: "Bo married her"."""
        if pronoun.dep_ not in ("dobj", "pobj"):
            return False
        head = pronoun.head
        if pronoun.dep_ == "pobj":
            head = head.head
        return any(
            line.doc[i].dep_ in ("nsubj", "nsubjpass") and line.doc[i].head == head
            for i in range(mention.start, mention.end)
        )

    def _prominence(self, line: ParsedLine, mention: Mention, end: int) -> float:
        head = _head_of(line, mention)
        score = 3.0 if head.dep_ in ("nsubj", "nsubjpass") else 0.0
        if head.dep_ == "poss":
            score += 1.5
        if head.dep_ == "ROOT":
            score += 1.0
        return score - (end - mention.end) * 0.05 + min(mention.party.count, 10) * 0.15

    def described_person(self, line: ParsedLine, token: Token, sex: str) -> Party | None:
        """Whom "the actress" or "the Glass Harbor star" is: the main person of the sentences before.

        A person already named in the sentence is taken only if nobody else is at hand.
        """
        here = self._sents.get((line.index, token.sent.start), 0)
        sex = sex or self._sex_ahead(line, token)
        barred = self._beside(line, token)
        for i in range(token.i - 1, token.sent.start - 1, -1):  # "Since her split, the Friends star …"
            low = line.doc[i].lower_
            if low in HE or low in SHE:
                told = "m" if low in HE else "f"
                person = self.pronoun(line, line.doc[i], told)
                if person is not None and person not in barred and (not sex or sex == told):
                    return person
                break
        for barring, sexes in ((barred, (sex,)), (barred, (sex, "")), (set[Party](), (sex, ""))):
            for back in range(_FAR + 1):
                if here - back < 0:
                    break
                at_line, sent = self._order[here - back]
                end = token.i if back == 0 else sent.end
                for told in (sex,) if sex else ("f", "m"):
                    before = self._pronoun_subject(at_line, sent, told) if back else None
                    person = self.pronoun(at_line, before, told, 1) if before is not None else None
                    if person is not None and person not in barring:
                        return person
                ranked = sorted(
                    self._in(at_line, sent.start, end), key=lambda m: -self._prominence(at_line, m, end)
                )
                for mention in ranked:
                    party = mention.party
                    if (
                        party not in barring
                        and party not in self.children
                        and (not sex or party.sex in sexes)
                    ):
                        return party
        return None

    def _beside(self, line: ParsedLine, token: Token) -> set[Party]:
        """The people in the same clause as a token: it is none of them."""
        verb = _clause(token)
        contrast = max(
            (
                i
                for i in range(token.sent.start, token.i)
                if line.doc[i].lower_ in ("while", "but", "whereas", "although")
            ),
            default=-1,
        )
        also = set[Party]()
        if token.dep_ == "conj" and (token.head.lower_ in HE or token.head.lower_ in SHE):
            also = set(self.ref(line, token.head, 2).parties[:1])
        return also | {
            m.party
            for m in line.mentions
            if token.sent.start <= m.start < token.sent.end
            and (m.start < contrast or m.start > token.i or _clause(line.doc[m.start]).i == verb.i)
        }

    @staticmethod
    def _sex_ahead(line: ParsedLine, token: Token) -> str:
        """The sex that the next pronoun of the sentence tells, if no other person comes between."""
        for i in range(token.i + 1, min(token.sent.end, token.i + 8)):
            if i in line.named:
                return ""
            low = line.doc[i].lower_
            if low in HE or low in SHE:
                return "m" if low in HE else "f"
        return ""

    @staticmethod
    def _in(line: ParsedLine, start: int, end: int) -> Iterator[Mention]:
        return (m for m in line.mentions if start <= m.start and m.end <= end)

    # couples -----------------------------------------------------------------------------------------------

    def couple(self, line: ParsedLine, token: Token) -> Ref:
        """Who "they" or "the couple" are: two in the same sentence, else the couple last spoken of."""
        here = self._sents.get((line.index, token.sent.start), 0)
        best: tuple[float, Pair] | None = None
        for pair in reversed(self.pairs[-40:]):
            if (pair.line, pair.token) >= (line.index, token.i) or line.index - pair.line > 15:
                continue
            away = here - self._sent_of(pair)
            if away > 2 and not pair.claimed and not self.bound(pair.a, pair.b, COUPLE_KINDS):
                continue
            if pair.loose and away > 1:
                continue
            score = (
                min(pair.a.count, pair.b.count, 6) * 0.35
                - away * (0.5 if token.lower_ in COUPLE else 1.0)
                - pair.loose
            )
            score += (
                (1.0 if pair.claimed else 0.0)
                + (2.0 if pair.subject and away <= 1 else 0.0)
                - (1.5 if pair.past else 0.0)
            )
            if best is None or score > best[0] + 1e-9:
                best = score, pair
        if best is None:
            return self._ahead(line, token)
        return self._couple_of(token, best[1])

    def _ahead(self, line: ParsedLine, token: Token) -> Ref:
        """ "They have split," said a friend of Ana and Bo: two who are named later in the sentence, or after the quotation."""
        if token.lower_ not in ("they", "we", "both") and not line.quoted[token.i] >= 0:
            return NOBODY
        later = [m for m in line.mentions if m.start > token.i and line.quoted[m.start] < 0]
        for one, other in zip(reversed(later[:-1]), reversed(later[1:]), strict=True):
            between = line.doc[one.end : other.start]
            if (
                one.party is not other.party
                and len(between) <= 5
                and any(t.lower_ in ("and", "&") for t in between)
            ):
                return Ref(
                    (one.party, other.party),
                    f"“{token.text}” for {one.party.name} and {other.party.name}, named after",
                )
        return NOBODY

    def _sent_of(self, pair: Pair) -> int:
        return self._sents.get((pair.line, self.story.lines[pair.line].doc[pair.token].sent.start), 0)

    @staticmethod
    def _couple_of(token: Token, pair: Pair) -> Ref:
        return Ref((pair.a, pair.b), f"“{token.text}” for {pair.a.name} and {pair.b.name}")

    # speakers ----------------------------------------------------------------------------------------------

    def speaker(self, line: ParsedLine, token: Token) -> Ref:
        """Whom "I" is: who says the quotation that it stands in."""
        from relgraph.extract.rules.attribution import speaker_of

        person = speaker_of(self, line, token)
        return Ref((person,), f"“{token.text}” for {person.name}, who speaks") if person else NOBODY

    def we(self, line: ParsedLine, token: Token) -> Ref:
        from relgraph.extract.rules.attribution import speaker_of

        person = speaker_of(self, line, token)
        if person is None:
            return NOBODY
        for found in reversed(self.found):
            if (
                found.b is not None
                and person in (found.a, found.b)
                and found.b.type is person.type
                and line.index - found.line.index <= 2
            ):
                return Ref((found.a, found.b), f"“{token.text}” for {found.a.name} and {found.b.name}")
        for pair in reversed(self.pairs):
            if person in (pair.a, pair.b):
                return Ref((pair.a, pair.b), f"“{token.text}” for {pair.a.name} and {pair.b.name}")
        for mention in line.mentions:
            if mention.party is not person and line.quoted[mention.start] < 0:
                return Ref(
                    (person, mention.party), f"“{token.text}” for {person.name} and {mention.party.name}"
                )
        return NOBODY


_NOUNS = relations.person_nouns()


def _clause(token: Token) -> Token:
    """The verb that governs a token."""
    verb = token
    while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    return verb


def _head_of(line: ParsedLine, mention: Mention) -> Token:
    span = line.doc[mention.start : mention.end]
    return span.root


def _conjuncts(token: Token) -> Iterator[Token]:
    """The tokens coordinated with this one, to its right."""
    seen = 0
    stack = [token]
    while stack and seen < 8:
        current = stack.pop()
        for child in current.children:
            if child.dep_ == "conj" and child.i > current.i:
                yield child
                stack.append(child)
                seen += 1

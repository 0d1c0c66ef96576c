"""Step 3: what a phrase stands for: names, pronouns, "the couple", "her husband", "the actress"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import couples, pronouns
from relgraph.extract.rules.attribution import Voices
from relgraph.extract.rules.couples import COUPLE
from relgraph.extract.rules.lexicon import HE_WORDS, OCCUPATION, SHE_WORDS
from relgraph.extract.rules.pronouns import HE, SHE, THEY
from relgraph.extract.rules.said import Said
from relgraph.extract.rules.spans import nouns
from relgraph.extract.rules.speech import REPRESENTATIVES
from relgraph.extract.rules.story import NOBODY, ParsedLine, Party, Ref, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_SPEAKER = frozenset(("i", "me", "my", "myself", "mine"))
_WE = frozenset(("we", "us", "our", "ours"))
_WHO = frozenset(("who", "whom", "whose", "that"))
_MARKS = frozenset((",", "-", "—", "–", "(", ")"))
_LOVE = frozenset(("marriage", "dating", "engagement"))
_ANY_LOVE = frozenset(("marriage", "separation", "divorce", "engagement", "dating", "breakup"))
_EPITHETS = OCCUPATION | frozenset(
    "star alum host hitmaker man woman winner nominee icon legend native veteran bombshell funnyman".split()
)
_DEEPEST = 3  # phrases within phrases


class Resolver:
    """Finds the people that the phrases of an article stand for."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.said = Said(story)
        self.voices = Voices(self)

    def ref(self, line: ParsedLine, token: Token, depth: int = 0) -> Ref:
        """The people that a token, taken as the head of its phrase, stands for."""
        if depth > _DEEPEST:
            return NOBODY
        if token.i in line.named:
            return self._coordinated(line, token, depth)
        low = token.lower_
        if low in _WHO and token.dep_ != "mark":
            return self._relative(line, token, depth)
        if low in HE or low in SHE:
            person = pronouns.pronoun(self, line, token, pronouns.sex_of_pronoun(low))
            return self._with_conjuncts(line, token, person, depth) if person else NOBODY
        if low in THEY:
            return couples.own_subject(self, line, token) or couples.couple(self, line, token)
        if low in _SPEAKER or low in _WE:
            return self._speaker(line, token)
        return self.couple(line, token) if low in COUPLE else self.described(line, token, depth)

    def couple(self, line: ParsedLine, token: Token) -> Ref:
        """The pair that the article speaks of at a token."""
        return couples.couple(self, line, token)

    def described_person(self, line: ParsedLine, token: Token, sex: str) -> Party | None:
        """The person that an epithet stands for."""
        return pronouns.described_person(self, line, token, sex)

    def _speaker(self, line: ParsedLine, token: Token) -> Ref:
        """Whom "I" and "we" are in a quotation."""
        person = self.voices.speaker(line, token)
        if person is None:
            return NOBODY
        if token.lower_ in _WE:
            return couples.speaker_and_other(self, line, token, person)
        return Ref((person,), f"“{token.text}” for {person.name}, who speaks")

    def _coordinated(self, line: ParsedLine, token: Token, depth: int) -> Ref:
        mention = line.named[token.i]
        parties = [mention.party]
        for other in _conjuncts(token):
            if other.i in line.named:
                if not _owns(line, other):
                    parties.append(line.named[other.i].party)
            elif depth < 2:
                parties.extend(self.described(line, other, depth + 1).parties)
        parties = list(dict.fromkeys(parties))
        names = " and ".join(p.name for p in parties)
        said = line.doc[mention.start : mention.end].text
        return Ref(tuple(parties), names if mention.full else f"“{said}” for {names}")

    def _with_conjuncts(self, line: ParsedLine, token: Token, person: Party, depth: int) -> Ref:
        """As in "he and Bo"."""
        parties = [person]
        for other in _conjuncts(token):
            parties.extend(self.ref(line, other, depth + 2).parties)
        parties = list(dict.fromkeys(parties))
        how = f"“{token.text}” for {person.name}"
        return Ref(tuple(parties), how if len(parties) == 1 else f"{how} with {parties[-1].name}")

    def _relative(self, line: ParsedLine, token: Token, depth: int) -> Ref:
        """As in "who": what its clause stands beside; of "Ana and Bo, who were …" both."""
        clause = token
        while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
            clause = clause.head
        if clause.dep_ != "relcl":
            return self._before_who(line, token)
        head = clause.head
        if _singular(clause):
            if head.i in line.named:
                party = line.named[head.i].party
                return Ref((party,), f"“{token.text}” for {party.name}")
        else:
            while head.dep_ == "conj" and head.head.i in line.named and head.i in line.named:
                head = head.head
        return self.ref(line, head, depth + 1)

    @staticmethod
    def _before_who(line: ParsedLine, token: Token) -> Ref:
        i = token.i - 1
        while i >= token.sent.start and (line.doc[i].text in _MARKS or line.doc[i].like_num):
            i -= 1
        if i < token.sent.start or i not in line.named:
            return NOBODY
        party = line.named[i].party
        return Ref((party,), f"“{token.text}” after {party.name}")

    def described(self, line: ParsedLine, token: Token, depth: int) -> Ref:
        """A phrase with a noun for its head: "her husband", "the actress", with a name in apposition or without."""
        for child in token.children:
            if child.dep_ in ("appos", "compound") and child.i in line.named and child.i > token.i:
                return self._coordinated(line, child, depth)
        low = token.lower_
        if low in REPRESENTATIVES:
            owner = next((c for c in token.children if c.dep_ == "poss"), None)
            return self.ref(line, owner, depth + 1) if owner is not None else NOBODY
        if low in nouns():
            return self._by_tie(line, token, depth)
        if low in _EPITHETS and any(c.lower_ in ("the", "this") for c in token.children if c.dep_ == "det"):
            person = self.described_person(
                line, token, "m" if low in HE_WORDS else "f" if low in SHE_WORDS else ""
            )
            return Ref((person,), f"“the {token.text}” for {person.name}") if person else NOBODY
        return NOBODY

    def _by_tie(self, line: ParsedLine, token: Token, depth: int) -> Ref:
        """As in "her husband": whom the article has bound to her."""
        noun = nouns()[token.lower_]
        owners = [self.ref(line, child, depth + 1) for child in token.children if child.dep_ == "poss"]
        if not owners or len(owners[-1].parties) != 1:
            return NOBODY
        owner = owners[-1].parties[0]
        kinds = {noun.kind, noun.former, noun.estranged} - {""}
        love = noun.kind in _LOVE
        if noun.kind == "parenthood":
            relative = self.said.relative(owner, child=noun.owner == "a", sex=noun.sex)
            return Ref((relative,), f"“{token.text}” of {owner.name}") if relative else NOBODY
        other = self.said.partner(owner, kinds | _ANY_LOVE if love else kinds, noun.sex)
        if other is None and love:
            other = couples.other_of_pair(self, line, token, owner, noun.sex)
        return Ref((other,), f"“{token.text}” of {owner.name}") if other else NOBODY


def _owns(line: ParsedLine, token: Token) -> bool:
    """Whether a name is only that of an owner: "Subhadra (Krishna's sister)"."""
    end = line.named[token.i].end
    return token.dep_ == "poss" or (
        end < len(line.doc) and line.doc[end].text == "'s" and token.dep_ == "conj"
    )


def _singular(clause: Token) -> bool:
    """Whether the verb of a relative clause is of one person: "who is", "who has dated", "who says"."""
    verbs = (clause, *(c for c in clause.children if c.dep_ in ("aux", "auxpass")))
    return any(t.lower_ in ("is", "was", "has", "'s") or t.tag_ == "VBZ" for t in verbs)


def _conjuncts(token: Token) -> Iterator[Token]:
    """The tokens coordinated with this one, to its right."""
    stack, seen = [token], 0
    while stack and seen < 8:
        current = stack.pop()
        for child in current.children:
            if child.dep_ == "conj" and child.i > current.i:
                yield child
                stack.append(child)
                seen += 1

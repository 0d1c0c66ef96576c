"""What the article has said so far: its claims in the making, and the pairs that it spoke of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from relgraph.extract.rules.story import Found, ParsedLine, Party, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

COUPLE_KINDS = frozenset(
    "marriage separation divorce engagement dating breakup affair reconciliation divorce_filing "
    "engagement_end".split()
)
FAMILY = frozenset(("parenthood", "siblinghood", "kinship"))
SUBJECTS = ("nsubj", "nsubjpass")

_OVER = frozenset(("divorce", "breakup", "engagement_end"))
_BEFORE_OVER = frozenset(("marriage", "engagement", "dating"))
_CHILD_RULES = frozenset(("noun:son", "noun:daughter", "noun:child"))


class Pair(NamedTuple):
    """Two people who were last spoken of together, at a token of a line.

    `claimed`: by a claim of a couple, else by an "and". `subject`: as the subject of a clause. `past`: in a phrase
    by the way. `loose`: only by standing in one sentence.
    """

    a: Party
    b: Party
    line: int
    token: int
    sentence: int
    claimed: bool
    subject: bool
    past: bool
    loose: bool


class Said:
    """The memory of a reading."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.pairs: list[Pair] = []
        self.found: list[Found] = []
        self.children: set[Party] = set()
        self.taken: set[tuple[int, int]] = set()  # tokens of a line that a verb phrase has used up
        self._parents: set[tuple[Party, Party]] = set()
        self._kinds: dict[tuple[Party, Party], set[str]] = defaultdict(set)
        self._others: dict[tuple[Party, str], list[tuple[int, Party]]] = defaultdict(list)
        self._order: list[tuple[ParsedLine, Span]] = [
            (line, sent) for line in story.lines for sent in line.doc.sents
        ]
        self._place = {(line.index, sent.start): i for i, (line, sent) in enumerate(self._order)}

    def sentence(self, line: ParsedLine, token: Token) -> int:
        """The number of a token's sentence in the article."""
        return self._place.get((line.index, token.sent.start), 0)

    def back_from(self, line: ParsedLine, token: Token, far: int) -> Iterator[tuple[int, ParsedLine, Span]]:
        """The sentence of a token and those before it, with how far back each is."""
        here = self.sentence(line, token)
        for back in range(min(far, here + 1)):
            yield back, *self._order[here - back]

    def add(self, found: Found) -> None:
        """Remember a claim."""
        number = len(self.found)
        self.found.append(found)
        first, last = found.trigger
        if last - first > 1 and found.rule.startswith("verb") and found.kind != "marriage":
            self.taken.add((found.line.index, last - 1))
        if found.b is None:
            return
        over = self.bound(
            found.a, found.b, _OVER
        )  # told of before as exes: "her ex-husband, to whom she was married"
        if found.kind == "parenthood":
            self._parents.add((found.a, found.b))
        if found.kind == "parenthood" and found.rule in _CHILD_RULES:
            self.children.add(found.b)
        for one, other in ((found.a, found.b), (found.b, found.a)):
            self._kinds[one, other].add(found.kind)
            self._others[one, found.kind].append((number, other))
        if found.kind in COUPLE_KINDS or found.kind == "siblinghood":
            head = found.anchor.head if found.anchor.dep_ == "compound" else found.anchor
            noun = found.rule.startswith("noun") and (found.kind in _OVER or head.dep_ == "pobj")
            gone = found.kind in _OVER and any(map(self._elsewhere, (found.a, found.b), (found.b, found.a)))
            past = noun or gone or (found.kind in _BEFORE_OVER and over)
            self._push(found.a, found.b, found.line, found.anchor.i, claimed=True, past=past)

    def _elsewhere(self, one: Party, other: Party) -> bool:
        """Whether the article has one of an over pair in love with somebody else."""
        now = (
            party
            for kind in _BEFORE_OVER
            for _, party in self._others.get((one, kind), ())
            if party is not other
        )
        return any(not self.bound(one, party, _OVER) for party in now)

    def note(self, a: Party, b: Party, line: ParsedLine, token: int, loose: bool = False) -> None:
        """Remember two who are named together and are not known for a family."""
        if not self.bound(a, b, FAMILY) and not {a, b} & self.children:
            self._push(a, b, line, token, loose=loose)

    def _push(
        self,
        a: Party,
        b: Party,
        line: ParsedLine,
        token: int,
        claimed: bool = False,
        past: bool = False,
        loose: bool = False,
    ) -> None:
        if a is b:
            return
        mention = line.named.get(token)
        head = line.doc[mention.start : mention.end].root if mention else line.doc[token]
        top = head.head if head.dep_ == "conj" else head
        subject = top.dep_ in (*SUBJECTS, "ROOT")
        sentence = self.sentence(line, line.doc[token])
        self.pairs.append(Pair(a, b, line.index, token, sentence, claimed, subject, past, loose))

    def bound(self, a: Party, b: Party, kinds: frozenset[str] | set[str]) -> bool:
        """Whether the article has a claim of one of these kinds between two."""
        return not kinds.isdisjoint(self._kinds.get((a, b), ()))

    def partner(self, owner: Party, kinds: frozenset[str] | set[str], sex: str) -> Party | None:
        """The last one whom the article has bound to a person by one of these kinds, of that sex if it is known."""
        last: tuple[int, Party] | None = None
        for kind in kinds:
            fitting = (
                told for told in reversed(self._others.get((owner, kind), ())) if _may_be(told[1], sex)
            )
            told = next(fitting, None)
            if told is not None and (last is None or told[0] > last[0]):
                last = told
        return last[1] if last else None

    def relative(self, owner: Party, child: bool, sex: str) -> Party | None:
        """The last child of a person that the article has told of, or the last parent, of that sex."""
        for _, other in reversed(self._others.get((owner, "parenthood"), ())):
            parent = owner if child else other
            if other.sex in (sex, "") and (parent, other if child else owner) in self._parents:
                return other
        return None


def _may_be(party: Party, sex: str) -> bool:
    return not sex or not party.sex or party.sex == sex

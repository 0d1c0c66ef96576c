"""Step 7b: who says so. Frames of saying in the text, and the chain of agents that each gives to what is said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relgraph.claims import Agent, Role
from relgraph.extract.rules import speech
from relgraph.extract.rules.agents import UNNAMED, Agents, Source, definite
from relgraph.extract.rules.story import ParsedLine, Party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from relgraph.extract.rules.refs import Resolver

_SAYING = speech.SAY | speech.DENY | speech.THINK
_TRAILING = frozenset(("ROOT", "parataxis", "ccomp", "conj", "relcl"))
_OWN = frozenset(("we", "i"))
_EDGES = frozenset((",", "-", "--", "–", "—", "(", ")", ".", "…"))
_ASIDE = 8  # tokens of a clause between two commas


class Frame(NamedTuple):
    """A verb of saying: who says it (`person` if named or meant), through which outlet, in the article's words."""

    verb: Token
    role: Role
    agent: str
    people: tuple[Party, ...]
    outlet: str | None

    @property
    def how(self) -> str:
        role = self.role.replace("_", " ")
        who = f"{self.agent} ({role})" if self.agent != self.role else "an anonymous source"
        return f"“{self.verb.text}”: {who}" + (f" through {self.outlet}" if self.outlet else "")


class Voices:
    """The frames of saying of an article, read line by line."""

    def __init__(self, res: Resolver) -> None:
        self._res = res
        self._frames: dict[int, list[Frame]] = {}
        self.agents = Agents(res)
        self._own = speech.plain_outlet(res.story.source)

    def frames(self, line: ParsedLine) -> list[Frame]:
        """The frames of a line. Lines are to be asked for in order."""
        if line.index not in self._frames:
            self._frames[line.index] = []  # while it is read, nobody speaks
            self._frames[line.index] = list(self._read(line))
        return self._frames[line.index]

    def _read(self, line: ParsedLine) -> Iterator[Frame]:
        for token in line.doc:
            if token.lemma_.lower() in _SAYING and token.pos_ in ("VERB", "AUX") and line.quoted[token.i] < 0:
                frame = self.frame(line, token)
                if frame is not None:
                    yield frame

    def frame(self, line: ParsedLine, verb: Token) -> Frame | None:
        """The frame of a verb of saying, None if nobody says it."""
        told = self._told(line, verb)
        if told is not None:
            return told
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
        if subject is None and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children):
            by = self.agents.recipient(line, verb)
            return Frame(verb, Role.OUTLET, by, (), None) if by else None  # "as first reported by TMZ"
        if subject is None:
            return self._of_another_verb(line, verb)
        return self._said_by(line, verb, subject)

    def _of_another_verb(self, line: ParsedLine, verb: Token) -> Frame | None:
        """As in "quoted a neighbor as saying", "the insider said they met, adding that …", "it is said"."""
        quoting = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else None
        if quoting is not None and quoting.lemma_ in ("quote", "cite"):
            return self._quoted_as_saying(line, verb, quoting)
        subject = None
        if verb.dep_ in ("conj", "advcl", "xcomp", "acl", "pcomp", "relcl", "acomp"):
            head = verb.head.head if verb.dep_ == "pcomp" else verb.head
            if verb.dep_ == "advcl" and verb.tag_ == "VBG":  # "The insider said they met, adding that …"
                while head.head != head and head.lemma_.lower() not in _SAYING:
                    head = head.head
            subject = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None:
            subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
            if subject is None or subject.lower_ != "it":
                return None
            return Frame(verb, *UNNAMED, None)
        return self._said_by(line, verb, subject)

    def _said_by(self, line: ParsedLine, verb: Token, subject: Token) -> Frame | None:
        if self._is_own(line, subject):
            return Frame(verb, Role.OUTLET, self._res.story.source, (), None)
        given = self.agents.agent(line, subject) or self._nobody_known(verb, subject)
        if given is None:
            return None
        role, agent, people = given
        outlet = self.agents.recipient(line, verb)
        if role is Role.OUTLET:
            self.agents.last_outlet, outlet = agent, None
        if role is Role.ANONYMOUS and outlet is None:
            outlet = self._told_through(line, subject)
        if outlet:
            self.agents.last_outlet = outlet
        return Frame(verb, role, agent, people, outlet)

    def _told(self, line: ParsedLine, verb: Token) -> Frame | None:
        """As in "we're told that …", "StarWire has been informed that …": an unnamed source, through the outlet."""
        if verb.lemma_ not in ("tell", "inform"):
            return None
        whom = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if whom is None:
            return None
        outlet = self._res.story.source if self._is_own(line, whom) else self.agents.outlet_of(line, whom)
        return Frame(verb, *UNNAMED, outlet) if outlet else None

    @staticmethod
    def _is_own(line: ParsedLine, subject: Token) -> bool:
        """Whether the article speaks of itself: "we hear"."""
        return subject.lower_ in _OWN and line.quoted[subject.i] < 0

    @staticmethod
    def _nobody_known(verb: Token, subject: Token) -> Source | None:
        """As in "royal watchers believe", "a little bird told us": somebody who has no name in the article."""
        if subject.pos_ != "NOUN" or subject.lemma_.lower() in speech.AUTHORED:
            return None
        told_us = any(c.lower_ == "us" and c.dep_ in ("dobj", "dative") for c in verb.children)
        return UNNAMED if told_us or not definite(subject) else None

    def _quoted_as_saying(self, line: ParsedLine, verb: Token, quoting: Token) -> Frame | None:
        """As in "Glint Weekly quoted a neighbor as saying that …"."""
        by = next((c for c in quoting.children if c.dep_ == "nsubj"), None)
        whom = next((c for c in quoting.children if c.dep_ in ("dobj", "nsubjpass")), None)
        given = self.agents.agent(line, whom) if whom is not None else None
        if given is None:
            return None
        return Frame(
            verb,
            *given,
            self.agents.outlet_at(line, by) if by is not None and by.i not in line.named else None,
        )

    def _told_through(self, line: ParsedLine, subject: Token) -> str | None:
        """As in "those who talked to People insist", "the source added": the outlet that the source spoke to."""
        clauses = (c for c in subject.children if c.dep_ in ("relcl", "acl"))
        here = next((o for clause in clauses if (o := self.agents.recipient(line, clause))), None)
        if here:
            return here
        definite = any(c.dep_ == "det" and c.lower_ == "the" for c in subject.children)
        return self.agents.last_outlet if definite else None

    # quotations ---------------------------------------------------------------------------------------------------

    def of_quotation(self, line: ParsedLine, token: Token) -> Frame | None:
        """Who says the quotation that a token stands in: the nearest frame of its line, else of the one before."""
        number = line.quoted[token.i]
        frames = [f for f in self.frames(line) if line.quoted[f.verb.i] < 0 and self._quotes(f)]
        start = token.i
        while start > 0 and line.quoted[start - 1] == number:
            start -= 1
        end = token.i
        while end + 1 < len(line.doc) and line.quoted[end + 1] == number:
            end += 1
        best: tuple[int, Frame] | None = None
        for frame in frames:
            gap = (
                frame.verb.i - end
                if frame.verb.i > end
                else (start - frame.verb.i) + (2 if not _opens(line, start) else 0)
            )
            if gap <= 40 and (best is None or gap < best[0]):
                best = gap, frame
        if best is not None:
            return best[1]
        if end - start < 6:
            return None  # a word in quotation marks is no speech of somebody in another line
        for back in (1, 2):
            if line.index - back >= 0:
                before = [f for f in self.frames(self._res.story.lines[line.index - back]) if self._quotes(f)]
                if before:
                    return before[-1]
        return None

    def _quotes(self, frame: Frame) -> bool:
        """Whether a quotation can be what is said in a frame: not what is thought, nor what the article says itself."""
        return frame.verb.lemma_.lower() not in speech.THINK and frame.agent != self._res.story.source

    def speaker(self, line: ParsedLine, token: Token) -> Party | None:
        """The person whose quotation a token stands in."""
        if line.quoted[token.i] < 0:
            return None
        frame = self.of_quotation(line, token)
        return frame.people[0] if frame is not None and len(frame.people) == 1 else None

    def according_to(self, line: ParsedLine, token: Token) -> Frame | None:
        """As in "according to court documents", "per TMZ" in the sentence of a token."""
        doc = line.doc
        for i in range(token.sent.start, token.sent.end - 1):
            per = doc[i].lower_ == "per"
            if per or (doc[i].lower_ == "according" and doc[i + 1].lower_ == "to"):
                for child in doc[i if per else i + 1].children:
                    if child.dep_ == "pobj":
                        given = self.agents.agent(line, child)
                        if given is not None and (not given[2] or child.i in line.named):
                            outlet = None
                            for prep in child.children:
                                if prep.dep_ == "prep" and prep.lower_ in ("by", "from", "in"):
                                    outlet = next(
                                        (o for c in prep.children if (o := self.agents.outlet_at(line, c))),
                                        None,
                                    )
                            if outlet and given[0] is Role.ANONYMOUS:
                                return Frame(doc[i], Role.OUTLET, outlet, (), None)
                            return Frame(doc[i], *given, outlet)
        return None

    def agent_of(self, line: ParsedLine, verb: Token) -> Frame | None:
        """As in "The claims were denied by her spokesman"."""
        agents = (obj for by in verb.children if by.dep_ == "agent" for obj in by.children)
        given = next((found for obj in agents if (found := self.agents.agent(line, obj))), None)
        return Frame(verb, *given, None) if given else None

    def over(self, line: ParsedLine, token: Token) -> Frame | None:
        """As in "Her rep said the rumors are false": the frame whose clause a token stands in."""
        clause = token.head if token.pos_ not in ("VERB", "AUX") else token
        saying = clause.dep_ == "ccomp" and clause.head.lemma_.lower() in speech.SAY
        return self.frame(line, clause.head) if saying else None

    def as_reported(self, line: ParsedLine, token: Token) -> Frame | None:
        """As in "As TMZ reported in June, they have split"."""
        for frame in self.frames(line):
            verb = frame.verb
            if verb.sent != token.sent or verb.i >= token.i:
                continue
            if any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") and c.i < verb.i for c in verb.children):
                return frame
        return None

    def aside(self, line: ParsedLine, token: Token) -> Frame | None:
        """As in "Ana and Bo, we hear, have split": a short clause between two commas of the sentence."""
        for frame in self.frames(line):
            verb, doc = frame.verb, line.doc
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if verb.sent != token.sent or subject is None or subject.lower_ in ("who", "that", "which"):
                continue
            start, end = subject.left_edge.i, verb.i + 1
            while end < len(doc) and end < start + _ASIDE and doc[end].text not in _EDGES:
                end += 1
            inside = any(t.i > verb.i and t.pos_ in ("VERB", "AUX") for t in doc[start:end])
            before = start - 1
            while before > token.sent.start and doc[before].lower_ in ("as", "or", "so"):
                before -= 1
            opens = before > token.sent.start and doc[before].text in _EDGES
            if (
                opens
                and end < len(doc)
                and doc[end].text in _EDGES
                and not inside
                and not start <= token.i < end
            ):
                return frame
        return None

    def after_comma(self, line: ParsedLine, token: Token) -> Frame | None:
        """As in "They split, a source told Us": a frame set off by a comma, with no object of its own."""
        if line.quoted[token.i] >= 0:
            return None
        for frame in self.frames(line):
            verb = frame.verb
            if verb.sent != token.sent or verb.i < token.i or verb.dep_ not in _TRAILING:
                continue
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if subject is None or self._has_object(line, verb):
                continue
            if any(line.doc[i].text == "," for i in range(token.i, subject.i)):
                between = line.doc[token.i + 1 : subject.left_edge.i]
                if verb.dep_ == "ROOT" or not any(t.dep_ == "ROOT" for t in between):
                    return frame
        return None

    def _has_object(self, line: ParsedLine, verb: Token) -> bool:
        objects = (c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "intj", "attr", "ccomp"))
        return any(not self.agents.outlet_at(line, c) for c in objects)

    def chain(self, frame: Frame, parties: tuple[Party, ...]) -> tuple[Agent, ...]:
        """The agents of a frame, outermost first, for a claim of these parties; without the article's own outlet."""
        agents = []
        if frame.outlet and speech.plain_outlet(frame.outlet) != self._own:
            agents.append(Agent(agent=frame.outlet, role=Role.OUTLET))
        role = self.role(frame, parties)
        if not (role is Role.OUTLET and speech.plain_outlet(frame.agent) == self._own):
            agents.append(Agent(agent=frame.agent or "anonymous", role=role))
        return tuple(agents)

    @staticmethod
    def role(frame: Frame, parties: tuple[Party, ...]) -> Role:
        if frame.role is Role.NAMED_THIRD_PARTY and set(frame.people) & set(parties):
            return Role.PRINCIPAL
        return frame.role


def _opens(line: ParsedLine, start: int) -> bool:
    """Whether a colon or comma leads into the quotation that begins at token `start`."""
    return start > 0 and line.doc[start - 1].text in (":", ",")

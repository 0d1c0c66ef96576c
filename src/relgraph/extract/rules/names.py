"""Step 2b: who is named. One table of people for the whole article, and every place where one is named.

First the full names, then the last, first and short ones that stand for them, then a look through the whole text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from relgraph.extract.rules import evidence
from relgraph.extract.rules.lexicon import NICKNAMES, NOT_NAMES, sex_of
from relgraph.extract.rules.sexes import tell_sexes
from relgraph.extract.rules.spans import LONGEST_NAME, capital
from relgraph.extract.rules.speech import outlets, plain_outlet
from relgraph.extract.rules.story import Mention, ParsedLine, Party, Story
from relgraph.kinds import EntityType
from relgraph.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_QUOTES = str.maketrans("“”", '""')
_NO_NAME = frozenset(("AUX", "PRON", "DET", "ADP", "SCONJ", "CCONJ"))

Key = tuple[str, ...]


class _Seen(NamedTuple):
    text: str
    order: tuple[int, int]
    headline: bool


class _Alias(NamedTuple):
    words: Key
    parties: tuple[Party, ...]
    full: bool


class _Names:
    """The names that were seen, with what speaks for and against each."""

    def __init__(self) -> None:
        self.seen: dict[Key, _Seen] = {}
        self.votes: Counter[Key] = Counter()
        self.against: Counter[Key] = Counter()
        self.sure: set[Key] = set()
        self.surnames: dict[Key, str] = {}

    def note(self, line: ParsedLine, span: tuple[int, int], sure: bool = False) -> None:
        start, end = span
        key = key_of(line.doc, start, end)
        if not key or len(key) > LONGEST_NAME:
            return
        if sure:
            self.sure.add(key)
        self.votes[key] += 1 + sure
        if key not in self.seen or (self.seen[key].headline and not line.headline):
            self.seen[key] = _Seen(line.doc[start:end].text, (line.index, start), line.headline)

    def believed(self, key: Key) -> bool:
        if len(key) == 1 and plain_outlet(key[0]) in outlets():
            return False
        if key in self.sure:
            return True
        if len(key) == 1:
            return self.votes[key] > self.against[key] and len(key[0]) > 2 and key[0] not in NOT_NAMES
        return self.votes[key] >= self.against[key] or bool(sex_of(key[0]))

    def runs_on(self, key: Key) -> bool:
        """Whether a name only runs on into the next word of another one: "James Hewitt Addresses"."""
        inner = [key[:n] for n in range(2, len(key))]
        if len(key) > 2 and not sex_of(key[0]) and key[0] not in evidence.ROYAL:
            inner.append(key[1:])
        return any(k in self.votes and self.votes[k] >= self.votes[key] for k in inner)

    def sorted(self, words: int) -> list[Key]:
        """The names of one word (1) or of more (2), the longest first, then as the text has them."""
        keys = [k for k in self.votes if (len(k) > 1) == (words > 1)]
        return sorted(keys, key=lambda k: (-len(k), -len(k[0]) if words == 1 else 0, self.seen[k].order))


def find_people(story: Story) -> None:
    """Fill in the story's people and the mentions of every line."""
    names = _Names()
    for line in story.lines:
        _gather(line, names)
    parties = _full_names(names)
    shorts = _short_names(names, parties)
    story.people = list(dict.fromkeys(parties.values()))
    index = _index(parties, shorts)
    for line in story.lines:
        line.mentions = list(_mentions(line, index))
        for mention in line.mentions:
            mention.party.count += 1
            line.named.update((i, mention) for i in range(mention.start, mention.end))
    tell_sexes(story)


def _gather(line: ParsedLine, names: _Names) -> None:
    for span in evidence.tagged(line):
        names.note(line, span)
    for span in evidence.told(line):
        names.note(line, span, sure=True)
    for first, full in evidence.shared_surnames(line):
        names.note(line, first, sure=True)
        names.note(line, full, sure=True)
        names.surnames[key_of(line.doc, *first)] = line.doc[full[1] - 1].text
    for ent in line.doc.ents:
        if ent.label_ not in ("PERSON", "WORK_OF_ART"):
            names.against[key_of(line.doc, ent.start, ent.end)] += 1


def key_of(doc: Doc, start: int, end: int) -> Key:
    """The words of a name, folded; hyphens and full stops do not count."""
    return tuple(w for w in (word_key(doc[i]) for i in range(start, end)) if w)


def word_key(token: Token) -> str:
    """A word of a name, folded; empty for a possessive mark."""
    return folded(token.text).strip(".-'\"") if token.text not in ("'s", "'") else ""


def _full_names(names: _Names) -> dict[Key, Party]:
    """A party for each full name; names of one person ("Ben Affleck", "Benjamin Affleck", "Kim K.") have one."""
    parties: dict[Key, Party] = {}
    alike: dict[str, list[Key]] = defaultdict(list)
    for key in names.sorted(2):
        if not names.believed(key) or names.runs_on(key):
            continue
        buckets = (key[-1], f"{key[0]} {key[-1][0]}", "".join(key))
        same = next((parties[k] for bucket in buckets for k in alike[bucket] if _one_person(k, key)), None)
        parties[key] = same or Party(names.seen[key].text, EntityType.PERSON)
        for bucket in buckets:
            alike[bucket].append(key)
    return parties


def _one_person(longer: Key, shorter: Key) -> bool:
    if longer[-1] == shorter[-1] and (short_for(shorter[0], longer[0]) or short_for(longer[0], shorter[0])):
        return True
    if longer[0] == shorter[0] and len(shorter[-1]) == 1 and longer[-1].startswith(shorter[-1]):
        return True  # "Kim K."
    return "".join(longer) == "".join(shorter)


def short_for(short: str, name: str) -> bool:
    """Whether a word can stand for a first name: the same, its beginning, or a nickname of it."""
    return short == name or (len(short) >= 3 and name.startswith(short)) or NICKNAMES.get(short) == name


def _short_names(names: _Names, parties: dict[Key, Party]) -> dict[Key, list[Party]]:
    """The names that stand for people with fuller ones; single names that stand for nobody else join the parties."""
    shorts: dict[Key, list[Party]] = defaultdict(list)
    by_first: dict[str, list[Party]] = defaultdict(list)  # by the first three letters of the first name
    for key, party in parties.items():
        for alias in _short_forms(key, party.name):
            if party not in shorts[alias]:
                shorts[alias].append(party)
        by_first[key[0][:3]].append(party)
    first_of = {id(party): key[0] for key, party in parties.items()}
    for key in names.sorted(1):
        if key in shorts:
            continue
        near = by_first[key[0][:3]] + by_first[NICKNAMES.get(key[0], "")[:3]]
        owners = [p for p in dict.fromkeys(near) if short_for(key[0], first_of[id(p)])]
        if owners:
            shorts[key] = owners
        elif names.believed(key):
            surname = names.surnames.get(key)
            text = names.seen[key].text
            parties[key] = Party(f"{text} {surname}" if surname else text, EntityType.PERSON)
            by_first[key[0][:3]].append(parties[key])
            first_of[id(parties[key])] = key[0]
    return shorts


def _short_forms(key: Key, text: str) -> Iterator[Key]:
    yield (key[-1],)
    yield (key[0],)
    if len(key) > 2:
        if '"' in text.translate(_QUOTES):  # Marguerite "Daisy" Holloway
            yield (key[1],)
        yield key[-2:]
        yield (key[0], key[-1])
        yield key[:2]


def _index(parties: dict[Key, Party], shorts: dict[Key, list[Party]]) -> dict[str, list[_Alias]]:
    """The names to look for, under their first word, the longest first."""
    index: dict[str, list[_Alias]] = defaultdict(list)
    for key, party in parties.items():
        index[key[0]].append(_Alias(key, (party,), full=True))
    for key, owners in shorts.items():
        if key not in parties:
            index[key[0]].append(_Alias(key, tuple(owners), full=False))
    for aliases in index.values():
        aliases.sort(key=lambda alias: -len(alias.words))
    return index


def _mentions(line: ParsedLine, index: dict[str, list[_Alias]]) -> Iterator[Mention]:
    words = [(word_key(t), t.i) for t in line.doc if t.text not in ("-", ".")]
    i = 0
    while i < len(words):
        alias = _match(line, words, i, index)
        if alias is None:
            i += 1
            continue
        n = len(alias.words)
        # of several people of one last or first name the one named most so far
        party = max(alias.parties, key=lambda p: p.count)
        yield Mention(line.index, words[i][1], words[i + n - 1][1] + 1, party, alias.full and n > 1)
        i += n


def _match(
    line: ParsedLine, words: list[tuple[str, int]], i: int, index: dict[str, list[_Alias]]
) -> _Alias | None:
    word, at = words[i]
    token = line.doc[at]
    if word not in index or not capital(token):
        return None
    for alias in index[word]:
        n = len(alias.words)
        same = i + n <= len(words) and all(words[i + k][0] == alias.words[k] for k in range(1, n))
        if same and (n > 1 or _stands_alone(line, token)):
            return alias
    return None


def _stands_alone(line: ParsedLine, token: Token) -> bool:
    """Whether a single word is a name here: no verb or pronoun, no part of a place or a longer name."""
    if token.ent_type_ != "PERSON":
        if token.pos_ in _NO_NAME:
            return False
        if token.pos_ == "VERB":
            return not token.is_sent_start
    if token.ent_type_ in ("GPE", "LOC") and token.i:
        return line.doc[token.i - 1].lower_ not in ("in", "at")
    return not (token.ent_type_ in ("ORG", "WORK_OF_ART", "EVENT", "FAC") and token.ent_iob_ == "I")

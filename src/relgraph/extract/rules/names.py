"""Step 2: who is named. One table of people for the whole article, and every place where one is named.

A name is believed where the model tags it, where a relation noun stands before it ("her son Milo"), and where a
known first name begins a run of capitals. Then last, first and short names are looked for in the whole text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from relgraph.extract.rules import relations
from relgraph.extract.rules.lexicon import (
    HE_WORDS,
    NICKNAMES,
    NOT_NAMES,
    OCCUPATION,
    SHE_WORDS,
    TITLES,
    sex_of,
)
from relgraph.extract.rules.roles import GENRES, PARTS_OF_WORKS, role_nouns
from relgraph.extract.rules.speech import outlets, plain_outlet
from relgraph.extract.rules.story import Mention, ParsedLine, Party, Story
from relgraph.kinds import EntityType
from relgraph.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

ROYAL = frozenset("prince princess king queen duke duchess lord lady sir dame".split())
PARTICLES = frozenset("de van von der den la le di del da dos du bin al el st st. o".split())
SPLITTERS = frozenset(("and", "&", ",", "/", ":", ";", "–", "—", "(", ")", "+", "vs", "x", "\n"))
LONGEST_NAME = 5
_QUOTES = str.maketrans("“”", '""')
ROLES = role_nouns()

Key = tuple[str, ...]


class _Seen(NamedTuple):
    text: str
    line: int
    at: int


class PeopleTable:
    """What names the article has, and which party each stands for."""

    def __init__(self) -> None:
        self.seen: dict[Key, _Seen] = {}
        self.votes: Counter[Key] = Counter()
        self.sure: set[Key] = set()
        self.against: Counter[Key] = Counter()
        self.surnames: dict[Key, str] = {}

    def note(self, line: ParsedLine, start: int, end: int, weight: int = 1, sure: bool = False) -> None:
        key = key_of(line.doc, start, end)
        if not key or len(key) > LONGEST_NAME:
            return
        if sure:
            self.sure.add(key)
        self.votes[key] += weight
        first, last = line.doc[start], line.doc[end - 1]
        text = line.doc.text[first.idx : last.idx + len(last)]
        if key not in self.seen or (line.headline is False and self.seen[key].at < 0):
            self.seen[key] = _Seen(text, line.index, -1 if line.headline else line.at + first.idx)


def find_people(story: Story) -> None:
    """Fill in the story's people and the mentions of every line."""
    table = PeopleTable()
    for line in story.lines:
        for start, end in _tagged(line):
            if not _titled(line, start, end):
                table.note(line, start, end, weight=1)
        for start, end in _told_by_noun(line):
            if not line.headline or line.doc[start].ent_type_ == "PERSON":
                table.note(line, start, end, weight=2, sure=True)
        _shared_surnames(line, table)
        for start, end in _told_by_verb(line):
            table.note(line, start, end, sure=True)
        for start, end in _before_who(line):
            table.note(line, start, end, sure=True)
        for start, end in _by_first_name(line):
            table.note(line, start, end, weight=1, sure=True)
        for ent in line.doc.ents:
            if ent.label_ not in ("PERSON", "WORK_OF_ART"):
                table.against[key_of(line.doc, ent.start, ent.end)] += 1
    index = _aliases(story, table)
    for line in story.lines:
        line.mentions = list(_mentions(line, index))
        for mention in line.mentions:
            mention.party.count += 1
            for i in range(mention.start, mention.end):
                line.named[i] = mention
    _tell_sexes(story)


def key_of(doc: Doc, start: int, end: int) -> Key:
    """The words of a name, folded; hyphens and full stops do not count."""
    return tuple(w for w in (word_key(doc[i]) for i in range(start, end)) if w)


def word_key(token: Token) -> str:
    return folded(token.text).strip(".-'\"") if token.text not in ("'s", "'") else ""


def capital(token: Token) -> bool:
    return token.text[0].isupper()


def _tagged(line: ParsedLine) -> Iterator[tuple[int, int]]:
    for ent in line.doc.ents:
        if ent.label_ == "PERSON":
            start = ent.start
            if (
                start > ent.sent.start
                and line.doc[start - 1].lower_ in ROYAL
                and capital(line.doc[start - 1])
            ):
                start -= 1
            yield from _names_in(line.doc, start, ent.end)


def _titled(line: ParsedLine, start: int, end: int) -> bool:
    """Whether what looks like a name is a title: in quotation marks of its own, or right before "star" and the like."""
    if any(title.start <= start and end <= title.end for title in line.titles.values()):
        return True
    doc = line.doc
    if (
        start
        and doc[start - 1].text in GENRES
        and doc[start - 1].text not in ("single", "hit", "track", "project")
    ):
        return True
    if start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in PARTS_OF_WORKS:
        return True
    return end - start == 1 and end < len(doc) and doc[end].lower_ in ROLES and not sex_of(doc[start].text)


def _names_in(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A tagged span, taken apart at "and" and commas, without what stands before and after a name."""
    begin = start
    for i in range(start, end + 1):
        if i == end or doc[i].lower_ in SPLITTERS:
            yield from _trimmed(doc, begin, i)
            begin = i + 1


def _trimmed(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and _before_a_name(doc[start]):
        start += 1
    while start < end and _after_a_name(doc[end - 1]):
        end -= 1
    if start >= end or end - start > LONGEST_NAME + 2:
        return
    words = [doc[i] for i in range(start, end)]
    if not words[0].text[0].isalpha() or not any(c.isupper() for c in words[0].text):
        return
    if any(not (capital(w) or w.lower_ in PARTICLES or w.text in "-.'" or w.is_punct) for w in words):
        return
    if len(words) == 1 and (words[0].lower_ in NOT_NAMES or len(words[0].text) < 2):
        return
    yield start, end


def _before_a_name(token: Token) -> bool:
    low = token.lower_
    return (
        low.strip(".") in TITLES
        or low in OCCUPATION
        or low.removesuffix("s") in OCCUPATION
        or low in ROLES
        or low in _nouns()
        or low in NOT_NAMES
        or not capital(token)
    )


def _after_a_name(token: Token) -> bool:
    return (
        token.lower_ in ("'s", "'", ".")
        or (not capital(token) and not token.text.isupper())
        or token.lower_ in NOT_NAMES
    )


@cache
def _nouns() -> dict[str, relations.PersonNoun]:
    return relations.person_nouns()


def _told_by_noun(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """The capitals after a relation noun: "husband, Bo Lee", "sons Milo, 4, and Ray"."""
    doc = line.doc
    for token in doc:
        noun = _nouns().get(token.lower_)
        if noun is None or noun.kind == "friendship" or token.i + 1 >= len(doc):
            continue
        i = token.i + 1
        if doc[i].text == "," and i + 1 < len(doc):
            i += 1
        if noun.kind == "parenthood" and noun.owner == "a":
            for start, end in list_of_names(doc, token.i + 1):
                if not _is_place(doc, start):
                    yield start, end
        elif capital(doc[i]) and doc[i].lower_ not in NOT_NAMES and not doc[i].is_sent_start:
            end = run_of_capitals(doc, i)
            if end > i and (end >= len(doc) or doc[end].lower_ != "star"):
                yield from _trimmed(doc, i, end)


_BOND_VERBS = frozenset(
    "marry wed divorce date dating split separate separated engage engaged propose".split()
)


def _told_by_verb(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """The capitals after a verb of couples: "split from The Weeknd", "dating Zedd", "engaged to Bo"."""
    doc = line.doc
    for token in doc:
        if line.headline or token.lemma_.lower() not in _BOND_VERBS or token.pos_ not in ("VERB", "ADJ"):
            continue
        i = token.i + 1
        if i < len(doc) and doc[i].lower_ in ("from", "to", "with"):
            i += 1
        if i < len(doc) and doc[i].lower_ == "the" and capital(doc[i]):
            i += 1
        if (
            i < len(doc)
            and capital(doc[i])
            and doc[i].pos_ == "PROPN"
            and doc[i].ent_type_ not in ("DATE", "GPE", "LOC")
        ):
            yield from _trimmed(doc, i, min(run_of_capitals(doc, i), i + 3))


def _before_who(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """ "Matilda, who is 12": one capitalised word before a "who" is a person, whatever the model takes it for."""
    doc = line.doc
    for i in range(len(doc) - 2):
        if (
            doc[i].pos_ == "PROPN"
            and doc[i + 1].text == ","
            and doc[i + 2].lower_ in ("who", "whom")
            and (i == 0 or not capital(doc[i - 1]))
        ):
            yield from _trimmed(doc, i, i + 1)


def _shared_surnames(line: ParsedLine, table: PeopleTable) -> None:
    """ "Twins Ada and Beatrix Holm" share their last name."""
    for token in line.doc:
        if token.lower_ in ("twins", "sisters", "brothers", "siblings"):
            two = list(list_of_names(line.doc, token.i + 1))
            if len(two) == 2 and two[0][1] - two[0][0] == 1 and two[1][1] - two[1][0] == 2:
                for start, end in two:
                    table.note(line, start, end, sure=True)
                table.surnames[key_of(line.doc, *two[0])] = line.doc[two[1][1] - 1].text


def _is_place(doc: Doc, i: int) -> bool:
    return (
        doc[i].ent_type_ in ("GPE", "LOC", "FAC")
        and i > 0
        and doc[i - 1].lower_ in ("in", "at", "from", "to")
    )


def run_of_capitals(doc: Doc, i: int) -> int:
    """The end of the run of capitalised words that begins at token i."""
    end = i
    while end < len(doc) and (
        (capital(doc[end]) and doc[end].lower_ not in ("i",))
        or (end > i and doc[end].text == "-" and end + 1 < len(doc) and capital(doc[end + 1]))
        or (end > i and doc[end].lower_ in PARTICLES and end + 1 < len(doc) and capital(doc[end + 1]))
    ):
        if end > i and doc[end].is_sent_start and doc[end - 1].text in ".!?":
            break
        end += 1
    return end


_SKIP_IN_LIST = frozenset(
    (",", "and", "&", ":", "-", "--", "–", "—", "(", ")", "twins", "twin", "son", "sons", "daughter", "daughters", "together", ";",
     "who", "named", "called", "year", "old", "years", "months", "month", "both", "is", "are", "baby", "girl", "boy", "the", "little",
     "also", "with", "aged", "now", "about", "age", "brother", "sister")
)  # fmt: skip


def list_of_names(doc: Doc, i: int) -> Iterator[tuple[int, int]]:
    """Names in a list that follows a noun for children, with ages and births between: "Ida, 4, and twins Bo and Al"."""
    found = 0
    gap = 0
    after = True  # a name may stand here
    sent_end = doc[i - 1].sent.end
    while i < len(doc) and i < sent_end + 1:
        token = doc[i]
        low = token.lower_
        if low in ("picture", "photo", "image", "getty"):
            return
        if capital(token) and low not in NOT_NAMES and (after or found == 0) and gap <= 4:
            end = run_of_capitals(doc, i)
            if found == 0 and gap == 0 and i > 0 and doc[i - 1].lower_ in ("and",):
                return
            trimmed = list(_trimmed(doc, i, min(end, i + 4)))
            if not trimmed:
                return
            yield from trimmed
            found += 1
            i, gap, after = end, 0, False
            continue
        if low in ("born", "in") and found:
            i += 1
            gap = 0
            while i < len(doc) and (
                doc[i].like_num or doc[i].lower_ in ("in", "on", "born") or doc[i].ent_type_ == "DATE"
            ):
                i += 1
            continue
        if token.like_num or token.text.isdigit() or low in _SKIP_IN_LIST:
            if low in (
                ",",
                "and",
                "&",
                "son",
                "daughter",
                "twins",
                ":",
                "-",
                "—",
                "–",
                "named",
                "called",
                "(",
                "--",
            ):
                after = True
            gap += 0 if low in (",", "and", "&") else 1
            if found and low in ("is", "are", "who", "the", "with", "also"):
                return
            i += 1
            continue
        return


def _by_first_name(line: ParsedLine) -> Iterator[tuple[int, int]]:
    """Two or three capitals in a row that begin with a known first name and that the model took for no name of a person."""
    doc = line.doc
    i = 0
    while i < len(doc):
        if (
            capital(doc[i])
            and doc[i].pos_ == "PROPN"
            and doc[i].ent_type_ != "PERSON"
            and sex_of(doc[i].text)
        ):
            end = run_of_capitals(doc, i)
            if (
                2 <= end - i <= 3
                and not any(
                    doc[j].lower_ in NOT_NAMES
                    or doc[j].ent_type_ in ("PERSON", "WORK_OF_ART", "EVENT", "FAC")
                    or doc[j].text.isupper()
                    or doc[j].text in "&"
                    for j in range(i, end)
                )
                and not line.headline
            ):
                yield i, end
            i = max(end, i + 1)
        else:
            i += 1


class _Alias(NamedTuple):
    words: Key
    parties: tuple[Party, ...]
    full: bool


def _aliases(story: Story, table: PeopleTable) -> dict[str, list[_Alias]]:
    """The people of the table, entered in the story, and the names to look for under their first word."""
    fulls = sorted(
        (k for k in table.votes if len(k) > 1 and _believed(k, table)),
        key=lambda k: (-len(k), table.seen[k].line, table.seen[k].at),
    )
    fulls = [key for key in fulls if not _runs_on(key, table)]
    parties: dict[Key, Party] = {}
    for key in fulls:
        same = next((parties[k] for k in parties if _one_person(k, key)), None)
        parties[key] = same or Party(table.seen[key].text, EntityType.PERSON)
    shorts: dict[Key, list[Party]] = defaultdict(list)
    for key, party in parties.items():
        for alias in _short_forms(key, party.name.translate(_QUOTES)):
            if party not in shorts[alias]:
                shorts[alias].append(party)
    for key in sorted(
        (k for k in table.votes if len(k) == 1),
        key=lambda k: (-len(k[0]), table.seen[k].line, table.seen[k].at),
    ):
        if key in shorts:
            continue
        owners = [p for k, p in parties.items() if short_for(key[0], k[0]) and (len(k) > 1 or k != key)]
        owners = list(dict.fromkeys(owners))
        if owners:
            shorts[key] = owners
        elif _believed(key, table):
            surname = table.surnames.get(key)
            parties[key] = Party(
                f"{table.seen[key].text} {surname}" if surname else table.seen[key].text, EntityType.PERSON
            )
    story.people = list(dict.fromkeys(parties.values()))
    index: dict[str, list[_Alias]] = defaultdict(list)
    for key, party in parties.items():
        index[key[0]].append(_Alias(key, (party,), True))
    for key, owners in shorts.items():
        if key not in parties:
            index[key[0]].append(_Alias(key, tuple(owners), False))
    for aliases in index.values():
        aliases.sort(key=lambda alias: -len(alias.words))
    return index


def _believed(key: Key, table: PeopleTable) -> bool:
    if len(key) == 1 and plain_outlet(key[0]) in outlets():
        return False
    if key in table.sure:
        return True
    if len(key) == 1:
        return table.votes[key] > table.against[key] and (len(key[0]) > 2) and key[0] not in NOT_NAMES
    return table.votes[key] >= table.against[key] or bool(sex_of(key[0]))


def _runs_on(key: Key, table: PeopleTable) -> bool:
    """Whether a name only runs on into the next word of another one: "James Hewitt Addresses"."""
    return any(
        key[:n] in table.votes and table.votes[key[:n]] >= table.votes[key] for n in range(2, len(key))
    ) or (
        len(key) > 2
        and key[1:] in table.votes
        and table.votes[key[1:]] >= table.votes[key]
        and not sex_of(key[0])
        and key[0] not in ROYAL
    )


def _one_person(longer: Key, shorter: Key) -> bool:
    if len(shorter) < 2 or len(longer) < 2:
        return False
    if longer[-1] == shorter[-1] and (short_for(shorter[0], longer[0]) or short_for(longer[0], shorter[0])):
        return True
    if longer[0] == shorter[0] and len(shorter[-1]) == 1 and longer[-1].startswith(shorter[-1]):
        return True  # "Kim K."
    joined = "".join
    return joined(longer) == joined(shorter)


def short_for(short: str, name: str) -> bool:
    """Whether a word can stand for a first name: the same, its beginning, or a nickname of it."""
    return short == name or (len(short) >= 3 and name.startswith(short)) or NICKNAMES.get(short) == name


def _short_forms(key: Key, text: str) -> Iterator[Key]:
    yield (key[-1],)
    yield (key[0],)
    if len(key) > 2 and '"' in text:  # Marguerite "Daisy" Holloway
        yield (key[1],)
    if len(key) > 2:
        yield key[-2:]
        yield (key[0], key[-1])
        yield key[:2]


def _mentions(line: ParsedLine, index: dict[str, list[_Alias]]) -> Iterator[Mention]:
    words = [(word_key(t), t.i) for t in line.doc if t.text not in ("-", ".")]
    i = 0
    while i < len(words):
        found = _match(line, words, i, index)
        if found is None:
            i += 1
            continue
        alias, length = found
        start, end = words[i][1], words[i + length - 1][1] + 1
        yield Mention(line.index, start, end, _choice(alias.parties), alias.full and len(alias.words) > 1)
        i += length


def _choice(parties: tuple[Party, ...]) -> Party:
    """Of several people of one last or first name the one named last in full, or most."""
    return max(parties, key=lambda party: party.count)


def _match(
    line: ParsedLine, words: list[tuple[str, int]], i: int, index: dict[str, list[_Alias]]
) -> tuple[_Alias, int] | None:
    word, at = words[i]
    token = line.doc[at]
    if word not in index or not any(c.isupper() for c in token.text[:1]):
        return None
    for alias in index[word]:
        n = len(alias.words)
        if i + n <= len(words) and all(words[i + k][0] == alias.words[k] for k in range(1, n)):
            if n > 1 or _stands_alone(line, token):
                return alias, n
    return None


def _stands_alone(line: ParsedLine, token: Token) -> bool:
    """Whether a single word is a name here: no verb or pronoun, no part of a place or a longer name."""
    if (
        token.pos_ in ("AUX", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "VERB")
        and not token.ent_type_ == "PERSON"
    ):
        return token.pos_ == "VERB" and not token.is_sent_start
    doc = line.doc
    if (
        token.ent_type_ in ("GPE", "LOC")
        and token.i
        and doc[token.i - 1].lower_ in ("in", "at", "from", "to", ",")
    ):
        return doc[token.i - 1].lower_ not in ("in", "at")
    return not (token.ent_type_ in ("ORG", "WORK_OF_ART", "EVENT", "FAC") and token.ent_iob_ == "I")


def _tell_sexes(story: Story) -> None:
    votes: dict[Party, Counter[str]] = defaultdict(Counter)
    for line in story.lines:
        doc = line.doc
        for mention in line.mentions:
            for i in range(max(0, mention.start - 3), mention.start):
                if i not in line.named:
                    low = doc[i].lower_
                    gap = mention.start - i
                    if gap == 1 or doc[mention.start - 1].text == "," or doc[i].lower_ in OCCUPATION:
                        votes[mention.party]["m"] += (low in HE_WORDS) * 3
                        votes[mention.party]["f"] += (low in SHE_WORDS) * 3
            after = mention.end + 1
            if after < len(doc) and doc[mention.end].lower_ in ("and", "&"):
                votes[mention.party]["m"] += (doc[after].lower_ == "his") * 3
                votes[mention.party]["f"] += (doc[after].lower_ == "her") * 3
        _pronoun_votes(line, votes)
    for party in story.people:
        vote = votes[party]
        party.sex = sex_of(party.name.split()[0].split("-")[0])
        told = "m" if vote["m"] > vote["f"] else "f" if vote["f"] > vote["m"] else ""
        if not party.sex or (told and abs(vote["m"] - vote["f"]) >= 6):
            party.sex = told or party.sex


def _pronoun_votes(line: ParsedLine, votes: dict[Party, Counter[str]]) -> None:
    """A sentence with one person and pronouns of one sex tells that person's."""
    for sent in line.doc.sents:
        people = {line.named[i].party for i in range(sent.start, sent.end) if i in line.named}
        if len(people) != 1:
            continue
        (person,) = people
        first = min(i for i in range(sent.start, sent.end) if i in line.named)
        lows = [line.doc[i].lower_ for i in range(first, sent.end)]
        he, she = sum(w in ("he", "his", "him") for w in lows), sum(w in ("she", "her", "hers") for w in lows)
        if bool(he) != bool(she):
            votes[person]["m" if he else "f"] += 1

"""Step 3 of reading: titles of works and names of organizations and events, wherever a construction asks for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relgraph.extract.rules.grammar import hyphened as grammar_hyphened
from relgraph.extract.rules.roles import GENRES
from relgraph.extract.rules.spans import capital
from relgraph.extract.rules.story import ParsedLine, Party, Story
from relgraph.kinds import EntityType
from relgraph.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

JOINERS = frozenset("v vs of the and in to a an for on at with from by & : ' 's - ! , ? de la le".split())
MUSIC_AND_BOOKS = frozenset("album albums ep mixtape book books novel memoir autobiography podcast".split())
_BEFORE_TITLE = frozenset(
    "the a an his her their its new upcoming latest hit popular own debut first second third next recent classic cult award-winning "
    "critically-acclaimed acclaimed tv television fox nbc abc cbs hbo netflix bravo mtv showtime amazon bbc itv hulu apple disney tnt lifetime marvel big small screen "
    "feature live action live-action romantic dark fantasy sci-fi science fiction crime period action animated indie superhero "
    "semi-autobiographical famous fellow former and & , including like as such titled called named entitled critically independent "
    "long-running upcoming soon-to-be-released forthcoming smash chart-topping solo studio tell-all reality teen medical "
    "legal political war both original broadway".split()
)
NOT_WORKS = frozenset(
    "hollywood bollywood broadway oscar oscars emmy emmys grammy grammys tony tonys bafta golden globe academy award awards youtube "
    "instagram vine tiktok twitter facebook disney nba nfl mlb nhl wwe ufc tv r&b pop rock hip-hop hip hop us uk la film movie reality "
    "american british australian canadian english french italian spanish german brazilian mexican irish scottish african asian latina "
    "sports country rap academy-award getty images a-list playboy i internet nickelodeon marvel dc".split()
)
_EVENT = re.compile(
    r"\b(?:awards?|gala|ball|festival|oscars|grammys|emmys|globes|vmas|baftas|tonys|amas|summit|premiere|fashion week|coachella|"
    r"super bowl|wimbledon|conference|championships?|games|derby|carnival|convention|comic-con|glastonbury|benefit|concert|"
    r"fundraiser|college|university|school|academy|party)$",
    re.IGNORECASE,
)
LONGEST_TITLE = 10
_NO_TITLE_STARTS = frozenset(
    "actress actor singer former while as but and meanwhile fellow now though although when after before since because if even she he "
    "they both plus also with for despite it not is on in at then however like until once sources".split()
)


class Title(NamedTuple):
    """Tokens [start, end) of a line that are a title; `quoted` if it stands in quotation marks."""

    start: int
    end: int
    quoted: bool


class Things:
    """The works and organizations of an article, one party for each name."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._parties: dict[tuple[str, EntityType], Party] = {}
        self._ties: list[tuple[Party, str]] = []

    def party(self, line: ParsedLine, title: Title, type: EntityType) -> Party:
        doc = line.doc
        first, last = doc[title.start], doc[title.end - 1]
        name = self._story.text[line.at + first.idx : line.at + last.idx + len(last)].strip(" ,.;:'\"“”‘’")
        key = thing_key(name)
        if (key, type) not in self._parties:
            same = next((p for (k, t), p in self._parties.items() if t == type and _same_thing(k, key)), None)
            self._parties[key, type] = same or Party(name, type)
        return self._parties[key, type]


def thing_key(name: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", re.sub(r"[^\w]+", " ", folded(name)).strip())


def _same_thing(one: str, other: str) -> bool:
    return (
        one.replace(" ", "") == other.replace(" ", "") or _initials(one) == other or _initials(other) == one
    )


def _initials(name: str) -> str:
    words = name.split()
    return "".join(w[0] for w in words) if len(words) > 2 else ""


def quoted_titles(line: ParsedLine) -> dict[int, Title]:
    """The titles in quotation marks, by the token of their opening mark."""
    doc = line.doc
    found: dict[int, Title] = {}
    i = 0
    while i < len(doc):
        mark = doc[i].text
        if mark in ('"', "'", "``", "''", "`") and i + 1 < len(doc) and not doc[i].whitespace_:
            end = next(
                (
                    j
                    for j in range(i + 1, min(i + 2 + LONGEST_TITLE, len(doc)))
                    if doc[j].text in (mark, "''", '"') and not (j > i + 1 and doc[j - 1].whitespace_)
                ),
                None,
            )
            if end is not None and _like_title(doc, i + 1, end):
                stop = end
                while stop > i + 1 and doc[stop - 1].text in (",", "."):
                    stop -= 1
                if stop > i + 1:
                    found[i] = Title(i + 1, stop, True)
                    i = end + 1
                    continue
        i += 1
    return found


def _like_title(doc: Doc, start: int, end: int) -> bool:
    words = [doc[i] for i in range(start, end) if doc[i].text[0].isalnum()]
    if not words or not (capital(words[0]) or words[0].text[0].isdigit()):
        return False
    loose = sum(not (capital(w) or w.text[0].isdigit() or w.lower_ in JOINERS) for w in words)
    return loose == 0 and words[0].lower_ not in ("i'm", "i've")


def titles_from(line: ParsedLine, i: int, several: bool = True) -> Iterator[Title]:
    """The titles that begin at token i, past articles, genres and years: "the 2016 film Tin Orchard and “Salt”"."""
    doc = line.doc
    marks = line.titles
    end_of_sentence = doc[i].sent.end if i < len(doc) else 0
    skipped = 0
    fresh = True
    while i < end_of_sentence and skipped < 14:
        token = doc[i]
        if i in marks:
            title = marks[i]
            yield title
            i = title.end
            while i < end_of_sentence and i not in marks and doc[i].text in (",", '"', "'", "''", "."):
                i += 1
            skipped, fresh = 0, False
            if not several:
                return
            continue
        low = token.lower_
        if fresh and (
            token.ent_type_ == "NORP"
            or (
                capital(token)
                and i + 1 < end_of_sentence
                and doc[i + 1].lower_ in GENRES
                and not capital(doc[i + 1])
            )
        ):
            i += 1
            skipped += 1
            continue
        if token.text == "," and fresh and i and doc[i - 1].lower_ in GENRES:
            i += 1
            continue
        if i in line.named and not (token.ent_type_ == "WORK_OF_ART"):
            end = line.named[i].end
            if fresh and end < end_of_sentence and doc[end].text in ("'s", "'"):
                i = end + 1
                continue
            return
        if (capital(token) or (token.text.isdigit() and _digits_title(doc, i))) and not (
            low in _BEFORE_TITLE and _leads(doc, i)
        ):
            if (
                not fresh
                and doc[i - 1].lower_ not in (",", "and", "&", "or")
                and doc[i - 1].lower_ not in _BEFORE_TITLE | GENRES
            ):
                return
            end = right_run(line, i)
            if not fresh and end - i == 1 and not (end < len(doc) and doc[end].text in (",", ".", "and")):
                return
            owned = next((k for k in range(i + 1, min(i + 3, end - 1)) if doc[k].text == "'s"), None)
            if owned is not None and (doc[i].lower_ in _BEFORE_TITLE or doc[i].ent_type_ == "ORG"):
                i = owned + 1
            if end > i and not _no_work(doc, i, end):
                yield Title(i, end, False)
                if not several:
                    return
                i = end
                skipped, fresh = 0, False
                while (i < end_of_sentence and doc[i].text in (",", "(", ")")) or (
                    i < end_of_sentence and doc[i].like_num and doc[i - 1].text == "("
                ):
                    i += 1
                continue
            return
        if (
            low in _BEFORE_TITLE
            or low in GENRES
            or token.like_num
            or token.text in ("'s", "-")
            or token.ent_type_ in ("NORP",)
            or (token.pos_ in ("ADJ",) and fresh)
            or grammar_hyphened(token)
        ):
            i += 1
            skipped += 1
            continue
        return


def _leads(doc: Doc, i: int) -> bool:
    """Whether a capitalised word only leads to a title: "Fox sitcom New Girl" does, "Next of Kin" does not."""
    return (
        i + 1 < len(doc)
        and (
            doc[i + 1].lower_ in GENRES
            or (doc[i + 1].lower_ in _BEFORE_TITLE and doc[i + 1].lower_ not in JOINERS)
        )
        and not capital(doc[i + 1])
    )


def _digits_title(doc: Doc, i: int) -> bool:
    return (
        i + 1 < len(doc)
        and capital(doc[i + 1])
        and not (len(doc[i].text) == 4 and doc[i].text[:2] in ("19", "20"))
    )


def right_run(line: ParsedLine, i: int) -> int:
    """The end of the title whose first word is token i: capitals, with small words between capitals."""
    doc = line.doc
    end = i + 1
    stop = doc[i].sent.end
    while end < stop and end - i < LONGEST_TITLE:
        token = doc[end]
        if capital(token) or (token.text[0].isdigit() and capital(doc[end - 1])):
            if end in line.named and end not in (i,) and line.named[end].full:
                break
            end += 1
            continue
        if token.lower_ in (
            "of",
            "the",
            "in",
            "to",
            "a",
            "on",
            "for",
            "at",
            "'s",
            ":",
            "-",
            "&",
            "with",
            "from",
        ) or (token.lower_ == "and" and not _list_and(line, end)):
            ahead = end + 1
            while ahead < stop and doc[ahead].lower_ in ("the", "of", "a", "-"):
                ahead += 1
            if (
                token.lower_ in ("on", "in", "at")
                and ahead < stop
                and doc[ahead].ent_type_ in ("DATE", "GPE", "TIME", "LOC")
            ):
                break
            if token.lower_ in ("with", "from") and ahead > end + 1:
                break
            if (
                ahead < stop
                and (capital(doc[ahead]) or (token.text == ":" and doc[ahead].text[0].isdigit()))
                and ahead - end <= 2
                and ahead not in line.named
            ):
                end = ahead + 1
                continue
        if (
            token.text in ("!", "?")
            and end + 1 < stop
            and doc[end + 1].lower_ in (",", "and", "star", "actor", "actress")
        ):
            end += 1
        break
    return end


def _list_and(line: ParsedLine, i: int) -> bool:
    """Whether an "and" stands between two titles or names rather than inside one: what follows is taken for another."""
    nxt = line.doc[i + 1] if i + 1 < len(line.doc) else None
    return nxt is None or nxt.lower_ != "the" or i + 1 in line.named


def _no_work(doc: Doc, start: int, end: int) -> bool:
    words = [doc[i].lower_ for i in range(start, end) if doc[i].text[0].isalnum()]
    if not words or all(w in NOT_WORKS for w in words):
        return True
    dated = end + 1 < len(doc) and doc[end].text == "(" and doc[end + 1].like_num
    if doc[start].ent_type_ in ("GPE", "NORP") and end - start <= 2 and not dated:
        return True
    if all(doc[i].ent_type_ == "NORP" or doc[i].text == "-" for i in range(start, end)):
        return True
    if all(doc[i].ent_type_ in ("DATE", "TIME") for i in range(start, end)):
        return True
    return False


def left_title(line: ParsedLine, i: int) -> Title | None:
    """The title that ends right before token i: "the *Glass Harbor* star", "a “Salt” producer"."""
    doc = line.doc
    j = i - 1
    while j > doc[i].sent.start and doc[j].lower_ in (
        "executive",
        "co",
        "-",
        "dvd",
        "lead",
        "show",
        "talk",
        "series",
        "guest",
        "film",
        "movie",
        "main",
        "original",
        "morning",
        "tv",
    ):
        j -= 1
    if doc[j].text in ('"', "'", "''"):
        for title in line.titles.values():
            if title.end in (j, j - 1):
                return title
    end = j + 1
    start = end
    k = j
    while k >= doc[i].sent.start and end - k <= LONGEST_TITLE and k not in line.named:
        token = doc[k]
        if capital(token) or token.text.isdigit():
            start = k
            k -= 1
        elif (
            start < end
            and (token.lower_ in JOINERS and token.lower_ not in (",",))
            and k - 1 >= doc[i].sent.start
            and (
                capital(doc[k - 1])
                or (doc[k - 1].lower_ in ("and", "of", "in", "to") and k >= 2 and capital(doc[k - 2]))
            )
            and (k - 1) not in line.named
        ):
            k -= 1
        else:
            break
    if start == end:
        return None
    free = start == doc[i].sent.start or doc[start - 1].text in ('"', "'", "(", "``")
    while start < end and (
        (free and doc[start].lower_ in _NO_TITLE_STARTS)
        or (doc[start].lower_ == "the" and doc[start].is_sent_start)
        or (start > k + 1 and not capital(doc[start]) and not doc[start].text.isdigit())
    ):
        start += 1
    if start == end:
        return None
    if _no_work(doc, start, end) or doc[start].lower_ in ("the", "both", "a", "her", "his"):
        return None
    return Title(start, end, False)


def event_from(line: ParsedLine, i: int) -> Title | None:
    """The name of an event or a school that begins after token i - 1: "attended the Silver Quill Awards"."""
    doc = line.doc
    end_of_sentence = doc[i - 1].sent.end
    while (
        i < end_of_sentence
        and (
            doc[i].lower_
            in ("the", "a", "this", "year", "'s", "last", "annual", "star-studded", "his", "her", "their")
            or doc[i].like_num
            or doc[i].pos_ == "ADJ"
        )
        and not capital(doc[i])
    ):
        i += 1
    if i >= end_of_sentence:
        return None
    if i in line.titles:
        return line.titles[i]
    if not capital(doc[i]) and not doc[i].text.isdigit():
        return None
    end = right_run(line, i)
    end = next((k for k in range(i + 1, end) if doc[k].lower_ in ("at", "in", "on", "for")), end)
    text = doc[i:end].text
    known = doc[i].ent_type_ == "EVENT"
    if _EVENT.search(text) or known:
        return Title(i, end, False)
    return None

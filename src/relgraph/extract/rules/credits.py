"""Step 6: who performs in, directs or makes what, who belongs to what, who was at what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.extract.rules import grammar
from relgraph.extract.rules.names import capital
from relgraph.extract.rules.refs import Resolver
from relgraph.extract.rules.roles import (
    BY,
    CREDIT_NOUNS,
    PARTS_OF_WORKS,
    CreditVerb,
    RoleNoun,
    credit_verbs,
    role_nouns,
)
from relgraph.extract.rules.story import NOBODY, Found, ParsedLine, Party, Ref
from relgraph.extract.rules.works import (
    GENRES,
    MUSIC_AND_BOOKS,
    Things,
    Title,
    event_from,
    left_title,
    titles_from,
)
from relgraph.kinds import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Token

ROLES = role_nouns()
VERBS = credit_verbs()
_WORK, _ORG = EntityType.WORK, EntityType.ORGANIZATION
_SEEN_AT = frozenset("appearance debut arrival performance speech".split())
_ORG_KINDS = frozenset(("membership", "membership_end", "founding"))


class Credits:
    """Reads the claims of an article that tie a person to a work, an organization or an event."""

    def __init__(self, res: Resolver) -> None:
        self.res = res
        self.things = Things(res.story)
        self._of_work: dict[Party, list[Party]] = {}
        self._last: tuple[tuple[int, int], Title] | None = None  # the last title of a sentence

    def read(self, line: ParsedLine, token: Token) -> list[Found]:
        low = token.lower_
        if (
            low == "stars"
            and token.i + 1 in line.named
            and (title := left_title(line, token.i))
            and title.start == token.sent.start
        ):
            return self._stars(line, token)
        if (
            low in ROLES
            and not (
                low == "stars"
                and token.i + 1 < len(line.doc)
                and line.doc[token.i + 1].lower_ in ("in", "opposite")
            )
            and token.pos_ not in ("VERB", "ADJ")
        ):
            found = self._role(line, token, ROLES[low])
            if found:
                return found
        if (token.lemma_.lower() in VERBS and token.pos_ in ("VERB", "AUX")) or (
            low in ("stars", "starring")
            and (
                token.pos_ != "NOUN"
                or (
                    token.i + 1 < len(line.doc)
                    and line.doc[token.i + 1].lower_ in ("in", "opposite", "alongside")
                )
            )
        ):
            found = self._verb(
                line, token, VERBS[token.lemma_.lower() if token.lemma_.lower() in VERBS else "star"]
            )
            if found:
                return found
        if low in CREDIT_NOUNS and token.pos_ in ("NOUN", "PROPN"):
            return self._noun(line, token)
        if low in GENRES and token.pos_ in ("NOUN", "PROPN"):
            return self._owned(line, token)
        if low in ("alongside", "opposite"):
            return self._alongside(line, token)
        if low in ("welcomed", "welcome", "welcomes", "adopted", "birth", "born", "expecting"):
            return self._birth(line, token)
        if low == "share" or low == "shares":
            return self._shared(line, token)
        if low in (
            "attend",
            "attended",
            "attending",
            "attends",
            "attendance",
            "skipped",
            "at",
            "studied",
            "appearance",
        ):
            return self._attendance(line, token)
        if low in ("'s", "'") and token.i + 1 in line.named:
            return self._of_title(line, token)
        if low in PARTS_OF_WORKS and token.i + 1 < len(line.doc) and line.doc[token.i + 1].lower_ == "of":
            return self._mention(line, token)
        if low in ("co", "founded", "cofounded", "founder", "founding", "co-founded"):
            return self._founding(line, token)
        if low in ("joined", "joins", "join", "left", "member", "members", "fired", "quit"):
            return self._membership(line, token)
        return []

    # "the Glass Harbor star" -----------------------------------------------------------------------------------

    def _role(self, line: ParsedLine, token: Token, role: RoleNoun) -> list[Found]:
        doc = line.doc
        costar = (
            token.i > 0 and doc[token.i - 1].lower_ in ("co", "-") and token.lower_ in ("star", "stars")
        ) or token.lower_.startswith("costar")
        title = left_title(line, token.i)
        how = ""
        if title is None and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "of":
            title = next(titles_from(line, token.i + 2, several=False), None)
            if (
                title is not None
                and not title.quoted
                and not any(t.lower_ in GENRES for t in doc[token.i + 2 : title.start])
                and role.kind != "performance"
            ):
                title = None
        if title is None:
            return []
        kind = role.kind or role.of
        if (
            role.of == ""
            and not title.quoted
            and role.kind == "performance"
            and self._is_group(line, title, token)
        ):
            kind = "membership"
        if role.kind == "" and title.quoted:
            kind = "performance"
        who = self._whose_role(line, token, title, costar)
        found = self._claims(line, token, who, [title], kind, f"role:{token.lower_}")
        if costar:
            owner = self._costar_owner(line, title, token, who)
            found += self._claims(line, token, owner, [title], kind, f"role:{token.lower_}")
        return found

    def _is_group(self, line: ParsedLine, title: Title, token: Token) -> bool:
        if token.lower_ not in ("singer", "rapper", "vocalist"):
            return False
        return all(line.doc[i].ent_type_ == "ORG" for i in range(title.start, title.end))

    def _whose_role(self, line: ParsedLine, token: Token, title: Title, costar: bool) -> Ref:
        res, doc = self.res, line.doc
        if title.end <= token.i:  # a name right after: "the Argo actor Ben", "star and producer Ana"
            plural = _plural(token)
            j = token.i + 1
            while (
                j < token.sent.end
                and j - token.i < 6
                and j not in line.named
                and (
                    doc[j].lower_ in ("and", "&")
                    or (
                        capital(doc[j])
                        and any(doc[n].lower_ in ROLES for n in range(j, min(j + 4, len(doc))))
                    )
                    or doc[j].lower_ in ROLES
                    or (grammar.passable(doc[j]) and doc[j].text not in ("-", "--", "(", ":", "–", "—"))
                )
            ):
                if doc[j].text == "," and not plural and j + 1 < len(doc) and j + 1 not in line.named:
                    break
                j += 1
            if j < token.sent.end and j in line.named:
                mention = line.named[j]
                comma = doc[j - 1].text == ","
                root = doc[mention.start : mention.end].root
                possessive = mention.end < len(doc) and doc[mention.end].text in ("'s", "'")
                if not (
                    comma
                    and (possessive or (root.dep_ in grammar.SUBJECTS and token.dep_ not in grammar.SUBJECTS))
                ):
                    if (
                        not comma
                        or root.dep_ == "appos"
                        or (mention.end < len(doc) and doc[mention.end].text == ",")
                    ):
                        if doc[j - 1].lower_ not in ("and", "&"):
                            return (
                                res.ref(line, root) if plural else Ref((mention.party,), mention.party.name)
                            )
        edge = min(title.start, token.i) - 1
        while (
            (edge > token.sent.start and doc[edge].text in ('"', "'", "''"))
            or (
                edge > token.sent.start and doc[edge].pos_ == "ADJ" and doc[edge].lower_ not in ("her", "his")
            )
            or (
                edge > token.sent.start
                and doc[edge].lower_
                in ("the", "a", "an", "fellow", "former", "then", "-", "old", "year", "hit", "tv", "time")
            )
            or (edge > token.sent.start and doc[edge].like_num)
        ):
            edge -= 1
        if title.start > token.i:
            edge, _ = grammar.left_edge(line, token.i)
            if edge >= 0 and doc[edge].lower_ in ("the", "a", "an"):
                edge -= 1
        if edge > token.sent.start and doc[edge].text in (
            ",",
            "-",
            "–",
            "—",
            "(",
        ):  # "Ana, the star of Salt,"
            k = edge - 1
            while k > 0 and (doc[k].like_num or doc[k].text in (",",)):
                k -= 1
            after_role = doc[token.i + 1].text if token.i + 1 < len(doc) else "."
            if (
                k in line.named
                and (title.start > token.i or after_role in (",", ".", "-", ")", "–", "—"))
                and token.dep_ in ("appos", "conj", "npadvmod", "attr", "dep", "ROOT", "nsubj")
            ):
                m = line.named[k]
                return Ref((m.party,), m.party.name)
        if token.dep_ == "attr" and token.head.lemma_ in ("be", "become"):
            subject = grammar.subject_of(res, line, token.head)
            if subject:
                return subject
        if _plural(token):
            return res.couple(line, token)
        if costar or line.doc[title.end - 1].text == "-":
            return NOBODY
        if ROLES[token.lower_].of and token.lower_ not in ("frontman", "guitarist", "drummer", "bassist"):
            return NOBODY
        if title.start > token.i and not any(c.lower_ == "the" for c in token.children):
            return NOBODY
        sex = {
            "actress": "f",
            "actor": "m",
            "songstress": "f",
            "alumna": "f",
            "frontman": "m",
            "hunk": "m",
        }.get(token.lower_, "")
        known = [
            p
            for p in self._of_work.get(self.things.party(line, title, _WORK), [])
            if not sex or not p.sex or p.sex == sex
        ]
        if len(known) == 1:
            return Ref((known[0],), f"“the … {token.text}” for {known[0].name}, who was tied to it before")
        person = res.described_person(line, token, sex)
        if person is None or not any(
            doc[e].lower_ in ("the", "this") for e in range(max(0, title.start - 6), token.i)
        ):
            return NOBODY
        return Ref((person,), f"“the … {token.text}” for {person.name}, of whom the text speaks")

    def _costar_owner(self, line: ParsedLine, title: Title, token: Token, who: Ref) -> Ref:
        edge = title.start - 1
        while edge >= 0 and (line.doc[edge].text in ('"', "'", "''") or line.doc[edge].pos_ == "ADJ"):
            edge -= 1
        owner = grammar.owner_at(self.res, line, title.start, edge, several=False)
        if owner:
            return Ref(tuple(p for p in owner.parties if p not in who.parties), owner.how)
        subject = grammar.subject_of(self.res, line, token)
        return Ref(tuple(p for p in subject.parties if p not in who.parties)[:1], subject.how)

    # "starred in Salt and Tin Orchard" ---------------------------------------------------------------------------

    def _verb(self, line: ParsedLine, token: Token, verb: CreditVerb) -> list[Found]:
        doc, res = line.doc, self.res
        by = self._passive(line, token)
        if by:
            return by
        if token.lemma_ == "star" or token.lower_ in ("starring", "stars"):
            cast = self._stars(line, token)
            if cast:
                return cast
        titles: list[Title] = []
        start = token.i + 1
        if start < len(doc) and doc[start].tag_ == "PRP$" and verb.lemma == "film":
            return []
        if verb.preps:
            for i in range(token.i + 1, min(token.sent.end, token.i + 9)):
                if doc[i].lower_ in verb.preps.split():
                    titles = list(titles_from(line, i + 1))
                    if titles:
                        start = i + 1
                        break
                elif doc[i].pos_ == "VERB" and doc[i].tag_ in ("VBD", "VBZ", "VBP"):
                    break
        else:
            titles = list(titles_from(line, token.i + 1))
        titles = [t for t in titles if self._counts(line, start, t, verb.needs_title)]
        if not titles and verb.lemma in ("play", "star", "portray"):
            return self._in_title(line, token)
        if not titles:
            return []
        subject = grammar.subject_of(res, line, token)
        found = self._claims(line, token, subject, titles, verb.kind, f"credit:{verb.lemma}")
        if verb.kind == "performance" and subject:
            for i in range(token.i + 1, token.sent.end):
                if doc[i].lower_ in ("alongside", "opposite") or (
                    doc[i].lower_ == "with" and i == token.i + 1
                ):
                    other = grammar.after(res, line, i + 1, reach=9)
                    found += self._claims(line, token, other, titles, "performance", "credit:alongside")
        return found

    def _in_title(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "In Glass Harbor, Ana plays a widow who meets a man played by Bo" """
        doc, start = line.doc, token.sent.start
        if doc[start].lower_ != "in":
            return []
        title = next(titles_from(line, start + 1, several=False), None)
        if title is None or title.end >= token.i or doc[title.end].text not in (",", '"'):
            return []
        if token.tag_ == "VBN" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "by":
            who = grammar.after(self.res, line, token.i + 2)
        else:
            who = grammar.subject_of(self.res, line, token)
        return self._claims(line, token, who, [title], "performance", "credit:in title")

    def _alongside(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "alongside Al and Bo in Salt (1984) and Cy in Tin" """
        doc, res = line.doc, self.res
        subject = grammar.subject_of(res, line, token)
        found: list[Found] = []
        i = token.i + 1
        while i < token.sent.end:
            while (
                i < token.sent.end
                and i not in line.named
                and (grammar.passable(doc[i]) or doc[i].lower_ in ("and", "fellow"))
            ):
                i += 1
            if i >= token.sent.end or i not in line.named:
                break
            first = line.named[i]
            names = grammar.more_names(line, first.end, [first.party])
            while (
                i < token.sent.end
                and doc[i].lower_ not in ("in", "on")
                and doc[i].pos_ not in ("VERB", "AUX")
            ):
                i += 1
            if i >= token.sent.end or doc[i].lower_ not in ("in", "on"):
                break
            titles = list(titles_from(line, i + 1, several=False)) if i + 1 < token.sent.end else []
            if not titles:
                break
            others = Ref(tuple(names), " and ".join(p.name for p in names))
            found += self._claims(line, token, others, titles, "performance", "credit:alongside")
            found += self._claims(
                line,
                token,
                Ref(tuple(p for p in subject.parties if p not in names), subject.how),
                titles,
                "performance",
                "credit:alongside",
            )
            i = titles[-1].end
            while i < token.sent.end and (doc[i].text in ("(", ")", ",", '"') or doc[i].like_num):
                i += 1
        return found

    def _born_to(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "Dream was born to the couple in 2016" """
        doc = line.doc
        if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            return []
        child = grammar.subject_of(self.res, line, token)
        parents = next((self.res.ref(line, c) for c in doc[token.i + 1].children if c.dep_ == "pobj"), NOBODY)
        return [
            Found(
                "parenthood",
                parent,
                kid,
                line,
                token,
                "verb:born",
                (parents.how, child.how),
                (token.i, token.i + 2),
            )
            for kid in child.parties[:1]
            for parent in parents.parties[:2]
            if parent is not kid
        ]

    def _birth(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "Ana welcomed Harry with Bo in 1984", "gave birth to Harry" """
        doc, res = line.doc, self.res
        i = token.i + 1
        if token.lower_ == "birth":
            if i >= len(doc) or doc[i].lower_ != "to":
                return []
            i += 1
        if token.lower_ == "born":
            return self._born_to(line, token)
        if i not in line.named:
            return []
        child = line.named[i]
        rest = [doc[k].lower_ for k in range(child.end, min(child.end + 3, token.sent.end))]
        dated = any(doc[k].ent_type_ == "DATE" for k in range(child.end, min(child.end + 8, token.sent.end)))
        if (token.lower_ not in ("birth", "expecting") and not (rest[:1] == ["with"] or dated)) or (
            rest[:1] and rest[0] in ("to", "into", "back", "home", "'s")
        ):
            return []
        subject = grammar.subject_of(res, line, token)
        other = grammar.after(res, line, child.end + 1) if rest[:1] == ["with"] else NOBODY
        return [
            Found(
                "parenthood",
                parent,
                child.party,
                line,
                token,
                "verb:welcome",
                (subject.how or other.how, child.party.name),
                (token.i, token.i + 1),
                extent=(child.start, child.end),
            )
            for parent in dict.fromkeys((*subject.parties, *other.parties))
            if parent is not child.party
        ]

    def _shared(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "Suri, whom she shares with ex-husband Bo" """
        doc, res = line.doc, self.res
        if token.dep_ != "relcl" or token.head.i not in line.named:
            return []
        if not any(doc[k].lower_ in ("whom", "who", "that") for k in range(token.head.i + 1, token.i)):
            return []
        child = line.named[token.head.i].party
        subject = next(
            (
                res.ref(line, c)
                for c in token.children
                if c.dep_ == "nsubj" and c.lower_ not in ("who", "whom")
            ),
            NOBODY,
        )
        other = next(
            (
                grammar.after(res, line, i + 1)
                for i in range(token.i + 1, min(token.i + 4, token.sent.end))
                if doc[i].lower_ == "with"
            ),
            NOBODY,
        )
        if not other:  # "with ex-husband Bo"
            other = next(
                (
                    Ref((line.named[k].party,), line.named[k].party.name)
                    for k in range(token.i + 1, min(token.i + 6, token.sent.end))
                    if k in line.named
                ),
                NOBODY,
            )
        return [
            Found(
                "parenthood",
                parent,
                child,
                line,
                token,
                "verb:share",
                (subject.how or other.how, child.name),
                (token.i, token.i + 1),
            )
            for parent in dict.fromkeys((*subject.parties, *other.parties))
            if parent is not child and subject
        ]

    def _counts(self, line: ParsedLine, start: int, title: Title, strict: bool) -> bool:
        if title.quoted:
            return True
        if not strict:
            return title.end - title.start > 1 or not line.doc[title.start].is_sent_start
        known = (
            any(t.lower_ in GENRES for t in line.doc[start : title.start])
            or line.doc[title.start].ent_type_ == "WORK_OF_ART"
        )
        return known or (
            title.end - title.start > 1
            and line.doc[title.start].ent_type_ not in ("GPE", "LOC", "FAC", "DATE", "EVENT", "PERSON")
        )

    def _stars(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "Glass Harbor stars Ana and Bo", "Salt, starring Ana" """
        doc = line.doc
        if token.i + 1 >= len(doc):
            return []
        cast = grammar.after(self.res, line, token.i + 1, reach=4)
        if not cast or (token.i + 1 < len(doc) and doc[token.i + 1].lower_ in ("in", "on", "as")):
            return []
        title = self._title_before(line, token)
        if title is None:
            return []
        first = next(
            (line.named[k] for k in range(token.i + 1, min(token.i + 6, len(doc))) if k in line.named), None
        )
        if first is not None:
            names = grammar.more_names(line, first.end, [first.party])
            cast = Ref(tuple(dict.fromkeys(names)), cast.how)
        return self._claims(line, token, cast, [title], "performance", "credit:stars")

    def _title_before(self, line: ParsedLine, token: Token) -> Title | None:
        i = token.i
        while i > token.sent.start and line.doc[i - 1].text in (
            ",",
            '"',
            "'",
            "''",
            "which",
            "that",
            "also",
            "and",
        ):
            i -= 1
        for title in line.titles.values():
            if i - 2 <= title.end <= i:
                return title
        return left_title(line, i) if i > token.sent.start else None

    def _passive(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "Salt, directed by Bo" """
        doc = line.doc
        if (
            token.lemma_ not in BY
            or token.tag_ != "VBN"
            or token.i + 1 >= len(doc)
            or doc[token.i + 1].lower_ != "by"
        ):
            return []
        who = grammar.after(self.res, line, token.i + 2)
        title = self._title_before(line, token)
        if title is None:
            head = token
            for _ in range(4):
                for child in head.children:
                    if child.dep_ in ("nsubj", "nsubjpass"):
                        title = self._title_at(line, child)
                if title is not None or head.head == head:
                    break
                head = head.head
            if title is None and self._last is not None and self._last[0] == (line.index, token.sent.start):
                title = self._last[1]
        return (
            self._claims(line, token, who, [title], BY[token.lemma_], f"credit:{token.lemma_} by")
            if title and who
            else []
        )

    def _title_at(self, line: ParsedLine, token: Token) -> Title | None:
        for title in line.titles.values():
            if title.start <= token.i < title.end:
                return title
        if capital(token) and token.i not in line.named:
            return left_title(line, token.i + 1)
        return None

    # "her role in Salt", "his album Tin" ---------------------------------------------------------------------------

    def _noun(self, line: ParsedLine, token: Token) -> list[Found]:
        doc = line.doc
        for i in range(token.i + 1, min(token.sent.end, token.i + 11)):
            low = doc[i].lower_
            if low in ("in", "on", "of", "include", "includes", "included", "including"):
                titles = list(titles_from(line, i + 1))
                if not titles:
                    continue
                edge, _ = grammar.left_edge(line, token.i)
                who = grammar.owner_at(self.res, line, token.i, edge, several=True) or grammar.subject_of(
                    self.res, line, token
                )
                return self._claims(
                    line, token, who, titles, CREDIT_NOUNS[token.lower_], f"credit:{token.lower_}"
                )
            if doc[i].pos_ == "VERB" or doc[i].text in ",.;":
                break
        return []

    def _owned(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "her movie Salt", "Ana's new album “Tin”" """
        doc = line.doc
        edge, words = grammar.left_edge(line, token.i)
        owner = grammar.owner_at(self.res, line, token.i, edge, several=False)
        if not owner:
            return []
        i = token.i + 1
        if any(doc[k].lower_ in CREDIT_NOUNS for k in range(max(token.sent.start, token.i - 9), token.i)):
            return []
        if i < len(doc) and doc[i].text == ",":
            i += 1
        titles = list(titles_from(line, i, several=False)) if i < token.sent.end else []
        if not titles or (i < len(doc) and doc[i].lower_ in ("and",)):
            return []
        kind = "creation" if token.lower_ in MUSIC_AND_BOOKS else "performance"
        return self._claims(line, token, owner, titles, kind, f"owned:{token.lower_}")

    # organizations and events ---------------------------------------------------------------------------------------

    def _attendance(self, line: ParsedLine, token: Token) -> list[Found]:
        doc, i = line.doc, token.i + 1
        if token.lower_ in ("studied", "attendance", "appearance"):
            while i < token.sent.end and doc[i].lower_ not in ("at", "of") and i - token.i < 3:
                i += 1
            i += 1
        if i >= token.sent.end:
            return []
        title = event_from(line, i)
        if title is None or (
            token.lower_ == "at" and token.head.pos_ == "NOUN" and token.head.lower_ not in _SEEN_AT
        ):
            return []
        if token.lower_ == "appearance":
            edge, _ = grammar.left_edge(line, token.i)
            who = grammar.owner_at(self.res, line, token.i, edge, several=False)
        else:
            who = grammar.subject_of(self.res, line, token)
            if not who and token.dep_ == "prep" and token.head.i in line.named:
                who = self.res.ref(line, token.head)
        found = self._claims(line, token, who, [title], "attendance", f"attendance:{token.lower_}")
        if token.lower_ == "skipped":
            for claim in found:
                claim.denied = True
        return found

    def _of_title(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "Coronation Street's Ana Lee": the title owns the person."""
        doc, mention = line.doc, line.named[token.i + 1]
        title = left_title(line, token.i) if token.i else None
        if title is None or not mention.full or title.end - title.start < 2:
            return []
        if any(doc[i].ent_type_ in ("GPE", "NORP", "FAC", "DATE", "PERSON", "ORG") for i in range(title.start, title.end)):
            return []
        who = Ref((mention.party,), mention.party.name)
        return self._claims(line, token, who, [title], "performance", "credit:owner")

    def _mention(self, line: ParsedLine, token: Token) -> list[Found]:
        """ "the third act of Closer": a work is named, and nobody is tied to it."""
        title = (
            next(titles_from(line, token.i + 2, several=False), None)
            if token.i + 2 < token.sent.end
            else None
        )
        if title is None:
            return []
        work = self.things.party(line, title, _WORK)
        extent = (token.i, title.end)
        how = (f"“{work.name}” as the text has it",)
        return [
            Found("mention", work, None, line, token, f"part:{token.lower_}", how, extent, presupposed=True)
        ]

    def _founding(self, line: ParsedLine, token: Token) -> list[Found]:
        doc, res = line.doc, self.res
        if token.lower_ == "co" and not (
            token.i + 2 < len(doc) and doc[token.i + 1].lower_ in ("founded", "-", "founder")
        ):
            return []
        verb = token
        while verb.i + 1 < len(doc) and not verb.lower_.startswith(("found", "cofound")):
            verb = doc[verb.i + 1]
        titles = list(titles_from(line, verb.i + 1, several=False)) if verb.i + 1 < token.sent.end else []
        who = grammar.subject_of(res, line, verb)
        if not titles:
            for child in verb.children:
                if child.lower_ in ("which", "that") and verb.dep_ == "relcl":
                    title = left_title(line, _name_end(line, verb.head.i))
                    titles = [title] if title else []
            if not titles and verb.i >= 3 and doc[token.i - 2].lower_ in ("which", "that"):
                title = left_title(line, _name_end(line, token.i - 3 - (doc[token.i - 3].text == ",")))
                titles = [title] if title else []
        if not titles or not who:
            return []
        for k in range(
            titles[0].end - 1, titles[0].start, -1
        ):  # "the Summit for Angel City FC, which she founded"
            if doc[k].lower_ in ("for", "at", "with", "from", "by"):
                titles = [Title(k + 1, titles[0].end, titles[0].quoted)]
                break
        found = self._claims(line, verb, who, titles, "founding", "founding")
        if titles[0].end < len(doc) and doc[titles[0].end].lower_ == "with":
            other = grammar.after(res, line, titles[0].end + 1)
            found += self._claims(line, verb, other, titles, "founding", "founding")
        return found

    def _membership(self, line: ParsedLine, token: Token) -> list[Found]:
        doc, res = line.doc, self.res
        i = token.i + 1
        low = token.lower_
        if low in ("member", "members"):
            if i >= len(doc) or doc[i].lower_ != "of":
                return []
            i += 1
        elif low == "fired":
            if i >= len(doc) or doc[i].lower_ not in ("by", "from"):
                return []
            i += 1
        elif token.pos_ != "VERB":
            return []
        while i < token.sent.end and doc[i].lower_ == "the":
            i += 1
        if (
            i >= token.sent.end
            or not capital(doc[i])
            or i in line.named
            or doc[i].ent_type_ in ("GPE", "LOC", "DATE", "PERSON", "FAC")
        ):
            return []
        title = next(titles_from(line, i, several=False), None)
        if title is None or (title.end - title.start == 1 and doc[title.start].ent_type_ != "ORG"):
            return []
        who = grammar.subject_of(res, line, token)
        kind = "membership_end" if low in ("left", "fired", "quit") else "membership"
        return self._claims(line, token, who, [title], kind, f"membership:{low}")

    # --------------------------------------------------------------------------------------------------------------

    def _claims(
        self, line: ParsedLine, token: Token, who: Ref, titles: list[Title], kind: str, rule: str
    ) -> list[Found]:
        type = _ORG if kind in _ORG_KINDS else _WORK
        found = []
        for title in titles:
            kind_type = _ORG if kind == "attendance" and _school(line, title) else type
            thing = self.things.party(line, title, kind_type)
            if not thing.name:
                continue
            self._last = ((line.index, token.sent.start), title)
            for person in who.parties[:8]:
                if kind in ("performance", "creation", "direction"):
                    tied = self._of_work.setdefault(thing, [])
                    if person not in tied:
                        tied.append(person)
                low, high = min(title.start, token.i), max(title.end, token.i + 1)
                found.append(
                    Found(
                        kind,
                        person,
                        thing,
                        line,
                        token,
                        rule,
                        (who.how, f"“{thing.name}” as the text has it"),
                        (low, high),
                        presupposed=rule.startswith(("role", "owned")),
                        extent=(title.start, title.end + title.quoted),
                    )
                )
        return found


def _plural(token: Token) -> bool:
    return (token.lower_.endswith("s") and not token.lower_.endswith("ss")) or token.lower_ in ("alumni", "cast")


def _school(line: ParsedLine, title: Title) -> bool:
    return line.doc[title.end - 1].lower_ in ("college", "university", "school", "academy", "institute")


def _name_end(line: ParsedLine, i: int) -> int:
    """Past the last capital at or before token i: "Angel City FC soccer team" ends after "FC"."""
    while i > 0 and not capital(line.doc[i]):
        i -= 1
    return i + 1

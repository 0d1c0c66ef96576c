"""What was found in articles, what was refused, and why a claim was proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from relgraph.cli.safe import quoted, shown
from relgraph.cli.text import columns, listed, number, painted, wrapped
from relgraph.cli.words import agent, day, when
from relgraph.kinds import KINDS

if TYPE_CHECKING:
    from relgraph.adding import Added, Earlier
    from relgraph.claims import Claim
    from relgraph.extract.extracting import Extracted
    from relgraph.extract.gate import Refused
    from relgraph.extract.protocol import Explanation, Proposal
    from relgraph.extract.reading import Inferred

_STANCES = ("confirmed", "reported", "alleged", "denied")
_MOST = 20
"""Of a list how much is told to a person; `--json` has all of it."""


class Found:
    """What was found in articles so far."""

    def __init__(self) -> None:
        self._kinds: Counter[tuple[str, str]] = Counter()
        self._by: set[str] = set()
        self._refused: list[tuple[str, Refused]] = []
        self._dropped: list[Earlier] = []
        self._restored: list[Earlier] = []
        self._plans = self._sensitive = self._claims = self._articles = 0
        self._bare: set[str] = set()

    def take(self, extracted: Iterable[Extracted], added: Added | None = None) -> None:
        """Take in what was found in a file, and what came into the log of it."""
        for one in extracted:
            claims = one.document.claims
            self._claims += len(claims)
            self._articles += 1
            self._refused += ((one.document.file, refused) for refused in one.refused)
            self._by |= {f"{by.name} {by.version} with {by.model}" for by in one.document.origins if by}
            for claim in claims:
                self._kinds[claim.kind, claim.stance] += 1
                self._plans += claim.hypothetical
                self._sensitive += claim.sensitive
                self._bare |= {party.name for party in (claim.a, claim.b) if party and party.id}
        if added:
            self._dropped += added.dropped
            self._restored += added.restored

    def json(self) -> dict[str, Any]:
        """The keys that `add` has beside those of `load`."""
        return {
            "refused": [
                {
                    "quote": refused.quote, "reason": refused.reason, "kind": refused.kind,
                    "parties": list(refused.parties), "file": file,
                }
                for file, refused in self._refused
            ],
            "dropped": [_earlier_json(one) for one in self._dropped],
            "restored": [_earlier_json(one) for one in self._restored],
        }  # fmt: skip

    def lines(self) -> list[str]:
        """What was found by kind and stance, what was refused and why, and what a person should look at."""
        if not self._articles:
            return []
        return [*self._table(), *self._refusals(), *self._changes(), *self._review()]

    def _table(self) -> list[str]:
        if not self._claims:
            return ["", "No claim was found."]
        rows = []
        for kind in KINDS:
            counts = [(stance, self._kinds[kind, stance]) for stance in _STANCES if self._kinds[kind, stance]]
            if counts:
                told = ", ".join(f"{count} {_stance(stance)}" for stance, count in counts)
                rows.append((kind.replace("_", " "), str(sum(count for _, count in counts)), told))
        name, count = (max(len(row[at]) for row in rows) for at in (0, 1))
        by = f" by {shown(listed(sorted(self._by)))}"
        return [
            "",
            *wrapped(f"Found {number(self._claims, 'claim')}{by}", columns(), "  ", ""),
            *(f"  {row[0]:<{name}}  {row[1]:>{count}}  {row[2]}" for row in rows),
        ]

    def _refusals(self) -> list[str]:
        if not self._refused:
            return []
        lines = ["", f"Refused {number(len(self._refused), 'proposal')}"]
        for _, refused in self._refused[:_MOST]:
            what = f"{shown(refused.kind)} of {' and '.join(map(shown, refused.parties))}: {shown(refused.reason)}"
            lines += wrapped(what, columns(), "    ", "  ")
            lines += wrapped(f"“{quoted(refused.quote)}”", columns(), "      ", "    ")
        return [*lines, *_more(len(self._refused))]

    def _changes(self) -> list[str]:
        lines = []
        for what, claims in (
            ("no longer proposed, and nobody had looked at them: they count no more", self._dropped),
            ("proposed again", self._restored),
        ):
            if claims:
                lines += ["", *wrapped(f"{number(len(claims), 'earlier claim')} {what}", columns())]
                for one in claims[:_MOST]:
                    lines += [f"  {told(one.made.claim)}; claim {one.id[:12]}"]
                    lines += wrapped(
                        f"“{quoted(one.made.claim.evidence[0].quote)}”", columns(), "      ", "    "
                    )
                lines += _more(len(claims))
        return lines

    def _review(self) -> list[str]:
        if not self._claims:
            return []
        parts = [_WAITS]
        if self._plans:
            parts.append(f"{number(self._plans, 'claim')} of a plan.")
        if self._sensitive:
            parts.append(f"{self._sensitive} sensitive (children, health).")
        if self._bare:
            names = sorted(self._bare)
            more = f" and {len(names) - 8} more" if len(names) > 8 else ""
            parts.append(
                f"Named by one name only, so each stands for itself in its article: "
                f"{', '.join(map(shown, names[:8]))}{more}."
            )
        return [
            "",
            painted("To review", "bold"),
            *(line for part in parts for line in wrapped(part, columns(), "    ", "  ")),
        ]


_WAITS = (
    "No person has looked at these claims yet: they are marked as not reviewed. Once they are in, `relgraph review` "
    "shows them one by one."
)


def told(claim: Claim) -> str:
    """`marriage of Ann Vale and Bob Reed`."""
    parties = [shown(party.name) for party in (claim.a, claim.b) if party]
    return f"{claim.kind.replace('_', ' ')} of {' and '.join(parties)}"


def inferred(file: str, found: Sequence[Inferred]) -> str:
    """`page.html: published 2024-03-05 (meta date), source Star Post (meta og:site_name)`."""
    told = ", ".join(f"{one.field} {shown(one.value)} ({shown(one.place)})" for one in found)
    return "\n".join(wrapped(f"{shown(file)}: {told}", columns(), "  ", ""))


def inferred_json(found: Iterable[tuple[str, Inferred]]) -> list[dict[str, str]]:
    """What nobody gave, and where each file has it."""
    return [{"file": file, "field": one.field, "value": one.value, "place": one.place} for file, one in found]


def _earlier_json(earlier: Earlier) -> dict[str, str]:
    claim = earlier.made.claim
    return {"claim": earlier.id, "kind": claim.kind, "quote": claim.evidence[0].quote}


def _stance(stance: str) -> str:
    return stance if stance in ("reported", "confirmed") else stance.upper()


def _more(count: int) -> list[str]:
    return [f"  … and {count - _MOST:,} more: --json lists them all"] if count > _MOST else []


# ---- why


def explained(extracted: Extracted) -> list[str]:
    """An article and its claims, each with what made it."""
    article = extracted.document.article
    head = article.title or _begins(" ".join((article.text or "").split()))
    place = ", ".join(
        [shown(article.source), day(article.day), *([shown(article.url)] if article.url else [])]
    )
    lines = [
        *(painted(line, "bold") for line in wrapped(quoted(head), columns())),
        *wrapped(place, columns()),
        "",
    ]
    pairs = zip(extracted.document.claims, extracted.proposals, strict=True)
    for at, (claim, proposal) in enumerate(pairs, start=1):
        lines += [*_claim(at, claim, proposal), ""]
    if not extracted.document.claims:
        lines += ["No claim was found.", ""]
    return lines


def _begins(text: str) -> str:
    """The first words of a text, about a line of them."""
    return text if len(text) <= 70 else f"{text[:70].rpartition(' ')[0] or text[:70]} …"


def _claim(at: int, claim: Claim, proposal: Proposal) -> list[str]:
    said = [told(claim), when(claim.when) if claim.when else "no day told", _stance(claim.stance)]
    said += ["a plan"] if claim.hypothetical else []
    said += ["sensitive"] if claim.sensitive else []
    said += [shown(claim.detail)] if claim.detail else []
    quote = claim.evidence[0]
    lines = wrapped(f"{at}. {', '.join(said)}", columns(), "   ", "")
    lines += wrapped(f"“{quoted(quote.quote)}” ({quote.start} to {quote.end})", columns(), "     ", "   ")
    for label, text in _reasons(proposal.rule, proposal.why, claim):
        lines += wrapped(text, columns(), " " * 13, f"   {label:<10}")
    return lines


def _agent(name: str, role: str) -> str:
    return agent(name, role) if name == role else f"{shown(name)} ({role.replace('_', ' ')})"


def _reasons(rule: str, why: Explanation, claim: Claim) -> list[tuple[str, str]]:
    words = ", ".join(f"“{quoted(trigger.text)}” at {trigger.at}" for trigger in why.triggers)
    says = ", citing ".join(_agent(link.agent, link.role) for link in claim.attribution)
    found = [("rule", shown(rule)), ("words", words)]
    found += [("party", quoted(party)) for party in dict.fromkeys(why.parties)]
    found += [("stance", quoted(why.stance)), ("says", says), ("date", quoted(why.date or ""))]
    return [(label, text) for label, text in found if text]

"""Random histories of a pair, for the laws of the fold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from relgraph.dates import parse
from relgraph.fold import Said
from relgraph.kinds import KINDS, Shape

ANN, BOB = 1, 2
_COUPLE = [
    k for k in KINDS if KINDS[k].shapes == (Shape.BOND,) and k not in ("parenthood", "siblinghood", "kinship")
]
_STANCES = ["reported"] * 6 + ["confirmed", "alleged", "alleged", "denied"]
_ROOTS = ["wire", "star post", "gossip daily", "the ledger"]
_ROLES = {"reported": ["outlet", "named_third_party"], "confirmed": ["principal", "representative", "court_record"],
          "alleged": ["anonymous", "outlet"], "denied": ["principal", "representative", "anonymous", "outlet"]}  # fmt: skip


def _days() -> st.SearchStrategy[date]:
    return st.dates(date(2000, 1, 1), date(2012, 12, 31))


@st.composite
def edtf(draw: st.DrawFn) -> str | None:
    """A `when` as papers give it: mostly none, a day, a month or a year."""
    day, other = sorted((draw(_days()), draw(_days())))
    forms = [None, None, f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}~", f"[..{day}]", f"[{day}..{other}]",
             f"{day:%Y}/{other:%Y}", f"{day}/{other:%Y-%m}", f"{day}/..", f"{day:%Y-%m}/", f"/{day:%Y}", f"../{day}", "/",
             f"{other}/{day}"]  # fmt: skip
    return draw(st.sampled_from(forms))


@st.composite
def claim(draw: st.DrawFn, kinds: list[str] | None = None) -> Said:
    """One claim on Ann and Bob, or on the death of one of them."""
    kind = draw(
        st.sampled_from(
            kinds or [*_COUPLE, *_COUPLE, "marriage", "dating", "separation", "parenthood", "death"]
        )
    )
    a, b = draw(st.sampled_from([(ANN, BOB), (BOB, ANN)]))
    stance = draw(st.sampled_from(_STANCES))
    when = draw(edtf())
    published = draw(_days())
    withdrawn = draw(st.sampled_from([None] * 9 + [published.toordinal() + 40]))
    return Said(
        position=0,
        kind=kind,
        a=a,
        b=None if kind == "death" else b,
        when=None if when is None else parse(when),
        stance=stance,
        published=published.toordinal(),
        root=draw(st.sampled_from(_ROOTS)),
        role=draw(st.sampled_from(_ROLES[stance])),
        hypothetical=draw(st.sampled_from([False] * 9 + [True])),
        withdrawn=withdrawn,
        unreviewed=draw(st.booleans()),
    )


def histories(kinds: list[str] | None = None, most: int = 12) -> st.SearchStrategy[list[Said]]:
    """Histories of up to `most` claims, each with a position of its own."""
    return st.lists(claim(kinds), max_size=most).map(numbered)


def numbered(told: list[Said]) -> list[Said]:
    """The claims with positions 1, 2, 3 … in the order given."""
    return [replace(said, position=n) for n, said in enumerate(told, 1)]


@st.composite
def repetitive(draw: st.DrawFn) -> list[Said]:
    """A history that says the same again and again on later days, as papers do of a famous pair."""
    few = draw(st.lists(claim(), min_size=1, max_size=6))
    again = draw(
        st.lists(st.tuples(st.sampled_from(few), _days(), st.sampled_from(_ROOTS)), min_size=9, max_size=25)
    )
    more = [
        replace(said, published=max(said.published, day.toordinal()), root=root, withdrawn=None)
        for said, day, root in again
    ]
    return numbered([*few, *more])

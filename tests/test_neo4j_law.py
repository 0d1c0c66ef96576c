"""Whatever comes in, and in however many steps it is synced: the server says what the file says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from relgraph.claims import Evidence
from relgraph.events import ClaimMade, Event
from relgraph.readmodel.model import rebuild
from tests.neo4j_asking import bring, differing, logged_in
from tests.neo4j_server import Server
from tests.shell import on
from tests.streams import NAMES, events
from tests.test_readmodel import stored, tell

_DAYS = [on(day) for day in ("1998-01-01", "1999-06-09", "2019-03-02", "2024-01-01")]
"""On the first somebody born on 1981-06-09 is a minor."""


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[list[Event], int, bool]]:
    """Events that come in together, the day on which they are synced, and whether the read model is made anew."""
    stream = [_quoting(draw, event) for event in draw(events(22))]
    cuts = sorted(draw(st.sets(st.integers(1, len(stream)), max_size=4)))
    bounds = zip([0, *cuts], [*cuts, len(stream)], strict=True)
    days = sorted(draw(st.lists(st.sampled_from(_DAYS), min_size=len(cuts) + 1, max_size=len(cuts) + 1)))
    parts = [stream[start:end] for start, end in bounds]
    return [(part, day, draw(st.integers(0, 9)) == 0) for part, day in zip(parts, days, strict=True)]


def _quoting(draw: st.DrawFn, event: Event) -> Event:
    """The event; a claim's quote names somebody, party or not."""
    if not isinstance(event, ClaimMade):
        return event
    quote = f"Friends of {draw(st.sampled_from(NAMES))} say so"
    evidence = (Evidence(quote=quote, start=0, end=len(quote)),)
    return event.model_copy(update={"claim": event.claim.model_copy(update={"evidence": evidence})})


@settings(
    max_examples=int(__import__("os").environ.get("N4EX", "20")),
    phases=(__import__("hypothesis").Phase.generate,),
)
@given(steps())
def test_the_server_says_what_the_file_says(
    server: Server, told: list[tuple[list[Event], int, bool]]
) -> None:
    with logged_in(server) as driver, stored() as (connection, log):
        for number, (batch, today, again) in enumerate(told):
            if batch:
                tell(log, [batch])
            if again:
                rebuild(connection)
            done = bring(driver, connection, today)
            assert done.position == log.head().position
            assert differing(driver, connection, today) == [], f"after step {number}"

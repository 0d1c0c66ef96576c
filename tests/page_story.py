"""An invented cast that has everything that a page can show; nobody in it is real."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.shell import Doc, doc, says

INSIDER = [{"agent": "Us Monthly", "role": "outlet"}, {"agent": "an insider", "role": "anonymous"}]
SPOKESMAN = [{"agent": "his spokesman", "role": "representative"}]

CHILD_BORN = datetime.now().astimezone().date() - timedelta(days=9 * 365)
"""Of a child who is nine whenever the tests run."""

FILM: dict[str, Any] = {"name": "The Fall", "type": "work"}
CLUB: dict[str, Any] = {"name": "Vale Society", "type": "organization"}

CAST: list[Doc] = [
    doc("2010-03-02", says("marriage", "Ann Vale", "Bob Reed", "2009-06-06", stance="confirmed", attribution=SPOKESMAN),
        says("performance", "Ann Vale", FILM, "2008", detail="the widow"), says("performance", "Cy Hart", FILM, "2008"),
        says("direction", "Di Lund", FILM, "2008"), says("founding", "Ann Vale", CLUB, "2007"),
        says("membership", "Łukasz Strauß", CLUB, "2009/.."),
        entities=[{"name": "Ann Vale", "type": "person", "aliases": ["Annie Søgaard"], "born": "1970-01-01"}],
        url="https://wire.example/wed", title="Wed at last"),
    doc("2012-05-01", says("divorce", "Ann Vale", "Bob Reed", "2012-04"), source="Post", title="It is over"),
    doc("2015-02-01", says("marriage", "Ann Vale", "Bob Reed", "2015-01-10"), title="Once more"),
    doc("2016-01-01", says("dating", "Cy Hart", "Di Lund", "2015-11"), source="Star"),
    doc("2016-02-01", says("dating", "Cy Hart", "Di Lund", stance="denied"), source="Post"),
    doc("2017-01-05", says("affair", "Bob Reed", "Eve Sand", stance="alleged", attribution=INSIDER), source="Star",
        url="https://star.example/bob-and-eve-sand", title="Bob and Eve Sand?"),
    doc("2017-02-05", says("affair", "Ann Vale", "Cy Hart", stance="alleged", attribution=INSIDER), source="Star"),
    doc("2017-02-09", says("affair", "Ann Vale", "Cy Hart", stance="denied", attribution=SPOKESMAN), source="Post"),
    doc("2018-03-01", says("separation", "Ann Vale", "Bob Reed", stance="alleged", attribution=INSIDER), source="Star"),
    doc("2018-04-01", says("friendship", "Di Lund", "Łukasz Strauß", "2018"), source="Post"),
    doc(f"{CHILD_BORN + timedelta(days=30)}", says("parenthood", "Ann Vale", "Pip Vale", detail="birth"),
        entities=[{"name": "Pip Vale", "type": "person", "born": CHILD_BORN.isoformat()}], source="Post",
        title="Ann and little Pip"),
    doc("2019-01-01", says("engagement", "Di Lund", "Łukasz Strauß", "2019"), source="Wire",
        title="A ring for Łukasz Strauß"),
]  # fmt: skip

EVIL = [
    "</script><img src=x onerror=alert(1)>",
    'a" onmouseover="alert(2)',
    "<!-- <script",
    "javascript:alert(3)",
    "Rtl \u202egnp.exe",
    "{{ 7*7 }} ${alert(4)} ]]>",
    "&lt;b&gt; &amp; <b>bold</b>",
    "Zero\u200bWidth\u2066",
]


def evil() -> list[Doc]:
    """Articles in which every text wants to be more than a text."""
    told: list[Doc] = []
    for at, text in enumerate(EVIL):
        agents = [
            {"agent": f"Agent {text}", "role": "outlet"},
            {"agent": f"Insider {text}", "role": "anonymous"},
        ]
        told.append(
            doc(f"2015-01-{at + 1:02}",
                says("marriage", f"Ann {text}", f"Bob {text}", "2010"),
                says("separation", f"Ann {text}", f"Bob {text}", stance="alleged", attribution=agents),
                says("kinship", f"Ann {text}", "Kim Hub", detail=f"cousin {text}"),
                source=f"Wire {text}", title=f"href {text}", url=["javascript:alert(5)", f"https://x.example/{at}"][at % 2])
        )  # fmt: skip
    return told

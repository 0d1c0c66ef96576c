"""The projection of the log: tables that answer in milliseconds, derived in full from the events.

state.py         the projection as a whole: made, thrown away, checked against the log
model.py         the projector: events to the parts below; rebuild
articles.py      articles, and the twins among them (rule 11)
mentions.py      mentions and entities
declarations.py  what is declared and judged of entities, and who moves by it
claims.py        claims, filed under their pair
amendments.py    corrections, retractions, reviews
touched.py       pairs to be worked out again
links.py         versions as a path goes along them
settling.py      working them out, one by one or all at once
changed.py       what became another one, for copies elsewhere
pairs.py         the fold of one pair, as rows
"""

from relgraph.readmodel.state import FORMAT, check

__all__ = ["FORMAT", "check"]

"""Erasing: what goes if somebody, an article or a claim goes, what is left of what others said, and doing it.

masking.py  names cut out of texts
target.py   what is to be erased: an entity, a name as one article uses it, an article, a claim
leaving.py  what is left of a record of which a part goes
planning.py all records that go, and what stands in their place
doing.py    doing it, and taking something in again
"""

from relgraph.erasing.doing import Erased, erase
from relgraph.erasing.planning import Plan, plan
from relgraph.erasing.target import Target, article, claim, entity, mention

__all__ = ["Erased", "Plan", "Target", "article", "claim", "entity", "erase", "mention", "plan"]

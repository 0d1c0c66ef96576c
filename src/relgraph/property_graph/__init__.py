"""The graph as other tools take it: nodes and relationships with plain properties, drawn in docs/neo4j.md.

rows.py     the nodes and relationships, and what each property means
masking.py  whoever is withheld has no name here
behind.py   the claims behind each version of a tie
entities.py an entity with those judged to be it
ties.py     versions of ties
reading.py  the read model as rows, all of them or those of some entities, articles and pairs
"""

from relgraph.property_graph.reading import Graph
from relgraph.property_graph.rows import Article, Claim, Entity, Source, Tie

__all__ = ["Article", "Claim", "Entity", "Graph", "Source", "Tie"]

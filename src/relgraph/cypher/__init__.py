"""Cypher without a server, and the questions that a newsroom asks in it.

texts.py      what a text of Cypher says of itself: parameters, columns, what it needs of the graph
questions.py  the questions that come with relgraph
parameters.py values for parameters, as somebody types them
answers.py    what is answered, in plain values
embedded.py   the engine in this process, and the graph in it
kept.py       that graph, kept beside the file until the log moves on

The same texts run on a Neo4j server: `relgraph.neo4j.asking`.
"""

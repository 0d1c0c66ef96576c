"""A part of the graph as a whole: chosen, made fit to be handed out, and looked at with networkx.

`selection` chooses entities and ties, `network` makes of them what other tools read, `graph` a networkx graph.
`central`, `groups`, `bridges` and `triangles` each answer one question. Nothing outside of this package imports
networkx, and nothing in it does so before it has to.
"""

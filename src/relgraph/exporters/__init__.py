"""A network in files that other tools read: graphml, gexf, node_link. Each writes to a text that is open already."""

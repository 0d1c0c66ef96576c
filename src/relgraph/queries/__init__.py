"""Questions to the read model, one module each: ties, pairs, timeline, why, path, diff, find.

Each is a function over an SQLite connection that only reads, and gives typed rows. `on` is a day of the world and
`known` a day of knowledge: what was published on or before it. Days are ordinals (`relgraph.dates`). Nothing here
formats, and nothing here pays for pydantic or YAML.
"""

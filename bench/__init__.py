"""What relgraph costs, each measure as a ratio to a named baseline of the same run: `python -m bench [--small]`."""

"""What relgraph costs: `python -m bench [NAME…] [--small]`. Each measure is a ratio to a baseline of the same run."""

"""The command line: a command parses, makes one call and prints. Output formats live here only."""

from relgraph.cli.failures import main

__all__ = ["main"]

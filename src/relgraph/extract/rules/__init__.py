"""The rules: an extractor that reads a parse and knows constructions. The files are its steps, in reading order:

text (lines), names (people), works (titles), refs (what a phrase stands for), grammar (subjects, owners), nouns,
events (nouns and verbs of two), credits (works and organizations), stance, attribution, dates, assemble.
"""

from relgraph.extract.rules.extractor import RulesExtractor

__all__ = ["RulesExtractor"]

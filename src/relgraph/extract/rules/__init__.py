"""The rules: an extractor that reads a parse and knows constructions.

The files are its steps, in reading order: text (lines); spans, evidence, names, sexes (people); titles, things
(works and organizations); said, pronouns, couples, refs (what a phrase stands for); grammar (subjects and owners);
phrase, tying, nouns, children, births, loves (relation nouns); events, verbs (what two share and do); credits with
crediting, titled, casts, owned, belonging (works and organizations); agents, attribution, governing, stance, denials;
dates, timing; assemble. The tables are relations, roles, speech, lexicon, given_names.txt and outlets.txt.
"""

from relgraph.extract.rules.extractor import RulesExtractor

__all__ = ["RulesExtractor"]

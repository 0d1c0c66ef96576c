"""Article documents: what people write and `extract` prints, in YAML or JSONL, to typed values and back.

Reading order: `document` (what comes out), `tree` (what a file holds before anybody asks what it means, and where
it is wrong), `yaml_tree` and `json_lines` (file to trees), `meaning` (tree to document), `parties` and `quotes`
(the two hard parts of a claim), `reading` (the front door), `writing` (the way back).
"""

from __future__ import annotations

from relgraph.documents.document import ArticleDocument
from relgraph.documents.reading import read_bytes, read_file
from relgraph.documents.writing import to_json

__all__ = ["ArticleDocument", "read_bytes", "read_file", "to_json"]

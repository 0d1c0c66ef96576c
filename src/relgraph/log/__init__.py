"""The log: append and read; nothing else.

It knows nothing of claims: an event is an id, a type, a schema number and a body of JSON text. Two adapters
keep one contract (`Log`): `SqliteLog` in a file, `MemoryLog` in lists.
"""

from relgraph.log.memory import MemoryLog
from relgraph.log.protocol import Head, Log, NewEvent, Projector, Receipt, Record
from relgraph.log.sqlite import SqliteLog, create, open_for_reading, open_for_writing

__all__ = [
    "Head",
    "Log",
    "MemoryLog",
    "NewEvent",
    "Projector",
    "Receipt",
    "Record",
    "SqliteLog",
    "create",
    "open_for_reading",
    "open_for_writing",
]

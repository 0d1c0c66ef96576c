"""Event ids as SQLite holds them: an id of hex digits takes half the room as bytes."""

from __future__ import annotations


def pack(id: str) -> bytes | str:
    """An id as it is stored: bytes for hex digits, else the text."""
    try:
        packed = bytes.fromhex(id)
    except ValueError:
        return id
    return packed if packed.hex() == id else id


def unpack(id: bytes | str) -> str:
    """A stored id as it was."""
    return id.hex() if isinstance(id, bytes) else str(id)

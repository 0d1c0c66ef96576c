"""Bytes of a file to text, or a word on why they are none."""

from __future__ import annotations

import codecs
import re

from relgraph.errors import BadInput

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_KNOWN = re.compile(
    r"utf-?8|windows-125\d|cp125\d|iso-?8859-\d{1,2}|gb\w{4,6}|big5\S*|euc-\w+|shift[_-]?jis|koi8-\w",
    re.IGNORECASE,
)
"""What a page may say its encoding is; Python knows others that are none for a page, or slow."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PLAUSIBLE = 1000
"""One control character in so many may be a slip; more make the file no text."""


def decoded(data: bytes, file: str, *, html: bool = False) -> str:
    r"""The text of a file without a byte order mark, its lines ended by `\n`.

    Its encoding is what the mark says, or the page's own `charset`; else UTF-8, and Windows-1252 for what is not
    UTF-8, since that is how old files were written. Raises BadInput for what is no text.
    """
    text = _text(data, file, html)
    controls = _CONTROLS.findall(text)
    if "\0" in controls or len(controls) > len(text) // _PLAUSIBLE:
        raise BadInput(f"not a text: {_kind(data, text)}", file=file)
    return re.sub(r"\r\n?", "\n", text)


def _text(data: bytes, file: str, html: bool) -> str:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise BadInput(f"not {encoding.upper()}, as its first bytes say", file=file) from None
    said = _CHARSET.search(data[:4096]) if html else None
    name = said[1].decode("ascii", "replace").lower() if said else "utf-8"
    for encoding in (name if _KNOWN.fullmatch(name) else "utf-8", "utf-8"):
        try:
            return data.decode("cp1252" if encoding in ("iso-8859-1", "iso8859-1") else encoding)
        except (LookupError, UnicodeError):
            continue
    return data.decode("cp1252", errors="replace")


_KINDS = (
    (b"%PDF", "a PDF file; save it as text first"),
    (b"PK\x03\x04", "an archive or an office document; save it as text first"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)


def _kind(data: bytes, text: str) -> str:
    for start, kind in _KINDS:
        if data.startswith(start):
            return kind
    if 0 in data[:2] or data[1:64:2].count(0) > 8:
        return "maybe UTF-16 without its mark; save it as UTF-8"
    first = _CONTROLS.search(text)
    line = text.count("\n", 0, first.start()) + 1 if first else 1
    return f"there is {'a NUL' if first and first[0] == chr(0) else 'a control character'} in line {line}"

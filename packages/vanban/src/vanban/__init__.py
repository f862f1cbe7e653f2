"""Reads and writes Vietnamese administrative documents.

>>> import datetime, pathlib, vanban
>>> paper = vanban.read(b"KE HOACH", filename="a.txt", today=datetime.date(2026, 11, 21))
>>> paper.kind is None
True
"""

from __future__ import annotations

import datetime

from vanban import edxml, graph, numbers, write
from vanban.analysis import analyse
from vanban.doubts import ScannedText, noted
from vanban.errors import UnreadableError
from vanban.export import to_json
from vanban.letters import fold
from vanban.links.fingerprints import Fingerprint, Match, closest, fingerprint
from vanban.links.sameness import Comparison, compare
from vanban.model import Anniversary, Document, Doubt, Item, Reference, Relation, ReportDeadline, Signer, Unread, Value
from vanban.readers import Part, extract_text, parts_of

__all__ = [
    "Anniversary",
    "Comparison",
    "Document",
    "Doubt",
    "Fingerprint",
    "Item",
    "Match",
    "Part",
    "Reference",
    "Relation",
    "ReportDeadline",
    "Signer",
    "Unread",
    "UnreadableError",
    "Value",
    "closest",
    "compare",
    "edxml",
    "fingerprint",
    "fold",
    "graph",
    "numbers",
    "parts_of",
    "read",
    "to_json",
    "write",
]


def read(data: bytes, *, filename: str, today: datetime.date) -> Document:
    """Read one paper from the bytes of a file.

    ``filename`` helps to tell the format; ``today`` is the reader's date. Of a letter, an archive or an envelope the
    paper inside is read; :func:`parts_of` gives all its files. Raises :class:`UnreadableError` for whatever cannot be
    read (unknown type, encrypted, corrupt, too large, a scan without text …).
    """
    text = extract_text(data, filename=filename)
    document = analyse(text, today=today)
    return noted(document, text) if isinstance(text, ScannedText) else document

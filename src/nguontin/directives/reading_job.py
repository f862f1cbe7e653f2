"""The child's side of `bounded`: one file of a stranger read by vanban, its answer as bytes.

Runs in a process of its own with limits on time and memory (`nguontin.kernel.child`), without Django.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import PurePath
from typing import Any, Final

import vanban
from vanban import Document, Part, UnreadableError

from nguontin.directives.reading import MOST_ITEMS, reading_of
from nguontin.kernel.child import Refusal, child_job

MOST_OTHERS: Final = 20  # further papers taken out of one letter or archive
MOST_BYTES: Final = 20 * 1024**2  # of the JSON of one reading; the longest real paper gives about 1 MB
LOOKING_S: Final = 60.0  # after that, further files are handed over without a look at what is in them
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"})
"""Beside a paper these are seals and logos; a picture that is the paper itself comes as the main one."""

_TOO_MANY: Final = (
    f"Tệp có hơn {MOST_ITEMS} mục việc. Hãy tách từng văn bản hoặc từng phụ lục thành tệp riêng rồi tải lên."
)
_TOO_LARGE: Final = "Tệp dài hơn mọi văn bản hành chính. Hãy tách riêng văn bản cần đọc rồi tải lên."


@child_job
def read(payload: bytes, *, filename: str, today: str) -> tuple[dict[str, Any], bytes]:
    """Read one file. Answer: ``reading``, the size in bytes of the JSON {"text", "read"} that begins the payload,
    and ``others``, [name, size] of each further paper in the file, whose bytes follow in that order."""
    day = date.fromisoformat(today)
    try:
        document = vanban.read(payload, filename=filename, today=day)
        if len(document.items) > MOST_ITEMS:
            raise Refusal("too_many_items", _TOO_MANY)
        others = list(islice(_others(payload, filename, document, day), MOST_OTHERS))
    except UnreadableError as error:
        raise Refusal(error.code, error.message_vi) from error
    reading = json.dumps({"text": document.text, "read": reading_of(document)}, ensure_ascii=False).encode()
    if len(reading) > MOST_BYTES:
        raise Refusal("too_large", _TOO_LARGE)
    answer = {"reading": len(reading), "others": [[part.filename, len(part.data)] for part in others]}
    return answer, b"".join([reading, *(part.data for part in others)])


def _others(payload: bytes, filename: str, main: Document, today: date) -> Iterator[Part]:
    """Papers in a letter, archive or envelope beside the main one, each once, in the order they stand there."""
    parts = vanban.parts_of(payload, filename=filename)
    if len(parts) < 2:
        return
    known = {_identity(main)}
    until = time.monotonic() + LOOKING_S
    for part in parts:
        if PurePath(part.filename).suffix.lower() in PICTURES:
            continue
        if time.monotonic() > until:
            yield part
            continue
        try:
            paper = vanban.read(part.data, filename=part.filename, today=today)
        except UnreadableError:
            continue
        identity = _identity(paper)
        if identity in known or not (paper.number or paper.symbol):
            continue
        known.add(identity)
        yield part


def _identity(paper: Document) -> tuple[str, str, str]:
    """Two files with the same number and date are one paper in two formats; without a number, with the same text."""
    number = paper.number.value if paper.number else ""
    return number, paper.date.value if paper.date else "", "" if number else paper.text

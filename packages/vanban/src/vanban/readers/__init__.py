"""Readers of file formats behind one protocol, found by the entry-point group ``vanban.readers``."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import Protocol

from vanban.errors import UnreadableError

GROUP = "vanban.readers"
LARGEST = 50 * 1024 * 1024  # bytes of one file


class Reader(Protocol):
    """Takes the text out of one file format."""

    types: tuple[str, ...]
    """File name endings, lower case with the dot, for messages."""

    def score(self, data: bytes, *, filename: str) -> float:
        """How sure this reader is that the file is its own, 0 (no) to 1 (its signature stands in the bytes)."""

    def read(self, data: bytes) -> str:
        """The text in reading order; paragraphs parted by an empty line. Raises :class:`UnreadableError`."""


@cache
def readers() -> tuple[Reader, ...]:
    """One instance of each installed reader, in the order of their names."""
    return tuple(point.load()() for point in sorted(entry_points(group=GROUP), key=lambda point: point.name))


def extract_text(data: bytes, *, filename: str) -> str:
    """The text of a file by the reader that is surest of it."""
    if not data:
        raise UnreadableError("empty", "Tệp rỗng. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
    if len(data) > LARGEST:
        raise UnreadableError("too_large", "Tệp lớn hơn 50 MB. Hãy chia nhỏ hoặc giảm dung lượng rồi tải lại.")
    scored = [(reader.score(data, filename=filename), reader) for reader in readers()]
    best, reader = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if reader is None or best <= 0:
        known = ", ".join(sorted({ending for one in readers() for ending in one.types}))
        raise UnreadableError("unknown_type", f"Không nhận ra loại tệp. Các loại đọc được: {known}.")
    return reader.read(data)

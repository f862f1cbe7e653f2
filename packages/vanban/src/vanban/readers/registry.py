"""The protocols of readers, and the installed ones, found by the entry-point group ``vanban.readers``."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from vanban.errors import UnreadableError

GROUP = "vanban.readers"
LARGEST = 50 * 1024 * 1024  # bytes of one file

_logger = logging.getLogger(__name__)


class Reader(Protocol):
    """Takes the text out of one file format."""

    types: tuple[str, ...]
    """File name endings, lower case with the dot, for messages."""

    def score(self, data: bytes, *, filename: str) -> float:
        """How sure this reader is that the file is its own, 0 (no) to 1 (its signature stands in the bytes)."""

    def read(self, data: bytes) -> str:
        """The text in reading order; paragraphs parted by an empty line. Raises :class:`UnreadableError`."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a file: its bare name (no folders) and its bytes."""

    filename: str
    data: bytes


@runtime_checkable
class Container(Protocol):
    """A reader whose files hold other files (a letter with attachments, an archive, an envelope).

    Its ``read`` gives the container's own words, which count only when no part can be read.
    """

    types: tuple[str, ...]

    def score(self, data: bytes, *, filename: str) -> float:
        """As :meth:`Reader.score`."""

    def read(self, data: bytes) -> str:
        """The container's own words. Raises :class:`UnreadableError`."""

    def parts(self, data: bytes) -> Iterable[Part]:
        """The files inside, in the order they stand there. Raises :class:`UnreadableError`."""


@cache
def readers() -> tuple[Reader, ...]:
    """One instance of each installed reader, in the order of their names; one that cannot be loaded is logged."""
    found = (_loaded(point) for point in sorted(entry_points(group=GROUP), key=lambda point: point.name))
    return tuple(reader for reader in found if reader is not None)


def _loaded(point: EntryPoint) -> Reader | None:
    try:
        reader: Reader = point.load()()
    except Exception:
        _logger.exception("reader %s cannot be loaded; its formats are not read", point.name)
        return None
    return reader


def best_reader(data: bytes, *, filename: str) -> tuple[float, Reader | None]:
    """The surest reader of a file and its score; 0 and None when no reader knows it."""
    scored = [(reader.score(data, filename=filename), reader) for reader in readers()]
    best, reader = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return (best, reader) if best > 0 else (0.0, None)


def reader_of(data: bytes, *, filename: str) -> Reader:
    """The reader that is surest of a file. Raises ``empty``, ``too_large`` or ``unknown_type``."""
    if not data:
        raise UnreadableError("empty", "Tệp rỗng. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
    if len(data) > LARGEST:
        raise UnreadableError("too_large", "Tệp lớn hơn 50 MB. Hãy chia nhỏ hoặc giảm dung lượng rồi tải lại.")
    _, reader = best_reader(data, filename=filename)
    if reader is None:
        known = ", ".join(sorted({ending for one in readers() for ending in one.types}))
        raise UnreadableError("unknown_type", f"Không nhận ra loại tệp. Các loại đọc được: {known}.")
    return reader

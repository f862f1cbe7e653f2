"""Papers in a zip archive."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from vanban.errors import UnreadableError
from vanban.readers.package import open_zip, read_part
from vanban.readers.registry import LARGEST, Part

_NOT_ARCHIVES = (b"[Content_Types].xml", b"META-INF/manifest.xml", b"META-INF/container.xml")  # office files, e-books
_UTF8_NAME = 0x800  # flag bit: the name is UTF-8
_EMPTY = "Tệp nén không có văn bản nào đọc được. Hãy giải nén và tải riêng văn bản lên."


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a zip of files, not an office file or e-book in zip's clothing."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    return not any(name in data[-65536:] or name in data[:4096] for name in _NOT_ARCHIVES)


def files_of(data: bytes) -> Iterator[Part]:
    """The files of an archive by their bare names; folders and what the Mac adds left out. Raises as ``open_zip``."""
    with open_zip(data) as package:
        for entry in package.infolist():
            path = _name(entry).replace("\\", "/")
            name = posixpath.basename(path)
            if entry.is_dir() or not name or name.startswith(".") or "__MACOSX" in path:
                continue
            yield Part(name, read_part(package, entry, most=LARGEST))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as written; many programs write UTF-8 without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


class ZipReader:
    """A container: its papers are read by their own readers; nothing is written to disk."""

    types = (".zip",)

    def score(self, data: bytes, *, filename: str) -> float:
        """By the signature; by the name alone a little."""
        return 0.9 if is_archive(data) else 0.2 * filename.lower().endswith(self.types)

    def read(self, data: bytes) -> str:
        """An archive has no words of its own: raises ``no_paper``, or what is wrong with it."""
        open_zip(data).close()
        raise UnreadableError("no_paper", _EMPTY)

    def parts(self, data: bytes) -> Iterator[Part]:
        """The files inside."""
        return files_of(data)

"""Guards for zipped packages: bombs, encryption, entities, endless directories."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from vanban.errors import UnreadableError
from vanban.readers.markup import forbid_entities

MOST_PARTS = 4000
LARGEST_PART = 80 * 1024 * 1024  # bytes, uncompressed
LARGEST_XML = 32 * 1024 * 1024  # of one part that is parsed; a tree takes about eight times as much memory
LARGEST_SUM = 200 * 1024 * 1024
HIGHEST_RATIO = 150  # uncompressed to compressed; real papers stay under 30
RATIO_FROM = 2 * 1024 * 1024  # small parts may shrink as they like
_LARGEST_DIRECTORY = 2 * 1024 * 1024  # bytes; MOST_PARTS entries with long names
_END, _END64, _END_SIZE, _END64_SIZE, _LOCATOR_SIZE = b"PK\x05\x06", b"PK\x06\x06", 22, 56, 20
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)
"""What reading a damaged zip may raise."""

_BOMB = "Tệp nén giải ra quá lớn (nghi là bom nén). Hãy mở tệp bằng phần mềm đã tạo ra nó rồi lưu lại thành tệp mới."
_CORRUPT = "Tệp bị hỏng, không mở được. Hãy mở bằng phần mềm đã tạo ra tệp, lưu lại rồi tải lên."
_ENCRYPTED = "Tệp có mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại."


def check_package(data: bytes) -> None:
    """Raise :class:`UnreadableError` unless the bytes are a zip package that is safe to parse."""
    with open_zip(data) as package:
        for part in package.infolist():
            if part.filename.lower().endswith((".xml", ".rels")):
                forbid_entities(read_part(package, part, most=LARGEST_XML))


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip in the bytes, its directory found to be in bounds.

    Raises ``corrupt``, ``encrypted`` or ``zip_bomb``.
    """
    if _directory_size(data) > _LARGEST_DIRECTORY:
        raise UnreadableError("zip_bomb", _BOMB)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ZIP as error:
        raise UnreadableError("corrupt", _CORRUPT) from error
    _check_sizes(package.infolist())
    return package


def read_part(package: zipfile.ZipFile, part: str | zipfile.ZipInfo, *, most: int = LARGEST_PART) -> bytes:
    """The bytes of one part, at most ``most``. Raises ``corrupt``, ``zip_bomb``; ``KeyError`` when there is none."""
    part = package.getinfo(part) if isinstance(part, str) else part
    try:
        with package.open(part) as stream:
            content = stream.read(most + 1)
    except BROKEN_ZIP as error:
        raise UnreadableError("corrupt", _CORRUPT) from error
    if len(content) > most:
        raise UnreadableError("zip_bomb", _BOMB)
    return content


def _directory_size(data: bytes) -> int:
    """Bytes of the central directory as the end record states it, before anything is built from it."""
    end = data.rfind(_END, max(0, len(data) - 65557))
    if end < 0 or len(data) - end < _END_SIZE:
        return 0
    size: int = struct.unpack_from("<I", data, end + 12)[0]
    wide = end - _LOCATOR_SIZE - _END64_SIZE
    if wide >= 0 and data[wide : wide + 4] == _END64:
        size = max(size if size != 0xFFFFFFFF else 0, struct.unpack_from("<Q", data, wide + 40)[0])
    return size


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("encrypted", _ENCRYPTED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_SUM:
        raise UnreadableError("zip_bomb", _BOMB)
    for part in parts:
        steep = part.file_size > RATIO_FROM and part.file_size > HIGHEST_RATIO * max(1, part.compress_size)
        if steep or part.file_size > LARGEST_PART:
            raise UnreadableError("zip_bomb", _BOMB)

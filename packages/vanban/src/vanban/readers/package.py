"""Guards for zipped XML packages: bombs, encryption, entities."""

from __future__ import annotations

import io
import zipfile

from vanban.errors import UnreadableError

MOST_PARTS = 4000
LARGEST_PART = 80 * 1024 * 1024  # bytes, uncompressed
LARGEST_SUM = 200 * 1024 * 1024
HIGHEST_RATIO = 150  # uncompressed to compressed; real papers stay under 30
RATIO_FROM = 2 * 1024 * 1024  # small parts may shrink as they like

_BOMB = "Tệp nén giải ra quá lớn (nghi là bom nén). Hãy mở tệp bằng Word rồi lưu lại thành tệp mới."
_CORRUPT = "Tệp .docx bị hỏng. Hãy mở bằng Word, lưu lại rồi tải lên."
_ENCRYPTED = "Tệp có mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại."
_ENTITIES = "Tệp chứa khai báo XML không được phép (DTD). Hãy mở bằng Word rồi lưu lại thành tệp mới."


def check_package(data: bytes) -> None:
    """Raise :class:`UnreadableError` unless the bytes are a zip package that is safe to parse."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_sizes(parts)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_part(package, part)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, NotImplementedError) as error:
        raise UnreadableError("corrupt", _CORRUPT) from error


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("encrypted", _ENCRYPTED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_SUM:
        raise UnreadableError("zip_bomb", _BOMB)
    for part in parts:
        steep = part.file_size > RATIO_FROM and part.file_size > HIGHEST_RATIO * max(1, part.compress_size)
        if steep or part.file_size > LARGEST_PART:
            raise UnreadableError("zip_bomb", _BOMB)


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with package.open(part) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise UnreadableError("zip_bomb", _BOMB)
    plain = content.replace(b"\0", b"")  # UTF-16 parts show the same letters
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UnreadableError("forbidden_xml", _ENTITIES)

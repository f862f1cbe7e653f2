"""Plain text and Markdown."""

from __future__ import annotations

import codecs

from vanban.errors import UnreadableError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class PlainReader:
    """UTF-8 (with or without mark), UTF-16 with mark, and Windows-1258 text."""

    types = (".txt", ".md")

    def score(self, data: bytes, *, filename: str) -> float:
        """By the ending of the name; without one by the absence of zero bytes."""
        if filename.lower().endswith(self.types):
            return 0.8
        if "." not in filename.rsplit("/", 1)[-1] and b"\0" not in data[:4096]:
            return 0.2
        return 0.0

    def read(self, data: bytes) -> str:
        """The decoded text."""
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                return self._decode(data, encoding)
        if b"\0" in data:
            raise UnreadableError(
                "not_text", "Tệp không phải văn bản thuần. Hãy lưu lại dưới dạng .docx, .pdf hoặc .txt (UTF-8)."
            )
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return self._decode(data, "cp1258")

    def _decode(self, data: bytes, encoding: str) -> str:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise UnreadableError(
                "not_text", "Không giải mã được bảng mã của tệp. Hãy lưu lại dưới dạng UTF-8."
            ) from error

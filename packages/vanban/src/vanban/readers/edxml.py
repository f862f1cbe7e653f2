"""Envelopes of the national document exchange (edXML): the paper attached to them is read."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.edxml.reading import is_envelope, read_envelope
from vanban.errors import UnreadableError
from vanban.readers.registry import Part

_EMPTY = "Gói edXML không kèm văn bản (có thể là thông điệp trạng thái). Hãy lấy gói có tệp văn bản."


class EdxmlReader:
    """A container: attachments are read by their own readers; the envelope's fields are no text of the paper."""

    types = (".edxml",)

    def score(self, data: bytes, *, filename: str) -> float:
        """By the names of the envelope near the start."""
        if is_envelope(data):
            return 0.98
        return 0.4 * filename.lower().endswith(self.types)

    def read(self, data: bytes) -> str:
        """An envelope has no words of its own: raises ``no_paper``, or what is wrong with it."""
        read_envelope(data)
        raise UnreadableError("no_paper", _EMPTY)

    def parts(self, data: bytes) -> Iterator[Part]:
        """The attachments, unpacked."""
        for attachment in read_envelope(data).attachments:
            yield Part(attachment.name, attachment.data)

"""Letters of electronic mail (.eml) and pages saved as one file (.mht): their attachments, and their own words last."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header

from vanban.errors import UnreadableError
from vanban.readers.charsets import to_text
from vanban.readers.html import html_text
from vanban.readers.mime import Leaf, leaves_of
from vanban.readers.registry import Part

_HEADER = re.compile(rb"^([!-9;-~]+):[ \t]", re.MULTILINE)
_TECHNICAL = {b"mime-version", b"received", b"message-id", b"content-type", b"return-path", b"x-mailer"}
_SOCIAL = {b"from", b"to", b"subject", b"date"}
_BODY_TYPES = ("text/html", "text/plain")
_SEALS = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "text/calendar")
_ENDINGS = {
    "text/html": ".html",
    "text/plain": ".txt",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "message/rfc822": ".eml",
}
_EMPTY = "Thư không có nội dung và không có văn bản đính kèm đọc được. Hãy tải riêng văn bản lên."


class MailReader:
    """A container: attachments are read by their own readers."""

    types = (".eml", ".mht", ".mhtml")

    def score(self, data: bytes, *, filename: str) -> float:
        """By the names of the headers at the very start, then by the ending of the name."""
        head = re.split(rb"\r?\n\r?\n", data[:65536].lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
        names = {name.lower() for name in _HEADER.findall(head)} if _HEADER.match(head) else set()
        if names & _TECHNICAL and (names & _SOCIAL or b"mime-version" in names):
            return 0.92
        return 0.4 * filename.lower().endswith(self.types)

    def read(self, data: bytes) -> str:
        """The letter's own words: its page form if it has one, else its plain form."""
        bodies: dict[str, Leaf] = {}
        for part in _parts(data):
            if not _is_file(part):
                bodies.setdefault(part.kind, part)
        for kind in _BODY_TYPES:
            if kind in bodies:
                content, declared = bodies[kind].content(), bodies[kind].headers.get_content_charset()
                plain = kind == "text/plain"
                text = to_text(content, declared=declared) if plain else html_text(content, declared=declared)
                if text.strip():
                    return text
        raise UnreadableError("no_paper", _EMPTY)

    def parts(self, data: bytes) -> Iterator[Part]:
        """Attachments and attached letters; seals, signatures and the pictures of the letter's page left out."""
        for number, part in enumerate(_parts(data), start=1):
            if _is_file(part):
                yield Part(_filename(part) or f"tep-{number}{_ENDINGS.get(part.kind, '')}", part.content())


def _parts(data: bytes) -> list[Leaf]:
    return leaves_of(data.lstrip(b"\xef\xbb\xbf\r\n"))


def _is_file(part: Leaf) -> bool:
    if part.kind in _SEALS or (part.related and part.kind.startswith(("image/", "text/css"))):
        return False
    disposition = part.headers.get_content_disposition()
    return disposition == "attachment" or part.headers.get_filename() is not None or part.kind not in _BODY_TYPES


def _filename(part: Leaf) -> str:
    """The bare name of an attachment, also when written raw or in the older encodings."""
    printed = str(part.headers.get_filename() or "")
    try:
        name = str(make_header(decode_header(printed)))
    except (MessageError, ValueError, LookupError):
        name = printed
    return posixpath.basename(" ".join(name.replace("\\", "/").split()))[-200:]

"""Letters of electronic mail (.eml) and pages saved as one file (.mht): their attachments, and their own words last.

The older ``Compat32`` policy is used on purpose: it keeps damaged headers as they are and does not parse long ones.
"""

from __future__ import annotations

import email
import posixpath
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32

from vanban.errors import UnreadableError
from vanban.readers.charsets import to_text
from vanban.readers.html import html_text
from vanban.readers.registry import Part

_MOST_LAYERS = 100  # multiparts of one letter
_HEADER = re.compile(rb"^([!-9;-~]+):[ \t]", re.MULTILINE)
_TECHNICAL = {b"mime-version", b"received", b"message-id", b"content-type", b"return-path", b"x-mailer"}
_SOCIAL = {b"from", b"to", b"subject", b"date"}
_BODY_TYPES = ("text/html", "text/plain")
_SEALS = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "text/calendar")
_ENDINGS = {"text/html": ".html", "text/plain": ".txt", "text/xml": ".xml", "application/xml": ".xml"}
_LAYERED = "Thư có quá nhiều lớp lồng nhau. Hãy tải riêng tệp đính kèm cần đọc."
_CORRUPT = "Thư bị hỏng, không tách được tệp đính kèm. Hãy tải riêng tệp đính kèm cần đọc."
_EMPTY = "Thư không có nội dung và không có văn bản đính kèm đọc được. Hãy tải riêng văn bản lên."


class _Lenient(Compat32):
    """Headers as written; raw UTF-8 in them, which the standard forbids, is read all the same."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The header's words."""
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


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
        bodies: dict[str, Message] = {}
        for part, related in _leaves(_parsed(data)):
            if not _is_file(part, related):
                bodies.setdefault(part.get_content_type(), part)
        for kind in _BODY_TYPES:
            if kind in bodies:
                content, declared = _content(bodies[kind]), bodies[kind].get_content_charset()
                plain = kind == "text/plain"
                text = to_text(content, declared=declared) if plain else html_text(content, declared=declared)
                if text.strip():
                    return text
        raise UnreadableError("no_paper", _EMPTY)

    def parts(self, data: bytes) -> Iterator[Part]:
        """Attachments and attached letters; seals, signatures and the pictures of the letter's page left out."""
        for number, (part, related) in enumerate(_leaves(_parsed(data)), start=1):
            if part.get_content_type() == "message/rfc822":
                yield Part(_filename(part) or f"thu-{number}.eml", _letter(part))
            elif _is_file(part, related):
                yield Part(
                    _filename(part) or f"tep-{number}{_ENDINGS.get(part.get_content_type(), '')}", _content(part)
                )


def _parsed(data: bytes) -> Message:
    if data.lower().count(b"boundary=") > _MOST_LAYERS:
        raise UnreadableError("too_large", _LAYERED)
    try:
        return email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=_Lenient())
    except (RecursionError, MessageError, ValueError, LookupError) as error:
        raise UnreadableError("corrupt", _CORRUPT) from error


def _leaves(message: Message) -> Iterator[tuple[Message, bool]]:
    """Every part that is no multipart, attached letters unopened; and whether it belongs to the letter's page."""
    waiting = [(message, False)]
    while waiting:
        part, related = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            related = part.get_content_subtype() == "related"
            waiting.extend((one, related) for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part, related


def _is_file(part: Message, related: bool) -> bool:
    kind = part.get_content_type()
    if kind in _SEALS or (related and kind.startswith(("image/", "text/css"))):
        return False
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None or kind not in _BODY_TYPES


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _letter(part: Message) -> bytes:
    """An attached letter as it was; some programs put it into base64, which the standard forbids."""
    inner = part.get_payload()
    letter = inner[0] if isinstance(inner, list) and inner else None
    if not isinstance(letter, Message):
        return _content(part)
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        letter["Content-Transfer-Encoding"] = "base64"
        return _content(letter)
    try:
        return letter.as_bytes()
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError, KeyError) as error:
        raise UnreadableError("corrupt", _CORRUPT) from error


def _filename(part: Message) -> str:
    """The bare name of an attachment, also when written raw or in the older encodings."""
    printed = str(part.get_filename() or "")
    try:
        name = str(make_header(decode_header(printed)))
    except (MessageError, ValueError, LookupError):
        name = printed
    return posixpath.basename(" ".join(name.replace("\\", "/").split()))[-200:]

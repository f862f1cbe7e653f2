"""Takes letters apart into their parts: in time linear in their size, whatever stands in them.

The headers are parsed by the standard library; its parser of whole letters is not used, for it takes minutes over
letters made to harm it.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32

from vanban.errors import UnreadableError

MOST_LEAVES = 500
DEEPEST = 12  # multiparts inside one another
LONGEST_HEADERS = 64 * 1024  # bytes of the headers of one part

_FIRST_BLANK = re.compile(rb"\r?\n")
_BLANK = (b"\n\r\n", b"\n\n")
_LINE_END = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")
_NEWLINE = 10
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_CORRUPT = "Thư bị hỏng, không tách được tệp đính kèm. Hãy tải riêng tệp đính kèm cần đọc."
_LAYERED = "Thư có quá nhiều phần lồng nhau. Hãy tải riêng tệp đính kèm cần đọc."


class _Lenient(Compat32):
    """Headers as written; raw UTF-8 in them, which the standard forbids, is read all the same."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The header's words."""
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


_HEADERS = BytesHeaderParser(policy=_Lenient())


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that is no multipart; ``related`` when it belongs to the letter's page (its pictures)."""

    headers: Message
    body: bytes
    related: bool

    @property
    def kind(self) -> str:
        """Its content type, lower case."""
        return self.headers.get_content_type()

    def content(self) -> bytes:
        """Its bytes, base64 and quoted-printable undone."""
        coded = str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()
        if coded == "base64":
            return _from_base64(self.body)
        return binascii.a2b_qp(self.body) if coded == "quoted-printable" else self.body


def leaves_of(letter: bytes) -> list[Leaf]:
    """All parts of a letter that are no multiparts, in order; attached letters are left closed.

    Raises :class:`UnreadableError` ``corrupt``, or ``too_large`` beyond the bounds above.
    """
    leaves: list[Leaf] = []
    waiting = [_Place(0, len(letter), related=False, depth=0)]
    try:
        while waiting:
            place = waiting.pop()
            headers, start = _opened(letter, place)
            boundary = headers.get_boundary()
            if headers.get_content_maintype() != "multipart" or not boundary:
                leaves.append(Leaf(headers, letter[start : place.end], place.related))
                continue
            body = _Place(start, place.end, headers.get_content_subtype() == "related", place.depth + 1)
            waiting.extend(reversed(_split(letter, body, b"--" + boundary.encode("utf-8", "surrogateescape"))))
            if len(leaves) + len(waiting) > MOST_LEAVES or body.depth > DEEPEST:
                raise UnreadableError("too_large", _LAYERED)
    except (MessageError, ValueError, LookupError) as error:
        raise UnreadableError("corrupt", _CORRUPT) from error
    return leaves


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part stands in the letter."""

    start: int
    end: int
    related: bool
    depth: int


def _opened(letter: bytes, place: _Place) -> tuple[Message, int]:
    """The headers of a part and where its body starts."""
    blank = _FIRST_BLANK.match(letter, place.start, place.end)
    if blank:
        return _HEADERS.parsebytes(b""), blank.end()
    most = min(place.end, place.start + LONGEST_HEADERS)
    ends = [at + len(gap) for gap in _BLANK if (at := letter.find(gap, place.start, most)) >= 0]
    if not ends and most < place.end:
        raise UnreadableError("corrupt", _CORRUPT)
    start = min(ends, default=place.end)
    return _HEADERS.parsebytes(letter[place.start : start]), start


def _split(letter: bytes, body: _Place, line: bytes) -> list[_Place]:
    """What stands between the boundary lines; a missing last line is no fault."""
    parts: list[_Place] = []
    start: int | None = None
    at = letter.find(line, body.start, body.end)
    while at >= 0 and len(parts) <= MOST_LEAVES:
        mark = _LINE_END.match(letter, at + len(line), body.end)
        if mark and (at == body.start or letter[at - 1] == _NEWLINE):
            if start is not None:
                end = at - (2 if letter[at - 2 : at] == b"\r\n" else 1)
                parts.append(replace(body, start=start, end=max(start, end)))
            start = None if mark.group(1) else mark.end()
            if start is None:
                break
        at = letter.find(line, at + len(line), body.end)
    if start is not None:
        parts.append(replace(body, start=start))
    return parts


def _from_base64(body: bytes) -> bytes:
    """As much as can be decoded: line ends, remarks and a broken end are common."""
    letters = _NOT_BASE64.sub(b"", body)
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))

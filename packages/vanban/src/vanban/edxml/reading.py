"""Reads edXML envelopes: plain ones with their files in base64, and SOAP messages with attachments (MIME)."""

from __future__ import annotations

import base64
import binascii
import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from vanban.edxml import fields
from vanban.edxml.model import Attachment, Envelope, EnvelopeSigner, Organ, ResponseFor, Status, Trace
from vanban.errors import UnreadableError
from vanban.readers.archive import files_of, is_archive
from vanban.readers.mail import MailReader
from vanban.readers.markup import parse_xml

_NAMES = (b"edxml", b"qcvn_102", b"e-doc.vn/schema")
_DATE = re.compile(r"(?P<year>\d{4})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})|"
                   r"(?P<day2>\d{1,2})[/-](?P<month2>\d{1,2})[/-](?P<year2>\d{4})")  # fmt: skip
_MOST_ATTACHMENTS = 200
_CORRUPT = "Gói edXML bị hỏng. Hãy yêu cầu bên gửi gửi lại gói hoặc lấy lại từ trục liên thông."
_TOO_MANY = f"Gói edXML có hơn {_MOST_ATTACHMENTS} tệp đính kèm. Hãy tải riêng văn bản cần đọc."


def is_envelope(data: bytes) -> bool:
    """Whether the bytes begin as an edXML message (its names stand in the first tags)."""
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith(b"<") and b"<html" not in head and any(name in head for name in _NAMES)


def read_envelope(data: bytes) -> Envelope:
    """The envelope in the bytes of a file.

    Raises :class:`UnreadableError` ``corrupt``, ``forbidden_xml`` (a DTD), ``zip_bomb`` or ``too_large``.
    """
    if is_envelope(data):
        return _envelope(data, ())
    if MailReader().score(data, filename="") > 0:
        parts = list(MailReader().parts(data))
        root = next((part for part in parts if is_envelope(part.data)), None)
        if root is not None:
            return _envelope(root.data, [Attachment(part.filename, part.data) for part in parts if part is not root])
    raise UnreadableError("corrupt", _CORRUPT)


def _envelope(data: bytes, beside: Iterable[Attachment]) -> Envelope:
    try:
        root = parse_xml(data.lstrip(b" \t\r\n"), long_texts=True)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("corrupt", _CORRUPT) from error
    header = _first(root, "MessageHeader")
    if header is None:
        header = _first(root, "edXMLHeader")
    if header is None:
        raise UnreadableError("corrupt", _CORRUPT)
    business, signer = _first(root, "Bussiness"), _first(header, "SignerInfo")
    texts = {name: _text(header, *path) for name, path in fields.HEADER}
    texts |= {name: _date(texts[name]) for name in fields.DATES}
    texts |= {name: _text(business, tag) for name, tag in fields.BUSINESS}
    sender = _child(header, "From")
    return Envelope(
        sender=Organ(**_texts(sender, fields.ORGAN)) if sender is not None else None,
        receivers=tuple(Organ(**_texts(one, fields.ORGAN)) for one in _children(header, "To")),
        signer=EnvelopeSigner(**_texts(signer, fields.SIGNER)) if signer is not None else None,
        to_places=_list(_child(header, "ToPlaces"), "Place"),
        appendixes=_list(_first(header, "Appendixes"), "Appendix"),
        responses_for=tuple(_response(one) for one in _children(header, "ResponseFor")),
        traces=tuple(Trace(**_texts(one, fields.TRACE)) for one in _all(root, "TraceHeader")),
        status=_status(header),
        attachments=(*_attachments(root), *beside),
        **texts,
    )


def _response(element: Any) -> ResponseFor:
    texts = _texts(element, fields.RESPONSE)
    return ResponseFor(**texts | {"date": _date(texts["date"])})


def _status(header: Any) -> Status | None:
    if _text(header, "StatusCode") is None:
        return None
    return Status(**_texts(header, fields.STATUS), **_texts(_child(header, "StaffInfo"), fields.STAFF))


def _attachments(root: Any) -> Iterator[Attachment]:
    """Attachments with content; name and type from beside the content or from the manifest."""
    manifest = {_text(one, "ContentId"): one for one in _all(root, "Reference")}
    for count, element in enumerate(_all(root, "Attachment"), start=1):
        if count > _MOST_ATTACHMENTS:
            raise UnreadableError("too_large", _TOO_MANY)
        encoded = _text(element, "ContentTransferEncoded")
        if encoded is None:
            continue
        identity = _text(element, "ContentId")
        listed = manifest.get(identity)
        name = _text(element, "AttachmentName") or _text(listed, "AttachmentName") or f"tep-{count}"
        kind = _text(element, "ContentType") or _text(listed, "ContentType")
        yield Attachment(re.split(r"[/\\]", name)[-1], _unpacked(encoded), kind, identity)


def _unpacked(encoded: str) -> bytes:
    """The file in base64; each file travels in a zip of its own, which is opened."""
    try:
        data = base64.b64decode(encoded.encode("ascii"))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise UnreadableError("corrupt", _CORRUPT) from error
    if not is_archive(data):
        return data
    files = list(files_of(data))
    return files[0].data if len(files) == 1 else data


def _date(printed: str | None) -> str | None:
    """ISO of a printed date, also of one with a time after it; None for what is no date."""
    match = _DATE.match(printed or "")
    if match is None:
        return None
    year, month, day = (int(match[name] or match[f"{name}2"]) for name in ("year", "month", "day"))
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _name(element: Any) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _children(element: Any | None, name: str) -> list[Any]:
    """Children of a local name; namespaces and capitals differ between gateways."""
    return [child for child in element if _name(child) == name.lower()] if element is not None else []


def _child(element: Any | None, name: str) -> Any | None:
    return next(iter(_children(element, name)), None)


def _all(element: Any, name: str) -> Iterator[Any]:
    return (one for one in element.iter() if _name(one) == name.lower())


def _first(element: Any, name: str) -> Any | None:
    return next(_all(element, name), None)


def _text(element: Any | None, *path: str) -> str | None:
    """The words of a descendant, None when it is missing or blank."""
    for name in path:
        element = _child(element, name)
    text = (element.text or "").strip() if element is not None else ""
    return text or None


def _texts(element: Any | None, names: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    return {name: _text(element, tag) for name, tag in names}


def _list(element: Any | None, name: str) -> tuple[str, ...]:
    return tuple(text for one in _children(element, name) if (text := (one.text or "").strip()))

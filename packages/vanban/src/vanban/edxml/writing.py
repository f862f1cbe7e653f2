"""Writes edXML envelopes as the national exchange takes them."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterable
from typing import Any

from lxml import etree

from vanban.edxml import fields
from vanban.edxml.model import NAMESPACE, Attachment, Envelope

_PREFIX = "edXML"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of the files in their zips: equal envelopes give equal bytes


def write_envelope(envelope: Envelope) -> bytes:
    """The envelope as UTF-8 XML, each attachment zipped and in base64. ``read_envelope`` gives it back equal.

    Raises ``ValueError`` for characters that XML cannot carry.
    """
    root: Any = etree.fromstring(f'<edXML xmlns="{NAMESPACE}"/>')
    outer = etree.SubElement(root, f"{{{NAMESPACE}}}edXMLEnvelope", nsmap={_PREFIX: NAMESPACE})
    header = _add(outer, "edXMLHeader")
    _message_header(_add(header, "MessageHeader"), envelope)
    _trace(header, envelope)
    manifest = _add(_add(outer, "edXMLBody"), "edXMLManifest")
    manifest.set("version", "1.0")
    encoded = _add(root, "AttachmentEncoded") if envelope.attachments else None
    for number, attachment in enumerate(envelope.attachments, start=1):
        described = {
            "ContentId": attachment.content_id or f"cid:{number}",
            "ContentType": attachment.content_type,
            "AttachmentName": attachment.name,
        }
        _texts(_add(manifest, "Reference"), described.items())
        _texts(_add(encoded, "Attachment"), [*described.items(), ("ContentTransferEncoded", _packed(attachment))])
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _message_header(header: Any, envelope: Envelope) -> None:
    for tag, organs in (("From", [envelope.sender]), ("To", envelope.receivers)):
        for organ in organs:
            if organ is not None:
                _fields(_add(header, tag), organ, fields.ORGAN)
    groups: dict[str, Any] = {}
    for name, path in fields.HEADER:
        value = getattr(envelope, name)
        if value is not None:
            parent = header
            for tag in path[:-1]:
                parent = groups[tag] if tag in groups else groups.setdefault(tag, _add(header, tag))
            _texts(parent, [(path[-1], value.replace("-", "/") if name in fields.DATES else value)])
    if envelope.signer is not None:
        _fields(_add(header, "SignerInfo"), envelope.signer, fields.SIGNER)
    if envelope.appendixes:
        others = groups["OtherInfo"] if "OtherInfo" in groups else _add(header, "OtherInfo")
        _texts(_add(others, "Appendixes"), [("Appendix", one) for one in envelope.appendixes])
    if envelope.to_places:
        _texts(_add(header, "ToPlaces"), [("Place", one) for one in envelope.to_places])
    for response in envelope.responses_for:
        element = _add(header, "ResponseFor")
        for name, tag in fields.RESPONSE:
            value = getattr(response, name)
            _texts(element, [(tag, value.replace("-", "/") if value and name == "date" else value)])
    if envelope.status is not None:
        _fields(header, envelope.status, fields.STATUS)
        _fields(_add(header, "StaffInfo"), envelope.status, fields.STAFF)


def _trace(header: Any, envelope: Envelope) -> None:
    listed = _add(header, "TraceHeaderList")
    for trace in envelope.traces:
        _fields(_add(listed, "TraceHeader"), trace, fields.TRACE)
    if any(getattr(envelope, name) is not None for name, _ in fields.BUSINESS):
        _fields(_add(listed, "Bussiness"), envelope, fields.BUSINESS)


def _packed(attachment: Attachment) -> str:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo(attachment.name, _EPOCH), attachment.data, zipfile.ZIP_DEFLATED)
    return base64.b64encode(stream.getvalue()).decode("ascii")


def _add(parent: Any, tag: str) -> Any:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")


def _texts(parent: Any, values: Iterable[tuple[str, str | None]]) -> None:
    for tag, value in values:
        if value is not None:
            _add(parent, tag).text = value


def _fields(parent: Any, record: object, names: Iterable[tuple[str, str]]) -> None:
    _texts(parent, [(tag, getattr(record, name)) for name, tag in names])

"""XML without entities, document types, network or endless depth."""

from __future__ import annotations

from typing import Any

from lxml import etree

from vanban.errors import UnreadableError

MOST_TAGS = 1_000_000  # of one part; 500 pages have about half as many
MOST_ATTRIBUTES = 2_500_000
_ENTITIES = "Tệp chứa khai báo XML không được phép (DTD). Hãy mở bằng phần mềm đã tạo ra tệp rồi lưu lại thành tệp mới."
_ENDLESS = "Tệp chứa quá nhiều thẻ XML so với một văn bản (nghi là tệp phá hoại). Hãy lưu lại thành tệp mới."


def forbid_entities(content: bytes) -> None:
    """Raise ``forbidden_xml`` when XML declares a document type or entities, in 8-bit letters or UTF-16."""
    plain = content.replace(b"\0", b"") if b"\0" in content[:4096] else content
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UnreadableError("forbidden_xml", _ENTITIES)


def parse_xml(content: bytes, *, long_texts: bool = False) -> Any:
    """The root element. ``long_texts`` allows texts above 10 MB (attachments in base64).

    Raises :class:`UnreadableError` ``forbidden_xml`` or ``zip_bomb`` (endless tags), and ``lxml.etree.XMLSyntaxError``
    for what is no XML.
    """
    forbid_entities(content)
    if content.count(b"<") > MOST_TAGS or content.count(b"=") > MOST_ATTRIBUTES:
        raise UnreadableError("zip_bomb", _ENDLESS)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=long_texts,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("forbidden_xml", _ENTITIES)
    return root

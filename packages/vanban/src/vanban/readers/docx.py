"""Word documents (.docx, .docm, .dotx, .dotm): body, tables, text boxes, page headers, notes. Macros are never run."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from vanban.errors import UnreadableError
from vanban.readers.markup import parse_xml
from vanban.readers.numbering import Numbering
from vanban.readers.package import LARGEST_XML, open_zip, read_part
from vanban.readers.word_blocks import Blocks
from vanban.readers.word_names import RELATION_ID, w
from vanban.readers.word_pictures import with_pictures
from vanban.readers.word_styles import Styles
from vanban.readers.word_text import Words

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_OLD_NAMES = (".doc", ".dot", ".rtf")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (_STRICT + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)
_PAGE_NUMBER = re.compile(r"(?:trang|page)?[\s\d\-–/|.]*(?:of|của)?[\s\d\-–]*", re.IGNORECASE)
_CORRUPT = "Tệp .docx bị hỏng. Hãy mở bằng Word, lưu lại rồi tải lên."
_OLD = "Tệp Word đời cũ (.doc hoặc .rtf). Hãy mở bằng Word, chọn Lưu thành (Save As) loại .docx rồi tải lên."
_LOCKED = "Tệp Word có mật khẩu. Hãy gỡ mật khẩu, lưu lại dưới dạng .docx rồi tải lên."


class DocxReader:
    """Reads Word documents from their XML, after the package was found safe."""

    types = (".docx", ".docm", ".dotx", ".dotm")

    def score(self, data: bytes, *, filename: str) -> float:
        """By the signature of a zip with Word's parts, of an old or an encrypted Word file; then by the name."""
        name = filename.lower()
        if data.startswith(b"PK\x03\x04"):
            return 0.95 if b"word/" in data[-65536:] or b"word/" in data[:4096] else 0.5 * name.endswith(self.types)
        if data.startswith(OLE):
            known = _in_ole(data, "WordDocument") or _in_ole(data, "EncryptedPackage")
            return 0.95 if known else 0.9 * name.endswith((*self.types, *_OLD_NAMES))
        if data.startswith(_RTF):
            return 0.9
        return 0.3 * name.endswith(self.types)

    def read(self, data: bytes) -> str:
        """Text in reading order; cells of layout tables one after the other, data tables as ``|`` rows."""
        if data.startswith((OLE, _RTF)):
            if _in_ole(data, "EncryptedPackage") or not (_in_ole(data, "WordDocument") or data.startswith(_RTF)):
                raise UnreadableError("encrypted", _LOCKED)
            raise UnreadableError("old_word", _OLD)
        with open_zip(data) as package:
            try:
                document = _Document(package)
                text = document.with_pictures("".join(document.blocks()).strip("\n"))
            except (KeyError, ValueError, TypeError, AttributeError, etree.XMLSyntaxError, RecursionError) as error:
                raise UnreadableError("corrupt", _CORRUPT) from error
        if not text.strip():
            raise UnreadableError("no_text", "Tệp không có chữ (có thể là ảnh quét); cần nhận dạng chữ.")
        return text


def _in_ole(data: bytes, stream: str) -> bool:
    """Whether an OLE file has a stream of that name in its directory."""
    return stream.encode("utf-16-le") in data


class _Document:
    """The parts of one Word package, found by their relations."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {name.lower(): name for name in package.namelist()}
        main = next(
            (target for _, kind, target in self._relations("") if kind == "officeDocument"), "word/document.xml"
        )
        relations = list(self._relations(main))
        self._targets = {identity: target for identity, _, target in relations}
        self._kinds = {kind: target for _, kind, target in relations}
        styles = Styles(self._optional("styles"))
        self._body: Any = self._part(main).find(w("body"))
        marks = [mark.get(w("fldCharType")) for mark in self._body.iter(w("fldChar"))]
        self._words = Words(styles, fields_close=marks.count("begin") == marks.count("end"))
        self._blocks = Blocks(styles, Numbering(self._optional("numbering"), styles), self._words)

    def blocks(self) -> Iterator[str]:
        """Page header, body, page footer and notes."""
        section = next(self._body.iter(w("sectPr")), None)
        yield from self._margins(section, "header")
        yield from self._blocks.of(self._body)
        yield from self._margins(section, "footer")
        yield from self._notes()

    def with_pictures(self, typed: str) -> str:
        """The typed text and that of pictures of pages."""
        return with_pictures(typed, self._body, self._targets, self._package)

    def _margins(self, section: Any | None, kind: str) -> Iterator[str]:
        """What the headers or footers of the first section print besides page numbers."""
        if section is None:
            return
        seen = set()
        own_first = section.find(w("titlePg")) is not None
        for reference in section.findall(w(f"{kind}Reference")):
            target = self._targets.get(reference.get(RELATION_ID))
            if target is None or (reference.get(w("type")) == "first" and not own_first):
                continue
            text = "".join(self._blocks.of(self._part(target)))
            if not _PAGE_NUMBER.fullmatch(text.strip()) and text not in seen:
                seen.add(text)
                yield text

    def _notes(self) -> Iterator[str]:
        """The notes in the order of their marks, then those whose mark was lost."""
        written = {}
        for kind in ("footnote", "endnote"):
            root = self._optional(f"{kind}s")
            for note in root.findall(w(kind)) if root is not None else []:
                if note.get(w("type")) in (None, "normal"):
                    written[kind, note.get(w("id"))] = note
        order = [*self._words.notes, *written]
        for number, key in enumerate(dict.fromkeys(order), start=1):
            if key in written:
                text = " ".join("".join(self._blocks.of(written[key])).split())
                if text:
                    yield f"\n\n<sup>{number}</sup> {text}"

    def _part(self, name: str) -> Any:
        """The root of a part. Raises ``KeyError`` when the package has none of that name."""
        content = read_part(self._package, self._names[name.lower()], most=LARGEST_XML)
        if _STRICT in content:
            for strict, transitional in _TRANSITIONAL:
                content = content.replace(strict, transitional)
        return parse_xml(content)

    def _optional(self, kind: str) -> Any | None:
        """The root of the part that the document relates to under a kind, None when there is none."""
        target = self._kinds.get(kind)
        return None if target is None or target.lower() not in self._names else self._part(target)

    def _relations(self, source: str) -> Iterator[tuple[str, str, str]]:
        """Id, kind (the last word of its type) and target of each inner relation of a part ("" for the package)."""
        folder, name = posixpath.split(source)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed.lower() not in self._names:
            return
        for relation in self._part(listed).findall(_RELATIONS):
            if relation.get("TargetMode", "Internal") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            yield relation.get("Id", ""), relation.get("Type", "").rsplit("/", 1)[-1], target

"""Word documents (.docx): paragraphs, tables of the header and foot, footnotes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from vanban.errors import UnreadableError
from vanban.letters import fold
from vanban.readers.numbering import Numbering
from vanban.readers.package import check_package

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SKIPPED = {qn("w:txbxContent"), qn("w:del"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_LAYOUT_WORDS = ("cong hoa xa hoi", "dang cong san", "doc lap - tu do", "noi nhan", "kinh gui", "so:", "v/v")
_DEEPEST = 3  # tables inside tables


class DocxReader:
    """Reads Word documents by python-docx, after the package was found safe."""

    types = (".docx",)

    def score(self, data: bytes, *, filename: str) -> float:
        """By the signature of a zip (or of an encrypted or old Word file) and the ending of the name."""
        named = filename.lower().endswith(self.types)
        if data.startswith(b"PK\x03\x04"):
            return 0.95 if named or b"word/" in data[-65536:] else 0.0
        return 0.9 if named or (data.startswith(_OLE) and filename.lower().endswith(".doc")) else 0.0

    def read(self, data: bytes) -> str:
        """Text in reading order; cells of layout tables one after the other, data tables as ``|`` rows."""
        if data.startswith(_OLE):
            message = "Tệp Word cũ (.doc) hoặc có mật khẩu. Hãy gỡ mật khẩu và lưu lại dưới dạng .docx."
            raise UnreadableError("encrypted", message)
        check_package(data)
        try:
            document = docx.Document(io.BytesIO(data))
            blocks = list(_blocks(document.iter_inner_content(), Numbering(document), 0))
            blocks.extend(_footnotes(document))
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, BadZipFile, etree.XMLSyntaxError) as error:
            raise UnreadableError("corrupt", "Tệp .docx bị hỏng. Hãy mở bằng Word, lưu lại rồi tải lên.") from error
        text = "".join(blocks).strip("\n")
        if not text.strip():
            raise UnreadableError("no_text", "Tệp không có chữ (có thể là ảnh quét); cần nhận dạng chữ.")
        return text


def _blocks(content: Iterator[Any], numbering: Numbering, depth: int) -> Iterator[str]:
    """Text blocks; centred paragraphs in a row stay together, others are parted by an empty line."""
    centred = False
    for block in content:
        if isinstance(block, Paragraph):
            text = paragraph_text(block._p).strip()
            if text:
                text = f"{numbering.label(block._p)} {text}".lstrip()
                now = _is_centred(block)
                yield ("\n" if centred and now else "\n\n") + text
                centred = now
            else:
                centred = False
        elif isinstance(block, Table) and depth < _DEEPEST:
            centred = False
            yield from _table(block, numbering, depth)


def _is_centred(paragraph: Paragraph) -> bool:
    alignment = paragraph.paragraph_format.alignment
    return alignment is not None and int(alignment) == 1


def paragraph_text(element: Any) -> str:
    """Words of a paragraph; footnote marks as ``<sup>n</sup>``; deleted text and text boxes left out."""
    parts: list[str] = []
    for child in element:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in (qn("w:tab"), qn("w:ptab")):
            parts.append("\t")
        elif child.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag == qn("w:footnoteReference"):
            parts.append(f"<sup>{child.get(qn('w:id'))}</sup>")
        elif isinstance(child.tag, str):
            parts.append(paragraph_text(child))
    return "".join(parts)


def _table(table: Table, numbering: Numbering, depth: int) -> Iterator[str]:
    rows = [[_cell_lines(cell, numbering, depth) for cell in _row_cells(row)] for row in table.rows]
    words = fold(" ".join(line for row in rows for cell in row for line in cell)[:4000])
    if len(rows) <= 4 and max(map(len, rows), default=0) <= 3 and any(word in words for word in _LAYOUT_WORDS):
        for row in rows:
            for cell in row:
                if cell:
                    yield "\n\n" + "\n".join(cell)
        return
    yield "\n"
    for row in rows:
        yield "\n| " + " | ".join(" ".join(" ".join(cell).split()).replace("|", "/") for cell in row) + " |"


def _cell_lines(cell: Any, numbering: Numbering, depth: int) -> list[str]:
    blocks = (block.strip() for block in _blocks(cell.iter_inner_content(), numbering, depth + 1))
    return [block for block in blocks if block]


def _row_cells(row: Any) -> list[Any]:
    cells: list[Any] = []
    for cell in row.cells:
        if not any(cell._tc is known._tc for known in cells):
            cells.append(cell)
    return cells


def _footnotes(document: Any) -> Iterator[str]:
    for relation in document.part.rels.values():
        if relation.reltype != _FOOTNOTES or relation.is_external:
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(relation.target_part.blob, parser)
        for note in root.findall(qn("w:footnote")):
            if note.get(qn("w:type")) is None:
                text = " ".join(paragraph_text(note).split())
                if text:
                    yield f"\n\n<sup>{note.get(qn('w:id'))}</sup> {text}"

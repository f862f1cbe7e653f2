"""Takes a .docx apart into a :class:`~vanban.check.sheet.Sheet`."""

from __future__ import annotations

import contextlib
import io
import itertools
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

import docx
from docx.oxml.ns import qn
from lxml import etree

from vanban.check.drawings import borders, shapes
from vanban.check.formats import Formats
from vanban.check.grids import cell_room, is_layout
from vanban.check.runs import paragraph_parts
from vanban.check.sections import read_sections
from vanban.check.sheet import Area, Column, Drawn, Line, Piece, Sheet, shown
from vanban.errors import UnreadableError
from vanban.readers.package import check_package

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DEEPEST = 3
_POINTS_PER_MM = 72 / 25.4
_A4_TEXT = 165 * _POINTS_PER_MM
_RIGHT_FROM = 0.38  # a left indent beyond this part of the text width puts a paragraph into the right box
_TRACKED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:commentReference")


@contextlib.contextmanager
def refusing_corrupt() -> Iterator[None]:
    """Turn the errors of python-docx and lxml over values that no word processor writes into a refusal of the file."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, BadZipFile, etree.XMLSyntaxError) as error:
        raise UnreadableError("corrupt", "Tệp .docx bị hỏng. Hãy mở bằng Word, lưu lại rồi tải lên.") from error


def open_document(data: bytes) -> Any:
    """A python-docx document from bytes; raises :class:`UnreadableError`."""
    check_package(data)
    with refusing_corrupt():
        return docx.Document(io.BytesIO(data))


def build_sheet(document: Any) -> Sheet:
    """The sheet of an opened document; the sheet keeps the document's elements so that they can be mended."""
    builder = _Builder(document)
    body = document.element.body
    for child in body:
        builder.block(child, depth=0)
    settings = document.settings.element
    return Sheet(
        lines=tuple(builder.lines),
        drawn=tuple(builder.drawn),
        sections=tuple(read_sections(document, builder.formats)),
        layout=True,
        tracked=any(body.find(f".//{qn(tag)}") is not None for tag in _TRACKED),
        mirrored=settings.find(qn("w:mirrorMargins")) is not None,
        document=document,
        tables=tuple(builder.tables),
    )


class _Builder:
    def __init__(self, document: Any) -> None:
        self.formats = Formats(document)
        self.lines: list[Line] = []
        self.drawn: list[Drawn] = []
        self.tables: list[Any] = []
        self._paragraphs = itertools.count()
        self._blocks = itertools.count()
        first = document.sections[0]
        try:
            self._width = (first.page_width - first.left_margin - first.right_margin) / 12700
        except TypeError:
            self._width = _A4_TEXT
        self._new_page = False

    def block(self, child: Any, *, depth: int) -> None:
        """One child of the body: a paragraph, a table, or a control that wraps some."""
        if child.tag == qn("w:p"):
            self._paragraph(child, column=None, area=Area.PAGE, row=(), block=None, room=self._width)
        elif child.tag == qn("w:tbl"):
            self._table(child, depth=depth)
        elif child.tag == qn("w:sdt"):
            for inner in child.iterfind(f"{qn('w:sdtContent')}/*"):
                self.block(inner, depth=depth)

    def _table(self, table: Any, *, depth: int) -> None:
        rows = table.findall(qn("w:tr"))
        layout = is_layout(table)
        if not layout:
            self.tables.append(table)
        if depth >= _DEEPEST:
            return
        block = next(self._blocks)
        for number, row in enumerate(rows):
            cells = row.findall(qn("w:tc"))
            for place, cell in enumerate(cells):
                column = _cell_column(place, len(cells)) if layout else Column.FULL
                area = Area.PAGE if layout else Area.TABLE
                room = cell_room(table, cell, self._width / max(1, len(cells)))
                for content in cell:
                    if content.tag == qn("w:p"):
                        self._paragraph(content, column=column, area=area, row=(block, number), block=block, room=room)
                    elif content.tag == qn("w:tbl"):
                        self._table(content, depth=depth + 1)

    def _paragraph(
        self, paragraph: Any, *, column: Column | None, area: Area, row: tuple[int, ...], block: int | None, room: float
    ) -> None:
        index = next(self._paragraphs)
        form = self.formats.paragraph(paragraph)
        side = column or _column_of(form.alignment, form.left + max(form.first_line, 0), room)
        if area is Area.PAGE:
            self.drawn.extend(borders(paragraph, form, index=index, column=column, room=room))
            self.drawn.extend(shapes(paragraph, index=index, column=column, text_width=self._width))
        new_page = self._new_page or form.page_break_before or _breaks_before_text(paragraph)
        cut = [parts for parts in paragraph_parts(paragraph, self.formats, form.style) if _words(parts)]
        for parts in cut:
            split = len(parts) > 1 and column is None
            for place, part in enumerate(parts if split else [list(itertools.chain(*parts))]):
                raw = "".join(piece.text for piece in part)
                where = side if not split else Column.LEFT if place == 0 else Column.RIGHT
                lone = len(cut) == 1 and not split
                # the pieces of lines side by side share their row by paragraph
                self.lines.append(
                    Line(
                        raw,
                        shown(part),
                        index,
                        where,
                        area,
                        row or (index,),
                        block,
                        tuple(part),
                        form,
                        paragraph,
                        room,
                        lone,
                        new_page,
                    )
                )
                new_page = False
        if cut:
            self._new_page = False
        self._new_page = self._new_page or _breaks_after_text(paragraph)
        for box in _boxes(paragraph):
            for inner in box.iterfind(f".//{qn('w:p')}"):
                self._paragraph(inner, column=Column.FULL, area=Area.BOX, row=(), block=None, room=room)


def _words(parts: list[list[Piece]]) -> bool:
    return any(piece.text.strip() for part in parts for piece in part)


def _column_of(alignment: str, left_mm: float, room: float) -> Column:
    beyond = left_mm * _POINTS_PER_MM > _RIGHT_FROM * room
    return Column.RIGHT if alignment == "right" or beyond else Column.FULL


def _cell_column(place: int, cells: int) -> Column:
    if cells == 1:
        return Column.FULL
    return Column.LEFT if place < cells / 2 else Column.RIGHT


def _boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(parent.tag == f"{_MARKUP}Fallback" for parent in box.iterancestors()):
            yield box


def _breaks_before_text(paragraph: Any) -> bool:
    for node in paragraph.iter(qn("w:br"), qn("w:t")):
        if node.tag == qn("w:t") and (node.text or "").strip():
            return False
        if node.get(qn("w:type")) == "page":
            return True
    return False


def _breaks_after_text(paragraph: Any) -> bool:
    section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if section is not None:
        kind = section.find(qn("w:type"))
        return kind is None or kind.get(qn("w:val")) != "continuous"
    last = None
    for node in paragraph.iter(qn("w:br"), qn("w:t")):
        if node.tag == qn("w:br") and node.get(qn("w:type")) == "page":
            last = "break"
        elif node.tag == qn("w:t") and (node.text or "").strip():
            last = "text"
    return last == "break"

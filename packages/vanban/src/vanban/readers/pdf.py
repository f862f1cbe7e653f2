"""PDF: the text layer where there is a good one, recognition of letters on the pages where there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from vanban.errors import UnreadableError
from vanban.readers.flow import text_of
from vanban.readers.layout import Sheet, last_note, lay_out
from vanban.readers.missing import Missing
from vanban.readers.ocr import require
from vanban.readers.page import Page
from vanban.readers.pdftext import read_page
from vanban.readers.plausible import is_plausible, mended
from vanban.readers.raster import DPI
from vanban.readers.scan import read_picture, scanned_text

MOST_PAGES = 1000
MOST_SCANNED = 150  # pages that are recognised
_FEW_LETTERS = 200  # of a page: a stamp or a page number on a picture
_COVERED = 0.5  # of the page by pictures: it is a scan
_PAGE_WIDTHS = (4.0, 17.0)  # inches; a page narrower or wider is measured in pixels and shows a sheet of A4
_A4 = (8.27, 11.69)
_CORRUPT = "PDF bị hỏng. Hãy xuất lại PDF từ bản gốc rồi tải lên."


class PdfReader:
    """Reads PDF by PDFium, page by page."""

    types = (".pdf",)

    def score(self, data: bytes, *, filename: str) -> float:
        """By the signature within the first kilobyte."""
        if b"%PDF-" in data[:1024]:
            return 1.0
        return 0.3 if filename.lower().endswith(self.types) else 0.0

    def read(self, data: bytes) -> str:
        """The text in reading order; raises ``encrypted``, ``corrupt``, ``too_large``, ``no_ocr``, ``no_text`` …"""
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
                raise UnreadableError("encrypted", "PDF có mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại.") from error
            raise UnreadableError("corrupt", _CORRUPT) from error
        try:
            if len(document) > MOST_PAGES:
                raise UnreadableError("too_large", f"PDF hơn {MOST_PAGES} trang. Hãy tách nhỏ rồi tải lên.")
            return _text(document)
        except pypdfium2.PdfiumError as error:
            raise UnreadableError("corrupt", _CORRUPT) from error
        finally:
            document.close()


def _text(document: Any) -> str:
    sheets: list[Sheet] = []
    scanned = 0
    missing = Missing("Trang")
    for index in range(len(document)):
        page = document[index]
        try:
            words = mended(read_page(page))
            if _needs_recognition(page, words):
                scanned += 1
                try:
                    words = _recognised(page, words, scanned)
                except UnreadableError as error:
                    if error.code == "too_large":
                        raise
                    missing.note(index + 1, error)
                    words = words if is_plausible(words.words) else replace(words, words=())
            sheets.append(lay_out(words, notes_before=last_note(sheets)))
        finally:
            page.close()
    if missing.first and not any(sheet.blocks for sheet in sheets):
        raise missing.first
    if scanned:
        return scanned_text(sheets, missing.found())
    text, _ = text_of(sheets)
    if not any(char.isalnum() for char in text):
        raise UnreadableError("no_text", "PDF không có chữ (trang trắng hoặc bản scan mờ); cần nhận dạng chữ.")
    return text


def _needs_recognition(page: Any, words: Page) -> bool:
    """Whether a page is a scan, or its text layer is none or garbage."""
    letters = sum(len(word.text) for word in words.words)
    if letters >= _FEW_LETTERS:
        return not is_plausible(words.words)
    return _covered(page) > _COVERED or (letters > 0 and not is_plausible(words.words))


def _covered(page: Any) -> float:
    """The share of the page that its pictures take up."""
    width, height = page.get_size()
    area: float = 0.0
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = shape.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return area / max(1.0, float(width * height))


def _recognised(page: Any, layer: Page, count: int) -> Page:
    """The ``count``-th scanned page recognised; a blank one keeps its text layer. Raises :class:`UnreadableError`."""
    require()
    if count > MOST_SCANNED:
        raise UnreadableError("too_large", f"PDF có hơn {MOST_SCANNED} trang quét. Hãy tách nhỏ rồi tải lên.")
    found = read_picture(_picture(page), dpi=DPI, first=count == 1)
    return layer if layer.words and not found.words and is_plausible(layer.words) else found


def _picture(page: Any) -> Image.Image:
    """The page in colours at the resolution of recognition."""
    width, height = (side / 72 for side in page.get_size())
    shown = width if _PAGE_WIDTHS[0] <= width <= _PAGE_WIDTHS[1] else _A4[width > height]
    tallest = 3 * shown * DPI
    scale = min(shown / width * DPI / 72, tallest / max(1.0, height * 72))
    picture: Image.Image = page.render(scale=scale, rev_byteorder=True).to_pil()
    return picture

"""Text PDF: words with their places, so that side-by-side columns of header and foot stay apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from vanban.errors import UnreadableError

MOST_PAGES = 1000
_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,3}\s*[-–]?")
_FEWEST_CHARS = 20  # on average a page; fewer is a scan


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text on one line; PDF points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


class PdfReader:
    """Reads the text layer by PDFium; a PDF without one is a scan and refused."""

    types = (".pdf",)

    def score(self, data: bytes, *, filename: str) -> float:
        """By the signature within the first kilobyte."""
        if b"%PDF-" in data[:1024]:
            return 1.0
        return 0.3 if filename.lower().endswith(self.types) else 0.0

    def read(self, data: bytes) -> str:
        """Lines from top to bottom, columns parted by tabs, pages by an empty line."""
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD or "password" in str(error).lower():
                raise UnreadableError("encrypted", "PDF có mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại.") from error
            raise UnreadableError("corrupt", "PDF bị hỏng. Hãy xuất lại PDF từ bản gốc rồi tải lên.") from error
        try:
            if len(document) > MOST_PAGES:
                raise UnreadableError("too_large", f"PDF hơn {MOST_PAGES} trang. Hãy tách nhỏ rồi tải lên.")
            pages = [_page_text(document[index]) for index in range(len(document))]
        except pypdfium2.PdfiumError as error:
            raise UnreadableError("corrupt", "PDF bị hỏng. Hãy xuất lại PDF từ bản gốc rồi tải lên.") from error
        finally:
            document.close()
        text = "\n\n".join(pages)
        if sum(not char.isspace() for char in text) < _FEWEST_CHARS * max(1, len(pages)):
            raise UnreadableError("no_text", "PDF không có lớp chữ (bản scan); cần nhận dạng chữ.")
        return text


def _page_text(page: Any) -> str:
    textpage = page.get_textpage()
    try:
        runs = []
        for index in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(index)
            text = textpage.get_text_bounded(left, bottom, right, top).replace("\r", " ").replace("\n", " ")
            if text.strip():
                runs.append(_Run(text.strip(), left, right, bottom, top))
    finally:
        textpage.close()
        page.close()
    return "\n".join(without_page_number(_lines(runs)))


def without_page_number(lines: list[str]) -> list[str]:
    """A page's lines without a bare number at its head or foot."""
    kept = list(lines)
    for edge in (0, -1):
        if kept and _PAGE_NUMBER.fullmatch(kept[edge].strip()):
            del kept[edge]
    return kept


def _lines(runs: list[_Run]) -> list[str]:
    """Runs grouped into lines by height; an empty line where the gap is wider than a line's."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda one: (-(one.bottom + one.top) / 2, one.left)):
        middle = (run.bottom + run.top) / 2
        if rows and rows[-1][0].bottom <= middle <= rows[-1][0].top:
            rows[-1].append(run)
        else:
            rows.append([run])
    lines: list[str] = []
    below: float | None = None
    for row in rows:
        row.sort(key=lambda one: one.left)
        height = max(one.top - one.bottom for one in row)
        top = max(one.top for one in row)
        if below is not None and below - top > 0.9 * height:
            lines.append("")
        below = min(one.bottom for one in row)
        lines.append(_row_text(row, height))
    return lines


def _row_text(row: list[_Run], height: float) -> str:
    parts = [row[0].text]
    for before, run in pairwise(row):
        gap = run.left - before.right
        parts.append("\t" if gap > 1.5 * height else " " if gap > 0.1 * height else "")
        parts.append(run.text)
    return "".join(parts)

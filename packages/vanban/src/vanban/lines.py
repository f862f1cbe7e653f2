"""The document's lines: table rows taken apart into cells, side-by-side columns parted, footnotes known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.views import View, clean

_RULER = re.compile(r"[\s|:\-_=*+]*")
_COLUMN_GAP = re.compile(r"(?<=\S)(?:\s*\|\s+|\t[ \t]*| {3,}\s*)(?=\S)")
_BLANK = re.compile(r"(?:[Nn]gày|tháng|năm|Số\s?:?)$")  # the gap after these is a number not yet filled in
_FOOTNOTE = re.compile(r"\s*(?:<sup>\s*\[?(\d{1,3})\]?\s*</sup>|\[\^?(\d{1,3})\]:?)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line or table cell.

    ``row`` numbers the printed line it stood on, ``column`` its place from the left; ``table`` tells real table cells;
    ``blank_before`` that an empty line or a cell edge stands above it; ``footnote`` the mark it explains.
    """

    view: View
    row: int
    column: int
    table: bool
    blank_before: bool
    footnote: int | None = None

    @property
    def text(self) -> str:
        """The cleaned words of the line."""
        return self.view.text


def split_lines(text: str) -> list[Line]:
    """All lines of a normalised text that carry words, in reading order."""
    lines: list[Line] = []
    blank = True
    start = 0
    for row, raw in enumerate(text.split("\n")):
        end = start + len(raw)
        if _RULER.fullmatch(raw):
            blank = True
        else:
            for line in _cells(text, start, end, row, blank):
                if line.text:
                    lines.append(line)
            blank = raw.lstrip().startswith(("|", "#"))
        start = end + 1
    return lines


def _cells(text: str, start: int, end: int, row: int, blank: bool) -> list[Line]:
    raw = text[start:end]
    stripped = raw.strip()
    if stripped.startswith("|"):
        return _table_cells(text, start, end, row)
    end = start + len(raw.rstrip(" \t|"))
    if stripped.startswith("#"):
        start += raw.index("#") + len(stripped) - len(stripped.lstrip("#"))
    note = _FOOTNOTE.match(text, start, end)
    if note:
        mark = int(note.group(1) or note.group(2))
        return [Line(clean(text, note.end(), end), row, 0, False, blank, mark)]
    cells = []
    for column, (left, right) in enumerate(_columns(text, start, end)):
        cells.append(Line(clean(text, left, right), row, column, False, blank and column == 0))
    return cells


def _columns(text: str, start: int, end: int) -> list[tuple[int, int]]:
    edges = [start]
    for gap in _COLUMN_GAP.finditer(text, start, end):
        if _BLANK.search(text, max(start, gap.start() - 8), gap.start()):
            continue
        edges.extend((gap.start(), gap.end()))
    edges.append(end)
    return list(zip(edges[::2], edges[1::2], strict=True))


def _table_cells(text: str, start: int, end: int, row: int) -> list[Line]:
    cells: list[Line] = []
    left = text.index("|", start) + 1
    while left <= end:
        right = text.find("|", left, end)
        right = end if right < 0 else right
        cells.append(Line(clean(text, left, right), row, len(cells), True, True))
        left = right + 1
    return cells

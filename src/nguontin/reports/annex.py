"""The .xlsx annex: the figures, and a sheet of rows behind each kind of figure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from nguontin.kernel.spreadsheet import guarded

from .figures import Counted
from .rules import RULES
from .scope import ReportScope

MAX_ROWS = 50_000  # rows a sheet; more are counted but not listed, and the sheet says so
_SHEETS = (("assignments", {}), ("results", {}), ("broadcasts", {}), ("occurrences", {}), ("questions", {}))


def write(scope: ReportScope, counted: Sequence[Counted]) -> bytes:
    """The workbook's bytes."""
    book = Workbook(write_only=True)
    _sheet(
        book,
        "Tổng hợp",
        ("TT", "Nội dung", "Số lượng", "Đơn vị tính"),
        ((at, one.label, one.value, one.measure) for at, one in enumerate(counted, start=1)),
    )
    for key, arguments in _SHEETS:
        rule = RULES[key]
        rows = rule.rows(scope, arguments)[:MAX_ROWS].iterator(chunk_size=2000)
        heads = tuple(str(head) for head, _fill in rule.columns)
        _sheet(book, str(rule.label), heads, (tuple(fill(row) for _head, fill in rule.columns) for row in rows))
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    sheet = book.create_sheet(title[:31].replace("/", " "))
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFG", (18, 48, 24, 24, 20, 20, 14), strict=False):
        sheet.column_dimensions[letter].width = width
    cells = []
    for head in heads:
        cell = WriteOnlyCell(sheet, value=head)
        cell.font = Font(bold=True)
        cells.append(cell)
    sheet.append(cells)
    listed = 0
    for row in rows:
        sheet.append([_plain(value) for value in row])
        listed += 1
    if listed == MAX_ROWS:
        sheet.append([f"Chỉ liệt kê {MAX_ROWS} dòng đầu."])


def _plain(value: object) -> object:
    """Numbers stay numbers; text that a spreadsheet would take for a formula is marked as text."""
    return value if isinstance(value, (int, float, Decimal)) else guarded(value)

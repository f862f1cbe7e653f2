"""Tables from people's .csv and .xlsx files, read as text alone, and tables for them, written so that nothing is run.

A cell is never computed: a formula stays the text it is. Files are bounded before they are unpacked.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from .errors import DomainError
from .fold import fold
from .xmltext import writable

MAX_BYTES = 5 * 2**20
MAX_UNPACKED = 60 * 2**20
MAX_PARTS = 300  # files inside an .xlsx
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL = 2_000
_RUNS = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet program take a cell for a formula


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet program shows it, and the text of each wanted column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_rows(
    data: bytes, file_name: str, columns: Mapping[str, Sequence[str]], *, required: Iterable[str] = ()
) -> list[Row]:
    """Rows of the first sheet under its heading row; empty rows are left out.

    *columns* gives for each column the headings it may bear, compared without marks and capitals. Raises
    DomainError("table_size"/"table_kind"/"table_encoding"/"table_broken"/"table_columns"/"table_rows").
    """
    if len(data) > MAX_BYTES:
        raise DomainError("table_size", _("Tệp lớn hơn 5 MB."), _("Chia thành nhiều tệp nhỏ hơn."))
    lines = _lines(data, file_name)
    heading: dict[str, int] = {}
    for _number, cells in lines:
        if any(cells):
            heading = _place(cells, columns)
            break
    missing = [columns[name][0] for name in required if name not in heading]
    if missing:
        raise DomainError(
            "table_columns",
            _("Tệp thiếu cột: %(names)s.") % {"names": ", ".join(missing)},
            _("Thêm cột vào dòng tiêu đề rồi tải lên lại."),
        )
    rows = []
    for number, cells in lines:
        if any(cells):
            rows.append(Row(number, {name: cells[at] for name, at in heading.items() if at < len(cells)}))
    return rows


def write_csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A .csv in UTF-8 with the mark by which Excel knows it; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(heading: Sequence[str], rows: Iterable[Sequence[object]], *, title: str) -> bytes:
    """An .xlsx of one sheet in which every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for line in ([*heading], *rows):
        cells = []
        for value in line:
            cell = WriteOnlyCell(sheet, value=_text(value))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def guarded(value: object) -> str:
    """Text of *value*; an apostrophe is put before what a spreadsheet program would run."""
    text = _text(value)
    return f"'{text}" if text.startswith(_RUNS) else text


def _place(cells: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    names = {fold(name): column for column, several in columns.items() for name in several}
    placed: dict[str, int] = {}
    for at, cell in enumerate(cells):
        column = names.get(fold(cell.strip(" *:")))
        if column is not None:
            placed.setdefault(column, at)
    return placed


def _lines(data: bytes, file_name: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line, bounded in number and width."""
    kind = file_name.lower().rpartition(".")[2]
    lines: Iterator[Sequence[object]]
    if kind == "xlsx":
        lines = _xlsx_lines(data)
    elif kind == "csv":
        lines = _csv_lines(data)
    else:
        raise DomainError(
            "table_kind", _("Chỉ nhận tệp .xlsx hoặc .csv."), _("Lưu bảng dưới một trong hai dạng đó rồi tải lên lại.")
        )
    for number, values in enumerate(lines, 1):
        if number > MAX_ROWS + 1:
            raise DomainError("table_rows", _("Tệp có quá 20.000 dòng."), _("Chia thành nhiều tệp nhỏ hơn."))
        cells = [_unguarded(_text(value).strip()) for value in values[:MAX_COLUMNS]]
        if any(len(cell) > MAX_CELL for cell in cells):
            raise DomainError(
                "table_rows",
                _("Dòng %(row)d có ô dài quá 2.000 ký tự.") % {"row": number},
                _("Rút ngắn ô đó rồi tải lên lại."),
            )
        yield number, cells


def _csv_lines(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise _broken() from error


def _decoded(data: bytes) -> str:
    """UTF-8 or, with its mark, UTF-16. Other encodings are not guessed: they would spoil names silently."""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise DomainError(
            "table_encoding",
            _("Tệp .csv không phải UTF-8 nên chữ tiếng Việt sẽ hỏng."),
            _("Trong Excel chọn “CSV UTF-8” khi lưu, hoặc gửi tệp .xlsx."),
        ) from error
    if "\0" in text:
        raise _broken()
    return text


def _xlsx_lines(data: bytes) -> Iterator[tuple[object, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise DomainError("table_size", _("Tệp nén quá nhiều dữ liệu."), _("Chia thành nhiều tệp nhỏ hơn."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            if not book.worksheets:
                raise _broken()
            yield from book.worksheets[0].iter_rows(max_col=MAX_COLUMNS, values_only=True)
        finally:
            book.close()
    except DomainError:
        raise
    except Exception as error:  # a broken archive or sheet shows itself in as many ways as there are parsers
        raise _broken() from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return f"{value:%d/%m/%Y}"
    return writable(str(value))


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(_RUNS) else text


def _broken() -> DomainError:
    return DomainError("table_broken", _("Không đọc được tệp này."), _("Mở tệp bằng Excel, lưu lại rồi tải lên lại."))

"""Pages put together again: running heads dropped, paragraphs and tables joined across lines and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from vanban.labels import is_marked
from vanban.letters import is_caps
from vanban.readers.layout import Box, Row, Sheet, Table
from vanban.readers.page import glues
from vanban.readers.tables import Cell, table_text

_PAGE_NUMBER = re.compile(r"(?:[Tt]rang\s*)?[-–]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–]?")
_MARGIN = 0.075  # of the page's height: no running text stands there
_HEAD = 0.12  # of the page's height: a running head stands within
_FEWEST_HEADS = 3  # pages that show the same line there
_INDENT = 0.6  # type sizes
_ENDS = (".", ";", ":", "!", "?")


def text_of(sheets: Sequence[Sheet]) -> tuple[str, list[Row]]:
    """The text in reading order and its lines in the order they were put in."""
    writer = _Writer()
    for sheet in _without_running_heads(sheets):
        writer.add(sheet)
    writer.close()
    for sheet in sheets:
        for mark, rows in sheet.notes:
            writer.put("\n\n", f"<sup>{mark}</sup> {_joined(rows)}", rows)
    return "".join(writer.parts).strip("\n"), writer.rows


def _without_running_heads(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    edges = [[(block, _edge_key(block)) for block in _edge_rows(sheet)] for sheet in sheets]
    shown = Counter(key for page in edges for key in {key for _, key in page})
    for sheet, page in zip(sheets, edges, strict=True):
        dropped = {id(row) for row, key in page if _is_head(row, sheet, shown[key])}
        yield replace(sheet, blocks=tuple(block for block in sheet.blocks if id(block) not in dropped))


def _edge_rows(sheet: Sheet) -> list[Row]:
    """The first and last lines of a page."""
    ends = (*sheet.blocks[:2], *sheet.blocks[-2:])
    return [block for block in ends if isinstance(block, Row)]


def _edge_key(row: Row) -> tuple[str, bool]:
    return re.sub(r"\d+", "0", row.text), row.top > row.size * 20


def _is_head(row: Row, sheet: Sheet, shown: int) -> bool:
    place = min(row.bottom, sheet.height - row.top) / sheet.height
    if place > _HEAD:
        return False
    if _PAGE_NUMBER.fullmatch(row.text):
        return True
    return shown >= _FEWEST_HEADS or (shown > 1 and place <= _MARGIN)


@dataclass(slots=True)
class _Writer:
    """Takes pages one after the other and gives the pieces of the text."""

    parts: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    _paragraph: list[Row] = field(default_factory=list)
    _sheet: Sheet | None = None  # of the paragraph's last line
    _centred: bool = False
    _table: Table | None = None

    def put(self, gap: str, text: str, rows: Iterable[Row]) -> None:
        """Add text and the lines it was made of."""
        self.parts.extend((gap, text))
        self.rows.extend(rows)

    def add(self, sheet: Sheet) -> None:
        """The blocks of the next page."""
        pitch = _pitch(sheet)
        for block in sheet.blocks:
            if isinstance(block, Row):
                self._end_table()
                self._line(block, sheet, pitch)
            elif isinstance(block, Table):
                self._end_paragraph()
                self._grow_table(block, at_head=block is sheet.blocks[0])
            else:
                self.close()
                self._box(block)

    def close(self) -> None:
        """End what is open."""
        self._end_paragraph()
        self._end_table()
        self._centred = False

    def _line(self, row: Row, sheet: Sheet, pitch: float) -> None:
        before = self._sheet
        if self._paragraph and before and _continues(self._paragraph, row, before, sheet, pitch):
            self._paragraph.append(row)
        else:
            self._end_paragraph()
            self._paragraph = [row]
        self._sheet = sheet

    def _end_paragraph(self) -> None:
        if not self._paragraph or self._sheet is None:
            return
        centred = len(self._paragraph) == 1 and is_centred(self._paragraph[0], self._sheet)
        self.put("\n" if centred and self._centred else "\n\n", _joined(self._paragraph), self._paragraph)
        self._centred = centred
        self._paragraph = []

    def _box(self, box: Box) -> None:
        for column in box.columns:
            lines = ["" if row is None else row.text for row in column]
            self.put("\n\n", "\n".join(lines), [row for row in column if row is not None])

    def _grow_table(self, table: Table, *, at_head: bool) -> None:
        self._centred = False
        if self._table is None or not at_head or _columns(self._table) != _columns(table):
            self._end_table()
            self._table = table
            return
        cells = list(self._table.cells)
        more = list(table.cells)
        if _words(more[0]) == _words(cells[0]):
            del more[0]
        if more and _continues_row(cells, more[0]):
            cells[-1] = tuple(_both(above, below) for above, below in zip(cells[-1], more.pop(0), strict=True))
        self._table = replace(self._table, cells=(*cells, *more), rows=(*self._table.rows, *table.rows))

    def _end_table(self) -> None:
        if self._table is not None:
            self.put("", "".join(table_text(self._table.cells)), self._table.rows)
            self._table = None


def _columns(table: Table) -> int:
    return max(map(len, table.cells), default=0)


def _words(row: Sequence[Cell]) -> list[str]:
    return [" ".join(cell.lines) for cell in row]


def _continues_row(cells: Sequence[Sequence[Cell]], row: Sequence[Cell]) -> bool:
    """A page break inside a table row: no number in front of the rest although the rows above have one."""
    above = cells[-1]
    numbered = all(one[0].lines for one in cells if one)
    return numbered and len(row) == len(above) and len(row) > 1 and not row[0].lines and any(c.lines for c in row)


def _both(above: Cell, below: Cell) -> Cell:
    return Cell((*above.lines, *below.lines), above.repeated)


def _joined(rows: Sequence[Row]) -> str:
    text = rows[0].text
    for before, row in pairwise(rows):
        text += row.text if glues(before.text, row.text) else " " + row.text
    return text


def _pitch(sheet: Sheet) -> float:
    """The usual space between two lines of a page, in points."""
    rows = [block for block in sheet.blocks if isinstance(block, Row)]
    gaps = sorted(below.top - above.bottom for above, below in pairwise(rows))
    return gaps[len(gaps) // 4] if gaps else 0.0


def is_centred(row: Row, sheet: Sheet) -> bool:
    """Whether a line stands in the middle, clear of both edges."""
    left, right = row.left - sheet.left, sheet.right - row.right
    clear = min(left, right) / row.size
    return clear > _INDENT and abs(left - right) < (2 if clear > 2 else 0.4) * row.size


def _continues(paragraph: Sequence[Row], row: Row, before: Sheet, sheet: Sheet, pitch: float) -> bool:
    """Whether a line goes on with the paragraph above it."""
    last = paragraph[-1]
    if is_centred(row, sheet):
        return row.text[:1].islower() and not last.text.endswith(_ENDS) and _is_full(last, row, before)
    if abs(row.size - last.size) > 0.15 * last.size or not _is_full(last, row, before):
        return False
    if before is sheet and row.top - last.bottom > pitch + 0.35 * row.size:
        return False
    indented = row.left - sheet.left > _INDENT * row.size
    marked = is_marked(row.text)
    if not indented:
        return not (marked and (last.text.endswith(_ENDS) or is_caps(last.text) != is_caps(row.text)))
    if marked:
        return False
    first = paragraph[0]
    hanging = row.left - (first.left - before.left + sheet.left) > -_INDENT * row.size
    if len(paragraph) > 1:
        return hanging and abs((last.left - before.left) - (row.left - sheet.left)) < _INDENT * row.size
    return (hanging and is_marked(first.text) and row.left > first.left + 3) or row.text[:1].islower()


def _is_full(last: Row, row: Row, sheet: Sheet) -> bool:
    """Whether the next line's first word had no room left in the line above."""
    return last.right + row.first_width + 0.2 * last.size > sheet.right - 0.3 * last.size

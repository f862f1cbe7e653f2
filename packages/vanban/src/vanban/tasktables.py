"""Tables of tasks: each row a task with its bodies and its time, whatever the columns are called.

A table counts as one of tasks when its head names the work and, beside it, who does it or when. The head may take two
rows ("Đơn vị thực hiện" above "Chủ trì" and "Phối hợp") and comes again on the next page; a table that goes on there
without a head keeps the columns. Rows that only number the columns, sums and heads that come again are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vanban.labels import Label, Rank, label_of
from vanban.letters import fold
from vanban.paragraphs import Paragraph
from vanban.views import View

_NUMBER = re.compile(r"(?:stt|tt|so tt|so thu tu|thu tu|no|#)\.?")
_TIME = re.compile(r"(?:thoi (?:gian|han|diem)|tien do|lo trinh|han (?:hoan thanh|chot)|ngay hoan thanh|moc thoi gian)")
_WORK = re.compile(
    r"(?:(?:ten|cac|noi dung|nhom|danh muc) )*(?:noi dung|nhiem vu|hoat dong|cong viec|dau viec|giai phap|viec can lam"
    r"|phan viec|chi tieu, nhiem vu|muc tieu, nhiem vu|hang muc cong viec|cong tac)(?! (?:chi|ho tro|kinh phi))"
)
_BODIES = re.compile(
    r"(?:(?:cac )?(?:co quan|don vi|bo phan|to chuc|dia phuong|nguoi|phong|ban|nganh|ca nhan|cap|luc luong)\b.*"
    r"(?:thuc hien|phu trach|trach nhiem|trien khai|phan cong|duoc giao)|phan cong|trach nhiem|thuc hien"
    r"|to chuc thuc hien"
    r"|(?:co quan|don vi)$)"
)
_SUM = re.compile(r"(?:tong(?: cong| so)?|cong)\s*:?")
_COUNTING = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")
_PLAIN_LABEL = re.compile(r"(?P<name>[IVX]{1,5}|[A-HĐ]|\d{1,3}(?:\.\d{1,2}){0,3}|[a-zđ])[.)]?")
_TOLD = ("lead", "coordinate", "perform", "time")
_HEAD_ROWS = 3  # rows from the top in which a head is looked for
EMPTY = View("", (), "")
"""A cell that is not there."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row: its label as printed ("-" where none is), the words of the work, and its other cells.

    ``cells`` are those of bodies and time by the kind of their column (lead, coordinate, perform, time), ``rest`` the
    others (product, money, remarks).
    """

    label: str
    rank: Rank
    work: View
    start: int
    cells: dict[str, View]
    rest: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table of tasks holds, by its place from the left."""

    kinds: dict[int, str]
    head: frozenset[str] = field(default_factory=frozenset)


Grid = list[dict[int, View]]


def grid_of(cells: list[Paragraph]) -> Grid:
    """Cells of one table as rows of views by column; rows without words are gone already."""
    rows: dict[int, dict[int, View]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.view
    return [rows[row] for row in sorted(rows)]


def task_rows(grid: Grid, known: Columns | None = None) -> tuple[list[TaskRow], Columns | None]:
    """The tasks of a table and its columns; none when it is no table of tasks.

    ``known`` are the columns of the table before it, for a table that goes on after a page break.
    """
    columns, first = _columns(grid)
    if columns is None:
        if known is None or not any(_begins_with_number(row) for row in grid[:1]):
            return [], None
        columns, first = known, 0
    rows: list[TaskRow] = []
    for cells in grid[first:]:
        if _is_head(cells, columns) or all(_COUNTING.fullmatch(view.text) for view in cells.values()):
            continue
        row = _row(cells, columns, rows[-1] if rows else None)
        if row is None and rows:
            rows[-1] = _continued(rows[-1], cells, columns)
        elif row is not None and not _SUM.fullmatch(fold(row.work.text)):
            rows.append(row)
    return rows, columns


def _begins_with_number(row: dict[int, View]) -> bool:
    return 0 in row and _PLAIN_LABEL.fullmatch(row[0].text) is not None


def _columns(grid: Grid) -> tuple[Columns | None, int]:
    """The columns by the head's words, and the index of the first row below the head."""
    best: dict[int, str] = {}
    words: set[str] = set()
    first = 0
    for at, cells in enumerate(grid[:_HEAD_ROWS]):
        kinds = {column: kind for column, view in cells.items() if (kind := _kind(view.text))}
        if not kinds or (best and len(kinds) < len(cells) - 1 and len(kinds) < 2):
            break
        words |= {fold(view.text) for view in cells.values()}
        best = _merged(best, kinds, cells)
        first = at + 1
    named = set(best.values())
    if "work" not in named or not named & {"lead", "coordinate", "perform", "time"}:
        return None, 0
    return Columns(best, frozenset(words)), first


def _merged(upper: dict[int, str], lower: dict[int, str], cells: dict[int, View]) -> dict[int, str]:
    """Columns of two head rows: the lower one says more; when it stands for all columns it counts alone."""
    if "work" in lower.values():
        return lower
    if not upper:
        return lower
    if min(cells) > max(upper):
        return upper
    merged = {column: kind for column, kind in upper.items() if column < min(lower)}
    merged |= lower
    width = max(cells) - min(cells) + 1
    missing = len(cells) == width and min(cells) == 0
    shift = len(lower) - 1 if missing else 0
    later = {column + shift: kind for column, kind in upper.items() if column > (min(lower) if missing else max(lower))}
    return later | merged


def _kind(printed: str) -> str | None:
    words = " ".join(fold(printed).split()).strip(" .:*")
    if not words or len(words) > 90:
        return None
    if _NUMBER.fullmatch(words):
        return "number"
    if _TIME.match(words):
        return "time"
    if "chu tri" in words or re.match(r"(?:co quan|don vi) (?:dau moi|tham muu|soan thao)", words):
        return "lead"
    if "phoi hop" in words:
        return "coordinate"
    if _BODIES.match(words):
        return "perform"
    if _WORK.match(words):
        return "work"
    return (
        "rest"
        if re.match(r"(?:ket qua|san pham|kinh phi|nguon|ghi chu|yeu cau|dia diem|can cu|so luong)", words)
        else None
    )


def _is_head(cells: dict[int, View], columns: Columns) -> bool:
    return bool(columns.head) and all(fold(view.text) in columns.head for view in cells.values())


def _cell(cells: dict[int, View], columns: Columns, kind: str) -> View:
    return next(
        (cells[column] for column, name in sorted(columns.kinds.items()) if name == kind and column in cells), EMPTY
    )


def _row(cells: dict[int, View], columns: Columns, above: TaskRow | None) -> TaskRow | None:
    """The row as a task or heading; ``None`` when it only goes on with the row above."""
    number = _cell(cells, columns, "number")
    work = _cell(cells, columns, "work")
    label = _PLAIN_LABEL.fullmatch(number.text)
    if label is None and len(cells) <= 2:  # a heading over several rows, its label in the same cell
        heading = max(cells.values(), key=len)
        printed = label_of(heading.text)
        if printed is not None and printed.rank < Rank.DASH:
            return _task((printed.name, printed.rank), heading.cut(printed.end), cells, columns)
    if label is not None:
        if not work.text:
            work = next((view for column, view in sorted(cells.items()) if view is not number), EMPTY)
        return _task(_plain(label["name"]), work, cells, columns) if work.text else None
    printed = label_of(work.text)
    if printed is not None and printed.rank < Rank.DASH:
        return _task((printed.name, printed.rank), work.cut(printed.end), cells, columns)
    if not work.text or (above is not None and work.text[0].islower()):
        return None
    words = work.cut(printed.end if printed else 0)
    if above is None or "number" not in columns.kinds.values():
        return _task(("-", Rank.NUMBER), words, cells, columns)
    acts = any(_cell(cells, columns, kind).text for kind in ("lead", "perform", "coordinate"))
    return None if printed is not None and not acts else _task(("-", Rank.BRACKET), words, cells, columns)


def _plain(name: str) -> tuple[str, Rank]:
    printed: Label | None = label_of(f"{name}. X")
    return (printed.name, printed.rank) if printed else (name, Rank.NUMBER)


def _told(cells: dict[int, View], columns: Columns) -> dict[str, View]:
    return {kind: view for kind in _TOLD if (view := _cell(cells, columns, kind)).text}


def _task(label: tuple[str, Rank], work: View, cells: dict[int, View], columns: Columns) -> TaskRow:
    rest = (view for column, view in sorted(cells.items()) if columns.kinds.get(column, "rest") == "rest")
    start = min(view.start for view in cells.values())
    return TaskRow(*label, work, start, _told(cells, columns), tuple(view for view in rest if view.text != work.text))


def _continued(row: TaskRow, cells: dict[int, View], columns: Columns) -> TaskRow:
    """A row whose cells a page break or a converter spread over two: its empty cells are filled from below."""
    told = _told(cells, columns)
    filled = {kind: view for kind, view in told.items() if kind not in row.cells}
    more = tuple(view for view in cells.values() if view not in filled.values())
    return replace(row, cells=row.cells | filled, rest=row.rest + more)

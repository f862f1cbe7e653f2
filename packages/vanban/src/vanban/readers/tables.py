"""Tables of any format as text: boxes of header and foot one after the other, data as ``|`` rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanban.readers.marks import paper_marks

_BOX_ROWS, _BOX_COLUMNS = 6, 3
_LONG_CELL = 3000  # characters; a cell of a data table is shorter
_MOST_REPEATED = 200  # characters; longer text is printed once although its cell spans rows
WIDEST = 63  # columns, Word's own limit


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of a cell; ``repeated`` when it is the lower part of one that spans rows."""

    lines: tuple[str, ...] = ()
    repeated: bool = False

    def below(self) -> Cell:
        """The same cell in the next row that it spans: short text stands there again, so that a row is whole."""
        short = sum(map(len, self.lines)) <= _MOST_REPEATED
        return Cell(self.lines if short else (), repeated=True)


BLANK = Cell()


def table_text(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Text blocks, each with the line ends that part it from what stands before it."""
    printed = [[cell.lines for cell in row if cell.lines and not cell.repeated] for row in rows]
    printed = [row for row in printed if row]
    if _is_box(printed, max(map(len, rows), default=0)):
        return ["\n\n" + _stacked(lines) for row in printed for lines in row]
    filled = [row for row in rows if any(cell.lines for cell in row)]
    return ["\n", *("\n| " + " | ".join(map(_flat, row)) + " |" for row in filled)]


def _is_box(rows: Sequence[Sequence[tuple[str, ...]]], width: int) -> bool:
    """Whether a table only places text: a frame, a row of long cells, the head or foot of a paper, a page."""
    columns = max(map(len, rows), default=0)
    if columns == 0 or width == 1:
        return True
    if columns > _BOX_COLUMNS:
        return False
    if len(rows) == 1 and any(len(lines) > 1 for lines in rows[0]):
        return True
    marks = paper_marks("\n".join(line for row in rows for lines in row for line in lines)[:8000])
    if marks and len(rows) <= (_BOX_ROWS if marks > 1 else 4):
        return True
    return max(sum(map(len, lines)) for row in rows for lines in row) > _LONG_CELL


def _stacked(lines: tuple[str, ...]) -> str:
    """Lines of a header or foot stand close; a cell that holds a whole page keeps its paragraphs apart."""
    if sum(map(len, lines)) <= _LONG_CELL:
        return "\n".join(lines)
    rows = [line.startswith("| ") for line in lines]
    gaps = ["\n" if row and after else "\n\n" for row, after in pairwise(rows)]
    return "".join(line + gap for line, gap in zip(lines, [*gaps, ""], strict=True))


def _flat(cell: Cell) -> str:
    return " ".join(" ".join(cell.lines).split()).replace("|", "/")

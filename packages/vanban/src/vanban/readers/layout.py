"""One page taken apart: running text, boxes of head and foot, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vanban.readers.columns import Band, find_boxes, find_tables
from vanban.readers.grids import find_grids
from vanban.readers.page import Line, Page, Word, glued, lines_of, space_between
from vanban.readers.tables import Cell

UNSURE = 0.75  # a recognised word below this is doubted
_NOTE = re.compile(r"\[?(\d{1,3})\]?[.)]?")
_SMALL = 0.93  # of the size of running text: the most of a footnote
_LONGEST_NOTE_RULE = 0.55  # of the text's width
_COLUMN_GAP = 3.0  # type sizes between two words of a line: they stand in columns
_BLANK = 0.9  # type sizes between two lines of a box: an empty line stands there


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: its words, its edges in points, and the doubted stretches of its text (start, end, sureness)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    first_width: float
    doubts: tuple[tuple[int, int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """Columns of a head or foot: the lines of each, ``None`` for an empty one."""

    columns: tuple[tuple[Row | None, ...], ...]
    top: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, and their lines for finding doubts."""

    cells: tuple[tuple[Cell, ...], ...]
    rows: tuple[Row, ...]
    top: float
    bottom: float


Block = Row | Box | Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page: blocks from top to bottom, footnotes by mark, edges of the running text."""

    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, tuple[Row, ...]], ...]
    left: float
    right: float
    height: float


def lay_out(page: Page, *, notes_before: int = 0) -> Sheet:
    """Take one page apart. Footnotes whose numbers start anew count on from ``notes_before``, the last one so far."""
    grids, free = find_grids(page)
    lines = lines_of(free)
    body_size = _body_size(lines)
    left, right = _measure(lines, page)
    first_note = _first_note(page, lines, body_size, left, right)
    notes, marks = _notes(lines[first_note:], notes_before)
    lines = lines[:first_note]
    blocks: list[Block] = [
        Table(grid.rows, tuple(row_of(line, marks) for line in lines_of(grid.words)), grid.ys[0], grid.ys[-1])
        for grid in grids
    ]
    bands = find_boxes(lines)
    taken = {at for band in bands for at in range(band.start, band.stop)}
    blocks.extend(_box(band, marks) for band in bands)
    for run in _runs(lines, taken):
        blocks.extend(_loose(run, marks))
    blocks.sort(key=lambda block: block.top)
    return Sheet(tuple(blocks), notes, left, right, page.height)


def _body_size(lines: Sequence[Line]) -> float:
    sizes = sorted(line.size for line in lines for _ in line.words)
    return sizes[len(sizes) // 2] if sizes else 12.0


def _measure(lines: Sequence[Line], page: Page) -> tuple[float, float]:
    """The edges of the running text: where wide lines begin and end."""
    wide = [line for line in lines if line.right - line.left > 0.45 * page.width]
    if not wide:
        return min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=page.width)
    lefts, rights = sorted(line.left for line in wide), sorted(line.right for line in wide)
    return lefts[len(lefts) // 8], rights[-1 - len(rights) // 8]


def _first_note(page: Page, lines: Sequence[Line], body_size: float, left: float, right: float) -> int:
    """Index of the first line of the footnotes (the number of lines when there are none)."""
    for rule in sorted((rule for rule in page.rules if rule.level), key=lambda rule: -rule.top):
        short = rule.right - rule.left < _LONGEST_NOTE_RULE * (right - left)
        if not short or abs(rule.left - left) > 20:
            continue
        first = next((at for at, line in enumerate(lines) if line.top >= rule.top - 3), len(lines))
        if first < len(lines) and _opens_note(lines[first], body_size):
            return first
    for at, line in enumerate(lines):
        below = lines[at:]
        if line.words[0].raised and _opens_note(line, body_size) and max(one.size for one in below) < body_size:
            return at
    return len(lines)


def _opens_note(line: Line, body_size: float) -> bool:
    return bool(_NOTE.fullmatch(line.words[0].text)) and len(line.words) > 1 and line.size <= _SMALL * body_size


def last_note(sheets: Sequence[Sheet]) -> int:
    """The highest number of a footnote so far, 0 without any."""
    return max((int(mark) for sheet in sheets for mark, _ in sheet.notes), default=0)


def _notes(lines: Sequence[Line], before: int) -> tuple[tuple[tuple[str, tuple[Row, ...]], ...], Mapping[str, str]]:
    """Footnotes by their marks in the text, and those marks by the printed ones."""
    notes: list[tuple[str, list[Line]]] = []
    for line in lines:
        opens = _NOTE.fullmatch(line.words[0].text)
        expected = opens and (not notes or int(opens.group(1)) == int(notes[-1][0]) + 1)
        if opens and len(line.words) > 1 and (line.words[0].raised or expected):
            notes.append((opens.group(1), [Line(line.words[1:], *_edges(line))]))
        elif notes:
            notes[-1][1].append(line)
    shift = before if notes and int(notes[0][0]) <= before else 0
    marks = {mark: str(int(mark) + shift) for mark, _ in notes}
    return tuple((marks[mark], tuple(row_of(line, {}) for line in own)) for mark, own in notes), marks


def _edges(line: Line) -> tuple[float, float, float, float, float]:
    return line.left, line.top, line.right, line.bottom, line.size


def row_of(line: Line, marks: Mapping[str, str]) -> Row:
    """A line's words joined; raised figures that mark a footnote of this page become ``<sup>n</sup>``."""
    text, before = "", line.words[0]
    doubts = []
    for word in line.words:
        printed = f"<sup>{marks[word.text]}</sup>" if word.raised and word.text in marks else word.text
        if text:
            apart = word.left - before.right > _COLUMN_GAP * line.size
            text += "\t" if apart and not word.raised else space_between(before, word)
        before = word
        if word.sure < UNSURE:
            doubts.append((len(text), len(text) + len(printed), round(word.sure, 2)))
        text += printed
    first = line.words[0]
    return Row(text, *_edges(line), first.right - first.left, tuple(doubts))


def _box(band: Band, marks: Mapping[str, str]) -> Box:
    columns = tuple(_with_blanks(lines_of(column), marks) for column in band.columns)
    return Box(columns, min(word.top for column in band.columns for word in column))


def _with_blanks(lines: Iterable[Line], marks: Mapping[str, str]) -> tuple[Row | None, ...]:
    rows: list[Row | None] = []
    below: float | None = None
    for line in lines:
        if below is not None and line.top - below > _BLANK * line.size:
            rows.append(None)
        below = line.bottom
        rows.append(row_of(line, marks))
    return tuple(rows)


def _runs(lines: Sequence[Line], taken: set[int]) -> list[list[Line]]:
    """Lines that follow one another without a box between them."""
    runs: list[list[Line]] = [[]]
    for at, line in enumerate(lines):
        if at not in taken:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return runs


def _loose(lines: Sequence[Line], marks: Mapping[str, str]) -> list[Block]:
    """Lines of running text, and tables without drawn lines among them."""
    blocks: list[Block] = []
    at = 0
    for band in find_tables(lines):
        blocks.extend(row_of(line, marks) for line in lines[at : band.start])
        blocks.append(_table(lines[band.start : band.stop], band.columns, marks))
        at = band.stop
    blocks.extend(row_of(line, marks) for line in lines[at:])
    return blocks


def _table(lines: Sequence[Line], columns: Sequence[Sequence[Word]], marks: Mapping[str, str]) -> Table:
    """Rows part where the space between lines is wide, or else where the first column has words."""
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    wide = min(gaps) + 0.3 * median(line.size for line in lines)
    by_space = min(gaps) < wide < max(gaps)
    heads = set(columns[0])
    starts = [
        at
        for at, line in enumerate(lines)
        if at == 0 or (gaps[at - 1] > wide if by_space else any(word in heads for word in line.words))
    ]
    cells = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        inside = {word for line in lines[start:stop] for word in line.words}
        own = ([word for word in column if word in inside] for column in columns)
        cells.append(tuple(Cell(tuple(glued(line.text for line in lines_of(words)))) for words in own))
    rows = tuple(row_of(line, marks) for line in lines)
    return Table(tuple(cells), rows, lines[0].top, lines[-1].bottom)

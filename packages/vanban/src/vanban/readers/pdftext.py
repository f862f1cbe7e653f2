"""The text layer and the drawn lines of a PDF page, by PDFium."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from vanban.readers.page import Page, Rule, Word

MOST_CHARS = 60_000  # of one page; more is a drawing made of letters
MOST_SEGMENTS = 20_000  # of drawn lines on one page; more is a map
_SHORTEST_RULE = 8.0
_THICKEST_RULE = 3.0
_DEEPEST_FORM = 3
_RAISED_SIZE = 0.8  # of the size of the letters before it
_ASCENT, _DESCENT = 0.89, 0.22  # of the size of the type, as in Times New Roman
_WORD = re.compile(r"[^\s\ufffe\uffff]+\ufffe?|\ufffe")
_MARKED = re.compile(r"(?<=\D)(\d{1,3})\D{0,3}$")
_LINE_END = "\ufffe"  # what PDFium gives for a hyphen at the end of a line; it glues the next line to it

Turn = tuple[float, float, float, float, float, float]
_Box = tuple[float, float, float, float]


def read_page(page: Any) -> Page:
    """Words and rules of a PDFium page, turned so that most of its text stands upright."""
    box = page.get_cropbox(fallback_ok=True)
    textpage = page.get_textpage()
    try:
        count = min(textpage.count_chars(), MOST_CHARS)
        turn, width, height = _upright(box, _quarter_turns(textpage, count))
        words = [word for word in _words(textpage, count, turn) if _inside(word, width, height)]
    finally:
        textpage.close()
    return Page(width, height, tuple(words), tuple(_rules(page, turn)))


def _quarter_turns(textpage: Any, count: int) -> int:
    """By how many right angles most of the text is turned against the clock."""
    step = max(1, count // 64)
    turns: Counter[int] = Counter()
    for index in range(0, count, step):
        if not chr(pdfium.FPDFText_GetUnicode(textpage, index)).isspace():
            turns[round(pdfium.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2)) % 4] += 1
    return turns.most_common(1)[0][0] if turns else 0


def _upright(box: _Box, turns: int) -> tuple[Turn, float, float]:
    """The matrix from PDF points to the upright page, and that page's width and height."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if turns == 1:
        return (0, 1, 1, 0, -bottom, -left), height, width
    if turns == 2:
        return (-1, 0, 0, 1, right, -bottom), width, height
    if turns == 3:
        return (0, -1, -1, 0, top, right), height, width
    return (1, 0, 0, -1, -left, top), width, height


def _point(turn: Turn, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = turn
    return a * x + c * y + e, b * x + d * y + f


def _turned(turn: Turn, left: float, bottom: float, right: float, top: float) -> _Box:
    """Left, top, right, bottom on the upright page."""
    (x0, y0), (x1, y1) = _point(turn, left, bottom), _point(turn, right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _inside(word: Word, width: float, height: float) -> bool:
    return word.right > 0 and word.left < width and word.bottom > 0 and word.top < height


def _chars(textpage: Any, count: int) -> str:
    text: str = textpage.get_text_range(0, count) if count else ""
    if len(text) != count:
        codes = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
        text = "".join(chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    return text.replace("\x02", _LINE_END)


@dataclass(frozen=True, slots=True)
class _Letter:
    """Where one letter stands: its edges along the line, its base line, the size of its type."""

    left: float
    right: float
    base: float
    size: float


class _Letters:
    """Places of the letters of a text page by their index."""

    def __init__(self, textpage: Any, turn: Turn) -> None:
        self._textpage = textpage
        self._turn = turn
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def __getitem__(self, index: int) -> _Letter:
        page, box, matrix = self._textpage, self._box, self._matrix
        pdfium.FPDFText_GetLooseCharBox(page, index, ctypes.byref(box))
        pdfium.FPDFText_GetCharOrigin(page, index, ctypes.byref(self._x), ctypes.byref(self._y))
        pdfium.FPDFText_GetMatrix(page, index, ctypes.byref(matrix))
        size = pdfium.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
        left, _, right, _ = _turned(self._turn, box.left, box.bottom, box.right, box.top)
        return _Letter(left, right, _point(self._turn, self._x.value, self._y.value)[1], max(size, 0.1))


def _words(textpage: Any, count: int, turn: Turn) -> Iterator[Word]:
    letters = _Letters(textpage, turn)
    for match in _WORD.finditer(_chars(textpage, count)):
        first, text, start = letters[match.start()], match.group().replace(_LINE_END, "-"), match.start()
        marked = _MARKED.search(text)
        if marked and _is_raised(letters[start + marked.start()], first):
            cuts = (0, marked.start(), marked.end(1), len(text))
            for part, (begin, end) in enumerate(pairwise(cuts)):
                if begin < end:
                    yield _word(text[begin:end], letters[start + begin], letters[start + end - 1], raised=part > 0)
            continue
        yield _word(text, first, letters[match.end() - 1])


def _is_raised(mark: _Letter, word: _Letter) -> bool:
    return mark.size <= _RAISED_SIZE * word.size and mark.base < word.base - 0.1 * word.size


def _word(text: str, first: _Letter, last: _Letter, *, raised: bool = False) -> Word:
    left, right = min(first.left, last.left), max(first.right, last.right)
    top, bottom = first.base - _ASCENT * first.size, first.base + _DESCENT * first.size
    return Word(text, left, top, right, bottom, first.size, raised=raised)


def _rules(page: Any, turn: Turn) -> Iterator[Rule]:
    found = 0
    for points in _outlines(page.raw, turn, 0):
        for rule in _thin(points):
            found += 1
            if found > MOST_SEGMENTS:
                return
            yield rule


def _outlines(holder: Any, turn: Turn, depth: int) -> Iterator[list[tuple[float, float]]]:
    """The corners of each drawn figure, on the upright page."""
    count, item = (
        (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
        if depth
        else (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    )
    matrix = pdfium.FS_MATRIX()
    for index in range(min(count(holder), MOST_SEGMENTS)):
        shape = item(holder, index)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(matrix))
        own = _times((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), turn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _figures(shape, own)
        elif depth < _DEEPEST_FORM:
            yield from _outlines(shape, own, depth + 1)


def _times(first: Turn, then: Turn) -> Turn:
    (a, b), (c, d) = _point(then, first[0], first[1]), _point(then, first[2], first[3])
    e, f = _point(then, first[4], first[5])
    return a - then[4], b - then[5], c - then[4], d - then[5], e, f


def _figures(path: Any, turn: Turn) -> Iterator[list[tuple[float, float]]]:
    """The figures of one path that are stroked, or filled and thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(path), MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            if stroke.value or _is_thin(points):
                yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append(_point(turn, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points and (stroke.value or _is_thin(points)):
        yield points


def _bounds(points: list[tuple[float, float]]) -> _Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_thin(points: list[tuple[float, float]]) -> bool:
    left, top, right, bottom = _bounds(points)
    return min(right - left, bottom - top) <= _THICKEST_RULE


def _thin(points: list[tuple[float, float]]) -> Iterator[Rule]:
    if _is_thin(points):
        box = _bounds(points)
        if max(box[2] - box[0], box[3] - box[1]) >= _SHORTEST_RULE:
            yield Rule(*box)
        return
    for start, end in pairwise(points):
        box = _bounds([start, end])
        if min(box[2] - box[0], box[3] - box[1]) < 1 and max(box[2] - box[0], box[3] - box[1]) >= _SHORTEST_RULE:
            yield Rule(*box)

"""From the picture of a page to its words: prepared, recognised, columns looked at again one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PIL import Image

from vanban.doubts import ScannedText
from vanban.errors import UnreadableError
from vanban.letters import normalise
from vanban.model import Doubt, Unread
from vanban.readers.columns import find_boxes
from vanban.readers.flow import text_of
from vanban.readers.grids import find_grids
from vanban.readers.layout import Row, Sheet
from vanban.readers.ocr import recognise
from vanban.readers.page import Page, Word, line_of, lines_of
from vanban.readers.raster import DPI, Raster, prepare
from vanban.readers.redstamps import with_stamps
from vanban.readers.repairs import in_order, repaired

_BLOCK = 6  # Tesseract's mode for one column of text
_UPSIDE_DOWN = 0.5  # mean sureness below which a page may stand on its head
_READABLE = 0.6  # sureness of a word that counts as read
_FEWEST_READABLE = 5
_READABLE_SHARE = 0.3
_NARROW = 45.0  # points: a table column of figures, which are easily passed over
_ROOM = 3.0  # points around a column that is looked at again
_PER_POINT = DPI / 72
_NO_TEXT = "Không tìm thấy chữ trong ảnh. Hãy kiểm tra tệp hoặc quét lại rõ hơn."

_Region = tuple[float, float, float, float]  # left, top, right, bottom in points


def read_picture(image: Image.Image, *, dpi: float, first: bool = False) -> Page:
    """The words of a scanned page; none when it is blank. On the ``first`` page red stamps are looked for.

    Raises :class:`UnreadableError`: ``no_text`` when it shows something else than readable letters, ``no_ocr``,
    ``ocr_failed``.
    """
    raster, turns = prepare(image, dpi=dpi), 0
    page = recognise(raster)
    if page.words and _sureness(page.words) < _UPSIDE_DOWN:
        turned = replace(raster, image=raster.image.transpose(Image.Transpose.ROTATE_180), rules=())
        other = recognise(turned)
        if _sureness(other.words) > _sureness(page.words):
            straight = prepare(turned.image, dpi=DPI)
            raster, page, turns = replace(straight, turns=raster.turns, angle=raster.angle + straight.angle), other, 2
    readable = sum(word.sure >= _READABLE and len(word.text) > 1 for word in page.words)
    if readable < _FEWEST_READABLE or readable < _READABLE_SHARE * len(page.words):
        if raster.blank:
            return page
        raise UnreadableError("no_text", _NO_TEXT)
    page = replace(page, words=repaired(_looked_at_again(raster, page)))
    return with_stamps(page, raster, image, turns=turns) if first else page


def _sureness(words: Sequence[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.sure * len(word.text) for word in words) / letters if letters else 0.0


def _looked_at_again(raster: Raster, page: Page) -> list[Word]:
    """Lines of two columns that stand at different heights confuse the recognition of the page: one by one then."""
    words = list(page.words)
    grids, free = find_grids(page)
    for grid in grids:
        for left, right in pairwise(grid.xs):
            column = [word for word in grid.words if left <= (word.left + word.right) / 2 < right]
            if right - left <= _NARROW or (column and _sureness(column) < _READABLE):
                words = _better(raster, words, column, (left, grid.ys[0], right, grid.ys[-1]))
    lines = lines_of(free)
    for band in find_boxes(lines):
        rows = lines[band.start : band.stop]
        top, bottom = min(row.top for row in rows), max(row.bottom for row in rows)
        for side in band.columns:
            edges = line_of(side)
            words = _better(
                raster, words, side, (edges.left - _ROOM, top - _ROOM / 2, edges.right + _ROOM, bottom + _ROOM / 2)
            )
    return words


def _better(raster: Raster, words: list[Word], old: Sequence[Word], region: _Region) -> list[Word]:
    """All words of the page, those of a region replaced when it is read at least as surely on its own."""
    new = _read_region(raster, region)
    if _sureness(new) < _sureness(old):
        return words
    gone = set(map(id, old))
    return [word for word in words if id(word) not in gone] + new


def _read_region(raster: Raster, region: _Region) -> list[Word]:
    """The words of a part of the page, recognised as one column."""
    left, top, right, bottom = region
    x, y = max(0, int(left * _PER_POINT)), max(0, int(top * _PER_POINT))
    box = x, y, min(raster.image.width, int(right * _PER_POINT)), min(raster.image.height, int(bottom * _PER_POINT))
    if box[2] <= x or box[3] <= y:  # words that were recognised beside the page
        return []
    part = Image.new("L", (box[2] - x + 40, box[3] - y + 40), 255)
    part.paste(raster.image.crop(box), (20, 20))
    found = recognise(Raster(part, (), blank=False), layout=_BLOCK).words
    across, down = (x - 20) / _PER_POINT, (y - 20) / _PER_POINT
    return [
        replace(
            word, left=word.left + across, right=word.right + across, top=word.top + down, bottom=word.bottom + down
        )
        for word in found
    ]


def scanned_text(sheets: Sequence[Sheet], unread: Sequence[Unread] = ()) -> ScannedText:
    """The text of recognised pages with the places of its doubted words, and the pages that it lacks."""
    raw, rows = text_of(in_order(sheets))
    text = normalise(raw)
    if not any(char.isalpha() for char in text):
        raise UnreadableError("no_text", _NO_TEXT)
    return ScannedText(text, _placed(text, rows), unread)


def _placed(text: str, rows: Sequence[Row]) -> list[Doubt]:
    """Doubts of lines found again in the text; a line that a table changed has none."""
    doubts: list[Doubt] = []
    at = 0
    for row in rows:
        start = text.find(row.text, at)
        if start < 0:
            continue
        doubts.extend(Doubt(start + first, start + last, sure) for first, last, sure in row.doubts)
        at = start + len(row.text)
    return doubts

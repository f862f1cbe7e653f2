"""Side-by-side columns: the boxes of head and foot, and tables without lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vanban.letters import is_caps
from vanban.readers.marks import paper_marks
from vanban.readers.page import Line, Word, line_of

_ADDRESSED = re.compile(r"Kính gửi|KÍNH GỬI")  # stands below the head, never in its boxes
_NARROWEST = 6.0  # points between two columns
_TWICE = 1.8  # of the usual space between two words: what parts columns
_SAME_EDGE = 6.0
_SAME_CENTRE = 25.0
_FAR = 6.0  # type sizes between two columns that only the boxes of a foot have
_TABLE_GAP = 9.0  # points between the columns of a table without lines
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Band:
    """Lines ``[start, stop)`` of a page that stand in columns: each column's words, from left to right."""

    start: int
    stop: int
    columns: tuple[tuple[Word, ...], ...]


def _gaps(line: Line, narrowest: float) -> list[Gap]:
    found, right = [], line.words[0].right
    for before, word in pairwise(line.words):
        right = max(right, before.right)
        if word.left - right >= narrowest:
            found.append((right, word.left))
    return found


def find_boxes(lines: Sequence[Line]) -> list[Band]:
    """The two-column boxes of head and foot, from top to bottom."""
    bands: list[Band] = []
    at = 0
    while at < len(lines):
        gaps = (gap for gap in _gaps(lines[at], _NARROWEST) if not _is_running(lines[at], gap))
        found = [_box(lines, at, gap) for gap in gaps]
        box = max((one for one in found if one), key=lambda one: one.stop, default=None)
        if box is None:
            at += 1
            continue
        bands.append(_with_lines_above(box, lines, bands[-1].stop if bands else 0))
        at = box.stop
    return bands


def _is_running(line: Line, corridor: Gap) -> bool:
    """Whether a line only has wide spaces between its words, and one of them happens to be the corridor."""
    spaces = sorted(word.left - before.right for before, word in pairwise(line.words))
    own = [
        after.left - before.right
        for before, after in pairwise(line.words)
        if before.right <= corridor[0] + 1 <= after.left
    ]
    return len(spaces) > 3 and bool(own) and max(own) < _TWICE * spaces[(len(spaces) - 1) // 2]


def _narrowed(corridor: Gap, line: Line) -> Gap | None:
    """The widest part of a corridor that a line leaves free."""
    left, right = corridor
    places = [left]
    for word in line.words:
        if word.right > left and word.left < right:
            places.extend((max(left, word.left), min(right, word.right)))
    places.append(right)
    free = [(start, end) for start, end in zip(places[::2], places[1::2], strict=True) if end - start >= _NARROWEST]
    return max(free, key=lambda gap: gap[1] - gap[0], default=None)


def _box(lines: Sequence[Line], start: int, gap: Gap) -> Band | None:
    corridor, stop, two_sided = gap, start + 1, [start]
    below_left = lines[start].bottom
    for at in range(start + 1, len(lines)):
        line = lines[at]
        narrowed = _narrowed(corridor, line)
        if narrowed is None or _ADDRESSED.match(line.text):
            break
        has_left, has_right = line.left < narrowed[0] + 1, line.right > narrowed[1] - 1
        if has_left and (_is_running(line, narrowed) if has_right else line.top - below_left > 2.2 * line.size):
            break
        below_left = line.bottom if has_left else below_left
        corridor, stop = narrowed, at + 1
        if has_left and has_right:
            two_sided.append(at)
    sides = _sides(lines[start:stop], corridor)
    while stop - 1 > two_sided[-1] and not _belongs(lines[stop - 1], sides, corridor):
        stop -= 1
        sides = _sides(lines[start:stop], corridor)
    if not _is_box(lines[start:stop], corridor, sides, len(two_sided)):
        return None
    return Band(start, stop, (tuple(_words(sides[0])), tuple(_words(sides[1]))))


def _words(side: Sequence[Line]) -> list[Word]:
    return [word for line in side for word in line.words]


def _sides(lines: Sequence[Line], corridor: Gap) -> tuple[list[Line], list[Line]]:
    middle = (corridor[0] + corridor[1]) / 2
    left = [[word for word in line.words if word.left < middle] for line in lines]
    right = [[word for word in line.words if word.left >= middle] for line in lines]
    return [line_of(words) for words in left if words], [line_of(words) for words in right if words]


def _belongs(line: Line, sides: tuple[list[Line], list[Line]], corridor: Gap) -> bool:
    """Whether the last line of a box stands as the other lines of its column do, below or beside them."""
    side = [one for one in (sides[0] if line.left < corridor[0] + 1 else sides[1]) if one.top != line.top]
    if not side:
        return False
    if abs(line.left - median(one.left for one in side)) <= _SAME_EDGE:
        return True
    return abs(_centre(line) - median(map(_centre, side))) <= _SAME_CENTRE


def _centre(line: Line) -> float:
    return (line.left + line.right) / 2


def _is_box(lines: Sequence[Line], corridor: Gap, sides: tuple[list[Line], list[Line]], two_sided: int) -> bool:
    width, size = corridor[1] - corridor[0], lines[0].size
    left, right = sides
    if min(sum(char.isalpha() for line in side for char in line.text) for side in sides) < 2:
        return False
    if two_sided < 2 and width < 2 * size:
        return False
    flush = (
        len(lines) > 1 and _spread([line.left for line in left]) <= 3 and _spread([line.right for line in right]) <= 3
    )
    if width < size and flush:
        return False  # running text whose spaces happen to stand below one another
    if paper_marks("\n".join(line.text for line in (*left, *right))):
        return True
    if two_sided < 2 or width < 1.5 * size:
        return False
    set_in_capitals = [any(is_caps(line.text) for line in side) for side in sides]
    return all(set_in_capitals) or (any(set_in_capitals) and width > _FAR * size)


def _spread(places: Sequence[float]) -> float:
    return max(places) - min(places)


def _with_lines_above(box: Band, lines: Sequence[Line], first: int) -> Band:
    """A signature may begin a little above "Nơi nhận": lines of the right column alone that stand close above."""
    right = min(word.left for word in box.columns[1])
    centre = median((word.left + word.right) / 2 for word in box.columns[1])
    start = box.start
    while start > first:
        line = lines[start - 1]
        near = lines[start].top - line.bottom < line.size
        if not near or line.left < right - _SAME_CENTRE or not is_caps(line.text) or abs(_centre(line) - centre) > 60:
            break
        start -= 1
    above = [word for line in lines[start : box.start] for word in line.words]
    return Band(start, box.stop, (box.columns[0], (*above, *box.columns[1])))


def find_tables(lines: Sequence[Line]) -> list[Band]:
    """Runs of lines whose words stand in at least three columns, without drawn lines."""
    bands: list[Band] = []
    at = 0
    while at < len(lines):
        corridors = _gaps(lines[at], _TABLE_GAP)
        stop = at + 1
        rows = 1
        while stop < len(lines) and len(corridors) >= _FEWEST_COLUMNS - 1:
            line = lines[stop]
            narrowed = [gap for gap in (_wide(corridor, line) for corridor in corridors) if gap]
            if len(narrowed) < len(corridors) or line.top - lines[stop - 1].bottom > 2.5 * line.size:
                break
            corridors, stop = narrowed, stop + 1
            rows += len(_gaps(line, _TABLE_GAP)) >= 1
        if len(corridors) < _FEWEST_COLUMNS - 1 or rows < _FEWEST_ROWS:
            at += 1
            continue
        edges = [(left + right) / 2 for left, right in corridors]
        words = [word for line in lines[at:stop] for word in line.words]
        columns = [tuple(word for word in words if sum(edge <= word.left for edge in edges) == n)
                   for n in range(len(edges) + 1)]  # fmt: skip
        bands.append(Band(at, stop, tuple(columns)))
        at = stop
    return bands


def _wide(corridor: Gap, line: Line) -> Gap | None:
    narrowed = _narrowed(corridor, line)
    return narrowed if narrowed and narrowed[1] - narrowed[0] >= _TABLE_GAP else None

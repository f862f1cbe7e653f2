"""Red stamps of urgency and secrecy, which vanish from a page with the red seals: looked for on their own.

Only what reads as one of the stamps of the law is taken; seals, signatures and other red marks never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps

from vanban.readers.ocr import recognise
from vanban.readers.page import Page, Word
from vanban.readers.raster import DPI, Mask, Raster, without_lines
from vanban.stamps import stamp_of

_UPPER = 0.5  # of the page's height: stamps stand in the head
_RED = 40  # grey levels that red lies above the mean of green and blue
_CELL = 0.04  # inches: the grid on which red is looked for
_GAP = 3  # cells between two letters of one stamp
_SHORTEST, _WIDEST = 0.4, 2.6  # inches
_LOWEST, _HIGHEST = 0.1, 0.7  # inches; seals are higher
_SLENDER = 1.3  # a stamp is so many times as wide as high
_MOST = 6  # regions that are recognised
_ROOM = 0.08  # inches around a region
_ONE_BLOCK = 6  # Tesseract's mode
_ASCENT, _CAPITALS = 0.89, 0.66  # of the size of the type

_Region = tuple[float, float, float, float]  # left, top, right, bottom in inches


@dataclass(frozen=True, slots=True)
class _Span:
    """Cells of one patch of red."""

    left: int
    top: int
    right: int
    bottom: int

    def joined(self, other: _Span) -> _Span:
        return _Span(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def near(self, other: _Span) -> bool:
        """Whether two patches overlap, or stand side by side."""
        beside = max(self.left, other.left) - min(self.right, other.right) <= _GAP
        return beside and max(self.top, other.top) <= min(self.bottom, other.bottom)


def with_stamps(page: Page, raster: Raster, image: Image.Image, *, turns: int = 0) -> Page:
    """The page with the words of its red stamps; ``turns`` are right angles after those of ``raster``."""
    if image.mode in ("1", "L", "LA") or image.mode.startswith("I"):
        return page
    width = page.width / 72
    coloured = image.convert("RGB")
    turns = (raster.turns + turns) % 4
    side = coloured.height if turns % 2 else coloured.width
    small = coloured.reduce(max(1, round(side / width * _CELL)))
    if not _red(small).any():
        return page
    upright = coloured.rotate(90 * turns, expand=True).rotate(raster.angle, Image.Resampling.BICUBIC, fillcolor="white")
    scale = upright.width / width
    cells = _red(upright.reduce(max(1, round(scale * _CELL))))
    found = [_read(upright, region, scale) for region in _regions(cells[: int(len(cells) * _UPPER)])]
    return Page(page.width, page.height, (*page.words, *(word for word in found if word)), page.rules)


def _red(image: Image.Image) -> Mask:
    """Where a picture is redder than its paper."""
    levels = np.asarray(image, dtype=np.int16)
    redness = levels[:, :, 0] - (levels[:, :, 1] + levels[:, :, 2]) // 2
    found: Mask = redness > int(np.median(redness)) + _RED
    return found


def _regions(cells: Mask) -> Iterator[_Region]:
    """Patches of red of a stamp's size and shape, from top to bottom."""
    patches: list[_Span] = []
    for patch in _patches(cells):
        merged = patch
        while near := [one for one in patches if one.near(merged)]:
            patches = [one for one in patches if one not in near]
            for one in near:
                merged = merged.joined(one)
        patches.append(merged)
    shaped = []
    for patch in sorted(patches, key=lambda one: one.top):
        width, height = (patch.right - patch.left + 1) * _CELL, (patch.bottom - patch.top + 1) * _CELL
        if _SHORTEST <= width <= _WIDEST and _LOWEST <= height <= _HIGHEST and width >= _SLENDER * height:
            shaped.append(patch)
    for patch in shaped[:_MOST]:
        yield patch.left * _CELL, patch.top * _CELL, (patch.right + 1) * _CELL, (patch.bottom + 1) * _CELL


def _patches(cells: Mask) -> Iterator[_Span]:
    """Cells that touch one another, also at their corners."""
    left = {(int(y), int(x)) for y, x in np.argwhere(cells)}
    while left:
        waiting = [left.pop()]
        patch = _Span(waiting[0][1], waiting[0][0], waiting[0][1], waiting[0][0])
        while waiting:
            y, x = waiting.pop()
            patch = patch.joined(_Span(x, y, x, y))
            near = {(y + down, x + across) for down in (-1, 0, 1) for across in (-1, 0, 1)} & left
            left -= near
            waiting.extend(near)
        yield patch


def _read(upright: Image.Image, region: _Region, scale: float) -> Word | None:
    """The words of a stamp, or None when a region holds no stamp."""
    left, top, right, bottom = region
    box = [round(side * scale) for side in (left - _ROOM, top - _ROOM, right + _ROOM, bottom + _ROOM)]
    part = upright.crop((max(0, box[0]), max(0, box[1]), min(upright.width, box[2]), min(upright.height, box[3])))
    grey = ImageOps.autocontrast(part.convert("L"), cutoff=1)
    size = max(1, round(grey.width * DPI / scale)), max(1, round(grey.height * DPI / scale))
    clean = ImageOps.expand(without_lines(grey.resize(size, Image.Resampling.LANCZOS)), 20, 255)
    words = recognise(Raster(clean, (), blank=False), layout=_ONE_BLOCK).words
    stamp = stamp_of(" ".join(word.text for word in words if any(char.isalpha() for char in word.text)))
    if stamp is None:
        return None
    height = max(word.size for word in words)
    middle = 36 * (top + bottom)
    sure = min(word.sure for word in words if any(char.isalpha() for char in word.text))
    ascent = _CAPITALS / 2 * height
    return Word(
        stamp, left * 72, middle - (_ASCENT * height - ascent), right * 72, middle + ascent, height, max(sure, 0.0)
    )

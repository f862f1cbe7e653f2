"""Pictures of pages made fit for recognition: grey, straight, without drawn lines."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from vanban.readers.page import Rule

DPI = 200
"""Pictures are recognised at this resolution: Tesseract's small model reads 12 to 14 point type best here."""

MOST_PIXELS = 16_000_000  # of a page at that resolution: a little more than A2
STEEPEST = 5.0  # degrees of tilt that are put right
_FLATTEST = 0.08  # degrees; less is left as it is
_INK = 40  # grey levels darker than the paper around
_LEVEL, _UPRIGHT = 0.6, 0.24  # inches: the shortest drawn lines that are looked for
_THICKEST = 0.06  # inches; thicker is a picture or a bar
_MOST_RUNS = 40_000

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Raster:
    """A straight grey picture of a page at :data:`DPI`, its drawn lines taken out, and those lines in points."""

    image: Image.Image
    rules: tuple[Rule, ...]
    blank: bool
    turns: int = 0  # right angles against the clock, and then degrees, by which the given picture was turned
    angle: float = 0.0


def prepare(image: Image.Image, *, dpi: float) -> Raster:
    """Make a page fit for recognition. ``dpi`` is the resolution of the picture given."""
    grey = _sized(_grey(image), dpi)
    ink = _ink(grey)
    if ink.mean() < 0.0002:
        return Raster(grey, (), blank=True)
    turns = int(_runs_upwards(ink))
    if turns:
        grey = grey.transpose(Image.Transpose.ROTATE_90)
        ink = np.rot90(ink)
    angle = _tilt(ink)
    if abs(angle) <= _FLATTEST:
        angle = 0.0
    else:
        grey = grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        ink = _ink(grey)
    grey, rules = _cleared(grey, ink)
    return Raster(grey, tuple(rules), blank=False, turns=turns, angle=angle)


def without_lines(grey: Image.Image) -> Image.Image:
    """A straight grey picture at :data:`DPI`, its drawn lines taken out."""
    return _cleared(grey, _ink(grey))[0]


def _cleared(grey: Image.Image, ink: Mask) -> tuple[Image.Image, list[Rule]]:
    """The picture without its drawn lines, and those."""
    rules, drawn = _drawn(ink)
    if not rules:
        return grey, rules
    pixels = np.array(grey)
    pixels[drawn] = 255
    return Image.fromarray(pixels), rules


def _grey(image: Image.Image) -> Image.Image:
    """Of a coloured page the red part only, in which red seals vanish and blue or black ink stays dark."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith("I"):
        return image.point(lambda level: level / 256).convert("L")
    return image.convert("RGB").getchannel("R")


def _sized(grey: Image.Image, dpi: float) -> Image.Image:
    factor = DPI / dpi
    pixels = grey.width * grey.height * factor * factor
    if pixels > MOST_PIXELS:
        factor *= math.sqrt(MOST_PIXELS / pixels)
    if abs(factor - 1) < 0.02:
        return grey
    size = max(1, round(grey.width * factor)), max(1, round(grey.height * factor))
    way = Image.Resampling.LANCZOS if factor < 1 else Image.Resampling.BICUBIC
    return grey.resize(size, way)


def _ink(grey: Image.Image) -> Mask:
    """Where a picture is darker than the paper around it."""
    around = grey.reduce(4).filter(ImageFilter.BoxBlur(12)).resize(grey.size, Image.Resampling.BILINEAR)
    ink: Mask = np.asarray(grey, dtype=np.int16) < np.asarray(around, dtype=np.int16) - _INK
    return ink


def _small(ink: Mask) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Places of the ink on a picture a quarter as large."""
    height, width = ink.shape[0] // 4 * 4, ink.shape[1] // 4 * 4
    few = ink[:height, :width].reshape(height // 4, 4, width // 4, 4).mean(axis=(1, 3)) > 0.2
    ys, xs = np.nonzero(few)
    return ys.astype(float), xs.astype(float)


def _sharpness(places: NDArray[np.float64]) -> float:
    """How unevenly ink lies over parallel lines; highest when they run along the text."""
    counts = np.bincount((places - places.min()).astype(int)).astype(float) if places.size else np.zeros(1)
    return float(np.square(np.diff(counts)).sum())


def _runs_upwards(ink: Mask) -> bool:
    """Whether the lines of text run from bottom to top or top to bottom."""
    ys, xs = _small(ink)
    across = max(_sharpness(ys + xs * math.tan(math.radians(angle))) for angle in (-1.0, 0.0, 1.0))
    along = max(_sharpness(xs + ys * math.tan(math.radians(angle))) for angle in (-1.0, 0.0, 1.0))
    return along > 1.6 * across


def _tilt(ink: Mask) -> float:
    """Degrees by which a page is to be turned, against the clock, so that its lines lie level."""
    ys, xs = _small(ink)

    def best(angles: NDArray[np.float64]) -> float:
        return float(max(angles, key=lambda angle: _sharpness(ys - xs * math.tan(math.radians(angle)))))

    rough = best(np.arange(-STEEPEST, STEEPEST + 0.01, 0.5))
    return best(np.arange(rough - 0.5, rough + 0.51, 0.1))


def _drawn(ink: Mask) -> tuple[list[Rule], Mask]:
    """Drawn level and upright lines in points, and their pixels."""
    drawn = np.zeros_like(ink)
    rules: list[Rule] = []
    scale = 72 / DPI
    for upright, shortest in ((False, _LEVEL), (True, _UPRIGHT)):
        side = ink.T if upright else ink
        marks = drawn.T if upright else drawn
        for start, end, first, last in _bars(side, round(shortest * DPI)):
            box = (start, first, end, last + 1)
            left, top, right, bottom = (box[1], box[0], box[3], box[2]) if upright else box
            rules.append(Rule(left * scale, top * scale, right * scale, bottom * scale))
            marks[max(0, first - 1) : last + 2, max(0, start - 1) : end + 1] = True
    return rules, drawn


def _bars(ink: Mask, shortest: int) -> list[tuple[int, int, int, int]]:
    """Start, end, first and last row of long thin level bars of ink."""
    thick = ink.copy()  # a line a little askew steps from row to row
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    padded = np.zeros((thick.shape[0], thick.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = thick
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    long = (ends - starts) >= shortest
    runs = list(zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True))
    bars: list[tuple[int, int, int, int]] = []
    open_bars: list[tuple[int, int, int, int]] = []
    for row, start, end in runs[:_MOST_RUNS]:
        bars.extend(bar for bar in open_bars if bar[3] < row - 1)
        open_bars = [bar for bar in open_bars if bar[3] >= row - 1]
        touching = [bar for bar in open_bars if bar[0] <= end and bar[1] >= start]
        open_bars = [bar for bar in open_bars if bar not in touching]
        joined = [(start, end, row, row), *touching]
        open_bars.append(
            (
                min(bar[0] for bar in joined),
                max(bar[1] for bar in joined),
                min(bar[2] for bar in joined),
                max(bar[3] for bar in joined),
            )
        )
    bars.extend(open_bars)
    return [bar for bar in bars if bar[3] - bar[2] + 1 <= _THICKEST * DPI]

"""Lines drawn under text: paragraph borders, straight shapes of DrawingML and VML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from vanban.check.formats import ParagraphFormat
from vanban.check.sheet import Column, Drawn

_EMU_PER_POINT = 12700
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 1.0}
_POINTS_PER_MM = 72 / 25.4
_STRAIGHT = ("line", "straightConnector1")
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORD_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_MEASURE = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px)?")


def borders(
    paragraph: Any, form: ParagraphFormat, *, index: int, column: Column | None, room: float
) -> Iterator[Drawn]:
    """The line that a border makes above or below a paragraph."""
    drawn = paragraph.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    sides = [] if drawn is None else [drawn.find(qn(f"w:{side}")) for side in ("top", "bottom", "between")]
    if any(side is not None and side.get(qn("w:val")) not in ("nil", "none", None) for side in sides):
        yield Drawn(index, column, room - (form.left + form.right) * _POINTS_PER_MM, paragraph)


def shapes(paragraph: Any, *, index: int, column: Column | None, text_width: float) -> Iterator[Drawn]:
    """Straight lines anchored in a paragraph; ``column`` is known inside a table's cell, else guessed by position."""
    for anchor in paragraph.iter(f"{_WORD_DRAWING}anchor", f"{_WORD_DRAWING}inline"):
        geometry = anchor.find(f".//{_DRAWING}prstGeom")
        extent = anchor.find(f"{_WORD_DRAWING}extent")
        if geometry is not None and geometry.get("prst") in _STRAIGHT:
            length = None if extent is None else _emu(extent.get("cx"))
            yield Drawn(index, column or _side_of_anchor(anchor, text_width), length, floating=column is None)
    for shape in paragraph.iter(f"{_VML}line", f"{_VML}shape"):
        if _in_fallback(shape):
            continue
        straight = shape.tag.endswith("}line") or shape.get(f"{_OFFICE}connectortype") == "straight"
        if straight or shape.get("type") == "#_x0000_t32":
            length, left = _vml_extent(shape)
            side = None if left is None else Column.LEFT if left < text_width / 2 - 20 else Column.RIGHT
            yield Drawn(index, column or side, length, floating=column is None)


def _in_fallback(shape: Any) -> bool:
    return any(parent.tag == f"{_MARKUP}Fallback" for parent in shape.iterancestors())


def _side_of_anchor(anchor: Any, text_width: float) -> Column | None:
    position = anchor.find(f"{_WORD_DRAWING}positionH")
    if position is None:
        return None
    aligned = position.findtext(f"{_WORD_DRAWING}align")
    if aligned:
        return {"left": Column.LEFT, "right": Column.RIGHT, "center": Column.FULL}.get(aligned)
    offset = position.findtext(f"{_WORD_DRAWING}posOffset")
    if offset is None:
        return None
    extent = anchor.find(f"{_WORD_DRAWING}extent")
    half = 0.0 if extent is None else _emu(extent.get("cx")) / 2
    centre = _emu(offset) + half
    margin = 85 if position.get("relativeFrom") == "page" else 0  # about the left margin, 30 mm
    third = text_width / 3
    middle = centre - margin
    return Column.LEFT if middle < third * 1.2 else Column.RIGHT if middle > third * 1.8 else None


def _emu(text: str | None) -> float:
    """Points of a length in English metric units, 0 for what is no number."""
    try:
        return float(text or 0) / _EMU_PER_POINT
    except ValueError:
        return 0.0


def _vml_extent(shape: Any) -> tuple[float | None, float | None]:
    """Length and left edge in points, as far as they are written down."""
    ends = [_points(shape.get(name, "").split(",")[0]) for name in ("from", "to")]
    if ends[0] is not None and ends[1] is not None:
        return abs(ends[1] - ends[0]), ends[0]
    style = dict(part.split(":", 1) for part in shape.get("style", "").replace(" ", "").split(";") if ":" in part)
    return _points(style.get("width", "")), _points(style.get("margin-left", style.get("left", "")))


def _points(text: str | None) -> float | None:
    match = _MEASURE.fullmatch((text or "").strip())
    return float(match[1]) * _POINTS[match[2] or ""] if match else None

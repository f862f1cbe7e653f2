"""Boxes 10 and 11: stamps of secrecy, urgency and circulation, drawn in red.

Sizes: NĐ 30/2020/NĐ-CP annex I, section II (urgency 30×8, 40×8, 20×8 mm); capitals of 13 points, upright, bold.
"""

from __future__ import annotations

from typing import Any

from docx.shared import Pt, RGBColor

from vanban.write.elements import CENTRE, add_text, bordered, shape
from vanban.write.metrics import text_width
from vanban.write.model import Paper
from vanban.write.rules import POINTS_PER_MM

_WIDTH_MM = {"HỎA TỐC": 30.0, "THƯỢNG KHẨN": 40.0, "KHẨN": 20.0, "TUYỆT MẬT": 40.0, "TỐI MẬT": 30.0, "MẬT": 20.0}
_SIZE = 13  # points
_PADDING = 4  # points above and below a line of 15 points: 8 mm in all
_RED = RGBColor(0xFF, 0x00, 0x00)


def write_stamps(cell: Any, paper: Paper, *, room: float) -> None:
    """The stamps one below the other, centred in a cell of ``room`` points."""
    for text in (paper.secrecy, paper.urgency, paper.circulation and paper.circulation.upper()):
        if not text:
            continue
        width = _WIDTH_MM.get(text, 0.0) * POINTS_PER_MM or text_width(text, size=_SIZE, bold=True) + 12
        line = shape(cell.add_paragraph(), CENTRE, before=8, after=2)
        form = line.paragraph_format
        form.left_indent = form.right_indent = Pt(max(0.0, (room - width) / 2))
        bordered(line, colour=str(_RED), sides=("top", "left", "bottom", "right"), padding=_PADDING)
        run = add_text(line, text, size=_SIZE, bold=True)
        run.font.color.rgb = _RED

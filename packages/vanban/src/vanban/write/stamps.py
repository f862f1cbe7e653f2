"""Boxes 10 and 11: stamps of secrecy, urgency and circulation, drawn in red.

Sizes: NĐ 30/2020/NĐ-CP annex I, section II (urgency 30×8, 40×8, 20×8 mm): bold capitals of 13 points; HD 36
annex 3, number 10: 14 points.
"""

from __future__ import annotations

from typing import Any

from docx.shared import Pt, RGBColor

from vanban.write.elements import CENTRE, add_text, bordered, shape
from vanban.write.metrics import text_width
from vanban.write.model import Paper
from vanban.write.rules import POINTS_PER_MM, Rules

_WIDTH_MM = {"HỎA TỐC": 30.0, "THƯỢNG KHẨN": 40.0, "KHẨN": 20.0, "TUYỆT MẬT": 40.0, "TỐI MẬT": 30.0, "MẬT": 20.0}
_PADDING = 4  # points above and below a line of 15 points: 8 mm in all
_RED = RGBColor(0xFF, 0x00, 0x00)


def write_stamps(cell: Any, paper: Paper, rules: Rules, *, room: float) -> None:
    """The stamps one below the other, centred in a cell of ``room`` points; the Party's note stands elsewhere."""
    note = paper.circulation.upper() if paper.circulation and paper.form == "state" else None
    for text in (paper.secrecy, paper.urgency, note):
        if not text:
            continue
        width = _WIDTH_MM.get(text, 0.0) * POINTS_PER_MM or text_width(text, size=rules.stamp, bold=True) + 12
        line = shape(cell.add_paragraph(), CENTRE, before=8, after=2)
        form = line.paragraph_format
        form.left_indent = form.right_indent = Pt(max(0.0, (room - width) / 2))
        bordered(line, colour=str(_RED), sides=("top", "left", "bottom", "right"), padding=_PADDING)
        run = add_text(line, text, size=rules.stamp, bold=True)
        run.font.color.rgb = _RED

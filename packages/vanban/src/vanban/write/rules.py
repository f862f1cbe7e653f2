"""Measures of the two forms. Sources: NĐ 30/2020/NĐ-CP annex I sections I-II; HD 36-HD/VPTW section II.4 and annex."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """Type sizes in points, lengths in millimetres."""

    margins: tuple[float, float, float, float]  # top, bottom, left, right
    heading: float  # state name, Party heading
    motto: float
    parent: float
    issuer: float
    number: float
    dateline: float
    kind: float
    subject: float
    letter_subject: float
    body: float
    recipients_label: float
    recipients: float
    signature: float
    page_number: float
    stamp: float
    circulation: float
    drafter: float
    columns: tuple[float, float]  # left and right box of the header
    first_line: float
    line_pitch: float | None  # points between lines, exactly; None is single spacing
    ending: str  # what closes the body

    @property
    def text_width(self) -> float:
        """Width of the text area on A4."""
        return PAGE[0] - self.margins[2] - self.margins[3]


PAGE = (210.0, 297.0)
POINTS_PER_MM = 72 / 25.4
STATE = Rules(
    margins=(20, 20, 30, 15), heading=12, motto=13, parent=12, issuer=12, number=13, dateline=13, kind=14, subject=14,
    letter_subject=12, body=14, recipients_label=12, recipients=11, signature=14, page_number=13, stamp=13,
    circulation=13, drafter=11, columns=(70, 95), first_line=12.7, line_pitch=None, ending="./.",
)  # fmt: skip
PARTY = Rules(
    margins=(20, 20, 30, 15), heading=15, motto=15, parent=14, issuer=14, number=14, dateline=14, kind=16, subject=14,
    letter_subject=12, body=14, recipients_label=14, recipients=12, signature=14, page_number=14, stamp=14,
    circulation=12, drafter=8, columns=(75, 90), first_line=10, line_pitch=18, ending=".",
)  # fmt: skip

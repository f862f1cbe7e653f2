"""Rules of annexes and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from vanban.check import words
from vanban.check.components import Paper, Role
from vanban.check.edits import set_paragraph
from vanban.check.formats import TWIPS_PER_MM
from vanban.check.measures import text_departure
from vanban.check.registry import PARTY_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Line
from vanban.letters import fold
from vanban.write.elements import element

_STATE = f"{STATE_SOURCE}III.1"
_PARTY = f"{PARTY_SOURCE}II.4.5"
_CUSTOM = "Thông lệ trình bày bảng biểu (không phải quy định của NĐ 30, HD 36)"
_LONG_TABLE = 20  # rows: more than a page takes
_LOOSE = 3.0  # mm that a table may stand over the margins (cell padding)
_MENTION = re.compile(r"(?<!\w)(?:phụ lục|kèm theo|gửi kèm|đính kèm|biểu (?:số|mẫu)|chi tiết tại)(?!\w)", re.IGNORECASE)


def _labels(paper: Paper) -> list[tuple[Line, str]]:
    """Annex labels with the number printed ("" when there is none)."""
    found = []
    for line in paper.lines(Role.ANNEX_LABEL):
        match = words.ANNEX.fullmatch(fold(line.text))
        found.append((line, (match["number"] or "") if match else ""))
    return found


@rule("annex.label", _STATE, forms=("state",))
def label_case(paper: Paper) -> Iterator[Departure]:
    """The word "Phụ lục" is set in small letters, on a line of its own."""
    for line, _ in _labels(paper):
        if line.text.startswith("PHỤ LỤC"):
            wanted = f"Phụ lục{line.text[7:]}"
            yield text_departure(line, Role.ANNEX_LABEL, f"“{line.text}” in hoa, cần chữ in thường “Phụ lục”.", wanted)


@rule("annex.number", _STATE, forms=("state",))
def state_numbers(paper: Paper) -> Iterator[Departure]:
    """Two annexes and more are numbered with Roman figures."""
    labels = _labels(paper)
    for line, number in labels:
        if len(labels) > 1 and not re.fullmatch(r"[ivx]+", number):
            yield Departure(
                "Văn bản có từ hai phụ lục nhưng phụ lục không đánh số La Mã.",
                "Ghi “Phụ lục I”, “Phụ lục II”, …",
                line,
                Role.ANNEX_LABEL,
            )


@rule("annex.number", _PARTY, forms=("party",))
def party_numbers(paper: Paper) -> Iterator[Departure]:
    """Two annexes and more are numbered with Arabic figures."""
    labels = _labels(paper)
    for line, number in labels:
        if len(labels) > 1 and not number.isdigit():
            yield Departure(
                "Văn bản có từ hai phụ lục nhưng phụ lục không đánh số Ả-rập.",
                "Ghi “Phụ lục 1”, “Phụ lục 2”, …",
                line,
                Role.ANNEX_LABEL,
            )


@rule("annex.title", f"{_STATE}; {_PARTY}", layout=True)
def needs_title(paper: Paper) -> Iterator[Departure]:
    """Each annex has a title below its label."""
    for line, _ in _labels(paper):
        match = words.ANNEX.fullmatch(fold(line.text))
        titled = bool(match and match["rest"])
        below = [other for other in paper.lines(Role.ANNEX_TITLE) if 0 < other.paragraph - line.paragraph <= 3]
        if not titled and not below:
            yield Departure(
                "Phụ lục thiếu tên.",
                "Ghi tên phụ lục bằng chữ in hoa đậm, căn giữa, dưới chữ “Phụ lục”.",
                line,
                Role.ANNEX_TITLE,
            )


@rule("annex.mentioned", f"{_STATE}; {_PARTY}")
def mentioned(paper: Paper) -> Iterator[Departure]:
    """The paper itself points to its annexes."""
    labels = _labels(paper)
    body = " ".join(
        line.text
        for line in paper.lines(
            Role.BODY, Role.HEADING, Role.BASIS, Role.TABLE, Role.SUBJECT, Role.LETTER_SUBJECT, Role.OTHER
        )
    )
    if labels and not _MENTION.search(body):
        yield Departure(
            "Văn bản có phụ lục nhưng nội dung không có chỉ dẫn về phụ lục.",
            "Thêm chỉ dẫn trong nội dung, ví dụ “(chi tiết tại Phụ lục kèm theo)”.",
            labels[0][0],
            Role.ANNEX_LABEL,
        )


@rule("annex.page", f"{_STATE}; {_PARTY}", layout=True)
def own_page(paper: Paper) -> Iterator[Departure]:
    """An annex begins on a page of its own."""
    for line, _ in _labels(paper):
        if not line.new_page:
            yield Departure(
                "Phụ lục không bắt đầu ở trang riêng.",
                "Đặt con trỏ trước chữ “Phụ lục” và chèn ngắt trang (Ctrl+Enter).",
                line,
                Role.ANNEX_LABEL,
                _break_before(line),
            )


def _break_before(line: Line) -> Any:
    return lambda: set_paragraph(line.element, new_page=True)


@rule("table.width", f"{STATE_SOURCE}I.3; {PARTY_SOURCE}II.4.3", layout=True)
def table_width(paper: Paper) -> Iterator[Departure]:
    """A table stays within the margins."""
    widest = max(
        (section.width - section.margins[2] - section.margins[3] for section in paper.sheet.sections), default=0.0
    )
    for table in paper.sheet.tables:
        columns = [column.get(qn("w:w"), "0") for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
        width = sum(float(column) for column in columns if column.replace(".", "").isdigit()) / TWIPS_PER_MM
        if widest and width > widest + 2 * _LOOSE + 1:
            yield Departure(
                f"Bảng rộng {width:.0f} mm, vượt vùng trình bày {widest:.0f} mm.",
                "Thu hẹp cột, hoặc để bảng ở trang nằm ngang.",
                _line_of(paper, table),
                Role.TABLE,
            )


@rule("table.header", _CUSTOM, severity="advice", layout=True)
def repeated_header(paper: Paper) -> Iterator[Departure]:
    """The header row of a long table is repeated on each page."""
    for table in paper.sheet.tables:
        rows = table.findall(qn("w:tr"))
        if len(rows) > _LONG_TABLE and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            yield Departure(
                "Bảng dài nhưng dòng tiêu đề không lặp lại ở trang sau.",
                "Chọn dòng tiêu đề, vào Layout, Repeat Header Rows.",
                _line_of(paper, table),
                Role.TABLE,
                _repeat(rows[0]),
            )


def _repeat(row: Any) -> Any:
    return lambda: row.get_or_add_trPr().append(element("tblHeader"))


def _line_of(paper: Paper, table: Any) -> Line | None:
    inside = set(table.iter(qn("w:p")))
    return next((line for line in paper.sheet.lines if line.element in inside), None)

"""The boxes above the body: heading, issuer, number, place and date, title, addressees."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from vanban.numbers import format_date, format_paper_number
from vanban.write.elements import (
    CENTRE,
    JUSTIFY,
    add_text,
    centred_evenly,
    layout_table,
    own_paragraph,
    rule_below,
    shape,
)
from vanban.write.metrics import SHORT_RULE, balanced, text_width
from vanban.write.model import Paper
from vanban.write.rules import POINTS_PER_MM, Rules
from vanban.write.stamps import write_stamps

STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY_HEADING = "ĐẢNG CỘNG SẢN VIỆT NAM"
_SPARE = 2  # millimetres beside the date line
_NARROWEST = 55  # millimetres of the issuer's box
_BLANK = "\u00a0" * 8


def write_heading(document: Any, paper: Paper, rules: Rules) -> None:
    """Boxes 1 to 5 and 9a, in their order."""
    dateline = f"{paper.place}, {_date(paper)}"
    columns = _columns(dateline, rules)
    left, right = (width * POINTS_PER_MM for width in columns)
    table = layout_table(document, columns, rows=2)
    _issuer(table.cell(0, 0), paper, rules, room=left)
    if paper.form == "party":
        _party_heading(table.cell(0, 1), rules, room=right)
    else:
        _state_heading(table.cell(0, 1), rules, room=right)
    _number(table.cell(1, 0), paper, rules, room=left)
    line = shape(own_paragraph(table.cell(1, 1), first=True), CENTRE, before=4)
    add_text(line, dateline, size=rules.dateline, italic=True)
    if paper.kind:
        _title(document, paper, rules)
    telegram = paper.kind is not None and paper.kind.lower() == "công điện"
    if paper.authority and not telegram:
        for name in paper.authority.upper().splitlines():
            line = shape(document.add_paragraph(), CENTRE, keep_next=True)
            add_text(line, name, size=rules.body, bold=True)
    if paper.addressees:
        called = telegram and paper.authority
        _addressees(document, paper, rules, label=f"{paper.authority} điện:" if called else "Kính gửi:")


def _columns(dateline: str, rules: Rules) -> tuple[float, float]:
    """Widths of the two boxes in millimetres: the right one grows when place and date need it to stay on one line."""
    printed = text_width(dateline, size=rules.dateline) / POINTS_PER_MM + _SPARE
    right = min(max(rules.columns[1], printed), rules.text_width - _NARROWEST)
    return rules.text_width - right, right


def number_line(paper: Paper) -> str:
    """ "Số: 05/BC-UBND", in the Party's form "Số 05-BC/TU"; a blank where the number is not yet given."""
    number = paper.number
    printed = _BLANK if number is None else format_paper_number(number) if isinstance(number, int) else number
    if paper.form == "party":
        return f"Số {printed}-{paper.symbol}"
    return f"Số: {printed}/{paper.symbol}"


def _date(paper: Paper) -> str:
    if paper.date is None:
        return f"ngày{_BLANK}tháng{_BLANK}năm{_BLANK}"
    return format_date(paper.date)


def _issuer(cell: Any, paper: Paper, rules: Rules, *, room: float) -> None:
    first = True
    if paper.issuer_parent:
        _body_name(own_paragraph(cell, first=True), paper.issuer_parent, size=rules.parent, bold=False, room=room)
        first = False
    longest = 0.0
    names = [*(f"{name} -" for name in (paper.issuer, *paper.co_issuers)[:-1]), (paper.issuer, *paper.co_issuers)[-1]]
    for name in names:
        width = _body_name(own_paragraph(cell, first=first), name, size=rules.issuer, bold=True, room=room)
        longest, first = max(longest, width), False
    if paper.form == "party":
        add_text(shape(cell.add_paragraph(), CENTRE), "*", size=rules.issuer)
        return
    rule_below(cell.add_paragraph(), width=longest * SHORT_RULE, room=room)


def _body_name(paragraph: Any, name: str, *, size: float, bold: bool, room: float) -> float:
    """Print a body's name in capitals on balanced lines; gives the width of the longest in points."""
    lines = balanced(name.upper(), size=size, bold=bold, room=room)
    shape(paragraph, CENTRE)
    for index, line in enumerate(lines):
        run = add_text(paragraph, line, size=size, bold=bold)
        if index < len(lines) - 1:
            run.add_break()
    return max(text_width(line, size=size, bold=bold) for line in lines)


def _state_heading(cell: Any, rules: Rules, *, room: float) -> None:
    add_text(shape(own_paragraph(cell, first=True), CENTRE), STATE_NAME, size=rules.heading, bold=True)
    add_text(shape(cell.add_paragraph(), CENTRE), MOTTO, size=rules.motto, bold=True)
    width = text_width(MOTTO, size=rules.motto, bold=True)
    rule_below(cell.add_paragraph(), width=width, room=room)


def _party_heading(cell: Any, rules: Rules, *, room: float) -> None:
    add_text(shape(own_paragraph(cell, first=True), CENTRE), PARTY_HEADING, size=rules.heading, bold=True)
    width = text_width(PARTY_HEADING, size=rules.heading, bold=True)
    rule_below(cell.add_paragraph(), width=width, room=room)


def _number(cell: Any, paper: Paper, rules: Rules, *, room: float) -> None:
    add_text(shape(own_paragraph(cell, first=True), CENTRE, before=4), number_line(paper), size=rules.number)
    if not paper.kind:
        party = paper.form == "party"
        subject = paper.subject if party else f"V/v {paper.subject}"
        centred_evenly(cell, subject, size=rules.letter_subject, room=room, italic=party, before=6)
    write_stamps(cell, paper, rules, room=room)


def _title(document: Any, paper: Paper, rules: Rules) -> None:
    kind = shape(document.add_paragraph(), CENTRE, before=18, keep_next=True)
    add_text(kind, (paper.kind or "").upper(), size=rules.kind, bold=True)
    room = rules.text_width * POINTS_PER_MM
    printed = centred_evenly(document, paper.subject, size=rules.subject, room=room, bold=True)
    if paper.form == "party":
        add_text(shape(document.add_paragraph(), CENTRE, after=6), "-----", size=rules.subject)
        return
    rule_below(document.add_paragraph(), width=printed * SHORT_RULE, room=room, after=12)


def _addressees(document: Any, paper: Paper, rules: Rules, *, label: str) -> None:
    slant = paper.form == "party"  # HD 36, annex 3, number 9
    if len(paper.addressees) == 1:
        line = shape(document.add_paragraph(), CENTRE, before=18, after=12)
        add_text(line, label, size=rules.body, italic=slant)
        add_text(line, f" {paper.addressees[0]}", size=rules.body)
        return
    line = shape(document.add_paragraph(), JUSTIFY, before=18, left_mm=30, keep_next=True)
    add_text(line, label, size=rules.body, italic=slant)
    separator = "," if paper.form == "party" else ";"
    last = len(paper.addressees) - 1
    for index, addressee in enumerate(paper.addressees):
        line = shape(document.add_paragraph(), JUSTIFY, left_mm=42, after=12 if index == last else 0)
        line.paragraph_format.first_line_indent = Mm(-3)
        add_text(line, f"- {addressee}{'.' if index == last else separator}", size=rules.body)

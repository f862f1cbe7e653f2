"""The boxes below the body: "Nơi nhận" on the left, the signature on the right."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from vanban.write.elements import CENTRE, LEFT, add_text, layout_table, own_paragraph, shape
from vanban.write.model import Paper
from vanban.write.rules import Rules

_SIGNATURE_LINES = 4  # empty lines for signature and seal


def write_foot(document: Any, paper: Paper, rules: Rules) -> None:
    """Boxes 7 and 9b, kept together on one page."""
    spacer = shape(document.add_paragraph(), LEFT)
    add_text(spacer, "", size=6)
    width = rules.text_width
    table = layout_table(document, (width * 0.48, width * 0.52), rows=1)
    _recipients(table.cell(0, 0), paper, rules)
    _signature(table.cell(0, 1), paper, rules)


def _recipients(cell: Any, paper: Paper, rules: Rules) -> None:
    if not paper.recipients:
        return
    party = paper.form == "party"
    label = shape(own_paragraph(cell, first=True), LEFT)
    run = add_text(label, "Nơi nhận", size=rules.recipients_label, bold=not party, italic=not party)
    run.font.underline = party
    add_text(label, ":", size=rules.recipients_label, bold=not party, italic=not party)
    separator = "," if party else ";"
    last = len(paper.recipients) - 1
    for index, recipient in enumerate(paper.recipients):
        line = shape(cell.add_paragraph(), LEFT, left_mm=2.5)
        line.paragraph_format.first_line_indent = Mm(-2.5)
        add_text(line, f"- {recipient}{'.' if index == last else separator}", size=rules.recipients)


def _signature(cell: Any, paper: Paper, rules: Rules) -> None:
    signer = paper.signer
    lines = [*(signer.on_behalf.splitlines() if signer.on_behalf else ()), *signer.title.splitlines()]
    for index, text in enumerate(lines):
        line = shape(own_paragraph(cell, first=index == 0), CENTRE, keep_next=True)
        add_text(line, text.upper(), size=rules.signature, bold=True)
    for _ in range(_SIGNATURE_LINES):
        add_text(shape(cell.add_paragraph(), CENTRE, keep_next=True), "", size=rules.signature)
    if signer.name:
        add_text(shape(cell.add_paragraph(), CENTRE), signer.name, size=rules.signature, bold=True)

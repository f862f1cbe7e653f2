"""The boxes below the body: "Nơi nhận" on the left, the signature on the right."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from vanban.write.elements import CENTRE, LEFT, RIGHT, add_text, element, layout_table, own_paragraph, rule_below, shape
from vanban.write.model import Form, Paper, SignatureBlock
from vanban.write.rules import POINTS_PER_MM, Rules

_SIGNATURE_LINES = 4  # empty lines for signature and seal
_CONTACT_SIZE = 11  # points, box 13


def write_foot(document: Any, paper: Paper, rules: Rules) -> None:
    """Boxes 7, 9b and 12; a joint paper has its signatures side by side above "Nơi nhận"."""
    spacer = shape(document.add_paragraph(), LEFT, keep_next=True)
    add_text(spacer, "", size=6)
    width = rules.text_width
    if paper.co_signers:
        signers = (paper.signer, *paper.co_signers)
        table = layout_table(document, (width / len(signers),) * len(signers), rows=2)
        for cell, signer in zip(table.rows[0].cells, signers, strict=True):
            _signature(cell, signer, paper.form, rules)
        _recipients(table.cell(1, 0), paper, rules, before=12)
    else:
        table = layout_table(document, (width * 0.48, width * 0.52), rows=1)
        _recipients(table.cell(0, 0), paper, rules)
        _signature(table.cell(0, 1), paper.signer, paper.form, rules)
    _together(table)


def _together(table: Any) -> None:
    """No page break between the title and the name of who signs."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))


def drafter_mark(paper: Paper) -> str:
    """Box 12, after the last line of "Nơi nhận": "HVM.20", in the Party's form "HVM-20"; empty when not given."""
    joint = "-" if paper.form == "party" else "."
    return joint.join(str(part) for part in (paper.drafter, paper.copies) if part is not None)


def write_circulation(section: Any, text: str, rules: Rules) -> None:
    """The Party's note on circulation: in the top right corner of the first page (HD 36, II.2.2 and annex 3, 11)."""
    line = shape(section.first_page_header.paragraphs[0], RIGHT)
    add_text(line, text.upper(), size=rules.circulation, bold=True)


def write_contact(section: Any, contact: str, rules: Rules) -> None:
    """Box 13: address, telephone and mail of the issuer below a line, at the foot of the first page."""
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    room = rules.text_width * POINTS_PER_MM
    rule_below(footer.paragraphs[0], width=room, room=room)
    add_text(shape(footer.add_paragraph(), CENTRE), contact, size=_CONTACT_SIZE)


def _recipients(cell: Any, paper: Paper, rules: Rules, *, before: float = 0) -> None:
    if not paper.recipients:
        return
    party = paper.form == "party"
    label = shape(own_paragraph(cell, first=True), LEFT, before=before)
    run = add_text(label, "Nơi nhận", size=rules.recipients_label, bold=not party, italic=not party)
    run.font.underline = party
    add_text(label, ":", size=rules.recipients_label, bold=not party, italic=not party)
    separator = "," if party else ";"
    mark = drafter_mark(paper)
    for place, recipient in enumerate(paper.recipients, start=1):
        line = shape(cell.add_paragraph(), LEFT, left_mm=2.5)
        line.paragraph_format.first_line_indent = Mm(-2.5)
        if place < len(paper.recipients):
            add_text(line, f"- {recipient}{separator}", size=rules.recipients)
            continue
        add_text(line, f"- {recipient}{', ' if mark else '.'}", size=rules.recipients)
        if mark:
            add_text(line, f"{mark}.", size=rules.drafter)


def _signature(cell: Any, signer: SignatureBlock, form: Form, rules: Rules) -> None:
    """Capacity, office and name. The Party sets the office upright below a capacity (HD 36, annex 3, number 7)."""
    capacity = signer.on_behalf.splitlines() if signer.on_behalf else []
    office_bold = form == "state" or not capacity
    lines = [*((text, True) for text in capacity), *((text, office_bold) for text in signer.title.splitlines())]
    for index, (text, bold) in enumerate(lines):
        line = shape(own_paragraph(cell, first=index == 0), CENTRE, keep_next=True)
        add_text(line, text.upper(), size=rules.signature, bold=bold)
    for _ in range(_SIGNATURE_LINES):
        add_text(shape(cell.add_paragraph(), CENTRE, keep_next=True), "", size=rules.signature)
    if signer.name:
        add_text(shape(cell.add_paragraph(), CENTRE), signer.name, size=rules.signature, bold=True)

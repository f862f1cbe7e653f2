"""The body: headings, paragraphs, tables, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from vanban.write.elements import CENTRE, JUSTIFY, LEFT, RIGHT, add_text, element, fix_table, own_paragraph, shape
from vanban.write.model import Annex, Block, Heading, PageBreak, Paragraph, Table
from vanban.write.rules import Rules

_GAP = 6  # points between paragraphs, the decree's least
_TABLE_SIZE = 12  # points


def write_body(document: Any, blocks: Sequence[Block], rules: Rules) -> None:
    """Everything between the title and the foot, closed by "./." (in the Party's form by a full stop)."""
    closed = _closed(list(blocks), rules.ending)
    for block in closed:
        _write(document, block, rules)


def write_annexes(document: Any, annexes: Sequence[Annex], rules: Rules) -> None:
    """Annexes, each in a section of its own whose pages are numbered from 1."""
    for annex in annexes:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = True
        for old in section._sectPr.findall(element("pgNumType").tag):
            section._sectPr.remove(old)
        section._sectPr.append(element("pgNumType", start=1))
        if annex.label:
            add_text(shape(document.add_paragraph(), CENTRE, keep_next=True), annex.label, size=rules.kind, bold=True)
        title = shape(document.add_paragraph(), CENTRE, after=0 if annex.attached_to else 12, keep_next=True)
        add_text(title, annex.title.upper(), size=rules.kind, bold=True)
        if annex.attached_to:
            line = shape(document.add_paragraph(), CENTRE, after=12)
            add_text(line, f"({annex.attached_to})", size=rules.body, italic=True)
        for block in annex.blocks:
            _write(document, block, rules)


def _closed(blocks: list[Block], ending: str) -> list[Block]:
    """The blocks with the closing mark at the end of the last paragraph."""
    if blocks and isinstance(blocks[-1], Paragraph):
        last = blocks[-1]
        text = last.text.rstrip().removesuffix("./.").rstrip(" .;") + ending
        return [*blocks[:-1], Paragraph(text, basis=last.basis, italic=last.italic)]
    return [*blocks, Paragraph(ending)] if ending != "." else blocks


def _write(document: Any, block: Block, rules: Rules) -> None:
    if isinstance(block, Heading):
        _heading(document, block, rules)
    elif isinstance(block, Paragraph):
        paragraph = shape(document.add_paragraph(), JUSTIFY, before=_GAP, first_line_mm=rules.first_line)
        add_text(paragraph, block.text, size=rules.body, italic=block.basis or block.italic)
        _pitch(paragraph, rules)
    elif isinstance(block, Table):
        _table(document, block, rules)
    elif isinstance(block, PageBreak):
        document.add_page_break()
    else:
        raise TypeError(f"an annex cannot stand inside the body: {type(block).__name__}")


def _pitch(paragraph: Any, rules: Rules) -> None:
    if rules.line_pitch is not None:
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(rules.line_pitch)


def _heading(document: Any, heading: Heading, rules: Rules) -> None:
    """NĐ 30 annex I: "I." in bold capitals, "1." bold, "a)" and "-" upright."""
    dotted = heading.level <= 2 and not heading.label.endswith((".", ")"))
    label = f"{heading.label}." if dotted else heading.label
    text = heading.text.upper() if heading.level == 1 else heading.text
    lines = shape(
        document.add_paragraph(), JUSTIFY, before=_GAP, first_line_mm=rules.first_line, keep_next=heading.level <= 2
    )
    add_text(lines, f"{label} {text}", size=rules.body, bold=heading.level <= 2)
    _pitch(lines, rules)


def _table(document: Any, table: Table, rules: Rules) -> None:
    if table.caption:
        caption = shape(document.add_paragraph(), CENTRE, before=_GAP, after=_GAP, keep_next=True)
        add_text(caption, table.caption, size=rules.body, bold=True)
    made = document.add_table(rows=0, cols=len(table.header))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for index, cells in enumerate((table.header, *table.rows)):
        row = made.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if index == 0:
            properties.append(element("tblHeader"))
        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            alignment = CENTRE if index == 0 else RIGHT if column in table.numeric else LEFT
            line = shape(own_paragraph(cell, first=True), alignment, before=2, after=2)
            add_text(line, text, size=_TABLE_SIZE, bold=index == 0)
    fix_table(made, _widths(table, rules.text_width))
    shape(document.add_paragraph(), LEFT)


def _widths(table: Table, room: float) -> tuple[float, ...]:
    count = len(table.header)
    widths = table.widths or (room / count,) * count
    scale = min(1.0, room / sum(widths))
    return tuple(width * scale for width in widths)

"""The body: headings, articles, paragraphs, tables, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from vanban.write.elements import (
    CENTRE,
    JUSTIFY,
    LEFT,
    RIGHT,
    add_text,
    centred_evenly,
    element,
    fix_table,
    own_paragraph,
    rule_below,
    shape,
)
from vanban.write.metrics import SHORT_RULE
from vanban.write.model import Annex, Article, Block, Centred, Heading, PageBreak, Paragraph, Table
from vanban.write.notes import NOTE, Notes
from vanban.write.rules import PAGE, POINTS_PER_MM, Rules

_GAP = 6  # points between paragraphs, the decree's least
_TABLE_SIZE = 12  # points
_BOLD_LEVELS = 3


class BodyWriter:
    """Writes blocks into a document; ``room`` is the width of the text in millimetres, which landscape pages widen."""

    def __init__(self, document: Any, rules: Rules, notes: Notes) -> None:
        self.document, self.rules, self.notes = document, rules, notes
        self.room = rules.text_width

    def write_body(self, blocks: Sequence[Block]) -> None:
        """Everything between the title and the foot, closed by "./." (in the Party's form by a full stop)."""
        for block in closed(list(blocks), self.rules.ending):
            self._write(block)
        if self.document.paragraphs:  # no page with a signature alone
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def write_annexes(self, annexes: Sequence[Annex]) -> None:
        """Annexes, each in a section of its own whose pages are numbered from 1."""
        for annex in annexes:
            self._turn(annex)
            self._annex_title(annex)
            for block in annex.blocks:
                self._write(block)

    def _annex_title(self, annex: Annex) -> None:
        rules, room = self.rules, self.room * POINTS_PER_MM
        for head in (annex.label, annex.kind and annex.kind.upper()):
            if head:
                line = shape(self.document.add_paragraph(), CENTRE, keep_next=True)
                add_text(line, head, size=rules.kind, bold=True)
        title = annex.title if annex.kind else annex.title.upper()
        after = 0 if annex.attached_to else 12
        centred_evenly(self.document, title, size=rules.kind, room=room, bold=True, after=after)
        if annex.attached_to:
            words = f"({annex.attached_to})"
            printed = centred_evenly(self.document, words, size=rules.body, room=room, italic=True)
            rule_below(self.document.add_paragraph(), width=printed * SHORT_RULE, room=room, after=12)

    def _turn(self, annex: Annex) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = True
        for part in (section.first_page_footer, section.first_page_header):
            part.is_linked_to_previous = False
        for old in section._sectPr.findall(element("pgNumType").tag):
            section._sectPr.remove(old)
        section._sectPr.append(element("pgNumType", start=1))
        wide = annex.landscape
        if wide == (section.page_width < section.page_height):
            section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        self.room = self.rules.text_width + (PAGE[1] - PAGE[0] if wide else 0)

    def _write(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Article):
            self._article(block)
        elif isinstance(block, Centred):
            line = shape(self.document.add_paragraph(), CENTRE, before=_GAP, after=_GAP, keep_next=True)
            add_text(line, block.text, size=self.rules.body, bold=block.bold, italic=block.italic)
        elif isinstance(block, Paragraph):
            self._running(block.text, italic=block.basis or block.italic)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, PageBreak):
            self.document.add_page_break()
        else:
            raise TypeError(f"an annex cannot stand inside the body: {type(block).__name__}")

    def _running(self, text: str, *, lead: str = "", bold: bool = False, italic: bool = False) -> Any:
        """A justified paragraph: ``lead`` in bold, then the text with its footnotes."""
        paragraph = shape(
            self.document.add_paragraph(), JUSTIFY, before=_GAP, first_line_mm=self.rules.first_line, keep_next=bold
        )
        if lead:
            add_text(paragraph, lead, size=self.rules.body, bold=True)
        for index, part in enumerate(NOTE.split(text)):
            if index % 2:
                self.notes.mark(paragraph, part, size=self.rules.body)
            elif part:
                add_text(paragraph, part, size=self.rules.body, bold=bold, italic=italic)
        if self.rules.line_pitch is not None:
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            paragraph.paragraph_format.line_spacing = Pt(self.rules.line_pitch)
        return paragraph

    def _heading(self, heading: Heading) -> None:
        """NĐ 30 annex I: "I." in bold capitals, "1." bold, "a)" and "-" upright."""
        bold = heading.level <= _BOLD_LEVELS
        dotted = bold and not heading.label.endswith((".", ")", "-"))
        label = f"{heading.label}." if dotted else heading.label
        text = heading.text.upper() if heading.level == 1 else heading.text
        self._running(f"{label} {text}", bold=bold)

    def _article(self, article: Article) -> None:
        label = article.label if article.label.endswith(".") else f"{article.label}."
        if article.title:
            self._running(f"{label} {article.title}", bold=True)
            if article.text:
                self._running(article.text)
            return
        self._running(article.text, lead=f"{label} ")

    def _table(self, table: Table) -> None:
        if table.caption:
            caption = shape(self.document.add_paragraph(), CENTRE, before=_GAP, after=_GAP, keep_next=True)
            add_text(caption, table.caption, size=self.rules.body, bold=True)
        elif self.document.paragraphs:  # a table has no space of its own above it
            self.document.paragraphs[-1].paragraph_format.space_after = Pt(_GAP)
        made = self.document.add_table(rows=0, cols=len(table.header))
        made.style = "Table Grid"
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        for index, cells in enumerate((table.header, *table.rows)):
            _row(made, table, cells, header=index == 0)
        fix_table(made, self._widths(table))
        for index, cells in enumerate(table.rows, start=1):
            if len(cells) == 1 < len(table.header):
                made.cell(index, 0).merge(made.cell(index, len(table.header) - 1))
        add_text(shape(self.document.add_paragraph(), LEFT), "", size=_GAP)

    def _widths(self, table: Table) -> tuple[float, ...]:
        count = len(table.header)
        widths = table.widths or (self.room / count,) * count
        scale = min(1.0, self.room / sum(widths))
        return tuple(width * scale for width in widths)


def _row(made: Any, table: Table, cells: tuple[str, ...], *, header: bool) -> None:
    row = made.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    if len(cells) == 1 < len(table.header):
        line = shape(own_paragraph(row.cells[0], first=True), LEFT, before=2, after=2)
        add_text(line, cells[0], size=_TABLE_SIZE, bold=True)
        return
    for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        alignment = CENTRE if header else RIGHT if column in table.numeric else LEFT
        for number, part in enumerate(text.split("\n")):
            line = shape(own_paragraph(cell, first=number == 0), alignment, before=2, after=2)
            add_text(line, part, size=_TABLE_SIZE, bold=header)


def closed(blocks: list[Block], ending: str) -> list[Block]:
    """The blocks with the closing mark at the end of the last paragraph."""
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph) or (isinstance(last, Article) and last.text):
        text = last.text.rstrip().removesuffix("./.").rstrip(" .;") + ending
        return [*blocks[:-1], replace(last, text=text)]
    return [*blocks, Paragraph(ending)] if ending != "." else blocks

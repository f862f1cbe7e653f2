"""Small pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

import re
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from vanban.write.metrics import even_width

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FONT = "Times New Roman"
LANGUAGE = "vi-VN"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
LEFT = WD_ALIGN_PARAGRAPH.LEFT
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
_SLACK = 4  # points, lest rounding breaks a line one word early


def writable(text: str) -> str:
    """*text* without the characters that no XML file may contain (XML 1.0, section 2.2)."""
    return _UNWRITABLE.sub("", text)


def element(tag: str, **attributes: str | int) -> Any:
    """An element of the ``w:`` namespace with attributes of the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def name_font(run_properties: Any) -> None:
    """Set font and language for Latin, East Asian and complex script alike."""
    fonts = run_properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("rFonts")
        run_properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for old in run_properties.findall(qn("w:lang")):
        run_properties.remove(old)
    run_properties.append(element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi=LANGUAGE))


def add_text(paragraph: Any, text: str, *, size: float, bold: bool = False, italic: bool = False) -> Any:
    """Add a run; ``size`` in points."""
    run = paragraph.add_run(writable(text))
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.italic = italic
    run._r.get_or_add_rPr().append(element("szCs", val=int(size * 2)))
    return run


def shape(
    paragraph: Any,
    alignment: WD_ALIGN_PARAGRAPH,
    *,
    before: float = 0,
    after: float = 0,
    first_line_mm: float = 0,
    left_mm: float = 0,
    keep_next: bool = False,
) -> Any:
    """Set alignment, space before and after (points), indents (mm); single line spacing."""
    form = paragraph.paragraph_format
    paragraph.alignment = alignment
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    form.first_line_indent, form.left_indent = Mm(first_line_mm), Mm(left_mm)
    form.keep_with_next = keep_next
    return paragraph


def centred_evenly(
    container: Any,
    text: str,
    *,
    size: float,
    room: float,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
) -> float:
    """Add a centred paragraph whose lines are of like length; gives the width of the longest in points."""
    width = even_width(text, size=size, bold=bold, room=room)
    paragraph = shape(container.add_paragraph(), CENTRE, before=before, after=after, keep_next=True)
    add_text(paragraph, text, size=size, bold=bold, italic=italic)
    side = max(0.0, (room - width) / 2 - _SLACK)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(side)
    return width


def rule_below(paragraph: Any, *, width: float, room: float, after: float = 0) -> None:
    """Turn an empty paragraph into a solid centred line of ``width`` points within ``room`` points."""
    side = max(0.0, (room - width) / 2)
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent = Pt(side), Pt(side)
    form.space_before, form.space_after = Pt(2), Pt(after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    bordered(paragraph, colour="000000", sides=("top",))


def bordered(paragraph: Any, *, colour: str, sides: tuple[str, ...], padding: int = 0) -> None:
    """Draw single lines of 0.75 points at the sides of a paragraph, ``padding`` points above and below the text."""
    borders = element("pBdr")
    for side in sides:
        borders.append(
            element(side, val="single", sz=6, space=padding if side in ("top", "bottom") else 0, color=colour)
        )
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def page_number(paragraph: Any, *, size: float) -> None:
    """Add the field of the current page's number."""
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = " PAGE "
    for content in (element("fldChar", fldCharType="begin"), instruction, element("fldChar", fldCharType="end")):
        add_text(paragraph, "", size=size)._r.append(content)


def layout_table(container: Any, widths_mm: tuple[float, ...], rows: int) -> Any:
    """A table without borders and cell margins, of fixed widths, centred in the text area."""
    table = container.add_table(rows=rows, cols=len(widths_mm))
    fix_table(table, widths_mm)
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=0, type="dxa"))
    table._tbl.tblPr.append(margins)
    return table


def fix_table(table: Any, widths_mm: tuple[float, ...]) -> None:
    """Give a table fixed column widths in millimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def own_paragraph(cell: Any, *, first: bool) -> Any:
    """The empty paragraph a new cell comes with, or another one below."""
    return cell.paragraphs[0] if first else cell.add_paragraph()

"""A desk to lay out papers on with plain python-docx: tables, tabs, shapes and styles as clerks use them."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt

CENTRE, LEFT, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_VML = (
    '<w:r {w}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:line style="position:absolute;z-index:1" '
    'from="{start}pt,2pt" to="{end}pt,2pt"/></w:pict></w:r>'
)
_DRAWN = (
    '<w:r {w} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing>'
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
    'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column">'
    '<wp:align>center</wp:align></wp:positionH><wp:positionV relativeFrom="paragraph">'
    "<wp:posOffset>230000</wp:posOffset></wp:positionV>"
    '<wp:extent cx="{length}" cy="0"/><wp:wrapNone/><wp:docPr id="{number}" name="Line {number}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{length}" cy="0"/></a:xfrm>'
    '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    "</a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)


class Desk:
    """A document under construction with the page of the decree."""

    def __init__(self, *, margins: tuple[float, float, float, float] = (20, 20, 30, 15), base: float = 14) -> None:
        self.document: Any = docx.Document()
        for paragraph in self.document.paragraphs:
            paragraph._p.getparent().remove(paragraph._p)
        normal = self.document.styles["Normal"]
        normal.font.name = "Times New Roman"
        normal.font.size = Pt(base)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
        self._shapes = 0

    def text(
        self, words: str, *, size: float | None = None, bold: bool | None = None, italic: bool | None = None,
        align: Any = None, within: Any = None, before: float = 0, first: float = 0, left: float = 0,
        line: float | None = None, exactly: float | None = None, underline: bool = False,
    ) -> Any:  # fmt: skip
        """A paragraph; ``within`` is a cell, whose first empty paragraph is used up before new ones are added."""
        paragraph = self._place(within)
        form = paragraph.paragraph_format
        paragraph.alignment = align
        form.space_before, form.space_after = Pt(before), Pt(0)
        form.first_line_indent, form.left_indent = Cm(first), Cm(left)
        form.line_spacing = line or 1.0
        if exactly:
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exactly)
        self.run(paragraph, words, size=size, bold=bold, italic=italic, underline=underline)
        return paragraph

    def _place(self, within: Any) -> Any:
        if within is None:
            return self.document.add_paragraph()
        last = within.paragraphs[-1]
        return last if not last.runs and len(within.paragraphs) == 1 else within.add_paragraph()

    @staticmethod
    def run(
        paragraph: Any, words: str, *, size: float | None = None, bold: bool | None = None, italic: bool | None = None,
        underline: bool = False,
    ) -> Any:  # fmt: skip
        run = paragraph.add_run(words)
        run.font.size = Pt(size) if size else None
        run.font.bold, run.font.italic, run.font.underline = bold, italic, underline or None
        return run

    def vml(self, paragraph: Any, start: float, length: float) -> None:
        """A line of old Word (v:line), in points from the left of the column."""
        paragraph._p.append(parse_xml(_VML.format(w=nsdecls("w"), start=start, end=start + length)))

    def shape(self, paragraph: Any, length: float) -> None:
        """A line of today's Word (a straight shape), centred, ``length`` in points."""
        self._shapes += 1
        paragraph._p.append(parse_xml(_DRAWN.format(w=nsdecls("w"), length=int(length * 12700), number=self._shapes)))

    def table(self, rows: int, widths: tuple[float, ...]) -> Any:
        """A table without lines, widths in centimetres."""
        table = self.document.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        return table

    def body(self, words: str, **traits: Any) -> Any:
        """A paragraph of the body."""
        return self.text(words, **({"align": JUSTIFY, "before": 6, "first": 1.27} | traits))

    def page_numbers(self, size: float = 13) -> None:
        """Numbers in the middle of the top margin, not on the first page."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = False
        section.first_page_header.is_linked_to_previous = False
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = CENTRE
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " PAGE   \\* MERGEFORMAT ")
        paragraph._p.append(field)
        run = OxmlElement("w:r")
        field.append(run)
        properties = OxmlElement("w:rPr")
        high = OxmlElement("w:sz")
        high.set(qn("w:val"), str(int(size * 2)))
        properties.append(high)
        run.append(properties)
        run.append(OxmlElement("w:t"))

    def bytes(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

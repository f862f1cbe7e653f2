"""Mends in the open document. None of them drops a letter or a figure that its rule does not correct."""

from __future__ import annotations

import copy
import difflib
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat
from docx.text.run import Run

from vanban.check.sheet import Line
from vanban.write.elements import CENTRE, add_text, element, name_font, rule_below, shape

_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}  # fmt: skip
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTENT = {qn(f"w:{tag}") for tag in ("t", "br", "cr", "tab", "noBreakHyphen")}


def as_run(run: Any) -> Run:
    """A ``w:r`` element with python-docx's verbs; the parent it asks for serves only to find styles by name."""
    return Run(run, None)  # type: ignore[arg-type]


def rewrite(line: Line, wanted: str) -> None:
    """Make a line read *wanted*; each kept character keeps its run, a new one joins the run of the one before it."""
    raw = "".join(piece.text for piece in line.pieces)
    lead, tail = raw[: len(raw) - len(raw.lstrip())], raw[len(raw.rstrip()) :]
    target = f"{lead}{wanted}{tail}"
    owners = [at for at, piece in enumerate(line.pieces) for _ in piece.text]
    made = [""] * len(line.pieces)
    matcher = difflib.SequenceMatcher(None, raw, target, autojunk=False)
    for kind, start, stop, new_start, new_stop in matcher.get_opcodes():
        if kind == "equal":
            for at in range(start, stop):
                made[owners[at]] += raw[at]
        elif new_stop > new_start and owners:
            neighbour = start if kind == "replace" else max(0, start - 1)
            made[_writable(line, owners[min(neighbour, len(owners) - 1)])] += target[new_start:new_stop]
    for piece, text in zip(line.pieces, made, strict=True):
        if piece.node is not None and text != piece.text:
            whole = piece.node.text or ""
            piece.node.text = whole[: piece.start] + text + whole[piece.start + len(piece.text) :]
            piece.node.set(_SPACE, "preserve")


def _writable(line: Line, at: int) -> int:
    """The piece itself, or the nearest one that has a text node."""
    nodes = [place for place, piece in enumerate(line.pieces) if piece.node is not None]
    return min(nodes, key=lambda place: abs(place - at), default=at)


def set_type(
    line: Line,
    *,
    sizes: tuple[float, float] | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    underline: bool | None = None,
) -> None:
    """Set the type of a line's runs; a size outside *sizes* (least, most) moves to the nearer bound."""
    for piece in line.pieces:
        font = as_run(piece.run).font
        if sizes is not None and not sizes[0] <= piece.format.size <= sizes[1]:
            size = sizes[0] if piece.format.size < sizes[0] else sizes[1]
            font.size = Pt(size)
            _complex(piece.run, "szCs", str(int(size * 2)))
        if bold is not None:
            font.bold = bold
        if italic is not None:
            font.italic = italic
        if underline is not None:
            font.underline = underline


def _complex(run: Any, tag: str, value: str) -> None:
    properties = run.get_or_add_rPr()
    for old in properties.findall(qn(f"w:{tag}")):
        properties.remove(old)
    size = properties.find(qn("w:sz"))
    made = element(tag, val=value)
    if size is None:
        properties.append(made)
    else:
        size.addnext(made)


def set_font(run: Any) -> None:
    """Times New Roman for every script of a run."""
    properties = run.get_or_add_rPr()
    style = properties.find(qn("w:rStyle"))
    name_font(properties)
    if style is not None:  # the style's name stands first in w:rPr
        properties.remove(style)
        properties.insert(0, style)


def set_black(run: Any) -> None:
    """Automatic colour, which prints black."""
    properties = run.get_or_add_rPr()
    colour = properties.find(qn("w:color"))
    if colour is None:
        as_run(run).font.color.rgb = None
        properties = run.get_or_add_rPr()
        colour = properties.get_or_add_color()
    for name in list(colour.attrib):
        del colour.attrib[name]
    colour.set(qn("w:val"), "000000")


def set_paragraph(
    paragraph: Any,
    *,
    alignment: str | None = None,
    left_mm: float | None = None,
    first_line_mm: float | None = None,
    before: float | None = None,
    line: float | None = None,
    exactly: float | None = None,
    new_page: bool | None = None,
) -> None:
    """Set the shape of a ``w:p``: lengths in millimetres, spaces in points, ``line`` in multiples of single spacing."""
    _one_name_for_indents(paragraph)
    form = ParagraphFormat(paragraph)
    if alignment is not None:
        form.alignment = _ALIGNMENTS[alignment]
    if left_mm is not None:
        form.left_indent = Mm(left_mm)
    if first_line_mm is not None:
        form.first_line_indent = Mm(first_line_mm)
    if before is not None:
        form.space_before = Pt(before)
    if line is not None:
        form.line_spacing = line
    if exactly is not None:
        form.line_spacing = Pt(exactly)
    if new_page is not None:
        form.page_break_before = new_page


def set_head(line: Line, length: int, *, bold: bool | None = None, italic: bool | None = None) -> None:
    """Set the type of the first *length* characters of a line, cutting a run in two where it goes on."""
    for piece in line.pieces:
        if length <= 0:
            return
        if len(piece.text) > length and piece.node is not None:
            rest = copy.deepcopy(piece.run)
            moved = next(rest.iter(qn("w:t")))
            piece.node.text, moved.text = piece.text[:length], piece.text[length:]
            for node in (piece.node, moved):
                node.set(_SPACE, "preserve")
            piece.run.addnext(rest)
        font = as_run(piece.run).font
        font.bold = font.bold if bold is None else bold
        font.italic = font.italic if italic is None else italic
        length -= len(piece.text)


def _one_name_for_indents(paragraph: Any) -> None:
    """Rename the newer standard's "start" and "end", which python-docx does not know and would leave beside its own."""
    indents = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    for new, old in (("start", "left"), ("end", "right")):
        value = None if indents is None else indents.attrib.pop(qn(f"w:{new}"), None)
        if value is not None:
            indents.set(qn(f"w:{old}"), value)


def draw_line_below(line: Line, *, length: float) -> None:
    """Put an empty paragraph with a solid centred line of ``length`` points below a line's paragraph."""
    rule_below(_centred_below(line), width=length, room=line.room or 0)


def add_text_below(line: Line, text: str, *, size: float) -> None:
    """Put a centred paragraph of its own below a line's paragraph."""
    add_text(_centred_below(line), text, size=size)


def _centred_below(line: Line) -> Any:
    made = element("p")
    line.element.addnext(made)
    return shape(Paragraph(made, None), CENTRE)  # type: ignore[arg-type]  # as for runs


def resize_border(paragraph: Any, *, length: float, room: float) -> None:
    """Change the length (points) of a line that is a paragraph's border within ``room`` points."""
    _one_name_for_indents(paragraph)
    side = Pt(max(0.0, (room - length) / 2))
    form = ParagraphFormat(paragraph)
    form.left_indent = form.right_indent = side
    form.first_line_indent = Pt(0)


def split_runs(root: Any) -> None:
    """Give each text, break and tab a run of its own, so that lines can be set apart; nothing is lost by it."""
    for run in list(root.iter(qn("w:r"))):
        children = [child for child in run if child.tag != qn("w:rPr")]
        if len(children) < 2 or any(child.tag not in _CONTENT for child in children):
            continue
        properties = run.find(qn("w:rPr"))
        for child in reversed(children[1:]):
            made = element("r")
            if properties is not None:
                made.append(copy.deepcopy(properties))
            made.append(child)
            run.addnext(made)

"""Paper, margins and page numbers of each section of a .docx."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from vanban.check.formats import TWIPS_PER_MM, Formats, RunFormat
from vanban.check.grids import is_layout
from vanban.check.sheet import PageNumber, Section

_MARGIN_SIDES = ("top", "bottom", "left", "right")


def read_sections(document: Any, formats: Formats) -> Iterator[Section]:
    """Each section in order; headers and footers it does not name are those of the section before."""
    kept: dict[tuple[str, str], Any] = {}
    tables = 0
    for child, properties in _ends(document.element.body):
        if child is not None and child.tag == qn("w:tbl") and not is_layout(child):
            tables += 1
        if properties is None:
            continue
        for part in ("header", "footer"):
            for reference in properties.findall(qn(f"w:{part}Reference")):
                target = document.part.related_parts.get(reference.get(qn("r:id")))
                if target is not None:
                    kept[part, reference.get(qn("w:type"), "default")] = target.element
        yield _section(properties, kept, formats, has_table=tables > 0)
        tables = 0


def _ends(body: Any) -> Iterator[tuple[Any, Any]]:
    """Each block of the body with the section properties it ends, if any."""
    for child in body:
        if child.tag == qn("w:sectPr"):
            yield None, child
        else:
            inner = child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if child.tag == qn("w:p") else None
            yield child, inner


def _section(properties: Any, kept: dict[tuple[str, str], Any], formats: Formats, *, has_table: bool) -> Section:
    size = properties.find(qn("w:pgSz"))
    margins = properties.find(qn("w:pgMar"))
    numbering = properties.find(qn("w:pgNumType"))
    title_page = properties.find(qn("w:titlePg"))
    width, height = (_millimetres(size, name) for name in ("w", "h"))
    top, bottom, left, right = (abs(_millimetres(margins, side)) for side in _MARGIN_SIDES)
    return Section(
        width=width,
        height=height,
        margins=(top, bottom, left, right),
        landscape=width > height,
        has_table=has_table,
        first_page_differs=title_page is not None and title_page.get(qn("w:val"), "1") not in ("0", "false"),
        restarts=numbering is not None and numbering.get(qn("w:start")) is not None,
        numbers=tuple(
            number for (part, pages), root in kept.items() for number in _page_numbers(root, part, pages, formats)
        ),
        element=properties,
    )


def _millimetres(element: Any, name: str) -> float:
    try:
        return float(element.get(qn(f"w:{name}"))) / TWIPS_PER_MM
    except (AttributeError, TypeError, ValueError):
        return 0.0


def _page_numbers(root: Any, part: str, pages: str, formats: Formats) -> Iterator[PageNumber]:
    for paragraph in root.iter(qn("w:p")):
        words = [node.text or "" for node in paragraph.iter(qn("w:instrText"))]
        words += [node.get(qn("w:instr"), "") for node in paragraph.iter(qn("w:fldSimple"))]
        if "PAGE" not in " ".join(words).split():
            continue
        style = formats.style_of(paragraph)
        yield PageNumber(
            part, pages, _is_centred(paragraph, formats), tuple(_run_formats(paragraph, formats, style)), paragraph
        )


def _run_formats(paragraph: Any, formats: Formats, style: str) -> Iterator[RunFormat]:
    for run in paragraph.iter(qn("w:r")):
        yield formats.run(run, style)


def _is_centred(paragraph: Any, formats: Formats) -> bool:
    frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
    if frame is not None and frame.get(qn("w:xAlign")):
        return bool(frame.get(qn("w:xAlign")) == "center")
    tabbed = paragraph.find(f".//{qn('w:tab')}[@{qn('w:val')}='center']") is not None
    tab = next(iter(paragraph.iterfind(f"{qn('w:r')}/{qn('w:tab')}")), None)
    return formats.paragraph(paragraph).alignment == "center" or (tabbed and tab is not None)

"""The lines of one paragraph of a .docx: cut at line breaks and at the gaps that make two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from vanban.check.formats import Formats
from vanban.check.sheet import Piece
from vanban.labels import label_of

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {
    qn("w:pPr"), qn("w:rPr"), qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:drawing"), qn("w:pict"),
    qn("w:object"), f"{_MARKUP}AlternateContent",
}  # fmt: skip
_GAP = re.compile(r"(?<=\S) {6,}(?=\S)")
_BLANK = re.compile(r"(?:[Nn]gày|tháng|năm|Số\s?:?)$")  # the gap after these is a number not yet filled in
_LONGEST_LABEL = 12

Part = list[Piece]


def paragraph_parts(paragraph: Any, formats: Formats, style: str) -> list[list[Part]]:
    """Lines, each the list of its side-by-side parts (one, unless a tab or a wide gap parts columns)."""
    lines: list[list[Part]] = [[[]]]
    for kind, piece in _walk(paragraph, formats, style, None):
        if kind == "break":
            lines.append([[]])
        elif kind == "tab":
            lines[-1].append([])
        elif piece is not None:
            _add(lines[-1], piece)
    return [_columns(parts) for parts in lines]


def _walk(element: Any, formats: Formats, style: str, run: Any) -> Iterator[tuple[str, Piece | None]]:
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == qn("w:t"):
            yield "text", Piece(child.text or "", 0, child, run, formats.run(run, style))
        elif child.tag in (qn("w:tab"), qn("w:ptab")):
            yield "tab", None
        elif child.tag in (qn("w:br"), qn("w:cr")):
            if child.get(qn("w:type")) in (None, "textWrapping"):
                yield "break", None
        elif child.tag == qn("w:noBreakHyphen"):
            yield "text", Piece("-", 0, None, run, formats.run(run, style))
        else:
            yield from _walk(child, formats, style, child if child.tag == qn("w:r") else run)


def _add(parts: list[Part], piece: Piece) -> None:
    """Append a piece; a wide gap of spaces inside it opens the next part."""
    start = 0
    for gap in _GAP.finditer(piece.text):
        before = _text(parts[-1]) + piece.text[start : gap.start()]
        if _BLANK.search(before) or label_of(before.strip()):
            continue
        parts[-1].append(Piece(piece.text[start : gap.start()], start, piece.node, piece.run, piece.format))
        parts.append([])
        start = gap.end()
    parts[-1].append(Piece(piece.text[start:], start, piece.node, piece.run, piece.format))


def _columns(parts: list[Part]) -> list[Part]:
    """Join what a tab only moves to the right: labels, leading tabs, dashes."""
    joined: list[Part] = []
    for part in parts:
        before = _text(joined[-1]).strip() if joined else ""
        is_label = len(before) <= _LONGEST_LABEL and bool(label_of(f"{before} A")) and not _text_after_label(before)
        if joined and _text(part).strip() and (is_label or not before):
            joined[-1].extend(part)
        elif _text(part).strip() or not joined:
            joined.append(part)
    return joined


def _text_after_label(text: str) -> bool:
    label = label_of(f"{text} A")
    return label is not None and label.end < len(text)


def _text(part: Part) -> str:
    return "".join(piece.text for piece in part)

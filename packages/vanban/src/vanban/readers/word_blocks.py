"""The body of a Word document as text blocks: paragraphs with their labels, tables, text boxes, content controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vanban.readers.numbering import Numbering
from vanban.readers.tables import BLANK, WIDEST, Cell, table_text
from vanban.readers.word_names import ALTERNATIVES, w
from vanban.readers.word_styles import Styles
from vanban.readers.word_text import Words, alternative

_DEEPEST = 6  # tables and text boxes inside one another
_WRAPPERS = {
    w(name) for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
}  # fmt: skip
_BULLET_FIRST = re.compile(r"^\s*•\s*(?=\S)")
_BULLETS = re.compile(r"\s*•\s*")


class Blocks:
    """Walks one document in order; its lists and notes count on from block to block."""

    def __init__(self, styles: Styles, numbering: Numbering, words: Words) -> None:
        """The parts of the document that its blocks are read with."""
        self._styles = styles
        self._numbering = numbering
        self._words = words

    def of(self, element: Any, depth: int = 0) -> Iterator[str]:
        """Text blocks of a body, cell, box, header or note, each with the line ends before it.

        Centred paragraphs in a row stay together, others are parted by an empty line.
        """
        centred = False
        carried = ""  # of a paragraph whose end mark was deleted: it runs on into the next
        for block in _blocks(element):
            if block.tag == w("tbl"):
                centred = False
                if depth < _DEEPEST:
                    yield from table_text(self._rows(block, depth))
                continue
            text, boxes = self._paragraph(block)
            for box in boxes if depth < _DEEPEST else []:
                yield from self.of(box, depth + 1)
            if _runs_on(block):
                carried += text
                continue
            text, carried = (carried + text).strip(), ""
            now = bool(text) and self._styles.is_centred(block.find(w("pPr")))
            if text:
                yield ("\n" if centred and now else "\n\n") + text
            centred = now
        if carried.strip():
            yield "\n\n" + carried.strip()

    def _paragraph(self, element: Any) -> tuple[str, list[Any]]:
        label = self._numbering.label(element)
        text, boxes = self._words.paragraph(element)
        if "•" in text:
            text = _BULLETS.sub(" ", _BULLET_FIRST.sub("- ", text, count=1))
        return f"{label} {text.lstrip()}" if label and text.strip() else text, boxes

    def _rows(self, table: Any, depth: int) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        for row in _inside(table, w("tr")):
            properties = row.find(w("trPr"))
            if properties is not None and properties.find(w("del")) is not None:
                continue
            cells = [BLANK] * _span(properties, "gridBefore", 0)
            for element in _inside(row, w("tc")):
                self._cell(element, rows[-1] if rows else [], cells, depth)
            rows.append(cells)
        return rows

    def _cell(self, element: Any, above: list[Cell], cells: list[Cell], depth: int) -> None:
        """Add a cell and the blanks for the further columns that it spans."""
        properties = element.find(w("tcPr"))
        if properties is not None and properties.find(w("cellDel")) is not None:
            return
        merged = properties.find(w("vMerge")) if properties is not None else None
        lines = [line for block in self.of(element, depth + 1) if (line := block.strip())]
        if merged is not None and merged.get(w("val"), "continue") == "continue":
            cells.append(above[len(cells)].below() if len(cells) < len(above) else BLANK)
        else:
            cells.append(Cell(tuple(lines)))
        cells.extend([BLANK] * (_span(properties, "gridSpan", 1) - 1))


def _blocks(element: Any) -> Iterator[Any]:
    """The paragraphs and tables of an element, also those wrapped in controls and insertions."""
    for child in element:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)
        elif child.tag == ALTERNATIVES:
            yield from _blocks(alternative(child))


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also wrapped ones."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _span(properties: Any | None, tag: str, default: int) -> int:
    found = properties.find(w(tag)) if properties is not None else None
    printed = found.get(w("val"), "") if found is not None else ""
    return min(int(printed), WIDEST) if printed.isdecimal() else default


def _runs_on(paragraph: Any) -> bool:
    return paragraph.find(w("pPr/rPr/del")) is not None

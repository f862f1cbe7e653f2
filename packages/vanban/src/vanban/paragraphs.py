"""Paragraphs put together again: hard-wrapped lines, page breaks and footnotes inside sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vanban.labels import Rank, is_marked, label_of
from vanban.letters import is_caps
from vanban.lines import Line
from vanban.views import View, join

_FILLED = 0.6  # of the block's width: a wrapped line is fuller
_FULL = 40  # characters: a line above a page number this long is no heading
_MANY = 3  # numbered lines in a block whose paragraphs no empty line parts
_LONG = 160  # a paragraph this long that stops without a mark was cut by a page break, it is no heading

_OPEN_END = re.compile(r"\s(?:ngày|tháng|năm|của|và|các|tại|theo|về|với|cho|trong|do|là|thuộc|đến|từ)$")
_OPEN_NUMBER = re.compile(r"\ssố$")  # goes on with figures only: "Chính quyền số" is a heading
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?(?:Trang\s+)?\d{1,3}(?:\s*[-–]|\s*/\s*\d{1,3})?")
_HEADING = 3  # words in capitals


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph on one line; ``table`` for a cell of a table, ``footnote`` for the mark of the note it is.

    ``row`` numbers the printed line it begins on, ``column`` its place from the left.
    """

    view: View
    table: bool = False
    footnote: int | None = None
    row: int = 0
    column: int = 0

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return self.view.text


def build_paragraphs(lines: list[Line]) -> list[Paragraph]:
    """Paragraphs of the running text in order, then the footnotes."""
    flow: list[list[Line]] = []
    notes: list[list[Line]] = []
    in_note = False
    lines = _without_page_numbers(lines)
    widths = _block_widths(lines)
    for line, width in zip(lines, widths, strict=True):
        if line.footnote is not None:
            notes.append([line])
            in_note = True
        elif in_note and not line.blank_before and not line.table:
            notes[-1].append(line)
        else:
            in_note = False
            if flow and _continues(flow[-1], line) and not _stopped_short(flow[-1][-1], line, width):
                flow[-1].append(line)
            else:
                flow.append([line])
    return [
        *(
            Paragraph(join(line.view for line in group), group[0].table, row=group[0].row, column=group[0].column)
            for group in flow
        ),
        *(Paragraph(join(line.view for line in group), footnote=group[0].footnote) for group in notes),
    ]


def _without_page_numbers(lines: list[Line]) -> list[Line]:
    """The lines without figures alone between empty lines; a sentence that one of them cuts goes on below it."""
    kept: list[Line] = []
    cut = False
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        alone = line.blank_before and not line.table and below is not None and below.blank_before
        if kept and alone and line.row != kept[-1].row and _PAGE_NUMBER.fullmatch(line.text):
            cut = True
            continue
        goes_on = cut and kept[-1].text[-1] not in ".;:!?" and (line.text[0].islower() or len(kept[-1].text) > _FULL)
        kept.append(replace(line, blank_before=False) if goes_on and not line.table else line)
        cut = False
    return kept


def _block_widths(lines: list[Line]) -> list[int]:
    """For each line the characters of the longest one printed together with it; 0 in blocks of few numbered lines.

    Lines stand together without an empty line between; papers that part no paragraphs by empty lines are one block.
    """
    widths: list[int] = []
    first = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and not lines[at].blank_before:
            continue
        block = lines[first:at]
        numbered = sum(_is_numbered(line) for line in block)
        widths.extend([max(len(line.text) for line in block) if numbered >= _MANY else 0] * len(block))
        first = at
    return widths


def _is_numbered(line: Line) -> bool:
    label = label_of(line.text)
    return label is not None and label.rank < Rank.DASH


def _stopped_short(last: Line, line: Line, width: int) -> bool:
    """Whether a numbered line ended by itself: the next word would have found room, had the line been wrapped."""
    if not _is_numbered(last) or line.row == last.row or not line.text[0].isupper() or last.text[-1] in ",-–":
        return False
    return len(last.text) + len(line.text.split(" ", 1)[0]) < _FILLED * width


def _is_heading(line: Line, *, first: bool) -> bool:
    """Whether a line in capitals is a heading and not a few capitals of a wrapped sentence ("… của / UBND / tỉnh")."""
    if not is_caps(line.text):
        return False
    words = sum(word.strip(".,:;").isalpha() for word in line.text.split())
    return words >= _HEADING or line.text.endswith(":") or (first and words > 1)


def _number_follows(above: str, text: str) -> bool:
    return bool(_OPEN_NUMBER.search(above)) and (text[0].isdigit() or text[0] in "/.…:")


def _continues(group: list[Line], line: Line) -> bool:
    last = group[-1]
    if last.table or line.table:
        return False
    if line.row == last.row and not line.blank_before:
        return True
    if is_marked(line.text):
        return False
    before = last.text[-1]
    if not line.blank_before:
        headed = _is_heading(last, first=len(group) == 1) or _is_heading(line, first=False)
        if headed and is_caps(last.text) != is_caps(line.text):
            return False
        return before not in ".;:" or line.text[0].islower()
    if before in ".;:!?":
        return False
    if (_OPEN_END.search(last.text) and not is_caps(last.text)) or _number_follows(last.text, line.text):
        return True
    if line.text[0].islower() or (line.text[0] == "(" and line.text[1:2].isdigit()):
        return True
    length = sum(len(part.text) for part in group)
    return length > _LONG and (before.islower() or before in ",-–" or before.isdigit()) and not is_caps(line.text)

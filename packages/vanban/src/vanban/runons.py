"""Lines that run on into the next part of the paper are cut at the seam: flattened heads, titles, feet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from vanban.headlines import ADDRESSED, MOST_HEADER_LINES
from vanban.letters import LOWER, PERSON_NAME, UPPER
from vanban.lines import Line
from vanban.titles import TITLE

_TITLE_RUNS_ON = re.compile(rf"(?:^|(?<=\d )|(?<=[{UPPER}\d]\. )){TITLE.pattern}\s+")
_SENTENCE = re.compile(
    rf"(?<=[^\s“(]\s)(?:(?:Phúc đáp|Trả lời|Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị|Tiếp theo|Trên cơ sở|Nhằm"
    rf"|Sau khi)\s+(?=[{UPPER}c])|(?:Ngày|Năm|Từ ngày)\s+(?=\d)|Thời gian qua\b|Hiện nay,|Vừa qua,)"
)
"""Words a first sentence begins with, in the middle of a line."""
_SIGNED_THEN_TITLE = re.compile(
    rf"(?:^|(?<=[.;,)] ))(?:TM|KT|TL|TUQ|T/M|K/T|T/L)[.\s][^{LOWER}]{{3,150}}"
    rf"\s{PERSON_NAME.pattern}(?=\s+(?:{TITLE.pattern}))"
)
_TRAILING_LABEL = re.compile(r"\s\d{1,2}\.\d{1,2}\.$")
_LABEL_ROOM = 8  # characters at the end of a line
_FOOT = re.compile(rf"(?<=\./\.)\s+(?=\S)|(?<=[./;)”\"{LOWER}])\s+(?=Nơi nhận\s*:\s*[-–+])")


def part_run_on(lines: list[Line]) -> list[Line]:
    """The lines, those that run on cut into the parts they hold."""
    parted: list[Line] = []
    for index, line in enumerate(lines):
        seams = sorted({0, len(line.text), *_seams(line, heading=index < MOST_HEADER_LINES)})
        for left, right in pairwise(seams):
            parted.append(
                line if len(seams) == 2 else replace(line, view=line.view.cut(left, right), blank_before=left > 0)
            )
    return [line for line in parted if line.text]


def _seams(line: Line, *, heading: bool) -> Iterator[int]:
    """Where something else begins: an attached paper after a signature, a label, the foot, the first sentence."""
    text = line.text
    signed = _SIGNED_THEN_TITLE.search(text)
    if signed:
        yield from signed.span()
    if line.table:
        return
    label = _TRAILING_LABEL.search(text[-_LABEL_ROOM:])
    if label:
        yield len(text) - len(label.group())
    for foot in _FOOT.finditer(text):
        yield foot.end()
    mark = (ADDRESSED.search(text) or _TITLE_RUNS_ON.search(text)) if heading else None
    sentence = _SENTENCE.search(text, mark.end()) if mark else None
    if sentence:
        yield sentence.start()

"""Which line of the top of a paper is what: motto, number, date line, title, "Kính gửi"; flattened ones cut up."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from vanban.labels import label_of
from vanban.letters import LOWER, PERSON_NAME, UPPER, is_caps
from vanban.lexicon import BODY_OPENINGS, TITLE_KINDS, alternatives
from vanban.lines import Line

MOTTO = re.compile(
    r"CỘNG\s*H(?:ÒA|OÀ)\s*X[ÃA]\s*HỘI(?:\s*CHỦ\s*NGHĨA\s*VIỆT\s*NAM)?|CHỦ\s*NGHĨA\s*VIỆT\s*NAM"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|ĐỘC\s*LẬP\s*[-–]\s*TỰ\s*DO\s*[-–]\s*HẠNH\s*PHÚC",
    re.IGNORECASE,
)
"""State name, motto of the state, heading of the Party; also over two lines."""

DATE_LINE = re.compile(
    r",?\s*[Nn]gày(?:\s*(?P<day>\d[\d\s]{0,2}|[\s.…_/]{0,12})\s*tháng\s*(?P<month>\d[\d\s]{0,2}|[\s.…_/]{0,12})\s*năm"
    r"|\s+(?P<short_day>\d{1,2})[/.-](?P<short_month>\d{1,2})[/.-])\s*(?P<year>\d{3}\s?\d|[.…_]{0,12}$)\.?"
)
"""Day and month of the date line; either may be blank or dotted."""

ADDRESSED = re.compile(r"Kính\s+gửi(?:\s*:|(?=\s|$))")
ABOUT = re.compile(r"(?<!\w)[Vv]\s*/\s*[vV]\s*:?(?!\w)|^Về\s+việc(?:\s*:|(?=\s|$))|^VỀ\s+VIỆC(?=\s|$)")
_CODE = rf"[{UPPER}][\w.&]*(?:\s?[-/]\s?[{UPPER}\d][\w.&]*)*"
NUMBER = re.compile(
    rf"(?P<digits>\d{{1,6}}[a-zđ]?)?[\s.…_]*(?P<year>/\s?\d{{4}})?\s*(?P<separator>[/\-–])\s*(?P<code>{_CODE})"
)
"""Number and symbol of the paper itself; the digits may be missing or dotted."""

_UNNAMED_DATE = re.sub(r"[?]P<[a-z_]+>", "?:", DATE_LINE.pattern)
_PLACE_AND_DATE = re.compile(
    rf"(?<![\w&/-])(?:(?:[{UPPER}]{{1,2}}[{LOWER}]*\.?)(?:\s+[-–]\s+|\s*(?=,)|\s+)){{1,8}}{_UNNAMED_DATE}"
)
TITLE = re.compile(rf"{alternatives(tuple(kind.upper() for kind in TITLE_KINDS))}(?=$|[\s:])")
_SIGNED_THEN_TITLE = re.compile(
    rf"(?:TM|KT|TL|TUQ|T/M|K/T|T/L)[.\s][^{LOWER}]{{3,150}}\s{PERSON_NAME.pattern}(?=\s+(?:{TITLE.pattern}))"
)
_TRAILING_LABEL = re.compile(r"\s\d{1,2}\.\d{1,2}\.$")
_LABEL_ROOM = 8  # characters at the end of a line
_REPLIES = re.compile(
    rf"(?<=\s)(?:Phúc đáp|Trả lời|Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị|Tiếp theo)\s+(?=[{UPPER}c])"
)
NUMBER_MARK = re.compile(r"(?:(?<!\w)Số|^SỐ)\s*:?\s*(?=\d|[.…_]*\s*[/–-]\s*\w)")
OPENING = re.compile(rf"{alternatives(BODY_OPENINGS)}(?=\s|$)")
PLACE_WORD = re.compile(rf"[{UPPER}]{{1,2}}[{LOWER}]*\.?|[-–]")
"""One word of the name of a place, or the dash inside it."""
MOST_HEADER_LINES = 80


def header_pieces(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines that may belong to the header, flattened ones cut at their seams, and the index of the line after them.

    The zone ends with the line of "Kính gửi", or before the first line that opens a body.
    """
    pieces: list[Line] = []
    placed = False
    for index, line in enumerate(lines[:MOST_HEADER_LINES]):
        placed = placed or bool(TITLE.match(line.text) or NUMBER_MARK.search(line.text))
        if placed and _opens_body(line):
            return pieces, index
        pieces.extend(_cut(line))
        if ADDRESSED.search(line.text):
            return pieces, index + 1
    return pieces, min(len(lines), MOST_HEADER_LINES)


def part_flattened(lines: list[Line]) -> list[Line]:
    """Cut the body off a line that runs on from "Kính gửi: …" into the first sentence."""
    parted: list[Line] = []
    for index, line in enumerate(_part_run_on(lines)):
        mark = ADDRESSED.search(line.text) if index < MOST_HEADER_LINES else None
        seam = _REPLIES.search(line.text, mark.end()) if mark and not line.table else None
        if seam is None:
            parted.append(line)
            continue
        parted.append(replace(line, view=line.view.cut(0, seam.start())))
        parted.append(replace(line, view=line.view.cut(seam.start()), blank_before=True))
    return parted


def _part_run_on(lines: list[Line]) -> list[Line]:
    """Cut off what runs on: an attached paper's title after a signature, the next label at the end of a heading."""
    parted: list[Line] = []
    for line in lines:
        signed = _SIGNED_THEN_TITLE.match(line.text)
        label = None if line.table else _TRAILING_LABEL.search(line.text[-_LABEL_ROOM:])
        if signed is None and label is None:
            parted.append(line)
            continue
        seam = signed.end() if signed else len(line.text) - len(label.group()) if label else 0
        parted.append(replace(line, view=line.view.cut(0, seam)))
        parted.append(replace(line, view=line.view.cut(seam), blank_before=True))
    return parted


def _opens_body(line: Line) -> bool:
    if is_caps(line.text) or ADDRESSED.search(line.text):
        return False
    return bool(OPENING.match(line.text) or label_of(line.text))


def _seams(text: str) -> list[int]:
    seams = {0, len(text)}
    for pattern in (MOTTO, NUMBER_MARK, ADDRESSED):
        seams.update(match.start() for match in pattern.finditer(text))
    seams.update(match.end() for match in MOTTO.finditer(text))
    seams.update(match.start() for match in ABOUT.finditer(text))
    for mark in NUMBER_MARK.finditer(text):
        number = NUMBER.match(text, mark.end())
        if number:
            seams.add(number.end())
    flattened = NUMBER_MARK.search(text) or MOTTO.search(text)
    for dated in _PLACE_AND_DATE.finditer(text):
        if dated.start() == 0 or flattened:
            seams.update(dated.span())
    return sorted(seams)


def _cut(line: Line) -> list[Line]:
    seams = _seams(line.text)
    parts = [line.view.cut(left, right) for left, right in pairwise(seams)]
    parts = [part for part in parts if part.text]
    return [replace(line, view=part, blank_before=line.blank_before and index == 0) for index, part in enumerate(parts)]


def number_in(piece: Line) -> re.Match[str] | None:
    """The paper's own number, when the piece is the line that prints it."""
    mark = NUMBER_MARK.match(piece.text)
    if mark:
        return NUMBER.match(piece.text, mark.end())
    bare = NUMBER.fullmatch(piece.text)
    return bare if bare and (bare["digits"] or bare["separator"] == "/") else None


def date_in(piece: Line) -> re.Match[str] | None:
    """The date, when the piece is the line of place and date."""
    match = DATE_LINE.search(piece.text)
    if match is None or len(piece.text) - match.end() > 3:
        return None
    before = piece.text[: match.start()].split()
    return match if len(before) <= 6 and all(map(PLACE_WORD.fullmatch, before)) else None

"""Which line of the top of a paper is what: motto, number, date line, title, "Kính gửi"; flattened ones cut up."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from vanban.forms import BODY_HEAD, CITED, OPENINGS
from vanban.labels import label_of
from vanban.letters import LOWER, UPPER, fold, is_caps
from vanban.lexicon import alternatives
from vanban.lines import Line
from vanban.places import PROVINCES
from vanban.symbols import CODE
from vanban.titles import TITLE, is_title
from vanban.views import join

MOTTO = re.compile(
    r"CỘNG\s*H(?:ÒA|OÀ)\s*X[ÃA]\s*HỘI(?:\s*CHỦ(?:\s*NGHĨA(?:\s*VIỆT(?:\s*NAM)?)?)?)?|CHỦ\s*NGHĨA\s*VIỆT\s*NAM"
    r"|^(?:NGHĨA\s+)?VIỆT\s+NAM$"
    r"|^(?i:cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|đảng\s+cộng\s+sản\s+việt\s+nam)$"
    r"|CONG\s+HOA\s+XA\s+HOI(?:\s+CHU\s+NGHIA\s+VIET\s+NAM)?|(?i:doc\s+lap\s*[-–]\s*tu\s+do\s*[-–]\s*hanh\s+phuc)"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|(?i:độc\s*lập\s*[-–—]?\s*tự\s*do\s*[-–—]?\s*hạnh\s*phúc)"
    r"|^ĐOÀN\s+(?:TNCS|THANH\s+NIÊN\s+CỘNG\s+SẢN)\s+HỒ\s+CHÍ\s+MINH$"
)
"""State name, motto of the state, heading of the Party or of the Youth Union; also over two lines."""

DATE_LINE = re.compile(
    r",?\s*(?:(?:hồi|lúc)\s+\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*(?:phút)?)?\s*,?\s*)?"
    r"[Nn]gày(?:\s*(?P<day>\d[\d\s]{0,2}|[\s.…_/]{0,12})\s*tháng\s*(?P<month>\d[\d\s]{0,2}|[\s.…_/]{0,12})\s*năm"
    r"|\s*(?P<short_day>\d{1,2})[/.-](?P<short_month>\d{1,2})[/.-])\s*(?P<year>\d{3}\s?\d|[.…_]{0,12}$)\.?"
)
"""Day and month of the date line; either may be blank or dotted; a telegram also prints the hour."""

_OPEN_DATE = re.compile(rf"[{LOWER}],$|,\s*[Nn]gày\s*[\d.…]*(?:\s*tháng\s*[\d.…]*(?:\s*năm)?)?$")
_DATE_GOES_ON = re.compile(r"[\d.…]*\s*(?:tháng|năm)\b|20\d\d\b|ngày\s*[\d.…]*\s*tháng\b")

ADDRESSED = re.compile(r"Kính\s+gửi(?:\s*:|(?=\s|$))|^[^.;:]{3,150}\s(?:điện|ĐIỆN)\s*:(?=\s*$|\s*-)")
""" "Kính gửi", or who sends a telegram to whom: "Chủ tịch … điện:"."""
ABOUT = re.compile(r"(?<!\w)[Vv]\s*/\s*[vV]\s*:?(?!\w)|^Về\s+việc(?:\s*:|(?=\s|$))|^VỀ\s+VIỆC(?=\s|$)")
NUMBER = re.compile(
    rf"(?P<digits>\d{{1,6}}[a-zđ]?)?[\s.…_]*(?P<year>/\s?\d{{4}})?\s*(?P<separator>[/\-–])\s*(?P<code>{CODE})"
)
"""Number and symbol of the paper itself; the digits may be missing or dotted."""

_UNNAMED_DATE = re.sub(r"[?]P<[a-z_]+>", "?:", DATE_LINE.pattern)
_PLACE_WORD = (
    rf"(?:T[Pp]\.?\s?HCM|(?:T[Pp]\.?\s?)?[{UPPER}]{{1,2}}[{LOWER}’']*\.?(?:[-–’'][{UPPER}]?[{LOWER}]+)*"
    r"|phố|xã|trấn|phường|khu)"
)
_PLACE_AND_DATE = re.compile(
    rf"(?<![\w&/-])(?P<place>(?:{_PLACE_WORD}(?:\s+[-–]\s+|\s*(?=,)|\s+)){{1,8}}){_UNNAMED_DATE}"
)
_PROVINCE = re.compile(rf"{alternatives(PROVINCES)}\s*$")
NUMBER_MARK = re.compile(r"(?:(?<!\w)S\s?ố|^SỐ)\s*:?\s*(?=\d|[.…_]*\s*[/–-]\s*\w)")
OPENING = re.compile(rf"(?!(?:Ngày|Năm|Điều|Từ ngày)\s+\D)(?:{alternatives(OPENINGS)})(?=[\s,]|$)")
_MAY_BE_SUBJECT = re.compile(
    r"(?:Thực hiện|Triển khai|Tiếp tục|Hưởng ứng|Thi hành|Chấp hành|Năm|Nhân dịp|Để|Trả lời)\s"
)
_LONGEST_SUBJECT_LINE = 160  # characters
PLACE_WORD = re.compile(rf"{_PLACE_WORD}|[{UPPER}]+|[-–]")
"""One word of the name of a place, or the dash inside it."""
_BODY_AT_END = re.compile(rf"(?<=[{LOWER}\d] )(?={BODY_HEAD.pattern})[^{LOWER}]{{6,}}$")
ANNOUNCED = re.compile(rf"(?P<kind>{alternatives(CITED)})\s+(?:[Vv]ề\s+việc|[Vv]/v|về(?=\s+việc))\s+(?=\S)")
"""The heading of a web page that has no other head: "Thông báo về việc …"."""
MOST_HEADER_LINES = 80


def header_pieces(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines that may belong to the header, flattened ones cut at their seams, and the index of the line after them.

    The zone ends with the line of "Kính gửi", or before the first line that opens a body.
    """
    pieces: list[Line] = []
    placed = False
    known = fold(" ".join(line.text for line in lines[:8] if is_caps(line.text[:12])))
    for index, line in enumerate(lines[:MOST_HEADER_LINES]):
        placed = placed or bool(TITLE.match(line.text) or NUMBER_MARK.search(line.text))
        if placed and _opens_body(line) and not (pieces and is_title(pieces[-1].text) and may_be_subject(line)):
            return pieces, index
        split_date = pieces and _OPEN_DATE.search(pieces[-1].text) and _DATE_GOES_ON.match(line.text)
        whole = replace(pieces[-1], view=join([pieces.pop().view, line.view])) if split_date else line
        pieces.extend(_cut(whole, known))
        if ADDRESSED.search(line.text):
            return pieces, index + 1
    return pieces, min(len(lines), MOST_HEADER_LINES)


def may_be_subject(line: Line) -> bool:
    """Whether a line that begins like a body may be the subject, right under the title: "Thực hiện Nghị quyết …"."""
    whole = line.text[-1] not in ",;:" and len(line.text) <= _LONGEST_SUBJECT_LINE
    return whole and bool(_MAY_BE_SUBJECT.match(line.text))


def _opens_body(line: Line) -> bool:
    if is_caps(line.text) or ADDRESSED.search(line.text):
        return False
    return bool(OPENING.match(line.text) or label_of(line.text))


def _seams(text: str, known: str) -> list[int]:
    seams = {0, len(text)}
    for pattern in (MOTTO, NUMBER_MARK, ADDRESSED):
        seams.update(match.start() for match in pattern.finditer(text))
    seams.update(match.end() for match in MOTTO.finditer(text))
    seams.update(match.start() for match in ABOUT.finditer(text))
    motto = MOTTO.search(text)
    body = _BODY_AT_END.search(text, 0, motto.start()) if motto else None
    if body:
        seams.add(body.start())
    for mark in NUMBER_MARK.finditer(text):
        number = NUMBER.match(text, mark.end())
        if number:
            seams.add(number.end())
    flattened = NUMBER_MARK.search(text) or MOTTO.search(text) or ABOUT.search(text)
    for dated in _PLACE_AND_DATE.finditer(text):
        if dated.start() == 0 or flattened:
            seams.update((_place_start(text, dated, known), dated.end()))
    return sorted(seams)


def _place_start(text: str, dated: re.Match[str], known: str) -> int:
    """Where the place begins in a run of capitalised words: what the issuer's name or a province's name ends it with.

    ``known`` are the folded words in capitals of the head.
    """
    start, end = dated.span("place")
    for word in re.finditer(r"\S+", text[start:end]):
        place = text[start + word.start() : end].strip(" ,")
        bare = re.sub(r"^(?:T[Pp]\.?|Thành phố|Thị xã|Thị trấn|Xã|Phường)\s*", "", place)
        if word.group() not in "-–" and (_PROVINCE.fullmatch(place) or (bare and fold(bare) in known)):
            return start + word.start()
    return start


def _cut(line: Line, known: str) -> list[Line]:
    seams = _seams(line.text, known)
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
    return match if len(before) <= 8 and all(map(PLACE_WORD.fullmatch, before)) else None

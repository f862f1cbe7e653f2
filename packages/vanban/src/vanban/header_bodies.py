"""The issuing body and the body above it, from the lines in capitals at the head of a paper."""

from __future__ import annotations

import re

from vanban.forms import BODY_HEAD, FIRST_BODY, OPEN_NAME
from vanban.headlines import ABOUT, MOTTO
from vanban.letters import UPPER, is_caps
from vanban.lines import Line
from vanban.model import Value
from vanban.views import View, join

_STRONG_BODY = re.compile(
    r"(?<=\S)\s+(?=(?:SỞ|BAN (?:TUYÊN GIÁO|DÂN VẬN|TỔ CHỨC|NỘI CHÍNH|QUẢN LÝ|DÂN TỘC|CHỈ ĐẠO|CHỈ HUY|TIẾP CÔNG DÂN)"
    r"|TRUNG TÂM|CHI CỤC|(?<!MÔI )(?<!THỊ )TRƯỜNG|(?<!VĂN )(?<!QUỐC )(?<!HẢI )(?<!BIÊN )(?<!DỰ )PHÒNG(?! CHỐNG)"
    r"|VĂN PHÒNG|(?<!TỔNG )(?<!CHI )CỤC|TRẠM|(?<!BỘ )CÔNG AN|(?:BỆNH |HỌC |THƯ )VIỆN|BẢO TÀNG|THANH TRA|KHO BẠC"
    r"|ĐÀI|ĐẢNG [ỦU][ỶY]|CHI BỘ|CÔNG ĐOÀN|TỔNG CÔNG TY|(?<!TỔNG )CÔNG TY)(?:\s|$))"
)
_PARENT_BODY = re.compile(
    r"(?:[ỦU][ỶY]? ?BAN NHÂN DÂN|UBND|BỘ|SỞ|(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) [ỦU]|BAN CHẤP HÀNH|ĐẢNG BỘ|TỔNG CỤC"
    r"|TẬP ĐOÀN|TỔNG CÔNG TY|CỤC|LIÊN ĐOÀN|ĐẠI HỌC|ĐOÀN (?:ĐBQH|ĐẠI BIỂU QUỐC HỘI)|HỘI ĐỒNG NHÂN DÂN|HĐND)"
)
_TIGHT_BODY = re.compile(r"[ỦU][ỶY]BAN|UBND|BỘ|SỞ|PHÒNG|VĂNPHÒNG|BAN|CỤC|TỔNGCỤC|HỘIĐỒNG|TỈNHỦY|ĐẢNGỦY")
_METADATA_BODY = re.compile(rf"(?<!\S)(?=[{UPPER}]{{2}})(?:[{UPPER}]+,?(?:\s+[-–]\s+|\s+|$)){{3,}}")


_OFFICE = re.compile(r"(?:KT\.?\s*)?(?:BỘ TRƯỞNG|THỨ TRƯỞNG)(?!\w)")  # who signs, not who issues


def read_bodies(lines: list[Line], fallback: list[Line]) -> tuple[Value | None, Value | None]:
    bodies: list[list[View]] = []
    for line in lines:
        if MOTTO.match(line.text) or not is_caps(line.text) or ABOUT.match(line.text) or _OFFICE.match(line.text):
            continue
        for part in _split_bodies(line.view):
            if not bodies or (_heads_body(part.text) and not _goes_on(bodies[-1][-1].text)):
                bodies.append([part])
            else:
                bodies[-1].append(part)
    names = [
        join(body).strip("-–*.:") for body in bodies if _heads_body(body[0].text) or FIRST_BODY.match(body[0].text)
    ]
    if not names:
        return None, _metadata_issuer(fallback)
    parent = names[-2].value("header.parent", 0.9) if len(names) > 1 else None
    return parent, names[-1].value("header.issuer", 0.95)


def _goes_on(above: str) -> bool:
    """Whether a name is not at its end: only its generic part, or joined by a dash to what follows."""
    return bool(OPEN_NAME.fullmatch(above)) or above.endswith(("-", "–", ",", " VÀ", " MÔI", " THỊ", " CỦA"))


def _heads_body(text: str) -> bool:
    """Whether a line in capitals begins a body; letters may be torn apart ("B Ộ LAO ĐỘNG")."""
    torn = sum(len(word) == 1 and word.isalpha() for word in text.split())
    return bool(BODY_HEAD.match(text)) or (torn >= 2 and bool(_TIGHT_BODY.match("".join(text.split()))))


def _split_bodies(view: View) -> list[View]:
    if not _PARENT_BODY.match(view.text):
        return [view]
    seam = _STRONG_BODY.search(view.text)
    if seam and _goes_on(view.text[: seam.start()]):
        return [view]
    return [view.cut(0, seam.start()), view.cut(seam.end())] if seam else [view]


def _metadata_issuer(lines: list[Line]) -> Value | None:
    """A web page's line about the paper may carry the issuer in capitals among other words."""
    for line in lines:
        if is_caps(line.text) or ABOUT.match(line.text):
            continue
        for run in _METADATA_BODY.finditer(line.text):
            name = line.view.cut(run.start(), run.end()).strip("-–,")
            if BODY_HEAD.match(name.text) and not MOTTO.search(name.text):
                return name.value("header.issuer.metadata", 0.6)
    return None

"""The signature: capacity marks (TM., KT., TL., TUQ.; T/M, K/T, T/L), office in capitals, name."""

from __future__ import annotations

import re

from vanban.forms import OFFICES
from vanban.letters import LOWER, PERSON_NAME, is_caps
from vanban.lexicon import alternatives
from vanban.lines import Line
from vanban.model import Signer
from vanban.views import View, join

_OFFICE = alternatives(OFFICES)
_COLLECTIVE = r"(?:TM|T/M|T\.M)[.\s]"
_DEPUTY = r"(?:KT|TL|TUQ|TH|K/T|T/L|K\.T|T\.L|T/UQ|TUỶ Q)[.\s]"
_MARKED = re.compile(rf"(?:{_COLLECTIVE}|{_DEPUTY})\s*")
_NEXT_MARK = re.compile(rf"\s(?={_DEPUTY}\s*\S)")
_NEXT_OFFICE = re.compile(
    rf"(?<!,)\s(?<!QUYỀN )(?!(?<=BAN )THƯỜNG TRỰC|(?<=M[. ] ĐOÀN )CHỦ TỊCH|(?<=/M ĐOÀN )CHỦ TỊCH)(?={_OFFICE}(?!\w))"
)
_STOOD_FOR = re.compile(rf"{_OFFICE}(?!\w)")
SIGNS = re.compile(rf"(?:(?:{_COLLECTIVE}|{_DEPUTY}|Q\.)\s*(?:\S|$)|(?:QUYỀN )?{_OFFICE}(?!\w))")
"""A line that begins a signature: a capacity mark or an office in capitals."""

_INSIDE = re.compile(rf"(?<=\s)(?:(?:{_COLLECTIVE}|{_DEPUTY})\s*)?{_OFFICE}[^{LOWER}]{{0,80}}\s+{PERSON_NAME.pattern}$")
_RANKS = (
    "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Chuẩn đô đốc", "Đại tá", "Thượng tá", "Trung tá",
    "Thiếu tá", "Đại úy", "Thượng úy", "Trung úy", "Thiếu úy", "Đại uý", "Thượng uý", "Trung uý", "Thiếu uý",
    "Luật sư", "Bác sĩ", "Tiến sĩ", "Thạc sĩ",
)  # fmt: skip
_BEFORE_NAME = re.compile(
    r"(?:\(?[Đđ]ã ký(?: và đóng dấu)?\)?[:.]?\s*)?"
    rf"(?:(?:{alternatives(_RANKS)}|TSKH|(?:GS|PGS|TS|ThS|Th\.S|BS(?:\.?\s?CK\s?I{{1,2}}|\.?CK[12])?|DS|KS|CN|LS|NSƯT|NSND))"
    r"[.,\s]\s*)*"
)
_SURNAMES = (
    "NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VŨ", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "HỒ", "NGÔ", "DƯƠNG",
    "LÝ", "ĐINH", "ĐOÀN", "LƯƠNG", "TRỊNH", "ĐÀO", "HÀ", "MAI", "TÔ", "LÂM", "CAO", "NÔNG", "HỨA", "VI", "HOA", "LƯU",
    "TẠ", "TĂNG", "THÁI", "CHU", "TRIỆU", "QUÁCH", "PHÙNG", "LA", "LỤC", "KIỀU", "NGHIÊM", "TỪ", "VƯƠNG", "ĐÀM",
    "THÂN", "BẾ", "MÃ", "MÔNG", "HẦU", "LÒ", "CẦM", "QUÀNG", "TÒNG", "LƯỜNG", "GIÀNG", "SÙNG", "VÀNG", "MÙA", "THÀO",
    "KHUẤT", "DOÃN", "TÔN", "CHÂU", "ÂU", "THẠCH", "SƠN", "KIM", "DANH", "Y",
)  # fmt: skip
_REMARK = re.compile(r"\s*\((?:[Đđ]ã ký|[Kk]ý tên)[^()]*\)\s*$")
_LAST_NAME = re.compile(rf"(?<=\s)(?P<name>{PERSON_NAME.pattern})(?:{_REMARK.pattern}|$)")
_MOST_WORDS = 6


def name_in(view: View) -> View | None:
    """The person's name a line consists of, rank and degree dropped; ``None`` when the line is no name."""
    before, after = _BEFORE_NAME.match(view.text), _REMARK.search(view.text)
    name = view.cut(before.end() if before else 0, after.start() if after else None).strip(" .;,:")
    return name if PERSON_NAME.fullmatch(name.text) or _is_caps_name(name.text) else None


def _is_caps_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS or not all(word.isalpha() for word in words):
        return False
    return is_caps(text) and words[0] in _SURNAMES and not SIGNS.match(text)


def _name_at_end(text: str) -> re.Match[str] | None:
    """A person's name after capitals, at the end of the same line."""
    match = _LAST_NAME.search(text)
    return match if match and is_caps(text[: match.start()]) else None


def is_signing(line: Line) -> bool:
    """Whether a line is set like a signature: capitals, at most a name after them."""
    name = _name_at_end(line.text)
    return is_caps(line.text[: name.start()] if name else line.text) and len(line.text) < 200


def is_whole(line: Line) -> bool:
    """Whether the line gives the name, alone or after capitals, and so ends a signature."""
    return name_in(line.view) is not None or _name_at_end(line.text) is not None


def read_signature(lines: list[Line]) -> Signer | None:
    """The signature from its lines: capitals, then perhaps a name."""
    caps = [line.view for line in lines]
    name = name_in(caps[-1])
    if name is not None:
        caps.pop()
    elif match := _name_at_end(caps[-1].text):
        name = caps[-1].cut(*match.span("name"))
        caps[-1] = caps[-1].cut(0, match.start())
    behalf, title = _capacity(join(caps))
    if name is None and behalf is None:
        return None
    return Signer(
        name=name.value("signer.name", 0.95) if name else None,
        title=title.value("signer.title", 0.95) if title else None,
        on_behalf=behalf.value("signer.on_behalf", 0.95) if behalf else None,
    )


def _capacity(whole: View) -> tuple[View | None, View | None]:
    """The marks with the body or office they stand for, and the office of who signs."""
    text = whole.text
    mark = _MARKED.match(text)
    if mark is None:
        return None, (whole if text else None)
    while after := _NEXT_MARK.search(text, mark.end()):
        mark = _MARKED.match(text, after.end()) or mark
    stood_for = _STOOD_FOR.match(text, mark.end())
    office = _NEXT_OFFICE.search(text, stood_for.end() if stood_for else mark.end())
    behalf = whole.cut(0, office.start() if office else None).rstrip("-–,")
    return behalf, (whole.cut(office.start()) if office else None)


def signature_inside(entry: View) -> tuple[View, Signer | None]:
    """A flattened foot: the signature follows the last recipient on one line."""
    match = _INSIDE.search(entry.text)
    if match is None:
        return entry, None
    start = match.start()
    collective = re.search(rf"(?<=[.;]\s){_COLLECTIVE}[^{LOWER}]*$", entry.text[:start])
    signed = Line(entry.cut(collective.start() if collective else start), 0, 0, False, True)
    before = entry.cut(0, collective.start() if collective else start)
    sentence = before.text.rfind(". ")
    return (before.cut(0, sentence) if sentence > 0 else before), read_signature([signed])


_METADATA_SIGNER = re.compile(
    rf"(?P<behalf>K\.?T\.?\s?B\.?T|KT\.? BỘ TRƯỞNG)\s*,?\s*(?P<title>TT|THỨ TRƯỞNG|Thứ trưởng)\s+"
    rf"(?P<name>{PERSON_NAME.pattern}?)"
    r"(?=\s+(?:Theo|theo|ký|đã)|$)"
)


def metadata_signer(pieces: list[Line]) -> Signer | None:
    """A web page's line about the paper may say who signed, before the body ("KTBT, TT <name>")."""
    for piece in pieces:
        match = _METADATA_SIGNER.search(piece.text)
        if match:
            behalf, title, name = (piece.view.cut(*match.span(part)) for part in ("behalf", "title", "name"))
            rule = "signer.metadata"
            return Signer(name.value(rule, 0.6), title.value(rule, 0.6), behalf.value(rule, 0.6))
    return None

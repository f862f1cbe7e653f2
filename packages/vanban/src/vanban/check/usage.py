"""Rules of the words: abbreviations, blanks, codings, stamps, unfinished changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from vanban.check.components import Paper, Role
from vanban.check.edits import rewrite
from vanban.check.measures import text_departure
from vanban.check.registry import PARTY_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Line
from vanban.letters import LOWER, UPPER, fold, is_caps

_CUSTOM = "Thông lệ soạn thảo văn bản (không phải quy định của NĐ 30, HD 36)"
_TEXT = (Role.BODY, Role.BASIS, Role.HEADING, Role.SUBJECT, Role.LETTER_SUBJECT, Role.ADDRESSEE, Role.RECIPIENT)
_COMMON = frozenset({
    "UBND", "HĐND", "MTTQ", "UBMTTQ", "TW", "BCH", "BTV", "BTG", "QPPL", "TTHC", "CCHC", "CNTT", "VT", "BHXH", "BHYT",
    "GD", "ĐT", "KH", "CN", "TP", "TX", "TT", "TDP", "QLNN", "NSNN", "VN", "USD", "VNĐ", "ĐVT", "STT", "TTXVN", "VTV",
    "VOV", "GDP", "ODA", "FDI", "CPI", "HIV", "AIDS", "COVID", "ISO", "TCVN", "QCVN", "PDF", "USB", "AM", "FM", "IP",
    "LED", "SMS", "QR", "OCOP", "ASEAN", "APEC", "WTO", "UNESCO", "UNICEF", "WHO", "LHQ", "XHCN", "TNHH", "MTV", "KT",
    "XH", "SIM", "TNCS", "LHPN", "CCB", "LĐLĐ", "CLB", "QP", "AN", "PCCC", "PCTT", "TKCN", "CBCCVC",
})  # fmt: skip
"""Abbreviations that every reader of official papers knows."""
_ABBREVIATION = re.compile(
    rf"(?<![{UPPER}{LOWER}\d/&.-])(?P<code>[{UPPER}]{{2,}}(?:&[{UPPER}]+)*)(?![{UPPER}{LOWER}\d/&-])"
)
_NUMBERED = re.compile(r"(?<![\w.])[\w.]+(?:/[\w.]+)?[-/][\w&.-]+")
_ROMAN = re.compile(r"[IVXLCDM]+")
_DOUBLE = re.compile(r"(?<=\S) {2,3}(?=\S)")
_BEFORE_MARK = re.compile(r"(?<=[\w)”\"%]) +(?=[,;.:!?](?:\s|$))")
_FILLED_IN = re.compile(r"[._…]{2,}|ngày\s*tháng|tháng\s*năm")
_LEGACY = re.compile(r"[a-zA-Z][µ¸¶·¹¨©ªª«¬­®]|[µ¶·¸¹¨©ª«¬®]{2}|[¨©ª«¬®][a-z]")
_WRONG_STAMPS = {
    "khan cap": "KHẨN",
    "gap": "KHẨN",
    "rat khan": "THƯỢNG KHẨN",
    "toi khan": "THƯỢNG KHẨN",
    "hoa toc hen gio": "HỎA TỐC",
}
_MOST_NAMED = 5


@rule("text.abbreviation", f"{PARTY_SOURCE}II.1.6.1", forms=("party",))
def party_abbreviations(paper: Paper) -> Iterator[Departure]:
    """An uncommon abbreviation stands in brackets after its words where they first occur."""
    return _unexplained(paper)


@rule("text.abbreviation", _CUSTOM, forms=("state",), severity="advice")
def state_abbreviations(paper: Paper) -> Iterator[Departure]:
    """An uncommon abbreviation is explained where it first occurs; the decree itself no longer says so."""
    return _unexplained(paper)


def _unexplained(paper: Paper) -> Iterator[Departure]:
    lines = paper.lines(Role.BODY, Role.BASIS)
    whole = " ".join(line.text for line in lines)
    seen: set[str] = set()
    for line in lines:
        text = _NUMBERED.sub(" ", line.text)
        if is_caps(text):
            continue
        for match in _ABBREVIATION.finditer(text):
            code = match["code"]
            if code in seen or code in _COMMON or _ROMAN.fullmatch(code) or _is_explained(code, whole):
                continue
            seen.add(code)
            if len(seen) > _MOST_NAMED:
                return
            yield Departure(
                f"Chữ viết tắt “{code}” chưa được giải thích.",
                f"Ở lần đầu, viết đầy đủ rồi đặt “({code})” ngay sau.",
                line,
                Role.BODY,
            )


def _is_explained(code: str, whole: str) -> bool:
    escaped = re.escape(code)
    named = r"(?:(?:sau đây )?(?:gọi|viết) (?:chung |tắt )?(?:là|tắt là|chung là):? ?)?"
    ways = (rf"\({named}[“\"]?{escaped}[”\"]?\)", rf"(?:viết tắt|gọi tắt) là:? [“\"]?{escaped}", rf"{escaped} \(")
    return bool(re.search("|".join(ways), whole))


@rule("text.blanks", _CUSTOM, severity="advice", layout=True)
def double_blanks(paper: Paper) -> Iterator[Departure]:
    """One blank between words."""
    for role, line in _worded(paper):
        if _DOUBLE.search(line.text):
            yield text_departure(
                line,
                role,
                "Thừa dấu cách giữa các từ.",
                _DOUBLE.sub(" ", line.text),
                advice="Chỉ để một dấu cách giữa hai từ.",
            )


@rule("text.punctuation", _CUSTOM, severity="advice", layout=True)
def blank_before_mark(paper: Paper) -> Iterator[Departure]:
    """No blank before a comma, a semicolon, a colon or a full stop."""
    for role, line in _worded(paper):
        if _BEFORE_MARK.search(line.text):
            yield text_departure(
                line,
                role,
                "Có dấu cách trước dấu câu.",
                _BEFORE_MARK.sub("", line.text),
                advice="Xóa dấu cách trước dấu câu.",
            )


def _worded(paper: Paper) -> list[tuple[Role, Line]]:
    return [(role, line) for role, line in paper.pairs(*_TEXT) if not _FILLED_IN.search(line.text)]


@rule("text.decomposed", f"{STATE_SOURCE}I.4 (TCVN 6909:2001); {PARTY_SOURCE}II.4.1", severity="advice")
def decomposed(paper: Paper) -> Iterator[Departure]:
    """Letters with their marks in one character.

    TCVN 6909 knows detached marks too, but search and sorting fail on them.
    """
    for line in paper.sheet.lines:
        raw = "".join(piece.text for piece in line.pieces) or line.raw
        if unicodedata.normalize("NFC", raw) != raw:
            composed = unicodedata.normalize("NFC", raw).strip()
            yield Departure(
                "Chữ có dấu gõ bằng mã tổ hợp (dấu rời).",
                "Chuyển sang Unicode dựng sẵn (Unikey: Unicode dựng sẵn, chuyển mã Ctrl+Shift+F6).",
                line,
                "Mã chữ",
                _compose(line, composed) if line.pieces else None,
                rewrites=True,
            )


def _compose(line: Line, composed: str) -> Callable[[], None]:
    return lambda: rewrite(line, composed)


@rule("text.legacy-coding", f"{STATE_SOURCE}I.4 (TCVN 6909:2001); {PARTY_SOURCE}II.4.1")
def legacy_coding(paper: Paper) -> Iterator[Departure]:
    """Letters of the TCVN3 (ABC) coding, shown as signs."""
    found = [line for line in paper.sheet.lines if len(_LEGACY.findall(line.raw)) >= 2]
    if found:
        yield Departure(
            "Chữ gõ bằng bảng mã cũ TCVN3 (ABC), không phải Unicode.",
            "Chuyển mã sang Unicode (Unikey, Ctrl+Shift+F6, nguồn TCVN3, đích Unicode).",
            found[0],
            "Mã chữ",
        )


@rule("stamp.words", f"{STATE_SOURCE}III.2.b; {PARTY_SOURCE}II.2.1")
def stamp_words(paper: Paper) -> Iterator[Departure]:
    """Urgency is "Khẩn", "Thượng khẩn" or "Hỏa tốc"."""
    for line in paper.lines(Role.STAMP):
        wanted = _WRONG_STAMPS.get(fold(line.text))
        if wanted:
            yield Departure(
                f"Dấu chỉ mức độ khẩn “{line.text}” không có trong quy định.",
                f"Dùng một trong: HỎA TỐC, THƯỢNG KHẨN, KHẨN (ở đây có lẽ {wanted}).",
                line,
                Role.STAMP,
            )


@rule("text.tracked", _CUSTOM, severity="advice", layout=True)
def tracked_changes(paper: Paper) -> Iterator[Departure]:
    """No unaccepted changes and no comments in a paper that goes out."""
    if paper.sheet.tracked:
        yield Departure(
            "Tệp còn thay đổi đang theo dõi hoặc ghi chú bên lề.",
            "Vào Review, chấp nhận hoặc từ chối mọi thay đổi và xóa ghi chú.",
        )


@rule("text.tone", _CUSTOM, severity="advice")
def mixed_tone(paper: Paper) -> Iterator[Departure]:
    """One placement of tone marks in a paper, not "hòa" beside "hoà"."""
    text = " ".join(line.text for line in paper.lines(Role.BODY, Role.BASIS, Role.HEADING, Role.SUBJECT))
    new = re.search(r"(?<!\w)\w*[oO](?:à|á|ả|ã|ạ)(?!\w)|(?<!\w)\w*[uU](?:ỳ|ý|ỷ|ỹ|ỵ)(?!\w)(?<!q[uU].)(?<!Q[uU].)", text)
    old = re.search(r"(?<!\w)\w*(?:ò|ó|ỏ|õ|ọ)a(?!\w)|(?<!\w)\w*(?:ù|ú|ủ|ũ|ụ)y(?!\w)", text)
    if new and old:
        yield Departure(
            f"Đặt dấu thanh không thống nhất: “{old.group()}” và “{new.group()}”.",
            "Chọn một kiểu đặt dấu thanh cho cả văn bản.",
            None,
            "Chính tả",
        )

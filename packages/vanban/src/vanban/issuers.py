"""Who issued a cited document: "… của Sở X", "Sở X tại Tờ trình …", "các Bộ: A (Công văn …), B (Công văn …)"."""

from __future__ import annotations

import re

from vanban.letters import UPPER
from vanban.lexicon import AGENCY_HEAD, CITED_KINDS, COMMA_NAMES, LETTER, NAME_ENDS, alternatives
from vanban.views import View

_OF = re.compile(r"\s*,?\s*(?:\(\s*)?(?P<word>của|giữa|do|được)\s+(?:(?:đồng chí|đ/c|Đồng chí)\s+)?")
_ISSUES = re.compile(r"\s+(?:ban hành|ký|thông qua|phê duyệt)(?!\w)")
_SESSION = re.compile(r"Hội nghị(?:\s+(?:lần thứ\s+\S+|Trung ương\s+\S+))?,?\s+(?=Ban Chấp hành|BCH)")
_NAME_WORD = re.compile(rf"[{LETTER}\d&.\-–/]+")
_END = re.compile(rf"(?:{alternatives(NAME_ENDS)}|Quy định|Quy chế|Hướng dẫn|Ban hành|Phê duyệt)(?![{LETTER}])")
_NO_END = re.compile(
    r"giao thông|giao dịch|giao nhận|có công|trong nước|từ thiện|giới thiệu việc làm|theo dõi|qua đường|số(?!\s*[:\d])"
)
_MORE_ENDS = re.compile(
    r"và\s+(?:ý kiến|tình hình|thực tế|căn cứ|trên cơ sở|đề nghị|nhu cầu|theo|thực hiện|thay thế)\b"
    r"|(?:trước|sau)\s+(?:ngày|khi|\d)|(?:chậm nhất|hết ngày|xem xét|tổng hợp|ký|thông qua)\b"
)
_PROJECT = re.compile(r"(?:Đề án|Chương trình|Dự án)\s")
_STEERS = re.compile(r"Ban\s+(?:Chỉ đạo|chỉ đạo|Điều hành|điều hành|Quản lý|quản lý|Tổ chức|Chủ nhiệm)\s*$")
_STEERING = re.compile(r"Ban\s+[Cc]hỉ đạo\s+(?:liên ngành|quốc gia|Quốc gia|Trung ương|tỉnh)")
_TERM = re.compile(rf"\s+kh[oó][aá]\s+(?:[IVXLC]+|\d+)(?![{LETTER}])")
_JOINT = re.compile(rf"[Ll]iên\s+(?:Bộ|bộ|Sở|sở|[Nn]gành)(?![{LETTER}])")
_MORE_HEADS = re.compile(
    rf"(?:Chính phủ|Quốc hội|(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) [ủu][ỷy]|Thủ tướng|Ban Bí thư)(?=\s*,)"
    rf"|(?:[Tt]rường|[Tt]rạm|[Cc]ông ty|[Bb]ệnh viện|[Vv]iễn thông|(?:[Tt]ỉnh|[Hh]uyện|[Xx]ã) đoàn)\s+(?=[{UPPER}])"
    rf"|Trạm\s"
)
_KIND = re.compile(rf"và\s+{alternatives(CITED_KINDS)}|{alternatives(CITED_KINDS)}(?:\s+số|\s+\d)")
_COMMA = re.compile(alternatives(COMMA_NAMES))
_DONE = (
    "ý kiến", "chỉ đạo", "phê duyệt", "giao", "giao nhiệm vụ", "đề nghị", "báo cáo", "thống nhất", "hướng dẫn",
    "chấp thuận", "cho phép", "yêu cầu", "kết luận", "thông báo", "trình", "đồng ý", "cho", "tham mưu", "xin",
    "trả lời", "phúc đáp", "quy định", "có", "ban hành", "nêu", "kiến nghị", "đề xuất",
)  # fmt: skip
_ACTED = re.compile(
    r"(?:\s*,?\s*kh[oó][aá]\s+\w+)?\s*(?:(?:đã|vừa|mới|cũng)\s+)*"
    rf"(?:ban hành|có|gửi|ký|theo|thông qua|(?:{alternatives(_DONE)}\s+)*tại)?"
    r"(?:\s+các(?=\s+$))?\s*"
)
_LISTED = re.compile(rf"(?:\s*:|\s*,(?:\s+(?:và\s+)?Bộ)?|\s+và)\s+(?=[{UPPER}])(?!{alternatives(CITED_KINDS)})")
_WORD_START = re.compile(rf"(?<![{LETTER}])(?=[{LETTER}])")
_BRACKET = re.compile(r"\s*\(\s*")
_LONGEST = 15  # words
_REACH = 160  # characters from the name to the citation


def name_end(text: str, start: int) -> int:
    """Where the name of a body that begins at ``start`` ends."""
    joint = _JOINT.match(text, start)
    position, words, end = start, 0, start
    while position < len(text) and words < (2 * _LONGEST if joint else _LONGEST):
        inner = _COMMA.match(text, position) or (joint and _LISTED.match(text, position))
        if inner:
            position = end = inner.end()
        elif text[position] == " ":
            position += 1
        elif words and _ends_name(text, start, position):
            break
        else:
            word = _NAME_WORD.match(text, position)
            if word is None:
                break
            stop = word.group().endswith(".") and not re.fullmatch(rf"[{UPPER}]{{1,3}}\.", word.group())
            position = end = word.end()
            words += 1
            if stop:
                break
    while end > start and text[end - 1] in " .-–/":
        end -= 1
    tail = re.search(r"\s+(?:và|các|của|hoặc)$", text[start:end])
    end = start + tail.start() if tail else end
    term = _TERM.match(text, end)
    return term.end() if term else end


def _ends_name(text: str, start: int, position: int) -> bool:
    """Whether the name that begins at ``start`` cannot go on with the word at ``position``."""
    if _NO_END.match(text, position):
        return False
    if text.startswith("về ", position) and _STEERING.match(text, start):
        return False
    if _PROJECT.match(text, position) and _STEERS.search(text, start, position):
        return False
    return bool(_END.match(text, position) or _KIND.match(text, position) or _MORE_ENDS.match(text, position))


def _begins_name(text: str, position: int) -> bool:
    return any(head.match(text, position) for head in (AGENCY_HEAD, _MORE_HEADS, _JOINT))


def issuer_after(view: View, position: int) -> tuple[str, int] | None:
    """The issuer in "… của X", "… do X ký", "… được X thông qua" at a position and where it ends."""
    of = _OF.match(view.text, position)
    if of is None:
        return None
    session = _SESSION.match(view.text, of.end())
    head = session.end() if session else of.end()
    if not _begins_name(view.text, head):
        return None
    end = name_end(view.text, head)
    issues = _ISSUES.match(view.text, end)
    if of["word"] in ("do", "được"):
        return (view.text[of.end() : end], issues.end()) if issues else None
    return view.text[of.end() : end], end


def issuer_before(before: str) -> str | None:
    """The issuer in "X đã ban hành …", "X chỉ đạo tại …" or "X (": the name that leads up to where ``before`` ends."""
    for word in _WORD_START.finditer(before, max(0, len(before) - _REACH)):
        start = word.start()
        if not _begins_name(before, start):
            continue
        end = name_end(before, start)
        acted = _ACTED.fullmatch(before, end)
        if _BRACKET.fullmatch(before, end) or (acted and acted.group().strip()):
            return before[start:end].strip(" ,")
    return None


def issuer_in_list(before: str) -> str | None:
    """In "các Bộ: A (Công văn số …), B (" the name between the last comma or colon and the bracket."""
    if not before.rstrip().endswith("("):
        return None
    opening = re.search(r"[Cc]ác\s+(?:Bộ|Sở|bộ|sở|ngành|cơ quan)\s*:", before)
    if opening is None:
        return None
    listed = before[opening.end() :].rstrip()[:-1].rstrip()
    depth_free = re.split(r"\)\s*[,;]|:", listed)[-1].strip(" ,;")
    depth_free = re.sub(r"^và\s+", "", depth_free)
    if "(" in depth_free or not depth_free[:1].isupper() or len(depth_free) > 80:
        return None
    return depth_free

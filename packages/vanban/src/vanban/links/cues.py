"""The words by which a paper says how it stands to one that it cites, and what may stand between them and the citation.

Source of the wordings: NĐ 30/2020/NĐ-CP annex I (legal bases), Luật Ban hành văn bản QPPL (amending, replacing,
repealing), and common usage. All patterns ignore case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.letters import LOWER, UPPER
from vanban.lexicon import CITED_KINDS, alternatives

CITES, CARRIES_OUT, REPORTS_ON, RELAYS = "cites", "carries_out", "reports_on", "relays"
ANSWERS, AMENDS, REPLACES = "answers", "amends", "replaces"
STRENGTH = (CITES, CARRIES_OUT, REPORTS_ON, RELAYS, ANSWERS, AMENDS, REPLACES)
"""Codes of the relations, the weakest first."""

_B, _E = rf"(?<![{UPPER}{LOWER}\d])", rf"(?![{UPPER}{LOWER}\d])"


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _words(pattern: str) -> re.Pattern[str]:
    return _re(f"{_B}(?:{pattern}){_E}")


@dataclass(frozen=True, slots=True)
class Cue:
    """``words`` make a relation of ``kind`` with a citation when ``filler`` is all that stands between.

    ``own``: the paper itself must be the one that does it. ``opening``: holds only before the first operative item.
    ``initial``: the words must open their clause.
    """

    kind: str
    rule: str
    words: re.Pattern[str]
    filler: re.Pattern[str]
    confidence: float
    own: bool = False
    opening: bool = False
    initial: bool = False


_PART = (
    r"(?:một\s+số|một\s+phần|(?:các\s+)?(?:điều|khoản|điểm|tiết|mục|tiểu\s+mục|phần|chương|phụ\s+lục|biểu|bảng|đoạn|câu|dòng"
    r"|trang|nội\s+dung|quy\s+định|cụm\s+từ|từ|tên|tên\s+gọi|trích\s+yếu|tiêu\s+đề|danh\s+sách|danh\s+mục|thành\s+viên"
    r"|thành\s+phần|thời\s+gian|thời\s+hạn|thời\s+điểm|chỉ\s+tiêu|căn\s+cứ|số\s+thứ\s+tự|lỗi|sai\s+sót|nhiệm\s+vụ))"
)
_REST = r"(?:(?!về\s+việc|căn\s+cứ|(?<!kèm\s)theo\s|nhằm|để\s|bởi|phù\s+hợp|thực\s+hiện)[^.;:()]){0,250}"
_LIST = (
    r"(?:\s+(?:cho|toàn\s+bộ|tất\s+cả|các|những|hiệu\s+lực|thi\s+hành|của|văn\s+bản|quy\s+phạm\s+pháp\s+luật|quyết\s+định"
    r"|nghị\s+quyết|quy\s+định|công\s+văn|sau|sau\s+đây|dưới\s+đây|gồm|cụ\s+thể|là|như\s+sau|và))*\s*:?\s*"
)
_NAMING = r"(?:(?!\s(?:về|theo|trước|qua|để|bằng|đã|vào)\s)[^.;:()]){0,160}"
_AT = r"(?:[^.;:(),]{0,200}|[^.;:()]{0,200}\s(?:tại|nêu\s+tại|theo|của|trong)\s*(?:các\s+)?|[^.;()]{0,200}\(\s*)"

CUES = (
    Cue(
        REPLACES,
        "relation.replaces",
        _words(r"thay\s+thế|bãi\s+bỏ|h(?:ủy|uỷ)\s+bỏ|thu\s+hồi"),
        _re(_LIST),
        0.95,
        own=True,
    ),
    Cue(
        AMENDS,
        "relation.repeals_part",
        _words(r"thay\s+thế|bãi\s+bỏ|h(?:ủy|uỷ)\s+bỏ"),
        _re(rf"\s+{_PART}{_E}{_REST}"),
        0.85,
        own=True,
    ),
    Cue(
        AMENDS,
        "relation.amends",
        _words(r"sửa\s+đổi\s*,?\s*(?:và\s+)?bổ\s+sung|sửa\s+đổi|bổ\s+sung|đính\s+chính|điều\s+chỉnh|gia\s+hạn"),
        _re(rf"(?:{_LIST}|\s+{_PART}{_E}{_REST})"),
        0.92,
        own=True,
    ),
    Cue(
        RELAYS,
        "relation.relays",
        _words(
            r"sao\s+gửi|sao\s+y|sao\s+lục|trích\s+sao|gửi\s+kèm(?:\s+theo)?|chuyển\s+tiếp|có\s+kèm\s+theo|sao\s+chụp"
        ),
        _re(_NAMING),
        0.93,
    ),
    Cue(RELAYS, "relation.sends", _words(r"chuyển|gửi"), _re(_NAMING), 0.8, own=True, opening=True),
    Cue(RELAYS, "relation.received", _words(r"nhận\s+được|tiếp\s+nhận"), _re(r"[^.;:()]{0,60}"), 0.6, opening=True),
    Cue(
        ANSWERS,
        "relation.answers",
        _words(r"phúc\s+đáp|trả\s+lời|hồi\s+đáp|phúc\s+công"),
        _re(r"[^.;:()]{0,160}"),
        0.95,
        own=True,
    ),
    Cue(
        REPORTS_ON,
        "relation.reports_on",
        _words(
            r"(?:báo\s+cáo|kết\s+quả|tình\s+hình|sơ\s+kết|tổng\s+kết|đánh\s+giá)"
            r"(?:\s+(?:kết\s+quả|tình\s+hình|việc|công\s+tác|\d+\s+(?:năm|tháng)|sơ\s+kết|tổng\s+kết|năm|đánh\s+giá)){0,4}"
            r"\s+(?:triển\s+khai(?:\s+thực\s+hiện)?|thực\s+hiện|thi\s+hành)"
        ),
        _re(r"\s*(?:nội\s+dung\s+|nhiệm\s+vụ\s+tại\s+|các\s+)?"),
        0.88,
        own=True,
        opening=True,
    ),
    Cue(
        CARRIES_OUT,
        "relation.carries_out",
        _words(
            r"(?:tiếp\s+tục\s+|nhằm\s+|để\s+|nghiêm\s+túc\s+|kịp\s+thời\s+)*"
            r"(?:triển\s+khai\s*,?\s*thực\s+hiện|tổ\s+chức\s+thực\s+hiện|thực\s+hiện|triển\s+khai|thi\s+hành|chấp\s+hành"
            r"|quán\s+triệt|hưởng\s+ứng)"
        ),
        _re(_AT),
        0.95,
        opening=True,
        initial=True,
    ),
    Cue(
        CARRIES_OUT,
        "relation.basis",
        _words(r"căn\s+cứ(?:\s+vào|\s+theo)?|trên\s+cơ\s+sở|tiếp\s+theo|thể\s+theo|theo|xét"),
        _re(_AT),
        0.9,
        opening=True,
        initial=True,
    ),
)

LAPSED = _words(
    r"hết\s+hiệu\s+lực|không\s+còn\s+hiệu\s+lực|chấm\s+dứt\s+hiệu\s+lực|bị\s+(?:bãi\s+bỏ|thay\s+thế|h(?:ủy|uỷ)\s+bỏ)"
    r"|được\s+(?:bãi\s+bỏ|thay\s+thế\s+(?:bằng|bởi))"
)
"""Said after a citation: it is replaced."""

NEGATED = _re(rf"{_B}(?:không|chưa|chẳng|không\s+phải|đã|được|bị|sẽ|đang|việc|phải|cần|nếu|khi)\s+(?:\w+\s+){{0,1}}$")
"""Right before a cue: it is denied, past, passive or yet to come."""

EXCEPTED = _words(r"trừ|ngoại\s+trừ|không\s+bao\s+gồm|không\s+áp\s+dụng")
"""Between cue and citation: what is cited is left out."""

PLANNED = _words(
    r"tham\s+mưu|đề\s+xuất|đề\s+nghị|kiến\s+nghị|xem\s+xét|nghiên\s+cứu|rà\s+soát|xây\s+dựng|dự\s+thảo|trình"
    r"|giao|yêu\s+cầu|trong\s+khi|chờ|nếu|sẽ|cần|phải|dự\s+kiến|đang|nhằm|để|hướng\s+dẫn|khẩn\s+trương|chủ\s+trì|phối\s+hợp"
    r"|có\s+trách\s+nhiệm|báo\s+cáo\s+về|trường\s+hợp"
)
"""Before a cue: the paper asks others for it, or tells of a time to come."""

THIS = _re(rf"{_B}(?:{alternatives(CITED_KINDS)}|văn\s+bản)\s+này{_E}")
"""The paper naming itself."""

BASES = _re(
    r"(?:các\s+|những\s+)?(?:văn\s+bản\s+)?(?:căn\s+cứ|cơ\s+sở\s+pháp\s+lý)"
    r"(?:\s+(?:pháp\s+lý|pháp\s+luật|xây\s+dựng|lập|ban\s+hành|thực\s+hiện|đề\s+xuất|chính\s+trị)[^.;:]{0,60})?\s*[:.]?$"
)
"""A heading over the papers that this one rests on."""

"""Marks that state a role or the time of an item: "Đơn vị chủ trì: …", "Cơ quan phối hợp", "Thời gian thực hiện: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from vanban.lexicon import AGENCY_HEAD


class Kind(StrEnum):
    """What a mark speaks of."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    PERFORM = "perform"
    GUIDE = "guide"  # who advises, watches or pays: none of the three roles
    TIME = "time"
    OTHER = "other"  # product, money, place: ends the mark before it


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark inside a text: where it begins and where the words that it announces begin."""

    kind: Kind
    start: int
    end: int


_WHO = r"(?:cơ quan|đơn vị|bộ phận|tổ chức|địa phương|cá nhân|ngành|người|phòng|ban|lực lượng|cấp)"
_HOLDER = rf"(?:các\s+)?{_WHO}(?:\s*(?:,|/|-|và|hoặc)\s*(?:các\s+)?{_WHO})*\s+(?:được\s+(?:giao|phân công)\s+)?"
_ROLE = (
    r"chủ trì|phối hợp|thực hiện|triển khai|đầu mối|thường trực|soạn thảo|tham mưu|chịu trách nhiệm|phụ trách"
    r"|hướng dẫn|theo dõi|giám sát|thẩm định|kiểm tra|đôn đốc|hỗ trợ|tham gia"
)
_MORE = (
    r"(?:\s*(?:,|/|và|\s)\s*(?:tham mưu|thực hiện|phối hợp|chủ trì|chính|triển khai|tổ chức|soạn thảo|trình|xây dựng"
    r"|ban hành|theo dõi|đôn đốc|hướng dẫn|giám sát|tham gia))*"
)
_BARE = r"chủ trì|phối hợp|thực hiện|phân công(?:\s+(?:nhiệm vụ|trách nhiệm))?|trách nhiệm|giao"
_ROLE_MARK = (
    rf"(?:{_HOLDER}(?P<held>{_ROLE}){_MORE}\s*(?:\([^()]{{1,40}}\)\s*)?(?::|$|\s[-–](?=\s)|\s+là(?=\s))"
    rf"|(?P<bare>{_BARE}){_MORE}\s*(?::|(?<=chủ trì)$|(?<=phối hợp)$|(?<=\sthực hiện)$))"
)
_TIME_WORDS = r"(?:thời gian|thời hạn|tiến độ|lộ trình|thời điểm)"
_TIME_MARK = (
    rf"{_TIME_WORDS}(?:\s*(?:,|và)\s*(?:tiến độ|thời hạn|thời gian|lộ trình|địa điểm))*"
    r"(?:\s+(?:thực hiện|hoàn thành|triển khai|tổ chức|dự kiến|tiến hành|ban hành|trình|xây dựng|bắt đầu|kết thúc"
    r"|báo cáo|áp dụng))*\s*(?::|$|(?=\s(?:từ|trước|trong|đến|vào)\s+(?:ngày|tháng|quý|năm|\d)))"
    r"|(?:hoàn thành|xong)\s*:"
    rf"|{_TIME_WORDS}(?:\s+[^\W\d_]+){{1,4}}\s*:(?=\s*(?:(?:từ|trước|trong|đến|vào|lúc|chậm nhất)\s)?(?:ngày|tháng"
    rf"|quý|năm|\d|thứ)\b)"
)
_OTHER_MARK = (
    r"(?:(?:dự kiến\s+)?(?:kết quả|sản phẩm)(?:\s+(?:dự kiến|đầu ra|đạt được|chủ yếu|thực hiện|hoàn thành))*"
    r"|(?:nguồn |dự toán )?kinh phí(?:\s+thực hiện)?|địa điểm(?:\s+(?:tổ chức|thực hiện))?|nội dung(?:\s+thực hiện)?"
    r"|đối tượng(?:\s+tham gia)?|hình thức(?:\s+(?:tổ chức|thực hiện))?|thành phần(?:\s+(?:tham dự|tham gia))?|số lượng"
    r"|cách thức(?:\s+thực hiện)?|ghi chú)\s*:"
)
_MARK = rf"(?P<role>{_ROLE_MARK})|(?P<time>{_TIME_MARK})|(?P<other>{_OTHER_MARK})"
_AT_START = re.compile(_MARK, re.IGNORECASE)
_INSIDE = re.compile(rf"(?:[.;,:)]\s*[-–+]?\s*|\s[-–+]\s?|\(\s*)(?={_MARK.replace('?P<', '?P<_')})", re.IGNORECASE)
_KINDS = (
    (("chủ trì", "đầu mối", "thường trực", "soạn thảo", "tham mưu"), Kind.LEAD),
    (("phối hợp",), Kind.COORDINATE),
    (("thực hiện", "triển khai", "chịu trách nhiệm", "phụ trách", "phân công", "trách nhiệm", "giao"), Kind.PERFORM),
)


def mark_at(text: str, start: int = 0) -> Mark | None:
    """The mark that begins at a position, or ``None``.

    A bare "Thực hiện:" or "Giao:" counts only when a body (or nothing) follows, else it heads a description.
    """
    match = _AT_START.match(text, start)
    if match is None:
        return None
    if match["role"] is None:
        return Mark(Kind.TIME if match["time"] is not None else Kind.OTHER, start, match.end())
    words = " ".join((match["held"] or match["bare"]).lower().split())
    if match["bare"] and words not in ("chủ trì", "phối hợp") and not _names_body(text, match.end()):
        return None
    kind = next((kind for stems, kind in _KINDS if words.startswith(stems)), Kind.GUIDE)
    return Mark(kind, start, match.end())


def marks_in(text: str) -> list[Mark]:
    """All marks of a text in order: at its start and after a mark of punctuation, a dash or an opening bracket."""
    found = []
    first = mark_at(text)
    if first is not None:
        found.append(first)
    for edge in _INSIDE.finditer(text, first.end if first else 0):
        mark = mark_at(text, edge.end())
        if mark is not None:
            found.append(Mark(mark.kind, edge.end(), mark.end))
    return found


def is_role_line(text: str) -> bool:
    """Whether a line (label dropped) states bodies or time of the item above it."""
    mark = mark_at(text)
    return mark is not None and mark.kind is not Kind.OTHER


def names_role(text: str) -> bool:
    """Whether a line (label dropped) states the bodies of the item above it."""
    mark = mark_at(text)
    return mark is not None and mark.kind not in (Kind.OTHER, Kind.TIME)


def _names_body(text: str, start: int) -> bool:
    rest = text[start:].lstrip()
    return not rest or AGENCY_HEAD.match(rest) is not None

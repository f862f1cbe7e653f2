"""Channels of information that an item names, each with the words that name it.

The codes follow the forms of grassroots information of NĐ 49/2024/NĐ-CP (station, board, bulletin, printed matter,
talks, websites, social networks, telecom messages) and what plans name beside them: panels, banners, film teams, press.
"""

from __future__ import annotations

import re

from vanban.letters import lowered
from vanban.model import Value
from vanban.views import View

_WORDS: dict[str, tuple[str, ...]] = {
    "loudspeaker": (
        r"đài truyền thanh", r"truyền thanh", r"phóng thanh", r"(?:hệ thống|cụm|bộ) loa",
        r"loa (?:phát thanh|lưu động|kéo|cầm tay|phường|xã|thôn|xóm|bản|công cộng)", r"xe loa", r"cụm thu phát thanh",
    ),
    "website": (
        r"(?:trang|cổng) (?:thông tin điện tử|ttđt|tt đt|thông tin)", r"web ?site", r"trang web",
        r"cổng dịch vụ công", r"trang chủ",
    ),
    "board": (
        r"bảng tin", r"bảng (?:led|điện tử|thông báo|niêm yết)", r"màn hình (?:led|điện tử)",
        r"cụm thông tin (?:điện tử|cơ sở|đối ngoại)", r"niêm yết",
    ),
    "panel": (
        r"pa[ -]?n[ôo]", r"áp[ -]?phích", r"poster", r"cụm cổ động", r"tranh cổ động", r"cổ động trực quan",
        r"bảng cổ động",
    ),
    "banner": (
        r"băng[ -]?(?:rôn|zôn|rol)", r"khẩu hiệu", r"cờ phướn", r"phướn", r"cờ đuôi nheo", r"hồng kỳ",
    ),
    "film": (
        r"chiếu (?:phim|bóng)", r"đội chiếu", r"điện ảnh lưu động", r"phim lưu động", r"phim tài liệu", r"phóng sự",
        r"video clip",
    ),
    "face_to_face": (
        r"tuyên truyền (?:miệng|viên|trực tiếp|lưu động)", r"báo cáo viên", r"đối thoại",
        r"họp (?:xóm|thôn|bản|ấp|tổ dân phố|khu phố|dân|chi bộ)",
        r"sinh hoạt (?:chi bộ|chuyên đề|đoàn thể|cộng đồng|dưới cờ|câu lạc bộ|chi hội|tổ)",
        r"hội nghị (?:tuyên truyền|phổ biến|quán triệt|tập huấn|báo cáo viên)", r"tọa đàm", r"toạ đàm",
        r"nói chuyện chuyên đề", r"đến từng (?:hộ|nhà)", r"ngoại khóa", r"ngoại khoá", r"tổ công nghệ số cộng đồng",
    ),
    "social_network": (
        r"mạng xã hội", r"facebook", r"zalo", r"fanpage", r"tik ?tok", r"youtube", r"viber",
        r"nền tảng (?:số|xã hội)",
    ),
    "press": (
        r"cơ quan báo chí", r"báo chí", r"thông tin đại chúng", r"truyền hình",
        r"(?:đài|sóng|chương trình) phát thanh", r"phát thanh(?:,| và| -) truyền hình",
        r"báo (?:điện tử|in|nói|hình)", r"chuyên mục", r"chuyên trang", r"tin,? bài", r"trên sóng", r"tạp chí",
    ),
    "material": (
        r"tờ (?:rơi|gấp|bướm)", r"tài liệu (?:tuyên truyền|không kinh doanh|hỏi - đáp)", r"sổ tay", r"cẩm nang",
        r"đề cương tuyên truyền", r"ấn phẩm",
    ),
    "periodical": (
        r"bản tin (?:thông tin cơ sở|nội bộ|đối ngoại|sinh hoạt chi bộ|văn hóa|văn hoá|của)",
    ),
    "message": (
        r"tin nhắn", r"nhắn tin", r"sms", r"nhạc chờ",
    ),
}  # fmt: skip
"""Regular expressions of the words by the channel's code; views hold single blanks only."""
_PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")) for name, words in _WORDS.items())
_NO_CHANNEL = re.compile(
    r"(?:quản lý|xử phạt|vi phạm|lĩnh vực|pháp luật|luật|thẻ|hội) (?:về )?"
    r"(?:báo chí|thông tin đại chúng|mạng xã hội|nhà báo)"
)


def channels_in(views: list[View]) -> tuple[Value, ...]:
    """The channels named in the paragraphs of an item, in a fixed order: the code, and where its words first stand."""
    found: dict[str, Value] = {}
    for view in views:
        text = lowered(view.text)
        spared = [match.span() for match in _NO_CHANNEL.finditer(text)]
        for name, pattern in _PATTERNS:
            if name not in found:
                words = next((one for one in pattern.finditer(text) if not _spared(one.start(), spared)), None)
                if words:
                    found[name] = view.cut(*words.span()).value("channel.words", 0.9, text=name)
    return tuple(found[name] for name in _WORDS if name in found)


def _spared(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)

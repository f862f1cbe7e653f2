"""Which essential information (thông tin thiết yếu, Art. 6 NĐ 49/2024/NĐ-CP) a paper or an item is about.

Words of each field are weighed; the field with the greatest weight is suggested when it is clearly ahead. The value is
the field's code, its spans the words that spoke for it, its confidence grows with its share of all such words.

    ty1   lines of the Party, laws and policies, great events      ty2d   disasters, fires, rescue, epidemics
    ty2a  projects and programmes in the place                     ty2dd  good people and deeds, models
    ty2b  politics, economy, culture, society, science             ty2e   against law-breaking and abuses
    ty2c  security, order, local military work                     ty2g   products, goods, services for daily life
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vanban.letters import lowered
from vanban.model import Value
from vanban.views import View

_WORDS: dict[str, tuple[str, ...]] = {
    "ty1": (
        r"nghị quyết", r"chỉ thị", r"chủ trương", r"đường lối", r"văn kiện", r"đại hội (?:đảng|đại biểu)", r"bầu cử",
        r"(?:phổ biến|giáo dục) pháp luật", r"chính sách", r"pháp luật", r"kỷ niệm", r"ngày lễ lớn",
        r"cải cách hành chính", r"thủ tục hành chính", r"sáp nhập", r"chính quyền (?:địa phương )?(?:02|2|hai) cấp",
        r"học tập và làm theo", r"biên giới", r"biển,? đảo", r"chủ quyền", r"thông tin đối ngoại", r"chuyển đổi số",
        r"định danh điện tử", r"dịch vụ công trực tuyến",
    ),
    "ty2a": (
        r"dự án", r"giải phóng mặt bằng", r"công trình", r"đầu tư công", r"chương trình mục tiêu quốc gia",
        r"giảm nghèo", r"nông thôn mới", r"an sinh xã hội", r"bảo hiểm (?:xã hội|y tế)", r"nhà tạm", r"nhà ở xã hội",
        r"người có công", r"trợ cấp", r"hộ nghèo", r"quy hoạch", r"ocop",
    ),
    "ty2b": (
        r"du lịch", r"lễ hội", r"văn hóa", r"văn hoá", r"thể thao", r"giáo dục", r"năm học", r"tuyển sinh",
        r"kinh tế", r"sản xuất nông nghiệp", r"khuyến nông", r"khoa học", r"kỹ thuật", r"gia đình", r"dân số",
        r"di sản", r"thư viện", r"việc làm", r"đào tạo nghề", r"bình đẳng giới", r"trẻ em", r"thống kê",
        r"tổng điều tra", r"vệ sinh môi trường", r"rác thải",
    ),
    "ty2c": (
        r"an ninh", r"trật tự", r"an toàn giao thông", r"quốc phòng", r"quân sự", r"tuyển quân", r"tòng quân",
        r"dân quân", r"diễn tập", r"tội phạm", r"ma túy", r"ma tuý", r"mua bán người", r"vũ khí", r"vật liệu nổ",
        r"bí mật nhà nước", r"xuất nhập cảnh", r"lừa đảo",
    ),
    "ty2d": (
        r"thiên tai", r"bão", r"lũ", r"lụt", r"sạt lở", r"mưa lớn", r"rét đậm", r"rét hại", r"hạn hán", r"cháy rừng",
        r"phòng cháy", r"chữa cháy", r"cháy, nổ", r"cứu nạn", r"cứu hộ", r"sơ cứu", r"dịch bệnh", r"dịch tả",
        r"phòng,? chống dịch", r"tiêm chủng", r"cúm", r"sốt xuất huyết", r"covid", r"bệnh dại", r"động đất",
        r"đuối nước", r"sơ tán",
    ),
    "ty2dd": (
        r"người tốt,? việc tốt", r"gương (?:người tốt|điển hình|sáng)", r"điển hình tiên tiến", r"nhân tố mới",
        r"biểu dương", r"tôn vinh", r"thi đua yêu nước", r"mô hình (?:hay|hiệu quả|tiêu biểu)", r"dân vận khéo",
        r"khen thưởng",
    ),
    "ty2e": (
        r"tham nhũng", r"tiêu cực", r"lãng phí", r"vi phạm pháp luật", r"xử lý (?:nghiêm )?vi phạm", r"tệ nạn",
        r"buôn lậu", r"gian lận thương mại", r"hàng giả", r"tin giả", r"xấu độc", r"xuyên tạc", r"phản bác",
        r"thù địch", r"tố giác", r"tín dụng đen", r"quan điểm sai trái",
    ),
    "ty2g": (
        r"hàng (?:việt|hóa|hoá)", r"người việt nam ưu tiên dùng hàng", r"giá cả", r"xăng dầu", r"điện sinh hoạt",
        r"cắt điện", r"mất điện", r"cắt nước", r"cấp nước", r"nước sạch", r"giống (?:lúa|cây|vật nuôi)", r"phân bón",
        r"vật tư", r"hội chợ", r"phiên chợ", r"bình ổn", r"viễn thông", r"tuyến xe", r"an toàn thực phẩm",
    ),
}  # fmt: skip
"""Regular expressions of the words by the field's code; views hold single blanks only."""
_CODES = tuple(_WORDS)
_PATTERN = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{code}>{chr(124).join(words)})' for code, words in _WORDS.items())})(?!\w)"
)
_HEAVY = 3  # a word of the subject counts as much as this many words of the body
_LEAST = 2  # weight a field must have
_AHEAD = 1.5  # times the weight of the next one
_MOST_WORDS = 8  # words shown as the reason


def field_of(subject: View | None, body: Iterable[View]) -> Value | None:
    """The field of a paper by its subject and its paragraphs; ``None`` when no field is clearly ahead."""
    weights = dict.fromkeys(_CODES, 0)
    words: dict[str, list[View]] = {code: [] for code in _CODES}
    for view, weight in [*([(subject, _HEAVY)] if subject else []), *((view, 1) for view in body)]:
        for match in _PATTERN.finditer(lowered(view.text)):
            code = match.lastgroup or ""
            weights[code] += weight
            if len(words[code]) < _MOST_WORDS:
                words[code].append(view.cut(*match.span()))
    first, second = sorted(_CODES, key=lambda code: -weights[code])[:2]
    if weights[first] < _LEAST or weights[first] < _AHEAD * weights[second]:
        return None
    share = weights[first] / sum(weights.values())
    spans = tuple(sorted(span for view in words[first] for span in view.spans))
    return Value(first, spans, round(0.4 + 0.5 * share, 2), "field.words")

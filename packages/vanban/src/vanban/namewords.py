"""Where the name of a body ends: lower-case words that names are made of, and words that end them.

A Vietnamese name of a body capitalises the first syllable of each term ("Sở Xây dựng", "Trung tâm Chuyển đổi số tỉnh");
the syllables after it, place words and group words are in lower case, and so is the verb that follows. A lower-case
syllable therefore belongs to the name when it comes right after a term's capital, or begins one of the phrases below.
"""

from __future__ import annotations

import re

from vanban.letters import LOWER, UPPER
from vanban.lexicon import GROUP_HEADS, alternatives

_PHRASES = (
    "các", "những", "và", "cùng", "với", "tất cả", "toàn thể", "tỉnh", "thành phố", "huyện", "quận", "thị xã",
    "thị trấn", "xã", "phường", "đặc khu", "thôn", "xóm", "bản", "buôn", "làng", "ấp", "khóm", "phum", "sóc",
    "tổ dân phố", "khu phố", "khu dân cư", "khu vực", "khu kinh tế", "khu công nghiệp", "cụm công nghiệp", "chế xuất",
    "sở", "ban", "bộ", "cục", "chi cục", "tổng cục", "vụ", "ngành", "đoàn", "đoàn thể", "hội", "trường", "trường học",
    "viện", "đài", "đài truyền thanh", "báo", "phòng", "khoa", "tổ", "đội", "trạm", "khối", "nhà trường", "trung tâm",
    "công ty", "tổng công ty", "tập đoàn", "doanh nghiệp", "hợp tác xã", "ngân hàng", "bệnh viện", "bảo tàng",
    "thư viện", "văn phòng", "thanh tra", "công an", "quân đội", "bộ đội", "biên phòng", "hải quan", "kho bạc",
    "cơ quan", "đơn vị", "địa phương", "tổ chức", "cơ sở", "lực lượng", "cá nhân", "tập thể", "bộ phận", "đảng",
    "đảng bộ", "đảng ủy", "đảng uỷ", "chi bộ", "cấp ủy", "cấp uỷ", "cấp", "chính quyền", "tỉnh ủy", "tỉnh uỷ",
    "thành ủy", "thành uỷ", "huyện ủy", "huyện uỷ", "ủy ban", "uỷ ban", "ủy viên", "uỷ viên", "hội đồng", "mặt trận",
    "nhân dân", "xã hội", "chính trị", "kinh tế", "văn hóa", "văn hoá", "giáo dục", "đào tạo", "nghề nghiệp", "nghề",
    "mầm non", "mẫu giáo", "tiểu học", "trung học", "cơ sở giáo dục", "phổ thông", "cao đẳng", "đại học", "nội trú",
    "bán trú", "dân tộc", "thường xuyên tỉnh", "giáo dục thường xuyên", "y tế", "dự phòng", "bệnh tật", "đa khoa",
    "chuyên khoa", "dược",
    "dân số", "môi trường", "thực vật", "thú y", "thực phẩm", "vệ sinh thực phẩm", "an toàn thực phẩm", "chăn nuôi",
    "thủy sản", "thuỷ sản", "thủy lợi", "thuỷ lợi", "kiểm lâm", "nông thôn", "nông nghiệp", "nông thôn mới",
    "nông lâm nghiệp", "lâm nghiệp", "rừng", "phòng hộ", "đặc dụng", "đất đai", "đô thị", "giao thông", "vận tải",
    "công chính", "thị trường", "thương mại", "công nghiệp", "điện lực", "xăng dầu", "quân sự", "vũ trang", "an ninh",
    "trật tự", "cảnh sát", "phòng cháy", "chữa cháy", "cứu nạn", "cứu hộ", "thiên tai", "tìm kiếm", "thanh niên",
    "phụ nữ", "nông dân", "cựu chiến binh", "chiến binh", "binh", "thập đỏ", "đỏ", "lao động", "công đoàn", "cao tuổi",
    "tuổi", "khuyến học", "nhà báo", "luật gia", "nghệ thuật", "học nghệ thuật", "hữu nghị", "thông tin",
    "truyền thông", "truyền thanh", "truyền hình", "phát thanh", "thông tin đại chúng", "đại chúng", "báo chí",
    "xuất bản", "thể thao", "du lịch", "di tích", "di sản", "điện ảnh", "chiếu phim", "chiếu bóng", "lưu động",
    "cổ động", "khoa học", "công nghệ", "công nghệ số", "số", "chuyển đổi số", "cộng đồng", "cơ yếu", "lưu trữ",
    "hành chính", "hành chính công", "công", "sự nghiệp", "công lập", "ngoài công lập", "dân lập", "tư thục", "dịch vụ",
    "dịch vụ công", "việc làm", "tổng hợp", "hỗ trợ", "bảo trợ", "công tác", "chính sách", "pháp luật", "pháp lý",
    "trợ giúp", "tư pháp", "kiểm sát", "tòa án", "toà án", "thi hành án", "dân sự", "tối cao", "cấp cao", "nhà nước",
    "quốc gia", "quốc tế", "quốc phòng", "trung ương", "trực thuộc", "thuộc", "liên quan", "có liên quan", "chức năng",
    "chuyên môn", "chuyên trách", "khác", "còn lại", "đầu mối", "thường trực", "thành viên", "chủ chốt", "trực tiếp",
    "trên", "dưới", "cùng cấp", "trong tỉnh", "toàn tỉnh", "trên địa bàn", "địa bàn", "ở địa phương", "tại địa phương",
    "liên ngành", "liên cơ quan", "hai bên", "cổ phần", "trách nhiệm hữu hạn", "hữu hạn", "một thành viên", "tư nhân",
    "kiến thiết", "cấp nước", "thoát nước", "viễn thông", "bưu chính", "bưu điện", "chính phủ", "phi chính phủ",
    "quần chúng", "tôn giáo", "tín ngưỡng", "thi đua", "tuyên giáo", "dân vận", "nội chính", "kiểm tra đảng",
    "tuyên truyền viên", "báo cáo viên", "thủ trưởng", "hiệu trưởng", "giám đốc", "chủ tịch", "bí thư", "trưởng", "phó",
    "lãnh đạo các", "đứng đầu", "trưởng thôn", "trưởng bản", "trưởng xóm", "giáo viên", "nhân viên", "người",
    "chủ rừng", "chủ đầu tư", "chủ hộ", "phụ trách", "tín dụng", "bảo hiểm", "hải đội", "quản lý nhà nước",
    "quản lý thị trường", "bảo vệ pháp luật", "bảo vệ rừng", "vận hành", "sản xuất", "giám định", "đăng kiểm",
    "thủ nhang", "du kích", "dân quân", "tự vệ", "tổng kho", "mạng", "viễn thông di động", "di động", "chủ quản",
    "đồng chí", "cha mẹ học sinh", "cha mẹ", "người đại diện", "người khuyết tật", "người dân", "người có uy tín",
    "già làng", "học sinh", "sinh viên", "gia đình", "nhân viên hỗ trợ giáo dục", "phụ huynh", "một cửa", "vùng cao",
    "biên giới", "miền núi", "chủ nhiệm",
    "công chức", "viên chức", "cán bộ", "của", "chi nhánh", "chi hội", "chi đoàn", "chi, đảng bộ",
    "tham mưu giúp việc", "quản lý dự án", "an toàn khu",
)  # fmt: skip
"""Lower-case words and phrases of names of bodies."""

_GROUPS_IN_NAMES = tuple(head for head in GROUP_HEADS if head != "chi")  # "Phòng Kinh tế | chi tiền"
_PHRASE = re.compile(rf"{alternatives((*_PHRASES, *_GROUPS_IN_NAMES))}(?![{UPPER}{LOWER}])")
_WORD = re.compile(rf"[{UPPER}{LOWER}][{UPPER}{LOWER}\d&./-]*|\d+(?:/\d+)*|\s+|\S")
_TWO_WORDS = re.compile(rf"[{LOWER}]+(?:\s+[{LOWER}]+)?")
_CLOSED = re.compile(r"(?:tỉnh|huyện|xã|phường|trấn|phố|quận|thôn|xóm|ngành|đoàn thể|liên quan|trực thuộc)\s+$")
_SENTENCE = re.compile(
    r"(?:Căn cứ|Chủ trì|Phối hợp|Tham mưu|Chủ động|Tăng cường|Tiếp tục|Chịu trách nhiệm|Có trách nhiệm|Tổng hợp"
    r"|Theo dõi"
    r"|Đôn đốc|Bố trí|Cung cấp|Xây dựng|Thực hiện|Triển khai|Tổ chức|Hướng dẫn|Chỉ đạo|Tuyên truyền|Kiểm tra|Phân công"
    r"|Đẩy mạnh|Rà soát|Thường xuyên|Theo chức năng|Phổ biến|Vận động|Quán triệt|Đưa|Treo|Báo cáo)(?!\w)"
)
_LEVEL = re.compile(
    r"cấp(?:\s+(?:xã|tỉnh|huyện|trên|dưới|cơ sở|sở|bộ|trung ương|ủy|uỷ|nước|thoát nước))(?!\w)|(?<=các )cấp(?!\w)"
)
_PREPOSITION = re.compile(r"(?:tại|ở|cho|bằng|từ|đến|về|theo|để|trong|vào|nhằm|ra|lên)\Z")
_GROUPS = frozenset(("Các", "Những", "Mọi", "Tất", "Toàn"))
BARE_HEADS = frozenset({
    "Trạm", "Đội", "Ban", "Tổ", "Đoàn", "Phòng", "Hội", "Nhà", "Quỹ", "Viện", "Hạt", "Đồn", "Cụm", "Khối", "Trường",
    "Đài", "Báo", "Sở", "Bộ", "Cục", "Vụ", "Tòa", "Toà", "Kho",
})  # fmt: skip
"""Heads of one syllable that are no names by themselves: what follows belongs to them."""
_AHEAD = 7  # words after an unknown one in which a place name and a verb may show that it was part of the name


def name_stop(text: str, start: int, stop: int) -> int | None:
    """Position of the first word that is no part of the names which begin at ``start``; ``None`` when all are."""
    at = start
    capital_before = lone = bare = False
    while at < stop:
        match = _WORD.match(text, at)
        if match is None:
            return None
        word = match.group()
        if word.isspace():
            at = match.end()
            continue
        if word[0].isupper():
            if at > start and _SENTENCE.match(text, at) and _CLOSED.search(text[start:at]):
                return at
            short = len(word) > 1 and word.isupper()
            lone = (not capital_before or bare) and word not in _GROUPS and not short
            bare = word in BARE_HEADS and not capital_before
            capital_before, at = not short, match.end()
            continue
        if not word[0].isalpha():
            capital_before = lone = False
            if word[0].isdigit() and not text[start:at].rstrip().endswith(
                ("số", "đạo", "khu", "vực", "Nghị định", "BCĐ")
            ):
                return at
            at = match.end()
            continue
        taken = _lower_end(text, at)
        if taken is None and capital_before and bare:
            both = _TWO_WORDS.match(text, at)
            taken = both.end() if both else match.end()
        elif taken is None and capital_before and lone:
            taken = match.end()
        if taken is None:
            return at
        capital_before = lone = bare = False
        at = taken
    return None


def _lower_end(text: str, at: int) -> int | None:
    if text.startswith("cấp", at):
        level = _LEVEL.match(text, at)
        return level.end() if level else None
    phrase = _PHRASE.match(text, at)
    return phrase.end() if phrase else None


def is_still_name(text: str, unknown: int, verb: int) -> bool:
    """Whether an unknown word before a verb is part of the name after all: "… quản lý bến bãi Nà Cáp | tổ chức"."""
    between = text[unknown:verb].split()
    if any(word.endswith((";", ".", ":")) for word in between):
        return False
    if not between or len(between) > _AHEAD or any(_PREPOSITION.match(word) for word in between):
        return False
    return between[-1][0].isupper() or between[-1] in ("tỉnh", "xã", "phường", "huyện", "phố", "ương", "vực")

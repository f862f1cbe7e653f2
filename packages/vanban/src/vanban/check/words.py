"""How components are recognised, also when they are written wrongly, and the closed lists of the two forms."""

from __future__ import annotations

import re

from vanban.letters import LOWER, UPPER, fold, is_caps
from vanban.lexicon import ISSUER_HEAD, KIND_OF_CODE, OFFICE_TITLES, TITLE_KINDS

STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY_HEADING = "ĐẢNG CỘNG SẢN VIỆT NAM"

STATE_CODES = {
    "nghị quyết": "NQ", "quyết định": "QĐ", "chỉ thị": "CT", "quy chế": "QC", "quy định": "QyĐ", "thông cáo": "TC",
    "thông báo": "TB", "hướng dẫn": "HD", "chương trình": "CTr", "kế hoạch": "KH", "phương án": "PA", "đề án": "ĐA",
    "dự án": "DA", "báo cáo": "BC", "biên bản": "BB", "tờ trình": "TTr", "hợp đồng": "HĐ", "công điện": "CĐ",
    "bản ghi nhớ": "BGN", "bản thỏa thuận": "BTT", "giấy ủy quyền": "GUQ", "giấy mời": "GM",
    "giấy giới thiệu": "GGT", "giấy nghỉ phép": "GNP", "phiếu gửi": "PG", "phiếu chuyển": "PC", "phiếu báo": "PB",
}  # fmt: skip
"""NĐ 30/2020/NĐ-CP, Phụ lục III, mục I."""
PARTY_CODES = {
    "quyết định": "QĐ", "quy định": "QĐi", "chỉ thị": "CT", "chương trình": "CTr", "thông tri": "TT", "tờ trình": "TTr",
    "nghị quyết": "NQ", "kết luận": "KL", "quy chế": "QC", "báo cáo": "BC", "thông báo": "TB", "hướng dẫn": "HD",
    "kế hoạch": "KH", "biên bản": "BB",
}  # fmt: skip
"""HD 36-HD/VPTW, mục II.1.3.1.b."""
KINDS = tuple(dict.fromkeys((*TITLE_KINDS, *STATE_CODES, *PARTY_CODES, *KIND_OF_CODE.values())))

_KIND = re.compile(
    "("
    + "|".join(sorted((re.escape(fold(kind)) for kind in KINDS if kind != "công văn"), key=len, reverse=True))
    + r")(?![a-z])"
)
NUMBER = re.compile(
    r"(?P<word>[Ss][ốôoÔ]|SỐ)(?P<colon>\s*:)?\s*(?P<digits>\d*[a-zđ]?)(?P<blank>[\s.…_]*)(?P<separator>[/–-]\s*|\s+(?=\w))"
    r"(?P<code>[\w.&]+(?:\s*[-–/]\s*[\w.&]+)*)\s*"
)
"""A whole number line: word, colon, digits (or a blank), separator, symbol."""
DATE_LINE = re.compile(
    r"(?P<place>.*?)(?P<comma>\s*,)?\s*(?P<word>[Nn]gày|NGÀY)"
    r"(?:\s*(?P<day>\d{0,2})[\s.…_]*tháng\s*(?P<month>\d{0,2})[\s.…_]*năm\s*(?P<year>\d{0,4})"
    r"|\s+(?P<short_day>\d{1,2})[/.-](?P<short_month>\d{1,2})[/.-](?P<short_year>\d{4}))[\s.…_]*"
)
"""A whole date line; digits may be blank."""
_NAME = re.compile(rf"[{UPPER}{LOWER}][\w.']*")
_MOST_NAMES = 8  # syllables of a place
_LONGEST_DATE, _LONGEST_NUMBER = 90, 60  # characters; longer lines are running text
CAPACITY = re.compile(
    r"(?P<mark>T\s?[./]?\s?M|K\s?[./]?\s?T|T\s?[./]?\s?L|T\s?[./]?\s?U\s?[./]?\s?Q|Q)(?P<end>(?:\s*[.:/])?)(?P<gap>\s*)"
    rf"(?P<office>[{UPPER}{LOWER}].+)",
    re.DOTALL,
)
_OFFICES = tuple(sorted({fold(title) for title in OFFICE_TITLES} | {
    "bo truong", "chu tri", "thu ky", "nguoi ghi bien ban", "chu tri hoi nghi", "chu tri cuoc hop", "truong phong",
    "pho truong phong", "ke toan truong", "chu tich", "tham phan", "pho truong cong an", "truong cong an",
    "pho chu nhiem", "quyen", "tong thanh tra", "pho tong thanh tra", "tram truong", "truong khoa", "chi huy truong",
    "giam doc", "pho giam doc", "uy vien ban thuong vu", "tong cuc truong", "thu truong", "truong tieu ban",
    "chanh van phong", "doi truong", "nguoi lap", "dai dien",
}, key=len, reverse=True))  # fmt: skip
_OFFICE = re.compile("(?:" + "|".join(map(re.escape, _OFFICES)) + r")(?![a-z])")
_HONORIFIC = (
    r"(?:(?:PGS|GS|TS|TSKH|ThS|THS|Ths|BS|BSCK\s?I{0,2}|CK\s?I{0,2}|KS|CN|LS|DS|NGND|NGƯT|NSND|NSƯT|TTND|TTƯT|AHLĐ)\b[\s,/.]*)"
    r"|(?:Giáo sư|Phó Giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Bác sĩ|Bác sỹ|Kỹ sư"
    r"|Cử nhân|Luật sư|Dược sĩ|Nhà giáo|(?:Ông|Bà)(?= (?:Nguyễn|Trần|Lê|Phạm|Hoàng"
    r"|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Nông|Hà|Lương|Triệu|Đinh|Mai|Trương) )|Đồng chí|Đ/c)\b\.?\s*"
    r"|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý|tướng)\b\s*"
)
HONORIFIC = re.compile(rf"(?:{_HONORIFIC})+(?=[{UPPER}])")
_NAME_WORD = rf"[{UPPER}][{UPPER}{LOWER}]*"
PERSON = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,5}}")
STAMPS = re.compile(
    r"(?:hoa toc|thuong khan|khan|mat|toi mat|tuyet mat|khan cap|gap|rat khan|toi khan|hoa toc hen gio|du thao.*"
    r"|luu hanh noi bo|xem xong tra lai|xong hoi nghi tra lai|tai lieu thu hoi|tai lieu hoi nghi)"
)
BASIS = re.compile(
    r"(?:[-–]\s*)?(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình|Theo Tờ trình|Xét tờ trình|Theo tờ trình)(?!\w)"
)
RULER = re.compile(r"[-–—_=*.\s]*(?:[-–—_=]){3,}[-–—_=*.\s]*")
ANNEX = re.compile(
    r"(?:phu luc|bieu(?: so)?|mau(?: so)?)(?:\s+(?:so\s*)?(?P<number>[ivx]+|\d+|[a-z]))?\s*[.:]?\s*(?P<rest>.*)"
)
_OPERATIVE = re.compile(r"(?:quyet dinh|quyet nghi|nghi quyet|chi thi|yeu cau|dien)\s*:")
_OPENING = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo đề nghị|Xét|Nhằm|Để|Trong|Tiếp theo|Ngày|Qua|Sau khi|Hiện nay|Vừa qua|Tại|Thi hành"
    r"|Triển khai|Chấp hành|Tiếp tục|Năm|Nhân dịp|Hưởng ứng|Điều|Phần|Chương|Hôm nay|Kính thưa|Phúc đáp|Trả lời)(?!\w)"
)


def is_state_name(text: str) -> bool:
    """The state's name, or the line it begins on, whatever the case and spelling."""
    return fold(text).startswith(("cong hoa xa hoi", "cong hoa xhcn"))


def is_motto(text: str) -> bool:
    """The motto, whatever its case, dashes and blanks."""
    letters = "".join(char for char in fold(text) if char.isalpha())
    return letters == "doclaptudohanhphuc"


def is_party_heading(text: str) -> bool:
    """The Party's heading."""
    return fold(text).strip(" .") == "dang cong san viet nam"


def kind_of(text: str) -> str | None:
    """The kind of paper a line names and nothing else, in lower case."""
    match = _KIND.match(fold(text))
    if match is None:
        return None
    rest = text[match.end() :].strip(" :")
    if rest and not (is_caps(text[: match.end()]) and is_caps(rest)):
        return None
    return next(kind for kind in KINDS if fold(kind) == match[1])


def names_only_kind(text: str) -> bool:
    """Whether the line is the kind and no more ("KẾ HOẠCH", also "Kế hoạch")."""
    return bool(_KIND.fullmatch(fold(text).strip(" :.")))


def is_date_line(text: str) -> bool:
    """A place and a date, and nothing after."""
    match = DATE_LINE.fullmatch(text) if len(text) < _LONGEST_DATE else None
    if match is None:
        return False
    names = match["place"].replace("-", " ").replace("–", " ").strip(" ,").split()
    return len(names) <= _MOST_NAMES and all(map(_NAME.fullmatch, names))


def is_number_line(text: str) -> bool:
    """ "Số: 05/KH-UBND" in any of its right and wrong forms."""
    match = NUMBER.fullmatch(text) if len(text) < _LONGEST_NUMBER else None
    if match is None:
        return False
    code = match["code"]
    grouped = "-" in code or "–" in code or "/" in code
    if not any(char.isupper() for char in code):
        return grouped and match["separator"].strip() == "/"
    return grouped or len(code) >= 2


def heads_body(text: str) -> bool:
    """A line in capitals that begins the name of a body."""
    return bool(ISSUER_HEAD.match(text)) and not re.match(r"PHÒNG,?\s+CHỐNG", text)


def is_office(text: str) -> bool:
    """A line that names a capacity or an office of signing."""
    return bool(_OFFICE.match(fold(text))) or is_capacity(text)


def is_capacity(text: str) -> bool:
    """A line with a capacity mark in front ("KT.", "T/M"), also a badly written one."""
    match = CAPACITY.fullmatch(text)
    if match is None or not (is_caps(match["office"]) or match["end"].strip()):
        return False
    return bool(match["end"].strip() or match["gap"])


def is_person(text: str) -> bool:
    """A name, with or without titles in front."""
    if names_only_kind(text) or STAMPS.fullmatch(fold(text)):
        return False
    bare = HONORIFIC.sub("", text, count=1) if HONORIFIC.match(text) else text
    return bool(PERSON.fullmatch(bare)) and not heads_body(bare) and not is_office(bare)


def is_operative(text: str) -> bool:
    """ "QUYẾT ĐỊNH:" between bases and articles."""
    return bool(_OPERATIVE.fullmatch(fold(text)))


def opens_body(text: str) -> bool:
    """Words a body begins with."""
    return bool(_OPENING.match(text))

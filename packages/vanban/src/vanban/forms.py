"""Closed lists of the head and the foot of papers: titles, abbreviations in symbols, bodies and offices in capitals.

Sources: NĐ 30/2020/NĐ-CP annexes I and III, HD 36-HD/VPTW (both forms), the statutes of the Front and the mass
organisations; the rest is common usage. They widen what :mod:`vanban.lexicon` knows of running text.
"""

from __future__ import annotations

import re

from vanban.letters import UPPER
from vanban.lexicon import (
    BODY_OPENINGS,
    CITED_KINDS,
    ISSUER_HEAD,
    KIND_OF_CODE,
    OFFICE_TITLES,
    TITLE_KINDS,
    alternatives,
)

CODES = KIND_OF_CODE | {
    "PG": "phiếu gửi", "PC": "phiếu chuyển", "GUQ": "giấy ủy quyền", "GNP": "giấy nghỉ phép", "BGN": "bản ghi nhớ",
    "BTT": "bản thỏa thuận", "TTLT": "thông tư liên tịch", "NQLT": "nghị quyết liên tịch",
    "KHLT": "kế hoạch liên tịch", "HDLT": "hướng dẫn liên tịch", "CTrLT": "chương trình liên tịch",
    "TTR": "tờ trình", "CTR": "chương trình", "CTHĐ": "chương trình hành động", "TM": "thư mời",
}  # fmt: skip
"""Kind of paper by the abbreviation in its symbol."""

PARTY_CODES = {"TT": "thông tri"}
"""What an abbreviation means in the Party's symbols, where it differs."""

TITLES = (
    *TITLE_KINDS, "kế hoạch liên tịch", "hướng dẫn liên tịch", "chương trình liên tịch", "quy chế liên tịch",
    "thông báo liên tịch", "công văn liên tịch", "quy hoạch", "tuyên bố", "thông điệp", "bản ghi nhớ",
    "bản thỏa thuận", "giấy ủy quyền", "giấy giới thiệu", "giấy triệu tập", "phiếu chuyển", "phiếu gửi", "phiếu báo",
    "thư mời", "thư ngỏ", "thư khen", "thư chúc mừng", "pháp lệnh",
)  # fmt: skip
"""Kinds that stand as a title above the subject."""

CITED = (*CITED_KINDS, *(kind[0].upper() + kind[1:] for kind in TITLES))
"""Kinds of paper as they are cited in running text."""

OFFICES = (
    *OFFICE_TITLES, "PHÓ TRƯỞNG BAN CHUYÊN TRÁCH", "PHÓ BAN", "TỔNG KIỂM TOÁN NHÀ NƯỚC", "PHÓ TỔNG KIỂM TOÁN",
    "THỦ TRƯỞNG", "TRƯỞNG ĐÀI", "PHÓ TRƯỞNG ĐÀI", "TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN", "TRƯỞNG TIỂU BAN",
    "PHÓ TRƯỞNG TIỂU BAN", "TRƯỞNG KHOA", "TRƯỞNG BỘ PHẬN", "TRƯỞNG THÔN", "TƯ LỆNH", "PHÓ TƯ LỆNH",
    "CHÍNH TRỊ VIÊN", "PHÓ TỔNG THƯ KÝ", "PHÓ CHÁNH", "ĐỒN TRƯỞNG", "HẠT TRƯỞNG", "PHÓ HẠT TRƯỞNG", "TRẠM TRƯỞNG",
    "CHỦ TỌA", "THƯ KÝ", "KẾ TOÁN TRƯỞNG", "UỶ VIÊN THƯỜNG TRỰC", "UỶ VIÊN", "CHÍNH UỶ", "PHÓ TỔ TRƯỞNG",
    "TỔNG TƯ LỆNH", "THAM MƯU TRƯỞNG", "TRƯỞNG NHÓM", "CHỦ TỊCH NƯỚC", "PHÓ CHỦ TỊCH NƯỚC",
    "PHỤ TRÁCH PHÒNG", "PHỤ TRÁCH",
)  # fmt: skip
"""Offices that sign or that a paper names as its authority, as printed in capitals."""

OPENINGS = (
    *BODY_OPENINGS, "Thời gian qua", "Trong thời gian", "Kính gửi", "Được sự", "Nhận được", "Phúc đáp", "Trả lời",
    "Trên cơ sở", "Từ ngày", "Những năm", "Bước vào", "Ngay sau", "Trước tình hình", "Theo báo cáo", "Theo dự báo",
    "Chương I", "CHƯƠNG I",
)  # fmt: skip
"""Words a body likes to begin with; they end a subject set without a blank line."""

_MORE_BODIES = (
    "UY BAN", "UBMT", "TỔNG LIÊN ĐOÀN", "ĐỒN BIÊN PHÒNG", "HẠT KIỂM LÂM", "KIỂM TOÁN", "TRẠM", "CỤM THI ĐUA",
    "LIÊN MINH", "TẠP CHÍ", "HỌC VIỆN", "BỆNH VIỆN", "QUỸ", "QUẬN ĐOÀN", "THỊ ĐOÀN", "XÃ ĐOÀN", "TIỂU BAN", "ĐỘI",
    "HỢP TÁC XÃ", "BCĐ", "BCH", "BHXH", "KBNN", "LĐLĐ", "THỊ UỶ", "QUẬN UỶ", "TRUNG ƯƠNG ĐOÀN", "THÔNG TẤN XÃ",
    "KHU QUẢN LÝ", "TỔ BẦU CỬ", "TỔ CÔNG NGHỆ", "DOANH NGHIỆP", "LIÊN NGÀNH", "LIÊN SỞ", "TỔNG ĐỘI",
)  # fmt: skip
BODY_HEAD = re.compile(rf"(?:{ISSUER_HEAD.pattern}|{alternatives(_MORE_BODIES)}(?![{UPPER}]))")
"""A header line in capitals that begins the name of a body (and not the rest of the line above)."""

FIRST_BODY = re.compile(
    rf"(?:{BODY_HEAD.pattern}|(?:QUÂN KHU|QUÂN ĐOÀN|KHỐI|TRUNG ƯƠNG|THƯỜNG TRỰC|BINH CHỦNG)(?![{UPPER}]))"
)
"""What begins a body only where no body stands above it."""

OPEN_NAME = re.compile(
    r"(?:BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BAN THƯỜNG TRỰC|VĂN PHÒNG|TRUNG TÂM|BAN QUẢN LÝ|BAN CHỈ ĐẠO|BAN CHỈ HUY"
    r"|BAN TỔ CHỨC|ĐOÀN CHỦ TỊCH|[ỦU][ỶY]? ?BAN(?: NHÂN DÂN)?|HỘI ĐỒNG(?: NHÂN DÂN)?|HỘI|CÔNG TY|TỔNG CÔNG TY|TRƯỜNG"
    r"|TRƯỜNG (?:ĐẠI HỌC|CAO ĐẲNG|TRUNG HỌC|TIỂU HỌC|MẦM NON|THPT|THCS|TH|CHÍNH TRỊ)|PHÒNG|CHI CỤC|CỤC|BỘ CHỈ HUY"
    r"|BỘ TƯ LỆNH|LIÊN ĐOÀN|LIÊN HIỆP|CÔNG ĐOÀN|ĐẢNG BỘ|ĐẢNG [ỦU][ỶY]|TỔ CÔNG TÁC|BAN BIÊN TẬP|BAN VẬN ĐỘNG|SỞ|BỘ)"
)
"""The generic part of a name, alone on its line: the next line goes on with it, whatever it begins with."""

"""Wordings and layouts that unseen papers taught: cut sentences, nested articles, shared kinds, times and feasts."""

from __future__ import annotations

import pytest
from vanban.model import Document
from vanban_helpers import read_text

HEAD = "ỦY BAN NHÂN DÂN\nXÃ NÀ PẾT\nSố: 12/KH-UBND\nNà Pết, ngày 06 tháng 4 năm 2026\n\nKẾ HOẠCH\nThử loa\n\n"


def body(text: str) -> Document:
    return read_text(HEAD + text)


def test_a_page_number_cuts_no_sentence() -> None:
    (item,) = body("1. Công an xã ghi lại các số điện thoại dán trên cột\n\n3\n\nđiện, tường rào.\n").items
    assert item.text == "Công an xã ghi lại các số điện thoại dán trên cột điện, tường rào."


def test_a_heading_that_ends_in_so_is_a_heading() -> None:
    (item,) = body("1. Kinh tế số\n\nHướng dẫn tiểu thương quét mã.\n").items
    assert item.text_start == "Kinh tế số"


def test_roman_sections_inside_an_article() -> None:
    text = (
        "Điều 1. Phê duyệt Đề án, gồm:\nI. NHIỆM VỤ\n1. Trồng cây.\nII. KINH PHÍ\nNgân sách.\n"
        "Điều 2. Tổ chức\n1. Sở Nội vụ theo dõi.\nĐiều 3. Hiệu lực từ ngày ký.\n"
    )
    assert [item.path for item in body(text).items] == ["Điều 1>I>1", "Điều 2>1", "Điều 3"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Luật Thủy sản và Thông tư số 15/2018/TT-BNN ngày 5/5/2018", ["15/2018/TT-BNN"]),
        (
            "các Nghị định của Chính phủ: số 24/2014/NĐ-CP ngày 04/4/2014 về tổ chức; số 107/2020/NĐ-CP ngày 14/9/2020",
            ["24/2014/NĐ-CP", "107/2020/NĐ-CP"],
        ),
    ],
)
def test_kinds_of_listed_numbers(text: str, wanted: list[str]) -> None:
    found = body(f"1. Căn cứ {text}.\n").references
    assert [one.number for one in found] == wanted
    assert {one.kind for one in found} <= {"Thông tư", "Nghị định"}


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("Ban Chỉ đạo chuyển đổi số huyện", "Ban Chỉ đạo chuyển đổi số huyện"),
        ("Chính phủ trên hệ thống truyền thanh", "Chính phủ"),
        (
            "Ban Chỉ đạo liên ngành Trung ương về an toàn lao động",
            "Ban Chỉ đạo liên ngành Trung ương về an toàn lao động",
        ),
    ],
)
def test_where_an_issuer_ends(printed: str, issuer: str) -> None:
    (found,) = body(f"1. Theo Kế hoạch số 58/KH-BCĐ ngày 20/02/2023 của {printed}.\n").references
    assert found.issuer == issuer


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Xây dựng nghị quyết trong quý IV/2026.", "trong quý IV/2026"),
        ("Đợt 1 (từ nay đến ngày 05/5/2026): tuyên truyền trên loa.", "từ nay đến ngày 05/5/2026"),
        ("Báo cáo về Sở trước 16 giờ 00 thứ Sáu hằng tuần.", "trước 16 giờ 00 thứ Sáu hằng tuần"),
    ],
)
def test_times_inside_a_sentence(text: str, time: str) -> None:
    (item,) = body(f"1. {text}\n").items
    assert item.time is not None
    assert item.time.value == time


def test_feasts_without_the_word_day() -> None:
    document = body("1. Chào mừng Quốc khánh 2/9; ý nghĩa sự ra đời của Đảng (03/02/1930 - 03/02/2026).\n")
    assert [one.date for one in document.anniversaries] == ["--09-02", "2026-02-03"]


def test_an_address_in_brackets_parts_no_demand() -> None:
    text = "1. Gửi báo cáo về Sở (qua Văn phòng, email: a.b@c.vn) chậm nhất ngày 01/12/2026.\n"
    assert [one.date for one in body(text).report_deadlines] == ["2026-12-01"]


def test_underlined_marks_are_read() -> None:
    document = body("1. Treo cờ.\n\n<u>Nơi nhận</u>:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLò Thị Mai\n")
    assert [one.value for one in document.recipients] == ["Như trên", "Lưu: VT"]

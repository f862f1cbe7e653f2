"""Printed times of items, and what they mean."""

from __future__ import annotations

import pytest
from vanban.model import Timing
from vanban.timing import meaning_of
from vanban_helpers import read_text

HEAD = "SỞ Y TẾ\nSố: 4/KH-SYT\nTrà Lĩnh, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nTruyền thông năm 2026\n\n"


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Quý II/2026", Timing("period", "2026-04-01", "2026-06-30", None)),
        ("Quý 2 năm 2026", Timing("period", "2026-04-01", "2026-06-30", None)),
        ("Quý III, IV/2026", Timing("period", "2026-07-01", "2026-12-31", None)),
        ("quý I", Timing("period", "2026-01-01", "2026-03-31", None)),
        ("6 tháng đầu năm 2027", Timing("period", "2027-01-01", "2027-06-30", None)),
        ("6 tháng cuối năm", Timing("period", "2026-07-01", "2026-12-31", None)),
        ("trong tháng 5/2026", Timing("period", "2026-05-01", "2026-05-31", None)),
        ("Tháng 11, 12/2026", Timing("period", "2026-11-01", "2026-12-31", None)),
        ("Tháng 02 năm 2028", Timing("period", "2028-02-01", "2028-02-29", None)),
        ("Năm 2026", Timing("period", "2026-01-01", "2026-12-31", None)),
        ("Năm 2025-2030", Timing("period", "2025-01-01", "2030-12-31", None)),
        ("giai đoạn 2026 - 2030", Timing("period", "2026-01-01", "2030-12-31", None)),
        ("Ngày 03/10/2026", Timing("period", "2026-10-03", "2026-10-03", None)),
        ("7 giờ 30 phút, thứ Bảy, ngày 05 tháng 9 năm 2026", Timing("period", "2026-09-05", "2026-09-05", None)),
        ("Ngày 20/11", Timing("period", "2026-11-20", "2026-11-20", None)),
        ("Cuối tháng 6/2026", Timing("period", "2026-06-01", "2026-06-30", None)),
        ("trước ngày 15/11/2026", Timing("deadline", None, "2026-11-15", None)),
        ("Trước ngày 15/11", Timing("deadline", None, "2026-11-15", None)),
        ("Chậm nhất ngày 30 tháng 9 năm 2026", Timing("deadline", None, "2026-09-30", None)),
        ("Đến hết ngày 31/12/2026", Timing("deadline", None, "2026-12-31", None)),
        ("Trước 17 giờ 00 ngày 05/6/2026", Timing("deadline", None, "2026-06-05", None)),
        ("xong trước tháng 6/2026", Timing("deadline", None, "2026-05-31", None)),
        ("Hoàn thành trước quý III/2026", Timing("deadline", None, "2026-06-30", None)),
        ("đến hết năm 2027", Timing("deadline", None, "2027-12-31", None)),
        ("từ tháng 3 đến tháng 6/2026", Timing("range", "2026-03-01", "2026-06-30", None)),
        ("Từ ngày 25/10 đến hết ngày 05/11/2026", Timing("range", "2026-10-25", "2026-11-05", None)),
        ("từ ngày 05 đến ngày 09/6/2026", Timing("range", "2026-06-05", "2026-06-09", None)),
        ("Từ Quý II đến Quý IV năm 2026", Timing("range", "2026-04-01", "2026-12-31", None)),
        ("Từ năm 2026 đến năm 2030", Timing("range", "2026-01-01", "2030-12-31", None)),
        ("Từ tháng 4/2026 trở đi", Timing("range", "2026-04-01", None, None)),
        ("hằng tháng trước ngày 20", Timing("rule", None, None, "monthly:20")),
        ("Trước ngày 25 hàng tháng", Timing("rule", None, None, "monthly:25")),
        ("Định kỳ hằng quý (trước ngày 10 tháng cuối quý)", Timing("rule", None, None, "quarterly")),
        ("trước ngày 15 của tháng cuối quý", Timing("rule", None, None, "quarterly")),
        ("Hằng năm", Timing("rule", None, None, "yearly")),
        ("trước ngày 30 tháng 11 hằng năm", Timing("rule", None, None, "yearly:11-30")),
        ("Hằng tuần", Timing("rule", None, None, "weekly")),
        ("Hàng ngày", Timing("rule", None, None, "daily")),
        ("Thường xuyên", Timing("standing", None, None, None)),
        ("Thực hiện thường xuyên trong năm 2026", Timing("standing", None, None, None)),
        ("Ngay sau khi có hướng dẫn của Trung ương", None),
        ("Ngày 10 tháng 3 âm lịch", None),
        ("ngày 31/02/2026", None),
        ("theo tiến độ dự án", None),
        ("khi cần", None),
    ],
)
def test_meaning(printed: str, wanted: Timing | None) -> None:
    assert meaning_of(printed, year=2026) == wanted


@pytest.mark.parametrize(
    ("sentence", "time", "deadline"),
    [
        ("Treo cờ Tổ quốc (hoàn thành trong tháng 4/2026).", "hoàn thành trong tháng 4/2026", None),
        ("Từ ngày 01 tháng 5 năm 2026, mở đợt cao điểm.", "Từ ngày 01 tháng 5 năm 2026", None),
        ("Năm 2026, in 500 tờ gấp.", "Năm 2026", None),
        ("Định kỳ hằng quý báo cáo kết quả.", "Định kỳ hằng quý", None),
        ("Hằng tháng, sinh hoạt dưới cờ.", "Hằng tháng", None),
        ("Lễ ra quân: 7 giờ, thứ Bảy, ngày 16/5/2026 tại sân vận động.", "7 giờ, thứ Bảy, ngày 16/5/2026", None),
        ("Treo băng rôn từ ngày 25/4 đến ngày 05/5/2026; tháo gỡ sạch.", "từ ngày 25/4 đến ngày 05/5/2026", None),
        ("Xóa nhà tạm, hoàn thành trong quý III/2026.", "trong quý III/2026", None),
        ("Sửa cụm loa cũ đến hết năm 2026.", "đến hết năm 2026", None),
        ("Tổng dọn vệ sinh vào lúc 7 giờ 00 ngày 20/4/2026.", "vào lúc 7 giờ 00 ngày 20/4/2026", None),
        ("Gửi tin bài trước ngày 20 hằng tháng.", "trước ngày 20 hằng tháng", None),
        ("Gửi báo cáo về Sở trước ngày 30 tháng 11 hằng năm.", "trước ngày 30 tháng 11 hằng năm", None),
        ("Gửi danh sách trước ngày 20/4/2026.", None, "2026-04-20"),
        ("Hỗ trợ người sinh trước ngày 01/01/1960.", None, None),
        ("Năm 2025, toàn tỉnh đã có 20 đài; tiếp tục mở rộng.", None, None),
        ("Tuyên truyền 71 năm Ngày giải phóng tỉnh.", None, None),
        ("Văn bản có hiệu lực từ ngày 01 tháng 8 năm 2026.", None, None),
    ],
)
def test_times_inside_sentences(sentence: str, time: str | None, deadline: str | None) -> None:
    item = read_text(f"{HEAD}1. {sentence}\n\n2. Việc khác.\n").items[0]
    assert (item.time.value if item.time else None, item.deadline) == (time, deadline)


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("- Thời gian thực hiện: Quý II/2026.", "Quý II/2026"),
        ("- Thời gian: 8 giờ 00, ngày 22/10/2026.", "8 giờ 00, ngày 22/10/2026"),
        ("- Thời hạn hoàn thành: trước ngày 15/11/2026;", "trước ngày 15/11/2026"),
        ("- Tiến độ: Thường xuyên.", "Thường xuyên"),
        ("Thời gian áp dụng từ ngày 01 tháng 10 năm 2026.", "từ ngày 01 tháng 10 năm 2026"),
        ("- Thời gian treo cờ: từ ngày 28/4 đến ngày 02/5/2026.", "từ ngày 28/4 đến ngày 02/5/2026"),
        ("- Đơn vị thực hiện: Các xã. Thời gian: Tháng 5/2026.", "Tháng 5/2026"),
    ],
)
def test_lines_of_time(line: str, time: str) -> None:
    item = read_text(f"{HEAD}1. Treo cờ tại các trục đường chính.\n\n{line}\n\n2. Việc khác.\n").items[0]
    assert item.time is not None
    assert item.time.value == time


def test_years_left_out_are_the_plans() -> None:
    body = "1. Treo cờ.\n- Thời gian: Tháng 5.\n\n2. Báo cáo.\n- Thời hạn: trước ngày 15/11.\n"
    found = read_text(HEAD.replace("ngày 05 tháng 3 năm 2026", "ngày 28 tháng 12 năm 2025") + body).items
    assert [item.when for item in found] == [
        Timing("period", "2026-05-01", "2026-05-31", None),
        Timing("deadline", None, "2026-11-15", None),
    ]
    assert [item.deadline for item in found] == [None, None]


def test_a_deadline_alone_has_a_meaning_too() -> None:
    item = read_text(f"{HEAD}1. Gửi danh sách trước ngày 20/4/2026.\n").items[0]
    assert (item.time, item.when) == (None, Timing("deadline", None, "2026-04-20", None))


def test_the_closing_sentence_gives_the_last_item_no_deadline() -> None:
    closing = "Báo cáo kết quả về Sở trước ngày 10/9/2026 để tổng hợp.\n\nĐề nghị các đơn vị thực hiện./.\n"
    item = read_text(f"{HEAD}1. Việc chung.\n\n2. Sở Y tế mở cửa cả ngày nghỉ.\n\n{closing}").items[-1]
    assert (item.deadline, item.when) == (None, None)


def test_the_paragraph_below_a_heading_gives_it_one() -> None:
    body = "1. Việc chung.\n\n2. Sở Y tế\n\nBáo cáo kết quả về UBND tỉnh trước ngày 10/9/2026./.\n"
    assert read_text(HEAD + body).items[-1].deadline == "2026-09-10"

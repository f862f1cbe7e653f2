"""The grammars, one sentence at a time."""

from __future__ import annotations

import pytest
from vanban.anniversaries import find_anniversaries
from vanban.channels import channels_in
from vanban.issuers import issuer_before
from vanban.labels import Rank, label_of
from vanban.lines import split_lines
from vanban.paragraphs import build_paragraphs
from vanban.references import find_references, printed_references
from vanban.reports import find_report_deadlines
from vanban.times import deadline_in, recurrence_of, time_in
from vanban.units import leading_bodies, split_units
from vanban.views import View, clean


def view(text: str) -> View:
    return clean(text, 0, len(text))


def cited(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    found = find_references(
        printed_references(build_paragraphs(split_lines(text))), own_number="1/QĐ-UBND", own_date="2026-01-01"
    )
    return [(ref.kind, ref.number, ref.date, ref.issuer) for ref in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "theo công văn số 12 /BTC-NSNN ngày 3/2/2026 của Bộ Tài chính về việc cấp vốn",
            [("Công văn", "12/BTC-NSNN", "2026-02-03", "Bộ Tài chính")],
        ),
        (
            "Ngày 09/4/2026, Chính phủ đã ban hành Nghị định số 31/2026/NĐ-CP quy định",
            [("Nghị định", "31/2026/NĐ-CP", "2026-04-09", "Chính phủ")],
        ),
        (
            "Giám đốc Sở Nội vụ tại Tờ trình số 7/TTr- SNV ngày 05 tháng 01 năm 2026",
            [("Tờ trình", "7/TTr-SNV", "2026-01-05", "Giám đốc Sở Nội vụ")],
        ),
        (
            "ý kiến các Bộ: Tài chính (Công văn số 1/BTC-A ngày 1/1/2026), Nội vụ (Công văn số 2/BNV-B ngày 2/1/2026)",
            [("Công văn", "1/BTC-A", "2026-01-01", "Tài chính"), ("Công văn", "2/BNV-B", "2026-01-02", "Nội vụ")],
        ),
        (
            "tại Công văn số 3/UBND-NC ngày 02/12/2025 và Công văn số 4/UBND-NC ngày 18/12/2025 của Chủ tịch UBND tỉnh",
            [
                ("Công văn", "3/UBND-NC", "2025-12-02", "Chủ tịch UBND tỉnh"),
                ("Công văn", "4/UBND-NC", "2025-12-18", "Chủ tịch UBND tỉnh"),
            ],
        ),
        (
            "Luật Sửa đổi, bổ sung một số điều của Luật Đất đai ngày 22 tháng 11 năm 2025; Luật Thuế năm 2018",
            [("Luật", None, "2025-11-22", None)],
        ),
        (
            "Quyết định số 5/QĐ-UBND ngày 1/2/2026, số 6/QĐ-UBND ngày 2/2/2026 của UBND tỉnh",
            [
                ("Quyết định", "5/QĐ-UBND", "2026-02-01", "UBND tỉnh"),
                ("Quyết định", "6/QĐ-UBND", "2026-02-02", "UBND tỉnh"),
            ],
        ),
        (
            "Kế hoạch số 8-KH/TU ngày 1/3/2026 của Tỉnh ủy; thực hiện Kế hoạch số 8-KH/TU",
            [("Kế hoạch", "8-KH/TU", "2026-03-01", "Tỉnh ủy")],
        ),
        ("Kèm theo Quyết định số 1/QĐ-UBND ngày 01/01/2026 của Chủ tịch UBND tỉnh", []),
        (
            "Báo cáo thẩm tra số 5/BC-VHXH ngày 10/7/2026 của Ban Văn hóa - Xã hội.",
            [("Báo cáo", "5/BC-VHXH", "2026-07-10", "Ban Văn hóa - Xã hội")],
        ),
        ("Thông tư số 3/2026/TT-BVHTTDL ngày 31/02/2026", [("Thông tư", "3/2026/TT-BVHTTDL", None, None)]),
    ],
)
def test_citations(text: str, wanted: list[tuple[str | None, ...]]) -> None:
    assert cited(text) == wanted


def test_no_issuer_is_taken_from_words_that_name_no_body() -> None:
    assert issuer_before("chi trả trợ cấp ưu đãi người (") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Các sở, ban, ngành, UBND các xã, phường.", ["Các sở, ban, ngành", "UBND các xã, phường"]),
        (
            "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế",
            ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"],
        ),
        ("Ban Chỉ đạo tỉnh; các tổ chức chính trị - xã hội", ["Ban Chỉ đạo tỉnh", "các tổ chức chính trị - xã hội"]),
        ("Văn phòng UBND tỉnh và các cơ quan liên quan", ["Văn phòng UBND tỉnh", "các cơ quan liên quan"]),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", ["Ban Tuyên giáo và Dân vận Tỉnh ủy"]),
        ("Các Bộ, ngành, địa phương và đơn vị", ["Các Bộ, ngành, địa phương và đơn vị"]),
    ],
)
def test_lists_of_bodies_are_split_by_meaning(text: str, wanted: list[str]) -> None:
    assert [unit.text for unit in split_units(view(text))] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hiệu trưởng các trường học phải bố trí người trực", "Hiệu trưởng các trường học"),
        ("Các tổ chức chính trị - xã hội tập trung tuyên truyền", "Các tổ chức chính trị - xã hội"),
        ("Báo cáo tình hình thực hiện", None),
        ("Tuyên truyền sâu rộng", None),
        ("Các hoạt động tuyên truyền cần thiết thực", None),
    ],
)
def test_bodies_that_begin_a_sentence(text: str, wanted: str | None) -> None:
    found = leading_bodies(view(text))
    assert (found.text if found else None) == wanted


@pytest.mark.parametrize(
    ("text", "name", "rank"),
    [
        ("Điều 3. Hiệu lực", "Điều 3", Rank.ARTICLE),
        ("II. NHIỆM VỤ", "II", Rank.ROMAN),
        ("B. NỘI DUNG", "B", Rank.LETTER),
        ("12. Sở Y tế", "12", Rank.NUMBER),
        ("1- Tuyên truyền", "1", Rank.NUMBER),
        ("1.2. Xây dựng", "1.2", Rank.NUMBER2),
        ("đ) Kiểm tra", "đ", Rank.POINT),
        ("(2) Nâng cao", "(2)", Rank.BRACKET),
        ("- Như trên", "-", Rank.DASH),
    ],
)
def test_labels(text: str, name: str, rank: Rank) -> None:
    label = label_of(text)
    assert label is not None
    assert (label.name, label.rank) == (name, rank)


@pytest.mark.parametrize("text", ["V/v tuyên truyền", "2.220.000 đồng", "765/QĐ-UBND ngày", "15/9/2026 của", "Căn cứ"])
def test_what_looks_like_a_label_and_is_none(text: str) -> None:
    assert label_of(text) is None


def test_times() -> None:
    assert deadline_in("hoàn thành trước 17 giờ ngày 05/6/2026") == "2026-06-05"
    assert deadline_in("chậm nhất là ngày 30 tháng 9 năm 2026") == "2026-09-30"
    assert deadline_in("từ ngày 05/6/2026") is None
    assert recurrence_of("Trước ngày 20 hằng tháng") == "monthly:20"
    assert recurrence_of("Định kỳ hằng quý") == "quarterly"
    assert recurrence_of("Thường xuyên") == "standing"
    assert recurrence_of("Quý II/2026") is None
    found = time_in(view("Thành lập ban chỉ đạo (trong năm 2026)."))
    assert found is not None
    assert found.text == "trong năm 2026"


def test_report_deadlines_need_something_to_send() -> None:
    paragraphs = build_paragraphs(
        split_lines("Kết thúc năm học trước ngày 31/5/2026; gửi về Sở Nội vụ trước ngày 01/6/2026.")
    )
    found = find_report_deadlines(paragraphs)
    assert [(one.date, one.to) for one in found] == [("2026-06-01", "Sở Nội vụ")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Các đơn vị tổng hợp, báo cáo kết quả gửi về Sở Nội vụ trước ngày 15/11/2026.",
            [("2026-11-15", "Sở Nội vụ", None, "báo cáo kết quả gửi về Sở Nội vụ trước ngày 15/11/2026")],
        ),
        (
            "Trước ngày 15/11/2026, các đơn vị báo cáo kết quả về Sở Nội vụ (qua Văn phòng).",
            [
                (
                    "2026-11-15",
                    "Sở Nội vụ (qua Văn phòng)",
                    None,
                    "Trước ngày 15/11/2026, các đơn vị báo cáo kết quả về Sở Nội vụ (qua Văn phòng)",
                )
            ],
        ),
        (
            "Hoàn thành trước ngày 15/11/2026, báo cáo Sở Nội vụ.",
            [],
        ),
        ("Gửi (bài, tin) đài truyền thanh các xã trước ngày 15/11/2026.", []),
        (
            "Đề nghị các sở có ý kiến gửi Sở Nội vụ trước ngày 15/11/2026.",
            [("2026-11-15", "Sở Nội vụ", None, "có ý kiến gửi Sở Nội vụ trước ngày 15/11/2026")],
        ),
        (
            "Báo cáo Ủy ban nhân dân tỉnh trước ngày 30 tháng 11 hằng năm.",
            [
                (
                    None,
                    "Ủy ban nhân dân tỉnh",
                    "yearly:11-30",
                    "Báo cáo Ủy ban nhân dân tỉnh trước ngày 30 tháng 11 hằng năm",
                )
            ],
        ),
        (
            "Định kỳ hằng quý báo cáo kết quả về Sở Y tế.",
            [(None, "Sở Y tế", "quarterly", "Định kỳ hằng quý báo cáo kết quả về Sở Y tế")],
        ),
    ],
)
def test_report_deadlines(text: str, wanted: list[tuple[str | None, ...]]) -> None:
    found = find_report_deadlines(build_paragraphs(split_lines(text)))
    assert [(one.date, one.to, one.recurrence, one.text) for one in found] == wanted


def test_observances_named_with_their_day() -> None:
    text = "dịp ngày Thống nhất đất nước 30/4, Ngày Quốc tế Lao động 01/5/2026; từ ngày Thứ Hai 02/3; ngày 03/3"
    found = find_anniversaries(build_paragraphs(split_lines(text)), year=2026)
    assert [(one.date, one.text) for one in found] == [
        ("--04-30", "ngày Thống nhất đất nước 30/4"),
        ("2026-05-01", "Ngày Quốc tế Lao động 01/5/2026"),
    ]


def test_observances() -> None:
    text = (
        "kỷ niệm 80 năm Ngày Toàn quốc kháng chiến (19/12/1946 - 19/12/2026); Ngày Thầy thuốc Việt Nam (27/02); "
        "nghỉ vào thứ Bảy (31/3/2026); giai đoạn (01/01/2021 - 31/12/2025)"
    )
    found = find_anniversaries(build_paragraphs(split_lines(text)), year=2026)
    assert [one.date for one in found] == ["2026-12-19", "--02-27"]


def test_channels() -> None:
    text = "trên hệ thống loa phóng thanh, mạng xã hội, pa nô và tuyên truyền miệng"
    found = channels_in([view(text)])
    assert [one.value for one in found] == ["loudspeaker", "panel", "face_to_face", "social_network"]
    assert [text[one.start : one.end] for one in found] == [
        "hệ thống loa",
        "pa nô",
        "tuyên truyền miệng",
        "mạng xã hội",
    ]
    assert channels_in([view("Bố trí kinh phí")]) == ()

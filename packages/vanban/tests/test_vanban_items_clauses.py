"""Who is to act in wordings that need more than the first words of an item: clauses, lists, topics, notes, states."""

from __future__ import annotations

import pytest
from vanban.model import Item
from vanban_helpers import assert_spans_hold, read_text

HEAD = """ỦY BAN NHÂN DÂN
XÃ NÀ PẾT
Số: 12/KH-UBND
Nà Pết, ngày 06 tháng 4 năm 2026

KẾ HOẠCH
Tổ chức ngày hội đọc sách năm 2026

"""


def items_of(body: str) -> tuple[Item, ...]:
    document = read_text(HEAD + body)
    assert_spans_hold(document)
    return document.items


def roles(item: Item) -> dict[str, list[str]]:
    named = {"lead": item.lead, "coordinate": item.coordinate, "perform": item.perform}
    return {role: [value.value for value in values] for role, values in named.items() if values}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Công an xã cắm biển báo; Đoàn Thanh niên xã dọn sân.",
            {"perform": ["Công an xã", "Đoàn Thanh niên xã"]},
        ),
        (
            "Giao Phòng Kinh tế chi tiền; giao Văn phòng HĐND và UBND xã chủ trì, phối hợp với Công an xã đón đoàn.",
            {
                "lead": ["Văn phòng HĐND và UBND xã"],
                "coordinate": ["Công an xã"],
                "perform": ["Phòng Kinh tế"],
            },
        ),
        ("Trạm Y tế xã: chuẩn bị thuốc; Công an xã hỗ trợ khi cần.", {"perform": ["Trạm Y tế xã"]}),
        (
            "Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp; UBND các xã rà soát văn bản.",
            {"lead": ["Sở Nội vụ"], "coordinate": ["Sở Tư pháp", "UBND các xã"]},
        ),
    ],
)
def test_later_clauses_name_bodies_too(text: str, wanted: dict[str, list[str]]) -> None:
    assert roles(items_of(f"1. {text}\n")[0]) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Sở Tài chính chủ trì, phối hợp với các sở: Nội vụ, Xây dựng, Công Thương rà soát dự toán.",
            {"lead": ["Sở Tài chính"], "coordinate": ["các sở: Nội vụ, Xây dựng, Công Thương"]},
        ),
        (
            "Giao các sở, ngành: Tài chính, Nội vụ, Tư pháp soạn thảo quy chế.",
            {"perform": ["các sở, ngành: Tài chính, Nội vụ, Tư pháp"]},
        ),
        (
            "UBND các xã; các phòng: Văn hóa - Xã hội, Kinh tế theo chức năng được giao theo dõi.",
            {"perform": ["UBND các xã", "các phòng: Văn hóa - Xã hội, Kinh tế"]},
        ),
        ("Các xã, phường: Tổ chức lễ phát động, báo cáo kết quả.", {"perform": ["Các xã, phường"]}),
        ("Các phòng: Xây dựng kế hoạch riêng, gửi về Văn phòng.", {"perform": ["Các phòng"]}),
    ],
)
def test_a_colon_before_names_belongs_to_the_list(text: str, wanted: dict[str, list[str]]) -> None:
    assert roles(items_of(f"1. {text}\n")[0]) == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            "Về việc đón đoàn khách\n\nVăn phòng nghiên cứu, phối hợp Sở Ngoại vụ tham mưu chương trình.",
            {"coordinate": ["Sở Ngoại vụ"], "perform": ["Văn phòng"]},
        ),
        (
            "Về công tác nhân sự\n\nĐề nghị các Ban HĐND Thành phố theo lĩnh vực rà soát.",
            {"perform": ["các Ban HĐND Thành phố"]},
        ),
        ("Thắp sáng đường làng.\n\nCông an xã luôn gần dân.", {}),
        ("Học sinh: Việc miễn học phí theo quy định.", {}),
        ("Giáo viên: Chế độ dạy thêm giờ theo quy định.", {}),
        (
            "Mỗi lớp có một tủ sách. Giáo viên được phân công chủ trì, phối hợp với cha mẹ học sinh, nhân viên thư viện"
            " và các lực lượng có liên quan để giữ gìn.",
            {
                "lead": ["Giáo viên được phân công"],
                "coordinate": ["cha mẹ học sinh", "nhân viên thư viện", "các lực lượng có liên quan"],
            },
        ),
    ],
)
def test_sentences_below_or_behind_a_topic(lines: str, wanted: dict[str, list[str]]) -> None:
    assert roles(items_of(f"1. {lines}\n")[0]) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Công tác hậu cần do Văn phòng Đảng ủy phụ trách.", ["Văn phòng Đảng ủy"]),
        ("Trang trí khánh tiết: Trung tâm Văn hóa xã đảm nhiệm.", ["Trung tâm Văn hóa xã"]),
        ("Chuẩn bị chỗ ngồi: Bộ phận Hành chính (xong trước ngày 10/4/2026).", ["Bộ phận Hành chính"]),
        ("Địa điểm: Hội trường Ủy ban nhân dân xã.", []),
        ("Thành phần: Sở Y tế, Sở Nội vụ.", []),
        ("Hỗ trợ nơi khó khăn gồm: Trạm Y tế xã.", []),
    ],
)
def test_a_note_after_the_task_says_who_does_it(text: str, wanted: list[str]) -> None:
    assert roles(items_of(f"1. {text}\n")[0]).get("perform", []) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sở Y tế (Trung tâm Kiểm soát bệnh tật) trực cấp cứu.", ["Sở Y tế (Trung tâm Kiểm soát bệnh tật)"]),
        ("Ban Dân tộc, Sở Y tế và Hội Chữ thập đỏ tỉnh vận động.", ["Ban Dân tộc", "Sở Y tế", "Hội Chữ thập đỏ tỉnh"]),
        ("Các ban của Đảng ủy và các đoàn thể xây dựng kế hoạch.", ["Các ban của Đảng ủy", "các đoàn thể"]),
        ("Lực lượng dân quân thường trực canh gác ngầm tràn.", ["Lực lượng dân quân thường trực"]),
        ("Ngân hàng Chính sách xã hội chi nhánh tỉnh giải ngân.", ["Ngân hàng Chính sách xã hội chi nhánh tỉnh"]),
        (
            "Trưởng phòng Kinh tế, công chức Tư pháp, Trưởng các thôn có trách nhiệm thực hiện.",
            ["Trưởng phòng Kinh tế", "công chức Tư pháp", "Trưởng các thôn"],
        ),
        ("Thanh tra việc tiếp sóng của các đài.", []),
    ],
)
def test_names_end_where_the_verb_begins(text: str, wanted: list[str]) -> None:
    assert roles(items_of(f"1. {text}\n")[0]).get("perform", []) == wanted


def test_what_heads_an_article_acts_in_its_points() -> None:
    items = items_of("Điều 2. Tổ giúp việc có nhiệm vụ:\n1. Soạn thảo kế hoạch.\n2. Đôn đốc các thôn.\n")
    assert [roles(item) for item in items] == [{"perform": ["Tổ giúp việc"]}] * 2


def test_a_quoted_letter_keeps_its_first_label() -> None:
    items = items_of("“1. Giao Công an xã chủ trì, rà soát hộ kinh doanh.\n2. Các thôn phối hợp thực hiện.”\n")
    assert [item.label for item in items] == ["1", "2"]
    assert roles(items[0]) == {"lead": ["Công an xã"]}


@pytest.mark.parametrize(
    "heading", ["Tình hình chung", "Hạn chế", "Khó khăn, vướng mắc", "Nguyên nhân của hạn chế", "Kết quả đạt được"]
)
def test_numbered_states_of_affairs_are_no_tasks(heading: str) -> None:
    items = items_of(f"1. {heading}\nNăm qua mọi việc đều ổn.\n2. Công an xã tuần tra ban đêm.\n")
    assert [item.label for item in items] == ["2"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Từ nay đến hết năm 2026, các trường duy trì tiết đọc.", "Từ nay đến hết năm 2026"),
        ("Trong thời gian từ 01/6 đến 30/6/2026, mỗi thôn họp một lần.", "Trong thời gian từ 01/6 đến 30/6/2026"),
        ("Sơ kết vào tuần cuối tháng 6 năm 2026.", "vào tuần cuối tháng 6 năm 2026"),
        ("Lắp pa nô. Hoàn thành: trước ngày 15/4/2026.", "trước ngày 15/4/2026"),
    ],
)
def test_more_ways_of_printing_a_time(text: str, wanted: str) -> None:
    time = items_of(f"1. {text}\n")[0].time
    assert time is not None
    assert time.value == wanted


@pytest.mark.parametrize(
    "end", ["hết hiệu lực kể từ ngày ký", "không còn hiệu lực", "chấm dứt hiệu lực", "bị bãi bỏ", "vẫn được áp dụng"]
)
def test_the_end_of_a_validity_is_no_name(end: str) -> None:
    document = read_text(HEAD + f"1. Quyết định số 7/QĐ-UBND ngày 05/5/2019 của UBND huyện Nà Pết {end}.\n")
    assert [reference.issuer for reference in document.references] == ["UBND huyện Nà Pết"]


def test_a_colon_may_stand_before_listed_numbers() -> None:
    document = read_text(
        HEAD + "1. Thay thế các Quyết định: số 5/QĐ-UBND ngày 03/5/2019, số 6/QĐ-UBND ngày 04/6/2020 của UBND xã.\n"
    )
    assert [reference.number for reference in document.references] == ["5/QĐ-UBND", "6/QĐ-UBND"]


def test_the_subject_of_a_party_letter_among_empty_lines() -> None:
    document = read_text(
        "TỈNH ỦY TRÀ LĨNH\n\nBAN TUYÊN GIÁO\n\n*\n\nTrà Lĩnh, ngày 15 tháng 6 năm 2021\n\nSố 69 - CV/BTGTU\n\n"
        "Gửi Đề cương tuyên truyền kỷ niệm\n\n60 năm thành lập xã\n\nKính gửi:\n\n- Các huyện ủy\n\n"
        "Ban gửi đề cương để các đồng chí sử dụng.\n"
    )
    assert document.subject is not None
    assert document.subject.value == "Gửi Đề cương tuyên truyền kỷ niệm 60 năm thành lập xã"

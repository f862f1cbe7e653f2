"""Who is to act in an item: the many ways in which papers name bodies and their roles."""

from __future__ import annotations

import pytest
from vanban.model import Item
from vanban_helpers import assert_spans_hold, read_text

HEAD = """ỦY BAN NHÂN DÂN
TỈNH TRÀ LĨNH
Số: 44/KH-UBND
Trà Lĩnh, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Tuyên truyền năm 2026

"""


def items_of(body: str) -> tuple[Item, ...]:
    document = read_text(HEAD + body)
    assert_spans_hold(document)
    return document.items


def roles(item: Item) -> tuple[list[str], list[str], list[str]]:
    return tuple([value.value for value in values] for values in (item.lead, item.coordinate, item.perform))  # type: ignore[return-value]


WORK = "1. Xây dựng chuyên mục về chuyển đổi số trên sóng phát thanh.\n\n"


@pytest.mark.parametrize(
    ("lines", "lead", "coordinate", "perform"),
    [
        ("- Cơ quan chủ trì: Sở Khoa học và Công nghệ.", ["Sở Khoa học và Công nghệ"], [], []),
        ("- Đơn vị chủ trì thực hiện: Sở Nội vụ;", ["Sở Nội vụ"], [], []),
        ("- Chủ trì: Sở Tư pháp\n- Phối hợp: Công an tỉnh", ["Sở Tư pháp"], ["Công an tỉnh"], []),
        ("+ Đơn vị thực hiện: UBND các xã, phường.", [], [], ["UBND các xã, phường"]),
        (
            "Đơn vị chủ trì: Sở Y tế.\n\nĐơn vị phối hợp: Sở Tài chính và các đơn vị liên quan.",
            ["Sở Y tế"],
            ["Sở Tài chính", "các đơn vị liên quan"],
            [],
        ),
        ("- Cơ quan, đơn vị chủ trì: Bộ Chỉ huy Quân sự tỉnh.", ["Bộ Chỉ huy Quân sự tỉnh"], [], []),
        ("- Đơn vị đầu mối: Văn phòng UBND tỉnh.", ["Văn phòng UBND tỉnh"], [], []),
        ("- Cơ quan được giao thực hiện: Thanh tra tỉnh.", [], [], ["Thanh tra tỉnh"]),
        ("- Phân công thực hiện: Tỉnh đoàn; Hội Nông dân tỉnh.", [], [], ["Tỉnh đoàn", "Hội Nông dân tỉnh"]),
        (
            "- Trách nhiệm thực hiện: Bưu điện tỉnh, Viễn thông Trà Lĩnh.",
            [],
            [],
            ["Bưu điện tỉnh", "Viễn thông Trà Lĩnh"],
        ),
        (
            "- Đơn vị thực hiện: Sở Công Thương chủ trì, phối hợp với Sở Xây dựng; UBND các xã.",
            ["Sở Công Thương"],
            ["Sở Xây dựng", "UBND các xã"],
            [],
        ),
        (
            "- Phân công: Sở Nội vụ chủ trì; Liên đoàn Lao động tỉnh phối hợp.",
            ["Sở Nội vụ"],
            ["Liên đoàn Lao động tỉnh"],
            [],
        ),
        (
            "- Đơn vị thực hiện: Sở Xây dựng chủ trì, phối hợp với các địa phương có liên quan tham mưu thực hiện.",
            ["Sở Xây dựng"],
            ["các địa phương có liên quan"],
            [],
        ),
        ("- Đơn vị hướng dẫn: Sở Ngoại vụ.\n- Đơn vị thực hiện: UBND cấp xã.", [], [], ["UBND cấp xã"]),
        (
            "- Cơ quan chủ trì:\n+ Sở Nông nghiệp và Môi trường\n+ Hạt Kiểm lâm Trà Lĩnh\n"
            "- Cơ quan phối hợp:\n+ Các xã",
            ["Sở Nông nghiệp và Môi trường", "Hạt Kiểm lâm Trà Lĩnh"],
            ["Các xã"],
            [],
        ),
        (
            "* Đơn vị chủ trì: Trường Cao đẳng Nghề tỉnh\n* Đơn vị phối hợp: Các trường trung học phổ thông.",
            ["Trường Cao đẳng Nghề tỉnh"],
            ["Các trường trung học phổ thông"],
            [],
        ),
        (
            "- Đơn vị chủ trì: Sở Văn hóa, Thể thao\nvà Du lịch.\n- Đơn vị phối hợp: Báo và Phát thanh, Truyền hình\n"
            "Trà Lĩnh; các cơ quan liên quan.",
            ["Sở Văn hóa, Thể thao và Du lịch"],
            ["Báo và Phát thanh, Truyền hình Trà Lĩnh", "các cơ quan liên quan"],
            [],
        ),
        (
            "- Cơ quan chủ trì: Sở Tài chính (Phòng Ngân sách là đầu mối).",
            ["Sở Tài chính"],
            [],
            [],
        ),
        ("- Đơn vị phối hợp: Sở Y tế cùng các đơn vị liên quan.", [], ["Sở Y tế", "các đơn vị liên quan"], []),
        ("- Đơn vị chủ trì - Sở Tư pháp.", ["Sở Tư pháp"], [], []),
    ],
)
def test_role_lines(lines: str, lead: list[str], coordinate: list[str], perform: list[str]) -> None:
    found = items_of(WORK + lines + "\n\n2. Việc khác.\n")
    assert [item.label for item in found] == ["1", "2"]
    assert roles(found[0]) == (lead, coordinate, perform)


@pytest.mark.parametrize(
    ("sentence", "lead", "coordinate", "perform"),
    [
        ("Sở Tài chính: Bố trí kinh phí thực hiện.", [], [], ["Sở Tài chính"]),
        ("SỞ TÀI CHÍNH\n\nBố trí kinh phí.", [], [], ["SỞ TÀI CHÍNH"]),
        ("Ủy ban nhân dân các xã, phường\n\n- Treo băng rôn;", [], [], ["Ủy ban nhân dân các xã, phường"]),
        ("Đối với UBND các xã, phường\n\n- Treo băng rôn;", [], [], ["UBND các xã, phường"]),
        ("Trách nhiệm của Công an tỉnh\n\nBảo đảm trật tự.", [], [], ["Công an tỉnh"]),
        ("Đề nghị Ban Thường trực Ủy ban MTTQ tỉnh: Giám sát.", [], [], ["Ban Thường trực Ủy ban MTTQ tỉnh"]),
        ("Trân trọng đề nghị Hội Cựu chiến binh tỉnh vận động hội viên.", [], [], ["Hội Cựu chiến binh tỉnh"]),
        ("Yêu cầu Hiệu trưởng các trường tổ chức chào cờ.", [], [], ["Hiệu trưởng các trường"]),
        ("Giao Sở Y tế theo dõi, đôn đốc.", [], [], ["Sở Y tế"]),
        (
            "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh và các đơn vị liên quan kiểm tra.",
            ["Sở Y tế"],
            ["Công an tỉnh", "các đơn vị liên quan"],
            [],
        ),
        ("Giao cho Sở Y tế chủ trì phối hợp Sở Tài chính tham mưu.", ["Sở Y tế"], ["Sở Tài chính"], []),
        ("Sở Y tế có trách nhiệm hướng dẫn phòng bệnh.", [], [], ["Sở Y tế"]),
        (
            "Sở Y tế có trách nhiệm chủ trì, phối hợp với UBND các xã tuyên truyền.",
            ["Sở Y tế"],
            ["UBND các xã"],
            [],
        ),
        ("Sở Y tế phối hợp với Hội Chữ thập đỏ tỉnh vận động hiến máu.", [], ["Hội Chữ thập đỏ tỉnh"], ["Sở Y tế"]),
        ("Văn phòng UBND tỉnh: Phối hợp với Sở Y tế theo dõi.", [], [], ["Văn phòng UBND tỉnh"]),
        (
            "Tổ chức hội thi tìm hiểu pháp luật do Sở Tư pháp chủ trì, phối hợp với Tỉnh đoàn thực hiện.",
            ["Sở Tư pháp"],
            ["Tỉnh đoàn"],
            [],
        ),
        (
            "Tổ chức lễ phát động. Giao Sở Tư pháp chủ trì, phối hợp với Tỉnh đoàn tham mưu.",
            ["Sở Tư pháp"],
            ["Tỉnh đoàn"],
            [],
        ),
        (
            "Lắp đặt 10 cụm loa tại các xóm vùng cao (Giao Sở Khoa học và Công nghệ chủ trì).",
            ["Sở Khoa học và Công nghệ"],
            [],
            [],
        ),
        ("Lắp đặt 10 cụm loa (Bưu điện tỉnh thực hiện).", [], [], ["Bưu điện tỉnh"]),
        ("Lắp đặt 10 cụm loa (Đơn vị thực hiện: Bưu điện tỉnh).", [], [], ["Bưu điện tỉnh"]),
        (
            "Lắp đặt 10 cụm loa. Đơn vị chủ trì: Sở Xây dựng. Đơn vị phối hợp: Điện lực Trà Lĩnh.",
            ["Sở Xây dựng"],
            ["Điện lực Trà Lĩnh"],
            [],
        ),
        ("UBND tỉnh giao Sở Xây dựng chủ trì kiểm tra.", ["Sở Xây dựng"], [], []),
        ("Ủy ban nhân dân tỉnh yêu cầu Chủ tịch UBND các xã chỉ đạo thực hiện.", [], [], ["Chủ tịch UBND các xã"]),
        (
            "Căn cứ Kế hoạch này, Sở Nội vụ chủ trì, phối hợp với Sở Tài chính thẩm định.",
            ["Sở Nội vụ"],
            ["Sở Tài chính"],
            [],
        ),
        ("Các sở, ban, ngành, UBND các xã, phường: Báo cáo.", [], [], ["Các sở, ban, ngành", "UBND các xã, phường"]),
        (
            "Bộ đội Biên phòng tỉnh, Hải quan khu vực II: Tuần tra.",
            [],
            [],
            ["Bộ đội Biên phòng tỉnh", "Hải quan khu vực II"],
        ),
        ("Đài Truyền thanh - Truyền hình Trà Lĩnh mở chuyên mục.", [], [], ["Đài Truyền thanh - Truyền hình Trà Lĩnh"]),
        ("Trường Trung học phổ thông Nà Cáp tổ chức ngoại khóa.", [], [], ["Trường Trung học phổ thông Nà Cáp"]),
        ("Công ty Cổ phần Cấp nước Trà Lĩnh: Bảo đảm nước.", [], [], ["Công ty Cổ phần Cấp nước Trà Lĩnh"]),
        ("Phòng Giáo dục và đào tạo chỉ đạo các trường học.", [], [], ["Phòng Giáo dục và đào tạo"]),
        ("Ban chỉ đạo tỉnh tổ chức kiểm tra.", [], [], ["Ban chỉ đạo tỉnh"]),
        ("Đội tuyên truyền lưu động xây dựng chương trình.", [], [], ["Đội tuyên truyền lưu động"]),
        ("Các trường công lập tổ chức ngoại khóa.", [], [], ["Các trường công lập"]),
        ("Các cơ quan báo chí của tỉnh tăng cường đưa tin.", [], [], ["Các cơ quan báo chí của tỉnh"]),
        ("Các tổ chức chính trị - xã hội vận động đoàn viên.", [], [], ["Các tổ chức chính trị - xã hội"]),
        ("Đề nghị các cấp ủy đảng chỉ đạo.", [], [], ["các cấp ủy đảng"]),
        (
            "Sở Văn hóa, Thể thao và Du lịch (cơ quan thường trực): Tổng hợp.",
            [],
            [],
            ["Sở Văn hóa, Thể thao và Du lịch"],
        ),
        ("Chủ tịch UBND các xã chịu trách nhiệm thi hành Kế hoạch này.", [], [], []),
        ("Các hoạt động tuyên truyền phải thiết thực.", [], [], []),
        ("Các hội nghị chuyên đề được tổ chức gọn nhẹ.", [], [], []),
        ("Tuyên truyền về chủ trương của Bộ Chính trị, Ban Bí thư.", [], [], []),
        ("Đối với các hộ nghèo thì ưu tiên hỗ trợ.", [], [], []),
        ("Nhiệm vụ được giao phải hoàn thành đúng hạn.", [], [], []),
        ("Yêu cầu các xã triển khai nghiêm túc.", [], [], ["các xã"]),
    ],
)
def test_sentences(sentence: str, lead: list[str], coordinate: list[str], perform: list[str]) -> None:
    found = items_of(f"1. {sentence}\n\n2. Việc khác của năm.\n")
    assert [item.label for item in found] == ["1", "2"]
    assert roles(found[0]) == (lead, coordinate, perform)


def test_points_inherit_the_body_of_their_heading() -> None:
    found = items_of(
        "1. Giao Sở Y tế:\n\na) Hướng dẫn các xã phòng bệnh;\n\nb) Chủ trì, phối hợp với Công an tỉnh kiểm tra.\n"
    )
    assert [item.path for item in found] == ["1>a", "1>b"]
    assert roles(found[0]) == ([], [], ["Sở Y tế"])
    assert roles(found[1]) == (["Sở Y tế"], ["Công an tỉnh"], [])


def test_a_heading_with_a_duty_is_inherited_too() -> None:
    found = items_of(
        "Điều 2. Giám đốc Sở Nội vụ có trách nhiệm:\n\n1. Theo dõi việc thực hiện;\n\n2. Tổng hợp kết quả.\n"
    )
    assert [roles(item)[2] for item in found] == [["Giám đốc Sở Nội vụ"]] * 2


@pytest.mark.parametrize(
    ("section", "labels"),
    [
        ("I. MỤC ĐÍCH, YÊU CẦU\n\n1. Nâng cao nhận thức.\n\n2. Bảo đảm thiết thực.\n\n", ["1"]),
        ("I. QUAN ĐIỂM, MỤC TIÊU\n\n1. Quan điểm\n\na) Dân là gốc.\n\n", ["1"]),
        ("I. CĂN CỨ PHÁP LÝ\n\n1. Luật Báo chí.\n\n", ["1"]),
        ("I. KINH PHÍ THỰC HIỆN\n\n1. Từ ngân sách tỉnh.\n\n", ["1"]),
        ("I. MỤC TIÊU, NHIỆM VỤ\n\n1. Phủ sóng toàn tỉnh.\n\n", ["1", "1"]),
        ("I. YÊU CẦU VỀ KỸ THUẬT\n\n1. Loa chịu nước.\n\n", ["1", "1"]),
    ],
)
def test_sections_without_tasks_are_left_out(section: str, labels: list[str]) -> None:
    found = items_of(section + "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế: Theo dõi.\n")
    assert [item.label for item in found] == labels


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ("1/ Treo cờ.\n\n2/ Trang trí trụ sở.\n", ["1", "2"]),
        ("1) Treo cờ.\n\n2) Trang trí trụ sở.\n", ["1", "2"]),
        ("1 - Treo cờ.\n\n2 - Trang trí trụ sở.\n", ["1", "2"]),
        ("I/ NỘI DUNG\n\na/ Treo cờ.\n\nb/ Trang trí.\n", ["a", "b"]),
        ("1. NỘI DUNG\n\na1) Treo cờ.\n\na2) Trang trí.\n", ["a1", "a2"]),
        ("- Treo cờ.\n\n- Trang trí trụ sở.\n", ["-", "-"]),
        ("• Treo cờ.\n\n• Trang trí trụ sở.\n", ["-", "-"]),
        ("Chương I\n\nMục 1\n\nĐiều 1. Treo cờ\n\nĐiều 2. Trang trí\n", ["Điều 1", "Điều 2"]),
        ("II. VIỆC CHUNG 1.\n\nTreo cờ ở các nơi.\n\n2. Trang trí trụ sở.\n", ["1", "2"]),
        ("1. Việc lớn của năm 1.1.\n\nTreo cờ ở các nơi.\n\n1.2. Trang trí trụ sở.\n", ["1.1", "1.2"]),
        ("1. Việc lớn của năm 1.1. Treo cờ ở các nơi.\n\n1.2. Trang trí trụ sở.\n", ["1.1", "1.2"]),
    ],
)
def test_labels_of_items(printed: str, labels: list[str]) -> None:
    assert [item.label for item in items_of(printed)] == labels


def test_an_order_below_a_heading_names_who_acts() -> None:
    found = items_of(
        "1. Về trang thiết bị\n\nĐề nghị Sở Tài chính mua sắm tập trung.\n\n2. Về nhân lực\n\nĐã đủ người.\n"
    )
    assert [roles(item)[2] for item in found] == [["Sở Tài chính"], []]


def test_who_orders_others_and_who_is_ordered() -> None:
    found = items_of("1. UBND tỉnh yêu cầu Sở Y tế báo cáo.\n\n2. UBND các xã yêu cầu các xóm báo cáo.\n")
    assert [roles(item)[2] for item in found] == [["Sở Y tế"], ["UBND các xã"]]


def test_an_enumeration_of_departments_stays_together() -> None:
    found = items_of("1. Giao Sở Nội vụ chủ trì, phối hợp với các sở: Tài chính, Y tế kiểm tra.\n\n2. Việc khác.\n")
    assert roles(found[0]) == (["Sở Nội vụ"], ["các sở: Tài chính, Y tế"], [])


def test_a_list_of_members_is_one_item() -> None:
    body = "Điều 1. Thành lập Tổ công tác gồm:\n\n1. Ông Nông Văn A, Trưởng ban;\n\n2. Bà Lý Thị B, Phó ban.\n\n"
    assert [item.label for item in items_of(body + "Điều 2. Tổ công tác có nhiệm vụ tham mưu.\n")] == [
        "Điều 1",
        "Điều 2",
    ]


@pytest.mark.parametrize(
    ("sentence", "perform"),
    [
        ("Công an tỉnh rà quét thiết bị.", "Công an tỉnh"),
        ("Sở Xây dựng cắm biển báo.", "Sở Xây dựng"),
        ("Trạm Y tế xã Nà Cáp đo thân nhiệt.", "Trạm Y tế xã Nà Cáp"),
        ("Trung tâm Chuyển đổi số tỉnh tháo thiết bị.", "Trung tâm Chuyển đổi số tỉnh"),
        ("Công ty Cấp nước Trà Lĩnh chở nước.", "Công ty Cấp nước Trà Lĩnh"),
        ("Ban Quản lý rừng phòng hộ Nà Cáp trồng cây.", "Ban Quản lý rừng phòng hộ Nà Cáp"),
        ("Chi cục An toàn vệ sinh thực phẩm gõ cửa từng nhà.", "Chi cục An toàn vệ sinh thực phẩm"),
        ("Hội Cựu chiến binh xã dắt tay các cháu.", "Hội Cựu chiến binh xã"),
        ("Các chi bộ ghi sổ.", "Các chi bộ"),
        ("Đảng ủy Ủy ban nhân dân tỉnh bàn việc.", "Đảng ủy Ủy ban nhân dân tỉnh"),
        ("Trường Tiểu học số 2 Nà Cáp nuôi heo đất.", "Trường Tiểu học số 2 Nà Cáp"),
    ],
)
def test_a_name_ends_at_words_that_no_name_has(sentence: str, perform: str) -> None:
    found = items_of(f"1. {sentence}\n\n2. Việc khác của năm.\n")
    assert roles(found[0]) == ([], [], [perform])


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Sở Y tế và Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("Hội đồng nhân dân và Ủy ban nhân dân xã", ["Hội đồng nhân dân và Ủy ban nhân dân xã"]),
        ("Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", None),
        ("Sở Y tế; cùng các cơ quan liên quan", ["Sở Y tế", "các cơ quan liên quan"]),
        ("Liên đoàn Lao động tỉnh và địa phương", ["Liên đoàn Lao động tỉnh", "địa phương"]),
        ("các sở và địa phương", ["các sở và địa phương"]),
        ("Các tổ chức xã hội, doanh nghiệp và cộng đồng", ["Các tổ chức xã hội", "doanh nghiệp", "cộng đồng"]),
        ("Sở Y tế (cơ quan thường trực), Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("Phòng Bưu chính, Viễn thông", ["Phòng Bưu chính, Viễn thông"]),
        ("Sở Y tế, thủ trưởng các ngành", ["Sở Y tế", "thủ trưởng các ngành"]),
    ],
)
def test_lists_of_names(printed: str, names: list[str] | None) -> None:
    found = items_of(f"{WORK}- Đơn vị phối hợp: {printed}.\n\n2. Việc khác.\n")
    assert roles(found[0]) == ([], names or [printed], [])


def test_lines_without_empty_lines_between_are_paragraphs_of_their_own() -> None:
    body = (
        "I. NỘI DUNG\n1. Trong dịp lễ\nTuyên truyền trên hệ thống truyền thanh cấp xã và các trang mạng xã hội.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. UBND các xã, phường\nCăn cứ kế hoạch này lập kế hoạch của địa phương mình.\n"
        "2. Sở Y tế\nBảo đảm y tế.\n"
    )
    found = items_of(body)
    assert [item.text_start for item in found] == ["Trong dịp lễ", "UBND các xã, phường", "Sở Y tế"]
    assert [roles(item)[2] for item in found] == [[], ["UBND các xã, phường"], ["Sở Y tế"]]


def test_wrapped_lines_are_one_paragraph() -> None:
    body = (
        "1. Giao Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với\nSở Tài chính, Công an tỉnh kiểm tra việc treo\n"
        "Quốc kỳ.\n2. Sở Y tế theo dõi tình hình dịch bệnh trên địa bàn toàn\nTỉnh.\n3. Việc khác.\n"
    )
    found = items_of(body)
    assert roles(found[0]) == (["Sở Văn hóa, Thể thao và Du lịch"], ["Sở Tài chính", "Công an tỉnh"], [])
    assert [item.label for item in found] == ["1", "2", "3"]

"""Tables of tasks: each row an item, whatever the columns are called."""

from __future__ import annotations

import pytest
from vanban_helpers import read_text

HEAD = "ỦY BAN NHÂN DÂN XÃ NÀ CÁP\nSố: 9/KH-UBND\nNà Cáp, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nTruyền thông\n\n"
Row = tuple[str, str, list[str], list[str], list[str], str | None]


def rows_of(body: str) -> list[Row]:
    def names(values: tuple) -> list[str]:  # type: ignore[type-arg]
        return [value.value for value in values]

    return [
        (
            item.path,
            item.text_start,
            names(item.lead),
            names(item.coordinate),
            names(item.perform),
            item.time.value if item.time else None,
        )
        for item in read_text(HEAD + body).items
    ]


PLAIN = """| STT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
|---|---|---|---|---|
| 1 | Rà soát cụm loa | Văn hóa - Xã hội | Công an xã; các xóm | Quý II/2026 |
| 2 | Treo băng rôn | Sở Xây dựng | | Thường xuyên |
"""


def test_rows_are_items() -> None:
    assert rows_of(PLAIN) == [
        ("1", "Rà soát cụm loa", ["Văn hóa - Xã hội"], ["Công an xã", "các xóm"], [], "Quý II/2026"),
        ("2", "Treo băng rôn", ["Sở Xây dựng"], [], [], "Thường xuyên"),
    ]


@pytest.mark.parametrize("number", ["STT", "TT", "Số TT", "Stt"])
@pytest.mark.parametrize(
    "work", ["Nội dung", "Nhiệm vụ", "Hoạt động", "Công việc", "Nội dung thực hiện", "Tên nhiệm vụ"]
)
@pytest.mark.parametrize("body", ["Đơn vị thực hiện", "Cơ quan, đơn vị thực hiện", "Phân công", "Bộ phận phụ trách"])
def test_columns_are_named_in_many_ways(number: str, work: str, body: str) -> None:
    table = f"| {number} | {work} | {body} | Ghi chú |\n|---|---|---|---|\n| 1 | Treo cờ | Công an xã | |\n"
    assert rows_of(table) == [("1", "Treo cờ", [], [], ["Công an xã"], None)]


@pytest.mark.parametrize("time", ["Thời gian", "Thời gian thực hiện", "Thời hạn hoàn thành", "Tiến độ", "Lộ trình"])
def test_columns_of_time(time: str) -> None:
    table = f"| TT | Nhiệm vụ | {time} | Sản phẩm |\n|---|---|---|---|\n| 1 | Treo cờ | Tháng 4/2026 | Ảnh |\n"
    assert rows_of(table) == [("1", "Treo cờ", [], [], [], "Tháng 4/2026")]


def test_a_head_of_two_rows_with_one_cell_over_two() -> None:
    table = (
        "| TT | Nhiệm vụ | Đơn vị thực hiện | | Thời gian |\n|---|---|---|---|---|\n"
        "| | | Chủ trì | Phối hợp | |\n| 1 | Treo cờ | Công an xã | Các xóm | Tháng 4 |\n"
    )
    assert rows_of(table) == [("1", "Treo cờ", ["Công an xã"], ["Các xóm"], [], "Tháng 4")]


def test_a_head_of_two_rows_whose_merged_cells_come_again() -> None:
    table = (
        "| TT | Nhiệm vụ | Đơn vị thực hiện | Thời gian |\n"
        "| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian |\n| 1 | Treo cờ | Công an xã | Các xóm | Tháng 4 |\n"
    )
    assert rows_of(table) == [("1", "Treo cờ", ["Công an xã"], ["Các xóm"], [], "Tháng 4")]


def test_group_rows_open_a_level() -> None:
    table = (
        "| TT | Nhiệm vụ | Chủ trì | Thời gian |\n|---|---|---|---|\n"
        "| I | TUYÊN TRUYỀN | | |\n| 1 | Treo cờ | Công an xã | Tháng 4 |\n| 2 | Phát thanh | Công an xã | Tháng 5 |\n"
        "| II. KIỂM TRA | | | |\n| 1 | Kiểm tra loa | Công an xã | Tháng 6 |\n"
    )
    assert [row[:2] for row in rows_of(table)] == [
        ("I>1", "Treo cờ"),
        ("I>2", "Phát thanh"),
        ("II>1", "Kiểm tra loa"),
    ]


def test_a_table_goes_on_over_a_page_with_its_head_again() -> None:
    body = (
        "| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 1 | Treo cờ | Công an xã |\n\n"
        "| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 2 | Phát thanh | Công an xã |\n"
    )
    assert [row[1] for row in rows_of(body)] == ["Treo cờ", "Phát thanh"]


def test_a_table_goes_on_over_a_page_without_a_head() -> None:
    first = "| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 1 | Treo cờ | Công an xã |\n"
    body = first + "\n3\n\n| 2 | Phát thanh | Công an xã |\n"
    assert [row[1:3] for row in rows_of(body)] == [("Treo cờ", ["Công an xã"]), ("Phát thanh", ["Công an xã"])]


def test_a_row_goes_on_below() -> None:
    body = (
        "| TT | Nhiệm vụ | Chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Treo cờ tại | | |\n"
        "| | các nơi công cộng | Công an xã | Tháng 4 |\n"
    )
    assert rows_of(body) == [("1", "Treo cờ tại", ["Công an xã"], [], [], "Tháng 4")]


def test_rows_without_number_are_items_labelled_by_a_dash() -> None:
    body = "| Nhiệm vụ | Chủ trì |\n|---|---|\n| Treo cờ | Công an xã |\n| Phát thanh | Các xóm |\n"
    assert [row[:2] for row in rows_of(body)] == [("-", "Treo cờ"), ("-", "Phát thanh")]


def test_rows_that_count_columns_and_sums_are_no_tasks() -> None:
    body = (
        "| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| (1) | (2) | (3) |\n| 1 | Treo cờ | Công an xã |\n"
        "| | Tổng cộng | |\n"
    )
    assert [row[1] for row in rows_of(body)] == ["Treo cờ"]


def test_several_bodies_in_a_cell() -> None:
    body = (
        "| TT | Nhiệm vụ | Thực hiện | Phối hợp |\n|---|---|---|---|\n"
        "| 1 | Treo cờ | - Công an xã<br>- Trạm Y tế xã | - Sở Y tế - Sở Tài chính |\n"
        "| 2 | Phát thanh | Sở Nội vụ chủ trì, phối hợp với Sở Y tế | |\n"
    )
    assert [row[2:5] for row in rows_of(body)] == [
        ([], ["Sở Y tế", "Sở Tài chính"], ["Công an xã", "Trạm Y tế xã"]),
        (["Sở Nội vụ"], ["Sở Y tế"], []),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| STT | Tên thủ tục | Cơ quan |\n|---|---|---|\n| 1 | Cấp phép | Sở Y tế |\n",
        "| STT | Danh mục dự án | Kế hoạch vốn |\n|---|---|---|\n| 1 | Trường học | 500 |\n",
        "| STT | Họ và tên | Chức vụ | Nhiệm vụ |\n|---|---|---|---|\n| 1 | Nông Văn A | Phó Chủ tịch | Trưởng ban |\n",
        "| STT | Nội dung chi | Kinh phí |\n|---|---|---|\n| 1 | In băng rôn | 500 |\n",
    ],
)
def test_other_tables_hold_no_tasks(table: str) -> None:
    assert rows_of("1. Theo danh sách sau:\n\n" + table) == [("1", "Theo danh sách sau:", [], [], [], None)]


def test_a_table_inside_a_section_makes_it_a_container() -> None:
    body = "II. NHIỆM VỤ CỤ THỂ\n\n" + PLAIN + "\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Công an xã: Tuần tra.\n"
    assert [row[0] for row in rows_of(body)] == ["II>1", "II>2", "III>1"]


def test_the_table_of_an_annex_stands_on_its_own() -> None:
    body = "I. VIỆC CHUNG\n\n1. Công an xã: Tuần tra.\n\nPHỤ LỤC I\nPhân công nhiệm vụ\n\n" + PLAIN
    assert [row[0] for row in rows_of(body)] == ["I>1", "1", "2"]

"""From words with places to text: columns, tables, footnotes, paragraphs, running heads."""

from __future__ import annotations

from vanban.readers.flow import text_of
from vanban.readers.layout import lay_out
from vanban.readers.page import Page, Rule, Word

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 85.0, 540.0
FULL = "Ủy ban nhân dân các xã, phường chủ động bố trí kinh phí, nhân lực để thực"  # as wide as the page


def words(text: str, left: float, top: float, *, size: float = 14.0, right: float | None = None) -> list[Word]:
    """A printed line; with ``right`` its spaces are widened so that it ends there."""
    parts = text.split()
    plain = sum(map(len, parts)) * 0.45 * size
    gap = 0.25 * size if right is None or len(parts) < 2 else (right - left - plain) / (len(parts) - 1)
    made = []
    for part in parts:
        made.append(Word(part, left, top, left + 0.45 * size * len(part), top + 1.11 * size, size))
        left = made[-1].right + gap
    return made


def page(*lines: list[Word], rules: tuple[Rule, ...] = ()) -> Page:
    return Page(WIDTH, HEIGHT, tuple(word for line in lines for word in line), rules)


def text(*pages: Page) -> str:
    return text_of([lay_out(one) for one in pages])[0]


def full(top: float, line: str = FULL) -> list[Word]:
    return words(line, LEFT, top, size=12.0, right=RIGHT)


def head() -> list[list[Word]]:
    return [
        words("ỦY BAN NHÂN DÂN", 110, 60, size=12),
        words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 290, 60, size=12),
        words("XÃ NÀ MẪU", 130, 75, size=12),
        words("Độc lập - Tự do - Hạnh phúc", 330, 76, size=13),
        words("Số: 7/UBND-VH", 120, 102, size=13),
        words("Nà Mẫu, ngày 05 tháng 8 năm 2026", 310, 100, size=13),
        words("V/v treo cờ", 140, 116, size=12),
    ]


def test_each_column_of_the_head_stands_together() -> None:
    found = text(page(*head(), words("Kính gửi: Các xóm", 200, 150), full(180), full(196)))
    assert found.startswith(
        "ỦY BAN NHÂN DÂN\nXÃ NÀ MẪU\n\nSố: 7/UBND-VH\nV/v treo cờ\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nNà Mẫu, ngày 05 tháng 8 năm 2026\n\n"
        "Kính gửi: Các xóm\n\n"
    )


def test_foot_is_taken_apart_although_the_name_stands_far_below() -> None:
    found = text(
        page(
            full(100),
            words("Nơi nhận:", LEFT, 140, size=12),
            words("KT. GIÁM ĐỐC", 370, 138),
            words("- Như trên;", LEFT, 155, size=11),
            words("PHÓ GIÁM ĐỐC", 368, 154),
            words("- Lưu: VT.", LEFT, 168, size=11),
            words("Lò Thị Mẫu", 376, 240),
        )
    )
    assert found.endswith("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLò Thị Mẫu")


def test_wide_spaces_of_justified_text_are_no_columns() -> None:
    loose = "Số: 12 và các nội dung trên địa bàn xã, V/v phòng cháy, chữa cháy trong mùa khô"
    found = text(page(*(words(loose, LEFT, 100 + 17 * at, size=12, right=RIGHT) for at in range(4))))
    assert " ".join(found.split()) == " ".join([loose] * 4)
    assert "\t" not in found


def grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> tuple[Rule, ...]:
    level = tuple(Rule(xs[0], y, xs[-1], y) for y in ys)
    return level + tuple(Rule(x, ys[0], x, ys[-1]) for x in xs)


def test_ruled_table_gives_rows_and_joins_wrapped_cells() -> None:
    found = text(
        page(
            full(60),
            words("TT", 92, 104, size=12),
            words("Nội dung", 130, 104, size=12),
            words("Chủ trì", 400, 104, size=12),
            words("1", 92, 124, size=12),
            words("Sửa cụm loa theo Kế hoạch số 5/KH-", 130, 124, size=12),
            words("UBND", 130, 139, size=12),
            words("Sở Y tế", 400, 124, size=12),
            rules=grid((85, 120, 390, 540), (100, 120, 158)),
        )
    )
    assert found.endswith("| TT | Nội dung | Chủ trì |\n| 1 | Sửa cụm loa theo Kế hoạch số 5/KH-UBND | Sở Y tế |")


def test_cell_over_two_columns_is_one_and_over_two_rows_stands_in_both() -> None:
    xs, ys = (85.0, 200.0, 300.0, 540.0), (100.0, 120.0, 140.0)
    rules = (
        *(Rule(xs[0], y, xs[-1], y) for y in (ys[0], ys[2])),
        Rule(xs[1], ys[1], xs[-1], ys[1]),  # the first column spans both rows
        *(Rule(x, ys[0], x, ys[2]) for x in (xs[0], xs[1], xs[3])),
        Rule(xs[2], ys[1], xs[2], ys[2]),  # the first row spans the last two columns
    )
    found = text(
        page(
            words("Xóm", 90, 112, size=12),
            words("Số cụm loa", 210, 103, size=12),
            words("Tốt", 210, 123, size=12),
            words("Hỏng", 310, 123, size=12),
            rules=rules,
        )
    )
    assert found == "| Xóm | Số cụm loa |\n| Xóm | Tốt | Hỏng |"


def test_table_over_a_page_break_is_one_with_one_head() -> None:
    def half(number: str, unit: str, top: float) -> Page:
        rules = grid((85, 120, 300, 540), (top, top + 20, top + 40))
        parts = (
            ("TT", 92, 4),
            ("Việc", 130, 4),
            ("Đơn vị", 310, 4),
            (number, 92, 24),
            ("Sửa", 130, 24),
            (unit, 310, 24),
        )
        return page(*(words(word, left, top + down, size=12) for word, left, down in parts), rules=rules)

    assert text(half("1", "Sở A", 700), half("2", "Sở B", 80)) == (
        "| TT | Việc | Đơn vị |\n| 1 | Sửa | Sở A |\n| 2 | Sửa | Sở B |"
    )


def test_table_without_lines_is_found_by_its_columns() -> None:
    rows = (("TT", "Xóm", "Số loa"), ("1", "Nà Mẫu", "12"), ("2", "Bản Thử", "7"), ("3", "Khuổi Ví", "9"))
    lines = [
        words(cell, left, 100 + 18 * at, size=12)
        for at, row in enumerate(rows)
        for cell, left in zip(row, (90, 150, 400), strict=True)
    ]
    assert "| 2 | Bản Thử | 7 |" in text(page(*lines)).split("\n")


def test_underline_and_frame_are_no_table() -> None:
    found = text(page(*head(), rules=(Rule(150, 90, 200, 90), Rule(340, 92, 490, 92), *grid((40, 560), (40, 800)))))
    assert "|" not in found


def test_footnote_leaves_the_sentence_and_its_mark_is_kept() -> None:
    mark = Word("1", LEFT + 48, 98, LEFT + 52, 106, 7.5, raised=True)
    note = [
        Word("1", LEFT, 760, LEFT + 4, 768, 6.5, raised=True),
        *words("Kế hoạch số 3/KH-UBND.", LEFT + 6, 762, size=10),
    ]
    first = words("năm 2026", LEFT, 100, size=14)
    found = text(page([*first, mark], full(130), note, rules=(Rule(LEFT, 755, LEFT + 140, 755),)), page(full(60)))
    assert "năm 2026<sup>1</sup>" in found
    assert found.endswith("\n\n<sup>1</sup> Kế hoạch số 3/KH-UBND.")


def test_raised_figure_without_a_note_stays_a_figure() -> None:
    square = Word("2", LEFT + 26, 98, LEFT + 30, 106, 7.5, raised=True)
    assert "120m2" in text(page([*words("120m", LEFT, 100), square], full(130)))


def test_paragraph_goes_on_over_lines_and_pages_and_numbers_of_pages_are_dropped() -> None:
    indented = words(FULL, LEFT + 28, 100, size=12, right=RIGHT)
    start = [words("2", 300, 40, size=12), indented, full(116)]
    found = text(
        page(*start), page(words("3", 300, 40, size=12), words("hiện trước ngày 30/11.", LEFT, 80, size=12), full(120))
    )
    assert found.split("\n\n")[0] == f"{FULL} {FULL} hiện trước ngày 30/11."


def test_running_head_that_stands_on_every_page_is_dropped() -> None:
    pages = [
        page(words("Dự thảo lần 2", LEFT, 60, size=10), full(100), words(f"Hết phần {at}.", LEFT, 116))
        for at in range(3)
    ]
    found = text(*pages)
    assert "Dự thảo" not in found
    assert found.count("Hết phần") == 3


def test_label_begins_a_paragraph_and_a_full_line_goes_on() -> None:
    found = text(
        page(
            words("1. " + FULL, LEFT + 28, 100, size=12, right=RIGHT),
            words("hiện kế hoạch.", LEFT, 116, size=12),
            words("2. Sở Y tế phun hóa chất.", LEFT + 28, 132, size=12),
            full(148),
        )
    )
    assert found.split("\n\n")[:2] == [f"1. {FULL} hiện kế hoạch.", "2. Sở Y tế phun hóa chất."]


def test_centred_lines_stay_lines_of_their_own() -> None:
    found = text(page(words("KẾ HOẠCH", 280, 100), words("Phòng, chống rét", 256, 118), full(160), full(176)))
    assert found.startswith("KẾ HOẠCH\nPhòng, chống rét\n\n")

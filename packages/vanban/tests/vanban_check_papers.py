"""Correct papers built with plain python-docx, as clerks lay them out: tables, tabs, shapes, styles.

They do not come from ``vanban.write``, so that the check is not only tried on its own house.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Mm, Pt
from vanban.write.metrics import text_width
from vanban_check_desk import CENTRE, JUSTIFY, Desk

STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LONG = (
    "Ủy ban nhân dân các xã, phường rà soát toàn bộ cụm loa truyền thanh trên địa bàn, lập danh sách cụm loa hỏng "
    "và gửi về cơ quan thường trực trước ngày 15 tháng 12 năm 2026 để tổng hợp, báo cáo cấp có thẩm quyền."
)


def state_head(
    desk: Desk, *, parent: str | None, issuer: str, number: str, date: str, subject: str | None = None, rows: int = 2
) -> Any:
    """The boxes of the head in a table of one or two rows, with shapes for the lines; ``subject`` is a letter's."""
    table = desk.table(rows, (7, 9.5))
    left, right = table.rows[0].cells
    if parent:
        desk.text(parent, size=12, align=CENTRE, within=left)
    widest = max(text_width(part, size=13, bold=True) for part in issuer.splitlines())
    desk.shape(desk.text(issuer, size=13, bold=True, align=CENTRE, within=left), 0.4 * widest)
    desk.text(STATE_NAME, size=12, bold=True, align=CENTRE, within=right)
    motto = desk.text(MOTTO, size=13, bold=True, align=CENTRE, within=right)
    desk.shape(motto, text_width(MOTTO, size=13, bold=True))
    left, right = table.rows[rows - 1].cells
    desk.text(number, size=13, align=CENTRE, within=left)
    if subject:
        desk.text(subject, size=12, align=CENTRE, within=left, before=6)
    desk.text(date, size=13, italic=True, align=CENTRE, within=right)
    return table


def state_title(desk: Desk, kind: str, subject: str) -> None:
    """Kind and subject with an empty paragraph that carries the line."""
    desk.text(kind, size=14, bold=True, align=CENTRE, before=12)
    desk.text(subject, size=14, bold=True, align=CENTRE)
    desk.shape(desk.text("", align=CENTRE), 0.4 * text_width(subject, size=14, bold=True))


def state_foot(desk: Desk, recipients: list[str], offices: list[str], name: str) -> Any:
    """Recipients on the left, signature on the right, in one table."""
    table = desk.table(1, (8, 8.5))
    left, right = table.rows[0].cells
    desk.text("Nơi nhận:", size=12, bold=True, italic=True, within=left)
    for recipient in recipients:
        desk.text(recipient, size=11, within=left)
    for office in offices:
        desk.text(office, size=14, bold=True, align=CENTRE, within=right)
    for _ in range(4):
        right.add_paragraph()
    desk.text(name, size=14, bold=True, align=CENTRE, within=right)
    return table


def plan() -> Desk:
    """A plan of a province in a two-row table, sections with points."""
    desk = Desk()
    state_head(
        desk,
        parent=None,
        issuer="ỦY BAN NHÂN DÂN\nTỈNH TRÀ LĨNH",
        number="Số: 105/KH-UBND",
        date="Trà Lĩnh, ngày 05 tháng 02 năm 2026",
    )
    state_title(desk, "KẾ HOẠCH", "Tuyên truyền phòng, chống cháy rừng năm 2026")
    desk.body(
        "Thực hiện Chỉ thị số 03/CT-TTg ngày 12 tháng 01 năm 2026 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh "
        "ban hành Kế hoạch như sau:"
    )
    desk.body("I. MỤC ĐÍCH, YÊU CẦU", bold=True)
    desk.body("1. Nâng cao nhận thức của Nhân dân.")
    desk.body("2. Bảo đảm thiết thực, tiết kiệm.")
    desk.body("II. NHIỆM VỤ", bold=True)
    desk.body("1. Sở Văn hóa, Thể thao và Du lịch", bold=True)
    for label in ("a", "b", "c", "d", "đ", "e", "g"):
        desk.body(f"{label}) {LONG}")
    desk.body("2. Kinh phí thực hiện theo phân cấp ngân sách hiện hành./.")
    state_foot(
        desk,
        ["- Như trên;", "- Lưu: VT, VX."],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "Hoàng Văn Mẫu",
    )
    return desk


def letter() -> Desk:
    """A letter whose head is one table row; several addressees."""
    desk = Desk(margins=(25, 25, 35, 20))
    table = state_head(
        desk, parent="UBND TỈNH TRÀ LĨNH", issuer="SỞ Y TẾ", number="Số: 1234/SYT-NVY",
        date="Trà Lĩnh, ngày 15 tháng 3 năm 2026",
        subject="V/v rà soát cụm loa", rows=1,
    )  # fmt: skip
    assert len(table.rows) == 1
    desk.text("Kính gửi:", align=JUSTIFY, before=12, left=3)
    desk.text("- Ủy ban nhân dân các xã, phường;", align=JUSTIFY, left=4)
    desk.text("- Bệnh viện Đa khoa tỉnh.", align=JUSTIFY, left=4)
    desk.body(LONG)
    desk.body("Sở Y tế trân trọng đề nghị các cơ quan phối hợp thực hiện./.")
    state_foot(desk, ["- Như trên;", "- UBND tỉnh (b/c);", "- Lưu: VT, NVY."], ["GIÁM ĐỐC"], "Lý Thị Ví Dụ")
    return desk


def tabbed() -> Desk:
    """A notice without tables: the boxes are set by centred tab stops, lines are of old Word."""
    desk = Desk()

    def row(left: str, right: str, left_traits: dict[str, Any], right_traits: dict[str, Any]) -> Any:
        paragraph = desk.text("")
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Cm(3.5), WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(Cm(11.7), WD_TAB_ALIGNMENT.CENTER)
        desk.run(paragraph, "\t")
        desk.run(paragraph, left, **left_traits)
        desk.run(paragraph, "\t")
        desk.run(paragraph, right, **right_traits)
        return paragraph

    row("ỦY BAN NHÂN DÂN", STATE_NAME, {"size": 12, "bold": True}, {"size": 12, "bold": True})
    lined = row("XÃ NÀ MẪU", MOTTO, {"size": 12, "bold": True}, {"size": 13, "bold": True})
    desk.vml(lined, 70, 55)
    desk.vml(lined, 250, 166)
    row("Số: 07/TB-UBND", "Nà Mẫu, ngày 09 tháng 11 năm 2026", {"size": 13}, {"size": 13, "italic": True})
    desk.text("THÔNG BÁO", size=13, bold=True, align=CENTRE, before=12)
    subject = desk.text("Lịch cắt điện tháng 11 năm 2026", size=13, bold=True, align=CENTRE)
    desk.vml(subject, 190, 80)
    desk.body(LONG, size=13, first=1.0)
    desk.body("Ủy ban nhân dân xã thông báo để Nhân dân biết, thực hiện./.", size=13, first=1.0)

    def foot(left: str, right: str, left_traits: dict[str, Any]) -> None:
        paragraph = desk.text("")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(12), WD_TAB_ALIGNMENT.CENTER)
        desk.run(paragraph, left, **left_traits)
        desk.run(paragraph, "\t")
        desk.run(paragraph, right, size=13, bold=True)

    foot("Nơi nhận:", "CHỦ TỊCH", {"size": 12, "bold": True, "italic": True})
    desk.text("- Các thôn, xóm;", size=11)
    foot("- Lưu: VT.", "Nông Văn Ví", {"size": 11})
    return desk


def decision() -> Desk:
    """A decision: bases, authority, articles; formats by styles; numbered pages."""
    desk = Desk(base=13)
    style = desk.document.styles.add_style("Noi dung", 1)
    style.base_style = desk.document.styles["Normal"]
    style.font.size = Pt(14)
    style.paragraph_format.alignment = JUSTIFY
    style.paragraph_format.first_line_indent = Cm(1.27)
    style.paragraph_format.space_before = Pt(3)
    style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.line_spacing = 1.15
    state_head(
        desk,
        parent="ỦY BAN NHÂN DÂN TỈNH TRÀ LĨNH",
        issuer="SỞ NỘI VỤ",
        number="Số:        /QĐ-SNV",
        date="Trà Lĩnh, ngày       tháng 11 năm 2026",
    )
    state_title(desk, "QUYẾT ĐỊNH", "Về việc thành lập Tổ công tác")
    desk.text("GIÁM ĐỐC SỞ NỘI VỤ", bold=True, size=14, align=CENTRE, before=6)
    for words in (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
        "Theo đề nghị của Chánh Văn phòng.",
    ):
        paragraph = desk.document.add_paragraph(style="Noi dung")
        paragraph.add_run(words).italic = True
    desk.text("QUYẾT ĐỊNH:", bold=True, size=14, align=CENTRE, before=6)
    for words in (f"Điều 1. {LONG}", "Điều 2. Quyết định này có hiệu lực từ ngày ký.", f"Điều 3. {LONG[:-1]}./."):
        paragraph = desk.document.add_paragraph(style="Noi dung")
        paragraph.add_run(words[:7]).bold = True
        paragraph.add_run(words[7:])
    state_foot(desk, ["- Như Điều 3;", "- Lưu: VT, TCCC."], ["Q. GIÁM ĐỐC"], "Đàm Thị Hương Mẫu")
    desk.page_numbers()
    return desk


def report() -> Desk:
    """A report of two pages with an annex across, in a section of its own."""
    desk = Desk()
    state_head(
        desk,
        parent="ỦY BAN NHÂN DÂN TỈNH TRÀ LĨNH",
        issuer="SỞ TÀI CHÍNH",
        number="Số: 09/BC-STC",
        date="Trà Lĩnh, ngày 20 tháng 01 năm 2026",
    )
    state_title(desk, "BÁO CÁO", "Kết quả thu ngân sách năm 2025")
    desk.text("Kính gửi: Ủy ban nhân dân tỉnh Trà Lĩnh", size=14, align=CENTRE, before=12)
    for number in range(1, 31):
        desk.body(f"{number}. {LONG}", line=1.5)
    desk.body("Số liệu chi tiết tại Phụ lục kèm theo./.", line=1.5)
    state_foot(desk, ["- Như trên;", "- Lưu: VT, NS."], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Bế Văn Thử")
    desk.page_numbers(14)
    section = desk.document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    desk.text("Phụ lục", size=14, bold=True, align=CENTRE)
    desk.text("SỐ THU THEO ĐỊA BÀN", size=14, bold=True, align=CENTRE)
    desk.text(
        "(Kèm theo Báo cáo số 09/BC-STC ngày 20 tháng 01 năm 2026 của Sở Tài chính)", size=14, italic=True, align=CENTRE
    )
    table = desk.document.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    for cells, words in zip(
        table.rows, (("TT", "Địa bàn", "Số thu"), ("1", "Nà Mẫu", "12,5"), ("2", "Bản Thử", "8,1")), strict=True
    ):
        for cell, word in zip(cells.cells, words, strict=True):
            cell.paragraphs[0].add_run(word).font.size = Pt(12)
    return desk


def submission() -> Desk:
    """A submission (tờ trình) that signs by order."""
    desk = Desk()
    state_head(
        desk,
        parent="BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        issuer="CỤC THÔNG TIN CƠ SỞ",
        number="Số: 21/TTr-TTCS",
        date="Hà Nội, ngày 30 tháng 10 năm 2026",
    )
    state_title(desk, "TỜ TRÌNH", "Về việc trang bị bảng tin điện tử")
    desk.text("Kính gửi: Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", size=14, align=CENTRE, before=12)
    desk.body(LONG, line=1.2)
    desk.body("Cục Thông tin cơ sở kính trình Bộ trưởng xem xét, quyết định./.", line=1.2)
    state_foot(desk, ["- Như trên;", "- Lưu: VT, HTCS."], ["TL. CỤC TRƯỞNG", "CHÁNH VĂN PHÒNG"], "Vi Thị Bình")
    return desk


def minutes() -> Desk:
    """Minutes with two signers."""
    desk = Desk()
    state_head(
        desk,
        parent="ỦY BAN NHÂN DÂN TỈNH TRÀ LĨNH",
        issuer="VĂN PHÒNG",
        number="Số: 14/BB-VP",
        date="Trà Lĩnh, ngày 17 tháng 11 năm 2026",
    )
    state_title(desk, "BIÊN BẢN", "Họp bàn công tác phát thanh")
    desk.body("Thời gian bắt đầu: 8 giờ 00 phút, ngày 17 tháng 11 năm 2026.")
    desk.body(LONG)
    desk.body("Cuộc họp kết thúc vào 10 giờ 30 phút cùng ngày./.")
    table = desk.table(1, (8, 8.5))
    left, right = table.rows[0].cells
    for cell, office, name in ((left, "THƯ KÝ", "Nông Thị Ghi"), (right, "CHỦ TRÌ", "Hà Văn Chủ")):
        desk.text(office, size=14, bold=True, align=CENTRE, within=cell)
        for _ in range(3):
            cell.add_paragraph()
        desk.text(name, size=14, bold=True, align=CENTRE, within=cell)
    desk.text("Nơi nhận:", size=12, bold=True, italic=True)
    desk.text("- Thành phần dự họp;", size=11)
    desk.text("- Lưu: VT, Hồ sơ.", size=11)
    return desk


def telegram() -> Desk:
    """An urgent telegram; the stamp stands below the number."""
    desk = Desk()
    table = state_head(
        desk,
        parent=None,
        issuer="ỦY BAN NHÂN DÂN\nTỈNH TRÀ LĨNH",
        number="Số: 03/CĐ-UBND",
        date="Trà Lĩnh, ngày 28 tháng 9 năm 2026",
    )
    desk.text("HỎA TỐC", size=13, bold=True, align=CENTRE, within=table.rows[1].cells[0], before=6)
    state_title(desk, "CÔNG ĐIỆN", "Về việc ứng phó mưa lũ")
    desk.text("Chủ tịch Ủy ban nhân dân tỉnh Trà Lĩnh điện:", size=14, align=CENTRE, before=12)
    desk.text("- Giám đốc các Sở: Y tế, Công Thương;", size=14, left=4)
    desk.text("- Chủ tịch Ủy ban nhân dân các xã, phường.", size=14, left=4)
    desk.body(LONG)
    desk.body("Yêu cầu các đơn vị nghiêm túc thực hiện./.")
    state_foot(desk, ["- Như trên;", "- Lưu: VT, KT."], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Hứa Văn Thử")
    return desk


def invitation() -> Desk:
    """An invitation of a university, whose signer may show the title, without a parent body above."""
    desk = Desk()
    state_head(
        desk,
        parent="BỘ Y TẾ",
        issuer="TRƯỜNG ĐẠI HỌC Y TRÀ LĨNH",
        number="Số: 120/GM-ĐHYTL",
        date="Trà Lĩnh, ngày 01 tháng 6 năm 2026",
    )
    state_title(desk, "GIẤY MỜI", "Dự hội thảo khoa học")
    desk.body("Trường Đại học Y Trà Lĩnh trân trọng kính mời: Ông Nông Văn Khách, Trưởng phòng Y tế.")
    desk.body("Thời gian: 8 giờ 00 ngày 05 tháng 6 năm 2026, tại Hội trường A. Rất mong Ông đến dự./.")
    state_foot(
        desk,
        ["- Như trên;", "- Lưu: VT, QLKH."],
        ["TUQ. HIỆU TRƯỞNG", "TRƯỞNG PHÒNG QUẢN LÝ KHOA HỌC"],
        "PGS.TS. Lương Thị Học",
    )
    return desk


def party_head(desk: Desk, *, parent: str, issuer: str, number: str, date: str, subject: str | None = None) -> None:
    """The boxes of a Party paper."""
    table = desk.table(1, (7.5, 9))
    left, right = table.rows[0].cells
    desk.text(parent, size=14, align=CENTRE, within=left)
    desk.text(issuer, size=14, bold=True, align=CENTRE, within=left)
    desk.text("*", size=14, align=CENTRE, within=left)
    desk.text(number, size=14, align=CENTRE, within=left)
    if subject:
        desk.text(subject, size=12, italic=True, align=CENTRE, within=left)
    desk.shape(desk.text("ĐẢNG CỘNG SẢN VIỆT NAM", size=15, bold=True, align=CENTRE, within=right), 212)
    desk.text(date, size=14, italic=True, align=CENTRE, within=right)


def party_foot(desk: Desk, recipients: list[str], capacity: str, office: str | None, name: str) -> None:
    """Recipients and signature of a Party paper."""
    table = desk.table(1, (8, 8.5))
    left, right = table.rows[0].cells
    label = desk.text("", within=left)
    desk.run(label, "Nơi nhận", size=14, underline=True)
    desk.run(label, ":", size=14)
    for recipient in recipients:
        desk.text(recipient, size=12, within=left)
    desk.text(capacity, size=14, bold=True, align=CENTRE, within=right)
    if office:
        desk.text(office, size=14, align=CENTRE, within=right)
    for _ in range(4):
        right.add_paragraph()
    desk.text(name, size=14, bold=True, align=CENTRE, within=right)


def party_letter() -> Desk:
    """A letter of a provincial Party board."""
    desk = Desk()
    party_head(
        desk, parent="TỈNH ỦY TRÀ LĨNH", issuer="BAN TUYÊN GIÁO VÀ DÂN VẬN", number="Số 581-CV/BTGDVTU",
        date="Trà Lĩnh, ngày 03 tháng 02 năm 2026",
        subject="Tuyên truyền dịp Tết Nguyên đán",
    )  # fmt: skip
    line = desk.text("", align=CENTRE, before=12)
    desk.run(line, "Kính gửi: ", size=14, italic=True)
    desk.run(line, "Ban thường vụ các đảng ủy trực thuộc", size=14)
    desk.body(LONG, first=1, exactly=18)
    desk.body("Đề nghị các đồng chí quan tâm chỉ đạo thực hiện.", first=1, exactly=18)
    party_foot(
        desk,
        ["- Như trên,", "- Thường trực Tỉnh ủy,", "- Lưu Ban Tuyên giáo và Dân vận."],
        "K/T TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
        "Lục Thị Mẫu",
    )
    return desk


def party_plan() -> Desk:
    """A Party committee's decision with bases and five hyphens under the subject."""
    desk = Desk()
    party_head(
        desk,
        parent="ĐẢNG BỘ TỈNH TRÀ LĨNH",
        issuer="ĐẢNG ỦY XÃ NÀ MẪU",
        number="Số 08-QĐ/ĐU",
        date="Nà Mẫu, ngày 12 tháng 9 năm 2026",
    )
    desk.text("QUYẾT ĐỊNH", size=16, bold=True, align=CENTRE, before=12)
    desk.text("về việc thành lập tổ biên tập bản tin", size=14, bold=True, align=CENTRE)
    desk.text("-----", size=14, align=CENTRE)
    desk.body("- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;", first=1, exactly=18)
    desk.body("- Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã,", first=1, exactly=18)
    desk.text("BAN CHẤP HÀNH ĐẢNG BỘ QUYẾT ĐỊNH:", size=14, bold=True, align=CENTRE, before=6)
    desk.run(desk.body("Điều 1.", bold=True, first=1, exactly=18), f" {LONG}")
    desk.run(desk.body("Điều 2.", bold=True, first=1, exactly=18), " Quyết định này có hiệu lực từ ngày ký.")
    party_foot(desk, ["- Như Điều 1,", "- Lưu Văn phòng Đảng ủy."], "T/M BAN CHẤP HÀNH", "BÍ THƯ", "Hoàng Thị Đảng")
    return desk


RAW: dict[str, Callable[[], Desk]] = {
    make.__name__: make
    for make in (
        plan,
        letter,
        tabbed,
        decision,
        report,
        submission,
        minutes,
        telegram,
        invitation,
        party_letter,
        party_plan,
    )
}
"""Correct papers by name."""

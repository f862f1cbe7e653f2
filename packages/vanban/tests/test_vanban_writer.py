"""Written papers: their structure, and what the reader reads in them."""

from __future__ import annotations

import dataclasses
import datetime
import io
from typing import Any

import docx
import pytest
import vanban
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from vanban import write
from vanban.numbers import format_date, format_number, format_short_date
from vanban.write.metrics import balanced, text_width
from vanban_helpers import TODAY

REPORT = write.Paper(
    issuer_parent="Ủy ban nhân dân tỉnh Trà Lĩnh",
    issuer="Sở Văn hóa, Thể thao và Du lịch",
    number=5,
    symbol="BC-SVHTTDL",
    place="Trà Lĩnh",
    date=datetime.date(2026, 2, 5),
    kind="Báo cáo",
    subject="Kết quả thông tin cơ sở năm 2026",
    addressees=("Ủy ban nhân dân tỉnh Trà Lĩnh",),
    body=(
        write.Paragraph("Căn cứ Nghị định số 49/2024/NĐ-CP ngày 10/5/2024 của Chính phủ;", basis=True),
        write.Heading(1, "I", "Kết quả"),
        write.Heading(2, "1", "Phát thanh"),
        write.Table(
            ("TT", "Xã", "Lượt"),
            (("1", "Nà Mẫu", "1.234"),),
            caption="Bảng 1",
            widths=(10, 90, 30),
            numeric=frozenset({2}),
        ),
        write.Paragraph("Trên đây là báo cáo kết quả."),
        write.Annex("Danh sách cụm loa", (write.Paragraph("Cụm 1"),), label="Phụ lục I"),
    ),
    recipients=("UBND tỉnh (b/c)", "Lưu: VT, QLTT"),
    signer=write.SignatureBlock("PHÓ GIÁM ĐỐC", "Hoàng Thị Ví Dụ", "KT. GIÁM ĐỐC"),
)
LETTER = dataclasses.replace(
    REPORT,
    kind=None,
    number=None,
    symbol="SVHTTDL-QLTT",
    date=None,
    body=REPORT.body[4:5],
    addressees=("Sở Y tế", "Sở Nội vụ"),
)
PARTY = dataclasses.replace(
    LETTER,
    form="party",
    issuer_parent="Tỉnh ủy Trà Lĩnh",
    issuer="Ban Tuyên giáo và Dân vận",
    number=12,
    symbol="CV/BTGDVTU",
    date=datetime.date(2026, 11, 9),
    signer=write.SignatureBlock("PHÓ TRƯỞNG BAN", "Lý Thị Mẫu", "K/T TRƯỞNG BAN"),
)


def opened(paper: write.Paper) -> Any:
    return docx.Document(io.BytesIO(write.docx(paper)))


def all_paragraphs(document: Any) -> list[Any]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def find(document: Any, text: str) -> Any:
    return next(paragraph for paragraph in all_paragraphs(document) if text in paragraph.text)


def rule_after(document: Any, text: str) -> Any:
    """The paragraph with a drawn line that follows a text."""
    following = find(document, text)._p.getnext()
    border = following.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}")
    assert border is not None
    assert border.get(qn("w:val")) == "single"
    return following


def line_length(paragraph: Any, room_mm: float) -> float:
    indent = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    sides = sum(int(indent.get(qn(f"w:{side}"))) for side in ("left", "right")) / 20
    return room_mm * 72 / 25.4 - sides


def test_page_of_the_decree() -> None:
    section = opened(REPORT).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert Mm(20) <= section.top_margin <= Mm(25)
    assert Mm(20) <= section.bottom_margin <= Mm(25)
    assert Mm(30) <= section.left_margin <= Mm(35)
    assert Mm(15) <= section.right_margin <= Mm(20)


def test_page_number_in_the_top_margin_but_not_on_the_first_page() -> None:
    section = opened(REPORT).sections[0]
    assert section.different_first_page_header_footer
    assert not section.first_page_header.is_linked_to_previous
    assert "PAGE" not in section.first_page_header._element.xml
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER


def test_font_and_language_for_every_script() -> None:
    properties = opened(REPORT).styles["Normal"].element.rPr
    fonts = properties.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert properties.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_header_boxes_of_the_decree() -> None:
    document = opened(REPORT)
    header = document.tables[0]
    assert header._tbl.tblPr.find(qn("w:tblBorders")) is None
    names = [" ".join(cell.text.split()) for cell in header.rows[0].cells]
    assert names == [
        "ỦY BAN NHÂN DÂN TỈNH TRÀ LĨNH SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
    ]
    assert [cell.text for cell in header.rows[1].cells] == [
        "Số: 05/BC-SVHTTDL",
        "Trà Lĩnh, ngày 05 tháng 02 năm 2026",
    ]
    assert find(document, "Độc lập - Tự do").runs[0].font.bold
    assert not find(document, "TỈNH TRÀ LĨNH").runs[0].font.bold
    assert find(document, "SỞ VĂN HÓA").runs[0].font.bold
    assert find(document, "ngày 05").runs[0].font.italic


def test_line_under_the_motto_is_as_long_as_the_motto() -> None:
    document = opened(REPORT)
    drawn = line_length(rule_after(document, "Độc lập"), document.tables[0].columns[1].width.mm)
    assert drawn == pytest.approx(text_width("Độc lập - Tự do - Hạnh phúc", size=13, bold=True), abs=1)


def test_lines_under_issuer_and_subject_are_a_third_to_a_half() -> None:
    document = opened(REPORT)
    issuer = find(document, "SỞ VĂN HÓA")
    longest = max(text_width(line, size=12, bold=True) for line in issuer.text.splitlines())
    assert (
        1 / 3
        <= line_length(rule_after(document, "SỞ VĂN HÓA"), document.tables[0].columns[0].width.mm) / longest
        <= 1 / 2
    )
    subject = text_width(REPORT.subject, size=14, bold=True)
    assert 1 / 3 <= line_length(rule_after(document, REPORT.subject), 165) / subject <= 1 / 2


def test_body_type_and_indent() -> None:
    document = opened(REPORT)
    last = find(document, "Trên đây")
    assert last.text.endswith("./.")
    assert last.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert last.paragraph_format.first_line_indent == Mm(12.7)
    assert last.paragraph_format.space_before >= Pt(6)
    assert last.runs[0].font.size == Pt(14)
    assert find(document, "Căn cứ Nghị định").runs[0].font.italic
    assert find(document, "I. KẾT QUẢ").runs[0].font.bold


def test_recipients_and_signature() -> None:
    document = opened(REPORT)
    label = find(document, "Nơi nhận:").runs[0].font
    assert (label.size, label.bold, label.italic) == (Pt(12), True, True)
    assert find(document, "- UBND tỉnh (b/c);").runs[0].font.size == Pt(11)
    assert find(document, "- Lưu: VT, QLTT.")
    signature = document.tables[-1].cell(0, 1).text.split("\n")
    assert [line for line in signature if line] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Hoàng Thị Ví Dụ"]


def test_table_repeats_its_header_and_sets_numbers_to_the_right() -> None:
    table = opened(REPORT).tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.cell(1, 2).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert table.cell(1, 1).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert table.columns[1].width.mm == pytest.approx(90, abs=0.1)


def test_annex_has_pages_of_its_own() -> None:
    section = opened(REPORT).sections[1]
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert find(opened(REPORT), "DANH SÁCH CỤM LOA").runs[0].font.bold


def test_letter_has_its_subject_below_a_blank_number() -> None:
    document = opened(LETTER)
    assert document.tables[0].cell(1, 0).text.replace("\u00a0", "") == f"Số: /SVHTTDL-QLTT\nV/v {LETTER.subject}"
    assert find(document, "- Sở Y tế;")
    assert find(document, "- Sở Nội vụ.")


def test_party_form() -> None:
    document = opened(PARTY)
    assert "*" in document.tables[0].cell(0, 0).text.splitlines()
    assert document.tables[0].cell(1, 0).text.startswith("Số 12-CV/BTGDVTU\n")
    heading = find(document, "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert heading.runs[0].font.size == Pt(15)
    drawn = line_length(rule_after(document, "ĐẢNG CỘNG SẢN"), document.tables[0].columns[1].width.mm)
    assert drawn == pytest.approx(text_width("ĐẢNG CỘNG SẢN VIỆT NAM", size=15, bold=True), abs=1)
    assert find(document, "Nơi nhận").runs[0].font.underline
    assert find(document, "Trên đây").text.endswith("quả.")


@pytest.mark.parametrize("paper", [REPORT, LETTER, PARTY])
def test_what_was_written_is_read(paper: write.Paper) -> None:
    read = vanban.to_json(vanban.read(write.docx(paper), filename="a.docx", today=TODAY))
    number = None if paper.number is None else f"{paper.number:02}{'-' if paper.form == 'party' else '/'}{paper.symbol}"
    assert read["kind"] == (paper.kind or "công văn").lower()
    assert read["issuer"] == paper.issuer.upper()
    assert read["issuer_parent"] == (paper.issuer_parent or "").upper()
    assert (read["number"], read["symbol"]) == (number, paper.symbol)
    assert read["place"] == paper.place
    assert read["date"] == (paper.date.isoformat() if paper.date else None)
    assert read["subject"] == paper.subject
    assert read["addressees"] == list(paper.addressees)
    assert read["recipients"] == list(paper.recipients)
    signer = paper.signer
    assert read["signer"] == {"name": signer.name, "title": signer.title, "on_behalf": signer.on_behalf}


def test_same_paper_same_bytes_of_text() -> None:
    first, second = opened(REPORT), opened(REPORT)
    assert first.element.xml == second.element.xml
    assert first.core_properties.created == second.core_properties.created


def test_row_of_another_length_is_refused() -> None:
    table = write.Table(("a", "b", "c"), (("1", "2"),))
    with pytest.raises(ValueError, match="zip"):
        write.docx(dataclasses.replace(REPORT, body=(table,)))


def test_numbers_and_dates() -> None:
    assert format_number(1234567) == "1.234.567"
    assert format_number(-1234.5) == "-1.234,5"
    assert format_number(2 / 3, decimals=2) == "0,67"
    assert format_date(datetime.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert format_date(datetime.date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
    assert format_short_date(datetime.date(2026, 2, 5)) == "05/02/2026"
    with pytest.raises(ValueError, match="finite"):
        format_number(float("nan"))


def test_long_names_break_into_lines_of_like_length() -> None:
    lines = balanced("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", size=12, bold=True, room=198)
    widths = [text_width(line, size=12, bold=True) for line in lines]
    assert " ".join(lines) == "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"
    assert len(lines) == 2
    assert min(widths) > 0.7 * max(widths)

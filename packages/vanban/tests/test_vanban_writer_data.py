"""Papers written from plain data: loading, its refusals, and the boxes that only some papers have."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree
from vanban import cli, write
from vanban.numbers import amount_in_words, format_amount, format_paper_number, number_in_words

PLAIN: dict[str, Any] = {
    "issuer_parent": "Ủy ban nhân dân tỉnh Trà Lĩnh",
    "issuer": "Sở Tư pháp",
    "number": 7,
    "symbol": "STP-PBGDPL",
    "place": "Trà Lĩnh",
    "date": "2026-02-05",
    "subject": "phổ biến pháp luật trên loa truyền thanh",
    "addressees": ["Các xã", "Các phường"],
    "body": ["Một câu^[Kế hoạch số 1/KH-STP.] và một câu nữa^[Ghi chú thứ hai]."],
    "recipients": ["Như trên", "Lưu: VT"],
    "signer": {"title": "Giám đốc", "name": "Nông Thị Mẫu"},
}


def opened(**changes: Any) -> Any:
    return docx.Document(io.BytesIO(write.docx(write.load(PLAIN | changes))))


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def cell_texts(document: Any) -> list[str]:
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [paragraph.text for cell in cells for paragraph in cell.paragraphs if paragraph.text]


def test_every_key_of_the_classes_can_be_given() -> None:
    table = {"type": "table", "header": ["TT", "Việc"], "rows": [["I. Phần chung"], ["1", "a\nb"]], "widths": [10, 90]}
    blocks = [
        {"type": "paragraph", "text": "Căn cứ Luật;", "basis": True},
        {"type": "centred", "text": "QUYẾT ĐỊNH:"},
        {"type": "article", "label": "Điều 1", "title": "Phạm vi", "text": "Toàn tỉnh."},
        {"type": "article", "label": "Điều 2.", "text": "Có hiệu lực."},
        {"type": "heading", "level": 1, "label": "I", "text": "Chung"},
        {"type": "heading", "level": 3, "label": "1.1", "text": "Riêng"},
        table | {"caption": "Bảng 1", "numeric": [0]},
        {"type": "page_break"},
    ]
    annex = {"type": "annex", "label": "Phụ lục I", "title": "Bảng", "attached_to": "Kèm theo", "landscape": True}
    document = opened(body=[*blocks, "Hết.", annex | {"blocks": [table]}])
    assert "I. CHUNG" in texts(document)
    assert "1.1. Riêng" in texts(document)
    assert "Điều 1. Phạm vi" in texts(document)
    assert "Điều 2. Có hiệu lực." in texts(document)
    assert "Hết./." in texts(document)
    assert "BẢNG" in texts(document)
    section = document.sections[-1]
    assert section.page_width > section.page_height
    merged = document.tables[1].rows[1]
    assert merged.cells[0]._tc is merged.cells[1]._tc
    assert [line.text for line in document.tables[1].cell(2, 1).paragraphs] == ["a", "b"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"subjekt": "x"}, "subjekt", "subject"),
        ({"date": "5/2/2026"}, "date", "2026-02-05"),
        ({"date": 20260205}, "date", "2026-02-05"),
        ({"number": 1.5}, "number", "số nguyên"),
        ({"number": True}, "number", "số nguyên"),
        ({"urgency": "GẤP"}, "urgency", "HỎA TỐC"),
        ({"body": "một"}, "body", "danh sách"),
        ({"body": [7]}, "body[0]", "type"),
        ({"body": [{"type": "bảng"}]}, "body[0].type", "table"),
        ({"body": [{"type": "heading", "level": 9, "label": "1", "text": "a"}]}, "body[0].level", "1"),
        ({"body": [{"type": "heading", "level": 1, "label": "1"}]}, "body[0].text", "Thiếu"),
        ({"body": [{"type": "table", "header": [], "rows": []}]}, "body[0].header", "cột"),
        ({"body": [{"type": "table", "header": ["a", "b", "c"], "rows": [["1", "2"]]}]}, "body[0].rows[0]", "2 ô"),
        ({"body": [{"type": "table", "header": ["a"], "rows": [], "widths": [0]}]}, "body[0].widths", "0 mm"),
        ({"body": [{"type": "table", "header": ["a"], "rows": [], "widths": [1, 2]}]}, "body[0].widths", "1 độ rộng"),
        ({"body": [{"type": "table", "header": ["a"], "rows": [], "numeric": [1]}]}, "body[0].numeric", "0"),
        ({"body": [{"type": "annex", "title": "a", "blocks": [{"type": "annex"}]}]}, "body[0].blocks[0].type", "annex"),
        ({"signer": {"name": "A"}}, "signer.title", "Thiếu"),
        ({"signer": "A"}, "signer", "{ … }"),
        ({"co_issuers": ["Sở Y tế"]}, "co_signers", "người ký"),
        ({"form": "party", "contact": "Số 1"}, "form", "Đảng"),
    ],
)
def test_mistakes_name_the_field_and_what_to_do(changes: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(write.DataError) as caught:
        write.load(PLAIN | changes)
    assert caught.value.field == field
    assert words in caught.value.message_vi


def test_example_of_the_manual_is_written() -> None:
    manual = (Path(__file__).parents[1] / "docs" / "writing.md").read_text(encoding="utf-8")
    data = json.loads(manual.split("```json\n")[1].split("```")[0])
    paper = write.load(data)
    assert write.docx(paper)
    named = {field.name for kind in (write.Paper, write.SignatureBlock) for field in dataclasses.fields(kind)}
    kinds = (write.Paragraph, write.Heading, write.Article, write.Centred, write.Table, write.Annex)
    named |= {field.name for kind in kinds for field in dataclasses.fields(kind)}
    assert not {name for name in named if f"`{name}" not in manual}


def test_not_an_object_is_refused() -> None:
    with pytest.raises(write.DataError):
        write.load(["x"])


def test_footnotes_are_real() -> None:
    data = write.docx(write.load(PLAIN))
    document = docx.Document(io.BytesIO(data))
    marks = [node.get(qn("w:id")) for node in document.element.body.iter(qn("w:footnoteReference"))]
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/footnotes.xml"))
    notes = {note.get(qn("w:id")): "".join(note.itertext()).strip() for note in root}
    assert marks == ["1", "2"]
    assert (notes["1"], notes["2"]) == ("Kế hoạch số 1/KH-STP.", "Ghi chú thứ hai")
    assert "Một câu và một câu nữa./." in texts(document)
    assert (
        "word/footnotes.xml"
        not in zipfile.ZipFile(io.BytesIO(write.docx(write.load(PLAIN | {"body": ["a"]})))).namelist()
    )


@pytest.mark.parametrize(("stamp", "width"), [("HỎA TỐC", 30), ("THƯỢNG KHẨN", 40), ("KHẨN", 20)])
def test_urgency_is_a_red_box_of_the_decree(stamp: str, width: int) -> None:
    document = opened(urgency=stamp)
    cell = document.tables[0].cell(1, 0)
    line = next(paragraph for paragraph in cell.paragraphs if paragraph.text == stamp)
    assert line.runs[0].font.color.rgb == RGBColor(0xFF, 0, 0)
    sides = {side.tag.split("}")[1] for side in line._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")}
    assert sides == {"top", "left", "bottom", "right"}
    form = line.paragraph_format
    room = document.tables[0].columns[0].width - form.left_indent - form.right_indent
    assert room == pytest.approx(Mm(width), abs=Mm(0.2))


def test_drafter_copies_and_contact() -> None:
    document = opened(drafter="NVM", copies=20, contact="Số 1 phố Chè", secrecy="MẬT", circulation="Lưu hành nội bộ")
    assert "- Lưu: VT, NVM.20." in cell_texts(document)
    assert "Số 1 phố Chè" in [line.text for line in document.sections[0].first_page_footer.paragraphs]
    assert {"MẬT", "LƯU HÀNH NỘI BỘ"} <= set(cell_texts(document))
    assert not any(line.text for line in opened().sections[0].first_page_footer.paragraphs)


def test_party_marks() -> None:
    document = opened(
        form="party", symbol="CV/ĐU", drafter="NVM", copies=20, urgency="KHẨN", circulation="Xong hội nghị trả lại"
    )
    last = next(line for line in document.tables[-1].cell(0, 0).paragraphs if "Lưu" in line.text)
    assert last.text == "- Lưu: VT, NVM-20."
    assert [run.font.size for run in last.runs] == [Pt(12), Pt(8)]
    header = document.sections[0].first_page_header.paragraphs[0]
    assert (header.text, header.runs[0].font.size) == ("XONG HỘI NGHỊ TRẢ LẠI", Pt(12))
    stamp = next(line for line in document.tables[0].cell(1, 0).paragraphs if line.text == "KHẨN")
    assert stamp.runs[0].font.size == Pt(14)
    assert "XONG HỘI NGHỊ TRẢ LẠI" not in cell_texts(document)


def test_a_letter_prints_no_kind() -> None:
    document = opened(kind="Công văn")
    assert "CÔNG VĂN" not in texts(document)
    assert f"V/v {PLAIN['subject']}" in cell_texts(document)


def test_contact_stays_off_the_annex() -> None:
    document = opened(contact="Số 1 phố Chè", body=["a", {"type": "annex", "title": "b", "blocks": ["c"]}])
    assert not any(line.text for line in document.sections[1].first_page_footer.paragraphs)


def test_joint_paper() -> None:
    document = opened(co_issuers=["Sở Y tế"], co_signers=[{"title": "Giám đốc", "name": "Lý Văn Hai"}])
    names = " ".join(document.tables[0].cell(0, 0).text.split())
    assert names.endswith("SỞ TƯ PHÁP - SỞ Y TẾ")
    signatures = document.tables[-1].rows[0].cells
    assert ["Nông Thị Mẫu" in signatures[0].text, "Lý Văn Hai" in signatures[1].text] == [True, True]
    assert document.tables[-1].cell(1, 0).text.startswith("Nơi nhận:")


def test_party_sets_the_office_upright_and_the_call_in_italics() -> None:
    signer = {"on_behalf": "T/M BAN THƯỜNG VỤ", "title": "BÍ THƯ", "name": "Nông Thị Mẫu"}
    document = opened(form="party", symbol="CV/ĐU", signer=signer)
    cell = document.tables[-1].cell(0, 1)
    bold = {line.text: line.runs[0].font.bold for line in cell.paragraphs if line.text}
    assert bold == {"T/M BAN THƯỜNG VỤ": True, "BÍ THƯ": False, "Nông Thị Mẫu": True}
    call = next(line for line in document.paragraphs if line.text == "Kính gửi:")
    assert call.runs[0].font.italic
    alone = opened(
        form="party", symbol="CV/ĐU", signer={"title": "TRƯỞNG BAN", "name": "Nông Thị Mẫu"}, addressees=["A"]
    )
    assert alone.tables[-1].cell(0, 1).paragraphs[0].runs[0].font.bold
    call = next(line for line in alone.paragraphs if line.text == "Kính gửi: A")
    assert [run.font.italic for run in call.runs] == [True, False]


def test_telegram_calls_its_addressees() -> None:
    document = opened(kind="Công điện", authority="Chủ tịch Ủy ban nhân dân tỉnh")
    assert "Chủ tịch Ủy ban nhân dân tỉnh điện:" in texts(document)
    assert "Kính gửi:" not in texts(document)


def test_decision_names_who_decides_above_its_bases() -> None:
    document = opened(kind="Quyết định", authority="Giám đốc Sở Tư pháp", addressees=[])
    lines = [text for text in texts(document) if text]
    assert lines.index("GIÁM ĐỐC SỞ TƯ PHÁP") > lines.index("QUYẾT ĐỊNH")


def test_signature_never_breaks_over_pages() -> None:
    document = opened()
    assert document.tables[-1].rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    last = next(line for line in document.paragraphs if line.text.endswith("./."))
    assert last.paragraph_format.keep_with_next


def test_command_writes_and_names_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "a.json", tmp_path / "b.docx"
    source.write_text(json.dumps(PLAIN), encoding="utf-8")
    assert cli.main(["write", str(source), "-o", str(target)]) == 0
    assert docx.Document(str(target)).tables
    assert cli.main(["write", str(source)]) == 0
    assert (tmp_path / "a.docx").is_file()
    capsys.readouterr()
    for content, words in (
        (json.dumps(PLAIN | {"plase": 1}).encode(), "place"),
        (b"{", "dòng 1"),
        (b"\xff\xfe{", "UTF-8"),
    ):
        source.write_bytes(content)
        assert cli.main(["write", str(source)]) == 1
        assert words in capsys.readouterr().err
    assert cli.main(["write", str(tmp_path / "none.json")]) == 1
    assert "không có tệp" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_000_001, "một triệu không trăm linh một"),
        (9_875_000_000, "chín tỷ tám trăm bảy mươi lăm triệu"),
        (3_005_000_000_000, "ba nghìn không trăm linh năm tỷ"),
        (-7, "âm bảy"),
    ],
)
def test_numbers_in_words(value: int, words: str) -> None:
    assert number_in_words(value) == words


def test_amounts_and_paper_numbers() -> None:
    assert format_amount(1_250_000) == "1.250.000 đồng (Một triệu hai trăm năm mươi nghìn đồng)"
    assert amount_in_words(21, unit="") == "Hai mươi mốt"
    assert [format_paper_number(number) for number in (5, 10, 105)] == ["05", "10", "105"]
    with pytest.raises(ValueError, match="10"):
        number_in_words(10**18)
    with pytest.raises(ValueError, match="from 1"):
        format_paper_number(0)

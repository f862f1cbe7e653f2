"""File formats: what is read, what is refused and how."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdfium2
import pytest
import vanban
from vanban.readers import LARGEST, readers
from vanban.readers.plain import without_page_number
from vanban_helpers import TODAY


def refused(data: bytes, filename: str) -> vanban.UnreadableError:
    with pytest.raises(vanban.UnreadableError) as caught:
        vanban.read(data, filename=filename, today=TODAY)
    return caught.value


def docx_bytes() -> bytes:
    document = docx.Document()
    header = document.add_table(rows=2, cols=2)
    header.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ NÀ MẪU"
    header.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    header.cell(1, 0).text = "Số: 7/UBND-VH\nV/v treo cờ"
    header.cell(1, 1).text = "Nà Mẫu, ngày 05 tháng 8 năm 2026"
    document.add_paragraph("Kính gửi: Trưởng các xóm")
    document.add_paragraph("Thực hiện Công văn số 9/SVHTTDL-A ngày 01/8/2026 của Sở Văn hóa, Thể thao và Du lịch:")
    document.add_paragraph("1. Treo cờ trước ngày 01/9/2026.")
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("TT", "Xóm", "Số cờ"), strict=True):
        cell.text = text
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    foot.cell(0, 1).text = "CHỦ TỊCH\n\n\nTriệu Văn Mẫu"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """The package with one part replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return target.getvalue()


def pdf_bytes(commands: str) -> bytes:
    """A one-page PDF with a content stream; ASCII text in Helvetica as /F1."""
    stream = commands.encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)


def test_built_in_readers_are_found_by_entry_point() -> None:
    assert {ending for reader in readers() for ending in reader.types} >= {".docx", ".pdf", ".txt", ".md"}


def test_docx_header_and_foot_boxes_are_read() -> None:
    document = vanban.read(docx_bytes(), filename="a.docx", today=TODAY)
    assert document.issuer is not None
    assert document.issuer.value == "ỦY BAN NHÂN DÂN XÃ NÀ MẪU"
    assert document.number is not None
    assert document.number.value == "7/UBND-VH"
    assert document.date is not None
    assert document.date.value == "2026-08-05"
    assert document.subject is not None
    assert document.subject.value == "treo cờ"
    assert [one.value for one in document.recipients] == ["Như trên", "Lưu: VT"]
    assert document.signer is not None
    assert document.signer.name is not None
    assert document.signer.name.value == "Triệu Văn Mẫu"
    assert [(item.label, item.deadline) for item in document.items] == [("1", "2026-09-01")]
    assert [ref.issuer for ref in document.references] == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert "| TT | Xóm | Số cờ |" in document.text


def test_automatic_numbering_of_docx_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("Sở Y tế đề nghị:")
    for text in ("Phun khử khuẩn trường học", "Tuyên truyền trên loa"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Chuẩn bị hóa chất", style="List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    read = vanban.read(stream.getvalue(), filename="a.docx", today=TODAY)
    assert [(item.label, item.text_start) for item in read.items] == [
        ("1", "Phun khử khuẩn trường học"),
        ("2", "Tuyên truyền trên loa"),
    ]
    assert "\n- Chuẩn bị hóa chất" in read.text


def test_docx_is_known_by_its_bytes_too() -> None:
    assert vanban.read(docx_bytes(), filename="tai-len", today=TODAY).number is not None


def test_footnotes_of_docx_are_read() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">'
        "<w:p><w:r>"
        "<w:t>Kế hoạch số 3/KH-UBND ngày 02/3/2026 của UBND tỉnh.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = docx_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
        types = package.read("[Content_Types].xml").decode()
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        ' Target="footnotes.xml"/></Relationships>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    data = repacked(data, "word/_rels/document.xml.rels", relations.replace("</Relationships>", relation).encode())
    data = repacked(data, "[Content_Types].xml", types.replace("</Types>", override).encode())
    document = vanban.read(repacked(data, "word/footnotes.xml", notes.encode()), filename="a.docx", today=TODAY)
    assert "3/KH-UBND" in {reference.number for reference in document.references}


def test_zip_bomb_is_refused() -> None:
    assert refused(repacked(docx_bytes(), "word/document.xml", b" " * 60_000_000), "a.docx").code == "zip_bomb"


def test_entities_are_refused() -> None:
    xml = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refused(repacked(docx_bytes(), "word/document.xml", xml), "a.docx").code == "forbidden_xml"
    utf16 = xml.decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")
    assert refused(repacked(docx_bytes(), "word/document.xml", utf16), "a.docx").code == "forbidden_xml"


def test_encrypted_word_file_is_refused() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx").code == "encrypted"


@pytest.mark.parametrize("cut", [50, 500, 5000])
def test_broken_docx_is_refused(cut: int) -> None:
    assert refused(docx_bytes()[:cut], "a.docx").code == "corrupt"


def test_docx_without_words_is_taken_for_a_scan() -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    error = refused(stream.getvalue(), "a.docx")
    assert error.code == "no_text"
    assert "cần nhận dạng chữ" in error.message_vi


def test_pdf_columns_stay_apart() -> None:
    commands = (
        "BT /F1 12 Tf 60 780 Td (UBND XA NA MAU) Tj ET BT /F1 12 Tf 330 780 Td (CONG HOA XA HOI) Tj ET "
        "BT /F1 12 Tf 60 765 Td (SO 7) Tj ET BT /F1 12 Tf 330 765 Td (Doc lap - Tu do) Tj ET "
        "BT /F1 12 Tf 60 700 Td (A sentence of the body that is long enough.) Tj ET"
    )
    lines = vanban.read(pdf_bytes(commands), filename="a.pdf", today=TODAY).text.split("\n")
    assert [line.split() for line in lines if line.strip()] == [
        ["UBND", "XA", "NA", "MAU"],
        ["SO", "7"],
        ["CONG", "HOA", "XA", "HOI"],
        ["Doc", "lap", "-", "Tu", "do"],
        ["A", "sentence", "of", "the", "body", "that", "is", "long", "enough."],
    ]


def test_page_numbers_are_no_text() -> None:
    assert without_page_number(["2", "trên địa bàn xã", "12. Sở Y tế"]) == ["trên địa bàn xã", "12. Sở Y tế"]
    assert without_page_number(["Một câu", "- 3 -"]) == ["Một câu"]


def test_pdf_without_text_is_a_scan() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    error = refused(stream.getvalue(), "scan.pdf")
    assert error.code == "no_text"
    assert "cần nhận dạng chữ" in error.message_vi


def test_broken_pdf_is_refused() -> None:
    assert refused(b"%PDF-1.7\n nothing", "a.pdf").code == "corrupt"


def test_empty_large_and_unknown_files_are_refused() -> None:
    assert refused(b"", "a.txt").code == "empty"
    assert refused(bytes(LARGEST + 1), "a.txt").code == "too_large"
    assert refused(b"\x89XYZ\r\n\x1a\n\0\0", "a.xyz").code == "unknown_type"
    assert refused(b"abc\0def", "a.txt").code == "not_text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_plain_text(encoding: str) -> None:
    data = "KẾ HOẠCH\nTuyên truyền năm 2026\n\nCăn cứ nhiệm vụ".encode(encoding)
    document = vanban.read(data, filename="a.txt", today=TODAY)
    assert document.kind is not None
    assert document.kind.value == "kế hoạch"

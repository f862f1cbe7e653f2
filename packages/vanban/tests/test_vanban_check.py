"""The check as a whole: written papers, files that are no .docx, what a fix keeps, the command."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
import vanban.check
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from vanban import write
from vanban.check.assign import read_paper
from vanban.check.build import build_sheet, open_document
from vanban.check.components import Role
from vanban.check.rules import RULES
from vanban.cli import main
from vanban_check_papers import LONG, RAW, Desk, state_head, state_title
from vanban_helpers import TODAY, squeezed

ROUNDTRIP = sorted(
    path for path in (Path(__file__).parent / "roundtrip").glob("*.json") if not path.name.endswith(".gold.json")
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
PLAIN = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH TRÀ LĨNH                  Độc lập - Tự do - Hạnh phúc

Số: 7/KH-UBND               Trà Lĩnh, ngày 5 tháng 02 năm 2026

KẾ HOẠCH
Tuyên truyền an toàn giao thông

Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

1. Các sở, ngành tuyên truyền thường xuyên.

Trên đây là Kế hoạch tuyên truyền, đề nghị các đơn vị thực hiện.

Nơi nhận:                           TM. ỦY BAN NHÂN DÂN
- Các sở, ngành;                         CHỦ TỊCH
- Lưu: VT.
                                      Hoàng Văn Mẫu
"""


def check(data: bytes, filename: str = "a.docx") -> tuple[vanban.check.Finding, ...]:
    return vanban.check.check(data, filename=filename, today=TODAY)


def rules_of(findings: tuple[vanban.check.Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


@pytest.mark.parametrize("path", ROUNDTRIP, ids=lambda path: path.stem)
def test_nothing_is_found_in_a_written_paper(path: Path) -> None:
    data = write.docx(write.load(json.loads(path.read_text(encoding="utf-8"))))
    assert check(data) == ()


def test_plain_text_is_checked_by_its_words() -> None:
    findings = check(PLAIN.encode(), "a.txt")
    assert rules_of(findings) == ["number.zero", "date.zero", "body.ending"]
    assert not any(finding.fixable for finding in findings)
    assert findings[0].place.words == "Số: 7/KH-UBND"


def test_only_docx_can_be_mended() -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        vanban.check.fix(PLAIN.encode(), filename="a.txt", today=TODAY)
    assert caught.value.code == "not_docx"


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"", "a.docx", "empty"),
        (b"PK\x03\x04 not a zip", "a.docx", "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "encrypted"),
    ],
)
def test_unreadable_files_are_refused(data: bytes, filename: str, code: str) -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        check(data, filename)
    assert caught.value.code == code


def test_empty_and_foreign_packages_are_refused() -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    with pytest.raises(vanban.UnreadableError) as caught:
        check(stream.getvalue())
    assert caught.value.code == "no_text"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<a/>")
    with pytest.raises(vanban.UnreadableError) as caught:
        check(stream.getvalue())
    assert caught.value.code == "corrupt"


def messy() -> Desk:
    """A paper full of faults with picture, data table, footnote, link, line breaks in one run and a text box."""
    desk = Desk(margins=(15, 15, 20, 10), base=12)
    state_head(
        desk,
        parent="ubnd tỉnh Trà Lĩnh".upper(),
        issuer="SỞ Y TẾ",
        number="Số 7/KH - SYT",
        date="Trà Lĩnh ngày 5/2/2026",
    )
    state_title(desk, "Kế hoạch", "Phun thuốc diệt muỗi")
    both = desk.text("I. Mục tiêu\n1. Làm sạch  môi trường .", size=11)
    both.alignment = WD_ALIGN_PARAGRAPH.LEFT
    desk.text(LONG, size=12)
    desk.document.add_picture(io.BytesIO(PIXEL), width=Mm(10))
    table = desk.document.add_table(rows=2, cols=4)
    for column in table.columns:
        column.width = Mm(30)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ô {number}"
    note = desk.text("Có ghi chú", size=12)
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    note.add_run()._r.append(reference)
    link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:t>xem trang này</w:t></w:r></w:hyperlink>')
    note._p.append(link)
    add_footnotes(desk.document)
    table = desk.table(1, (8, 8))
    left, right = table.rows[0].cells
    for words in ("Nơi nhận", "Như trên", "Lưu VT"):
        desk.text(words, size=13, within=left)
    for words in ("KT GIÁM ĐỐC", "Phó giám đốc", "", "", "HOÀNG VĂN MẪU"):
        desk.text(words, size=12, within=right)
    return desk


def add_footnotes(document: Any) -> None:
    """A footnotes part with one note."""
    blob = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Số liệu của Trạm Y tế.</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def letters_of(document: Any) -> str:
    return squeezed("".join(node.text or "" for node in document.element.body.iter(qn("w:t"))))


def test_fix_of_a_messy_paper_loses_nothing() -> None:
    data = messy().bytes()
    before = check(data)
    assert len({finding.rule for finding in before}) >= 20
    fixed = vanban.check.fix(data, filename="a.docx", today=TODAY)
    assert {finding.rule for finding in fixed.left} <= {"component.addressee"}
    assert {finding.rule for finding in before} == {finding.rule for finding in (*fixed.mended, *fixed.left)}
    old, new = open_document(data), open_document(fixed.data)
    added = {"số7kh": "số07kh", "ngày522026": "ngày05tháng02năm2026"}
    expected = letters_of(old)
    for found, wanted in added.items():
        assert found in expected
        expected = expected.replace(found, wanted)
    assert letters_of(new) == expected
    assert len(new.inline_shapes) == 1
    assert len(new.tables) == len(old.tables)
    assert [cell.text for row in new.tables[1].rows for cell in row.cells] == [f"ô {number}" for number in range(8)]
    assert new.element.body.find(f".//{qn('w:footnoteReference')}") is not None
    assert new.element.body.find(f".//{qn('w:hyperlink')}") is not None
    with zipfile.ZipFile(io.BytesIO(fixed.data)) as package:
        assert "Số liệu của Trạm Y tế.".encode() in package.read("word/footnotes.xml")
        assert PIXEL in [package.read(name) for name in package.namelist() if name.endswith(".png")]
    again = vanban.check.fix(fixed.data, filename="a.docx", today=TODAY)
    assert (again.data, again.mended, again.left) == (fixed.data, (), fixed.left)


def test_places_tell_paragraph_box_and_words() -> None:
    desk = RAW["letter"]()
    for run in desk.document.paragraphs[-1].runs:
        run.font.size = Pt(11)
    findings = check(desk.bytes())
    assert [(finding.place.box, finding.place.words[:9]) for finding in findings] == [("Nội dung", "Sở Y tế t")]
    sheet = build_sheet(open_document(desk.bytes()))
    assert findings[0].place.paragraph in {
        line.paragraph for line in sheet.lines if line.text.startswith("Sở Y tế trân")
    }


def test_like_faults_are_counted_together() -> None:
    desk = RAW["plan"]()
    for paragraph in desk.document.paragraphs:
        if paragraph.text.startswith(("a) ", "b) ", "c) ")):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    (finding,) = check(desk.bytes())
    assert (finding.rule, finding.count) == ("body.justified", 3)


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("tabbed", {Role.ISSUER: "ỦY BAN NHÂN DÂN XÃ NÀ MẪU", Role.SIGNER: "Nông Văn Ví", Role.KIND: "THÔNG BÁO"}),
        ("minutes", {Role.CAPACITY: "THƯ KÝ CHỦ TRÌ", Role.SIGNER: "Nông Thị Ghi Hà Văn Chủ"}),
        ("telegram", {Role.STAMP: "HỎA TỐC", Role.ISSUER: "ỦY BAN NHÂN DÂN TỈNH TRÀ LĨNH"}),
        ("party_letter", {Role.PARENT: "TỈNH ỦY TRÀ LĨNH", Role.STAR: "*", Role.NUMBER: "Số 581-CV/BTGDVTU"}),
    ],
)  # fmt: skip
def test_components_are_known_in_any_layout(name: str, roles: dict[Role, str]) -> None:
    paper = read_paper(build_sheet(open_document(RAW[name]().bytes())))
    assert {role: " ".join(line.text for line in paper.lines(role)) for role in roles} == roles


def test_each_rule_cites_and_explains() -> None:
    for rule in RULES:
        assert rule.look.__doc__
        assert rule.source.startswith(("NĐ 30/2020/NĐ-CP, ", "HD 36-HD/VPTW, ", "Thông lệ "))
        for form in rule.forms:
            named = {"state": "NĐ 30", "party": "HD 36"}[form]
            assert rule.cited(form).startswith((named, "Thông lệ")), rule.name


def test_command_lists_findings_and_sets_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, none = tmp_path / "good.docx", tmp_path / "bad.docx", tmp_path / "none.docx"
    good.write_bytes(RAW["plan"]().bytes())
    bad.write_bytes(messy().bytes())
    assert main(["check", str(good)]) == 0
    assert "đúng thể thức" in capsys.readouterr().out
    assert main(["check", str(bad), str(good)]) == 1
    told = capsys.readouterr().out
    assert "Căn cứ: NĐ 30/2020/NĐ-CP, Phụ lục I" in told
    assert "--fix sửa được" in told
    assert main(["check", str(none)]) == 2
    assert "không có tệp" in capsys.readouterr().err
    none.write_bytes(b"PK\x03\x04")
    assert main(["check", str(bad), str(none)]) == 2


def test_command_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text(PLAIN, encoding="utf-8")
    assert main(["check", "--json", str(bad)]) == 1
    record = json.loads(capsys.readouterr().out)
    assert (record["form"], record["layout"]) == ("state", False)
    assert [finding["rule"] for finding in record["findings"]] == ["number.zero", "date.zero", "body.ending"]
    assert set(record["findings"][0]) == {
        "rule", "severity", "source", "message_vi", "advice_vi", "place", "fixable", "count",
    }  # fmt: skip
    assert main(["check", "--json", str(bad), str(bad)]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert main(["check", str(bad)]) == 1
    assert "cần tệp .docx" in capsys.readouterr().out


def test_command_writes_the_mended_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, out = tmp_path / "bad.docx", tmp_path / "out.docx"
    desk = RAW["letter"]()
    desk.document.paragraphs[-1].text = desk.document.paragraphs[-1].text.replace("./.", ".")
    bad.write_bytes(desk.bytes())
    original = bad.read_bytes()
    assert main(["check", "--fix", "-o", str(out), str(bad)]) == 0
    assert "Đã sửa" in capsys.readouterr().out
    assert bad.read_bytes() == original
    assert main(["check", str(out)]) == 0
    assert main(["check", "--fix", str(bad)]) == 0
    assert (tmp_path / "bad-sua.docx").exists()
    capsys.readouterr()
    assert main(["check", "-o", str(out), str(bad)]) == 2
    assert "--fix" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", ["TS." * 4000 + "x", "a" * 20000 + "!", "Trà-" * 20000, " " * 20000 + "x", "T/M" * 9000, "01/" * 9000]
)
def test_long_strange_lines_take_no_time(words: str) -> None:
    desk = RAW["letter"]()
    desk.text(words)
    desk.document.paragraphs[0].runs[0].text = words
    started = time.process_time()
    check(desk.bytes())
    check(words.encode() + b"\n" + PLAIN.encode(), "a.txt")
    assert time.process_time() - started < 5


def test_time_grows_with_length() -> None:
    desk = RAW["letter"]()
    for number in range(3000):
        desk.body(f"- Ý thứ {number}: {LONG}")
    started = time.process_time()
    check(desk.bytes())
    assert time.process_time() - started < 30


def test_each_rule_is_documented() -> None:
    listed = (Path(__file__).parents[1] / "docs" / "checking.md").read_text(encoding="utf-8")
    names = {"state": "state", "party": "Party"}
    for rule in RULES:
        wanted = " ".join((rule.look.__doc__ or "").split())
        assert f"| `{rule.name}` | {', '.join(names[form] for form in rule.forms)} | {wanted} |" in listed


def with_bullets(sign: str) -> bytes:
    """The letter whose recipients and addressees have Word's own bullets instead of typed hyphens."""
    desk = RAW["letter"]()
    document = desk.document
    numbering = document.part.numbering_part.element
    for made in (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{sign}"/><w:pPr><w:ind w:left="200" w:hanging="200"/></w:pPr></w:lvl></w:abstractNum>',
        f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>',
    ):
        numbering.append(parse_xml(made))
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        if text.startswith("- "):
            next(paragraph.iter(qn("w:t"))).text = text[2:]
            listed = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
            paragraph.get_or_add_pPr().insert(0, listed)
    return desk.bytes()


def test_bullets_that_word_sets_count_as_printed() -> None:
    assert check(with_bullets("-")) == ()
    findings = check(with_bullets("\uf0b7"))
    assert sorted(rules_of(findings)) == ["addressee.list", "recipients.list"]
    assert not any(finding.fixable for finding in findings)


def test_names_of_the_newer_standard_are_known() -> None:
    """LibreOffice writes "start" and "end" where Word writes "left" and "right"."""
    plan = next(path for path in ROUNDTRIP if path.stem.startswith("kh-"))
    document = open_document(write.docx(write.load(json.loads(plan.read_text(encoding="utf-8")))))
    names = {"left": "start", "right": "end"}
    for indents in document.element.body.iter(qn("w:ind")):
        for old, new in names.items():
            value = indents.attrib.pop(qn(f"w:{old}"), None)
            if value is not None:
                indents.set(qn(f"w:{new}"), value)
    for margins in document.element.body.iter(qn("w:tblCellMar")):
        for side in margins:
            side.tag = qn(f"w:{names.get(side.tag.rpartition('}')[2], 'top')}")
    body = next(
        paragraph for paragraph in document.paragraphs if len(paragraph.text) > 100 and not paragraph.style.base_style
    )
    next(body._p.iter(qn("w:ind"))).set(qn("w:start"), "1000")
    stream = io.BytesIO()
    document.save(stream)
    assert rules_of(check(stream.getvalue())) == ["body.indent"]
    assert vanban.check.fix(stream.getvalue(), filename="a.docx", today=TODAY).left == ()


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ('w:line="240"', 'w:line="1e9"'),
        ('w:w="11906"', 'w:w="true"'),
        ("<w:sz ", "<w:szx "),
        ('w:lineRule="auto"', 'w:lineRule="x"'),
        ('cx="', 'cx="x'),
        ('w:val="center"', 'w:val=""'),
    ],
)
def test_values_that_no_word_processor_writes_are_borne_or_refused(found: str, put: str) -> None:
    source = zipfile.ZipFile(io.BytesIO(messy().bytes()))
    assert found.encode() in source.read("word/document.xml")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            package.writestr(name, content.replace(found.encode(), put.encode()) if "document" in name else content)
    assert outcome(stream.getvalue()) in ("mended", "corrupt")


def outcome(data: bytes) -> str:
    """What a fix comes to: "mended", "nothing", or the code of the refusal."""
    try:
        fixed = vanban.check.fix(data, filename="a.docx", today=TODAY)
    except vanban.UnreadableError as error:
        return error.code
    return "mended" if fixed.mended else "nothing"

"""Planted faults: each one put into a correct paper is found by exactly its rule, and mended where it can be."""

from __future__ import annotations

import datetime
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import docx
import pytest
import vanban.check
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from vanban.letters import fold
from vanban_check_papers import LONG, RAW
from vanban_helpers import TODAY, squeezed

Plant = Callable[[Any], None]


@dataclass(frozen=True)
class Fault:
    """A fault: the paper it is put into, how, the rules that must find it, and whether ``fix`` mends it."""

    name: str
    base: str
    plant: Plant
    rule: str
    fixable: bool = True


def paragraphs(document: Any) -> list[Any]:
    """Every paragraph of a document, those of tables too."""
    return [docx.text.paragraph.Paragraph(element, document) for element in document.element.body.iter(qn("w:p"))]


def find(document: Any, words: str) -> Any:
    return next(paragraph for paragraph in paragraphs(document) if words in paragraph.text)


def words(old: str, new: str) -> Plant:
    """Change words inside one run."""

    def plant(document: Any) -> None:
        run = next(run for paragraph in paragraphs(document) for run in paragraph.runs if old in run.text)
        run.text = run.text.replace(old, new, 1)

    return plant


def type_of(text: str, **traits: Any) -> Plant:
    """Change the type of a paragraph's runs."""

    def plant(document: Any) -> None:
        for run in find(document, text).runs:
            for name, value in traits.items():
                setattr(run.font, name, value)

    return plant


def shape_of(text: str, **traits: Any) -> Plant:
    """Change the shape of a paragraph."""

    def plant(document: Any) -> None:
        for name, value in traits.items():
            setattr(find(document, text).paragraph_format, name, value)

    return plant


def without(*texts: str) -> Plant:
    """Take paragraphs out; a cell keeps an empty one."""

    def plant(document: Any) -> None:
        for text in texts:
            paragraph = find(document, text)
            if paragraph._p.getparent().tag == qn("w:tc"):
                for child in list(paragraph._p):
                    paragraph._p.remove(child)
            else:
                paragraph._p.getparent().remove(paragraph._p)

    return plant


def section_of(**traits: Any) -> Plant:
    def plant(document: Any) -> None:
        for name, value in traits.items():
            setattr(document.sections[0], name, value)

    return plant


def without_shapes(text: str) -> Plant:
    """Take the drawn line out of a paragraph, or out of the empty one below it."""

    def plant(document: Any) -> None:
        paragraph = find(document, text)._p
        for place in (paragraph, paragraph.getnext()):
            for drawing in [] if place is None else list(place.iter(qn("w:drawing"))):
                drawing.getparent().remove(drawing)

    return plant


def longer_shape(text: str) -> Plant:
    def plant(document: Any) -> None:
        extent = next(node for node in find(document, text)._p.iter() if node.tag.endswith("}extent"))
        extent.set("cx", str(int(extent.get("cx")) * 3))

    return plant


def swapped_head(document: Any) -> None:
    """The two boxes of each row of the head change places."""
    for row in document.tables[0].rows:
        first, second = row._tr.findall(qn("w:tc"))
        row._tr.remove(first)
        second.addnext(first)


def number_in_footer(document: Any) -> None:
    section = document.sections[0]
    paragraph = section.header.paragraphs[0]._p
    section.footer.is_linked_to_previous = False
    for field in list(paragraph.iter(qn("w:fldSimple"))):
        section.footer.paragraphs[0]._p.append(field)


def number_to_the_right(document: Any) -> None:
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def number_small(document: Any) -> None:
    for size in document.sections[0].header._element.iter(qn("w:sz")):
        size.set(qn("w:val"), "20")


def no_number(document: Any) -> None:
    for part in (document.sections[0].header, document.sections[0].first_page_header):
        for field in list(part._element.iter(qn("w:fldSimple"))):
            field.getparent().remove(field)


def decomposed(document: Any) -> None:
    run = find(document, "trân trọng đề nghị").runs[0]
    run.text = unicodedata.normalize("NFD", run.text)


def tracked(document: Any) -> None:
    paragraph = find(document, "trân trọng đề nghị")
    mark = OxmlElement("w:ins")
    mark.set(qn("w:id"), "1")
    mark.set(qn("w:author"), "a")
    paragraph._p.append(mark)
    mark.append(paragraph.runs[0]._r)


def annex_on_the_same_page(document: Any) -> None:
    for kind in document.element.body.iter(qn("w:sectPr")):
        old = kind.find(qn("w:type"))
        if old is not None:
            kind.remove(old)
    inner = next(document.element.body.iter(qn("w:sectPr")))
    made = OxmlElement("w:type")
    made.set(qn("w:val"), "continuous")
    inner.insert(0, made)


def annex_label_in_capitals(document: Any) -> None:
    next(paragraph for paragraph in paragraphs(document) if paragraph.text == "Phụ lục").runs[0].text = "PHỤ LỤC"


def part_at_the_left(document: Any) -> None:
    made = find(document, "I. MỤC ĐÍCH").insert_paragraph_before("Phần I")
    made.runs[0].font.bold = True
    made.paragraph_format.space_before = Pt(6)


def wide_table(document: Any) -> None:
    for column in document.tables[-1]._tbl.tblGrid.findall(qn("w:gridCol")):
        column.set(qn("w:w"), "9000")


def tall_table(document: Any) -> None:
    for _ in range(25):
        document.tables[-1].add_row()


def second_annex(document: Any) -> None:
    for text, bold in (("Phụ lục", True), ("SỐ CHI THEO ĐỊA BÀN", True)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.font.size, run.font.bold = Pt(14), bold
        paragraph.paragraph_format.page_break_before = text == "Phụ lục"


across = section_of(orientation=WD_ORIENT.LANDSCAPE, page_width=Mm(297), page_height=Mm(210))
only_default_header = section_of(different_first_page_header_footer=False)
FULL_MOTTO = "Độc lập - Tự do - Hạnh phúc"
exactly = {"line_spacing_rule": WD_LINE_SPACING.EXACTLY, "line_spacing": Pt(14)}
FAULTS = (
    Fault("A5", "plan", section_of(page_width=Mm(148), page_height=Mm(210)), "page.size"),
    Fault("across", "letter", across, "page.orientation", False),
    Fault("margin left", "plan", section_of(left_margin=Mm(25)), "page.margins"),
    Fault("margin top of the Party", "party_letter", section_of(top_margin=Mm(25)), "page.margins"),
    Fault("font", "letter", type_of(LONG[:60], name="Arial"), "page.font"),
    Fault("old coding's font", "letter", type_of(LONG[:60], name=".VnTime"), "page.legacy-font", False),
    Fault("colour", "letter", type_of(LONG[:60], color=None), "page.colour"),
    Fault("no page number", "report", no_number, "page-number.missing"),
    Fault("page number below", "report", number_in_footer, "page-number.place"),
    Fault("page number right", "report", number_to_the_right, "page-number.place"),
    Fault("page number on page 1", "report", only_default_header, "page-number.first-page"),
    Fault("page number small", "decision", number_small, "page-number.type"),
    Fault("state name small", "plan", type_of("CỘNG HÒA", size=Pt(11)), "state-name.type"),
    Fault("state name spelt the old way", "letter", words("CỘNG HÒA", "CỘNG HOÀ"), "state-name.words"),
    Fault("motto not bold", "plan", type_of("Độc lập", bold=False), "motto.type"),
    Fault("motto without blanks", "plan", words(FULL_MOTTO, "Độc lập-Tự do-Hạnh phúc"), "motto.words"),
    Fault("motto by dashes", "tabbed", words(FULL_MOTTO, "Độc lập – Tự do – Hạnh phúc"), "motto.words"),
    Fault("motto without line", "plan", without_shapes("Độc lập"), "motto.line"),
    Fault("issuer without line", "letter", without_shapes("SỞ Y TẾ"), "issuer.line"),
    Fault("line under issuer too long", "letter", longer_shape("SỞ Y TẾ"), "issuer.line", False),
    Fault("subject without line", "plan", without_shapes("Tuyên truyền phòng"), "subject.line"),
    Fault("parent bold", "letter", type_of("UBND TỈNH TRÀ LĨNH", bold=True), "parent.type"),
    Fault("issuer not bold", "report", type_of("SỞ TÀI CHÍNH", bold=False), "issuer.type"),
    Fault("number size", "letter", type_of("Số: 1234", size=Pt(14)), "number.type"),
    Fault("number without colon", "letter", words("Số: 1234", "Số 1234"), "number.word"),
    Fault("number without zero", "tabbed", words("Số: 07", "Số: 7"), "number.zero"),
    Fault("Party number without zero", "party_plan", words("Số 08", "Số 8"), "number.zero"),
    Fault("number with hyphen", "tabbed", words("07/TB-UBND", "07-TB-UBND"), "number.separators"),
    Fault("symbol with slash", "plan", words("105/KH-UBND", "105/KH/UBND"), "number.separators"),
    Fault("symbol with blanks", "plan", words("105/KH-UBND", "105/KH - UBND"), "number.separators"),
    Fault("symbol in small letters", "plan", words("KH-UBND", "kh-ubnd"), "number.case"),
    Fault("symbol of another kind", "plan", words("KH-UBND", "BC-UBND"), "number.code", False),
    Fault("letter with CV", "letter", words("1234/SYT-NVY", "1234/CV-SYT"), "number.code", False),
    Fault("Party number with colon", "party_letter", words("Số 581", "Số: 581"), "number.word"),
    Fault("Party number with slash", "party_letter", words("581-CV/BTGDVTU", "581/CV-BTGDVTU"), "number.separators"),
    Fault("date upright", "letter", type_of("ngày 15 tháng 3", italic=False), "date.type"),
    Fault("date without comma", "letter", words("Trà Lĩnh, ngày", "Trà Lĩnh ngày"), "date.comma"),
    Fault("day without zero", "plan", words("ngày 05 tháng 02", "ngày 5 tháng 02"), "date.zero"),
    Fault("month without zero", "report", words("tháng 01 năm 2026", "tháng 1 năm 2026"), "date.zero"),
    Fault("month with idle zero", "letter", words("tháng 3 năm", "tháng 03 năm"), "date.month-zero"),
    Fault("date in figures", "letter", words("ngày 15 tháng 3 năm 2026", "ngày 15/3/2026"), "date.words"),
    Fault("no such date", "letter", words("ngày 15 tháng 3 năm", "ngày 31 tháng 4 năm"), "date.real", False),
    Fault("place in small letters", "letter", words("Trà Lĩnh, ngày 15", "trà Lĩnh, ngày 15"), "date.place"),
    Fault("kind not bold", "plan", type_of("KẾ HOẠCH", bold=False), "kind.type"),
    Fault("kind in small letters", "plan", words("KẾ HOẠCH", "Kế hoạch"), "kind.type"),
    Fault("subject small", "plan", type_of("Tuyên truyền phòng", size=Pt(12)), "subject.type"),
    Fault("V/v bold", "letter", type_of("V/v rà soát", bold=True), "letter-subject.type"),
    Fault("V/v in words", "letter", words("V/v rà soát", "Về việc: rà soát"), "letter-subject.form"),
    Fault("body small", "letter", type_of(LONG[:60], size=Pt(12)), "body.type"),
    Fault("body ragged", "letter", shape_of(LONG[:60], alignment=WD_ALIGN_PARAGRAPH.LEFT), "body.justified"),
    Fault("body without indent", "letter", shape_of(LONG[:60], first_line_indent=Cm(0)), "body.indent"),
    Fault("body too tight", "letter", shape_of("trân trọng", space_before=Pt(0)), "body.spacing"),
    Fault("lines too wide", "letter", shape_of(LONG[:60], line_spacing=2.0), "body.line-spacing"),
    Fault("lines too tight", "letter", shape_of(LONG[:60], **exactly), "body.line-spacing"),
    Fault("Party lines too tight", "party_letter", shape_of(LONG[:60], line_spacing=1.0), "body.line-spacing"),
    Fault("no ./.", "letter", words("thực hiện./.", "thực hiện."), "body.ending"),
    Fault(
        "Party with ./.", "party_letter",
        words("quan tâm chỉ đạo thực hiện.", "quan tâm chỉ đạo thực hiện./."), "body.ending",
    ),
    Fault("basis upright", "decision", type_of("Căn cứ Luật", italic=False), "basis.type"),
    Fault(
        "basis ended by a stop", "decision",
        words("ngày 16 tháng 6 năm 2025;", "ngày 16 tháng 6 năm 2025."), "basis.ending",
    ),
    Fault("last basis ended by ;", "decision", words("Chánh Văn phòng.", "Chánh Văn phòng;"), "basis.ending"),
    Fault("Party's last basis", "party_plan", words("Đảng bộ xã,", "Đảng bộ xã."), "basis.ending"),
    Fault("point with a stop", "plan", words("a) ", "a. "), "heading.label"),
    Fault("section with a dash", "plan", words("II. NHIỆM VỤ", "II- NHIỆM VỤ"), "heading.label"),
    Fault("article with a colon", "decision", words("Điều 2.", "Điều 2:"), "heading.label"),
    Fault("section in small letters", "plan", words("II. NHIỆM VỤ", "II. Nhiệm vụ"), "heading.section"),
    Fault("section not bold", "plan", type_of("II. NHIỆM VỤ", bold=False), "heading.section"),
    Fault("article not bold", "decision", type_of("Điều 2.", bold=False), "heading.article"),
    Fault("Party article not bold", "party_plan", type_of("Điều 2.", bold=False), "heading.article"),
    Fault("part at the left", "plan", part_at_the_left, "heading.part"),
    Fault("head box ragged", "plan", shape_of("Số: 105", alignment=WD_ALIGN_PARAGRAPH.LEFT), "number.type"),
    Fault("name at the side", "report", shape_of("Bế Văn Thử", alignment=WD_ALIGN_PARAGRAPH.RIGHT), "signature.type"),
    Fault("heading without indent", "plan", shape_of("II. NHIỆM VỤ", first_line_indent=Cm(0)), "body.indent"),
    Fault("point đ left out", "plan", without("đ) "), "heading.order", False),
    Fault("article left out", "decision", without("Điều 2."), "heading.order", False),
    Fault("Kính gửi without colon", "submission", words("Kính gửi: Bộ", "Kính gửi Bộ"), "addressee.label"),
    Fault("addressee without dash", "letter", words("- Bệnh viện Đa khoa", "Bệnh viện Đa khoa"), "addressee.list"),
    Fault("addressee ended by a comma", "letter", words("các xã, phường;", "các xã, phường,"), "addressee.list"),
    Fault("Kính gửi bold", "submission", type_of("Kính gửi", bold=True), "addressee.type"),
    Fault("Party's Kính gửi upright", "party_letter", type_of("Kính gửi", italic=False), "addressee.slant"),
    Fault("Nơi nhận upright", "plan", type_of("Nơi nhận", italic=False), "recipients-label.type"),
    Fault("Nơi nhận without colon", "plan", words("Nơi nhận:", "Nơi nhận"), "recipients.label"),
    Fault("recipients large", "plan", type_of("- Như trên", size=Pt(12)), "recipients.type"),
    Fault("recipient without ;", "letter", words("- UBND tỉnh (b/c);", "- UBND tỉnh (b/c)"), "recipients.list"),
    Fault("Lưu without colon", "letter", words("- Lưu: VT", "- Lưu VT"), "recipients.keep"),
    Fault("no Lưu", "letter", words("- Lưu: VT, NVY.", "- Phòng Nghiệp vụ Y."), "recipients.keep", False),
    Fault("no Như trên", "letter", words("- Như trên;", "- Bộ Y tế;"), "recipients.as-above", False),
    Fault("Nơi nhận not underlined", "party_letter", type_of("Nơi nhận", underline=False), "recipients.underline"),
    Fault("TM with slash", "plan", words("TM. ỦY BAN", "T/M ỦY BAN"), "signature.mark"),
    Fault("KT without stop", "report", words("KT. GIÁM ĐỐC", "KT GIÁM ĐỐC"), "signature.mark"),
    Fault("Party's K/T with stop", "party_letter", words("K/T TRƯỞNG BAN", "KT. TRƯỞNG BAN"), "signature.mark"),
    Fault("no office below KT.", "report", without("PHÓ GIÁM ĐỐC"), "signature.deputy", False),
    Fault("title before the name", "report", words("Bế Văn Thử", "TS. Bế Văn Thử"), "signature.name", False),
    Fault("name in capitals", "report", words("Bế Văn Thử", "BẾ VĂN THỬ"), "signature.name-case"),
    Fault("office not bold", "report", type_of("PHÓ GIÁM ĐỐC", bold=False), "signature.type"),
    Fault("Party's office bold", "party_letter", type_of("PHÓ TRƯỞNG BAN", bold=True), "signature.type"),
    Fault("boxes swapped", "report", swapped_head, "box.state-name box.issuer box.number box.date", False),
    Fault("no state name", "letter", without("CỘNG HÒA"), "component.state-name", False),
    Fault("no motto", "letter", without("Độc lập"), "component.motto", False),
    Fault("no issuer", "plan", without("ỦY BAN NHÂN DÂN\nTỈNH"), "component.issuer", False),
    Fault("no number", "plan", without("Số: 105"), "component.number", False),
    Fault("no date", "letter", without("ngày 15 tháng 3"), "component.date", False),
    Fault("no subject", "plan", without("Tuyên truyền phòng"), "component.subject", False),
    Fault("no addressee", "submission", without("Kính gửi"), "component.addressee", False),
    Fault("no signer", "report", without("Bế Văn Thử"), "component.signature", False),
    Fault("no recipients", "report", without("Nơi nhận", "- Như trên", "- Lưu"), "component.recipients", False),
    Fault("no Party heading", "party_letter", without("ĐẢNG CỘNG SẢN"), "component.party-heading", False),
    Fault(
        "motto in a Party paper", "party_letter",
        words("Trà Lĩnh, ngày 03", f"{FULL_MOTTO}\nTrà Lĩnh, ngày 03"), "component.no-state-name", False,
    ),
    Fault("no star", "party_letter", without("*"), "issuer.star"),
    Fault("four hyphens", "party_plan", words("-----", "----"), "subject.hyphens", False),
    Fault("no line under the Party heading", "party_letter", without_shapes("ĐẢNG CỘNG SẢN"), "party-heading.line"),
    Fault("PHỤ LỤC in capitals", "report", annex_label_in_capitals, "annex.label"),
    Fault("annex name not bold", "report", type_of("SỐ THU", bold=False), "annex.type"),
    Fault("annex without name", "report", without("SỐ THU THEO"), "annex.title", False),
    Fault(
        "annex not mentioned", "report",
        words("Số liệu chi tiết tại Phụ lục kèm theo./.", "Trên đây là báo cáo./."), "annex.mentioned", False,
    ),
    Fault("annex on the same page", "report", annex_on_the_same_page, "annex.page"),
    Fault("annexes not numbered", "report", second_annex, "annex.number", False),
    Fault("table too wide", "report", wide_table, "table.width", False),
    Fault("table header not repeated", "report", tall_table, "table.header"),
    Fault(
        "abbreviation", "letter",
        words("trân trọng đề nghị các cơ quan", "đề nghị các cơ quan dùng QLTTX"), "text.abbreviation", False,
    ),
    Fault("double blank", "letter", words("trân trọng đề", "trân trọng  đề"), "text.blanks"),
    Fault("blank before a comma", "letter", words("trên địa bàn, lập", "trên địa bàn , lập"), "text.punctuation"),
    Fault("detached marks", "letter", decomposed, "text.decomposed"),
    Fault(
        "old coding", "letter",
        words("trân trọng đề nghị các cơ quan", "§Ò nghÞ c¸c c¬ quan lµm ®óng"), "text.legacy-coding", False,
    ),
    Fault("tracked change", "letter", tracked, "text.tracked", False),
    Fault(
        "two tones", "letter",
        words("trân trọng đề nghị các cơ quan", "đề nghị hoà chung, thủy chung"), "text.tone", False,
    ),
    Fault("stamp of no law", "telegram", words("HỎA TỐC", "KHẨN CẤP"), "stamp.words", False),
    Fault("stamp not bold", "telegram", type_of("HỎA TỐC", bold=False), "stamp.type"),
)  # fmt: skip


def planted(fault: Fault) -> bytes:
    document = docx.Document(io.BytesIO(RAW[fault.base]().bytes()))
    if fault.name == "colour":
        for run in find(document, LONG[:60]).runs:
            run.font.color.rgb = RGBColor(0xC0, 0x20, 0x20)
    else:
        fault.plant(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def text_of(data: bytes) -> str:
    """Letters and figures of a paper, folded: what a fix must keep."""
    document = docx.Document(io.BytesIO(data))
    body = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    return fold(squeezed(unicodedata.normalize("NFC", body)))


def rules_of(findings: tuple[vanban.check.Finding, ...]) -> set[str]:
    return {finding.rule for finding in findings}


@pytest.mark.parametrize("base", sorted(RAW))
def test_nothing_is_found_in_a_correct_paper(base: str) -> None:
    assert vanban.check.check(RAW[base]().bytes(), filename="a.docx", today=TODAY) == ()


ZEROS = {"number without zero", "Party number without zero", "day without zero", "month without zero"}
REWORDED = {"V/v in words", "month with idle zero", "date in figures"}


def assert_text_is_kept(fault: Fault, before: str, after: str) -> None:
    """Letters and figures are the same, but for the zeros and set words that the rules themselves ask for."""
    if fault.name in ZEROS:
        assert len(after) == len(before) + 1
        assert after.replace("0", "") == before.replace("0", "")
    elif fault.name not in REWORDED:
        assert after == before


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_planted_fault_is_found_by_its_rule_and_mended(fault: Fault) -> None:
    data = planted(fault)
    findings = vanban.check.check(data, filename="a.docx", today=TODAY)
    assert rules_of(findings) == set(fault.rule.split())
    for finding in findings:
        assert finding.source.startswith(("NĐ 30", "HD 36", "Thông lệ"))
        assert finding.message_vi
        assert finding.advice_vi
        assert finding.fixable is fault.fixable
    fixed = vanban.check.fix(data, filename="a.docx", today=TODAY)
    assert_text_is_kept(fault, text_of(data), text_of(fixed.data))
    if fault.fixable:
        assert fixed.left == ()
        assert rules_of(fixed.mended) == {fault.rule}
        again = vanban.check.fix(fixed.data, filename="a.docx", today=TODAY)
        assert (again.data, again.mended) == (fixed.data, ())
    else:
        assert fixed == vanban.check.Fixed(data, (), findings)


@pytest.mark.parametrize("base", sorted(RAW))
def test_many_faults_at_once_are_mended(base: str) -> None:
    document = docx.Document(io.BytesIO(RAW[base]().bytes()))
    planted_rules = set()
    for fault in FAULTS:
        if fault.base == base and fault.fixable and fault.name != "colour":
            try:
                fault.plant(document)
            except StopIteration:  # an earlier fault changed the words this one looks for
                continue
            planted_rules.add(fault.rule)
    stream = io.BytesIO()
    document.save(stream)
    before = vanban.check.check(stream.getvalue(), filename="a.docx", today=TODAY)
    assert len(before) >= len(planted_rules) / 2
    fixed = vanban.check.fix(stream.getvalue(), filename="a.docx", today=TODAY)
    assert not [finding for finding in fixed.left if finding.fixable]
    again = vanban.check.fix(fixed.data, filename="a.docx", today=TODAY)
    assert again.data == fixed.data


def test_every_rule_has_a_fault() -> None:
    from vanban.check.rules import RULES

    planted_rules = {name for fault in FAULTS for name in fault.rule.split()}
    covered_elsewhere = {
        "box.party-heading", "box.recipients",
        "box.same-line", "box.signature", "component.body", "heading.size", "party-heading.type",
    }  # fmt: skip
    assert {rule.name for rule in RULES} - planted_rules <= covered_elsewhere


def test_date_is_not_read_from_a_clock() -> None:
    data = RAW["plan"]().bytes()
    for today in (TODAY, datetime.date(2030, 1, 1)):
        assert vanban.check.check(data, filename="a.docx", today=today) == ()

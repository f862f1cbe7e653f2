"""Word documents: what stands in the file and what is printed."""

from __future__ import annotations

import pytest
import vanban
from vanban.readers import extract_text
from vanban_files import p, r, table, tc, word
from vanban_helpers import TODAY


def text_of(body: str, **parts: str) -> str:
    return extract_text(word(body, parts=parts), filename="a.docx")


def styled(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>'


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}{END}'
    )


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = (
        f"<w:p>{r('Treo cờ ')}<w:del><w:r><w:delText>ngày 1/9</w:delText></w:r></w:del><w:ins>{r('ngày 2/9')}</w:ins>"
        f"<w:moveFrom>{r(' cũ')}</w:moveFrom><w:moveTo>{r(' mới')}</w:moveTo></w:p>"
    )
    assert text_of(body) == "Treo cờ ngày 2/9 mới"


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('Giao Sở Y tế ')}</w:p>{p('chủ trì.')}{p('Hết.')}"
    assert text_of(joined) == "Giao Sở Y tế chủ trì.\n\nHết."


def test_a_deleted_row_is_no_row() -> None:
    rows = (tc("TT") + tc("Việc") + tc("Hạn"), tc("1") + tc("A") + tc("x"))
    gone = (
        "<w:tbl><w:tr>"
        + "</w:tr><w:tr>".join(rows)
        + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>"
        + tc("2")
        + "</w:tr></w:tbl>"
    )
    assert text_of(gone) == "| TT | Việc | Hạn |\n| 1 | A | x |"


def test_hidden_text_comments_and_placeholders_are_left_out() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hien"><w:basedOn w:val="An"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    body = (
        f"<w:p>{r('Một')}{r(' ẩn', '<w:vanish/>')}{r(' kín', styled('An'))}"
        f"{r(' hai', styled('Hien'))}<w:commentRangeStart/><w:r><w:commentReference/></w:r>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r(' Nhấn để nhập')}</w:sdtContent></w:sdt></w:p>"
    )
    assert text_of(body, styles=styles) == "Một hai"


def test_content_controls_hold_paragraphs_tables_rows_and_words() -> None:
    wrapped = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Đoạn trong khung')}</w:sdtContent></w:sdt>"
        f"<w:p>{r('Số ')}<w:sdt><w:sdtContent>{r('12')}</w:sdtContent></w:sdt></w:p>"
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{tc('TT')}<w:sdt><w:sdtContent>{tc('Việc')}</w:sdtContent></w:sdt>{tc('Hạn')}</w:tr>"
        f"</w:sdtContent></w:sdt><w:tr>{tc('1')}{tc('A')}{tc('tháng 9')}</w:tr></w:tbl>"
    )
    assert text_of(wrapped) == "Đoạn trong khung\n\nSố 12\n\n| TT | Việc | Hạn |\n| 1 | A | tháng 9 |"


def test_text_boxes_are_read_once_before_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('HỎA TỐC')}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    draft = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
    old = f"<w:r><w:pict><v:shape><v:textbox>{draft}</v:textbox></v:shape></w:pict></w:r>"
    assert text_of(f"<w:p>{drawn}{r('CÔNG ĐIỆN')}</w:p><w:p>{r('Nội')}{old}{r(' dung')}</w:p>") == (
        "HỎA TỐC\n\nCÔNG ĐIỆN\n\nDỰ THẢO\n\nNội dung"
    )


def test_heads_drawn_in_text_boxes_are_understood() -> None:
    centred = '<w:jc w:val="center"/>'

    def box(*lines: str) -> str:
        inside = "".join(p(line, centred) for line in lines)
        return f"<w:r><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></w:r>"

    left = box("ỦY BAN NHÂN DÂN", "XÃ NÀ MẪU", "Số: 7/UBND-VH", "V/v treo cờ")
    right = box("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nà Mẫu, ngày 05 tháng 8 năm 2026")
    body = f"<w:p>{left}{right}</w:p>{p('Kính gửi: Trưởng các xóm')}{p('Đề nghị treo cờ.')}"
    paper = vanban.read(word(body), filename="a.docx", today=TODAY)
    assert paper.issuer is not None
    assert paper.issuer.value == "ỦY BAN NHÂN DÂN XÃ NÀ MẪU"
    assert paper.number is not None
    assert paper.number.value == "7/UBND-VH"
    assert paper.date is not None
    assert paper.date.value == "2026-08-05"


def test_page_numbers_are_dropped_and_references_kept() -> None:
    body = (
        f"<w:p>{r('Theo mục ')}{field('REF _Ref1', '2.1')}{r(' trang ')}{field('PAGE', '7')}"
        f'<w:fldSimple w:instr=" NUMPAGES ">{r("9")}</w:fldSimple>'
        f'<w:fldSimple w:instr=" DOCPROPERTY x ">{r("ở đây")}</w:fldSimple></w:p>'
    )
    assert text_of(body) == "Theo mục 2.1 trang ở đây"


def test_a_table_of_contents_is_no_text_even_over_paragraphs() -> None:
    start = field("TOC \\o", "I. MỤC TIÊU 3").removesuffix(END)
    body = f"<w:p>{start}</w:p><w:p>{r('II. NỘI DUNG 4')}{END}</w:p>{p('I. MỤC TIÊU')}"
    assert text_of(body) == "I. MỤC TIÊU"


def test_a_field_that_never_ends_swallows_nothing_after_its_paragraph() -> None:
    body = f"<w:p>{field('TOC', 'I. MỤC TIÊU').removesuffix(END)}</w:p>{p('Nội dung')}"
    assert text_of(body) == "Nội dung"


def test_notes_are_numbered_as_printed_and_joined_to_their_marks() -> None:
    def mark(kind: str, identity: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'

    def note(kind: str, identity: int, text: str) -> str:
        return f'<w:{kind} w:id="{identity}"><w:p><w:r><w:{kind}Ref/></w:r>{r(text)}</w:p></w:{kind}>'

    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    body = (
        f"<w:p>{r('Thực hiện kế hoạch')}{mark('footnote', 5)}{r(' và quyết định')}{mark('endnote', 2)}"
        f"{r(', nêu trên')}{mark('footnote', 3)}{r('.')}</w:p>"
    )
    text = text_of(
        body,
        footnotes=separator
        + note("footnote", 3, "Ghi chú ba")
        + note("footnote", 5, "Kế hoạch số 3/KH-UBND ngày 02/3/2026"),
        endnotes=note("endnote", 2, "Ghi chú cuối"),
    )
    assert text == (
        "Thực hiện kế hoạch<sup>1</sup> và quyết định<sup>2</sup>, nêu trên<sup>3</sup>.\n\n"
        "<sup>1</sup> Kế hoạch số 3/KH-UBND ngày 02/3/2026\n\n<sup>2</sup> Ghi chú cuối\n\n<sup>3</sup> Ghi chú ba"
    )


def test_page_headers_are_read_and_their_page_numbers_are_not() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/><w:titlePg/></w:sectPr>'
    )
    text = text_of(
        p("Nội dung") + section,
        header1=p("- 2 -"),
        header2=p("HỎA TỐC"),
        footer1=f"<w:p>{r('Trang ')}{field('PAGE', '1')}</w:p>",
    )
    assert text == "HỎA TỐC\n\nNội dung"
    without_first = section.replace("<w:titlePg/>", "")
    assert text_of(p("Nội dung") + without_first, header1=p("MẬT"), header2=p("HỎA TỐC")) == "MẬT\n\nNội dung"


def test_rows_of_merged_cells_stay_whole() -> None:
    start, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    text = text_of(
        table(
            tc("TT", start) + tc("Nội dung", start) + tc("Thời gian", wide),
            tc("", on) + tc("", on) + tc("Từ") + tc("Đến"),
            tc("I. Tuyên truyền", '<w:gridSpan w:val="4"/>'),
            tc("1") + tc("Treo cờ") + tc("1/9", start) + tc("2/9"),
            tc("2") + tc("Phát loa | cụm") + tc("", on) + tc("3/9"),
        )
    )
    assert text.split("\n") == [
        "| TT | Nội dung | Thời gian |  |",
        "| TT | Nội dung | Từ | Đến |",
        "| I. Tuyên truyền |  |  |  |",
        "| 1 | Treo cờ | 1/9 | 2/9 |",
        "| 2 | Phát loa / cụm | 1/9 | 3/9 |",
    ]


def test_boxes_of_the_head_repeat_nothing() -> None:
    head = table(
        tc("ỦY BAN NHÂN DÂN", '<w:vMerge w:val="restart"/>') + tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        tc("", "<w:vMerge/>") + tc("Độc lập - Tự do - Hạnh phúc"),
    )
    assert text_of(head).count("ỦY BAN") == 1


def test_tables_inside_tables() -> None:
    inner = table(tc("a") + tc("b") + tc("c"), tc("d") + tc("e") + tc("f"))
    assert text_of(table(tc(p("Khung") + inner))) == "Khung\n| a | b | c |\n| d | e | f |"
    outer = table(tc("1") + tc(inner + p("x")) + tc("2"), tc("3") + tc("4") + tc("5"), tc("6") + tc("7") + tc("8"))
    assert text_of(outer).split("\n")[-2:] == ["| 3 | 4 | 5 |", "| 6 | 7 | 8 |"]


def test_symbols_breaks_and_hyphens() -> None:
    body = (
        f'<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>{r("Nhà văn")}<w:r><w:softHyphen/></w:r>{r(" hóa")}'
        f"<w:r><w:noBreakHyphen/></w:r>{r('xóm')}<w:r><w:br/></w:r>{r('dòng hai')}<w:r><w:tab/></w:r>{r('cột')}</w:p>"
        f"{p('v', run=font('Wingdings'))}"
    )
    assert text_of(body).replace("\u00ad", "") == "- Nhà văn hóa-xóm\ndòng hai\tcột"


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        (".VnTime", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (".VnTimeH", "ñy ban nh©n d©n", "ỦY BAN NHÂN DÂN"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI-Times", "ÑOÄC LAÄP - TÖÏ DO", "ĐỘC LẬP - TỰ DO"),
        (".VnTime", "Cộng hòa", "Cộng hòa"),
        ("Times New Roman", "Céng hoµ", "Céng hoµ"),
    ],
)
def test_fonts_from_before_unicode(name: str, written: str, read: str) -> None:
    fonts = font(name)
    assert text_of(p(written, run=fonts)) == read
    styles = f'<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr>{fonts}</w:rPr></w:style>'
    assert text_of(p(written), styles=styles) == read


def test_a_letter_and_its_mark_in_two_runs_of_an_old_font() -> None:
    body = f"<w:p>{r('Co', font('VNI-Times'))}{r('äng', font('VNI-Times'))}{r(' ø', font('Arial'))}</w:p>"
    assert text_of(body) == "Cộng ø"
    run = f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:t>Th</w:t><w:softHyphen/><w:t>¬ng</w:t></w:r>"
    symbol = f"<w:p>{run}</w:p>"
    assert text_of(symbol) == "Thương"


def numbering(levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}'


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(text: str, at: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def test_labels_of_several_levels_restart() -> None:
    levels = level(0, "decimal", "Điều %1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)")
    body = "".join(
        listed(text, at) for text, at in (("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 1), ("F", 0), ("G", 1))
    )
    assert text_of(body, numbering=numbering(levels)).split("\n\n") == [
        "Điều 1. A", "1. B", "a) C", "b) D", "2. E", "Điều 2. F", "1. G",
    ]  # fmt: skip


def test_articles_count_on_through_chapters_when_told_so() -> None:
    levels = level(0, "upperRoman", "Chương %1") + level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')
    body = "".join(listed(text, at) for text, at in (("A", 0), ("B", 1), ("C", 0), ("D", 1)))
    assert text_of(body, numbering=numbering(levels)).split("\n\n") == [
        "Chương I A",
        "Điều 1. B",
        "Chương II C",
        "Điều 2. D",
    ]


def test_labels_in_figures_of_higher_levels() -> None:
    legal = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>")
    assert text_of(listed("A") + listed("B", 1), numbering=numbering(legal)) == "I. A\n\n1.1. B"


def test_lists_of_one_definition_count_on_unless_restarted() -> None:
    numbers = "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="0"/>{more}</w:num>' for one, more in (
        (1, ""), (2, ""), (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    ))  # fmt: skip
    body = listed("A") + listed("B", number=2) + listed("C", number=3) + listed("D", number=3)
    text = text_of(body, numbering=numbering(level(0, "decimal", "%1."), numbers))
    assert text.split("\n\n") == ["1. A", "2. B", "1. C", "2. D"]


def test_styles_carry_numbers_and_empty_paragraphs_count() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="M1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="M2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="M3"><w:basedOn w:val="M2"/></w:style>'
    )
    levels = level(0, "upperRoman", "%1.", '<w:pStyle w:val="M1"/>') + level(
        1, "decimal", "%2.", '<w:pStyle w:val="M2"/>'
    )
    body = "".join(
        p(text, f'<w:pStyle w:val="{style}"/>') for text, style in (("A", "M1"), ("B", "M2"), ("", "M2"), ("C", "M2"))
    )
    off = p("D", '<w:pStyle w:val="M2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert text_of(body + off, numbering=numbering(levels), styles=styles).split("\n\n") == [
        "I. A",
        "1. B",
        "3. C",
        "D",
    ]


def test_bullets_are_dashes_and_plus_signs() -> None:
    levels = level(0, "bullet", "\uf0b7") + level(1, "bullet", "+")
    assert text_of(listed("A") + listed("B", 1), numbering=numbering(levels)) == "- A\n\n+ B"


@pytest.mark.parametrize("kind", ["document.macroEnabled.main", "template.main"])
def test_templates_and_files_with_macros_are_read(kind: str) -> None:
    data = word(p("Nội dung"), main_type=f"application/vnd.ms-word.{kind}+xml")
    assert extract_text(data, filename="a.docm") == "Nội dung"


def test_the_strict_form_of_the_standard_is_read() -> None:
    from vanban_files import W, zipped

    main = f'<w:document xmlns:w="{W}"><w:body>{p("Nội dung")}</w:body></w:document>'.replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert extract_text(zipped({"word/document.xml": main.encode()}), filename="a.docx") == "Nội dung"

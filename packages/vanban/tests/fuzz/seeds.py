"""What fuzzing begins with, made at run time from the papers of the other tests. No seed is above some kilobytes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from email.message import EmailMessage

import roundtrip_helpers
import vanban_check_papers
from PIL import Image
from vanban import edxml, write
from vanban_files import PAPER, p, r, table, tc, word, zipped
from vanban_helpers import PAPERS

from fuzz.packing import flattened, folder, unpacked

_HEAVY_NAMES = rb"docProps/|theme|customXml|webSettings|fontTable|stylesWithEffects"
_HEAVY = re.compile(_HEAVY_NAMES)
_HEAVY_RELATION = re.compile(rb'<Relationship [^>]*Target="[^"]*(?:%s)[^>]*>' % _HEAVY_NAMES)
_LATENT = re.compile(rb"<w:latentStyles.*?</w:latentStyles>", re.DOTALL)
_PREDEFINED = re.compile(rb"<w:style (?:(?!</w:style>).)*?(?:Accent|Light|Medium|Colorful).*?</w:style>", re.DOTALL)
_SOME = ("kh-xa-phong-chong-thien-tai", "dang-cv-ngay-le", "qd-thanh-lap-to", "tb-xa-cat-nuoc", "cd-so-y-te-dich-sot")


def papers() -> list[bytes]:
    """Papers as text."""
    return [path.read_bytes() for path in sorted(PAPERS.glob("*.txt"))] + [PAPER.encode()]


def texts() -> list[bytes]:
    """Papers in several charsets, with front matter and page breaks."""
    return [
        *papers(),
        PAPER.encode("utf-16"),
        PAPER.encode("utf-8-sig"),
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam\nSè: 7/UB".encode("latin-1"),
        f"---\ntitle: a\nlist:\n  - b\n---\n{PAPER}".encode(),
        PAPER.replace("\n\n", "\n\f2\n").encode(),
    ]


def words() -> list[bytes]:
    """Plain folders of Word packages: numbering, styles, notes, fields, changes, boxes, tables, headers."""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%{at + 1}."/></w:lvl>'
        for at, kind in enumerate(("upperRoman", "decimal", "lowerLetter", "bullet"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/>'
        "</w:lvlOverride></w:num>"
    )
    style = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/><w:rPr><w:caps/></w:rPr></w:style>'
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        f"{p('MẬT')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{p('MẬT')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    fields = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"<w:ins>{r('thêm')}</w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:tab/><w:br/><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
        f"{box}</w:p>"
    )
    span = '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
    body = (
        "".join(p(line) for line in PAPER.split("\n") if line)
        + p("Mục đích", f'<w:pStyle w:val="A"/>{numbered}')
        + fields
        + table(tc("TT", span) + tc("Việc"), tc("1", "<w:vMerge/>") + tc("Treo cờ"), tc(table(tc("a"))))
        + '<w:sdt><w:sdtContent><w:p><w:hyperlink r:id="x">' + r("x", '<w:vertAlign w:val="superscript"/>')
        + '</w:hyperlink></w:p></w:sdtContent></w:sdt><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>'
        + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:titlePg/></w:sectPr>'
    )  # fmt: skip
    parts = {
        "numbering": numbering,
        "styles": style,
        "header1": p("KHẨN"),
        "footnotes": f'<w:footnote w:id="2">{p("Kế hoạch số 1/KH-UBND")}</w:footnote>',
    }
    return [unpacked(word(body, parts=parts)), unpacked(word(p("KẾ HOẠCH"))), _slim(write.docx(_paper(_SOME[0])))]


def checked() -> list[bytes]:
    """Word papers that a check reads: written by the rules, laid out by hand, and some words."""
    by_hand: list[Callable[[], vanban_check_papers.Desk]] = [vanban_check_papers.letter, vanban_check_papers.tabbed]
    made = [write.docx(_paper(name)) for name in _SOME[1:]] + [make().bytes() for make in by_hand]
    return [*map(_slim, made), PAPER.encode()]


def data() -> list[bytes]:
    """Papers as plain data."""
    return [json.dumps(roundtrip_helpers.data(name), ensure_ascii=False).encode() for name in _SOME]


def pages() -> list[bytes]:
    """Web pages: tables, lists, footnote links, old fonts, hidden parts."""
    lines = "".join(f"<p align=center>{line}</p>" for line in PAPER.split("\n") if line)
    rows = "<tr><th rowspan=2>TT<th colspan=2>Việc<tr><td>1<td>Treo cờ<table><tr><td>x</table>"
    odd = (
        f'<table border=1>{rows}</table><ol type="a" start="3"><li>một<li value=5>hai<ul><li>ba</ul></ol>'
        "<pre>a\n b</pre>"
        '<p>x<a href="#_ftn1">[1]</a><p><a href="#_ftnref1">[1]</a> Luật số 1<font face=".VnTime">Céng hoµ</font>'
        '<span style="display:none">ẩn</span><div hidden>y</div><script>z</script>'
        '<img src="data:image/png;base64,AAAA">'
    )
    return [
        f"<!doctype html><meta charset=utf-8><title>a</title><article>{lines}{odd}</article>".encode(),
        f'<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1258">{odd}'.encode(),
        f"<body>{odd}".encode("utf-16"),
    ]


def letters() -> list[bytes]:
    """Letters with attachments, nested, coded and not."""
    simple = EmailMessage()
    simple["From"], simple["Subject"] = "a@b.example", "Công văn"
    simple.set_content(PAPER)
    simple.add_attachment(PAPER.encode(), "text", "plain", filename="công văn.txt")
    part = b'--x\r\nContent-Type: text/plain; charset=utf-8; name="=?utf-8?B?YS50eHQ=?="\r\n'
    coded = (
        b"MIME-Version: 1.0\r\nFrom: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        + part + b"Content-Transfer-Encoding: base64\r\n\r\n{{base64:" + PAPER.encode() + b"}}\r\n"
        + part + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n{{quoted:" + PAPER.encode() + b"}}\r\n"
        + b"--x\r\nContent-Type: message/rfc822\r\n\r\n" + simple.as_bytes()
        + b"\r\n--x\r\nContent-Type: application/zip; name*0*=utf-8''a%2e; name*1=zip\r\n"
        + b"Content-Transfer-Encoding: base64\r\n\r\n{{zip:" + PAPER.encode() + b"}}\r\n--x--\r\n"
    )  # fmt: skip
    page = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=y\r\n\r\n--y\r\n"
    page += b"Content-Type: text/html\r\n\r\n"
    return [simple.as_bytes(), coded, page + pages()[0][:600] + b"\r\n--y\r\nContent-Type: image/png\r\n\r\nx\r\n--y--"]


def envelopes() -> list[bytes]:
    """edXML: an envelope with a file, a status, a SOAP message."""
    attachment = edxml.Attachment("a.txt", b"ATTACHED", "text/plain", "cid:1")
    envelope = edxml.Envelope(
        sender=edxml.Organ("H14.18", name="Sở Y tế"),
        receivers=(edxml.Organ("H14.3"),),
        code_number="7",
        date="2026-08-05",
        signer=edxml.EnvelopeSigner("Triệu Văn Mẫu", "Chủ tịch"),
        responses_for=(edxml.ResponseFor("H14", "5/UBND-VX", "a", "2026-08-01"),),
        traces=(edxml.Trace("H14", "2026/08/05 08:00:09"),),
        to_places=("Như trên",),
        attachments=(attachment,),
    )
    whole = edxml.write_envelope(envelope)
    inside = re.compile(rb"(ContentTransferEncoded>)[^<]+(</)")
    status = edxml.Envelope(sender=edxml.Organ("H14"), status=edxml.Status("06", "Hoàn thành"))
    return [
        inside.sub(rb"\1{{zip:" + PAPER.encode() + rb"}}\2", whole),
        inside.sub(rb"\1{{base64:" + PAPER.encode() + rb"}}\2", whole),
        edxml.write_envelope(status),
    ]


def archives() -> list[bytes]:
    """Plain folders of papers, and a raw zip."""
    files = [
        (b"thu muc/a.txt", PAPER.encode()),
        (b"b.html", pages()[1]),
        (b"c.eml", letters()[0]),
        (b"__MACOSX/d", b"x"),
    ]
    return [flattened(files), zipped({"a.txt": PAPER.encode()[:200]})]


def prints() -> list[bytes]:
    """Content streams with two columns, tables, notes and lines; words with places."""
    head = b"BT /F1 12 Tf 1 0 0 1 60 780 Tm (%s) Tj 1 0 0 1 300 780 Tm (%s) Tj ET\n" % (
        "ỦY BAN NHÂN DÂN".encode(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".encode()
    )  # fmt: skip
    lines = b"".join(
        b"BT /F1 13 Tf 1 0 0 1 %d %d Tm (%d. %s) Tj ET\n" % (
            85 + 20 * (at % 2), 700 - 18 * at, at, "Treo cờ trước ngày 01/9/2026 tại các xóm, tổ dân phố".encode()
        ) for at in range(1, 9)
    )  # fmt: skip
    drawn = b"0.5 w 60 400 m 500 400 l S 60 360 440 40 re S 200 360 m 200 400 l S BT /F2 8 Tf 70 380 Td (1) Tj"
    drawn += b" 150 0 Td [(a) -900 (b)] TJ ET\n"
    note = (
        b"60 120 m 200 120 l S BT /F1 6 Tf 60 105 Td (1) Tj /F1 9 Tf 6 -3 Td (%s) Tj ET\n"
        % "Luật số 1/2020/QH14".encode()
    )
    turned = b"q 0 1 -1 0 500 0 cm BT /F1 12 Tf 60 300 Td (%s) Tj ET Q\n" % "Phụ lục về việc treo cờ".encode()
    return [head + lines + drawn + note + b"@@\n" + lines + note, turned + drawn, b"words\n" + _placed()]


def _placed() -> bytes:
    """The paper as words with places, a table and a note below."""
    shown = [f"60 {40 + 16 * at} 13 95 {line}" for at, line in enumerate(PAPER.split("\n")) if line]
    table = [f"rule 60 {700 + 20 * at} 500 {700 + 20 * at}" for at in range(3)]
    table += [f"rule {at} 700 {at} 740" for at in (60, 200, 500)] + ["64 704 12 60 TT", "210 704 12 90 Việc phải làm"]
    notes = ["^300 104 7 90 1", "rule 60 770 200 770", "^60 775 6 90 1", "66 776 9 90 Luật số 1/2020/QH14"]
    page = "\n".join([*shown, *table, *notes])
    return f"{page}\n@@\n{page}\n".encode()


def scans() -> list[bytes]:
    """What Tesseract prints, words put into it, and small pictures."""
    hocr = (
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p class='ocr_par'>"
        "<span class='ocr_line' title=\"bbox 100 100 900 130; baseline 0.01 -5; x_size 30; x_descenders 6\">"
        + "".join(
            f"<span class='ocrx_word' title='bbox {90 * at} 100 {80 + 90 * at} 130; x_wconf {99 - at}'>{text}</span>"
            for at, text in enumerate(("Số:", "7/UBND-VH", "ngày", "05", "tháng", "8", "năm", "2026"), start=1)
        )
        + "</span></p></body></html>"
    )
    pictures = []
    for form in ("PNG", "TIFF", "BMP", "JPEG"):
        stream = io.BytesIO()
        picture = Image.new("L", (60, 80), 255)
        picture.paste(0, (10, 10, 50, 12))
        picture.save(stream, form, dpi=(20, 20))
        pictures.append(stream.getvalue())
    return [hocr.encode(), b"words\n" + _placed(), *pictures]


def _paper(name: str) -> write.Paper:
    return write.load(roundtrip_helpers.data(name))


def _slim(package: bytes) -> bytes:
    """A Word package without what no reader looks at."""
    kept = []
    for name, content in folder(unpacked(package)):
        if _HEAVY.search(name):
            continue
        slim = _HEAVY_RELATION.sub(b"", content) if name.endswith(b".rels") else content
        if name.endswith(b"styles.xml"):
            slim = _PREDEFINED.sub(b"", _LATENT.sub(b"", content))
        kept.append((name, slim))
    return flattened(kept)

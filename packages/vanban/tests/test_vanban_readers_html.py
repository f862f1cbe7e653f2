"""Web pages: paragraphs, boxes of head and foot, tables, lists, charsets, old fonts."""

from __future__ import annotations

import pytest
import vanban
from vanban.readers import extract_text
from vanban.readers.html import html_text
from vanban_files import PAPER, as_cp1258
from vanban_helpers import TODAY

PAGE = """<!DOCTYPE html><html><head><title>Cổng thông tin</title><style>p {color: red}</style>
<script>document.write("<p>quảng cáo</p>")</script></head><body><nav>Trang chủ | Tin tức</nav>
<table><tr><td><p align="center">ỦY BAN NHÂN DÂN</p><p align="center"><b>XÃ NÀ MẪU</b></p></td>
<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Độc lập - Tự do - Hạnh phúc</p></td></tr>
<tr><td>Số: 7/UBND-VH<br>V/v treo cờ</td><td><i>Nà Mẫu, ngày 05 tháng 8 năm 2026</i></td></tr></table>
<p>Kính gửi: Trưởng các xóm</p>
<p>Thực hiện Công văn số
   9/SVHTTDL-A ngày 01/8/2026 của Sở Văn hóa, Thể thao và Du lịch:</p>
<p>1. Treo cờ trước ngày 01/9/2026.</p>
<table border="1"><tr><th>TT</th><th>Xóm</th><th>Số cờ</th></tr><tr><td>1</td><td>Bản Mẫu</td><td>20</td></tr></table>
<table><tr><td>Nơi nhận:<br>- Như trên;<br>- Lưu: VT.</td><td></td>
<td><b>CHỦ TỊCH</b><br><br>Triệu Văn Mẫu</td></tr></table>
<div style="display:none">Theo dõi chúng tôi</div></body></html>"""


def test_a_page_is_read_like_the_printed_paper() -> None:
    paper = vanban.read(PAGE.encode(), filename="a.html", today=TODAY)
    assert paper.issuer is not None
    assert paper.issuer.value == "ỦY BAN NHÂN DÂN XÃ NÀ MẪU"
    assert paper.number is not None
    assert paper.number.value == "7/UBND-VH"
    assert paper.subject is not None
    assert paper.subject.value == "treo cờ"
    assert paper.signer is not None
    assert paper.signer.name is not None
    assert paper.signer.name.value == "Triệu Văn Mẫu"
    assert [one.value for one in paper.recipients] == ["Như trên", "Lưu: VT"]
    assert [reference.number for reference in paper.references] == ["9/SVHTTDL-A"]
    assert "| TT | Xóm | Số cờ |\n| 1 | Bản Mẫu | 20 |" in paper.text
    for left_out in ("quảng cáo", "Trang chủ", "Theo dõi", "color", "Cổng thông tin"):
        assert left_out not in paper.text


def test_the_article_of_a_portal_is_taken_without_what_stands_around_it() -> None:
    body = PAPER.replace("\n", "<br>")
    page = (
        f"<html><body><div>CỔNG THÔNG TIN ĐIỆN TỬ</div><article>{body}</article><div>Lượt xem: 12</div></body></html>"
    )
    assert html_text(page.encode()) == PAPER.strip()
    short = "<html><body><div>CÔNG BÁO</div><article>Tin ngắn</article></body></html>"
    assert html_text(short.encode()) == "CÔNG BÁO\n\nTin ngắn"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Một\n  hai<br>ba&nbsp;&amp; bốn<br/><br/>năm", "Một hai\nba\xa0& bốn\n\nnăm"),
        ("<center><p>KẾ HOẠCH</p><p>Năm 2026</p></center><p>I. A</p>", "KẾ HOẠCH\nNăm 2026\n\nI. A"),
        ('<p style="text-align: center">A</p><p style="text-align:center">B</p><p>C</p>', "A\nB\n\nC"),
        ("<ol start=3><li>a<li>b<ul><li>c</ul><li value=9>d</ol>", "3. a\n\n4. b\n\n- c\n\n9. d"),
        ('<ol type="a"><li>x<li>y</ol>', "a) x\n\nb) y"),
        ("<pre>một\n  hai</pre>", "một\nhai"),
        ("<p>10 m<sup>2</sup></p>", "10 m2"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<p>giữ <del>bỏ</del><ins>thêm</ins></p><p hidden>ẩn</p>", "giữ thêm"),
        (
            '<p>Kế hoạch<a href="#_ftn1"><sup>[1]</sup></a> này</p><p><a href="#_ftnref1">[1]</a> Số 3/KH</p>',
            "Kế hoạch<sup>1</sup> này\n\n<sup>1</sup> Số 3/KH",
        ),
        ('<p style="font-family:.VnTime">Céng <b>hoµ</b></p><font face=".VnTimeH">ñy ban</font>', "Cộng hoà\n\nỦY BAN"),
        ('<font face="VNI-Times">Co<b>äng</b> hoøa <font face="Arial">ø</font></font>', "Cộng hòa ø"),
    ],
)  # fmt: skip
def test_blocks_and_words(page: str, text: str) -> None:
    assert html_text(page.encode()) == text


def test_cells_that_span_rows_and_columns() -> None:
    page = (
        "<table><tr><th rowspan=2>TT<th rowspan=2>Việc<th colspan=2>Thời gian<tr><th>Từ<th>Đến"
        "<tr><td>1<td>A<td rowspan=2>1/9<td>2/9<tr><td>2<td>B | C<td>3/9<tr><td colspan=4>Tổng</table>"
    )
    assert html_text(page.encode()).split("\n") == [
        "| TT | Việc | Thời gian |  |",
        "| TT | Việc | Từ | Đến |",
        "| 1 | A | 1/9 | 2/9 |",
        "| 2 | B / C | 1/9 | 3/9 |",
        "| Tổng |  |  |  |",
    ]


def test_tables_that_hold_the_whole_page_and_tables_in_them() -> None:
    rows = "<tr><td>1<td>A<td>x<tr><td>2<td>B<td>y"
    inside = f"<p>{'Câu thứ nhất. ' * 300}</p><table>{rows}</table><p>Câu cuối.</p>"
    page = f"<table><tr><td>trái</td><td>{inside}</td></tr></table>"
    text = html_text(page.encode())
    assert text.startswith("trái\n\nCâu thứ nhất.")
    assert text.endswith("| 1 | A | x |\n| 2 | B | y |\n\nCâu cuối.")


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("utf-8", ""),
        ("utf-16", '<meta charset="utf-16">'),
        ("utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("cp1258", '<meta charset="windows-1258">'),
        ("cp1258", ""),
    ],
)
def test_charsets_declared_and_not(encoding: str, meta: str) -> None:
    page = f"<html><head>{meta}</head><body><pre>{PAPER}</pre></body></html>"
    data = as_cp1258(page) if encoding == "cp1258" else page.encode(encoding)
    assert vanban.read(data, filename="a.html", today=TODAY).text == PAPER.strip()


def test_a_page_saved_under_words_ending_is_known_by_its_tags() -> None:
    assert extract_text(b"\xef\xbb\xbf<html><body><p>A</p></body></html>", filename="a.doc") == "A"
    assert (
        extract_text(b"<?xml version='1.0'?><!-- x --><!DOCTYPE html><html><body>B</body></html>", filename="b") == "B"
    )
    assert extract_text(b"<p>C</p>", filename="c.htm") == "C"


@pytest.mark.parametrize(
    "page", [b"<html></html>", b"<html><body><img src='a.png'></body></html>", b"<html><script>x</script>"]
)
def test_a_page_without_words_is_refused(page: bytes) -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        extract_text(page, filename="a.html")
    assert caught.value.code == "no_text"

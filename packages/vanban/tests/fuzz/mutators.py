"""Mutations that know the form of what they change; libFuzzer's own, on bytes, are used beside them.

Each takes bytes and a random generator and gives other bytes: no matter how odd the bytes are.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from fuzz.packing import flattened, folder

Mutator = Callable[[bytes, random.Random], bytes]

PIECES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM", "ỦY BAN NHÂN DÂN",
    "XÃ NÀ MẪU", "TỈNH ỦY TRÀ LĨNH", "*", "Số: /KH-UBND", "Số: 12/QĐ-UBND", "Số 5 -CV/TU", "KẾ HOẠCH", "QUYẾT ĐỊNH:",
    "CÔNG ĐIỆN", "BÁO CÁO", "V/v một việc", "Về việc hai việc", "Hà Nội, ngày 3 tháng 4 năm 2026", "HỎA TỐC", "MẬT",
    "Kính gửi:", "- Sở A;", "- Các sở, ban, ngành;", "Căn cứ Luật X ngày 01/01/2020;", "Thực hiện Công văn số 9/A-B",
    "ngày 01 tháng 8 năm 2026 của Bộ Y tế", "và Quyết định số 1/QĐ-TTg, 2/QĐ-TTg", "(sau đây gọi là Kế hoạch)",
    "I. MỤC ĐÍCH", "1. Sở Y tế: làm", "1.1. Chủ trì, phối hợp với Sở A", "a) ", "b. ", "- ", "+ ", "(1) ", "Điều 1.",
    "Điều 2. Tổ chức thực hiện", "Chương I", "Phần I", "PHỤ LỤC", "Phụ lục II", "(Kèm theo Quyết định số 1/QĐ-A)",
    "| TT | Nội dung | Đơn vị chủ trì | Thời gian |", "|---|---|---|---|", "| 1 | a | Sở B | Quý II/2026 |", "| | | |",
    "<sup>1</sup>", "<sup>1</sup> Kế hoạch số 1/KH-UBND", "[1]", "<br>", "**", "---", "____", "\f", "\n", "\n\n", " ",
    "- Đơn vị chủ trì: Sở A", "- Thời gian: hằng tháng trước ngày 20", "trước ngày 30/2/2026", "trong tháng 02/2026",
    "thường xuyên", "quý IV", "từ ngày 1/1 đến ngày 5/1/2026", "báo cáo về UBND tỉnh (qua Sở A) trước ngày 15/11/2026",
    "kỷ niệm 71 năm", "(19/5/1890 - 19/5/2026)", "loa truyền thanh, pa nô, mạng xã hội", "Nơi nhận:", "- Như trên;",
    "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "T/M BAN THƯỜNG VỤ", "Nguyễn Văn A", "./.",
    "thay thế", "sửa đổi, bổ sung", "²", "\u0323", "\u00a0", "\u200b", "\u2028", "đ", "ﬁ", "\ufeff", "İ", "ǅ",
)  # fmt: skip
_NUMBERS = (
    "", "0", "-1", "1", "7", "64", "9999", "99999999999999999999", "1.5", "x", "²", "NaN", "1e9", "-0", "٣", "inf",
)  # fmt: skip
_NAMES = (
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:tab", "w:br", "w:fldChar", "w:instrText", "w:numPr", "w:sdt",
    "w:ins", "w:del", "w:txbxContent", "w:footnoteReference", "w:sym", "w:sectPr", "w:pPr", "w:rPr", "w:tcPr",
    "w:gridSpan", "w:vMerge", "w:jc", "w:ind", "w:spacing", "w:sz", "w:rFonts", "w:pStyle", "w:tabs", "w:pgSz",
    "w:pgMar", "w:lvl",
)  # fmt: skip
_TAGS = (
    "<p>", "</p>", "<table>", "<tr>", "<td rowspan=3 colspan=2>", "</table>", "<ol type=A start=9>", "<li value=2>",
    "</ol>", "<ul>", "<br>", "<pre>", "<article>", "<font face='.VnTimeH'>", "<a href='#_ftn1'>[1]</a>",
    "<div hidden>", "<center>", "<script>", "<textarea>", "<svg>", "<template>", "<![CDATA[", "<!--", "-->", "<?x",
    "&#0;", "&#xD800;", "&nbsp;", "title='bbox 1 2 3 4; x_wconf 9; x_size 3'", "class='ocr_line'", "class='ocrx_word'",
    "<span>", "</span>",
)  # fmt: skip
_HEADERS = (
    "Content-Type: multipart/mixed; boundary=x", "Content-Transfer-Encoding: base64", "--x", "--x--",
    "MIME-Version: 1.0", "Content-Disposition: attachment; filename*=utf-8''a%ff.txt",
    'Content-Type: text/plain; charset="unicode_escape"', "Content-Type: message/rfc822", "Subject: =?utf-8?B?w?=",
    'Content-Type: text/html; charset=idna; name="a', "@@", "@@ b", "BT /F1 12 Tf 60 300 Td (a b) Tj ET",
    "q 0 1 -1 0 500 0 cm", "Q", "60 400 m 500 400 l S", "60 50 9 9 re f", "rule 1 1 90 1", "^300 104 7 90 1",
    "64 704 12 60 TT", "rule 60 700 60 790",
)  # fmt: skip
_ODD: tuple[Any, ...] = (None, True, -1, 0, 10**30, 0.5, "", [], {}, "\x00", "^[", "]", "^[a]^[", "\ud800")


def lines(data: bytes, chance: random.Random) -> bytes:
    """Lines taken away, doubled, moved, joined, cut and put in."""
    shown = data.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(shown)), chance.randrange(len(shown))
        line = shown[at]
        piece = chance.choice(PIECES if chance.random() < 0.7 else _HEADERS).encode()
        match chance.randrange(8):
            case 0 if len(shown) > 1:
                del shown[at]
            case 1:
                shown.insert(at, shown[other])
            case 2:
                shown[at], shown[other] = shown[other], line
            case 3 if at + 1 < len(shown):
                shown[at : at + 2] = [line + b" " + shown[at + 1]]
            case 4:
                cut = chance.randint(0, len(line))
                shown[at : at + 1] = [line[:cut], line[cut:]]
            case 5:
                cut = chance.randint(0, len(line))
                shown[at] = line[:cut] + piece + line[cut:]
            case 6:
                shown[at] = re.sub(rb"\d+", chance.choice(_NUMBERS).encode().replace(b"\\", b""), line, count=1)
            case _:
                shown.insert(at, piece)
    return b"\n".join(shown)


def tags(data: bytes, chance: random.Random) -> bytes:
    """Tags and the texts between them taken away, doubled, moved and put in; well-formed or not."""
    parts = re.split(rb"(<[^>]*>)", data)
    for _ in range(chance.randint(1, 4)):
        at, other = sorted((chance.randrange(len(parts)), chance.randrange(len(parts))))
        match chance.randrange(6):
            case 0:
                parts[at] = b""
            case 1:
                parts[at:at] = parts[at : min(other, at + 30)]
            case 2:
                parts[at], parts[other] = parts[other], parts[at]
            case 3:
                parts[at] = re.sub(rb"\d+", chance.choice(_NUMBERS).encode(), parts[at], count=chance.randint(1, 3))
            case 4:
                parts.insert(at, chance.choice(_TAGS).encode())
            case _:
                parts.insert(at, chance.choice(PIECES).encode())
    return b"".join(parts)


def xml(data: bytes, chance: random.Random) -> bytes:
    """The elements of one file of a plain folder, or of the bytes themselves, moved about; it stays well-formed."""
    files = folder(data)
    if not files:
        return _tree(data, chance)
    at = chance.randrange(len(files))
    if chance.random() < 0.5:  # most of what is read stands in the main part
        at = next((place for place, (name, _) in enumerate(files) if name.endswith(b"document.xml")), at)
    if chance.random() < 0.03 and len(files) > 1:
        del files[at]
        return flattened(files)
    files[at] = (files[at][0], _tree(files[at][1], chance))
    return flattened(files)


def _tree(content: bytes, chance: random.Random) -> bytes:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return tags(content, chance)
    for _ in range(chance.randint(1, 4)):
        _change(root, chance)
    return etree.tostring(root)


def _change(root: Any, chance: random.Random) -> None:
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    one, other = chance.choice(elements), chance.choice(elements)
    parent = one.getparent()
    match chance.randrange(8):
        case 0 if parent is not None:
            parent.remove(one)
        case 1 if len(elements) < 3000:
            other.insert(chance.randint(0, len(other)), copy.deepcopy(one))
        case 2 if parent is not None and one not in other.iterancestors() and one is not other:
            other.append(one)
        case 3 if one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice((*_NUMBERS, *PIECES[:60])).strip("\f\n"))
        case 4 if one.attrib:
            del one.attrib[chance.choice(list(one.attrib))]
        case 5:
            one.text = chance.choice(PIECES).replace("\f", " ")
        case 6:
            for name, value in other.attrib.items():
                one.set(name, value)
        case _:
            _new(one, chance)


def _new(parent: Any, chance: random.Random) -> None:
    prefix, name = chance.choice(_NAMES).split(":")
    space = parent.nsmap.get(prefix)
    made = etree.SubElement(parent, f"{{{space}}}{name}" if space else name)
    if space and chance.random() < 0.5:
        made.set(f"{{{space}}}val", chance.choice(_NUMBERS))


def plain_data(data: bytes, chance: random.Random) -> bytes:
    """One value of a JSON text replaced, taken away, doubled or put under another name."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return lines(data, chance)
    for _ in range(chance.randint(1, 3)):
        holders = [part for part in _holders(whole, 0) if part]
        if not holders:
            break
        holder = chance.choice(holders)
        key = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1:
                source = chance.choice(holders)
                values = list(source.values()) if isinstance(source, dict) else source
                holder[key] = copy.deepcopy(chance.choice(values)) if values else None
            case 2 if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(holder[key]))
            case 3:
                holder[key] = copy.deepcopy(chance.choice(_ODD))
            case _:
                holder[key] = chance.choice(PIECES)
    return json.dumps(whole).encode()


def _holders(part: Any, depth: int) -> list[Any]:
    if depth > 30 or not isinstance(part, dict | list):
        return []
    inside = part.values() if isinstance(part, dict) else part
    return [part, *(holder for one in inside for holder in _holders(one, depth + 1))]

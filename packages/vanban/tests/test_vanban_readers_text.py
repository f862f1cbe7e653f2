"""Plain text and Markdown: charsets, old encodings, page breaks, front matter."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
import vanban
from vanban.readers import extract_text
from vanban.readers.charsets import to_text
from vanban.readers.legacy import TCVN3, VNI, decode, restored
from vanban_files import PAPER, as_cp1258
from vanban_helpers import TODAY

_SINGLE = (
    "ĂÂÊÔƠƯĐăâêôơưđ",
    "¡¢£¤¥¦§¨©ª«¬\u00ad®",
    "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
)
_TO_TCVN3 = dict(zip(_SINGLE[0] + _SINGLE[2], _SINGLE[1] + _SINGLE[3], strict=True))
_VNI_MARKS = dict(zip("\u0300\u0301\u0309\u0303\u0323", "øùûõï", strict=True))
_VNI_CIRCUMFLEX = {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_I = {"\u0300": "ì", "\u0301": "í", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}


def as_tcvn3(text: str) -> str:
    """As typed in a font of small letters; letters that have no capital there stay small."""
    return "".join(_TO_TCVN3.get(char, _TO_TCVN3.get(char.lower(), char)) for char in text)


def as_vni(text: str) -> str:
    return "".join(vni_letter(char) for char in unicodedata.normalize("NFC", text))


def vni_letter(char: str) -> str:
    if char.isupper():
        return vni_letter(char.lower()).upper()
    base, *marks = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in marks if mark in _VNI_MARKS), "")
    if char == "đ":
        return "ñ"
    if char == "ỵ":
        return "î"
    if base == "i" and tone:
        return _VNI_I[tone]
    if "\u0302" in marks:
        return base + _VNI_CIRCUMFLEX[tone]
    if "\u0306" in marks:
        return base + _VNI_BREVE[tone]
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö"}[base]
    return base + _VNI_MARKS.get(tone, "")


@pytest.mark.parametrize(
    "data",
    [
        PAPER.encode(),
        codecs.BOM_UTF8 + PAPER.encode(),
        PAPER.encode("utf-16"),
        PAPER.encode("utf-16-le"),
        PAPER.encode("utf-16-be"),
        PAPER.encode("utf-32"),
        as_cp1258(PAPER),
        as_vni(PAPER).encode("cp1252"),
        as_vni(PAPER).encode(),
        unicodedata.normalize("NFD", PAPER).encode(),
        PAPER.replace("\n", "\r\n").encode(),
        PAPER.replace("\n", "\r").encode(),
        PAPER.encode()[:-1] + b"\xff\n",
    ],
    ids=[
        "utf-8", "utf-8 marked", "utf-16 marked", "utf-16-le", "utf-16-be", "utf-32", "cp1258", "vni", "vni in utf-8",
        "nfd", "crlf", "cr", "one broken byte",
    ],
)  # fmt: skip
def test_charsets_give_the_same_paper(data: bytes) -> None:
    read = vanban.read(data, filename="a.txt", today=TODAY).text
    assert read.rstrip("\n\ufffd") == PAPER.rstrip("\n")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_tcvn3_gives_the_same_paper_with_its_capitals(encoding: str) -> None:
    read = vanban.read(as_tcvn3(PAPER).encode(encoding), filename="a.txt", today=TODAY)
    assert read.text.casefold() == PAPER.casefold()
    assert read.issuer is not None
    assert read.issuer.value == "ỦY BAN NHÂN DÂN XÃ NÀ MẪU"
    assert "Treo cờ trước ngày 01/9/2026" in read.text


def test_every_letter_of_the_old_charsets() -> None:
    letters = _SINGLE[0] + _SINGLE[2]
    assert decode("".join(map(_TO_TCVN3.__getitem__, letters)), TCVN3) == letters
    small = " ".join(letters[7:])
    assert decode(as_vni(small), VNI) == small
    assert decode(as_vni(small.upper()), VNI) == small.upper()


@pytest.mark.parametrize(
    "text",
    [
        PAPER,
        "Ein schöner Tag für Müller, größer als früher: Übung, Öl, Äpfel, Straße, Füße, Köln, Düren, Süden, Bäume.",
        "Le café français était fermé hier; élève, forêt, hôtel, garçon, naïve, où, déjà, voilà, tête, fête, pâte.",
        "Céng hoµ",
    ],
)
def test_text_that_is_not_of_an_old_charset_stays(text: str) -> None:
    assert restored(text) == text


def test_invisible_characters_change_nothing() -> None:
    sprinkled = "\u200b".join(PAPER[:40]) + "\u00ad" + PAPER[40:80] + "\u2060" + PAPER[80:]
    assert vanban.read(sprinkled.encode(), filename="a.txt", today=TODAY).text == PAPER


def test_pages_are_parted_and_lose_their_numbers() -> None:
    text = "Đề nghị các xã\n1\n\f2\ntriển khai ngay.\n- 3 -\n\f\fHết."
    assert extract_text(text.encode(), filename="a.txt").split("\n\n") == [
        "Đề nghị các xã", "triển khai ngay.", "", "Hết."
    ]  # fmt: skip


def test_front_matter_is_no_text() -> None:
    front = "---\ntitle: Kế hoạch\ntags:\n  - loa\n# ghi chú\n---\n"
    assert extract_text((front + PAPER).encode(), filename="a.md") == PAPER
    for kept in ("---\nChào\n---\nNội dung", "---\n\nSố: 1/KH\n---\n", "Một\n---\ntitle: x\n---\n"):
        assert extract_text(kept.encode(), filename="a.md") == kept


@pytest.mark.parametrize("data", [b"abc\0def", bytes(range(256)) * 40, b"\x01\x02\x03\x04" * 100, b"\xff\xfe\xff"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        vanban.read(data, filename="a.txt", today=TODAY)
    assert caught.value.code == "not_text"


def test_a_declared_charset_is_believed_only_as_far_as_the_bytes_bear_it_out() -> None:
    assert to_text(PAPER.encode(), declared="windows-1252") == PAPER
    assert to_text(PAPER.encode(), declared="x-no-such") == PAPER

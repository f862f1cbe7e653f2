"""Pictures inside files that have text too: recognised, or told; and what has a password."""

from __future__ import annotations

import hashlib
import io
import json
from itertools import count
from pathlib import Path

import docx
import pypdfium2
import pytest
import scans
import vanban
from docx.shared import Inches
from PIL import Image
from programs import need_tesseract
from test_vanban_pdf import plain_pdf, read, saved
from test_vanban_scan import cat, picture, text_picture
from vanban.cli import main
from vanban.readers.layout import Row, last_note, lay_out
from vanban.readers.page import Page, Rule, Word
from vanban_helpers import TODAY


@pytest.fixture(scope="module")
def printed() -> bytes:
    return plain_pdf()


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.readers.ocr.tesseract", lambda: None)


def with_scan_behind(pdf: bytes, *pages: Image.Image) -> bytes:
    """A PDF with text and then scanned pages."""
    scanned, whole = pypdfium2.PdfDocument(scans.scan_pdf(pages, dpi=200)), pypdfium2.PdfDocument(pdf)
    whole.import_pages(scanned)
    scanned.close()
    return saved(whole)


def word_file(*parts: str | Image.Image, inches: tuple[float, float] = (6.5, 4.0)) -> bytes:
    """A .docx of typed paragraphs and pictures."""
    document, stream = docx.Document(), io.BytesIO()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            document.add_picture(io.BytesIO(picture(part, "PNG")), Inches(inches[0]), Inches(inches[1]))
    document.save(stream)
    return stream.getvalue()


def read_word(data: bytes) -> vanban.Document:
    return vanban.read(data, filename="a.docx", today=TODAY)


@pytest.mark.usefixtures("no_tesseract")
def test_scanned_annex_of_a_pdf_is_told_when_it_cannot_be_recognised(printed: bytes) -> None:
    document = read(with_scan_behind(printed, text_picture("Phụ lục quét"), text_picture("Phụ lục quét")))
    first = len(pypdfium2.PdfDocument(printed)) + 1
    (unread,) = document.unread
    assert unread.pages == (first, first + 1)
    assert unread.code == "no_ocr"
    assert f"Trang {first}, {first + 1}" in unread.message_vi
    assert "tesseract-ocr-vie" in unread.message_vi
    assert document.number is not None
    assert vanban.to_json(document)["unread"] == [
        {"pages": unread.pages, "code": "no_ocr", "message_vi": unread.message_vi}
    ]


@pytest.mark.usefixtures("no_tesseract")
def test_command_tells_what_it_could_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], printed: bytes
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(with_scan_behind(printed, text_picture("Phụ lục quét")))
    assert main(["read", "--json", str(path)]) == 0
    shown = capsys.readouterr()
    (unread,) = json.loads(shown.out)["unread"]
    assert unread["message_vi"] in shown.err


def test_page_on_which_recognition_fails_is_told_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch, printed: bytes
) -> None:
    calls = count()

    def run(image: Image.Image, layout: int) -> bytes:
        if next(calls) == 0:
            raise vanban.UnreadableError("ocr_failed", "Nhận dạng chữ không xong.")
        return b"<html/>"

    monkeypatch.setattr("vanban.readers.ocr.tesseract", lambda: "tesseract")
    monkeypatch.setattr("vanban.readers.ocr._run", run)
    document = read(with_scan_behind(printed, text_picture("Một"), text_picture("Hai")))
    assert [unread.code for unread in document.unread] == ["ocr_failed", "no_text"]
    assert document.number is not None


def test_nothing_is_told_of_a_pdf_that_was_read_in_full(printed: bytes) -> None:
    assert read(printed).unread == ()


def test_photograph_among_scanned_pages_is_told() -> None:
    need_tesseract()
    data = picture(text_picture("Trang 14 ghi tin phát trên loa"), "TIFF", save_all=True, append_images=[cat()])
    document = vanban.read(data, filename="a.tif", today=TODAY)
    assert "tin" in document.text
    assert [(unread.pages, unread.code) for unread in document.unread] == [((2,), "no_text")]


def test_word_file_of_pictures_is_recognised_in_order() -> None:
    need_tesseract()
    pages = [text_picture(f"Trang {number} ghi tin trên loa trong tháng") for number in ("14", "27")]
    text = read_word(word_file(*pages)).text
    assert 0 <= text.index("14") < text.index("27")


@pytest.mark.usefixtures("no_tesseract")
def test_word_file_of_pictures_without_tesseract_is_refused() -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        read_word(word_file(text_picture("Trang 14")))
    assert caught.value.code == "no_ocr"


@pytest.mark.usefixtures("no_tesseract")
def test_page_sized_picture_in_a_typed_word_file_is_told() -> None:
    typed = "Ủy ban nhân dân tỉnh đề nghị các sở, ban, ngành thực hiện. " * 6
    document = read_word(word_file(typed, text_picture("Trang 14"), inches=(6.5, 8.0)))
    assert document.text.startswith("Ủy ban nhân dân tỉnh")
    assert [(unread.pages, unread.code) for unread in document.unread] == [((1,), "no_ocr")]
    assert "Ảnh 1 " in document.unread[0].message_vi


@pytest.mark.usefixtures("no_tesseract")
def test_small_picture_in_a_typed_word_file_is_an_illustration() -> None:
    document = read_word(word_file("Báo cáo kết quả treo cờ. " * 20, text_picture("Ảnh"), inches=(3.0, 2.0)))
    assert document.unread == ()


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    """RC4, which PDF 1.3 encrypts with."""
    state, other = list(range(256)), 0
    for at in range(256):
        other = (other + state[at] + key[at % len(key)]) % 256
        state[at], state[other] = state[other], state[at]
    first = second = 0
    given = bytearray()
    for byte in data:
        first = (first + 1) % 256
        second = (second + state[first]) % 256
        state[first], state[second] = state[second], state[first]
        given.append(byte ^ state[(state[first] + state[second]) % 256])
    return bytes(given)


def locked_pdf(password: bytes) -> bytes:
    """A PDF of one empty page that opens with a password (standard handler, revision 2; ISO 32000-1, 7.6.3)."""
    padded, identity, rights = (password + _PAD)[:32], b"0123456789abcdef", -4
    owner = rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)
    seed = padded + owner + rights.to_bytes(4, "little", signed=True) + identity
    user = rc4(hashlib.md5(seed, usedforsecurity=False).digest()[:5], _PAD)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        f"<</Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{user.hex()}>/P {rights}>>".encode(),
    ]
    data, places = b"%PDF-1.3\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    identities = f"<{identity.hex()}>" * 2
    trailer = f"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[{identities}]>>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 5\n0000000000 65535 f \n{table}{trailer}".encode()


def test_pdf_with_a_password_is_refused_as_such() -> None:
    data = locked_pdf(b"bi mat")
    assert len(pypdfium2.PdfDocument(data, password="bi mat")) == 1
    with pytest.raises(vanban.UnreadableError) as caught:
        read(data)
    assert caught.value.code == "encrypted"
    assert "mật khẩu" in caught.value.message_vi


def test_pdf_that_opens_without_a_password_is_read_though_encrypted() -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        read(locked_pdf(b""))
    assert caught.value.code == "no_text"  # its page is empty


def noted_page(mark: str, body: str, note: str) -> Page:
    """A page whose running text ends with a footnote mark."""

    def row(text: str, top: float, size: float) -> list[Word]:
        placed = enumerate(text.split())
        return [Word(part, 85 + 48 * at, top, 85 + 48 * at + 45, top + size, size) for at, part in placed]

    running = [word for line in range(6) for word in row(body, 100 + 20 * line, 14)]
    last = running[-1]
    raised = Word(mark, last.right, last.top - 2, last.right + 4, last.top + 6, 8, raised=True)
    opens = Word(mark, 85, 748, 89, 756, 7, raised=True)
    below = [Word(part, 95 + 40 * at, 750, 95 + 40 * at + 37, 760, 10) for at, part in enumerate(note.split())]
    return Page(595, 842, (*running, raised, opens, *below), (Rule(85, 740, 230, 741),))


def test_footnotes_that_start_anew_on_each_page_count_on() -> None:
    body = "các sở ban ngành thực hiện theo kế hoạch"
    sheets = []
    for mark, note in (("1", "Quyết định thứ nhất"), ("1", "Quyết định thứ hai"), ("3", "Quyết định thứ ba")):
        sheets.append(lay_out(noted_page(mark, body, note), notes_before=last_note(sheets)))
    assert [sheet.notes[0][0] for sheet in sheets] == ["1", "2", "3"]
    assert [sheet.notes[0][1][0].text for sheet in sheets][1] == "Quyết định thứ hai"
    last = [sheet.blocks[-1] for sheet in sheets]
    assert [row.text[-13:] for row in last if isinstance(row, Row)] == [f"ạch<sup>{n}</sup>"[-13:] for n in "123"]
